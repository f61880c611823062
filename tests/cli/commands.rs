//! Arguments, help, and the commands that print.

use std::fs;

use crate::sandbox::{GOOD, Sandbox};

#[test]
fn help_has_examples_for_every_command() {
    let sandbox = Sandbox::new();
    for command in [
        &["--help"][..],
        &["extract", "--help"],
        &["text", "-h"],
        &["explain", "-h"],
        &["series", "-h"],
    ] {
        let ran = sandbox.run(command).exits(0);
        assert!(ran.stdout.contains("Examples:\n  yosan "), "{}", ran.stdout);
    }
    sandbox.run(&["schema", "--help"]).exits(0);
    let ran = sandbox.run(&["--version"]).exits(0);
    assert_eq!(ran.stdout, format!("yosan {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn what_is_not_understood_is_a_usage_error() {
    let sandbox = Sandbox::new();
    sandbox.file("a.txt", GOOD);
    for args in [
        &[][..],
        &["extrct", "a.txt"],
        &["extract"],
        &["extract", "a.txt", "--jobs", "0"],
        &["extract", "a.txt", "--encoding", "latin1"],
        &["text"],
        &["explain", "a.txt"],
        &["explain", "a.txt", "--line", "0"],
    ] {
        sandbox.run(args).exits(2);
    }
    sandbox.run(&["extrct", "a.txt"]).exits(2).says("extract");
    assert!(!sandbox.path("out").exists());
}

#[test]
fn extract_writes_three_kinds_of_files_and_a_table() {
    let sandbox = Sandbox::new();
    sandbox.file("a.txt", GOOD);
    let ran = sandbox.run(&["extract", "a.txt"]).exits(0);
    assert_eq!(sandbox.names("out"), ["a.json", "line_items.jsonl", "manifest.json"]);
    let table: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(table.len(), 3, "{}", ran.stdout);
    assert!(table[0].starts_with("document") && table[1].starts_with("a.txt"), "{}", ran.stdout);
    assert!(!ran.stdout.contains('\x1b') && ran.stderr.is_empty(), "{ran:#?}");
    let entry = sandbox.entry("a.txt");
    assert_eq!((&entry["document"], &entry["status"]), (&"a".into(), &"ok".into()));
    assert_eq!(entry["error"], serde_json::Value::Null);
    assert_eq!(sandbox.json("out/manifest.json")["complete"], true);
    assert!(fs::read_to_string(sandbox.path("out/a.json")).unwrap().starts_with("{\n  \"source\""));
}

#[test]
fn quiet_says_only_what_went_wrong() {
    let sandbox = Sandbox::new();
    sandbox.file("in/a.txt", GOOD).file("in/b.txt", "").file("in/c.png", "");
    let ran = sandbox.run(&["extract", "in", "--quiet"]).exits(1);
    assert_eq!(ran.stdout, "");
    assert_eq!(ran.stderr, "yosan: cannot read in/b.txt: the file is empty\n");
}

#[test]
fn an_encoding_can_be_demanded() {
    let sandbox = Sandbox::new();
    sandbox.file("a.txt", GOOD);
    sandbox.run(&["extract", "a.txt", "--encoding", "UTF-8", "-q"]).exits(0);
    let ran = sandbox.run(&["text", "a.txt", "-e", "utf-8"]).exits(0);
    assert!(ran.stdout.contains("461億円"), "{}", ran.stdout);
}

#[test]
fn text_prints_the_lines() {
    let sandbox = Sandbox::new();
    sandbox.file("a.txt", GOOD);
    let plain = sandbox.run(&["text", "a.txt"]).exits(0).stdout;
    assert_eq!(plain.lines().count(), 2);
    let numbered = sandbox.run(&["text", "a.txt", "--lines"]).exits(0).stdout;
    let wanted: String =
        plain.lines().enumerate().map(|(i, l)| format!("{}  {l}\n", i + 1)).collect();
    assert_eq!(numbered, wanted);
}

#[test]
fn text_and_explain_name_what_they_cannot_read() {
    let sandbox = Sandbox::new();
    sandbox.file("empty.txt", "").file("folder/a.txt", GOOD);
    for command in [&["text"][..], &["explain", "--line", "1"]] {
        let on = |file: &str| sandbox.run(&[command, &[file]].concat()).exits(3);
        on("gone.txt").says("cannot read gone.txt: there is no such file");
        on("empty.txt").says("cannot read empty.txt: the file is empty");
        on("folder").says("cannot read folder: it is a folder");
    }
}

#[test]
fn explain_knows_lines_without_amounts_and_lines_beyond_the_end() {
    let sandbox = Sandbox::new();
    sandbox.file("a.txt", "はじめに\n461億円\n");
    let ran = sandbox.run(&["explain", "a.txt", "--line", "1"]).exits(0);
    assert!(ran.stdout.starts_with("line 1, page 1: はじめに\n"), "{}", ran.stdout);
    assert!(ran.stdout.contains("No amount stands on this line."), "{}", ran.stdout);
    sandbox
        .run(&["explain", "a.txt", "--line", "3"])
        .exits(2)
        .says("a.txt: there is no line 3, the last one is 2");
    sandbox.run(&["explain", "a.txt", "--id", "no such id"]).exits(2).says("has the id no such id");
}

#[test]
fn explain_agrees_with_extract() {
    let sandbox = Sandbox::new();
    sandbox.file("a.txt", GOOD);
    sandbox.run(&["extract", "a.txt"]).exits(0);
    let extraction = sandbox.json("out/a.json");
    for item in extraction["line_items"].as_array().unwrap() {
        let (id, line) = (item["id"].as_str().unwrap(), item["evidence"]["line"].to_string());
        let by_id = sandbox.run(&["explain", "a.txt", "--id", id]).exits(0).stdout;
        let by_line = sandbox.run(&["explain", "a.txt", "--line", &line]).exits(0).stdout;
        assert!(by_line.contains(&by_id), "{by_id}\nis not in\n{by_line}");
        assert!(by_id.contains(item["rule"].as_str().unwrap()), "{by_id}");
    }
}

#[test]
fn what_is_written_is_valid_by_the_schema_that_is_printed() {
    let sandbox = Sandbox::new();
    sandbox.file("a.txt", GOOD);
    sandbox.run(&["extract", "a.txt"]).exits(0);
    let printed = sandbox.run(&["schema"]).exits(0).stdout;
    let schema: serde_json::Value = serde_json::from_str(&printed).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut record = sandbox.json("out/a.json");
    assert!(validator.is_valid(&record));
    record.as_object_mut().unwrap().remove("coverage");
    assert!(!validator.is_valid(&record));
}
