//! The records of a run as tables with one datum in each cell.
//!
//! CSV, Excel, SQLite and Parquet hold these tables, and the Data Package describes
//! them. A list within a record is a table of its own, a flag is a yes or no, and the
//! place of a record is a handful of columns. Each column is defined together with
//! where its cells come from, and takes its meaning from the model.

mod cell;
mod groups;
mod model;
mod table;
mod tables;

use crate::model::Extraction;
use crate::output::Entry;

pub use cell::Cell;
pub use model::Word;
pub use table::{Column, ForeignKey, Kind, Table, Visit};
pub use tables::TABLES;

/// What became of one input of a run, ready to be written.
#[derive(Clone, Copy, Debug)]
pub struct Outcome<'a> {
    /// Its place among the inputs, from 1.
    pub seq: i64,
    /// Its entry in the manifest.
    pub entry: &'a Entry,
    /// What was read of it, unless it failed.
    pub extraction: Option<&'a Extraction>,
    /// The way to its file from the folder of the output, if there is one that a reader
    /// of the output can follow.
    pub link: Option<&'a str>,
}

impl<'a> Outcome<'a> {
    /// The stem of its own files; empty for an input that failed.
    pub fn document(&self) -> &'a str {
        self.entry.document.as_deref().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
