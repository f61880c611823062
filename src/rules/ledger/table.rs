//! Tables whose cells are parted by tabs or bars, with what their headers say of each column.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::layout::line::{is_total, squeeze};
use crate::notation::unit::{Unit, declared_unit};
use crate::text::{self, Text};

use super::cells::{Cells, aligned, cells, figure, has_cells, joined, unit_in_cells};
use super::figure::{counts, may_be_money};
use super::head::{Head, Holds, heads, names_columns};
use super::label::{Label, is_glued};
use super::place::Place;
use super::unit::cell_unit;

/// More columns than this are no table of a document that people read.
const MOST_COLUMNS: usize = 120;
/// A unit that stands this many lines above a table is right over it.
const LINES_TO_UNIT: usize = 3;
/// More rows than this are no header.
const MOST_HEADER_ROWS: usize = 8;

/// A table, or the part of one that stands on one page.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its lines.
    pub lines: Range<usize>,
    /// Its page.
    pub page: u32,
    /// The unit of its figures, if one is declared.
    pub unit: Option<Unit>,
    /// The headings above it.
    pub place: Place,
    /// Whether it stands under these headings, not beside what does.
    pub is_headed: bool,
    /// Its columns, of which the first ones hold labels.
    pub heads: Vec<Head>,
    /// Which of its columns hold money.
    is_money: Vec<bool>,
    /// The first column that does not hold labels.
    pub first: usize,
    /// The words of the first cell of its header: 款, 目, 節, 事項.
    pub kind: Vec<String>,
    /// Whether it is a list of names, each with one figure, which stands the further right the
    /// more it holds.
    pub is_listing: bool,
    /// Whether it goes on from the table before, on the page that it faces.
    pub is_facing: bool,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row with figures.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Its line.
    pub line: usize,
    /// Its labels from left to right: 款, 項, 目.
    pub labels: Vec<Label>,
    /// Its figures from left to right.
    pub figures: Vec<Cell>,
    /// How many percent its changes are.
    pub rates: Vec<Cell>,
}

/// A figure.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Its column.
    pub column: usize,
    /// Where it stands in the normalized text.
    pub range: Range<usize>,
    /// The unit that stands in the cell with it.
    pub unit: Option<Unit>,
}

/// The tables of a text, in order. `own_year` is the year that the document is about.
pub fn tables(text: &Text, declared: &[(Range<usize>, Unit)], own_year: Option<i32>) -> Vec<Table> {
    let mut found: Vec<Table> = Vec::new();
    let mut place = Place::default();
    let count = text.lines().len();
    let mut i = 0;
    while i < count {
        let start = i;
        let page = text.lines()[i].page;
        while i < count && text.lines()[i].page == page && (!text.is_blank(i) || is_head(text, i)) {
            place.read(text, i);
            i += 1;
        }
        if (start..i).any(|k| has_cells(text, k)) {
            for lines in parts(text, start..i) {
                let before = found.last().filter(|t| t.page == page);
                let made = table(text, declared, own_year, lines, before, &place);
                found.extend(made);
            }
        }
        i = i.max(start + 1);
    }
    found.retain(|table| table.rows.iter().any(|row| !row.figures.is_empty()));
    facing(&mut found);
    found
}

/// Whether a blank line parts a header from its rows: words in cells above it, cells below it.
fn is_head(text: &Text, blank: usize) -> bool {
    let is_words = |i: usize| {
        let cells = cells(text, i);
        cells.len() >= 2 && cells.iter().all(|(_, cell)| figure(text, cell).is_none())
    };
    blank > 0
        && blank + 1 < text.lines().len()
        && has_cells(text, blank + 1)
        && has_cells(text, blank - 1)
        && is_words(blank - 1)
        && !is_words(blank + 1)
}

