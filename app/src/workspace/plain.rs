//! What readers without a script get in the place of forms, tabs, dialogs and scrolling: site, shares, the other
//! charts, and the rows after the first. The server draws it; a browser that runs our script never shows it.

use chart::format::{format_energy, format_percent, format_power, with_unit};
use chart::{ChartKind, ChartOptions, LoadModel, LoadSeries};
use engine::building::Building;
use engine::demand::DemandKind;
use engine::district::District;
use engine::figures::energy_kwh;
use leptos::prelude::*;
use words::Language;

use super::charts_pane::{chart_address, light_and_dark};
use super::grid::{FIRST_ROWS, kind_name, number, type_name};
use super::site_panel::weather_name;
use crate::api::account::Theme;
use crate::api::scenario::Workspace;

/// Everything, below the workspace.
pub fn view(locale: Language, theme: Theme, workspace: &Workspace, district: &District) -> AnyView {
    let has_load = !district.by_kind.is_empty();
    view! {
        <section class="plain" aria-label=locale.text(words::workspace::plain::FURTHER_RESULTS)>
            {site(locale, workspace)}
            {has_load.then(|| shares(locale, district))}
            {has_load.then(|| charts(locale, theme, workspace, district))}
            {later_rows(locale, workspace, district)}
        </section>
    }
    .into_any()
}

/// The site, which only a script writes into the fields of its form.
fn site(locale: Language, workspace: &Workspace) -> AnyView {
    let site = &workspace.plan.site;
    let state = match (site.federal_state, locale) {
        (None, _) => locale.text(words::workspace::plain::NATIONWIDE_HOLIDAYS_ONLY),
        (Some(state), Language::De) => state.name_de(),
        (Some(state), Language::En) => state.name_en(),
    };
    let facts: Vec<_> = [
        (words::workspace::plain::PLACE, site.place.clone()),
        (words::workspace::plain::WEATHER, weather_name(&site.weather, &workspace.weather, locale)),
        (words::workspace::plain::REFERENCE_YEAR, site.reference_year.to_string()),
        (words::workspace::plain::FEDERAL_STATE, state.to_owned()),
    ]
    .into_iter()
    .filter(|(_, fact)| !fact.is_empty())
    .map(|(name, fact)| {
        view! {
            <dt>{locale.text(name)}</dt>
            <dd>{fact}</dd>
        }
    })
    .collect();
    view! { <dl class="facts">{facts}</dl> }.into_any()
}

