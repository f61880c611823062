//! Line items in document order, with ids that depend on their facts alone.

use std::collections::BTreeMap;
use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::model::{Evidence, Flag, LineItem, Program};
use crate::open::hexadecimal;
use crate::rules::{Draft, Item, ProgramDraft, Reading, yen_of};

/// The positions of the draft's items in document order, each once.
pub fn order(reading: &Reading, draft: &Draft) -> Vec<usize> {
    let mut order: Vec<usize> = (0..draft.items.len()).collect();
    order.sort_by_key(|&i| reading.amounts[draft.items[i].amount].range.start);
    order
}

/// The line items of a draft, in document order; and for each of its items the id.
pub fn line_items(
    reading: &Reading,
    items: Vec<Item>,
    order: &[usize],
) -> (Vec<LineItem>, Vec<String>) {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let mut ids = vec![String::new(); items.len()];
    let wholes: Vec<Option<usize>> = items.iter().map(|item| item.part_of).collect();
    let mut items: Vec<Option<Item>> = items.into_iter().map(Some).collect();
    let mut items: Vec<LineItem> = order
        .iter()
        .filter_map(|&i| {
            let mut item = line_item(reading, items[i].take()?);
            let facts = facts(&item);
            let times = seen.entry(facts.clone()).or_insert(0);
            *times += 1;
            // The same facts printed again are told apart by how often they were seen.
            item.id = if *times == 1 { facts } else { format!("{facts}-{times}") };
            ids[i].clone_from(&item.id);
            Some(item)
        })
        .collect();
    for (item, &i) in items.iter_mut().zip(order) {
        item.part_of = wholes[i].map(|whole| ids[whole].clone());
    }
    (items, ids)
}

fn line_item(reading: &Reading, item: Item) -> LineItem {
    let amount = &reading.amounts[item.amount];
    let mut flags: Vec<Flag> = item.flags;
    flags.extend(amount.flags.iter().copied());
    flags.sort();
    flags.dedup();
    let (yen, yen_max) = yen_of(&amount.figure, &flags);
    let mut path = item.above;
    path.push(item.name.clone());
    let label = item.label.map(|range| reading.text.span(range));
    LineItem {
        id: String::new(),
        name: item.name,
        path,
        level: item.level,
        fiscal_year: item.year,
        stage: item.stage,
        measure: item.measure,
        flow: item.flow,
        agency: item.agency,
        ministry: item.ministry,
        yen,
        yen_max,
        resolution: amount.resolution,
        rate: item.rate,
        count: item.count,
        part_of: None,
        same_as: None,
        flags,
        certainty: item.certainty,
        candidates: item.candidates,
        rule: item.rule.to_owned(),
        evidence: Evidence::new(reading.text.span(amount.range.clone()), label),
    }
}

/// A digest of what a record says, without where it says it.
fn facts(item: &LineItem) -> String {
    let LineItem { level, fiscal_year, stage, measure, flow, .. } = item;
    let LineItem { yen, yen_max, resolution, flags, .. } = item;
    let mut said = String::with_capacity(512);
    let add = |said: &mut String, field: &str| {
        said.push_str(field);
        said.push('\0');
    };
    for name in &item.path {
        add(&mut said, name);
    }
    // A string takes every write.
    let _ = write!(said, "{level:?}/{fiscal_year:?}/{stage:?}/{measure:?}/{flow:?}\0");
    add(&mut said, item.agency.as_deref().unwrap_or(""));
    add(&mut said, item.ministry.as_deref().unwrap_or(""));
    let _ = write!(said, "{yen:?}/{yen_max:?}/{resolution}/{flags:?}\0");
    for candidate in &item.candidates {
        add(&mut said, candidate);
    }
    hexadecimal(&Sha256::digest(said)[..6])
}

/// The programmes of a draft in document order, with the ids of their line items.
pub fn programs(
    mut drafts: Vec<ProgramDraft>,
    order: &[usize],
    items: &[LineItem],
) -> Vec<Program> {
    let mut place = vec![0; order.len()];
    for (at, &i) in order.iter().enumerate() {
        place[i] = at;
    }
    drafts.sort_by_key(|p| p.at);
    drafts
        .into_iter()
        .map(|p| {
            let mut places: Vec<usize> = p.items.iter().map(|&i| place[i]).collect();
            places.sort_unstable();
            let mut program = p.program;
            program.line_item_ids = places.into_iter().map(|at| items[at].id.clone()).collect();
            program
        })
        .collect()
}
