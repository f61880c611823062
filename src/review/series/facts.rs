//! What a series needs of each document, and no more: a document's records are let go once its
//! facts are taken.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{LeftOut, Possible};
use super::name::{family, members};
use super::stated;
use crate::model::{Certainty, Extraction, Flag, Flow, Level, LineItem, Measure, Stage};

/// The facts of any number of documents.
#[derive(Debug, Default)]
pub struct Facts {
    pub(super) documents: Vec<Document>,
    pub(super) facts: Vec<Fact>,
    /// The names of items and agencies, and the paths as numbers of names.
    pub(super) names: Table<String>,
    pub(super) paths: Table<Vec<u32>>,
    /// Names that a document calls new (新規), by document.
    pub(super) fresh: BTreeSet<(u32, u32)>,
    /// Names that a text says an older one became: the older, the newer.
    pub(super) stated: BTreeSet<(String, String)>,
    pub(super) left_out: LeftOut,
}

/// A document of a series.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) stem: String,
    pub(super) fiscal_year: Option<i32>,
    /// Its title without what changes from year to year.
    pub(super) family: Option<String>,
    /// What it says of figures of earlier years that it states anew.
    pub(super) restates: Option<String>,
}

/// One amount, or for an ambiguous one all amounts that one item may have.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    pub(super) document: u32,
    pub(super) path: u32,
    pub(super) level: Level,
    pub(super) flow: Flow,
    pub(super) agency: Option<u32>,
    /// Why it is that agency's, where none is printed.
    pub(super) agency_by: Option<AgencyBy>,
    pub(super) ministry: Option<u32>,
    pub(super) year: i32,
    pub(super) stage: Stage,
    pub(super) yen: Option<i64>,
    pub(super) yen_max: Option<i64>,
    pub(super) resolution: i64,
    pub(super) flags: Vec<Flag>,
    pub(super) certainty: Certainty,
    pub(super) id: Box<str>,
    /// The line items of the document that print the same money again.
    pub(super) again: Vec<Box<str>>,
    /// The fact that this one is a part of.
    pub(super) whole: Option<u32>,
    pub(super) possible: Vec<Possible>,
}

/// How an agency is known that is not printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AgencyBy {
    /// This fact of another document has the same name, year and figure.
    SameFigure(u32),
    /// It is a part of this fact, whose agency is known.
    Whole(u32),
}

impl Fact {
    /// Whether the figure may be compared with others: one exact amount, all of it the item's.
    pub(super) fn amount(&self) -> Option<i64> {
        let is_plain = self.certainty != Certainty::Ambiguous
            && self.yen_max.is_none()
            && !self.flags.iter().any(|f| matches!(f, Flag::Within | Flag::AtMost | Flag::Range));
        self.yen.filter(|_| is_plain)
    }

    /// Whether two printed figures are the same money: equal, or to steps of different size and
    /// no further apart than rounding to them explains.
    pub(super) fn agrees(&self, other: &Fact) -> bool {
        let (Some(a), Some(b)) = (self.amount(), other.amount()) else { return false };
        let slack = match self.resolution == other.resolution {
            true => 0,
            false => self.resolution / 2 + other.resolution / 2,
        };
        a.abs_diff(b) <= slack.unsigned_abs()
    }
}

/// Values, each kept once, by number.
#[derive(Debug)]
pub(super) struct Table<T> {
    numbers: BTreeMap<T, u32>,
    values: Vec<T>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Table { numbers: BTreeMap::new(), values: Vec::new() }
    }
}

impl<T: Ord + Clone> Table<T> {
    pub(super) fn number(&mut self, value: &T) -> u32 {
        if let Some(&number) = self.numbers.get(value) {
            return number;
        }
        let number = index(self.values.len());
        self.numbers.insert(value.clone(), number);
        self.values.push(value.clone());
        number
    }

    pub(super) fn get(&self, number: u32) -> &T {
        &self.values[number as usize]
    }

    pub(super) fn values(&self) -> &[T] {
        &self.values
    }
}

/// Positions are kept in 32 bits: no run has four thousand million amounts.
fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// What the amounts that one item may have are gathered by: path, agency, ministry, level, side
/// of the account, year, stage.
type Gathered = (u32, Option<u32>, Option<u32>, Level, Flow, i32, Stage);

impl Facts {
    /// No facts yet.
    pub fn new() -> Facts {
        Facts::default()
    }

    /// Takes the facts of the document with this stem.
    pub fn add(&mut self, stem: &str, extraction: &Extraction) {
        let document = index(self.documents.len());
        let notes = extraction.notes.iter().map(|n| n.text.as_str());
        self.documents.push(Document {
            stem: stem.to_owned(),
            fiscal_year: extraction.document.fiscal_year,
            family: extraction.document.title.as_deref().map(family),
            restates: notes
                .into_iter()
                .find(|text| stated::is_restatement(text))
                .map(str::to_owned),
        });
        for program in &extraction.programs {
            if program.flags.contains(&Flag::New) {
                let name = self.names.number(&program.name);
                self.fresh.insert((document, name));
            }
            let texts = program.activities.iter().chain(&program.description);
            for older in texts.chain([&program.name]).flat_map(|t| stated::older_names(t)) {
                self.stated.insert((older, program.name.clone()));
            }
        }
        self.amounts(document, extraction);
    }

