//! Line items of two documents, paired and compared.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::changes::{Changed, Changes, Difference};
use super::fields::{Field, differing, fields};
use super::pairs::{Pairs, Reason, Several, alike};
use super::renames::Renames;
use crate::model::LineItem;
use crate::notation::money::written;
use crate::review::arithmetic::Items;

/// Not what the document says: where it says it, how that was read, and the names
/// that are made of both.
const WITHOUT: [&str; 3] = ["id", "rule", "evidence"];

/// Which line items of two documents are the same ones.
pub(super) struct ItemPairs<'i> {
    old: &'i [LineItem],
    new: &'i [LineItem],
    pairs: Pairs,
    /// The position of each old id.
    ids: BTreeMap<&'i str, usize>,
    /// The new items that are paired, by their ids.
    lasting: BTreeMap<&'i str, &'i LineItem>,
    pub(super) renames: Renames,
}

/// Whose money, and whether an amount or a difference.
fn bearer(item: &LineItem) -> impl Ord {
    (item.agency.as_deref(), item.ministry.as_deref(), item.measure, item.flow)
}

/// Of which year and stage.
fn time(item: &LineItem) -> impl Ord {
    (item.fiscal_year, item.stage)
}

fn figure(item: &LineItem) -> impl Ord {
    (item.yen, item.yen_max)
}

fn names(item: &LineItem) -> impl Ord {
    (&item.name, &item.path)
}

/// What an id is made of.
fn facts(item: &LineItem) -> impl Ord {
    let printed = (item.resolution, &item.flags, &item.candidates);
    (names(item), item.level, time(item), bearer(item), figure(item), printed)
}

/// The names and figures of the parts of each id, in an order of their own.
fn parts(items: &[LineItem]) -> BTreeMap<&str, Vec<(&str, Option<i64>)>> {
    let mut parts: BTreeMap<&str, Vec<(&str, Option<i64>)>> = BTreeMap::new();
    for item in items {
        if let Some(whole) = &item.part_of {
            parts.entry(whole).or_default().push((&item.name, item.yen));
        }
    }
    parts.values_mut().for_each(|parts| parts.sort_unstable());
    parts
}

impl<'i> ItemPairs<'i> {
    /// Pairs the surest first. What several readings fit is left unpaired.
    pub(super) fn new(old: &'i [LineItem], new: &'i [LineItem]) -> ItemPairs<'i> {
        let pairs = Pairs::new(old.len(), new.len());
        let ids = old.iter().enumerate().map(|(i, item)| (item.id.as_str(), i)).collect();
        let (lasting, renames) = (BTreeMap::new(), Renames::default());
        let mut found = ItemPairs { old, new, pairs, ids, lasting, renames };
        // Of facts printed again and again, the parts tell which is which, and the
        // neighbours which one is gone.
        let (old_parts, new_parts) = (parts(old), parts(new));
        let links = |i: &LineItem| (i.certainty, i.same_as.is_some(), i.part_of.is_some());
        found.pairs.pass(
            Reason::SameFacts,
            Several::IfAsMany,
            |i| Some((facts(&old[i]), links(&old[i]), old_parts.get(old[i].id.as_str())?)),
            |j| Some((facts(&new[j]), links(&new[j]), new_parts.get(new[j].id.as_str())?)),
        );
        found.pairs.pass(
            Reason::SameFacts,
            Several::IfAsMany,
            |i| Some((facts(&old[i]), old_parts.get(old[i].id.as_str())?)),
            |j| Some((facts(&new[j]), new_parts.get(new[j].id.as_str())?)),
        );
        found.pass(Reason::SameFacts, Several::IfAsMany, |i| (facts(i), links(i)));
        found.pass(Reason::SameFacts, Several::IfAsMany, |i| (facts(i), &i.rule));
        found.pass_in_gap(Reason::SameFacts, Several::InOrder, facts);
        found.pass(Reason::SameFacts, Several::InOrder, facts);

        let item = |i: &'i LineItem| (names(i), time(i), bearer(i));
        found.pass(Reason::SameItem, Several::InOrder, |i| (item(i), figure(i)));
        found.pass(Reason::SameItem, Several::IfAsMany, |i| (item(i), &i.rule, i.level));
        found.pass(Reason::SameItem, Several::IfAsMany, item);

        let named = |i: &'i LineItem| (&i.name, figure(i));
        found
            .pass(Reason::SameNameAndFigure, Several::IfAsMany, |i| (named(i), time(i), bearer(i)));
        found.pass(Reason::SameNameAndFigure, Several::IfAsMany, |i| {
            (names(i), figure(i), bearer(i))
        });
        let of = |i: &'i LineItem| (names(i), figure(i), time(i), i.measure, i.flow);
        found.pass(Reason::SameNameAndFigure, Several::Never, of);

        let at = |i: &'i LineItem| (names(i), bearer(i), &i.rule, i.level);
        found.pass_in_gap(Reason::SameNameAndPlace, Several::Never, at);

        let like = |i: &'i LineItem| (figure(i), time(i), bearer(i), &i.rule, i.level);
        found.pass_in_gap(Reason::SameFigureAndPlace, Several::Never, like);
        found.pass_alike(Reason::SameFigureLikeName, false, like);
        found.learn_renames();

