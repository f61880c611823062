//! Where the unit of bare figures stands: `単位:千円`, or a row that gives it for each column.

use std::ops::Range;

use memchr::memmem;

use crate::layout::sheet::pages;
use crate::notation::unit::{self, Unit};
use crate::text::Text;

use super::figure::figures_at_end;

/// A longer line declares nothing that people read.
const LONGEST: usize = 4_000;

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
        if content.len() > LONGEST || !content.contains(['位', '円']) {
            continue;
        }
        let declared = unit::declared_unit(content).map(|(_, unit)| unit);
        let Some(unit) = declared.or_else(|| unit_row(content)) else { continue };
        match found.last_mut() {
            Some((lines, last)) if lines.end > i => {
                if *last != unit {
                    // A second unit on the page takes over from where it stands.
                    let end = std::mem::replace(&mut lines.end, i);
                    found.push((i..end, unit));
                }
            }
            _ => found.extend(page_of(text, &pages, i).map(|page| (page, unit))),
        }
    }
    found
}

/// The lines of the page that holds line `i`.
fn page_of(text: &Text, pages: &[Range<usize>], i: usize) -> Option<Range<usize>> {
    let at = pages.partition_point(|page| page.end <= i);
    let page = pages.get(at)?;
    // A row that is set in begins no page, nor does a line among others that are set in.
    let is_set_in = |i: usize| !text.is_blank(i) && text.line(i).starts_with(' ');
    let goes_on = |next: &&Range<usize>| {
        is_row(text.line(next.start)) || is_set_in(next.start) && is_set_in(next.start - 1)
    };
    let last = pages[at + 1..].iter().take_while(goes_on).last();
    Some(page.start..last.unwrap_or(page).end)
}

/// Whether a line ends in bare figures, of which one has several groups, or which a gap parts from
/// a label.
fn is_row(line: &str) -> bool {
    let figures = figures_at_end(line);
    let Some(label) = figures.first().map(|first| &line[..first.start]) else { return false };
    figures.iter().any(|figure| line[figure.clone()].contains(','))
        || label.ends_with("  ") && label.contains(char::is_alphabetic)
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
