//! What the import found in a file: verdict, preview, questions, notes.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::{Draft, Library};
use crate::api::account::Theme;
use crate::api::upload::{Question, Verdict};
use crate::routes;
use crate::ui::Icon;

#[component]
pub(super) fn Findings(library: Library, draft: Draft) -> impl IntoView {
    let locale = library.locale;
    let Draft { upload, answers, examination } = draft;
    let (tone, icon) = match examination.verdict {
        Verdict::Rejected => ("danger", "circle-alert"),
        Verdict::NeedsInput => ("info", "info"),
        Verdict::AcceptedWithWarnings => ("warning", "triangle-alert"),
        Verdict::Accepted => ("success", "circle-check"),
    };
    let message = examination.message.unwrap_or_else(|| {
        let message = match examination.verdict {
            Verdict::NeedsInput => words::workspace::library::PLEASE_ANSWER_THE_QUESTIONS,
            Verdict::AcceptedWithWarnings => words::workspace::library::THE_FILE_CAN_BE_READ,
            _ => words::workspace::library::THE_FILE_CAN_BE_READ_COMPLETELY,
        };
        locale.text(message).to_owned()
    });
    let has_profile = !examination.figures.is_empty();
    let preview = has_profile.then(|| {
        let page = library.store.page;
        let (project, theme) = (library.store.project, page.with_value(|page| page.theme));
        let image = move |theme: Theme| {
            routes::upload_preview(project, upload, &answers.0, theme.key(), locale.tag())
        };
        let (light, dark) = match theme {
            Theme::Auto => (Theme::Light, Theme::Dark),
            chosen => (chosen, chosen),
        };
        let alt = locale.text(words::workspace::library::DAILY_MEANS_OF_THE_LOAD);
        view! {
            <picture>
                <source media="(prefers-color-scheme: dark)" srcset=image(dark) />
                <img class="import__preview" src=image(light) alt=alt width="800" height="260" />
            </picture>
        }
    });
    let notes = examination.notes;
    let without_notes = notes.is_empty();
    view! {
        <div class=format!("notice notice--{tone}") role="status">
            <Icon name=icon />
            <div class="notice__text">
                <p>{message}</p>
            </div>
        </div>
        <div class="import__questions">
            {examination
                .questions
                .into_iter()
                .map(|question| view! { <Control library draft_upload=upload question /> })
                .collect_view()}
        </div>
        <ul class="import__findings small" hidden=without_notes>
            {notes.into_iter().map(|note| view! { <li>{note}</li> }).collect_view()}
        </ul>
        {preview}
        <div class="import__facts">
            <Facts facts=examination.figures />
            <Facts facts=examination.found />
        </div>
    }
}

#[component]
fn Facts(facts: Vec<(String, String)>) -> impl IntoView {
    let empty = facts.is_empty();
    view! {
        <dl class="facts" hidden=empty>
            {facts
                .into_iter()
                .map(|(name, value)| {
                    view! {
                        <dt>{name}</dt>
                        <dd>{value}</dd>
                    }
                })
                .collect_view()}
        </dl>
    }
}

/// A question as a list of answers; the file is read again as soon as one is chosen.
#[component]
fn Control(library: Library, draft_upload: crate::api::UploadId, question: Question) -> impl IntoView {
    let Question { label, open, choices } = question;
    let ask = library.locale.text(words::workspace::library::PLEASE_CHOOSE_DOTS);
    let chosen = choices.iter().any(|choice| choice.chosen);
    let answers: Vec<_> = choices.iter().map(|choice| choice.answers.clone()).collect();
    let id = format!("import-{}", label.to_ascii_lowercase().replace(' ', "-"));
    // The list may have been that of another question until now, and keeps what was chosen there: it shows the
    // answer that is in force.
    let in_force = choices.iter().position(|choice| choice.chosen);
    let list = id.clone();
    Effect::new(move |_| {
        let list = document().get_element_by_id(&list);
        if let Some(list) = list.and_then(|list| list.dyn_into::<web_sys::HtmlSelectElement>().ok()) {
            list.set_value(&in_force.map_or_else(String::new, |at| at.to_string()));
        }
    });
    view! {
        <div class="field" class=("field--open", open)>
            <label class="field__label" r#for=id.clone()>{label}</label>
            <select
                class="select"
                id=id
                on:change=move |event| {
                    let at = event_target_value(&event).parse::<usize>().ok();
                    if let Some(answers) = at.and_then(|at| answers.get(at)) {
                        library.examine(draft_upload, answers.clone());
                    }
                }
            >
                <option value="" hidden=chosen selected=!chosen disabled>
                    {ask}
                </option>
                {choices
                    .into_iter()
                    .enumerate()
                    .map(|(at, choice)| {
                        view! { <option value=at.to_string() selected=choice.chosen>{choice.label}</option> }
                    })
                    .collect_view()}
            </select>
        </div>
    }
}
