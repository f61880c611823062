//! A series for the terminal: a block for each item, aligned for wide characters.

use std::collections::BTreeSet;
use std::fmt::{self, Display};

use unicode_width::UnicodeWidthStr;

use crate::notation::numeral::grouped;
use crate::output::word;
use crate::review::series::{Cell, Figure, Item, LeftOut, Match, Series, course};

/// Heights of the sparkline, from a little more than nothing to the item's largest amount.
const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Before each cell of an item.
const INDENT: &str = "    ";

/// A series, ready to print with `{}`.
///
/// The sparkline has a character for each fiscal year, in the order of the years; a year without
/// an amount is a gap.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// What to print.
    pub series: &'a Series,
    /// Whether to colour with ANSI codes.
    pub color: bool,
}

/// One figure as it is printed.
struct Line {
    /// Year and stage, amount, change, document: the columns.
    columns: [String; 5],
    /// What is to be said of it.
    notes: Vec<String>,
    is_sure: bool,
}

impl Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let series = self.series;
        let blocks: Vec<(&Item, Vec<Line>)> =
            series.items.iter().map(|item| (item, lines(item))).collect();
        let all = || blocks.iter().flat_map(|(_, lines)| lines);
        let widths: [usize; 5] = std::array::from_fn(|column| {
            all().map(|line| line.columns[column].width()).max().unwrap_or(0)
        });
        let mut heading = String::new();
        for (item, lines) in &blocks {
            let here = self::heading(item);
            if here != heading {
                writeln!(f, "{}{}", if heading.is_empty() { "" } else { "\n" }, self.bold(&here))?;
                heading = here;
            }
            self.item(f, item, lines, &widths)?;
        }
        if !series.undecided.is_empty() {
            writeln!(f, "\n{}", self.bold("not decided"))?;
            for pair in &series.undecided {
                writeln!(
                    f,
                    "  {} → {}\n{INDENT}{}",
                    pair.older_name, pair.newer_name, pair.reason
                )?;
            }
        }
        writeln!(
            f,
            "\n{}, {}{}",
            count(series.items.len() as u64, "item"),
            count(series.documents as u64, "document"),
            left_out(&series.left_out)
        )
    }
}

impl Text<'_> {
    fn item(
        &self,
        f: &mut fmt::Formatter<'_>,
        item: &Item,
        lines: &[Line],
        widths: &[usize; 5],
    ) -> fmt::Result {
        let above = &item.path[..item.path.len().saturating_sub(1)];
        let above = match above.join(" > ") {
            path if path.is_empty() => String::new(),
            path => format!("  ({path})"),
        };
        let spark = match spark(item) {
            spark if spark.is_empty() => String::new(),
            spark => format!("  {spark}"),
        };
        writeln!(f, "  {}{spark}{above}", self.bold(&item.name))?;
        for line in lines {
            let mut printed = String::from(INDENT);
            for (column, cell) in line.columns.iter().enumerate() {
                let pad = " ".repeat(widths[column] - cell.width());
                // Amounts are aligned at their right.
                let cell = match (column, line.is_sure) {
                    (2, true) => format!("{pad}{cell}"),
                    (2, false) => format!("{pad}{}", self.doubt(cell)),
                    _ => format!("{cell}{pad}"),
                };
                printed += &format!("{cell}  ");
            }
            writeln!(f, "{}", printed.trim_end())?;
            for note in &line.notes {
                writeln!(f, "{INDENT}{INDENT}{INDENT}{}", self.doubt(note))?;
            }
        }
        Ok(())
    }

    fn bold(&self, text: &str) -> String {
        if self.color { format!("\x1b[1m{text}\x1b[0m") } else { text.to_owned() }
    }

    fn doubt(&self, text: &str) -> String {
        if self.color { format!("\x1b[33m{text}\x1b[0m") } else { text.to_owned() }
    }
}

fn heading(item: &Item) -> String {
    let agency = item.agency.as_deref().unwrap_or("no agency printed");
    let flow = match item.flow {
        crate::model::Flow::Expenditure => "",
        crate::model::Flow::Revenue => ", revenue",
    };
    format!("{agency}, {}{flow}", word(item.level))
}

fn lines(item: &Item) -> Vec<Line> {
    let figures = item.cells.iter().flat_map(|cell| cell.figures.iter().map(move |f| (cell, f)));
    figures.map(|(cell, figure)| line(cell, figure)).collect()
}

