//! Pairs of an amount and a count: `医薬品(267億円/597件)`.
//!
//! The label stands before the bracket or on the lines above it. A chart's totals
//! are printed apart (`外円:金額(総計 533億円)`, `内円:課題数(総計 1,063件)`); the pairs of a
//! chart stand together, so a run of pairs whose counts add up to a total exactly are
//! the parts of that total.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::layout::line;
use crate::model::{Certainty, Count, Level, Stage};
use crate::notation::{era, stage};
use crate::text;

use super::{Draft, Item, Reading, Rule};

pub(super) const RULE: Rule = Rule {
    name: "amount_and_count",
    summary: "An amount and a count in one bracket behind or below their label, and the chart's total.",
    apply,
};

struct Pair {
    amount: usize,
    count: Count,
    label: Vec<Range<usize>>,
    is_total: bool,
}

fn count(text: &str) -> Option<Count> {
    static COUNT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^\s*([0-9][0-9,]*)\s*(件|課題|人|名|者|社|機関|施設|か所|カ所|箇所|団体|校|台|回)",
        )
        .expect("a valid pattern")
    });
    let found = COUNT.captures(text)?;
    Some(Count { value: found[1].replace(',', "").parse().ok()?, unit: found[2].to_owned() })
}

fn apply(reading: &Reading, draft: &mut Draft) {
    let pairs: Vec<Pair> =
        draft.free().collect::<Vec<_>>().into_iter().filter_map(|a| pair(reading, a)).collect();
    if pairs.is_empty() {
        return;
    }
    let part_of = parts(&pairs);
    let mut positions = vec![0; pairs.len()];
    let totals_first = (0..pairs.len()).filter(|&k| pairs[k].is_total);
    let order: Vec<usize> =
        totals_first.chain((0..pairs.len()).filter(|&k| !pairs[k].is_total)).collect();
    for k in order {
        let pair = &pairs[k];
        let named = broken_down(reading, &pairs, k).unwrap_or(k);
        let mut item = Item::new(reading, RULE.name, pair.amount, name(reading, &pairs[named]));
        item.agency = reading.issuing_agency();
        let (year, stage) = context(reading, pair.amount);
        item.year = year;
        item.stage = stage;
        item.level = if pair.is_total { Level::Total } else { Level::Component };
        item.count = Some(pair.count.clone());
        item.label = pair.label.first().cloned();
        if let Some(total) = part_of[k] {
            item.part_of = Some(positions[total]);
            item.certainty = Certainty::Inferred;
        }
        positions[k] = draft.claim(item);
    }
}

/// A pair's label as a name.
fn name(reading: &Reading, pair: &Pair) -> String {
    let pieces: Vec<&str> = pair.label.iter().map(|r| &reading.norm()[r.clone()]).collect();
    without_note_marks(&text::name(&pieces.join("\n")))
}

/// The named pair that a chart's total breaks down: the one with its amount and count.
fn broken_down(reading: &Reading, pairs: &[Pair], total: usize) -> Option<usize> {
    let same = |k: &usize| {
        !pairs[*k].is_total
            && pairs[*k].count == pairs[total].count
            && reading.amounts[pairs[*k].amount].figure
                == reading.amounts[pairs[total].amount].figure
    };
    let mut found = (0..pairs.len()).filter(|_| pairs[total].is_total).filter(same);
    found.next().filter(|_| found.next().is_none())
}

/// How many characters further on the count of a total stands at the most.
const NEAR: usize = 48;

/// An amount with its count: in one bracket, or a total over two brackets.
fn pair(reading: &Reading, a: usize) -> Option<Pair> {
    let norm = reading.norm();
    let amount = &reading.amounts[a];
    let before = norm[..amount.outer.start].trim_end();
    let behind = norm[amount.outer.end..].trim_start();
    if let Some(open) = before.strip_suffix('(') {
        let count = count(behind.strip_prefix('/')?)?;
        let label = label(reading, open.len());
        let is_total = label.last().is_some_and(|l| line::is_total(&norm[l.clone()]));
        return (!label.is_empty()).then_some(Pair { amount: a, count, label, is_total });
    }
    let word = ["総計", "合計", "総額", "計"].into_iter().find(|word| {
        before.strip_suffix(word).is_some_and(|rest| rest.trim_end().ends_with('('))
    })?;
    if !behind.starts_with(')') {
        return None;
    }
    // The count stands in the next bracket of the same form.
    let near = behind.char_indices().nth(NEAR).map_or(behind, |(end, _)| &behind[..end]);
    let next = near.find(&format!("({word}"))?;
    let count = count(&behind[next + 1 + word.len()..])?;
    let label = before.len() - word.len()..before.len();
    Some(Pair { amount: a, count, label: vec![label], is_total: true })
}

