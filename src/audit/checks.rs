//! All checks of a document, in the order of the figures they are about.

use std::collections::BTreeMap;

use crate::model::{Check, CheckKind, Flag, Level, LineItem, Measure, Stage};

use super::difference;
use super::sums::{self, Completeness};

/// Works the document's own arithmetic out again.
pub fn checks(items: &[LineItem]) -> Vec<Check> {
    let mut children: BTreeMap<&str, Vec<&LineItem>> = BTreeMap::new();
    for item in items {
        if let Some(whole) = &item.part_of {
            children.entry(whole).or_default().push(item);
        }
    }
    let mut found = Vec::new();
    for item in items {
        let parts = children.get(item.id.as_str()).map_or(&[][..], Vec::as_slice);
        found.extend(shares(item, parts));
        found.extend(agencies(item, parts));
        found.extend(requests(item, parts, &children));
        found.extend(programs(item, parts));
        found.extend(accounts(item, parts));
        found.extend(charts(item, parts));
        found.extend(changes(item, items));
        found.extend(projects(item, items));
    }
    found
}

fn sum(
    kind: CheckKind,
    of: &LineItem,
    parts: &[&LineItem],
    completeness: Completeness,
) -> Option<Check> {
    if parts.is_empty() { None } else { sums::check(kind, of, parts, completeness) }
}

/// Ministries' shares.
fn shares(item: &LineItem, parts: &[&LineItem]) -> Option<Check> {
    let shares: Vec<&LineItem> = parts.iter().copied().filter(|p| p.ministry.is_some()).collect();
    sum(CheckKind::SharesSumToTotal, item, &shares, Completeness::All)
}

/// `<AMED 335億円、インハウス 49億円>`
fn agencies(item: &LineItem, parts: &[&LineItem]) -> Option<Check> {
    if item.rule != "project_line" || item.agency.is_some() {
        return None;
    }
    let parts: Vec<&LineItem> = parts
        .iter()
        .copied()
        .filter(|p| p.rule == "project_line" && p.agency.is_some() && p.ministry.is_none())
        .collect();
    sum(CheckKind::ColumnsSum, item, &parts, Completeness::All)
}

/// 概算要求額 + 要望額 = 概算要求・要望額, in total and for each ministry.
fn requests<'i>(
    item: &'i LineItem,
    parts: &[&'i LineItem],
    children: &BTreeMap<&str, Vec<&'i LineItem>>,
) -> Vec<Check> {
    if item.stage != Stage::RequestTotal || item.ministry.is_some() {
        return Vec::new();
    }
    let requests: Vec<&LineItem> = parts
        .iter()
        .copied()
        .filter(|p| {
            p.ministry.is_none()
                && matches!(p.stage, Stage::Request | Stage::PriorityRequest)
                && p.rule == item.rule
        })
        .collect();
    if requests.len() != 2 {
        return Vec::new();
    }
    let mut found: Vec<Check> =
        sum(CheckKind::RequestPlusPriority, item, &requests, Completeness::All)
            .into_iter()
            .collect();
    for share in parts.iter().filter(|p| p.ministry.is_some()) {
        let of_ministry: Vec<&LineItem> = requests
            .iter()
            .filter_map(|r| children.get(r.id.as_str()))
            .flatten()
            .copied()
            .filter(|p| p.ministry == share.ministry)
            .collect();
        found.extend(sum(CheckKind::RequestPlusPriority, share, &of_ministry, Completeness::All));
    }
    found
}

/// Programmes and themes of a project, or the themes of a printed theme total.
fn programs(item: &LineItem, parts: &[&LineItem]) -> Vec<Check> {
    if !matches!(item.rule.as_str(), "sheet_head" | "project_line" | "sheet_theme") {
        return Vec::new();
    }
    let of_rule = |rule: &str| -> Vec<&LineItem> {
        parts.iter().copied().filter(|p| p.rule == rule && p.ministry.is_none()).collect()
    };
    let themes = of_rule("sheet_theme");
    let mut programs: Vec<&LineItem> = Vec::new();
    for part in of_rule("sheet_program") {
        let is_pot = part.flags.contains(&Flag::Within)
            && programs.iter().any(|p| p.flags.contains(&Flag::Within) && p.yen == part.yen);
        // A listing again, and a pot that is printed for each of its parts, count once.
        if !part.flags.contains(&Flag::Repeated) && !is_pot {
            programs.push(part);
        }
    }
    [themes, programs]
        .iter()
        .filter_map(|parts| {
            sum(CheckKind::ProgramsSumToProject, item, parts, Completeness::AtLeast)
        })
        .collect()
}

/// Parts of an account, to the thousand yen.
fn accounts(item: &LineItem, parts: &[&LineItem]) -> Option<Check> {
    (item.rule == "account_statement")
        .then(|| sum(CheckKind::AccountSums, item, parts, Completeness::All))
        .flatten()
}

/// The parts of a chart.
fn charts(item: &LineItem, parts: &[&LineItem]) -> Option<Check> {
    (item.rule == "amount_and_count" && item.level == Level::Total)
        .then(|| sum(CheckKind::ColumnsSum, item, parts, Completeness::All))
        .flatten()
}

/// A change and its rate, against the amounts of the same row.
fn changes(item: &LineItem, items: &[LineItem]) -> Vec<Check> {
    if item.measure != Measure::Change || item.ministry.is_some() {
        return Vec::new();
    }
    let row: Vec<&LineItem> = items
        .iter()
        .filter(|i| {
            i.rule == item.rule
                && i.evidence.line == item.evidence.line
                && i.evidence.page == item.evidence.page
                && i.measure == Measure::Amount
                && i.ministry.is_none()
        })
        .collect();
    let [now, before] = row[..] else { return Vec::new() };
    difference::change(item, now, before)
        .into_iter()
        .chain(difference::rate(item, before))
        .collect()
}

/// The projects of an agency, with what the document names beside them, against the
/// agency's headline total.
fn projects(item: &LineItem, items: &[LineItem]) -> Option<Check> {
    let is_headline = item.rule.starts_with("headline_")
        && item.measure == Measure::Amount
        && item.ministry.is_none();
    if !is_headline || item.agency.is_none() {
        return None;
    }
    let same = |i: &&LineItem| {
        i.agency == item.agency
            && i.fiscal_year == item.fiscal_year
            && i.stage == item.stage
            && i.ministry.is_none()
    };
    let listed: Vec<&LineItem> =
        items.iter().filter(|i| i.rule == "project_line").filter(same).collect();
    if listed.is_empty() {
        return None;
    }
    let beside: Vec<&LineItem> = items
        .iter()
        .filter(|i| i.rule == "running_text" && i.level == Level::Component && i.path.len() == 1)
        .filter(same)
        .collect();
    // Only a document that names what stands beside its projects claims to be complete.
    let completeness = if beside.is_empty() { Completeness::AtLeast } else { Completeness::All };
    let parts: Vec<&LineItem> = listed.into_iter().chain(beside).collect();
    sum(CheckKind::ProjectsSumToTotal, item, &parts, completeness)
}
