//! Titles: names that are all of a line, or all that stands before its amount.

use std::ops::Range;

use crate::model::Flag;
use crate::notation::{mark, stage};
use crate::rules::Reading;
use crate::text::character::is_hiragana;

use super::naming;

/// The name that a gap or dots part from its amount, or that an entry of a list gives the amount
/// at its end: all that stands before it, commas and quotes too.
/// `地域医療構想、医師偏在対策の推進      915億円`, `・「緑の道」整備、管理(5億円)`. What follows a
/// mark in brackets is a remark: `医療DXの推進【拡充】(一部デジタル庁計上)      38億円`.
pub(in crate::rules) fn whole(
    reading: &Reading,
    a: usize,
    range: Range<usize>,
) -> Option<(Range<usize>, Option<Flag>)> {
    let norm = reading.norm();
    let text = &norm[range.clone()];
    let mut label = text.trim_end_matches([' ', '・', '…', '.', '‥', '(']);
    let gap = text[label.len()..].chars().filter(|&c| c != '(').count();
    let is_apart = gap >= 2 && text.ends_with([' ', '・', '…', '.', '‥']);
    let mark = mark::scan_flags(label).into_iter().find(|(mark, _)| mark.start > 0);
    if let Some((mark, _)) = &mark {
        label = &label[..mark.start];
    }
    let name = title(label);
    let is_item = name.len() < label.len();
    let is_whole = is_apart
        || reading.ends_line(a) && (is_item && !ends_in_particle(name) || lists_nouns(name));
    if !is_whole || !is_title(name) {
        return None;
    }
    let start = range.start + (label.len() - name.len());
    let end = range.start + label.len();
    let label = naming::clean(norm, start..end)
        .or_else(|| (is_item && begins_in_kana(name)).then_some(start..end))?;
    // … and a title end with one: 世界へ.
    let is_cut = is_item && norm[label.end..end].trim() == "へ";
    let label = if is_cut { label.start..end } else { label };
    Some((label, mark.map(|(_, flag)| flag)))
}

/// The title that is all of a line, behind its bullet or number.
pub(in crate::rules) fn line_title(line: &str) -> Option<Range<usize>> {
    let title = title(line);
    let is_item = title.len() < line.len();
    let names = is_item && (naming::is_name(title.trim()) || begins_in_kana(title));
    let start = line.len() - title.len();
    (is_title(title) && (names || lists_nouns(title)))
        .then(|| start..start + title.trim_end().len())
}

/// Where the range begins behind a heading, whose line is too short to be broken there:
/// `令和9年度予算の概要` / `灯台費は、総額で25億円となりました。`
pub(super) fn behind_heading(reading: &Reading, range: Range<usize>) -> usize {
    let lines = reading.text.lines();
    let mut i = reading.text.line_at(range.end);
    while i > 0 && lines[i].range.start > range.start {
        let (above, below) = (reading.content(i - 1), reading.content(i));
        let is_short = above.chars().count() + 2 < below.chars().count();
        let is_noun = above.ends_with(|c: char| c.is_alphanumeric() && !is_hiragana(c));
        let says = above.contains(['、', '。', '(', '「', 'を', 'は', 'が', 'に']);
        if is_short && is_noun && !says && !below.starts_with(is_hiragana) {
            return lines[i].range.start;
        }
        i -= 1;
    }
    range.start
}

/// The words of a line without the bullet or number that it begins with.
fn title(line: &str) -> &str {
    let rest = mark::bullet(line).map_or(line, |(bullet, _)| &line[bullet.end..]);
    let rest = mark::heading_number(rest).map_or(rest, |(number, _)| &rest[number.end..]);
    if rest.len() < line.len() { rest.trim_start() } else { rest }
}

/// Whether a title begins with what is a particle elsewhere: にぎわう商店街, はばたく若者.
fn begins_in_kana(title: &str) -> bool {
    title.starts_with(['に', 'は', 'が', 'を', 'の']) && title.chars().nth(3).is_some()
}

/// Whether words end as a clause does that goes on to its amount: `整備を行い、総額として`.
fn ends_in_particle(words: &str) -> bool {
    words.trim_end().ends_with(['は', 'が', 'に', 'を', 'と', 'で', 'も', 'の', 'て', 'る', 'た'])
}

/// Whether words can be a title as they stand: no sentence, no cells, no remark in brackets
/// but one that opens it (`(仮称)緑の道`), and every quote closed.
fn is_title(words: &str) -> bool {
    let words = words.trim_start();
    let inner = match words.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        // (当初) is said of the amount.
        Some((said, rest)) if stage::column(said).is_none() => rest,
        _ => words,
    };
    let is_closed = words.matches('「').count() == words.matches('」').count();
    is_closed && !inner.contains(['。', '\t', '|', ':', '(', '\n'])
}

/// Whether words are nouns that commas part, or open with a quote or a bracket, as titles do,
/// with no clause before them.
fn lists_nouns(words: &str) -> bool {
    let is_noun = |part: &str| part.ends_with(|c: char| !matches!(c, 'ぁ'..='ん') || c == '等');
    let words = words.trim();
    let (is_quoted, rest) = match words.strip_prefix('「').and_then(|rest| rest.split_once('」'))
    {
        Some((_, rest)) => (true, rest),
        None => (false, words),
    };
    let parts: Vec<&str> = rest.split('、').collect();
    let is_clause = rest.contains(['は', 'が']) || !is_quoted && rest.contains('を');
    (is_quoted && parts.len() == 1 || parts.len() > 1 || words.starts_with('('))
        && !is_clause
        && parts.iter().all(|part| is_noun(part.trim_end()))
}

/// Whether an amount is an entry of a list, and no part of a sentence: it ends the line of an
/// item's title, or the line below.
pub(in crate::rules) fn is_entry(reading: &Reading, a: usize) -> bool {
    let start = naming::lead(reading, a).start.min(reading.start_on_line(a));
    let i = reading.text.line_at(reading.amounts[a].range.start);
    let line = reading.text.lines()[i].range.start;
    if naming::opens_item(reading.line(i)) {
        return line < start && whole(reading, a, line..start).is_some();
    }
    let titled = |k: usize| {
        let line = reading.line(k);
        let is_bare = reading.amounts_of_line(k).is_empty() && naming::opens_item(line);
        is_bare && line_title(line).is_some()
    };
    let is_alone = reading.norm()[line..start.max(line)].trim().is_empty() && reading.ends_line(a);
    is_alone && i.checked_sub(1).is_some_and(titled)
}
