//! What no other rule knows: an amount with the nearest label.

use std::ops::Range;

mod bracket;

use crate::layout::amount::Written;
use crate::layout::line;
use crate::model::{Certainty, Flag, Level, Measure, Stage};
use crate::notation::money::Figure;
use crate::notation::stage::Column;
use crate::notation::{era, mark, stage};
use crate::text;

use super::ledger;
use super::running::naming::{self, Named};
use super::running::of_document;
use super::{Draft, Item, Reading, Rule};

use bracket::stage_of_last_year;
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

/// Words further away than this many bytes do not name the amount.
const WINDOW: usize = 360;

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
    let own = match beside {
        Some(b) => behind(reading, b).min(start).max(line.start),
        None => {
            let from = sentence_start(reading, a, start.saturating_sub(WINDOW)).min(start);
            let last = reading.amounts_in(from..start).next_back();
            last.map_or(from, |b| behind(reading, b).clamp(from, line.start.max(from)))
        }
    };
    let mut item = Item::new(reading, RULE.name, a, String::new());
    item.level = Level::Component;
    item.certainty = Certainty::Inferred;
    if amount.signed {
        item.measure = Measure::Change;
    }
    if let Some(label) = total(norm, own..amount.range.start) {
        item.name = line::squeeze(&norm[label.clone()]);
        item.label = Some(label);
    } else if let Some(open) = beside.and_then(|b| closed_bracket(reading, b, start)) {
        // `河川改修事業(総事業費15億円) 4億円`: the name stands before the bracket.
        let label = phrase(norm, line.start..open)?;
        item.name = text::name(&norm[label.clone()]);
        item.label = Some(label);
    } else if own == line.start
        && let Some((label, flag)) = before_gap(norm, own..start)
    {
        item.flags.extend(leading_flag(norm, line.start..label.start).or(flag));
        item.name = text::name(&norm[label.clone()]);
        item.label = Some(label);
    } else if own < start
        && let Some((label, base)) = within_bracket(norm, own..start)
    {
        item.name = text::name(&norm[label.clone()]);
        item.above = vec![text::name(&norm[base])];
        item.label = Some(label);
    } else if own < start
        && let Some(label) = phrase(norm, own..start)
    {
        item.flags.extend(leading_flag(norm, line.start..label.start));
        item.name = text::name(&norm[label.clone()]);
        item.label = Some(label);
    } else if let Some(named) = beside.and_then(|b| names[b].as_ref()) {
        named.give(&mut item);
    } else if is_bracket_alone(reading, a)
        && let Some(named) = above(reading, a).and_then(|b| names[b].as_ref())
    {
        named.give(&mut item);
    } else if let Some(label) = label_above(reading, i) {
        item.name = text::name(&norm[label.clone()]);
        item.label = Some(label);
        if is_under_its_name(reading, a, i) {
            return Some(item);
        }
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
    if TOTALS.contains(&item.name.as_str()) {
        item.level = Level::Total;
    }
    if lead.agency.is_some() {
        item.agency = lead.agency;
    }
    Some(item)
}

/// The name that a gap or dots part from its amount: all that stands before them, commas too.
/// `地域医療構想、医師偏在対策の推進      915億円`. What follows a mark in brackets is a remark:
/// `医療DXの推進【拡充】(一部デジタル庁計上)      38億円`.
fn before_gap(norm: &str, range: Range<usize>) -> Option<(Range<usize>, Option<Flag>)> {
    let text = &norm[range.clone()];
    let mut label = text.trim_end_matches([' ', '・', '…', '.', '‥']);
    let gap = text[label.len()..].chars().count();
    let mark = mark::scan_flags(label).into_iter().find(|(mark, _)| mark.start > 0);
    if let Some((mark, _)) = &mark {
        label = &label[..mark.start];
    }
    let name = mark::heading_number(label).map_or(label, |(number, _)| &label[number.end..]);
    let is_name = gap >= 2 && !name.contains(['。', '\t', '|', ':', '(', '「', '\n']);
    let label = naming::clean(norm, range.start..range.start + label.len()).filter(|_| is_name)?;
    Some((label, mark.map(|(_, flag)| flag)))
}

/// Whether an amount and the words that lead to it have a line in brackets to themselves:
/// `【令和5年度補正予算額 91億円】`.
fn is_bracket_alone(reading: &Reading, a: usize) -> bool {
    let norm = reading.norm();
    let amount = &reading.amounts[a].outer;
    let line = reading.text.lines()[reading.text.line_at(amount.start)].range.clone();
    let lead = naming::lead(reading, a);
    let before = norm.get(line.start..lead.start).unwrap_or_default().trim();
    let behind = norm.get(amount.end..line.end).unwrap_or_default().trim();
    (lead.year.is_some() || lead.stage.is_some())
        && matches!(
            (before, behind),
            ("(", ")") | ("【", "】") | ("[", "]") | ("〔", "〕") | ("<", ">")
        )
}

/// The amount on the line above that of amount `a` which its line begins with.
fn above(reading: &Reading, a: usize) -> Option<usize> {
    let i = reading.text.line_at(reading.amounts[a].outer.start);
    reading.amounts_of_line(i.checked_sub(1)?).next()
}

/// Words for a sum that are all of a row's label.
const TOTALS: [&str; 4] = ["計", "合計", "総計", "小計"];

