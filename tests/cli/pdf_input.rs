//! Bad PDFs, and PDFs with a password: one status each, and a sentence that says why.

use std::fs;

use crate::pdf_file::{file, pdf, with_contents};
use crate::sandbox::{GOOD, Ran, Sandbox};

/// One page with one amount.
fn good() -> Vec<u8> {
    pdf(&[vec![(60, 700, "令和2年度予算 道路整備事業 12億円")]])
}

/// A file of AES-256 with the user's password `okane` and the owner's `okane-owner`.
fn locked() -> Sandbox {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/password.pdf");
    let sandbox = Sandbox::new();
    sandbox.file("locked.pdf", fs::read(path).unwrap()).file("good.txt", GOOD);
    sandbox
}

/// Reads `bytes` beside a good text and gives its status with its error.
#[track_caller]
fn extracted(name: &str, bytes: impl AsRef<[u8]>, exit: i32) -> (Sandbox, String) {
    let sandbox = Sandbox::new();
    sandbox.file(name, bytes).file("good.txt", GOOD);
    let ran = sandbox.run(&["extract", name, "good.txt"]).exits(exit);
    let entry = sandbox.entry(name);
    assert_eq!(sandbox.entry("good.txt")["status"], "ok");
    let error = entry["error"].as_str().unwrap_or_default();
    assert!(ran.stderr.contains(error), "{ran:#?}");
    let told = format!("{}: {error}", entry["status"].as_str().unwrap());
    (sandbox, told)
}

#[track_caller]
fn fails(name: &str, bytes: impl AsRef<[u8]>, reason: &str) {
    let (sandbox, told) = extracted(name, bytes, 1);
    assert_eq!(told, format!("failed: cannot read {name}: {reason}"));
    assert_eq!(sandbox.names("out"), ["good.json", "line_items.jsonl", "manifest.json"]);
    // The commands that print say the same.
    let on = |args: &[&str]| sandbox.run(args).exits(3);
    for ran in [on(&["text", name]), on(&["page", name]), on(&["explain", name, "--line", "1"])] {
        assert_eq!(ran.stdout, "");
        ran.says(&format!("cannot read {name}: {reason}"));
    }
}

/// Reads a file that is whole or can be mended: its amount is found.
#[track_caller]
fn is_read(name: &str, bytes: impl AsRef<[u8]>, repaired: &[&str]) {
    let (sandbox, told) = extracted(name, bytes, 0);
    assert_eq!(told, "ok: ");
    let stem = name.trim_end_matches(".pdf");
    let extraction = sandbox.json(&format!("out/{stem}.json"));
    assert_eq!(extraction["line_items"][0]["yen"], 1_200_000_000_i64);
    assert_eq!(extraction["source"]["media_type"], "application/pdf");
    assert_eq!(extraction["source"]["repaired"], serde_json::json!(repaired));
    let diagnostics = extraction["diagnostics"].as_array().unwrap();
    let told: Vec<&str> = diagnostics
        .iter()
        .filter(|d| d["code"] == "repaired")
        .map(|d| d["message"].as_str().unwrap())
        .collect();
    assert_eq!(told, repaired);
}

#[test]
fn what_is_no_pdf() {
    let page = "<!DOCTYPE html>\n<html><head><title>404</title></head></html>";
    fails("page.pdf", page, "this is no PDF document but a web page");
    fails("empty.pdf", "", "the file is empty");
    fails("words.pdf", "予算 1億円\n", "this is no PDF document");
    fails(
        "picture.pdf",
        b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR",
        "this is no PDF document but a PNG image",
    );
}

