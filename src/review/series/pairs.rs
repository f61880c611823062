//! Pairs of groups whose names may be one item's. Each group is filed under what a renaming
//! leaves as it was, so that only groups of one file are compared.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Facts;
use super::group::Group;
use super::name::{Parts, fold, members};
use super::renaming::{Renaming, Sureness, renaming, rests};
use super::stated::older_names;
use crate::model::Level;

/// A file with more groups than this tells nothing, and is not searched.
const CROWD: usize = 500;

/// The shortest name that is taken for the same under another heading: 計 or その他 is not.
const NAME: usize = 5;

/// The longest time between the last year of one name and the first of the next: that of a
/// medium-term plan (中期計画).
const GAP: i32 = 5;

/// Two groups that may be one item's, the older first.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub(super) older: usize,
    pub(super) newer: usize,
    pub(super) sureness: Sureness,
    pub(super) reason: String,
}

/// All pairs of groups of one level, in the order of their sureness.
pub(super) fn pairs(all: &Facts, groups: &[Group]) -> Vec<Pair> {
    let mut found: BTreeMap<(usize, usize), Pair> = BTreeMap::new();
    let mut add = |pair: Pair| {
        let known = found.entry((pair.older, pair.newer)).or_insert_with(|| pair.clone());
        if pair.sureness < known.sureness {
            *known = pair;
        }
    };
    stated(all, groups).into_iter().for_each(&mut add);
    same_name(all, groups).into_iter().for_each(&mut add);
    renamed(all, groups).into_iter().for_each(&mut add);
    let mut pairs: Vec<Pair> = found.into_values().collect();
    pairs.sort_by_key(|p| (p.sureness, p.older, p.newer));
    pairs
}

/// The two in the order of time: by the latest document that has each.
fn in_order(groups: &[Group], a: usize, b: usize) -> (usize, usize) {
    let age = |i: usize| (groups[i].latest, groups[i].last_year(), groups[i].first_year(), i);
    if age(a) <= age(b) { (a, b) } else { (b, a) }
}

/// What texts and names say: 旧○○.
fn stated(all: &Facts, groups: &[Group]) -> Vec<Pair> {
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, group) in groups.iter().enumerate() {
        by_name.entry(&group.key.name).or_default().push(i);
    }
    let by_names = groups.iter().enumerate().flat_map(|(i, group)| {
        older_names(all.name(group.path)).into_iter().map(move |older| (fold(&older), i))
    });
    let by_texts = all.stated.iter().flat_map(|(older, newer)| {
        let newer = by_name.get(fold(newer).as_str());
        newer.into_iter().flatten().map(|&i| (fold(older), i))
    });
    let mut pairs = Vec::new();
    for (older, newer) in by_names.chain(by_texts) {
        for &older in by_name.get(older.as_str()).into_iter().flatten().take(CROWD) {
            let (a, b) = (&groups[older].key, &groups[newer].key);
            if older != newer && (a.agency, a.flow) == (b.agency, b.flow) {
                let name = all.name(groups[older].path);
                let reason = format!("the documents say that it was {name}");
                pairs.push(Pair { older, newer, sureness: Sureness::Stated, reason });
            }
        }
    }
    pairs
}

