//! What no other rule knows: an amount with the nearest label.

use std::ops::Range;

use crate::layout::amount::Written;
use crate::layout::line;
use crate::model::{Certainty, Level, Stage};
use crate::notation::money::Figure;
use crate::notation::{era, stage};
use crate::text;

use super::{Draft, Item, Reading, Rule};

pub(super) const RULE: Rule = Rule {
    name: "nearest_label",
    summary: "An amount of unknown layout, with the words before it on its line or above it.",
    apply,
};

fn apply(reading: &Reading, draft: &mut Draft) {
    for a in draft.free().collect::<Vec<_>>() {
        let amount = &reading.amounts[a];
        if amount.written != Written::WithUnit
            || amount.figure == Figure::TooLarge
            || !draft.is_free(a)
        {
            continue;
        }
        let i = reading.text.line_at(amount.outer.start);
        let line = reading.text.lines()[i].range.clone();
        let lead = reading.lead(a);
        let start = lead.start.min(amount.outer.start);
        let own = (line.start < start).then(|| phrase(reading.norm(), line.start..start)).flatten();
        let (label, certainty) = match own {
            Some(label) => (label, Certainty::Inferred),
            None => match label_above(reading, i) {
                Some(label) => (label, Certainty::Ambiguous),
                None => continue,
            },
        };
        let name = text::name(&reading.norm()[label.clone()]);
        if name.is_empty() {
            continue;
        }
        let mut item = Item::new(reading, RULE.name, a, name.clone());
        item.level = Level::Component;
        item.certainty = certainty;
        if certainty == Certainty::Ambiguous {
            item.candidates = vec![name];
            if let Some(below) = label_below(reading, i) {
                let below = text::name(&reading.norm()[below]);
                if !item.candidates.contains(&below) {
                    item.candidates.push(below);
                }
            }
        }
        item.label = Some(label);
        let (year, stage) = clause(reading, a);
        item.year = lead.year.or(year).or(item.year);
        item.stage =
            lead.stage.or(stage).unwrap_or(if amount.is_rate { Stage::Award } else { item.stage });
        item.agency.clone_from(&lead.agency);
        draft.claim_with_shares(reading, item);
    }
}

/// The last phrase of the range that can name something.
fn phrase(norm: &str, range: Range<usize>) -> Option<Range<usize>> {
    const EDGES: [char; 18] = [
        ' ', '\t', '|', '(', '<', '[', ':', '、', ',', '=', '…', '*', '-', '―', '~', '・', '※', '●',
    ];
    let content = norm[range.clone()].trim_end_matches(EDGES);
    let content = content
        .strip_suffix(['は', 'が', 'に', 'を', 'と', 'で'])
        .or_else(|| content.strip_suffix("として"))
        .unwrap_or(content);
    let from = content
        .rfind(['。', '、', '\t', '|', '」', ')', ':', '・'])
        .filter(|&at| {
            !matches!(content[at..].chars().next(), Some(')' | '」')) || at + 3 < content.len()
        })
        .map_or(0, |at| at + content[at..].chars().next().map_or(1, char::len_utf8));
    let piece = if content.ends_with(')') {
        let open = content.rfind('(').unwrap_or(0);
        let from = content[..open]
            .rfind(['。', '、', '\t', '|', '」', ':'])
            .map_or(0, |at| at + content[at..].chars().next().map_or(1, char::len_utf8));
        from..content.len()
    } else {
        from..content.len()
    };
    let text = &content[piece.clone()];
    let trimmed = text.trim_start_matches(EDGES);
    let start = range.start + piece.end - trimmed.len();
    let title = line::numbered(trimmed).map_or(0, |(_, at)| at);
    let label = start + title..range.start + piece.end;
    let letters = norm[label.clone()].chars().filter(|c| c.is_alphabetic()).count();
    (letters >= 2).then_some(label)
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

/// The year and stage printed before an amount in its own sentence.
fn clause(reading: &Reading, a: usize) -> (Option<i32>, Option<Stage>) {
    const WINDOW: usize = 240;
    let end = reading.amounts[a].outer.start;
    let mut start = end.saturating_sub(WINDOW);
    while !reading.norm().is_char_boundary(start) {
        start += 1;
    }
    let window = &reading.norm()[start..end];
    let from = window.rfind(['。', '●', '■', '◆']).unwrap_or(0);
    let window = &window[from..];
    (
        era::scan_years(window).last().filter(|y| y.fiscal).map(|y| y.western),
        stage::scan_stages(window).last().map(|s| s.stage),
    )
}
