//! Where the unit of bare figures stands: `単位:千円`, or a row that gives it for each column.

use std::ops::Range;

use memchr::memmem;

use crate::layout::sheet::pages;
use crate::notation::unit::{self, Unit};
use crate::text::Text;

use super::figure::is_figure;

/// The lines that a declared unit is for, and the unit.
pub fn declared(text: &Text) -> Vec<(Range<usize>, Unit)> {
    let mut found: Vec<(Range<usize>, Unit)> = Vec::new();
    let has = |words: &str| memmem::find(text.norm().as_bytes(), words.as_bytes()).is_some();
    if !has("単位") && !has("千円") && !has("百万円") {
        return found;
    }
    let pages = pages(text);
    for i in 0..text.lines().len() {
        let content = text.line(i);
        if content.len() > 400 || !content.contains(['位', '円']) {
            continue;
        }
        let declared = unit::declared_unit(content).map(|(_, unit)| unit);
        let Some(unit) = declared.or_else(|| unit_row(content)) else { continue };
        let at = pages.partition_point(|p| p.end <= i);
        let Some(mut page) = pages.get(at).cloned() else { break };
        // A row that is set in begins no page.
        let goes_on = |next: &&Range<usize>| is_row(text.line(next.start));
        page.end = pages[at + 1..].iter().take_while(goes_on).last().map_or(page.end, |p| p.end);
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

/// Whether a line ends in bare figures, of which one has several groups.
fn is_row(line: &str) -> bool {
    let words = line.trim_end().rsplit([' ', '\t', '|']).filter(|word| !word.is_empty());
    let is_part = |word: &&str| is_figure(word) || matches!(*word, "△" | "▲");
    words.take_while(is_part).any(|word| word.contains(','))
}

/// The unit that a cell names, if it names nothing else: `千円`, `(百万円)`.
pub fn cell_unit(cell: &str) -> Option<Unit> {
    match cell.trim().trim_matches(['(', ')']) {
        "千円" => Some(Unit::SenYen),
        "百万円" => Some(Unit::HyakumanYen),
        _ => None,
    }
}

/// The unit of a row that names it once for each column, `千円 千円 千円`, or in a cell of its own
/// for the only one.
fn unit_row(content: &str) -> Option<Unit> {
    let mut words = content.split([' ', '\t', '|']).filter(|word| !word.is_empty());
    let first = words.next()?;
    let unit = cell_unit(first)?;
    let mut others = words.peekable();
    let is_row = others.peek().is_some() || content.starts_with(['\t', '|']);
    // Columns of something else stand among them: `百万円 百万円 %`.
    let is_unit = |word: &str| word == first || matches!(word, "%" | "人" | "件");
    (is_row && others.all(is_unit)).then_some(unit)
}
