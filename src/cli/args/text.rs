//! Arguments of `yosan text`.

use std::path::PathBuf;

use clap::Args;
#[cfg(feature = "pdf")]
use clap::ValueEnum;

use super::HowToRead;

const TEXT: &str = "\
Pages are divided by a form feed, or with --lines by a headline. Of a PDF, the
characters are those that are printed, in reading order: a record's `start` and
`end` are bytes of its page. JSON is a list of pages, a line each, with `number`,
`width`, `height`, `text` and `words`: their `text`, their `bbox` (left, top,
right, bottom in points from the top left corner), and the number of their `line`
and `block` in reading order, as `yosan page` draws them.

Examples:
  yosan text a.txt --lines | less
  yosan text a.pdf | grep 億円
  yosan text a.pdf --layout | less -S
  yosan text a.pdf --format json | jq -r '.[2].words[].text'";

#[derive(Debug, Args)]
#[command(after_help = TEXT)]
pub(in crate::cli) struct Text {
    /// The document, or - for standard input
    #[arg(value_name = "FILE")]
    pub(in crate::cli) file: PathBuf,
    /// Put the line's number in the source before each line
    #[arg(short, long)]
    pub(in crate::cli) lines: bool,
    /// Keep what stands side by side on a PDF's page apart with spaces
    #[cfg(feature = "pdf")]
    #[arg(long, conflicts_with = "lines")]
    pub(in crate::cli) layout: bool,
    /// Text, or the words of a PDF with their boxes
    #[cfg(feature = "pdf")]
    #[arg(short, long, value_name = "F", default_value = "text")]
    pub(in crate::cli) format: TextFormat,
    #[command(flatten)]
    pub(in crate::cli) how: HowToRead,
}

/// How `yosan text` writes.
#[cfg(feature = "pdf")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum TextFormat {
    Text,
    Json,
}
