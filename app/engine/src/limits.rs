//! The one table of limits, used by the browser before it accepts a value and by the server before it
//! stores one.

use serde::{Deserialize, Serialize};

/// A quantity that a user can enter as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quantity {
    /// Energy reference area of a building.
    ReferenceArea,
    /// Annual energy of one demand.
    AnnualEnergy,
    /// Annual energy per reference area of one demand.
    SpecificEnergy,
    /// Peak load of one demand.
    PeakLoad,
    /// Calendar year.
    ReferenceYear,
    /// Outdoor temperature that starts cooling.
    BaseTemperature,
    /// A share of full load.
    Share,
    /// An hour of the day.
    Hour,
    /// Number of a test-reference-year region.
    TryRegion,
    /// Time constant of a building.
    TimeConstant,
    /// Rise of the felt outdoor temperature by the sun.
    SolarGain,
    /// Outdoor temperature from which production needs more heat or cold.
    OutdoorTemperature,
    /// Quarter hour of the day.
    QuarterHour,
    /// Number of dwellings.
    Dwellings,
    /// Hot water per dwelling and day.
    LitresPerDay,
    /// Number of charge points.
    ChargePoints,
    /// Power of one charge point.
    ChargePower,
    /// Distance that a car drives in a day.
    DailyDistance,
    /// Consumption of a car.
    Consumption,
    /// Share of energy that is not lost.
    Efficiency,
    /// Probability that a car is plugged in on a day.
    PlugInProbability,
    /// Greatest common load by the sum of the design loads.
    SimultaneityFactor,
}

/// Admissible range of a quantity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    /// What is limited.
    pub quantity: Quantity,
    /// Smallest admissible value.
    pub min: f64,
    /// Largest admissible value.
    pub max: f64,
    /// Unit in which both are given.
    pub unit: &'static str,
}

/// Admissible ranges. The upper bounds are beyond any single building, so that they catch slips of
/// units (W for kW) without standing in anyone's way.
pub const LIMITS: [Limit; 22] = [
    Limit { quantity: Quantity::ReferenceArea, min: 0.0, max: 2_000_000.0, unit: "m²" },
    Limit { quantity: Quantity::AnnualEnergy, min: 0.0, max: 5_000_000_000.0, unit: "kWh/a" },
    Limit { quantity: Quantity::SpecificEnergy, min: 0.0, max: 100_000.0, unit: "kWh/(m²a)" },
    Limit { quantity: Quantity::PeakLoad, min: 0.001, max: 2_000_000.0, unit: "kW" },
    Limit { quantity: Quantity::ReferenceYear, min: 2020.0, max: 2040.0, unit: "" },
    Limit { quantity: Quantity::BaseTemperature, min: 5.0, max: 35.0, unit: "°C" },
    Limit { quantity: Quantity::Share, min: 0.0, max: 1.0, unit: "" },
    Limit { quantity: Quantity::Hour, min: 0.0, max: 24.0, unit: "h" },
    Limit { quantity: Quantity::TryRegion, min: 1.0, max: 15.0, unit: "" },
    Limit { quantity: Quantity::TimeConstant, min: 1.0, max: 500.0, unit: "h" },
    Limit { quantity: Quantity::SolarGain, min: 0.0, max: 0.2, unit: "K/(W/m²)" },
    Limit { quantity: Quantity::OutdoorTemperature, min: -30.0, max: 40.0, unit: "°C" },
    Limit { quantity: Quantity::QuarterHour, min: 0.0, max: 96.0, unit: "" },
    Limit { quantity: Quantity::Dwellings, min: 1.0, max: 5_000.0, unit: "" },
    Limit { quantity: Quantity::LitresPerDay, min: 5.0, max: 2_000.0, unit: "L/d" },
    Limit { quantity: Quantity::ChargePoints, min: 1.0, max: 5_000.0, unit: "" },
    Limit { quantity: Quantity::ChargePower, min: 1.0, max: 1_000.0, unit: "kW" },
    Limit { quantity: Quantity::DailyDistance, min: 1.0, max: 1_000.0, unit: "km/d" },
    Limit { quantity: Quantity::Consumption, min: 5.0, max: 300.0, unit: "kWh/100 km" },
    Limit { quantity: Quantity::Efficiency, min: 0.5, max: 1.0, unit: "" },
    Limit { quantity: Quantity::PlugInProbability, min: 0.05, max: 1.0, unit: "" },
    Limit { quantity: Quantity::SimultaneityFactor, min: 0.05, max: 1.0, unit: "" },
];

/// Most characters in the name of a project, building or profile, and in a place.
pub const NAME_MAX_CHARS: usize = 120;
/// Most characters of a note, such as that of a review.
pub const NOTE_MAX_CHARS: usize = 500;
/// Most buildings in a scenario.
pub const BUILDINGS_MAX: usize = 2_000;
/// Most single changes in one edit: a paste of every cell of 2 000 rows.
pub const CHANGES_MAX: usize = 60_000;

