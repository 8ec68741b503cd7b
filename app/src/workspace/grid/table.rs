//! The table itself: toolbar, virtualised rows, totals, status.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::choice::ChoiceList;
use super::column::Column;
use super::controller::Grid;
use super::editor::Editor;
use super::head::{Head, cell_class};
use super::keyboard::{on_table_key, on_workspace_key};
use super::selection::Position;
use super::status::Status;
use super::surface::{draw, first_rows};
use super::toolbar::Toolbar;
use crate::i18n::text;
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
    Effect::new(move |before: Option<Position>| {
        store.plan.track();
        grid.has_keyboard.track();
        let active = grid.selection.with(|selection| selection.active);
        draw(grid);
        if before.is_some_and(|before| before != active) && surface.reveal(active) {
            draw(grid);
        }
        active
    });
    let resize = window_event_listener(leptos::ev::resize, move |_| measure());
    on_cleanup(move || resize.remove());
    let keys = window_event_listener(leptos::ev::keydown, move |event| on_workspace_key(grid, &event));
    on_cleanup(move || keys.remove());
    let dragging = RwSignal::new(false);
    let release = window_event_listener(leptos::ev::pointerup, move |_| dragging.set(false));
    on_cleanup(move || release.remove());
    view! {
        <section class="workspace__table" aria-label=locale.text(text("Bedarfe", "Demands"))>
            <Toolbar grid />
            <div
                class="grid"
                role="grid"
                tabindex="0"
                node_ref=surface.scroller
                aria-label=locale.text(text("Bedarfstabelle", "Demand table"))
                aria-multiselectable="true"
                aria-rowcount=move || grid.rows.with(Vec::len) + 3
                aria-colcount=move || grid.columns.with(Vec::len) + 1
                aria-activedescendant=move || {
                    let Position { row, column } = grid.selection.with(|selection| selection.active);
                    format!("cell-{row}-{column}")
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
                on:pointerdown=move |event| {
                    let Some((row, column)) = place(&event) else { return };
                    if event.button() != 0 {
                        return;
                    }
                    match column {
                        Some(column) => {
                            grid.select(Position { row, column }, event.shift_key());
                            dragging.set(event.pointer_type() == "mouse");
                        }
                        None => grid.select_row(row, event.shift_key()),
                    }
                }
                on:pointermove=move |event| {
                    if dragging.get_untracked()
                        && let Some((row, Some(column))) = place(&event)
                        && grid.selection.with_untracked(|selection| selection.active != Position { row, column })
                    {
                        grid.select(Position { row, column }, true);
                    }
                }
                on:dblclick=move |event| {
                    if matches!(place(&event), Some((_, Some(_)))) {
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
                </div>
            </div>
            <Status grid />
            <Editor grid />
            <ChoiceList grid />
        </section>
    }
}

#[component]
fn EmptyTable(grid: Grid) -> impl IntoView {
    let locale = grid.locale();
    view! {
        <div class="empty">
            <Icon name="building-2" class="empty__icon" />
            <p class="empty__title">{locale.text(text("Noch kein Gebäude", "No building yet"))}</p>
            <p class="empty__text">
                {locale
                    .text(
                        text(
                            "Fügen Sie Zeilen aus Excel oder LibreOffice ein (Strg+V) oder legen Sie das erste Gebäude an.",
                            "Paste rows from Excel or LibreOffice (Ctrl+V) or add the first building.",
                        ),
                    )}
            </p>
            <button class="button button--primary" on:click=move |_| grid.add_row(false)>
                <Icon name="plus" />
                {locale.text(text("Gebäude anlegen", "Add a building"))}
            </button>
        </div>
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
            .map(|column| view! { <div class=cell_class(column) role="gridcell">{total(grid, column)}</div> })
            .collect_view()
    };
    view! {
        <div class="grid__row grid__total" role="row" aria-label=locale.text(text("Summe", "Total"))>
            <div class="grid__cell grid__cell--index" role="rowheader">"Σ"</div>
            {cells}
            <div class="grid__cell grid__cell--fill" role="presentation"></div>
        </div>
    }
}

fn total(grid: Grid, column: Column) -> String {
    let locale = grid.locale();
    let rounded = |value: f64| chart::format::format_number(value, 0, locale.into());
    match column {
        Column::Name => grid.rows.with(|rows| match (locale, rows.len()) {
            (crate::i18n::Locale::De, count) => format!("{count} Gebäude"),
            (crate::i18n::Locale::En, 1) => "1 building".to_owned(),
            (crate::i18n::Locale::En, count) => format!("{count} buildings"),
        }),
        Column::Area => grid.store.plan.with(|plan| {
            rounded(plan.scenario.buildings.iter().filter_map(|row| row.reference_area_m2).sum())
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

fn paste(grid: Grid, event: &web_sys::ClipboardEvent) {
    let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        event.prevent_default();
        grid.paste(&text);
    }
}

/// Row and column of the cell under the pointer; no column on the row's number.
fn place(event: &web_sys::MouseEvent) -> Option<(usize, Option<usize>)> {
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let row = target.closest("[data-row]").ok()??.get_attribute("data-row")?.parse().ok()?;
    let cell = target.closest(".grid__cell").ok()??;
    // The cell that fills the row belongs to nothing.
    if cell.get_attribute("role").as_deref() == Some("presentation") {
        return None;
    }
    let column = cell.get_attribute("data-column").and_then(|column| column.parse().ok());
    Some((row, column))
}
