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

/// The first column of a grid from which on its fields are listings, where what stands before
/// them is a table with figures of its own.
pub(super) fn begins_at(grid: &Grid, frame: &Frame) -> Option<usize> {
    if grid.columns < 3 {
        return None;
    }
    let mut inside: Vec<Vec<&Mark>> = vec![Vec::new(); grid.fields.len()];
    for mark in frame.marks.iter().filter(|m| !m.is_space && m.flow == Flow::Right) {
        if let Some(f) = grid.field_at(mark.rect.center_x(), mark.rect.center_y()) {
            inside[f].push(mark);
        }
    }
    // For each column: lines with a name and its figure, and lines that are a figure.
    let mut named = vec![0usize; grid.columns];
    let mut bare = vec![0usize; grid.columns];
    for (field, marks) in grid.fields.iter().zip(inside) {
        let lines = lines(marks);
        let entries = lines.iter().filter(|l| is_entry(l)).count();
        let units = lines.iter().filter(|l| is_unit(&words(l))).count();
        named[field.column] += if entries > 0 { entries + units } else { 0 };
        bare[field.column] += lines.iter().filter(|l| is_figure(&words(l))).count();
    }
    let column = (2..grid.columns).find(|&c| named[c] >= 2)?;
    bare[..column].iter().any(|n| *n > 0).then_some(column)
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
    is_figure(&figure) && figure.contains(char::is_numeric) && !is_figure(&name)
}

/// Lays a grid of listings out: the names in the first column, the figures in as many columns as
/// there are places where they end.
pub(super) fn laid(grid: &Grid, inside: &[Vec<usize>], runs: &[Run], marks: &[Mark]) -> Laid {
    let text = |i: usize| text_of(&runs[i], marks);
    let is_end = |i: &usize| is_figure(&text(*i)) || is_unit(&text(*i));
    let fields: Vec<Vec<Vec<usize>>> = inside.iter().map(|i| cell_lines(i, runs)).collect();
    let has_entry = |lines: &[Vec<usize>]| lines.iter().any(|l| l.last().is_some_and(is_end));
    let ends = ends(fields.iter().filter(|f| has_entry(f)).flatten().filter_map(|line| {
        let last = line.last().filter(|i| is_end(i))?;
        Some((runs[*last].rect.x1, runs[*last].size))
    }));
    let base = |line: &Vec<usize>| runs[line[0]].base;
    let steps = |lines: &Vec<Vec<usize>>| {
        lines.windows(2).map(|w| base(&w[1]) - base(&w[0])).collect::<Vec<_>>()
    };
    let pitch = median(fields.iter().flat_map(steps).collect(), 0.0);
    let mut cells: Vec<LaidCell> = Vec::new();
    let mut row = 0;
    let mut cell = |row, column, column_span, lines: Vec<Vec<usize>>| {
        let rect = Rect::around(lines.iter().flatten().map(|&i| runs[i].rect)).unwrap_or_default();
        cells.push(LaidCell { row, column, row_span: 1, column_span, rect, lines });
    };
    for lines in fields.into_iter().filter(|f| !f.is_empty()) {
        if !has_entry(&lines) {
            cell(row, 0, ends.len() + 1, lines);
            row += 1;
            continue;
        }
        let mut names: Vec<Vec<usize>> = Vec::new();
        let mut figure: Option<usize> = None;
        let mut last = f32::NEG_INFINITY;
        let mut close = |names: &mut Vec<Vec<usize>>, figure: &mut Option<usize>| {
            let names = std::mem::take(names);
            let figure = figure.take();
            let is_row = figure.is_some() || !names.is_empty();
            if !names.is_empty() {
                cell(row, 0, 1, names);
            }
            if let Some(i) = figure {
                let column = ends.partition_point(|end| *end < runs[i].rect.x1 - 0.5 * runs[i].size);
                cell(row, column + 1, 1, vec![vec![i]]);
            }
            row += usize::from(is_row);
        };
        for mut line in lines {
            let at = base(&line);
            let ending = line.last().copied().filter(is_end);
            line.truncate(line.len() - usize::from(ending.is_some()));
            // A name that runs over its line goes on closer to it than the next thing stands.
            let goes_on = !names.is_empty()
                && !line.is_empty()
                && ending.is_none()
                && (at - last) * 1.25 <= pitch;
            if !goes_on {
                close(&mut names, &mut figure);
                figure = ending;
            }
            if !line.is_empty() {
                names.push(line);
            }
            last = at;
        }
        close(&mut names, &mut figure);
    }
    Laid { kind: TableKind::Ruled, rect: grid.rect, rows: row, columns: ends.len() + 1, cells }
}

/// The places where figures end, from left to right.
fn ends(found: impl Iterator<Item = (f32, f32)>) -> Vec<f32> {
    let mut all: Vec<(f32, f32)> = found.collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    all.dedup_by(|b, a| b.0 - a.0 <= 0.5 * a.1);
    all.into_iter().map(|(end, _)| end).collect()
}
