//! The formats of a run: what is written, what is left alone, and what goes wrong.

use std::fs;
use std::path::Path;

use crate::sandbox::{GOOD, Sandbox, seeds};

/// All formats that this program was built with, as an argument.
pub fn all() -> String {
    let mut formats = vec!["json", "jsonl", "csv", "datapackage"];
    formats.extend(cfg!(feature = "sqlite").then_some("sqlite"));
    formats.extend(cfg!(feature = "xlsx").then_some("xlsx"));
    formats.extend(cfg!(feature = "parquet").then_some("parquet"));
    formats.join(",")
}

/// The records of a CSV file, without its header.
fn records(path: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let record = |r: Result<csv::StringRecord, _>| r.unwrap().iter().map(str::to_owned).collect();
    reader.records().map(record).collect()
}

#[test]
fn only_what_is_asked_for_is_written() {
    let sandbox = Sandbox::new();
    sandbox.file("a.txt", GOOD).file("out/yosan.xlsx", "old").file("out/line_items.jsonl", "old");
    sandbox.run(&["extract", "a.txt", "--format", "csv"]).exits(0);
    let names = sandbox.names("out");
    let others: Vec<&str> =
        names.iter().map(String::as_str).filter(|n| !n.ends_with(".csv")).collect();
    assert_eq!(others, ["line_items.jsonl", "manifest.json", "yosan.xlsx"]);
    assert!(names.len() > 20 && names.contains(&"line_items.csv".to_owned()), "{names:?}");
    for old in ["out/yosan.xlsx", "out/line_items.jsonl"] {
        assert_eq!(fs::read(sandbox.path(old)).unwrap(), b"old");
    }
    assert_eq!(records(&sandbox.path("out/line_items.csv")).len(), 1);
}

#[test]
fn a_data_package_comes_with_its_files() {
    let sandbox = Sandbox::new();
    sandbox.file("datapackage.txt", GOOD);
    let args = ["extract", "datapackage.txt", "--format", "json,datapackage"];
    sandbox.run(&args).exits(0);
    let package = sandbox.json("out/datapackage.json");
    for resource in package["resources"].as_array().unwrap() {
        let path = sandbox.path("out").join(resource["path"].as_str().unwrap());
        assert_eq!(resource["bytes"], fs::metadata(path).unwrap().len());
    }
    let document = sandbox.entry("datapackage.txt")["document"].as_str().unwrap().to_owned();
    assert!(document.starts_with("datapackage-"), "{document}");
    assert!(sandbox.path(&format!("out/{document}.json")).exists());
}

#[test]
fn an_unknown_format_is_told_with_those_that_are_known() {
    let sandbox = Sandbox::new();
    sandbox.file("a.txt", GOOD);
    sandbox
        .run(&["extract", "a.txt", "--format", "json,excel"])
        .exits(2)
        .says("'excel'")
        .says("json, jsonl, csv, xlsx, sqlite, parquet, datapackage");
    assert!(!sandbox.path("out").exists());
}

#[test]
#[cfg(not(feature = "parquet"))]
fn a_format_that_was_not_built_in_says_how_to_have_it() {
    let sandbox = Sandbox::new();
    sandbox.file("a.txt", GOOD);
    let args = ["extract", "a.txt", "--format", "json,parquet"];
    sandbox.run(&args).exits(2).says("cargo run --release --features parquet -- extract");
    assert!(!sandbox.path("out").exists());
}

#[test]
fn a_byte_order_mark_is_there_when_asked_for() {
    let sandbox = Sandbox::new();
    sandbox.file("a.txt", GOOD);
    let starts = |args: &[&str], begin: &[u8]| {
        sandbox.run(&[&["extract", "a.txt", "--format", "csv"], args].concat()).exits(0);
        let bytes = fs::read(sandbox.path("out/notes.csv")).unwrap();
        assert!(bytes.starts_with(begin), "{bytes:?}");
    };
    starts(&[], b"document,");
    starts(&["--bom"], b"\xef\xbb\xbfdocument,");
}

#[test]
fn an_input_that_failed_is_in_the_tables_too() {
    let sandbox = Sandbox::new();
    sandbox.file("a.txt", GOOD).file("b.txt", "");
    sandbox.run(&["extract", "a.txt", "b.txt", "gone.txt", "--format", "csv"]).exits(1);
    let inputs = records(&sandbox.path("out/inputs.csv"));
    let status: Vec<&str> = inputs.iter().map(|row| row[2].as_str()).collect();
    assert_eq!(status, ["ok", "failed", "failed"]);
    assert_eq!(records(&sandbox.path("out/documents.csv")).len(), 1);
}

