//! Missing values: short gaps in a straight line, longer ones from the neighbouring weeks.

use super::GapRepair;
use super::report::{Notes, RejectReason, Repair, RepairMethod, Stop, WarningCode};
use super::year::Placed;

/// Longest gap in minutes that is filled in a straight line.
const MAX_GAP_MINUTES: usize = 120;

/// Fills the gaps of a series.
pub(super) fn fill(
    placed: &Placed,
    repair: GapRepair,
    notes: &mut Notes,
) -> Result<(Vec<f64>, Vec<Repair>), Stop> {
    let values = &placed.values;
    let count = values.len();
    let mut filled: Vec<f64> = values.iter().map(|value| value.unwrap_or(0.0)).collect();
    let mut repairs = Vec::new();
    let (mut short, mut long, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for (start, steps) in gaps(values)? {
        if steps * placed.step <= MAX_GAP_MINUTES {
            let before = filled[(start + count - 1) % count];
            let after = filled[(start + steps) % count];
            for step in 0..steps {
                let share = (step + 1) as f64 / (steps + 1) as f64;
                filled[(start + step) % count] = before + (after - before) * share;
                short.push(placed.lines[(start + step) % count]);
            }
            // Over the turn of the year a gap has two parts.
            for (start, steps) in
                [(start, steps.min(count - start)), (0, (start + steps).saturating_sub(count))]
            {
                if steps > 0 {
                    repairs.push(Repair { start, steps, method: RepairMethod::Linear });
                }
            }
        } else {
            refused.push((start, steps));
        }
    }
    let week = 7 * 1440 / placed.step;
    let from_weeks = |index: usize| {
        let at = |index: usize| values.get(index).copied().flatten();
        match (index.checked_sub(week).and_then(at), at(index + week)) {
            (Some(before), Some(after)) => Some((before + after) / 2.0),
            (before, after) => before.or(after),
        }
    };
    let indices = |(start, steps): &(usize, usize)| (*start..start + steps).map(move |index| index % count);
    let repairable = refused.iter().flat_map(indices).all(|index| from_weeks(index).is_some());
    if let Some((start, steps)) = refused.first()
        && (repair == GapRepair::Refuse || !repairable)
    {
        let line = Some(placed.lines[*start]).filter(|line| *line > 0);
        let reason = RejectReason::GapTooLong {
            time: placed.time(*start),
            minutes: steps * placed.step,
            gaps: refused.len(),
            repairable,
        };
        return Err(Stop::Reject { line, reason });
    }
    for (start, steps) in &refused {
        for index in indices(&(*start, *steps)) {
            filled[index] = from_weeks(index).unwrap_or_default();
            long.push(placed.lines[index]);
        }
        repairs.push(Repair { start: *start, steps: *steps, method: RepairMethod::SameWeekday });
    }
    repairs.sort_by_key(|repair| repair.start);
    notes.warn_rows(WarningCode::MissingValues, &short);
    notes.warn_rows(WarningCode::GapRepaired, &long);
    Ok((filled, repairs))
}

/// Start and length of runs without values; the year is a ring.
fn gaps(values: &[Option<f64>]) -> Result<Vec<(usize, usize)>, Stop> {
    let count = values.len();
    let Some(first) = values.iter().position(Option::is_some) else {
        return Err(Stop::file(RejectReason::NotATable { format: None }));
    };
    let mut gaps = Vec::new();
    let mut run = 0;
    // From the first value once around to the same value again.
    for position in first + 1..=first + count {
        if values[position % count].is_none() {
            run += 1;
        } else if run > 0 {
            gaps.push(((position - run) % count, run));
            run = 0;
        }
    }
    gaps.sort_unstable();
    Ok(gaps)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::HOURS;

    fn placed(missing: core::ops::Range<usize>) -> Placed {
        // Every week is one larger than the one before.
        let mut values: Vec<Option<f64>> = (0..HOURS).map(|hour| Some((hour / 168) as f64)).collect();
        for index in missing {
            values[index % HOURS] = None;
        }
        Placed::of_hours(values)
    }

    #[test]
    fn two_hours_are_filled_and_three_are_not() {
        let mut notes = Notes::default();
        let (filled, repairs) = fill(&placed(167..169), GapRepair::Refuse, &mut notes).unwrap();
        assert_eq!(&filled[166..170], [0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0]);
        assert_eq!(repairs, [Repair { start: 167, steps: 2, method: RepairMethod::Linear }]);
        assert_eq!(notes.warnings[0].rows, [168, 169]);
        let Err(Stop::Reject { reason, .. }) = fill(&placed(200..203), GapRepair::Refuse, &mut notes) else {
            panic!()
        };
        let expected = RejectReason::GapTooLong {
            time: "2023-01-09T08:00+01:00".into(),
            minutes: 180,
            gaps: 1,
            repairable: true,
        };
        assert_eq!(reason, expected);
    }

    #[test]
    fn the_neighbouring_weeks_fill_up_to_a_fortnight() {
        let mut notes = Notes::default();
        let (filled, repairs) = fill(&placed(1000..1100), GapRepair::SameWeekday, &mut notes).unwrap();
        assert_eq!(filled[1050], (1050 / 168) as f64);
        assert_eq!(repairs, [Repair { start: 1000, steps: 100, method: RepairMethod::SameWeekday }]);
        assert!(fill(&placed(1000..1000 + 336), GapRepair::SameWeekday, &mut notes).is_ok());
        assert!(fill(&placed(1000..1000 + 337), GapRepair::SameWeekday, &mut notes).is_err());
    }

    #[test]
    fn a_gap_over_the_turn_of_the_year_has_two_parts() {
        let mut notes = Notes::default();
        let (filled, repairs) = fill(&placed(8759..8761), GapRepair::Refuse, &mut notes).unwrap();
        assert!((filled[8759] - 52.0 * 2.0 / 3.0).abs() < 1e-9 && (filled[0] - 52.0 / 3.0).abs() < 1e-9);
        assert_eq!(
            repairs.iter().map(|repair| (repair.start, repair.steps)).collect::<Vec<_>>(),
            [(0, 1), (8759, 1)]
        );
    }
}
