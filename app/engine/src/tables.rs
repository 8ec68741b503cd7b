//! Published tables that are too large for the browser's bundle.
//!
//! Native builds carry them, and wasm builds with the feature `embedded-tables`. In the browser they are files of their own, loaded beside the bundle and kept by
//! its cache for ever; the page hands their texts to [`provide`] before anything else is called.

#[cfg(all(target_family = "wasm", not(feature = "embedded-tables")))]
use std::sync::OnceLock;

/// A published table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishedTable {
    /// Electricity standard load profiles of 1999.
    Electricity1999,
    /// Electricity standard load profiles of 2025.
    Electricity2025,
    /// Coefficients of the heat profiles.
    HeatCoefficients,
    /// Hour factors of the heat profiles.
    HeatHourFactors,
    /// Building types.
    BuildingTypes,
    /// Default demands of the building types.
    BuildingTypeDemands,
    /// Plug loads and lighting by use.
    UseSchedules,
    /// What is usual and possible by building type.
    PlausibilityBands,
    /// Properties of the building types beyond demands.
    BuildingTypeProperties,
    /// Sources of the properties and bands.
    BuildingTypeSources,
}

impl PublishedTable {
    /// Every table, in the order in which pages provide them.
    pub const ALL: [Self; 10] = [
        Self::Electricity1999,
        Self::Electricity2025,
        Self::HeatCoefficients,
        Self::HeatHourFactors,
        Self::BuildingTypes,
        Self::BuildingTypeDemands,
        Self::UseSchedules,
        Self::PlausibilityBands,
        Self::BuildingTypeProperties,
        Self::BuildingTypeSources,
    ];

    /// Its file in `public/`.
    #[must_use]
    pub const fn file(self) -> &'static str {
        match self {
            Self::Electricity1999 => "tables/bdew-electricity-1999.csv",
            Self::Electricity2025 => "tables/bdew-electricity-2025.csv",
            Self::HeatCoefficients => "tables/siglinde.csv",
            Self::HeatHourFactors => "tables/heat-hour-factors.csv",
            Self::BuildingTypes => "tables/building-types.csv",
            Self::BuildingTypeDemands => "tables/building-type-demands.csv",
            Self::UseSchedules => "tables/use-schedules.csv",
            Self::PlausibilityBands => "tables/plausibility-bands.csv",
            Self::BuildingTypeProperties => "tables/building-type-properties.csv",
            Self::BuildingTypeSources => "tables/building-type-sources.csv",
        }
    }

    /// The text of the file.
    ///
    /// # Panics
    /// In the browser, before [`provide`] was called with it.
    #[cfg(any(not(target_family = "wasm"), feature = "embedded-tables"))]
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Electricity1999 => include_str!("../../../public/tables/bdew-electricity-1999.csv"),
            Self::Electricity2025 => include_str!("../../../public/tables/bdew-electricity-2025.csv"),
            Self::HeatCoefficients => include_str!("../../../public/tables/siglinde.csv"),
            Self::HeatHourFactors => include_str!("../../../public/tables/heat-hour-factors.csv"),
            Self::BuildingTypes => include_str!("../../../public/tables/building-types.csv"),
            Self::BuildingTypeDemands => include_str!("../../../public/tables/building-type-demands.csv"),
            Self::UseSchedules => include_str!("../../../public/tables/use-schedules.csv"),
            Self::PlausibilityBands => include_str!("../../../public/tables/plausibility-bands.csv"),
            Self::BuildingTypeProperties => {
                include_str!("../../../public/tables/building-type-properties.csv")
            }
            Self::BuildingTypeSources => include_str!("../../../public/tables/building-type-sources.csv"),
        }
    }

    #[cfg(all(target_family = "wasm", not(feature = "embedded-tables")))]
    pub(crate) fn text(self) -> &'static str {
        PROVIDED[self as usize].get().expect("tables are provided before anything is calculated")
    }
}

#[cfg(all(target_family = "wasm", not(feature = "embedded-tables")))]
static PROVIDED: [OnceLock<String>; PublishedTable::ALL.len()] =
    [const { OnceLock::new() }; PublishedTable::ALL.len()];

/// Hands over the text of a table; later calls change nothing.
#[cfg(all(target_family = "wasm", not(feature = "embedded-tables")))]
pub fn provide(table: PublishedTable, text: String) {
    let _ = PROVIDED[table as usize].set(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_of_others_names_its_source_and_licence() {
        for table in [
            PublishedTable::Electricity1999,
            PublishedTable::Electricity2025,
            PublishedTable::HeatCoefficients,
            PublishedTable::HeatHourFactors,
        ] {
            let head: String = table.text().lines().take_while(|line| line.starts_with('#')).collect();
            for word in ["source:", "licence:"] {
                assert!(head.contains(word), "{}: {word}", table.file());
            }
        }
    }
}
