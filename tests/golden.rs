//! A snapshot in `golden/` of every document: what a change of a rule changes.
//!
//! A file that is put into `seeds/` or `fixtures/` gets its own snapshot. Review
//! what a change did with `cargo insta review`, or take all of it without that
//! tool by `INSTA_UPDATE=always cargo test --test golden` and read `git diff`.
//! Fixtures are made up: the ministries exist, the figures do not. The folder
//! says what layout one shows; `wrong_*` prints a figure that does not add up.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use insta::{Settings, assert_snapshot, glob};
use serde_json::Value;

fn settings() -> Settings {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path("../golden");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

fn json(path: &Path) -> String {
    common::json(&common::input(&path.canonicalize().expect("the path exists")).extract())
}

#[test]
fn seeds() {
    settings().bind(|| {
        glob!("../seeds", "**/*", |path| {
            if path.is_file() {
                assert_snapshot!("seeds", json(path));
            }
        });
    });
}

#[test]
fn fixtures() {
    settings().bind(|| {
        glob!("../fixtures", "**/*", |path| {
            if path.is_file() && common::is_document(path) {
                assert_snapshot!("fixtures", json(path));
            }
        });
    });
}

#[test]
fn every_golden_file_has_its_document() {
    let expected: BTreeSet<String> = common::inputs()
        .iter()
        .filter_map(|input| input.path.split_once('/'))
        .map(|(folder, rest)| format!("{folder}@{}.snap", rest.replace('/', "__")))
        .collect();
    let Ok(golden) = fs::read_dir(common::root().join("golden")) else {
        return; // None were made yet: the snapshot tests say so.
    };
    let found: BTreeSet<String> = golden
        .map(|entry| entry.expect("an entry can be read").file_name().to_string_lossy().into())
        .filter(|name: &String| name.ends_with(".snap"))
        .collect();
    let stale: Vec<_> = found.difference(&expected).collect();
    assert!(stale.is_empty(), "snapshots of documents that are gone: {stale:#?}");
}

/// Of the JSON that the snapshots are compared with.
#[test]
fn every_document_is_valid_against_the_schema() {
    let schema: Value = serde_json::from_str(&yosan::output::schema()).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
    let mut wrong = Vec::new();
    for input in common::inputs() {
        let json = common::json(&input.extract());
        let value: Value = serde_json::from_str(&json).expect("the output is JSON");
        for error in validator.iter_errors(&value) {
            wrong.push(format!("{}: {}: {error}", input.path, error.instance_path()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
