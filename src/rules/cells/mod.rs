//! Tables whose cells are separated by tabs, bars or spaces, with years and stages in the header.
//!
//! The header may take two rows; an empty cell of its upper row belongs to the
//! span on its left. Each row names an agency or an item; each column is a year and a
//! stage, or the change between two amounts of the row. A 計 row adds up the rows above
//! it, and a うち row is a part of the one above.

mod spaced;

use std::ops::Range;

use memchr::memchr2;

use crate::layout::amount::{self, Written};
use crate::layout::header::column;
use crate::layout::line;
use crate::model::{Certainty, Level, Measure, Stage};
use crate::notation::rate;
use crate::notation::stage::{ChangeKind, Column};
use crate::text;

use super::{Draft, Item, Reading, Rule};
use spaced::Spaced;

pub(super) const RULE: Rule = Rule {
    name: "headline_cells",
    summary: "A table with separated cells: agencies by year and stage, with change and rate.",
    apply,
};

fn apply(reading: &Reading, draft: &mut Draft) {
    let own_year = reading.document.fiscal_year;
    let is_head = |words: &str| column(words, own_year).is_some();
    let mut i = 0;
    while i < reading.text.lines().len() {
        if cells(reading, i).is_none() {
            i = match spaced::table(reading, i, is_head) {
                Some(Spaced { heads, rows, end }) => {
                    let heads = heads.iter().map(|words| column(words, own_year));
                    let columns: Vec<_> = std::iter::once(None).chain(heads).collect();
                    body(reading, draft, &columns, rows.iter());
                    end
                }
                None => i + 1,
            };
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
    body(reading, draft, &columns, rows[first_body..].iter().filter(|row| is_body(row)));
}

/// A row that was read: the items of its columns.
struct Done {
    items: Vec<Option<usize>>,
    is_within: bool,
}

/// Claims rows, and says which are parts of others.
fn body<'c>(
    reading: &Reading,
    draft: &mut Draft,
    columns: &[Option<Column>],
    rows: impl Iterator<Item = &'c Vec<Range<usize>>>,
) {
    let mut done: Vec<Done> = Vec::new();
    let mut whole: Option<String> = None;
    for row in rows {
        let Some(label) = row.first() else { continue };
        let (label, is_within) = of_which(reading.norm(), label.clone());
        let above = whole.clone().filter(|_| is_within);
        let Some((name, items)) = body_row(reading, draft, columns, row, label, above) else {
            continue;
        };
        if is_within {
            let is_bracketed = reading.norm()[row[0].clone()].trim_start().starts_with('(');
            let above = done.iter().rev().find(|row| !row.is_within || is_bracketed);
            above.iter().for_each(|above| link(draft, &items, &above.items));
        } else if line::is_total(&name)
            && items.iter().flatten().all(|&i| draft.items[i].agency.is_none())
        {
            let parts = done.iter().filter(|row| !row.is_within);
            if parts.clone().count() >= 2 {
                parts.for_each(|part| link(draft, &part.items, &items));
            }
            done.clear();
            whole = None;
            continue;
        } else {
            whole = Some(name);
        }
        done.push(Done { items, is_within });
    }
}

/// Makes the items of one row parts of those of another, column by column.
fn link(draft: &mut Draft, parts: &[Option<usize>], wholes: &[Option<usize>]) {
    for (part, whole) in parts.iter().zip(wholes) {
        if let (Some(part), Some(whole)) = (part, whole)
            && draft.items[*part].measure == Measure::Amount
        {
            draft.items[*part].part_of = draft.items[*part].part_of.or(Some(*whole));
        }
    }
}

/// A row's label without うち, which makes the row a part of the one above it, and whether it
/// stands there: `うち科学技術費`, `(うち一般会計)`.
fn of_which(norm: &str, label: Range<usize>) -> (Range<usize>, bool) {
    let content = norm[label.clone()].trim();
    let bare = content.strip_prefix('(').map_or(content, |c| c.strip_suffix(')').unwrap_or(c));
    match bare.trim_start().strip_prefix("うち") {
        Some(rest) if !rest.trim().is_empty() => {
            let rest = rest.trim_start_matches([' ', '、']);
            let at = norm[label.clone()].rfind(rest).unwrap_or_default();
            (label.start + at..label.start + at + rest.len(), true)
        }
        _ => (label, false),
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

/// Claims the amounts of a row: its name, and its items by column. `above` is the row that it
/// is said to be a part of.
fn body_row(
    reading: &Reading,
    draft: &mut Draft,
    columns: &[Option<Column>],
    row: &[Range<usize>],
    label: Range<usize>,
    above: Option<String>,
) -> Option<(String, Vec<Option<usize>>)> {
    let norm = reading.norm();
    let (name, label) = printed_name(norm, label);
    if name.is_empty() {
        return None;
    }
    let mut items: Vec<Option<usize>> = vec![None; columns.len()];
    let mut changed: Option<usize> = None;
    let mut newest: Option<(Option<i32>, Stage)> = None;
    for (k, (cell, column)) in row.iter().zip(columns).enumerate().skip(1) {
        let Some(column) = column else { continue };
        if column.change == Some(ChangeKind::Rate) {
            // The sign may stand in the header: 増減率(%).
            let printed = norm[cell.clone()].trim();
            let percent = rate::percent(printed).or_else(|| rate::percent(&format!("{printed}%")));
            if let (Some(item), Some((_, percent))) = (changed, percent) {
                draft.items[item].rate = Some(percent.to_string());
            }
            continue;
        }
        let printed = reading.amounts_in(cell.clone()).chain(reading.bare_at(cell.clone()));
        let Some(amount) = printed.into_iter().find(|&a| draft.is_free(a)) else { continue };
        let mut item = Item::new(reading, RULE.name, amount, name.clone());
        if reading.amounts[amount].written == Written::Bare {
            item.certainty = Certainty::Inferred;
        }
        item.agency = amount::agency_of_row(&name);
        item.level = if item.agency.is_some() || line::is_total(&name) {
            Level::Total
        } else if line::is_program_name(&name) {
            Level::Program
        } else {
            Level::Component
        };
        item.label = Some(label.clone());
        item.above.extend(above.clone());
        if column.change.is_some() {
            item.measure = Measure::Change;
            changed = Some(draft.items.len());
        } else {
            item.year = column.year.as_ref().map_or(item.year, |y| Some(y.western));
            item.stage = column.stage.unwrap_or(if column.year.is_some() {
                Stage::Unspecified
            } else {
                item.stage
            });
            if newest.is_none_or(|(year, _)| year < item.year) {
                newest = Some((item.year, item.stage));
            }
        }
        items[k] = Some(draft.claim_with_shares(reading, item));
    }
    // A change is one of the year and stage that the row is about.
    for &item in items.iter().flatten() {
        if let (Measure::Change, Some((year, stage))) = (draft.items[item].measure, newest) {
            (draft.items[item].year, draft.items[item].stage) = (year, stage);
        }
    }
    Some((name, items))
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
