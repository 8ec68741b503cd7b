//! The load profiles of the project: uploading, using, renaming, replacing, removing.

use engine::building::BuildingId;
use engine::demand::{DemandKind, Profile, Scaling};
use engine::edit::Edit;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use words::Language;

use super::grid::{focus, kind_name};
use super::messages;
use super::store::Store;
use super::upload::{Problem, Progress, send_file};
use crate::api::UploadId;
use crate::api::profile::ProfileCard;
use crate::api::upload::{Answers, Examination, Verdict, accept_upload, examine_upload};
use crate::ui::Icon;

mod approximation;
mod dropzone;
mod entry;
mod findings;
mod usage;

use approximation::ApproximationForm;
use dropzone::Dropzone;
use entry::Entry;
use findings::Findings;

/// The demand that is to get a load profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// Which building.
    pub building: BuildingId,
    /// Which kind of demand.
    pub kind: DemandKind,
}

/// Why the library is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To look after the profiles.
    Manage,
    /// To find a profile for a demand.
    Choose(Target),
}

/// A file on its way into the project.
#[derive(Clone, Debug, PartialEq)]
struct Draft {
    upload: UploadId,
    answers: Answers,
    examination: Examination,
}

/// What the parts of the dialog share.
#[derive(Clone, Copy)]
struct Library {
    store: Store,
    locale: Language,
    draft: RwSignal<Option<Draft>>,
    progress: RwSignal<Option<Progress>>,
    problem: RwSignal<Option<String>>,
    scaling: RwSignal<Scaling>,
    /// The profile whose demands will use the next one.
    replacing: RwSignal<Option<ProfileCard>>,
}

impl Library {
    fn reset(&self) {
        self.draft.set(None);
        self.progress.set(None);
        self.problem.set(None);
        self.scaling.set(Scaling::AsIs);
        self.replacing.set(None);
    }

    fn target(&self) -> Option<Target> {
        match self.store.library.get() {
            Some(Purpose::Choose(target)) => Some(target),
            _ => None,
        }
    }

    /// Sends a file and asks what is in it.
    fn open(self, file: web_sys::File) {
        self.problem.set(None);
        self.draft.set(None);
        spawn_local(async move {
            let sent = send_file(self.store, &file, self.progress).await;
            match sent {
                Ok(upload) => self.examine(upload, Answers::default()),
                Err(reason) => {
                    self.progress.set(None);
                    self.problem.set(Some(reason));
                }
            }
        });
    }

    /// Reads the file under these answers.
    fn examine(self, upload: UploadId, answers: Answers) {
        self.progress.set(Some(Progress::Reading));
        spawn_local(async move {
            let asked = examine_upload(self.store.project, upload, answers.clone(), self.locale).await;
            self.progress.set(None);
            match asked {
                Ok(examination) => {
                    // The questions are made anew; whoever answers them by keys goes on where they were.
                    let answered = document().active_element().map(|element| element.id());
                    self.draft.set(Some(Draft { upload, answers, examination }));
                    request_animation_frame(move || {
                        focus(answered.and_then(|id| document().get_element_by_id(&id)));
                    });
                }
                Err(error) => self.problem.set(Some(messages::app_error(&error, self.locale))),
            }
        });
    }

    /// Keeps the profile of the file under a name, and uses it where it is wanted.
    fn accept(self, name: String) {
        let Some(Draft { upload, answers, .. }) = self.draft.get_untracked() else { return };
        self.progress.set(Some(Progress::Reading));
        spawn_local(async move {
            let kept = accept_upload(self.store.project, upload, answers, name, self.locale).await;
            self.progress.set(None);
            match kept {
                Ok(card) => {
                    self.store.profiles.update(|cards| cards.push(card.clone()));
                    if let Some(replaced) = self.replacing.get_untracked() {
                        usage::replace(self.store, replaced.id, card.id);
                    }
                    if self.target().is_some() {
                        self.use_profile(&card);
                    } else {
                        self.reset();
                    }
                }
                Err(error) => self.problem.set(Some(messages::app_error(&error, self.locale))),
            }
        });
    }

    /// Gives the demand this profile and closes the dialog.
    fn use_profile(self, card: &ProfileCard) {
        let Some(Target { building, kind }) = untrack(|| self.target()) else { return };
        let profile = Some(Profile::Metered { profile: card.id, scaling: self.scaling.get_untracked() });
        self.store.edit_or_tell(Edit::SetProfile { building, kind, profile });
        self.store.library.set(None);
    }
}