    fn amounts(&mut self, document: u32, extraction: &Extraction) {
        let first = self.facts.len();
        let items = &extraction.line_items;
        let by_id: BTreeMap<&str, &LineItem> = items.iter().map(|i| (i.id.as_str(), i)).collect();
        let programs: BTreeSet<&str> =
            extraction.programs.iter().map(|p| p.name.as_str()).collect();
        let mut taken: BTreeMap<&str, u32> = BTreeMap::new();
        let mut gathered: BTreeMap<Gathered, u32> = BTreeMap::new();
        for item in items {
            let is_share = |whole: &&LineItem| {
                item.ministry.is_some() && whole.ministry.is_none() && whole.path == item.path
            };
            let whole = item.part_of.as_deref().and_then(|id| by_id.get(id).copied());
            if item.measure == Measure::Change {
                self.left_out.changes += 1;
            } else if whole.is_some_and(|w| is_share(&w)) {
                self.left_out.ministry_shares += 1;
            } else if item.fiscal_year.is_none() {
                self.left_out.without_year += 1;
            } else if let Some(&same) = item.same_as.as_deref().and_then(|id| taken.get(id)) {
                self.facts[same as usize].again.push(item.id.as_str().into());
                taken.insert(&item.id, same);
            } else if item.certainty == Certainty::Ambiguous {
                for path in candidate_paths(item, &programs) {
                    self.gather(document, item, &path, &mut gathered);
                }
            } else {
                let at = self.push(document, item, &item.path);
                taken.insert(&item.id, at);
            }
        }
        let wholes: BTreeMap<&str, &str> =
            items.iter().filter_map(|i| Some((i.id.as_str(), i.part_of.as_deref()?))).collect();
        for fact in &mut self.facts[first..] {
            let id = fact.possible.first().map_or(&*fact.id, |p| p.line_item_id.as_str());
            fact.whole = wholes.get(id).and_then(|whole| taken.get(whole)).copied();
        }
    }

    /// Adds an ambiguous amount to those that the item at `path` may have.
    fn gather(
        &mut self,
        document: u32,
        item: &LineItem,
        path: &[String],
        gathered: &mut BTreeMap<Gathered, u32>,
    ) {
        let possible =
            Possible { yen: item.yen, yen_max: item.yen_max, line_item_id: item.id.clone() };
        let at = self.push(document, item, path);
        let Some(fact) = self.facts.pop() else { return };
        let key =
            (fact.path, fact.agency, fact.ministry, fact.level, fact.flow, fact.year, fact.stage);
        if let Some(&known) = gathered.get(&key) {
            self.facts[known as usize].possible.push(possible);
        } else {
            gathered.insert(key, at);
            let possible = vec![possible];
            self.facts.push(Fact { yen: None, yen_max: None, id: "".into(), possible, ..fact });
        }
    }

    fn push(&mut self, document: u32, item: &LineItem, path: &[String]) -> u32 {
        let names: Vec<u32> = path.iter().map(|name| self.names.number(name)).collect();
        let fact = Fact {
            document,
            path: self.paths.number(&names),
            level: item.level,
            flow: item.flow,
            agency: item.agency.as_ref().map(|a| self.names.number(a)),
            agency_by: None,
            ministry: item.ministry.as_ref().map(|m| self.names.number(m)),
            year: item.fiscal_year.unwrap_or_default(),
            stage: item.stage,
            yen: item.yen,
            yen_max: item.yen_max,
            resolution: item.resolution,
            flags: item.flags.clone(),
            certainty: item.certainty,
            id: item.id.as_str().into(),
            again: Vec::new(),
            whole: None,
            possible: Vec::new(),
        };
        self.facts.push(fact);
        index(self.facts.len() - 1)
    }

    /// The name of the item itself.
    pub(super) fn name(&self, path: u32) -> &str {
        self.paths.get(path).last().map_or("", |&name| self.names.get(name))
    }

    /// The document of a fact.
    pub(super) fn document(&self, fact: &Fact) -> &Document {
        &self.documents[fact.document as usize]
    }
}

/// The paths of the items that an ambiguous amount may belong to. Candidates may be headings of
/// the page too: where any of them is a programme of the document, only those count.
fn candidate_paths(item: &LineItem, programs: &BTreeSet<&str>) -> Vec<Vec<String>> {
    let own = item.path.last();
    let is_among = own.is_some_and(|name| item.candidates.contains(name));
    let above = &item.path[..item.path.len() - usize::from(is_among)];
    let is_program = |name: &&String| members(name).all(|m| programs.contains(m));
    let any = item.candidates.iter().any(|c| is_program(&c));
    let mut paths: Vec<Vec<String>> = item
        .candidates
        .iter()
        .filter(|c| !any || is_program(c))
        .map(|c| above.iter().chain([c]).cloned().collect())
        .collect();
    if paths.is_empty() {
        paths.push(item.path.clone());
    }
    paths.sort();
    paths.dedup();
    paths
}
