//! Numbers with a unit or as simple arithmetic, as they stand in tables of others, and what heads such tables.

use chart::format::parse_number;
use engine::building_type::BuildingType;
use engine::limits::Quantity;
use words::{Language, folded};

use super::column::Column;

/// The number that a text means in the unit of the table: `1.200 m²`, `120 MWh` or `=1200*85`. A unit of something
/// else is no unit of this.
#[must_use]
pub fn parse_quantity(typed: &str, quantity: Quantity, locale: Language) -> Option<f64> {
    if let Ok(value) = parse_number(typed, locale) {
        return Some(value);
    }
    let (body, unit) = typed.split_at(typed.find(char::is_alphabetic).unwrap_or(typed.len()));
    let value = match body.trim().strip_prefix('=') {
        Some(terms) => sum(terms, locale)?,
        None => parse_number(body, locale).ok()?,
    };
    let value = value * if unit.is_empty() { 1.0 } else { factor(unit, quantity)? };
    value.is_finite().then_some(value)
}

/// How many of the table's units one of these is.
fn factor(unit: &str, quantity: Quantity) -> Option<f64> {
    let unit = folded(unit).replace('²', "2");
    let unit: String = unit.chars().filter(|c| c.is_alphanumeric() || *c == '/').collect();
    let unit = unit.strip_suffix("/a").unwrap_or(&unit);
    Some(match (quantity, unit) {
        (Quantity::ReferenceArea, "m2" | "qm")
        | (Quantity::AnnualEnergy, "kwh")
        | (Quantity::SpecificEnergy, "kwh/m2" | "kwh/m2a")
        | (Quantity::PeakLoad, "kw") => 1.0,
        (Quantity::AnnualEnergy, "mwh") | (Quantity::PeakLoad, "mw") => 1e3,
        (Quantity::AnnualEnergy, "gwh") => 1e6,
        _ => return None,
    })
}

fn sum(terms: &str, locale: Language) -> Option<f64> {
    let terms = terms.trim().replace('-', "+-");
    terms.strip_prefix('+').unwrap_or(&terms).split('+').map(|term| product(term.trim(), locale)).sum()
}

fn product(term: &str, locale: Language) -> Option<f64> {
    const OPERATORS: [char; 3] = ['*', '×', '/'];
    let (sign, term) = term.strip_prefix('-').map_or((1.0, term), |rest| (-1.0, rest.trim()));
    let mut value = sign;
    let mut divides = false;
    if term.is_empty() || term.ends_with(OPERATORS) {
        return None;
    }
    for part in term.split_inclusive(OPERATORS) {
        let number = parse_number(part.trim_end_matches(OPERATORS), locale).ok()?;
        value = if divides { value / number } else { value * number };
        divides = part.ends_with('/');
    }
    Some(value)
}

/// The unit that the head of a column names, so that it can be read behind each of its numbers.
#[must_use]
pub fn unit_of_heading(heading: &str) -> Option<&'static str> {
    let heading = folded(heading).replace('²', "2");
    let has =
        |wanted: &[&str]| heading.split(|c: char| !c.is_alphanumeric()).any(|token| wanted.contains(&token));
    let is_per_area = has(&["m2", "m2a", "qm"]);
    Some(match () {
        () if has(&["kwh"]) && is_per_area => "kWh/m²",
        () if has(&["mwh"]) && !is_per_area => "MWh",
        () if has(&["gwh"]) && !is_per_area => "GWh",
        () if has(&["kwh"]) => "kWh",
        () if has(&["mw"]) => "MW",
        () if has(&["kw"]) => "kW",
        () if is_per_area => "m²",
        () => return None,
    })
}

