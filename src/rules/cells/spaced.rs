//! Tables whose cells a dump keeps apart with spaces:
//!
//! ```text
//!                令和5年度予算額   令和6年度要求額   増減額
//! 一般会計       3,492億円         4,479億円         +987億円
//! ```
//!
//! A header may take several lines; its words stand over one another. The figures of a row
//! belong to the columns in their order, where there are as many; else to the column over them.

use std::ops::Range;

use crate::layout::line::is_cjk;
use crate::rules::{Reading, ledger};
use crate::text;

/// Words between gaps of two spaces or more, with the display columns that they take.
#[derive(Clone, Debug)]
struct Piece {
    range: Range<usize>,
    from: usize,
    to: usize,
}

impl Piece {
    fn overlap(&self, other: &Piece) -> usize {
        self.to.min(other.to).saturating_sub(self.from.max(other.from))
    }
}

/// A table: the words of its headers, one list of lines for each column behind the first, and
/// the cells of its rows, the label first.
#[derive(Debug)]
pub struct Spaced {
    pub heads: Vec<String>,
    pub rows: Vec<Vec<Range<usize>>>,
    /// The line behind the last row.
    pub end: usize,
}

/// A line of more bytes is no row of such a table.
const LONGEST: usize = 2000;

/// Lines that a header may take.
const MOST_HEADS: usize = 3;

/// The table whose header begins in line `i`.
pub fn table(reading: &Reading, i: usize, is_head: impl Fn(&str) -> bool) -> Option<Spaced> {
    let lines = reading.text.lines().len();
    let may_follow = |k: usize| k < lines && has_amounts(reading, k);
    if !reading.line(i).contains("  ") || !(i + 1..=i + MOST_HEADS).any(may_follow) {
        return None;
    }
    let heads: Vec<Vec<Piece>> =
        (i..lines.min(i + MOST_HEADS)).map_while(|k| head_pieces(reading, k)).collect();
    // The body follows at once; words of a longer header would be a paragraph.
    for count in 1..=heads.len() {
        if body_pieces(reading, i + count).is_none() {
            continue;
        }
        let columns = stacked(reading, &heads[..count]);
        let heads: Vec<(Piece, String)> =
            columns.into_iter().filter(|(_, words)| is_head(words)).collect();
        if heads.len() < 2 {
            return None;
        }
        let mut end = i + count;
        let mut rows = Vec::new();
        while let Some((label, figures)) =
            (end < lines).then(|| body_pieces(reading, end)).flatten()
        {
            rows.extend(row(label, figures, &heads));
            end += 1;
        }
        let heads = heads.into_iter().map(|(_, words)| words).collect();
        return (!rows.is_empty()).then_some(Spaced { heads, rows, end });
    }
    None
}

/// Whether amounts stand in a line, with their units or under a declared one.
fn has_amounts(reading: &Reading, i: usize) -> bool {
    !reading.amounts_of_line(i).is_empty() || !reading.bare_of_line(i).is_empty()
}

/// The pieces of a line. Single characters set wide apart are one word: `区      分`.
fn pieces(reading: &Reading, i: usize) -> Vec<Piece> {
    let base = reading.text.lines()[i].range.start;
    let content = reading.line(i);
    if content.len() > LONGEST || !content.contains("  ") || content.contains(['\t', '|']) {
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
    found
        .into_iter()
        .map(|r| Piece {
            from: columns(reading, base..base + r.start),
            to: columns(reading, base..base + r.end),
            range: base + r.start..base + r.end,
        })
        .collect()
}

/// The display columns that the printed characters of a range take.
fn columns(reading: &Reading, range: Range<usize>) -> usize {
    reading.text.span(range).text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// The pieces of a line that may be a part of a header: several, without an amount.
fn head_pieces(reading: &Reading, i: usize) -> Option<Vec<Piece>> {
    if has_amounts(reading, i) {
        return None;
    }
    Some(pieces(reading, i)).filter(|pieces| pieces.len() >= 2)
}

/// The label and the figures of a line that may be a row of the table.
fn body_pieces(reading: &Reading, i: usize) -> Option<(Piece, Vec<Piece>)> {
    if i >= reading.text.lines().len() || !has_amounts(reading, i) {
        return None;
    }
    let mut pieces = pieces(reading, i);
    let norm = reading.norm();
    // A long label leaves one space before its first figure.
    if let Some(label) = pieces.first_mut()
        && let Some(a) = reading.amounts_in(label.range.clone()).next()
        && let start = reading.start_on_line(a).max(label.range.start)
        && norm[label.range.start..start].ends_with(' ')
    {
        let width = columns(reading, label.range.start..start);
        let figure = Piece { range: start..label.range.end, from: label.from + width, ..*label };
        label.range.end = label.range.start + norm[label.range.start..start].trim_end().len();
        pieces.insert(1, figure);
    }
    let is_figure = |piece: &Piece| {
        let content = &norm[piece.range.clone()];
        let plain = content.trim_start_matches(['▲', '△', '+', '-', '―', '−', ' ', '(']);
        plain.is_empty()
            || plain.starts_with(|c: char| c.is_ascii_digit())
            || content == "皆増"
            || content == "皆減"
    };
    let first = pieces.iter().position(is_figure).filter(|&first| first > 0)?;
    if !pieces[first..].iter().all(is_figure) {
        return None;
    }
    let label = Piece { range: pieces[0].range.start..pieces[first - 1].range.end, ..pieces[0] };
    Some((label, pieces[first..].to_vec()))
}

/// The columns of header lines, each with its words from top to bottom.
fn stacked(reading: &Reading, heads: &[Vec<Piece>]) -> Vec<(Piece, String)> {
    let norm = reading.norm();
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
            let words = over.map(|p| text::name(&norm[p.range.clone()]));
            let words: String = words.filter(|words| !is_unit(words)).collect();
            (column.clone(), words)
        })
        .collect()
}

/// Whether a header's words only say what the figures below them are counted in.
fn is_unit(words: &str) -> bool {
    ledger::cell_unit(words).is_some() || matches!(words, "%" | "(%)" | "円" | "億円" | "人" | "件")
}

/// The cells of a row, an empty one where a column has no figure. `None` where a figure may be
/// of several columns.
fn row(label: Piece, figures: Vec<Piece>, heads: &[(Piece, String)]) -> Option<Vec<Range<usize>>> {
    let none = label.range.end..label.range.end;
    let mut cells = vec![none; heads.len()];
    if figures.len() == heads.len() {
        cells = figures.into_iter().map(|figure| figure.range).collect();
    } else {
        for figure in figures {
            let mut under = heads.iter().map(|(head, _)| head.overlap(&figure)).enumerate();
            let (column, shared) = under.clone().max_by_key(|(_, shared)| *shared)?;
            if shared == 0 || under.any(|(c, other)| c != column && other * 2 > shared) {
                return None;
            }
            if !cells[column].is_empty() {
                return None;
            }
            cells[column] = figure.range;
        }
    }
    cells.insert(0, label.range);
    Some(cells)
}
