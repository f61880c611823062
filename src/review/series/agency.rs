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
    let mut found: Vec<(u32, u32, u32)> = Vec::new();
    for at in by_name.values() {
        let all: Vec<(u32, &Fact)> = at.iter().map(|&at| (at, &facts.facts[at as usize])).collect();
        // Of copies of one document, one speaks for all.
        let mut printed: BTreeMap<(Option<u32>, Option<i64>, i64), (u32, &Fact)> = BTreeMap::new();
        let mut with_agency: BTreeSet<(u32, Stage)> = BTreeSet::new();
        for &(at, fact) in &all {
            printed.entry((fact.agency, fact.yen, fact.resolution)).or_insert((at, fact));
            if fact.agency.is_some() {
                with_agency.insert((fact.document, fact.stage));
            }
        }
        // Beside an agency's amount of the same stage, one without an agency is that of all.
        let is_whole =
            |f: &Fact| f.agency.is_none() && with_agency.contains(&(f.document, f.stage));
        let wholes: BTreeMap<(Option<i64>, i64), &Fact> = all
            .iter()
            .filter(|(_, f)| is_whole(f))
            .map(|&(_, f)| ((f.yen, f.resolution), f))
            .collect();
        for &(at, fact) in &all {
            let is_taken = fact.agency.is_some() || is_whole(fact);
            if is_taken || wholes.values().any(|whole| whole.agrees(fact)) {
                continue;
            }
            let same = printed.values().filter(|(_, f)| f.agency.is_some() && f.agrees(fact));
            let agencies: BTreeMap<u32, u32> =
                same.filter_map(|&(from, f)| Some((f.agency?, from))).collect();
            if let (1, Some((&agency, &from))) = (agencies.len(), agencies.first_key_value()) {
                found.push((at, agency, from));
            }
        }
    }
    for (at, agency, from) in found {
        let fact = &mut facts.facts[at as usize];
        (fact.agency, fact.agency_by) = (Some(agency), Some(AgencyBy::SameFigure(from)));
    }
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
