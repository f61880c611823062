//! Arguments of `yosan report`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::HowToRead;
use crate::output::report::Language;

const REPORT: &str = "\
The report is one HTML file that needs no network and no other file: an overview
with charts and checks, and each document's text beside its records. The sources are
looked for under the paths that the records give; of one that is missing or changed
only what the records quote is shown. So that a browser opens it, a report of many
documents holds the contents of 32 MiB of them, those with findings first, and says
which are left out; --document chooses, without a limit.

Examples:
  yosan extract seeds/ && yosan report out
  yosan report out -o report.html --lang en
  yosan report records --sources /archive --document 000 --document 001";

#[derive(Debug, Args)]
#[command(after_help = REPORT)]
pub(in crate::cli) struct Report {
    /// The folder that `yosan extract` wrote
    #[arg(value_name = "OUT")]
    pub(in crate::cli) folder: PathBuf,
    /// The file to write to, or - for standard output
    #[arg(short, long, value_name = "FILE", default_value = "report.html")]
    pub(in crate::cli) out: PathBuf,
    /// The folder that the sources' paths start from [default: the current one]
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) sources: Option<PathBuf>,
    /// The language of the report; documents are shown as they are
    #[arg(long, value_name = "L", default_value = "ja")]
    pub(in crate::cli) lang: LanguageName,
    /// Hold the contents of this document only; may be given several times
    #[arg(long, value_name = "STEM")]
    pub(in crate::cli) document: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) how: HowToRead,
}

/// The languages of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum LanguageName {
    Ja,
    En,
}

impl From<LanguageName> for Language {
    fn from(name: LanguageName) -> Language {
        match name {
            LanguageName::Ja => Language::Japanese,
            LanguageName::En => Language::English,
        }
    }
}
