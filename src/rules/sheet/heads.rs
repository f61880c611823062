//! The amounts in the head of a project's sheet.
//!
//! Either an agency's label with a year, a stage and the amount
//! (`日本医療研究開発機構対象経費` / `令和2年度予算額335億円`), or a box of its own in which the
//! year, the stage and the amount each take a line (`当初予算額` / `335億円` / `令和2年度`).

use std::collections::BTreeMap;
use std::ops::Range;

use crate::layout::amount;
use crate::layout::line::squeeze;
use crate::layout::sheet::Sheet;
use crate::model::{Certainty, Level, Stage};
use crate::notation::stage::{Column, column};

use super::super::{Draft, Item, Reading, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    name: "sheet_head",
    summary: "The project's own amount in the head of its sheet, by agency.",
    apply,
};

fn apply(reading: &Reading, draft: &mut Draft) {
    for sheet in &reading.sheets {
        for i in sheet.lines.clone() {
            for a in reading.amounts_of_line(i) {
                if reading.amounts[a].is_share() || !draft.is_free(a) || reading.is_in_sentence(a) {
                    continue;
                }
                if let Some(item) =
                    labelled(reading, sheet, i, a).or_else(|| boxed(reading, sheet, i, a))
                {
                    draft.claim_with_shares(reading, item);
                }
            }
        }
    }
}

/// What the heads of the sheets say, by project.
pub(super) struct Heads {
    by_project: BTreeMap<String, (usize, Item)>,
    /// The year and stage that the heads of all sheets agree on.
    pub(super) common: Option<(Option<i32>, Stage)>,
}

impl Heads {
    /// Collects the heads that were claimed so far.
    pub(super) fn new(draft: &Draft) -> Heads {
        let mut by_project: BTreeMap<String, (usize, Item)> = BTreeMap::new();
        let mut stages: Vec<(Option<i32>, Stage)> = Vec::new();
        for (at, item) in draft.items.iter().enumerate() {
            let is_head = item.rule == RULE.name;
            if is_head && !stages.contains(&(item.year, item.stage)) {
                stages.push((item.year, item.stage));
            }
            let is_project = is_head || item.rule == "project_line";
            if !is_project || item.ministry.is_some() || item.agency.as_deref() == Some("in_house")
            {
                continue;
            }
            // A head goes before a line of the list, an agency's amount before the total.
            let rank = |item: &Item| (item.rule == RULE.name, item.agency.is_some());
            match by_project.get(&item.name) {
                Some((_, known)) if rank(known) >= rank(item) => {}
                _ => drop(by_project.insert(item.name.clone(), (at, item.clone()))),
            }
        }
        let common = if let [one] = stages[..] { Some(one) } else { None };
        Heads { by_project, common }
    }

    /// The amount in the head of a project's sheet that is not an in-house one; for a
    /// sheet without a head, that of its line in the list of projects.
    pub(super) fn of(&self, project: &str) -> Option<&Item> {
        self.by_project.get(project).map(|(_, item)| item)
    }

    /// The position of that item in the draft.
    pub(super) fn position(&self, project: &str) -> Option<usize> {
        self.by_project.get(project).map(|(at, _)| *at)
    }
}

fn project_item(reading: &Reading, sheet: &Sheet, a: usize) -> Item {
    let mut item = Item::new(reading, RULE.name, a, sheet.name.clone());
    item.level = Level::Project;
    item.label = Some(sheet.label.clone());
    item
}

/// A year and a stage directly before the amount, an agency's label before them.
fn labelled(reading: &Reading, sheet: &Sheet, i: usize, a: usize) -> Option<Item> {
    let lead = reading.lead(a);
    let (Some(year), Some(stage)) = (lead.year, lead.stage) else { return None };
    let line_start = reading.text.lines()[i].range.start;
    // Nothing but the label may stand before the year on its line.
    let mut before = &reading.norm()[line_start.min(lead.start)..lead.start];
    if i == sheet.heading && sheet.label.end <= lead.start {
        before = &reading.norm()[sheet.label.end..lead.start];
    }
    let agency = match &lead.agency {
        Some(agency) => Some(agency.clone()),
        None if !before.trim().is_empty() => return None,
        None => (sheet.lines.start..i)
            .rev()
            .find(|&k| !reading.is_blank(k))
            .and_then(|k| amount::agency_label(reading.line(k)))
            .map(|(_, agency)| agency),
    };
    let mut item = project_item(reading, sheet, a);
    item.agency = agency;
    item.year = Some(year);
    item.stage = stage;
    Some(item)
}

/// The amount alone on its line, the year and the stage alone on lines beside it.
fn boxed(reading: &Reading, sheet: &Sheet, i: usize, a: usize) -> Option<Item> {
    let line = reading.text.lines()[i].range.clone();
    let amount = &reading.amounts[a];
    let alone = reading.begins_line(a)
        && reading.norm()[amount.outer.end.min(line.end)..line.end].trim().is_empty();
    if !alone {
        return None;
    }
    let column = neighbours(reading, sheet.lines.clone(), i)?;
    let mut item = project_item(reading, sheet, a);
    item.year = column.year.map(|y| y.western);
    item.stage = column.stage?;
    item.certainty = Certainty::Inferred;
    Some(item)
}

/// The column header that the short lines around line `i` spell: a year and a
/// stage, in either order, possibly broken inside a word.
fn neighbours(reading: &Reading, lines: Range<usize>, i: usize) -> Option<Column> {
    const REACH: usize = 3;
    const LONGEST: usize = 10;
    let piece = |k: usize| {
        let piece = squeeze(reading.text.line(k));
        let short = piece.chars().count() <= LONGEST && reading.amounts_of_line(k).is_empty();
        (!piece.is_empty()).then_some(piece).map(|p| (p, short))
    };
    let take = |found: &mut dyn Iterator<Item = usize>| -> Vec<String> {
        found
            .filter_map(piece)
            .take_while(|(_, short)| *short)
            .map(|(p, _)| p)
            .take(REACH)
            .collect()
    };
    let mut above = take(&mut (lines.start..i).rev());
    above.reverse();
    let below = take(&mut (i + 1..lines.end));
    for up in (0..=above.len()).rev() {
        for down in (0..=below.len()).rev() {
            let up = above[above.len() - up..].concat();
            let down = below[..down].concat();
            for joined in [format!("{down}{up}"), format!("{up}{down}")] {
                if let Some(column) = column(&joined)
                    && column.year.is_some()
                    && column.stage.is_some()
                {
                    return Some(column);
                }
            }
        }
    }
    None
}