fn line(cell: &Cell, figure: &Figure) -> Line {
    let change = figure.change.as_ref().map(|change| {
        let is_signed = change.percent.starts_with('-') || change.percent == "0.0";
        let sign = if is_signed { "" } else { "+" };
        format!(
            "{sign}{}% on {} {}",
            change.percent,
            change.from.fiscal_year,
            word(change.from.stage)
        )
    });
    let mut notes: Vec<String> = Vec::new();
    if !figure.possible.is_empty() {
        let possible: BTreeSet<_> = figure.possible.iter().map(|p| (p.yen, p.yen_max)).collect();
        let possible: Vec<String> = possible.into_iter().map(|(l, h)| amount(l, h)).collect();
        notes.push(format!("one of {}", possible.join(" | ")));
    }
    if !figure.flags.is_empty() {
        notes.push(figure.flags.iter().map(word).collect::<Vec<_>>().join(", "));
    }
    notes.extend(figure.reason.clone());
    if let Some(restated) = &figure.restated_from {
        notes.push(format!(
            "restated: {} {} in {} {}",
            word(restated.stage),
            amount(Some(restated.yen), None),
            restated.document,
            restated.line_item_id
        ));
        notes.extend(restated.note.clone());
    }
    if !figure.also.is_empty() {
        notes.push(format!("also printed in {}", count(figure.also.len() as u64, "other place")));
    }
    let shown = if figure.possible.is_empty() {
        amount(figure.yen, figure.yen_max)
    } else {
        "ambiguous".to_owned()
    };
    let place = match &figure.line_item_id {
        Some(id) => format!("{} {id}", figure.document),
        None => figure.document.clone(),
    };
    Line {
        columns: [
            cell.column.fiscal_year.to_string(),
            word(cell.column.stage),
            shown,
            change.unwrap_or_default(),
            place,
        ],
        notes,
        is_sure: figure.possible.is_empty() && figure.matched == Match::Exact,
    }
}

/// Yen with their bounds, without the unit.
fn amount(yen: Option<i64>, yen_max: Option<i64>) -> String {
    match (yen, yen_max) {
        (None, None) => "not set".to_owned(),
        (Some(low), None) => grouped(low, "-"),
        (None, Some(high)) => format!("at most {}", grouped(high, "-")),
        (Some(low), Some(high)) => format!("{} to {}", grouped(low, "-"), grouped(high, "-")),
    }
}

/// A character for each year; nothing for an item with fewer than two amounts.
fn spark(item: &Item) -> String {
    let course = course(item);
    let amounts = || course.iter().filter_map(|(_, yen)| *yen);
    let largest = amounts().max().unwrap_or(0);
    if amounts().count() < 2 || largest <= 0 {
        return String::new();
    }
    course.iter().map(|&(_, yen)| yen.map_or(' ', |yen| block(yen, largest))).collect()
}

/// The block whose height is nearest to `yen` of `largest`, from above.
fn block(yen: i64, largest: i64) -> char {
    let eighths = (i128::from(yen.max(0)) * 8 + i128::from(largest) - 1) / i128::from(largest);
    let at = usize::try_from(eighths - 1).unwrap_or(0);
    BLOCKS[at.min(BLOCKS.len() - 1)]
}

fn count(number: u64, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

fn left_out(left_out: &LeftOut) -> String {
    let reasons = [
        (left_out.changes, "changes"),
        (left_out.ministry_shares, "shares of ministries"),
        (left_out.without_year, "without a year"),
        (left_out.settled_elsewhere, "ambiguous and settled by another document"),
    ];
    let told: Vec<String> = reasons
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, reason)| format!("{number} {reason}"))
        .collect();
    if told.is_empty() { String::new() } else { format!("; not shown: {}", told.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::block;

    #[test]
    fn blocks() {
        let check = |yen: i64, largest: i64, expected: char| {
            assert_eq!(block(yen, largest), expected, "{yen} of {largest}");
        };
        check(0, 100, '▁');
        check(1, 100, '▁');
        check(13, 100, '▂');
        check(50, 100, '▄');
        check(51, 100, '▅');
        check(100, 100, '█');
        check(-7, 100, '▁');
        check(i64::MAX, i64::MAX, '█');
    }
}
