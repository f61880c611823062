//! What may be typed: one file for the arguments of each command.

mod check;
mod completions;
mod diff;
mod explain;
mod extract;
mod how;
mod man;
#[cfg(feature = "pdf")]
mod page;
#[cfg(feature = "report")]
mod report;
mod series;
mod text;

use clap::{Parser, Subcommand};

pub(super) use check::{Check, CheckFormat, FailOn};
pub(super) use completions::Completions;
pub(super) use diff::{Diff, DiffFormat};
pub(super) use explain::Explain;
pub(super) use extract::Extract;
pub(super) use how::HowToRead;
pub(super) use man::Man;
#[cfg(feature = "pdf")]
pub(super) use page::Page;
#[cfg(feature = "report")]
pub(super) use report::Report;
pub(super) use series::{Series, SeriesFormat};
pub(super) use text::Text;
#[cfg(feature = "pdf")]
pub(super) use text::TextFormat;

const EXAMPLES: &str = "\
Examples:
  yosan extract seeds/                  read a folder, write out/
  yosan extract a.pdf b.txt -o records  read two files, write records/
  yosan text a.pdf --lines              show the text as the rules see it
  yosan explain a.pdf --line 12         say how the amounts of a line were read
  yosan page a.pdf -p 3 -o page.svg     draw a page with the records on it
  yosan check out                       say what of a run is to be looked at
  yosan diff before after               show what changed between two runs
  yosan report out -o report.html       write a page to look at all of it
  yosan series out                      follow items over years and documents
  yosan schema > schema.json            the JSON Schema of the output

Exit status: 0 all was read, 1 some files failed or are partial, 2 the command
was not understood, 3 nothing could be read or a file not written, 130 ended by
Ctrl-C.";

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
    /// Say what of a run is to be looked at
    Check(Check),
    /// Show what changed between two runs
    Diff(Diff),
    /// Show the text of a document as the rules see it
    Text(Text),
    /// Say how an amount was read
    Explain(Explain),
    /// Draw a page of a PDF with what was found on it, as SVG
    #[cfg(feature = "pdf")]
    Page(Page),
    /// Write what was read as one HTML page for people
    #[cfg(feature = "report")]
    Report(Report),
    /// Follow the same items over fiscal years and documents
    Series(Series),
    /// Print the JSON Schema of the output
    Schema,
    /// Print a script that completes arguments in a shell
    Completions(Completions),
    /// Print the manual page, or write those of all commands
    Man(Man),
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
