//! Names of the electricity standard load profiles.

use crate::coded::coded;

coded! {
    /// An electricity standard load profile, 1999 first; written by its code, for example `H25`.
    ElectricitySlp, 16, "electricity profile":
    /// Household, 1999, dynamic.
    H0 "H0" "Haushalt (1999)" "Household (1999)",
    /// Business in general, 1999.
    G0 "G0" "Gewerbe allgemein (1999)" "Business, general (1999)",
    /// Business, workdays 8–18 h, 1999.
    G1 "G1" "Gewerbe werktags 8–18 Uhr (1999)" "Business, workdays 8 am–6 pm (1999)",
    /// Business with use mostly in the evening, 1999.
    G2 "G2" "Gewerbe, überwiegend abends (1999)" "Business, mostly evening (1999)",
    /// Continuous business, 1999.
    G3 "G3" "Gewerbe durchlaufend (1999)" "Business, continuous (1999)",
    /// Shop or hairdresser, 1999.
    G4 "G4" "Laden, Friseur (1999)" "Shop, hairdresser (1999)",
    /// Bakery with bakehouse, 1999.
    G5 "G5" "Bäckerei mit Backstube (1999)" "Bakery with bakehouse (1999)",
    /// Weekend business, 1999.
    G6 "G6" "Wochenendbetrieb (1999)" "Weekend business (1999)",
    /// Farms in general, 1999.
    L0 "L0" "Landwirtschaft allgemein (1999)" "Agriculture, general (1999)",
    /// Farms with dairy or sideline livestock, 1999.
    L1 "L1" "Landwirtschaft mit Milchwirtschaft oder Nebenerwerbs-Tierzucht (1999)" "Agriculture with dairy or sideline livestock (1999)",
    /// Other farms, 1999.
    L2 "L2" "Übrige Landwirtschaft (1999)" "Other agriculture (1999)",
    /// Household, 2025, dynamic.
    H25 "H25" "Haushalt (2025)" "Household (2025)",
    /// Business, 2025.
    G25 "G25" "Gewerbe (2025)" "Business (2025)",
    /// Agriculture, 2025.
    L25 "L25" "Landwirtschaft (2025)" "Agriculture (2025)",
    /// Household with photovoltaics, 2025, dynamic; net draw from the grid.
    P25 "P25" "Haushalt mit Photovoltaik, Netzbezug (2025)" "Household with photovoltaics, net grid draw (2025)",
    /// Household with photovoltaics and storage, 2025, dynamic; net draw from the grid.
    S25 "S25" "Haushalt mit Photovoltaik und Speicher, Netzbezug (2025)" "Household with photovoltaics and storage, net grid draw (2025)",
}

impl ElectricitySlp {
    /// Position in [`Self::ALL`].
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Whether the table is given by month (2025) and not by season (1999).
    #[must_use]
    pub const fn is_monthly(self) -> bool {
        self.index() >= Self::H25.index()
    }

    /// Whether the day polynomial of households applies.
    #[must_use]
    pub const fn is_dynamic(self) -> bool {
        matches!(self, Self::H0 | Self::H25 | Self::P25 | Self::S25)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_in_either_case_and_unknown_ones_list_the_known() {
        for slp in ElectricitySlp::ALL {
            assert_eq!(slp.code().to_lowercase().parse(), Ok(slp));
        }
        let error = "h1".parse::<ElectricitySlp>().unwrap_err().to_string();
        assert_eq!(
            error,
            "unknown electricity profile “h1”; known: \
             H0, G0, G1, G2, G3, G4, G5, G6, L0, L1, L2, H25, G25, L25, P25, S25"
        );
    }
}
