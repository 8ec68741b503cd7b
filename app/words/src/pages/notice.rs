//! Texts of `pages/notice`.

use std::fmt::Display;

use crate::{Language, Text, text};

pub const ALREADY_SET_UP: Text = text("Schon eingerichtet", "Already set up");
pub const NOT_FOUND: Text = text("Nicht gefunden", "Not found");
pub const TOO_MANY_REQUESTS: Text = text("Zu viele Anfragen", "Too many requests");
pub const REQUEST_REFUSED: Text = text("Anfrage abgelehnt", "Request refused");
pub const THAT_DID_NOT_WORK: Text = text("Das hat nicht geklappt", "That did not work");
pub const THERE_IS_AN_ACCOUNT: Text = text(
    "Auf diesem Server gibt es bereits ein Konto; der Einrichtungslink gilt nur für das erste. Melden Sie sich an, oder wenden Sie sich an die Person, die den Server verwaltet.",
    "There is an account on this server already; the setup link is only for the first one. Sign in, or ask the person who manages the server.",
);
pub const THIS_PAGE_DOES_NOT_EXIST: Text = text(
    "Diese Seite gibt es nicht, oder Sie haben keinen Zugriff darauf.",
    "This page does not exist, or you have no access to it.",
);
pub const THE_REQUEST_DID_NOT_COME: Text = text(
    "Die Anfrage kam nicht von einer Seite dieses Servers. Laden Sie die Seite neu und versuchen Sie es noch einmal.",
    "The request did not come from a page of this server. Reload the page and try again.",
);
pub const TO_THE_PROJECTS: Text = text("Zu den Projekten", "To the projects");
pub const TO_THE_START_PAGE: Text = text("Zur Startseite", "To the start page");

#[must_use]
pub fn please_wait_seconds_and_then_try(language: Language, seconds: &dyn Display) -> String {
    match language {
        Language::De => format!("Bitte warten Sie {seconds} Sekunden und versuchen Sie es dann noch einmal."),
        Language::En => format!("Please wait {seconds} seconds and then try again."),
    }
}

#[must_use]
pub fn an_error_occurred_on_the_server(language: Language, request_id: &dyn Display) -> String {
    match language {
        Language::De => format!(
            "Auf dem Server ist ein Fehler aufgetreten. Ihre Daten sind nicht verloren. Nennen Sie dem Betreiber diese Kennung: {request_id}"
        ),
        Language::En => format!(
            "An error occurred on the server. Your data are not lost. Tell the operator this id: {request_id}"
        ),
    }
}