/// Parts a block of lines where a new header begins within it, with the lines over it that have
/// no cells: words in columns of figures.
fn parts(text: &Text, lines: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = lines.start;
    let mut columns: BTreeSet<usize> = BTreeSet::new();
    for i in lines.clone() {
        let cells = cells(text, i);
        let is_figure =
            |(column, cell): &&(usize, Range<usize>)| *column > 0 && figure(text, cell).is_some();
        let words = cells.iter().filter(|c| !is_figure(c) && columns.contains(&c.0)).count();
        if words >= 2 && words + 2 > cells.len() {
            let over = (start..i).rev().take_while(|&k| !has_cells(text, k)).count();
            found.push(start..i - over);
            start = i - over;
            columns.clear();
        }
        columns.extend(cells.iter().filter(is_figure).map(|(column, _)| *column));
    }
    found.push(start..lines.end);
    found
}

/// The table in a block of lines, if it has figures or units over them.
fn table(
    text: &Text,
    declared: &[(Range<usize>, Unit)],
    own_year: Option<i32>,
    lines: Range<usize>,
    before: Option<&Table>,
    place: &Place,
) -> Option<Table> {
    let norm = text.norm();
    let all = joined(text, lines.clone().map(|i| (i, cells(text, i))).collect());
    let from = usize::from(!begins_with_figures(text, &all));
    let is_figure =
        |(column, cell): &&(usize, Range<usize>)| *column >= from && figure(text, cell).is_some();
    let first = all.iter().flat_map(|(_, cells)| cells.iter().find(is_figure));
    let first = first.map(|(column, _)| *column).min();
    let is_unit = |(_, cells): &&(usize, Cells)| {
        !cells.is_empty() && cells.iter().all(|(_, cell)| cell_unit(&norm[cell.clone()]).is_some())
    };
    let units = all.iter().find(is_unit).map(|(_, cells)| cells.clone());
    // A page may hold a header with its units and nothing else.
    let first = first.or(units.as_ref().and_then(|units| units.first()).map(|unit| unit.0))?;
    let body: Vec<&(usize, Cells)> = all.iter().filter(|row| !is_unit(row)).collect();
    let first_body = body.iter().position(|(_, cells)| cells.iter().any(|c| is_figure(&c)));
    let first_body = first_body.unwrap_or(body.len());
    let is_head = |(_, cells): &&&(usize, Cells)| cells.iter().any(|(column, _)| *column >= first);
    let headed = body[..first_body].iter().rposition(|row| is_head(&row)).map_or(0, |k| k + 1);
    let width = all.iter().flat_map(|(_, c)| c.last()).map(|(column, _)| column + 1).max()?;
    if width > MOST_COLUMNS {
        return None;
    }
    // A caption, a sentence or the declared unit over the table is no part of its header.
    let is_caption = |(line, _): &&&(usize, Cells)| {
        !has_cells(text, *line) && !names_columns(text.content(*line), own_year)
    };
    let header: Vec<Vec<(usize, String)>> = body[headed.saturating_sub(MOST_HEADER_ROWS)..headed]
        .iter()
        .filter(|row| !is_caption(row))
        .map(|(_, cells)| cells.iter().map(|(c, r)| (*c, text::name(&norm[r.clone()]))).collect())
        .collect();
    let mut heads = heads(&header, width, own_year);
    let mut kind: Vec<String> = header
        .iter()
        .filter_map(|row| row.first().filter(|(column, _)| *column == 0))
        .map(|(_, words)| squeeze(words))
        .collect();
    if let Some(units) = &units {
        units.iter().for_each(|(column, _)| heads[*column].has_unit = true);
    }
    // Another unit may be declared between a caption and its table.
    let mut unit = declared_at(declared, body.get(headed).map_or(lines.start, |(line, _)| *line));
    if let Some(units) = &units {
        unit = units.first().and_then(|(_, cell)| cell_unit(&norm[cell.clone()])).or(unit);
    }
    let mut is_money = Vec::new();
    let mut is_listing = header.is_empty() && units.is_some_and(|units| units.len() == 1);
    if header.is_empty()
        && let Some(before) = before.filter(|t| {
            let goes_on = t.first == first && first_body == 0;
            t.heads.len() >= width && (t.is_listing || goes_on)
        })
    {
        heads.clone_from(&before.heads);
        is_money.clone_from(&before.is_money);
        kind.clone_from(&before.kind);
        unit = unit.or(before.unit);
        is_listing |= before.is_listing;
    }
    // A sentence between the rows is none.
    let is_sentence = |line: usize| !has_cells(text, line) && text.content(line).ends_with('。');
    let body: Vec<(usize, Cells)> = body[headed..]
        .iter()
        .filter(|(line, _)| !is_sentence(*line))
        .map(|(line, cells)| (*line, cells.clone()))
        .collect();
    unit = unit_in_cells(text, &body).or(unit);
    let in_heads = heads.iter().find_map(|head| head.unit);
    let by_column = unit.is_none() && in_heads.is_some();
    unit = unit.or(in_heads);
    let (body, first) = aligned(text, body, first, &heads);
    let rows = rows(text, &body, first, &heads);
    let is_entry =
        |row: &Row| row.figures.len() <= 1 && row.labels.iter().all(|label| label.column == 0);
    is_listing &= rows.iter().all(is_entry);
    let page = text.lines()[lines.start].page;
    // The 節 stand beside the 目 or on the page that faces them, under no heading of their own.
    let is_headed = place.page == page && !is_listing && !kind.iter().any(|kind| kind == "節");
    let top = lines.clone().find(|&i| has_cells(text, i)).unwrap_or(lines.start);
    let is_under_unit = (top.saturating_sub(LINES_TO_UNIT)..top)
        .rfind(|&i| !text.is_blank(i))
        .is_some_and(|i| declared_unit(text.line(i)).is_some());
    let mut table = Table {
        page,
        is_money,
        lines,
        unit,
        is_headed,
        place: if is_headed { place.clone() } else { place.facing() },
        heads,
        first,
        kind,
        is_listing,
        is_facing: false,
        rows,
    };
    table.keep_money(text, is_under_unit, by_column);
    Some(table)
}

