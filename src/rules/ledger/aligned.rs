//! The amounts in tables that nothing but gaps of spaces part:
//!
//! ```text
//!                          (単位:千円)
//! 事業名            予算額      件数
//! 広報紙発行費         440        12
//! 国際交流費         1,250         3
//! ```
//!
//! A figure with a grouping comma is plainly an amount. One without is an amount where it stands
//! in the column of one that is, or under a header that names money; in a table right under its
//! unit also where it stands under another figure.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::layout::line::is_total;
use crate::layout::pieces::{Piece, stacked};
use crate::notation::unit::Unit;
use crate::text::Text;

use super::figure::{is_grouped, may_be_money};
use super::head::Head;
use super::line::{Cell, Kind, Line};
use super::part::{Part, Parts};

/// No figure takes more display columns.
const WIDEST: usize = 40;

/// Where the amounts stand in the lines that a declared unit is for, and the figures with grouping
/// commas that a header says to be none. `is_read` says which lines are rows of another kind of
/// table or have amounts with units.
pub fn amounts(
    text: &Text,
    (lines, unit): &(Range<usize>, Unit),
    own_year: Option<i32>,
    is_read: impl Fn(usize) -> bool,
) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let mut parts = Parts::new(text, own_year);
    lines.clone().filter(|&i| !is_read(i)).for_each(|i| parts.read(i));
    let mut others = Vec::new();
    let amounts = parts.found.iter().flat_map(|part| {
        let heads = Heads::new(text, part, own_year);
        others.extend(part.others(&heads));
        part.amounts(text, *unit, &heads)
    });
    (amounts.collect(), others)
}

impl Part {
    /// The amounts of rows that stand under a header of something else.
    fn others(&self, heads: &Heads) -> Vec<Range<usize>> {
        let cells =
            self.rows.iter().flat_map(|row| row.cells.iter().enumerate().map(move |c| (row, c)));
        let is_other = |(row, (k, cell)): &(&Line, (usize, &Cell))| {
            cell.kind == Kind::Amount && heads.over(row, *k).is_some_and(Head::is_other)
        };
        cells.filter(is_other).map(|(_, (_, cell))| cell.whole.clone()).collect()
    }

    fn amounts(&self, text: &Text, unit: Unit, heads: &Heads) -> Vec<Range<usize>> {
        let norm = text.norm();
        let is_other = |row: &Line, k: usize| heads.over(row, k).is_some_and(Head::is_other);
        let mut plain = Plain::default();
        for row in &self.rows {
            let amounts = row.cells.iter().enumerate();
            let amounts = amounts.filter(|(k, c)| c.kind == Kind::Amount && !is_other(row, *k));
            amounts.for_each(|(_, cell)| plain.add(norm, cell));
            plain.widths.insert(row.count(Kind::Amount));
        }
        let mut found = plain.found.clone();
        if self.is_other {
            return found;
        }
        let is_new = self.is_under_unit && found.is_empty();
        let alike = Alike::new(norm, if is_new { &self.rows } else { &[] });
        for (r, row) in self.rows.iter().enumerate() {
            if !is_row(norm, row) || self.is_footer(text, r) {
                continue;
            }
            let close = row.count(Kind::Close);
            let is_alike_row = row.is_labelled && close >= 2 && plain.widths.contains(&close);
            for (k, cell) in row.cells.iter().enumerate() {
                if !cell.is_open() || is_other(row, k) || !plain.may_be(norm, row, cell, unit) {
                    continue;
                }
                let is_said = || heads.over(row, k).is_some_and(|head| head.is_money);
                let is_amount = match cell.kind {
                    // `広報費 440 400 +40` among rows of three amounts.
                    Kind::Close => is_alike_row || plain.columns.ends.contains(&cell.piece.to),
                    _ => {
                        plain.columns.holds(cell)
                            || row.is_labelled && (is_said() || alike.holds(cell))
                    }
                };
                if is_amount {
                    found.push(cell.whole.clone());
                }
            }
        }
        found
    }

    /// Whether a row is the last line of its page, set apart from the rows as they are not from
    /// one another: the number of the page behind the name of the document.
    fn is_footer(&self, text: &Text, r: usize) -> bool {
        let line = self.rows[r].line;
        let is_last = (line + 1..text.lines().len())
            .find(|&i| !text.is_blank(i))
            .is_none_or(|i| text.lines()[i].page != text.lines()[line].page);
        let is_apart = |r: usize| r > 0 && text.is_blank(self.rows[r].line - 1);
        is_last
            && is_apart(r)
            && r > 0
            && !is_apart(r - 1)
            && self.rows[r].count(Kind::Figure) == 1
            && !self.rows[r].cells.first().is_some_and(|c| is_total(&text.norm()[c.whole.clone()]))
    }
}

/// Whether figures may stand without a label: several, or last year's in brackets.
fn is_row(norm: &str, row: &Line) -> bool {
    let is_bracketed = |cell: &Cell| norm[cell.whole.clone()].starts_with('(');
    row.is_labelled || row.count(Kind::Figure) >= 2 || row.figures().any(is_bracketed)
}

