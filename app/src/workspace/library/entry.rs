//! A load profile in the library.

use chart::format::{Figure, format_energy, format_power};
use leptos::either::Either;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use words::{Language, Text};

use super::{Library, usage};
use crate::api::profile::{
    ProfileCard, SyntheticOutcome, remove_profile, rename_profile, synthesise_profile,
};
use crate::routes;
use crate::ui::Icon;
use crate::workspace::messages;

#[component]
pub(super) fn Entry(library: Library, card: ProfileCard) -> impl IntoView {
    let (store, locale) = (library.store, library.locale);
    let id = card.id;
    let figure = |(value, unit): Figure| format!("{value}\u{a0}{unit}");
    let facts = format!(
        "{}/a · {} · {}\u{a0}min",
        figure(format_energy(card.annual_kwh, locale)),
        figure(format_power(card.peak_kw, locale)),
        card.step_minutes
    );
    let used_by = Memo::new(move |_| store.plan.with(|plan| usage::names(plan, id, locale)));
    let original = card.upload.map(|upload| routes::upload(store.project, upload));
    let renaming = RwSignal::new(false);
    let asking = RwSignal::new(false);
    let kept = StoredValue::new(card.clone());
    let synthesise = move |_| {
        library.problem.set(None);
        spawn_local(async move {
            match synthesise_profile(store.project, id, locale).await {
                Ok(SyntheticOutcome::Kept(made)) => store.profiles.update(|cards| cards.push(made)),
                Ok(SyntheticOutcome::Refused(reason)) => library.problem.set(Some(reason)),
                Err(error) => library.problem.set(Some(messages::app_error(&error, locale))),
            }
        });
    };
    let remove = move |_| {
        asking.set(false);
        spawn_local(async move {
            usage::release(store, id);
            match remove_profile(store.project, id).await {
                Ok(()) => store.profiles.update(|cards| cards.retain(|card| card.id != id)),
                Err(error) => library.problem.set(Some(messages::app_error(&error, locale))),
            }
        });
    };
    let say = move |text: Text| locale.text(text);
    let log = card.import_log.clone();
    let without_log = log.is_empty();
    view! {
        <li class="library__entry">
            <svg class="library__spark" viewBox="0 0 120 32" preserveAspectRatio="none" aria-hidden="true">
                <path class="import__line" d=chart::render::sparkline_path(&card.sparkline_kw, 120.0, 32.0) fill="none" vector-effect="non-scaling-stroke" />
            </svg>
            <div class="library__text">
                {move || {
                    if renaming.get() {
                        Either::Left(view! { <NameField library renaming kept /> })
                    } else {
                        Either::Right(
                            view! {
                                <p class="library__name">
                                    <span>{kept.with_value(|card| card.name.clone())}</span>
                                    {kept
                                        .with_value(|card| card.synthetic)
                                        .then(|| view! { <span class="tag">{say(words::workspace::library::SYNTHETIC)}</span> })}
                                </p>
                            },
                        )
                    }
                }}
                <p class="small muted">{facts}</p>
                <p class="small muted">
                    {move || {
                        used_by
                            .with(|names| match (names.is_empty(), locale) {
                                (true, _) => say(words::workspace::library::NOT_USED).to_owned(),
                                (false, Language::De) => format!("Verwendet von {}", names.join(", ")),
                                (false, Language::En) => format!("Used by {}", names.join(", ")),
                            })
                    }}
                </p>
                <details class="library__log small" hidden=without_log>
                    <summary>{say(words::workspace::library::LOG)}</summary>
                    <ul>{log.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
                </details>
            </div>
            <div class="library__actions">
                {move || {
                    library
                        .target()
                        .map(|_| {
                            view! {
                                <button
                                    class="button button--small button--primary"
                                    on:click=move |_| kept.with_value(|card| library.use_profile(card))
                                >
                                    {say(words::workspace::library::USE_2)}
                                </button>
                            }
                        })
                }}
                <button class="button button--small" on:click=move |_| renaming.set(true)>
                    {say(words::workspace::library::RENAME)}
                </button>
                <button class="button button--small" on:click=move |_| library.replacing.set(Some(kept.get_value()))>
                    {say(words::workspace::library::REPLACE)}
                </button>
                <button class="button button--small" hidden=card.synthetic on:click=synthesise>
                    {say(words::workspace::library::MAKE_SYNTHETIC)}
                </button>
                {original
                    .map(|href| {
                        view! {
                            <a class="button button--small" href=href download="">
                                <Icon name="download" />
                                {say(words::workspace::library::ORIGINAL)}
                            </a>
                        }
                    })}
                {move || {
                    if asking.get() {
                        Either::Left(
                            view! {
                                <button class="button button--small button--danger" on:click=remove>
                                    {say(words::workspace::library::REALLY_DELETE)}
                                </button>
                            },
                        )
                    } else {
                        Either::Right(
                            view! {
                                <button class="button button--small" on:click=move |_| asking.set(true)>
                                    {say(words::workspace::library::DELETE)}
                                </button>
                            },
                        )
                    }
                }}
            </div>
            <p class="library__warning small" role="alert" hidden=move || !asking.get() || used_by.with(Vec::is_empty)>
                {say(words::workspace::library::THE_DEMANDS_NAMED_ABOVE_LOSE)}
            </p>
        </li>
    }
}

/// The name while it is being changed: Enter keeps it, Escape does not.
#[component]
fn NameField(library: Library, renaming: RwSignal<bool>, kept: StoredValue<ProfileCard>) -> impl IntoView {
    let (store, locale) = (library.store, library.locale);
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
            input.select();
        }
    });
    let save = move || {
        let Some(name) = input.get_untracked().map(|input| input.value()) else { return };
        let id = kept.with_value(|card| card.id);
        spawn_local(async move {
            match rename_profile(store.project, id, name).await {
                Ok(renamed) => store.profiles.update(|cards| {
                    if let Some(card) = cards.iter_mut().find(|card| card.id == id) {
                        *card = renamed;
                    }
                }),
                Err(error) => library.problem.set(Some(messages::app_error(&error, locale))),
            }
        });
    };
    view! {
        <input
            class="input"
            node_ref=input
            type="text"
            maxlength="120"
            value=kept.with_value(|card| card.name.clone())
            aria-label=locale.text(words::workspace::library::NAME_OF_THE_LOAD_PROFILE)
            on:keydown=move |event| match event.key().as_str() {
                "Enter" => save(),
                "Escape" => {
                    event.prevent_default();
                    event.stop_propagation();
                    renaming.set(false);
                }
                _ => {}
            }
            on:blur=move |_| save()
        />
    }
}
