//! Where the account is signed in.

use leptos::prelude::*;

use crate::api::session::SessionView;
use crate::i18n::{Locale, text};
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
                    {locale.text(text("Alle anderen Sitzungen beenden", "End all other sessions"))}
                </button>
            </form>
        }
    });
    view! {
        <section class="section" id="sessions">
            <h2 class="section__title">{locale.text(text("Sitzungen", "Sessions"))}</h2>
            <p class="section__lead">
                {locale
                    .text(
                        text(
                            "Hier sind Sie angemeldet. Was Sie nicht kennen, beenden Sie; danach ändern Sie Ihr Passwort.",
                            "You are signed in here. End what you do not recognise; then change your password.",
                        ),
                    )}
            </p>
            <ul class="rows">
                {sessions.into_iter().map(|session| row(session, now_s, locale)).collect_view()}
            </ul>
            {end_others}
        </section>
    }
}

fn row(session: SessionView, now_s: i64, locale: Locale) -> impl IntoView {
    let device = device(&session, locale);
    let last = ago(now_s, session.last_seen_at_s, locale);
    let began = ago(now_s, session.began_at_s, locale);
    let facts = match locale {
        Locale::De => format!("Begonnen {began}, zuletzt benutzt {last}, Netz {}", session.network),
        Locale::En => format!("Began {began}, last used {last}, network {}", session.network),
    };
    let end = locale.text(text("Beenden", "End"));
    let control = if session.is_this {
        view! { <span class="badge">{locale.text(text("dieses Gerät", "this device"))}</span> }.into_any()
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
fn device(session: &SessionView, locale: Locale) -> String {
    match (session.browser.as_str(), session.system.as_str(), locale) {
        ("", "", _) => locale.text(text("Unbekanntes Gerät", "Unknown device")).to_owned(),
        ("", system, _) => system.to_owned(),
        (browser, "", _) => browser.to_owned(),
        (browser, system, Locale::De) => format!("{browser} auf {system}"),
        (browser, system, Locale::En) => format!("{browser} on {system}"),
    }
}
