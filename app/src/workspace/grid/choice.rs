//! The list below the editor of a use or a profile.

use engine::building_type::BuildingType;
use leptos::html;
use leptos::prelude::*;
use web_sys::KeyboardEvent;
use words::folded;

use super::cell::type_name;
use super::column::Column;
use super::controller::Grid;
use crate::workspace::profile_name::profile_choices;

/// An entry of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    label: String,
    hint: String,
    /// Other names by which it is found.
    synonyms: &'static [&'static str],
}

/// The list of what the cell being edited can contain, filtered by what is typed.
#[component]
pub fn ChoiceList(grid: Grid) -> impl IntoView {
    let highlighted = grid.highlighted;
    let list = NodeRef::<html::Ul>::new();
    let open = Memo::new(move |_| {
        grid.editing.with(|editing| {
            let position = editing.as_ref()?.position;
            grid.cell_at(position)
                .filter(|(_, column)| column.is_choice())
                .map(|(_, column)| (position, column))
        })
    });
    let entries = Memo::new(move |_| {
        let Some((_, column)) = open.get() else { return Vec::new() };
        let typed = grid.editing.with(|editing| editing.as_ref().map(|editing| editing.text.clone()));
        filtered(entries_of(grid, column), &typed.unwrap_or_default())
    });
    Effect::new(move |_| {
        entries.track();
        highlighted.set(0);
    });
    // The list floats over the table, below its cell.
    Effect::new(move |_| {
        let (Some((position, _)), Some(list)) = (open.get(), list.get()) else { return };
        let id = format!("cell-{}-{}", position.row, position.column);
        let Some(cell) = document().get_element_by_id(&id) else { return };
        let place = cell.get_bounding_client_rect();
        let style = web_sys::HtmlElement::style(&list);
        let below =
            window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0) - place.bottom();
        let _ = style.set_property("left", &format!("{}px", place.left()));
        let _ = if below > 240.0 {
            style.remove_property("bottom").and(style.set_property("top", &format!("{}px", place.bottom())))
        } else {
            style
                .remove_property("top")
                .and(style.set_property("bottom", &format!("{}px", below + place.height())))
        };
    });
    let items = move || {
        entries
            .get()
            .into_iter()
            .enumerate()
            .map(|(index, entry)| {
                let label = entry.label.clone();
                view! {
                    <li
                        class="menu__item"
                        role="option"
                        aria-selected=move || (highlighted.get() == index).to_string()
                        data-state=move || (highlighted.get() == index).then_some("active")
                        on:pointerdown=move |event| {
                            event.prevent_default();
                            take(grid, label.clone());
                        }
                    >
                        <span>{entry.label}</span>
                        <span class="menu__hint">{entry.hint}</span>
                    </li>
                }
            })
            .collect_view()
    };
    let shown = Memo::new(move |_| open.with(Option::is_some));
    view! {
        {move || {
            shown
                .get()
                .then(|| {
                    view! {
                        <ul class="menu__list choice" role="listbox" node_ref=list>
                            {items}
                        </ul>
                    }
                })
        }}
    }
}

/// A key pressed in the editor of a choice: arrows move in the list, Enter and Tab take the entry.
pub fn on_choice_key(grid: Grid, event: &KeyboardEvent) {
    let highlighted = grid.highlighted;
    let entries = current(grid);
    match event.key().as_str() {
        "ArrowDown" | "ArrowUp" if !entries.is_empty() => {
            event.prevent_default();
            event.stop_propagation();
            let step = if event.key() == "ArrowDown" { 1 } else { entries.len() - 1 };
            highlighted.update(|at| *at = (*at + step) % entries.len());
        }
        "Enter" | "Tab" => {
            event.prevent_default();
            event.stop_propagation();
            if let Some(entry) = entries.get(highlighted.get_untracked()) {
                take(grid, entry.label.clone());
            } else {
                grid.finish_editing();
            }
            grid.advance(event.key() == "Enter", event.shift_key());
        }
        _ => super::keyboard::on_editor_key(grid, event),
    }
}

fn current(grid: Grid) -> Vec<Entry> {
    let Some((position, typed)) = grid
        .editing
        .with_untracked(|editing| editing.as_ref().map(|editing| (editing.position, editing.text.clone())))
    else {
        return Vec::new();
    };
    grid.cell_at(position).map_or_else(Vec::new, |(_, column)| filtered(entries_of(grid, column), &typed))
}

fn take(grid: Grid, label: String) {
    grid.editing.update(|editing| {
        if let Some(editing) = editing {
            editing.text = label;
        }
    });
    grid.finish_editing();
}

fn entries_of(grid: Grid, column: Column) -> Vec<Entry> {
    let locale = grid.locale();
    match column {
        Column::BuildingType => BuildingType::ALL
            .into_iter()
            .map(|kind| Entry {
                label: type_name(kind, locale).to_owned(),
                hint: String::new(),
                synonyms: kind.synonyms(),
            })
            .collect(),
        Column::Profile(kind) => grid
            .store
            .profiles
            .with_untracked(|profiles| profile_choices(kind, profiles, locale))
            .into_iter()
            .map(|choice| Entry { label: choice.label, hint: choice.description, synonyms: &[] })
            .collect(),
        _ => Vec::new(),
    }
}

fn filtered(entries: Vec<Entry>, typed: &str) -> Vec<Entry> {
    let typed = folded(typed.trim());
    let exact = entries.iter().any(|entry| folded(&entry.label) == typed);
    if exact || typed.is_empty() {
        // The present value stays first, so that Enter keeps it.
        let mut entries = entries;
        entries.sort_by_key(|entry| folded(&entry.label) != typed);
        return entries;
    }
    // Another name that fits is shown beside the name: whoever types “MFH” sees why this is found.
    let fitting = |mut entry: Entry| {
        if folded(&entry.label).contains(&typed) || folded(&entry.hint).contains(&typed) {
            return Some(entry);
        }
        let synonym = entry.synonyms.iter().find(|synonym| folded(synonym).contains(&typed))?;
        (*synonym).clone_into(&mut entry.hint);
        Some(entry)
    };
    let mut found: Vec<Entry> = entries.into_iter().filter_map(fitting).collect();
    found.sort_by_key(|entry| {
        let exact = entry.synonyms.iter().any(|synonym| folded(synonym) == typed);
        !(exact || folded(&entry.label).starts_with(&typed))
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(typed: &str) -> Vec<(&'static str, String)> {
        let entry = |kind: BuildingType| Entry {
            label: kind.name_de().to_owned(),
            hint: String::new(),
            synonyms: kind.synonyms(),
        };
        let entries = filtered(BuildingType::ALL.into_iter().map(entry).collect(), typed);
        let name = |label: &str| {
            BuildingType::ALL.into_iter().map(BuildingType::name_de).find(|name| *name == label)
        };
        entries.into_iter().filter_map(|entry| Some((name(&entry.label)?, entry.hint))).collect()
    }

    #[test]
    fn every_name_that_is_accepted_finds_its_use_first() {
        for typed in ["MFH", "efh", "Büro"] {
            let meant = BuildingType::recognise(typed).expect("a synonym").name_de();
            assert_eq!(found(typed).first().map(|(name, _)| *name), Some(meant), "{typed}");
        }
        assert_eq!(found("MFH")[0].1, "MFH", "and says why");
        assert_eq!(found("xyz"), []);
    }
}
