//! The menu that saves a chart as a picture or its data as a table.

use chart::ChartKind;
use chart::scene::Theme;
use engine::time::CivilDate;
use leptos::html;
use leptos::prelude::*;

use super::download::{save_png, save_text};
use super::state::ChartState;
use crate::ui::Icon;

/// Width of exported pictures, CSS pixels; their plot is a third as high.
const EXPORT_WIDTH: f64 = 1120.0;
const EXPORT_PLOT_HEIGHT: f64 = 400.0;

/// What can be saved.
#[derive(Clone, Copy)]
enum Format {
    Png,
    Svg,
    Csv,
}

/// A menu with PNG, SVG and CSV.
#[component]
pub fn ExportMenu(state: ChartState) -> impl IntoView {
    let menu = NodeRef::<html::Details>::new();
    let locale = state.locale;
    let close = move || {
        if let Some(menu) = menu.get_untracked() {
            menu.set_open(false);
        }
    };
    let choose = move |format| {
        close();
        save(state, format);
    };
    let leave = move |event: web_sys::FocusEvent| {
        let target =
            event.related_target().and_then(|to| wasm_bindgen::JsCast::dyn_into::<web_sys::Node>(to).ok());
        let is_inside = menu.get_untracked().is_some_and(|menu| menu.contains(target.as_ref()));
        if target.is_some() && !is_inside {
            close();
        }
    };
    let escape = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            close();
        }
    };
    let item = move |format, label, hint| {
        view! {
            <button type="button" class="menu__item" on:click=move |_| choose(format)>
                {label}
                <span class="menu__hint">{hint}</span>
            </button>
        }
    };
    let name = locale.text(words::charts::EXPORT);
    view! {
        <details class="menu" node_ref=menu on:focusout=leave on:keydown=escape>
            <summary class="button button--ghost button--small">
                <Icon name="download" />
                {name}
            </summary>
            <div class="menu__list">
                {item(Format::Png, locale.text(words::charts::PICTURE), "PNG")}
                {item(Format::Svg, locale.text(words::charts::VECTOR_GRAPHIC), "SVG")}
                {item(Format::Csv, locale.text(words::charts::VALUES), "CSV")}
            </div>
        </details>
    }
}

fn save(state: ChartState, format: Format) {
    let Some(model) = state.shown.get_untracked() else { return };
    let options = untrack(|| state.options(EXPORT_WIDTH, EXPORT_PLOT_HEIGHT));
    let name = |extension| format!("{}.{extension}", file_stem(&model.title, options.kind, model.year));
    match format {
        Format::Csv => save_text(&name("csv"), "text/csv;charset=utf-8", &chart::csv(&model, &options)),
        Format::Svg | Format::Png => {
            let theme = if is_dark() { Theme::DARK } else { Theme::LIGHT };
            let svg = chart::render::export_svg(&model, &options, Some(today()), &theme);
            match format {
                Format::Png => {
                    let height = chart::render::export_height(&model, &options);
                    save_png(name("png"), &svg, EXPORT_WIDTH, height);
                }
                _ => save_text(&name("svg"), "image/svg+xml", &svg),
            }
        }
    }
}

/// A file name that every file system accepts.
fn file_stem(title: &str, kind: ChartKind, year: i32) -> String {
    let mut stem = String::new();
    for c in title.chars().take(60) {
        if c.is_alphanumeric() {
            stem.push(c);
        } else if !stem.is_empty() && !stem.ends_with('-') {
            stem.push('-');
        }
    }
    let separator = if stem.is_empty() || stem.ends_with('-') { "" } else { "-" };
    format!("{stem}{separator}{}-{year}", kind.key())
}

/// Whether the page is shown dark: by choice, else by the system.
fn is_dark() -> bool {
    let chosen = document().document_element().and_then(|root| root.get_attribute("data-theme"));
    match chosen.as_deref() {
        Some("dark") => true,
        Some("light") => false,
        _ => {
            let query = window().match_media("(prefers-color-scheme: dark)").ok().flatten();
            query.is_some_and(|query| query.matches())
        }
    }
}

fn today() -> CivilDate {
    let now = js_sys::Date::new_0();
    CivilDate {
        year: now.get_full_year() as i32,
        month: now.get_month() as u8 + 1,
        day: now.get_date() as u8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_have_no_special_characters() {
        let stem = |title| file_stem(title, ChartKind::Carpet, 2025);
        assert_eq!(stem("Quartier <Am Hafen> – Wärme"), "Quartier-Am-Hafen-Wärme-carpet-2025");
        assert_eq!(stem("../.."), "carpet-2025");
    }
}
