//! The document checked against itself: which records are parts of which, whether
//! they add up, and whether every amount is accounted for.

mod checks;
mod coverage;
mod difference;
mod identity;
mod links;
mod phrase;
mod sums;

use crate::model::Extraction;
use crate::rules::{Draft, Reading};

/// Turns what the rules made into records with ids and links, checks the document's
/// arithmetic, and accounts for every amount.
pub fn finish(reading: &Reading, mut draft: Draft, into: &mut Extraction) {
    links::settle_stage(reading, &mut draft);
    links::link(reading, &mut draft);
    let order = identity::order(reading, &draft);
    into.line_items = identity::line_items(reading, &draft, &order);
    links::same_money(&mut into.line_items);
    into.programs = identity::programs(&draft, &order, &into.line_items);
    into.checks = checks::checks(&into.line_items);
    coverage::account(reading, &draft, into);
}
