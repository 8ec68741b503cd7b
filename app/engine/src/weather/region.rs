//! The 15 regions of the test reference years 2010 of DWD.

/// A region of the test reference years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TryRegion {
    /// Number of the region, 1 to 15.
    pub number: u8,
    /// German name.
    pub name_de: &'static str,
    /// English name.
    pub name_en: &'static str,
    /// Station that stands for the region.
    pub station: &'static str,
}

impl TryRegion {
    /// Name of the file with the built-in series, for example `try2010-04.csv`.
    #[must_use]
    pub fn file_name(self) -> String {
        format!("try2010-{:02}.csv", self.number)
    }
}

/// All regions in order of number.
pub const TRY_REGIONS: [TryRegion; 15] = [
    region(1, "Nordseeküste", "North Sea coast", "Bremerhaven"),
    region(2, "Ostseeküste", "Baltic Sea coast", "Rostock"),
    region(3, "Nordwestdeutsches Tiefland", "North-west German lowlands", "Hamburg"),
    region(4, "Nordostdeutsches Tiefland", "North-east German lowlands", "Potsdam"),
    region(
        5,
        "Niederrheinisch-westfälische Bucht und Emsland",
        "Lower Rhine-Westphalian basin and Emsland",
        "Essen",
    ),
    region(
        6,
        "Nördliche und westliche Mittelgebirge, Randgebiete",
        "Northern and western uplands, margins",
        "Bad Marienberg",
    ),
    region(
        7,
        "Nördliche und westliche Mittelgebirge, zentrale Bereiche",
        "Northern and western uplands, centre",
        "Kassel",
    ),
    region(
        8,
        "Oberharz und Schwarzwald (mittlere Lagen)",
        "Upper Harz and Black Forest (middle altitudes)",
        "Braunlage",
    ),
    region(9, "Thüringer Becken und Sächsisches Hügelland", "Thuringian basin and Saxon hills", "Chemnitz"),
    region(10, "Südöstliche Mittelgebirge bis 1000 m", "South-eastern uplands up to 1000 m", "Hof"),
    region(
        11,
        "Erzgebirge, Böhmer- und Schwarzwald oberhalb 1000 m",
        "Ore Mountains, Bohemian and Black Forest above 1000 m",
        "Fichtelberg",
    ),
    region(
        12,
        "Oberrheingraben und unteres Neckartal",
        "Upper Rhine plain and lower Neckar valley",
        "Mannheim",
    ),
    region(
        13,
        "Schwäbisch-fränkisches Stufenland und Alpenvorland",
        "Swabian-Franconian scarplands and Alpine foreland",
        "Mühldorf",
    ),
    region(14, "Schwäbische Alb und Baar", "Swabian Jura and Baar", "Stötten"),
    region(15, "Alpenrand und -täler", "Alpine rim and valleys", "Garmisch-Partenkirchen"),
];

/// The region with this number, 1 to 15.
#[must_use]
pub fn try_region(number: u8) -> Option<TryRegion> {
    TRY_REGIONS.into_iter().find(|region| region.number == number)
}

const fn region(
    number: u8,
    name_de: &'static str,
    name_en: &'static str,
    station: &'static str,
) -> TryRegion {
    TryRegion { number, name_de, name_en, station }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_found_by_number() {
        assert_eq!(try_region(4).unwrap().station, "Potsdam");
        assert_eq!(try_region(4).unwrap().file_name(), "try2010-04.csv");
        assert_eq!(try_region(0), None);
        assert_eq!(try_region(16), None);
    }
}
