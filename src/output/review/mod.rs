//! Changes and findings to bytes, for reviewers: terminals, pull requests, programs.

mod check_github;
mod check_json;
mod check_text;
mod diff_json;
mod diff_markdown;
#[cfg(feature = "cli")]
mod diff_text;
mod groups;
mod markdown;
mod phrases;
mod words;

use std::io;

use crate::review::diff::{DocumentChange, Summary};
use crate::review::findings::{Finding, Tally};

pub use check_github::CheckGithub;
pub use check_json::CheckJson;
pub use check_text::CheckText;
pub use diff_json::DiffJson;
pub use diff_markdown::{DiffMarkdown, MAX_COMMENT};
#[cfg(feature = "cli")]
pub use diff_text::DiffText;

/// A format of changes, which takes one document after the other.
pub trait WriteDiff {
    /// Takes the changes of one document.
    ///
    /// # Errors
    /// Only those of the output.
    fn document(&mut self, change: &DocumentChange) -> io::Result<()>;

    /// Ends with what all of them come to.
    ///
    /// # Errors
    /// Only those of the output.
    fn finish(&mut self, summary: &Summary) -> io::Result<()>;
}

/// A format of findings, which takes one document after the other.
pub trait WriteFindings {
    /// Takes the findings of the document at `path`, the gravest first.
    ///
    /// # Errors
    /// Only those of the output.
    fn document(&mut self, path: &str, findings: &[Finding]) -> io::Result<()>;

    /// Ends with how many there were.
    ///
    /// # Errors
    /// Only those of the output.
    fn finish(&mut self, tally: &Tally) -> io::Result<()>;
}

/// Text for one line of output: what would end the line, steer a terminal or turn the
/// direction of writing is shown as `?`.
pub(crate) fn clean(text: &str) -> String {
    let harmful = |c: char| {
        c.is_control()
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars()
        .map(|c| {
            if c == '\n' {
                '⏎'
            } else if harmful(c) {
                '?'
            } else {
                c
            }
        })
        .collect()
}
