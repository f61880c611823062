//! What no other rule knows: an amount with the nearest label.

mod bracket;
mod label;
mod place;

use std::ops::Range;

use crate::layout::amount::Written;
use crate::layout::line;
use crate::model::{Certainty, Level, Measure};
use crate::notation::money::Figure;
use crate::text;

use super::running::naming::{self, Named};
use super::running::{is_prose, of_document, title};
use super::{Draft, Item, Reading, Rule};

pub(super) use bracket::{Bracketed, Remark};
use label::{
    TOTALS, above, closed_bracket, is_bracket_alone, is_under_its_name, is_under_its_title,
    label_above, label_below, leading_flag, phrase, stacked, total, within_bracket,
};
pub(super) use place::{Headers, Said, complete, headed};
use place::{place, said_behind};

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
    if is_prose(reading, a) && !title::is_entry(reading, a) {
        // No words of a sentence name the amount, or its own rule would have found them.
        if last_resort(reading, names, a, &mut item).is_none() {
            item.name = text::name(&norm[label_above(reading, i)?]);
            item.candidates = vec![item.name.clone()];
            item.certainty = Certainty::Ambiguous;
        }
    } else if let Some(label) = total(norm, own..amount.range.start) {
        item.name = line::squeeze(&norm[label.clone()]);
        item.label = Some(label);
    } else if let Some(open) = beside.and_then(|b| closed_bracket(reading, b, start)) {
        // `河川改修事業(総事業費15億円) 4億円`: the name stands before the bracket.
        name(norm, phrase(norm, line.start..open)?, &mut item);
    } else if own == line.start
        && let Some((label, flag)) = title::whole(reading, a, own..start)
    {
        item.flags.extend(leading_flag(norm, line.start..label.start).or(flag));
        name(norm, label, &mut item);
    } else if own < start
        && let Some((label, base)) = within_bracket(norm, own..start)
    {
        item.above = vec![text::name(&norm[base])];
        name(norm, label, &mut item);
    } else if own < start
        && let Some(label) = phrase(norm, own..start)
    {
        item.flags.extend(leading_flag(norm, line.start..label.start));
        name(norm, label, &mut item);
    } else if let Some(named) = beside.and_then(|b| names[b].as_ref()) {
        named.give(&mut item);
    } else if is_bracket_alone(reading, a)
        && let Some(named) = above(reading, a).and_then(|b| names[b].as_ref())
    {
        named.give(&mut item);
    } else if let Some(label) = label_above(reading, i) {
        let others = others(reading, a, &label);
        name(norm, label, &mut item);
        if let Some(others) = others {
            item.certainty = Certainty::Ambiguous;
            item.candidates = vec![item.name.clone()];
            item.candidates.extend(others.into_iter().filter(|other| *other != item.name));
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

/// Names an item by the words of a label.
fn name(norm: &str, label: Range<usize>, item: &mut Item) {
    item.name = text::name(&norm[label.clone()]);
    item.label = Some(label);
}

/// What else may name an amount that nothing names but a label above it; nothing if that label
/// plainly does.
fn others(reading: &Reading, a: usize, label: &Range<usize>) -> Option<Vec<String>> {
    let norm = reading.norm();
    let i = reading.text.line_at(reading.amounts[a].outer.start);
    if is_under_its_name(reading, a, i) || is_under_its_title(reading, i) {
        return None;
    }
    let name = text::name(&norm[label.clone()]);
    let others = [stacked(reading, label), label_below(reading, i)].into_iter().flatten();
    let others: Vec<String> = others.map(|other| text::name(&norm[other])).collect();
    let behind = norm[reading.end_with_shares(a)..].trim_start_matches(' ');
    let is_apart = reading.ends_line(a) || behind.starts_with('(');
    let is_settled = is_apart && others.iter().all(|other| *other == name);
    (!is_settled).then_some(others)
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
        if !item.candidates.contains(&item.name) {
            item.candidates.push(item.name.clone());
        }
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

/// Where the text of an amount's line begins: a line above that is full and has no end of a
/// sentence goes on in it. Not looked for before byte `from`.
fn sentence_start(reading: &Reading, a: usize, from: usize) -> usize {
    /// A line of at least this many characters may be broken where its text is not.
    const FULL: usize = 20;
    let mut i = reading.text.line_at(reading.amounts[a].outer.start);
    let line = &reading.text.lines()[i].range;
    let start = naming::lead(reading, a).start.clamp(line.start, line.end);
    // Nothing but `予算額 5億円`: the name above is complete, or breaks off where none can.
    let is_alone = reading.norm()[line.start..start].trim().is_empty() && reading.ends_line(a);
    while i > 0 && reading.text.lines()[i].range.start > from {
        let above = reading.content(i - 1);
        if is_alone && !line::is_incomplete(above) {
            break;
        }
        let is_full = || {
            let length = above.chars().count();
            length >= FULL && length + 2 >= reading.content(i).chars().count()
        };
        let opens = naming::opens_item(reading.line(i)) && !line::is_incomplete(above);
        let goes_on =
            !above.ends_with(['。', '」', ')', '>']) && above.contains('、') && is_full() && !opens;
        if !goes_on {
            break;
        }
        i -= 1;
    }
    reading.text.lines()[i].range.start
}
