//! What no other rule knows: an amount with the nearest label.

use std::ops::Range;

mod bracket;

use crate::layout::amount::Written;
use crate::layout::line;
use crate::model::{Certainty, Level, Measure, Stage};
use crate::notation::money::Figure;
use crate::notation::stage::Column;
use crate::notation::{era, stage};
use crate::text;

use super::running::naming::{self, Named};
use super::running::of_document;
use super::{Draft, Item, Reading, Rule};

pub(super) use bracket::{Bracketed, Remark};

pub(super) const RULE: Rule = Rule {
    name: "nearest_label",
    summary: "An amount of unknown layout, with the words before it on its line or above it.",
    apply,
};

fn apply(reading: &Reading, draft: &mut Draft) {
    let free: Vec<usize> = draft
        .free()
        .filter(|&a| {
            let amount = &reading.amounts[a];
            amount.written == Written::WithUnit && amount.figure != Figure::TooLarge
        })
        .collect();
    if free.is_empty() {
        return;
    }
    let mut names = naming::named(reading, draft);
    let mut headers = Headers::default();
    for a in free {
        if !draft.is_free(a) {
            continue;
        }
        let Some(mut item) = read(reading, &names, a) else { continue };
        place(reading, &mut headers, &mut item);
        if let Some((bracket, base)) = Bracketed::of(reading, a) {
            bracket.settle(reading.remark, names[base].as_ref(), &mut item);
        }
        names[a] = Some(Named::of(&item));
        draft.claim_with_shares(reading, item);
    }
}

/// The item with its name, from its own line, from the amount beside it, or from above.
fn read(reading: &Reading, names: &[Option<Named>], a: usize) -> Option<Item> {
    let norm = reading.norm();
    let amount = &reading.amounts[a];
    let i = reading.text.line_at(amount.outer.start);
    let line = reading.text.lines()[i].range.clone();
    let lead = naming::lead(reading, a);
    let start = lead.start.min(amount.outer.start);
    // The words behind the amount before it, and behind what a bracket says of that.
    let beside = a.checked_sub(1).filter(|&b| reading.amounts[b].outer.start >= line.start);
    let own = beside.map_or(line.start, |b| behind(reading, b)).min(start).max(line.start);
    let mut item = Item::new(reading, RULE.name, a, String::new());
    item.level = Level::Component;
    item.certainty = Certainty::Inferred;
    if amount.signed {
        item.measure = Measure::Change;
    }
    if line.start < start
        && let Some(label) = phrase(norm, own..start)
    {
        item.name = text::name(&norm[label.clone()]);
        item.label = Some(label);
    } else if let Some(named) = beside.and_then(|b| names[b].as_ref()) {
        named.give(&mut item);
    } else if let Some(label) = label_above(reading, i) {
        item.name = text::name(&norm[label.clone()]);
        item.label = Some(label);
        item.certainty = Certainty::Ambiguous;
        item.candidates = vec![item.name.clone()];
        if let Some(below) = label_below(reading, i) {
            let below = text::name(&norm[below]);
            if !item.candidates.contains(&below) {
                item.candidates.push(below);
            }
        }
    } else {
        last_resort(reading, names, a, &mut item)?;
    }
    if item.name == "計" {
        item.level = Level::Total;
    }
    if lead.agency.is_some() {
        item.agency = lead.agency;
    }
    Some(item)
}

/// What the amount shortly before is called, or what the document is about: the money may be
/// of either, so it is ambiguous.
fn last_resort(
    reading: &Reading,
    names: &[Option<Named>],
    a: usize,
    item: &mut Item,
) -> Option<()> {
    const NEAR: usize = 400;
    let start = reading.amounts[a].outer.start;
    let near = |b: &usize| start.saturating_sub(reading.amounts[*b].outer.end) <= NEAR;
    if let Some(named) = a.checked_sub(1).filter(near).and_then(|b| names[b].as_ref()) {
        named.give(item);
        item.candidates.push(item.name.clone());
    }
    if let Some(name) = of_document(reading)
        && !item.candidates.contains(&name)
    {
        item.candidates.push(name);
    }
    item.name.clone_from(item.candidates.first()?);
    item.certainty = Certainty::Ambiguous;
    Some(())
}

