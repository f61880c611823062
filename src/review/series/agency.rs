//! The agency of amounts that a document prints without one.
//!
//! A brochure of an agency does not say on each page whose money it is. Where another document
//! prints the same figure for the same item and year, and one agency only has it there, it is that
//! agency's; and the parts of an agency's amount are that agency's. Else an amount without an
//! agency stays one: it may be that of all agencies together.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{AgencyBy, Fact, Facts};
use super::name::fold;
use crate::model::{Flow, Level, Stage};

/// How deep wholes may lie in one another.
const DEPTH: usize = 8;

/// Items of one name and year.
type Key = (u32, Level, Flow, i32);

/// Sets the agency of each fact for which it is known though not printed.
pub(super) fn resolve(facts: &mut Facts) {
    by_figure(facts);
    for _ in 0..DEPTH {
        if !by_whole(facts) {
            break;
        }
    }
}

fn by_figure(facts: &mut Facts) {
    let folds = folds(facts);
    let key =
        |fact: &Fact| -> Key { (folds[fact.path as usize], fact.level, fact.flow, fact.year) };
    let mut by_name: BTreeMap<Key, Vec<u32>> = BTreeMap::new();
    for (fact, at) in facts.facts.iter().zip(0..) {
        if fact.ministry.is_none() && fact.amount().is_some() {
            by_name.entry(key(fact)).or_default().push(at);
        }
    }
    let found: Vec<Found> = by_name.values().flat_map(|at| same_figure(facts, at)).collect();
    for Found { at, agency, from } in found {
        let fact = &mut facts.facts[at as usize];
        (fact.agency, fact.agency_by) = (Some(agency), Some(AgencyBy::SameFigure(from)));
    }
}

/// An agency for the fact `at`, known from the fact `from`.
struct Found {
    at: u32,
    agency: u32,
    from: u32,
}

/// Of facts of one name and year, those without an agency whose figure one agency alone has.
fn same_figure(facts: &Facts, at: &[u32]) -> Vec<Found> {
    let all: Vec<(u32, &Fact)> = at.iter().map(|&at| (at, &facts.facts[at as usize])).collect();
    let place = |fact: &Fact| (fact.document, fact.stage);
    let with_agency: BTreeSet<(u32, Stage)> =
        all.iter().filter(|(_, f)| f.agency.is_some()).map(|(_, f)| place(f)).collect();
    // Beside an agency's amount of the same stage, one without an agency is that of all.
    let is_known = |fact: &Fact| fact.agency.is_some() || with_agency.contains(&place(fact));
    // Of copies of one document, one speaks for all.
    let mut copies = BTreeSet::new();
    let known: Vec<(u32, &Fact)> = all
        .iter()
        .copied()
        .filter(|(_, f)| is_known(f) && copies.insert((f.agency, f.yen, f.resolution)))
        .collect();
    let mut found = Vec::new();
    for (at, fact) in all.into_iter().filter(|(_, f)| !is_known(f)) {
        let same = known.iter().rev().filter(|(_, f)| f.agrees(fact));
        let agencies: BTreeMap<Option<u32>, u32> = same.map(|&(at, f)| (f.agency, at)).collect();
        if let (1, Some((&Some(agency), &from))) = (agencies.len(), agencies.first_key_value()) {
            found.push(Found { at, agency, from });
        }
    }
    found
}

/// Hands agencies down from wholes to their parts, one step. Whether there were any.
fn by_whole(facts: &mut Facts) -> bool {
    let found: Vec<(usize, u32, u32)> = facts
        .facts
        .iter()
        .enumerate()
        .filter(|(_, fact)| fact.agency.is_none())
        .filter_map(|(at, fact)| {
            Some((at, fact.whole?, facts.facts.get(fact.whole? as usize)?.agency?))
        })
        .collect();
    for &(at, whole, agency) in &found {
        let fact = &mut facts.facts[at];
        (fact.agency, fact.agency_by) = (Some(agency), Some(AgencyBy::Whole(whole)));
    }
    !found.is_empty()
}

/// For each path a number that is the same for all whose last name folds to the same.
fn folds(facts: &Facts) -> Vec<u32> {
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    let paths = 0..facts.paths.values().len();
    paths
        .map(|path| {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            let name = facts.name(u32::try_from(path).unwrap_or(u32::MAX));
            *numbers.entry(fold(name)).or_insert(next)
        })
        .collect()
}
