//! The same bits on every platform: fingerprints of all series against stored ones. The wasm build is compared
//! with the same file by Node (`cargo xtask test unit`).

#[path = "../examples/bits/series.rs"]
mod series;

#[test]
fn every_series_has_the_stored_bits() {
    let golden: Vec<&str> =
        include_str!("golden/bits.csv").lines().filter(|line| !line.starts_with('#')).collect();
    let lines: Vec<String> =
        series::fingerprints().into_iter().map(|(name, bits)| format!("{name},{bits:016x}")).collect();
    let different: Vec<&String> = lines.iter().filter(|line| !golden.contains(&line.as_str())).collect();
    assert!(
        different.is_empty() && lines.len() == golden.len(),
        "write them with `cargo run -p engine --example bits` if the change is intended: {different:#?}"
    );
}
