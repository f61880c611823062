//! What may be typed.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args as Group, Parser, Subcommand, ValueEnum};

use crate::source::Encoding;

const EXAMPLES: &str = "\
Examples:
  yosan extract seeds/                  read a folder, write out/
  yosan extract a.pdf b.txt -o records  read two files, write records/
  yosan text a.pdf --lines              show the text as the rules see it
  yosan explain a.pdf --line 12         say how the amounts of a line were read
  yosan page a.pdf -p 3 -o page.svg     draw a page with the records on it
  yosan schema > schema.json            the JSON Schema of the output

Exit status: 0 all was read, 1 some files failed or are partial, 2 the command
was not understood, 3 nothing could be read or written, 130 ended by Ctrl-C.";

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

#[cfg(feature = "pdf")]
const PAGE: &str = "\
Draws what is printed, the blocks, boxes, tables and cells that were found, the
number of each line in reading order, and the records: a box around the amount, a
dashed one around its label, a line between them. In a browser, the mouse over a
box shows what it is. Where an amount went wrong, this shows why.

Examples:
  yosan page a.pdf -p 3 -o page.svg
  yosan page a.pdf > first.svg";

const EXPLAIN: &str = "\
Line numbers are those of the source, which `yosan text FILE --lines` shows (of a
PDF they go on from page to page);
ids are those of its records.

Examples:
  yosan explain a.txt --line 12
  yosan explain a.pdf --id 3f2c9a1b";

/// Turns Japanese government budget documents into exact, auditable records.
#[derive(Debug, Parser)]
#[command(name = "yosan", version, about, after_help = EXAMPLES, max_term_width = 100)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Read documents and write their records
    Extract(Extract),
    /// Show the text of a document as the rules see it
    Text(Text),
    /// Say how an amount was read
    Explain(Explain),
    /// Draw a page of a PDF with what was found on it, as SVG
    #[cfg(feature = "pdf")]
    Page(Page),
    /// Print the JSON Schema of the output
    Schema,
}

#[derive(Debug, Group)]
#[command(after_help = EXTRACT)]
pub(super) struct Extract {
    /// Files, folders (with all below them), or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// The folder to write to
    #[arg(short, long, value_name = "DIR", default_value = "out")]
    pub(super) out: PathBuf,
    /// How many documents are read at one time [default: one for each core]
    #[arg(short, long, value_name = "N")]
    pub(super) jobs: Option<NonZeroUsize>,
    #[command(flatten)]
    pub(super) how: HowToRead,
    /// Show no progress and no table; errors are still told
    #[arg(short, long)]
    pub(super) quiet: bool,
}

#[derive(Debug, Group)]
#[command(after_help = TEXT)]
pub(super) struct Text {
    /// The document, or - for standard input
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// Put the line's number in the source before each line
    #[arg(short, long)]
    pub(super) lines: bool,
    /// Keep what stands side by side on a PDF's page apart with spaces
    #[cfg(feature = "pdf")]
    #[arg(long, conflicts_with = "lines")]
    pub(super) layout: bool,
    /// Text, or the words of a PDF with their boxes
    #[cfg(feature = "pdf")]
    #[arg(short, long, value_name = "F", default_value = "text")]
    pub(super) format: TextFormat,
    #[command(flatten)]
    pub(super) how: HowToRead,
}

/// How `yosan text` writes.
#[cfg(feature = "pdf")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TextFormat {
    Text,
    Json,
}

#[cfg(feature = "pdf")]
#[derive(Debug, Group)]
#[command(after_help = PAGE)]
pub(super) struct Page {
    /// The PDF, or - for standard input
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// Which page, counted from 1
    #[arg(short, long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) page: u32,
    /// The file to write to [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) how: HowToRead,
}

#[derive(Debug, Group)]
#[command(after_help = EXPLAIN)]
pub(super) struct Explain {
    /// The document, or - for standard input
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) which: Which,
    #[command(flatten)]
    pub(super) how: HowToRead,
}

