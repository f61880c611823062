//! Which figures stand for an item, and how they changed.

use super::super::course;
use super::{check, document, lines, of, programs};
use crate::model::{Extraction, Note, Stage};

#[test]
fn money_printed_twice_stands_once() {
    check(
        &[document(
            2020,
            &[
                "project AMED - 2020 decided 水産資源プロジェクト 9 id=a",
                "project AMED - 2020 initial 水産資源プロジェクト 9 as=a",
                "program AMED - 2020 initial P>砂防事業 5",
                "program AMED - 2020 initial P>砂防事業 5 repeated",
                "program AMED - 2020 initial P>河川事業 6 repeated",
                "program AMED - 2020 initial P>ダム事業 7 within",
            ],
        )],
        &[
            "水産資源プロジェクト 2020dec 9",
            "ダム事業 2020ini 7",
            "河川事業 2020ini 6",
            "砂防事業 2020ini 5",
        ],
    );
}

#[test]
fn shares_of_ministries_are_not_the_item() {
    let series = of(&[document(
        2020,
        &[
            "total AMED - 2020 decided 研究経費 9 id=a",
            "total AMED 総務省 2020 decided 研究経費 4 of=a",
            "total AMED 内閣府 2020 supplementary 研究経費 3",
        ],
    )]);
    assert_eq!(lines(&series), ["研究経費 2020dec 9 2020sup 3~"]);
    assert_eq!(series.left_out.ministry_shares, 1);
}

#[test]
fn ambiguous_amounts_are_shown_as_such() {
    let open = || {
        document(
            2021,
            &[
                "program AMED - 2021 request P 5 one=河川事業|砂防事業",
                "program AMED - 2021 request P 6 one=河川事業|砂防事業",
            ],
        )
    };
    check(&[open()], &["河川事業 2021req ?5?6", "砂防事業 2021req ?5?6"]);
    // What another document settles is no longer open; what it contradicts is.
    let settled = programs(2021, "request", &[("河川事業", 5), ("砂防事業", 8)]);
    let series = of(&[open(), settled]);
    assert_eq!(lines(&series), ["河川事業 2021req 5", "砂防事業 2021req 8,?5?6"]);
    assert_eq!(series.left_out.settled_elsewhere, 2);
}

#[test]
fn figures_that_differ_are_all_shown() {
    let total = |year: i32, of: i32, stage: &str, yen: &str| {
        document(year, &[&format!("total AMED - {of} {stage} 研究経費 {yen}")])
    };
    let mut later = total(2021, 2020, "initial", "1259");
    let text = "比較対象のため組み替えを実施している。".to_owned();
    later.notes.push(Note {
        marker: String::new(),
        text: text.clone(),
        evidence: Default::default(),
    });
    let series = of(&[total(2020, 2020, "decided", "1272"), later]);
    assert_eq!(lines(&series), ["研究経費 2020dec 1272 2020ini 1259!"]);
    let restated = series.items[0].cells[1].figures[0].restated_from.as_ref().unwrap();
    assert_eq!((restated.yen, restated.stage), (1272, Stage::Decided));
    assert_eq!((restated.document.as_str(), restated.note.as_ref()), ("a", Some(&text)));
    // Of the same year's documents none states anew.
    check(
        &[total(2020, 2020, "initial", "5"), total(2020, 2020, "initial", "6")],
        &["研究経費 2020ini 5,6"],
    );
    check(
        &[total(2021, 2020, "initial", "5"), total(2020, 2020, "initial", "6")],
        &["研究経費 2020ini 6,5!"],
    );
    check(
        &[total(2020, 2020, "initial", "5"), total(2021, 2020, "initial", "5")],
        &["研究経費 2020ini 5"],
    );
    // The same to a finer step is no difference.
    let rounded = || total(2020, 2020, "initial", "1300 step=100");
    check(&[rounded(), total(2021, 2020, "initial", "1272")], &["研究経費 2020ini 1272"]);
    check(
        &[rounded(), total(2021, 2020, "initial", "1400 step=100")],
        &["研究経費 2020ini 1300,1400!"],
    );
    check(&[rounded(), total(2021, 2020, "initial", "1372")], &["研究経費 2020ini 1300,1372!"]);
}

#[test]
fn differences_and_amounts_without_a_year_are_counted() {
    let mut extraction = document(
        2020,
        &["total AMED - - award 研究経費 9", "total AMED - 2020 decided 研究経費 1"],
    );
    extraction.line_items[1].measure = crate::model::Measure::Change;
    let series = of(&[extraction]);
    assert!(series.items.is_empty() && series.columns.is_empty());
    assert_eq!((series.left_out.changes, series.left_out.without_year), (1, 1));
}

#[test]
fn changes_are_to_the_nearest_earlier_budget() {
    let check = |documents: &[Extraction], expected: &[Option<(&str, i32)>]| {
        let series = of(documents);
        let cells = &series.items[0].cells;
        let changes: Vec<Option<(&str, i32)>> = cells
            .iter()
            .map(|c| c.figures[0].change.as_ref().map(|c| (c.percent.as_str(), c.from.fiscal_year)))
            .collect();
        assert_eq!(changes, expected);
    };
    let total = |year: i32, lines: &[(i32, &str, i64)]| {
        let lines: Vec<String> = lines
            .iter()
            .map(|(of, stage, yen)| format!("total AMED - {of} {stage} 研究経費 {yen}"))
            .collect();
        document(year, &lines.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let decided = || total(2020, &[(2020, "decided", 1000)]);
    check(&[decided(), total(2021, &[(2021, "request", 1100)])], &[None, Some(("10.0", 2020))]);
    check(&[decided(), total(2023, &[(2023, "initial", 995)])], &[None, Some(("-0.5", 2020))]);
    // Its own document states the year before anew.
    let anew = total(2021, &[(2020, "initial", 500), (2021, "request", 1000)]);
    check(&[decided(), anew], &[None, None, Some(("100.0", 2020))]);
    // A part of a request, and a supplementary budget, are compared with their like.
    let parts = total(
        2021,
        &[(2021, "request_total", 1100), (2021, "request", 900), (2021, "priority_request", 200)],
    );
    check(&[decided(), parts], &[None, Some(("10.0", 2020)), None, None]);
    let more = |year: i32, yen: i64| total(year, &[(year, "supplementary", yen)]);
    check(&[decided(), more(2021, 5), more(2022, 7)], &[None, None, Some(("40.0", 2021))]);
}

#[test]
fn a_year_without_an_amount_is_a_gap() {
    let year = |year: i32, yen: i64| programs(year, "initial", &[("砂防事業", yen)]);
    let series = of(&[year(2019, 5), year(2021, 7)]);
    assert_eq!(course(&series.items[0]), [(2019, Some(5)), (2020, None), (2021, Some(7))]);
    assert_eq!(course(&of(&[year(1, 5), year(i32::MAX, 7)]).items[0]), []);
}

#[test]
fn extremes_do_no_harm() {
    let (most, least) = (i64::MAX, i64::MIN);
    let line = |year: i32, yen: i64| {
        document(year, &[&format!("program AMED - {year} initial P>砂防事業 {yen} step={most}")])
    };
    let years = [line(i32::MIN, most), line(i32::MAX, least), line(0, 0), line(1, least)];
    assert_eq!(of(&years).items.len(), 1);
    assert!(of(&[]).items.is_empty());
}
