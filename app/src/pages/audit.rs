//! The audit log: what happened, and who has looked at it.

use leptos::prelude::*;
use words::{Language, Text};

use super::viewer;
use crate::api::audit::{AuditEvent, AuditReview, AuditView};
use crate::page::{FormState, PageContext};
use crate::routes;
use crate::ui::{Crumb, FormToken, Icon, PageHead, form_summary, moment, simple_page};

pub(super) mod cells;
mod filter;
mod names;

pub(super) const TITLE: Text = words::pages::audit::AUDIT_LOG;
pub(super) const INSTANCE: Text = words::pages::audit::AUDIT_LOG_OF_THE_INSTANCE;

/// The words for the kind of an event.
pub(super) fn words_of(key: &str, locale: Language) -> String {
    names::action(key, locale)
}

pub(super) fn view(context: &PageContext, log: &AuditView, form: &FormState) -> AnyView {
    let locale = context.locale;
    let title = if log.instance { INSTANCE } else { TITLE };
    let crumbs = vec![
        Crumb { label: viewer(context).organisation, href: Some(routes::PROJECTS.to_owned()) },
        Crumb { label: locale.text(title).to_owned(), href: None },
    ];
    let lead = if log.instance {
        words::pages::audit::EVENTS_THAT_BELONG_TO_NO
    } else {
        words::pages::audit::WHAT_HAPPENED_IN_YOUR_ORGANISATION
    };
    simple_page(
        context,
        crumbs,
        false,
        view! {
            <PageHead title=locale.text(title)>{locale.text(lead)}</PageHead>
            {form_summary(form, locale)}
            {unreviewed(log, form, locale)}
            <section class="section" id="events">
                <h2 class="section__title">{locale.text(words::pages::audit::EVENTS)}</h2>
                {filter::form(log, locale)}
                {table(log, locale)}
                {pages(log, locale)}
            </section>
        },
    )
}

