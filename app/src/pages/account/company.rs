//! Whether the account is connected with the company account of its owner.

use leptos::prelude::*;
use words::{Language, Text};

use crate::api::sso::{CompanyAccount, Separation};
use crate::routes;
use crate::ui::{FormToken, Icon};

pub(super) fn section(locale: Language, company: CompanyAccount) -> AnyView {
    let body = match company {
        CompanyAccount::Open => view! {
            <p class="section__lead">
                {locale.text(words::pages::account::YOUR_ORGANISATION_HAS_A_SIGN_IN)}
            </p>
            // A link, no form: the content policy lets no form lead to another host.
            <a class="button" href=routes::SSO_LINK>
                <Icon name="building-2" />
                {locale.text(words::pages::account::CONNECT_WITH_COMPANY_ACCOUNT)}
            </a>
        }
        .into_any(),
        CompanyAccount::Connected(separation) => view! {
            <ul class="rows">
                <li class="rows__row">
                    <Icon name="circle-check" />
                    <div class="rows__text">
                        <p>{locale.text(words::pages::account::CONNECTED)}</p>
                        <p class="muted small">
                            {locale.text(words::pages::account::YOU_SIGN_IN)}
                        </p>
                        {why_not(separation).map(|why| view! { <p class="muted small">{locale.text(why)}</p> })}
                    </div>
                    {(separation == Separation::Possible).then(|| separate(locale))}
                </li>
            </ul>
        }
        .into_any(),
    };
    view! {
        <section class="section" id="company-account">
            <h2 class="section__title">{locale.text(words::pages::account::COMPANY_ACCOUNT)}</h2>
            {body}
        </section>
    }
    .into_any()
}

fn separate(locale: Language) -> impl IntoView {
    view! {
        <form method="post" action=routes::SSO_UNLINK><FormToken />
            <button class="button button--small">{locale.text(words::pages::account::SEPARATE)}</button>
        </form>
    }
}

/// Why the account stays connected; nothing if it can be separated.
const fn why_not(separation: Separation) -> Option<Text> {
    match separation {
        Separation::Possible => None,
        Separation::Required => Some(words::pages::account::YOUR_ORGANISATION_DEMANDS_THE_COMPANY),
        Separation::OnlyWayIn => Some(words::pages::account::IT_IS_YOUR_ONLY_WAY),
    }
}
