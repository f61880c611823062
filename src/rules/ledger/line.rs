//! A line of a table whose cells nothing but gaps of spaces part.

use std::ops::Range;

use crate::layout::line;
use crate::layout::pieces::{Piece, columns, pieces};
use crate::text::Text;

use super::figure::{counts, figures_at_end, is_figure, is_grouped, trailing};

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words, the number before a label, or a dash.
    Words,
    /// A figure that is plainly an amount.
    Amount,
    /// Another figure: an amount if the table says so.
    Figure,
    /// One that single spaces part from the label.
    Close,
}

/// A cell of a line.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Its characters, without the sign or brackets of a figure.
    pub piece: Piece,
    /// The same with them.
    pub whole: Range<usize>,
    /// What it holds.
    pub kind: Kind,
}

impl Cell {
    /// Whether the table has to say if it holds an amount.
    pub fn is_open(&self) -> bool {
        matches!(self.kind, Kind::Figure | Kind::Close)
    }
}

/// A line with figures behind its label.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its index.
    pub line: usize,
    /// Its cells from left to right.
    pub cells: Vec<Cell>,
    /// Whether it has a label.
    pub is_labelled: bool,
}

impl Line {
    /// The cells of line `i`, if it has a figure that may be an amount.
    pub fn new(text: &Text, i: usize) -> Option<Line> {
        let content = text.line(i);
        let base = text.lines()[i].range.start;
        let amounts: Vec<Range<usize>> =
            trailing(content).into_iter().map(|r| base + r.start..base + r.end).collect();
        let has_figure =
            content.contains("  ") || content.trim_end().ends_with(|c| is_digit(c) || c == '%');
        let is_apart = !counts(content) && !line::is_leader(content) && !is_note(content);
        if amounts.is_empty() && !(has_figure && is_apart) {
            return None;
        }
        let pieces = pieces(text, i);
        let mut cells = Vec::new();
        let mut at = (base, 0);
        if pieces.is_empty() {
            for range in amounts {
                let from = at.1 + columns(text, at.0..range.start);
                let to = from + columns(text, range.clone());
                at = (range.end, to);
                cells.push(cell(text, Piece { range, from, to }, Kind::Amount));
            }
            return Some(Line { line: i, cells, is_labelled: true });
        }
        // A sign far from its figure is one amount with it over two pieces.
        let is_taken = |piece: &Piece| {
            amounts.iter().any(|a| a.start < piece.range.start && piece.range.start < a.end)
        };
        let pieces = pieces.iter().filter(|piece| !is_taken(piece));
        let mut amounts = amounts.iter().cloned().peekable();
        for piece in pieces {
            let mut start = piece.range.start;
            let mut push = |range: Range<usize>, kind| {
                let before = columns(text, piece.range.start..range.start);
                let from = piece.from + before;
                let to = from + columns(text, range.clone());
                cells.push(cell(text, Piece { range, from, to }, kind));
            };
            while let Some(amount) = amounts.next_if(|a| a.start < piece.range.end) {
                let words = text.norm()[start..amount.start].trim();
                if !words.is_empty() {
                    push(start..start + words.len(), Kind::Words);
                }
                start = amount.end;
                push(amount, Kind::Amount);
            }
            if start > piece.range.start {
                continue;
            }
            let content = &text.norm()[piece.range.clone()];
            if is_figure(content) {
                push(piece.range.clone(), Kind::Figure);
            } else if content.split(' ').all(is_figure) {
                for word in content.split(' ') {
                    push(start..start + word.len(), Kind::Figure);
                    start += word.len() + 1;
                }
            } else if let Some(first) = figures_at_end(content).first() {
                push(start..start + content[..first.start].trim_end().len(), Kind::Words);
                for figure in figures_at_end(content) {
                    push(start + figure.start..start + figure.end, Kind::Close);
                }
            } else {
                push(piece.range.clone(), Kind::Words);
            }
        }
        let mut line = Line { line: i, cells, is_labelled: false };
        line.settle(text);
        let has_figures = line.cells.iter().any(|cell| cell.kind != Kind::Words);
        has_figures.then_some(line)
    }