/// The same name under another heading, or once with and once without an agency.
fn same_name(all: &Facts, groups: &[Group]) -> Vec<Pair> {
    let mut elsewhere: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    let mut agencies: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (i, group) in groups.iter().enumerate() {
        let key = &group.key;
        // What a component is, only the item says that it is a part of.
        if key.level != Level::Component && key.name.chars().count() >= NAME {
            elsewhere.entry((key.flow, key.agency, &key.name)).or_default().push(i);
            agencies.entry((key.flow, &key.parent, &key.name)).or_default().push(i);
        }
    }
    let above = |group: &Group| -> String {
        let path = all.paths.get(group.path);
        let names = path[..path.len().saturating_sub(1)].iter().map(|&name| all.names.get(name));
        names.map(String::as_str).collect::<Vec<_>>().join(" > ")
    };
    let mut pairs = Vec::new();
    for (a, b) in elsewhere.values().flat_map(|file| couples(file)) {
        let (older, newer) = in_order(groups, a, b);
        let reason = match above(&groups[older]).as_str() {
            "" => "the same name, without a heading".to_owned(),
            path => format!("the same name under {path}"),
        };
        pairs.push(Pair { older, newer, sureness: Sureness::SameName, reason });
    }
    for (a, b) in agencies.values().flat_map(|file| couples(file)) {
        let (older, newer) = in_order(groups, a, b);
        let reason = match (groups[older].key.agency, groups[newer].key.agency) {
            (None, Some(_)) => "the same name, without an agency",
            (Some(_), None) => "the same name, with an agency",
            _ => continue,
        };
        let reason = reason.to_owned();
        pairs.push(Pair { older, newer, sureness: Sureness::SameName, reason });
    }
    pairs
}

/// Other names under the same heading.
fn renamed(all: &Facts, groups: &[Group]) -> Vec<Pair> {
    let mut files: BTreeMap<(_, String), Vec<usize>> = BTreeMap::new();
    for (i, group) in groups.iter().enumerate() {
        let key = &group.key;
        for left in what_stays(all.name(group.path)) {
            let file = files.entry(((key.flow, key.agency, &key.parent), left)).or_default();
            file.push(i);
        }
    }
    let mut seen: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut pairs = Vec::new();
    for (a, b) in files.values().flat_map(|file| couples(file)) {
        let (older, newer) = in_order(groups, a, b);
        // Most share a year in a document: that is cheaper to see than how their names differ.
        let may_fit = || groups[older].fits(&groups[newer], Sureness::Light, all);
        if !seen.insert((older, newer)) || !may_fit() {
            continue;
        }
        let name = all.name(groups[older].path);
        if let Some(Renaming { sureness, change }) = renaming(name, all.name(groups[newer].path)) {
            let is_joint = members(name).nth(1).is_some();
            let reason = if is_joint { change } else { format!("was {name}: {change}") };
            pairs.push(Pair { older, newer, sureness, reason });
        }
    }
    pairs
}

/// What the known ways of renaming leave of a name, one of which two names must share.
fn what_stays(name: &str) -> BTreeSet<String> {
    let count = members(name).count();
    if count > 1 {
        return BTreeSet::from([format!("together {count}")]);
    }
    let parts = Parts::new(name);
    let listed = parts.brackets.iter().flat_map(|b| [b.as_str()].into_iter().chain(b.split('、')));
    let mut left: BTreeSet<String> = listed.map(|name| Parts::new(name).plain()).collect();
    if let Some((_, rest)) = parts.folded.split_once('(') {
        // An abbreviation stands for what is printed in front of it.
        left.insert(Parts::new(&rest.replacen(')', "", 1)).plain());
    }
    left.extend(rests(&parts).into_iter().map(|(rest, _)| format!("rest {rest}")));
    let core = parts.plain();
    let head: String = core.chars().take(2).collect();
    left.extend([core, format!("head {head}")]);
    left
}

/// All couples of a file, if it is not too crowded to tell anything.
fn couples(file: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    let file = if file.len() > CROWD { &[] } else { file };
    file.iter().enumerate().flat_map(|(i, &a)| file[i + 1..].iter().map(move |&b| (a, b)))
}

/// Whether one name ends when the other begins: no year between them has any amount under the
/// same heading, and they are not too far apart.
pub(super) fn are_neighbours(years: &BTreeSet<i32>, last: i32, first: i32) -> bool {
    let between = last.saturating_add(1)..first.max(last.saturating_add(1));
    first >= last && first.saturating_sub(last) <= GAP && years.range(between).next().is_none()
}
