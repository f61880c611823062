//! Changes as text, aligned for wide characters.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::groups::{Group, Tone, groups};
use super::words::{EN, Words};
use super::{WriteDiff, clean};
use crate::review::diff::{DocumentChange, State, Summary};

/// A cell that is wider does not push the columns behind it to the right.
const MAX_COLUMN: usize = 48;

/// Writes changes for a terminal or a file.
#[derive(Debug)]
pub struct DiffText<W> {
    out: W,
    color: bool,
}

impl<W: Write> DiffText<W> {
    /// Writes to `out`, with ANSI colours if `color`.
    pub fn new(out: W, color: bool) -> DiffText<W> {
        DiffText { out, color }
    }

    fn group(&mut self, group: &Group, words: &Words) -> io::Result<()> {
        let (on, off) = match (self.color, group.tone) {
            (false, _) | (_, Tone::Plain) => ("", ""),
            (_, Tone::Bad) => ("\x1b[31m", "\x1b[0m"),
            (_, Tone::Good) => ("\x1b[32m", "\x1b[0m"),
            (_, Tone::Change) => ("\x1b[33m", "\x1b[0m"),
        };
        writeln!(self.out, "  {on}{} ({}){off}", group.title, group.len())?;
        aligned(&mut self.out, &group.rows)?;
        if group.more > 0 && !group.rows.is_empty() {
            writeln!(self.out, "    … {} {}", group.more, words.more)?;
        }
        Ok(())
    }
}

impl<W: Write> WriteDiff for DiffText<W> {
    fn document(&mut self, change: &DocumentChange) -> io::Result<()> {
        let words = &EN;
        let (on, off) = if self.color { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
        writeln!(self.out, "{on}{}{off}: {}", clean(&change.path), state(change, words))?;
        for (label, error) in
            [(words.error_before, &change.old_error), (words.error_now, &change.error)]
        {
            if let Some(error) = error {
                writeln!(self.out, "  {label}: {}", clean(error))?;
            }
        }
        for group in groups(change, words) {
            self.group(&group, words)?;
        }
        writeln!(self.out)
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        writeln!(self.out, "{}", self::summary(summary))
    }
}

/// What became of a document, in words.
pub(super) fn state(change: &DocumentChange, words: &Words) -> String {
    let state = match change.state {
        State::Added => words.added,
        State::Gone => words.gone,
        State::Renamed => words.renamed,
        State::Changed if change.other_bytes => words.changed,
        State::Changed => words.read_otherwise,
    };
    match &change.was {
        Some(was) => format!("{state} ({} {})", words.was, clean(was)),
        None => state.to_owned(),
    }
}

/// Rows with their columns one below the other.
pub(super) fn aligned(out: &mut impl Write, rows: &[Vec<String>]) -> io::Result<()> {
    let rows: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|cell| clean(cell)).collect()).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width());
        cells.filter(|&width| width <= MAX_COLUMN).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for row in &rows {
        let mut line = String::from("   ");
        for (cell, width) in row.iter().zip(&widths) {
            line.push(' ');
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.width()) + 1));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

fn summary(summary: &Summary) -> String {
    if summary.is_nothing() {
        return format!("nothing changed in {}", documents(summary.documents));
    }
    let listed = |counts: &[(u64, &str)]| {
        let some = counts.iter().filter(|(n, _)| *n > 0);
        some.map(|(n, what)| format!("{n} {what}")).collect::<Vec<_>>().join(", ")
    };
    let counts = summary.counts;
    let became = listed(&[
        (summary.added, "added"),
        (summary.gone, "gone"),
        (summary.renamed, "renamed"),
        (summary.changed, "changed"),
    ]);
    let of_items = listed(&[
        (counts.amounts, "changed in amount"),
        (counts.gone, "gone"),
        (counts.added, "new"),
        (counts.renamed, "renamed"),
        (counts.other, "changed otherwise"),
    ]);
    let of_checks = listed(&[
        (counts.checks_failing, "failing now"),
        (counts.checks_mended, "failing no more"),
        (counts.checks_other, "changed otherwise"),
    ]);
    let mut told = format!("{}: {became}", documents(summary.documents));
    for (what, counts) in [("line items", of_items), ("checks", of_checks)] {
        if !counts.is_empty() {
            told += &format!("; {what}: {counts}");
        }
    }
    if counts.records > 0 {
        told += &format!("; other records: {}", counts.records);
    }
    told
}

fn documents(n: u64) -> String {
    format!("{n} document{}", if n == 1 { "" } else { "s" })
}
