//! Records to bytes: one file per format, none of them touches a disk.
//!
//! The next format is the next file here, with one function from the model to
//! bytes; `run` decides when it is written and where.

mod csv;
mod datapackage;
mod figure;
mod format;
mod json;
mod jsonl;
mod manifest;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "report")]
pub mod report;
mod review;
mod schema;
pub mod series;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg(feature = "pdf")]
mod svg;
#[cfg(feature = "cli")]
mod table;
pub mod tidy;
#[cfg(feature = "xlsx")]
mod xlsx;
mod xml;

pub use crate::notation::money::oku;
pub use csv::CsvTable;
pub use datapackage::{Resource, write_datapackage};
#[cfg(feature = "cli")]
pub(crate) use figure::{figure, yen};
pub use format::Format;
pub use json::write_json;
pub use jsonl::write_jsonl;
pub use manifest::{CheckCounts, Counts, Entry, Manifest, Status};
#[cfg(feature = "parquet")]
pub use parquet::ParquetTable;
#[cfg(feature = "cli")]
pub use review::DiffText;
pub use review::{
    CheckGithub, CheckJson, CheckText, DiffJson, DiffMarkdown, MAX_COMMENT, WriteDiff,
    WriteFindings,
};
pub use schema::schema;
#[cfg(feature = "sqlite")]
pub use sqlite::Database;
#[cfg(feature = "pdf")]
pub use svg::write_svg;
#[cfg(feature = "cli")]
pub use table::{Row, TABLE_ROWS, Table};
#[cfg(feature = "xlsx")]
pub use xlsx::Workbook;

/// The word that the record model writes for an enum: `decision_points`, `stated` …
pub fn word<T: serde::Serialize>(value: T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::word;
    use crate::model::{Kind, Stage};

    #[test]
    fn words_are_those_of_the_model() {
        assert_eq!(word(Kind::DecisionPoints), "decision_points");
        assert_eq!(word(Stage::RequestTotal), "request_total");
        assert_eq!(word(3), "");
    }
}
