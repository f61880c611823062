//! Folders: what is read of them, in which order, and that no run reads its own output.

use crate::sandbox::{GOOD, Sandbox, seeds};

fn paths(sandbox: &Sandbox, out: &str) -> Vec<String> {
    let entries = sandbox.entries(out);
    entries.iter().map(|e| e["path"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn documents_are_read_sorted_and_other_files_are_not() {
    let sandbox = Sandbox::new();
    for name in ["b.txt", "a/z.md", "a.TXT", "c.text", "a/b/c.txt", "予算.txt"] {
        sandbox.file(&format!("in/{name}"), format!("{name} {GOOD}"));
    }
    for name in ["picture.png", "data.json", ".hidden.txt", ".git/a.txt", "noextension"] {
        sandbox.file(&format!("in/{name}"), GOOD);
    }
    let ran = sandbox.run(&["extract", "in/"]).exits(0).says("3 files of other types not read");
    let wanted = ["in/a.TXT", "in/a/b/c.txt", "in/a/z.md", "in/b.txt", "in/c.text", "in/予算.txt"];
    assert_eq!(paths(&sandbox, "out"), wanted);
    assert!(ran.stdout.contains("6 documents"), "{}", ran.stdout);
}

#[test]
fn a_file_given_by_name_is_read_whatever_its_extension() {
    let sandbox = Sandbox::new();
    sandbox.file("noextension", GOOD).file(".hidden", GOOD).file("a.csv", GOOD);
    sandbox.run(&["extract", "noextension", ".hidden", "a.csv"]).exits(0);
    assert_eq!(paths(&sandbox, "out"), ["noextension", ".hidden", "a.csv"]);
}

#[test]
fn a_bad_pdf_in_a_folder_is_listed_as_failed() {
    let sandbox = Sandbox::new();
    sandbox.file("in/a.pdf", "%PDF-1.7").file("in/b.txt", GOOD);
    sandbox.run(&["extract", "in"]).exits(1).says("cannot read in/a.pdf: ");
    assert_eq!(sandbox.entry("in/a.pdf")["status"], "failed");
    assert_eq!(sandbox.entry("in/b.txt")["status"], "ok");
}

#[test]
fn a_file_that_is_reached_twice_is_read_once() {
    let sandbox = Sandbox::new();
    sandbox.file("in/a.txt", GOOD).file("in/b.txt", GOOD);
    sandbox.run(&["extract", "in/b.txt", "in", "./in/../in/a.txt", "in"]).exits(0);
    assert_eq!(paths(&sandbox, "out"), ["in/b.txt", "in/a.txt"]);
}

#[test]
fn no_run_reads_its_own_output() {
    let sandbox = Sandbox::new();
    sandbox.file("a.txt", GOOD).file("out/left.txt", GOOD);
    sandbox.run(&["extract", "."]).exits(0);
    assert_eq!(paths(&sandbox, "out"), ["./a.txt"]);
    let first = sandbox.bytes("out");
    sandbox.run(&["extract", "."]).exits(0);
    assert_eq!(sandbox.bytes("out"), first);
    // Not even if its files are given by name, or the folder is both.
    sandbox
        .run(&["extract", "a.txt", "out/a.json"])
        .exits(1)
        .says("cannot read out/a.json: it lies where this run writes its own output");
    sandbox.file("both/b.txt", GOOD);
    for _ in 0..2 {
        sandbox.run(&["extract", "both", "-o", "both"]).exits(0);
        assert_eq!(paths(&sandbox, "both"), ["both/b.txt"]);
    }
}

#[test]
fn nothing_but_the_output_folder_is_nothing_to_read() {
    let sandbox = Sandbox::new();
    sandbox.file("out/line_items.jsonl", "{}\n");
    sandbox.run(&["extract", "out"]).exits(3).says("there is nothing to read");
}

#[test]
fn no_absolute_path_is_written() {
    let sandbox = Sandbox::new();
    sandbox.file("in/a/b.txt", GOOD).file("c.txt", GOOD);
    let folder = sandbox.path("in");
    let file = sandbox.path("c.txt");
    let args = ["extract", folder.to_str().unwrap(), file.to_str().unwrap()];
    sandbox.run(&args).exits(0);
    assert_eq!(paths(&sandbox, "out"), ["in/a/b.txt", "c.txt"]);
    let here = sandbox.path("");
    for (name, bytes) in sandbox.bytes("out") {
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains(here.to_str().unwrap()), "{name}: {text}");
    }
}

#[test]
fn the_same_bytes_on_one_thread_and_on_eight() {
    let sandbox = Sandbox::new();
    for i in 0..60 {
        let good = if i % 7 == 3 { String::new() } else { GOOD.repeat(1 + i * 13 % 40) };
        sandbox.file(&format!("in/{}/{i}.txt", i % 3), good);
    }
    for seed in std::fs::read_dir(seeds()).unwrap() {
        let seed = seed.unwrap();
        let name = seed.file_name().into_string().unwrap();
        sandbox.file(&format!("in/{name}"), std::fs::read(seed.path()).unwrap());
    }
    sandbox.run(&["extract", "in", "-o", "one", "--jobs", "1"]).exits(1);
    sandbox.run(&["extract", "in", "-o", "eight", "--jobs", "8"]).exits(1);
    let one = sandbox.bytes("one");
    assert!(one.len() > 50);
    assert!(one == sandbox.bytes("eight"));
}

#[test]
fn line_items_are_those_of_the_documents_in_order() {
    let sandbox = Sandbox::new();
    let folder = seeds();
    sandbox.run(&["extract", folder.to_str().unwrap(), "--jobs", "4"]);
    let mut wanted = Vec::new();
    for entry in sandbox.entries("out") {
        let document = entry["document"].as_str().unwrap();
        let extraction = sandbox.json(&format!("out/{document}.json"));
        let items = extraction["line_items"].as_array().unwrap();
        assert_eq!(entry["counts"]["line_items"], items.len());
        assert_eq!(entry["sha256"], extraction["source"]["sha256"]);
        assert_eq!(entry["coverage"], extraction["coverage"]);
        for item in items {
            let mut item = item.clone();
            item["document"] = document.into();
            wanted.push(item);
        }
    }
    let lines = std::fs::read_to_string(sandbox.path("out/line_items.jsonl")).unwrap();
    let got: Vec<serde_json::Value> =
        lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(got, wanted);
    assert!(lines.lines().all(|l| l.starts_with("{\"document\":")));
}