/// Where an amount ends with its shares and with the year or stage in the bracket behind it.
fn behind(reading: &Reading, a: usize) -> usize {
    let end = reading.end_with_shares(a);
    said_behind(reading, a).map_or(end, |(_, end)| end)
}

/// The year or stage in the bracket directly behind an amount, `493百万円(当初)`, and where
/// the bracket ends.
fn said_behind(reading: &Reading, a: usize) -> Option<(Column, usize)> {
    const LONGEST: usize = 90;
    let norm = reading.norm();
    let end = reading.end_with_shares(a);
    let rest = norm[end..].trim_start_matches(' ');
    let inner = rest.strip_prefix('(')?;
    let close = naming::head(inner, LONGEST).find([')', '\n'])?;
    let close = Some(close).filter(|&c| inner[c..].starts_with(')'))?;
    let column = stage::column(&inner[..close])?;
    let says = column.change.is_none() && (column.year.is_some() || column.stage.is_some());
    says.then(|| (column, norm.len() - inner.len() + close + 1))
}

/// Gives an item the year and stage that are printed with it, or else in its own
/// sentence, or else in the header above it.
fn place(reading: &Reading, headers: &mut Headers, item: &mut Item) {
    let lead = naming::lead(reading, item.amount);
    let (year, stage) = clause(reading, item.amount);
    let (mut year, mut stage) = (lead.year.or(year), lead.stage.or(stage));
    if let Some((said, _)) = said_behind(reading, item.amount) {
        year = said.year.map(|y| y.western).or(year);
        stage = said.stage.or(stage);
    }
    let line = reading.text.line_at(reading.amounts[item.amount].outer.start);
    let above = headers.above(reading, line);
    item.year = year.or(above.0).or(item.year);
    let default = if reading.amounts[item.amount].is_rate { Stage::Award } else { item.stage };
    item.stage = stage.or(above.1).unwrap_or(default);
}

/// The last phrase of the range that can name something.
fn phrase(norm: &str, range: Range<usize>) -> Option<Range<usize>> {
    /// Words further away than this many bytes do not name the amount.
    const WINDOW: usize = 360;
    const EDGES: [char; 21] = [
        ' ', '\t', '|', '(', '<', '[', '【', '〔', '〈', ':', '、', ',', '=', '…', '*', '-', '―',
        '~', '・', '※', '●',
    ];
    let start = naming::window(norm, range.end, WINDOW).max(range.start);
    let range = start..range.end;
    let content = norm[range.clone()].trim_end_matches(EDGES);
    let content = content
        .strip_suffix(['は', 'が', 'に', 'を', 'と', 'で'])
        .or_else(|| content.strip_suffix("として"))
        .unwrap_or(content);
    let behind = |at: usize| at + content[at..].chars().next().map_or(1, char::len_utf8);
    let from = if content.ends_with(')') {
        let open = content.rfind('(').unwrap_or(0);
        content[..open].rfind(['。', '、', '\t', '|', '」', ':']).map_or(0, behind)
    } else {
        content
            .rfind(['。', '、', '\t', '|', '」', ')', ':', '・'])
            .filter(|&at| {
                !matches!(content[at..].chars().next(), Some(')' | '」')) || at + 3 < content.len()
            })
            .map_or(0, behind)
    };
    naming::clean(norm, range.start + from..range.start + content.len())
}

fn label_above(reading: &Reading, i: usize) -> Option<Range<usize>> {
    (0..i).rev().take(4).find_map(|k| label_line(reading, k))
}

fn label_below(reading: &Reading, i: usize) -> Option<Range<usize>> {
    (i + 1..reading.text.lines().len()).take(4).find_map(|k| label_line(reading, k))
}

/// A line that can be a label: no amounts, not a sentence.
fn label_line(reading: &Reading, k: usize) -> Option<Range<usize>> {
    let content = reading.line(k);
    let trimmed = content.trim();
    if trimmed.is_empty()
        || trimmed.chars().count() > 60
        || trimmed.contains('。')
        || !reading.amounts_of_line(k).is_empty()
    {
        return None;
    }
    let range = reading.text.lines()[k].range.clone();
    phrase(reading.norm(), range)
}

