//! The outcome of an import in figures, as the command line prints it.

use serde::{Deserialize, Serialize};

use super::super::StampRule;
use super::{FileTotals, ImportReport, ImportStatus, Question, RejectReason, WarningCode};

/// First values of the hourly series that are shown.
const FIRST: usize = 5;

/// An import report in figures; what is not known is null.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportSummary {
    /// `accepted`, `accepted_with_warnings`, `needs_input` or `rejected`.
    pub status: String,
    /// Number of values of the imported series.
    pub n_values: Option<usize>,
    /// Step of the file in minutes.
    pub step_minutes: Option<usize>,
    /// Energy of the imported series in kWh.
    pub energy_kwh: Option<f64>,
    /// Largest value of the imported series in kW.
    pub peak_kw: Option<f64>,
    /// Start of the interval with the peak, ISO, UTC.
    pub peak_interval_start_utc: Option<String>,
    /// Start of the first interval, ISO, UTC.
    pub first_interval_start_utc: Option<String>,
    /// The hourly series on the UTC+1 axis.
    pub hourly: Option<HourlySummary>,
    /// All values of the file, those included that were left out; `energy_kwh` and the others are of what is used.
    pub file: Option<FileTotals>,
    /// Unit of the values in the file.
    pub unit_in_file: Option<String>,
    /// Character encoding of a text file.
    pub encoding: Option<String>,
    /// Sign between the cells of a text file; null for a single column.
    pub delimiter: Option<String>,
    /// Decimal sign of the values.
    pub decimal: Option<String>,
    /// `Europe/Berlin`, `UTC` or an offset.
    pub time_zone: Option<String>,
    /// `interval start` or `interval end`.
    pub stamps: Option<String>,
    /// Calendar year of the axis.
    pub year: Option<i32>,
    /// Heading of the column that was read.
    pub column: Option<String>,
    /// Sheet that was read.
    pub sheet: Option<String>,
    /// Register (OBIS) that was read.
    pub register: Option<String>,
    /// What was noticed or changed.
    pub warnings: Vec<WarningLine>,
    /// Code of the reason for a refusal.
    pub reason: Option<String>,
    /// Row of the file to which the reason refers.
    pub row: Option<usize>,
    /// The reason or the questions in words.
    pub message: Option<String>,
    /// Names of the options that must be given.
    pub needs: Vec<String>,
    /// The questions with the possible answers.
    pub questions: Vec<Question>,
}

/// The hourly series in figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HourlySummary {
    /// Number of hours.
    pub n: usize,
    /// Energy in kWh.
    pub sum_kwh: f64,
    /// Largest hourly mean in kW.
    pub peak_kw: f64,
    /// Hour of the year with the largest mean, from 0.
    pub argmax: usize,
    /// The first five values in kW.
    pub first5_kw: Vec<f64>,
}

/// A warning with its text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WarningLine {
    /// What it is.
    pub code: WarningCode,
    /// How many values or rows it concerns.
    pub count: usize,
    /// The warning in words.
    pub message: String,
    /// Lines of the file, from 1; the first hundred.
    pub rows: Vec<usize>,
}

impl ImportReport {
    /// The outcome in figures, with texts in English.
    #[must_use]
    pub fn summary(&self) -> ImportSummary {
        let found = &self.found;
        let profile = self.profile.as_ref();
        let (reason, row) = match &self.status {
            ImportStatus::Rejected { line, reason } => (Some(reason.code().to_owned()), *line),
            _ => (None, None),
        };
        let questions = match &self.status {
            ImportStatus::NeedsInput { questions } => questions.clone(),
            _ => Vec::new(),
        };
        ImportSummary {
            status: self.status.code().to_owned(),
            n_values: profile.map(|profile| profile.values_kw.len()),
            step_minutes: found.step_minutes,
            energy_kwh: profile.map(|profile| profile.energy_kwh),
            peak_kw: profile.map(|profile| profile.peak.kw),
            peak_interval_start_utc: profile.map(|profile| profile.peak_interval_start_utc.clone()),
            first_interval_start_utc: profile.map(|profile| profile.first_interval_start_utc.clone()),
            hourly: profile.map(|profile| HourlySummary::of(&profile.hourly_kw)),
            file: found.file.filter(|_| profile.is_some()),
            unit_in_file: found.unit.map(|unit| unit.symbol().to_owned()),
            encoding: found.encoding.map(|encoding| encoding.name().to_owned()),
            delimiter: found.delimiter.map(String::from),
            decimal: found.decimal.map(String::from),
            time_zone: found.time_zone.map(|zone| zone.to_string()),
            stamps: found.stamps.map(|rule| rule.text_en().to_owned()),
            year: profile.map(|profile| profile.year),
            column: found.column.as_ref().map(|column| column.name.clone()).filter(|name| !name.is_empty()),
            sheet: found.sheet.clone(),
            register: found.register.clone(),
            warnings: self
                .warnings
                .iter()
                .map(|warning| WarningLine {
                    code: warning.code,
                    count: warning.count,
                    message: warning.message_en(),
                    rows: warning.rows.clone(),
                })
                .collect(),
            reason,
            row,
            message: self.status.message_en(),
            needs: questions.iter().map(|question| question.code().to_owned()).collect(),
            questions,
        }
    }
}

impl HourlySummary {
    fn of(hourly_kw: &[f64]) -> Self {
        let peak = crate::figures::peak(hourly_kw);
        Self {
            n: hourly_kw.len(),
            sum_kwh: hourly_kw.iter().sum(),
            peak_kw: peak.map_or(0.0, |peak| peak.kw),
            argmax: peak.map_or(0, |peak| peak.index),
            first5_kw: hourly_kw.iter().copied().take(FIRST).collect(),
        }
    }
}

impl StampRule {
    /// The rule in English.
    #[must_use]
    pub const fn text_en(self) -> &'static str {
        match self {
            Self::Start => "interval start",
            Self::End => "interval end",
        }
    }
}

impl ImportStatus {
    /// The name of the status.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::AcceptedWithWarnings => "accepted_with_warnings",
            Self::NeedsInput { .. } => "needs_input",
            Self::Rejected { .. } => "rejected",
        }
    }
}

impl Question {
    /// The name of the option that answers it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unit { .. } => "unit",
            Self::Year { .. } => "year",
            Self::TimeZone => "time_zone",
            Self::Column { .. } => "column",
            Self::Sheet { .. } => "sheet",
        }
    }
}

impl RejectReason {
    /// The name of the reason.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "too_large",
            Self::UnsupportedFormat { .. } => "unsupported_format",
            Self::NotATable { .. } => "not_a_table",
            Self::FormulasWithoutValues { .. } => "formulas_without_values",
            Self::NoSuchColumn { .. } => "no_such_column",
            Self::NoSuchSheet { .. } => "no_such_sheet",
            Self::UnreadableValues { .. } => "unreadable_values",
            Self::UnreadableStamps { .. } => "unreadable_stamps",
            Self::IrregularStep { .. } => "irregular_step",
            Self::TooCoarse { .. } => "too_coarse",
            Self::NotAFullYear { .. } => "not_a_full_year",
            Self::ContradictoryRows { .. } => "contradictory_rows",
            Self::GapTooLong { .. } => "gap_too_long",
            Self::CommasInNumbers { .. } => "commas_in_numbers",
            Self::OneColumnPerTime { .. } => "one_column_per_time",
            Self::MeterReadings => "meter_readings",
            Self::NoDemand => "no_demand",
        }
    }
}
