//! Rows that add others up.

use crate::model::Measure;
use crate::rules::{Draft, Reading};

use super::book::Line;

/// How many rows above a total are looked at.
const MOST: usize = 1000;

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

/// Takes the name of another row from the path of a row that is no part of it.
pub fn set_beside(draft: &mut Draft, line: &Line, other: &Line) {
    for (_, item) in &line.items {
        let above = &mut draft.items[*item].above;
        if let Some(at) = above.iter().rposition(|name| *name == other.name) {
            above.remove(at);
        }
    }
}

/// In how many columns some rows add up to another one, and how many it has: those of its amounts
/// that are no part of another one in the row.
fn fitting(
    reading: &Reading,
    draft: &Draft,
    lines: &[Line],
    parts: &[usize],
    whole: usize,
) -> (usize, usize) {
    let yen = |item: usize| reading.amounts[draft.items[item].amount].yen();
    let (mut fitting, mut all) = (0, 0);
    for &(column, item) in &lines[whole].items {
        let own = &draft.items[item];
        let is_inner = own.part_of.is_some_and(|whole| draft.items[whole].label == own.label);
        if own.measure != Measure::Amount || is_inner {
            continue;
        }
        let known: Vec<i64> =
            parts.iter().filter_map(|&part| yen(lines[part].item(column)?)).collect();
        let sum = known.iter().try_fold(0i64, |sum, yen| sum.checked_add(*yen));
        all += 1;
        fitting += usize::from(!known.is_empty() && sum.is_some() && sum == yen(item));
    }
    (fitting, all)
}

/// Whether some rows add up to another one in every column of amounts that it has.
pub fn adds_up(
    reading: &Reading,
    draft: &Draft,
    lines: &[Line],
    parts: &[usize],
    whole: usize,
) -> bool {
    let (fitting, all) = fitting(reading, draft, lines, parts, whole);
    all > 0 && fitting == all
}

/// Makes rows parts of the total that is the last of `lines`: those since the total before it, or
/// with the totals before it, or all of them; whichever adds up best, else the first.
pub fn link(reading: &Reading, draft: &mut Draft, lines: &[Line]) {
    let lines = &lines[lines.len().saturating_sub(MOST)..];
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
    let is_whole = since.iter().enumerate().all(|(k, &l)| {
        lines[l].number.is_none_or(|n| usize::try_from(n).is_ok_and(|n| n == k + 1))
    });
    let candidates = [since, with_old, with_totals, top(0)];
    let fits = |parts: &Vec<usize>| fitting(reading, draft, lines, parts, whole).0;
    let best = candidates.iter().map(fits).max().unwrap_or(0);
    let Some(parts) = candidates.iter().find(|parts| fits(parts) == best) else { return };
    // Rows that begin in the middle of a list are not all of it.
    if best > 0 || is_whole && parts.len() >= 2 {
        for &line in parts {
            part(draft, &lines[line], &lines[whole]);
        }
    }
}
