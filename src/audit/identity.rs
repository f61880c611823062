//! Line items in document order, with ids that depend on their facts alone.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::model::{Evidence, Flag, LineItem, Program};
use crate::rules::{Draft, Item, Reading, yen_of};

/// The positions of the draft's items in document order.
pub fn order(reading: &Reading, draft: &Draft) -> Vec<usize> {
    let mut order: Vec<usize> = (0..draft.items.len()).collect();
    order.sort_by_key(|&i| reading.amounts[draft.items[i].amount].range.start);
    order
}

/// The line items of a draft, in document order; and for each of its items the id.
pub fn line_items(
    reading: &Reading,
    draft: &Draft,
    order: &[usize],
) -> (Vec<LineItem>, Vec<String>) {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let mut ids = vec![String::new(); draft.items.len()];
    let mut items: Vec<LineItem> = order
        .iter()
        .map(|&i| {
            let mut item = line_item(reading, &draft.items[i]);
            let facts = facts(&item);
            let times = seen.entry(facts.clone()).or_insert(0);
            *times += 1;
            // The same facts printed again are told apart by how often they were seen.
            item.id = if *times == 1 { facts } else { format!("{facts}-{times}") };
            ids[i].clone_from(&item.id);
            item
        })
        .collect();
    for (item, &i) in items.iter_mut().zip(order) {
        item.part_of = draft.items[i].part_of.map(|whole| ids[whole].clone());
    }
    (items, ids)
}

fn line_item(reading: &Reading, item: &Item) -> LineItem {
    let amount = &reading.amounts[item.amount];
    let mut flags: Vec<Flag> = item.flags.clone();
    flags.extend(amount.flags.iter().copied());
    flags.sort();
    flags.dedup();
    let (yen, yen_max) = yen_of(&amount.figure, &flags);
    let mut path = item.above.clone();
    path.push(item.name.clone());
    let label = item.label.clone().map(|range| reading.text.span(range));
    LineItem {
        id: String::new(),
        name: item.name.clone(),
        path,
        level: item.level,
        fiscal_year: item.year,
        stage: item.stage,
        measure: item.measure,
        flow: item.flow,
        agency: item.agency.clone(),
        ministry: item.ministry.clone(),
        yen,
        yen_max,
        resolution: amount.resolution,
        rate: item.rate.clone(),
        count: item.count.clone(),
        part_of: None,
        same_as: None,
        flags,
        certainty: item.certainty,
        candidates: item.candidates.clone(),
        rule: item.rule.to_owned(),
        evidence: Evidence::new(reading.text.span(amount.range.clone()), label),
    }
}

/// A digest of what a record says, without where it says it.
fn facts(item: &LineItem) -> String {
    let mut hash = Sha256::new();
    let mut add = |field: &str| {
        hash.update(field.as_bytes());
        hash.update([0]);
    };
    for name in &item.path {
        add(name);
    }
    add(&format!(
        "{:?}/{:?}/{:?}/{:?}/{:?}",
        item.level, item.fiscal_year, item.stage, item.measure, item.flow
    ));
    add(item.agency.as_deref().unwrap_or(""));
    add(item.ministry.as_deref().unwrap_or(""));
    add(&format!("{:?}/{:?}/{}/{:?}", item.yen, item.yen_max, item.resolution, item.flags));
    for candidate in &item.candidates {
        add(candidate);
    }
    hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// The programmes of a draft in document order, with the ids of their line items.
pub fn programs(draft: &Draft, order: &[usize], items: &[LineItem]) -> Vec<Program> {
    let mut place = vec![0; draft.items.len()];
    for (at, &i) in order.iter().enumerate() {
        place[i] = at;
    }
    let mut drafts: Vec<_> = draft.programs.iter().collect();
    drafts.sort_by_key(|p| p.at);
    drafts
        .into_iter()
        .map(|p| {
            let mut places: Vec<usize> = p.items.iter().map(|&i| place[i]).collect();
            places.sort_unstable();
            let mut program = p.program.clone();
            program.line_item_ids = places.into_iter().map(|at| items[at].id.clone()).collect();
            program
        })
        .collect()
}
