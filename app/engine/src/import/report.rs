//! The outcome of an import: accepted, questions, or a refusal with line and reason; and the log of what was
//! found and changed.

use serde::{Deserialize, Serialize};

use super::StampRule;
use super::decode::{Encoding, ForeignFormat};
use super::unit::Unit;
use super::zone::TimeZone;
use crate::figures::Peak;

mod messages;
mod summary;

pub use summary::{HourlySummary, ImportSummary, WarningLine};

/// Most row numbers that a warning keeps.
pub(super) const ROWS_MAX: usize = 100;

/// Outcome of an import.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportReport {
    /// What became of the file.
    pub status: ImportStatus,
    /// What was noticed or changed.
    pub warnings: Vec<ImportWarning>,
    /// What was found in the file.
    pub found: Findings,
    /// The profile, if the file was accepted.
    pub profile: Option<ImportedProfile>,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "status")]
pub enum ImportStatus {
    /// Taken over as it is.
    Accepted,
    /// Taken over with what the warnings name.
    AcceptedWithWarnings,
    /// Answers are needed; they go into the options of the next attempt.
    NeedsInput {
        /// What is not known; never empty.
        questions: Vec<Question>,
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
#[serde(rename_all = "snake_case", tag = "about")]
pub enum Question {
    /// Whether the values are power or energy per interval, and in which unit.
    Unit {
        /// What each unit would mean.
        choices: Vec<UnitChoice>,
    },
    /// Which calendar year the values stand for.
    Year {
        /// Years of which the file has values; empty if it names none.
        years: Vec<i32>,
    },
    /// Which clock the stamps show.
    TimeZone,
    /// Which column is meant.
    Column {
        /// Those that hold loads.
        columns: Vec<ValueColumn>,
    },
    /// Which sheet of the workbook is meant.
    Sheet {
        /// Names of the sheets that hold tables.
        sheets: Vec<String>,
    },
}

/// Energy and peak of a file if its values had a unit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnitChoice {
    /// The unit.
    pub unit: Unit,
    /// Annual energy in kWh.
    pub energy_kwh: f64,
    /// Largest value in kW.
    pub peak_kw: f64,
}

/// Why a file is refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum RejectReason {
    /// More than 20 MB, or more than that when unpacked.
    TooLarge {
        /// Size of the file.
        bytes: usize,
    },
    /// A format that is known but not read.
    UnsupportedFormat {
        /// What it is.
        format: ForeignFormat,
    },
    /// The file holds no table of numbers.
    NotATable {
        /// What it is, if that is known.
        format: Option<ForeignFormat>,
    },
    /// The formulas of the workbook have no stored results.
    FormulasWithoutValues {
        /// How many.
        count: usize,
    },
    /// The chosen column holds no values.
    NoSuchColumn {
        /// As it was given.
        column: String,
    },
    /// The workbook has no such sheet.
    NoSuchSheet {
        /// As it was given.
        sheet: String,
    },
    /// Too many cells hold neither a number nor a mark for a gap.
    UnreadableValues {
        /// What stands in the first of them.
        text: String,
        /// How many.
        count: usize,
    },
    /// Too many time stamps cannot be read.
    UnreadableStamps {
        /// The first of them.
        text: String,
        /// How many.
        count: usize,
    },
    /// The stamps do not follow each other in equal steps of 1 to 60 minutes that divide an hour.
    IrregularStep {
        /// Usual distance of two stamps in minutes.
        minutes: i64,
    },
    /// The values are those of days or months.
    TooCoarse {
        /// Number of values.
        given: usize,
    },
    /// The values do not cover a year.
    NotAFullYear {
        /// Number of values.
        given: usize,
        /// Date of the first interval, ISO, if the file names one.
        from: Option<String>,
        /// Date of the last interval.
        to: Option<String>,
    },
    /// Too many times have two different values.
    ContradictoryRows {
        /// How many.
        count: usize,
    },
    /// Values are missing for longer than two hours.
    GapTooLong {
        /// Start of the first missing interval at UTC+1, ISO.
        time: String,
        /// Length of this gap in minutes.
        minutes: usize,
        /// How many gaps are too long.
        gaps: usize,
        /// Whether the weeks before and after could fill them all.
        repairable: bool,
    },
    /// Commas stand between the cells and in the numbers, and nobody can tell which is which.
    CommasInNumbers {
        /// Cells of the heading.
        head: usize,
        /// Cells of the row.
        cells: usize,
    },
    /// The headings are times: the table has a column for each time instead of a row.
    OneColumnPerTime {
        /// Number of columns.
        columns: usize,
    },
    /// The values are readings of a counter and not loads, also if it begins anew each day or month.
    MeterReadings,
    /// All values are zero.
    NoDemand,
}

