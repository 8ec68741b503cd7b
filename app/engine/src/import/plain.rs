//! Values without time stamps: a whole year in order, from 1 January 00:00 on.

use super::axis::{Placed, fill_gaps};
use super::report::{ImportWarning, RejectReason, Stop, WarningCode};
use super::table::Row;
use crate::time::HOURS;

/// Puts a plain column on the axis; its length tells the step and whether it has a 29 February.
///
/// The hours of a year follow each other without a jump, so the clock of the file plays no part.
pub(super) fn place(
    mut values: Vec<Option<f64>>,
    rows: &[Row<'_>],
    warnings: &mut Vec<ImportWarning>,
) -> Result<Placed, Stop> {
    let given = values.len();
    let steps_of = |hours: usize| [1, 2, 4].into_iter().find(|steps| hours * steps == given);
    let (steps, leap_year) = match (steps_of(HOURS), steps_of(HOURS + 24)) {
        (Some(steps), _) => (steps, false),
        (None, Some(steps)) => (steps, true),
        (None, None) => return Err(Stop::file(RejectReason::WrongLength { given })),
    };
    let mut lines: Vec<usize> = rows.iter().map(|row| row.line).collect();
    if leap_year {
        let leap_day = 59 * 24 * steps..60 * 24 * steps;
        warnings.push(ImportWarning::new(WarningCode::LeapDayDropped, leap_day.len()));
        values.drain(leap_day.clone());
        lines.drain(leap_day);
    }
    let step_minutes = 60 / steps;
    let values = fill_gaps(&values, &lines, step_minutes, warnings)?;
    Ok(Placed { values, step_minutes, year: None, stamp: None, clock: None })
}
