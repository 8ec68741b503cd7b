//! The table itself: toolbar, virtualised rows, totals, status.

use engine::demand::DemandKind;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::choice::ChoiceList;
use super::column::Column;
use super::controller::Grid;
use super::draft;
use super::drag;
use super::editor::Editor;
use super::head::{Head, cell_class};
use super::keyboard::{on_table_key, on_workspace_key};
use super::menu::{self, ActionMenu};
use super::print::OnPaper;
use super::selection::Position;
use super::status::Status;
use super::surface::{draw, first_rows};
use super::toolbar::Toolbar;
use crate::ui::Icon;
use crate::workspace::store::Store;

/// The demand table with its toolbar and status line.
#[component]
pub fn DemandTable(store: Store) -> impl IntoView {
    let grid = Grid::new(store);
    let locale = store.locale;
    let surface = grid.surface;
    grid.share_active_demand();
    let empty = Memo::new(move |_| grid.rows.with(Vec::is_empty));
    let measure = move || {
        surface.measure();
        draw(grid);
    };
    // The columns decide where everything is, once they are in the page.
    Effect::new(move |before: Option<()>| {
        grid.columns.track();
        if before.is_some() { request_animation_frame(measure) } else { surface.measure() }
    });
    // What every row depends on.
    Effect::new(move |_| {
        grid.columns.track();
        store.profiles.track();
        store.drafts.track();
        grid.problems.track();
        surface.forget_rows();
        draw(grid);
    });
    // What some rows show, and where the table stands.
    Effect::new(move |_| {
        store.plan.track();
        store.district.track();
        grid.has_keyboard.track();
        grid.selection.track();
        draw(grid);
    });
    // A kind that gets its first energy shows its columns; whoever hides them is reminded in the toolbar.
    Effect::new(move |before: Option<Vec<DemandKind>>| {
        let used = grid.used.get();
        if let Some(before) = before {
            let new: Vec<DemandKind> = used.iter().copied().filter(|kind| !before.contains(kind)).collect();
            if !new.is_empty() {
                grid.show_kinds(&new);
            }
        }
        used
    });
    Effect::new(move |_| {
        if let Some(cell) = store.jump.get() {
            store.jump.set(None);
            grid.go_to(cell);
        }
    });
    draft::keep(store);
    let resize = window_event_listener(leptos::ev::resize, move |_| measure());
    on_cleanup(move || resize.remove());
    let keys = window_event_listener(leptos::ev::keydown, move |event| on_workspace_key(grid, &event));
    on_cleanup(move || keys.remove());
    // In an empty table nothing else can be meant, wherever the keyboard is.
    let pasted = window_event_listener(leptos::ev::paste, move |event| {
        let is_shown = surface.scroller.get_untracked().is_some_and(|element| element.client_width() > 0);
        if empty.get_untracked() && is_shown && !surface.contains(event.target()) && !is_in_field(&event) {
            paste(grid, &event);
        }
    });
    on_cleanup(move || pasted.remove());
    let release = window_event_listener(leptos::ev::pointerup, move |_| drag::release(grid));
    on_cleanup(move || release.remove());
    view! {
        <section class="workspace__table" aria-label=locale.text(words::workspace::grid::DEMANDS)>
            <Toolbar grid />
            <div
                class="grid"
                role="grid"
                tabindex="0"
                node_ref=surface.scroller
                aria-label=locale.text(words::workspace::grid::DEMAND_TABLE)
                aria-multiselectable="true"
                aria-rowcount=move || grid.rows.with(Vec::len) + 3
                aria-colcount=move || grid.columns.with(Vec::len) + 1
                aria-activedescendant=move || {
                    let Position { row, column } = grid.selection.with(|selection| selection.active);
                    (!empty.get()).then(|| format!("cell-{row}-{column}"))
                }
                on:keydown=move |event| on_table_key(grid, &event)
                on:focusin=move |_| grid.has_keyboard.set(true)
                on:focusout=move |event| grid.has_keyboard.set(surface.contains(event.related_target()))
                on:scroll=move |_| {
                    surface.scrolled();
                    draw(grid);
                }
                on:copy=move |event| copy(grid, &event)
                on:cut=move |event| {
                    copy(grid, &event);
                    grid.clear();
                }
                on:paste=move |event| paste(grid, &event)
                on:pointerdown=move |event| drag::press(grid, &event)
                on:pointermove=move |event| drag::drag(grid, &event)
                on:contextmenu=move |event| menu::open(grid, &event)
                on:dblclick=move |event| {
                    if drag::place(&event).is_some_and(|place| place.column.is_some()) {
                        grid.start_editing(None);
                    }
                }
            >
                <div class="grid__body">
                    <Head grid />
                    <div class="grid__space" node_ref=surface.above></div>
                    <div role="rowgroup" node_ref=surface.rows inner_html=first_rows(grid)></div>
                    <div class="grid__space" node_ref=surface.below></div>
                    {move || empty.get().then(|| view! { <EmptyTable grid /> })}
                    <Totals grid />
                    <div class="grid__drop" hidden node_ref=surface.drop></div>
                </div>
            </div>
            <OnPaper grid />
            <Status grid />
            <Editor grid />
            <ChoiceList grid />
            <ActionMenu grid />
        </section>
    }
}

