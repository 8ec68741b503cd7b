//! The charts of what is selected.

use std::sync::Arc;

use chart::{LoadModel, LoadSeries};
use leptos::prelude::*;
use words::Language;

use super::parameters::ProfileParameters;
use super::profile_name::series_name;
use super::scope::Scope;
use super::store::Store;
use crate::api::ProjectId;
use crate::api::account::Theme;
use crate::charts::ChartPanel;
use crate::routes;

/// Charts beside the table; before the first calculation the image that the server has drawn.
#[component]
pub fn ChartsPane(store: Store, scope: Scope) -> impl IntoView {
    let locale = store.locale;
    let model = Memo::new(move |_| {
        let (loads, district) = (scope.loads.get()?, store.district.get()?);
        let synthetic = scope.synthetic_kinds();
        let series = loads
            .iter()
            .map(|(kind, values)| {
                let is_synthetic = synthetic.contains(kind);
                LoadSeries {
                    kind: *kind,
                    label: series_name(*kind, is_synthetic, locale),
                    values_kw: Arc::clone(values),
                    is_synthetic,
                }
            })
            .collect();
        let source = store
            .plan
            .with(|plan| super::site_panel::weather_name(&plan.site.weather, &store.weather.get(), locale));
        Some(Arc::new(LoadModel {
            year: district.year,
            summer_time: district.summer_time,
            title: scope.title(),
            source,
            series,
            repaired: Vec::new(),
        }))
    });
    let theme = store.page.with_value(|page| page.theme);
    let image = move |theme| chart_address(store.project, "load-profile", theme, locale);
    let alt = locale.text(words::workspace::charts_pane::ANNUAL_LOAD_PROFILE_OF_ALL);
    let (light, dark) = light_and_dark(theme);
    let first_paint = move || {
        view! {
            <picture>
                <source media="(prefers-color-scheme: dark)" srcset=image(dark) />
                <img class="chart__first" src=image(light) alt=alt width="960" height="420" />
            </picture>
        }
    };
    view! {
        <section class="workspace__charts" aria-label=locale.text(words::workspace::charts_pane::CHARTS)>
            <ChartPanel model locale first_paint />
            <ProfileParameters store />
        </section>
    }
}

/// Where the server draws a chart of the whole plan.
#[must_use]
pub fn chart_address(project: ProjectId, chart: &str, theme: Theme, locale: Language) -> String {
    format!("{}?theme={}&lang={}", routes::project_chart(project, chart), theme.key(), locale.tag())
}

/// The themes of a picture on a light and on a dark system. Without a chosen theme the system decides, here as
/// everywhere.
#[must_use]
pub const fn light_and_dark(theme: Theme) -> (Theme, Theme) {
    match theme {
        Theme::Auto => (Theme::Light, Theme::Dark),
        chosen => (chosen, chosen),
    }
}
