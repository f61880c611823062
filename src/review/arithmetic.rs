//! A check written out: what is on its two sides, by name.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Check, CheckKind, CheckStatus, LineItem};
use crate::notation::stage;
use crate::review::place::Place;

/// One side or part of a check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Term {
    /// The id of the line item.
    pub id: String,
    /// What tells it from the other terms: its name, or where that is the checked
    /// item's own the ministry, agency, stage or year.
    pub name: String,
    /// Yen; null where no figure is set.
    pub yen: Option<i64>,
    /// The rounding step of the figure in yen.
    pub resolution: i64,
}

/// A check with the names and figures of its line items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Arithmetic {
    /// What was checked.
    pub kind: CheckKind,
    /// How it came out.
    pub status: CheckStatus,
    /// What is printed.
    pub of: Term,
    /// What it should follow from.
    pub parts: Vec<Term>,
    /// The printed figure: yen, or for a rate percent.
    pub expected: String,
    /// What the parts give.
    pub actual: String,
    /// What rounding can explain.
    pub tolerance: String,
    /// The record's own sentence, in Japanese.
    pub message: Option<String>,
    /// Where the checked figure stands.
    pub place: Option<Place>,
}

/// The line items of one document by id.
pub struct Items<'i>(BTreeMap<&'i str, &'i LineItem>);

impl<'i> Items<'i> {
    /// Of these items.
    pub fn new(items: &'i [LineItem]) -> Items<'i> {
        Items(items.iter().map(|item| (item.id.as_str(), item)).collect())
    }

    /// The item with this id.
    pub fn get(&self, id: &str) -> Option<&'i LineItem> {
        self.0.get(id).copied()
    }

    /// Writes `check` out.
    pub fn arithmetic(&self, check: &Check) -> Arithmetic {
        let of = self.get(&check.of);
        Arithmetic {
            kind: check.kind,
            status: check.status,
            of: self.term(&check.of, None),
            parts: check.parts.iter().map(|id| self.term(id, of)).collect(),
            expected: check.expected.clone(),
            actual: check.actual.clone(),
            tolerance: check.tolerance.clone(),
            message: check.message.clone(),
            place: of.map(|item| Place::from(&item.evidence)),
        }
    }

    fn term(&self, id: &str, of: Option<&LineItem>) -> Term {
        let item = self.get(id);
        Term {
            id: id.to_owned(),
            name: item.map_or_else(String::new, |item| distinct(item, of)),
            yen: item.and_then(|item| item.yen),
            resolution: item.map_or(1, |item| item.resolution),
        }
    }
}

/// The words that tell `part` from `whole`.
fn distinct(part: &LineItem, whole: Option<&LineItem>) -> String {
    let Some(whole) = whole.filter(|w| w.name == part.name) else { return part.name.clone() };
    let own =
        |part: &Option<String>, whole: &Option<String>| part.clone().filter(|_| part != whole);
    if let Some(bearer) =
        own(&part.ministry, &whole.ministry).or_else(|| own(&part.agency, &whole.agency))
    {
        return bearer;
    }
    // A change is of the same year as one of the two amounts that it compares.
    let of_change = part.measure != whole.measure;
    let year = part.fiscal_year.filter(|_| of_change || part.fiscal_year != whole.fiscal_year);
    let stage = if of_change || part.stage != whole.stage { stage::name(part.stage) } else { "" };
    match (year, stage) {
        (None, "") => part.name.clone(),
        (None, stage) => stage.to_owned(),
        (Some(year), "") => year.to_string(),
        (Some(year), stage) => format!("{year} {stage}"),
    }
}
