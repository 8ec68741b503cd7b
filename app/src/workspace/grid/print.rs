//! The plan on paper: every row, a table for each kind of demand, so that no column is cut whichever way the paper
//! lies. It is written when printing begins, as the table on the screen draws only the rows that are seen.

use std::fmt::Write;

use engine::building::Building;
use leptos::html;
use leptos::prelude::*;

use super::column::{Column, kind_name};
use super::controller::Grid;
use super::row::{Context, cells_of, escape_into};
use super::table::total;
use crate::workspace::site_panel::weather_name;

/// What is printed in the place of the table.
#[component]
pub fn OnPaper(grid: Grid) -> impl IntoView {
    let paper = NodeRef::<html::Div>::new();
    let write = move |_| {
        if let Some(paper) = paper.get_untracked() {
            paper.set_inner_html(&whole(grid));
        }
    };
    let before = window_event_listener(leptos::ev::beforeprint, write);
    on_cleanup(move || before.remove());
    view! { <div class="paper" node_ref=paper></div> }
}

fn whole(grid: Grid) -> String {
    let store = grid.store;
    let locale = grid.locale();
    let mut html = String::new();
    store.plan.with_untracked(|plan| {
        let site = &plan.site;
        let today =
            js_sys::Date::new_0().to_locale_date_string(locale.tag(), &wasm_bindgen::JsValue::UNDEFINED);
        let weather = store.weather.with_untracked(|cards| weather_name(&site.weather, cards, locale));
        let facts = [&site.place, &weather, &site.reference_year.to_string(), &String::from(today)];
        let facts: Vec<&str> =
            facts.into_iter().map(String::as_str).filter(|fact| !fact.is_empty()).collect();
        html.push_str("<p>");
        escape_into(&mut html, &facts.join(" · "));
        html.push_str("</p>");
        let unknown = store.drafts.with_untracked(|drafts| drafts.len());
        if unknown > 0 {
            html.push_str("<p>");
            escape_into(&mut html, &words::workspace::grid::cells_not_understood(locale, unknown));
            html.push_str(". ");
            escape_into(&mut html, locale.text(words::workspace::grid::LEFT_OUT_OF_SUMS));
            html.push_str("</p>");
        }
        let kinds = grid.used.get_untracked();
        let tables = if kinds.is_empty() {
            vec![(None, Column::BUILDING.to_vec())]
        } else {
            kinds.into_iter().map(|kind| (Some(kind), Column::all(&[kind]))).collect()
        };
        for (kind, columns) in tables {
            let caption = kind.map_or("", |kind| locale.text(kind_name(kind)));
            let sums: Vec<String> = columns.iter().map(|column| total(grid, *column)).collect();
            store.profiles.with_untracked(|profiles| {
                store.drafts.with_untracked(|drafts| {
                    grid.problems.with_untracked(|problems| {
                        let district = store.district.get_untracked();
                        let context = Context {
                            columns: &columns,
                            profiles,
                            drafts,
                            problems,
                            district: district.as_deref(),
                            locale,
                        };
                        table(&mut html, caption, &plan.scenario.buildings, &sums, &context);
                    });
                });
            });
        }
    });
    html
}

/// A table of all buildings; what users typed is escaped.
fn table(html: &mut String, caption: &str, rows: &[Building], sums: &[String], context: &Context<'_>) {
    let locale = context.locale;
    html.push_str("<table class=\"paper__table\"><caption>");
    escape_into(html, caption);
    html.push_str("</caption><thead><tr><th></th>");
    for column in context.columns {
        let class = class_of(*column);
        // Writing into a string cannot fail.
        let _ = write!(html, "<th{class}>{} {}</th>", locale.text(column.title()), column.unit());
    }
    html.push_str("</tr></thead><tbody>");
    for (at, building) in rows.iter().enumerate() {
        let cells = cells_of(building, &context.peaks(building.id), context);
        let _ = write!(html, "<tr><td>{}</td>", at + 1);
        for (cell, column) in cells.iter().zip(context.columns) {
            let _ = write!(html, "<td{}>", class_of(*column));
            escape_into(html, &cell.text);
            // Red is no colour on paper.
            html.push_str(if cell.is_wrong { " (!)</td>" } else { "</td>" });
        }
        html.push_str("</tr>");
    }
    html.push_str("<tr class=\"paper__sum\"><td>Σ</td>");
    for (sum, column) in sums.iter().zip(context.columns) {
        let _ = write!(html, "<td{}>", class_of(*column));
        escape_into(html, sum);
        html.push_str("</td>");
    }
    html.push_str("</tr></tbody></table>");
}

const fn class_of(column: Column) -> &'static str {
    if column.is_number() { " class=\"number\"" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::grid::row::{Drafts, Problems};
    use crate::workspace::store::CellDraft;
    use engine::building::BuildingId;
    use engine::building_type::BuildingType;
    use uuid::Uuid;
    use words::Language;

    #[test]
    fn every_row_is_printed_and_what_was_typed_is_no_markup() {
        let id = |at| BuildingId(Uuid::from_u128(at));
        let rows: Vec<Building> =
            (0..60).map(|at| Building::new(id(at), format!("<b>Haus {at}"), BuildingType::Office)).collect();
        let draft = CellDraft { text: "viel".to_owned(), error: String::new() };
        let drafts = Drafts::from_iter([((id(3), Column::Area), draft)]);
        let context = Context {
            columns: &Column::BUILDING,
            profiles: &[],
            drafts: &drafts,
            problems: &Problems::new(),
            district: None,
            locale: Language::De,
        };
        let mut html = String::new();
        table(&mut html, "Strom & Co", &rows, &["60 Gebäude".to_owned()], &context);
        assert_eq!(html.matches("<tr>").count(), 61, "head and rows");
        assert!(html.contains("&lt;b&gt;Haus 59") && !html.contains("<b>"));
        assert!(html.contains("Strom &amp; Co") && html.contains("viel (!)") && html.contains("60 Gebäude"));
    }
}
