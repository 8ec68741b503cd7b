//! The table itself: toolbar, virtualised rows, totals, status.

use engine::demand::DemandKind;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::choice::ChoiceList;
use super::column::{Column, kind_name};
use super::controller::Grid;
use super::head::{Head, cell_class};
use super::keyboard::{on_table_key, on_workspace_key};
use super::row::Row;
use super::selection::Position;
use super::status::Status;
use crate::i18n::text;
use crate::ui::Icon;
use crate::workspace::store::Store;

/// Rows drawn before the size of the table is known, and beyond its edges.
const FIRST_ROWS: usize = 60;
const SPARE_ROWS: usize = 8;

/// The part of the rows that is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Window {
    first: usize,
    count: usize,
    row_px: f64,
}

/// The demand table with its toolbar and status line.
#[component]
pub fn DemandTable(store: Store) -> impl IntoView {
    let grid = Grid::new(store);
    let locale = store.locale;
    let scroller = NodeRef::<html::Div>::new();
    let (above, below) = (NodeRef::<html::Div>::new(), NodeRef::<html::Div>::new());
    let window = RwSignal::new(Window { first: 0, count: FIRST_ROWS, row_px: 32.0 });
    let visible = Memo::new(move |_| {
        let Window { first, count, .. } = window.get();
        grid.rows.with(|rows| rows.iter().skip(first).take(count).copied().collect::<Vec<_>>())
    });
    let empty = Memo::new(move |_| grid.rows.with(Vec::is_empty));
    let measure = move || {
        if let Some(element) = scroller.get_untracked() {
            window.set(window_of(&element));
        }
    };
    // The space above and below stands for the rows that are not drawn.
    Effect::new(move |_| {
        let Window { first, count, row_px } = window.get();
        let rows = grid.rows.with(Vec::len);
        let first = first.min(rows);
        set_height(above, first as f64 * row_px);
        set_height(below, rows.saturating_sub(first + count) as f64 * row_px);
    });
    Effect::new(move |_| {
        grid.rows.track();
        measure();
    });
    Effect::new(move |_| {
        let active = grid.selection.with(|selection| selection.active);
        if let Some(element) = scroller.get_untracked() {
            scroll_to(&element, active, window.get_untracked().row_px);
        }
    });
    Effect::new(move |_| {
        grid.refocus.track();
        if grid.refocus.get_untracked() > 0
            && let Some(element) = scroller.get_untracked()
        {
            let _ = element.focus();
        }
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
                node_ref=scroller
                aria-label=locale.text(text("Bedarfstabelle", "Demand table"))
                aria-multiselectable="true"
                aria-rowcount=move || grid.rows.with(Vec::len) + 3
                aria-colcount=move || grid.columns.with(Vec::len) + 1
                aria-activedescendant=move || {
                    let Position { row, column } = grid.selection.with(|selection| selection.active);
                    format!("cell-{row}-{column}")
                }
                on:keydown=move |event| on_table_key(grid, &event)
                on:scroll=move |_| measure()
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
                    <div class="grid__space" node_ref=above></div>
                    <For each=move || visible.get() key=|id| *id let:id>
                        <Row grid id />
                    </For>
                    <div class="grid__space" node_ref=below></div>
                    {move || empty.get().then(|| view! { <EmptyTable grid /> })}
                    <Totals grid />
                </div>
            </div>
            <Status grid />
            <ChoiceList grid />
        </section>
    }
}

#[component]
fn Toolbar(grid: Grid) -> impl IntoView {
    let locale = grid.locale();
    let store = grid.store;
    let tool = move |icon: &'static str, label: crate::i18n::Text, action: fn(Grid)| {
        let label = locale.text(label);
        view! {
            <button class="button button--ghost button--icon button--small" title=label aria-label=label on:click=move |_| action(grid)>
                <Icon name=icon />
            </button>
        }
    };
    let undo = locale.text(text("Rückgängig (Strg+Z)", "Undo (Ctrl+Z)"));
    let redo = locale.text(text("Wiederholen (Strg+Y)", "Redo (Ctrl+Y)"));
    view! {
        <div class="grid__toolbar" role="toolbar" aria-label=locale.text(text("Tabelle bearbeiten", "Edit table"))>
            <button class="button button--ghost button--small" on:click=move |_| grid.add_row(false)>
                <Icon name="plus" />
                {locale.text(text("Gebäude", "Building"))}
            </button>
            <span class="toolbar__line"></span>
            <button
                class="button button--ghost button--icon button--small"
                title=undo
                aria-label=undo
                disabled=move || !store.can_undo()
                on:click=move |_| store.undo()
            >
                <Icon name="undo-2" />
            </button>
            <button
                class="button button--ghost button--icon button--small"
                title=redo
                aria-label=redo
                disabled=move || !store.can_redo()
                on:click=move |_| store.redo()
            >
                <Icon name="redo-2" />
            </button>
            <span class="toolbar__line"></span>
            {tool("copy", text("Zeilen duplizieren (Strg+Umschalt+D)", "Duplicate rows (Ctrl+Shift+D)"), |grid| grid.duplicate_rows())}
            {tool("arrow-up", text("Zeilen nach oben (Alt+↑)", "Move rows up (Alt+↑)"), |grid| grid.move_rows(false))}
            {tool("arrow-down", text("Zeilen nach unten (Alt+↓)", "Move rows down (Alt+↓)"), |grid| grid.move_rows(true))}
            {tool("trash-2", text("Zeilen entfernen (Strg+Entf)", "Remove rows (Ctrl+Del)"), |grid| grid.remove_rows())}
            <span class="toolbar__line"></span>
            <button class="button button--ghost button--small" on:click=move |_| grid.upload_profile()>
                <Icon name="upload" />
                {locale.text(text("Lastgang", "Profile"))}
            </button>
            <span class="topbar__space"></span>
            <details class="menu">
                <summary class="button button--ghost button--small">
                    <Icon name="settings" />
                    {locale.text(text("Bedarfsarten", "Kinds of demand"))}
                </summary>
                <div class="menu__list">
                    {DemandKind::ALL
                        .map(|kind| {
                            view! {
                                <label class="menu__item">
                                    <input
                                        type="checkbox"
                                        prop:checked=move || grid.kinds.with(|kinds| kinds.contains(&kind))
                                        on:change=move |_| grid.toggle_kind(kind)
                                    />
                                    <span class="energy-mark" data-kind=kind.key() aria-hidden="true"></span>
                                    {locale.text(kind_name(kind))}
                                </label>
                            }
                        })
                        .collect_view()}
                </div>
            </details>
        </div>
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
            .map(|column| view! { <div class=cell_class(column) role="gridcell"><span>{total(grid, column)}</span></div> })
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
    let cell = target.closest("[data-row]").ok()??;
    let row = cell.get_attribute("data-row")?.parse().ok()?;
    let column = cell.get_attribute("data-column").and_then(|column| column.parse().ok());
    Some((row, column))
}

fn window_of(element: &web_sys::HtmlElement) -> Window {
    let row_px = element
        .query_selector(".grid__row[aria-rowindex]")
        .ok()
        .flatten()
        .map_or(32.0, |row| row.get_bounding_client_rect().height())
        .max(16.0);
    let above = f64::from(element.scroll_top()) / row_px;
    let first = (above as usize).saturating_sub(SPARE_ROWS);
    let count = (f64::from(element.client_height()) / row_px) as usize + 2 * SPARE_ROWS + 1;
    Window { first, count, row_px }
}

fn set_height(space: NodeRef<html::Div>, px: f64) {
    if let Some(element) = space.get_untracked() {
        let _ = web_sys::HtmlElement::style(&element).set_property("height", &format!("{px}px"));
    }
}

/// Brings the active cell into view, clear of the head, the totals and the fixed columns.
fn scroll_to(element: &web_sys::HtmlElement, active: Position, row_px: f64) {
    let head = element.query_selector(".grid__head").ok().flatten();
    let head_px = head.map_or(0.0, |head| head.get_bounding_client_rect().height());
    let top = active.row as f64 * row_px;
    let view_px = f64::from(element.client_height()) - head_px - row_px;
    let scroll = f64::from(element.scroll_top());
    if top < scroll {
        element.set_scroll_top(top as i32);
    } else if top + row_px > scroll + view_px {
        element.set_scroll_top((top + row_px - view_px) as i32);
    }
    let selector = format!(".grid__head .grid__row:last-child .grid__cell:nth-child({})", active.column + 2);
    let Some(cell) = element.query_selector(&selector).ok().flatten() else { return };
    if active.column == 0 {
        element.set_scroll_left(0);
        return;
    }
    let (cell, frame) = (cell.get_bounding_client_rect(), element.get_bounding_client_rect());
    let fixed = element
        .query_selector(".grid__group--building")
        .ok()
        .flatten()
        .map_or(0.0, |fixed| fixed.get_bounding_client_rect().width());
    if cell.left() < frame.left() + fixed {
        element.set_scroll_left(element.scroll_left() - (frame.left() + fixed - cell.left()) as i32);
    } else if cell.right() > frame.right() {
        element.set_scroll_left(element.scroll_left() + (cell.right() - frame.right()) as i32);
    }
}
