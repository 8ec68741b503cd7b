//! Facts from engine and server as sentences.

use engine::building::BuildingId;
use engine::district::{Problem, Reason};
use engine::edit::{EditError, Field};
use engine::plan::Plan;

use super::grid::{kind_name, limit_text, number};
use crate::api::AppError;
use crate::i18n::{Locale, text};

/// Why an edit was refused.
#[must_use]
pub fn edit_error(error: &EditError, locale: Locale) -> String {
    match error {
        EditError::Limit { error, .. } => limit_text(error, locale),
        EditError::UnknownBuilding { .. } => locale
            .text(text("Das Gebäude gibt es nicht mehr.", "The building does not exist any more."))
            .to_owned(),
        EditError::DuplicateBuilding { .. } | EditError::NestedBatch => locale
            .text(text("Die Änderung konnte nicht übernommen werden.", "The change could not be made."))
            .to_owned(),
    }
}

/// Why the server could not do something.
#[must_use]
pub fn app_error(error: &AppError, locale: Locale) -> String {
    let said = match error {
        AppError::Edit { error } => return edit_error(error, locale),
        AppError::Internal { request_id } => {
            return match locale {
                Locale::De => format!("Auf dem Server ist ein Fehler aufgetreten (Kennung {request_id})."),
                Locale::En => format!("An error occurred on the server (id {request_id})."),
            };
        }
        AppError::TooManyRequests { retry_after_s } => {
            return match locale {
                Locale::De => format!("Zu viele Anfragen. Bitte warten Sie {retry_after_s} Sekunden."),
                Locale::En => format!("Too many requests. Please wait {retry_after_s} seconds."),
            };
        }
        AppError::NotSignedIn => text("Ihre Sitzung ist abgelaufen.", "Your session has ended."),
        AppError::NotFound => text(
            "Das Projekt gibt es nicht mehr, oder Sie haben keinen Zugriff.",
            "The project does not exist any more, or you have no access.",
        ),
        AppError::Forbidden => text("Dazu fehlt Ihnen die Berechtigung.", "You are not allowed to do this."),
        AppError::Invalid { .. } => {
            text("Der Server hat die Eingabe nicht verstanden.", "The server did not understand the input.")
        }
        AppError::TooLarge => text(
            "Die Daten sind zu groß, oder Ihr Speicherplatz ist belegt.",
            "The data are too large, or your storage is used up.",
        ),
        AppError::StepUpRequired => text(
            "Bestätigen Sie bitte auf der Kontoseite, dass Sie es sind, und versuchen Sie es dann noch einmal.",
            "Please confirm on the account page that it is you, and then try again.",
        ),
        AppError::Offline => text("Der Server ist nicht erreichbar.", "The server cannot be reached."),
    };
    locale.text(said).to_owned()
}

/// Which fields were also changed by somebody else.
#[must_use]
pub fn fields(fields: &[Field], plan: &Plan, locale: Locale) -> String {
    let mut names = Vec::new();
    for field in fields {
        let name = field_name(field, plan, locale);
        if !names.contains(&name) && names.len() < 5 {
            names.push(name);
        }
    }
    let names = names.join(", ");
    match locale {
        Locale::De => format!("Gleichzeitig geändert: {names}. Ihre Werte gelten; bitte prüfen Sie sie."),
        Locale::En => format!("Changed at the same time: {names}. Your values are kept; please check them."),
    }
}

fn field_name(field: &Field, plan: &Plan, locale: Locale) -> String {
    let building = |id: BuildingId| {
        plan.scenario.building(id).map_or_else(|| "–".to_owned(), |building| building.name.clone())
    };
    let say = |de: &'static str, en: &'static str| locale.text(text(de, en)).to_owned();
    match field {
        Field::SiteName => say("Projektname", "project name"),
        Field::Place => say("Ort", "place"),
        Field::Weather => say("Wetter", "weather"),
        Field::ReferenceYear => say("Bezugsjahr", "reference year"),
        Field::FederalState => say("Bundesland", "federal state"),
        Field::SummerTime => say("Sommerzeit", "summer time"),
        Field::Seed => say("Startwert der Zufallsprofile", "seed of the random profiles"),
        Field::Simultaneity => say("Gleichzeitigkeit", "simultaneity"),
        Field::Order => say("Reihenfolge", "order"),
        Field::Building { building: id }
        | Field::Name { building: id }
        | Field::BuildingType { building: id }
        | Field::ReferenceArea { building: id } => building(*id),
        Field::AnnualEnergy { building: id, kind }
        | Field::PeakLoad { building: id, kind }
        | Field::Profile { building: id, kind } => {
            format!("{} ({})", building(*id), locale.text(kind_name(*kind)))
        }
    }
}

/// Why a demand is not calculated as entered, and what to do.
#[must_use]
pub fn problem(problem: &Problem, locale: Locale) -> String {
    match problem.reason {
        Reason::AreaMissing => locale
            .text(text(
                "Für die spezifische Energie fehlt die Bezugsfläche.",
                "The specific energy needs a reference area.",
            ))
            .to_owned(),
        Reason::PeakOutOfRange { given_kw, min_kw, max_kw } => {
            let (given, min, max) = (number(given_kw, locale), bound(min_kw, locale), bound(max_kw, locale));
            match locale {
                Locale::De => format!(
                    "{given}\u{a0}kW sind mit dieser Jahresenergie und diesem Profil nicht möglich: {min} bis {max}\u{a0}kW. Gerechnet wird ohne Spitzenlast."
                ),
                Locale::En => format!(
                    "{given}\u{a0}kW are impossible with this annual energy and profile: {min} to {max}\u{a0}kW. Calculated without the peak load."
                ),
            }
        }
        Reason::ProfileMissing => {
            locale.text(text("Der Lastgang ist nicht geladen.", "The load profile is not loaded.")).to_owned()
        }
        Reason::ProfileEmpty => locale
            .text(text(
                "Dieses Profil hat bei diesem Wetter keinen Bedarf.",
                "This profile has no demand in this weather.",
            ))
            .to_owned(),
    }
}

fn bound(kw: f64, locale: Locale) -> String {
    chart::format::format_significant(kw, 4, locale.into())
}
