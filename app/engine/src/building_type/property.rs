//! What is known of use, comfort and peaks of the building types, each value with its source.
//!
//! The values stand in `public/tables/building-type-properties.csv`, their sources in `public/tables/building-type-sources.csv`.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::BuildingType;
use super::table::rows;
use crate::demand::DemandKind;
use crate::tables::PublishedTable;

const SOURCE_COLUMNS: &str = "key;licence;year;name_de;name_en";
const PROPERTY_COLUMNS: &str = "type;property;value;basis;source;note";

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// Short name used in the data files.
    pub key: &'static str,
    /// Licence or legal ground.
    pub licence: &'static str,
    /// Year of publication.
    pub year: u16,
    /// Name in German.
    pub name_de: &'static str,
    /// Name in English.
    pub name_en: &'static str,
}

impl Source {
    /// The source with this key.
    #[must_use]
    pub fn find(key: &str) -> Option<&'static Self> {
        sources().iter().find(|source| source.key == key)
    }
}

/// How directly a source supports a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The value stands in the source.
    Given,
    /// Calculated from values of the source.
    Derived,
    /// The source describes another use; that it fits is an assumption of ours.
    Assumed,
}

/// A value with its source.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SourcedValue {
    /// The value in the unit of its property.
    pub value: f64,
    /// How directly the source supports it.
    pub basis: Basis,
    /// The source.
    pub source: &'static Source,
    /// Name of the use in the source, or the calculation.
    pub note: &'static str,
}

macro_rules! properties {
    ($count:literal: $($(#[$doc:meta])* $name:ident = $key:literal, $unit:literal, $min:literal..$max:literal;)*) => {
        /// A property of a building type.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Property {
            $($(#[$doc])* $name,)*
        }

        impl Property {
            /// Every property.
            pub const ALL: [Self; $count] = [$(Self::$name),*];

            /// The name used in the data file.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }

            /// Unit of the value.
            #[must_use]
            pub const fn unit(self) -> &'static str {
                match self { $(Self::$name => $unit,)* }
            }

            /// Values the data file may hold.
            fn holds(self, value: f64) -> bool {
                match self { $(Self::$name => ($min..=$max).contains(&value),)* }
            }
        }
    };
}

properties! { 11:
    /// Reference area per person in full use.
    AreaPerPerson = "area_per_person_m2", "m²", 1.0..100.0;
    /// Sensible heat of one person.
    PersonGain = "person_gain_w", "W", 30.0..200.0;
    /// Heat of appliances in full use.
    ApplianceGain = "appliance_gain_w_m2", "W/m²", 0.1..500.0;
    /// Heat of lighting in full use.
    LightingGain = "lighting_gain_w_m2", "W/m²", 0.1..50.0;
    /// Hot water per person on a day of full use.
    HotWaterLitres = "hot_water_l_person_day", "l/d", 0.1..200.0;
    /// Indoor temperature to which is heated.
    HeatingSetpoint = "heating_setpoint_c", "°C", 10.0..30.0;
    /// Indoor temperature to which is heated outside the hours of use.
    HeatingSetback = "heating_setback_c", "°C", 5.0..24.0;
    /// Indoor temperature to which is cooled.
    CoolingSetpoint = "cooling_setpoint_c", "°C", 18.0..32.0;
    /// Annual energy over peak of space heating.
    SpaceHeatingHours = "full_load_hours_space_heating", "h/a", 300.0..8760.0;
    /// Annual energy over peak of hot water.
    HotWaterHours = "full_load_hours_hot_water", "h/a", 300.0..8760.0;
    /// Annual energy over peak of electricity.
    ElectricityHours = "full_load_hours_electricity", "h/a", 300.0..8760.0;
}

impl BuildingType {
    /// A property, if there is a source for it.
    #[must_use]
    pub fn property(self, property: Property) -> Option<SourcedValue> {
        values()[self.index()][property as usize]
    }

    /// Usual full-load hours (annual energy ÷ peak, h/a) of a demand, if there is a source.
    #[must_use]
    pub fn full_load_hours(self, kind: DemandKind) -> Option<SourcedValue> {
        self.property(match kind {
            DemandKind::SpaceHeating => Property::SpaceHeatingHours,
            DemandKind::HotWater => Property::HotWaterHours,
            DemandKind::Electricity => Property::ElectricityHours,
            _ => return None,
        })
    }

    /// Peak load in kW that is usual with this annual energy, if there is a source. Nothing applies it by itself.
    #[must_use]
    pub fn usual_peak_kw(self, kind: DemandKind, annual_kwh: f64) -> Option<f64> {
        self.full_load_hours(kind).map(|hours| annual_kwh / hours.value)
    }

    /// Internal gains of persons, appliances and lighting in full use, W/m²; what has no source counts as none.
    #[must_use]
    pub fn internal_gains_w_m2(self) -> f64 {
        let value = |property| self.property(property).map(|sourced| sourced.value);
        let persons = value(Property::PersonGain).zip(value(Property::AreaPerPerson));
        persons.map_or(0.0, |(watt, area)| watt / area)
            + value(Property::ApplianceGain).unwrap_or(0.0)
            + value(Property::LightingGain).unwrap_or(0.0)
    }
}

type Values = Vec<[Option<SourcedValue>; Property::ALL.len()]>;

fn sources() -> &'static [Source] {
    static READ: OnceLock<Vec<Source>> = OnceLock::new();
    READ.get_or_init(|| {
        parse_sources().expect("the embedded table is complete, as the tests of this module prove")
    })
}

fn values() -> &'static Values {
    static READ: OnceLock<Values> = OnceLock::new();
    READ.get_or_init(|| {
        parse(PublishedTable::BuildingTypeProperties.text())
            .expect("the embedded table is sound, as the tests of this module prove")
    })
}

