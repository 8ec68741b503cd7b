//! The solutions have the stored bits; `cargo xtask test unit` compares the wasm build as well.

#[path = "support/bits.rs"]
mod bits;
mod support;

#[test]
fn solutions_have_the_stored_bits() {
    let golden: Vec<&str> = include_str!("golden/bits.csv").lines().collect();
    assert_eq!(bits::lines(), golden, "if that is meant: `cargo run -p solve --example solve_bits`");
}