#[test]
fn no_run_reads_the_files_of_another() {
    let sandbox = Sandbox::new();
    sandbox.file("a.txt", GOOD).file("out/other.csv", GOOD);
    sandbox.run(&["extract", "a.txt", "--format", &all()]).exits(0);
    for name in ["line_items.csv", "datapackage.json"] {
        let path = format!("out/{name}");
        sandbox
            .run(&["extract", "a.txt", &path, "--format", "csv"])
            .exits(1)
            .says(&format!("cannot read {path}: it lies where this run writes its own output"));
    }
    sandbox.run(&["extract", "a.txt", "out/other.csv", "--format", "csv"]).exits(0);
    sandbox.run(&["extract", "out"]).exits(3);
}

#[test]
fn what_cannot_be_written_costs_no_other_file() {
    let mut taken = vec!["line_items.jsonl", "notes.csv", "datapackage.json"];
    taken.extend(cfg!(feature = "sqlite").then_some("yosan.sqlite"));
    taken.extend(cfg!(feature = "xlsx").then_some("yosan.xlsx"));
    taken.extend(cfg!(feature = "parquet").then_some("notes.parquet"));
    let whole = Sandbox::new();
    whole.file("a.txt", GOOD).run(&["extract", "a.txt", "--format", &all()]).exits(0);
    for name in taken {
        let sandbox = Sandbox::new();
        sandbox.file("a.txt", GOOD).file(&format!("out/{name}/in_the_way"), "");
        let ran = sandbox.run(&["extract", "a.txt", "--format", &all()]).exits(3);
        ran.says(&format!("cannot write out/{name}: a folder of that name is in the way"));
        for (other, bytes) in whole.bytes("out") {
            // A package that cannot describe all of its files is not written.
            let is_lost = other == name || name == "notes.csv" && other == "datapackage.json";
            let path = sandbox.path("out").join(&other);
            assert!(is_lost || fs::read(path).unwrap() == bytes, "{name} cost {other}");
        }
        let names = sandbox.names("out");
        assert!(!names.iter().any(|n| n.starts_with('.')), "{names:?}");
    }
}

#[test]
#[cfg(feature = "sqlite")]
fn a_database_is_sound_and_can_be_asked() {
    let sandbox = Sandbox::new();
    let folder = seeds();
    sandbox.run(&["extract", folder.to_str().unwrap(), "--format", "sqlite"]);
    let db = rusqlite::Connection::open(sandbox.path("out/yosan.sqlite")).unwrap();
    let one = |sql: &str| db.query_one(sql, [], |row| row.get::<_, String>(0)).unwrap();
    assert_eq!(one("PRAGMA integrity_check"), "ok");
    assert_eq!(one("SELECT count(*) || '' FROM pragma_foreign_key_check"), "0");
    assert_eq!(one("SELECT user_version || '' FROM pragma_user_version"), "1");
    let documents = fs::read_dir(&folder).unwrap().count().to_string();
    assert_eq!(one("SELECT count(*) || '' FROM documents"), documents);
    let project = one("SELECT yen || '' FROM budget_by_project_year
         WHERE project = '医薬品プロジェクト' AND fiscal_year = 2023 AND agency = 'AMED'");
    assert_eq!(project, "41200000000");
    let ministries = one("SELECT DISTINCT ministries FROM program_amounts
         WHERE program = '再生・細胞医療・遺伝子治療プロジェクト' AND ministries LIKE '文部%'");
    assert_eq!(ministries, "文部科学省、厚生労働省、経済産業省");
    assert_eq!(one("SELECT count(*) || '' FROM failing_checks"), "0");
    let by_like = one("SELECT count(*) || '' FROM line_items WHERE name LIKE '%創薬基盤%'");
    let by_search = one("SELECT count(*) || '' FROM search
         WHERE search MATCH 'name:創薬基盤' AND kind = 'line_items'");
    assert_eq!(by_search, by_like);
    assert_ne!(by_like, "0");
}

#[test]
#[cfg(feature = "sqlite")]
fn a_failing_check_shows_the_figures_of_both_sides() {
    let sandbox = Sandbox::new();
    let fixtures = seeds().with_file_name("fixtures");
    let wrong = fixtures.join("cells/wrong_share.txt");
    sandbox.run(&["extract", wrong.to_str().unwrap(), "--format", "sqlite"]).exits(0);
    let db = rusqlite::Connection::open(sandbox.path("out/yosan.sqlite")).unwrap();
    let (name, printed, difference, parts) = db
        .query_one(
            "SELECT name, printed, difference_yen, parts FROM failing_checks
             WHERE kind = 'shares_sum_to_total'",
            [],
            |row| {
                let text = |i| row.get::<_, String>(i);
                Ok((text(0)?, text(1)?, row.get::<_, i64>(2)?, text(3)?))
            },
        )
        .unwrap();
    assert_eq!(name, "海洋研究開発機構対象経費");
    assert_eq!((printed.as_str(), difference), ("410億円", -1_000_000_000));
    assert_eq!(parts, "文部科学省 文300、国土交通省 国70、環境省 環30");
}
