//! Tables of bare figures under a declared unit: `単位:千円`.
//!
//! A row is a label with its figures behind it; the columns are named above. This
//! file also says which bare numbers of a page are amounts at all.

use std::ops::Range;

use crate::layout::amount::Amount;
use crate::layout::line;
use crate::layout::sheet::page_around;
use crate::model::{Certainty, Level, Measure, Stage};
use crate::notation::money;
use crate::notation::stage::{Column, column};
use crate::notation::unit::{self, Unit};
use crate::text::{self, Text};

use super::{Draft, Item, Reading, Rule};

pub(super) const RULE: Rule = Rule {
    name: "ledger_row",
    summary: "A row of bare figures under a declared unit, in columns by year and stage.",
    apply,
};

/// The lines that a declared unit is for, and the unit.
pub(super) fn declared(text: &Text) -> Vec<(Range<usize>, Unit)> {
    let mut found: Vec<(Range<usize>, Unit)> = Vec::new();
    if !text.norm().contains("単位") {
        return found;
    }
    for i in 0..text.lines().len() {
        let content = text.line(i);
        if !content.contains("単位") || content.len() > 400 {
            continue;
        }
        let Some((_, unit)) = unit::declared_unit(content) else { continue };
        let page = page_around(text, i);
        match found.last_mut() {
            Some((lines, last)) if lines.end > i => {
                if *last != unit {
                    // A second unit on the page takes over from where it stands.
                    lines.end = i;
                    found.push((i..page.end, unit));
                }
            }
            _ => found.push((page, unit)),
        }
    }
    found
}

/// The bare figures under the declared units of a text: numbers with grouping
/// commas at the end of a line, and all numbers of a row that ends in such a number.
pub(super) fn bare_figures(text: &Text, amounts: &[Amount]) -> Vec<Amount> {
    let mut found = Vec::new();
    for (lines, unit) in declared(text) {
        for i in lines {
            let range = text.lines()[i].range.clone();
            let next = amounts.partition_point(|a| a.range.start < range.start);
            if amounts.get(next).is_some_and(|a| a.range.start < range.end) {
                continue;
            }
            for cell in figure_cells(text.line(i)) {
                if let Some(money) = money::bare(&text.line(i)[cell.clone()], unit) {
                    found.push(Amount::bare(money, range.start + cell.start));
                }
            }
        }
    }
    found
}

/// The trailing cells of a line that are figures, if one of them is plainly an amount.
fn figure_cells(line: &str) -> Vec<Range<usize>> {
    let mut cells: Vec<Range<usize>> = Vec::new();
    let mut end = line.trim_end().len();
    while end > 0 {
        let start = line[..end].rfind([' ', '\t', '|']).map_or(0, |at| at + 1);
        let cell = &line[start..end];
        if !is_figure(cell) {
            break;
        }
        // A sign may stand apart from its figure: `△ 58`.
        let sign = line[..start].trim_end();
        let signed = cell.starts_with(|c: char| c.is_ascii_digit())
            && sign.ends_with(['△', '▲'])
            && sign[..sign.len() - '△'.len_utf8()].ends_with([' ', '\t', '|']);
        let start = if signed { sign.len() - '△'.len_utf8() } else { start };
        cells.push(start..end);
        end = line[..start].trim_end_matches([' ', '\t', '|']).len();
    }
    cells.reverse();
    let plain = cells.iter().any(|c| line[c.clone()].contains(','));
    if plain { cells } else { Vec::new() }
}

fn is_figure(cell: &str) -> bool {
    let digits = cell.trim_start_matches(['△', '▲', '-', '+', '(']).trim_end_matches(')');
    !digits.is_empty()
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.')
}

fn apply(reading: &Reading, draft: &mut Draft) {
    for (lines, _) in declared(reading.text) {
        let columns = columns(reading, lines.clone());
        for i in lines {
            row(reading, draft, &columns, i);
        }
    }
}

/// The columns named on the page: on one line, or one a line.
fn columns(reading: &Reading, lines: Range<usize>) -> Vec<Column> {
    let mut run: Vec<Column> = Vec::new();
    for i in lines {
        let content = reading.line(i).trim();
        if content.is_empty() {
            continue;
        }
        let on_line: Vec<Column> =
            content.split([' ', '\t', '|']).filter(|c| !c.is_empty()).filter_map(column).collect();
        if on_line.len() >= 2 {
            return on_line;
        }
        match column(content) {
            Some(one) => run.push(one),
            None if run.len() >= 2 => return run,
            None => run.clear(),
        }
    }
    run
}

/// A label with figures behind it.
fn row(reading: &Reading, draft: &mut Draft, columns: &[Column], i: usize) {
    let range = reading.text.lines()[i].range.clone();
    let figures: Vec<usize> = reading.bare_of_line(i).filter(|&a| draft.is_free(a)).collect();
    let Some(&first) = figures.first() else { return };
    let before = &reading.norm()[range.start..reading.amounts[first].range.start];
    let printed = before.trim_matches([' ', '\t', '|']);
    let title = line::numbered(printed).map_or(0, |(_, at)| at);
    let label_start =
        range.start + (before.len() - before.trim_start_matches([' ', '\t', '|']).len());
    let label = label_start + title..label_start + printed.len();
    let name = text::name(&reading.norm()[label.clone()]);
    if name.is_empty() {
        return;
    }
    let one_each = figures.len() == columns.len();
    for (k, a) in figures.into_iter().enumerate() {
        let mut item = Item::new(reading, RULE.name, a, name.clone());
        item.label = Some(label.clone());
        item.certainty = Certainty::Inferred;
        item.level = if name.ends_with('計') { Level::Total } else { Level::Component };
        if one_each {
            let column = &columns[k];
            item.year = column.year.as_ref().map(|y| y.western).or(item.year);
            item.stage = column.stage.unwrap_or(Stage::Unspecified);
            if column.change.is_some() {
                item.measure = Measure::Change;
            }
        }
        draft.claim(item);
    }
}
