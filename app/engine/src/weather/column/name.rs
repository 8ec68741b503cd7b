//! What the name of a column says: quantity and unit.

/// Names of the outdoor temperature, the most telling first.
const TEMPERATURE: [&[&str]; 5] = [
    &[
        "aussentemp",
        "aussenlufttemp",
        "lufttemp",
        "outdoor",
        "ambient",
        "drybulb",
        "airtemp",
        "tempair",
        "temperature2m",
    ],
    &["tamb", "taussen", "tout", "toutdoor", "tair", "tluft", "ttu", "tttu", "t2m", "ta", "tdb"],
    &["temperatur", "temperature"],
    &["temp"],
    &["t"],
];
/// Parts of names of other temperatures.
const OTHER_TEMPERATURES: [&str; 24] = [
    "innen",
    "indoor",
    "raum",
    "room",
    "boden",
    "soil",
    "erd",
    "ground",
    "taupunkt",
    "dew",
    "wet",
    "feucht",
    "feels",
    "gefuehlt",
    "vorlauf",
    "ruecklauf",
    "supply",
    "return",
    "max",
    "min",
    "source",
    "uncert",
    "quality",
    "apparent",
];
/// Names of the global irradiance on the horizontal plane, the most telling first.
const IRRADIANCE: [&[&str]; 4] = [
    &[
        "globalstrahlung",
        "globalirradiance",
        "globalhorizontal",
        "ghi",
        "shortwaveradiation",
        "fglberg",
        "globalradiation",
    ],
    &["gh", "ghor", "iglob", "global", "gs10", "eglob"],
    &["strahlung", "irradiance", "irradiation", "solarradiation", "radiation"],
    &["solar", "sonne", "g"],
];
const OTHER_IRRADIANCES: [&str; 17] = [
    "diffus", "direct", "direkt", "beam", "normal", "dni", "dhi", "gegen", "longwave", "langwell", "atmosph",
    "clear", "source", "uncert", "tilt", "geneigt", "illum",
];

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quantity {
    /// Outdoor temperature.
    Temperature,
    /// Global irradiance on the horizontal plane.
    Irradiance,
}

/// Unit of a column and the way to °C or W/m².
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Unit {
    /// Needs no change.
    Plain,
    /// K.
    Kelvin,
    /// °F.
    Fahrenheit,
    /// A power in this many W/m².
    Power(f64),
    /// An energy of this many Wh/m² for each step.
    Energy(f64),
}

impl Unit {
    /// The value in °C or W/m², energies in Wh/m² per step.
    pub(super) fn convert(self, value: f64) -> f64 {
        match self {
            Self::Plain => value,
            Self::Kelvin => value - 273.15,
            Self::Fahrenheit => (value - 32.0) / 1.8,
            Self::Power(factor) | Self::Energy(factor) => value * factor,
        }
    }

    /// What makes an energy per step a mean power.
    pub(super) const fn per_hour(self, steps: usize) -> f64 {
        if matches!(self, Self::Energy(_)) { steps as f64 } else { 1.0 }
    }
}

/// A column with what its name says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Named {
    /// Position in the row.
    pub(super) column: usize,
    /// The name as it stands in the file.
    pub(super) name: String,
    /// What it holds, if the name tells.
    pub(super) quantity: Option<Quantity>,
    /// How telling the name is; less is more.
    pub(super) rank: usize,
    /// Unit in the name or below it.
    pub(super) unit: Unit,
}

impl Named {
    /// Reads the name of a column with its unit, for example `Außentemperatur [°C]`.
    pub(super) fn of(column: usize, name: &str) -> Self {
        let name = name.trim().trim_start_matches('#').trim();
        let (plain, unit_text) = split_unit(name);
        let by_name = quantity_of(&plain);
        let by_unit = || match unit_of(&unit_text, &plain)? {
            Unit::Kelvin | Unit::Fahrenheit | Unit::Plain if !is_other(&plain, &OTHER_TEMPERATURES) => {
                Some((Quantity::Temperature, TEMPERATURE.len()))
            }
            Unit::Power(_) if !is_other(&plain, &OTHER_IRRADIANCES) => {
                Some((Quantity::Irradiance, IRRADIANCE.len()))
            }
            _ => None,
        };
        let found = by_name.or_else(by_unit);
        Self {
            column,
            name: name.chars().take(60).collect(),
            quantity: found.map(|(quantity, _)| quantity),
            rank: found.map_or(usize::MAX, |(_, rank)| rank),
            unit: unit_of(&unit_text, &plain).unwrap_or(Unit::Plain),
        }
    }

    /// Whether the column holds this quantity.
    pub(super) fn is(&self, quantity: Quantity) -> bool {
        self.quantity == Some(quantity)
    }
}

/// Whether a cell of the head holds a unit and no name.
pub(super) fn is_unit(cell: &str) -> bool {
    let cell = cell.trim().trim_matches(['[', ']', '(', ')']);
    let marks = ["°", "/", "%", "²"];
    let words = [
        "c", "k", "f", "-", "hpa", "mbar", "pa", "h", "degc", "celsius", "mm", "date", "datum", "zeit", "utc",
    ];
    marks.iter().any(|mark| cell.contains(mark)) && cell.chars().filter(|c| c.is_alphabetic()).count() < 8
        || words.contains(&cell.to_lowercase().as_str())
}

