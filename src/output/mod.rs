//! Records to bytes: one file per format, none of them touches a disk.
//!
//! The next format is the next file here, with one function from the model to
//! bytes; `run` decides when it is written and where.

mod figure;
mod json;
mod jsonl;
mod manifest;
#[cfg(feature = "report")]
pub mod report;
mod schema;
pub mod series;
#[cfg(feature = "pdf")]
mod svg;
#[cfg(feature = "cli")]
mod table;
mod xml;

pub use crate::notation::money::oku;
#[cfg(feature = "cli")]
pub(crate) use figure::{figure, yen};
pub use json::write_json;
pub use jsonl::write_jsonl;
pub use manifest::{CheckCounts, Counts, Entry, Manifest, Status};
pub use schema::schema;
#[cfg(feature = "pdf")]
pub use svg::write_svg;
#[cfg(feature = "cli")]
pub use table::{Row, TABLE_ROWS, Table};

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