fn declared_at(declared: &[(Range<usize>, Unit)], line: usize) -> Option<Unit> {
    let at = declared.partition_point(|(lines, _)| lines.end <= line);
    declared.get(at).filter(|(lines, _)| lines.start <= line).map(|(_, unit)| *unit)
}

/// Whether the first column holds figures: the right page of two that face one another.
fn begins_with_figures(text: &Text, rows: &[(usize, Cells)]) -> bool {
    let is_figure = |cell: &Range<usize>| figure(text, cell).is_some();
    let has_figures = |cells: &&Cells| cells.iter().any(|(_, cell)| is_figure(cell));
    let body = rows.iter().map(|(_, cells)| cells).filter(has_figures);
    let mut first = body.filter_map(|cells| cells.first().filter(|(column, _)| *column == 0));
    let mut has_comma = false;
    let all = first.all(|(_, cell)| {
        has_comma |= text.norm()[cell.clone()].contains(',');
        is_figure(cell)
    });
    all && has_comma
}

fn rows(text: &Text, body: &[(usize, Cells)], first: usize, heads: &[Head]) -> Vec<Row> {
    let norm = text.norm();
    let in_first = |(_, cells): &&(usize, Cells)| {
        cells.first().filter(|(column, _)| *column < first).map(|(_, cell)| &norm[cell.clone()])
    };
    let labelled: Vec<&str> = body.iter().filter_map(|row| in_first(&row)).collect();
    let glued = labelled.iter().filter(|label| is_glued(label)).count();
    let is_numbered = |label: &&&str| label.starts_with(|c: char| c.is_ascii_digit());
    let numbered = labelled.iter().filter(is_numbered).count();
    let glued = glued > 0 && numbered >= 2 && numbered * 2 > labelled.len();
    // Columns of words between those of figures: 増減事由別内訳 behind 増減額.
    let mut is_words: Vec<bool> = heads.iter().map(|head| head.holds.is_money()).collect();
    for (column, cell) in body.iter().flat_map(|(_, cells)| cells) {
        is_words[*column] &= figure(text, cell).is_none();
    }
    let mut found = Vec::with_capacity(body.len());
    for (line, cells) in body {
        let mut row = Row { line: *line, ..Row::default() };
        for (k, (column, cell)) in cells.iter().enumerate() {
            let is_named = |next: &(usize, Range<usize>)| {
                next.0 == column + 1 && figure(text, &next.1).is_some()
            };
            if let Some((range, unit)) = figure(text, cell).filter(|_| *column >= first) {
                let unit = unit.or(heads[*column].unit);
                row.figures.push(Cell { column: *column, range, unit });
            } else if *column < first {
                // Running numbers and periods name nothing; but a total may begin under them.
                let names = heads[*column].holds.is_money();
                let label = Label::new(norm, *column, cell.clone(), glued);
                row.labels.extend(label.filter(|label| names || is_total(&label.name)));
            } else if is_words[*column] && cells.get(k + 1).is_some_and(is_named) {
                if !row.figures.is_empty() {
                    found.push(std::mem::replace(&mut row, Row { line: *line, ..Row::default() }));
                }
                row.labels.extend(Label::new(norm, *column, cell.clone(), glued));
            }
        }
        found.push(row);
    }
    found
}

