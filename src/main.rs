//! The `yosan` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    yosan::cli::run()
}
