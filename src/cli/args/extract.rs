//! Arguments of `yosan extract`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;

use super::HowToRead;

const EXTRACT: &str = "\
Writes for each document DIR/<stem>.json, and for the run DIR/line_items.jsonl
(every line item, one JSON object a line) and DIR/manifest.json (what became of
each input). Where two inputs have the same stem, each gets a short hash of its
path behind it. Of a folder, the files that end in .pdf, .txt, .text or .md are
read. What is a PDF is told by its content, whatever its name.

Examples:
  yosan extract seeds/
  yosan extract budget.pdf
  yosan extract secret.pdf --password-file password.txt
  yosan extract seeds/ -o records --jobs 4
  yosan extract old.txt --encoding windows-31j
  curl -s https://example.jp/budget.txt | yosan extract -
  jq -r '[.fiscal_year, .name, .yen] | @tsv' out/line_items.jsonl";

#[derive(Debug, Args)]
#[command(after_help = EXTRACT)]
pub(in crate::cli) struct Extract {
    /// Files, folders (with all below them), or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// The folder to write to
    #[arg(short, long, value_name = "DIR", default_value = "out")]
    pub(in crate::cli) out: PathBuf,
    /// How many documents are read at one time [default: one for each core]
    #[arg(short, long, value_name = "N")]
    pub(in crate::cli) jobs: Option<NonZeroUsize>,
    #[command(flatten)]
    pub(in crate::cli) how: HowToRead,
    /// Show no progress and no table; errors are still told
    #[arg(short, long)]
    pub(in crate::cli) quiet: bool,
}
