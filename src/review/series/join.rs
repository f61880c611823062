//! Groups of facts to items: the surest pairs first, one to one, and no tie is decided.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Fact, Facts};
use super::group::{Group, Key};
use super::name::{fold, is_sum};
use super::pairs::{Pair, are_neighbours, pairs};
use super::renaming::Sureness;
use crate::model::Level;

/// Between names of a path that are compared as one.
const BELOW: &str = "\u{1f}";

/// The groups of one item, and why each is the item's.
#[derive(Debug)]
pub(super) struct Joined {
    /// Each group with the reasons that lead from it to the latest; none for the latest itself.
    pub(super) groups: Vec<(Group, Vec<String>)>,
}

impl Joined {
    /// The group of the latest document.
    pub(super) fn latest(&self) -> &Group {
        let groups = self.groups.iter().map(|(group, _)| group);
        groups.max_by_key(|group| group.latest).unwrap_or(&self.groups[0].0)
    }
}

/// A pair that was not decided: the two items by their position, and why.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) older: usize,
    pub(super) newer: usize,
    pub(super) reason: String,
}

/// All items, and the pairs that are left open.
pub(super) fn join(all: &Facts) -> (Vec<Joined>, Vec<Open>) {
    let mut items = Vec::new();
    let mut open = Vec::new();
    // How names of the levels above are written in the latest document.
    let mut latest: BTreeMap<String, String> = BTreeMap::new();
    for level in [Level::Total, Level::Project, Level::Theme, Level::Program, Level::Component] {
        let groups = groups(all, level, &latest);
        let mut level = Joining::new(all, groups);
        level.run();
        let before = items.len();
        let (joined, left) = level.finish();
        open.extend(left.into_iter().map(|o| Open {
            older: before + o.older,
            newer: before + o.newer,
            ..o
        }));
        for (name, now) in renamed(&joined) {
            latest.insert(name, now);
        }
        items.extend(joined);
    }
    (items, open)
}

/// The groups of one level, in the order of their keys.
fn groups(all: &Facts, level: Level, latest: &BTreeMap<String, String>) -> Vec<Group> {
    let mut keys: BTreeMap<u32, (String, String)> = BTreeMap::new();
    let mut facts: BTreeMap<Key, Vec<u32>> = BTreeMap::new();
    for (fact, at) in all.facts.iter().zip(0..).filter(|(fact, _)| fact.level == level) {
        let (parent, name) = keys.entry(fact.path).or_insert_with(|| {
            let mut names: Vec<String> = all
                .paths
                .get(fact.path)
                .iter()
                .map(|&name| fold(all.names.get(name)))
                .map(|name| latest.get(&name).cloned().unwrap_or(name))
                .collect();
            names.pop();
            (names.join(BELOW), fold(all.name(fact.path)))
        });
        let (mut parent, name) = (parent.clone(), name.clone());
        if let Some(publisher) = publisher(all, fact, &name) {
            parent = format!("{publisher}{BELOW}{BELOW}{parent}");
        }
        let key = Key { level, flow: fact.flow, agency: fact.agency, parent, name };
        facts.entry(key).or_default().push(at);
    }
    facts.into_iter().map(|(key, facts)| Group::new(all, key, facts)).collect()
}

/// Of a sum or a component without an agency, whose it is: every publisher has such, and only the
/// title of the document tells them apart. Of a sum, a document without a title stands alone.
fn publisher<'a>(all: &'a Facts, fact: &Fact, name: &str) -> Option<&'a str> {
    let document = all.document(fact);
    match (fact.agency, &document.family) {
        (None, Some(family)) if is_sum(name) || fact.level == Level::Component => Some(family),
        (None, None) if is_sum(name) => Some(&document.stem),
        _ => None,
    }
}

/// Older names with the latest, where all items of the older name agree on it.
fn renamed(items: &[Joined]) -> Vec<(String, String)> {
    let mut now: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for item in items {
        let latest = item.groups.iter().find(|(_, reasons)| reasons.is_empty());
        let Some((latest, _)) = latest else { continue };
        for (group, _) in &item.groups {
            now.entry(&group.key.name).or_default().insert(&latest.key.name);
        }
    }
    now.into_iter()
        .filter_map(|(name, now)| match now.into_iter().collect::<Vec<_>>()[..] {
            [latest] if latest != name => Some((name.to_owned(), latest.to_owned())),
            _ => None,
        })
        .collect()
}

/// The groups of one level while they are joined.
struct Joining<'a> {
    all: &'a Facts,
    groups: Vec<Group>,
    pairs: Vec<Pair>,
    /// For each group the set that it is in, and for each set its groups.
    set_of: Vec<usize>,
    sets: Vec<Vec<usize>>,
    /// For each group the next later one of its item, and why.
    next: Vec<Option<(usize, String)>>,
    /// The years that have amounts under one heading.
    years: BTreeMap<(Option<u32>, String), BTreeSet<i32>>,
    open: BTreeMap<(usize, usize), String>,
}

impl<'a> Joining<'a> {
    fn new(all: &'a Facts, groups: Vec<Group>) -> Self {
        let mut years: BTreeMap<_, BTreeSet<i32>> = BTreeMap::new();
        for group in &groups {
            let heading = (group.key.agency, group.key.parent.clone());
            years.entry(heading).or_default().extend(&group.years);
        }
        let pairs = pairs(all, &groups);
        let sets: Vec<Vec<usize>> = (0..groups.len()).map(|i| vec![i]).collect();
        let set_of = (0..groups.len()).collect();
        let next = vec![None; groups.len()];
        Joining { all, groups, pairs, set_of, sets, next, years, open: BTreeMap::new() }
    }

