//! A year of hours with four carriers and eight components, solved by both solvers.
//!
//! `full_year` prints times, accuracy and ratio; `full_year memory` the peak memory of the process in MB after one run
//! of the solver of this crate; `full_year iterations` what it sees.

use std::f64::consts::TAU;
use std::time::Instant;

use solve::{Capacity, CapacityId, Flow, Problem, Row, Solution, Variable, solve, solve_general};

const STEPS: usize = 8760;
const RUNS: usize = 5;

fn main() {
    let problem = problem();
    match std::env::args().nth(1).as_deref() {
        Some("memory") => {
            let before = peak_mb();
            let _ = structured(&problem);
            println!("{:.0}", peak_mb() - before);
        }
        Some("iterations") => {
            let solved = solve(&problem, &mut |progress| {
                println!("{progress:?}");
                Flow::Continue
            });
            println!("{:?}", solved.map(|solution| solution.certificate));
        }
        _ => compare(&problem),
    }
}

fn compare(problem: &Problem) {
    let mut best = f64::INFINITY;
    let mut found = None;
    for _ in 0..RUNS {
        let start = Instant::now();
        found = structured(problem);
        best = best.min(start.elapsed().as_secs_f64());
    }
    let start = Instant::now();
    let general = solve_general(problem, &mut |_| Flow::Continue).ok();
    let general_s = start.elapsed().as_secs_f64();
    let (Some(found), Some(general)) = (found, general) else {
        println!("no solution");
        std::process::exit(1);
    };
    let rows = problem.steps * (problem.rows.len() + problem.variables.iter().filter(|v| bounded(v)).count());
    println!("full year: {} variables, {rows} rows and bounds", problem.steps * problem.variables.len());
    for (name, seconds, solution) in [("structured", best, &found), ("Clarabel", general_s, &general)] {
        let (iterations, gap) = (solution.statistics.iterations, solution.certificate.gap);
        println!(
            "{name:<12} {seconds:>8.3} s  {iterations:>4} iterations  gap {gap:>8.1e}  {:.4}",
            solution.objective
        );
    }
    let apart = (found.objective - general.objective).abs() / general.objective.abs();
    println!("{:<12} {:>8.1} ×  objectives {apart:.1e} apart", "ratio", general_s / best);
}

fn structured(problem: &Problem) -> Option<Solution> {
    solve(problem, &mut |_| Flow::Continue).ok()
}

fn bounded(variable: &Variable) -> bool {
    !matches!(variable.upper, solve::Upper::None)
}

fn peak_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok()).unwrap_or(0.0) / 1000.0
}

/// Noise from 0 to 1, the same everywhere.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// Yearly cost of an investment at 5 %.
fn yearly(capex: f64, years: i32, upkeep: f64) -> f64 {
    let growth = 1.05f64.powi(years);
    capex * (0.05 * growth / (growth - 1.0) + upkeep)
}

fn problem() -> Problem {
    let mut noise = Noise(88_172_645_463_325_252);
    let hour = |t: usize| (t % 24) as f64;
    let season = |t: usize| (TAU * (t / 24) as f64 / 365.0).cos();
    let mut series = |course: &mut dyn FnMut(usize, f64) -> f64| -> Vec<f64> {
        (0..STEPS).map(|t| course(t, noise.next())).collect()
    };
    let power = series(&mut |t, n| 60.0 + 40.0 * (-(hour(t) - 13.0).powi(2) / 20.0).exp() + 10.0 * n);
    let air = series(&mut |t, n| {
        9.0 - 10.0 * season(t) + 4.0 * (TAU * (hour(t) - 9.0) / 24.0).sin() + 3.0 * (n - 0.5)
    });
    let heat: Vec<f64> = air.iter().map(|air| (16.0 - air).max(0.0) * 12.0 + 8.0).collect();
    let cold: Vec<f64> = air.iter().map(|air| (air - 18.0).max(0.0) * 8.0 + 5.0).collect();
    let sun = series(&mut |t, n| {
        let height = (TAU * (hour(t) - 12.0) / 24.0).cos() - 0.2 - 0.3 * season(t);
        (height.max(0.0) * (0.3 + 0.7 * n)).min(1.0)
    });
    let price = series(&mut |t, n| 0.25 + 0.05 * (TAU * (hour(t) - 8.0) / 12.0).sin() + 0.02 * n);
    let per_heat: Vec<f64> = air.iter().map(|air| -(50.0 - air).max(20.0) / (0.45 * 323.0)).collect();

    let mut problem = Problem::new(STEPS);
    let mut size = |cost: f64| problem.add_capacity(Capacity::free(cost));
    let peak = size(80.0);
    let boiler = size(yearly(120.0, 20, 0.02));
    let pump = size(yearly(900.0, 20, 0.025));
    let chp = size(yearly(1600.0, 15, 0.04));
    let chiller = size(yearly(400.0, 20, 0.03));
    let battery = size(yearly(500.0, 15, 0.01));
    let tank = size(yearly(30.0, 25, 0.01));
    let ice = size(yearly(60.0, 25, 0.01));
    let field = problem.add_capacity(Capacity::free(yearly(1000.0, 25, 0.015)).at_most(300.0));

    let bought = problem.add_variable(Variable::new(price).within(peak, 1.0));
    let sold = problem.add_variable(Variable::new(-0.07));
    let gas = problem.add_variable(Variable::new(0.092));
    let boiled = problem.add_variable(Variable::new(0.001).within(boiler, 1.0));
    let pumped = problem.add_variable(Variable::new(0.002).within(pump, 1.0));
    let cogenerated = problem.add_variable(Variable::new(0.01).within(chp, 1.0));
    let chilled = problem.add_variable(Variable::new(0.0).within(chiller, 1.0));
    let shone = problem.add_variable(Variable::new(0.0).within(field, sun));
    let power =
        Row::equal(power).with(bought, 1.0).with(sold, -1.0).with(pumped, per_heat).with(cogenerated, 1.0);
    let power = power.with(chilled, -1.0 / 3.5).with(shone, 1.0);
    let heat = Row::equal(heat).with(boiled, 1.0).with(pumped, 1.0).with(cogenerated, 1.4);
    let cold = Row::equal(cold).with(chilled, 1.0);
    let fuel = Row::equal(0.0).with(gas, 1.0).with(boiled, -1.0 / 0.92).with(cogenerated, -1.0 / 0.36);
    let power = store(&mut problem, power, battery, (0.95, 0.0001, 0.5));
    let heat = store(&mut problem, heat, tank, (0.99, 0.005, 0.25));
    let cold = store(&mut problem, cold, ice, (0.99, 0.005, 0.25));
    for row in [power, heat, cold, fuel] {
        problem.add_row(row);
    }
    problem
}

/// Adds a store of this efficiency, loss and C-rate to a balance.
fn store(problem: &mut Problem, balance: Row, size: CapacityId, (eta, loss, rate): (f64, f64, f64)) -> Row {
    let charge = problem.add_variable(Variable::new(0.0).within(size, rate).reluctant());
    let discharge = problem.add_variable(Variable::new(0.0).within(size, rate).reluctant());
    let level = problem.add_variable(Variable::new(0.0).within(size, 1.0));
    let dynamics = Row::default().with(level, 1.0).with_previous(level, loss - 1.0);
    problem.add_row(dynamics.with(charge, -eta).with(discharge, 1.0 / eta));
    balance.with(charge, -1.0).with(discharge, 1.0)
}
