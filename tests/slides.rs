//! Slides with known amounts: every amount is the right programme's, row's and column's.
//!
//! The same pages are set with ruled boxes, with horizontal rules only and with nothing but
//! position, by several producers; `tools/slides` draws them. Names stand in one part of the
//! content and amounts in another, so that only the page tells what belongs together.

#![cfg(feature = "pdf")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use common::Input;
use yosan::model::{Certainty, LineItem};

const COLUMNS: &str =
    "page\tname\tpath\tlevel\tfiscal_year\tstage\tmeasure\tagency\tministry\tyen\trate\tflags";

/// What a line of the truth says of one amount.
type Fact = Vec<String>;

fn slides() -> Vec<Input> {
    let found: Vec<Input> = common::inputs()
        .into_iter()
        .filter(|i| i.path.starts_with("fixtures/slides/") && i.is_pdf())
        .collect();
    assert!(found.len() >= 12, "{} slides", found.len());
    found
}

/// `004_boxes_weasyprint.pdf`: document, variant, producer.
fn parts(input: &Input) -> [String; 3] {
    let stem = input.path.trim_start_matches("fixtures/slides/").trim_end_matches(".pdf");
    let parts: Vec<String> = stem.split('_').map(str::to_owned).collect();
    parts.try_into().expect("a slide is named by its document, variant and producer")
}

fn truth(input: &Input) -> Vec<Fact> {
    let [document, ..] = parts(input);
    let path = common::root().join(format!("fixtures/slides/{document}.truth"));
    let text = fs::read_to_string(path).expect("each document has its truth");
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some(COLUMNS));
    lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

fn fact(item: &LineItem) -> Fact {
    let word = |value: serde_json::Value| match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(s) => s,
        other => other.to_string(),
    };
    let json = serde_json::to_value(item).expect("an item is JSON");
    let flags = json["flags"].as_array().into_iter().flatten().cloned().map(word);
    let flags: Vec<String> = flags.collect();
    let field = |name: &str| word(json[name].clone());
    vec![
        word(json["evidence"]["page"].clone()),
        field("name"),
        item.path.join(" > "),
        field("level"),
        field("fiscal_year"),
        field("stage"),
        field("measure"),
        field("agency"),
        field("ministry"),
        field("yen"),
        field("rate"),
        flags.join(","),
    ]
}

fn counted(facts: impl IntoIterator<Item = Fact>) -> BTreeMap<Fact, i32> {
    let mut counts = BTreeMap::new();
    for fact in facts {
        *counts.entry(fact).or_default() += 1;
    }
    counts
}

#[test]
fn line_items_are_those_of_the_truth() {
    let mut wrong = Vec::new();
    for input in slides() {
        let (wanted, found) =
            (counted(truth(&input)), counted(input.extract().line_items.iter().map(fact)));
        let facts: BTreeSet<&Fact> = wanted.keys().chain(found.keys()).collect();
        for fact in facts {
            let of = |counts: &BTreeMap<Fact, i32>| counts.get(fact).copied().unwrap_or(0);
            if of(&wanted) != of(&found) {
                let (wanted, found) = (of(&wanted), of(&found));
                wrong.push(format!("{}: {wanted} wanted, {found} found: {fact:?}", input.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_is_left_open() {
    for input in slides() {
        let extraction = input.extract();
        let open: Vec<&str> = extraction
            .line_items
            .iter()
            .filter(|i| i.certainty == Certainty::Ambiguous)
            .map(|i| i.name.as_str())
            .collect();
        assert!(open.is_empty(), "{}: {open:?}", input.path);
        assert!(extraction.unclaimed_amounts.is_empty(), "{}", input.path);
    }
}

/// Every amount has its box on the page.
#[test]
fn amounts_and_names_have_places_on_the_page() {
    for input in slides() {
        for item in input.extract().line_items {
            let bbox = item.evidence.bbox.expect("an amount on a page has its place");
            assert!(bbox[0] < bbox[2] && bbox[1] < bbox[3], "{}: {bbox:?}", input.path);
        }
    }
}

#[test]
fn each_document_is_set_in_each_way_by_several_producers() {
    let mut ways: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    let mut producers = BTreeSet::new();
    for input in slides() {
        let [document, variant, producer] = parts(&input);
        producers.insert(producer.clone());
        ways.entry((document, variant)).or_default().insert(producer);
    }
    assert_eq!(producers.len(), 4, "{producers:?}");
    for document in ["000", "002", "003", "004"] {
        for variant in ["boxes", "rules", "bare"] {
            let by = ways.get(&(document.to_owned(), variant.to_owned()));
            assert!(by.is_some_and(|by| by.len() >= 2), "{document} {variant}: {by:?}");
        }
    }
}
