//! Theme totals of a sheet: `がん・難病(16.8億円)`.
//!
//! The label stands before the bracket, on its line or on those above it. Where
//! a label above has no figure of its own and the sheet's themes add up to the
//! printed total as they are, the figure stands for both labels.

use std::ops::Range;

use crate::layout::line::{self, is_program_name};
use crate::layout::sheet::Sheet;
use crate::model::{Certainty, Level};
use crate::text;

use super::super::{Draft, Item, Reading, Rule};
use super::heads::Heads;

pub(in crate::rules) const RULE: Rule = Rule {
    name: "sheet_theme",
    summary: "The total of a theme in a bracket behind or below its label.",
    apply,
};

struct Theme {
    amount: usize,
    labels: Vec<Range<usize>>,
    /// The label once more as two, where a line end may part two labels or one word.
    doubtful: Vec<Range<usize>>,
    /// Line of the first label.
    first_line: usize,
    last_line: usize,
}

fn apply(reading: &Reading, draft: &mut Draft) {
    let heads = Heads::new(draft);
    for sheet in &reading.sheets {
        let mut themes: Vec<Theme> = sheet
            .lines
            .clone()
            .flat_map(|i| reading.amounts_of_line(i).map(move |a| (i, a)))
            .filter(|&(_, a)| draft.is_free(a) && !reading.amounts[a].is_share())
            .filter_map(|(i, a)| theme(reading, sheet, i, a))
            .collect();
        let total = total(reading, &themes);
        for k in 1..themes.len() {
            let between = themes[k - 1].last_line + 1..themes[k].first_line;
            if let Some(bare) = bare_label(reading, between) {
                themes[k].labels.insert(0, bare);
            }
        }
        claim(reading, draft, &heads, sheet, &themes, total);
    }
}

/// A bracket that holds an amount and nothing else, with its label.
fn theme(reading: &Reading, sheet: &Sheet, i: usize, a: usize) -> Option<Theme> {
    let norm = reading.norm();
    let amount = &reading.amounts[a];
    let line_range = reading.text.lines()[i].range.clone();
    // Several themes may share a line: each label begins behind the bracket before it.
    let line_start = reading
        .amounts_of_line(i)
        .take_while(|&earlier| earlier < a)
        .last()
        .and_then(|earlier| {
            let end = reading.amounts[earlier].outer.end;
            norm[end..reading.start_on_line(a)].find(')').map(|close| end + close + 1)
        })
        .unwrap_or(line_range.start);
    let before = norm[line_start..reading.start_on_line(a)].trim_end().strip_suffix('(')?;
    let behind = norm[amount.outer.end..line_range.end.max(amount.outer.end)].trim_start();
    let rest = behind.strip_prefix(')')?;
    let goes_on = rest.starts_with(' ') && reading.amounts_of_line(i).any(|later| later > a);
    if !goes_on && !rest.trim_matches(['*', ' ']).is_empty() || before.contains('。') {
        return None;
    }
    let mut labels: Vec<Range<usize>> = Vec::new();
    let mut doubtful: Vec<Range<usize>> = Vec::new();
    let mut first_line = i;
    let same_line = before.trim_matches([' ', '#', '*']);
    if !same_line.is_empty() {
        let start = line_start + before.len() - before.trim_start_matches([' ', '#', '*']).len();
        labels.push(start..start + same_line.len());
    }
    let above = if line_start == line_range.start { sheet.lines.start..i } else { i..i };
    for k in above.rev() {
        let content = reading.line(k);
        let range = trimmed(reading, k);
        if content.trim().is_empty()
            || !reading.amounts_of_line(k).is_empty()
            || content.trim_start().starts_with(['●', '◆', '-', '■', '※', '(', '#'])
            || labels.len() >= 2
        {
            break;
        }
        match labels.first_mut() {
            None => labels.push(range),
            Some(label) => {
                let below = &norm[label.clone()];
                let one = line::is_incomplete(content) || line::continues(below);
                if !one && stands_alone_elsewhere(reading, k) {
                    labels.insert(0, range);
                } else if one || same_line.is_empty() {
                    if !one {
                        doubtful = vec![range.clone(), label.clone()];
                    }
                    label.start = range.start;
                } else {
                    break;
                }
            }
        }
        first_line = k;
    }
    (!labels.is_empty()).then_some(Theme { amount: a, labels, doubtful, first_line, last_line: i })
}

fn trimmed(reading: &Reading, i: usize) -> Range<usize> {
    let range = reading.text.lines()[i].range.clone();
    let content = reading.text.line(i);
    let start = range.start + content.len() - content.trim_start().len();
    start..start + content.trim().len()
}

