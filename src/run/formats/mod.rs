//! The files that a run writes for all documents together, in the formats asked for.
//!
//! Each is a temporary file until all inputs are in it. One that cannot be written costs
//! no other: it is given up with a sentence that names it.

mod csv;
mod jsonl;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg(feature = "xlsx")]
mod xlsx;

use super::write::OutDir;
use crate::output::Format;
use crate::output::tidy::Outcome;

/// A format that is being written.
trait Writer: Send {
    /// Takes one input, and its line items as JSON Lines.
    ///
    /// # Errors
    /// A sentence that names the file.
    fn put(&mut self, outcome: &Outcome<'_>, lines: &[u8]) -> Result<(), String>;

    /// Gives the files their names. What is returned are the sentences on those that
    /// could not be written.
    fn finish(self: Box<Self>, out: &OutDir) -> Vec<String>;
}

/// The formats of a run.
pub(super) struct Formats {
    writers: Vec<Box<dyn Writer>>,
    /// Why those that were given up were.
    failures: Vec<String>,
}

impl Formats {
    /// Begins the files of `formats` in `out`.
    ///
    /// # Errors
    /// A sentence, if a file cannot even be begun.
    pub(super) fn begin(formats: &[Format], bom: bool, out: &OutDir) -> Result<Formats, String> {
        let has = |format| formats.contains(&format);
        let mut writers: Vec<Box<dyn Writer>> = Vec::new();
        if has(Format::Jsonl) {
            writers.push(Box::new(jsonl::JsonLines::begin(out)?));
        }
        if has(Format::Csv) || has(Format::Datapackage) {
            writers.push(Box::new(csv::CsvFiles::begin(out, bom, has(Format::Datapackage))?));
        }
        #[cfg(feature = "xlsx")]
        if has(Format::Xlsx) {
            writers.push(Box::new(xlsx::XlsxFile::begin(out)?));
        }
        #[cfg(feature = "sqlite")]
        if has(Format::Sqlite) {
            writers.push(Box::new(sqlite::SqliteFile::begin(out)?));
        }
        #[cfg(feature = "parquet")]
        if has(Format::Parquet) {
            writers.push(Box::new(parquet::ParquetFiles::begin(out)?));
        }
        Ok(Formats { writers, failures: Vec::new() })
    }

    /// Whether there were files to write, and all of them were given up.
    pub(super) fn is_broken(&self) -> bool {
        self.writers.is_empty() && !self.failures.is_empty()
    }

    /// Writes one input to all files.
    pub(super) fn put(&mut self, outcome: &Outcome<'_>, lines: &[u8]) {
        let failures = &mut self.failures;
        self.writers.retain_mut(|writer| {
            writer.put(outcome, lines).map_err(|sentence| failures.push(sentence)).is_ok()
        });
    }

    /// Gives all files their names. What is returned are the sentences on those that
    /// could not be written.
    pub(super) fn finish(self, out: &OutDir) -> Vec<String> {
        let mut failures = self.failures;
        failures.extend(self.writers.into_iter().flat_map(|writer| writer.finish(out)));
        failures
    }
}
