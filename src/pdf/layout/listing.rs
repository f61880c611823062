//! Listings: fields of a ruled table that are tables in themselves, as the 説明 beside the 節 of a
//! budget book is.
//!
//! Such a field names things line by line, each with its figure at the right. Its lines have
//! nothing to do with the rows of the table that it stands beside, so it is read by itself. How
//! deep a thing stands shows in where its figure ends: the figures of the parts stand left of the
//! figure of the whole.

use super::TableKind;
use super::frame::{Flow, Frame, Mark};
use super::geometry::{Rect, median};
use super::ruling::Grid;
use super::run::Run;
use super::table::{Laid, LaidCell, cell_lines, is_figure, is_unit, text_of};

/// A gap wider than this many ems parts a name from its figure.
const GAP: f32 = 1.25;
/// Columns that stand before a listing, at least: names and figures.
const FIRST: usize = 2;
/// Lines nearer than this many points stand in one place.
const NEAR: f32 = 2.6;

/// The grids of a page, each in two where its last fields are listings: the table, and these.
///
/// Two named figures show a listing; where one stands, a field in the same place is another one.
pub(super) fn part(grids: Vec<Grid>, frame: &Frame) -> (Vec<Grid>, Vec<Grid>) {
    let edges: Vec<f32> = grids.iter().filter_map(|grid| begins_at(grid, frame)).collect();
    let (mut tables, mut listings) = (Vec::new(), Vec::new());
    for grid in grids {
        let is_edge =
            |column: &usize| edges.iter().any(|edge| (edge - grid.left_of(*column)).abs() <= NEAR);
        let column = (FIRST..grid.columns).find(is_edge);
        match column.and_then(|column| grid.parted(column)) {
            Some([table, listing]) => {
                tables.push(table);
                listings.push(listing);
            }
            None => tables.push(grid),
        }
    }
    (tables, listings)
}

/// Where the first column of a grid with named figures in its fields begins, if what stands before
/// it is a table with figures of its own.
fn begins_at(grid: &Grid, frame: &Frame) -> Option<f32> {
    if grid.columns <= FIRST {
        return None;
    }
    let mut inside: Vec<Vec<&Mark>> = vec![Vec::new(); grid.fields.len()];
    for mark in frame.marks.iter().filter(|m| !m.is_space && m.flow == Flow::Right) {
        if let Some(f) = grid.field_at(mark.rect.center_x(), mark.rect.center_y()) {
            inside[f].push(mark);
        }
    }
    // For each column: lines with a name and its figure, and lines that are a figure or a unit.
    let mut named = vec![0usize; grid.columns];
    let mut bare = vec![0usize; grid.columns];
    let mut units = vec![0usize; grid.columns];
    for (field, marks) in grid.fields.iter().zip(inside) {
        let lines = lines(marks);
        named[field.column] += lines.iter().filter(is_entry).count();
        bare[field.column] += lines.iter().filter(|l| is_bare(&words(l))).count();
        units[field.column] += lines.iter().filter(|l| is_unit(&words(l))).count();
    }
    let column = (FIRST..grid.columns).find(|&c| named[c] > 0)?;
    let is_table = (0..column).any(|c| bare[c] + units[c] > 0);
    (is_table && named[column] + units[column] >= 2).then(|| grid.left_of(column))
}

/// Whether a text is a figure without a unit.
fn is_bare(text: &str) -> bool {
    is_figure(text) && text.contains(char::is_numeric) && !text.contains(is_counter)
}

fn is_counter(c: char) -> bool {
    matches!(c, '円' | '件' | '%' | '％' | '億' | '万' | '千' | '百' | '厘')
}

/// The marks of a field, line by line.
fn lines<'m>(mut marks: Vec<&'m Mark<'m>>) -> Vec<Vec<&'m Mark<'m>>> {
    marks.sort_by(|a, b| a.base.total_cmp(&b.base));
    let same = |a: &&Mark, b: &&Mark| b.base - a.base <= 0.35 * a.size.min(b.size);
    let mut found: Vec<Vec<&Mark>> = marks.chunk_by(same).map(<[_]>::to_vec).collect();
    for line in &mut found {
        line.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
    }
    found
}

fn words(line: &[&Mark]) -> String {
    line.iter().map(|m| m.text).collect()
}

