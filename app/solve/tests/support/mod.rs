//! Seeded random problems of the form of energy hubs.

use solve::{Capacity, CapacityId, Direction, Problem, Row, Total, Variable, VariableId};

/// Numbers from a seed (splitmix64).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    pub fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    pub fn below(&mut self, count: usize) -> usize {
        (self.unit() * count as f64) as usize
    }

    pub fn chance(&mut self, part: f64) -> bool {
        self.unit() < part
    }

    /// A course of day and season with noise, from 0 to about 1, sometimes with hours of 0.
    pub fn course(&mut self, steps: usize) -> Vec<f64> {
        let (day, season) = (self.unit(), self.unit());
        let (shift, floor) = (self.between(0.0, 24.0), self.between(-0.4, 0.3));
        let noise = self.between(0.0, 0.3);
        let wave = |x: f64| 0.5 + 0.5 * wave_of(x);
        (0..steps)
            .map(|t| {
                let value = floor
                    + 0.5 * day * wave((t as f64 - shift) / 24.0)
                    + 0.5 * season * wave(t as f64 / steps as f64)
                    + noise * self.unit();
                value.max(0.0)
            })
            .collect()
    }
}

/// A power of ten, by roots alone: the same bits everywhere.
fn ten_to(exponent: f64) -> f64 {
    let whole = exponent.floor();
    let (mut rest, mut root, mut power) = (exponent - whole, 10.0f64, 1.0);
    for _ in 0..20 {
        (rest, root) = (rest * 2.0, root.sqrt());
        if rest >= 1.0 {
            (rest, power) = (rest - 1.0, power * root);
        }
    }
    let tens = (0..whole.abs() as usize).fold(1.0, |tens, _| tens * 10.0);
    if whole < 0.0 { power / tens } else { power * tens }
}

/// Something like the cosine of a turn, the same everywhere.
fn wave_of(turns: f64) -> f64 {
    let x = (turns - turns.floor() - 0.5).abs() * 4.0 - 1.0;
    x * (1.5 - 0.5 * x * x)
}

/// A random hub: one to four carriers with imports, exports, converters, sources, storages, perhaps a limit of
/// emissions. Most have a solution.
pub fn hub(seed: u64, steps: usize) -> Problem {
    let mut random = Random::new(seed);
    let mut problem = Problem::new(steps);
    let years = steps as f64 / 8760.0;
    let carriers = 1 + random.below(4);
    let scale = ten_to(random.between(0.0, 4.0));
    let mut rows: Vec<Row> = (0..carriers)
        .map(|_| {
            let peak = if random.chance(0.75) { scale * ten_to(random.between(-1.0, 1.0)) } else { 0.0 };
            let course = random.course(steps);
            Row::equal(course.iter().map(|value| value * peak).collect::<Vec<f64>>())
        })
        .collect();
    let mut emissions: Vec<(VariableId, f64)> = Vec::new();
    let capacity = |problem: &mut Problem, random: &mut Random, capex: f64, limited: bool| -> CapacityId {
        let cost = years * capex * random.between(0.3, 2.0) * 0.1;
        let capacity = Capacity::free(cost);
        problem.add_capacity(match random.below(12) {
            0 => Capacity::given(0.0, random.between(0.1, 1.0) * scale),
            1 => capacity.at_least(random.between(0.0, 0.5) * scale),
            2 if limited => capacity.at_most(random.between(0.0, 1.0) * scale),
            _ => capacity,
        })
    };
    for row in &mut rows {
        let price = random.between(0.03, 0.4);
        let price: Vec<f64> = if random.chance(0.5) {
            let floor = random.between(-0.3, 0.5);
            random.course(steps).iter().map(|value| price * (floor + value)).collect()
        } else {
            vec![price; steps]
        };
        let lowest = price.iter().copied().fold(f64::INFINITY, f64::min);
        let variable = Variable::new(price);
        let import = if random.chance(0.3) {
            let peak = capacity(&mut problem, &mut random, 800.0, true);
            problem.add_variable(variable.within(peak, 1.0))
        } else if random.chance(0.2) || lowest < 0.0 {
            problem.add_variable(variable.at_most(scale * random.between(5.0, 50.0)))
        } else {
            problem.add_variable(variable)
        };
        emissions.push((import, random.between(0.0, 0.5)));
        row.terms.push(solve::Term::new(import, 1.0));
        if random.chance(0.6) {
            let earned = if random.chance(0.3) { 0.0 } else { lowest.max(0.0) * random.between(0.0, 1.02) };
            let export = problem.add_variable(Variable::new(-earned));
            row.terms.push(solve::Term::new(export, -1.0));
        }
    }
    for _ in 0..random.below(4) {
        let size = capacity(&mut problem, &mut random, 800.0, true);
        let output = problem.add_variable(Variable::new(random.between(0.0, 0.02)).within(size, 1.0));
        let (from, to) = (random.below(carriers), random.below(carriers));
        if from == to {
            continue;
        }
        let factor = random.between(0.2, 1.3);
        let need: Vec<f64> = random.course(steps).iter().map(|value| -factor * (0.6 + 0.4 * value)).collect();
        rows[from].terms.push(solve::Term::new(output, need));
        rows[to].terms.push(solve::Term::new(output, 1.0));
        let third = random.below(carriers);
        if third != from && third != to {
            rows[third].terms.push(solve::Term::new(output, random.between(0.2, 1.5)));
        }
    }
    for _ in 0..random.below(3) {
        let size = capacity(&mut problem, &mut random, 1000.0, true);
        let profile: Vec<f64> = random.course(steps).iter().map(|value| (value - 0.3).max(0.0)).collect();
        let output = problem.add_variable(Variable::new(0.0).within(size, profile));
        rows[random.below(carriers)].terms.push(solve::Term::new(output, 1.0));
    }
    for _ in 0..random.below(4) {
        let size = capacity(&mut problem, &mut random, 200.0, true);
        let (rate, loss) =
            (random.between(0.1, 1.0), if random.chance(0.2) { 0.0 } else { random.between(0.0, 0.02) });
        let charge = problem.add_variable(Variable::new(0.0).within(size, rate).reluctant());
        let discharge = problem.add_variable(Variable::new(0.0).within(size, rate).reluctant());
        let level = problem.add_variable(Variable::new(0.0).within(size, 1.0));
        let (eta_c, eta_d) = (random.between(0.8, 1.0), random.between(0.8, 1.0));
        let dynamics = Row::default()
            .with(level, 1.0)
            .with_previous(level, loss - 1.0)
            .with(charge, -eta_c)
            .with(discharge, 1.0 / eta_d);
        problem.add_row(dynamics);
        let row = &mut rows[random.below(carriers)];
        row.terms.push(solve::Term::new(charge, -1.0));
        row.terms.push(solve::Term::new(discharge, 1.0));
    }
    let energy: f64 = rows
        .iter()
        .filter_map(|row| row.right.as_ref())
        .map(|r| (0..steps).map(|t| r.at(t)).sum::<f64>())
        .sum();
    for row in rows {
        problem.add_row(row);
    }
    if random.chance(0.25) {
        let limit = energy * random.between(0.02, 0.5);
        let total = emissions
            .iter()
            .fold(Total::new(Direction::AtMost, limit), |total, (id, factor)| total.with(*id, *factor));
        problem.add_total(total);
    }
    problem
}