/// A value outside its admissible range.
#[derive(Clone, Debug, PartialEq, thiserror::Error, Serialize, Deserialize)]
pub enum LimitError {
    /// Not a finite number, below the minimum or above the maximum.
    #[error("{quantity:?}: {value} is outside {min} to {max} {unit}")]
    OutOfRange {
        /// What was entered.
        quantity: Quantity,
        /// The refused value, as text because it may be infinite.
        value: String,
        /// Smallest admissible value.
        min: f64,
        /// Largest admissible value.
        max: f64,
        /// Unit of the range.
        unit: String,
    },
    /// A name without visible characters.
    #[error("the name is empty")]
    NameEmpty,
    /// A name beyond the limit.
    #[error("the name has {chars} characters, at most {max} are possible")]
    NameTooLong {
        /// Characters given.
        chars: usize,
        /// Characters possible.
        max: usize,
    },
    /// A name with control characters.
    #[error("the name contains control characters")]
    NameControlCharacter,
    /// More rows than a scenario can hold.
    #[error("{count} buildings, at most {max} are possible")]
    TooManyBuildings {
        /// Rows asked for.
        count: usize,
        /// Rows possible.
        max: usize,
    },
    /// More changes than one edit can hold.
    #[error("{count} changes at once, at most {max} are possible")]
    TooManyChanges {
        /// Changes asked for.
        count: usize,
        /// Changes possible.
        max: usize,
    },
}

/// The admissible range of a quantity.
#[must_use]
pub fn limit(quantity: Quantity) -> Limit {
    LIMITS[quantity as usize]
}

/// Checks a number against the table.
///
/// # Errors
/// [`LimitError::OutOfRange`] for values that are not finite or outside the range.
pub fn check(quantity: Quantity, value: f64) -> Result<(), LimitError> {
    let Limit { min, max, unit, .. } = limit(quantity);
    if value.is_finite() && (min..=max).contains(&value) {
        return Ok(());
    }
    Err(LimitError::OutOfRange { quantity, value: value.to_string(), min, max, unit: unit.to_owned() })
}

/// Checks a name that must not be empty.
///
/// # Errors
/// The name is blank, longer than [`NAME_MAX_CHARS`] or contains control characters.
pub fn check_name(name: &str) -> Result<(), LimitError> {
    if name.trim().is_empty() {
        return Err(LimitError::NameEmpty);
    }
    check_text(name)
}

/// Checks a text that may be empty, such as a place.
///
/// # Errors
/// The text is longer than [`NAME_MAX_CHARS`] or contains control characters.
pub fn check_text(text: &str) -> Result<(), LimitError> {
    check_line(text, NAME_MAX_CHARS)
}

/// Checks a note that must not be empty.
///
/// # Errors
/// The note is blank, longer than [`NOTE_MAX_CHARS`] or contains control characters.
pub fn check_note(note: &str) -> Result<(), LimitError> {
    if note.trim().is_empty() {
        return Err(LimitError::NameEmpty);
    }
    check_line(note, NOTE_MAX_CHARS)
}

fn check_line(text: &str, max: usize) -> Result<(), LimitError> {
    let chars = text.chars().count();
    if chars > max {
        return Err(LimitError::NameTooLong { chars, max });
    }
    if text.chars().any(char::is_control) {
        return Err(LimitError::NameControlCharacter);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_ordered_like_the_enum_so_that_a_lookup_is_an_index() {
        for (index, limit) in LIMITS.iter().enumerate() {
            assert_eq!(limit.quantity as usize, index);
            assert!(limit.min < limit.max);
        }
    }

    #[test]
    fn every_range_accepts_its_bounds_and_refuses_what_lies_beyond() {
        for Limit { quantity, min, max, .. } in LIMITS {
            assert_eq!(check(quantity, min), Ok(()));
            assert_eq!(check(quantity, max), Ok(()));
            for bad in [min - 1.0, max + 1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
                assert!(check(quantity, bad).is_err(), "{quantity:?} accepts {bad}");
            }
        }
    }

    #[test]
    fn names_are_limited_in_length_and_hold_no_control_characters() {
        assert_eq!(check_name("Rathaus <b>"), Ok(()));
        assert_eq!(check_name("  "), Err(LimitError::NameEmpty));
        assert_eq!(check_name(&"ä".repeat(120)), Ok(()));
        assert_eq!(check_name(&"ä".repeat(121)), Err(LimitError::NameTooLong { chars: 121, max: 120 }));
        assert_eq!(check_name("a\u{0}b"), Err(LimitError::NameControlCharacter));
    }
}
