//! Changes as Markdown that fits a comment on a pull request.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::WriteDiff;
use super::groups::{Group, groups};
use super::markdown::escape;
use super::phrases::state;
use super::words::{EN, Words};
use crate::review::diff::{Counts, DocumentChange, State, Summary};

/// GitHub takes comments of 65,536 characters; the rest is for what a workflow puts
/// around this one.
pub const MAX_COMMENT: usize = 64_000;

/// What one document may take of it, so that others are seen too.
const MAX_DOCUMENT: usize = 24_000;

/// The most documents that the table lists.
const MAX_ROWS: usize = 100;

/// Writes a table of the documents and what changed in each, the gravest first, up to
/// [`MAX_COMMENT`] characters.
#[derive(Debug)]
pub struct DiffMarkdown<W> {
    out: W,
    /// What was written of each document, by how grave it is and its position. Only as
    /// many are kept as fit.
    documents: BTreeMap<(Gravity, usize), Written>,
    seen: usize,
}

/// Small is grave.
type Gravity = (u8, std::cmp::Reverse<u64>);

#[derive(Debug)]
struct Written {
    row: String,
    details: String,
}

impl<W: Write> DiffMarkdown<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> DiffMarkdown<W> {
        DiffMarkdown { out, documents: BTreeMap::new(), seen: 0 }
    }
}

impl<W: Write> WriteDiff for DiffMarkdown<W> {
    fn document(&mut self, change: &DocumentChange) -> io::Result<()> {
        let counts = Counts::of(change);
        let written = Written { row: row(change, &counts, &EN), details: details(change, &EN) };
        self.documents.insert((gravity(change, &counts), self.seen), written);
        self.seen += 1;
        let mut total: usize = self.documents.values().map(Written::len).sum();
        // What lies behind the first comment's worth will never be shown.
        while total > 2 * MAX_COMMENT && self.documents.len() > MAX_ROWS {
            let Some((_, last)) = self.documents.pop_last() else { break };
            total -= last.len();
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        if summary.is_nothing() {
            return writeln!(self.out, "{}", (EN.nothing_changed)(summary.documents));
        }
        let mut comment = head(summary, &EN);
        let rows = self.documents.values().take(MAX_ROWS);
        comment.extend(rows.map(|written| written.row.as_str()));
        if self.seen > MAX_ROWS {
            let _ = writeln!(comment, "\n{}", (EN.documents_left_out)(self.seen - MAX_ROWS));
        }
        comment.push('\n');
        let mut length = comment.chars().count();
        let mut left_out = self.seen;
        for written in self.documents.values() {
            let more = written.details.chars().count();
            if length + more > MAX_COMMENT {
                break;
            }
            length += more;
            left_out -= 1;
            comment.push_str(&written.details);
        }
        if left_out > 0 {
            let _ = writeln!(comment, "{}", (EN.details_left_out)(left_out, self.seen));
        }
        self.out.write_all(comment.as_bytes())
    }
}

impl Written {
    fn len(&self) -> usize {
        self.row.len() + self.details.len()
    }
}

/// Failing checks before anything else, then documents that cannot be read, then
/// amounts.
fn gravity(change: &DocumentChange, counts: &Counts) -> Gravity {
    let of = |n: u64| std::cmp::Reverse(n);
    if counts.checks_failing > 0 {
        (0, of(counts.checks_failing))
    } else if change.error.is_some() {
        (1, of(0))
    } else if change.state == State::Gone {
        (2, of(counts.gone))
    } else if counts.amounts + counts.gone > 0 {
        (3, of(counts.amounts + counts.gone))
    } else if change.state == State::Added {
        (4, of(counts.added))
    } else {
        (5, of(counts.added + counts.renamed + counts.other + counts.records))
    }
}

fn head(summary: &Summary, words: &Words) -> String {
    format!(
        "**{}**\n\n| {} | | {} |\n| --- | --- |{}\n",
        (words.summary)(summary),
        words.of_document,
        words.counts.join(" | "),
        " --: |".repeat(words.counts.len()),
    )
}

fn row(change: &DocumentChange, counts: &Counts, words: &Words) -> String {
    let numbers = [
        counts.checks_failing,
        counts.amounts,
        counts.gone,
        counts.added,
        counts.renamed,
        counts.other,
        counts.ambiguous,
        counts.records,
    ];
    let numbers: Vec<String> =
        numbers.iter().map(|n| if *n == 0 { String::new() } else { n.to_string() }).collect();
    format!(
        "| {} | {} | {} |\n",
        escape(&change.path),
        escape(&state(change, words)),
        numbers.join(" | ")
    )
}

fn details(change: &DocumentChange, words: &Words) -> String {
    let mut told = format!(
        "<details><summary>{}: {}</summary>\n",
        escape(&change.path),
        escape(&state(change, words))
    );
    for (label, error) in
        [(words.error_before, &change.old_error), (words.error_now, &change.error)]
    {
        if let Some(error) = error {
            let _ = writeln!(told, "\n{label}: {}", escape(error));
        }
    }
    let mut length = told.chars().count();
    let mut left_out = 0;
    for group in groups(change, words) {
        let (table, more) = table(&group, MAX_DOCUMENT.saturating_sub(length), words);
        length += table.chars().count();
        told += &table;
        left_out += more;
    }
    if left_out > 0 {
        let _ = writeln!(told, "\n{}", (words.rows_left_out)(left_out));
    }
    told + "\n</details>\n\n"
}

/// A group of at most `room` characters, and how many of its rows did not fit.
fn table(group: &Group, room: usize, words: &Words) -> (String, usize) {
    let mut told = format!("\n**{}** ({})\n", group.title, group.len());
    if !group.rows.is_empty() {
        let rule = vec!["---"; group.head.len()].join(" | ");
        let _ = write!(told, "\n| {} |\n| {rule} |\n", group.head.join(" | "));
    }
    let mut length = told.chars().count();
    let mut shown = 0;
    for row in &group.rows {
        let cells: Vec<String> = row.iter().map(|cell| escape(cell)).collect();
        let line = format!("| {} |\n", cells.join(" | "));
        length += line.chars().count();
        if length > room {
            break;
        }
        told += &line;
        shown += 1;
    }
    if shown == 0 && !group.rows.is_empty() {
        return (String::new(), group.rows.len());
    }
    if group.more > 0 && !group.rows.is_empty() {
        let _ = writeln!(told, "\n… {} {}", group.more, words.more);
    }
    (told, group.rows.len() - shown)
}
