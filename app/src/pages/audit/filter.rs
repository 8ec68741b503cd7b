//! Which events are wanted: a form that asks for the page anew.

use leptos::prelude::*;

use super::words;
use crate::api::audit::AuditView;
use crate::i18n::{Locale, text};
use crate::routes;
use crate::ui::Icon;

pub(super) fn form(log: &AuditView, locale: Locale) -> AnyView {
    let filter = log.filter.clone();
    let (page, export) = if log.instance {
        (routes::INSTANCE_AUDIT, routes::INSTANCE_AUDIT_EXPORT)
    } else {
        (routes::AUDIT, routes::AUDIT_EXPORT)
    };
    let everything = crate::api::audit::AuditFilter { before: String::new(), ..filter.clone() };
    let export = format!("{export}{}", everything.query());
    let mut kinds: Vec<(String, String)> =
        log.kinds.iter().map(|kind| (kind.clone(), words::action(kind, locale))).collect();
    kinds.sort_by_cached_key(|(_, words)| words.clone());
    let people: Vec<(String, String)> =
        log.people.iter().map(|(account, name)| (account.to_string(), name.clone())).collect();
    let outcomes = [
        ("success", text("gelungen", "done")),
        ("failure", text("abgewiesen oder gescheitert", "refused or failed")),
    ]
    .map(|(key, words)| (key.to_owned(), locale.text(words).to_owned()));
    let who = (!people.is_empty())
        .then(|| choice("person", locale.text(text("Person", "Person")), people, &filter.person, locale));
    view! {
        <form class="form" method="get" action=page>
            <div class="fields">
                {choice("kind", locale.text(text("Art", "Kind")), kinds, &filter.kind, locale)}
                {who}
                {choice("outcome", locale.text(text("Ausgang", "Outcome")), outcomes.to_vec(), &filter.outcome, locale)}
                {day("from", locale.text(text("Von (UTC)", "From (UTC)")), filter.from)}
                {day("to", locale.text(text("Bis (UTC)", "To (UTC)")), filter.to)}
            </div>
            <label class="check">
                <input type="checkbox" name="unreviewed" value="1" checked=!filter.unreviewed.is_empty() />
                <span>{locale.text(text("Nur was noch zu prüfen ist", "Only what is still to be reviewed"))}</span>
            </label>
            <div class="form__actions">
                <button class="button button--primary">
                    <Icon name="filter" />
                    {locale.text(text("Anzeigen", "Show"))}
                </button>
                <a class="button button--ghost" href=page>{locale.text(text("Alles zeigen", "Show everything"))}</a>
                <a class="button" href=export>
                    <Icon name="download" />
                    {locale.text(text("Als CSV-Datei", "As a CSV file"))}
                </a>
            </div>
        </form>
    }
    .into_any()
}

fn choice(
    name: &'static str,
    label: &'static str,
    options: Vec<(String, String)>,
    chosen: &str,
    locale: Locale,
) -> AnyView {
    let id = format!("field-{name}");
    let options = options
        .into_iter()
        .map(|(value, words)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{words}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label class="field__label" r#for=id.clone()>{label}</label>
            <select class="select" id=id name=name>
                <option value="">{locale.text(text("Alle", "All"))}</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}

fn day(name: &'static str, label: &'static str, value: String) -> AnyView {
    let id = format!("field-{name}");
    view! {
        <div class="field">
            <label class="field__label" r#for=id.clone()>{label}</label>
            <input class="input" type="date" id=id name=name value=value />
        </div>
    }
    .into_any()
}
