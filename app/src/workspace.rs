//! The workspace of a project: table, charts, key figures, site.

mod calculation;
mod charts_pane;
mod dialog;
mod divider;
mod explanation;
mod figures;
mod grid;
mod library;
mod live;
mod messages;
mod parameters;
mod plain;
mod profile_choices;
mod profile_name;
mod queue;
mod scope;
mod simultaneity;
mod site_panel;
mod store;
mod sync;
mod unknown;
mod upload;

use std::sync::Arc;

use engine::district::District;
use leptos::prelude::*;
use words::Language;

use crate::api::project::ProjectRole;
use crate::api::scenario::Workspace;
use crate::json::Json;
use crate::memory::{Keep, remember};
use crate::page::PageContext;
use crate::routes;
use crate::ui::{Crumb, Icon, TopBar};
use charts_pane::ChartsPane;
use divider::Divider;
use figures::KeyFigureStrip;
use grid::DemandTable;
pub use grid::kind_name;
pub use profile_name::series_name;
use scope::{Scope, ScopeBar};
use site_panel::SitePanel;
use store::{SaveState, Store};
use unknown::NotUnderstood;

/// Which part fills a narrow screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pane {
    Table,
    Charts,
    Site,
}

impl Pane {
    const fn key(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Charts => "charts",
            Self::Site => "site",
        }
    }
}

/// What the page starts from; the same on the server and in the browser.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
struct Start {
    page: PageContext,
    workspace: Workspace,
}

/// Id of the element that carries a [`Start`].
const START: &str = "start";

/// The page as the server draws it, followed by what the browser draws it from. With a calculated plan it shows
/// figures, sums and sentences, and what readers without a script get in the place of tabs and dialogs.
#[must_use]
pub fn drawn(page: PageContext, workspace: Workspace, district: Option<Arc<District>>) -> impl IntoView {
    let plain =
        district.as_deref().map(|district| plain::view(page.locale, page.theme, &workspace, district));
    let locale = page.locale;
    let start = Start { page, workspace };
    // Nothing in it may end the element.
    let text = Json::write(&start).replace('<', "\\u003c");
    view! {
        {unscripted(locale)}
        <Loaded start district />
        {plain}
        <script r#type="application/json" id=START>{text}</script>
    }
}

/// What is missing, for browsers that cannot draw the page anew; the style shows it to them alone.
fn unscripted(locale: Language) -> impl IntoView {
    let said = words::workspace::YOU_CAN_LOOK;
    view! {
        <div class="notice notice--warning unscripted" role="status">
            <Icon name="triangle-alert" />
            <p class="notice__text">{locale.text(said)}</p>
        </div>
    }
}

/// Draws the page in the browser, in the place of what the server has drawn.
///
/// Taking over the server's elements instead would need every part of the view twice in the bundle.
#[cfg(feature = "csr")]
pub fn take_over() {
    let text = document().get_element_by_id(START).and_then(|element| element.text_content());
    let start = text.and_then(|text| Json::read(text.as_bytes()).ok());
    if let Some((start, body)) = start.zip(document().body()) {
        body.set_text_content(None);
        leptos::mount::mount_to(body, move || view! { <Loaded start district=None /> }).forget();
    }
}

