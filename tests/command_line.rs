//! The binary as scripts see it: exit codes, and what goes to which stream.
#![allow(clippy::disallowed_types, reason = "a script starts the binary")]

use std::process::{Command, Output};

fn lastgang(line: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lastgang"))
        .args(line.split_whitespace())
        .output()
        .expect("the binary starts")
}

#[test]
fn success_is_0_with_the_result_on_standard_output_alone() {
    let output = lastgang("profile electricity --slp h25 --annual-kwh 1000 --year 2023");
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stdout.starts_with(b"time,power_kw\n2023-01-01T00:00+01:00,"));
    assert!(output.stderr.is_empty());
}

#[test]
fn wrong_usage_and_wrong_input_are_2_with_the_reason_on_standard_error_alone() {
    for (line, reason) in [
        ("profile electricity --slp h99 --annual-kwh 1000 --year 2023", "known: H0, G0"),
        ("profile electricity --slp h25 --annual-kwh 1000 --year 2023 --peak-kw 0.1", "between 0.114 and"),
        ("profile heat --slp hef33 --annual-kwh 1 --year 2023 --temperature no-such-file", "no-such-file: "),
        ("calculate no-such-file.json --out never-made", "no-such-file.json: "),
        ("calculate Cargo.toml --out never-made", "Cargo.toml: expected value"),
        ("hub no-such-file.json", "no-such-file.json: "),
        ("hub Cargo.toml", "Cargo.toml: expected value"),
        ("dance", "unrecognized subcommand"),
    ] {
        let output = lastgang(line);
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{line}");
        assert!(told.contains(reason), "{line}: {told}");
        assert!(output.stdout.is_empty(), "{line}");
    }
}
