//! Words of a line that gaps of spaces part, with the display columns that they take.

use std::ops::Range;

use crate::text::{self, Text};

use super::line::is_cjk;

/// Words between gaps of two spaces or more.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Where they stand in the normalized text.
    pub range: Range<usize>,
    /// The display column in which they begin.
    pub from: usize,
    /// The display column behind them.
    pub to: usize,
}

impl Piece {
    /// How many display columns both take.
    pub fn overlap(&self, other: &Piece) -> usize {
        self.to.min(other.to).saturating_sub(self.from.max(other.from))
    }
}

/// A line of more bytes is no row of a table.
const LONGEST: usize = 2000;

/// The pieces of a line; none where tabs or bars part its cells. Single characters
/// set wide apart are one word: `区      分`.
pub fn pieces(text: &Text, i: usize) -> Vec<Piece> {
    let base = text.lines()[i].range.start;
    let content = text.line(i);
    if content.len() > LONGEST || content.contains(['\t', '|']) {
        return Vec::new();
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for word in content.split("  ") {
        let start = at + word.len() - word.trim_start().len();
        let end = at + word.trim_end().len();
        at += word.len() + 2;
        if start >= end {
            continue;
        }
        let is_single = |r: &Range<usize>| {
            let mut characters = content[r.clone()].chars();
            characters.next().is_some_and(is_cjk) && characters.next().is_none()
        };
        let is_sign = |r: &Range<usize>| matches!(&content[r.clone()], "△" | "▲");
        match found.last_mut() {
            Some(last) if is_sign(last) => last.end = end,
            Some(last)
                if is_single(&(start..end))
                    && text::name(&content[last.clone()]).chars().count() == 1 =>
            {
                last.end = end;
            }
            _ => found.push(start..end),
        }
    }
    let mut at = (base, 0);
    let mut column = |to: usize| {
        at = (to, at.1 + columns(text, at.0..to));
        at.1
    };
    found
        .into_iter()
        .map(|r| Piece {
            from: column(base + r.start),
            to: column(base + r.end),
            range: base + r.start..base + r.end,
        })
        .collect()
}

/// The display columns that the printed characters of a range take.
pub fn columns(text: &Text, range: Range<usize>) -> usize {
    let printed = text.printed().get(text.printed_range(range)).unwrap_or_default();
    let is_narrow = |c: char| c.is_ascii() || matches!(c, '\u{ff61}'..='\u{ff9f}');
    printed.chars().map(|c| if is_narrow(c) { 1 } else { 2 }).sum()
}

/// The columns of header lines, each with its words from top to bottom.
pub fn stacked(text: &Text, heads: &[Vec<Piece>]) -> Vec<(Piece, Vec<String>)> {
    // Of lines with as many words the lowest stands nearest to the figures.
    let Some(widest) = heads.iter().max_by_key(|pieces| pieces.len()) else {
        return Vec::new();
    };
    widest
        .iter()
        .map(|column| {
            let over = heads.iter().filter_map(|pieces| {
                pieces.iter().max_by_key(|p| p.overlap(column)).filter(|p| p.overlap(column) > 0)
            });
            let words = over.map(|p| text::name(&text.norm()[p.range.clone()]));
            (column.clone(), words.collect())
        })
        .collect()
}
