//! What looks wrong in a series although every value is there: negatives, spikes, stuck meters.

use super::report::{Notes, WarningCode};
use super::year::Placed;
use super::{NegativeRule, OutlierRule};

/// An outlier is this many times larger than the level that all but one in 200 values stay below.
const OUTLIER_FACTOR: f64 = 4.0;
/// Longest group of outliers, in steps; longer ones are a load.
const OUTLIER_STEPS: usize = 4;
/// Most outliers, one in so many values.
const OUTLIER_SHARE: usize = 1000;
/// Shortest run of one value that looks like a stuck meter, in minutes.
const RUN_MINUTES: usize = 720;
/// Shortest run of zeros, in minutes.
const ZERO_RUN_MINUTES: usize = 2880;

/// Looks for all of them and changes what the rules say.
pub(super) fn check(placed: &mut Placed, negatives: NegativeRule, outliers: OutlierRule, notes: &mut Notes) {
    check_negatives(placed, negatives, notes);
    check_outliers(placed, outliers, notes);
    check_runs(placed, notes);
}

fn lines(placed: &Placed, indices: &[usize]) -> Vec<usize> {
    indices.iter().map(|index| placed.lines[*index]).collect()
}

fn check_negatives(placed: &mut Placed, rule: NegativeRule, notes: &mut Notes) {
    let indices: Vec<usize> = (0..placed.values.len())
        .filter(|index| placed.values[*index].is_some_and(|value| value < 0.0))
        .collect();
    let rows = lines(placed, &indices);
    match rule {
        NegativeRule::Keep => notes.warn_rows(WarningCode::NegativeValues, &rows),
        NegativeRule::Zero => {
            indices.iter().for_each(|index| placed.values[*index] = Some(0.0));
            notes.warn_rows(WarningCode::NegativeSetToZero, &rows);
        }
    }
}

fn check_outliers(placed: &mut Placed, rule: OutlierRule, notes: &mut Notes) {
    let mut sizes: Vec<f64> = placed.values.iter().flatten().map(|value| value.abs()).collect();
    if sizes.is_empty() {
        return;
    }
    let position = sizes.len() - 1 - sizes.len() / 200;
    let (_, level, _) = sizes.select_nth_unstable_by(position, f64::total_cmp);
    let limit = *level * OUTLIER_FACTOR;
    let is_high = |value: Option<f64>| value.is_some_and(|value| value.abs() > limit && limit > 0.0);
    let mut found = Vec::new();
    let mut group = Vec::new();
    for index in 0..=placed.values.len() {
        if placed.values.get(index).is_some_and(|value| is_high(*value)) {
            group.push(index);
        } else {
            if group.len() <= OUTLIER_STEPS {
                found.append(&mut group);
            }
            group.clear();
        }
    }
    if found.len() * OUTLIER_SHARE > placed.values.len() {
        return;
    }
    let rows = lines(placed, &found);
    match rule {
        OutlierRule::Keep => notes.warn_rows(WarningCode::Outlier, &rows),
        OutlierRule::Repair => {
            found.iter().for_each(|index| placed.values[*index] = None);
            notes.warn_rows(WarningCode::OutlierRepaired, &rows);
        }
    }
}

/// Runs of a value that has no other long runs; a value with many is a base load.
fn check_runs(placed: &Placed, notes: &mut Notes) {
    let values = &placed.values;
    let mut runs: Vec<(f64, usize, usize)> = Vec::new();
    let mut start = 0;
    for index in 1..=values.len() {
        if index < values.len() && values[index] == values[start] {
            continue;
        }
        let minutes = (index - start) * placed.step;
        if let Some(value) = values[start]
            // A load that never changes is a band.
            && index - start < values.len()
            && minutes >= if value == 0.0 { ZERO_RUN_MINUTES } else { RUN_MINUTES }
        {
            runs.push((value, start, index));
        }
        start = index;
    }
    let zeros = values.iter().filter(|value| **value == Some(0.0)).count();
    let of_same = |value: f64| runs.iter().filter(|run| run.0 == value).count();
    let stuck: Vec<&(f64, usize, usize)> = runs
        .iter()
        .filter(|(value, start, end)| {
            // Where zeros are common, the load is off and no meter is stuck.
            of_same(*value) <= 2 && (*value != 0.0 || (zeros - (end - start)) * 100 < values.len())
        })
        .collect();
    let count = stuck.iter().map(|(_, start, end)| end - start).sum();
    let rows = stuck.iter().flat_map(|(_, start, end)| [placed.lines[*start], placed.lines[end - 1]]);
    notes.warn(WarningCode::ConstantRun, count, rows);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::HOURS;

    fn wavy() -> Placed {
        let load = |hour| Some(10.0 + (hour % 24) as f64 + (hour % 7) as f64 * 0.1);
        Placed::of_hours((0..HOURS).map(load).collect())
    }

    fn warnings(
        mut placed: Placed,
        outliers: OutlierRule,
    ) -> (Vec<(WarningCode, usize, Vec<usize>)>, Placed) {
        let mut notes = Notes::default();
        check(&mut placed, NegativeRule::Zero, outliers, &mut notes);
        (
            notes.warnings.into_iter().map(|warning| (warning.code, warning.count, warning.rows)).collect(),
            placed,
        )
    }

    #[test]
    fn a_usual_load_gives_no_warning() {
        assert_eq!(warnings(wavy(), OutlierRule::Keep).0, []);
    }

    #[test]
    fn spikes_stuck_meters_and_negatives_are_named_with_their_rows() {
        let mut placed = wavy();
        placed.values[100] = Some(99_999.99);
        placed.values[200] = Some(-3.0);
        placed.values[300..315].fill(Some(17.0));
        let (found, placed) = warnings(placed, OutlierRule::Repair);
        assert_eq!(
            found,
            [
                (WarningCode::NegativeSetToZero, 1, vec![201]),
                (WarningCode::OutlierRepaired, 1, vec![101]),
                (WarningCode::ConstantRun, 15, vec![301, 315]),
            ]
        );
        assert_eq!((placed.values[100], placed.values[200]), (None, Some(0.0)));
    }

    #[test]
    fn a_burst_of_four_steps_is_an_outlier_and_a_longer_one_is_a_load() {
        let mut placed = wavy();
        placed.values[100..104].fill(Some(9_000.0));
        let expected = (WarningCode::Outlier, 4, vec![101, 102, 103, 104]);
        assert_eq!(warnings(placed, OutlierRule::Keep).0, [expected]);
        let mut placed = wavy();
        placed.values[100..105].fill(Some(9_000.0));
        assert_eq!(warnings(placed, OutlierRule::Keep).0, []);
    }

    #[test]
    fn a_base_load_that_returns_every_night_is_no_stuck_meter() {
        let mut placed = wavy();
        for day in 0..365 {
            placed.values[day * 24..day * 24 + 14].fill(Some(5.0));
        }
        assert_eq!(warnings(placed, OutlierRule::Keep).0, []);
    }
}
