//! Which events are wanted: a form that asks for the page anew.

use leptos::prelude::*;
use words::Language;

use super::names;
use crate::api::audit::AuditView;
use crate::routes;
use crate::ui::Icon;

pub(super) fn form(log: &AuditView, locale: Language) -> AnyView {
    let filter = log.filter.clone();
    let (page, export) = if log.instance {
        (routes::INSTANCE_AUDIT, routes::INSTANCE_AUDIT_EXPORT)
    } else {
        (routes::AUDIT, routes::AUDIT_EXPORT)
    };
    let everything = crate::api::audit::AuditFilter { before: String::new(), ..filter.clone() };
    let export = format!("{export}{}", everything.query());
    let mut kinds: Vec<(String, String)> =
        log.kinds.iter().map(|kind| (kind.clone(), names::action(kind, locale))).collect();
    kinds.sort_by_cached_key(|(_, words)| words.clone());
    let people: Vec<(String, String)> =
        log.people.iter().map(|(account, name)| (account.to_string(), name.clone())).collect();
    let outcomes =
        [("success", words::pages::audit::DONE), ("failure", words::pages::audit::REFUSED_OR_FAILED)]
            .map(|(key, words)| (key.to_owned(), locale.text(words).to_owned()));
    let who = (!people.is_empty())
        .then(|| choice("person", locale.text(words::pages::audit::PERSON), people, &filter.person, locale));
    view! {
        <form class="form" method="get" action=page>
            <div class="fields">
                {choice("kind", locale.text(words::pages::audit::KIND), kinds, &filter.kind, locale)}
                {who}
                {choice("outcome", locale.text(words::pages::audit::OUTCOME), outcomes.to_vec(), &filter.outcome, locale)}
                {day("from", locale.text(words::pages::audit::FROM_UTC), filter.from)}
                {day("to", locale.text(words::pages::audit::TO_UTC), filter.to)}
            </div>
            <label class="check">
                <input type="checkbox" name="unreviewed" value="1" checked=!filter.unreviewed.is_empty() />
                <span>{locale.text(words::pages::audit::ONLY_WHAT_IS_STILL)}</span>
            </label>
            <div class="form__actions">
                <button class="button button--primary">
                    <Icon name="filter" />
                    {locale.text(words::pages::audit::SHOW)}
                </button>
                <a class="button button--ghost" href=page>{locale.text(words::pages::audit::SHOW_EVERYTHING)}</a>
                <a class="button" href=export>
                    <Icon name="download" />
                    {locale.text(words::pages::audit::AS_A_CSV_FILE)}
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
    locale: Language,
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
                <option value="">{locale.text(words::pages::audit::ALL)}</option>
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
