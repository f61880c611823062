//! Nothing is counted twice, nothing is invented.

use super::{Figures, Language, percent};
use crate::model::{Certainty, Evidence, Extraction, Flag, Flow, Level, LineItem, Measure, Stage};

const OKU: i64 = 100_000_000;

fn item(id: &str, level: Level, year: i32, stage: Stage, oku: i64) -> LineItem {
    LineItem {
        id: id.to_owned(),
        name: "計画".to_owned(),
        path: Vec::new(),
        level,
        fiscal_year: Some(year),
        stage,
        measure: Measure::Amount,
        flow: Flow::Expenditure,
        agency: None,
        ministry: None,
        yen: Some(oku * OKU),
        yen_max: None,
        resolution: OKU,
        rate: None,
        count: None,
        part_of: None,
        same_as: None,
        flags: Vec::new(),
        certainty: Certainty::Stated,
        candidates: Vec::new(),
        rule: "test".to_owned(),
        evidence: Evidence::default(),
    }
}

fn project(year: i32, stage: Stage, oku: i64) -> LineItem {
    item("p", Level::Project, year, stage, oku)
}

fn document(year: i32, items: Vec<LineItem>) -> Extraction {
    let mut extraction = Extraction { line_items: items, ..Extraction::default() };
    extraction.document.fiscal_year = Some(year);
    extraction
}

/// The rows of all charts, `label text`, and what was left out.
fn shown(documents: &[Extraction]) -> (Vec<String>, Vec<(&'static str, u64)>) {
    let mut figures = Figures::default();
    for (i, document) in documents.iter().enumerate() {
        figures.add(&format!("d{i}"), document);
    }
    let charts = figures.charts(Language::Japanese);
    let panels = charts.iter().flat_map(|c| &c.groups).flat_map(|g| &g.panels);
    let row = |r: &super::Row| {
        let share = r.share.as_deref().map(|s| format!(" {s}")).unwrap_or_default();
        format!("{} {}{share}", r.label, r.text)
    };
    let rows = panels.flat_map(|p| &p.rows).map(row).collect();
    (rows, charts.iter().flat_map(|c| c.left_out.clone()).collect())
}

fn check(documents: &[Extraction], rows: &[&str], left_out: &[(&'static str, u64)]) {
    let (got_rows, got_left_out) = shown(documents);
    assert_eq!(got_rows, rows);
    assert_eq!(got_left_out, left_out);
}

#[test]
fn one_amount_of_several_documents_is_one_bar() {
    let one = || document(2020, vec![project(2020, Stage::Decided, 384)]);
    check(&[one(), one(), one(), one()], &["2020 決定 384億円"], &[]);
}

#[test]
fn the_document_of_the_year_goes_before_a_later_one() {
    let own = document(2020, vec![project(2020, Stage::Initial, 384)]);
    let later = document(2021, vec![project(2020, Stage::Initial, 380)]);
    check(&[later, own], &["2020 当初 384億円"], &[]);
}

#[test]
fn documents_that_differ_are_not_added_up() {
    let a = document(2020, vec![project(2020, Stage::Initial, 384)]);
    let b = document(2020, vec![project(2020, Stage::Initial, 380)]);
    let c = document(2021, vec![project(2021, Stage::Request, 400)]);
    check(&[a, b, c], &["2021 要求 400億円"], &[("left.differing", 2)]);
}

#[test]
fn a_missing_year_is_no_zero() {
    let years = vec![project(2019, Stage::Decided, 1), project(2021, Stage::Decided, 2)];
    let rows = ["2019 決定 1億円", "2020 記載なし", "2021 決定 2億円"];
    check(&[document(2021, years)], &rows, &[]);
    let far = vec![project(-2_000_000_000, Stage::Decided, 1), project(2021, Stage::Decided, 2)];
    let rows = ["-2000000000 決定 1億円", "-1999999999–2020 記載なし", "2021 決定 2億円"];
    check(&[document(2021, far)], &rows, &[]);
}

#[test]
fn what_would_count_twice_or_is_not_settled_is_left_out() {
    let left = |reason: &'static str, change: &dyn Fn(&mut LineItem)| {
        let mut odd = project(2020, Stage::Decided, 5);
        change(&mut odd);
        let items = vec![project(2020, Stage::Decided, 384), odd];
        check(&[document(2020, items)], &["2020 決定 384億円"], &[(reason, 1)]);
    };
    left("left.ambiguous", &|i| i.certainty = Certainty::Ambiguous);
    left("left.flagged", &|i| i.flags = vec![Flag::Repeated]);
    left("left.flagged", &|i| i.flags = vec![Flag::Within]);
    left("left.flagged", &|i| i.yen = None);
    left("left.flagged", &|i| i.yen_max = Some(6 * OKU));
    left("left.same", &|i| i.same_as = Some("p".to_owned()));
    left("left.change", &|i| i.measure = Measure::Change);
    left("left.revenue", &|i| i.flow = Flow::Revenue);
    left("left.year", &|i| i.fiscal_year = None);
    left("left.stage", &|i| i.stage = Stage::Settled);
}

#[test]
fn a_part_of_a_request_does_not_stand_beside_the_whole() {
    let whole = item("w", Level::Total, 2021, Stage::RequestTotal, 1439);
    let mut part = item("r", Level::Total, 2021, Stage::Request, 1279);
    part.part_of = Some("w".to_owned());
    let rows = ["2021 要求・要望 1,439億円"];
    check(&[document(2021, vec![whole, part])], &rows, &[("left.part", 1)]);
}

#[test]
fn shares_are_parts_of_the_shares_of_one_total() {
    let total = item("t", Level::Total, 2020, Stage::Decided, 1272);
    let share = |id: &str, ministry: &str, oku| LineItem {
        ministry: Some(ministry.to_owned()),
        part_of: Some("t".to_owned()),
        ..item(id, Level::Total, 2020, Stage::Decided, oku)
    };
    let mut open = share("c", "経済産業省", 0);
    (open.yen, open.flags) = (None, vec![Flag::Undetermined]);
    let items = vec![total, share("a", "総務省", 5), share("b", "文部科学省", 15), open];
    let rows = ["2020 決定 1,272億円", "文部科学省 15億円 75.0%", "総務省 5億円 25.0%"];
    check(&[document(2020, items)], &rows, &[("left.flagged", 1)]);
}

#[test]
fn percents_are_rounded_without_a_float() {
    let check = |yen, of, expected: Option<&str>| assert_eq!(percent(yen, of).as_deref(), expected);
    check(1, 3, Some("33.3%"));
    check(2, 3, Some("66.7%"));
    check(1, 1, Some("100.0%"));
    check(i64::MAX, i128::from(i64::MAX), Some("100.0%"));
    check(0, 0, None);
    check(-1, 10, None);
}
