//! Bad input: each gets one sentence and one status, and costs no other file anything.

use std::fs;
use std::process::Command;

use crate::sandbox::{GOOD, Sandbox};

/// Runs on one bad input beside a good one: the bad one fails with a sentence
/// that holds `reason`, the good one is read.
#[track_caller]
fn fails(sandbox: &Sandbox, path: &str, reason: &str) {
    sandbox.file("good.txt", GOOD);
    sandbox.run(&["extract", path, "good.txt"]).exits(1).says(path).says(reason);
    let bad = sandbox.entry(path);
    assert_eq!(bad["status"], "failed");
    assert_eq!(bad["document"], serde_json::Value::Null);
    let error = bad["error"].as_str().unwrap();
    assert!(error.contains(path) && error.contains(reason), "{error}");
    assert_eq!(sandbox.entry("good.txt")["status"], "ok");
    assert_eq!(sandbox.names("out"), ["good.json", "line_items.jsonl", "manifest.json"]);
    // Alone, it leaves nothing that was read.
    sandbox.run(&["extract", path, "-o", "alone"]).exits(3).says(reason);
    assert_eq!(sandbox.names("alone"), ["line_items.jsonl", "manifest.json"]);
}

#[track_caller]
fn bytes_fail(bytes: &[u8], reason: &str) {
    let sandbox = Sandbox::new();
    sandbox.file("bad.txt", bytes);
    fails(&sandbox, "bad.txt", reason);
    let entry = sandbox.entry("bad.txt");
    assert_eq!(entry["bytes"], bytes.len());
    assert_eq!(entry["sha256"].as_str().unwrap().len(), 64);
}

/// Runs on a strange input beside a good one: both are read.
#[track_caller]
fn is_read(bytes: impl AsRef<[u8]>) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.file("odd.txt", bytes).file("good.txt", GOOD);
    let ran = sandbox.run(&["extract", "odd.txt", "good.txt"]);
    let status = sandbox.entry("odd.txt")["status"].clone();
    assert_eq!(sandbox.entry("good.txt")["status"], "ok");
    let exit = if status == "ok" { 0 } else { 1 };
    assert!(status == "ok" || status == "partial", "{status}");
    ran.exits(exit);
    assert_eq!(sandbox.json("out/odd.json")["source"]["path"], "odd.txt");
    sandbox
}

#[test]
fn an_empty_file() {
    bytes_fail(b"", "the file is empty");
}

#[test]
fn only_a_byte_order_mark() {
    bytes_fail(b"\xEF\xBB\xBF", "empty but for a byte order mark");
    bytes_fail(b"\xFF\xFE", "empty but for a byte order mark");
}

