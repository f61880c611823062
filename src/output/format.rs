//! The formats that a run can write, and the files of each.

use super::tidy::TABLES;

/// One format of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// One JSON object for each document.
    Json,
    /// The line items of all documents as JSON Lines.
    Jsonl,
    /// A CSV file for each table.
    Csv,
    /// An Excel workbook with a sheet for each table.
    Xlsx,
    /// An SQLite database.
    Sqlite,
    /// A Parquet file for each table.
    Parquet,
    /// A Data Package that describes the CSV files.
    Datapackage,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 7] = [
        Format::Json,
        Format::Jsonl,
        Format::Csv,
        Format::Xlsx,
        Format::Sqlite,
        Format::Parquet,
        Format::Datapackage,
    ];

    /// The feature that this format needs, if the program was built without it.
    pub fn missing_feature(self) -> Option<&'static str> {
        match self {
            Format::Xlsx if cfg!(not(feature = "xlsx")) => Some("xlsx"),
            Format::Sqlite if cfg!(not(feature = "sqlite")) => Some("sqlite"),
            Format::Parquet if cfg!(not(feature = "parquet")) => Some("parquet"),
            _ => None,
        }
    }

    /// The names of the files that it has for the whole run.
    pub fn files(self) -> Vec<String> {
        let tables = |extension: &str| {
            TABLES.iter().map(|table| format!("{}.{extension}", table.name)).collect()
        };
        match self {
            Format::Json => Vec::new(),
            Format::Jsonl => vec!["line_items.jsonl".to_owned()],
            Format::Csv => tables("csv"),
            Format::Xlsx => vec!["yosan.xlsx".to_owned()],
            Format::Sqlite => vec!["yosan.sqlite".to_owned()],
            Format::Parquet => tables("parquet"),
            Format::Datapackage => vec!["datapackage.json".to_owned()],
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Format;

    #[test]
    fn no_two_formats_have_a_file_of_the_same_name() {
        let mut names = BTreeSet::new();
        for name in Format::ALL.into_iter().flat_map(Format::files) {
            assert!(names.insert(name.to_lowercase()), "{name}");
        }
        assert!(names.contains("line_items.csv") && names.contains("yosan.sqlite"));
    }
}