#[component]
fn EmptyTable(grid: Grid) -> impl IntoView {
    let locale = grid.locale();
    view! {
        // A table has rows and cells only, even when it is empty.
        <div role="row"><div class="empty" role="gridcell">
            <Icon name="building-2" class="empty__icon" />
            <p class="empty__title">{locale.text(words::workspace::grid::NO_BUILDING_YET)}</p>
            <p class="empty__text">
                {locale.text(words::workspace::grid::PASTE_ROWS_FROM_EXCEL)}
            </p>
            <button class="button button--primary" on:click=move |_| grid.add_row(false)>
                <Icon name="plus" />
                {locale.text(words::workspace::grid::ADD_A_BUILDING)}
            </button>
        </div></div>
    }
}

/// Sums over all buildings; they stay at the lower edge.
#[component]
fn Totals(grid: Grid) -> impl IntoView {
    let locale = grid.locale();
    let cells = move || {
        grid.columns
            .get()
            .into_iter()
            .map(|column| {
                let incomplete =
                    grid.store.drafts.with(|drafts| drafts.keys().any(|(_, draft)| *draft == column));
                let title = incomplete.then(|| locale.text(words::workspace::grid::LEFT_OUT_OF_SUMS));
                let state = incomplete.then_some("unusual");
                view! {
                    <div class=cell_class(column) role="gridcell" title=title data-state=state>
                        {total(grid, column)}
                    </div>
                }
            })
            .collect_view()
    };
    view! {
        <div class="grid__row grid__total" role="row" aria-label=locale.text(words::workspace::grid::TOTAL)>
            <div class="grid__cell grid__cell--index" role="rowheader">"Σ"</div>
            {cells}
            <div class="grid__cell grid__cell--fill" role="presentation"></div>
        </div>
    }
}

/// The sum of a column; without what was not understood.
pub(super) fn total(grid: Grid, column: Column) -> String {
    let locale = grid.locale();
    let rounded = |value: f64| chart::format::format_number(value, 0, locale);
    match column {
        Column::Name => grid.rows.with(|rows| match (locale, rows.len()) {
            (words::Language::De, count) => format!("{count} Gebäude"),
            (words::Language::En, 1) => "1 building".to_owned(),
            (words::Language::En, count) => format!("{count} buildings"),
        }),
        // What was not understood is left out, not replaced by what was there before.
        Column::Area => grid.store.drafts.with(|drafts| {
            grid.store.plan.with(|plan| {
                let known = plan.scenario.buildings.iter();
                let known = known.filter(|row| !drafts.contains_key(&(row.id, column)));
                rounded(known.filter_map(|row| row.reference_area_m2).sum())
            })
        }),
        // What is calculated counts, so that a meter's own energy is in the sum.
        Column::Annual(kind) => with_district(grid, |district| {
            let loads = district.buildings.iter().filter_map(|row| row.loads.get(&kind));
            rounded(loads.map(|load| load.annual_kwh).sum())
        }),
        Column::Peak(kind) => with_district(grid, |district| {
            let peak = |series: &std::sync::Arc<[f64]>| series.iter().copied().fold(0.0, f64::max);
            district.by_kind.get(&kind).map_or_else(String::new, |series| rounded(peak(series)))
        }),
        _ => String::new(),
    }
}

fn with_district(grid: Grid, read: impl FnOnce(&engine::district::District) -> String) -> String {
    grid.store.district.with(|district| district.as_deref().map_or_else(String::new, read))
}

fn copy(grid: Grid, event: &web_sys::ClipboardEvent) {
    if let Some(data) = event.clipboard_data() {
        event.prevent_default();
        let _ = data.set_data("text/plain", &grid.copy());
    }
}

/// Whether an event belongs to a field or a dialog.
fn is_in_field(event: &web_sys::Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| target.closest("input, textarea, select, dialog").ok().flatten().is_some())
}

fn paste(grid: Grid, event: &web_sys::ClipboardEvent) {
    let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        event.prevent_default();
        grid.paste(&text);
    }
}
