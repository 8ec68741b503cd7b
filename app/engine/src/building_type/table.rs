//! The tables behind the building types: read once from the embedded CSV files and checked while reading.

use std::sync::OnceLock;

use super::{BuildingType, SpecificDemand};
use crate::demand::{DemandKind, Profile};
use crate::electricity::ElectricitySlp;
use crate::heat::HeatSlp;
use crate::limits::{self, Quantity};
use crate::tables::PublishedTable;

const TYPE_COLUMNS: &str = "type;name_de;name_en;electricity;heat;process_heat;process_cooling;synonyms";
const DEMAND_COLUMNS: &str = "type;kind;kwh_per_m2;source_de;source_en";

/// What the tables say about one type.
pub(super) struct Entry {
    pub(super) name_de: &'static str,
    pub(super) name_en: &'static str,
    pub(super) synonyms: Vec<&'static str>,
    pub(super) electricity: Profile,
    pub(super) heat: HeatSlp,
    pub(super) process_heat: Profile,
    pub(super) process_cooling: Profile,
    pub(super) demands: [Option<SpecificDemand>; DemandKind::ALL.len()],
}

/// Why a table cannot be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(super) enum TableError {
    #[error("columns are “{0}”")]
    Columns(String),
    #[error("{type_key}: {reason}")]
    Row { type_key: String, reason: String },
    #[error("{0} is missing or out of order")]
    Type(&'static str),
}

/// The entry of a type.
pub(super) fn entry(building_type: BuildingType) -> &'static Entry {
    static ENTRIES: OnceLock<Vec<Entry>> = OnceLock::new();
    let entries = ENTRIES.get_or_init(|| {
        parse(PublishedTable::BuildingTypes.text(), PublishedTable::BuildingTypeDemands.text())
            .expect("the embedded tables are complete, as the tests of this module prove")
    });
    &entries[building_type.index()]
}

/// A name without case, blanks, punctuation and umlauts, for comparison.
pub(super) fn normalised(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    for character in name.chars().flat_map(char::to_lowercase).filter(|character| character.is_alphanumeric())
    {
        match character {
            'ä' => text.push_str("ae"),
            'ö' => text.push_str("oe"),
            'ü' => text.push_str("ue"),
            'ß' => text.push_str("ss"),
            'é' => text.push('e'),
            other => text.push(other),
        }
    }
    text
}

fn parse(types: &'static str, demands: &'static str) -> Result<Vec<Entry>, TableError> {
    let mut rows = rows(types, TYPE_COLUMNS)?.into_iter();
    let mut entries = Vec::with_capacity(BuildingType::ALL.len());
    for building_type in BuildingType::ALL {
        let fields = rows
            .next()
            .filter(|fields| fields[0] == building_type.key())
            .ok_or(TableError::Type(building_type.key()))?;
        entries.push(type_entry(&fields)?);
    }
    if let Some(fields) = rows.next() {
        return Err(row_error(fields[0], "unknown type"));
    }
    for fields in self::rows(demands, DEMAND_COLUMNS)? {
        add_demand(&mut entries, &fields)?;
    }
    Ok(entries)
}

