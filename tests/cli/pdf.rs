//! Looking at PDFs: pages drawn, text with places, running headers.

use std::fs;

use serde_json::Value;

use crate::pdf_file::pdf;
use crate::sandbox::{GOOD, Sandbox};

/// A fixture with a table, by its name.
fn fixture(name: &str) -> Vec<u8> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pdf");
    fs::read(folder.join(name)).unwrap()
}

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.file("a.pdf", fixture("writer_ledger.pdf")).file("a.txt", GOOD);
    sandbox
}

/// Three pages with a header and a footer close to a text that runs over the page ends.
fn running() -> Vec<u8> {
    let page = |footer: &'static str, first: &'static str, last: &'static str| {
        let mut lines = vec![(60, 770, "令和2年度予算の概要（単位1億円）"), (60, 756, first)];
        lines.extend((1..48).map(|n| (60, 756 - 14 * n, "道路と橋りょうの修繕を進め、河川の")));
        lines.extend([(60, 84, last), (60, 70, footer)]);
        lines
    };
    pdf(&[
        page("予算課資料の1頁", "道路局 12億円", "国土の"),
        page("予算課資料の2頁", "保全を進める。", "港湾の"),
        page("予算課資料の3頁", "整備を進める。", "以上"),
    ])
}

#[test]
fn a_page_is_drawn_with_its_records() {
    let sandbox = sandbox();
    let drawn = sandbox.run(&["page", "a.pdf"]).exits(0).stdout;
    assert!(drawn.starts_with("<?xml") && drawn.trim_end().ends_with("</svg>"), "{drawn}");
    sandbox.run(&["extract", "a.pdf", "-q"]).exits(0);
    let extraction = sandbox.json("out/a.json");
    let items = extraction["line_items"].as_array().unwrap();
    assert!(!items.is_empty());
    assert_eq!(drawn.matches("<g class=\"record ").count(), items.len());
    assert_eq!(drawn.matches("<rect class=\"amount\"").count(), items.len() + 4, "with the legend");
    for item in items {
        assert!(drawn.contains(&format!("&#10;id {}</title>", item["id"].as_str().unwrap())));
    }
    assert!(drawn.contains("class=\"cell\"") && drawn.contains("class=\"glyph\""));
    assert!(!drawn.contains("NaN") && !drawn.contains("inf\""));
}

#[test]
fn a_drawing_is_written_to_a_file_and_always_the_same() {
    let sandbox = sandbox();
    let ran = sandbox.run(&["page", "a.pdf", "-p", "1", "-o", "page.svg"]).exits(0);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", ""));
    let written = fs::read_to_string(sandbox.path("page.svg")).unwrap();
    assert_eq!(written, sandbox.run(&["page", "a.pdf"]).exits(0).stdout);
    sandbox
        .run(&["page", "a.pdf", "-o", "none/page.svg"])
        .exits(3)
        .says("cannot write none/page.svg");
}

#[test]
fn a_page_that_cannot_be_drawn_is_told() {
    let sandbox = sandbox();
    sandbox.run(&["page", "a.txt"]).exits(3).says("cannot draw a.txt: it is no PDF but a text");
    sandbox.run(&["page", "a.pdf", "-p", "2"]).exits(2).says("there is no page 2, it has one page");
    sandbox.run(&["page", "a.pdf", "-p", "0"]).exits(2);
    sandbox.run(&["page", "gone.pdf"]).exits(3).says("there is no such file");
    sandbox.file("three.pdf", running());
    let ran = sandbox.run(&["page", "three.pdf", "-p", "4"]);
    ran.exits(2).says("three.pdf: there is no page 4, it has 3 pages");
    let drawn = sandbox.run(&["page", "three.pdf", "-p", "3"]).exits(0).stdout;
    assert!(drawn.contains("<title>three.pdf, page 3 of 3</title>"), "{drawn}");
}

#[test]
fn layout_keeps_columns_apart() {
    let sandbox = sandbox();
    let shown = sandbox.run(&["text", "a.pdf", "--layout"]).exits(0).stdout;
    let row = shown.lines().find(|l| l.contains("一般管理費")).unwrap();
    let cells: Vec<&str> = row.split("  ").filter(|c| !c.is_empty()).map(str::trim).collect();
    assert!(cells.ends_with(&["1,234,567", "1,200,000", "34,567"]), "{row}");
    // Pages are parted as without.
    sandbox.file("three.pdf", running());
    let shown = sandbox.run(&["text", "three.pdf", "--layout"]).exits(0).stdout;
    assert_eq!(shown.split('\x0C').count(), 3);
    let plain = sandbox.run(&["text", "a.txt"]).exits(0).stdout;
    assert_eq!(sandbox.run(&["text", "a.txt", "--layout"]).exits(0).stdout, plain);
    sandbox.run(&["text", "a.txt", "--layout", "--lines"]).exits(2);
}

