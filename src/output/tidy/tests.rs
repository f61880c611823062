//! The tables hold all that the model has, and nothing twice.

use std::collections::BTreeSet;

use super::model::Model;
use super::{Cell, Kind, Outcome, TABLES, Table};
use crate::model::Extraction;
use crate::output::Entry;
use crate::{Options, extract};

fn table(name: &str) -> &'static Table {
    TABLES.iter().find(|t| t.name == name).unwrap()
}

/// The rows of a table as text: null is `-`.
fn rows(table: &Table, extraction: &Extraction) -> Vec<Vec<String>> {
    let entry = Entry::read("d", extraction);
    let outcome = Outcome { seq: 1, entry: &entry, extraction: Some(extraction), link: None };
    let mut rows = Vec::new();
    let mut visit = |cells: &[Cell<'_>]| {
        rows.push(cells.iter().map(shown).collect());
        Ok(())
    };
    table.rows(&outcome, &mut visit).unwrap();
    rows
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Null => "-".to_owned(),
        Cell::Text(text) => text.clone().into_owned(),
        Cell::Integer(n) => n.to_string(),
        Cell::Decimal(text) => (*text).to_owned(),
        Cell::Number(n) => n.to_string(),
        Cell::Boolean(b) => b.to_string(),
    }
}

/// The cells of one column.
#[track_caller]
fn column(table_name: &str, name: &str, extraction: &Extraction) -> Vec<String> {
    let table = table(table_name);
    let at = table.position(name).unwrap();
    rows(table, extraction).into_iter().map(|row| row[at].clone()).collect()
}

fn read(text: &str) -> Extraction {
    extract("a.txt", text.as_bytes(), Options::default()).unwrap()
}

#[test]
fn every_field_of_the_model_has_a_column() {
    let columns = TABLES.iter().flat_map(|t| &t.columns);
    let held: BTreeSet<String> = columns.filter_map(|c| c.field.clone()).collect();
    let leaves: BTreeSet<String> = Model::new().leaves().into_iter().collect();
    assert!(leaves.len() > 100, "{leaves:?}");
    let missing: Vec<&String> = leaves.difference(&held).collect();
    assert!(missing.is_empty(), "no table has {missing:?}");
    let invented: Vec<&String> = held.difference(&leaves).collect();
    assert!(invented.is_empty(), "the model does not have {invented:?}");
}

#[test]
fn names_titles_and_keys_are_sound() {
    let mut tables = BTreeSet::new();
    for t in TABLES.iter() {
        assert!(tables.insert(t.name) && tables.insert(t.title), "{} is there twice", t.name);
        let mut names = BTreeSet::new();
        let mut titles = BTreeSet::new();
        for c in &t.columns {
            assert!(names.insert(c.name), "{}.{} is there twice", t.name, c.name);
            assert!(titles.insert(c.title), "{}.{} is there twice", t.name, c.title);
            assert!(!c.description.is_empty(), "{}.{} has no description", t.name, c.name);
            assert_eq!(c.kind == Kind::Word, !c.words.is_empty(), "{}.{}", t.name, c.name);
            let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
            assert!(c.name.bytes().all(plain), "{}.{}", t.name, c.name);
        }
        assert!(!t.primary_key.is_empty(), "{} has no key", t.name);
        for key in &t.primary_key {
            let column = &t.columns[t.position(key).unwrap()];
            assert!(column.required, "{}.{key} may be null", t.name);
        }
        for key in &t.foreign_keys {
            let other = table(key.table);
            assert_eq!(key.references, other.primary_key, "{} to {}", t.name, key.table);
            assert_eq!(key.columns.len(), key.references.len());
            assert!(key.columns.iter().all(|c| t.position(c).is_some()), "{:?}", key.columns);
        }
    }
}

