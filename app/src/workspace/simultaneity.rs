//! The simultaneity of the heat customers: which law is in force, what it makes, and a warning where diversity
//! would count twice.

use chart::format::{format_number, format_power, with_unit};
use engine::edit::Edit;
use engine::limits::{Quantity, limit};
use engine::plan::Plan;
use engine::simultaneity::{NetworkLoad, PeakMethod, Simultaneity, SimultaneityLaw};
use leptos::prelude::*;
use words::{Language, Text};

use super::store::Store;

/// The laws that can be chosen, with the parameter that each starts with.
const LAWS: [(Text, SimultaneityLaw); 5] = [
    (words::workspace::simultaneity::NO_FACTOR, SimultaneityLaw::None),
    (words::workspace::simultaneity::WINTER_2001, SimultaneityLaw::Winter2001),
    (words::workspace::simultaneity::CURVE_OF_2001, SimultaneityLaw::Limit { limit: 0.6 }),
    (
        words::workspace::simultaneity::RECIPROCAL_OF_THE_NUMBER_THERMOS,
        SimultaneityLaw::Reciprocal { limit: SimultaneityLaw::THERMOS_LIMIT },
    ),
    (words::workspace::simultaneity::OWN_FACTOR, SimultaneityLaw::Fixed { factor: 0.8 }),
];

const METHODS: [(Text, PeakMethod); 2] = [
    (words::workspace::simultaneity::EXPONENT_KEEPS_THE_TIMES, PeakMethod::Exponent),
    (words::workspace::simultaneity::SMOOTHING_KEEPS_THE_ENERGY_OVER, PeakMethod::Smoothing),
];

fn position(law: SimultaneityLaw) -> usize {
    let same = |other: &SimultaneityLaw| core::mem::discriminant(other) == core::mem::discriminant(&law);
    LAWS.iter().position(|(_, other)| same(other)).unwrap_or(0)
}

/// Name of a law.
#[must_use]
pub fn law_name(law: SimultaneityLaw) -> Text {
    LAWS[position(law)].0
}

/// The law as a formula, `g` the factor and `n` the number of customers.
#[must_use]
pub const fn law_formula(law: SimultaneityLaw, locale: Language) -> &'static str {
    match (law, locale) {
        (SimultaneityLaw::None, _) => "g = 1",
        (SimultaneityLaw::Winter2001, Language::De) => "g = 0,4497 + 0,5512 / (1 + (n / 53,84)^1,763)",
        (SimultaneityLaw::Winter2001, Language::En) => "g = 0.4497 + 0.5512 / (1 + (n / 53.84)^1.763)",
        (SimultaneityLaw::Limit { .. }, Language::De) => "g = g_lim + (1 − g_lim) / (1 + (n / 53,84)^1,763)",
        (SimultaneityLaw::Limit { .. }, Language::En) => "g = g_lim + (1 − g_lim) / (1 + (n / 53.84)^1.763)",
        (SimultaneityLaw::Reciprocal { .. }, _) => "g = g_lim + (1 − g_lim) / n",
        (SimultaneityLaw::Fixed { .. }, Language::De) => "g wie angegeben",
        (SimultaneityLaw::Fixed { .. }, Language::En) => "g as entered",
    }
}

/// Where a law comes from.
#[must_use]
pub const fn law_source(law: SimultaneityLaw) -> Text {
    match law {
        SimultaneityLaw::None | SimultaneityLaw::Fixed { .. } => words::workspace::simultaneity::AS_ENTERED,
        SimultaneityLaw::Winter2001 | SimultaneityLaw::Limit { .. } => {
            words::workspace::simultaneity::WINTER_HASLAUER_OBERNBERGER_SIMULTANEITY_IN
        }
        SimultaneityLaw::Reciprocal { .. } => words::workspace::simultaneity::THERMOS_OPEN_TOOL_FOR_HEAT,
    }
}

/// Law, factor and peaks in one sentence.
#[must_use]
pub fn in_force(network: &NetworkLoad, locale: Language) -> String {
    let language = locale;
    let power = |kw: f64| with_unit(format_power(kw, language));
    let factor = format_number(network.factor, 3, language);
    let (design, peak, plain) =
        (power(network.design_kw), power(network.peak_kw), power(network.plain_peak_kw));
    let (law, customers) = (locale.text(law_name(network.simultaneity.law)), network.customers);
    words::workspace::simultaneity::factor_for_heat_customers_sum(
        locale, &factor, &customers, &law, &design, &peak, &plain,
    )
}

/// What speaks against the factor, if anything does.
#[must_use]
pub fn warning(network: &NetworkLoad, plan: &Plan, locale: Language) -> Option<String> {
    const NAMED: usize = 3;
    let mut said = Vec::new();
    if !network.counted_twice.is_empty() {
        let names = network.counted_twice.iter().filter_map(|id| plan.scenario.building(*id));
        let mut names: Vec<&str> = names.map(|building| building.name.as_str()).take(NAMED).collect();
        if network.counted_twice.len() > NAMED {
            names.push("…");
        }
        let (count, names) = (network.counted_twice.len(), names.join(", "));
        said.push(words::workspace::simultaneity::diversity_counts_twice_for_buildings(
            locale, &count, &names,
        ));
    }
    if network.extrapolated {
        said.push(match locale {
            Language::De => format!(
                "Die Kurve gilt für bis zu {} Abnehmer; hier sind es {}.",
                SimultaneityLaw::FITTED_TO,
                network.customers
            ),
            Language::En => format!(
                "The curve was fitted to up to {} customers; here are {}.",
                SimultaneityLaw::FITTED_TO,
                network.customers
            ),
        });
    }
    (!said.is_empty()).then(|| said.join(" "))
}

