//! Recalculates the plan in the browser whenever it changes.

use std::sync::Arc;
use std::time::Duration;

use engine::demand::{Profile, ProfileId};
use engine::district::{Calculator, District, ProfileSeries};
use engine::site::WeatherChoice;
use engine::weather::Weather;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::messages;
use super::store::Store;
use super::unknown::known_part;
use crate::api::AppError;
use crate::api::profile::{profile_hourly, weather_series};

/// Starts loading weather and profiles and keeps `store.district` up to date; only in the browser.
pub fn start(store: Store) {
    let weather = RwSignal::new(None::<(WeatherChoice, Arc<Weather>)>);
    let series = RwSignal::new(ProfileSeries::new());
    let chosen = Memo::new(move |_| store.plan.with(|plan| plan.site.weather));
    Effect::new(move |_| {
        let choice = chosen.get();
        spawn_local(async move {
            match load_weather(store, choice).await {
                // A later choice may have been made meanwhile.
                Ok(loaded) if chosen.get_untracked() == choice => {
                    weather.set(Some((choice, Arc::new(loaded))))
                }
                Ok(_) => {}
                Err(error) => store.tell("danger", messages::app_error(&error, store.locale)),
            }
        });
    });
    let used = Memo::new(move |_| store.plan.with(used_profiles));
    let requested = StoredValue::new(Vec::<ProfileId>::new());
    let loading = RwSignal::new(0_usize);
    Effect::new(move |_| {
        for id in used.get() {
            if requested.with_value(|requested| !requested.contains(&id)) {
                requested.update_value(|requested| requested.push(id));
                load_profile(store, id, series, loading);
            }
        }
    });
    let calculator = StoredValue::new(None::<Calculator>);
    let first = StoredValue::new(None::<Arc<District>>);
    let prepared = Trigger::new();
    Effect::new(move |_| {
        let Some((choice, weather)) = weather.get() else { return };
        prepared.track();
        if choice != chosen.get() {
            return;
        }
        // Opening a project is long work: preparing, calculating and drawing each get a task of their own, so
        // that the page answers in between. Later calculations follow the key press at once.
        let site = store.plan.with(|plan| plan.site.clone());
        let serves = calculator.with_value(|present| present.as_ref().is_some_and(|it| it.serves(&site)));
        if !serves {
            calculator.set_value(Some(Calculator::new(&site, &weather)));
            set_timeout(move || prepared.notify(), Duration::ZERO);
            return;
        }
        // The first figures already count every metered profile; one that is chosen later is added when it comes.
        if store.district.with_untracked(Option::is_none) && loading.get() > 0 {
            return;
        }
        let started = now_ms();
        // What was not understood is left out.
        let known = store
            .drafts
            .with(|drafts| (!drafts.is_empty()).then(|| store.plan.with(|plan| known_part(plan, drafts))));
        let district = store.plan.with(|plan| {
            series.with(|series| {
                calculator.try_update_value(|calculator| {
                    let plan = known.as_ref().unwrap_or(plan);
                    calculator.as_mut().map(|calculator| Arc::new(calculator.calculate(plan, series)))
                })
            })
        });
        mark_duration(started);
        let district = district.flatten();
        if store.district.with_untracked(Option::is_some) {
            store.district.set(district);
            return;
        }
        // Something may change before the timer: it shows what was calculated last.
        first.set_value(district);
        let show = move || {
            if store.district.with_untracked(Option::is_none) {
                store.district.set(first.try_update_value(Option::take).flatten());
            }
        };
        set_timeout(show, Duration::ZERO);
    });
}

fn used_profiles(plan: &engine::plan::Plan) -> Vec<ProfileId> {
    let demands = plan.scenario.buildings.iter().flat_map(|building| building.demands.values());
    demands
        .filter_map(|demand| match demand.profile {
            Some(Profile::Metered { profile, .. }) => Some(profile),
            _ => None,
        })
        .collect()
}

fn load_profile(store: Store, id: ProfileId, series: RwSignal<ProfileSeries>, loading: RwSignal<usize>) {
    loading.update(|count| *count += 1);
    spawn_local(async move {
        match profile_hourly(store.project, id).await {
            Ok(values) => series.update(|series| _ = series.insert(id, values.into())),
            Err(error) => store.tell("danger", messages::app_error(&error, store.locale)),
        }
        loading.update(|count| *count -= 1);
    });
}

async fn load_weather(store: Store, choice: WeatherChoice) -> Result<Weather, AppError> {
    match choice {
        WeatherChoice::TestReferenceYear { region } => {
            let file = format!("weather/try2010-{region:02}.csv");
            let address = store.page.with_value(|page| page.assets.address(&file));
            let text = fetch_text(&address).await.ok_or(AppError::Offline)?;
            engine::weather::parse_builtin(&text).map_err(|_| AppError::Invalid { field: file })
        }
        WeatherChoice::Uploaded { weather } => {
            let series = weather_series(store.project, weather).await?;
            Ok(Weather {
                source: series.source,
                format: engine::weather::WeatherFormat::Column,
                temperature_c: series.temperature_c,
                global_irradiance_w_m2: series.global_irradiance_w_m2,
                notes: Vec::new(),
            })
        }
    }
}

async fn fetch_text(address: &str) -> Option<String> {
    let answer = JsFuture::from(window().fetch_with_str(address)).await.ok()?;
    let answer = answer.dyn_into::<web_sys::Response>().ok()?;
    if !answer.ok() {
        return None;
    }
    JsFuture::from(answer.text().ok()?).await.ok()?.as_string()
}

fn now_ms() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// Leaves the time of the calculation where measurements (and the curious) find it.
fn mark_duration(started_ms: f64) {
    let text = format!("{:.1}", now_ms() - started_ms);
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-calculation-ms", &text);
    }
}