/// What was noticed or changed, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportWarning {
    /// What it is.
    pub code: WarningCode,
    /// How many values or rows it concerns.
    pub count: usize,
    /// Lines of the file, from 1; the first hundred.
    pub rows: Vec<usize>,
}

/// Kinds of warnings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningCode {
    /// Missing values were filled in a straight line.
    MissingValues,
    /// Longer gaps were filled with the mean of the same weekday one week before and after.
    GapRepaired,
    /// Rows that repeat a time were left out.
    DuplicateRows,
    /// Rows that give a time a second, different value were left out; the first one counts.
    ContradictoryRows,
    /// The rows were not in order of time.
    Unsorted,
    /// Numbers of the workbook are stored as text.
    TextNumbers,
    /// 29 February was left out.
    LeapYear,
    /// One value more than the year has was left out.
    OneValueBeyondTheYear,
    /// One value less than the year has: the last one was repeated.
    OneValueShort,
    /// Rows of other years were left out.
    OutsideTheYear,
    /// Rows over the turn of the year were moved to its other end, as the file is in another time zone.
    TimeZoneShift,
    /// The values were moved by whole days so that weekdays of the reference year are met.
    YearShift,
    /// The same value over many hours, as a meter gives it that is stuck.
    ConstantRun,
    /// Values far above all others.
    Outlier,
    /// Outliers were replaced as if they were missing.
    OutlierRepaired,
    /// Values below zero.
    NegativeValues,
    /// Values below zero were set to zero.
    NegativeSetToZero,
    /// Cells that are no number were taken for gaps.
    UnreadableValues,
    /// Rows between the data without a readable stamp were left out.
    UnreadableRows,
    /// Rows in the hour that is skipped in March were left out.
    SkippedHour,
    /// The file has more registers; the one for active import was read.
    SeveralRegisters,
    /// Commas were separators and decimal signs; the parts of each value were joined.
    CommasJoined,
    /// Each line stood in one pair of quotes, which were taken off.
    QuotedLines,
    /// The stamps carry their own offset from UTC; the time zone that was named was not needed.
    ZoneOfStamps,
    /// The stamps all stood the same minutes beside the steps and were moved back to them.
    MovedToStep,
}

/// What was found in a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Findings {
    /// Kind of file.
    pub format: Option<FileFormat>,
    /// How the text is encoded.
    pub encoding: Option<Encoding>,
    /// Sign between the cells; `None` for a single column and for workbooks.
    pub delimiter: Option<char>,
    /// Decimal sign; `None` if there is none to be seen.
    pub decimal: Option<char>,
    /// Sheet that was read.
    pub sheet: Option<String>,
    /// All sheets of the workbook.
    pub sheets: Vec<String>,
    /// How values are arranged.
    pub arrangement: Option<Arrangement>,
    /// Columns that hold loads.
    pub columns: Vec<ValueColumn>,
    /// Column that was read.
    pub column: Option<ValueColumn>,
    /// Register (OBIS) that was read.
    pub register: Option<String>,
    /// Rows above the values.
    pub head_rows: usize,
    /// First time stamp as it stands in the file, without seconds.
    pub first_stamp: Option<String>,
    /// Last time stamp.
    pub last_stamp: Option<String>,
    /// Which end of its interval a stamp names.
    pub stamps: Option<StampRule>,
    /// Clock of the stamps.
    pub time_zone: Option<TimeZone>,
    /// Step in minutes.
    pub step_minutes: Option<usize>,
    /// Unit of the values.
    pub unit: Option<Unit>,
    /// Calendar year of the values.
    pub year: Option<i32>,
    /// All values of the file, those included that the year has no place for.
    #[serde(default)]
    pub file: Option<FileTotals>,
}

