//! Facts of one name, path and agency, and what can be said of two such groups.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Fact, Facts};
use super::renaming::Sureness;
use crate::model::{Certainty, Flow, Level, Stage};

/// What makes facts one group before any renaming.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) level: Level,
    pub(super) flow: Flow,
    pub(super) agency: Option<u32>,
    /// The names above it, folded.
    pub(super) parent: String,
    /// Its own name, folded.
    pub(super) name: String,
}

/// Facts of one name, path and agency.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) key: Key,
    pub(super) facts: Vec<u32>,
    /// Its path in the latest document.
    pub(super) path: u32,
    /// That document: the later in time is the greater.
    pub(super) latest: (Option<i32>, u32),
    /// Its fiscal years.
    pub(super) years: BTreeSet<i32>,
    /// The years and stages that each document prints.
    lives: BTreeSet<(i32, u32, Stage)>,
    /// The figures of each year and stage, copies left out.
    figures: BTreeMap<(i32, Stage), Vec<u32>>,
    /// Whether the first document that has it calls it new.
    pub(super) is_fresh: bool,
}

impl Group {
    pub(super) fn new(all: &Facts, key: Key, facts: Vec<u32>) -> Group {
        let mut group = Group {
            key,
            path: 0,
            latest: (None, 0),
            years: BTreeSet::new(),
            lives: BTreeSet::new(),
            figures: BTreeMap::new(),
            is_fresh: false,
            facts: Vec::new(),
        };
        let mut seen = BTreeSet::new();
        let mut first = None;
        for &at in &facts {
            let fact = &all.facts[at as usize];
            let age = (all.document(fact).fiscal_year, fact.document);
            if group.years.is_empty() || age >= group.latest {
                (group.latest, group.path) = (age, fact.path);
            }
            if first.is_none_or(|(known, _)| age < known) {
                first = Some((age, fact));
            }
            group.years.insert(fact.year);
            group.lives.insert((fact.year, fact.document, fact.stage));
            if seen.insert((fact.year, fact.stage, fact.yen, fact.resolution, &fact.possible)) {
                group.figures.entry((fact.year, fact.stage)).or_default().push(at);
            }
        }
        group.is_fresh = first.is_some_and(|(_, fact)| {
            let name = all.paths.get(fact.path).last();
            name.is_some_and(|&name| all.fresh.contains(&(fact.document, name)))
        });
        group.facts = facts;
        group
    }

    pub(super) fn first_year(&self) -> i32 {
        self.years.first().copied().unwrap_or_default()
    }

    pub(super) fn last_year(&self) -> i32 {
        self.years.last().copied().unwrap_or_default()
    }

    /// Whether both may be one item: no document has both in one year and stage (where the names
    /// say less, in one year), and where two documents have them, the figures are the same.
    pub(super) fn fits(&self, other: &Group, sureness: Sureness, all: &Facts) -> bool {
        let (few, many) =
            if self.lives.len() < other.lives.len() { (self, other) } else { (other, self) };
        let is_shared = |&(year, document, stage): &(i32, u32, Stage)| {
            if sureness.needs_neighbours() {
                let stages =
                    (year, document, Stage::RequestTotal)..=(year, document, Stage::Unspecified);
                many.lives.range(stages).next().is_some()
            } else {
                many.lives.contains(&(year, document, stage))
            }
        };
        if few.lives.iter().any(is_shared) {
            return false;
        }
        few.figures.iter().all(|(place, few)| {
            let Some(many) = many.figures.get(place) else { return true };
            let fact = |&at: &u32| &all.facts[at as usize];
            few.iter().map(fact).all(|a| many.iter().map(fact).all(|b| may_be_one(a, b)))
        })
    }
}

/// Whether two documents may mean one item by two figures of one year and stage.
fn may_be_one(a: &Fact, b: &Fact) -> bool {
    match (a.certainty, b.certainty) {
        (Certainty::Ambiguous, Certainty::Ambiguous) => false,
        (Certainty::Ambiguous, _) => a.possible.iter().any(|p| p.yen.is_some() && p.yen == b.yen),
        (_, Certainty::Ambiguous) => may_be_one(b, a),
        _ => a.agrees(b),
    }
}
