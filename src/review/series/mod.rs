//! The same budget items over fiscal years and stages, across documents.
//!
//! [`Facts`] takes what a series needs of one document after another; [`series`] makes the table:
//! items are rows, years and stages are columns, and a cell has the figures that the documents
//! print, each with its line item. Amounts are joined to items by name, agency, level and path;
//! where a name changed, by the known ways in which names change, one to one, each marked with its
//! reason. Two programmes that both have an amount in one year are never one item.

mod agency;
mod cells;
mod change;
mod facts;
mod group;
mod join;
mod model;
mod name;
mod pairs;
mod renaming;
mod stated;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

pub use change::course;
pub use facts::Facts;
pub use model::{
    Cell, Change, Column, Figure, Item, LeftOut, Match, Possible, Restated, Series, Source,
    Undecided,
};

use crate::output::word;
use join::{Joined, Open};
use model::Item as Row;

/// The series of all documents whose facts were taken.
pub fn series(mut facts: Facts) -> Series {
    agency::resolve(&mut facts);
    let (joined, open) = join::join(&facts);
    let mut left_out = facts.left_out;
    let rows: Vec<Row> = joined.iter().map(|item| row(&facts, item, &mut left_out)).collect();
    let mut undecided: Vec<Undecided> = open.iter().map(|open| undecided(&rows, open)).collect();
    undecided
        .sort_by(|a, b| (&a.older_name, &a.newer_name, a).cmp(&(&b.older_name, &b.newer_name, b)));
    undecided.dedup();
    let mut items = rows;
    items.sort_by(|a, b| {
        let key = |row: &Row| (row.agency.clone(), row.level, row.flow, row.path.clone());
        key(a).cmp(&key(b))
    });
    let columns: BTreeSet<Column> =
        items.iter().flat_map(|item| item.cells.iter().map(|c| c.column)).collect();
    Series {
        documents: facts.documents.len(),
        columns: columns.into_iter().collect(),
        items,
        undecided,
        left_out,
    }
}

impl Series {
    /// The items one of whose names contains `pattern`, as print alone does not tell names apart.
    pub fn named(mut self, pattern: &str) -> Series {
        let pattern = name::fold(pattern);
        let fits = |name: &str| name::fold(name).contains(&pattern);
        self.items.retain(|item| {
            let printed =
                item.cells.iter().flat_map(|c| &c.figures).map(|f| f.printed_name.as_str());
            fits(&item.name) || printed.into_iter().any(fits)
        });
        let ids: BTreeSet<&str> = self.items.iter().map(|item| item.id.as_str()).collect();
        self.undecided.retain(|u| ids.contains(u.older.as_str()) || ids.contains(u.newer.as_str()));
        let columns: BTreeSet<Column> =
            self.items.iter().flat_map(|item| item.cells.iter().map(|c| c.column)).collect();
        self.columns = columns.into_iter().collect();
        self
    }
}

fn row(facts: &Facts, item: &Joined, left_out: &mut LeftOut) -> Row {
    let latest = item.latest();
    let numbers = facts.paths.get(latest.path);
    let path: Vec<String> = numbers.iter().map(|&name| facts.names.get(name).clone()).collect();
    let mut cells = cells::cells(facts, item, left_out);
    change::set_changes(&mut cells);
    let agency = latest.key.agency.map(|agency| facts.names.get(agency).clone());
    let (level, flow) = (latest.key.level, latest.key.flow);
    let mut hash = Sha256::new();
    let agency_text = agency.as_deref().unwrap_or("");
    for field in [agency_text, &word(level), &word(flow), &latest.key.parent, &latest.key.name] {
        hash.update(field.as_bytes());
        hash.update([0]);
    }
    let id = hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let name = path.last().cloned().unwrap_or_default();
    Row { id, name, path, agency, level, flow, cells }
}

fn undecided(rows: &[Row], open: &Open) -> Undecided {
    let (older, newer) = (&rows[open.older], &rows[open.newer]);
    Undecided {
        older: older.id.clone(),
        older_name: older.name.clone(),
        newer: newer.id.clone(),
        newer_name: newer.name.clone(),
        reason: open.reason.clone(),
    }
}
