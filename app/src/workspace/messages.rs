//! Facts from engine and server as sentences.

use engine::building::BuildingId;
use engine::district::{Problem, Reason};
use engine::edit::{EditError, Field};
use engine::plan::Plan;
use words::{Language, Text};

use super::grid::{kind_name, limit_text, number};
use crate::api::AppError;

/// Why an edit was refused.
#[must_use]
pub fn edit_error(error: &EditError, locale: Language) -> String {
    match error {
        EditError::Limit { error, .. } => limit_text(error, locale),
        EditError::UnknownBuilding { .. } => {
            locale.text(words::workspace::messages::THE_BUILDING_DOES_NOT_EXIST).to_owned()
        }
        EditError::DuplicateBuilding { .. } | EditError::NestedBatch => {
            locale.text(words::workspace::messages::THE_CHANGE_COULD_NOT).to_owned()
        }
    }
}

/// Why the server could not do something.
#[must_use]
pub fn app_error(error: &AppError, locale: Language) -> String {
    let said = match error {
        AppError::Edit { error } => return edit_error(error, locale),
        AppError::Internal { request_id } => {
            return words::workspace::messages::an_error_occurred_on_the_server(locale, &request_id);
        }
        AppError::TooManyRequests { retry_after_s } => {
            return words::workspace::messages::too_many_requests_please_wait_seconds(locale, &retry_after_s);
        }
        AppError::NotSignedIn => words::workspace::messages::YOUR_SESSION_HAS_ENDED,
        AppError::NotFound => words::workspace::messages::THE_PROJECT_DOES_NOT_EXIST,
        AppError::Forbidden => words::workspace::messages::YOU_ARE_NOT_ALLOWED,
        AppError::Invalid { .. } => words::workspace::messages::THE_SERVER_DID_NOT_UNDERSTAND,
        AppError::TooLarge => words::workspace::messages::THE_DATA_ARE_TOO_LARGE,
        AppError::StepUpRequired => words::workspace::messages::PLEASE_CONFIRM_ON_THE_ACCOUNT,
        AppError::Offline => words::workspace::messages::THE_SERVER_CANNOT_BE_REACHED,
    };
    locale.text(said).to_owned()
}

/// Which fields were also changed by somebody else.
#[must_use]
pub fn fields(fields: &[Field], plan: &Plan, locale: Language) -> String {
    let mut names = Vec::new();
    for field in fields {
        let name = field_name(field, plan, locale);
        if !names.contains(&name) && names.len() < 5 {
            names.push(name);
        }
    }
    let names = names.join(", ");
    words::workspace::messages::changed_at_the_same_time(locale, &names)
}

fn field_name(field: &Field, plan: &Plan, locale: Language) -> String {
    let building = |id: BuildingId| {
        plan.scenario.building(id).map_or_else(|| "–".to_owned(), |building| building.name.clone())
    };
    let say = |text: Text| locale.text(text).to_owned();
    match field {
        Field::SiteName => say(words::workspace::messages::PROJECT_NAME),
        Field::Place => say(words::workspace::messages::PLACE),
        Field::Weather => say(words::workspace::messages::WEATHER),
        Field::ReferenceYear => say(words::workspace::messages::REFERENCE_YEAR),
        Field::FederalState => say(words::workspace::messages::FEDERAL_STATE),
        Field::SummerTime => say(words::workspace::messages::SUMMER_TIME),
        Field::Seed => say(words::workspace::messages::SEED_OF_THE_RANDOM_PROFILES),
        Field::Simultaneity => say(words::workspace::messages::SIMULTANEITY),
        Field::Order => say(words::workspace::messages::ORDER),
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
pub fn problem(problem: &Problem, locale: Language) -> String {
    match problem.reason {
        Reason::AreaMissing => locale.text(words::workspace::messages::THE_SPECIFIC_ENERGY_NEEDS).to_owned(),
        Reason::PeakOutOfRange { given_kw, min_kw, max_kw } => {
            let (given, min, max) = (number(given_kw, locale), bound(min_kw, locale), bound(max_kw, locale));
            words::workspace::messages::kw_are_impossible_with_this_annual(locale, &given, &min, &max)
        }
        Reason::ProfileMissing => locale.text(words::workspace::messages::THE_LOAD_PROFILE_IS_NOT).to_owned(),
        Reason::ProfileEmpty => {
            locale.text(words::workspace::messages::THIS_PROFILE_HAS_NO_DEMAND).to_owned()
        }
    }
}

fn bound(kw: f64, locale: Language) -> String {
    chart::format::format_significant(kw, 4, locale)
}