/// The heat load of the whole district under the law of the scenario.
#[must_use]
pub fn network_load(store: Store) -> Option<NetworkLoad> {
    let district = store.district.get()?;
    store.plan.with(|plan| NetworkLoad::of(plan, &district))
}

/// Law, its parameter, and the way to its peak; what is in force, and what speaks against it.
#[component]
pub fn SimultaneityFields(store: Store) -> impl IntoView {
    let locale = store.locale;
    let present = Memo::new(move |_| store.plan.with(|plan| plan.scenario.simultaneity));
    let network = Memo::new(move |_| network_load(store));
    let set = move |simultaneity: Simultaneity| {
        if simultaneity != present.get_untracked() {
            store.edit_or_tell(Edit::SetSimultaneity { simultaneity });
        }
    };
    let choose_law = move |event| {
        let at: usize = event_target_value(&event).parse().unwrap_or(0);
        set(Simultaneity {
            law: LAWS.get(at).map_or(SimultaneityLaw::None, |(_, law)| *law),
            ..present.get_untracked()
        });
    };
    let choose_method = move |event| {
        let at: usize = event_target_value(&event).parse().unwrap_or(0);
        let method = METHODS.get(at).map_or(PeakMethod::Exponent, |(_, method)| *method);
        set(Simultaneity { method, ..present.get_untracked() });
    };
    let parameter = move || match present.get().law {
        SimultaneityLaw::Limit { limit: value }
        | SimultaneityLaw::Reciprocal { limit: value }
        | SimultaneityLaw::Fixed { factor: value } => Some(value),
        _ => None,
    };
    let enter = move |event| {
        let Ok(value) = event_target_value(&event).replace(',', ".").parse::<f64>() else { return };
        let simultaneity = present.get_untracked();
        let law = match simultaneity.law {
            SimultaneityLaw::Limit { .. } => SimultaneityLaw::Limit { limit: value },
            SimultaneityLaw::Reciprocal { .. } => SimultaneityLaw::Reciprocal { limit: value },
            SimultaneityLaw::Fixed { .. } => SimultaneityLaw::Fixed { factor: value },
            other => other,
        };
        set(Simultaneity { law, ..simultaneity });
    };
    let range = limit(Quantity::SimultaneityFactor);
    let laws: Vec<_> = LAWS
        .iter()
        .enumerate()
        .map(|(at, (name, _))| {
            let is = move || position(present.get().law) == at;
            view! { <option value=at.to_string() selected=is prop:selected=is>{locale.text(*name)}</option> }
        })
        .collect();
    let methods: Vec<_> = METHODS
        .iter()
        .enumerate()
        .map(|(at, (name, method))| {
            let is = move || present.get().method == *method;
            view! { <option value=at.to_string() selected=is prop:selected=is>{locale.text(*name)}</option> }
        })
        .collect();
    let said = move || network.with(|network| network.as_ref().map(|network| in_force(network, locale)));
    let warned = Memo::new(move |_| {
        let network = network.get()?;
        store.plan.with(|plan| warning(&network, plan, locale))
    });
    view! {
        <div class="fields">
            <div class="field">
                <label class="field__label" r#for="site-simultaneity">
                    {locale.text(words::workspace::simultaneity::SIMULTANEITY_OF_THE_HEAT_CUSTOMERS)}
                </label>
                <select class="select" id="site-simultaneity" on:change=choose_law>
                    {laws}
                </select>
                <p class="field__hint" role="status">{said}</p>
                <p class="field__error" role="alert" hidden=move || warned.with(Option::is_none)>{move || warned.get()}</p>
            </div>
            <div class="form">
                <div class="field">
                    <label class="field__label" r#for="site-simultaneity-factor">
                        {locale.text(words::workspace::simultaneity::FACTOR_OR_LIMIT)}
                    </label>
                    <input
                        class="input"
                        id="site-simultaneity-factor"
                        type="number"
                        min=range.min.to_string()
                        max=range.max.to_string()
                        step="any"
                        disabled=move || parameter().is_none()
                        prop:value=move || parameter().map_or_else(String::new, |value| value.to_string())
                        on:change=enter
                    />
                </div>
                <div class="field">
                    <label class="field__label" r#for="site-simultaneity-method">
                        {locale.text(words::workspace::simultaneity::FITTING_TO_THE_PEAK)}
                    </label>
                    <select class="select" id="site-simultaneity-method" on:change=choose_method>
                        {methods}
                    </select>
                </div>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::building::{Building, BuildingId};
    use engine::building_type::BuildingType;
    use engine::plan::Scenario;
    use engine::site::Site;
    use uuid::Uuid;

    #[test]
    fn a_factor_on_averaged_profiles_is_warned_of_by_name() {
        let id = BuildingId(Uuid::from_u128(1));
        let buildings = vec![Building::new(id, "Rathaus", BuildingType::Office)];
        let plan =
            Plan { site: Site::new("P", 2025), scenario: Scenario { buildings, ..Scenario::default() } };
        let mut network = NetworkLoad {
            simultaneity: Simultaneity { law: SimultaneityLaw::Winter2001, method: PeakMethod::Exponent },
            customers: 10,
            factor: 0.973_95,
            design_kw: 1_000.0,
            peak_kw: 973.95,
            plain_peak_kw: 900.0,
            counted_twice: vec![id],
            extrapolated: false,
        };
        let said = warning(&network, &plan, Language::De).expect("a warning");
        assert!(said.starts_with("Vielfalt zählt doppelt: Bei 1 Gebäuden (Rathaus)"), "{said}");
        network.counted_twice.clear();
        assert_eq!(warning(&network, &plan, Language::De), None);
        let said = in_force(&network, Language::De);
        assert!(said.starts_with("Faktor 0,974 bei 10 Wärmeabnehmern (Winter 2001)."), "{said}");
    }
}