/// Energy, share and peak of every kind: what the bar among the key figures shows as widths.
fn shares(locale: Language, district: &District) -> AnyView {
    let language = locale;
    let total_kwh: f64 = district.by_kind.values().map(|load| energy_kwh(load)).sum();
    let rows: Vec<_> = district
        .by_kind
        .iter()
        .map(|(kind, load)| {
            let kwh = energy_kwh(load);
            let share = if total_kwh > 0.0 { kwh / total_kwh } else { 0.0 };
            let peak_kw = load.iter().copied().fold(0.0, f64::max);
            view! {
                <tr>
                    <th scope="row">{locale.text(kind_name(*kind))}</th>
                    <td class="number">{with_unit(format_energy(kwh, language))}</td>
                    <td class="number">{format_percent(share, 1, language)}</td>
                    <td class="number">{with_unit(format_power(peak_kw, language))}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="table-frame">
            <table class="table">
                <caption>{locale.text(words::workspace::plain::SHARES_OF_THE_KINDS)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{locale.text(words::workspace::plain::KIND_OF_DEMAND)}</th>
                        <th scope="col">{locale.text(words::workspace::plain::ANNUAL_ENERGY)}</th>
                        <th scope="col">{locale.text(words::workspace::plain::SHARE)}</th>
                        <th scope="col">{locale.text(words::workspace::plain::PEAK_LOAD)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The charts behind the other tabs, each with its sentence.
fn charts(locale: Language, theme: Theme, workspace: &Workspace, district: &District) -> AnyView {
    let language = locale;
    let model = model(locale, workspace, district);
    let (light, dark) = light_and_dark(theme);
    let others = ChartKind::ALL.into_iter().filter(|kind| *kind != ChartKind::LoadProfile);
    let figures: Vec<_> = others
        .map(|kind| {
            let address = |theme| chart_address(workspace.project, kind.key(), theme, locale);
            let said = chart::sentence(&model, &ChartOptions::new(kind, 1.0, 1.0, language));
            let label = kind.label(language);
            // Lazy: where this is not shown it is not fetched either.
            view! {
                <figure>
                    <h2 class="chart__title">{label}</h2>
                    <picture>
                        <source media="(prefers-color-scheme: dark)" srcset=address(dark) />
                        <img src=address(light) alt=label loading="lazy" width="960" height="420" />
                    </picture>
                    <figcaption class="muted small">{said}</figcaption>
                </figure>
            }
        })
        .collect();
    view! { <div class="plain__charts">{figures}</div> }.into_any()
}

/// What the sentences of the charts are about.
fn model(locale: Language, workspace: &Workspace, district: &District) -> LoadModel {
    let is_synthetic = |id| workspace.profiles.iter().any(|profile| profile.id == id && profile.synthetic);
    let synthetic: Vec<DemandKind> = workspace
        .plan
        .scenario
        .stored_profiles()
        .filter(|(_, _, profile, _)| is_synthetic(*profile))
        .map(|(_, kind, ..)| kind)
        .collect();
    let series = district.by_kind.iter().map(|(kind, values_kw)| LoadSeries {
        kind: *kind,
        label: locale.text(kind_name(*kind)).to_owned(),
        values_kw: std::sync::Arc::clone(values_kw),
        is_synthetic: synthetic.contains(kind),
    });
    LoadModel {
        year: district.year,
        summer_time: district.summer_time,
        title: workspace.plan.site.name.clone(),
        source: String::new(),
        series: series.collect(),
        repaired: Vec::new(),
    }
}

/// The rows of the demand table that come only with scrolling; nothing if there are none.
fn later_rows(locale: Language, workspace: &Workspace, district: &District) -> Option<AnyView> {
    let buildings = &workspace.plan.scenario.buildings;
    let kinds: Vec<DemandKind> = district.by_kind.keys().copied().collect();
    let rows: Vec<_> = buildings
        .iter()
        .enumerate()
        .skip(FIRST_ROWS)
        .map(|(at, building)| later_row(locale, at + 1, building, &kinds, district))
        .collect();
    if rows.is_empty() {
        return None;
    }
    let (first, last) = (FIRST_ROWS + 1, buildings.len());
    let caption = words::workspace::plain::buildings_to(locale, &first, &last);
    let heads: Vec<_> = kinds
        .iter()
        .map(|kind| {
            let name = locale.text(kind_name(*kind));
            view! {
                <th scope="col">{name} ", kWh/a"</th>
                <th scope="col">{name} ", kW"</th>
            }
        })
        .collect();
    let view = view! {
        <div class="table-frame">
            <table class="table">
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">"#"</th>
                        <th scope="col">{locale.text(words::workspace::plain::BUILDING)}</th>
                        <th scope="col">{locale.text(words::workspace::plain::USE)}</th>
                        <th scope="col">{locale.text(words::workspace::plain::REFERENCE_AREA_M)}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    };
    Some(view.into_any())
}

fn later_row(
    locale: Language,
    row: usize,
    building: &Building,
    kinds: &[DemandKind],
    district: &District,
) -> AnyView {
    let rounded = |value: f64| number(value.round(), locale);
    let loads = district.building(building.id);
    let cells: Vec<_> = kinds
        .iter()
        .map(|kind| {
            let load = loads.and_then(|loads| loads.loads.get(kind));
            view! {
                <td class="number">{load.map(|load| rounded(load.annual_kwh))}</td>
                <td class="number">{load.map(|load| rounded(load.peak_kw))}</td>
            }
        })
        .collect();
    view! {
        <tr>
            <td class="number">{row}</td>
            <th scope="row">{building.name.clone()}</th>
            <td>{type_name(building.building_type, locale)}</td>
            <td class="number">{building.reference_area_m2.map(rounded)}</td>
            {cells}
        </tr>
    }
    .into_any()
}