#[test]
fn cells_are_what_their_columns_say() {
    let texts = ["seeds", "fixtures/generic", "fixtures/accounts", "fixtures/encoding"];
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut kinds = BTreeSet::new();
    for folder in texts {
        for file in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let bytes = std::fs::read(&path).unwrap();
            let extraction = extract(&name, &bytes, Options::default()).unwrap();
            let entry = Entry::read("d", &extraction);
            let outcome =
                Outcome { seq: 1, entry: &entry, extraction: Some(&extraction), link: None };
            for t in TABLES.iter() {
                let mut keys = BTreeSet::new();
                t.rows(&outcome, &mut |cells| {
                    assert_eq!(cells.len(), t.columns.len());
                    for (column, cell) in t.columns.iter().zip(cells) {
                        let is_right = match (column.kind, cell) {
                            (_, Cell::Null) => !column.required,
                            (Kind::Word, Cell::Text(text)) => {
                                column.words.iter().any(|w| w.value == *text)
                            }
                            (Kind::Text, Cell::Text(_))
                            | (Kind::Integer, Cell::Integer(_))
                            | (Kind::Decimal, Cell::Decimal(_))
                            | (Kind::Number, Cell::Number(_))
                            | (Kind::Boolean, Cell::Boolean(_)) => true,
                            _ => false,
                        };
                        assert!(is_right, "{name}: {}.{}: {cell:?}", t.name, column.name);
                        if *cell != Cell::Null {
                            kinds.insert(format!("{:?}", column.kind));
                        }
                    }
                    let key = |k: &&str| shown(&cells[t.position(k).unwrap()]);
                    let key: Vec<String> = t.primary_key.iter().map(key).collect();
                    assert!(keys.insert(key.clone()), "{name}: {} has {key:?} twice", t.name);
                    Ok(())
                })
                .unwrap();
            }
        }
    }
    let expected = ["Boolean", "Decimal", "Integer", "Text", "Word"];
    assert!(kinds.iter().map(String::as_str).eq(expected), "{kinds:?}");
}

#[test]
fn no_figure_is_lost_on_its_way_to_a_number() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut checks = 0;
    for folder in ["seeds", "fixtures/cells", "fixtures/accounts", "fixtures/ledger"] {
        for file in std::fs::read_dir(root.join(folder)).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            // Without its feature `pdf` the library reads text only.
            let Ok(extraction) = extract("a.txt", &bytes, Options::default()) else { continue };
            for figure in ["expected", "actual", "tolerance"] {
                let yen = column("checks", &format!("{figure}_yen"), &extraction);
                let percent = column("checks", &format!("{figure}_percent"), &extraction);
                assert_eq!(yen.len(), extraction.checks.len());
                let is_one = |(yen, percent): (&String, &String)| (yen == "-") != (percent == "-");
                assert!(yen.iter().zip(&percent).all(is_one), "{yen:?} {percent:?}");
            }
            let values = column("statistics", "value", &extraction);
            assert!(!values.iter().any(|value| value == "-"), "{values:?}");
            checks += extraction.checks.len();
        }
    }
    assert!(checks > 50, "{checks}");
}

#[test]
fn a_list_is_a_table_of_its_own() {
    let mut extraction = read("令和2年度予算\n医薬品プロジェクト 461億円\n");
    extraction.line_items[0].path = vec!["上".to_owned(), "中".to_owned(), "下".to_owned()];
    assert_eq!(column("line_item_paths", "name", &extraction), ["上", "中", "下"]);
    assert_eq!(column("line_item_paths", "seq", &extraction), ["1", "2", "3"]);
    assert_eq!(column("line_items", "parent", &extraction), ["中"]);
    extraction.line_items[0].path.truncate(1);
    assert_eq!(column("line_items", "parent", &extraction), ["-"]);
    extraction.line_items[0].path.clear();
    assert_eq!(column("line_items", "parent", &extraction), ["-"]);
}

#[test]
fn an_input_that_failed_is_in_the_inputs_only() {
    let entry = Entry::failed("b.txt", "no reason".to_owned());
    let outcome = Outcome { seq: 7, entry: &entry, extraction: None, link: None };
    for t in TABLES.iter() {
        let mut count = 0;
        t.rows(&outcome, &mut |cells| {
            count += 1;
            assert_eq!(cells[0], Cell::Integer(7));
            Ok(())
        })
        .unwrap();
        assert_eq!(count, usize::from(t.name == "inputs"), "{}", t.name);
    }
}

#[test]
fn the_figures_of_a_check_have_one_unit_a_column() {
    use crate::model::{Check, CheckKind, CheckStatus};
    let check = |kind, expected: &str| Check {
        kind,
        of: "x".to_owned(),
        parts: Vec::new(),
        expected: expected.to_owned(),
        actual: expected.to_owned(),
        tolerance: expected.to_owned(),
        status: CheckStatus::Holds,
        message: None,
    };
    let mut extraction = Extraction::default();
    extraction.checks.push(check(CheckKind::ColumnsSum, "-1200"));
    extraction.checks.push(check(CheckKind::RateIsChangeOverBase, "-4.50"));
    assert_eq!(column("checks", "expected_yen", &extraction), ["-1200", "-"]);
    assert_eq!(column("checks", "expected_percent", &extraction), ["-", "-4.50"]);
}
