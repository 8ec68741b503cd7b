//! The outcome of an import: accepted, a question, or a refusal with line and reason.

use serde::{Deserialize, Serialize};

use super::decode::{Encoding, ForeignFormat};
use super::unit::Unit;
use super::{ClockRule, StampRule};
use crate::figures::Peak;

mod messages;

/// Outcome of an import.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportReport {
    /// What became of the file.
    pub status: ImportStatus,
    /// What was changed or assumed.
    pub warnings: Vec<ImportWarning>,
    /// Columns that hold values.
    pub columns: Vec<ValueColumn>,
    /// The profile, if the file was accepted.
    pub profile: Option<ImportedProfile>,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "status")]
pub enum ImportStatus {
    /// Taken over as it is.
    Accepted,
    /// Taken over with the changes that the warnings name.
    AcceptedWithWarnings,
    /// An answer is needed; it goes into the options of the next attempt.
    NeedsInput {
        /// What is not known.
        question: Question,
    },
    /// Not usable.
    Rejected {
        /// Line of the file, from 1, where there is one.
        line: Option<usize>,
        /// Why.
        reason: RejectReason,
    },
}

/// What a file leaves open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "about")]
pub enum Question {
    /// Whether the values are power or energy per interval, and in which unit.
    Unit {
        /// Annual energy if the values are kW.
        energy_if_kw_kwh: f64,
        /// Annual energy if the values are kWh per interval.
        energy_if_kwh_kwh: f64,
    },
    /// Which column is meant; the report lists them.
    Column,
    /// Whether the stamps follow summer time.
    Clock,
}

/// Why a file is refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "code")]
pub enum RejectReason {
    /// More than 20 MB.
    TooLarge {
        /// Size of the file.
        bytes: usize,
    },
    /// No plain text table.
    ForeignFile {
        /// What it is.
        format: ForeignFormat,
    },
    /// No column of numbers was found.
    NoValues,
    /// The chosen column holds no values.
    NoSuchColumn {
        /// Position, from 0.
        column: usize,
    },
    /// A cell holds neither a number nor a mark for a gap.
    NotANumber {
        /// What stands there.
        text: String,
    },
    /// A load below zero.
    Negative {
        /// The value.
        value: f64,
    },
    /// A time stamp cannot be read.
    BadStamp {
        /// What stands there.
        text: String,
    },
    /// A time stamp lies between the steps of the others.
    OffGrid {
        /// Step of the file in minutes.
        step_minutes: usize,
    },
    /// The step is none of 5, 10, 15, 30 and 60 minutes.
    UnknownStep {
        /// Usual distance of two stamps in minutes.
        minutes: i64,
    },
    /// A plain column has the wrong number of values.
    WrongLength {
        /// Number of values.
        given: usize,
    },
    /// The stamps do not lie in one calendar year.
    NotOneYear {
        /// Year of most stamps.
        year: i32,
        /// Stamps outside of it.
        outside: usize,
    },
    /// Two different values for the same time.
    Contradiction {
        /// Start of the interval at UTC+1, ISO.
        time: String,
    },
    /// Values are missing for longer than two hours.
    LongGap {
        /// First missing interval at UTC+1, as month-day and time.
        time: String,
        /// Length in minutes.
        minutes: usize,
    },
    /// All values are zero.
    NoDemand,
}

/// A change or assumption, with how often it occurred.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportWarning {
    /// What happened.
    pub code: WarningCode,
    /// How many values or rows it concerns.
    pub count: usize,
}

/// Kinds of changes and assumptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WarningCode {
    /// Missing values were filled in a straight line.
    GapsFilled,
    /// 29 February was left out.
    LeapDayDropped,
    /// Rows that repeat a value were left out.
    DuplicatesDropped,
    /// Rows outside the year were left out.
    OutsideDropped,
    /// Rows over the turn of the year were moved to its other end, as the file is in another time zone.
    TurnedToUtc1,
    /// The file runs backwards and was turned round.
    Reversed,
}

/// A column that holds values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueColumn {
    /// Position, from 0.
    pub index: usize,
    /// Heading; empty if there is none.
    pub name: String,
    /// Unit that the heading or the head of the file names.
    pub unit: Option<Unit>,
    /// Whether the unit stands in the heading of this very column.
    pub unit_is_own: bool,
}

/// A load profile on the UTC+1 axis.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportedProfile {
    /// How the text was encoded.
    pub encoding: Encoding,
    /// Column that was read, from 0.
    pub column: usize,
    /// Unit of the file.
    pub unit: Unit,
    /// Step of the file in minutes.
    pub step_minutes: usize,
    /// Calendar year of the stamps.
    pub year: Option<i32>,
    /// Which end of the interval the stamps name.
    pub stamp: Option<StampRule>,
    /// Which clock the stamps show.
    pub clock: Option<ClockRule>,
    /// Energy of the year in kWh.
    pub energy_kwh: f64,
    /// Largest value and its first step.
    pub peak: Peak,
    /// Hourly means in kW, 8760 values.
    pub hourly_kw: Vec<f64>,
    /// Mean power in kW in the step of the file, without 29 February.
    pub values_kw: Vec<f64>,
}

/// Why reading ended before there was a profile.
pub(super) enum Stop {
    Ask(Question),
    Reject { line: Option<usize>, reason: RejectReason },
}

impl Stop {
    pub(super) const fn file(reason: RejectReason) -> Self {
        Self::Reject { line: None, reason }
    }

    pub(super) const fn line(line: usize, reason: RejectReason) -> Self {
        Self::Reject { line: Some(line), reason }
    }
}

impl ImportWarning {
    pub(super) const fn new(code: WarningCode, count: usize) -> Self {
        Self { code, count }
    }
}

impl ImportReport {
    pub(super) fn new(
        outcome: Result<ImportedProfile, Stop>,
        warnings: Vec<ImportWarning>,
        columns: Vec<ValueColumn>,
    ) -> Self {
        let (status, profile) = match outcome {
            Ok(profile) if warnings.is_empty() => (ImportStatus::Accepted, Some(profile)),
            Ok(profile) => (ImportStatus::AcceptedWithWarnings, Some(profile)),
            Err(Stop::Ask(question)) => (ImportStatus::NeedsInput { question }, None),
            Err(Stop::Reject { line, reason }) => (ImportStatus::Rejected { line, reason }, None),
        };
        Self { status, warnings, columns, profile }
    }
}

/// The start of a cell, for messages.
pub(super) fn short(cell: &str) -> String {
    cell.chars().take(40).collect()
}
