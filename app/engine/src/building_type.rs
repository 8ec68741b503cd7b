//! Building types: the use of a building decides its default demands and load profiles.
//!
//! Names and default profiles stand in `public/tables/building-types.csv`, default demands with the source of
//! each value in `public/tables/building-type-demands.csv`.

mod property;
mod table;

pub use property::{Basis, Property, Source, SourcedValue};
pub(crate) use table::table_rows;

use crate::demand::{DemandKind, Profile};

/// Default annual demand per reference area, with its origin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpecificDemand {
    /// kWh/(m²a)
    pub kwh_per_m2: f64,
    /// Source and derivation, in German.
    pub source: &'static str,
    /// Source and derivation, in English.
    pub source_en: &'static str,
}

macro_rules! building_types {
    ($count:literal: $($(#[$doc:meta])* $name:ident = $key:literal,)*) => {
        /// Use of a building.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum BuildingType {
            $($(#[$doc])* $name,)*
        }

        impl BuildingType {
            /// Every type, in display order.
            pub const ALL: [Self; $count] = [$(Self::$name),*];

            /// The name used in files and addresses.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }
        }

        crate::coded::serialised_by_code! { BuildingType, key: $($key)* }
    };
}

building_types! { 36:
    /// House with one or two dwellings, average of the stock.
    SingleFamilyHouse = "single-family-house",
    /// House with one or two dwellings after a usual refurbishment.
    SingleFamilyHouseRenovated = "single-family-house-renovated",
    /// Newly built house with one or two dwellings.
    SingleFamilyHouseNew = "single-family-house-new",
    /// House with three or more dwellings, average of the stock.
    MultiFamilyHouse = "multi-family-house",
    /// House with three or more dwellings after a usual refurbishment.
    MultiFamilyHouseRenovated = "multi-family-house-renovated",
    /// Newly built house with three or more dwellings.
    MultiFamilyHouseNew = "multi-family-house-new",
    /// Offices of companies.
    Office = "office",
    /// Offices of public authorities.
    PublicAdministration = "public-administration",
    /// School of general or vocational education.
    School = "school",
    /// Day care for children.
    Kindergarten = "kindergarten",
    /// Teaching and research at universities.
    University = "university",
    /// Laboratories.
    Laboratory = "laboratory",
    /// Hospital.
    Hospital = "hospital",
    /// Doctors' practices and health centres.
    MedicalPractice = "medical-practice",
    /// Home for elderly people, rehabilitation.
    CareHome = "care-home",
    /// Hotel or guest house.
    Hotel = "hotel",
    /// Restaurant or café.
    Restaurant = "restaurant",
    /// Canteen or refectory.
    Canteen = "canteen",
    /// Shop without refrigeration of food.
    Shop = "shop",
    /// Shop with refrigeration of food.
    Supermarket = "supermarket",
    /// Department store or large specialist store.
    DepartmentStore = "department-store",
    /// Shopping centre.
    ShoppingCentre = "shopping-centre",
    /// Sports hall.
    SportsHall = "sports-hall",
    /// Fitness studio.
    Gym = "gym",
    /// Indoor swimming pool.
    IndoorSwimmingPool = "indoor-swimming-pool",
    /// Museum or gallery.
    Museum = "museum",
    /// Theatre, opera or cinema.
    Theatre = "theatre",
    /// Community centre or assembly hall.
    CommunityCentre = "community-centre",
    /// Library or archive.
    Library = "library",
    /// Workshop or light industry.
    Workshop = "workshop",
    /// Storage or logistics.
    Warehouse = "warehouse",
    /// Bakery with bakehouse.
    Bakery = "bakery",
    /// Fire and rescue station.
    FireStation = "fire-station",
    /// Multi-storey or underground car park.
    CarPark = "car-park",
    /// Data centre or server room.
    DataCentre = "data-centre",
    /// Any other use; without default demands.
    Other = "other",
}

impl BuildingType {
    /// Outdoor temperature above which room cooling starts by default, °C.
    pub const COOLING_BASE_TEMPERATURE_C: f64 = 18.0;

    /// Position in [`Self::ALL`].
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The type with this [`key`](Self::key).
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|building_type| building_type.key() == key)
    }

    /// German name.
    #[must_use]
    pub fn name_de(self) -> &'static str {
        table::entry(self).name_de
    }

    /// English name.
    #[must_use]
    pub fn name_en(self) -> &'static str {
        table::entry(self).name_en
    }

    /// The type that a text from a pasted cell means: its key, its German or English name or a common
    /// synonym such as “EFH”; case, blanks and punctuation do not matter.
    #[must_use]
    pub fn recognise(text: &str) -> Option<Self> {
        let wanted = table::normalised(text);
        Self::ALL.into_iter().find(|building_type| {
            let entry = table::entry(*building_type);
            [building_type.key(), entry.name_de, entry.name_en]
                .into_iter()
                .chain(entry.synonyms.iter().copied())
                .any(|name| table::normalised(name) == wanted)
        })
    }

    /// Other names by which it is recognised, such as “EFH”.
    #[must_use]
    pub fn synonyms(self) -> &'static [&'static str] {
        &table::entry(self).synonyms
    }

    /// Default annual demand, if there is a source for one.
    #[must_use]
    pub fn specific_demand(self, kind: DemandKind) -> Option<SpecificDemand> {
        table::entry(self).demands[kind.index()]
    }

    /// Default load profile.
    #[must_use]
    pub fn default_profile(self, kind: DemandKind) -> Profile {
        let entry = table::entry(self);
        match kind {
            DemandKind::SpaceHeating | DemandKind::HotWater => {
                Profile::HeatSlp { slp: entry.heat, heating_limit_c: None }
            }
            DemandKind::ProcessHeat => entry.process_heat,
            DemandKind::SpaceCooling => {
                Profile::CoolingDegreeHours { base_temperature_c: Self::COOLING_BASE_TEMPERATURE_C }
            }
            DemandKind::ProcessCooling => entry.process_cooling,
            DemandKind::Electricity => entry.electricity,
            DemandKind::EMobility => Profile::HomeCharging,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::electricity::ElectricitySlp;
    use crate::heat::HeatSlp;

    #[test]
    fn keys_are_those_of_the_serialised_form_and_lead_back_to_the_type() {
        for (index, building_type) in BuildingType::ALL.into_iter().enumerate() {
            assert_eq!(building_type.index(), index);
            assert_eq!(BuildingType::from_key(building_type.key()), Some(building_type));
            let json = serde_json::to_string(&building_type).unwrap();
            assert_eq!(json, format!("\"{}\"", building_type.key()));
        }
    }

    #[test]
    fn a_type_is_recognised_by_key_names_and_synonyms_in_any_spelling() {
        for building_type in BuildingType::ALL {
            for text in [building_type.key(), building_type.name_de(), building_type.name_en()] {
                assert_eq!(BuildingType::recognise(text), Some(building_type), "{text}");
                assert_eq!(BuildingType::recognise(&text.to_uppercase()), Some(building_type), "{text}");
            }
        }
        for (text, expected) in [
            ("EFH", BuildingType::SingleFamilyHouse),
            (" mfh ", BuildingType::MultiFamilyHouse),
            ("MFH-Neubau", BuildingType::MultiFamilyHouseNew),
            ("Büro", BuildingType::Office),
            ("Buero", BuildingType::Office),
            ("SCHULE", BuildingType::School),
            ("Kita", BuildingType::Kindergarten),
            ("Rathaus", BuildingType::PublicAdministration),
            ("Großküche", BuildingType::Canteen),
            ("Grosskueche", BuildingType::Canteen),
            ("Sonstiges", BuildingType::Other),
        ] {
            assert_eq!(BuildingType::recognise(text), Some(expected), "{text}");
        }
        for text in ["", "  ", "-", "Luftschloss"] {
            assert_eq!(BuildingType::recognise(text), None, "{text}");
        }
    }

    #[test]
    fn only_the_unknown_use_is_without_default_demands() {
        for building_type in BuildingType::ALL {
            let any = DemandKind::ALL.into_iter().any(|kind| building_type.specific_demand(kind).is_some());
            assert_eq!(any, building_type != BuildingType::Other, "{building_type:?}");
            assert_eq!(building_type.specific_demand(DemandKind::EMobility), None);
        }
    }

    #[test]
    fn defaults_lie_in_plausible_bands() {
        let value = |building_type: BuildingType, kind| {
            building_type.specific_demand(kind).map_or(0.0, |demand| demand.kwh_per_m2)
        };
        for building_type in BuildingType::ALL {
            assert!(value(building_type, DemandKind::SpaceHeating) <= 170.0, "{building_type:?}");
            assert!(value(building_type, DemandKind::HotWater) <= 100.0, "{building_type:?}");
            assert!(value(building_type, DemandKind::SpaceCooling) <= 60.0, "{building_type:?}");
        }
        for (existing, renovated, new) in [
            (
                BuildingType::SingleFamilyHouse,
                BuildingType::SingleFamilyHouseRenovated,
                BuildingType::SingleFamilyHouseNew,
            ),
            (
                BuildingType::MultiFamilyHouse,
                BuildingType::MultiFamilyHouseRenovated,
                BuildingType::MultiFamilyHouseNew,
            ),
        ] {
            let heating = |building_type| value(building_type, DemandKind::SpaceHeating);
            assert!(heating(existing) > heating(renovated));
            assert!(heating(renovated) > heating(new));
        }
    }

    #[test]
    fn profiles_follow_the_use() {
        let house = BuildingType::SingleFamilyHouse;
        assert_eq!(
            house.default_profile(DemandKind::Electricity),
            Profile::ElectricitySlp { slp: ElectricitySlp::H25 }
        );
        assert_eq!(
            house.default_profile(DemandKind::HotWater),
            Profile::HeatSlp { slp: HeatSlp::Hef33, heating_limit_c: None }
        );
        assert_eq!(
            house.default_profile(DemandKind::SpaceCooling),
            Profile::CoolingDegreeHours { base_temperature_c: 18.0 }
        );
        assert_eq!(house.default_profile(DemandKind::EMobility), Profile::HomeCharging);
        assert_eq!(BuildingType::DataCentre.default_profile(DemandKind::Electricity), Profile::Band);
        assert_eq!(
            BuildingType::Bakery.default_profile(DemandKind::ProcessHeat),
            Profile::Shifts { day_from_hour: 2, day_to_hour: 10, night_share: 0.1, weekend_share: 0.7 }
        );
    }
}
