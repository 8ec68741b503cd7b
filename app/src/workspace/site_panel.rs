//! The site: name, place, weather, reference year, holidays.

use engine::calendar::FederalState;
use engine::edit::Edit;
use engine::limits::{Quantity, limit};
use engine::site::{WeatherChoice, WeatherId};
use engine::weather::{TRY_REGIONS, try_region};
use leptos::prelude::*;
use leptos::task::spawn_local;
use words::Language;

use super::messages;
use super::simultaneity::SimultaneityFields;
use super::store::Store;
use super::upload::{Problem, Progress, chosen_file, send_file};
use crate::api::profile::WeatherCard;
use crate::api::upload::{WeatherOutcome, accept_weather};
use crate::ui::Icon;

/// The form of the site. Every change is an edit and is saved at once.
#[component]
pub fn SitePanel(store: Store) -> impl IntoView {
    let locale = store.locale;
    let site = Memo::new(move |_| store.plan.with(|plan| plan.site.clone()));
    let years = limit(Quantity::ReferenceYear);
    let years: Vec<i32> = (years.min as i32..=years.max as i32).collect();
    let set_year = move |event| {
        if let Ok(year) = event_target_value(&event).parse() {
            store.edit_or_tell(Edit::SetReferenceYear { year });
        }
    };
    let set_state = move |event| {
        let code = event_target_value(&event);
        let state = FederalState::ALL.into_iter().find(|state| state.code() == code);
        store.edit_or_tell(Edit::SetFederalState { state });
    };
    view! {
        <section class="workspace__site" aria-label=locale.text(words::workspace::site_panel::SITE)>
            <div class="form">
                <div class="fields">
                    <TextField store label=locale.text(words::workspace::site_panel::NAME_OF_THE_PROJECT) name="site-name" value=Signal::derive(move || site.with(|site| site.name.clone())) edit=|name| Edit::SetSiteName { name } />
                    <TextField store label=locale.text(words::workspace::site_panel::PLACE) name="site-place" value=Signal::derive(move || site.with(|site| site.place.clone())) edit=|place| Edit::SetPlace { place } />
                </div>
                <div class="fields">
                    <div class="field">
                        <label class="field__label" r#for="site-year">{locale.text(words::workspace::site_panel::REFERENCE_YEAR)}</label>
                        <select class="select" id="site-year" on:change=set_year>
                            {years
                                .into_iter()
                                .map(|year| view! { <option value=year selected=move || site.with(|site| site.reference_year == year) prop:selected=move || site.with(|site| site.reference_year == year)>{year}</option> })
                                .collect_view()}
                        </select>
                        <p class="field__hint">
                            {locale.text(words::workspace::site_panel::DECIDES_WEEKDAYS_HOLIDAYS_AND_SUMMER)}
                        </p>
                    </div>
                    <div class="field">
                        <label class="field__label" r#for="site-state">{locale.text(words::workspace::site_panel::FEDERAL_STATE)}</label>
                        <select class="select" id="site-state" on:change=set_state>
                            <option value="" selected=move || site.with(|site| site.federal_state.is_none()) prop:selected=move || site.with(|site| site.federal_state.is_none())>
                                {locale.text(words::workspace::site_panel::NATIONWIDE_HOLIDAYS_ONLY)}
                            </option>
                            {FederalState::ALL
                                .map(|state| {
                                    let name = if locale == Language::De { state.name_de() } else { state.name_en() };
                                    view! {
                                        <option value=state.code() selected=move || site.with(|site| site.federal_state == Some(state)) prop:selected=move || site.with(|site| site.federal_state == Some(state))>{name}</option>
                                    }
                                })
                                .collect_view()}
                        </select>
                        <p class="field__hint">{locale.text(words::workspace::site_panel::DECIDES_THE_HOLIDAYS)}</p>
                    </div>
                </div>
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || site.with(|site| site.summer_time)
                        on:change=move |event| store.edit_or_tell(Edit::SetSummerTime { summer_time: event_target_checked(&event) })
                    />
                    <span>
                        {locale.text(words::workspace::site_panel::SCHEDULES_FOLLOW_SUMMER_TIME)}
                        <span class="check__hint">
                            {locale.text(words::workspace::site_panel::IN_SUMMER_THE_DAY_STARTS)}
                        </span>
                    </span>
                </label>
                <WeatherFields store />
                <SimultaneityFields store />
            </div>
        </section>
    }
}

/// A text that is saved when the field is left.
#[component]
fn TextField(
    store: Store,
    label: &'static str,
    name: &'static str,
    #[prop(into)] value: Signal<String>,
    edit: fn(String) -> Edit,
) -> impl IntoView {
    view! {
        <div class="field">
            <label class="field__label" r#for=name>{label}</label>
            <input
                class="input"
                id=name
                maxlength=engine::limits::NAME_MAX_CHARS.to_string()
                autocomplete="off"
                prop:value=move || value.get()
                on:change=move |event| {
                    let typed = event_target_value(&event).trim().to_owned();
                    if typed != value.get_untracked() {
                        store.edit_or_tell(edit(typed));
                    }
                }
            />
        </div>
    }
}

