//! Changes as text, aligned for wide characters.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::groups::{Group, Tone, groups};
use super::phrases::state;
use super::words::{EN, Words};
use super::{WriteDiff, clean};
use crate::review::diff::{DocumentChange, Summary};

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
        writeln!(self.out, "{on}{}{off}: {}", clean(&change.path), clean(&state(change, words)))?;
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
        let told = match summary.is_nothing() {
            true => (EN.nothing_changed)(summary.documents),
            false => (EN.summary)(summary),
        };
        writeln!(self.out, "{told}")
    }
}

/// Rows with their columns one below the other.
fn aligned(out: &mut impl Write, rows: &[Vec<String>]) -> io::Result<()> {
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
