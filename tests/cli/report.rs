//! `yosan report`: one page that needs nothing else.

use std::fs;

use crate::sandbox::{GOOD, Sandbox};

/// What the report in this file holds as data of the document `stem`.
fn data(page: &str, stem: &str) -> serde_json::Value {
    let (_, rest) = page.split_once(&format!("data-stem=\"{stem}\">")).expect("it is included");
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

/// The report, with slashes as they are; the engine escapes them too.
fn read(sandbox: &Sandbox, name: &str) -> String {
    fs::read_to_string(sandbox.path(name)).unwrap().replace("&#x2f;", "/")
}

fn extracted(name: &str, content: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.file(name, content);
    sandbox.run(&["extract", name, "-q"]).exits(0);
    sandbox
}

#[test]
fn a_report_is_one_file_that_asks_for_nothing() {
    let sandbox = extracted("a.txt", GOOD);
    let ran = sandbox.run(&["report", "out"]).exits(0);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", ""));
    assert_eq!(sandbox.names("."), ["a.txt", "out", "report.html"]);
    let page = read(&sandbox, "report.html");
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"ja\">\n"), "{}", &page[..80]);
    let page = page.replace("http://www.w3.org/2000/svg", "");
    for part in ["http://", "https://", " src=", "@import", "url(", "<link", "<base", "<iframe"] {
        assert!(!page.contains(part), "{part}");
    }
    assert_eq!(data(&page, "a")["records"][0]["figure"], "461億円");
}

#[test]
fn the_same_output_gives_the_same_report() {
    let sandbox = extracted("a.txt", GOOD);
    sandbox.run(&["report", "out", "-o", "1.html"]).exits(0);
    sandbox.run(&["report", "out", "-o", "2.html"]).exits(0);
    assert_eq!(read(&sandbox, "1.html"), read(&sandbox, "2.html"));
    let printed = sandbox.run(&["report", "out", "-o", "-"]).exits(0).stdout;
    let printed = printed.replace("&#x2f;", "/");
    assert_eq!(printed, read(&sandbox, "1.html"));
}

#[test]
fn a_report_is_in_japanese_or_english() {
    let sandbox = extracted("a.txt", GOOD);
    sandbox.run(&["report", "out", "--lang", "en"]).exits(0);
    let page = read(&sandbox, "report.html");
    assert!(page.contains("<html lang=\"en\">") && page.contains("Fiscal year"));
    assert_eq!(data(&page, "a")["records"][0]["figure"], "¥46.1bn");
    sandbox.run(&["report", "out", "--lang", "fr"]).exits(2);
}

#[test]
fn a_document_that_is_more_than_text_stays_text() {
    let hostile = "令和2年度予算\n</script><script>alert(1)</script>プロジェクト 461億円\n";
    let sandbox = extracted("<img src=x onerror=alert(2)>'\".txt", hostile);
    sandbox.run(&["report", "out"]).exits(0);
    let page = read(&sandbox, "report.html");
    assert!(!page.contains("<script>alert") && !page.contains("<img"));
    assert_eq!(page.matches("<script").count(), 3);
}

#[test]
fn of_a_changed_or_missing_source_only_quotes_are_shown() {
    let sandbox = extracted("in/a.txt", GOOD);
    let check = |why: Option<&str>, lines: &[&str]| {
        sandbox.run(&["report", "out"]).exits(0);
        let data = data(&read(&sandbox, "report.html"), "a");
        assert_eq!(data["why"][0].as_str(), why);
        let part = |part: &serde_json::Value| part.as_str().or(part[0].as_str()).map(str::to_owned);
        let line = |line: &serde_json::Value| -> String {
            line["parts"].as_array().unwrap().iter().filter_map(part).collect()
        };
        let shown: Vec<String> = data["text"].as_array().unwrap().iter().map(line).collect();
        assert_eq!(shown, lines);
    };
    check(None, &["令和2年度予算", "医薬品プロジェクト 461億円"]);
    sandbox.file("in/a.txt", GOOD.replace("461", "999"));
    check(Some("why.changed"), &["医薬品プロジェクト … 461億円"]);
    fs::remove_file(sandbox.path("in/a.txt")).unwrap();
    check(Some("why.missing"), &["医薬品プロジェクト … 461億円"]);
    sandbox.file("elsewhere/in/a.txt", GOOD);
    sandbox.run(&["report", "out", "--sources", "elsewhere"]).exits(0);
    let page = read(&sandbox, "report.html");
    assert!(data(&page, "a")["why"].is_null());
    assert!(page.contains("href=\"./elsewhere/in/a.txt\""));
}

#[test]
fn documents_are_chosen_by_their_stem() {
    let sandbox = Sandbox::new();
    sandbox.file("in/first.txt", GOOD).file("in/second.txt", GOOD);
    sandbox.run(&["extract", "in", "-q"]).exits(0);
    sandbox.run(&["report", "out", "--document", "second"]).exits(0);
    let page = read(&sandbox, "report.html");
    assert_eq!(page.matches("data-stem=").count(), 1);
    assert_eq!(data(&page, "second")["path"], "in/second.txt");
    // The other one is in the overview, and its absence is told.
    assert!(page.contains("in/first.txt") && page.contains("1 件の文書は"));
    let ran = sandbox.run(&["report", "out", "--document", "secnd"]).exits(2);
    ran.says("out: there is no document secnd in it; did you mean second?");
}

#[test]
fn what_is_no_output_is_told() {
    let sandbox = extracted("a.txt", GOOD);
    sandbox.run(&["report", "otu"]).exits(3).says("there is no such folder; did you mean out/?");
    sandbox.run(&["report", "a.txt"]).exits(3).says("a.txt: it is not a folder that");
    let nowhere = ["report", "out", "-o", "no/report.html"];
    sandbox.run(&nowhere).exits(3).says("cannot write no/report.html: there is no folder no");
    sandbox.run(&["report", "out", "-o", "out"]).exits(3).says("cannot write out: it is a folder");
    fs::remove_file(sandbox.path("out/a.json")).unwrap();
    sandbox.run(&["report", "out"]).exits(3).says("a.json: ");
    assert_eq!(sandbox.names("."), ["a.txt", "out"]);
}

#[test]
#[cfg(feature = "pdf")]
fn a_pdf_is_shown_with_its_pages() {
    let sandbox = Sandbox::new();
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/password.pdf");
    sandbox.file("a.pdf", fs::read(fixture).unwrap()).file("password.txt", "okane\n");
    let password = ["--password-file", "password.txt"];
    sandbox.run(&[&["extract", "a.pdf", "-q"][..], &password].concat()).exits(0);
    sandbox.run(&[&["report", "out"][..], &password].concat()).exits(0);
    let shown = data(&read(&sandbox, "report.html"), "a");
    assert!(!shown["pictures"][0]["texts"].as_array().unwrap().is_empty());
    assert!(shown["records"].as_array().unwrap().iter().any(|r| !r["bbox"].is_null()));
    sandbox.run(&["report", "out"]).exits(0);
    let shown = data(&read(&sandbox, "report.html"), "a");
    assert_eq!(shown["why"][0], "why.unreadable");
    assert!(shown["why"][1].as_str().unwrap().contains("password"));
}
