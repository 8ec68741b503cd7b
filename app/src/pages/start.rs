//! The public start page.

use leptos::prelude::*;
use words::Text;

use crate::page::PageContext;
use crate::routes;
use crate::ui::{FormToken, Icon, simple_page};

pub(super) const CLAIM: Text = words::pages::start::PLAN_LOAD_PROFILES;

const POINTS: [(&str, Text, Text); 4] = [
    (
        "chart-area",
        words::pages::start::EVERY_HOUR_OF_THE_YEAR,
        words::pages::start::HEAT_COLD_ELECTRICITY_AND_E_MOBILITY,
    ),
    ("file-text", words::pages::start::EXPLAINABLE, words::pages::start::EVERY_FIGURE_SHOWS_ITS_FORMULA),
    (
        "grid-3x3",
        words::pages::start::WORK_AS_IN_A_SPREADSHEET,
        words::pages::start::PASTE_FROM_EXCEL_FILL_DOWN,
    ),
    ("lock", words::pages::start::STORED_ENCRYPTED, words::pages::start::ONE_PROGRAM_ON_YOUR_OWN),
];

pub(super) fn view(context: &PageContext) -> AnyView {
    let locale = context.locale;
    let demo = context.demo.then(|| {
        view! {
            <form method="post" action=routes::DEMO><FormToken />
                <button class="button button--large">{locale.text(words::pages::start::SEE_THE_EXAMPLE)}</button>
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
                        {locale.text(words::pages::start::LOAD_PROFILES_FOR_BUILDINGS)}
                    </h1>
                    <p class="start__lead">
                        {locale.text(words::pages::start::THE_PLANNING_TOOL_FOR_MUNICIPAL)}
                    </p>
                    <div class="row">
                        <a class="button button--primary button--large" href=routes::SIGN_IN>
                            {locale.text(words::pages::start::SIGN_IN)}
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