        // Where the whole was renamed and the part's figure changed.
        let renames = std::mem::take(&mut found.renames);
        let path = |i: &LineItem| {
            i.path.iter().map(|n| renames.new_name(n).to_owned()).collect::<Vec<_>>()
        };
        found.pass(Reason::SameItem, Several::IfAsMany, |i| (path(i), time(i), bearer(i)));
        found.pass_alike(Reason::SamePlaceLikeName, true, |i| {
            (time(i), bearer(i), &i.rule, i.level)
        });
        found.learn_renames();
        found.lasting =
            found.pairs.pairs().map(|(_, j, _)| (new[j].id.as_str(), &new[j])).collect();
        found
    }

    fn pass<K: Ord>(&mut self, reason: Reason, several: Several, key: impl Fn(&'i LineItem) -> K) {
        let (old, new) = (self.old, self.new);
        self.pairs.pass(reason, several, |i| Some(key(&old[i])), |j| Some(key(&new[j])));
    }

    fn pass_in_gap<K: Ord>(
        &mut self,
        reason: Reason,
        several: Several,
        key: impl Fn(&'i LineItem) -> K,
    ) {
        let (old, new) = (self.old, self.new);
        let (before, after) = self.pairs.gaps();
        let (old, new) = (|i| Some((before[i], key(&old[i]))), |j| Some((after[j], key(&new[j]))));
        self.pairs.pass(reason, several, old, new);
    }

    /// Pairs what alone has its key and is called alike, in the whole document or
    /// between the same neighbours.
    fn pass_alike<K: Ord>(
        &mut self,
        reason: Reason,
        in_gap: bool,
        key: impl Fn(&'i LineItem) -> K,
    ) {
        let (old, new) = (self.old, self.new);
        let (before, after) = self.pairs.gaps();
        let gap = |gaps: &[_], i: usize| in_gap.then(|| gaps[i]);
        self.pairs.pass_if(
            reason,
            Several::Never,
            |i| Some((gap(&before, i), key(&old[i]))),
            |j| Some((gap(&after, j), key(&new[j]))),
            |i, j| alike(&old[i].name, &new[j].name),
        );
    }

    fn learn_renames(&mut self) {
        let names = |items: &'i [LineItem]| -> BTreeSet<&'i str> {
            items.iter().flat_map(|i| &i.path).map(String::as_str).collect()
        };
        let paths =
            self.pairs.pairs().map(|(i, j, _)| (&self.old[i].path[..], &self.new[j].path[..]));
        self.renames = Renames::new(paths, &names(self.old), &names(self.new));
    }

    /// The line item that an old one is now.
    fn new_item(&self, old: &str) -> Option<&'i LineItem> {
        let new = self.ids.get(old).and_then(|&i| self.pairs.new_of(i))?;
        Some(&self.new[new])
    }

    /// The id that an old line item has now, or its old one if it is gone.
    pub(super) fn new_id<'s>(&'s self, old: &'s str) -> &'s str {
        self.new_item(old).map_or(old, |item| &item.id)
    }

    /// Those of some line items that are in both documents, in words. `is_new` tells of
    /// which document the ids are. What came or went is a change of its own.
    pub(super) fn lasting(&self, ids: &[String], is_new: bool) -> Value {
        let item = |id: &String| match is_new {
            true => self.lasting.get(id.as_str()).copied(),
            false => self.new_item(id),
        };
        let mut names: Vec<String> = ids.iter().filter_map(item).map(named).collect();
        names.sort();
        names.into()
    }

    /// Learns a name that changed and is that of no line item: a candidate's, say.
    pub(super) fn learn_rename(&mut self, old: &str, new: &str) {
        self.renames.learn(old, new);
    }

    /// What changed.
    pub(super) fn changes(&self) -> Changes<LineItem> {
        let (before, after) = (Items::new(self.old), Items::new(self.new));
        let changed = self.pairs.pairs().filter_map(|(i, j, by)| {
            let (old, new) = (&self.old[i], &self.new[j]);
            let fields = self.fields(old, new, &before, &after);
            (!fields.is_empty()).then(|| Changed {
                by,
                difference: Difference::new(old, new),
                fields,
                old: old.clone(),
                new: new.clone(),
            })
        });
        Changes {
            changed: changed.collect(),
            added: self.pairs.added().map(|j| self.new[j].clone()).collect(),
            gone: self.pairs.gone().map(|i| self.old[i].clone()).collect(),
        }
    }

    fn fields(&self, old: &LineItem, new: &LineItem, before: &Items, after: &Items) -> Vec<Field> {
        let (mut was, mut is) = (fields(old, &WITHOUT), fields(new, &WITHOUT));
        for names in ["path", "candidates"] {
            was.entry(names.to_owned()).and_modify(|value| self.renames.apply(value));
        }
        for (field, old, new) in
            [("part_of", &old.part_of, &new.part_of), ("same_as", &old.same_as, &new.same_as)]
        {
            if old.as_deref().map(|id| self.new_id(id)) == new.as_deref() {
                was.remove(field);
                is.remove(field);
            } else {
                was.insert(field.to_owned(), shown(old.as_deref(), before));
                is.insert(field.to_owned(), shown(new.as_deref(), after));
            }
        }
        differing(was, is)
    }
}

/// Another line item in words: an id alone tells a reader nothing.
fn shown(id: Option<&str>, items: &Items) -> Value {
    let Some(id) = id else { return Value::Null };
    items.get(id).map_or_else(|| id.to_owned(), named).into()
}

fn named(item: &LineItem) -> String {
    match item.yen {
        Some(yen) => format!("{} {}", item.name, written(yen, item.resolution)),
        None => item.name.clone(),
    }
}