/// The pieces of the label that ends at byte `end`: on the same line, or above it.
fn label(reading: &Reading, end: usize) -> Vec<Range<usize>> {
    let norm = reading.norm();
    let i = reading.text.line_at(end);
    let own = tail(norm, reading.text.lines()[i].range.start, end);
    if !own.is_empty() && !line::continues(&norm[own.clone()]) {
        return vec![own];
    }
    let mut pieces: Vec<Range<usize>> = if own.is_empty() { Vec::new() } else { vec![own] };
    let mut k = i;
    while pieces.len() < 4 && k > 0 {
        let goes_on = pieces.first().is_some_and(|p| line::continues(&norm[p.clone()]));
        let above = (0..k).rev().take(2).find(|&l| !reading.is_blank(l));
        let Some(above) = above.filter(|&l| l + 1 == k || pieces.is_empty() || goes_on) else {
            break;
        };
        let range = reading.text.lines()[above].range.clone();
        let content = reading.line(above);
        let opens = content.trim_start().starts_with(['※', '●', '■', '◆']);
        let piece = tail(norm, range.start, range.end);
        let joined = pieces.is_empty() || goes_on || line::is_incomplete(&norm[piece.clone()]);
        if piece.is_empty() || opens || !joined {
            break;
        }
        let whole_line = norm[range.start..piece.start].trim().is_empty();
        pieces.insert(0, piece);
        if !whole_line {
            break;
        }
        k = above;
    }
    pieces
}

/// What stands behind the last closing bracket of `start..end`, trimmed.
fn tail(norm: &str, start: usize, end: usize) -> Range<usize> {
    let content = &norm[start..end];
    let from = content.rfind(')').map_or(0, |at| at + 1);
    let piece = &content[from..];
    let from = start + from + piece.len() - piece.trim_start().len();
    from..from + piece.trim().len()
}

fn without_note_marks(name: &str) -> String {
    let end = name
        .rfind('※')
        .filter(|&at| name[at + '※'.len_utf8()..].chars().all(|c| c.is_ascii_digit()));
    name[..end.unwrap_or(name.len())].trim_end().to_owned()
}

/// The year and stage that the page declared before its charts.
fn context(reading: &Reading, a: usize) -> (Option<i32>, Stage) {
    const WINDOW: usize = 6000;
    let end = reading.amounts[a].outer.start;
    let mut start = end.saturating_sub(WINDOW);
    while !reading.norm().is_char_boundary(start) {
        start += 1;
    }
    let window = &reading.norm()[start..end];
    // A year in a bracket behind a heading is what the figures are of; one in a
    // sentence may be anything.
    let year = era::scan_years(window)
        .into_iter()
        .rfind(|y| {
            y.fiscal
                && window[..y.range.start].trim_end().ends_with('(')
                && window[y.range.end..].trim_start().starts_with(')')
        })
        .map(|y| y.western);
    let stage = stage::scan_stages(window).last().map_or(Stage::Unspecified, |s| s.stage);
    (year, stage)
}

/// For each pair, the total it is a part of.
fn parts(pairs: &[Pair]) -> Vec<Option<usize>> {
    let mut part_of = vec![None; pairs.len()];
    for total in (0..pairs.len()).filter(|&k| pairs[k].is_total) {
        let members: Vec<usize> = (0..pairs.len()).filter(|&k| !pairs[k].is_total).collect();
        // The counts are exact, so they tell the parts; whether the amounts add up as
        // well is for the audit to say.
        let run = (0..members.len()).find_map(|from| {
            let mut counted = 0;
            for (n, &k) in members[from..].iter().enumerate() {
                if part_of[k].is_some() || counted > pairs[total].count.value {
                    return None;
                }
                counted += pairs[k].count.value;
                if counted == pairs[total].count.value && n > 0 {
                    return Some(from..from + n + 1);
                }
            }
            None
        });
        for at in run.into_iter().flatten() {
            part_of[members[at]] = Some(total);
        }
    }
    part_of
}