impl Table {
    /// Whether its rows are what the first cell of its header calls `word`.
    pub fn is_kind(&self, word: &str) -> bool {
        self.kind.iter().any(|kind| kind == word)
    }

    /// Whether no row has a label: the right page of two that face one another.
    pub fn is_unlabelled(&self) -> bool {
        self.rows.iter().all(|row| row.labels.is_empty())
    }

    /// Drops the figures that are no money, by the header of their column or the words of their
    /// row. `is_under_unit` says that the unit stands right over the table, `by_column` that
    /// nothing but the headers may name the unit of a column.
    fn keep_money(&mut self, text: &Text, is_under_unit: bool, by_column: bool) {
        let mut columns: Vec<Vec<&str>> = vec![Vec::new(); self.heads.len()];
        for cell in self.rows.iter().flat_map(|row| &row.figures) {
            columns[cell.column].push(&text.norm()[cell.range.clone()]);
        }
        let has = |column: usize, c: char| columns[column].iter().any(|figure| figure.contains(c));
        let any = (0..columns.len()).any(|column| has(column, ','));
        // 3.2 in a column of its own beside 5,338,405 is a rate: amounts are printed to one place.
        let is_rate = |column: usize| has(column, '.') && !has(column, ',');
        let has_percent = self.lines.clone().any(|i| text.line(i).contains('%'));
        if any && (0..columns.len()).all(|column| !has(column, '.') || is_rate(column)) {
            for (column, head) in self.heads.iter_mut().enumerate() {
                head.holds = match head.holds {
                    Holds::Change if is_rate(column) => Holds::Rate,
                    Holds::Amount if is_rate(column) && (has_percent || head.year.is_none()) => {
                        Holds::Other
                    }
                    holds => holds,
                };
            }
        }
        let is_money = |(column, head): (usize, &Head)| {
            let is_said = self.is_listing
                || has(column, ',')
                || head.has_unit
                || head.is_printed && any
                || head.is_money
                || is_under_unit && may_be_money(&columns[column])
                || self.is_money.get(column).is_some_and(|is_money| *is_money);
            let is_said = if by_column { head.unit.is_some() } else { is_said };
            is_said && head.holds.is_money()
        };
        let is_money: Vec<bool> = self.heads.iter().enumerate().map(is_money).collect();
        for row in &mut self.rows {
            let is_counted = row.labels.iter().any(|label| counts(&label.name));
            let is_rate = |cell: &&Cell| self.heads[cell.column].holds == Holds::Rate;
            row.rates.extend(row.figures.iter().filter(is_rate).cloned());
            row.figures.retain(|cell| !is_counted && is_money[cell.column]);
        }
        self.is_money = is_money;
    }
}

/// Gives a table on a right page the labels of the one on the left page that it goes on from:
/// it has none, and as many rows. The unit may be declared on either page. Both may be set on one
/// sheet.
fn facing(tables: &mut [Table]) {
    for k in 1..tables.len() {
        let (left, right) = tables.split_at_mut(k);
        let (left, right) = (&mut left[k - 1], &mut right[0]);
        let is_next = right.page <= left.page + 1 && left.rows.len() == right.rows.len();
        if !is_next || !right.is_unlabelled() || left.is_unlabelled() {
            continue;
        }
        for (row, label) in right.rows.iter_mut().zip(&left.rows) {
            row.labels.clone_from(&label.labels);
        }
        right.place.clone_from(&left.place);
        right.is_facing = true;
        right.unit = right.unit.or(left.unit);
        left.unit = left.unit.or(right.unit);
    }
}