fn parse_sources() -> Result<Vec<Source>, String> {
    let rows = rows(PublishedTable::BuildingTypeSources.text(), SOURCE_COLUMNS)
        .map_err(|error| error.to_string())?;
    rows.into_iter()
        .map(|fields| {
            let year = fields[2].parse().map_err(|_| format!("{}: no year", fields[0]))?;
            Ok(Source { key: fields[0], licence: fields[1], year, name_de: fields[3], name_en: fields[4] })
        })
        .collect()
}

fn parse(text: &'static str) -> Result<Values, String> {
    let mut values = vec![[None; Property::ALL.len()]; BuildingType::ALL.len()];
    for fields in rows(text, PROPERTY_COLUMNS).map_err(|error| error.to_string())? {
        let refused = |reason: &str| format!("{}, {}: {reason}", fields[0], fields[1]);
        let building_type = BuildingType::from_key(fields[0]).ok_or_else(|| refused("unknown type"))?;
        let property = Property::ALL.into_iter().find(|property| property.key() == fields[1]);
        let property = property.ok_or_else(|| refused("unknown property"))?;
        let value = fields[2].parse().ok().filter(|value| property.holds(*value));
        let basis = match fields[3] {
            "given" => Basis::Given,
            "derived" => Basis::Derived,
            "assumed" => Basis::Assumed,
            _ => return Err(refused("unknown basis")),
        };
        let slot = &mut values[building_type.index()][property as usize];
        if slot.is_some() {
            return Err(refused("two rows"));
        }
        *slot = Some(SourcedValue {
            value: value.ok_or_else(|| refused("no number in range"))?,
            basis,
            source: Source::find(fields[4]).ok_or_else(|| refused("unknown source"))?,
            note: fields[5],
        });
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_a_dated_source_and_a_note() {
        assert!(parse(PublishedTable::BuildingTypeProperties.text()).is_ok());
        let mut count = 0;
        for building_type in BuildingType::ALL {
            for property in Property::ALL {
                let Some(sourced) = building_type.property(property) else { continue };
                count += 1;
                assert!((2000..2100).contains(&sourced.source.year));
                assert!(!sourced.note.is_empty() && !sourced.source.licence.is_empty());
            }
        }
        assert!(count > 300, "{count}");
    }

    #[test]
    fn types_know_gains_and_peaks_but_the_unknown_use_knows_nothing() {
        for building_type in BuildingType::ALL {
            let known = building_type != BuildingType::Other;
            assert_eq!(building_type.internal_gains_w_m2() > 0.0, known, "{building_type:?}");
            let heated = building_type.specific_demand(DemandKind::SpaceHeating).is_some();
            assert_eq!(
                building_type.full_load_hours(DemandKind::SpaceHeating).is_some(),
                heated,
                "{building_type:?}"
            );
        }
        let office = BuildingType::Office;
        assert!((office.internal_gains_w_m2() - (70.0 / 14.0 + 7.0 + 15.9)).abs() < 1e-9);
        assert_eq!(office.property(Property::HotWaterLitres).unwrap().value, 3.0);
        assert_eq!(office.property(Property::HotWaterLitres).unwrap().source.key, "cea");
        assert!((office.usual_peak_kw(DemandKind::SpaceHeating, 162_200.0).unwrap() - 100.0).abs() < 1e-9);
        assert_eq!(office.usual_peak_kw(DemandKind::EMobility, 1.0), None);
    }

    #[test]
    fn analogies_are_called_assumptions() {
        let hours =
            |building_type: BuildingType| building_type.full_load_hours(DemandKind::SpaceHeating).unwrap();
        assert_eq!(hours(BuildingType::School).basis, Basis::Derived);
        assert_eq!(hours(BuildingType::SportsHall).basis, Basis::Assumed);
        let gain = BuildingType::Kindergarten.property(Property::ApplianceGain).unwrap();
        assert_eq!(gain.basis, Basis::Assumed);
    }

    #[test]
    fn faulty_rows_are_refused() {
        let table = |row: &str| -> &'static str { format!("{PROPERTY_COLUMNS}\n{row}\n").leak() };
        assert!(parse(table("office;person_gain_w;70;given;cea;OFFICE")).is_ok());
        for row in [
            "castle;person_gain_w;70;given;cea;OFFICE",
            "office;ghosts;70;given;cea;OFFICE",
            "office;person_gain_w;7000;given;cea;OFFICE",
            "office;person_gain_w;NaN;given;cea;OFFICE",
            "office;person_gain_w;70;guessed;cea;OFFICE",
            "office;person_gain_w;70;given;hearsay;OFFICE",
            "office;person_gain_w;70;given;cea;OFFICE\noffice;person_gain_w;71;given;cea;OFFICE",
        ] {
            assert!(parse(table(row)).is_err(), "{row}");
        }
    }
}
