//! What concerned the security of the account.

use leptos::prelude::*;

use crate::api::audit::{AuditEvent, OwnEvents};
use crate::i18n::{Locale, Text, text};
use crate::page::PageContext;
use crate::pages::audit::{cells, failed, page_links, words_of};
use crate::pages::viewer;
use crate::routes;
use crate::ui::{Crumb, Icon, PageHead, moment, simple_page};

pub(in crate::pages) const TITLE: Text = text("Sicherheitsereignisse", "Security events");

pub(super) fn section(context: &PageContext, events: Vec<AuditEvent>) -> AnyView {
    let locale = context.locale;
    view! {
        <section class="section" id="events">
            <h2 class="section__title">
                {locale.text(text("Letzte Sicherheitsereignisse", "Recent security events"))}
            </h2>
            <p class="section__lead">
                {locale
                    .text(
                        text(
                            "Anmeldungen, Fehlversuche und Änderungen an Ihrem Konto; Zeiten sind UTC. Erkennen Sie etwas nicht wieder, ändern Sie Ihr Passwort und beenden Sie alle anderen Sitzungen.",
                            "Sign-ins, failed attempts and changes of your account; times are UTC. If you do not recognise something, change your password and end all other sessions.",
                        ),
                    )}
            </p>
            {list(&events, locale)}
            <a class="button" href=routes::ACCOUNT_EVENTS>{locale.text(text("Alle Ereignisse", "All events"))}</a>
        </section>
    }
    .into_any()
}

/// All of them, by pages.
pub(in crate::pages) fn page(context: &PageContext, own: &OwnEvents, first: bool) -> AnyView {
    let locale = context.locale;
    let crumbs = vec![
        Crumb { label: viewer(context).organisation, href: Some(routes::PROJECTS.to_owned()) },
        Crumb { label: locale.text(super::TITLE).to_owned(), href: Some(routes::ACCOUNT.to_owned()) },
        Crumb { label: locale.text(TITLE).to_owned(), href: None },
    ];
    let newest = (!first).then(|| routes::ACCOUNT_EVENTS.to_owned());
    let older = own.older.map(|before| format!("{}?before={before}", routes::ACCOUNT_EVENTS));
    simple_page(
        context,
        crumbs,
        true,
        view! {
            <PageHead title=locale.text(TITLE) />
            {list(&own.events, locale)}
            {page_links(newest, older, locale)}
        },
    )
}

fn list(events: &[AuditEvent], locale: Locale) -> AnyView {
    let rows = events.iter().map(|event| row(event, locale)).collect_view();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

fn row(event: &AuditEvent, locale: Locale) -> AnyView {
    let mut facts = vec![moment(event.at_s, locale)];
    if event.actor.is_none() {
        let nobody = text("ohne Anmeldung", "without being signed in");
        facts.push(locale.text(nobody).to_owned());
    } else if !event.by_reader {
        let other = text("durch jemand anderen", "by somebody else");
        facts.push(locale.text(other).to_owned());
    }
    facts.extend(cells::details(event, locale));
    view! {
        <li class="rows__row">
            <Icon name="shield-check" />
            <div class="rows__text">
                <p>{words_of(&event.action, locale)} " " {failed(event, locale)}</p>
                <p class="muted small">{facts.join(" · ")}</p>
            </div>
        </li>
    }
    .into_any()
}
