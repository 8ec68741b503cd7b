//! What a valid problem is.

use crate::Series;
use crate::problem::{CapacityId, Problem, RowId, Term, TotalId, Upper, VariableId};

/// Where a problem has a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Cost or reluctance of a variable.
    Cost(VariableId),
    /// Upper bound of a variable.
    Upper(VariableId),
    /// Coefficient of a variable in a row.
    Term(RowId, VariableId),
    /// Coefficient of a capacity in a row.
    CapacityTerm(RowId, CapacityId),
    /// Right side of a row.
    Right(RowId),
    /// Cost and bounds of a capacity.
    Capacity(CapacityId),
    /// A total.
    Total(TotalId),
}

/// Why a problem cannot be solved as it stands.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum Fault {
    /// The ring has no step.
    #[error("no steps")]
    NoSteps,
    /// A series does not have one value a step.
    #[error("{place:?}: {found} values for {expected} steps")]
    Length {
        /// Where.
        place: Place,
        /// How many values there are.
        found: usize,
        /// How many steps there are.
        expected: usize,
    },
    /// A number is infinite or no number.
    #[error("{place:?}: not a finite number in step {step}")]
    NotFinite {
        /// Where.
        place: Place,
        /// In which step (0 for what exists once).
        step: usize,
    },
    /// An upper bound, a factor of a capacity, a least size or a reluctance is negative.
    #[error("{place:?}: negative in step {step}")]
    Negative {
        /// Where.
        place: Place,
        /// In which step (0 for what exists once).
        step: usize,
    },
    /// Something is referred to that does not exist.
    #[error("{0:?}: refers to something unknown")]
    Unknown(Place),
    /// The least size is above the largest.
    #[error("{0:?}: least above most")]
    Crossed(CapacityId),
}

/// Whether the problem can be worked on: lengths, references, finite numbers, signs.
///
/// # Errors
/// The first fault.
pub fn check(problem: &Problem) -> Result<(), Fault> {
    if problem.steps == 0 {
        return Err(Fault::NoSteps);
    }
    let steps = problem.steps;
    let capacity_known = |id: CapacityId| id.0 < problem.capacities.len();
    for (j, variable) in problem.variables.iter().enumerate() {
        let cost = Place::Cost(VariableId(j));
        series(&variable.cost, steps, cost, false)?;
        single(variable.reluctance, cost, true)?;
        let place = Place::Upper(VariableId(j));
        match &variable.upper {
            Upper::None => {}
            Upper::Fixed(upper) => series(upper, steps, place, true)?,
            Upper::Capacity { capacity, factor } => {
                series(factor, steps, place, true)?;
                known(capacity_known(*capacity), place)?;
            }
            Upper::ByStep { capacities, factor } => {
                series(factor, steps, place, true)?;
                length(capacities.len(), steps, place)?;
                known(capacities.iter().all(|id| capacity_known(*id)), place)?;
            }
        }
    }
    let terms = |list: &[Term], place: &dyn Fn(VariableId) -> Place| {
        list.iter().try_for_each(|term| {
            known(term.variable.0 < problem.variables.len(), place(term.variable))?;
            series(&term.coefficient, steps, place(term.variable), false)
        })
    };
    for (i, row) in problem.rows.iter().enumerate() {
        let place = |variable| Place::Term(RowId(i), variable);
        terms(&row.terms, &place)?;
        terms(&row.previous, &place)?;
        for (capacity, coefficient) in &row.capacities {
            let place = Place::CapacityTerm(RowId(i), *capacity);
            known(capacity_known(*capacity), place)?;
            series(coefficient, steps, place, false)?;
        }
        if let Some(right) = &row.right {
            series(right, steps, Place::Right(RowId(i)), false)?;
        }
    }
    for (k, capacity) in problem.capacities.iter().enumerate() {
        let place = Place::Capacity(CapacityId(k));
        single(capacity.cost, place, false)?;
        single(capacity.least, place, true)?;
        if let Some(most) = capacity.most {
            single(most, place, true)?;
            if most < capacity.least {
                return Err(Fault::Crossed(CapacityId(k)));
            }
        }
    }
    for (r, total) in problem.totals.iter().enumerate() {
        let place = Place::Total(TotalId(r));
        terms(&total.terms, &|_| place)?;
        for (capacity, coefficient) in &total.capacities {
            known(capacity_known(*capacity), place)?;
            single(*coefficient, place, false)?;
        }
        single(total.limit, place, false)?;
    }
    Ok(())
}

fn series(series: &Series, steps: usize, place: Place, positive: bool) -> Result<(), Fault> {
    if let Series::Steps(values) = series {
        length(values.len(), steps, place)?;
    }
    for (step, value) in series.distinct().iter().enumerate() {
        if !value.is_finite() {
            return Err(Fault::NotFinite { place, step });
        }
        if positive && *value < 0.0 {
            return Err(Fault::Negative { place, step });
        }
    }
    Ok(())
}

fn single(value: f64, place: Place, positive: bool) -> Result<(), Fault> {
    series(&Series::Constant(value), 1, place, positive)
}

fn length(found: usize, expected: usize, place: Place) -> Result<(), Fault> {
    if found == expected { Ok(()) } else { Err(Fault::Length { place, found, expected }) }
}

fn known(known: bool, place: Place) -> Result<(), Fault> {
    if known { Ok(()) } else { Err(Fault::Unknown(place)) }
}
