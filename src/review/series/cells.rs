//! Which amounts stand for an item in a year and a stage.
//!
//! Amounts of one money are one figure, with all places that print it. An amount printed again
//! (再掲) or by a ministry alone stands only where no other does, and an ambiguous one where no
//! document settles it. What is left differs between documents, and is all shown.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{AgencyBy, Fact, Facts};
use super::join::Joined;
use super::model::{Cell, Column, Figure, LeftOut, Match, Restated, Source};
use crate::model::{Certainty, Flag, Stage};

/// A fact, and why it is the item's.
#[derive(Clone, Copy)]
struct Place<'a> {
    fact: &'a Fact,
    reasons: &'a [String],
    /// Documents of the year itself first, then later ones.
    age: (i32, u32),
}

/// The cells of an item, in order; counts what stands in none.
pub(super) fn cells(all: &Facts, item: &Joined, left_out: &mut LeftOut) -> Vec<Cell> {
    let mut columns: BTreeMap<Column, Vec<Place>> = BTreeMap::new();
    for (group, reasons) in &item.groups {
        for &at in &group.facts {
            let fact = &all.facts[at as usize];
            let age = (all.document(fact).fiscal_year.unwrap_or(i32::MAX), fact.document);
            let column = Column { fiscal_year: fact.year, stage: fact.stage };
            columns.entry(column).or_default().push(Place { fact, reasons, age });
        }
    }
    let mut cells: Vec<Cell> = Vec::new();
    let mut ages: BTreeMap<(Column, usize), (i32, u32)> = BTreeMap::new();
    for (column, mut places) in columns {
        places.sort_by_key(|p| p.age);
        let mut figures = Vec::new();
        for sources in sources(places, left_out) {
            ages.insert((column, figures.len()), sources[0].age);
            figures.push(figure(all, &sources));
        }
        cells.push(Cell { column, figures });
    }
    restate(all, &mut cells, &ages);
    cells
}

/// The places of one cell, by figure.
fn sources<'a>(places: Vec<Place<'a>>, left_out: &mut LeftOut) -> Vec<Vec<Place<'a>>> {
    let is_again = |p: &Place| p.fact.flags.contains(&Flag::Repeated) || p.fact.ministry.is_some();
    let is_ambiguous = |p: &Place| p.fact.certainty == Certainty::Ambiguous;
    let (open, settled): (Vec<Place>, Vec<Place>) = places.into_iter().partition(is_ambiguous);
    let any_first = settled.iter().any(|p| !is_again(p));
    let (again, first): (Vec<Place>, Vec<Place>) =
        settled.into_iter().partition(|p| any_first && is_again(p));
    let mut figures: Vec<Vec<Place>> = Vec::new();
    // The same figure to a finer step says more.
    let mut by_step: Vec<Place> = first;
    by_step.sort_by_key(|p| (p.fact.resolution, p.age));
    for place in by_step {
        match figures.iter_mut().find(|f| is_same(f[0].fact, place.fact)) {
            Some(figure) => figure.push(place),
            None => figures.push(vec![place]),
        }
    }
    for place in again {
        if let Some(figure) = figures.iter_mut().find(|f| is_same(f[0].fact, place.fact)) {
            figure.push(place);
        } else if place.fact.ministry.is_some() {
            left_out.ministry_shares += 1 + place.fact.again.len() as u64;
        } else {
            figures.push(vec![place]);
        }
    }
    let mut lists: BTreeMap<Vec<Option<i64>>, Vec<Place>> = BTreeMap::new();
    for place in open {
        let possible = |yen: Option<i64>| place.fact.possible.iter().any(|p| p.yen == yen);
        if figures.iter().any(|f| f[0].fact.yen.is_some() && possible(f[0].fact.yen)) {
            left_out.settled_elsewhere += place.fact.possible.len() as u64;
        } else {
            let list = place.fact.possible.iter().map(|p| p.yen).collect();
            lists.entry(list).or_default().push(place);
        }
    }
    figures.extend(lists.into_values());
    figures.sort_by_key(|f| (is_ambiguous(&f[0]), f.iter().map(|p| p.age).min()));
    figures
}

/// Whether two amounts of one cell are one figure.
fn is_same(a: &Fact, b: &Fact) -> bool {
    let is_within = |fact: &Fact| fact.flags.contains(&Flag::Within);
    let is_printed_so = (a.yen, a.yen_max, is_within(a)) == (b.yen, b.yen_max, is_within(b));
    is_printed_so || a.agrees(b)
}

