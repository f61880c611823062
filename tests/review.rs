//! What is said to have changed between a source document and an edited copy of it.
//!
//! The snapshots are in `golden/review/`.
#![cfg(feature = "cli")]

mod common;

use insta::{Settings, assert_snapshot};
use yosan::model::Extraction;
use yosan::output::{
    CheckGithub, CheckText, DiffJson, DiffMarkdown, DiffText, MAX_COMMENT, WriteDiff, WriteFindings,
};
use yosan::review::diff::{DocumentChange, Input, Summary, document};
use yosan::review::findings::{Tally, findings};
use yosan::{Options, extract};

/// A copy of the source whose name begins with `number`, with the first of each pair
/// in place of the second, which it holds.
fn edited(number: &str, edits: &[(&str, &str)]) -> Extraction {
    let input = common::seed(number);
    let mut text = input.text();
    for (from, to) in edits {
        assert!(text.contains(from), "{} does not hold {from}", input.path);
        text = text.replacen(from, to, 1);
    }
    extract(&input.path, text.as_bytes(), Options::default()).expect("text always opens")
}

fn changed(old: Option<&Extraction>, new: Option<&Extraction>) -> Option<DocumentChange> {
    fn side(extraction: &Extraction) -> (Input<'_>, &Extraction) {
        let source = &extraction.source;
        let sha256 = Some(source.sha256.as_str());
        (Input { path: &source.path, stem: Some("stem"), sha256, error: None }, extraction)
    }
    document(old.map(side), new.map(side))
}

fn written(writer: &mut dyn WriteDiff, change: &DocumentChange) {
    let mut summary = Summary::default();
    summary.add(Some(change));
    writer.document(change).expect("a vector takes every byte");
    writer.finish(&summary).expect("a vector takes every byte");
}

fn text(change: &DocumentChange) -> String {
    let mut out = Vec::new();
    written(&mut DiffText::new(&mut out, false), change);
    String::from_utf8(out).expect("text is UTF-8")
}

fn markdown(change: &DocumentChange) -> String {
    let mut out = Vec::new();
    written(&mut DiffMarkdown::new(&mut out), change);
    String::from_utf8(out).expect("Markdown is UTF-8")
}

fn json(change: &DocumentChange) -> String {
    let mut out = Vec::new();
    written(&mut DiffJson::new(&mut out), change);
    let value: serde_json::Value = serde_json::from_slice(&out).expect("JSON is JSON");
    serde_json::to_string_pretty(&value).expect("it was read") + "\n"
}

