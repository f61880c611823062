//! Which line items are parts of which, and which print the same money twice.

use std::collections::BTreeMap;

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

/// Items that others may be parts of, by what is looked for.
struct Wholes {
    /// Requests in total: by name and year.
    requests: BTreeMap<(String, Option<i32>), usize>,
    /// Projects: by name and whether the money is in-house. The head of a sheet goes
    /// before a line of the list, an amount with its agency before one without.
    projects: BTreeMap<(String, bool), usize>,
    /// Headline totals of the document's own year: by agency and stage.
    headlines: BTreeMap<(Option<String>, Stage), usize>,
}

impl Wholes {
    fn new(reading: &Reading, draft: &Draft) -> Wholes {
        let mut wholes = Wholes {
            requests: BTreeMap::new(),
            projects: BTreeMap::new(),
            headlines: BTreeMap::new(),
        };
        let rank = |item: &Item| (item.rule == "sheet_head", item.agency.is_some());
        for (i, item) in draft.items.iter().enumerate() {
            if is_headline(item) {
                if item.stage == Stage::RequestTotal {
                    wholes.requests.entry((item.name.clone(), item.year)).or_insert(i);
                }
                if item.year == reading.document.fiscal_year {
                    wholes.headlines.entry((item.agency.clone(), item.stage)).or_insert(i);
                }
            }
            let is_project = matches!(item.rule, "sheet_head" | "project_line");
            if is_project && item.ministry.is_none() {
                let in_house = item.agency.as_deref() == Some("in_house");
                let known = wholes.projects.entry((item.name.clone(), in_house)).or_insert(i);
                if rank(item) > rank(&draft.items[*known]) {
                    *known = i;
                }
            }
        }
        wholes
    }

    /// What the layout does not say but the record model does: 概算要求額 and 要望額 are
    /// parts of 概算要求・要望額, programmes and themes of their project's amount for the
    /// same agency, and a project that one agency spends of that agency's total.
    fn of(&self, item: &Item) -> Option<usize> {
        match item.rule {
            "headline_cells" | "headline_columns" => {
                let is_part = matches!(item.stage, Stage::Request | Stage::PriorityRequest)
                    && item.ministry.is_none();
                is_part.then(|| self.requests.get(&(item.name.clone(), item.year)).copied())?
            }
            "sheet_program" | "sheet_theme" => {
                let project = item.above.first().unwrap_or(&item.name);
                let in_house = item.agency.as_deref() == Some("in_house");
                self.projects.get(&(project.clone(), in_house)).copied()
            }
            "project_line" if item.agency.is_some() => {
                self.headlines.get(&(item.agency.clone(), item.stage)).copied()
            }
            _ => None,
        }
    }
}

/// Sets `part_of` where no rule did.
pub fn link(reading: &Reading, draft: &mut Draft) {
    let wholes = Wholes::new(reading, draft);
    for i in 0..draft.items.len() {
        if draft.items[i].part_of.is_none() {
            draft.items[i].part_of = wholes.of(&draft.items[i]).filter(|&w| w != i);
        }
    }
}

/// Marks the later of two records that print the same money in two places.
pub fn same_money(items: &mut [LineItem]) {
    let facts = |item: &LineItem| {
        (item.name.clone(), item.fiscal_year, item.agency.clone(), item.yen, item.ministry.clone())
    };
    let mut listed: BTreeMap<_, String> = BTreeMap::new();
    // A budget book prints its 款 in several tables, and over each of their own.
    let mut book: BTreeMap<_, (String, _)> = BTreeMap::new();
    for item in items {
        if item.rule.starts_with("ledger_") && item.measure == Measure::Amount {
            let facts = (item.path.clone(), item.fiscal_year, item.flow, item.yen);
            let place = (item.rule.clone(), item.evidence.page);
            match book.get(&facts) {
                // Two rows of one table may well be alike.
                Some((_, first)) if *first == place => {}
                Some((id, _)) => item.same_as = Some(String::clone(id)),
                None => _ = book.insert(facts, (item.id.clone(), place)),
            }
        } else if item.rule == "project_line" {
            listed.entry(facts(item)).or_insert_with(|| item.id.clone());
        } else if item.rule == "sheet_head" {
            item.same_as = listed.get(&facts(item)).cloned();
        }
    }
}
