//! Arguments of `yosan diff`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

const DIFF: &str = "\
Compares what two runs of `yosan extract` wrote, by what the records say: line items
that came, went, or have another name or amount, checks that fail now or no more, and
all other records. A place in the document is no meaning: moved lines are no change.
A folder without any file stands for a run without documents.

Markdown fits a comment on GitHub; what does not fit is counted. JSON is an object
with `documents`, a line each, and `summary`.

Examples:
  yosan diff before after
  yosan diff before after --format markdown -o comment.md
  yosan diff before after --format json | jq '.documents[].line_items.gone[].name'

Exit status: 0 nothing changed, 1 something changed, 2 the command was not understood,
3 a folder could not be read, or the changes not be written.";

#[derive(Debug, Args)]
#[command(after_help = DIFF)]
pub(in crate::cli) struct Diff {
    /// The folder that an earlier run wrote
    #[arg(value_name = "OLD")]
    pub(in crate::cli) old: PathBuf,
    /// The folder that a later run wrote
    #[arg(value_name = "NEW")]
    pub(in crate::cli) new: PathBuf,
    /// How to write the changes
    #[arg(short, long, value_name = "F", default_value = "text")]
    pub(in crate::cli) format: DiffFormat,
    /// The file to write to [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) out: Option<PathBuf>,
}

/// How `yosan diff` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DiffFormat {
    Text,
    Markdown,
    Json,
}
