//! The 節 and the 説明 of a budget book, which stand on the page that faces the 目 they belong to.
//!
//! Nothing on that page names the 目. But its rows follow the 目 in their order, and those of one
//! 目 add up to its budget; where they do not, nothing is said.

use crate::model::{Level, Measure};
use crate::rules::{Draft, Reading};

use super::table::{Row, Table};

/// How many rows of another 目 may stand before those of one, and how many it may have itself.
const BEFORE: usize = 60;
const LONGEST: usize = 400;

/// A 目 with its budget.
struct Budget {
    /// Position of its item.
    position: usize,
    yen: i64,
    /// The first part that is printed behind it.
    first: usize,
}

/// A row that is a part of a 目, with the rows that it holds.
struct Part {
    /// Positions of its own item and of those under it, each with the number of headings' names
    /// above it.
    items: Vec<(usize, usize)>,
    yen: i64,
    number: Option<u32>,
}

/// Puts the rows of the tables that hold `parts` under the 目 that they add up to.
pub fn link(reading: &Reading, draft: &mut Draft, is_part: impl Fn(&Table) -> bool) {
    let (budgets, parts) = read(reading, draft, is_part);
    let mut from = 0;
    for budget in budgets {
        let first = from.max(budget.first);
        let starts = (first..parts.len()).take(BEFORE).filter(|&k| k == from || begins(&parts, k));
        let found = starts.filter_map(|start| {
            let mut sum = 0i64;
            let reached = parts[start..].iter().take(LONGEST).position(|part| {
                sum = sum.saturating_add(part.yen);
                sum >= budget.yen
            });
            reached.filter(|_| sum == budget.yen).map(|count| start..start + count + 1)
        });
        if let Some(range) = found.into_iter().next() {
            from = range.end;
            put(draft, &parts[range], budget.position);
        }
    }
}

/// Whether the numbers of a list may begin again with a part.
fn begins(parts: &[Part], k: usize) -> bool {
    let before = k.checked_sub(1).and_then(|k| parts[k].number);
    parts[k].number.is_none_or(|own| before.is_none_or(|before| own <= before))
}

/// The 目 of a book, and the rows of the tables that are parts of them, in order.
fn read(
    reading: &Reading,
    draft: &Draft,
    is_part: impl Fn(&Table) -> bool,
) -> (Vec<Budget>, Vec<Part>) {
    let mut item_of: Vec<Option<usize>> = vec![None; reading.amounts.len()];
    for (position, item) in draft.items.iter().enumerate() {
        item_of[item.amount] = Some(position);
    }
    let mut budgets = Vec::new();
    let mut parts: Vec<Part> = Vec::new();
    for table in &reading.tables {
        let is_budget = table.is_kind("目");
        if !is_budget && !is_part(table) {
            continue;
        }
        for row in &table.rows {
            let Some(cell) = row.figures.first() else { continue };
            let found = reading.bare_at(cell.range.clone()).and_then(|a| item_of[a]);
            let Some(position) = found else { continue };
            let item = &draft.items[position];
            let Some(yen) = reading.amounts[item.amount].yen() else { continue };
            if is_budget {
                if item.measure == Measure::Amount && item.level != Level::Total && yen > 0 {
                    budgets.push(Budget { position, yen, first: parts.len() });
                }
                continue;
            }
            let own = (position, table.place.chapters.len());
            let number = row.labels.last().and_then(|label| label.number).map(|(_, n)| n);
            match parts.last_mut() {
                Some(part) if !is_outermost(table, row) => part.items.push(own),
                _ => parts.push(Part { items: vec![own], yen, number }),
            }
        }
    }
    (budgets, parts)
}

/// Whether no other row holds it: a 節 has a number, and in a listing its figure stands at the
/// right.
fn is_outermost(table: &Table, row: &Row) -> bool {
    if table.is_listing {
        row.figures.last().is_some_and(|cell| cell.column + 1 == table.heads.len())
    } else {
        row.labels.last().is_some_and(|label| label.number.is_some())
    }
}

/// Makes some rows parts of the 目 with the item `budget`.
fn put(draft: &mut Draft, parts: &[Part], budget: usize) {
    let whole = draft.items[budget].clone();
    for part in parts {
        for (k, &(position, chapters)) in part.items.iter().enumerate() {
            let item = &mut draft.items[position];
            let own = item.above.split_off(chapters.min(item.above.len()));
            item.above.clone_from(&whole.above);
            item.above.push(whole.name.clone());
            item.above.extend(own);
            (item.year, item.stage) = (whole.year, whole.stage);
            if k == 0 {
                item.part_of = item.part_of.or(Some(budget));
            }
        }
    }
}
