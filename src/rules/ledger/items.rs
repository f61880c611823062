//! The 節 and the 説明 of a budget book, which stand on the page that faces the 目 they belong to.
//!
//! Nothing on that page names the 目. But its rows follow the 目 in their order, and those of one
//! 目 add up to its budget; where they do not, nothing is said.

use std::collections::VecDeque;

use crate::model::{Level, Measure};
use crate::rules::{Draft, Reading};

use super::table::Table;

/// The rows that follow one 目.
#[derive(Default)]
struct Group {
    /// Items, and how many of the names above each are headings'.
    items: Vec<(usize, usize)>,
    sum: i64,
}

/// Puts the rows of the tables that hold `parts` under the 目 that they add up to.
pub fn link(reading: &Reading, draft: &mut Draft, parts: impl Fn(&Table) -> bool) {
    let mut item_of: Vec<Option<usize>> = vec![None; reading.amounts.len()];
    for (position, item) in draft.items.iter().enumerate() {
        item_of[item.amount] = Some(position);
    }
    let mut waiting: VecDeque<(usize, i64)> = VecDeque::new();
    let mut group = Group::default();
    let mut is_lost = false;
    for table in &reading.tables {
        let is_item = table.is_kind("目");
        if !is_item && !parts(table) {
            continue;
        }
        if is_item && is_lost && table.rows.iter().any(|row| !row.figures.is_empty()) {
            (group, is_lost) = (Group::default(), false);
            waiting.clear();
        }
        for cell in table.rows.iter().filter_map(|row| row.figures.first()) {
            let position = reading.bare_at(cell.range.clone()).and_then(|a| item_of[a]);
            let Some(position) = position else { continue };
            let item = &draft.items[position];
            let Some(yen) = reading.amounts[item.amount].yen() else { continue };
            if is_item {
                let is_budget = item.measure == Measure::Amount && item.level != Level::Total;
                if is_budget && yen != 0 {
                    waiting.push_back((position, yen));
                }
                continue;
            }
            if is_lost {
                continue;
            }
            if item.part_of.is_none() {
                if waiting.front().is_some_and(|(_, budget)| *budget == group.sum)
                    && let Some((budget, _)) = waiting.pop_front()
                {
                    put(draft, std::mem::take(&mut group), budget);
                }
                group.sum = group.sum.saturating_add(yen);
                is_lost = waiting.front().is_none_or(|(_, budget)| group.sum > *budget);
            }
            group.items.push((position, table.place.chapters.len()));
        }
    }
    if let Some((budget, yen)) = waiting.pop_front()
        && !is_lost
        && yen == group.sum
    {
        put(draft, group, budget);
    }
}

/// Makes the rows of a group parts of the 目 with the item `budget`.
fn put(draft: &mut Draft, group: Group, budget: usize) {
    let whole = draft.items[budget].clone();
    for (position, chapters) in group.items {
        let item = &mut draft.items[position];
        let own = item.above.split_off(chapters.min(item.above.len()));
        item.above.clone_from(&whole.above);
        item.above.push(whole.name.clone());
        item.above.extend(own);
        (item.year, item.stage) = (whole.year, whole.stage);
        item.part_of = item.part_of.or(Some(budget));
    }
}
