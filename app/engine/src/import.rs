//! Reads metered load profiles from files as they come from meters, portals and spreadsheets.
//!
//! The way of a file: bytes → text ([`decode`]) or workbook → rows of cells → columns of time stamps and
//! values → intervals at UTC → the UTC+1 axis of a year → gaps filled → kW. Each step has a file of its own;
//! everything that is found, changed or open is noted on the way, and the outcome is an [`ImportReport`].

mod checks;
mod clock;
mod column;
mod decode;
mod grid;
mod intervals;
mod kind;
mod layout;
mod matrix;
mod mscons;
pub(crate) mod number;
mod obis;
mod options;
mod parts;
mod plain;
mod repair;
mod report;
mod rows;
mod sheet;
mod stamp;
pub(crate) mod table;
mod unit;
mod values;
mod workbook;
mod year;
mod zone;

pub use decode::{Encoding, ForeignFormat, decode};
pub use options::{ColumnChoice, GapRepair, ImportOptions, NegativeRule, OutlierRule, StampRule};
pub use report::{
    Arrangement, FileFormat, FileTotals, Findings, HourlySummary, ImportReport, ImportStatus, ImportSummary,
    ImportWarning, ImportedProfile, Question, RejectReason, Repair, RepairMethod, UnitChoice, ValueColumn,
    WarningCode, WarningLine,
};
pub use unit::{Unit, UnknownUnit};
pub use zone::{TimeZone, UnknownTimeZone};

use self::grid::Grid;
use self::intervals::Located;
use self::report::{Notes, Stop};
use self::table::{Commas, Table};
use self::year::{Placed, iso_utc};
use crate::figures::{energy_kwh, peak};
use crate::series::hourly_means;

/// Largest accepted file in bytes.
pub const MAX_IMPORT_BYTES: usize = 20 * 1024 * 1024;

/// Reads a load profile of one year.
#[must_use]
pub fn import_load_profile(bytes: &[u8], options: &ImportOptions) -> ImportReport {
    let mut notes = Notes::default();
    let outcome = read(bytes, options, &mut notes);
    ImportReport::new(outcome, notes)
}

fn read(bytes: &[u8], options: &ImportOptions, notes: &mut Notes) -> Result<ImportedProfile, Stop> {
    if bytes.len() > MAX_IMPORT_BYTES {
        return Err(Stop::file(RejectReason::TooLarge { bytes: bytes.len() }));
    }
    let (located, unit) = match decode(bytes) {
        Ok((text, encoding)) => {
            notes.found.format = Some(FileFormat::Text);
            notes.found.encoding = Some(encoding);
            let table = Table::read(&text);
            notes.found.delimiter = table.separator;
            if table.quoted_lines {
                notes.warn(WarningCode::QuotedLines, table.rows.len(), []);
            }
            match table.commas {
                Commas::Plain => {}
                Commas::Joined(count) => notes.warn(WarningCode::CommasJoined, count, []),
                Commas::Ambiguous { line, head, cells } => {
                    return Err(Stop::line(line, RejectReason::CommasInNumbers { head, cells }));
                }
            }
            let grid = Grid::of_table(&table)
                .ok_or_else(|| Stop::file(RejectReason::TooLarge { bytes: bytes.len() }))?;
            sheet::locate(&grid, options, notes)?
        }
        Err(ForeignFormat::Spreadsheet) => read_workbook(bytes, options, notes)?,
        Err(ForeignFormat::Edifact) => {
            let (text, encoding) = decode::decode_edifact(bytes)
                .map_err(|format| Stop::file(RejectReason::UnsupportedFormat { format }))?;
            notes.found.encoding = Some(encoding);
            mscons::read(&text, options, notes)?
        }
        Err(format @ (ForeignFormat::WebPage | ForeignFormat::Markup)) => {
            return Err(Stop::file(RejectReason::NotATable { format: Some(format) }));
        }
        Err(ForeignFormat::Binary) if !decode::is_known_binary(bytes) => {
            return Err(Stop::file(RejectReason::NotATable { format: Some(ForeignFormat::Binary) }));
        }
        Err(format) => return Err(Stop::file(RejectReason::UnsupportedFormat { format })),
    };
    complete(located, options, options.unit.or(unit), notes)
}

