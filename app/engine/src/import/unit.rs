//! Units of load values and where they are written.

use core::str::FromStr;

use serde::{Deserialize, Serialize};

use super::obis::Register;

/// Unit of a value in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// Watt, mean over the interval.
    W,
    /// Kilowatt, mean over the interval.
    #[serde(rename = "kW")]
    Kw,
    /// Megawatt, mean over the interval.
    #[serde(rename = "MW")]
    Mw,
    /// Watt hours per interval.
    Wh,
    /// Kilowatt hours per interval.
    #[serde(rename = "kWh")]
    Kwh,
    /// Megawatt hours per interval.
    #[serde(rename = "MWh")]
    Mwh,
}

impl Unit {
    /// Every unit.
    pub const ALL: [Self; 6] = [Self::W, Self::Kw, Self::Mw, Self::Wh, Self::Kwh, Self::Mwh];

    /// How the unit is written.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::W => "W",
            Self::Kw => "kW",
            Self::Mw => "MW",
            Self::Wh => "Wh",
            Self::Kwh => "kWh",
            Self::Mwh => "MWh",
        }
    }

    /// Whether the values are energy per interval and not mean power.
    #[must_use]
    pub const fn is_energy(self) -> bool {
        matches!(self, Self::Wh | Self::Kwh | Self::Mwh)
    }

    /// Factor from a value in this unit to mean power in kW.
    pub(super) fn kw_factor(self, step_minutes: usize) -> f64 {
        let kilo = match self {
            Self::W | Self::Wh => 1e-3,
            Self::Kw | Self::Kwh => 1.0,
            Self::Mw | Self::Mwh => 1e3,
        };
        if self.is_energy() { kilo * 60.0 / step_minutes as f64 } else { kilo }
    }

    /// The unit written as one word, in any case.
    pub(super) fn of_word(word: &str) -> Option<Self> {
        let word = word.trim();
        let known = Self::ALL.into_iter().find(|unit| match unit {
            // A lone w may be anything; W is the unit.
            Self::W => word == "W",
            _ => unit.symbol().eq_ignore_ascii_case(word),
        });
        known.or_else(|| {
            let names = [
                ("watt", Self::W),
                ("kilowatt", Self::Kw),
                ("megawatt", Self::Mw),
                ("wattstunden", Self::Wh),
                ("kilowattstunden", Self::Kwh),
                ("megawattstunden", Self::Mwh),
            ];
            names.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, unit)| unit)
        })
    }

    /// The one unit that a heading names; `None` if there is none or more than one.
    ///
    /// OBIS codes count where no unit is written.
    pub(super) fn find(heading: &str) -> Option<Self> {
        // Energy per hour is power.
        let heading = heading.replace("kWh/h", "kW").replace("MWh/h", "MW").replace("Wh/h", "W");
        let mut found = heading.split(|c: char| !c.is_alphanumeric()).filter_map(Self::of_word);
        if let Some(first) = found.next() {
            return found.all(|other| other == first).then_some(first);
        }
        Register::find(&heading).and_then(Register::unit)
    }

    /// Whether a heading names a quantity that is no active load: reactive power, temperature, money, shares.
    pub(super) fn is_foreign(heading: &str) -> bool {
        const WORDS: [&str; 16] = [
            "kvar",
            "kvarh",
            "var",
            "varh",
            "mvar",
            "mvarh",
            "kva",
            "eur",
            "euro",
            "ct",
            "status",
            "°c",
            "temperatur",
            "temperature",
            "cos",
            "hz",
        ];
        const PARTS: [&str; 10] = [
            "blind",
            "reactive",
            "°c",
            "€",
            "%",
            "m³",
            "zählerstand",
            "zaehlerstand",
            "cos phi",
            "meter reading",
        ];
        let heading = heading.to_lowercase();
        let words =
            heading.split(|c: char| !(c.is_alphanumeric() || c == '°')).any(|word| WORDS.contains(&word));
        words || PARTS.iter().any(|part| heading.contains(part))
    }

    /// Whether a heading names energy that flows out.
    pub(super) fn is_export(heading: &str) -> bool {
        const PARTS: [&str; 8] =
            ["einspeis", "lieferung", "rückspeis", "rueckspeis", "export", "feed-in", "abgabe", "erzeugung"];
        let heading = heading.to_lowercase();
        PARTS.iter().any(|part| heading.contains(part))
    }
}

/// A unit that is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown unit")]
pub struct UnknownUnit;

impl FromStr for Unit {
    type Err = UnknownUnit;

    /// Reads the symbol in any case, `w` too.
    fn from_str(text: &str) -> Result<Self, UnknownUnit> {
        if text.trim() == "w" { Ok(Self::W) } else { Self::of_word(text).ok_or(UnknownUnit) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_found_in_headings() {
        assert_eq!(Unit::find("Leistung [kW]"), Some(Unit::Kw));
        assert_eq!(Unit::find("Verbrauch in kWh/15min"), Some(Unit::Kwh));
        assert_eq!(Unit::find("Power (W)"), Some(Unit::W));
        assert_eq!(Unit::find("1-0:1.29.0*255"), Some(Unit::Kwh));
        assert_eq!(Unit::find("1-1:1.5.0"), Some(Unit::Kw));
        assert_eq!(Unit::find("Leistung in Kilowatt"), Some(Unit::Kw));
        assert_eq!(Unit::find("kWh/h"), Some(Unit::Kw));
        assert_eq!(Unit::find("Wert"), None);
        assert_eq!(Unit::find("kW oder kWh"), None);
    }

    #[test]
    fn energy_per_quarter_hour_is_four_times_as_much_power() {
        assert_eq!(Unit::Kwh.kw_factor(15), 4.0);
        assert_eq!(Unit::Kw.kw_factor(15), 1.0);
        assert_eq!(Unit::Mwh.kw_factor(60), 1000.0);
    }
}