#[component]
fn WeatherFields(store: Store) -> impl IntoView {
    let locale = store.locale;
    let chosen = Memo::new(move |_| store.plan.with(|plan| plan.site.weather));
    let choose = move |event| {
        let value = event_target_value(&event);
        let weather = match value.split_once(':') {
            Some(("try", region)) => {
                region.parse().ok().map(|region| WeatherChoice::TestReferenceYear { region })
            }
            Some(("file", id)) => {
                id.parse().ok().map(|id| WeatherChoice::Uploaded { weather: WeatherId(id) })
            }
            _ => None,
        };
        weather.into_iter().for_each(|weather| store.edit_or_tell(Edit::SetWeather { weather }));
    };
    let problem = RwSignal::new(None::<String>);
    let progress = RwSignal::new(None::<Progress>);
    let upload = move |event: web_sys::Event| {
        let Some(file) = chosen_file(&event) else { return };
        spawn_local(async move {
            problem.set(None);
            let kept = keep_weather(store, file, progress).await;
            progress.set(None);
            match kept {
                Ok(card) => {
                    let weather = WeatherChoice::Uploaded { weather: card.id };
                    store.weather.update(|cards| cards.push(card));
                    store.edit_or_tell(Edit::SetWeather { weather });
                }
                Err(reason) => problem.set(Some(reason)),
            }
        });
    };
    let source = move || {
        match chosen.get() {
        WeatherChoice::TestReferenceYear { region } => try_region(region).map(|region| match locale {
            Language::De => format!(
                "Quelle: Deutscher Wetterdienst (DWD), Testreferenzjahr 2010, Region {}, Station {} (GeoNutzV)",
                region.number, region.station
            ),
            Language::En => format!(
                "Source: Deutscher Wetterdienst (DWD), test reference year 2010, region {}, station {} (GeoNutzV)",
                region.number, region.station
            ),
        }),
        WeatherChoice::Uploaded { weather } => {
            store.weather.with(|cards| cards.iter().find(|card| card.id == weather).map(|card| card.source.clone()))
        }
    }
    };
    view! {
        <div class="fields">
            <div class="field">
                <label class="field__label" r#for="site-weather">{locale.text(words::workspace::site_panel::WEATHER)}</label>
                <select class="select" id="site-weather" on:change=choose>
                    <optgroup label=locale.text(words::workspace::site_panel::TEST_REFERENCE_YEARS_OF_DWD)>
                        {TRY_REGIONS
                            .map(|region| {
                                let number = region.number;
                                let is = move || chosen.get() == WeatherChoice::TestReferenceYear { region: number };
                                view! { <option value=format!("try:{number}") selected=is prop:selected=is>{weather_name(&WeatherChoice::TestReferenceYear { region: number }, &[], locale)}</option> }
                            })
                            .collect_view()}
                    </optgroup>
                    <optgroup label=locale.text(words::workspace::site_panel::OWN_FILES)>
                        <For each=move || store.weather.get() key=|card| card.id let:card>
                            <option
                                value=format!("file:{}", card.id.0)
                                selected=move || chosen.get() == WeatherChoice::Uploaded { weather: card.id } prop:selected=move || chosen.get() == WeatherChoice::Uploaded { weather: card.id }
                            >
                                {card.name.clone()}
                            </option>
                        </For>
                    </optgroup>
                </select>
                <p class="field__hint">{source}</p>
            </div>
            <div class="field">
                <label class="button file">
                    <Icon name="upload" />
                    {locale.text(words::workspace::site_panel::UPLOAD_A_WEATHER_FILE)}
                    <input class="file__input" type="file" accept=".dat,.epw,.csv,.txt" disabled=move || progress.with(Option::is_some) aria-busy=move || progress.with(Option::is_some).to_string() on:change=upload />
                </label>
                <p class="field__hint">
                    {locale.text(words::workspace::site_panel::DWD_TRY_2010_2015)}
                </p>
                <Problem problem />
            </div>
        </div>
    }
}

async fn keep_weather(
    store: Store,
    file: web_sys::File,
    progress: RwSignal<Option<Progress>>,
) -> Result<WeatherCard, String> {
    let locale = store.locale;
    let upload = send_file(store, &file, progress).await?;
    match accept_weather(store.project, upload, locale).await {
        Ok(WeatherOutcome::Kept(card)) => Ok(card),
        Ok(WeatherOutcome::Refused(reason)) => Err(reason),
        Err(error) => Err(messages::app_error(&error, locale)),
    }
}

/// Name of the weather for lists and source lines.
#[must_use]
pub fn weather_name(weather: &WeatherChoice, cards: &[WeatherCard], locale: Language) -> String {
    match weather {
        WeatherChoice::TestReferenceYear { region } => {
            try_region(*region).map_or_else(String::new, |region| {
                let name = if locale == Language::De { region.name_de } else { region.name_en };
                format!("TRY {:02} {name} ({})", region.number, region.station)
            })
        }
        WeatherChoice::Uploaded { weather } => {
            cards.iter().find(|card| card.id == *weather).map_or_else(String::new, |card| card.name.clone())
        }
    }
}
