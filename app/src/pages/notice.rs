//! Pages that say why there is no other page.

use leptos::prelude::*;

use crate::i18n::{Locale, Text, text};
use crate::page::PageContext;
use crate::routes;
use crate::ui::simple_page;

pub(super) const SET_UP: Text = text("Schon eingerichtet", "Already set up");
pub(super) const NOT_FOUND: Text = text("Nicht gefunden", "Not found");
pub(super) const TOO_MANY: Text = text("Zu viele Anfragen", "Too many requests");
pub(super) const REFUSED: Text = text("Anfrage abgelehnt", "Request refused");
pub(super) const FAILED: Text = text("Das hat nicht geklappt", "That did not work");

pub(super) fn set_up_already(context: &PageContext) -> AnyView {
    let what = text(
        "Auf diesem Server gibt es bereits ein Konto; der Einrichtungslink gilt nur für das erste. Melden Sie sich an, oder wenden Sie sich an die Person, die den Server verwaltet.",
        "There is an account on this server already; the setup link is only for the first one. Sign in, or ask the person who manages the server.",
    );
    page(context, SET_UP, context.locale.text(what).to_owned())
}

pub(super) fn not_found(context: &PageContext) -> AnyView {
    let what = text(
        "Diese Seite gibt es nicht, oder Sie haben keinen Zugriff darauf.",
        "This page does not exist, or you have no access to it.",
    );
    page(context, NOT_FOUND, context.locale.text(what).to_owned())
}

pub(super) fn too_many_requests(context: &PageContext, seconds: u32) -> AnyView {
    let what = match context.locale {
        Locale::De => format!("Bitte warten Sie {seconds} Sekunden und versuchen Sie es dann noch einmal."),
        Locale::En => format!("Please wait {seconds} seconds and then try again."),
    };
    page(context, TOO_MANY, what)
}

pub(super) fn refused(context: &PageContext) -> AnyView {
    let what = text(
        "Die Anfrage kam nicht von einer Seite dieses Servers. Laden Sie die Seite neu und versuchen Sie es noch einmal.",
        "The request did not come from a page of this server. Reload the page and try again.",
    );
    page(context, REFUSED, context.locale.text(what).to_owned())
}

pub(super) fn failed(context: &PageContext, request_id: String) -> AnyView {
    let what = match context.locale {
        Locale::De => format!(
            "Auf dem Server ist ein Fehler aufgetreten. Ihre Daten sind nicht verloren. Nennen Sie dem Betreiber diese Kennung: {request_id}"
        ),
        Locale::En => {
            format!(
                "An error occurred on the server. Your data are not lost. Tell the operator this id: {request_id}"
            )
        }
    };
    page(context, FAILED, what)
}

fn page(context: &PageContext, title: Text, what: String) -> AnyView {
    let locale = context.locale;
    let (home, label) = if context.viewer.is_some() {
        (routes::PROJECTS, text("Zu den Projekten", "To the projects"))
    } else {
        (routes::START, text("Zur Startseite", "To the start page"))
    };
    simple_page(
        context,
        Vec::new(),
        true,
        view! {
            <div class="error-page">
                <h1>{locale.text(title)}</h1>
                <p class="page__lead">{what}</p>
                <p><a class="button button--primary" href=home>{locale.text(label)}</a></p>
            </div>
        },
    )
}
