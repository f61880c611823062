//! All checks of a document, in the order of the figures they are about.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Certainty, Check, CheckKind, CheckStatus, Flag, Level, LineItem, Measure, Stage,
};

use super::difference;
use super::sums::{self, Completeness};

/// Works the document's own arithmetic out again. `complete` are the ids of the projects
/// whose programmes are all listed.
pub fn checks(items: &[LineItem], complete: &BTreeSet<&str>) -> Vec<Check> {
    let mut children: BTreeMap<&str, Vec<&LineItem>> = BTreeMap::new();
    for item in items {
        if let Some(whole) = &item.part_of {
            children.entry(whole).or_default().push(item);
        }
    }
    let rows = rows(items);
    let outline = Outline::new(items);
    let mut found = Vec::new();
    for item in items {
        let parts = children.get(item.id.as_str()).map_or(&[][..], Vec::as_slice);
        found.extend(shares(item, parts));
        found.extend(agencies(item, parts));
        found.extend(requests(item, parts, &children));
        found.extend(programs(item, parts, complete.contains(item.id.as_str())));
        found.extend(accounts(item, parts));
        found.extend(charts(item, parts));
        found.extend(table_rows(item, parts));
        found.extend(ledger(item, parts));
        found.extend(changes(item, &rows));
        found.extend(projects(item, &outline));
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
fn programs(item: &LineItem, parts: &[&LineItem], is_complete: bool) -> Vec<Check> {
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
    let completeness = if is_complete { Completeness::All } else { Completeness::AtLeast };
    let themes = sum(CheckKind::ProgramsSumToProject, item, &themes, Completeness::AtLeast);
    let programs = sum(CheckKind::ProgramsSumToProject, item, &programs, completeness);
    themes.into_iter().chain(programs).collect()
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

/// The rows of a table above the one that adds them up.
fn table_rows(item: &LineItem, parts: &[&LineItem]) -> Option<Check> {
    const RULE: &str = "headline_cells";
    if item.rule != RULE || item.level != Level::Total || item.ministry.is_some() {
        return None;
    }
    let is_row = |p: &&LineItem| p.rule == RULE && p.ministry.is_none() && p.agency.is_none();
    let rows: Vec<&LineItem> = parts.iter().copied().filter(is_row).collect();
    (rows.len() >= 2).then(|| sum(CheckKind::ColumnsSum, item, &rows, Completeness::All)).flatten()
}

/// What a figure of a budget book is made of: other figures of its row, rows of its table, and
/// rows that list the same money in another way.
fn ledger(item: &LineItem, parts: &[&LineItem]) -> Vec<Check> {
    if !item.rule.starts_with("ledger_") {
        return Vec::new();
    }
    // A book that is read in part still has headings of all that it holds.
    let completeness = match item.rule.as_str() {
        "ledger_heading" => Completeness::AtLeast,
        _ => Completeness::All,
    };
    let label = |item: &LineItem| item.evidence.label.as_ref().map(|l| (l.page, l.start));
    let (across, down): (Vec<&LineItem>, Vec<&LineItem>) =
        parts.iter().copied().partition(|part| label(part) == label(item));
    let (listed, rows): (Vec<&LineItem>, Vec<&LineItem>) =
        down.into_iter().partition(|part| part.rule == "ledger_listing");
    // A listing may name only some of what a figure holds.
    let listed = sum(CheckKind::ColumnsSum, item, &listed, Completeness::AtLeast)
        .filter(|check| check.status != CheckStatus::Incomplete);
    [across, rows]
        .iter()
        .filter_map(|parts| sum(CheckKind::ColumnsSum, item, parts, completeness))
        .chain(listed)
        .collect()
}

/// The amounts of each table row.
type Rows<'i> = BTreeMap<(&'i str, u32, u64), Vec<&'i LineItem>>;

fn rows(items: &[LineItem]) -> Rows<'_> {
    let mut rows = Rows::new();
    for item in items {
        if item.measure == Measure::Amount && item.ministry.is_none() {
            rows.entry(row_of(item)).or_default().push(item);
        }
    }
    rows
}

/// A row has one label.
fn row_of(item: &LineItem) -> (&str, u32, u64) {
    let label = item.evidence.label.as_ref().map_or(item.evidence.start, |label| label.start);
    (&item.rule, item.evidence.page, label)
}

/// A change and its rate, against the amounts of the same row.
fn changes(item: &LineItem, rows: &Rows) -> Vec<Check> {
    if item.measure != Measure::Change || item.ministry.is_some() {
        return Vec::new();
    }
    let Some(row) = rows.get(&row_of(item)) else { return Vec::new() };
    // Beside amounts of its own name, others of the row are what these are made of.
    let own: Vec<&LineItem> = row.iter().copied().filter(|i| i.path == item.path).collect();
    let row = if own.len() >= 2 { &own } else { row };
    let Some((now, before)) = compared(row, item) else { return Vec::new() };
    // Of what may be another item's the document says nothing.
    if [item, now, before].iter().any(|i| i.certainty == Certainty::Ambiguous) {
        return Vec::new();
    }
    difference::change(item, now, before)
        .into_iter()
        .chain(difference::rate(item, before))
        .collect()
}

/// The two amounts of a row that its change compares: this year's, and last year's
/// initial budget, or whatever else of last year the row has; or the one of an earlier year that
/// it is the difference to, as the first of a series.
fn compared<'i>(row: &[&'i LineItem], change: &LineItem) -> Option<(&'i LineItem, &'i LineItem)> {
    if let [first, second] = row {
        // The years of both may be unknown.
        let in_order = match first.fiscal_year.cmp(&second.fiscal_year) {
            Ordering::Equal => !difference::fits(change, second, first),
            order => order == Ordering::Greater,
        };
        return Some(if in_order { (first, second) } else { (second, first) });
    }
    let now = row.iter().max_by_key(|i| (i.fiscal_year, Reverse(i.evidence.start)))?;
    let last_year = now.fiscal_year.map(|y| y - 1);
    let is_last = |i: &&&LineItem| last_year.is_some() && i.fiscal_year == last_year;
    let last: Vec<&&LineItem> = row.iter().filter(is_last).collect();
    let before = match last[..] {
        [one] => Some(one),
        _ => last.into_iter().find(|i| i.stage == Stage::Initial),
    };
    let is_base =
        |i: &&&LineItem| i.fiscal_year < now.fiscal_year && difference::fits(change, now, i);
    let base = before.filter(|before| is_base(before)).or_else(|| row.iter().find(is_base));
    Some((now, base.or(before)?))
}

