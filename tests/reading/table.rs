//! The reader's tables, and how a reader compares two names.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

/// One row of a table: its cells by the name of their column.
pub struct Row {
    cells: BTreeMap<String, String>,
}

impl Row {
    /// The cell of a column; empty if the reader left it so.
    pub fn get(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    pub fn number(&self, column: &str) -> Option<i64> {
        self.get(column).parse().ok()
    }

    pub fn line(&self) -> u32 {
        self.get("line").parse().expect("every row has its line")
    }

    /// The cells of a column that lists several, with `between` them.
    pub fn list(&self, column: &str, between: char) -> Vec<&str> {
        self.get(column).split(between).filter(|s| !s.is_empty()).collect()
    }

    /// What else is right for a column, from the column `also`: `name=a|b;level=c`.
    pub fn also(&self, column: &str) -> Vec<&str> {
        let fields = self.get("also").split(';').filter_map(|field| field.split_once('='));
        fields.filter(|(name, _)| *name == column).flat_map(|(_, all)| all.split('|')).collect()
    }

    /// Whether `found` is what the reader wrote in a column or also took for right there.
    pub fn accepts(&self, column: &str, found: &str) -> bool {
        let is_found = |accepted: &str| folded(accepted) == folded(found);
        is_found(self.get(column)) || self.also(column).into_iter().any(is_found)
    }
}

/// The rows of a table with tabs between its cells and the columns' names on top.
pub fn rows(table: &str) -> Vec<Row> {
    let mut lines = table.lines().map(|line| line.split('\t').map(str::to_owned));
    let head: Vec<String> = lines.next().expect("a table has a head").collect();
    lines.map(|cells| Row { cells: head.iter().cloned().zip(cells).collect() }).collect()
}

/// A name without what a reader passes over: width, white space, the form of a middle dot.
pub fn folded(name: &str) -> String {
    name.nfkc()
        .filter(|c| !c.is_whitespace())
        .map(|c| if matches!(c, '・' | '･' | '·') { '・' } else { c })
        .collect()
}
