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

use crate::layout::pieces::{self, Piece};
use crate::rules::{Reading, ledger};

/// A table: the words of its headers, one list of lines for each column behind the first, and
/// the cells of its rows, the label first.
#[derive(Debug)]
pub struct Spaced {
    pub heads: Vec<String>,
    pub rows: Vec<Vec<Range<usize>>>,
    /// The line behind the last row.
    pub end: usize,
}

/// A column under a header.
struct Column {
    piece: Piece,
    /// Whether its header says what its amounts are.
    is_read: bool,
}

/// Lines that a header may take.
const MOST_HEADS: usize = 3;

/// The table whose header begins in line `i`.
pub fn table(reading: &Reading, i: usize, is_head: impl Fn(&str) -> bool) -> Option<Spaced> {
    let lines = reading.text.lines().len();
    let may_follow = |k: usize| k < lines && has_amounts(reading, k);
    // A blank line may part the header from the rows, and these from one another.
    if !reading.line(i).contains("  ") || !(i + 1..=i + MOST_HEADS + 1).any(may_follow) {
        return None;
    }
    let below = |k: usize| if k < lines && reading.is_blank(k) { k + 1 } else { k };
    let heads: Vec<Vec<Piece>> =
        (i..lines.min(i + MOST_HEADS)).map_while(|k| head_pieces(reading, k)).collect();
    // The body follows; words of a longer header would be a paragraph.
    for count in 1..=heads.len() {
        let first = below(i + count);
        if body_pieces(reading, first).is_none() {
            continue;
        }
        let columns = pieces::stacked(reading.text, &heads[..count]);
        let words = columns.into_iter().map(|(column, words)| {
            (column, words.into_iter().filter(|words| !is_unit(words)).collect::<String>())
        });
        let (columns, heads): (Vec<Column>, Vec<String>) =
            words.map(|(piece, words)| (Column { piece, is_read: is_head(&words) }, words)).unzip();
        if columns.iter().filter(|column| column.is_read).count() < 2 {
            return None;
        }
        let mut end = first;
        let mut rows = Vec::new();
        while let Some((label, figures)) = body_pieces(reading, below(end)) {
            rows.extend(row(label, figures, &columns));
            end = below(end) + 1;
        }
        let heads = columns.iter().zip(heads).filter(|(c, _)| c.is_read).map(|(_, w)| w).collect();
        return (!rows.is_empty()).then_some(Spaced { heads, rows, end });
    }
    None
}

/// Whether amounts stand in a line, with their units or under a declared one.
fn has_amounts(reading: &Reading, i: usize) -> bool {
    !reading.amounts_of_line(i).is_empty() || !reading.bare_of_line(i).is_empty()
}

/// The pieces of a line.
fn pieces(reading: &Reading, i: usize) -> Vec<Piece> {
    let has_gap = reading.line(i).contains("  ");
    if has_gap { pieces::pieces(reading.text, i) } else { Vec::new() }
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
        let width = pieces::columns(reading.text, label.range.start..start);
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

/// Whether a header's words only say what the figures below them are counted in.
fn is_unit(words: &str) -> bool {
    ledger::cell_unit(words).is_some() || matches!(words, "%" | "(%)" | "円" | "億円" | "人" | "件")
}

/// The cells of a row, an empty one where a column has no figure. `None` where a figure may be
/// of several columns.
fn row(label: Piece, figures: Vec<Piece>, columns: &[Column]) -> Option<Vec<Range<usize>>> {
    let none = label.range.end..label.range.end;
    let read: Vec<usize> = (0..columns.len()).filter(|&c| columns[c].is_read).collect();
    let mut cells = vec![none; columns.len()];
    if figures.len() == read.len() {
        for (figure, &column) in figures.into_iter().zip(&read) {
            cells[column] = figure.range;
        }
    } else if figures.len() + 1 == columns.len() && read.first() != Some(&0) {
        for (figure, cell) in figures.into_iter().zip(&mut cells[1..]) {
            *cell = figure.range;
        }
    } else {
        for figure in figures {
            let mut under = columns.iter().map(|c| c.piece.overlap(&figure)).enumerate();
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
    let read = read.into_iter().map(|column| cells[column].clone());
    Some(std::iter::once(label.range).chain(read).collect())
}