fn settings() -> Settings {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path("../golden/review");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

/// Asserts that an edit changes nothing but the bytes.
#[track_caller]
fn nothing(number: &str, edits: &[(&str, &str)]) {
    let (old, new) = (common::seed(number).extract(), edited(number, edits));
    assert_ne!(old.source.sha256, new.source.sha256);
    let change = changed(Some(&old), Some(&new));
    assert!(change.is_none(), "{}", text(&change.unwrap()));
}

/// A sum that does not come out, a programme of another name, an amount less, and a
/// remark that stands elsewhere.
const EDITS: [(&str, &str); 5] = [
    ("（64.2億円）", "（74.2億円）"),
    ("臨床研究・治験推進研究事業", "臨床研究・治験支援研究事業"),
    ("の一部（175億円）を", "の一部を"),
    ("※ 精査により計数等に異動が生じる場合がある。\n\n", ""),
    ("２． 医療機器", "※ 精査により計数等に異動が生じる場合がある。\n\n２． 医療機器"),
];

#[test]
fn an_edited_copy() {
    let (old, new) = (common::seed("004").extract(), edited("004", &EDITS));
    let change = changed(Some(&old), Some(&new)).expect("something changed");
    settings().bind(|| {
        assert_snapshot!("edited.txt", text(&change));
        assert_snapshot!("edited.md", markdown(&change));
        assert_snapshot!("edited.json", json(&change));
    });
}

#[test]
fn a_document_that_is_new_or_gone() {
    let whole = common::seed("003").extract();
    settings().bind(|| {
        let added = changed(None, Some(&whole)).expect("it is new");
        assert_snapshot!("added.md", markdown(&added));
        let gone = changed(Some(&whole), None).expect("it is gone");
        assert_snapshot!("gone.txt", text(&gone));
    });
}

#[test]
fn every_document_says_the_same_elsewhere() {
    for input in common::inputs() {
        let old = input.extract();
        let mut new = old.clone();
        for item in &mut new.line_items {
            (item.evidence.line, item.evidence.start) = (item.evidence.line + 7, 0);
            item.rule.clear();
        }
        new.line_items.reverse();
        new.checks.reverse();
        let change = changed(Some(&old), Some(&new));
        assert!(change.is_none(), "{}", text(&change.unwrap()));
    }
}

#[test]
fn moved_lines_are_no_change() {
    nothing("004", &EDITS[3..]);
    nothing("003", &[("\n", "\n\n")]);
    nothing("004", &[("\n", "\n\n\n")]);
}

#[test]
fn another_width_is_no_change() {
    nothing(
        "004",
        &[("１３１億円 ＜ＡＭＥＤ＞", "131億円 <AMED>"), ("（64.2億円）", "（６４．２億円）")],
    );
}

#[test]
fn changes_are_the_same_both_ways() {
    let (old, new) = (common::seed("004").extract(), edited("004", &EDITS));
    let there = changed(Some(&old), Some(&new)).expect("something changed");
    let back = changed(Some(&new), Some(&old)).expect("something changed");
    assert_eq!(there.line_items.added.len(), back.line_items.gone.len());
    assert_eq!(there.line_items.gone.len(), back.line_items.added.len());
    assert_eq!(there.line_items.changed.len(), back.line_items.changed.len());
}

#[test]
fn a_comment_fits_whatever_is_in_it() {
    let old = common::seed("004").extract();
    let mut new = old.clone();
    for (i, item) in new.line_items.iter_mut().enumerate() {
        item.name = format!("|<b>@octocat #{i} `{}", "長い名前".repeat(200));
        item.path = vec![item.name.clone()];
        item.yen = item.yen.map(|yen| yen + 1);
    }
    let change = changed(Some(&old), Some(&new)).expect("something changed");
    let mut out = Vec::new();
    let mut writer = DiffMarkdown::new(&mut out);
    let mut summary = Summary::default();
    for i in 0..500 {
        let change = DocumentChange { path: format!("seeds/{i}.txt"), ..change.clone() };
        summary.add(Some(&change));
        writer.document(&change).expect("a vector takes every byte");
    }
    writer.finish(&summary).expect("a vector takes every byte");
    let comment = String::from_utf8(out).expect("Markdown is UTF-8");
    assert!(comment.chars().count() <= MAX_COMMENT + 200, "{}", comment.chars().count());
    assert!(comment.contains("400 more documents are not listed."));
    assert!(comment.contains("of 500 documents do not fit here"));
    assert!(comment.contains("more changes of this document do not fit here"));
    for harmful in ["<b>", "@octocat", " #1", "`長い"] {
        assert!(!comment.contains(harmful), "{harmful}");
    }
}

/// The findings of every document that shows one, as a writer puts them.
fn found(writer: &mut dyn WriteFindings) {
    let shows = ["wrong_", "seeds/000", "seeds/003", "invalid_bytes", "partial.pdf", "themes/"];
    let mut tally = Tally::default();
    for input in common::inputs() {
        if shows.iter().any(|part| input.path.contains(part)) {
            let findings = findings(&input.extract());
            tally.add(&findings);
            writer.document(&input.path, &findings).expect("a vector takes every byte");
        }
    }
    writer.finish(&tally).expect("a vector takes every byte");
}

#[test]
fn findings_of_documents_that_show_one() {
    let (mut text, mut github) = (Vec::new(), Vec::new());
    found(&mut CheckText::new(&mut text, false));
    found(&mut CheckGithub::new(&mut github));
    settings().bind(|| {
        assert_snapshot!("findings.txt", String::from_utf8(text).expect("text is UTF-8"));
        assert_snapshot!("findings.github", String::from_utf8(github).expect("text is UTF-8"));
    });
}
