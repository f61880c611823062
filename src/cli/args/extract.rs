//! Arguments of `yosan extract`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::HowToRead;
use crate::output::Format;

const EXTRACT: &str = "\
Of a folder, the files that end in .pdf, .txt, .text or .md are read. What is a
PDF is told by its content, whatever its name. DIR/manifest.json says what became
of each input. Where two inputs have the same stem, each gets a short hash of its
path behind it.

Formats:
  json         DIR/<stem>.json for each document, with all that was read from it
  jsonl        DIR/line_items.jsonl, one line item a line
  csv          DIR/line_items.csv and a file for each other table
  xlsx         DIR/yosan.xlsx, a sheet for each table
  sqlite       DIR/yosan.sqlite, with views and full-text search
  parquet      DIR/line_items.parquet and a file for each other table
  datapackage  DIR/datapackage.json, which describes the CSV files; writes them too

Examples:
  yosan extract seeds/
  yosan extract budget.pdf
  yosan extract secret.pdf --password-file password.txt
  yosan extract seeds/ -o records --jobs 4
  yosan extract old.txt --encoding windows-31j
  yosan extract seeds/ --format csv,xlsx --bom
  curl -s https://example.jp/budget.txt | yosan extract -
  jq -r '[.fiscal_year, .name, .yen] | @tsv' out/line_items.jsonl
  sqlite3 out/yosan.sqlite 'SELECT * FROM budget_by_project_year'
  duckdb -c \"SELECT name, yen FROM 'out/line_items.parquet' ORDER BY yen DESC\"";

#[derive(Debug, Args)]
#[command(after_help = EXTRACT)]
pub(in crate::cli) struct Extract {
    /// Files, folders (with all below them), or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// The folder to write to
    #[arg(short, long, value_name = "DIR", default_value = "out")]
    pub(in crate::cli) out: PathBuf,
    /// What to write
    #[arg(short, long, value_name = "LIST", value_delimiter = ',', hide_possible_values = true)]
    #[arg(default_value = "json,jsonl")]
    format: Vec<FormatName>,
    /// Begin CSV files with a byte order mark, for Excel
    #[arg(long)]
    pub(in crate::cli) bom: bool,
    /// How many documents are read at one time [default: one for each core]
    #[arg(short, long, value_name = "N")]
    pub(in crate::cli) jobs: Option<NonZeroUsize>,
    #[command(flatten)]
    pub(in crate::cli) how: HowToRead,
    /// Show no progress and no table; errors are still told
    #[arg(short, long)]
    pub(in crate::cli) quiet: bool,
}

impl Extract {
    /// The formats asked for, each once.
    pub(in crate::cli) fn formats(&self) -> Vec<Format> {
        let mut formats: Vec<Format> = self.format.iter().map(|&name| name.into()).collect();
        formats.sort();
        formats.dedup();
        formats
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormatName {
    Json,
    Jsonl,
    Csv,
    Xlsx,
    Sqlite,
    Parquet,
    Datapackage,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Format {
        match name {
            FormatName::Json => Format::Json,
            FormatName::Jsonl => Format::Jsonl,
            FormatName::Csv => Format::Csv,
            FormatName::Xlsx => Format::Xlsx,
            FormatName::Sqlite => Format::Sqlite,
            FormatName::Parquet => Format::Parquet,
            FormatName::Datapackage => Format::Datapackage,
        }
    }
}
