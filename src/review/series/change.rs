//! The change of a figure to an earlier year, and the course of an item over the years.

use super::cells::{is_amount, is_set};
use super::model::{Cell, Change, Column, Figure, Item};
use crate::model::Stage;

/// The stages in which a year's budget is looked for, the surest first.
const BUDGET: [Stage; 5] =
    [Stage::Decided, Stage::Initial, Stage::Draft, Stage::RequestTotal, Stage::Request];

/// The stages that are followed by themselves, where there is no budget of two years.
const OTHERS: [Stage; 5] =
    [Stage::Supplementary, Stage::Settled, Stage::Adjusted, Stage::Actual, Stage::Unspecified];

/// Sets the change of each figure that has an earlier one to be compared with.
///
/// A request or a budget is compared with the budget that was set for the nearest earlier year, as
/// its own document states it if it does; every other stage with itself.
pub(super) fn set_changes(cells: &mut [Cell]) {
    let before = cells.to_vec();
    for cell in cells {
        let column = cell.column;
        for figure in &mut cell.figures {
            figure.change = change(&before, column, figure);
        }
    }
}

fn change(cells: &[Cell], column: Column, figure: &Figure) -> Option<Change> {
    // A figure stated anew is there to be compared with, and of no use to what was set before.
    let yen = figure.yen.filter(|_| is_amount(figure) && figure.restated_from.is_none())?;
    let has_total = || {
        cells.iter().any(|c| {
            let total = Column { stage: Stage::RequestTotal, ..column };
            c.column == total
        })
    };
    let is_part = match column.stage {
        Stage::PriorityRequest | Stage::Award => true,
        Stage::Request => has_total(),
        _ => false,
    };
    if is_part {
        return None;
    }
    let is_budget = BUDGET.contains(&column.stage);
    let earlier = |cell: &&Cell| {
        let stage = cell.column.stage;
        cell.column.fiscal_year < column.fiscal_year
            && if is_budget { is_set(stage) } else { stage == column.stage }
    };
    let figures = |of: fn(&Figure, &Figure) -> bool| {
        let found = cells.iter().filter(earlier).flat_map(move |cell| {
            let figures = cell.figures.iter().filter(move |f| is_amount(f) && of(f, figure));
            figures.map(move |f| (cell.column, f))
        });
        // Of one year the surest stage, and the first figure of it.
        found.min_by_key(|(c, f)| {
            (-i64::from(c.fiscal_year), rank(c.stage), f.restated_from.is_some())
        })
    };
    let in_document = |f: &Figure, own: &Figure| {
        f.document == own.document || f.also.iter().any(|source| source.document == own.document)
    };
    let (from, base) = figures(in_document).or_else(|| figures(|_, _| true))?;
    let base_yen = base.yen?;
    Some(Change {
        percent: percent(base_yen, yen)?,
        from,
        yen: base_yen,
        document: base.document.clone(),
        line_item_id: base.line_item_id.clone().unwrap_or_default(),
    })
}

fn rank(stage: Stage) -> usize {
    BUDGET.iter().position(|&s| s == stage).unwrap_or(BUDGET.len())
}

/// By how many percent `to` is more than `from`, to one decimal, half away from zero; nothing if
/// `from` is not more than zero.
fn percent(from: i64, to: i64) -> Option<String> {
    let base = i128::from(from);
    if base <= 0 {
        return None;
    }
    let change = (i128::from(to) - base) * 1000;
    let tenths = (2 * change.abs() + base) / (2 * base);
    let sign = if change < 0 && tenths > 0 { "-" } else { "" };
    Some(format!("{sign}{}.{}", tenths / 10, tenths % 10))
}

/// One amount for each year from the first to the last: that of the budget, or where there are not
/// two, of the stage that has most. A year without one is a gap.
pub fn course(item: &Item) -> Vec<(i32, Option<i64>)> {
    let mut best: Vec<(i32, i64)> = points(item, &BUDGET);
    for stage in OTHERS {
        let points = points(item, &[stage]);
        if best.len() < 2 && points.len() > best.len() {
            best = points;
        }
    }
    let (Some(&(first, _)), Some(&(last, _))) = (best.first(), best.last()) else {
        return Vec::new();
    };
    // Years may be misread: a course without end is none.
    if last.abs_diff(first) > 200 {
        return Vec::new();
    }
    let of = |year: i32| best.iter().find(|(y, _)| *y == year).map(|&(_, yen)| yen);
    (first..=last).map(|year| (year, of(year))).collect()
}

/// For each year the amount of the first of these stages that has one.
fn points(item: &Item, stages: &[Stage]) -> Vec<(i32, i64)> {
    let mut points: Vec<(i32, usize, i64)> = Vec::new();
    for cell in &item.cells {
        let rank = stages.iter().position(|&s| s == cell.column.stage);
        let figure = cell.figures.iter().find(|f| is_amount(f));
        if let (Some(rank), Some(yen)) = (rank, figure.and_then(|f| f.yen)) {
            points.push((cell.column.fiscal_year, rank, yen));
        }
    }
    points.sort_by_key(|&(year, rank, _)| (year, rank));
    points.dedup_by_key(|(year, ..)| *year);
    points.into_iter().map(|(year, _, yen)| (year, yen)).collect()
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn percent_is_exact_and_rounds_half_away_from_zero() {
        let check = |from: i64, to: i64, expected: Option<&str>| {
            assert_eq!(percent(from, to).as_deref(), expected, "{from} to {to}");
        };
        check(127_100_000_000, 127_200_000_000, Some("0.1"));
        check(76_400_000_000, 79_200_000_000, Some("3.7"));
        check(2000, 2001, Some("0.1"));
        check(2000, 1999, Some("-0.1"));
        check(2001, 2000, Some("0.0"));
        check(2001, 2002, Some("0.0"));
        check(100, 0, Some("-100.0"));
        check(100, -50, Some("-150.0"));
        check(1, i64::MAX, Some("922337203685477580600.0"));
        check(i64::MAX, i64::MIN, Some("-200.0"));
        check(0, 5, None);
        check(-5, 5, None);
    }
}
