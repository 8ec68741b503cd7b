//! What concerned the security of the account.

use leptos::prelude::*;
use words::{Language, Text};

use crate::api::audit::{AuditEvent, OwnEvents};
use crate::page::PageContext;
use crate::pages::audit::{cells, failed, page_links, words_of};
use crate::pages::viewer;
use crate::routes;
use crate::ui::{Crumb, Icon, PageHead, moment, simple_page};

pub(in crate::pages) const TITLE: Text = words::pages::account::SECURITY_EVENTS;

pub(super) fn section(context: &PageContext, events: Vec<AuditEvent>) -> AnyView {
    let locale = context.locale;
    view! {
        <section class="section" id="events">
            <h2 class="section__title">
                {locale.text(words::pages::account::RECENT_SECURITY_EVENTS)}
            </h2>
            <p class="section__lead">
                {locale.text(words::pages::account::SIGN_INS_FAILED_ATTEMPTS_AND_CHANGES)}
            </p>
            {list(&events, locale)}
            <a class="button" href=routes::ACCOUNT_EVENTS>{locale.text(words::pages::account::ALL_EVENTS)}</a>
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

fn list(events: &[AuditEvent], locale: Language) -> AnyView {
    let rows = events.iter().map(|event| row(event, locale)).collect_view();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

fn row(event: &AuditEvent, locale: Language) -> AnyView {
    let mut facts = vec![moment(event.at_s, locale)];
    if event.actor.is_none() {
        let nobody = words::pages::account::WITHOUT_BEING_SIGNED_IN;
        facts.push(locale.text(nobody).to_owned());
    } else if !event.by_reader {
        let other = words::pages::account::BY_SOMEBODY_ELSE;
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
