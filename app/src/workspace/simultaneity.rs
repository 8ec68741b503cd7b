//! The simultaneity of the heat customers: which law is in force, what it makes, and a warning where diversity
//! would count twice.

use chart::format::{Language, format_number, format_power, with_unit};
use engine::edit::Edit;
use engine::limits::{Quantity, limit};
use engine::plan::Plan;
use engine::simultaneity::{NetworkLoad, PeakMethod, Simultaneity, SimultaneityLaw};
use leptos::prelude::*;

use super::store::Store;
use crate::i18n::{Locale, Text, text};

/// The laws that can be chosen, with the parameter that each starts with.
const LAWS: [(Text, SimultaneityLaw); 5] = [
    (text("kein Faktor", "no factor"), SimultaneityLaw::None),
    (text("Winter 2001", "Winter 2001"), SimultaneityLaw::Winter2001),
    (
        text("Kurve von 2001 mit eigenem Grenzwert", "curve of 2001 with an own limit"),
        SimultaneityLaw::Limit { limit: 0.6 },
    ),
    (
        text("Kehrwert der Anzahl (THERMOS)", "reciprocal of the number (THERMOS)"),
        SimultaneityLaw::Reciprocal { limit: SimultaneityLaw::THERMOS_LIMIT },
    ),
    (text("eigener Faktor", "own factor"), SimultaneityLaw::Fixed { factor: 0.8 }),
];

const METHODS: [(Text, PeakMethod); 2] = [
    (
        text(
            "Exponent: Zeiten hoher und niedriger Last bleiben",
            "exponent: keeps the times of high and low load",
        ),
        PeakMethod::Exponent,
    ),
    (
        text("Glättung: Energie über wenige Stunden bleibt", "smoothing: keeps the energy over a few hours"),
        PeakMethod::Smoothing,
    ),
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
pub const fn law_formula(law: SimultaneityLaw, locale: Locale) -> &'static str {
    match (law, locale) {
        (SimultaneityLaw::None, _) => "g = 1",
        (SimultaneityLaw::Winter2001, Locale::De) => "g = 0,4497 + 0,5512 / (1 + (n / 53,84)^1,763)",
        (SimultaneityLaw::Winter2001, Locale::En) => "g = 0.4497 + 0.5512 / (1 + (n / 53.84)^1.763)",
        (SimultaneityLaw::Limit { .. }, Locale::De) => "g = g_lim + (1 − g_lim) / (1 + (n / 53,84)^1,763)",
        (SimultaneityLaw::Limit { .. }, Locale::En) => "g = g_lim + (1 − g_lim) / (1 + (n / 53.84)^1.763)",
        (SimultaneityLaw::Reciprocal { .. }, _) => "g = g_lim + (1 − g_lim) / n",
        (SimultaneityLaw::Fixed { .. }, Locale::De) => "g wie angegeben",
        (SimultaneityLaw::Fixed { .. }, Locale::En) => "g as entered",
    }
}

/// Where a law comes from.
#[must_use]
pub const fn law_source(law: SimultaneityLaw) -> Text {
    match law {
        SimultaneityLaw::None | SimultaneityLaw::Fixed { .. } => text("eigene Angabe", "as entered"),
        SimultaneityLaw::Winter2001 | SimultaneityLaw::Limit { .. } => text(
            "Winter, Haslauer, Obernberger: Gleichzeitigkeit in Nahwärmenetzen, Euroheat & Power 9/10 2001; angepasst an bis zu 200 Abnehmer",
            "Winter, Haslauer, Obernberger: simultaneity in local heat networks, Euroheat & Power 9/10 2001; fitted to up to 200 customers",
        ),
        SimultaneityLaw::Reciprocal { .. } => text(
            "THERMOS, offenes Werkzeug für Wärmenetze, Grenzwert 0,62",
            "THERMOS, open tool for heat networks, limit 0.62",
        ),
    }
}

/// Law, factor and peaks in one sentence.
#[must_use]
pub fn in_force(network: &NetworkLoad, locale: Locale) -> String {
    let language = Language::from(locale);
    let power = |kw: f64| with_unit(format_power(kw, language));
    let factor = format_number(network.factor, 3, language);
    let (design, peak, plain) =
        (power(network.design_kw), power(network.peak_kw), power(network.plain_peak_kw));
    let (law, customers) = (locale.text(law_name(network.simultaneity.law)), network.customers);
    match locale {
        Locale::De => format!(
            "Faktor {factor} bei {customers} Wärmeabnehmern ({law}). Summe der Auslegungslasten {design}, Spitze des Netzes {peak}; Summe der Profile ohne Faktor {plain}."
        ),
        Locale::En => format!(
            "Factor {factor} for {customers} heat customers ({law}). Sum of design loads {design}, peak of the network {peak}; sum of the profiles without a factor {plain}."
        ),
    }
}

/// What speaks against the factor, if anything does.
#[must_use]
pub fn warning(network: &NetworkLoad, plan: &Plan, locale: Locale) -> Option<String> {
    const NAMED: usize = 3;
    let mut said = Vec::new();
    if !network.counted_twice.is_empty() {
        let names = network.counted_twice.iter().filter_map(|id| plan.scenario.building(*id));
        let mut names: Vec<&str> = names.map(|building| building.name.as_str()).take(NAMED).collect();
        if network.counted_twice.len() > NAMED {
            names.push("…");
        }
        let (count, names) = (network.counted_twice.len(), names.join(", "));
        said.push(match locale {
            Locale::De => format!(
                "Vielfalt zählt doppelt: Bei {count} Gebäuden ({names}) stammt die Auslegungslast aus einem Profil, das schon viele Abnehmer mittelt. Tragen Sie für sie eine Spitzenlast ein, oder wählen Sie keinen Faktor."
            ),
            Locale::En => format!(
                "Diversity counts twice: for {count} buildings ({names}) the design load comes from a profile that is already a mean of many customers. Enter their peak loads, or choose no factor."
            ),
        });
    }
    if network.extrapolated {
        said.push(match locale {
            Locale::De => format!(
                "Die Kurve gilt für bis zu {} Abnehmer; hier sind es {}.",
                SimultaneityLaw::FITTED_TO,
                network.customers
            ),
            Locale::En => format!(
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
            view! { <option value=at.to_string() selected=is>{locale.text(*name)}</option> }
        })
        .collect();
    let methods: Vec<_> = METHODS
        .iter()
        .enumerate()
        .map(|(at, (name, method))| {
            let is = move || present.get().method == *method;
            view! { <option value=at.to_string() selected=is>{locale.text(*name)}</option> }
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
                    {locale.text(text("Gleichzeitigkeit der Wärmeabnehmer", "Simultaneity of the heat customers"))}
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
                        {locale.text(text("Faktor oder Grenzwert", "Factor or limit"))}
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
                        {locale.text(text("Anpassung an die Netzspitze", "Fitting to the peak of the network"))}
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
        let said = warning(&network, &plan, Locale::De).expect("a warning");
        assert!(said.starts_with("Vielfalt zählt doppelt: Bei 1 Gebäuden (Rathaus)"), "{said}");
        network.counted_twice.clear();
        assert_eq!(warning(&network, &plan, Locale::De), None);
        let said = in_force(&network, Locale::De);
        assert!(said.starts_with("Faktor 0,974 bei 10 Wärmeabnehmern (Winter 2001)."), "{said}");
    }
}