/// As [`rows`], with the reason as text.
pub(crate) fn table_rows(text: &'static str, columns: &str) -> Result<Vec<Vec<&'static str>>, String> {
    rows(text, columns).map_err(|error| error.to_string())
}

/// The rows below the column names, each with as many fields as there are columns.
pub(super) fn rows(text: &'static str, columns: &str) -> Result<Vec<Vec<&'static str>>, TableError> {
    let mut lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let found = lines.next().unwrap_or_default();
    if found != columns {
        return Err(TableError::Columns(found.to_owned()));
    }
    let count = columns.split(';').count();
    lines
        .map(|line| {
            let fields: Vec<_> = line.split(';').map(str::trim).collect();
            if fields.len() == count && fields.iter().all(|field| !field.is_empty()) {
                Ok(fields)
            } else {
                Err(row_error(fields[0], "a field is missing or empty"))
            }
        })
        .collect()
}

fn type_entry(fields: &[&'static str]) -> Result<Entry, TableError> {
    let profile = |text| step_profile(text).ok_or_else(|| row_error(fields[0], &format!("profile “{text}”")));
    let electricity = match ElectricitySlp::ALL.into_iter().find(|slp| slp.code() == fields[3]) {
        Some(slp) => Profile::ElectricitySlp { slp },
        None => profile(fields[3])?,
    };
    let heat = HeatSlp::ALL
        .into_iter()
        .find(|slp| slp.code() == fields[4])
        .ok_or_else(|| row_error(fields[0], &format!("heat profile “{}”", fields[4])))?;
    Ok(Entry {
        name_de: fields[1],
        name_en: fields[2],
        synonyms: fields[7].split('|').collect(),
        electricity,
        heat,
        process_heat: profile(fields[5])?,
        process_cooling: profile(fields[6])?,
        demands: [None; DemandKind::ALL.len()],
    })
}

/// `band` or `shifts:FROM:TO:NIGHT:WEEKEND`.
fn step_profile(text: &str) -> Option<Profile> {
    if text == "band" {
        return Some(Profile::Band);
    }
    let parts: Vec<_> = text.strip_prefix("shifts:")?.split(':').collect();
    let [from, to, night, weekend] = parts.as_slice() else { return None };
    let share = |part: &str| part.parse().ok().filter(|value| limits::check(Quantity::Share, *value).is_ok());
    let (day_from_hour, day_to_hour) = (from.parse().ok()?, to.parse().ok()?);
    (day_from_hour < day_to_hour && day_to_hour <= 24).then_some(Profile::Shifts {
        day_from_hour,
        day_to_hour,
        night_share: share(night)?,
        weekend_share: share(weekend)?,
    })
}

fn add_demand(entries: &mut [Entry], fields: &[&'static str]) -> Result<(), TableError> {
    let building_type =
        BuildingType::from_key(fields[0]).ok_or_else(|| row_error(fields[0], "unknown type"))?;
    let kind = DemandKind::from_key(fields[1]).ok_or_else(|| row_error(fields[0], "unknown kind"))?;
    let kwh_per_m2: f64 = fields[2].parse().map_err(|_| row_error(fields[0], "not a number"))?;
    limits::check(Quantity::SpecificEnergy, kwh_per_m2)
        .map_err(|error| row_error(fields[0], &error.to_string()))?;
    let demand = &mut entries[building_type.index()].demands[kind.index()];
    if demand.is_some() {
        return Err(row_error(fields[0], &format!("two rows for {}", fields[1])));
    }
    *demand = Some(SpecificDemand { kwh_per_m2, source: fields[3], source_en: fields[4] });
    Ok(())
}

fn row_error(type_key: &str, reason: &str) -> TableError {
    TableError::Row { type_key: type_key.to_owned(), reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn embedded() -> Vec<Entry> {
        parse(PublishedTable::BuildingTypes.text(), PublishedTable::BuildingTypeDemands.text()).unwrap()
    }

    #[test]
    fn the_embedded_tables_hold_every_type_with_profiles_and_names() {
        let entries = embedded();
        assert_eq!(entries.len(), BuildingType::ALL.len());
        for entry in entries {
            assert!(limits::check_name(entry.name_de).is_ok());
            assert!(limits::check_name(entry.name_en).is_ok());
            assert!(!entry.synonyms.is_empty());
        }
    }

    #[test]
    fn every_source_names_a_year_and_every_default_is_above_zero() {
        let dated = |source: &str| {
            source
                .split(|character: char| !character.is_ascii_digit())
                .any(|digits| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")))
        };
        for demand in embedded().iter().flat_map(|entry| entry.demands).flatten() {
            assert!(demand.kwh_per_m2 > 0.0);
            assert!(dated(demand.source), "{}", demand.source);
            assert!(dated(demand.source_en), "{}", demand.source_en);
        }
    }

    #[test]
    fn no_name_stands_for_two_types() {
        let mut known = std::collections::BTreeMap::new();
        for (building_type, entry) in BuildingType::ALL.into_iter().zip(embedded()) {
            for name in entry.synonyms.into_iter().chain([building_type.key(), entry.name_de, entry.name_en])
            {
                let first = *known.entry(normalised(name)).or_insert(building_type);
                assert_eq!(first, building_type, "“{name}”");
            }
        }
    }

    #[test]
    fn faulty_tables_are_refused() {
        let demand = |row: &str| -> &'static str { format!("{DEMAND_COLUMNS}\n{row}\n").leak() };
        assert!(
            parse(
                PublishedTable::BuildingTypes.text(),
                demand("office;electricity;30;Quelle 2020;source 2020")
            )
            .is_ok()
        );
        for row in [
            "office;electricity;30;Quelle 2020;",
            "office;electricity;30;Quelle 2020",
            "office;electricity;-1;Quelle 2020;source 2020",
            "office;electricity;NaN;Quelle 2020;source 2020",
            "office;electricity;x;Quelle 2020;source 2020",
            "office;steam;30;Quelle 2020;source 2020",
            "castle;electricity;30;Quelle 2020;source 2020",
            "office;electricity;30;a 2020;b 2020\noffice;electricity;31;a 2020;b 2020",
        ] {
            assert!(parse(PublishedTable::BuildingTypes.text(), demand(row)).is_err(), "{row}");
        }
        assert!(matches!(parse(PublishedTable::BuildingTypes.text(), ""), Err(TableError::Columns(_))));
        let short: &'static str = PublishedTable::BuildingTypes
            .text()
            .lines()
            .take_while(|line| !line.starts_with("other;"))
            .fold(String::new(), |text, line| text + line + "\n")
            .leak();
        assert_eq!(
            parse(short, PublishedTable::BuildingTypeDemands.text()).err(),
            Some(TableError::Type("other"))
        );
        for text in
            ["shifts:6:18:0.2", "shifts:18:6:0.2:0.1", "shifts:6:25:0.2:0.1", "shifts:6:18:2:0.1", "steps"]
        {
            assert_eq!(step_profile(text), None, "{text}");
        }
    }
}
