//! Published tables that are too large for the browser's bundle.
//!
//! Native builds carry them. In the browser they are files of their own, loaded beside the bundle and kept by
//! its cache for ever; whoever calculates there first hands their texts to [`provide`].

#[cfg(target_family = "wasm")]
use std::sync::OnceLock;

/// A published table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishedTable {
    /// Electricity standard load profiles of 1999.
    Electricity1999,
    /// Electricity standard load profiles of 2025.
    Electricity2025,
    /// Hour factors of the heat profiles.
    HeatHourFactors,
}

impl PublishedTable {
    /// Every table.
    pub const ALL: [Self; 3] = [Self::Electricity1999, Self::Electricity2025, Self::HeatHourFactors];

    /// Its file in `public/`.
    #[must_use]
    pub const fn file(self) -> &'static str {
        match self {
            Self::Electricity1999 => "tables/bdew-electricity-1999.csv",
            Self::Electricity2025 => "tables/bdew-electricity-2025.csv",
            Self::HeatHourFactors => "tables/heat-hour-factors.csv",
        }
    }

    /// The text of the file.
    ///
    /// # Panics
    /// In the browser, before [`provide`] was called with it.
    #[cfg(not(target_family = "wasm"))]
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Electricity1999 => include_str!("../../../public/tables/bdew-electricity-1999.csv"),
            Self::Electricity2025 => include_str!("../../../public/tables/bdew-electricity-2025.csv"),
            Self::HeatHourFactors => include_str!("../../../public/tables/heat-hour-factors.csv"),
        }
    }

    #[cfg(target_family = "wasm")]
    pub(crate) fn text(self) -> &'static str {
        PROVIDED[self as usize].get().expect("tables are provided before the first calculation")
    }
}

#[cfg(target_family = "wasm")]
static PROVIDED: [OnceLock<String>; 3] = [const { OnceLock::new() }; 3];

/// Hands over the text of a table; later calls change nothing.
#[cfg(target_family = "wasm")]
pub fn provide(table: PublishedTable, text: String) {
    let _ = PROVIDED[table as usize].set(text);
}

/// Native builds carry the tables, so there is nothing to keep.
#[cfg(not(target_family = "wasm"))]
pub fn provide(_table: PublishedTable, _text: String) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_names_its_source_and_licence() {
        for table in PublishedTable::ALL {
            let head: String = table.text().lines().take_while(|line| line.starts_with('#')).collect();
            for word in ["source:", "licence:", "total:"] {
                assert!(head.to_lowercase().contains(word), "{}: {word}", table.file());
            }
        }
    }
}
