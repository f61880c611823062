//! Tables whose cells are separated by tabs or bars, with years and stages in the header.
//!
//! The header may take two rows; an empty cell of its upper row belongs to the
//! span on its left. Each row names an agency; each column is a year and a stage,
//! or the change between the two amounts before it.

use std::ops::Range;

use memchr::memchr2;

use crate::layout::amount;
use crate::layout::header::column;
use crate::layout::line;
use crate::model::{Level, Measure, Stage};
use crate::notation::rate;
use crate::notation::stage::{ChangeKind, Column};
use crate::text;

use super::{Draft, Item, Reading, Rule};

pub(super) const RULE: Rule = Rule {
    name: "headline_cells",
    summary: "A table with separated cells: agencies by year and stage, with change and rate.",
    apply,
};

fn apply(reading: &Reading, draft: &mut Draft) {
    let mut i = 0;
    while i < reading.text.lines().len() {
        if cells(reading, i).is_none() {
            i += 1;
            continue;
        }
        let start = i;
        while i < reading.text.lines().len() && cells(reading, i).is_some() {
            i += 1;
        }
        table(reading, draft, start..i);
    }
}

/// The cells of a line, as ranges of the normalized text.
fn cells(reading: &Reading, i: usize) -> Option<Vec<Range<usize>>> {
    let content = reading.line(i);
    memchr2(b'|', b'\t', content.as_bytes())?;
    let base = reading.text.lines()[i].range.start;
    let bars = reading.content(i).starts_with('|') && reading.content(i).ends_with('|');
    let separator = if bars { '|' } else { '\t' };
    if !bars && !content.contains('\t') {
        return None;
    }
    let mut cells = Vec::new();
    let mut at = 0;
    for piece in content.split(separator) {
        cells.push(base + at..base + at + piece.len());
        at += piece.len() + 1;
    }
    if bars {
        cells.remove(0);
        cells.pop();
    }
    Some(cells)
}

fn table(reading: &Reading, draft: &mut Draft, lines: Range<usize>) {
    let norm = reading.norm();
    let rows: Vec<Vec<Range<usize>>> = lines.filter_map(|i| cells(reading, i)).collect();
    let is_body = |row: &Vec<Range<usize>>| {
        row.iter().skip(1).any(|c| !reading.amounts_in(c.clone()).is_empty())
    };
    let Some(first_body) = rows.iter().position(is_body) else { return };
    let own_year = reading.document.fiscal_year;
    let columns = header(norm, &rows[..first_body], own_year);
    if columns.iter().flatten().next().is_none() {
        return;
    }
    for row in rows[first_body..].iter().filter(|row| is_body(row)) {
        body_row(reading, draft, &columns, row);
    }
}

/// The columns that the header rows name, by cell index.
fn header(norm: &str, rows: &[Vec<Range<usize>>], own_year: Option<i32>) -> Vec<Option<Column>> {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut columns: Vec<Option<Column>> = vec![None; width];
    let mut above: Vec<Option<Column>> = vec![None; width];
    for row in rows {
        let mut span: Option<Column> = None;
        for (k, cell) in row.iter().enumerate() {
            let label = text::name(&norm[cell.clone()]);
            let own = column(&label, own_year);
            if label.is_empty() {
                // An empty header cell continues the span on its left.
                above[k] = span.clone().or_else(|| above[k].take());
                continue;
            }
            span.clone_from(&own);
            if let Some(mut own) = own {
                if let Some(upper) = columns[k].take().or_else(|| above[k].take()) {
                    own.year = own.year.or(upper.year);
                    own.stage = own.stage.or(upper.stage);
                }
                columns[k] = Some(own);
            }
        }
    }
    columns
}

fn body_row(
    reading: &Reading,
    draft: &mut Draft,
    columns: &[Option<Column>],
    row: &[Range<usize>],
) {
    let norm = reading.norm();
    let Some(first) = row.first() else { return };
    let (name, label) = printed_name(norm, first.clone());
    if name.is_empty() {
        return;
    }
    let mut changed: Option<usize> = None;
    let mut now: Option<(Option<i32>, Stage)> = None;
    for (cell, column) in row.iter().zip(columns).skip(1) {
        let Some(column) = column else { continue };
        if column.change == Some(ChangeKind::Rate) {
            if let (Some(item), Some((_, percent))) = (changed, rate::percent(&norm[cell.clone()]))
            {
                draft.items[item].rate = Some(percent.to_string());
            }
            continue;
        }
        let Some(amount) = reading.amounts_in(cell.clone()).find(|&a| draft.is_free(a)) else {
            continue;
        };
        let mut item = Item::new(reading, RULE.name, amount, name.clone());
        item.agency = amount::agency_of_row(&name);
        item.level = if item.agency.is_some() || line::is_total(&name) {
            Level::Total
        } else if line::is_program_name(&name) {
            Level::Program
        } else {
            Level::Component
        };
        item.label = Some(label.clone());
        if column.change.is_some() {
            item.measure = Measure::Change;
            // A change is one of the year and stage that the row is about.
            if let Some((year, stage)) = now {
                (item.year, item.stage) = (year, stage);
            }
        } else {
            item.year = column.year.as_ref().map_or(item.year, |y| Some(y.western));
            item.stage = column.stage.unwrap_or(if column.year.is_some() {
                Stage::Unspecified
            } else {
                item.stage
            });
            now = now.or(Some((item.year, item.stage)));
        }
        let is_change = item.measure == Measure::Change;
        let position = draft.claim_with_shares(reading, item);
        if is_change {
            changed = Some(position);
        }
    }
}

/// A cell's text as a name, with its place, tags and marks left out.
fn printed_name(norm: &str, cell: Range<usize>) -> (String, Range<usize>) {
    let content = &norm[cell.clone()];
    let mut start = 0;
    let mut end = content.len();
    loop {
        let inner = &content[start..end];
        let trimmed = inner.trim_start_matches([' ', '*', '#']);
        start += inner.len() - trimmed.len();
        if trimmed.starts_with('<')
            && let Some(close) = trimmed.find('>')
            && trimmed[..close].is_ascii()
        {
            start += close + 1;
            continue;
        }
        let inner = &content[start..end];
        let trimmed = inner.trim_end_matches([' ', '*']);
        end = start + trimmed.len();
        if trimmed.ends_with('>')
            && let Some(open) = trimmed.rfind('<')
            && trimmed[open..].is_ascii()
        {
            end = start + open;
            continue;
        }
        break;
    }
    let label = cell.start + start..cell.start + end;
    (text::name(&norm[label.clone()]), label)
}
