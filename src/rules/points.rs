//! ポイント pages: `◆ 創薬支援推進事業(厚)` with the bullets under it.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::layout::line::{self, is_program_name};
use crate::model::{Evidence, Flag, Level, Measure, Program};
use crate::notation::{date, mark};
use crate::text;

use super::generic::Bracketed;
use super::item::ProgramDraft;
use super::running::naming::{self, Named};
use super::sheet::name_entry;
use super::{Draft, Item, Reading, Rule};

pub(super) const RULE: Rule = Rule {
    name: "points_program",
    summary: "A ◆ programme with its ministries, its activities and its starting date.",
    apply,
};

fn apply(reading: &Reading, draft: &mut Draft) {
    for i in 0..reading.text.lines().len() {
        if reading.content(i).starts_with('◆')
            && let Some(entry) = name_entry(reading, i)
        {
            let activities = activities(reading, i + 1);
            let mut flags = entry.flags.clone();
            let expanded = activities.iter().any(|a| {
                mark::scan_flags(a)
                    .first()
                    .is_some_and(|(r, f)| r.start == 0 && *f == Flag::Expanded)
            });
            if expanded && !flags.contains(&Flag::Expanded) {
                flags.push(Flag::Expanded);
            }
            flags.sort();
            let head = Head {
                name: entry.name(),
                label: entry.label.clone(),
                project: project_at(reading, i),
                flags: flags.clone(),
            };
            let items = claim(reading, draft, i, &head);
            for name in &entry.names {
                draft.add_program(ProgramDraft {
                    program: Program {
                        name: name.clone(),
                        project: project_at(reading, i),
                        ministries: entry.ministries.iter().map(|m| (*m).to_owned()).collect(),
                        activities: activities.clone(),
                        flags: flags.clone(),
                        evidence: Evidence::new(reading.text.span(entry.label.clone()), None),
                        ..Program::default()
                    },
                    items: items.clone(),
                    at: entry.label.start,
                });
            }
        }
        if let Some((range, month)) = starting_date(reading, i) {
            add_start(reading, draft, i, range, month);
        }
    }
}

/// What the amounts on the line of a ◆ programme are of.
struct Head {
    name: String,
    label: Range<usize>,
    project: Option<String>,
    flags: Vec<Flag>,
}

/// Claims the amounts on the line of a ◆ programme, `◆ 観光事業(国、農) 12億円(10億円)`, and
/// gives the positions of their items.
fn claim(reading: &Reading, draft: &mut Draft, i: usize, head: &Head) -> Vec<usize> {
    let mut items = Vec::new();
    let mut before: Option<(usize, Named)> = None;
    for a in reading.amounts_of_line(i) {
        let amount = &reading.amounts[a];
        if !draft.is_free(a) || amount.is_share() || amount.outer.start < head.label.end {
            continue;
        }
        let lead = naming::lead(reading, a);
        let from = before.as_ref().map_or(head.label.end, |(b, _)| reading.end_with_shares(*b));
        let between = &reading.norm()[from.min(lead.start)..lead.start];
        let mut item = Item::new(reading, RULE.name, a, head.name.clone());
        item.above = head.project.iter().cloned().collect();
        item.level = Level::Program;
        item.label = Some(head.label.clone());
        item.flags = head.flags.clone();
        item.year = lead.year.or(item.year);
        item.stage = lead.stage.unwrap_or(item.stage);
        item.agency.clone_from(&lead.agency);
        if amount.signed {
            item.measure = Measure::Change;
        }
        match Bracketed::of(reading, a) {
            Some((bracket, base)) => {
                let base = before.as_ref().filter(|(b, _)| *b == base).map(|(_, named)| named);
                bracket.settle(reading.remark, base, &mut item);
            }
            // Words between the name and its amount name something else.
            None if between.chars().any(char::is_alphabetic)
                && !mark::scan_flags(between)
                    .iter()
                    .any(|(r, _)| r.len() + 2 >= between.trim().len()) =>
            {
                continue;
            }
            None => {}
        }
        before = Some((a, Named::of(&item)));
        items.push(draft.claim_with_shares(reading, item));
    }
    items
}

/// The project on whose sheet line `i` stands.
fn project_at(reading: &Reading, i: usize) -> Option<String> {
    reading.sheets.iter().find(|s| s.lines.contains(&i)).map(|s| s.name.clone())
}

/// The bullets from line `first` on, each joined over its line ends.
fn activities(reading: &Reading, first: usize) -> Vec<String> {
    /// A line of at least this many characters is full, and may go on below a blank line.
    const FULL: usize = 55;
    let mut found: Vec<String> = Vec::new();
    let mut after_blank = false;
    let mut last_is_full = false;
    for i in first..reading.text.lines().len() {
        let content = reading.content(i);
        if content.is_empty() {
            after_blank = true;
            continue;
        }
        if let Some(rest) = content.strip_prefix(['➢', '✓', '・', '•', '○', '▪']) {
            found.push(rest.trim().to_owned());
        } else if content.starts_with(['◆', '●', '■', '※']) || line::numbered(content).is_some()
        {
            break;
        } else {
            let Some(last) = found.last_mut() else { break };
            if after_blank && !last_is_full {
                break;
            }
            last.push('\n');
            last.push_str(content);
        }
        after_blank = false;
        last_is_full = content.chars().count() >= FULL;
    }
    found.iter().map(|a| text::name(a)).collect()
}

/// A line that is only a starting month: `(R5.4~予定)`.
fn starting_date(reading: &Reading, i: usize) -> Option<(Range<usize>, String)> {
    static START: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\(?([MTSHR]\d{1,2}\.\d{1,2})\s*~[^0-9]{0,8}\)?$").expect("a valid pattern")
    });
    let content = reading.content(i);
    if content.len() > 40 || !content.contains('~') {
        return None;
    }
    START.captures(content)?;
    let found = date::scan_dates(content).into_iter().next()?;
    Some((reading.text.lines()[i].content.clone(), found.iso))
}

/// Gives the starting month to the programme whose name stands alone beside it.
fn add_start(reading: &Reading, draft: &mut Draft, i: usize, at: Range<usize>, month: String) {
    const REACH: usize = 3;
    let lines = reading.text.lines().len();
    let around = (1..=REACH).flat_map(|d| [i.checked_sub(d), (i + d < lines).then_some(i + d)]);
    for k in around.flatten() {
        let content = reading.content(k);
        if is_program_name(content) && !content.contains(['。', '、', '●', '◆']) {
            let range = reading.text.lines()[k].range.clone();
            draft.add_program(ProgramDraft {
                program: Program {
                    name: text::name(content),
                    project: project_at(reading, k),
                    starts_on: Some(month),
                    evidence: Evidence::new(
                        reading.text.span(range.clone()),
                        Some(reading.text.span(at)),
                    ),
                    ..Program::default()
                },
                items: Vec::new(),
                at: range.start,
            });
            return;
        }
    }
}
