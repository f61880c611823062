//! Line items in document order, with ids that depend on their facts alone.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use sha2::{Digest, Sha256};

use crate::model::{Evidence, Flag, LineItem, Program};
use crate::open::hexadecimal;
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
    let LineItem { level, fiscal_year, stage, measure, flow, .. } = item;
    let LineItem { yen, yen_max, resolution, flags, .. } = item;
    let mut said = String::with_capacity(512);
    let mut add = |field: fmt::Arguments| {
        // A string takes every write.
        let _ = write!(said, "{field}\0");
    };
    for name in &item.path {
        add(format_args!("{name}"));
    }
    add(format_args!("{level:?}/{fiscal_year:?}/{stage:?}/{measure:?}/{flow:?}"));
    add(format_args!("{}", item.agency.as_deref().unwrap_or("")));
    add(format_args!("{}", item.ministry.as_deref().unwrap_or("")));
    add(format_args!("{yen:?}/{yen_max:?}/{resolution}/{flags:?}"));
    for candidate in &item.candidates {
        add(format_args!("{candidate}"));
    }
    hexadecimal(&Sha256::digest(said)[..6])
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