#[test]
fn binary_files() {
    bytes_fail(b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR", "it is a PNG image, not text");
    bytes_fail(b"PK\x03\x04\x14\0\0\0", "it is a ZIP archive, not text");
    let data: Vec<u8> = (0..=255).cycle().take(5000).collect();
    bytes_fail(&data, "it is binary data, not text");
    #[cfg(not(feature = "pdf"))]
    bytes_fail(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", "this is a PDF, and yosan was built without");
}

#[test]
fn a_folder_without_documents() {
    let sandbox = Sandbox::new();
    sandbox.file("folder/picture.png", "x");
    fails(&sandbox, "folder", "no documents in this folder");
}

#[test]
fn a_path_that_does_not_exist() {
    let sandbox = Sandbox::new();
    fails(&sandbox, "gone.txt", "there is no such file");
    fails(&sandbox, "gone/a.txt", "there is no such file");
    fails(&sandbox, "good.txt/a.txt", "a file of that name is in the way");
}

#[test]
fn a_path_with_a_slip_of_the_hand() {
    let sandbox = Sandbox::new();
    sandbox.file("seeds/a.txt", GOOD);
    sandbox.run(&["extract", "seed"]).exits(3).says("did you mean seeds/ instead of seed?");
    sandbox.run(&["text", "seeds/b.txt"]).exits(3).says("did you mean seeds/a.txt?");
}

#[test]
#[cfg(unix)]
fn an_unreadable_file() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::new();
    sandbox.file("secret.txt", GOOD).file("closed/a.txt", GOOD);
    for path in ["secret.txt", "closed"] {
        let path = sandbox.path(path);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    }
    let all_may_read = fs::read(sandbox.path("secret.txt")).is_ok();
    if !all_may_read {
        fails(&sandbox, "secret.txt", "permission denied");
        fs::remove_dir_all(sandbox.path("out")).unwrap();
        fails(&sandbox, "closed", "permission denied");
    }
    // So that the folder can be removed.
    fs::set_permissions(sandbox.path("closed"), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
#[cfg(unix)]
fn dangling_and_looping_links() {
    use std::os::unix::fs::symlink;
    let sandbox = Sandbox::new();
    symlink("nowhere", sandbox.path("dangling.txt")).unwrap();
    fails(&sandbox, "dangling.txt", "it is a link that leads nowhere");
    symlink("b.txt", sandbox.path("a.txt")).unwrap();
    symlink("a.txt", sandbox.path("b.txt")).unwrap();
    fails(&sandbox, "a.txt", "it is a link that leads back to itself");
}

#[test]
#[cfg(unix)]
fn links_in_a_folder() {
    use std::os::unix::fs::symlink;
    let sandbox = Sandbox::new();
    sandbox.file("in/a/good.txt", GOOD).file("elsewhere/other.txt", GOOD);
    symlink("nowhere", sandbox.path("in/dangling")).unwrap();
    symlink("..", sandbox.path("in/a/loop")).unwrap();
    symlink("self", sandbox.path("in/self")).unwrap();
    // The same folder and the same file by another name: read once.
    symlink("a", sandbox.path("in/Again")).unwrap();
    symlink("a/good.txt", sandbox.path("in/again.txt")).unwrap();
    symlink("../elsewhere", sandbox.path("in/elsewhere")).unwrap();
    sandbox.run(&["extract", "in"]).exits(1);
    let got: Vec<String> = sandbox
        .entries("out")
        .iter()
        .map(|e| format!("{} {}", e["path"].as_str().unwrap(), e["status"].as_str().unwrap()))
        .collect();
    assert_eq!(
        got,
        [
            "in/a/good.txt ok",
            "in/a/loop failed",
            "in/dangling failed",
            "in/elsewhere/other.txt ok",
            "in/self failed",
        ]
    );
}

#[test]
#[cfg(unix)]
fn a_fifo() {
    let sandbox = Sandbox::new();
    let made = Command::new("mkfifo").arg(sandbox.path("pipe.txt")).status().unwrap();
    assert!(made.success());
    fails(&sandbox, "pipe.txt", "it is a FIFO");
}

#[test]
#[cfg(unix)]
fn a_device() {
    let sandbox = Sandbox::new();
    // The terminal names it as it was given, the manifest without its folder.
    sandbox.run(&["extract", "/dev/null"]).exits(3).says("cannot read /dev/null: it is a device");
    assert!(sandbox.entry("null")["error"].as_str().unwrap().contains("it is a device"));
}

#[test]
fn invalid_utf8() {
    let sandbox = is_read(b"\xE4\xBA\x88\xE7\xAE\x97 \xFF\xFE 461\xE5\x84\x84\xE5\x86\x86\n");
    assert_eq!(sandbox.json("out/odd.json")["source"]["bytes"], 20);
}

#[test]
fn a_line_of_ten_million_characters() {
    let sandbox = is_read("あ".repeat(10_000_000));
    assert_eq!(sandbox.entry("odd.txt")["bytes"], 30_000_000);
}

#[test]
fn a_row_of_many_thousand_figures() {
    let row = vec!["1,234"; 20_000].join("\t");
    let sandbox = is_read(format!("令和6年度予算\n(単位:千円)\n{row}\n"));
    assert_eq!(sandbox.entry("odd.txt")["coverage"]["amounts"], 20_000);
}

#[test]
fn a_number_of_forty_digits() {
    let number = "1234567890".repeat(4);
    let sandbox = is_read(format!("医薬品 {number}億円\n予算額（億円）\n{number}\n"));
    let odd = sandbox.json("out/odd.json");
    // No part of it, and nothing that wrapped around, is taken for its value.
    for list in ["line_items", "unclaimed_amounts"] {
        for record in odd[list].as_array().unwrap() {
            assert!(record["yen"].is_null(), "{record}");
        }
    }
}

#[test]
fn two_inputs_with_one_stem() {
    let sandbox = Sandbox::new();
    sandbox.file("a/r.txt", GOOD).file("b/r.txt", GOOD).file("manifest.txt", GOOD);
    sandbox.run(&["extract", "a", "b/r.txt", "manifest.txt"]).exits(0);
    let stems: Vec<String> =
        sandbox.entries("out").iter().map(|e| e["document"].as_str().unwrap().to_owned()).collect();
    assert!(stems[0].starts_with("r-") && stems[1].starts_with("r-"), "{stems:?}");
    assert!(stems[0] != stems[1] && stems[2].starts_with("manifest-"), "{stems:?}");
    for (stem, path) in stems.iter().zip(["a/r.txt", "b/r.txt", "manifest.txt"]) {
        assert_eq!(sandbox.json(&format!("out/{stem}.json"))["source"]["path"], path);
    }
    // The names do not depend on the order of the arguments.
    sandbox.run(&["extract", "manifest.txt", "b", "a", "-o", "again"]).exits(0);
    assert_eq!(sandbox.names("again"), sandbox.names("out"));
}

#[test]
fn an_output_folder_that_cannot_be_written() {
    let sandbox = Sandbox::new();
    sandbox.file("good.txt", GOOD).file("out", "in the way");
    let ran = sandbox.run(&["extract", "good.txt"]).exits(3).says("cannot write to out");
    assert_eq!(ran.stdout, "");
    assert_eq!(fs::read_to_string(sandbox.path("out")).unwrap(), "in the way");
    sandbox.run(&["extract", "good.txt", "-o", "out/below"]).exits(3).says("cannot write to");
}

#[test]
fn one_result_that_cannot_be_written() {
    let sandbox = Sandbox::new();
    sandbox.file("a.txt", GOOD).file("b.txt", GOOD).file("out/a.json/in_the_way", "");
    sandbox.run(&["extract", "a.txt", "b.txt"]).exits(1).says("cannot write the records of a.txt");
    assert_eq!(sandbox.entry("a.txt")["status"], "failed");
    assert_eq!(sandbox.entry("b.txt")["status"], "ok");
    assert_eq!(sandbox.names("out"), ["a.json", "b.json", "line_items.jsonl", "manifest.json"]);
}
