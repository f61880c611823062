//! Which amounts of all documents are charted, and why the others are not.

use std::collections::BTreeMap;

use crate::model::{Certainty, Extraction, Flag, Flow, Level, LineItem, Measure, Stage};

/// Of the documents that print one amount, so many are named.
const MAX_SOURCES: usize = 3;

/// What is charted of all documents so far.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Figures {
    /// Totals, and the projects of each agency.
    pub(super) totals: Collection<(i32, Stage)>,
    pub(super) projects: Collection<(i32, Stage)>,
    /// The ministries' shares of totals.
    pub(super) shares: Collection<String>,
}

/// The series of one chart in the order in which they were found, and what was left out.
#[derive(Clone, Debug)]
pub(super) struct Collection<P> {
    places: BTreeMap<Key, usize>,
    pub(super) series: Vec<(Key, BTreeMap<P, Point>)>,
    pub(super) left_out: BTreeMap<&'static str, u64>,
}

/// What the amounts of a series have in common. Years and stages are those of shares.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) name: String,
    pub(super) agency: Option<String>,
    pub(super) of: Option<(i32, Stage)>,
}

/// The amounts that are printed for one point of a series.
#[derive(Clone, Debug, Default)]
pub(super) struct Point {
    /// By documents of that very fiscal year.
    own: BTreeMap<i64, Sources>,
    /// By others.
    other: BTreeMap<i64, Sources>,
}

/// Who prints an amount.
#[derive(Clone, Debug, Default)]
pub(super) struct Sources {
    /// Stem of the document and id of the line item: the first few.
    pub(super) first: Vec<(String, String)>,
    pub(super) more: u64,
    /// The rounding step of the printed figure in yen.
    pub(super) step: i64,
}

impl Figures {
    /// Takes what can be charted of a document.
    pub(in super::super) fn add(&mut self, stem: &str, extraction: &Extraction) {
        let items = &extraction.line_items;
        let by_id: BTreeMap<&str, &LineItem> = items.iter().map(|i| (i.id.as_str(), i)).collect();
        for item in items {
            let whole = item.part_of.as_deref().and_then(|id| by_id.get(id).copied());
            let source = Source { stem, item, own: extraction.document.fiscal_year };
            match (item.level, &item.ministry, whole) {
                (Level::Total, None, whole) => self.totals.add(&source, whole, point),
                (Level::Project, None, whole) => self.projects.add(&source, whole, point),
                (Level::Total, Some(ministry), Some(total)) if total.ministry.is_none() => {
                    let above = total.part_of.as_deref().and_then(|id| by_id.get(id).copied());
                    let series = |item: &LineItem, year| {
                        let key = Key { of: Some((year, item.stage)), ..key(item) };
                        (key, ministry.clone())
                    };
                    self.shares.add(&source, above, series);
                }
                _ => {}
            }
        }
    }
}

struct Source<'a> {
    stem: &'a str,
    item: &'a LineItem,
    /// The fiscal year of the document.
    own: Option<i32>,
}

fn key(item: &LineItem) -> Key {
    Key { name: item.name.clone(), agency: item.agency.clone(), of: None }
}

fn point(item: &LineItem, year: i32) -> (Key, (i32, Stage)) {
    (key(item), (year, item.stage))
}

impl<P: Ord> Collection<P> {
    /// Takes an amount, or counts why not. `whole` is what it, or its total, is a part of.
    fn add(
        &mut self,
        source: &Source,
        whole: Option<&LineItem>,
        place: impl FnOnce(&LineItem, i32) -> (Key, P),
    ) {
        let item = source.item;
        let (yen, year) = match amount(item, whole) {
            Ok(found) => found,
            Err(reason) => {
                *self.left_out.entry(reason).or_default() += 1;
                return;
            }
        };
        let (key, at) = place(item, year);
        let next = self.series.len();
        let i = *self.places.entry(key.clone()).or_insert(next);
        if i == next {
            self.series.push((key, BTreeMap::new()));
        }
        let point = self.series[i].1.entry(at).or_default();
        let side = if source.own == Some(year) { &mut point.own } else { &mut point.other };
        let sources = side.entry(yen).or_default();
        sources.step = sources.step.max(item.resolution);
        if sources.first.len() < MAX_SOURCES {
            sources.first.push((source.stem.to_owned(), item.id.clone()));
        } else {
            sources.more += 1;
        }
    }
}

/// The amount and its fiscal year, or why it is not charted.
fn amount(item: &LineItem, whole: Option<&LineItem>) -> Result<(i64, i32), &'static str> {
    let apart = [Flag::Repeated, Flag::Within, Flag::Undetermined, Flag::AtMost, Flag::Range];
    if item.measure == Measure::Change {
        return Err("left.change");
    }
    if item.flow == Flow::Revenue {
        return Err("left.revenue");
    }
    if item.certainty == Certainty::Ambiguous {
        return Err("left.ambiguous");
    }
    let Some(yen) = item.yen.filter(|_| item.yen_max.is_none()) else {
        return Err("left.flagged");
    };
    if item.flags.iter().any(|f| apart.contains(f)) {
        return Err("left.flagged");
    }
    if item.same_as.is_some() {
        return Err("left.same");
    }
    let Some(year) = item.fiscal_year else { return Err("left.year") };
    match item.stage {
        Stage::Request | Stage::PriorityRequest
            if whole.is_some_and(|w| w.stage == Stage::RequestTotal) =>
        {
            Err("left.part")
        }
        Stage::RequestTotal
        | Stage::Request
        | Stage::PriorityRequest
        | Stage::Draft
        | Stage::Decided
        | Stage::Initial => Ok((yen, year)),
        _ => Err("left.stage"),
    }
}

impl Point {
    /// The one amount that is printed here, or how many different ones there are. A document of
    /// that very year goes before others, which may print it as last year's.
    pub(super) fn settled(&self) -> Result<(i64, &Sources), u64> {
        let side = if self.own.is_empty() { &self.other } else { &self.own };
        let mut amounts = side.iter();
        match (amounts.next(), amounts.next()) {
            (Some((yen, sources)), None) => Ok((*yen, sources)),
            _ => Err(side.len() as u64),
        }
    }
}

impl<P> Default for Collection<P> {
    fn default() -> Self {
        Collection { places: BTreeMap::new(), series: Vec::new(), left_out: BTreeMap::new() }
    }
}
