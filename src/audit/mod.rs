//! The document checked against itself: which records are parts of which, whether
//! they add up, and whether every amount is accounted for.

mod checks;
mod coverage;
mod difference;
mod identity;
mod links;
mod sums;

use crate::model::Extraction;
use crate::rules::{Draft, Reading};

/// Turns what the rules made into records with ids and links, checks the document's
/// arithmetic, and accounts for every amount.
pub fn finish(reading: &Reading, mut draft: Draft, into: &mut Extraction) {
    links::settle_stage(reading, &mut draft);
    links::link(reading, &mut draft);
    coverage::account(reading, &draft, into);
    let order = identity::order(reading, &draft);
    let Draft { items, programs, complete, .. } = draft;
    let (line_items, ids) = identity::line_items(reading, items, &order);
    into.line_items = line_items;
    links::same_money(&mut into.line_items);
    into.programs = identity::programs(programs, &order, &into.line_items);
    let complete = complete.iter().map(|&i| ids[i].as_str()).collect();
    into.checks = checks::checks(&into.line_items, &complete);
}
