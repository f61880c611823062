//! The tables, their inserts and their indexes as SQL.

use std::fmt::Write;

use crate::output::tidy::{Column, ForeignKey, Kind, Table};

/// `CREATE TABLE`, with what each column means as a comment.
pub(super) fn table(table: &Table) -> String {
    let mut sql =
        format!("CREATE TABLE {} ( -- {}: {}\n", table.name, table.title, table.description);
    for column in &table.columns {
        let null = if column.required { " NOT NULL" } else { "" };
        let check = check(column);
        let unit = column.unit.map_or_else(String::new, |unit| format!(" ({unit})"));
        let meaning = column.description.replace('\n', " ");
        // Writing to a string cannot fail.
        let _ = writeln!(
            sql,
            "  {} {}{null}{check}, -- {}{unit}: {meaning}",
            column.name,
            kind(column.kind),
            column.title
        );
    }
    for ForeignKey { columns, table, references } in &table.foreign_keys {
        let (columns, references) = (columns.join(", "), references.join(", "));
        let _ = writeln!(sql, "  FOREIGN KEY ({columns}) REFERENCES {table} ({references}),");
    }
    let _ = write!(sql, "  PRIMARY KEY ({})\n) STRICT", table.primary_key.join(", "));
    sql
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Word => "TEXT",
        Kind::Integer | Kind::Boolean => "INTEGER",
        Kind::Decimal | Kind::Number => "REAL",
    }
}

fn check(column: &Column) -> String {
    match column.kind {
        Kind::Boolean => format!(" CHECK ({} IN (0, 1))", column.name),
        Kind::Word => {
            let words: Vec<String> =
                column.words.iter().map(|word| format!("'{}'", word.value)).collect();
            format!(" CHECK ({} IN ({}))", column.name, words.join(", "))
        }
        _ => String::new(),
    }
}

/// `INSERT` of one row.
pub(super) fn insert(table: &Table) -> String {
    let marks = vec!["?"; table.columns.len()];
    format!("INSERT INTO {} VALUES ({})", table.name, marks.join(", "))
}

/// `CREATE INDEX` for each foreign key that does not begin the primary key, which has an
/// index of its own.
pub(super) fn indexes(table: &Table) -> Vec<String> {
    let needs_one = |key: &&ForeignKey| !table.primary_key.starts_with(&key.columns);
    let index = |key: &ForeignKey| {
        let of = key.columns.iter().find(|c| **c != "document").unwrap_or(&"document");
        let columns = key.columns.join(", ");
        format!("CREATE INDEX {0}_by_{of} ON {0} ({columns})", table.name)
    };
    table.foreign_keys.iter().filter(needs_one).map(index).collect()
}

#[cfg(test)]
mod tests {
    use super::{indexes, table};
    use crate::output::tidy::{TABLES, Table};

    fn of(name: &str) -> &'static Table {
        TABLES.iter().find(|t| t.name == name).unwrap()
    }

    #[test]
    fn a_table_says_what_its_columns_mean() {
        let sql = table(of("line_items"));
        let has = |part: &str| assert!(sql.contains(part), "{part} is not in {sql}");
        has("CREATE TABLE line_items ( -- 予算項目: One row for each amount of a document.\n");
        has(
            "\n  yen INTEGER, -- 金額 (円): Exact yen; the low end of a range; null when undetermined.\n",
        );
        has("\n  rate REAL, -- 増減率 (%): ");
        has("\n  flag_new INTEGER NOT NULL CHECK (flag_new IN (0, 1)), -- 新規: 新規\n");
        has("\n  measure TEXT NOT NULL CHECK (measure IN ('amount', 'change')), -- ");
        has("\n  FOREIGN KEY (document, part_of) REFERENCES line_items (document, id),\n");
        assert!(sql.ends_with("\n  PRIMARY KEY (document, id)\n) STRICT"), "{sql}");
    }

    #[test]
    fn a_foreign_key_has_an_index() {
        let check = |name: &str, expected: &[&str]| assert_eq!(indexes(of(name)), expected);
        check("documents", &[]);
        check("line_item_paths", &[]);
        check(
            "checks",
            &["CREATE INDEX checks_by_line_item_id ON checks (document, line_item_id)"],
        );
        check(
            "line_items",
            &[
                "CREATE INDEX line_items_by_part_of ON line_items (document, part_of)",
                "CREATE INDEX line_items_by_same_as ON line_items (document, same_as)",
            ],
        );
    }
}