/// Whether a line is a name and, apart from it at the right, a figure.
fn is_entry(line: &&Vec<&Mark>) -> bool {
    let apart = |k: &usize| {
        let (before, mark) = (line[k - 1], line[*k]);
        mark.rect.x0 - before.rect.x1 > GAP * before.size.max(mark.size)
    };
    let Some(at) = (1..line.len()).rev().find(apart) else { return false };
    let (name, figure) = (words(&line[..at]), words(&line[at..]));
    is_bare(&figure) && !is_figure(&name)
}

/// The runs that end the lines of some listings: figures, and the unit over them.
fn is_end(i: usize, runs: &[Run], marks: &[Mark]) -> bool {
    let text = text_of(&runs[i], marks);
    is_bare(&text) || is_unit(&text)
}

/// The places where the figures of a page's listings end, from left to right.
pub(super) fn ends(fields: &[Vec<Vec<usize>>], runs: &[Run], marks: &[Mark]) -> Vec<f32> {
    let lines = fields.iter().flatten().flat_map(|field| cell_lines(field, runs));
    let last = lines.filter_map(|line| line.last().copied().filter(|&i| is_end(i, runs, marks)));
    let mut all: Vec<(f32, f32)> = last.map(|i| (runs[i].rect.x1, runs[i].size)).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    all.dedup_by(|b, a| b.0 - a.0 <= 0.5 * a.1);
    all.into_iter().map(|(end, _)| end).collect()
}

/// Lays a grid of listings out: the names in the first column, the figures in as many columns as
/// there are `ends`.
pub(super) fn laid(
    grid: &Grid,
    inside: &[Vec<usize>],
    runs: &[Run],
    marks: &[Mark],
    ends: &[f32],
) -> Laid {
    let fields: Vec<Vec<Vec<usize>>> = inside.iter().map(|i| cell_lines(i, runs)).collect();
    let base = |line: &Vec<usize>| runs[line[0]].base;
    let steps = |lines: &Vec<Vec<usize>>| {
        lines.windows(2).map(|w| base(&w[1]) - base(&w[0])).collect::<Vec<_>>()
    };
    let pitch = median(fields.iter().flat_map(steps).collect(), 0.0);
    let mut list = List { runs, ends, cells: Vec::new(), row: 0 };
    for lines in fields {
        let mut entry = Entry::default();
        let mut last = f32::NEG_INFINITY;
        for mut line in lines {
            let at = base(&line);
            let ending = line.last().copied().filter(|&i| is_end(i, runs, marks));
            line.truncate(line.len() - usize::from(ending.is_some()));
            // A name that runs over its line goes on closer to it than the next thing stands.
            let is_near = (at - last) * 1.25 <= pitch;
            let goes_on = !entry.names.is_empty()
                && match ending {
                    None => is_near,
                    // A figure alone belongs to the name that left it no room.
                    Some(_) => line.is_empty() && entry.figure.is_none(),
                };
            if !goes_on {
                list.push(std::mem::take(&mut entry));
            }
            entry.figure = entry.figure.or(ending);
            if !line.is_empty() {
                entry.names.push(line);
            }
            last = at;
        }
        list.push(entry);
    }
    let (rows, columns) = (list.row, ends.len() + 1);
    Laid { kind: TableKind::Ruled, rect: grid.rect, rows, columns, cells: list.cells }
}

/// A name, its lines, and its figure.
#[derive(Default)]
struct Entry {
    names: Vec<Vec<usize>>,
    figure: Option<usize>,
}

/// The rows of a listing so far.
struct List<'r> {
    runs: &'r [Run],
    ends: &'r [f32],
    cells: Vec<LaidCell>,
    row: usize,
}

impl List<'_> {
    fn push(&mut self, entry: Entry) {
        let before = self.cells.len();
        if !entry.names.is_empty() {
            self.cell(0, entry.names);
        }
        if let Some(i) = entry.figure {
            let run = &self.runs[i];
            let end = run.rect.x1 - 0.5 * run.size;
            self.cell(self.ends.partition_point(|e| *e < end) + 1, vec![vec![i]]);
        }
        self.row += usize::from(self.cells.len() > before);
    }

    fn cell(&mut self, column: usize, lines: Vec<Vec<usize>>) {
        let all = lines.iter().flatten().map(|&i| self.runs[i].rect);
        let rect = Rect::around(all).unwrap_or_default();
        self.cells.push(LaidCell {
            row: self.row,
            column,
            row_span: 1,
            column_span: 1,
            rect,
            lines,
        });
    }
}
