//! Names of the heat standard load profiles.

use crate::coded::coded;

coded! {
    /// A heat standard load profile in the order of the guideline; written by its code, for example `HEF33`. Names are
    /// those of the group, without the variant.
    ///
    /// Variant 33 has 45 % and variant 34 has 57 % linear share: 34 falls less in mild weather.
    HeatSlp, 29, "heat profile":
    /// One-family house, variant 33.
    Hef33 "HEF33" "Einfamilienhaus" "One-family house",
    /// One-family house, variant 34.
    Hef34 "HEF34" "Einfamilienhaus" "One-family house",
    /// Multi-family house, variant 33.
    Hmf33 "HMF33" "Mehrfamilienhaus" "Multi-family house",
    /// Multi-family house, variant 34.
    Hmf34 "HMF34" "Mehrfamilienhaus" "Multi-family house",
    /// Cooking gas.
    Hko "HKO" "Kochgas" "Cooking gas",
    /// Public bodies, banks, insurers, non-profits, variant 33.
    Gko33 "GKO33" "Gebietskörperschaften, Banken, Versicherungen" "Public bodies, banks, insurers",
    /// Public bodies, banks, insurers, non-profits, variant 34.
    Gko34 "GKO34" "Gebietskörperschaften, Banken, Versicherungen" "Public bodies, banks, insurers",
    /// Retail and wholesale, variant 33.
    Gha33 "GHA33" "Einzel- und Großhandel" "Retail and wholesale",
    /// Retail and wholesale, variant 34.
    Gha34 "GHA34" "Einzel- und Großhandel" "Retail and wholesale",
    /// Metal and vehicles, variant 33.
    Gmk33 "GMK33" "Metall und Kfz" "Metal and vehicles",
    /// Metal and vehicles, variant 34.
    Gmk34 "GMK34" "Metall und Kfz" "Metal and vehicles",
    /// Other business services, variant 33.
    Gbd33 "GBD33" "Sonstige betriebliche Dienstleistungen" "Other business services",
    /// Other business services, variant 34.
    Gbd34 "GBD34" "Sonstige betriebliche Dienstleistungen" "Other business services",
    /// Lodging, variant 33.
    Gbh33 "GBH33" "Beherbergung" "Lodging",
    /// Lodging, variant 34.
    Gbh34 "GBH34" "Beherbergung" "Lodging",
    /// Laundries and dry cleaners, variant 33.
    Gwa33 "GWA33" "Wäschereien, chemische Reinigungen" "Laundries, dry cleaners",
    /// Laundries and dry cleaners, variant 34.
    Gwa34 "GWA34" "Wäschereien, chemische Reinigungen" "Laundries, dry cleaners",
    /// Restaurants, variant 33.
    Gga33 "GGA33" "Gaststätten" "Restaurants",
    /// Restaurants, variant 34.
    Gga34 "GGA34" "Gaststätten" "Restaurants",
    /// Bakeries, variant 33.
    Gba33 "GBA33" "Bäckereien" "Bakeries",
    /// Bakeries, variant 34.
    Gba34 "GBA34" "Bäckereien" "Bakeries",
    /// Horticulture, variant 33.
    Ggb33 "GGB33" "Gartenbau" "Horticulture",
    /// Horticulture, variant 34.
    Ggb34 "GGB34" "Gartenbau" "Horticulture",
    /// Paper and print, variant 33.
    Gpd33 "GPD33" "Papier und Druck" "Paper and print",
    /// Paper and print, variant 34.
    Gpd34 "GPD34" "Papier und Druck" "Paper and print",
    /// Household-like trade, variant 33.
    Gmf33 "GMF33" "Haushaltsähnliche Gewerbebetriebe" "Household-like trade",
    /// Household-like trade, variant 34.
    Gmf34 "GMF34" "Haushaltsähnliche Gewerbebetriebe" "Household-like trade",
    /// Trade, commerce and services as a whole, variant 33.
    Ghd33 "GHD33" "Summe Gewerbe, Handel, Dienstleistungen" "Trade, commerce, services as a whole",
    /// Trade, commerce and services as a whole, variant 34.
    Ghd34 "GHD34" "Summe Gewerbe, Handel, Dienstleistungen" "Trade, commerce, services as a whole",
}

impl HeatSlp {
    /// Position in [`Self::ALL`].
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Code without variant, for example `HEF`.
    #[must_use]
    pub const fn group(self) -> &'static str {
        self.code().split_at(3).0
    }

    /// Group whose hour factors apply.
    ///
    /// Cooking gas has none in the open sources; those of the multi-family house are taken (own assumption).
    pub(super) const fn hour_factor_group(self) -> &'static str {
        match self {
            Self::Hko => Self::Hmf33.group(),
            other => other.group(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_in_either_case_and_stored_in_capitals() {
        for slp in HeatSlp::ALL {
            assert_eq!(slp.code().to_lowercase().parse(), Ok(slp));
            assert_eq!(serde_json::to_string(&slp).unwrap(), format!("{:?}", slp.code()));
            assert!(slp.code().starts_with(slp.group()));
        }
        assert!("hef35".parse::<HeatSlp>().unwrap_err().to_string().contains("known: HEF33, HEF34"));
    }
}
