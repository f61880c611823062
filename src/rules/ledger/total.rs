//! Rows that add others up.

use crate::model::Measure;
use crate::rules::{Draft, Reading};

use super::book::Line;

/// Makes each item of a row a part of the other row's item in the same column, unless it is a part
/// of something already.
pub fn part(draft: &mut Draft, line: &Line, whole: &Line) {
    for &(column, item) in &line.items {
        if let Some(whole) = whole.item(column)
            && draft.items[item].part_of.is_none()
        {
            draft.items[item].part_of = Some(whole);
        }
    }
}

/// Whether some rows add up to another one in the first column that it has.
pub fn adds_up(
    reading: &Reading,
    draft: &Draft,
    lines: &[Line],
    parts: &[usize],
    whole: usize,
) -> bool {
    let yen = |item: usize| reading.amounts[draft.items[item].amount].yen();
    let is_amount =
        |(_, item): &&(usize, usize)| draft.items[*item].measure == Measure::Amount;
    let Some(&(column, item)) = lines[whole].items.iter().find(is_amount) else { return false };
    let known = parts.iter().filter_map(|&part| yen(lines[part].item(column)?));
    let sum = known.clone().try_fold(0i64, i64::checked_add);
    known.count() > 0 && sum.is_some() && sum == yen(item)
}

/// Makes rows parts of the total that is the last of `lines`: those since the total before it, or
/// with the totals before it, or all of them; whichever adds up, else the first.
pub fn link(reading: &Reading, draft: &mut Draft, lines: &[Line]) {
    let Some(whole) = lines.len().checked_sub(1) else { return };
    let has_items = |l: &usize| !lines[*l].items.is_empty();
    let totals: Vec<usize> = (0..whole).filter(|&l| lines[l].is_total && has_items(&l)).collect();
    let first = totals.last().map_or(0, |&last| last + 1);
    let top = |from: usize| -> Vec<usize> {
        let rows = (from..whole).filter(|l| has_items(l) && !lines[*l].is_total);
        let outermost = rows.clone().map(|l| lines[l].depth).min();
        rows.filter(|&l| Some(lines[l].depth) == outermost).collect()
    };
    let since = top(first);
    let with_totals: Vec<usize> = totals.iter().chain(&since).copied().collect();
    let everything = top(0);
    let fits = |parts: &Vec<usize>| adds_up(reading, draft, lines, parts, whole);
    let parts = [&since, &with_totals, &everything].into_iter().find(|parts| fits(parts));
    let parts = parts.cloned().unwrap_or_else(|| {
        let counted = since.iter().enumerate();
        let is_whole = counted.clone().all(|(k, &l)| {
            lines[l].number.is_none_or(|n| usize::try_from(n).is_ok_and(|n| n == k + 1))
        });
        // Rows that begin in the middle of a list are not all of it.
        if is_whole && since.len() >= 2 { since.clone() } else { Vec::new() }
    });
    for part_line in parts {
        part(draft, &lines[part_line], &lines[whole]);
    }
}
