//! Seeded random hubs: each has a verified optimum or a named reason why not.

use solve::{Failure, Flow, Problem, Series, Solution, Upper, solve};

mod support;

/// Every course of the problem moved by some steps.
fn turned(problem: &Problem, by: usize) -> Problem {
    let turn = |series: &mut Series| {
        if let Series::Steps(values) = series {
            let mut values = values.to_vec();
            values.rotate_left(by);
            *series = values.into();
        }
    };
    let mut turned = problem.clone();
    for variable in &mut turned.variables {
        turn(&mut variable.cost);
        match &mut variable.upper {
            Upper::Fixed(series) | Upper::Capacity { factor: series, .. } => turn(series),
            Upper::None | Upper::ByStep { .. } => {}
        }
    }
    for row in &mut turned.rows {
        row.terms.iter_mut().chain(&mut row.previous).for_each(|term| turn(&mut term.coefficient));
        row.right.iter_mut().for_each(turn);
    }
    for total in &mut turned.totals {
        total.terms.iter_mut().for_each(|term| turn(&mut term.coefficient));
    }
    turned
}

/// Demands, bounds and limits times a factor.
fn grown(problem: &Problem, factor: f64) -> Problem {
    let mut grown = problem.clone();
    for variable in &mut grown.variables {
        if let Upper::Fixed(series) = &mut variable.upper {
            *series = series.map(|value| value * factor);
        }
    }
    for row in &mut grown.rows {
        row.right = row.right.as_ref().map(|right| right.map(|value| value * factor));
    }
    for capacity in &mut grown.capacities {
        capacity.least *= factor;
        capacity.most = capacity.most.map(|most| most * factor);
    }
    grown.totals.iter_mut().for_each(|total| total.limit *= factor);
    grown
}

fn run(problem: &Problem) -> Result<Solution, Failure> {
    solve(problem, &mut |_| Flow::Continue)
}

#[test]
fn two_hundred_hubs_converge_or_are_explained() {
    let mut counts = [0; 4];
    for seed in 0..200 {
        let steps = 24 + (seed as usize * 7) % 300;
        let problem = support::hub(seed, steps);
        let place = match run(&problem) {
            Ok(solution) => {
                assert!(solution.certificate.holds(1e-6), "{seed}: {:?}", solution.certificate);
                0
            }
            Err(Failure::Infeasible(_)) => 1,
            Err(Failure::Unbounded(_)) => 2,
            Err(failure) => {
                println!("{seed}: {failure}");
                3
            }
        };
        counts[place] += 1;
    }
    println!(
        "optima {} infeasible {} unbounded {} unexplained {}",
        counts[0], counts[1], counts[2], counts[3]
    );
    assert!(counts[3] <= 2, "{counts:?}");
    assert!(counts[0] >= 150, "{counts:?}");
}

#[test]
fn the_first_step_of_the_ring_and_the_size_of_the_world_do_not_matter() {
    for seed in [2, 3, 7, 11, 30, 40] {
        let problem = support::hub(seed, 100);
        let Ok(plain) = run(&problem) else { continue };
        let turned = run(&turned(&problem, 37)).unwrap();
        let near = |one: f64, other: f64| (one - other).abs() <= 1e-6 * (1.0 + one.abs());
        assert!(near(plain.objective, turned.objective), "{seed}: {} {}", plain.objective, turned.objective);
        for factor in [1e-3, 250.0] {
            let grown = run(&grown(&problem, factor)).unwrap();
            let objective = grown.objective / factor;
            assert!(near(plain.objective, objective), "{seed}: {} {objective}", plain.objective);
        }
    }
}

#[test]
fn two_runs_give_the_same_bits() {
    let problem = support::hub(30, 200);
    assert_eq!(run(&problem).unwrap(), run(&problem).unwrap());
}

#[test]
fn a_run_can_be_cancelled() {
    let problem = support::hub(30, 200);
    let mut seen = 0;
    let mut watch = |_| {
        seen += 1;
        if seen == 3 { Flow::Cancel } else { Flow::Continue }
    };
    assert_eq!(solve(&problem, &mut watch), Err(Failure::Cancelled));
    assert_eq!(seen, 3);
}

/// Takes minutes: `cargo test --release -p solve -- --ignored`.
#[test]
#[ignore = "whole years"]
fn whole_years_converge_or_are_explained() {
    let (mut unexplained, mut longest) = (0, 0);
    for seed in 0..200 {
        match run(&support::hub(seed, 8760)) {
            Ok(solution) => longest = longest.max(solution.statistics.iterations),
            Err(Failure::Infeasible(_) | Failure::Unbounded(_)) => {}
            Err(failure) => {
                println!("{seed}: {failure}");
                unexplained += 1;
            }
        }
    }
    println!("{unexplained} of 200 unexplained, at most {longest} iterations");
    assert!(unexplained <= 4, "{unexplained}");
}

#[cfg(feature = "clarabel")]
#[test]
fn a_general_solver_finds_the_same() {
    let mut compared = 0;
    for seed in 0..40 {
        let problem = support::hub(seed, 60);
        let Ok(structured) = run(&problem) else { continue };
        let Ok(general) = solve::solve_general(&problem, &mut |_| Flow::Continue) else { continue };
        let (one, other) = (structured.objective, general.objective);
        assert!((one - other).abs() <= 2e-6 * (1.0 + one.abs()), "{seed}: {one} {other}");
        assert_eq!(general.statistics.method, solve::Method::General);
        compared += 1;
    }
    assert!(compared >= 25, "{compared}");
}