/// What waits for a review, oldest first, each with the form that signs it off.
fn unreviewed(log: &AuditView, form: &FormState, locale: Language) -> AnyView {
    let (count, overdue) = (log.unreviewed_count, log.overdue_count);
    let title = locale.text(words::pages::audit::TO_BE_REVIEWED);
    let late = (overdue > 0).then(|| {
        let said = words::pages::audit::not_reviewed_for_more_than_seven(locale, &overdue);
        view! {
            <div class="notice notice--warning">
                <Icon name="triangle-alert" />
                <p class="notice__text">{said}</p>
            </div>
        }
    });
    let shown = log.unreviewed.len();
    let more = usize::try_from(count).is_ok_and(|count| count > shown).then(|| {
        let said = words::pages::audit::the_oldest_of_are_shown(locale, &shown, &count);
        view! { <p class="muted small">{said}</p> }
    });
    let list = if log.unreviewed.is_empty() {
        let nothing = words::pages::audit::NOTHING_WAITS_FOR_A_REVIEW;
        view! { <p class="muted small">{locale.text(nothing)}</p> }.into_any()
    } else {
        let action = if log.instance { routes::INSTANCE_AUDIT_REVIEW } else { routes::AUDIT_REVIEW };
        let rows =
            log.unreviewed.iter().map(|event| unreviewed_row(event, action, form, locale)).collect_view();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! {
        <section class="section" id="unreviewed">
            <h2 class="section__title">{title} " " <span class="badge">{count.to_string()}</span></h2>
            <p class="section__lead">
                {locale.text(words::pages::audit::ADMINISTRATIVE_ACTS_ARE_LOOKED)}
            </p>
            {late}
            {list}
            {more}
        </section>
    }
    .into_any()
}

fn unreviewed_row(event: &AuditEvent, action: &'static str, form: &FormState, locale: Language) -> AnyView {
    let number = event.seq.to_string();
    let what = names::action(&event.action, locale);
    let object = event.object.as_ref().map(|object| cells::object(object, locale));
    let mut facts = vec![moment(event.at_s, locale), cells::actor(event, locale)];
    facts.extend(object);
    facts.extend(cells::details(event, locale));
    let control = if event.by_reader {
        let own = words::pages::audit::BY_YOU_SOMEBODY_ELSE_REVIEWS;
        view! { <p class="muted small">{locale.text(own)}</p> }.into_any()
    } else {
        let typed = form.values.get("event").is_some_and(|typed| *typed == number);
        let note = form.values.get("note").filter(|_| typed).cloned().unwrap_or_default();
        let wrong = typed && form.problems.contains_key("note");
        let label = words::pages::audit::note_on_the_review_of_event(locale, &number);
        view! {
            <form class="row" method="post" action=action>
                <FormToken />
                <input type="hidden" name="event" value=number />
                <input
                    class="input"
                    name="note"
                    value=note
                    required=true
                    maxlength=engine::limits::NOTE_MAX_CHARS.to_string()
                    autocomplete="off"
                    placeholder=locale.text(words::pages::audit::NOTE)
                    aria-label=label
                    aria-invalid=wrong.then_some("true")
                />
                <button class="button button--small">{locale.text(words::pages::audit::MARK_AS_REVIEWED)}</button>
            </form>
        }
        .into_any()
    };
    view! {
        <li class="rows__row">
            <Icon name="eye" />
            <div class="rows__text">
                <p>{what} " " {failed(event, locale)}</p>
                <p class="muted small">{facts.join(" · ")}</p>
                {control}
            </div>
        </li>
    }
    .into_any()
}

fn table(log: &AuditView, locale: Language) -> AnyView {
    if log.events.is_empty() {
        let nothing = words::pages::audit::THERE_ARE_NO_EVENTS;
        return view! { <p class="muted">{locale.text(nothing)}</p> }.into_any();
    }
    let rows = log.events.iter().map(|event| row(event, locale)).collect_view();
    let label = locale.text(words::pages::audit::EVENTS);
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label=label>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{locale.text(words::pages::audit::TIME_UTC)}</th>
                        <th scope="col">{locale.text(words::pages::audit::EVENT)}</th>
                        <th scope="col">{locale.text(words::pages::audit::WHO)}</th>
                        <th scope="col">{locale.text(words::pages::audit::DETAILS)}</th>
                        <th scope="col">{locale.text(words::pages::audit::REVIEW)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(event: &AuditEvent, locale: Language) -> AnyView {
    let object = event.object.as_ref().map(|object| cells::object(object, locale));
    let behalf = event.on_behalf.as_ref().map(|party| {
        let name = cells::party(party, locale);
        words::pages::audit::for_(locale, &name)
    });
    let details = cells::details(event, locale).join(" · ");
    let request = match locale {
        Language::De => format!("Nr. {} · Anfrage {}", event.seq, event.request_id),
        Language::En => format!("No. {} · request {}", event.seq, event.request_id),
    };
    view! {
        <tr>
            <td class="number">{moment(event.at_s, locale)}</td>
            <th scope="row">
                {names::action(&event.action, locale)} " " {failed(event, locale)}
                {object.map(|object| view! { <span class="table__note">{object}</span> })}
            </th>
            <td>
                {cells::actor(event, locale)}
                {behalf.map(|behalf| view! { <span class="table__note">{behalf}</span> })}
            </td>
            <td>
                {details}
                <span class="table__note">{request}</span>
            </td>
            <td>{review(&event.review, locale)}</td>
        </tr>
    }
    .into_any()
}

/// A mark for what was refused or failed.
pub(super) fn failed(event: &AuditEvent, locale: Language) -> Option<AnyView> {
    (!event.success).then(|| {
        let refused = words::pages::audit::REFUSED;
        view! { <span class="badge badge--danger">{locale.text(refused)}</span> }.into_any()
    })
}

fn review(review: &AuditReview, locale: Language) -> Option<AnyView> {
    match review {
        AuditReview::NotNeeded => None,
        AuditReview::Open => {
            let open = words::pages::audit::OPEN;
            Some(view! { <a class="badge" href="#unreviewed">{locale.text(open)}</a> }.into_any())
        }
        AuditReview::Done { by, at_s, note } => {
            let lost = || locale.text(words::pages::audit::NOTE_DESTROYED).to_owned();
            let note = note.clone().unwrap_or_else(lost);
            let who = format!("{}, {}", cells::party(by, locale), moment(*at_s, locale));
            Some(view! { <span>{note} <span class="table__note">{who}</span></span> }.into_any())
        }
    }
}

/// Links to older events and back to the newest.
fn pages(log: &AuditView, locale: Language) -> AnyView {
    let page = if log.instance { routes::INSTANCE_AUDIT } else { routes::AUDIT };
    let link = |before: String| {
        let filter = crate::api::audit::AuditFilter { before, ..log.filter.clone() };
        format!("{page}{}#events", filter.query())
    };
    let newest = (!log.filter.before.is_empty()).then(|| link(String::new()));
    let older = log.older.map(|before| link(before.to_string()));
    page_links(newest, older, locale)
}

/// The links below a list that has several pages.
pub(super) fn page_links(newest: Option<String>, older: Option<String>, locale: Language) -> AnyView {
    let newest = newest.map(|href| {
        view! { <a class="button" href=href>{locale.text(words::pages::audit::NEWEST)}</a> }
    });
    let older = older.map(|href| {
        view! { <a class="button" href=href>{locale.text(words::pages::audit::OLDER)}</a> }
    });
    view! { <div class="form__actions">{newest} {older}</div> }.into_any()
}