#[derive(Debug, Group)]
#[group(required = true, multiple = false)]
pub(super) struct Which {
    /// The amounts that stand or are named on this line of the source
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) line: Option<u32>,
    /// The line item with this id, or with the only id that begins so
    #[arg(short, long, value_name = "ID")]
    pub(super) id: Option<String>,
}

#[derive(Debug, Group)]
pub(super) struct HowToRead {
    /// The character encoding of text [default: detected]
    #[arg(short, long, value_name = "E", ignore_case = true)]
    encoding: Option<EncodingName>,
    /// A file whose first line is the password of encrypted PDFs [default: $YOSAN_PASSWORD]
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
}

impl HowToRead {
    /// The password that was given, if one was.
    ///
    /// # Errors
    /// A sentence, when the file with the password cannot be read.
    pub(super) fn password(&self) -> Result<Option<String>, String> {
        let Some(path) = &self.password_file else {
            return Ok(std::env::var("YOSAN_PASSWORD").ok().filter(|p| !p.is_empty()));
        };
        let content = std::fs::read_to_string(path)
            .map_err(|e| format!("cannot read the password in {}: {e}", path.display()))?;
        Ok(content.lines().next().map(str::to_owned))
    }

    /// The encoding as the library knows it.
    pub(super) fn encoding(&self) -> Option<Encoding> {
        Some(match self.encoding? {
            EncodingName::Utf8 => Encoding::Utf8,
            EncodingName::Windows31J => Encoding::Windows31J,
            EncodingName::EucJp => Encoding::EucJp,
            EncodingName::Iso2022Jp => Encoding::Iso2022Jp,
            EncodingName::Utf16Le => Encoding::Utf16Le,
            EncodingName::Utf16Be => Encoding::Utf16Be,
        })
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum EncodingName {
    #[value(name = "utf-8", alias = "utf8")]
    Utf8,
    #[value(name = "windows-31j", aliases = ["shift_jis", "shift-jis", "sjis", "cp932", "ms932"])]
    Windows31J,
    #[value(name = "euc-jp", aliases = ["euc_jp", "eucjp"])]
    EucJp,
    #[value(name = "iso-2022-jp", aliases = ["iso2022jp", "jis"])]
    Iso2022Jp,
    #[value(name = "utf-16le", alias = "utf16le")]
    Utf16Le,
    #[value(name = "utf-16be", alias = "utf16be")]
    Utf16Be,
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::{Args, Command};
    use crate::source::Encoding;

    #[test]
    fn the_definition_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn encodings_go_by_their_usual_names() {
        let check = |name: &str, expected: Option<Encoding>| {
            let line = ["yosan", "extract", "a.txt", "--encoding", name];
            let got = match Args::try_parse_from(line).map(|a| a.command) {
                Ok(Command::Extract(args)) => args.how.encoding(),
                _ => None,
            };
            assert_eq!(got, expected, "{name}");
        };
        check("UTF-8", Some(Encoding::Utf8));
        check("Shift_JIS", Some(Encoding::Windows31J));
        check("cp932", Some(Encoding::Windows31J));
        check("euc-jp", Some(Encoding::EucJp));
        check("iso-2022-jp", Some(Encoding::Iso2022Jp));
        check("utf-16le", Some(Encoding::Utf16Le));
        check("utf-16be", Some(Encoding::Utf16Be));
        check("latin1", None);
    }

    #[test]
    fn explain_takes_a_line_or_an_id_but_not_both() {
        let check = |line: &[&str]| Args::try_parse_from(line).is_ok();
        assert!(check(&["yosan", "explain", "a", "--line", "3"]));
        assert!(check(&["yosan", "explain", "a", "--id", "x"]));
        assert!(!check(&["yosan", "explain", "a"]));
        assert!(!check(&["yosan", "explain", "a", "--line", "0"]));
        assert!(!check(&["yosan", "explain", "a", "--line", "3", "--id", "x"]));
    }
}