    fn run(&mut self) {
        let steps: BTreeSet<Sureness> = self.pairs.iter().map(|p| p.sureness).collect();
        for sureness in steps {
            while sureness != Sureness::Among && self.step(sureness) {}
            for ((older, newer), (_, at)) in self.fitting(sureness) {
                let pair = &self.pairs[at];
                if pair.sureness == sureness {
                    let why = match sureness {
                        Sureness::Among => "its amounts are no longer its own",
                        _ if self.is_fresh(newer) => "the newer is called new",
                        _ => "another pair fits as well",
                    };
                    let places = (self.sets[older][0], self.sets[newer][0]);
                    self.open.insert(places, format!("{}; but {why}", pair.reason));
                }
            }
        }
    }

    /// Joins what fits one to one. Whether anything was.
    fn step(&mut self, sureness: Sureness) -> bool {
        let fitting = self.fitting(sureness);
        // For each set the nearest later and the nearest earlier one, and how many there are.
        let mut after: BTreeMap<usize, (i32, u32)> = BTreeMap::new();
        let mut before: BTreeMap<usize, (i32, u32)> = BTreeMap::new();
        for (&(older, newer), &(gap, _)) in &fitting {
            for (near, set) in [(&mut after, older), (&mut before, newer)] {
                let best = near.entry(set).or_insert((gap, 0));
                match gap.cmp(&best.0) {
                    Ordering::Less => *best = (gap, 1),
                    Ordering::Equal => best.1 += 1,
                    Ordering::Greater => {}
                }
            }
        }
        let mut any = false;
        for ((older, newer), (gap, at)) in fitting {
            let is_only = after[&older] == (gap, 1) && before[&newer] == (gap, 1);
            // A set that was joined a moment ago waits for the next step.
            let is_there = !self.sets[older].is_empty() && !self.sets[newer].is_empty();
            if is_only
                && is_there
                && (sureness == Sureness::Stated || !self.is_fresh(newer))
                && self.fit(older, newer, self.pairs[at].sureness)
            {
                self.unite(older, newer, at);
                any = true;
            }
        }
        any
    }

    /// The pairs of sets that may be one, up to this sureness: how many years apart, and the pair
    /// of groups that says so.
    fn fitting(&self, sureness: Sureness) -> BTreeMap<(usize, usize), (i32, usize)> {
        let mut fitting: BTreeMap<(usize, usize), (i32, usize)> = BTreeMap::new();
        for (at, pair) in self.pairs.iter().enumerate().filter(|(_, p)| p.sureness <= sureness) {
            let (older, newer) = (self.set_of[pair.older], self.set_of[pair.newer]);
            if older == newer || fitting.contains_key(&(older, newer)) {
                continue;
            }
            let (last, first) = (self.last_year(older), self.first_year(newer));
            let key = &self.groups[pair.newer].key;
            let are_near = || {
                let years = self.years.get(&(key.agency, key.parent.clone()));
                years.is_none_or(|years| are_neighbours(years, last, first))
            };
            if (!pair.sureness.needs_neighbours() || are_near())
                && self.fit(older, newer, pair.sureness)
            {
                fitting.insert((older, newer), (first.saturating_sub(last).max(0), at));
            }
        }
        fitting
    }

    fn fit(&self, older: usize, newer: usize, sureness: Sureness) -> bool {
        let fits = |a: usize, b: usize| self.groups[a].fits(&self.groups[b], sureness, self.all);
        self.sets[older].iter().all(|&a| self.sets[newer].iter().all(|&b| fits(a, b)))
    }

    fn last_year(&self, set: usize) -> i32 {
        self.sets[set].iter().map(|&i| self.groups[i].last_year()).max().unwrap_or_default()
    }

    fn first_year(&self, set: usize) -> i32 {
        self.sets[set].iter().map(|&i| self.groups[i].first_year()).min().unwrap_or_default()
    }

    /// Whether the documents call the item new, so that it continues no other but one they name.
    fn is_fresh(&self, set: usize) -> bool {
        self.sets[set].iter().any(|&i| self.groups[i].is_fresh)
    }

    fn unite(&mut self, older: usize, newer: usize, at: usize) {
        let Pair { newer: next, reason, .. } = &self.pairs[at];
        let last = self.sets[older].iter().copied().find(|&i| self.next[i].is_none());
        if let Some(last) = last {
            self.next[last] = Some((*next, reason.clone()));
        }
        let moved = std::mem::take(&mut self.sets[older]);
        for &group in &moved {
            self.set_of[group] = newer;
        }
        self.sets[newer].extend(moved);
    }

    fn finish(self) -> (Vec<Joined>, Vec<Open>) {
        let mut position = vec![0; self.sets.len()];
        let mut items = Vec::new();
        for (set, groups) in self.sets.iter().enumerate().filter(|(_, groups)| !groups.is_empty()) {
            position[set] = items.len();
            let groups = groups.iter().map(|&i| (self.groups[i].clone(), self.reasons(i)));
            items.push(Joined { groups: groups.collect() });
        }
        let place = |group: usize| position[self.set_of[group]];
        let open = self.open.iter().map(|(&(older, newer), reason)| Open {
            older: place(older),
            newer: place(newer),
            reason: reason.clone(),
        });
        let open = open.filter(|o| o.older != o.newer).collect();
        (items, open)
    }

    /// Why a group is the item's: the way to the latest one.
    fn reasons(&self, group: usize) -> Vec<String> {
        let mut reasons = Vec::new();
        let mut at = group;
        while let Some((next, reason)) = &self.next[at] {
            reasons.push(reason.clone());
            at = *next;
        }
        reasons
    }
}
