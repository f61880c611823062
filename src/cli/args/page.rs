//! Arguments of `yosan page`.

use std::path::PathBuf;

use clap::Args;

use super::HowToRead;

const PAGE: &str = "\
Draws what is printed, the blocks, boxes, tables and cells that were found, the
number of each line in reading order, and the records: a box around the amount, a
dashed one around its label, a line between them. In a browser, the mouse over a
box shows what it is. Where an amount went wrong, this shows why.

Examples:
  yosan page a.pdf -p 3 -o page.svg
  yosan page a.pdf > first.svg";

#[derive(Debug, Args)]
#[command(after_help = PAGE)]
pub(in crate::cli) struct Page {
    /// The PDF, or - for standard input
    #[arg(value_name = "FILE")]
    pub(in crate::cli) file: PathBuf,
    /// Which page, counted from 1
    #[arg(short, long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub(in crate::cli) page: u32,
    /// The file to write to [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) out: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) how: HowToRead,
}
