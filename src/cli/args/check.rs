//! Arguments of `yosan check`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

const CHECK: &str = "\
Errors are sums, differences and rates that do not come out, and files that were not
read. Warnings are amounts of which it is not clear whose they are, amounts in no line
item, and documents that were read in part or are to be read with care. Notices are
checks that a figure is missing for. Each line begins with the file and the line.

Examples:
  yosan check out
  yosan check out --fail-on warning
  yosan check out --format json | jq '.summary'
  yosan check out --github              annotate a pull request, in a workflow

Exit status: 0 nothing as grave as --fail-on says was found, 1 something was, 2 the
command was not understood, 3 the folder could not be read.";

#[derive(Debug, Args)]
#[command(after_help = CHECK)]
pub(in crate::cli) struct Check {
    /// The folder that a run wrote
    #[arg(value_name = "OUT")]
    pub(in crate::cli) out: PathBuf,
    /// How to write the findings
    #[arg(short, long, value_name = "F", default_value = "text")]
    pub(in crate::cli) format: CheckFormat,
    /// Write workflow commands of GitHub Actions, the gravest first, ten of each gravity
    #[arg(long, conflicts_with = "format")]
    pub(in crate::cli) github: bool,
    /// The least gravity that makes the exit status 1
    #[arg(long, value_name = "GRAVITY", default_value = "error")]
    pub(in crate::cli) fail_on: FailOn,
}

/// How `yosan check` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum CheckFormat {
    Text,
    Json,
}

/// What makes `yosan check` fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FailOn {
    Error,
    Warning,
    Never,
}
