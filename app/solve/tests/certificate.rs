//! The independent verification: it accepts an optimum, and nothing else.

use solve::certificate::{Claim, certify};
use solve::check::{Fault, Place, check};
use solve::{Capacity, Direction, Problem, Row, Total, Upper, Variable, VariableId};

/// Two steps, demand 1 and 2, bought at 3, or made for 1 within a capacity that costs 1.
fn problem() -> Problem {
    let mut problem = Problem::new(2);
    let size = problem.add_capacity(Capacity::free(1.0));
    let bought = problem.add_variable(Variable::new(3.0));
    let made = problem.add_variable(Variable::new(1.0).within(size, 1.0));
    problem.add_row(Row::equal(vec![1.0, 2.0]).with(bought, 1.0).with(made, 1.0));
    problem
}

#[test]
fn an_optimum_is_accepted() {
    // Everything is made: the second unit of size pays in one step only, and still pays (2 > 1).
    let (values, prices) = ([vec![0.0, 0.0], vec![1.0, 2.0]], [vec![1.0, 2.0]]);
    let claim = Claim { values: &values, capacities: &[2.0], row_prices: &prices, total_prices: &[] };
    let certificate = certify(&problem(), claim);
    assert_eq!(certificate.objective, 5.0);
    assert_eq!(certificate.bound, 5.0);
    assert!(certificate.holds(0.0), "{certificate:?}");
}

#[test]
fn wrong_values_and_wrong_prices_are_seen() {
    let problem = problem();
    let right = ([vec![0.0, 0.0], vec![1.0, 2.0]], [2.0], [vec![1.0, 2.0]]);
    let certificate = |values: &[Vec<f64>], capacities: &[f64], prices: &[Vec<f64>]| {
        certify(&problem, Claim { values, capacities, row_prices: prices, total_prices: &[] })
    };
    let missing = certificate(&[vec![0.0, 0.0], vec![1.0, 1.5]], &right.1, &right.2);
    assert_eq!(missing.residual_absolute, 0.5);
    assert_eq!(missing.residual, 0.5 / 3.5);
    assert_eq!(certificate(&right.0, &[1.0], &right.2).bounds, 0.5);
    let dear = certificate(&[vec![1.0, 2.0], vec![0.0, 0.0]], &[0.0], &right.2);
    assert_eq!((dear.objective, dear.gap), (9.0, 4.0 / 9.0));
    assert!(certificate(&right.0, &right.1, &[vec![1.0, 1.0]]).gap > 0.1);
}

#[test]
fn totals_and_previous_steps_are_seen() {
    let mut problem = Problem::new(3);
    let level = problem.add_variable(Variable::new(0.0));
    let charge = problem.add_variable(Variable::new(1.0));
    problem.add_row(Row::equal(0.0).with(level, 1.0).with_previous(level, -0.5).with(charge, -1.0));
    problem.add_total(Total::new(Direction::AtLeast, 6.0).with(level, 1.0));
    // A level of 2 loses 1 every step: one charge of 1 each.
    let values = [vec![2.0; 3], vec![1.0; 3]];
    let prices = [vec![-1.0; 3]];
    let claim = |total_prices| Claim { values: &values, capacities: &[], row_prices: &prices, total_prices };
    let certificate = certify(&problem, claim(&[0.5]));
    assert!(certificate.holds(0.0), "{certificate:?}");
    problem.totals[0].limit = 9.0;
    assert_eq!(certify(&problem, claim(&[0.5])).totals, 3.0 / 15.0);
}

#[test]
fn faults_name_their_place() {
    let mut short = problem();
    short.variables[0].cost = vec![1.0].into();
    let place = Place::Cost(VariableId(0));
    assert_eq!(check(&short), Err(Fault::Length { place, found: 1, expected: 2 }));
    let mut unknown = problem();
    unknown.capacities.clear();
    assert_eq!(check(&unknown), Err(Fault::Unknown(Place::Upper(VariableId(1)))));
    let mut negative = problem();
    negative.variables[0].upper = Upper::Fixed(vec![0.0, -1.0].into());
    assert_eq!(check(&negative), Err(Fault::Negative { place: Place::Upper(VariableId(0)), step: 1 }));
    assert_eq!(check(&Problem::new(0)), Err(Fault::NoSteps));
    assert_eq!(check(&problem()), Ok(()));
}