fn read_workbook(
    bytes: &[u8],
    options: &ImportOptions,
    notes: &mut Notes,
) -> Result<(Located, Option<Unit>), Stop> {
    let mut book = workbook::read(bytes, options.sheet.as_deref())?;
    notes.found.format = Some(FileFormat::Workbook);
    notes.found.sheets = book.names;
    let tables: Vec<usize> =
        (0..book.sheets.len()).filter(|index| sheet::holds_profile(&book.sheets[*index].grid)).collect();
    let chosen = match (tables.as_slice(), options.sheet.is_some()) {
        // The one that was asked for, whatever it holds.
        (_, true) if book.sheets.len() == 1 => 0,
        ([only], _) => *only,
        ([], _) if book.formulas_without_values > 0 => {
            let count = book.formulas_without_values;
            return Err(Stop::file(RejectReason::FormulasWithoutValues { count }));
        }
        ([], _) => match longest(&book.sheets) {
            Some(longest) => longest,
            None => return Err(Stop::file(RejectReason::NotATable { format: None })),
        },
        (several, _) if sheet::continues(&mut book.sheets, several) => several[0],
        (several, _) => {
            let sheets = several.iter().map(|index| book.sheets[*index].name.clone()).collect();
            notes.questions.push(Question::Sheet { sheets });
            return Err(Stop::Ask);
        }
    };
    let workbook::Sheet { name, grid } = book.sheets.swap_remove(chosen);
    notes.found.sheet = Some(name);
    let located = sheet::locate(&grid, options, notes);
    match located {
        Err(Stop::Reject { reason: RejectReason::NotATable { .. }, .. })
            if book.formulas_without_values > 0 =>
        {
            let count = book.formulas_without_values;
            Err(Stop::file(RejectReason::FormulasWithoutValues { count }))
        }
        other => other,
    }
}

fn longest(sheets: &[workbook::Sheet]) -> Option<usize> {
    (0..sheets.len()).max_by_key(|index| sheets[*index].grid.height())
}

/// From intervals to the profile: axis, checks, gaps, unit.
fn complete(
    located: Located,
    options: &ImportOptions,
    unit: Option<Unit>,
    notes: &mut Notes,
) -> Result<ImportedProfile, Stop> {
    let whole = located.whole();
    let mut placed = year::place(located, options.known_year(), notes)?;
    checks::check(&mut placed, options.negatives, options.outliers, notes);
    let (values, repairs) = repair::fill(&placed, options.gaps, notes)?;
    notes.found.unit = unit;
    let Some(unit) = unit else {
        let choices = Unit::ALL.map(|unit| {
            let factor = unit.kw_factor(placed.step);
            let largest = values.iter().copied().fold(0.0, f64::max);
            UnitChoice { unit, energy_kwh: energy_kwh(&values) * factor, peak_kw: largest * factor }
        });
        notes.questions.push(Question::Unit { choices: choices.to_vec() });
        return Err(Stop::Ask);
    };
    let factor = unit.kw_factor(placed.step);
    notes.found.file = Some(whole.times(factor));
    let values_kw: Vec<f64> = values.iter().map(|value| value * factor).collect();
    let peak =
        peak(&values_kw).filter(|peak| peak.kw > 0.0).ok_or_else(|| Stop::file(RejectReason::NoDemand))?;
    let Placed { starts, step, year, first_start, .. } = placed;
    Ok(ImportedProfile {
        unit,
        step_minutes: step,
        year,
        energy_kwh: energy_kwh(&values_kw),
        peak,
        peak_interval_start_utc: iso_utc(start_of(&starts, peak.index, step)),
        first_interval_start_utc: iso_utc(first_start),
        hourly_kw: hourly_means(&values_kw),
        values_kw,
        repairs,
    })
}

/// Start of an interval in the file; of a filled one from its neighbour.
fn start_of(starts: &[i64], index: usize, step: usize) -> i64 {
    let known = (0..=index).rev().find(|known| starts[*known] != i64::MIN).unwrap_or(index);
    starts[known].saturating_add(((index - known) * step) as i64)
}
