//! Arguments of `yosan explain`.

use std::path::PathBuf;

use clap::Args;

use super::HowToRead;

const EXPLAIN: &str = "\
Line numbers are those of the source, which `yosan text FILE --lines` shows (of a
PDF they go on from page to page);
ids are those of its records.

Examples:
  yosan explain a.txt --line 12
  yosan explain a.pdf --id 3f2c9a1b";

#[derive(Debug, Args)]
#[command(after_help = EXPLAIN)]
pub(in crate::cli) struct Explain {
    /// The document, or - for standard input
    #[arg(value_name = "FILE")]
    pub(in crate::cli) file: PathBuf,
    #[command(flatten)]
    pub(in crate::cli) which: Which,
    #[command(flatten)]
    pub(in crate::cli) how: HowToRead,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(in crate::cli) struct Which {
    /// The amounts that stand or are named on this line of the source
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(in crate::cli) line: Option<u32>,
    /// The line item with this id, or with the only id that begins so
    #[arg(short, long, value_name = "ID")]
    pub(in crate::cli) id: Option<String>,
}