    /// Takes the numbers before its label and what is counted for words, and figures with a
    /// grouping comma for amounts.
    fn settle(&mut self, text: &Text) {
        let norm = text.norm();
        let words = |cell: &Cell| &norm[cell.whole.clone()];
        let is_name = |cell: &Cell| {
            cell.kind == Kind::Words && words(cell).contains(|c: char| c.is_alphabetic())
        };
        let label = self.cells.iter().position(is_name);
        self.is_labelled = label.is_some();
        let names_money = label.is_none_or(|k| is_label(words(&self.cells[k])));
        for k in 0..self.cells.len() {
            if !self.cells[k].is_open() {
                continue;
            }
            let unit = self.cells.get(k + 1).filter(|next| next.kind == Kind::Words);
            let before = k.checked_sub(1).map(|k| words(&self.cells[k]));
            let is_word = label.is_some_and(|label| k < label)
                || before.is_some_and(asks_for_number)
                || unit.is_some_and(|next| COUNTED.contains(&words(next)));
            if is_word {
                self.cells[k].kind = Kind::Words;
            } else if is_grouped(words(&self.cells[k])) && self.is_labelled {
                self.cells[k].kind = Kind::Amount;
            } else if !names_money {
                self.cells[k].kind = Kind::Words;
            }
        }
    }

    /// How many cells of a kind it has.
    pub fn count(&self, kind: Kind) -> usize {
        self.cells.iter().filter(|cell| cell.kind == kind).count()
    }

    /// Its cells with figures that may be amounts.
    pub fn figures(&self) -> impl Iterator<Item = &Cell> {
        self.cells.iter().filter(|cell| cell.kind == Kind::Figure)
    }
}

/// A cell with the place of its digits, which a column sets under one another.
fn cell(text: &Text, piece: Piece, kind: Kind) -> Cell {
    let whole = piece.range.clone();
    if kind == Kind::Words {
        return Cell { piece, whole, kind };
    }
    let content = &text.norm()[whole.clone()];
    let start = whole.start + content.find(is_digit).unwrap_or_default();
    let end = whole.start + content.rfind(is_digit).map_or(content.len(), |at| at + 1);
    let from = piece.from + columns(text, whole.start..start);
    let to = piece.to - columns(text, end..whole.end).min(piece.to);
    Cell { piece: Piece { range: start..end, from, to }, whole, kind }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// What stands in a cell of its own behind a number that is no money.
const COUNTED: [&str; 24] = [
    "人",
    "名",
    "件",
    "%",
    "年",
    "年度",
    "月",
    "日",
    "頁",
    "ページ",
    "号",
    "条",
    "項",
    "戸",
    "台",
    "回",
    "校",
    "園",
    "世帯",
    "箇所",
    "か所",
    "m2",
    "ha",
    "km",
];

/// Whether a number belongs to the words before it: `令和  5`, `第  3`.
fn asks_for_number(words: &str) -> bool {
    const ENDS: [&str; 10] =
        ["令和", "平成", "昭和", "西暦", "第", "No.", "No", "電話", "内線", "〒"];
    ENDS.iter().any(|end| words.ends_with(end))
}

/// Whether figures behind a label may be money: not behind `高齢化率`, `世帯数`.
fn is_label(words: &str) -> bool {
    const ENDS: [&str; 10] =
        ["数", "率", "比", "割合", "面積", "人口", "番号", "頁", "ページ", "人員"];
    let plain = line::without_brackets(words);
    !ENDS.iter().any(|end| plain.trim_end().ends_with(end))
}

/// Whether a line is a remark: `※ …`, `(注) …`.
pub fn is_note(line: &str) -> bool {
    let line = line.trim_start();
    let is_marked = |rest: &str| !rest.starts_with(char::is_alphabetic);
    line.starts_with('※')
        || line.starts_with("(注")
        || line.strip_prefix('注').is_some_and(is_marked)
}
