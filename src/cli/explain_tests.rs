//! Tests of the explanation, on records made by hand: it must not depend on any rule.

use super::{by_id, by_line, rounding};
use crate::model::{
    Certainty, Check, CheckKind, CheckStatus, Evidence, Extraction, Flag, Flow, Level, LineItem,
    Measure, Span, Stage, Unclaimed,
};
use crate::source::decode;
use crate::text::Text;

const SOURCE: &str = "医薬品\n461億円\n(厚\n5億円)\n何か 3円\n";

fn span(text: &str) -> Span {
    let start = SOURCE.find(text).unwrap();
    let line = 1 + SOURCE[..start].matches('\n').count() as u32;
    let (start, end) = (start as u64, (start + text.len()) as u64);
    Span { page: 1, line, start, end, bbox: None, text: text.to_owned() }
}

fn item(id: &str, printed: &str, yen: i64) -> LineItem {
    LineItem {
        id: id.to_owned(),
        name: "医薬品".to_owned(),
        path: vec!["全体".to_owned(), "医薬品".to_owned()],
        level: Level::Project,
        fiscal_year: Some(2021),
        stage: Stage::Decided,
        measure: Measure::Amount,
        flow: Flow::Expenditure,
        agency: None,
        ministry: None,
        yen: Some(yen),
        yen_max: None,
        resolution: 100_000_000,
        rate: None,
        count: None,
        part_of: None,
        same_as: None,
        flags: Vec::new(),
        certainty: Certainty::Stated,
        candidates: Vec::new(),
        rule: "project_line".to_owned(),
        evidence: Evidence::new(span(printed), Some(span("医薬品"))),
    }
}

fn extraction() -> Extraction {
    let total = item("aa1", "461億円", 46_100_000_000);
    let share = LineItem {
        ministry: Some("厚生労働省".to_owned()),
        part_of: Some("aa1".to_owned()),
        flags: vec![Flag::Repeated],
        certainty: Certainty::Ambiguous,
        candidates: vec!["医薬品".to_owned(), "医療機器".to_owned()],
        ..item("ab2", "厚\n5億円", 500_000_000)
    };
    let check = Check {
        kind: CheckKind::SharesSumToTotal,
        of: "aa1".to_owned(),
        parts: vec!["ab2".to_owned()],
        expected: "46100000000".to_owned(),
        actual: "500000000".to_owned(),
        tolerance: "100000000".to_owned(),
        status: CheckStatus::Fails,
        message: Some("they differ".to_owned()),
    };
    let unclaimed = Unclaimed {
        reason: "no name near it".to_owned(),
        yen: Some(3),
        amounts: 1,
        evidence: Evidence::new(span("3円"), None),
    };
    Extraction {
        line_items: vec![total, share],
        checks: vec![check],
        unclaimed_amounts: vec![unclaimed],
        ..Extraction::default()
    }
}

fn line(number: u32) -> Result<String, String> {
    by_line(&extraction(), &Text::new(decode(SOURCE.as_bytes(), None)), number)
}

#[track_caller]
fn has(told: &str, parts: &[&str]) {
    for part in parts {
        assert!(told.contains(part), "{part:?} is not in:\n{told}");
    }
}

#[test]
fn a_line_tells_its_amounts_from_print_to_record() {
    let told = line(2).unwrap();
    has(&told, &["line 2, page 1: 461億円", "「461億円」 = 46,100,000,000 yen"]);
    has(&told, &["printed    line 2, bytes 10 to 19", "nearest 100,000,000 yen (億円)"]);
    has(&told, &["year       fiscal year 2021", "stage      decided (決定額)"]);
    has(&told, &["label      「医薬品」 at line 1, bytes 0 to 9", "path       全体 > 医薬品"]);
    has(&told, &["certainty  stated", "rule       project_line", "record     aa1"]);
    has(
        &told,
        &["check      shares_sum_to_total: fails; printed 46100000000, worked out 500000000"],
    );
    has(&told, &["(they differ)"]);
    assert!(!told.contains("ministry") && !told.contains("candidate"), "{told}");
}

#[test]
fn an_amount_over_a_line_end_stands_on_both_lines() {
    for number in [3, 4] {
        let told = line(number).unwrap();
        has(
            &told,
            &["「厚⏎5億円」 = 500,000,000 yen", "ministry   厚生労働省", "flags      repeated"],
        );
        has(&told, &["part of    医薬品 46,100,000,000 yen (line 2, id aa1)"]);
        has(&told, &["candidate  医薬品\n", "candidate  医療機器\n", "ambiguous: several"]);
        has(&told, &["check      as a part, shares_sum_to_total"]);
    }
}

#[test]
fn a_line_that_only_names_an_item_says_where_its_amounts_are() {
    let told = line(1).unwrap();
    has(&told, &["No amount stands on this line.", "names the item of amounts"]);
    has(&told, &["医薬品 46,100,000,000 yen (line 2, id aa1)"]);
}

#[test]
fn an_unclaimed_amount_has_its_reason() {
    has(&line(5).unwrap(), &["「3円」 is in no record", "figure     3 yen", "no name near it"]);
}

#[test]
fn a_line_beyond_the_end_is_an_error() {
    assert_eq!(line(70).unwrap_err(), "there is no line 70, the last one is 5");
}

#[test]
fn an_id_may_be_short_but_not_too_short() {
    has(&by_id(&extraction(), "ab2").unwrap(), &["record     ab2"]);
    has(&by_id(&extraction(), "ab").unwrap(), &["record     ab2"]);
    let error = by_id(&extraction(), "a").unwrap_err();
    assert_eq!(error, "2 line items have an id that begins with a, from aa1 to ab2");
    let error = by_id(&extraction(), "zz").unwrap_err();
    assert_eq!(error, "none of its 2 line items has the id zz");
}

#[test]
fn the_rounding_step_names_its_unit() {
    assert_eq!(rounding(1), ", to the yen");
    assert_eq!(rounding(10_000_000), ", to the nearest 10,000,000 yen (0.1億円)");
    assert_eq!(rounding(7), ", to the nearest 7 yen");
    assert_eq!(rounding(0), "");
}
