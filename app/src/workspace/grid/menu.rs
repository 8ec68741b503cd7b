//! The menu of actions at the pointer: what the toolbar has, where the hand is.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent, MouseEvent};
use words::Text;

use super::controller::Grid;
use super::drag::{Place, place};
use super::selection::Position;
use crate::ui::Icon;

/// An action with its icon, name and key.
type Action = (&'static str, Text, Text, fn(Grid));

const ACTIONS: [Action; 9] = [
    ("plus", words::workspace::grid::ROW_BELOW, words::workspace::grid::CTRL, |grid| grid.add_row(true)),
    ("copy", words::workspace::grid::DUPLICATE_ROWS, words::workspace::grid::CTRL_SHIFT_D, |grid| {
        grid.duplicate_rows();
    }),
    ("arrow-up", words::workspace::grid::MOVE_UP, words::workspace::grid::ALT_SHIFT_UP, |grid| {
        grid.move_rows(false)
    }),
    ("arrow-down", words::workspace::grid::MOVE_DOWN, words::workspace::grid::ALT_SHIFT_DOWN, |grid| {
        grid.move_rows(true)
    }),
    ("trash-2", words::workspace::grid::REMOVE_ROWS, words::workspace::grid::CTRL_DEL, |grid| {
        grid.remove_rows();
    }),
    ("pencil", words::workspace::grid::EDIT_CELL, words::workspace::grid::F2, |grid| {
        grid.start_editing(None)
    }),
    ("chevron-down", words::workspace::grid::FILL_DOWN, words::workspace::grid::CTRL_D, |grid| {
        grid.fill_down();
    }),
    ("x", words::workspace::grid::CLEAR_CONTENTS, words::workspace::grid::DEL, |grid| grid.clear()),
    ("upload", words::workspace::grid::CHOOSE_OR_UPLOAD_A_LOAD_DOTS, words::workspace::grid::TEXT, |grid| {
        grid.open_library();
    }),
];

/// Opens the menu at the pointer; cells outside the selection are selected first.
pub fn open(grid: Grid, event: &MouseEvent) {
    let Some(Place { row, column }) = place(event) else { return };
    event.prevent_default();
    let selection = grid.selection.get_untracked();
    match column {
        Some(column) if !selection.contains(Position { row, column }) => {
            grid.select(Position { row, column }, false);
        }
        None if !selection.rows().contains(&row) => grid.select_row(row, false),
        _ => {}
    }
    grid.menu.set(Some((f64::from(event.client_x()), f64::from(event.client_y()))));
}

/// Opens the menu below the active cell.
pub fn open_at_active(grid: Grid) {
    let active = grid.selection.with_untracked(|selection| selection.active);
    if let Some(cell) = grid.surface.cell(active) {
        let area = cell.get_bounding_client_rect();
        grid.menu.set(Some((area.left(), area.bottom())));
    }
}

/// The menu, while it is open.
#[component]
pub fn ActionMenu(grid: Grid) -> impl IntoView {
    let locale = grid.locale();
    let list = NodeRef::<html::Div>::new();
    // It stays inside the window and takes the keyboard.
    Effect::new(move |_| {
        let (Some((x, y)), Some(list)) = (grid.menu.get(), list.get()) else { return };
        let side = |size: Result<wasm_bindgen::JsValue, _>| size.ok().and_then(|side| side.as_f64());
        let width = side(window().inner_width()).unwrap_or(x) - f64::from(list.offset_width());
        let height = side(window().inner_height()).unwrap_or(y) - f64::from(list.offset_height());
        let style = HtmlElement::style(&list);
        let _ = style.set_property("left", &format!("{:.0}px", x.min(width).max(0.0)));
        let _ = style.set_property("top", &format!("{:.0}px", y.min(height).max(0.0)));
        focus(list.first_element_child());
    });
    let close = move || grid.menu.set(None);
    let key = move |event: KeyboardEvent| {
        event.stop_propagation();
        let present = document().active_element();
        match event.key().as_str() {
            "ArrowDown" => focus(present.and_then(|item| item.next_element_sibling())),
            "ArrowUp" => focus(present.and_then(|item| item.previous_element_sibling())),
            "Escape" | "Tab" => {
                close();
                grid.surface.focus();
            }
            _ => return,
        }
        event.prevent_default();
    };
    let leave = move |event: web_sys::FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<web_sys::Node>().ok());
        if !list.get_untracked().is_some_and(|list| list.contains(to.as_ref())) {
            close();
        }
    };
    let items = move || {
        ACTIONS
            .iter()
            .map(|(icon, label, key, action)| {
                view! {
                    <button
                        type="button"
                        class="menu__item"
                        role="menuitem"
                        tabindex="-1"
                        on:click=move |_| {
                            close();
                            grid.surface.focus();
                            action(grid);
                        }
                    >
                        <Icon name=*icon />
                        {locale.text(*label)}
                        <span class="menu__hint">{locale.text(*key)}</span>
                    </button>
                }
            })
            .collect_view()
    };
    let is_open = Memo::new(move |_| grid.menu.get().is_some());
    move || {
        is_open.get().then(|| {
            view! {
                <div
                    class="menu__list menu__list--free"
                    role="menu"
                    aria-label=locale.text(words::workspace::grid::ACTIONS)
                    node_ref=list
                    on:keydown=key
                    on:focusout=leave
                    on:contextmenu=|event| event.prevent_default()
                >
                    {items()}
                </div>
            }
        })
    }
}

/// Gives an element the keyboard, if there is one.
pub fn focus(element: Option<web_sys::Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}
