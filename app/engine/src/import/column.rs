//! Which column, or which register, holds the load.

use super::grid::{Cell, Grid};
use super::layout::Layout;
use super::number::NumberForm;
use super::obis::Register;
use super::report::{Notes, Question, RejectReason, Stop, ValueColumn, WarningCode};
use super::unit::Unit;
use super::{ImportOptions, report::short};

/// Rows that tell what a column is.
const SAMPLE: usize = 2_000;
/// Most registers that rows may name.
const REGISTERS_MAX: usize = 50;

/// The column with the load; asks where several could be meant.
pub(super) fn choose(
    grid: &Grid<'_>,
    layout: &Layout,
    options: &ImportOptions,
    notes: &mut Notes,
) -> Result<ValueColumn, Stop> {
    let all: Vec<ValueColumn> = layout.values.iter().map(|column| layout.describe(grid, *column)).collect();
    notes.found.columns.clone_from(&all);
    // With a column of registers, the choice is about these.
    if let Some(choice) = &options.column
        && layout.register.is_none()
    {
        let found = choice.find(&all);
        let found =
            found.ok_or_else(|| Stop::file(RejectReason::NoSuchColumn { column: choice.to_string() }))?;
        if starts_anew(grid, layout, all[found].index) {
            return Err(Stop::file(RejectReason::MeterReadings));
        }
        return Ok(all[found].clone());
    }
    let mut likely: Vec<&ValueColumn> = all.iter().filter(|column| !Unit::is_foreign(&column.name)).collect();
    let register = |column: &ValueColumn| Register::find(&column.name);
    let loads = |column: &&ValueColumn| !register(column).is_some_and(Register::is_counter);
    likely.retain(loads);
    let meter_only = likely.is_empty() && !all.is_empty();
    // Energy that flows out is chosen only where there is nothing else.
    let is_export = |column: &ValueColumn| match register(column) {
        Some(register) => !register.is_import(),
        None => Unit::is_export(&column.name),
    };
    let exports = likely.iter().filter(|column| is_export(column)).count();
    if exports < likely.len() && exports > 0 {
        likely.retain(|column| !is_export(column));
        notes.warn(WarningCode::SeveralRegisters, exports, []);
    }
    // A counter that begins anew each day stands beside the power that it counts.
    if likely.len() > 1 {
        let is_load = |column: &&ValueColumn| !starts_anew(grid, layout, column.index);
        let loads: Vec<&ValueColumn> = likely.iter().copied().filter(is_load).collect();
        if !loads.is_empty() {
            likely = loads;
        }
    }
    if likely.iter().any(|column| column.unit_is_own) {
        likely.retain(|column| column.unit_is_own);
    }
    if likely.len() > 1 {
        let is_load = |column: &ValueColumn| {
            !is_meter(grid, layout, column.index) && !is_flag(grid, layout, column.index)
        };
        if likely.iter().any(|column| is_load(column)) {
            likely.retain(|column| is_load(column));
        }
    }
    match likely.as_slice() {
        [] if meter_only => Err(Stop::file(RejectReason::MeterReadings)),
        [] => Err(Stop::file(RejectReason::NotATable { format: None })),
        [only] if is_meter(grid, layout, only.index) => Err(Stop::file(RejectReason::MeterReadings)),
        [only] => Ok((*only).clone()),
        several => {
            if let Some(energy) = power_and_energy(grid, layout, several) {
                return Ok(energy.clone());
            }
            let columns: Vec<ValueColumn> = several.iter().map(|column| (*column).clone()).collect();
            let unknown = options.unit.is_none() && columns.iter().any(|column| column.unit.is_none());
            notes.questions.push(Question::Column { columns });
            if unknown {
                notes.questions.push(Question::Unit { choices: Vec::new() });
            }
            Err(Stop::Ask)
        }
    }
}

/// The register whose rows count, where rows name several.
pub(super) fn choose_register(
    grid: &Grid<'_>,
    layout: &Layout,
    options: &ImportOptions,
    notes: &mut Notes,
) -> Result<Option<String>, Stop> {
    let Some(column) = layout.register else { return Ok(None) };
    let mut names: Vec<&str> = Vec::new();
    for row in layout.start..grid.height() {
        let name = grid.cell(row, column).text();
        if Register::find(name).is_some() && !names.contains(&name) && names.len() < REGISTERS_MAX {
            names.push(name);
        }
    }
    let columns: Vec<ValueColumn> = names
        .iter()
        .enumerate()
        .map(|(index, name)| ValueColumn {
            index,
            name: short(name),
            unit: Register::find(name).and_then(Register::unit),
            unit_is_own: true,
        })
        .collect();
    let imports: Vec<&str> =
        names.iter().copied().filter(|name| Register::find(name).is_some_and(Register::is_import)).collect();
    let chosen = match (&options.column, names.as_slice(), imports.as_slice()) {
        (Some(choice), [_, _, ..], _) => {
            let found = choice.find(&columns);
            names[found
                .ok_or_else(|| Stop::file(RejectReason::NoSuchColumn { column: choice.to_string() }))?]
        }
        (_, [], _) => return Ok(None),
        (_, [only], _) => only,
        (_, _, [only]) => {
            notes.warn(WarningCode::SeveralRegisters, names.len() - 1, []);
            only
        }
        _ => {
            notes.questions.push(Question::Column { columns });
            return Err(Stop::Ask);
        }
    };
    Ok(Some(chosen.to_owned()))
}

