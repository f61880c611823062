//! Checks of two documents, paired and compared.

use super::changes::CheckChange;
use super::items::ItemPairs;
use super::pairs::{Pairs, Reason, Several};
use crate::model::{Check, CheckKind, Extraction};
use crate::review::arithmetic::Items;

/// The checks that changed, the gravest first.
pub(super) fn changes(old: &Extraction, new: &Extraction, items: &ItemPairs) -> Vec<CheckChange> {
    // The old checks in the words of the new document.
    let moved = |check: &Check| Check {
        of: items.new_id(&check.of).to_owned(),
        parts: check.parts.iter().map(|id| items.new_id(id).to_owned()).collect(),
        ..check.clone()
    };
    let before: Vec<Check> = old.checks.iter().map(|check| meaning(moved(check))).collect();
    let after: Vec<Check> = new.checks.iter().map(|check| meaning(check.clone())).collect();

    let mut pairs = Pairs::new(before.len(), after.len());
    let same = |c: &Check| (c.kind, c.of.clone(), c.parts.clone());
    let all =
        |c: &Check| (same(c), c.status, c.expected.clone(), c.actual.clone(), c.tolerance.clone());
    let of = |c: &Check| (c.kind, c.of.clone());
    pairs.pass(
        Reason::SameFacts,
        Several::InOrder,
        |i| Some(all(&before[i])),
        |j| Some(all(&after[j])),
    );
    pairs.pass(
        Reason::SameItem,
        Several::IfAsMany,
        |i| Some(same(&before[i])),
        |j| Some(same(&after[j])),
    );
    pairs.pass(
        Reason::SameName,
        Several::IfAsMany,
        |i| Some(of(&before[i])),
        |j| Some(of(&after[j])),
    );

    let (old_items, new_items) = (Items::new(&old.line_items), Items::new(&new.line_items));
    let was = |i: usize| Some(old_items.arithmetic(&old.checks[i]));
    let is = |j: usize| Some(new_items.arithmetic(&new.checks[j]));
    let mut found: Vec<CheckChange> = pairs
        .pairs()
        .filter(|&(i, j, _)| before[i] != after[j])
        .map(|(i, j, _)| CheckChange::new(was(i), is(j)))
        .collect();
    found.extend(pairs.added().map(|j| CheckChange::new(None, is(j))));
    found.extend(pairs.gone().map(|i| CheckChange::new(was(i), None)));
    found.sort_by_key(|change| change.event);
    found
}

/// What a check says: the order of summands is that of the document, and the sentence
/// is about figures that are compared themselves.
fn meaning(mut check: Check) -> Check {
    if !matches!(check.kind, CheckKind::ChangeIsDifference | CheckKind::RateIsChangeOverBase) {
        check.parts.sort();
    }
    Check { message: None, ..check }
}
