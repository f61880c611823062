//! What changed in meaning between two readings of documents.
//!
//! A record's place is no part of its meaning, nor is an id that is made of its
//! facts. Old and new records are therefore paired first, in passes from the surest
//! reason to the least sure, and then compared field by field. What several pairings
//! would fit is not paired: it is gone, and something else was added.

mod changes;
mod checks;
mod documents;
mod fields;
mod items;
mod pairs;
mod records;
mod renames;

use std::collections::BTreeMap;

use serde_json::Value;

pub use changes::{
    Aspect, Changed, Changes, CheckChange, CheckEvent, Counts, Difference, DocumentChange, State,
    Summary,
};
pub use documents::{Both, Input, pair};
pub use fields::Field;
pub use pairs::Reason;
pub use renames::Rename;

use crate::model::{Extraction, Section};
use fields::{Fields, compared, fields};
use items::ItemPairs;
use records::plain;

/// A document of one run: its entry in the manifest, and its records.
pub type Side<'a> = (Input<'a>, &'a Extraction);

/// What changed of one document, if anything did. At least one side is there.
pub fn document(old: Option<Side>, new: Option<Side>) -> Option<DocumentChange> {
    if old.is_some() && old == new {
        return None;
    }
    let nothing = Extraction::default();
    let mut change = compare(
        old.map_or(&nothing, |(_, records)| records),
        new.map_or(&nothing, |(_, records)| records),
    );
    let (old, new) = (old.map(|(input, _)| input), new.map(|(input, _)| input));
    let shown = new.or(old)?;
    change.path = shown.path.to_owned();
    change.was = old.map(|old| old.path).filter(|path| *path != shown.path).map(str::to_owned);
    let same_bytes = |old: Input, new: Input| old.sha256.is_some() && old.sha256 == new.sha256;
    change.other_bytes = !matches!((old, new), (Some(old), Some(new)) if same_bytes(old, new));
    change.state = match (old, new) {
        (None, _) => State::Added,
        (_, None) => State::Gone,
        // Another folder in front of it is no other name.
        (Some(old), Some(new)) if same_bytes(old, new) && name(old) != name(new) => State::Renamed,
        _ => State::Changed,
    };
    let error = |side: Option<Input>| side.and_then(|input| input.error).map(str::to_owned);
    (change.old_error, change.error) = (error(old), error(new));
    (!change.is_nothing()).then_some(change)
}

/// The name of a file without the folders before it.
fn name(input: Input<'_>) -> &str {
    input.path.rsplit('/').next().unwrap_or(input.path)
}

/// Compares the records of one document; what its manifest says is still to be filled in.
fn compare(old: &Extraction, new: &Extraction) -> DocumentChange {
    let mut items = ItemPairs::new(&old.line_items, &new.line_items);
    let renamed = |items: &ItemPairs, mut fields: Fields, is_new: bool, field: &str| {
        if !is_new && let Some(value) = fields.get_mut(field) {
            items.renames.apply(value);
        }
        fields
    };
    let programs = records::changes(&old.programs, &new.programs, |record, is_new| {
        let mut fields = plain(record);
        fields.insert("line_item_ids".to_owned(), items.lasting(&record.line_item_ids, is_new));
        renamed(&items, fields, is_new, "project")
    });
    for program in programs.changed.iter().filter(|c| c.old.name != c.new.name) {
        items.learn_rename(&program.old.name, &program.new.name);
    }
    let (old_titles, new_titles) = (titles(&old.sections), titles(&new.sections));
    let section = |record: &Section, is_new: bool| {
        let mut fields = fields(record, &["evidence", "id"]);
        let titles = if is_new { &new_titles } else { &old_titles };
        let parent = record.parent.as_deref().and_then(|id| titles.get(id));
        fields.insert("parent".to_owned(), parent.copied().map_or(Value::Null, Value::from));
        fields
    };
    let mut document = compared(&old.document, &new.document, &[]);
    document.extend(compared(&old.source, &new.source, &["path", "sha256", "bytes"]));
    DocumentChange {
        path: String::new(),
        was: None,
        state: State::Changed,
        other_bytes: false,
        old_error: None,
        error: None,
        document,
        coverage: compared(&old.coverage, &new.coverage, &[]),
        renames: items.renames.list(),
        checks: checks::changes(old, new, &items),
        line_items: items.changes(),
        unclaimed_amounts: records::changes(
            &old.unclaimed_amounts,
            &new.unclaimed_amounts,
            |r, _| plain(r),
        ),
        programs,
        sections: records::changes(&old.sections, &new.sections, section),
        statistics: records::changes(&old.statistics, &new.statistics, |r, _| plain(r)),
        people: records::changes(&old.people, &new.people, |r, is_new| {
            renamed(&items, plain(r), is_new, "project")
        }),
        organizations: records::changes(&old.organizations, &new.organizations, |r, _| plain(r)),
        citations: records::changes(&old.citations, &new.citations, |r, _| plain(r)),
        directives: records::changes(&old.directives, &new.directives, |r, is_new| {
            renamed(&items, plain(r), is_new, "section")
        }),
        notes: records::changes(&old.notes, &new.notes, |r, _| plain(r)),
        diagnostics: records::changes(&old.diagnostics, &new.diagnostics, |r, _| plain(r)),
    }
}

/// The titles of sections by their ids, which are made of their places.
fn titles(sections: &[Section]) -> BTreeMap<&str, &str> {
    sections.iter().map(|section| (section.id.as_str(), section.title.as_str())).collect()
}

#[cfg(test)]
mod tests;
