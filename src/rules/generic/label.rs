//! What an amount of unknown layout is called by the words around it.

use std::ops::Range;

use crate::layout::line;
use crate::model::Flag;
use crate::notation::{mark, stage};
use crate::rules::running::{naming, title};
use crate::rules::{Reading, ledger};

use super::WINDOW;

/// Words for a sum that are all of a row's label.
pub(super) const TOTALS: [&str; 4] = ["計", "合計", "総計", "小計"];

/// The label of a sum, if nothing else stands in the range: `合 計`.
pub(super) fn total(norm: &str, range: Range<usize>) -> Option<Range<usize>> {
    const EDGES: [char; 5] = [' ', '\t', '、', ':', '・'];
    let content = norm[range.clone()].trim_start_matches(EDGES);
    let at = range.end - content.len();
    let words = content.trim_end_matches(EDGES);
    TOTALS.contains(&line::squeeze(words).as_str()).then(|| at..at + words.len())
}

/// The flag of the mark 新 or 拡 that stands before a name, if the range ends with it.
pub(super) fn leading_flag(norm: &str, range: Range<usize>) -> Option<Flag> {
    /// No mark is longer, in bytes, with the space before it.
    const LONGEST: usize = 60;
    let floor = naming::window(norm, range.end, LONGEST).max(range.start);
    let word = norm.get(floor..range.end)?.trim().rsplit(' ').next()?;
    mark::leading_flag(&format!("{word} …"))?.1
}

/// Where the bracket begins that holds amount `b` and is closed before byte `end`, with words
/// before it on its line.
pub(super) fn closed_bracket(reading: &Reading, b: usize, end: usize) -> Option<usize> {
    let norm = reading.norm();
    let amount = &reading.amounts[b].outer;
    let line = reading.text.lines()[reading.text.line_at(amount.start)].range.clone();
    let from = naming::window(norm, amount.start, WINDOW).max(line.start);
    let open = open_bracket(norm, from..amount.start)?;
    let is_words = norm[open + 1..amount.start].chars().any(char::is_alphabetic);
    let behind = norm.get(reading.end_with_shares(b)..end)?;
    (is_words && behind.trim().strip_prefix(')').is_some_and(|rest| rest.trim().is_empty()))
        .then_some(open)
}

/// The bracket in the range that is not closed in it, with words before it.
pub(super) fn open_bracket(norm: &str, range: Range<usize>) -> Option<usize> {
    let text = &norm[range.clone()];
    let open = text.rfind('(').filter(|&open| !text[open..].contains(')'))?;
    (!text[..open].trim().is_empty()).then_some(range.start + open)
}

/// The name that an open bracket gives an amount, and the name before the bracket: 総事業費 in
/// `河川改修事業(令和6~8年度 総事業費`.
pub(super) fn within_bracket(
    norm: &str,
    range: Range<usize>,
) -> Option<(Range<usize>, Range<usize>)> {
    let open = open_bracket(norm, range.clone())?;
    let base = phrase(norm, range.start..open)?;
    let inner = norm[open + 1..range.end].trim_end();
    let from = open + 1 + inner.rfind(' ').map_or(0, |at| at + 1);
    Some((phrase(norm, from..open + 1 + inner.len())?, base))
}

/// Whether an amount and the words that lead to it have a line in brackets to themselves:
/// `【令和5年度補正予算額 91億円】`.
pub(super) fn is_bracket_alone(reading: &Reading, a: usize) -> bool {
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
pub(super) fn above(reading: &Reading, a: usize) -> Option<usize> {
    let i = reading.text.line_at(reading.amounts[a].outer.start);
    reading.amounts_of_line(i.checked_sub(1)?).next()
}

/// Whether an amount stands alone under its name: the words that lead to it begin its line, a
/// programme's name or an item's title is all of the line above, and no other name or amount is
/// near.
pub(super) fn is_under_its_name(reading: &Reading, a: usize, i: usize) -> bool {
    let names = |k: usize| {
        let line = reading.line(k);
        label_line(reading, k).is_some()
            && (line::is_program_name(line) || naming::opens_item(line))
    };
    let counts =
        |k: usize| reading.text.lines().get(k).is_some() && !reading.amounts_of_line(k).is_empty();
    i > 0
        && reading.lead(a).stage.is_some()
        && names(i - 1)
        && (i < 2 || !names(i - 2))
        && !counts(i + 1)
}

/// Whether line `i` is an amount under the title of an item, in a list that begins with a title
/// and goes on by turns: `○ 灯台の整備` / `3億円` / `○ 港の整備` / `5億円`.
pub(super) fn is_under_its_title(reading: &Reading, i: usize) -> bool {
    /// More turns than this need not be looked at.
    const MOST: usize = 64;
    let printed_above = |k: usize| (0..k).rev().take(3).find(|&k| !reading.is_blank(k));
    let is_title =
        |k: &usize| naming::opens_item(reading.line(*k)) && label_line(reading, *k).is_some();
    let is_amount = |k: usize| {
        let mut amounts = reading.amounts_of_line(k);
        let range = &reading.text.lines()[k].content;
        amounts
            .next()
            .is_some_and(|a| reading.start_on_line(a) == range.start && reading.ends_line(a))
    };
    let mut at = i;
    for _ in 0..MOST {
        if !is_amount(at) {
            return false;
        }
        let Some(title) = printed_above(at).filter(is_title) else { return false };
        match printed_above(title).filter(|&k| is_amount(k)) {
            Some(above) => at = above,
            None => return true,
        }
    }
    true
}

/// The last phrase of the range that can name something.
pub(super) fn phrase(norm: &str, range: Range<usize>) -> Option<Range<usize>> {
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
pub(super) fn parts(content: &str, at: usize, c: char) -> bool {
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

pub(super) fn label_above(reading: &Reading, i: usize) -> Option<Range<usize>> {
    (0..i).rev().take(4).find_map(|k| label_line(reading, k))
}

pub(super) fn label_below(reading: &Reading, i: usize) -> Option<Range<usize>> {
    (i + 1..reading.text.lines().len()).take(4).find_map(|k| label_line(reading, k))
}

/// The programme's name directly above another one: the amount below may be of both.
pub(super) fn stacked(reading: &Reading, label: &Range<usize>) -> Option<Range<usize>> {
    let k = reading.text.line_at(label.start);
    let above = k.checked_sub(1)?;
    let are_names = [above, k].into_iter().all(|k| line::is_program_name(reading.line(k)));
    label_line(reading, above).filter(|_| are_names)
}

/// A line that can be a label: no amounts, not a sentence.
pub(super) fn label_line(reading: &Reading, k: usize) -> Option<Range<usize>> {
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
    title::line_title(content)
        .map(|title| range.start + title.start..range.start + title.end)
        .or_else(|| phrase(reading.norm(), range))
}