/// The year and stage printed before an amount in its own sentence, except those that
/// stand directly before another amount and are its own.
fn clause(reading: &Reading, a: usize) -> (Option<i32>, Option<Stage>) {
    const WINDOW: usize = 240;
    let norm = reading.norm();
    let end = reading.amounts[a].outer.start;
    let floor = naming::window(norm, end, WINDOW);
    let floor = floor.max(sentence_start(reading, a, floor));
    let window = &norm[floor..end];
    let from = floor + window.rfind(['。', '●', '■', '◆']).unwrap_or(0);
    let window = &norm[from..end];
    let others = reading.amounts_in(from..end);
    let is_own = |range: &Range<usize>| {
        let at = from + range.start;
        !others.clone().any(|b| {
            let behind = said_behind(reading, b).map_or(reading.amounts[b].outer.end, |s| s.1);
            (reading.lead(b).start..behind).contains(&at)
        })
    };
    let year = era::scan_years(window).into_iter().rfind(|y| is_own(&y.range));
    let stage = stage::scan_stages(window).into_iter().rfind(|s| is_own(&s.range));
    (year.filter(|y| y.fiscal).map(|y| y.western), stage.map(|s| s.stage))
}

/// Where the text of an amount's line begins: a line above that is full and has no end of a
/// sentence goes on in it. Not looked for before byte `from`.
fn sentence_start(reading: &Reading, a: usize, from: usize) -> usize {
    /// A line of at least this many characters may be broken where its text is not.
    const FULL: usize = 30;
    let mut i = reading.text.line_at(reading.amounts[a].outer.start);
    while i > 0 && reading.text.lines()[i].range.start > from {
        let above = reading.content(i - 1);
        let goes_on = !above.ends_with(['。', '」', ')'])
            && above.contains('、')
            && above.chars().nth(FULL).is_some();
        if !goes_on {
            break;
        }
        i -= 1;
    }
    reading.text.lines()[i].range.start
}

/// The one year that a heading prints, and the stage directly behind it:
/// `令和8年度補正予算の主な事業`.
fn headed(title: &str) -> Option<(Option<i32>, Option<Stage>)> {
    if title.contains(['。', '、']) || title.ends_with(|c| matches!(c, 'ぁ'..='ゖ')) {
        return None;
    }
    let years = era::scan_years(title);
    let [year] = &years[..] else { return None };
    let rest = &title[year.range.end..];
    // 令和3年度に開始した事業: the year is of something else.
    let is_said = |c: char| matches!(c, 'ぁ'..='ゖ' | '末') && c != 'の';
    if !year.fiscal || rest.trim_start().starts_with(is_said) {
        return None;
    }
    let word = stage::scan_stages(rest).into_iter().next();
    let stage = word.filter(|w| rest[..w.range.start].trim().is_empty()).map(|w| w.stage);
    Some((Some(year.western), stage))
}

/// Lines that hold only a year or a stage, or are headings with a year, for the
/// lines below them; found on the way down.
#[derive(Default)]
struct Headers {
    next: usize,
    last: (Option<i32>, Option<Stage>),
}

impl Headers {
    /// The year and stage of the last such line above line `i`. Lines are asked for in order.
    fn above(&mut self, reading: &Reading, i: usize) -> (Option<i32>, Option<Stage>) {
        const LONGEST: usize = 90;
        while self.next < i {
            let has_amounts = !reading.amounts_of_line(self.next).is_empty();
            let content = reading.content(self.next);
            self.next += 1;
            if content.len() > LONGEST || !content.contains(['年', '予', '額', '正']) || has_amounts
            {
                continue;
            }
            let title = line::numbered(content).map_or(content, |(_, at)| &content[at..]);
            let title =
                title.trim_matches(['■', '●', '◆', '○', '【', '】', '<', '>', '(', ')', ' ']);
            if let Some(header) = stage::column(title).filter(|h| h.change.is_none()) {
                self.last = (header.year.map(|y| y.western), header.stage);
            } else if let Some(headed) = headed(title) {
                self.last = headed;
            }
        }
        self.last
    }
}
