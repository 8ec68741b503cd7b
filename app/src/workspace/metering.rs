//! Upload of a metered load profile for a demand: what was understood, before it is accepted.

use std::sync::Arc;

use chart::format::{Figure, Language, format_energy, format_power};
use engine::building::BuildingId;
use engine::demand::{DemandKind, Profile, Scaling};
use engine::edit::Edit;
use engine::import::{
    ClockRule, ImportOptions, ImportReport, ImportStatus, ImportedProfile, MAX_IMPORT_BYTES, Question, Unit,
    import_load_profile,
};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::grid::kind_name;
use super::messages;
use super::store::Store;
use super::upload::{Problem, chosen_file, read_file};
use crate::api::profile::{ProfileDraft, add_profile};
use crate::i18n::{Locale, text};
use crate::ui::Icon;

/// The demand that is to get a metered profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// Which building.
    pub building: BuildingId,
    /// Which kind of demand.
    pub kind: DemandKind,
}

/// A file that has been read.
#[derive(Clone)]
struct Upload {
    name: String,
    bytes: Arc<Vec<u8>>,
}

/// The dialog; open while the store has a target.
#[component]
pub fn MeteringDialog(store: Store) -> impl IntoView {
    let locale = store.locale;
    let dialog = NodeRef::<html::Dialog>::new();
    let upload = RwSignal::new(None::<Upload>);
    let options = RwSignal::new(ImportOptions::default());
    let problem = RwSignal::new(None::<String>);
    let scaling = RwSignal::new(Scaling::AsIs);
    let sending = RwSignal::new(false);
    let report = Memo::new(move |_| {
        let options = options.get();
        upload.with(|upload| {
            upload.as_ref().map(|upload| Arc::new(import_load_profile(&upload.bytes, &options)))
        })
    });
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        match (store.metering.get().is_some(), dialog.open()) {
            (true, false) => {
                upload.set(None);
                options.set(ImportOptions::default());
                problem.set(None);
                scaling.set(Scaling::AsIs);
                let _ = dialog.show_modal();
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let open_file = move |file: web_sys::File| {
        spawn_local(async move {
            match read_file(&file, MAX_IMPORT_BYTES, locale).await {
                Ok(bytes) => {
                    problem.set(None);
                    options.set(ImportOptions::default());
                    upload.set(Some(Upload { name: file.name(), bytes: Arc::new(bytes) }));
                }
                Err(reason) => problem.set(Some(reason)),
            }
        });
    };
    let accept = move |_| {
        let (Some(target), Some(upload), Some(report)) = (store.metering.get(), upload.get(), report.get())
        else {
            return;
        };
        let Some(profile) = &report.profile else { return };
        let draft = draft(&upload.name, &report, profile, locale);
        sending.set(true);
        spawn_local(async move {
            let answer = add_profile(store.project, draft).await;
            sending.set(false);
            match answer {
                Ok(card) => {
                    let profile =
                        Some(Profile::Metered { profile: card.id, scaling: scaling.get_untracked() });
                    store.profiles.update(|cards| cards.push(card));
                    store.edit_or_tell(Edit::SetProfile {
                        building: target.building,
                        kind: target.kind,
                        profile,
                    });
                    store.metering.set(None);
                }
                Err(error) => problem.set(Some(messages::app_error(&error, locale))),
            }
        });
    };
    let subject = move || {
        store.metering.get().map(|target| {
            let building = store.plan.with(|plan| {
                plan.scenario
                    .building(target.building)
                    .map_or_else(String::new, |building| building.name.clone())
            });
            format!("{building} – {}", locale.text(kind_name(target.kind)))
        })
    };
    let usable = Memo::new(move |_| {
        report.with(|report| report.as_ref().is_some_and(|report| report.profile.is_some()))
    });
    let over = RwSignal::new(false);
    view! {
        <dialog class="dialog dialog--wide" node_ref=dialog aria-labelledby="metering-title" on:close=move |_| store.metering.set(None)>
            <div class="dialog__head">
                <h2 class="dialog__title" id="metering-title">
                    {locale.text(text("Gemessener Lastgang", "Metered load profile"))}
                </h2>
                <button
                    class="button button--ghost button--icon"
                    aria-label=locale.text(text("Schließen", "Close"))
                    on:click=move |_| store.metering.set(None)
                >
                    <Icon name="x" />
                </button>
            </div>
            <div class="dialog__body import">
                <p class="dialog__text">{subject}</p>
                <label
                    class="dropzone"
                    data-state=move || over.get().then_some("over")
                    on:dragover=move |event| {
                        event.prevent_default();
                        over.set(true);
                    }
                    on:dragleave=move |_| over.set(false)
                    on:drop=move |event| {
                        event.prevent_default();
                        over.set(false);
                        let file = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0));
                        file.into_iter().for_each(open_file);
                    }
                >
                    <Icon name="upload" class="icon--24" />
                    <span>
                        {move || {
                            upload
                                .with(|upload| upload.as_ref().map(|upload| upload.name.clone()))
                                .unwrap_or_else(|| {
                                    locale
                                        .text(text("CSV- oder Textdatei hierher ziehen oder auswählen", "Drop a CSV or text file here or choose one"))
                                        .to_owned()
                                })
                        }}
                    </span>
                    <span class="small">
                        {locale
                            .text(
                                text(
                                    "Mit Zeitstempeln oder 8760, 8784, 35040 oder 35136 Werten; kW oder kWh je Intervall.",
                                    "With time stamps or 8760, 8784, 35040 or 35136 values; kW or kWh per interval.",
                                ),
                            )}
                    </span>
                    <input
                        class="dropzone__file"
                        type="file"
                        accept=".csv,.txt,.tsv,text/csv,text/plain"
                        on:change=move |event| chosen_file(&event).into_iter().for_each(open_file)
                    />
                </label>
                <Problem problem />
                {move || report.get().map(|report| findings(&report, options, locale))}
                {move || usable.get().then(|| view! { <ScalingChoice locale scaling /> })}
            </div>
            <div class="dialog__foot">
                <button class="button" on:click=move |_| store.metering.set(None)>
                    {locale.text(text("Abbrechen", "Cancel"))}
                </button>
                <button
                    class="button button--primary"
                    disabled=move || !usable.get() || sending.get()
                    aria-busy=move || sending.get().to_string()
                    on:click=accept
                >
                    {locale.text(text("Übernehmen", "Accept"))}
                </button>
            </div>
        </dialog>
    }
}

