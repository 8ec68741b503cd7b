//! Texts of `workspace/simultaneity`.

use std::fmt::Display;

use crate::{Language, Text, text};

pub const NO_FACTOR: Text = text("kein Faktor", "no factor");
pub const WINTER_2001: Text = text("Winter 2001", "Winter 2001");
pub const CURVE_OF_2001: Text =
    text("Kurve von 2001 mit eigenem Grenzwert", "curve of 2001 with a limit of your own");
pub const RECIPROCAL_OF_THE_NUMBER_THERMOS: Text =
    text("Kehrwert der Anzahl (THERMOS)", "reciprocal of the number (THERMOS)");
pub const OWN_FACTOR: Text = text("eigener Faktor", "factor of your own");
pub const EXPONENT_KEEPS_THE_TIMES: Text = text(
    "Exponent: Zeiten hoher und niedriger Last bleiben",
    "exponent: keeps the times of high and low load",
);
pub const SMOOTHING_KEEPS_THE_ENERGY_OVER: Text =
    text("Glättung: Energie über wenige Stunden bleibt", "smoothing: keeps the energy over a few hours");
pub const AS_ENTERED: Text = text("eigene Angabe", "as entered");
pub const WINTER_HASLAUER_OBERNBERGER_SIMULTANEITY_IN: Text = text(
    "Winter, Haslauer, Obernberger: Gleichzeitigkeit in Nahwärmenetzen, Euroheat & Power 9/10 2001; angepasst an bis zu 200 Abnehmer",
    "Winter, Haslauer, Obernberger: simultaneity in local heat networks, Euroheat & Power 9/10 2001; fitted to up to 200 customers",
);
pub const THERMOS_OPEN_TOOL_FOR_HEAT: Text = text(
    "THERMOS, offenes Werkzeug für Wärmenetze, Grenzwert 0,62",
    "THERMOS, open tool for heat networks, limit 0.62",
);
pub const SIMULTANEITY_OF_THE_HEAT_CUSTOMERS: Text =
    text("Gleichzeitigkeit der Wärmeabnehmer", "Simultaneity of the heat customers");
pub const FACTOR_OR_LIMIT: Text = text("Faktor oder Grenzwert", "Factor or limit");
pub const FITTING_TO_THE_PEAK: Text =
    text("Anpassung an die Netzspitze", "Fitting to the peak of the network");

#[must_use]
pub fn factor_for_heat_customers_sum(
    language: Language,
    factor: &dyn Display,
    customers: &dyn Display,
    law: &dyn Display,
    design: &dyn Display,
    peak: &dyn Display,
    plain: &dyn Display,
) -> String {
    match language {
        Language::De => format!(
            "Faktor {factor} bei {customers} Wärmeabnehmern ({law}). Summe der Auslegungslasten {design}, Spitze des Netzes {peak}; Summe der Profile ohne Faktor {plain}."
        ),
        Language::En => format!(
            "Factor {factor} for {customers} heat customers ({law}). Sum of design loads {design}, peak of the network {peak}; sum of the profiles without a factor {plain}."
        ),
    }
}

#[must_use]
pub fn diversity_counts_twice_for_buildings(
    language: Language,
    count: &dyn Display,
    names: &dyn Display,
) -> String {
    match language {
        Language::De => format!(
            "Vielfalt zählt doppelt: Bei {count} Gebäuden ({names}) stammt die Auslegungslast aus einem Profil, das schon viele Abnehmer mittelt. Tragen Sie für sie eine Spitzenlast ein, oder wählen Sie keinen Faktor."
        ),
        Language::En => format!(
            "Diversity counts twice: for {count} buildings ({names}) the design load comes from a profile that is already a mean of many customers. Enter their peak loads, or choose no factor."
        ),
    }
}
