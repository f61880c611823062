//! `yosan series` on the folder that a run wrote.

use std::fs;

use crate::sandbox::{GOOD, Sandbox};

fn extracted() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.file("a.txt", GOOD);
    sandbox.run(&["extract", "a.txt", "-q"]).exits(0);
    sandbox
}

#[test]
fn a_series_is_printed_or_written() {
    let sandbox = extracted();
    let text = sandbox.run(&["series", "out"]).exits(0).stdout;
    assert!(text.contains("医薬品プロジェクト") && !text.contains('\x1b'), "{text}");
    let printed = sandbox.run(&["series", "out", "--format", "csv"]).exits(0).stdout;
    assert!(printed.starts_with("item_id,name,"), "{printed}");
    sandbox.run(&["series", "out", "-f", "csv", "-o", "series.csv"]).exits(0);
    assert_eq!(fs::read_to_string(sandbox.path("series.csv")).unwrap(), printed);
    let json = sandbox.run(&["series", "out", "-f", "json"]).exits(0).stdout;
    assert!(serde_json::from_str::<serde_json::Value>(&json).unwrap()["items"].is_array());
    let svg = sandbox.run(&["series", "out", "-f", "svg"]).exits(0).stdout;
    assert!(svg.contains("role=\"img\"") && svg.ends_with("</svg>\n"), "{svg}");
}

#[test]
fn items_are_chosen_by_name() {
    let sandbox = extracted();
    let chosen = sandbox.run(&["series", "out", "--name", "医薬 品プロ"]).exits(0).stdout;
    assert!(chosen.contains("医薬品プロジェクト"), "{chosen}");
    sandbox.run(&["series", "out", "-n", "砂防"]).exits(2).says("no item's name contains 砂防");
}

#[test]
fn what_is_no_output_is_told() {
    let sandbox = extracted();
    sandbox.run(&["series", "gone"]).exits(3).says("there is no such folder");
    sandbox.run(&["series", "out", "-o", "gone/series.csv"]).exits(3).says("cannot write");
    sandbox.run(&["series", "out", "-f", "xml"]).exits(2);
    fs::remove_file(sandbox.path("out/a.json")).unwrap();
    sandbox.run(&["series", "out"]).exits(3).says("a.json");
}

#[test]
fn an_interrupted_run_is_told() {
    let sandbox = extracted();
    let manifest = fs::read_to_string(sandbox.path("out/manifest.json")).unwrap();
    let manifest = manifest.replace("\"complete\": true", "\"complete\": false");
    fs::write(sandbox.path("out/manifest.json"), manifest).unwrap();
    sandbox.run(&["series", "out"]).exits(1).says("interrupted");
}