#[component]
fn ScalingChoice(locale: Locale, scaling: RwSignal<Scaling>) -> impl IntoView {
    let choices = [
        (Scaling::AsIs, text("Werte unverändert übernehmen", "Use the values as they are")),
        (
            Scaling::ToEnergy,
            text("Auf die Jahresenergie der Tabelle skalieren", "Scale to the annual energy of the table"),
        ),
        (
            Scaling::ToEnergyAndPeak,
            text(
                "Auf Jahresenergie und Spitzenlast der Tabelle anpassen",
                "Fit to annual energy and peak load of the table",
            ),
        ),
    ];
    view! {
        <fieldset class="fieldset stack--tight">
            <legend>{locale.text(text("Verwendung", "Use"))}</legend>
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

/// What the import found: refusal, question or preview, and everything that was changed.
fn findings(
    report: &ImportReport,
    options: RwSignal<ImportOptions>,
    locale: Locale,
) -> impl IntoView + use<> {
    let message = match locale {
        Locale::De => report.status.message_de(),
        Locale::En => report.status.message_en(),
    };
    let tone = match report.status {
        ImportStatus::Rejected { .. } => "danger",
        ImportStatus::NeedsInput { .. } => "info",
        ImportStatus::AcceptedWithWarnings => "warning",
        ImportStatus::Accepted => "success",
    };
    let warnings: Vec<_> =
        warnings(report, locale).into_iter().map(|warning| view! { <li>{warning}</li> }).collect();
    let question = match &report.status {
        ImportStatus::NeedsInput { question } => Some(question_control(question, report, options, locale)),
        _ => None,
    };
    let icon = if tone == "danger" { "circle-alert" } else { "info" };
    view! {
        {message
            .map(|message| {
                view! {
                    <div class=format!("notice notice--{tone}") role="status">
                        <Icon name=icon />
                        <div class="notice__text">
                            <p>{message}</p>
                        </div>
                    </div>
                }
            })}
        {question}
        {report.profile.as_ref().map(|profile| preview(profile, locale))}
        <ul class="import__findings small muted">{warnings}</ul>
    }
}

fn preview(profile: &ImportedProfile, locale: Locale) -> impl IntoView + use<> {
    let language = Language::from(locale);
    let figure = |(value, unit): Figure| format!("{value}\u{202f}{unit}");
    let year = profile.year.map_or_else(|| "–".to_owned(), |year| year.to_string());
    let step = format!("{}\u{202f}min", profile.step_minutes);
    view! {
        <svg class="import__preview" viewBox="0 0 800 160" preserveAspectRatio="none" role="img"
            aria-label=locale.text(text("Tagesmittel über das Jahr", "Daily means over the year"))>
            <path
                class="import__line"
                d=chart::render::sparkline_path(&profile.hourly_kw, 800.0, 160.0)
                fill="none"
                vector-effect="non-scaling-stroke"
            />
        </svg>
        <dl class="facts">
            <dt>{locale.text(text("Jahresenergie", "Annual energy"))}</dt>
            <dd>{figure(format_energy(profile.energy_kwh, language))}</dd>
            <dt>{locale.text(text("Spitzenlast", "Peak load"))}</dt>
            <dd>{figure(format_power(profile.peak.kw, language))}</dd>
            <dt>{locale.text(text("Einheit und Schritt", "Unit and step"))}</dt>
            <dd>{profile.unit.symbol()} ", " {step}</dd>
            <dt>{locale.text(text("Jahr", "Year"))}</dt>
            <dd>{year}</dd>
        </dl>
    }
}

fn question_control(
    question: &Question,
    report: &ImportReport,
    options: RwSignal<ImportOptions>,
    locale: Locale,
) -> impl IntoView + use<> {
    let say = |de: &'static str, en: &'static str| locale.text(text(de, en)).to_owned();
    let energy = |kwh: f64| {
        let (value, unit) = format_energy(kwh, locale.into());
        format!("{value}\u{202f}{unit}")
    };
    let answers: Vec<(String, ImportOptions)> = options.with_untracked(|given| match question {
        Question::Unit { energy_if_kw_kwh, energy_if_kwh_kwh } => vec![
            (
                format!("kW ({}/a)", energy(*energy_if_kw_kwh)),
                ImportOptions { unit: Some(Unit::Kw), ..*given },
            ),
            (
                format!("{} ({}/a)", say("kWh je Intervall", "kWh per interval"), energy(*energy_if_kwh_kwh)),
                ImportOptions { unit: Some(Unit::Kwh), ..*given },
            ),
            ("W".to_owned(), ImportOptions { unit: Some(Unit::W), ..*given }),
            (say("Wh je Intervall", "Wh per interval"), ImportOptions { unit: Some(Unit::Wh), ..*given }),
        ],
        Question::Column => report
            .columns
            .iter()
            .map(|column| {
                let name = if column.name.is_empty() {
                    format!("{}", column.index + 1)
                } else {
                    column.name.clone()
                };
                (name, ImportOptions { column: Some(column.index), ..*given })
            })
            .collect(),
        Question::Clock => vec![
            (
                say("Mit Sommerzeit", "With summer time"),
                ImportOptions { clock: Some(ClockRule::SummerTime), ..*given },
            ),
            (
                say("Immer Winterzeit (UTC+1)", "Always UTC+1"),
                ImportOptions { clock: Some(ClockRule::StandardTime), ..*given },
            ),
        ],
    });
    let buttons: Vec<_> = answers
        .into_iter()
        .map(|(label, answer)| view! { <button class="button" type="button" on:click=move |_| options.set(answer)>{label}</button> })
        .collect();
    view! { <div class="row">{buttons}</div> }
}

fn warnings(report: &ImportReport, locale: Locale) -> Vec<String> {
    let said = |warning: &engine::import::ImportWarning| match locale {
        Locale::De => warning.message_de(),
        Locale::En => warning.message_en(),
    };
    report.warnings.iter().map(said).collect()
}

/// Quarter hours stay quarter hours; other steps are kept as hourly means.
fn draft(file: &str, report: &ImportReport, profile: &ImportedProfile, locale: Locale) -> ProfileDraft {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let name: String = stem
        .chars()
        .filter(|character| !character.is_control())
        .take(engine::limits::NAME_MAX_CHARS)
        .collect();
    let (step_minutes, values_kw) = if profile.step_minutes == 15 {
        (15, profile.values_kw.clone())
    } else {
        (60, profile.hourly_kw.clone())
    };
    let name =
        if name.trim().is_empty() { locale.text(text("Lastgang", "Load profile")).to_owned() } else { name };
    ProfileDraft { name, step_minutes, values_kw, import_log: warnings(report, locale) }
}