/// The dialog; open while the store has a purpose for it.
#[component]
pub fn LibraryDialog(store: Store) -> impl IntoView {
    let locale = store.locale;
    let library = Library {
        store,
        locale,
        draft: RwSignal::new(None),
        progress: RwSignal::new(None),
        problem: RwSignal::new(None),
        scaling: RwSignal::new(Scaling::AsIs),
        replacing: RwSignal::new(None),
    };
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        match (store.library.get().is_some(), dialog.open()) {
            (true, false) => {
                library.reset();
                let _ = dialog.show_modal();
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let name = RwSignal::new(String::new());
    // What the file suggests, every time it is read; a name that was typed meanwhile wins.
    Effect::new(move |before: Option<String>| {
        let draft = library.draft.get();
        let gone = draft.is_none();
        let suggested = draft.map_or_else(String::new, |draft| draft.examination.name);
        if gone || before.is_none_or(|before| name.with_untracked(|name| *name == before)) {
            name.set(suggested.clone());
        }
        suggested
    });
    let has_profile = Memo::new(move |_| {
        library.draft.with(|draft| draft.as_ref().is_some_and(|draft| !draft.examination.figures.is_empty()))
    });
    let subject = move || {
        library.target().map(|target| {
            let building = store.plan.with(|plan| {
                plan.scenario
                    .building(target.building)
                    .map_or_else(String::new, |building| building.name.clone())
            });
            format!("{building} – {}", locale.text(kind_name(target.kind)))
        })
    };
    let usable = Memo::new(move |_| {
        library.draft.with(|draft| {
            draft.as_ref().is_some_and(|draft| {
                matches!(draft.examination.verdict, Verdict::Accepted | Verdict::AcceptedWithWarnings)
            })
        })
    });
    let close = move || store.library.set(None);
    view! {
        <dialog class="dialog dialog--wide" node_ref=dialog aria-labelledby="library-title" on:close=move |_| close()>
            <div class="dialog__head">
                <h2 class="dialog__title" id="library-title">
                    {locale.text(words::workspace::library::LOAD_PROFILES)}
                </h2>
                <button
                    class="button button--ghost button--icon"
                    aria-label=locale.text(words::workspace::library::CLOSE)
                    on:click=move |_| close()
                >
                    <Icon name="x" />
                </button>
            </div>
            <div class="dialog__body import">
                {move || subject().map(|subject| view! { <p class="dialog__text">{subject}</p> })}
                <Dropzone library />
                <Problem problem=library.problem />
                {move || {
                    library.draft.get().map(|draft| view! { <Findings library draft /> })
                }}
                // Outside of the findings, which are made anew with every answer: who types here stays here.
                {move || has_profile.get().then(|| view! { <NameField locale name /> })}
                {move || {
                    (usable.get() && library.target().is_some())
                        .then(|| view! { <ScalingChoice locale scaling=library.scaling /> })
                }}
                <Entries library />
            </div>
            <div class="dialog__foot">
                <button class="button" on:click=move |_| close()>
                    {locale.text(words::workspace::library::CLOSE)}
                </button>
                <button
                    class="button button--primary"
                    disabled=move || !usable.get() || library.progress.with(Option::is_some)
                    aria-busy=move || library.progress.with(Option::is_some).to_string()
                    on:click=move |_| library.accept(name.get_untracked())
                >
                    {locale.text(words::workspace::library::ACCEPT)}
                </button>
            </div>
        </dialog>
    }
}

/// The profiles of the project, while no file is being looked at.
#[component]
fn Entries(library: Library) -> impl IntoView {
    let (store, locale) = (library.store, library.locale);
    let shown = Memo::new(move |_| library.draft.with(Option::is_none));
    let empty = Memo::new(move |_| store.profiles.with(Vec::is_empty));
    view! {
        <section class="library" hidden=move || !shown.get() aria-label=locale.text(words::workspace::library::LOAD_PROFILES_OF_THE_PROJECT)>
            <p class="small muted" hidden=move || !empty.get()>
                {locale.text(words::workspace::library::NO_LOAD_PROFILES_YET_WHAT)}
            </p>
            <ApproximationForm library />
            <ul class="library__list">
                <For each=move || store.profiles.get() key=|card| (card.id, card.name.clone()) let:card>
                    <Entry library card />
                </For>
            </ul>
        </section>
    }
}

#[component]
fn NameField(locale: Language, name: RwSignal<String>) -> impl IntoView {
    view! {
        <div class="field">
            <label class="field__label" r#for="profile-name">{locale.text(words::workspace::library::NAME)}</label>
            <input
                class="input"
                id="profile-name"
                type="text"
                maxlength="120"
                prop:value=move || name.get()
                on:input=move |event| name.set(event_target_value(&event))
            />
        </div>
    }
}

#[component]
fn ScalingChoice(locale: Language, scaling: RwSignal<Scaling>) -> impl IntoView {
    let choices = [
        (Scaling::AsIs, words::workspace::library::USE_THE_VALUES),
        (Scaling::ToEnergy, words::workspace::library::SCALE_TO_THE_ANNUAL_ENERGY),
        (Scaling::ToEnergyAndPeak, words::workspace::library::FIT_TO_ANNUAL_ENERGY),
    ];
    view! {
        <fieldset class="fieldset stack--tight">
            <legend>{locale.text(words::workspace::library::USE)}</legend>
            {choices
                .map(|(choice, label)| {
                    view! {
                        <label class="check">
                            <input
                                type="radio"
                                name="scaling"
                                prop:checked=move || scaling.get() == choice
                                on:change=move |_| scaling.set(choice)
                            />
                            <span>{locale.text(label)}</span>
                        </label>
                    }
                })
                .collect_view()}
        </fieldset>
    }
}
