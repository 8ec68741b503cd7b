//! Whether the account is connected with the company account of its owner.

use leptos::prelude::*;

use crate::api::sso::{CompanyAccount, Separation};
use crate::i18n::{Locale, Text, text};
use crate::routes;
use crate::ui::{FormToken, Icon};

pub(super) fn section(locale: Locale, company: CompanyAccount) -> AnyView {
    let body = match company {
        CompanyAccount::Open => view! {
            <p class="section__lead">
                {locale
                    .text(
                        text(
                            "Ihre Organisation hat einen eigenen Anmeldedienst. Verbinden Sie dieses Konto einmal, dann melden Sie sich mit dem Firmenkonto an.",
                            "Your organisation has a sign-in service of its own. Connect this account once, then you sign in with the company account.",
                        ),
                    )}
            </p>
            // A link, no form: the content policy lets no form lead to another host.
            <a class="button" href=routes::SSO_LINK>
                <Icon name="building-2" />
                {locale.text(text("Mit Firmenkonto verbinden", "Connect with company account"))}
            </a>
        }
        .into_any(),
        CompanyAccount::Connected(separation) => view! {
            <ul class="rows">
                <li class="rows__row">
                    <Icon name="circle-check" />
                    <div class="rows__text">
                        <p>{locale.text(text("Verbunden", "Connected"))}</p>
                        <p class="muted small">
                            {locale
                                .text(
                                    text(
                                        "Sie melden sich mit dem Firmenkonto an und bestätigen damit auch, dass Sie es sind.",
                                        "You sign in with the company account and also confirm with it that it is you.",
                                    ),
                                )}
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
            <h2 class="section__title">{locale.text(text("Firmenkonto", "Company account"))}</h2>
            {body}
        </section>
    }
    .into_any()
}

fn separate(locale: Locale) -> impl IntoView {
    view! {
        <form method="post" action=routes::SSO_UNLINK><FormToken />
            <button class="button button--small">{locale.text(text("Trennen", "Separate"))}</button>
        </form>
    }
}

/// Why the account stays connected; nothing if it can be separated.
const fn why_not(separation: Separation) -> Option<Text> {
    match separation {
        Separation::Possible => None,
        Separation::Required => Some(text(
            "Ihre Organisation verlangt die Anmeldung mit dem Firmenkonto; darum lässt es sich nicht trennen.",
            "Your organisation demands the company account; so it cannot be separated.",
        )),
        Separation::OnlyWayIn => Some(text(
            "Es ist Ihr einziger Weg herein. Trennen können Sie es, sobald Sie einen Passkey oder ein Passwort haben.",
            "It is your only way in. You can separate it as soon as you have a passkey or a password.",
        )),
    }
}
