//! The one binary of Lastgang.

use std::process::ExitCode;

fn main() -> ExitCode {
    lastgang::cli::run()
}
