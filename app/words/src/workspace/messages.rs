//! Texts of `workspace/messages`.

use std::fmt::Display;

use crate::{Language, Text, text};

pub const THE_BUILDING_DOES_NOT_EXIST: Text =
    text("Das Gebäude gibt es nicht mehr.", "The building does not exist any more.");
pub const THE_CHANGE_COULD_NOT: Text =
    text("Die Änderung konnte nicht übernommen werden.", "The change could not be made.");
pub const YOUR_SESSION_HAS_ENDED: Text = text("Ihre Sitzung ist abgelaufen.", "Your session has ended.");
pub const THE_PROJECT_DOES_NOT_EXIST: Text = text(
    "Das Projekt gibt es nicht mehr, oder Sie haben keinen Zugriff.",
    "The project does not exist any more, or you have no access.",
);
pub const YOU_ARE_NOT_ALLOWED: Text =
    text("Dazu fehlt Ihnen die Berechtigung.", "You are not allowed to do this.");
pub const THE_SERVER_DID_NOT_UNDERSTAND: Text =
    text("Der Server hat die Eingabe nicht verstanden.", "The server did not understand the input.");
pub const THE_DATA_ARE_TOO_LARGE: Text = text(
    "Die Daten sind zu groß, oder Ihr Speicherplatz ist belegt.",
    "The data are too large, or your storage is used up.",
);
pub const PLEASE_CONFIRM_ON_THE_ACCOUNT: Text = text(
    "Bestätigen Sie bitte auf der Kontoseite, dass Sie es sind, und versuchen Sie es dann noch einmal.",
    "Please confirm on the account page that it is you, and then try again.",
);
pub const THE_SERVER_CANNOT_BE_REACHED: Text =
    text("Der Server ist nicht erreichbar.", "The server cannot be reached.");
pub const THE_SPECIFIC_ENERGY_NEEDS: Text = text(
    "Für die spezifische Energie fehlt die Bezugsfläche.",
    "The specific energy needs a reference area.",
);
pub const THE_LOAD_PROFILE_IS_NOT: Text =
    text("Der Lastgang ist nicht geladen.", "The load profile is not loaded.");
pub const THIS_PROFILE_HAS_NO_DEMAND: Text =
    text("Dieses Profil hat bei diesem Wetter keinen Bedarf.", "This profile has no demand in this weather.");
pub const PROJECT_NAME: Text = text("Projektname", "project name");
pub const PLACE: Text = text("Ort", "place");
pub const WEATHER: Text = text("Wetter", "weather");
pub const REFERENCE_YEAR: Text = text("Bezugsjahr", "reference year");
pub const FEDERAL_STATE: Text = text("Bundesland", "federal state");
pub const SUMMER_TIME: Text = text("Sommerzeit", "summer time");
pub const SEED_OF_THE_RANDOM_PROFILES: Text =
    text("Startwert der Zufallsprofile", "seed of the random profiles");
pub const SIMULTANEITY: Text = text("Gleichzeitigkeit", "simultaneity");
pub const ORDER: Text = text("Reihenfolge", "order");

#[must_use]
pub fn an_error_occurred_on_the_server(language: Language, request_id: &dyn Display) -> String {
    match language {
        Language::De => format!("Auf dem Server ist ein Fehler aufgetreten (Kennung {request_id})."),
        Language::En => format!("An error occurred on the server (id {request_id})."),
    }
}

#[must_use]
pub fn too_many_requests_please_wait_seconds(language: Language, retry_after_s: &dyn Display) -> String {
    match language {
        Language::De => format!("Zu viele Anfragen. Bitte warten Sie {retry_after_s} Sekunden."),
        Language::En => format!("Too many requests. Please wait {retry_after_s} seconds."),
    }
}

#[must_use]
pub fn changed_at_the_same_time(language: Language, names: &dyn Display) -> String {
    match language {
        Language::De => format!("Gleichzeitig geändert: {names}. Ihre Werte gelten; bitte prüfen Sie sie."),
        Language::En => {
            format!("Changed at the same time: {names}. Your values are kept; please check them.")
        }
    }
}

#[must_use]
pub fn kw_are_impossible_with_this_annual(
    language: Language,
    given: &dyn Display,
    min: &dyn Display,
    max: &dyn Display,
) -> String {
    match language {
        Language::De => format!(
            "{given}\u{a0}kW sind mit dieser Jahresenergie und diesem Profil nicht möglich: {min} bis {max}\u{a0}kW. Gerechnet wird ohne Spitzenlast."
        ),
        Language::En => format!(
            "{given}\u{a0}kW are impossible with this annual energy and profile: {min} to {max}\u{a0}kW. Calculated without the peak load."
        ),
    }
}