#[component]
fn Loaded(start: Start, district: Option<Arc<District>>) -> impl IntoView {
    let Start { page, workspace } = start;
    provide_context(page.clone());
    let store = Store::new(page.clone(), workspace, district);
    let locale = store.locale;
    let scope = Scope::new(store);
    let pane = RwSignal::new(Pane::Table);
    remember(
        Keep::Session,
        format!("lastgang-pane-{}", store.project.0),
        move || pane.get().key().to_owned(),
        move |kept| {
            // On a wide screen the charts stand beside the table and have no tab.
            let wide = window().match_media("(min-width: 80rem)").ok().flatten();
            let is_wide = wide.is_some_and(|wide| wide.matches());
            let panes = [Pane::Table, Pane::Charts, Pane::Site];
            let known = panes.into_iter().find(|known| known.key() == kept);
            if let Some(known) = known.filter(|known| !is_wide || *known != Pane::Charts) {
                pane.set(known);
            }
        },
    );
    sync::start(store);
    calculation::start(store);
    let organisation = page.viewer.as_ref().map_or_else(String::new, |viewer| viewer.organisation.clone());
    let name = store.plan.with_untracked(|plan| plan.site.name.clone());
    let crumbs = vec![
        Crumb { label: organisation, href: Some(routes::PROJECTS.to_owned()) },
        Crumb { label: name, href: None },
    ];
    let title = move || store.plan.with(|plan| plan.site.name.clone());
    // Tells tests and styles that the page answers to the keyboard now.
    Effect::new(move |_| {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-ready", "");
        }
    });
    Effect::new(move |_| document().set_title(&format!("{} · Lastgang", title())));
    let tabs = [
        (Pane::Table, "grid-3x3", words::workspace::DEMANDS),
        (Pane::Charts, "chart-area", words::workspace::CHARTS),
        (Pane::Site, "map-pin", words::workspace::SITE),
    ];
    let tab = move |(which, icon, label): (Pane, &'static str, words::Text)| {
        let class = if which == Pane::Charts { "tab workspace__pane-tab" } else { "tab" };
        view! {
            <button
                class=class
                role="tab"
                aria-selected=move || (pane.get() == which).to_string()
                on:click=move |_| pane.set(which)
            >
                <Icon name=icon />
                {locale.text(label)}
            </button>
        }
    };
    view! {
        <div class="app app--workspace">
            <TopBar context=page crumbs=crumbs>
                <live::Others store />
                <SaveIndicator store />
            </TopBar>
            <main id="main" class="workspace" data-pane=move || pane.get().key() tabindex="-1">
                <h1 class="visually-hidden">{title}</h1>
                <div class="workspace__bar">
                    <div class="tabs tabs--bare" role="tablist" aria-label=locale.text(words::workspace::VIEW)>
                        {tabs.map(tab).collect_view()}
                    </div>
                    <NotUnderstood store />
                    <ScopeBar scope />
                </div>
                <div class="workspace__kpis">
                    <KeyFigureStrip store scope />
                </div>
                <DemandTable store />
                <Divider />
                <ChartsPane store scope />
                <SitePanel store />
            </main>
        </div>
        <Toasts store />
        <library::LibraryDialog store />
        <dialog::SessionDialog store />
        {(store.role < ProjectRole::Edit).then(|| read_only(locale))}
    }
}

fn read_only(locale: Language) -> impl IntoView {
    view! {
        <p class="visually-hidden" role="status">
            {locale.text(words::workspace::YOU_CAN_LOOK_AT_THIS_PROJECT)}
        </p>
    }
}

/// Saved, saving, offline: always in the same place.
#[component]
fn SaveIndicator(store: Store) -> impl IntoView {
    let locale = store.locale;
    let shown = move || match store.save_state.get() {
        SaveState::Saved => ("saved", "circle-check", words::workspace::SAVED),
        SaveState::Saving => ("saving", "refresh-cw", words::workspace::SAVING_DOTS),
        SaveState::Offline => ("offline", "cloud-off", words::workspace::OFFLINE_WILL_BE_SENT),
        SaveState::SignedOut => ("failed", "lock", words::workspace::SESSION_ENDED),
    };
    view! {
        <span class="save-state" role="status" data-state=move || shown().0>
            {move || view! { <Icon name=shown().1 /> }}
            <span>{move || locale.text(shown().2)}</span>
        </span>
    }
}

/// Messages at the edge of the screen; each leaves by itself.
#[component]
fn Toasts(store: Store) -> impl IntoView {
    const SHOWN_MS: u64 = 6_000;
    // What asks for something to be done stays longer.
    const TASK_SHOWN_MS: u64 = 30_000;
    let scheduled = StoredValue::new(None::<u32>);
    Effect::new(move |_| {
        let (newest, shown_ms) = store.toasts.with(|toasts| {
            let is_task = toasts.last().is_some_and(|toast| toast.about.is_some());
            (toasts.last().map(|toast| toast.number), if is_task { TASK_SHOWN_MS } else { SHOWN_MS })
        });
        if newest.is_some() && newest != scheduled.get_value() {
            scheduled.set_value(newest);
            set_timeout(
                move || store.toasts.update(|toasts| toasts.retain(|toast| Some(toast.number) != newest)),
                std::time::Duration::from_millis(shown_ms),
            );
        }
    });
    let icon = |tone| match tone {
        "success" => "circle-check",
        "danger" => "circle-alert",
        "warning" => "triangle-alert",
        _ => "info",
    };
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || store.toasts.get() key=|toast| toast.number let:toast>
                <div class=format!("toast toast--{}", toast.tone)>
                    <Icon name=icon(toast.tone) />
                    <span class="toast__text">{toast.text}</span>
                    {toast
                        .about
                        .map(|cell| {
                            view! {
                                <button
                                    class="button button--ghost button--small"
                                    on:click=move |_| store.jump.set(Some(cell))
                                >
                                    {store.locale.text(words::workspace::SHOW)}
                                </button>
                            }
                        })}
                </div>
            </For>
        </div>
    }
}
