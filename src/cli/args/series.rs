//! Arguments of `yosan series`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

const SERIES: &str = "\
Joins the amounts of all documents of a run to items, by agency, level, path and
name, and puts them in the order of fiscal years and stages. Where a name changed,
the amount is `inferred`, with the reason; what may be one item and is not sure is
listed as not decided. An amount that a later document states otherwise for the
same year is `restated`, and both are shown.

text: a block for each item with the course over the years (one character a year)
and the change to the nearest earlier year; csv: one row for each figure; json: all
that is known; svg: a chart for each item.

Examples:
  yosan series out | less
  yosan series out --name 再生医療
  yosan series out --format csv -o series.csv
  yosan series out --format svg -o series.svg";

#[derive(Debug, Args)]
#[command(after_help = SERIES)]
pub(in crate::cli) struct Series {
    /// The folder that `yosan extract` wrote
    #[arg(value_name = "OUT")]
    pub(in crate::cli) output: PathBuf,
    /// How to write it
    #[arg(short, long, value_name = "F", default_value = "text")]
    pub(in crate::cli) format: SeriesFormat,
    /// Only items one of whose names contains this
    #[arg(short, long, value_name = "PATTERN")]
    pub(in crate::cli) name: Option<String>,
    /// The file to write to [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) out: Option<PathBuf>,
}

/// How `yosan series` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SeriesFormat {
    Text,
    Csv,
    Json,
    Svg,
}
