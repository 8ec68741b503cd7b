//! The sixteen federal states of Germany.

use core::str::FromStr;

use serde::{Deserialize, Serialize};

macro_rules! states {
    ($($(#[$doc:meta])* $name:ident $code:literal $de:literal $en:literal,)*) => {
        /// A federal state; written with its ISO 3166-2 code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum FederalState {
            $($(#[$doc])* #[serde(rename = $code)] $name,)*
        }

        impl FederalState {
            /// Every state in order of code.
            pub const ALL: [Self; 16] = [$(Self::$name),*];

            /// Two-letter code, for example `BY`.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// German name.
            #[must_use]
            pub const fn name_de(self) -> &'static str {
                match self { $(Self::$name => $de,)* }
            }

            /// English name.
            #[must_use]
            pub const fn name_en(self) -> &'static str {
                match self { $(Self::$name => $en,)* }
            }
        }
    };
}

states! {
    /// Brandenburg.
    Brandenburg "BB" "Brandenburg" "Brandenburg",
    /// Berlin.
    Berlin "BE" "Berlin" "Berlin",
    /// Baden-Württemberg.
    BadenWuerttemberg "BW" "Baden-Württemberg" "Baden-Württemberg",
    /// Bavaria.
    Bavaria "BY" "Bayern" "Bavaria",
    /// Bremen.
    Bremen "HB" "Bremen" "Bremen",
    /// Hesse.
    Hesse "HE" "Hessen" "Hesse",
    /// Hamburg.
    Hamburg "HH" "Hamburg" "Hamburg",
    /// Mecklenburg-Western Pomerania.
    MecklenburgWesternPomerania "MV" "Mecklenburg-Vorpommern" "Mecklenburg-Western Pomerania",
    /// Lower Saxony.
    LowerSaxony "NI" "Niedersachsen" "Lower Saxony",
    /// North Rhine-Westphalia.
    NorthRhineWestphalia "NW" "Nordrhein-Westfalen" "North Rhine-Westphalia",
    /// Rhineland-Palatinate.
    RhinelandPalatinate "RP" "Rheinland-Pfalz" "Rhineland-Palatinate",
    /// Schleswig-Holstein.
    SchleswigHolstein "SH" "Schleswig-Holstein" "Schleswig-Holstein",
    /// Saarland.
    Saarland "SL" "Saarland" "Saarland",
    /// Saxony.
    Saxony "SN" "Sachsen" "Saxony",
    /// Saxony-Anhalt.
    SaxonyAnhalt "ST" "Sachsen-Anhalt" "Saxony-Anhalt",
    /// Thuringia.
    Thuringia "TH" "Thüringen" "Thuringia",
}

/// A code that no federal state has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown federal state “{given}”; known: {}", FederalState::ALL.map(FederalState::code).join(", "))]
pub struct UnknownState {
    /// What was given.
    pub given: String,
}

impl FromStr for FederalState {
    type Err = UnknownState;

    fn from_str(text: &str) -> Result<Self, UnknownState> {
        Self::ALL
            .into_iter()
            .find(|state| state.code().eq_ignore_ascii_case(text.trim()))
            .ok_or_else(|| UnknownState { given: text.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_code_lists_the_known_ones() {
        let error = "XX".parse::<FederalState>().unwrap_err().to_string();
        assert!(error.starts_with("unknown federal state “XX”; known: BB, BE, BW, BY"));
        assert_eq!("by".parse(), Ok(FederalState::Bavaria));
    }

    #[test]
    fn states_are_stored_by_code() {
        assert_eq!(serde_json::to_string(&FederalState::Bavaria).unwrap(), "\"BY\"");
    }
}