/// One figure of all places that print it: the finest of the nearest document stands for all.
fn figure(all: &Facts, places: &[Place]) -> Figure {
    let finest = places.iter().map(|p| p.fact.resolution).min();
    let shown = places.iter().filter(|p| Some(p.fact.resolution) == finest).min_by_key(|p| p.age);
    let Place { fact, reasons, .. } = shown.copied().unwrap_or(places[0]);
    let mut reasons = reasons.to_vec();
    reasons.extend(agency_reason(all, fact));
    if let Some(ministry) = fact.ministry {
        reasons.push(format!("printed as the amount of {} alone", all.names.get(ministry)));
    }
    let also = places.iter().flat_map(|place| {
        let of = place.fact;
        let settled = [&of.id].into_iter().chain(&of.again).map(|id| (&**id, of.yen));
        let settled = settled.filter(|(id, _)| !id.is_empty());
        let open = of.possible.iter().map(|p| (p.line_item_id.as_str(), p.yen));
        let is_shown = of.document == fact.document && of.id == fact.id;
        let printed = settled.chain(open).filter(move |(id, _)| {
            // What is shown itself is not elsewhere, but what it repeats is.
            !is_shown || (*id != &*fact.id && of.possible.is_empty())
        });
        let document = &all.document(of).stem;
        printed.map(|(id, yen)| Source {
            document: document.clone(),
            line_item_id: id.to_owned(),
            yen,
        })
    });
    Figure {
        yen: fact.yen,
        yen_max: fact.yen_max,
        resolution: fact.resolution,
        possible: fact.possible.clone(),
        flags: fact.flags.clone(),
        ministry: fact.ministry.map(|m| all.names.get(m).clone()),
        certainty: fact.certainty,
        matched: if reasons.is_empty() { Match::Exact } else { Match::Inferred },
        reason: (!reasons.is_empty()).then(|| reasons.join("; ")),
        printed_name: all.name(fact.path).to_owned(),
        document: all.document(fact).stem.clone(),
        line_item_id: (!fact.id.is_empty()).then(|| fact.id.to_string()),
        also: also.collect(),
        restated_from: None,
        change: None,
    }
}

fn agency_reason(all: &Facts, fact: &Fact) -> Option<String> {
    let agency = all.names.get(fact.agency?);
    Some(match fact.agency_by? {
        AgencyBy::SameFigure(from) => {
            let document = &all.document(&all.facts[from as usize]).stem;
            format!("no agency is printed, the figure is that of {agency} in {document}")
        }
        AgencyBy::Whole(whole) => {
            let whole = all.name(all.facts[whole as usize].path);
            format!("no agency is printed, it is a part of {whole} of {agency}")
        }
    })
}

/// Whether the stage is that of a budget as it was set.
pub(super) fn is_set(stage: Stage) -> bool {
    matches!(stage, Stage::Draft | Stage::Decided | Stage::Initial)
}

/// Marks figures that a later document prints for a year otherwise than the first one did.
fn restate(all: &Facts, cells: &mut [Cell], ages: &BTreeMap<(Column, usize), (i32, u32)>) {
    let years: BTreeSet<i32> = cells.iter().map(|c| c.column.fiscal_year).collect();
    for year in years {
        let set = |c: &Cell| c.column.fiscal_year == year && is_set(c.column.stage);
        let mut first: Option<((i32, u32), Figure, Stage)> = None;
        for cell in cells.iter().filter(|c| set(c)) {
            for (at, figure) in cell.figures.iter().enumerate().filter(|(_, f)| is_amount(f)) {
                let Some(&age) = ages.get(&(cell.column, at)) else { continue };
                if first.as_ref().is_none_or(|(known, ..)| age < *known) {
                    first = Some((age, figure.clone(), cell.column.stage));
                }
            }
        }
        let Some((first_age, first, stage)) = first else { continue };
        let Some(yen) = first.yen else { continue };
        for cell in cells.iter_mut().filter(|c| set(c)) {
            for (at, figure) in cell.figures.iter_mut().enumerate() {
                let age = ages.get(&(cell.column, at)).copied().unwrap_or_default();
                let is_later = age.0 != i32::MAX && age.0 > first_age.0;
                if !is_later || !is_amount(figure) || agree(figure, &first) {
                    continue;
                }
                figure.restated_from = Some(Restated {
                    yen,
                    stage,
                    document: first.document.clone(),
                    line_item_id: first.line_item_id.clone().unwrap_or_default(),
                    note: all.documents.get(age.1 as usize).and_then(|d| d.restates.clone()),
                });
            }
        }
    }
}

/// Whether a figure may be compared with others: one exact amount, all of it the item's.
pub(super) fn is_amount(figure: &Figure) -> bool {
    figure.yen.is_some()
        && figure.yen_max.is_none()
        && figure.certainty != Certainty::Ambiguous
        && !figure.flags.iter().any(|f| matches!(f, Flag::Within | Flag::AtMost | Flag::Range))
}

fn agree(a: &Figure, b: &Figure) -> bool {
    let slack = if a.resolution == b.resolution { 0 } else { a.resolution / 2 + b.resolution / 2 };
    match (a.yen, b.yen) {
        (Some(a), Some(b)) => a.abs_diff(b) <= slack.unsigned_abs(),
        _ => false,
    }
}
