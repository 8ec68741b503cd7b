//! Whether annual energies and peaks are plausible for a building type, with the band and its source.
//!
//! The bands stand in `public/tables/plausibility-bands.csv`. They call for a second look; they forbid nothing.

use serde::{Deserialize, Serialize};

use crate::building_type::BuildingType;
use crate::demand::DemandKind;

mod band;

pub use band::{Band, Figure, band};

/// How plausible a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Inside the usual band.
    Fine,
    /// Outside the usual band (amber).
    Unusual,
    /// Outside what is possible in all likelihood (red).
    Implausible,
}

/// The judgement of one figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Finding {
    /// How plausible the figure is.
    pub verdict: Verdict,
    /// What was judged.
    pub figure: Figure,
    /// Its value, kWh/(m²a) or h/a.
    pub value: f64,
    /// The band it was compared with.
    pub band: Band,
}

/// Judges the annual energy per reference area, kWh/(m²a). `None`: there is no band, or no energy.
#[must_use]
pub fn check_specific_energy(
    building_type: BuildingType,
    kind: DemandKind,
    kwh_per_m2: f64,
) -> Option<Finding> {
    judge(building_type, kind, Figure::SpecificEnergy, kwh_per_m2)
}

/// Judges the full-load hours, annual energy ÷ peak. `None`: there is no band, or no energy or peak.
///
/// More than 8760 h/a is impossible in any case.
#[must_use]
pub fn check_full_load_hours(
    building_type: BuildingType,
    kind: DemandKind,
    annual_kwh: f64,
    peak_kw: f64,
) -> Option<Finding> {
    if peak_kw <= 0.0 {
        return None;
    }
    judge(building_type, kind, Figure::FullLoadHours, annual_kwh / peak_kw)
}

fn judge(building_type: BuildingType, kind: DemandKind, figure: Figure, value: f64) -> Option<Finding> {
    if !value.is_finite() || value <= 0.0 {
        return None;
    }
    let band = band(building_type, kind, figure)?;
    let inside = |(low, high): (f64, f64)| value >= low && value <= high;
    let verdict = if inside(band.usual) {
        Verdict::Fine
    } else if inside(band.possible) {
        Verdict::Unusual
    } else {
        Verdict::Implausible
    };
    Some(Finding { verdict, figure, value, band })
}

impl Finding {
    /// Whether the value lies below the usual band.
    #[must_use]
    pub fn is_low(&self) -> bool {
        self.value < self.band.usual.0
    }

    /// The reason in German; the figures are for the caller to format.
    #[must_use]
    pub const fn reason_de(&self) -> &'static str {
        match (self.figure, self.verdict) {
            (_, Verdict::Fine) => "liegt im üblichen Bereich",
            (Figure::SpecificEnergy, Verdict::Unusual) => "ist als Bedarf je Fläche ungewöhnlich",
            (Figure::SpecificEnergy, Verdict::Implausible) => {
                "ist als Bedarf je Fläche nicht plausibel; Einheit und Bezugsfläche prüfen"
            }
            (Figure::FullLoadHours, Verdict::Unusual) => "ergibt ungewöhnliche Volllaststunden",
            (Figure::FullLoadHours, Verdict::Implausible) => {
                "ergibt nicht plausible Volllaststunden; Energie und Spitze prüfen"
            }
        }
    }

    /// The reason in English; the figures are for the caller to format.
    #[must_use]
    pub const fn reason_en(&self) -> &'static str {
        match (self.figure, self.verdict) {
            (_, Verdict::Fine) => "is in the usual range",
            (Figure::SpecificEnergy, Verdict::Unusual) => "is an unusual demand per area",
            (Figure::SpecificEnergy, Verdict::Implausible) => {
                "is an implausible demand per area; check unit and reference area"
            }
            (Figure::FullLoadHours, Verdict::Unusual) => "makes unusual full-load hours",
            (Figure::FullLoadHours, Verdict::Implausible) => {
                "makes implausible full-load hours; check energy and peak"
            }
        }
    }
}
