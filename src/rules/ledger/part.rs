//! Tables that nothing but gaps of spaces part, each with its header and rows.

use crate::layout::header::column;
use crate::layout::line::is_incomplete;
use crate::layout::pieces::{Piece, pieces};
use crate::notation::unit::declared_unit;
use crate::text::{self, Text};

use super::figure::{counts, is_figure, trailing};
use super::head::Head;
use super::line::{Kind, Line, is_note};

/// Lines that a header may take.
const MOST_HEADS: usize = 3;

/// A table that other ones interrupt goes on behind no more of them.
const MOST_PARTS: usize = 16;

/// Rows under one header.
#[derive(Default)]
pub struct Part {
    /// The lines of its header.
    pub heads: Vec<Vec<Piece>>,
    /// Its rows.
    pub rows: Vec<Line>,
    /// Whether it follows the declaration of its unit.
    pub is_under_unit: bool,
    /// Whether its heading says that it counts something else than money.
    pub is_other: bool,
    /// Whether a row has a figure that is plainly an amount.
    has_amounts: bool,
    /// What the headings within it begin with.
    marks: Vec<char>,
    /// How many of its rows stand above the last blank line.
    above_blank: usize,
}

/// The parts of the lines that were read.
pub struct Parts<'t> {
    text: &'t Text,
    own_year: Option<i32>,
    /// The parts.
    pub found: Vec<Part>,
    /// The one that the next row belongs to.
    current: usize,
    /// The one that goes on behind one that counts something else.
    before: usize,
    /// The first one under the last declared unit.
    first: usize,
}

impl<'t> Parts<'t> {
    /// None yet; `own_year` is the year that the document is about.
    pub fn new(text: &'t Text, own_year: Option<i32>) -> Parts<'t> {
        let found = vec![Part::default()];
        Parts { text, own_year, found, current: 0, before: 0, first: 0 }
    }

    /// Reads the next line that is no row of another kind of table.
    pub fn read(&mut self, i: usize) {
        let content = self.text.line(i);
        let is_aside = self.text.is_aside(i) && trailing(content).is_empty();
        if self.text.is_blank(i) || is_aside {
            return;
        }
        let is_apart = i > 0 && self.text.is_blank(i - 1);
        let says_unit = declared_unit(content).is_some();
        if says_unit {
            self.begin(Part { is_under_unit: true, ..Part::default() });
            self.first = self.current;
        }
        if let Some(head) = self.head(i, is_apart) {
            self.add_head(head);
        } else if let Some(row) = Line::new(self.text, i) {
            self.add(row, is_apart);
        } else if says_unit || is_note(content) {
            // Neither is a heading.
        } else if is_other(content) {
            if !self.found[self.current].is_other {
                self.before = self.current;
                self.begin(Part { is_other: true, ..Part::default() });
            }
        } else {
            self.heading(i, is_apart);
        }
    }

    fn begin(&mut self, part: Part) {
        self.found.push(part);
        self.current = self.found.len() - 1;
    }

    fn add_head(&mut self, head: Vec<Piece>) {
        if !self.found[self.current].rows.is_empty() {
            self.begin(Part::default());
        }
        let heads = &mut self.found[self.current].heads;
        heads.push(head);
        heads.drain(..heads.len().saturating_sub(MOST_HEADS));
    }

    fn add(&mut self, row: Line, is_apart: bool) {
        let is_money = row.cells.iter().any(|cell| cell.kind == Kind::Amount);
        let part = &mut self.found[self.current];
        if is_apart {
            part.above_blank = part.rows.len();
        }
        part.rows.push(row);
        part.has_amounts |= is_money;
        if part.is_other && is_money && part.above_blank > 0 {
            // Behind a blank line the amounts begin.
            let rows = part.rows.split_off(part.above_blank);
            self.current = self.before;
            let part = &mut self.found[self.current];
            part.rows.extend(rows);
            part.has_amounts = true;
        }
    }

    /// A line of words. Behind a blank line it heads rows of the same table if another of its
    /// headings looks like it, else what follows is another table.
    fn heading(&mut self, i: usize, is_apart: bool) {
        let content = self.text.content(i);
        let part = &mut self.found[self.current];
        let mark = mark(content);
        if part.rows.is_empty() && !part.is_other || !is_apart {
            part.marks.extend(mark.filter(|mark| !part.marks.contains(mark)));
            return;
        }
        // Where each row stands apart, the line is the first one of a name.
        let is_spread = part.rows.len() >= 2 && part.above_blank + 1 == part.rows.len();
        if is_spread && !part.is_other || is_incomplete(content) {
            return;
        }
        let goes_on = |part: &Part| {
            let is_table = part.heads.is_empty() || part.has_amounts;
            is_table && !part.is_other && mark.is_some_and(|mark| part.marks.contains(&mark))
        };
        let first = self.first.max(self.found.len().saturating_sub(MOST_PARTS));
        match self.found[first..].iter().rposition(goes_on) {
            Some(known) => self.current = first + known,
            None => self.begin(Part { marks: mark.into_iter().collect(), ..Part::default() }),
        }
    }

    /// The pieces of a line that is a part of a header: words for what columns hold, or any words
    /// in columns behind a blank line.
    fn head(&self, i: usize, is_apart: bool) -> Option<Vec<Piece>> {
        if !self.text.line(i).contains("  ") {
            return None;
        }
        let norm = self.text.norm();
        let mut pieces = pieces(self.text, i);
        pieces.retain(|piece| declared_unit(&norm[piece.range.clone()]).is_none());
        let says = |piece: &Piece| {
            let words = text::name(&norm[piece.range.clone()]);
            let is_short = words.chars().count() <= 8;
            column(&words, self.own_year).is_some()
                || is_short && Head::new(&[words], Vec::new(), self.own_year).is_other()
        };
        let is_words = |piece: &Piece| !norm[piece.range.clone()].split(' ').any(is_figure);
        let is_head = is_apart && pieces.len() >= 2 || pieces.iter().any(says);
        (is_head && pieces.iter().all(is_words)).then_some(pieces)
    }
}

/// What a heading begins with: a digit, a mark, or words. None if it is a sentence.
fn mark(heading: &str) -> Option<char> {
    let first = heading.chars().next().filter(|_| !heading.ends_with('。'))?;
    Some(match first {
        '0'..='9' | '第' => '0',
        c if c.is_alphabetic() => 'あ',
        c => c,
    })
}

/// Whether a line heads what is no money: the number of persons, a table of contents.
fn is_other(line: &str) -> bool {
    const WORDS: [&str; 6] = ["目次", "索引", "人口", "世帯数", "定員", "人員"];
    if line.trim_end().rsplit(' ').next().is_some_and(is_figure) {
        return false;
    }
    let words = text::name(line);
    counts(&words) || WORDS.iter().any(|word| words.contains(word))
}
