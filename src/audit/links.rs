//! Which line items are parts of which, and which print the same money twice.

use crate::model::{LineItem, Measure, Stage};
use crate::rules::{Draft, Item, Reading};

const HEADLINE: [&str; 2] = ["headline_cells", "headline_columns"];

fn is_headline(item: &Item) -> bool {
    HEADLINE.contains(&item.rule) && item.ministry.is_none() && item.measure == Measure::Amount
}

/// A list of projects prints no stage. Where the headline has several, the projects of
/// each agency, with the amounts named beside them, add up to one of its columns.
pub fn settle_stage(reading: &Reading, draft: &mut Draft) {
    let year = reading.document.fiscal_year;
    let mut agencies: Vec<String> = Vec::new();
    for item in draft.items.iter().filter(|i| is_headline(i)) {
        if let Some(agency) = item.agency.clone().filter(|a| !agencies.contains(a)) {
            agencies.push(agency);
        }
    }
    let mut settled: Option<Stage> = None;
    let mut listed: Vec<usize> = Vec::new();
    for agency in agencies {
        let parts = listed_parts(draft, &agency);
        if parts.len() < 2 {
            continue;
        }
        let yen = |i: usize| reading.amounts[draft.items[i].amount].yen();
        let slack = |i: usize| reading.amounts[draft.items[i].amount].resolution / 2;
        let Some(sum) = parts.iter().map(|&i| yen(i)).sum::<Option<i64>>() else { return };
        let tolerance: i64 = parts.iter().map(|&i| slack(i)).sum();
        let mut fitting: Vec<Stage> = (0..draft.items.len())
            .filter(|&i| {
                let item = &draft.items[i];
                is_headline(item) && item.agency.as_ref() == Some(&agency) && item.year == year
            })
            .filter(|&i| yen(i).is_some_and(|y| (y - sum).abs() <= tolerance + slack(i)))
            .map(|i| draft.items[i].stage)
            .collect();
        fitting.dedup();
        let [stage] = fitting[..] else { return };
        if settled.is_some_and(|s| s != stage) {
            return;
        }
        settled = Some(stage);
        listed.extend(parts);
    }
    let Some(stage) = settled else { return };
    for i in 0..draft.items.len() {
        let is_total = draft.items[i].rule == "project_line";
        if is_total || listed.contains(&i) {
            draft.items[i].stage = stage;
        }
    }
}

/// An agency's parts of the project list, and the amounts named beside the list.
fn listed_parts(draft: &Draft, agency: &str) -> Vec<usize> {
    (0..draft.items.len())
        .filter(|&i| {
            let item = &draft.items[i];
            let beside = item.rule == "running_text" && item.above.is_empty();
            (item.rule == "project_line" || beside)
                && item.agency.as_deref() == Some(agency)
                && item.ministry.is_none()
                && item.level != crate::model::Level::Total
        })
        .collect()
}

/// Sets `part_of` where the layout itself does not: requests within their total,
/// programmes and themes within their project.
pub fn link(reading: &Reading, draft: &mut Draft) {
    for i in 0..draft.items.len() {
        if draft.items[i].part_of.is_some() {
            continue;
        }
        let item = &draft.items[i];
        let whole = match item.rule {
            "headline_cells" | "headline_columns" => request_total(draft, item),
            "sheet_program" | "sheet_theme" => project(draft, item),
            "project_line" if item.agency.is_some() => headline(reading, draft, item),
            _ => None,
        };
        draft.items[i].part_of = whole.filter(|&w| w != i);
    }
}

/// 概算要求額 and 要望額 are parts of 概算要求・要望額.
fn request_total(draft: &Draft, item: &Item) -> Option<usize> {
    if !matches!(item.stage, Stage::Request | Stage::PriorityRequest) || item.ministry.is_some() {
        return None;
    }
    draft.items.iter().position(|whole| {
        is_headline(whole)
            && whole.stage == Stage::RequestTotal
            && whole.name == item.name
            && whole.year == item.year
    })
}

/// The project's amount that a programme or theme is a part of: that in the head of
/// its sheet, or else that in the list of projects, for the same agency.
fn project(draft: &Draft, item: &Item) -> Option<usize> {
    let project = item.above.first().unwrap_or(&item.name);
    let in_house = item.agency.as_deref() == Some("in_house");
    ["sheet_head", "project_line"].iter().find_map(|rule| {
        let fits = |whole: &Item| {
            whole.rule == *rule
                && whole.name == *project
                && whole.ministry.is_none()
                && (whole.agency.as_deref() == Some("in_house")) == in_house
        };
        let with_agency = draft.items.iter().position(|w| fits(w) && w.agency.is_some());
        with_agency.or_else(|| draft.items.iter().position(fits))
    })
}

/// A project of one agency is a part of that agency's headline total.
fn headline(reading: &Reading, draft: &Draft, item: &Item) -> Option<usize> {
    let year = reading.document.fiscal_year;
    draft.items.iter().position(|whole| {
        is_headline(whole)
            && whole.agency == item.agency
            && whole.year == year
            && whole.stage == item.stage
    })
}

/// Marks the later of two records that print the same money in two places.
pub fn same_money(items: &mut [LineItem]) {
    for later in 1..items.len() {
        if items[later].rule != "sheet_head" {
            continue;
        }
        let (before, rest) = items.split_at_mut(later);
        let item = &mut rest[0];
        let same = before.iter().find(|earlier| {
            earlier.rule == "project_line"
                && earlier.name == item.name
                && earlier.fiscal_year == item.fiscal_year
                && earlier.agency == item.agency
                && earlier.yen == item.yen
        });
        item.same_as = same.map(|earlier| earlier.id.clone());
    }
}
