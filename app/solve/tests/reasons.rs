//! Problems without a solution say why, and small ones have the solution that was found by hand.

use solve::elastic::relief;
use solve::{
    Capacity, Direction, Failure, Flow, Limit, Problem, Row, Total, TotalId, Upper, Variable, solve,
};

fn go(_: solve::Progress) -> Flow {
    Flow::Continue
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-5 * (1.0 + other.abs())
}

#[test]
fn prices_and_sizes_by_hand() {
    // Demand 1, 3, 1, 1. Bought at 5; made at 1 within a size that costs 6: the first unit of size saves 4 in four
    // steps, every further unit 4 in one step only.
    let mut problem = Problem::new(4);
    let size = problem.add_capacity(Capacity::free(6.0));
    let bought = problem.add_variable(Variable::new(5.0));
    let made = problem.add_variable(Variable::new(1.0).within(size, 1.0));
    problem.add_row(Row::equal(vec![1.0, 3.0, 1.0, 1.0]).with(bought, 1.0).with(made, 1.0));
    let solution = solve(&problem, &mut go).unwrap();
    assert!(near(solution.objective, 20.0), "{}", solution.objective);
    assert!(near(solution.capacities[0], 1.0));
    assert!(near(solution.row_prices[0][1], 5.0));
    let saved: f64 = solution.bound_prices[1].iter().sum();
    assert!(near(saved, 6.0), "{solution:?}");
}

#[test]
fn a_store_carries_over_the_end_of_the_ring() {
    // Energy comes in the last step only; half of it is lost every step in the store.
    let mut problem = Problem::new(3);
    let bought = problem.add_variable(Variable::new(1.0).at_most(vec![0.0, 0.0, 100.0]));
    let (charge, discharge, level) = (Variable::new(0.0), Variable::new(0.0), Variable::new(0.0));
    let charge = problem.add_variable(charge.reluctant());
    let discharge = problem.add_variable(discharge.reluctant());
    let level = problem.add_variable(level);
    problem.add_row(
        Row::default().with(level, 1.0).with_previous(level, -0.5).with(charge, -1.0).with(discharge, 1.0),
    );
    problem
        .add_row(Row::equal(vec![1.0, 0.0, 0.0]).with(bought, 1.0).with(discharge, 1.0).with(charge, -1.0));
    let solution = solve(&problem, &mut go).unwrap();
    assert!(near(solution.objective, 2.0), "{}", solution.objective);
}

#[test]
fn peaks_by_month_and_rings_of_one_step() {
    let mut problem = Problem::new(4);
    let peaks = [problem.add_capacity(Capacity::free(10.0)), problem.add_capacity(Capacity::free(100.0))];
    let upper =
        Upper::ByStep { capacities: [peaks[0], peaks[0], peaks[1], peaks[1]].into(), factor: 1.0.into() };
    let bought = problem.add_variable(Variable { upper, ..Variable::new(1.0) });
    problem.add_row(Row::equal(vec![1.0, 2.0, 4.0, 3.0]).with(bought, 1.0));
    let solution = solve(&problem, &mut go).unwrap();
    assert!(near(solution.objective, 10.0 + 20.0 + 400.0), "{}", solution.objective);

    let mut single = Problem::new(1);
    let level = single.add_variable(Variable::new(1.0));
    single.add_row(Row::equal(3.0).with(level, 1.0).with_previous(level, -0.25));
    assert!(near(solve(&single, &mut go).unwrap().objective, 4.0));
}

#[test]
fn missing_supply_is_named_by_step() {
    let mut problem = Problem::new(3);
    let bought = problem.add_variable(Variable::new(1.0).at_most(2.0));
    let row = problem.add_row(Row::equal(vec![1.0, 5.0, 2.0]).with(bought, 1.0));
    let Err(Failure::Infeasible(shortage)) = solve(&problem, &mut go) else { panic!("feasible") };
    assert_eq!(shortage.rows.len(), 1);
    let (found, amounts) = &shortage.rows[0];
    assert_eq!(*found, row);
    assert!(near(amounts[1], 3.0) && amounts[0] == 0.0 && amounts[2] == 0.0, "{amounts:?}");
    assert!(near(relief(&problem, Limit::Bound(bought), &mut go).unwrap().unwrap(), 3.0));
}

#[test]
fn a_limit_that_is_too_tight_is_named_before_supply() {
    // 10 units of heat make 2 of emission each, or none for those of the sun, of which there are 3.
    let mut problem = Problem::new(5);
    let field = problem.add_capacity(Capacity::free(1.0).at_most(3.0));
    let burnt = problem.add_variable(Variable::new(1.0));
    let sun = problem.add_variable(Variable::new(0.0).within(field, vec![1.0, 0.0, 0.0, 0.0, 0.0]));
    problem.add_row(Row::equal(10.0).with(burnt, 1.0).with(sun, 1.0));
    problem.add_total(Total::new(Direction::AtMost, 90.0).with(burnt, 2.0));
    let Err(Failure::Infeasible(shortage)) = solve(&problem, &mut go) else { panic!("feasible") };
    assert!(shortage.rows.is_empty(), "{shortage:?}");
    assert!(near(shortage.totals[0].1, 4.0), "{shortage:?}");
    let relief = |limit| relief(&problem, limit, &mut go).unwrap();
    assert!(near(relief(Limit::Total(TotalId(0))).unwrap(), 4.0));
    assert!(near(relief(Limit::Most(field)).unwrap(), 2.0));
    assert_eq!(relief(Limit::Bound(sun)), None);
}

#[test]
fn an_endless_gain_is_named() {
    let mut problem = Problem::new(4);
    let size = problem.add_capacity(Capacity::free(1.0));
    let made = problem.add_variable(Variable::new(0.1).within(size, 1.0));
    let sold = problem.add_variable(Variable::new(-2.0));
    let other = problem.add_variable(Variable::new(1.0));
    problem.add_row(Row::equal(1.0).with(made, 1.0).with(sold, -1.0));
    problem.add_row(Row::equal(1.0).with(other, 1.0));
    let found = solve(&problem, &mut go);
    let Err(Failure::Unbounded(ray)) = found else { panic!("{found:?}") };
    let variables: Vec<_> = ray.variables.iter().map(|(id, _)| *id).collect();
    assert_eq!(variables, [made, sold]);
    assert_eq!(ray.capacities.len(), 1);
}
