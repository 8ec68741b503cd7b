//! Where the account is signed in.

use leptos::prelude::*;
use words::Language;

use crate::api::session::SessionView;
use crate::page::PageContext;
use crate::routes;
use crate::ui::{FormToken, Icon, ago};

pub(super) fn section(context: &PageContext, sessions: Vec<SessionView>) -> impl IntoView + use<> {
    let (locale, now_s) = (context.locale, context.now_s);
    let others = sessions.iter().any(|session| !session.is_this);
    let end_others = others.then(|| {
        view! {
            <form method="post" action=routes::SESSIONS><FormToken />
                <button class="button">
                    {locale.text(words::pages::account::END_ALL_OTHER_SESSIONS)}
                </button>
            </form>
        }
    });
    view! {
        <section class="section" id="sessions">
            <h2 class="section__title">{locale.text(words::pages::account::SESSIONS)}</h2>
            <p class="section__lead">
                {locale.text(words::pages::account::YOU_ARE_SIGNED_IN_HERE)}
            </p>
            <ul class="rows">
                {sessions.into_iter().map(|session| row(session, now_s, locale)).collect_view()}
            </ul>
            {end_others}
        </section>
    }
}

fn row(session: SessionView, now_s: i64, locale: Language) -> impl IntoView {
    let device = device(&session, locale);
    let last = ago(now_s, session.last_seen_at_s, locale);
    let began = ago(now_s, session.began_at_s, locale);
    let facts = match locale {
        Language::De => format!("Begonnen {began}, zuletzt benutzt {last}, Netz {}", session.network),
        Language::En => format!("Began {began}, last used {last}, network {}", session.network),
    };
    let end = locale.text(words::pages::account::END);
    let control = if session.is_this {
        view! { <span class="badge">{locale.text(words::pages::account::THIS_DEVICE)}</span> }.into_any()
    } else {
        view! {
            <form method="post" action=routes::SESSIONS><FormToken />
                <input type="hidden" name="session" value=session.id />
                <button class="button button--small" aria-label=format!("{end}: {device}")>{end}</button>
            </form>
        }
        .into_any()
    };
    view! {
        <li class="rows__row">
            <Icon name="monitor" />
            <div class="rows__text">
                <p>{device}</p>
                <p class="muted small">{facts}</p>
            </div>
            {control}
        </li>
    }
}

/// Browser and system in plain words.
fn device(session: &SessionView, locale: Language) -> String {
    match (session.browser.as_str(), session.system.as_str(), locale) {
        ("", "", _) => locale.text(words::pages::account::UNKNOWN_DEVICE).to_owned(),
        ("", system, _) => system.to_owned(),
        (browser, "", _) => browser.to_owned(),
        (browser, system, Language::De) => format!("{browser} auf {system}"),
        (browser, system, Language::En) => format!("{browser} on {system}"),
    }
}