/// The list of projects, and the amounts that the document names beside it.
struct Outline<'i> {
    listed: Vec<&'i LineItem>,
    beside: Vec<&'i LineItem>,
}

impl<'i> Outline<'i> {
    fn new(items: &'i [LineItem]) -> Outline<'i> {
        let whole = || items.iter().filter(|i| i.ministry.is_none() && i.agency.is_some());
        Outline {
            listed: whole().filter(|i| i.rule == "project_line").collect(),
            beside: whole()
                .filter(|i| i.rule == "running_text" && i.level == Level::Component)
                .filter(|i| i.path.len() == 1)
                .collect(),
        }
    }
}

/// The projects of an agency, with what the document names beside them, against the
/// agency's headline total.
fn projects(item: &LineItem, outline: &Outline) -> Option<Check> {
    let is_headline = item.rule.starts_with("headline_")
        && item.measure == Measure::Amount
        && item.ministry.is_none();
    if !is_headline || item.agency.is_none() {
        return None;
    }
    let same = |i: &&&LineItem| {
        i.agency == item.agency && i.fiscal_year == item.fiscal_year && i.stage == item.stage
    };
    let mut parts: Vec<&LineItem> = outline.listed.iter().filter(same).copied().collect();
    if parts.is_empty() {
        return None;
    }
    let listed = parts.len();
    parts.extend(outline.beside.iter().filter(same));
    // Only a document that names what stands beside its projects claims to be complete.
    let is_complete = parts.len() > listed;
    let completeness = if is_complete { Completeness::All } else { Completeness::AtLeast };
    sum(CheckKind::ProjectsSumToTotal, item, &parts, completeness)
}
