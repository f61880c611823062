//! Records other than line items, paired and compared.

use serde::Serialize;
use serde_json::Value;

use super::changes::{Changed, Changes};
use super::fields::{Fields, differing, fields};
use super::pairs::{Pairs, Reason, Several, alike};
use crate::model::{
    Citation, Diagnostic, Directive, Note, Organization, Person, Program, Section, Statistic,
    Unclaimed,
};

/// How records of a kind are told apart.
pub(super) trait Record: Serialize + Clone {
    /// Sets of fields that name a record, the most telling first.
    const NAMES: &'static [&'static [&'static str]];
    /// Fields that two records between the same neighbours share if they are the same one.
    const PLACE: Option<&'static [&'static str]> = None;
}

impl Record for Program {
    const NAMES: &'static [&'static [&'static str]] = &[&["name", "project"], &["name"]];
}

impl Record for Section {
    const NAMES: &'static [&'static [&'static str]] =
        &[&["number", "title", "parent"], &["title", "parent"], &["title"]];
}

impl Record for Statistic {
    const NAMES: &'static [&'static [&'static str]] =
        &[&["label", "unit", "as_of"], &["label", "unit"]];
}

impl Record for Person {
    const NAMES: &'static [&'static [&'static str]] = &[&["name", "role"], &["name"]];
}

impl Record for Organization {
    const NAMES: &'static [&'static [&'static str]] = &[&["name", "role"], &["name"]];
}

impl Record for Citation {
    const NAMES: &'static [&'static [&'static str]] = &[&["title", "date"], &["title"]];
}

impl Record for Directive {
    const NAMES: &'static [&'static [&'static str]] = &[&["text"]];
    const PLACE: Option<&'static [&'static str]> = Some(&["fiscal_year"]);
}

impl Record for Note {
    const NAMES: &'static [&'static [&'static str]] = &[&["text"]];
    const PLACE: Option<&'static [&'static str]> = Some(&["marker"]);
}

impl Record for Unclaimed {
    const NAMES: &'static [&'static [&'static str]] = &[];
}

impl Record for Diagnostic {
    const NAMES: &'static [&'static [&'static str]] = &[];
}

/// What changed. `meaning` gives the fields of an old (`false`) or new (`true`) record
/// that say something, with names in place of ids.
pub(super) fn changes<T: Record>(
    old: &[T],
    new: &[T],
    meaning: impl Fn(&T, bool) -> Fields,
) -> Changes<T> {
    let before: Vec<Fields> = old.iter().map(|record| meaning(record, false)).collect();
    let after: Vec<Fields> = new.iter().map(|record| meaning(record, true)).collect();
    let mut pairs = Pairs::new(old.len(), new.len());
    let all = |all: &Fields| Some(key(all, |_| true));
    pairs.pass(Reason::SameFacts, Several::InOrder, |i| all(&before[i]), |j| all(&after[j]));
    for names in T::NAMES {
        let named = |fields: &Fields| Some(key(fields, |field| names.contains(&field)));
        let (old, new) = (|i: usize| named(&before[i]), |j: usize| named(&after[j]));
        pairs.pass(Reason::SameName, Several::IfAsMany, old, new);
    }
    let (old_gaps, new_gaps) = pairs.gaps();
    if let Some(names) = T::NAMES.last() {
        let rest = |fields: &Fields| key(fields, |field| !names.contains(&field));
        pairs.pass(
            Reason::AllButName,
            Several::Never,
            |i| Some((old_gaps[i], rest(&before[i]))),
            |j| Some((new_gaps[j], rest(&after[j]))),
        );
    }
    if let Some(place) = T::PLACE {
        let shared = |fields: &Fields| key(fields, |field| place.contains(&field));
        pairs.pass(
            Reason::SamePlace,
            Several::Never,
            |i| Some((old_gaps[i], shared(&before[i]))),
            |j| Some((new_gaps[j], shared(&after[j]))),
        );
        let text = |fields: &'_ Fields| {
            fields.get("text").and_then(Value::as_str).unwrap_or("").to_owned()
        };
        pairs.pass_if(
            Reason::LikeText,
            Several::Never,
            |i| Some(shared(&before[i])),
            |j| Some(shared(&after[j])),
            |i, j| alike(&text(&before[i]), &text(&after[j])),
        );
    }
    let changed = pairs.pairs().filter_map(|(i, j, by)| {
        let fields = differing(before[i].clone(), after[j].clone());
        (!fields.is_empty()).then(|| Changed {
            by,
            fields,
            difference: None,
            old: old[i].clone(),
            new: new[j].clone(),
        })
    });
    Changes {
        changed: changed.collect(),
        added: pairs.added().map(|j| new[j].clone()).collect(),
        gone: pairs.gone().map(|i| old[i].clone()).collect(),
    }
}

/// The values of the wanted fields, as one string that orders.
fn key(all: &Fields, wanted: impl Fn(&str) -> bool) -> String {
    let wanted: Vec<&Value> =
        all.iter().filter(|(name, _)| wanted(name)).map(|(_, value)| value).collect();
    serde_json::to_string(&wanted).unwrap_or_default()
}

/// The fields of a record but for where it stands.
pub(super) fn plain<T: Serialize>(record: &T) -> Fields {
    fields(record, &["evidence"])
}