/// Reads the number of a row in the form of its column, which about so many rows tell.
fn number_reader<'g>(
    grid: &'g Grid<'_>,
    layout: &Layout,
    column: usize,
    count: usize,
) -> impl Fn(usize) -> Option<f64> + use<'g> {
    let form = NumberForm::of(sampled(grid, layout, count).map(|row| grid.cell(row, column).text()));
    move |row| match grid.cell(row, column) {
        Cell::Number(number) => Some(*number),
        cell => form.parse(cell.text()),
    }
}

/// About so many rows of data, spread over the file.
fn sampled(grid: &Grid<'_>, layout: &Layout, count: usize) -> impl Iterator<Item = usize> + use<> {
    let step = ((grid.height() - layout.start) / count).max(1);
    (layout.start..grid.height()).step_by(step)
}

/// Numbers of a column in its form, from about so many rows.
fn numbers(grid: &Grid<'_>, layout: &Layout, column: usize, count: usize) -> Vec<Option<f64>> {
    sampled(grid, layout, count).map(number_reader(grid, layout, column, count)).collect()
}

/// Whether the values only ever grow, as readings of a counter do.
fn is_meter(grid: &Grid<'_>, layout: &Layout, column: usize) -> bool {
    let values: Vec<f64> = numbers(grid, layout, column, SAMPLE).into_iter().flatten().collect();
    let grows = values.windows(2).filter(|pair| pair[1] > pair[0]).count();
    let falls = values.windows(2).filter(|pair| pair[1] < pair[0]).count();
    let grows_always = values.len() > 200 && falls * 500 <= values.len() && grows * 2 > values.len();
    grows_always || starts_anew(grid, layout, column)
}

/// Whether the values are readings of a counter that begins anew each day or each month: between falls to nearly
/// nothing, which come at equal distances, they only grow.
fn starts_anew(grid: &Grid<'_>, layout: &Layout, column: usize) -> bool {
    /// Falls in a year: one each month, or one each day.
    const FALLS: core::ops::RangeInclusive<usize> = 10..=400;
    /// A counter begins below this share of where it ended.
    const BOTTOM: f64 = 0.2;
    let number = number_reader(grid, layout, column, SAMPLE);
    let mut values: Vec<f64> = Vec::new();
    let mut falls: Vec<usize> = Vec::new();
    for value in (layout.start..grid.height()).filter_map(number) {
        if values.last().is_some_and(|last| value < *last) {
            falls.push(values.len());
            // A load falls every few steps: it is known by its first days.
            if falls.len() > *FALLS.end() {
                return false;
            }
        }
        values.push(value);
    }
    if values.len() < 1_000 || !FALLS.contains(&falls.len()) || falls.len() * 10 > values.len() {
        return false;
    }
    let deep = falls.iter().filter(|at| values[**at] < BOTTOM * values[**at - 1]).count();
    let mut lengths: Vec<usize> = falls.windows(2).map(|pair| pair[1] - pair[0]).collect();
    lengths.sort_unstable();
    let usual = lengths[lengths.len() / 2];
    let equal = lengths.iter().filter(|length| length.abs_diff(usual) * 10 <= usual).count();
    let growth = || values.windows(2).map(|pair| pair[1] - pair[0]).filter(|growth| *growth >= 0.0);
    let (least, most) =
        growth().fold((f64::MAX, 0.0), |(least, most), growth| (growth.min(least), growth.max(most)));
    let grows = growth().filter(|growth| *growth > 0.0).count();
    // A saw of equal teeth is made by hand; loads differ.
    let differs = most - least > 1e-6 * most;
    deep * 20 >= falls.len() * 19 && equal * 10 >= lengths.len() * 9 && grows * 2 > values.len() && differs
}

/// Whether the values are few whole numbers, as those of a status or of a meter's name are.
fn is_flag(grid: &Grid<'_>, layout: &Layout, column: usize) -> bool {
    let mut values: Vec<f64> = numbers(grid, layout, column, SAMPLE).into_iter().flatten().collect();
    values.sort_by(f64::total_cmp);
    values.dedup();
    values.len() <= 3 && values.iter().all(|value| value.fract() == 0.0)
}

/// Of a column of power and one of energy that say the same, the one of energy.
fn power_and_energy<'c>(
    grid: &Grid<'_>,
    layout: &Layout,
    columns: &[&'c ValueColumn],
) -> Option<&'c ValueColumn> {
    let [a, b] = columns else { return None };
    let (energy, power) = match (a.unit?.is_energy(), b.unit?.is_energy()) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        _ => return None,
    };
    let pairs =
        numbers(grid, layout, energy.index, 1000).into_iter().zip(numbers(grid, layout, power.index, 1000));
    let mut ratios: Vec<f64> = pairs
        .filter_map(|(energy, power)| Some((energy?, power?)))
        .filter(|(energy, _)| *energy > 0.0)
        .map(|(energy, power)| power / energy)
        .collect();
    ratios.sort_by(f64::total_cmp);
    let (low, high) = (*ratios.get(ratios.len() / 20)?, *ratios.get(ratios.len() * 19 / 20)?);
    (low > 0.0 && high / low < 1.1).then_some(*energy)
}