#[test]
fn json_has_words_with_boxes() {
    let sandbox = sandbox();
    sandbox.file("three.pdf", running());
    let printed = sandbox.run(&["text", "three.pdf", "--format", "json"]).exits(0).stdout;
    let pages: Value = serde_json::from_str(&printed).unwrap();
    let pages = pages.as_array().unwrap();
    assert_eq!(printed.lines().count(), pages.len() + 2, "a page a line");
    assert_eq!(pages.len(), 3);
    let texts: Vec<&str> = pages.iter().map(|p| p["text"].as_str().unwrap()).collect();
    assert_eq!(texts.join("\x0C"), sandbox.run(&["text", "three.pdf"]).exits(0).stdout);
    for (page, n) in pages.iter().zip(1..) {
        assert_eq!(
            (&page["number"], &page["width"], &page["height"]),
            (&n.into(), &595.0.into(), &842.0.into())
        );
        let words = page["words"].as_array().unwrap();
        assert!(words.len() >= 51, "{}", words.len());
        for word in words {
            let bbox: Vec<f64> =
                word["bbox"].as_array().unwrap().iter().map(|n| n.as_f64().unwrap()).collect();
            assert!(bbox[0] < bbox[2] && bbox[1] < bbox[3] && bbox[2] <= 595.0, "{word}");
            assert!(page["text"].as_str().unwrap().contains(word["text"].as_str().unwrap()));
            assert!(
                word["line"].as_u64() >= Some(1) && word["block"].as_u64() >= Some(1),
                "{word}"
            );
        }
    }
    let amount = pages[0]["words"].as_array().unwrap().iter().find(|w| w["text"] == "12億円");
    assert_eq!(amount.map(|w| &w["bbox"][0]), Some(&95.0.into()));
    let ran = sandbox.run(&["text", "a.txt", "--format", "json"]).exits(3);
    assert_eq!(ran.stdout, "");
    ran.says("cannot write the words of a.txt: it is no PDF but a text");
}

#[test]
fn places_are_offsets_into_the_text_that_is_printed() {
    for name in ["writer_ledger.pdf", "uptex_noembed_headline3.pdf"] {
        let sandbox = Sandbox::new();
        sandbox.file("a.pdf", fixture(name)).run(&["extract", "a.pdf", "-q"]).exits(0);
        let text = sandbox.run(&["text", "a.pdf"]).exits(0).stdout;
        let pages: Vec<&str> = text.split('\x0C').collect();
        let extraction = sandbox.json("out/a.json");
        let items = extraction["line_items"].as_array().unwrap();
        assert!(!items.is_empty());
        for evidence in items.iter().map(|item| &item["evidence"]) {
            let place = |key: &str| evidence[key].as_u64().unwrap() as usize;
            let page = pages[place("page") - 1];
            assert_eq!(page.get(place("start")..place("end")), evidence["text"].as_str());
        }
    }
}

#[test]
fn source_says_what_the_file_is() {
    let sandbox = sandbox();
    sandbox.file("junk.pdf", [b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), running()].concat());
    sandbox.run(&["extract", "a.pdf", "a.txt", "junk.pdf", "-q"]).exits(0);
    let source = |stem: &str| {
        let found: Vec<_> =
            sandbox.names("out").into_iter().filter(|n| n.starts_with(stem)).collect();
        let all = found.iter().map(|n| sandbox.json(&format!("out/{n}"))["source"].clone());
        all.collect::<Vec<Value>>()
    };
    for source in source("a-") {
        let is_pdf = source["path"] == "a.pdf";
        assert_eq!(source["media_type"], if is_pdf { "application/pdf" } else { "text/plain" });
        assert_eq!(source["encrypted"], if is_pdf { false.into() } else { Value::Null });
        assert_eq!(source["producer"].is_string(), is_pdf);
        assert_eq!((&source["pages"], &source["repaired"]), (&1.into(), &Value::Array(vec![])));
    }
    let junk = source("junk").remove(0);
    assert_eq!(junk["pages"], 3);
    assert_eq!(junk["repaired"][0], "19 bytes before the header were skipped");
}

#[test]
fn help_shows_pdfs() {
    let sandbox = Sandbox::new();
    for (command, part) in [
        (&["--help"][..], "yosan page a.pdf -p 3 -o page.svg"),
        (&["extract", "--help"], "end in .pdf, .txt, .text or .md"),
        (&["text", "--help"], "yosan text a.pdf --layout"),
        (&["page", "--help"], "Examples:\n  yosan page a.pdf -p 3 -o page.svg"),
    ] {
        let ran = sandbox.run(command).exits(0);
        assert!(ran.stdout.contains(part), "{}", ran.stdout);
    }
    sandbox.file("in/a.png", "");
    let ran = sandbox.run(&["extract", "in"]).exits(3);
    ran.says(".pdf, .txt, .text and .md").says("files that end in .pdf, .txt, .text or .md");
}