/// The name in small letters without marks, and what stands in brackets or after “in”.
fn split_unit(name: &str) -> (String, String) {
    let lower =
        name.to_lowercase().replace('ß', "ss").replace('ä', "ae").replace('ö', "oe").replace('ü', "ue");
    let cut = [lower.find('['), lower.find('('), lower.find(" in "), lower.find('°')];
    // PVGIS writes `G(h)`: the bracket belongs to the name.
    let cut = cut.into_iter().flatten().filter(|cut| !lower[*cut..].starts_with("(h)")).min();
    let (plain, unit) = lower.split_at(cut.unwrap_or(lower.len()));
    // Without brackets only a unit that is no mere letter counts.
    let unit = if unit.is_empty() && lower.len() > 1 { lower.as_str() } else { unit };
    (plain.chars().filter(|c| c.is_alphanumeric()).collect(), unit.to_owned())
}

fn is_other(plain: &str, others: &[&str]) -> bool {
    others.iter().any(|other| plain.contains(other))
}

/// Quantity and rank of a name. Short names count only as a whole.
fn quantity_of(plain: &str) -> Option<(Quantity, usize)> {
    let rank = |ranks: &[&[&str]]| {
        let fits = |name: &&str| plain == *name || name.len() > 4 && plain.contains(*name);
        ranks.iter().position(|names| names.iter().any(fits))
    };
    if let Some(rank) = rank(&TEMPERATURE).filter(|_| !is_other(plain, &OTHER_TEMPERATURES)) {
        return Some((Quantity::Temperature, rank));
    }
    let rank = rank(&IRRADIANCE).filter(|_| !is_other(plain, &OTHER_IRRADIANCES));
    rank.map(|rank| (Quantity::Irradiance, rank))
}

fn unit_of(unit: &str, plain: &str) -> Option<Unit> {
    let unit: String =
        unit.chars().filter(|c| !c.is_whitespace() && !matches!(c, '[' | ']' | '(' | ')')).collect();
    let unit = unit.replace('²', "2").replace('^', "").replace("perm2", "/m2").replace("m-2", "/m2");
    let has = |part: &str| unit.contains(part);
    if has("kwh/m2") {
        Some(Unit::Energy(1000.0))
    } else if has("wh/m2") {
        Some(Unit::Energy(1.0))
    } else if has("kj/m2") {
        Some(Unit::Energy(1.0 / 3.6))
    } else if has("mj/m2") {
        Some(Unit::Energy(1000.0 / 3.6))
    } else if has("j/cm2") || plain == "fglberg" {
        Some(Unit::Energy(10.0 / 3.6))
    } else if has("kw/m2") {
        Some(Unit::Power(1000.0))
    } else if has("w/m2") {
        Some(Unit::Power(1.0))
    } else if has("°f") || unit == "f" || unit == "degf" {
        Some(Unit::Fahrenheit)
    } else if unit == "k" || has("kelvin") {
        Some(Unit::Kelvin)
    } else if has("°c") || unit == "c" || has("celsius") || has("grad") {
        Some(Unit::Plain)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Named {
        Named::of(0, name)
    }

    #[test]
    fn temperatures_are_known_by_name_and_unit() {
        for name in [
            "Außentemperatur [°C]",
            "Lufttemperatur in °C",
            "T_amb",
            "T2m",
            "Temperatur",
            "temp",
            "T",
            "Dry-bulb (C)",
            "temp_air",
            "°C",
            "TT_TU",
            "outdoor temperature",
            "air temperature [K]",
            "Wert °C",
            "Temperatur °C",
        ] {
            assert!(named(name).is(Quantity::Temperature), "{name}");
        }
        for name in [
            "Taupunkt [°C]",
            "Innentemperatur",
            "Bodentemperatur °C",
            "Wind",
            "Stunde",
            "dew point temperature (C)",
            "Temperatur max",
            "Dry-bulb source",
            "Total",
            "Datum",
            "kW",
            "",
        ] {
            assert!(!named(name).is(Quantity::Temperature), "{name}");
        }
        assert!(named("Außentemperatur").rank < named("Temperatur").rank);
        assert_eq!(named("air temperature [K]").unit, Unit::Kelvin);
        assert_eq!(named("temp (°F)").unit, Unit::Fahrenheit);
        assert_eq!(named("T").unit, Unit::Plain);
    }

    #[test]
    fn irradiance_is_known_with_its_unit() {
        for (name, unit) in [
            ("Globalstrahlung [W/m²]", Unit::Power(1.0)),
            ("GHI (W/m^2)", Unit::Power(1.0)),
            ("G(h)", Unit::Plain),
            ("global_irradiance", Unit::Plain),
            ("FG_LBERG", Unit::Energy(10.0 / 3.6)),
            ("Globalstrahlung [kWh/m2]", Unit::Energy(1000.0)),
            ("Globalstrahlung in J/cm²", Unit::Energy(10.0 / 3.6)),
            ("W/m²", Unit::Power(1.0)),
        ] {
            assert!(named(name).is(Quantity::Irradiance), "{name}");
            assert_eq!(named(name).unit, unit, "{name}");
        }
        for name in
            ["Diffusstrahlung", "Direktstrahlung W/m²", "DNI (W/m^2)", "GHI uncert (%)", "IR(h)", "Gb(n)"]
        {
            assert!(!named(name).is(Quantity::Irradiance), "{name}");
        }
    }
}
