//! The public start page.

use leptos::prelude::*;

use crate::i18n::{Text, text};
use crate::page::PageContext;
use crate::routes;
use crate::ui::{FormToken, Icon, simple_page};

pub(super) const CLAIM: Text = text("Lastgänge planen", "Plan load profiles");

const POINTS: [(&str, Text, Text); 4] = [
    (
        "chart-area",
        text("Jede Stunde des Jahres", "Every hour of the year"),
        text(
            "Wärme, Kälte, Strom und E-Mobilität als stündliche Lastgänge, Jahresdauerlinie und Rasterdiagramm – neu berechnet, während Sie tippen.",
            "Heat, cold, electricity and e-mobility as hourly load profiles, duration curve and carpet plot – recalculated while you type.",
        ),
    ),
    (
        "file-text",
        text("Nachvollziehbar", "Explainable"),
        text(
            "Jede Kennzahl zeigt Formel, Eingaben und Quelle. Gleiche Eingaben ergeben dieselben Zahlen.",
            "Every figure shows its formula, inputs and source. Equal inputs give the same numbers.",
        ),
    ),
    (
        "grid-3x3",
        text("Arbeiten wie in der Tabelle", "Work as in a spreadsheet"),
        text(
            "Einfügen aus Excel, Ausfüllen, Rückgängig – 500 Gebäude in einem Schritt.",
            "Paste from Excel, fill down, undo – 500 buildings in one go.",
        ),
    ),
    (
        "lock",
        text("Verschlüsselt gespeichert", "Stored encrypted"),
        text(
            "Ein Programm auf Ihrem eigenen Server, TLS 1.3, jedes Projekt mit eigenem Schlüssel.",
            "One program on your own server, TLS 1.3, every project with a key of its own.",
        ),
    ),
];

pub(super) fn view(context: &PageContext) -> AnyView {
    let locale = context.locale;
    let demo = context.demo.then(|| {
        view! {
            <form method="post" action=routes::DEMO><FormToken />
                <button class="button button--large">{locale.text(text("Beispiel ansehen", "See the example"))}</button>
            </form>
        }
    });
    let points = POINTS.map(|(icon, title, body)| {
        view! {
            <li class="start__point">
                <Icon name=icon class="icon--20" />
                <h2 class="start__point-title">{locale.text(title)}</h2>
                <p class="muted">{locale.text(body)}</p>
            </li>
        }
    });
    simple_page(
        context,
        Vec::new(),
        false,
        view! {
            <section class="start">
                <div class="start__text">
                    <h1 class="start__title">
                        {locale.text(text("Lastgänge für Gebäude und Quartiere", "Load profiles for buildings and districts"))}
                    </h1>
                    <p class="start__lead">
                        {locale
                            .text(
                                text(
                                    "Das Planungswerkzeug für Stadtwerke, Ingenieurbüros und Betreiber kritischer Anlagen.",
                                    "The planning tool for municipal utilities, engineering offices and operators of critical infrastructure.",
                                ),
                            )}
                    </p>
                    <div class="row">
                        <a class="button button--primary button--large" href=routes::SIGN_IN>
                            {locale.text(text("Anmelden", "Sign in"))}
                        </a>
                        {demo}
                    </div>
                </div>
                <svg class="start__curve" viewBox="0 0 480 240" aria-hidden="true" preserveAspectRatio="none">
                    <path class="start__curve-fill" d="M0 20 C40 60 60 92 120 112 S240 138 300 160 S420 196 480 214 V240 H0 Z" />
                    <path class="start__curve-line" d="M0 20 C40 60 60 92 120 112 S240 138 300 160 S420 196 480 214" />
                </svg>
            </section>
            <ul class="start__points" role="list">
                {points.into_iter().collect_view()}
            </ul>
        },
    )
}
