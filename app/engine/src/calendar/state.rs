//! Regions of Germany with their own public holidays: the sixteen federal states, Bavaria in two forms.

use crate::coded::coded;

coded! {
    /// A federal state in the order of its ISO 3166-2 code, by which it is written.
    FederalState, 17, "federal state":
    /// Brandenburg.
    Brandenburg "BB" "Brandenburg" "Brandenburg",
    /// Berlin.
    Berlin "BE" "Berlin" "Berlin",
    /// Baden-Württemberg.
    BadenWuerttemberg "BW" "Baden-Württemberg" "Baden-Württemberg",
    /// Bavaria with the holidays that hold everywhere in it.
    Bavaria "BY" "Bayern" "Bavaria",
    /// Bavaria where 15 August is a holiday, too: municipalities with a Catholic majority (about 1 700 of
    /// 2 056, Munich among them).
    BavariaWithAssumption "BY-K" "Bayern mit Mariä Himmelfahrt" "Bavaria with Assumption Day",
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
