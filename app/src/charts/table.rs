//! The months as a real table, for those who want numbers.

use leptos::prelude::*;

use super::state::ChartState;

/// A button that opens the table of months.
#[component]
pub fn MonthTableToggle(state: ChartState) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let locale = state.locale;
    let label = move || {
        locale.text(if is_open.get() {
            words::charts::HIDE_DATA_TABLE
        } else {
            words::charts::SHOW_DATA_TABLE
        })
    };
    let id = format!("{}-table", state.id);
    let controls = id.clone();
    view! {
        <div class="chart__data">
            <button
                type="button"
                class="button button--ghost button--small"
                aria-expanded=move || is_open.get().to_string()
                aria-controls=controls
                on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
            >
                {label}
            </button>
            <div id=id>{move || is_open.get().then(|| view! { <MonthTable state /> })}</div>
        </div>
    }
}

#[component]
fn MonthTable(state: ChartState) -> impl IntoView {
    let table =
        Memo::new(move |_| state.shown.get().map(|model| chart::month_table(&model, state.language())));
    let caption = state.locale.text(words::charts::ENERGY_PER_MONTH);
    move || {
        let table = table.get()?;
        let head = table.head.into_iter().map(|name| view! { <th scope="col">{name}</th> }).collect_view();
        let rows = table
            .rows
            .into_iter()
            .map(|(month, values)| {
                let cells = values.into_iter().map(|value| view! { <td>{value}</td> }).collect_view();
                view! {
                    <tr>
                        <th scope="row">{month}</th>
                        {cells}
                    </tr>
                }
            })
            .collect_view();
        // Focusable, so that it can be scrolled by keyboard on narrow screens.
        Some(view! {
            <div class="chart__table-scroll" role="region" aria-label=caption tabindex="0">
                <table class="chart__table">
                    <caption>{format!("{caption}, {}", table.unit)}</caption>
                    <thead>
                        <tr>{head}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        })
    }
}