/// What is plainly an amount.
#[derive(Default)]
struct Plain {
    found: Vec<Range<usize>>,
    columns: Columns,
    /// How many amounts a row has.
    widths: BTreeSet<usize>,
    has_groups: bool,
}

impl Plain {
    fn add(&mut self, norm: &str, cell: &Cell) {
        self.has_groups |= is_grouped(&norm[cell.whole.clone()]);
        self.columns.add(cell);
        self.found.push(cell.whole.clone());
    }

    /// Whether a figure is written as amounts beside these are. Where amounts are grouped, 2031 is
    /// a year or the number of a telephone; and those of one row are printed to one place, so that
    /// 3.2 beside 980 is a rate.
    fn may_be(&self, norm: &str, row: &Line, cell: &Cell, unit: Unit) -> bool {
        let figure = &norm[cell.piece.range.clone()];
        let digits = figure.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 3 && (self.has_groups || figure.contains(',')) {
            return false;
        }
        let is_whole = |cell: &Cell| !norm[cell.piece.range.clone()].contains('.');
        let has_whole = || row.cells.iter().any(|c| c.kind != Kind::Words && is_whole(c));
        let is_large = unit.yen() >= Unit::HyakumanYen.yen();
        is_whole(cell) || is_large && cell.kind == Kind::Figure && !has_whole()
    }
}

/// The columns of a part with their headers.
struct Heads {
    /// Each with its place.
    heads: Vec<(Piece, Head)>,
    /// Where the figures under each of them stand in the rows that have a cell for all.
    seen: Vec<Columns>,
}

impl Heads {
    fn new(text: &Text, part: &Part, own_year: Option<i32>) -> Heads {
        let heads: Vec<(Piece, Head)> = stacked(text, &part.heads)
            .into_iter()
            .map(|(piece, words)| (piece, Head::new(&[words.concat()], Vec::new(), own_year)))
            .collect();
        let mut seen: Vec<Columns> = Vec::new();
        seen.resize_with(heads.len(), Columns::default);
        let mut found = Heads { heads, seen };
        for row in &part.rows {
            for (k, cell) in row.cells.iter().enumerate() {
                if let Some(h) = found.in_order(row, k).filter(|_| cell.kind != Kind::Words) {
                    found.seen[h].add(cell);
                }
            }
        }
        found
    }

    /// The header of the cell `k` of a row that has as many cells, with or without one over the
    /// labels.
    fn in_order(&self, row: &Line, k: usize) -> Option<usize> {
        if self.heads.len() == row.cells.len() {
            return Some(k);
        }
        if self.heads.len() + 1 == row.cells.len() { k.checked_sub(1) } else { None }
    }

    /// The header over the cell `k` of a row. Of a row with other cells: the one whose figures
    /// stand there in the other rows, or the only one that stands over it itself.
    fn over(&self, row: &Line, k: usize) -> Option<&Head> {
        let cell = &row.cells[k];
        let is_over = |h: usize| {
            if self.seen.iter().all(Columns::is_empty) {
                self.heads[h].0.overlap(&cell.piece) > 0
            } else {
                self.seen[h].holds(cell)
            }
        };
        let only = || {
            let mut over = (0..self.heads.len()).filter(|&h| is_over(h));
            let first = over.next();
            first.filter(|_| over.next().is_none())
        };
        self.in_order(row, k).or_else(only).map(|h| &self.heads[h].1)
    }
}

/// The display columns in which amounts stand: where they begin, and the furthest end of those
/// that begin there.
#[derive(Default)]
struct Columns {
    furthest: BTreeMap<usize, usize>,
    ends: BTreeSet<usize>,
}

impl Columns {
    fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    fn add(&mut self, cell: &Cell) {
        let to = self.furthest.entry(cell.piece.from).or_default();
        *to = cell.piece.to.max(*to);
        self.ends.insert(cell.piece.to);
    }

    /// Whether a cell stands over or under an amount, give or take a column.
    fn holds(&self, cell: &Cell) -> bool {
        let Piece { from, to, .. } = cell.piece;
        let mut near = self.furthest.range(from.saturating_sub(WIDEST)..=from + 1);
        near.any(|(_, end)| to <= end + 1)
    }
}

/// Where the figures of rows without plain amounts begin and end in the same display column.
#[derive(Default)]
struct Alike {
    from: BTreeMap<usize, usize>,
    to: BTreeMap<usize, usize>,
}

impl Alike {
    fn new(norm: &str, rows: &[Line]) -> Alike {
        let mut found = Alike::default();
        let first = |row: &Line| Some(&norm[row.figures().next()?.piece.range.clone()]);
        let figures: Vec<&str> = rows.iter().filter_map(first).collect();
        if !may_be_money(&figures) {
            return found;
        }
        for cell in rows.iter().flat_map(Line::figures) {
            *found.from.entry(cell.piece.from).or_default() += 1;
            *found.to.entry(cell.piece.to).or_default() += 1;
        }
        found
    }

    fn holds(&self, cell: &Cell) -> bool {
        let several = |count: Option<&usize>| count.is_some_and(|&count| count >= 2);
        several(self.from.get(&cell.piece.from)) || several(self.to.get(&cell.piece.to))
    }
}

#[cfg(test)]
mod tests;
