//! Fingerprints of solutions, to compare builds bit by bit.

use solve::{Failure, Flow, Solution, solve};

use crate::support::hub;

/// Seeds and steps: with and without storages, limits of emissions, reasons why there is no solution.
const HUBS: [(u64, usize); 8] =
    [(3, 300), (7, 200), (10, 168), (13, 500), (19, 100), (23, 60), (29, 400), (38, 48)];

/// Lines as they stand in `tests/golden/bits.csv`.
pub fn lines() -> Vec<String> {
    let line = |(seed, steps)| {
        let found = solve(&hub(seed, steps), &mut |_| Flow::Continue);
        format!("{seed},{steps},{:016x}", fingerprint(&found))
    };
    HUBS.into_iter().map(line).collect()
}

/// FNV-1a over the bits of all numbers.
fn fingerprint(found: &Result<Solution, Failure>) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut add = |value: f64| {
        for byte in value.to_bits().to_le_bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    match found {
        Ok(solution) => {
            add(solution.objective);
            solution.values.iter().chain(&solution.row_prices).flatten().for_each(|value| add(*value));
            solution.capacities.iter().chain(&solution.total_prices).for_each(|value| add(*value));
        }
        Err(Failure::Infeasible(shortage)) => {
            shortage.rows.iter().flat_map(|(_, amounts)| amounts).for_each(|value| add(*value));
            shortage.totals.iter().for_each(|(_, value)| add(*value));
        }
        Err(Failure::Unbounded(ray)) => {
            ray.variables.iter().for_each(|(_, value)| add(*value));
            ray.capacities.iter().for_each(|(_, value)| add(*value));
        }
        Err(_) => {}
    }
    hash
}