/// What the file holds as it is, before anything is left out or filled.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileTotals {
    /// Number of values.
    pub n_values: usize,
    /// Their energy in kWh.
    pub energy_kwh: f64,
    /// The largest of them in kW.
    pub peak_kw: f64,
}

/// Kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileFormat {
    /// Lines of text.
    Text,
    /// A workbook (xlsx).
    Workbook,
    /// A message of metering operators (EDIFACT MSCONS).
    Mscons,
}

/// How values are arranged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arrangement {
    /// One row per interval, with a time stamp.
    Rows,
    /// One row per day.
    DayMatrix,
    /// Values in order, without time stamps.
    Plain,
}

/// A column that holds values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueColumn {
    /// Position, from 0; that of the register for messages and for rows with registers.
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
    /// Unit of the file.
    pub unit: Unit,
    /// Step of the file in minutes.
    pub step_minutes: usize,
    /// Calendar year of the axis: that of the file, or the wanted one.
    pub year: i32,
    /// Energy of the year in kWh.
    pub energy_kwh: f64,
    /// Largest value and its first step.
    pub peak: Peak,
    /// Start of the interval with the peak in the file, ISO, UTC.
    pub peak_interval_start_utc: String,
    /// Start of the first interval in the file, ISO, UTC.
    pub first_interval_start_utc: String,
    /// Hourly means in kW, 8760 values.
    pub hourly_kw: Vec<f64>,
    /// Mean power in kW in the step of the file, without 29 February.
    pub values_kw: Vec<f64>,
    /// Intervals that were not in the file, in order.
    pub repairs: Vec<Repair>,
}

/// Intervals that were filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repair {
    /// First interval on the axis.
    pub start: usize,
    /// Number of intervals.
    pub steps: usize,
    /// How.
    pub method: RepairMethod,
}

/// How intervals were filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RepairMethod {
    /// In a straight line between the neighbours.
    Linear,
    /// With the mean of the same weekday one week before and after.
    SameWeekday,
}

/// Why reading ended before there was a profile.
#[derive(Debug)]
pub(super) enum Stop {
    /// The questions that were collected must be answered first.
    Ask,
    Reject {
        line: Option<usize>,
        reason: RejectReason,
    },
}

impl Stop {
    pub(super) const fn file(reason: RejectReason) -> Self {
        Self::Reject { line: None, reason }
    }

    pub(super) const fn line(line: usize, reason: RejectReason) -> Self {
        Self::Reject { line: Some(line), reason }
    }
}

/// Everything that is collected while a file is read.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub warnings: Vec<ImportWarning>,
    pub questions: Vec<Question>,
    pub found: Findings,
}

impl Notes {
    /// Adds a warning unless it concerns nothing.
    pub(super) fn warn(&mut self, code: WarningCode, count: usize, rows: impl IntoIterator<Item = usize>) {
        if count > 0 {
            let rows = rows.into_iter().filter(|row| *row > 0).take(ROWS_MAX).collect();
            self.warnings.push(ImportWarning { code, count, rows });
        }
    }

    /// Adds a warning about these lines.
    pub(super) fn warn_rows(&mut self, code: WarningCode, rows: &[usize]) {
        self.warn(code, rows.len(), rows.iter().copied());
    }
}

impl ImportReport {
    /// The refusal of a file that was not even opened, as it is too large.
    #[must_use]
    pub fn too_large(bytes: usize) -> Self {
        Self::new(Err(Stop::file(RejectReason::TooLarge { bytes })), Notes::default())
    }

    pub(super) fn new(outcome: Result<ImportedProfile, Stop>, notes: Notes) -> Self {
        let Notes { warnings, questions, found } = notes;
        let (status, profile) = match outcome {
            Err(Stop::Reject { line, reason }) => (ImportStatus::Rejected { line, reason }, None),
            Err(Stop::Ask) => (ImportStatus::NeedsInput { questions }, None),
            Ok(_) if !questions.is_empty() => (ImportStatus::NeedsInput { questions }, None),
            Ok(profile) if warnings.is_empty() => (ImportStatus::Accepted, Some(profile)),
            Ok(profile) => (ImportStatus::AcceptedWithWarnings, Some(profile)),
        };
        Self { status, warnings, found, profile }
    }
}

/// The start of a cell, for messages.
pub(super) fn short(cell: &str) -> String {
    cell.chars().take(40).collect()
}
