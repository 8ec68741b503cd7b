//! Are the results the same bits on this platform? Natively it prints the fingerprints for
//! `tests/golden/bits.csv`; the exit code counts those that differ from that file, which is how Node reads the
//! answer of the wasm build (`run.mjs`).

use std::process::ExitCode;

mod series;

fn main() -> ExitCode {
    #[cfg(target_family = "wasm")]
    provide_tables();
    let golden: Vec<&str> =
        include_str!("../../tests/golden/bits.csv").lines().filter(|line| !line.starts_with('#')).collect();
    let lines: Vec<String> =
        series::fingerprints().into_iter().map(|(name, bits)| format!("{name},{bits:016x}")).collect();
    for line in &lines {
        println!("{line}");
    }
    let same = lines.iter().zip(&golden).filter(|(one, other)| one == *other).count();
    let different = lines.len().max(golden.len()) - same;
    ExitCode::from(u8::try_from(different).unwrap_or(u8::MAX))
}

/// In wasm the tables come from outside.
#[cfg(target_family = "wasm")]
fn provide_tables() {
    use engine::tables::{PublishedTable, provide};
    for table in PublishedTable::ALL {
        let text = match table {
            PublishedTable::Electricity1999 => {
                include_str!("../../../../public/tables/bdew-electricity-1999.csv")
            }
            PublishedTable::Electricity2025 => {
                include_str!("../../../../public/tables/bdew-electricity-2025.csv")
            }
            PublishedTable::HeatHourFactors => {
                include_str!("../../../../public/tables/heat-hour-factors.csv")
            }
        };
        provide(table, text.to_owned());
    }
}
