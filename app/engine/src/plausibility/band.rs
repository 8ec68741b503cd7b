//! The bands: read once from their table, the first row that fits counts.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::building_type::{BuildingType, Source, table_rows};
use crate::demand::DemandKind;
use crate::tables::PublishedTable;

const COLUMNS: &str =
    "group;kind;figure;usual_low;usual_high;possible_low;possible_high;source;note_de;note_en";

/// A figure that has a band.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Figure {
    /// Annual energy per reference area, kWh/(m²a).
    SpecificEnergy,
    /// Annual energy ÷ peak, h/a.
    FullLoadHours,
}

impl Figure {
    /// Unit of the figure.
    #[must_use]
    pub const fn unit(self) -> &'static str {
        match self {
            Self::SpecificEnergy => "kWh/(m²a)",
            Self::FullLoadHours => "h/a",
        }
    }
}

/// What is usual and what is possible.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// Least and greatest usual value.
    pub usual: (f64, f64),
    /// Least and greatest possible value; beyond, a slip is likely.
    pub possible: (f64, f64),
    /// Where the band comes from.
    pub source: &'static Source,
    /// How it follows from the source, in German.
    pub note_de: &'static str,
    /// How it follows from the source, in English.
    pub note_en: &'static str,
}

/// The band of a figure, if there is one.
#[must_use]
pub fn band(building_type: BuildingType, kind: DemandKind, figure: Figure) -> Option<Band> {
    let row = table()
        .iter()
        .find(|row| row.kind == kind && row.figure == figure && row.group.contains(building_type))?;
    if !row.of_default {
        return Some(row.band);
    }
    let default = building_type.specific_demand(kind)?.kwh_per_m2;
    let times = |(low, high): (f64, f64)| (low * default, high * default);
    Some(Band { usual: times(row.band.usual), possible: times(row.band.possible), ..row.band })
}

/// Which types a row is for.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Group {
    Any,
    Residential,
    ResidentialRenovated,
    ResidentialNew,
    NonResidential,
    Type(BuildingType),
}

impl Group {
    fn of(text: &str) -> Option<Self> {
        Some(match text {
            "any" => Self::Any,
            "residential" => Self::Residential,
            "residential-renovated" => Self::ResidentialRenovated,
            "residential-new" => Self::ResidentialNew,
            "non-residential" => Self::NonResidential,
            key => Self::Type(BuildingType::from_key(key)?),
        })
    }

    const fn contains(self, building_type: BuildingType) -> bool {
        use BuildingType as T;
        let renovated = matches!(building_type, T::SingleFamilyHouseRenovated | T::MultiFamilyHouseRenovated);
        let new = matches!(building_type, T::SingleFamilyHouseNew | T::MultiFamilyHouseNew);
        let residential =
            renovated || new || matches!(building_type, T::SingleFamilyHouse | T::MultiFamilyHouse);
        match self {
            Self::Any => true,
            Self::Residential => residential,
            Self::ResidentialRenovated => renovated,
            Self::ResidentialNew => new,
            Self::NonResidential => !residential,
            Self::Type(own) => own as usize == building_type as usize,
        }
    }
}

/// A row of the table.
struct Row {
    group: Group,
    kind: DemandKind,
    figure: Figure,
    /// Whether the bounds are multiples of the default of the type.
    of_default: bool,
    band: Band,
}

fn table() -> &'static [Row] {
    static READ: OnceLock<Vec<Row>> = OnceLock::new();
    READ.get_or_init(|| {
        parse(PublishedTable::PlausibilityBands.text())
            .expect("the embedded table is sound, as the tests of this module prove")
    })
}

fn parse(text: &'static str) -> Result<Vec<Row>, String> {
    let rows = table_rows(text, COLUMNS)?;
    rows.into_iter()
        .map(|fields| {
            let refused = |what: &str| format!("{}, {}: {what}", fields[0], fields[1]);
            let number = |index: usize| fields[index].parse::<f64>().map_err(|_| refused("not a number"));
            let (usual, possible) = ((number(3)?, number(4)?), (number(5)?, number(6)?));
            if !(0.0 < possible.0 && possible.0 <= usual.0 && usual.0 < usual.1 && usual.1 <= possible.1) {
                return Err(refused("the bounds are not in order"));
            }
            let (figure, of_default) = match fields[2] {
                "kwh_per_m2" => (Figure::SpecificEnergy, false),
                "of_default" => (Figure::SpecificEnergy, true),
                "full_load_hours" => (Figure::FullLoadHours, false),
                _ => return Err(refused("unknown figure")),
            };
            Ok(Row {
                group: Group::of(fields[0]).ok_or_else(|| refused("unknown group"))?,
                kind: DemandKind::from_key(fields[1]).ok_or_else(|| refused("unknown kind"))?,
                figure,
                of_default,
                band: Band {
                    usual,
                    possible,
                    source: Source::find(fields[7]).ok_or_else(|| refused("unknown source"))?,
                    note_de: fields[8],
                    note_en: fields[9],
                },
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_table_is_sound_and_every_row_is_reached() {
        let rows = parse(PublishedTable::PlausibilityBands.text()).unwrap();
        for (index, row) in rows.iter().enumerate() {
            let reached = BuildingType::ALL.into_iter().any(|building_type| {
                row.group.contains(building_type)
                    && !rows[..index].iter().any(|before| {
                        before.kind == row.kind
                            && before.figure == row.figure
                            && before.group.contains(building_type)
                    })
            });
            assert!(reached, "row {index}: {:?}, {:?}", row.group, row.kind);
        }
    }

    #[test]
    fn every_default_has_a_band_and_lies_inside_it() {
        for building_type in BuildingType::ALL {
            for kind in DemandKind::ALL {
                let Some(default) = building_type.specific_demand(kind) else { continue };
                let band = band(building_type, kind, Figure::SpecificEnergy).unwrap();
                let value = default.kwh_per_m2;
                assert!(band.usual.0 <= value && value <= band.usual.1, "{building_type:?} {kind:?} {value}");
            }
            for kind in DemandKind::ALL {
                let Some(hours) = building_type.full_load_hours(kind) else { continue };
                let band = band(building_type, kind, Figure::FullLoadHours).unwrap();
                let inside = band.possible.0 <= hours.value && hours.value <= band.possible.1;
                assert!(inside, "{building_type:?} {kind:?} {}", hours.value);
            }
        }
    }

    #[test]
    fn faulty_rows_are_refused() {
        let table = |row: &str| -> &'static str { format!("{COLUMNS}\n{row}\n").leak() };
        assert!(parse(table("any;electricity;full_load_hours;2;3;1;4;own;a;b")).is_ok());
        for row in [
            "any;electricity;full_load_hours;3;2;1;4;own;a;b",
            "any;electricity;full_load_hours;2;3;2.5;4;own;a;b",
            "any;electricity;full_load_hours;2;x;1;4;own;a;b",
            "any;electricity;weight;2;3;1;4;own;a;b",
            "any;steam;full_load_hours;2;3;1;4;own;a;b",
            "castles;electricity;full_load_hours;2;3;1;4;own;a;b",
            "any;electricity;full_load_hours;2;3;1;4;hearsay;a;b",
        ] {
            assert!(parse(table(row)).is_err(), "{row}");
        }
    }
}