/// Whether the words of line `k` are a line by themselves, with blank lines around
/// it, somewhere else in the document: then they are a label of their own.
fn stands_alone_elsewhere(reading: &Reading, k: usize) -> bool {
    let wanted = reading.content(k);
    let lines = reading.text.lines().len();
    (0..lines).any(|i| {
        i != k
            && reading.content(i) == wanted
            && (i == 0 || reading.is_blank(i - 1))
            && (i + 1 == lines || reading.is_blank(i + 1))
    })
}

/// The theme whose figure all the others add up to.
fn total(reading: &Reading, themes: &[Theme]) -> Option<usize> {
    if themes.len() < 3 {
        return None;
    }
    let yen: Vec<i64> =
        themes.iter().map(|t| reading.amounts[t.amount].yen()).collect::<Option<_>>()?;
    let slack: i64 = themes.iter().map(|t| reading.amounts[t.amount].resolution / 2).sum();
    let sum: i64 = yen.iter().sum();
    (0..yen.len()).find(|&k| (sum - yen[k] - yen[k]).abs() <= slack)
}

/// Whether line `i` runs down the page: the label at the side of a slide.
#[expect(clippy::float_arithmetic, reason = "a place on the page, not money")]
fn is_upright(reading: &Reading, i: usize) -> bool {
    let range = trimmed(reading, i);
    let many = reading.norm()[range.clone()].chars().nth(1).is_some();
    let bbox = reading.text.span(range).bbox.filter(|_| many);
    bbox.is_some_and(|[x0, y0, x1, y1]| y1 - y0 > x1 - x0)
}

/// A short label without a figure among the lines between two themes.
fn bare_label(reading: &Reading, lines: Range<usize>) -> Option<Range<usize>> {
    const FURNITURE: usize = 3;
    let mut blocks: Vec<(usize, usize)> = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    for i in lines {
        let content = reading.content(i);
        // A line right below something else goes on with it.
        let goes_on = open.is_none() && i > 0 && !reading.is_blank(i - 1);
        let is_label = !content.is_empty()
            && !goes_on
            && content.matches('(').count() == content.matches(')').count()
            && !is_upright(reading, i)
            && content.chars().count() <= 12
            && reading.amounts_of_line(i).is_empty()
            && !content.starts_with(['●', '◆', '-', '■', '※', '(', '#', '<'])
            && !is_program_name(content);
        open = match (open, is_label) {
            (Some((start, _)), true) => Some((start, i)),
            (None, true) => Some((i, i)),
            (Some(block), false) => {
                blocks.push(block);
                None
            }
            (None, false) => None,
        };
    }
    blocks.extend(open);
    let [(first, last)] = blocks[..] else { return None };
    if last > first + 1 {
        return None;
    }
    let range = trimmed(reading, first).start..trimmed(reading, last).end;
    let wanted = reading.content(first);
    let printed =
        (0..reading.text.lines().len()).filter(|&i| reading.text.content(i) == wanted).count();
    (printed < FURNITURE).then_some(range)
}

fn claim(
    reading: &Reading,
    draft: &mut Draft,
    heads: &Heads,
    sheet: &Sheet,
    themes: &[Theme],
    total: Option<usize>,
) {
    let mut order: Vec<usize> = (0..themes.len()).collect();
    // The total first, so that the others can refer to it.
    order.sort_by_key(|&k| (Some(k) != total, k));
    let mut total_item = None;
    for k in order {
        let theme = &themes[k];
        let names: Vec<String> =
            theme.labels.iter().map(|l| text::name(&reading.norm()[l.clone()])).collect();
        let mut item = Item::new(reading, RULE.name, theme.amount, names.join("／"));
        if let Some(head) = heads.of(&sheet.name) {
            item.year = head.year;
            item.stage = head.stage;
            item.agency.clone_from(&head.agency);
            // A sheet without a head is dated as the others are.
            if head.rule != super::heads::RULE.name
                && let Some((year, stage)) = heads.common
            {
                (item.year, item.stage) = (year, stage);
            }
        }
        item.level = Level::Theme;
        item.above = vec![sheet.name.clone()];
        item.label =
            theme.labels.first().map(|l| l.start..theme.labels.last().map_or(l.end, |m| m.end));
        item.part_of = total_item.filter(|_| Some(k) != total);
        if names.len() > 1 {
            item.certainty = Certainty::Inferred;
            if total.is_none() {
                item.certainty = Certainty::Ambiguous;
                item.candidates = std::iter::once(names.join("／")).chain(names.clone()).collect();
            }
        }
        if !theme.doubtful.is_empty() {
            let parts: Vec<String> =
                theme.doubtful.iter().map(|l| text::name(&reading.norm()[l.clone()])).collect();
            item.certainty = Certainty::Ambiguous;
            item.candidates = vec![item.name.clone(), parts.join("／")];
        }
        let position = draft.claim_with_shares(reading, item);
        if Some(k) == total {
            total_item = Some(position);
        }
    }
}
