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
            // What a change is made of are changes.
            draft.items[item].measure = draft.items[whole].measure;
            draft.items[item].part_of = Some(whole);
        }
    }
}

/// Whether some rows add up to another one in every column of amounts that it has.
pub fn adds_up(
    reading: &Reading,
    draft: &Draft,
    lines: &[Line],
    parts: &[usize],
    whole: usize,
) -> bool {
    let yen = |item: usize| reading.amounts[draft.items[item].amount].yen();
    let is_amount = |(_, item): &&(usize, usize)| draft.items[*item].measure == Measure::Amount;
    let mut is_one = false;
    let fits = |&(column, item): &(usize, usize)| {
        let known: Vec<i64> =
            parts.iter().filter_map(|&part| yen(lines[part].item(column)?)).collect();
        is_one |= !known.is_empty();
        known.iter().try_fold(0i64, |sum, yen| sum.checked_add(*yen)) == yen(item)
    };
    lines[whole].items.iter().filter(is_amount).all(fits) && is_one
}

/// Makes rows parts of the total that is the last of `lines`: those since the total before it, or
/// with the totals before it, or all of them; whichever adds up, else the first.
pub fn link(reading: &Reading, draft: &mut Draft, lines: &[Line]) {
    let Some(whole) = lines.len().checked_sub(1) else { return };
    let has_items = |l: &usize| !lines[*l].items.is_empty();
    let totals: Vec<usize> = (0..whole).filter(|&l| lines[l].is_total && has_items(&l)).collect();
    let first = totals.last().map_or(0, |&last| last + 1);
    let rows = |from: usize| (from..whole).filter(|l| has_items(l) && !lines[*l].is_total);
    let top = |from: usize| -> Vec<usize> {
        let outermost = rows(from).map(|l| lines[l].depth).min();
        rows(from).filter(|&l| Some(lines[l].depth) == outermost).collect()
    };
    let since = top(first);
    // A row of last year, which the list has no number for any more.
    let outermost = rows(first).map(|l| lines[l].depth.0).min();
    let with_old: Vec<usize> =
        rows(first).filter(|&l| Some(lines[l].depth.0) == outermost).collect();
    let with_totals: Vec<usize> = totals.iter().chain(&since).copied().collect();
    let everything = top(0);
    let fits = |parts: &Vec<usize>| adds_up(reading, draft, lines, parts, whole);
    let parts = [&since, &with_old, &with_totals, &everything].into_iter().find(|p| fits(p));
    let parts = parts.cloned().unwrap_or_else(|| {
        let is_whole = since.iter().enumerate().all(|(k, &l)| {
            lines[l].number.is_none_or(|n| usize::try_from(n).is_ok_and(|n| n == k + 1))
        });
        // Rows that begin in the middle of a list are not all of it.
        if is_whole && since.len() >= 2 { since.clone() } else { Vec::new() }
    });
    for line in parts {
        part(draft, &lines[line], &lines[whole]);
    }
}
