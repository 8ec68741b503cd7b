//! Reads metered load profiles from text tables as they come from meters, portals and spreadsheets.
//!
//! The way of a file: bytes → text ([`decode`]) → rows and cells → columns of time stamps and values → unit →
//! readings on the UTC+1 axis. Each step has a file of its own; the outcome is an [`ImportReport`].

mod axis;
mod decode;
mod layout;
pub(crate) mod number;
mod plain;
mod report;
mod stamp;
pub(crate) mod table;
mod unit;

pub use decode::{Encoding, ForeignFormat, decode};
pub use report::{
    ImportReport, ImportStatus, ImportWarning, ImportedProfile, Question, RejectReason, ValueColumn,
    WarningCode,
};
pub use unit::Unit;

use serde::{Deserialize, Serialize};

use self::axis::Reading;
use self::layout::{Layout, StampColumns};
use self::number::{NumberForm, is_gap};
use self::report::Stop;
use self::table::Table;
use crate::figures::{energy_kwh, peak};
use crate::series::hourly_means;

/// Largest accepted file in bytes.
pub const MAX_IMPORT_BYTES: usize = 20 * 1024 * 1024;

/// Which end of its interval a time stamp names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StampRule {
    /// The start: the first stamp of the year is 00:00.
    Start,
    /// The end: the last stamp of the year is 00:00 or 24:00.
    End,
}

/// Which clock the time stamps show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClockRule {
    /// Local time of Germany with summer time.
    SummerTime,
    /// UTC+1 all year.
    StandardTime,
    /// Every stamp names its offset from UTC.
    WithOffset,
}

/// Answers to questions that a file leaves open; what is `None` is found out from the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportOptions {
    /// Unit of the values.
    #[serde(default)]
    pub unit: Option<Unit>,
    /// Column with the values, from 0.
    #[serde(default)]
    pub column: Option<usize>,
    /// Which end of the interval the stamps name.
    #[serde(default)]
    pub stamp: Option<StampRule>,
    /// Which clock the stamps show; only summer or standard time.
    #[serde(default)]
    pub clock: Option<ClockRule>,
}

/// Reads a load profile of one calendar year.
#[must_use]
pub fn import_load_profile(bytes: &[u8], options: &ImportOptions) -> ImportReport {
    let mut warnings = Vec::new();
    let mut columns = Vec::new();
    let outcome = read(bytes, options, &mut warnings, &mut columns);
    ImportReport::new(outcome, warnings, columns)
}

fn read(
    bytes: &[u8],
    options: &ImportOptions,
    warnings: &mut Vec<ImportWarning>,
    columns: &mut Vec<ValueColumn>,
) -> Result<ImportedProfile, Stop> {
    if bytes.len() > MAX_IMPORT_BYTES {
        return Err(Stop::file(RejectReason::TooLarge { bytes: bytes.len() }));
    }
    let (text, encoding) =
        decode(bytes).map_err(|format| Stop::file(RejectReason::ForeignFile { format }))?;
    let table = Table::read(&text);
    let layout = Layout::find(&table).ok_or_else(|| Stop::file(RejectReason::NoValues))?;
    columns.extend(layout.value_columns.iter().map(|column| layout.describe(&table, *column)));
    let column = choose_column(options, columns)?;
    let rows = layout.data_rows(&table, column);
    let values = read_values(&table, rows.clone(), column)?;

    let placed = match layout.stamps {
        StampColumns::None => plain::place(values, &table.rows[rows], warnings)?,
        stamps => {
            let stamped = layout::read_stamps(&table.rows[rows], stamps)?;
            let readings =
                stamped.into_iter().zip(values).map(|((line, stamp), value)| Reading { line, stamp, value });
            axis::place(readings.collect(), options, warnings)?
        }
    };

    let unit =
        options.unit.or(columns.iter().find(|known| known.index == column).and_then(|known| known.unit));
    let Some(unit) = unit else {
        let sum: f64 = placed.values.iter().sum();
        return Err(Stop::Ask(Question::Unit {
            energy_if_kw_kwh: sum * placed.step_minutes as f64 / 60.0,
            energy_if_kwh_kwh: sum,
        }));
    };
    let factor = unit.kw_factor(placed.step_minutes);
    let values_kw: Vec<f64> = placed.values.iter().map(|value| value * factor).collect();
    let peak =
        peak(&values_kw).filter(|peak| peak.kw > 0.0).ok_or_else(|| Stop::file(RejectReason::NoDemand))?;
    Ok(ImportedProfile {
        encoding,
        column,
        unit,
        step_minutes: placed.step_minutes,
        year: placed.year,
        stamp: placed.stamp,
        clock: placed.clock,
        energy_kwh: energy_kwh(&values_kw),
        peak,
        hourly_kw: hourly_means(&values_kw),
        values_kw,
    })
}

fn choose_column(options: &ImportOptions, columns: &[ValueColumn]) -> Result<usize, Stop> {
    if let Some(wanted) = options.column {
        return columns
            .iter()
            .find(|column| column.index == wanted)
            .map(|column| column.index)
            .ok_or_else(|| Stop::file(RejectReason::NoSuchColumn { column: wanted }));
    }
    let with_unit: Vec<&ValueColumn> = columns.iter().filter(|column| column.unit_is_own).collect();
    match (columns, with_unit.as_slice()) {
        ([], _) => Err(Stop::file(RejectReason::NoValues)),
        ([only], _) => Ok(only.index),
        (_, [only]) => Ok(only.index),
        _ => Err(Stop::Ask(Question::Column)),
    }
}

/// Values of a column; gaps are `None`.
fn read_values(
    table: &Table<'_>,
    rows: core::ops::Range<usize>,
    column: usize,
) -> Result<Vec<Option<f64>>, Stop> {
    let rows = &table.rows[rows];
    let form = NumberForm::of(rows.iter().map(|row| row.cell(column)).filter(|cell| !is_gap(cell)));
    rows.iter()
        .map(|row| {
            let cell = row.cell(column);
            match form.parse(cell) {
                Some(value) if value < 0.0 => Err(Stop::line(row.line, RejectReason::Negative { value })),
                Some(value) => Ok(Some(value)),
                None if is_gap(cell) => Ok(None),
                None => Err(Stop::line(row.line, RejectReason::NotANumber { text: report::short(cell) })),
            }
        })
        .collect()
}