/// The label of a sum, if nothing else stands in the range: `合 計`.
fn total(norm: &str, range: Range<usize>) -> Option<Range<usize>> {
    const EDGES: [char; 5] = [' ', '\t', '、', ':', '・'];
    let words = norm[range.clone()].trim_matches(EDGES);
    let at = range.start + norm[range].find(words)?;
    TOTALS.contains(&line::squeeze(words).as_str()).then(|| at..at + words.len())
}

/// The flag of the mark 新 or 拡 that stands before a name, if the range ends with it.
fn leading_flag(norm: &str, range: Range<usize>) -> Option<Flag> {
    let word = norm.get(range)?.trim().rsplit(' ').next()?;
    mark::leading_flag(&format!("{word} …"))?.1
}

/// Where the bracket begins that holds amount `b` and is closed before byte `end`, with words
/// before it on its line.
fn closed_bracket(reading: &Reading, b: usize, end: usize) -> Option<usize> {
    let norm = reading.norm();
    let amount = &reading.amounts[b].outer;
    let line = reading.text.lines()[reading.text.line_at(amount.start)].range.clone();
    let open = open_bracket(norm, line.start..amount.start)?;
    let is_words = norm[open + 1..amount.start].chars().any(char::is_alphabetic);
    let behind = norm.get(reading.end_with_shares(b)..end)?;
    (is_words && behind.trim().strip_prefix(')').is_some_and(|rest| rest.trim().is_empty()))
        .then_some(open)
}

/// The bracket in the range that is not closed in it, with words before it.
fn open_bracket(norm: &str, range: Range<usize>) -> Option<usize> {
    let text = &norm[range.clone()];
    let open = text.rfind('(').filter(|&open| !text[open..].contains(')'))?;
    (!text[..open].trim().is_empty()).then_some(range.start + open)
}

/// The name that an open bracket gives an amount, and the name before the bracket: 総事業費 in
/// `河川改修事業(令和6~8年度 総事業費`.
fn within_bracket(norm: &str, range: Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let open = open_bracket(norm, range.clone())?;
    let base = phrase(norm, range.start..open)?;
    let inner = norm[open + 1..range.end].trim_end();
    let from = open + 1 + inner.rfind(' ').map_or(0, |at| at + 1);
    Some((phrase(norm, from..open + 1 + inner.len())?, base))
}

/// Whether an amount stands alone under its name: the words that lead to it begin its line, a
/// programme's name is all of the line above, and no other name or amount is near.
fn is_under_its_name(reading: &Reading, a: usize, i: usize) -> bool {
    let names =
        |k: usize| label_line(reading, k).is_some() && line::is_program_name(reading.line(k));
    let counts =
        |k: usize| reading.text.lines().get(k).is_some() && !reading.amounts_of_line(k).is_empty();
    i > 0
        && reading.lead(a).stage.is_some()
        && names(i - 1)
        && (i < 2 || !names(i - 2))
        && !counts(i + 1)
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
    if lead.stage.is_none() && lead.year.is_some() && lead.year < reading.document.fiscal_year {
        item.stage = stage_of_last_year(item.stage);
    }
    if is_over_years(reading, item.amount) {
        item.year = None;
    }
}

/// Whether the words directly before an amount name several years: `(令和6~8年度 総事業費15億円`.
fn is_over_years(reading: &Reading, a: usize) -> bool {
    const FROM_TO: [char; 3] = ['~', '～', '〜'];
    let norm = reading.norm();
    let start = reading.amounts[a].outer.start;
    let line = reading.text.lines()[reading.text.line_at(start)].range.start;
    let from = a.checked_sub(1).map_or(line, |b| reading.amounts[b].outer.end.max(line));
    let words = norm.get(from..start).unwrap_or_default();
    let Some(year) = era::scan_years(words).pop() else { return false };
    let first = words[..year.range.end].trim_end_matches(|c: char| c.is_alphanumeric());
    first.ends_with(FROM_TO) || words[year.range].contains(FROM_TO)
}

/// The last phrase of the range that can name something.
fn phrase(norm: &str, range: Range<usize>) -> Option<Range<usize>> {
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
            .char_indices()
            .rev()
            .find(|&(at, c)| parts(content, at, c))
            .map_or(0, |(at, _)| behind(at))
    };
    naming::clean(norm, range.start + from..range.start + content.len())
}

/// Whether the character `c` at byte `at` parts the words behind it from those before it.
/// A middle dot or a bracket within a name does not: `医療機器・福祉機器事業`,
/// `国土技術研究所(仮称)運営費`.
fn parts(content: &str, at: usize, c: char) -> bool {
    let ends_word = |text: &str| text.ends_with(|c: char| c.is_alphanumeric() || c == ')');
    match c {
        '。' | '、' | '\t' | '|' | ':' => true,
        '」' => at + c.len_utf8() < content.len(),
        '・' => !ends_word(&content[..at]),
        ')' => content[..at].rfind('(').is_none_or(|open| {
            !ends_word(&content[..open]) || stage::column(&content[open + 1..at]).is_some()
        }),
        _ => false,
    }
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
        || ledger::cell_unit(trimmed).is_some()
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
            let start = closed_bracket(reading, b, end).unwrap_or(reading.lead(b).start);
            (start..behind).contains(&at)
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
    const FULL: usize = 20;
    let mut i = reading.text.line_at(reading.amounts[a].outer.start);
    while i > 0 && reading.text.lines()[i].range.start > from {
        let above = reading.content(i - 1);
        let is_full = || {
            let length = above.chars().count();
            length >= FULL && length + 2 >= reading.content(i).chars().count()
        };
        let goes_on = !above.ends_with(['。', '」', ')', '>']) && above.contains('、') && is_full();
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
