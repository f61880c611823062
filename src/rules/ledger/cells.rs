//! The cells of lines that tabs or bars part, put where their columns are.

use std::collections::BTreeSet;
use std::ops::Range;

use memchr::memchr2;

use crate::notation::unit::Unit;
use crate::text::Text;

use super::figure::is_figure;
use super::head::{Head, Holds};
use super::unit::cell_unit;

/// The cells of a line with something in them: column, and place in the normalized text.
pub type Cells = Vec<(usize, Range<usize>)>;

/// Whether something parts the cells of a line: what stands over a table has nothing of the kind.
pub fn has_cells(text: &Text, i: usize) -> bool {
    memchr2(b'\t', b'|', text.line(i).as_bytes()).is_some()
}

/// The cells of line `i`.
pub fn cells(text: &Text, i: usize) -> Cells {
    let content = text.line(i);
    let base = text.lines()[i].range.start;
    let mut found = Vec::new();
    if is_rule(content) {
        return found;
    }
    let mut at = 0;
    for (column, piece) in content.split(['\t', '|']).enumerate() {
        let inner = piece.trim();
        if !inner.is_empty() {
            let start = base + at + (piece.len() - piece.trim_start().len());
            found.push((column, start..start + inner.len()));
        }
        at += piece.len() + 1;
    }
    found
}

/// Whether a line parts the header of a table in Markdown from its rows: `|:---|---:|`, `|-|-|`.
fn is_rule(line: &str) -> bool {
    line.contains('|')
        && line.contains('-')
        && line.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' ' | b'\t'))
}

/// The figure of a cell, and the unit that stands before it: `千円1,234`.
pub fn figure(text: &Text, cell: &Range<usize>) -> Option<(Range<usize>, Option<Unit>)> {
    let content = &text.norm()[cell.clone()];
    let at = content.find("円").map_or(0, |at| at + "円".len());
    let unit = cell_unit(&content[..at]);
    let at = if unit.is_some() { at } else { 0 };
    let inner = content[at..].trim_start();
    is_figure(inner).then(|| (cell.end - inner.len()..cell.end, unit))
}

/// Rows whose cells stand each on a line of its own, with its bar behind, put together: where
/// there are as many such lines as the table has columns.
pub fn joined(text: &Text, lines: Vec<(usize, Cells)>) -> Vec<(usize, Cells)> {
    let width = lines.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let is_cell = |(line, cells): &(usize, Cells)| {
        let content = text.content(*line);
        cells.len() == 1 && cells[0].0 == 0 && content.find('|') == Some(content.len() - 1)
    };
    let mut found = Vec::with_capacity(lines.len());
    for run in lines.chunk_by(|a, b| is_cell(a) && is_cell(b)) {
        if width < 2 || !is_cell(&run[0]) || run.len() % width != 0 {
            found.extend_from_slice(run);
            continue;
        }
        for row in run.chunks(width) {
            let cells = row.iter().flat_map(|(_, cells)| cells.iter().map(|(_, cell)| cell));
            found.push((row[0].0, cells.cloned().enumerate().collect()));
        }
    }
    found
}

/// The unit that stands in the cells of the first row with figures, and holds for the rows below:
/// `千円 1,234`.
pub fn unit_in_cells(text: &Text, body: &[(usize, Cells)]) -> Option<Unit> {
    let figures = |(_, cells): &(usize, Cells)| {
        let found = cells.iter().filter_map(|(_, cell)| figure(text, cell));
        found.map(|(_, unit)| unit).collect::<Vec<_>>()
    };
    let units = body.iter().map(figures).find(|units| !units.is_empty())?;
    let first = units[0];
    units.iter().all(|unit| *unit == first).then_some(first).flatten()
}

/// Rows that leave out the cell of a second name, as `農業費 計` does, moved under the columns of
/// the figures: where such a row has as many figures as there are columns of them. Also the first
/// column of figures.
pub fn aligned(
    text: &Text,
    mut body: Vec<(usize, Cells)>,
    first: usize,
    heads: &[Head],
) -> (Vec<(usize, Cells)>, usize) {
    let is_figure = |(_, cell): &(usize, Range<usize>)| figure(text, cell).is_some();
    let begins = |cells: &Cells| cells.iter().position(is_figure);
    let names_figures =
        |head: &Head| head.year.is_some() || head.stage.is_some() || head.holds != Holds::Amount;
    let Some(from) = heads.iter().position(names_figures).filter(|&from| from > first) else {
        return (body, first);
    };
    let has_name = |cells: &Cells| cells.iter().any(|(column, _)| (first..from).contains(column));
    let is_whole =
        |cells: &&Cells| has_name(cells) && begins(cells).is_some_and(|k| cells[k].0 >= from);
    let whole = body.iter().map(|(_, cells)| cells).filter(is_whole);
    let columns: BTreeSet<usize> =
        whole.flatten().filter(|cell| is_figure(cell)).map(|(column, _)| *column).collect();
    let mut is_aligned = !columns.is_empty();
    for (_, cells) in &mut body {
        let Some(k) = begins(cells).filter(|&k| cells[k].0 < from) else { continue };
        if k > 0 && cells.len() - k == columns.len() {
            cells[k..].iter_mut().zip(&columns).for_each(|(cell, column)| cell.0 = *column);
        } else {
            is_aligned = false;
        }
    }
    (body, if is_aligned { from } else { first })
}