#[test]
fn what_is_left_of_a_pdf() {
    let damaged = "the document is damaged: its cross-reference table cannot be read";
    fails("header.pdf", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", damaged);
    fails("start.pdf", &good()[..300], "the document has no pages");
    let catalog = b"<< /Type /Catalog /Pages 2 0 R >>".to_vec();
    let none = file(&[catalog, b"<< /Type /Pages /Kids [] /Count 0 >>".to_vec()]);
    fails("none.pdf", none, "the document has no pages");
}

#[test]
fn what_can_be_mended() {
    let whole = good();
    is_read("whole.pdf", &whole, &[]);
    is_read("no_extension", &whole, &[]);
    let junk = [b"\r\n\r\nContent-Type: application/pdf\r\n".to_vec(), whole.clone()].concat();
    is_read("junk.pdf", junk, &["35 bytes before the header were skipped"]);
    let text = String::from_utf8_lossy(&whole).into_owned();
    let table = whole.len() - (text.len() - text.find("xref\n").unwrap());
    is_read("truncated.pdf", &whole[..table], &["the cross-reference table was mended"]);
}

#[test]
fn a_scanned_page() {
    let picture = "/XObject << /I << >> >>";
    let image = b"q 500 0 0 700 40 40 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x7F EI Q".to_vec();
    let text = b"BT /F 10 Tf 60 700 Td <4E0053435186> Tj ET".to_vec();
    let bytes = with_contents(&[text, image], picture);
    let (sandbox, told) = extracted("scan.pdf", bytes, 1);
    let message = "page 2: the page shows pictures or glyphs but has no readable text";
    assert!(told.starts_with(&format!("partial: scan.pdf: {message}")), "{told}");
    let extraction = sandbox.json("out/scan.json");
    assert_eq!(extraction["source"]["pages"], 2);
    let diagnostic = &extraction["diagnostics"][0];
    assert_eq!(
        (&diagnostic["code"], &diagnostic["severity"]),
        (&"needs_ocr".into(), &"error".into())
    );
    assert_eq!(
        (&diagnostic["evidence"]["page"], &diagnostic["evidence"]["line"]),
        (&2.into(), &2.into())
    );
    // A page without anything on it is no scan.
    let (_, told) = extracted("blank.pdf", with_contents(&[Vec::new()], ""), 0);
    assert_eq!(told, "ok: ");
}

#[test]
fn more_pages_than_the_budget() {
    let blank = vec![Vec::new(); 20_001];
    let (sandbox, told) = extracted("long.pdf", with_contents(&blank, ""), 1);
    assert!(
        told.starts_with("partial: long.pdf: it has more pages than the budget's 20000"),
        "{told}"
    );
    assert_eq!(sandbox.json("out/long.json")["source"]["pages"], 20_000);
    let ran = sandbox.run(&["page", "long.pdf", "-p", "20001"]).exits(2);
    ran.says("page 20001 was not read, only 20000 were: it has more pages than the budget's 20000");
}

#[test]
fn a_password_is_asked_for() {
    let sandbox = locked();
    let needed = "cannot read locked.pdf: the document is encrypted and needs a password: give it \
                  with --password-file FILE or in YOSAN_PASSWORD";
    for args in [&["text"][..], &["page"], &["explain", "--line", "1"], &["extract"]] {
        let args = [args, &["locked.pdf"]].concat();
        let mut command = sandbox.command(&args);
        let ran: Ran = command.env_remove("YOSAN_PASSWORD").output().unwrap().into();
        assert_eq!(ran.exits(3).says(needed).stderr.lines().count(), 1);
        // An empty one is none.
        let ran: Ran = command.env("YOSAN_PASSWORD", "").output().unwrap().into();
        ran.exits(3).says(needed);
    }
    assert_eq!(sandbox.entry("locked.pdf")["status"], "failed");
    assert_eq!(sandbox.entry("locked.pdf")["error"], needed);
}

#[test]
fn a_password_opens() {
    for password in ["okane", "okane-owner"] {
        let sandbox = locked();
        sandbox.file("password", format!("{password}\r\nnot this\n"));
        let args = ["extract", "locked.pdf", "good.txt", "--password-file", "password", "-q"];
        sandbox.run(&args).exits(0);
        let source = &sandbox.json("out/locked.json")["source"];
        assert_eq!((&source["encrypted"], &source["pages"]), (&true.into(), &1.into()));
        let given = sandbox.run(&["text", "locked.pdf", "--password-file", "password"]).exits(0);
        assert!(given.stdout.contains("453億円"), "{}", given.stdout);
        let mut command = sandbox.command(&["text", "locked.pdf"]);
        let ran: Ran = command.env("YOSAN_PASSWORD", password).output().unwrap().into();
        assert_eq!(ran.exits(0).stdout, given.stdout);
    }
}

#[test]
fn a_wrong_password_is_told_and_never_printed() {
    let sandbox = locked();
    sandbox.file("password", "kinko\n");
    let ran = sandbox.run(&["extract", "locked.pdf", "good.txt", "--password-file", "password"]);
    let ran = ran.exits(1).says("encrypted and the password does not open it");
    assert!(!ran.stderr.contains("kinko") && !ran.stdout.contains("kinko"), "{ran:#?}");
    assert!(!sandbox.entry("locked.pdf").to_string().contains("kinko"));
    let ran = sandbox.run(&["text", "good.txt", "--password-file", "gone"]);
    ran.exits(3).says("cannot read the password in gone");
}