/// Whether a row names its columns instead of having values.
#[must_use]
pub fn is_heading(row: &[String], columns: &[Column], locale: Language) -> bool {
    const NAMES: [&str; 6] = ["gebäude", "building", "name", "objekt", "bezeichnung", "adresse"];
    const STEMS: [&str; 12] = [
        "fläche",
        "area",
        "energ",
        "bedarf",
        "demand",
        "verbrauch",
        "consumption",
        "leistung",
        "last",
        "load",
        "peak",
        "spitze",
    ];
    let mut names_one = false;
    for (cell, column) in row.iter().zip(columns).filter(|(cell, _)| !cell.trim().is_empty()) {
        let text = folded(cell.trim());
        match quantity_of(*column) {
            Some(quantity) if parse_quantity(cell.trim(), quantity, locale).is_some() => return false,
            Some(_) => {
                names_one |= unit_of_heading(cell).is_some() || STEMS.iter().any(|stem| text.contains(stem));
            }
            None if *column == Column::Name => names_one |= NAMES.contains(&text.as_str()),
            None if *column == Column::BuildingType && BuildingType::recognise(cell).is_some() => {
                return false;
            }
            None => {}
        }
    }
    names_one
}

/// Whether a row has the sums of the rows above it, by its name.
#[must_use]
pub fn is_sum(name: &str) -> bool {
    const SUMS: [&str; 8] =
        ["summe", "gesamt", "gesamtsumme", "insgesamt", "total", "sum", "grand total", "Σ"];
    let name = folded(name.trim().trim_end_matches(':'));
    SUMS.contains(&name.as_str())
}

/// What the numbers of a column are.
#[must_use]
pub const fn quantity_of(column: Column) -> Option<Quantity> {
    match column {
        Column::Area => Some(Quantity::ReferenceArea),
        Column::Annual(_) => Some(Quantity::AnnualEnergy),
        Column::Specific(_) => Some(Quantity::SpecificEnergy),
        Column::Peak(_) => Some(Quantity::PeakLoad),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_of_the_same_kind_is_converted_and_another_is_not_understood() {
        let read = |typed, quantity| parse_quantity(typed, quantity, Language::De);
        assert_eq!(read("1.200 m²", Quantity::ReferenceArea), Some(1_200.0));
        assert_eq!(read("120 MWh", Quantity::AnnualEnergy), Some(120_000.0));
        assert_eq!(read("45000 kWh", Quantity::AnnualEnergy), Some(45_000.0));
        assert_eq!(read("1,5 GWh/a", Quantity::AnnualEnergy), Some(1_500_000.0));
        assert_eq!(read("85 kWh/(m²a)", Quantity::SpecificEnergy), Some(85.0));
        assert_eq!(read("0,3 MW", Quantity::PeakLoad), Some(300.0));
        assert_eq!(read("120 kW", Quantity::AnnualEnergy), None);
        assert_eq!(read("120 kWh", Quantity::PeakLoad), None);
        assert_eq!(read("120 MWh/m²", Quantity::AnnualEnergy), None);
        assert_eq!(read("ca. 120", Quantity::AnnualEnergy), None);
    }

    #[test]
    fn simple_arithmetic_is_calculated_and_anything_else_is_not_understood() {
        let read = |typed| parse_quantity(typed, Quantity::AnnualEnergy, Language::De);
        assert_eq!(read("=1200*85"), Some(102_000.0));
        assert_eq!(read("= 10,5 + 2*3 - 4/2"), Some(14.5));
        assert_eq!(read("=-2+5"), Some(3.0));
        assert_eq!(read("=2*3 MWh"), Some(6_000.0));
        for strange in ["=", "=5*", "=5//2", "=A1*2", "=1/0", "=(1+2)*3", "5*3"] {
            assert_eq!(read(strange), None, "{strange}");
        }
    }

    #[test]
    fn the_head_of_a_column_names_its_unit() {
        assert_eq!(unit_of_heading("Jahresenergie [MWh/a]"), Some("MWh"));
        assert_eq!(unit_of_heading("kWh/(m²a)"), Some("kWh/m²"));
        assert_eq!(unit_of_heading("Fläche (m²)"), Some("m²"));
        assert_eq!(unit_of_heading("Umwandlung"), None);
    }
}
