//! Made-up documents, a line for each amount, and the items that they give.

use super::{Facts, Match, Series, course, series};
use crate::model::{Certainty, Extraction, Flag, Level, LineItem, Note, Program, Stage};

/// A document of a fiscal year. A line is `level agency ministry year stage path yen`, with `-`
/// for nothing; the path's names are parted by `>`. What may stand behind: `within`, `repeated`,
/// `step=1000`, `id=…`, `of=…` (part of), `as=…` (the same as), `one=A|B` (ambiguous).
fn document(year: i32, lines: &[&str]) -> Extraction {
    let mut extraction = Extraction::default();
    extraction.document.fiscal_year = Some(year);
    for (number, line) in lines.iter().enumerate() {
        let words: Vec<&str> = line.split(' ').collect();
        let [level, agency, ministry, year, stage, path, yen, more @ ..] = &words[..] else {
            panic!("{line}");
        };
        let some = |word: &str| (word != "-").then(|| word.to_owned());
        let enumerated = |word: &str| serde_json::Value::String(word.to_owned());
        let mut item = LineItem {
            id: format!("line{number}"),
            name: path.rsplit('>').next().unwrap_or_default().to_owned(),
            path: path.split('>').map(str::to_owned).collect(),
            level: serde_json::from_value(enumerated(level)).unwrap(),
            fiscal_year: year.parse().ok(),
            stage: serde_json::from_value(enumerated(stage)).unwrap(),
            measure: Default::default(),
            flow: Default::default(),
            agency: some(agency),
            ministry: some(ministry),
            yen: yen.parse().ok(),
            yen_max: None,
            resolution: 1,
            rate: None,
            count: None,
            part_of: None,
            same_as: None,
            flags: Vec::new(),
            certainty: Certainty::Stated,
            candidates: Vec::new(),
            rule: String::new(),
            evidence: Default::default(),
        };
        for word in more {
            match word.split_once('=') {
                None if *word == "within" => item.flags.push(Flag::Within),
                None if *word == "repeated" => item.flags.push(Flag::Repeated),
                None => panic!("{word}"),
                Some(("step", step)) => item.resolution = step.parse().unwrap(),
                Some(("id", id)) => item.id = id.to_owned(),
                Some(("of", id)) => item.part_of = Some(id.to_owned()),
                Some(("as", id)) => item.same_as = Some(id.to_owned()),
                Some(("one", names)) => {
                    item.certainty = Certainty::Ambiguous;
                    item.candidates = names.split('|').map(str::to_owned).collect();
                }
                Some(_) => panic!("{word}"),
            }
        }
        extraction.line_items.push(item);
    }
    extraction
}

/// A document with but programmes of AMED: the stage is that of the year, the names as given.
fn programs(year: i32, stage: &str, items: &[(&str, i64)]) -> Extraction {
    let lines: Vec<String> = items
        .iter()
        .map(|(name, yen)| format!("program AMED - {year} {stage} P>{name} {yen}"))
        .collect();
    document(year, &lines.iter().map(String::as_str).collect::<Vec<_>>())
}

fn of(documents: &[Extraction]) -> Series {
    let mut facts = Facts::new();
    for (extraction, name) in documents.iter().zip('a'..) {
        facts.add(&name.to_string(), extraction);
    }
    series(facts)
}

/// An item a line: its name, then each figure with its year and the first letters of its stage;
/// behind it `~` for an inferred match, `?` before all that may be meant, `!` for a restated one.
fn lines(series: &Series) -> Vec<String> {
    let mut lines = Vec::new();
    for item in &series.items {
        let mut line = item.name.clone();
        for cell in &item.cells {
            let stage = crate::output::word(cell.column.stage);
            let figures: Vec<String> = cell
                .figures
                .iter()
                .map(|f| {
                    let possible: Vec<String> =
                        f.possible.iter().map(|p| format!("?{}", p.yen.unwrap_or(0))).collect();
                    let yen = f.yen.map_or("-".to_owned(), |y| y.to_string());
                    let shown = if possible.is_empty() { yen } else { possible.join("") };
                    let inferred = if f.matched == Match::Inferred { "~" } else { "" };
                    let restated = if f.restated_from.is_some() { "!" } else { "" };
                    format!("{shown}{inferred}{restated}")
                })
                .collect();
            line += &format!(" {}{} {}", cell.column.fiscal_year, &stage[..3], figures.join(","));
        }
        lines.push(line);
    }
    lines
}

#[track_caller]
fn check(documents: &[Extraction], expected: &[&str]) {
    assert_eq!(lines(&of(documents)), expected);
}

/// One document each for 2020 and 2021, with these programmes.
#[track_caller]
fn two_years(before: &[(&str, i64)], after: &[(&str, i64)], expected: &[&str]) {
    check(&[programs(2020, "initial", before), programs(2021, "request", after)], expected);
}

#[test]
fn one_name_is_one_item() {
    two_years(
        &[("河川情報事業", 5)],
        &[("河川情報事業", 7)],
        &["河川情報事業 2020ini 5 2021req 7"],
    );
    two_years(
        &[("河川・情報事業", 5)],
        &[("河川情報事業", 7)],
        &["河川情報事業 2020ini 5 2021req 7"],
    );
    two_years(
        &[("河川情報事業", 5)],
        &[("砂防技術事業", 7)],
        &["河川情報事業 2020ini 5", "砂防技術事業 2021req 7"],
    );
}

#[test]
fn a_renamed_item_goes_on_under_its_latest_name() {
    two_years(
        &[("再生医療実用化研究事業", 5)],
        &[("再生医療等実用化研究事業", 7)],
        &["再生医療等実用化研究事業 2020ini 5~ 2021req 7"],
    );
    two_years(
        &[("次世代がん医療創生研究事業", 5)],
        &[("次世代がん医療加速化研究事業", 7)],
        &["次世代がん医療加速化研究事業 2020ini 5~ 2021req 7"],
    );
}

#[test]
fn the_reason_is_said() {
    let series = of(&[
        programs(2019, "initial", &[("河川情報基盤事業", 5)]),
        programs(2020, "initial", &[("河川情報等基盤事業", 6)]),
        programs(2021, "initial", &[("河川情報等基盤プロジェクト", 7)]),
    ]);
    assert_eq!(lines(&series), ["河川情報等基盤プロジェクト 2019ini 5~ 2020ini 6~ 2021ini 7"]);
    let reason = |cell: usize| series.items[0].cells[cell].figures[0].reason.as_deref();
    assert_eq!(
        reason(0),
        Some(
            "was 河川情報基盤事業: 「等」 added; \
             was 河川情報等基盤事業: the suffix 「事業」 is now 「プロジェクト」"
        )
    );
    assert_eq!(reason(2), None);
}

#[test]
fn programmes_of_one_year_are_never_one() {
    let (old, new) = ("再生医療実用化研究事業", "再生医療等実用化研究事業");
    two_years(
        &[(old, 5)],
        &[(old, 6), (new, 7)],
        &["再生医療実用化研究事業 2020ini 5 2021req 6", "再生医療等実用化研究事業 2021req 7"],
    );
    // Two documents of one year: one item only if they print one figure.
    let year = |a: i64, b: i64| {
        [programs(2020, "initial", &[(old, a)]), programs(2020, "initial", &[(new, b)])]
    };
    check(&year(5, 6), &["再生医療実用化研究事業 2020ini 5", "再生医療等実用化研究事業 2020ini 6"]);
    check(&year(5, 5), &["再生医療等実用化研究事業 2020ini 5~"]);
}

#[test]
fn a_tie_is_not_decided() {
    let before = [("次世代漁船技術創出事業", 5)];
    let after = [("次世代漁船技術普及事業", 6), ("次世代漁船技術加速事業", 7)];
    let series = of(&[programs(2020, "initial", &before), programs(2021, "initial", &after)]);
    assert_eq!(series.items.len(), 3);
    let open: Vec<(&str, &str)> =
        series.undecided.iter().map(|u| (u.newer_name.as_str(), u.reason.as_str())).collect();
    assert_eq!(
        open,
        [
            (
                "次世代漁船技術加速事業",
                "was 次世代漁船技術創出事業: 「創出」 is now 「加速」; but another pair fits as well"
            ),
            (
                "次世代漁船技術普及事業",
                "was 次世代漁船技術創出事業: 「創出」 is now 「普及」; but another pair fits as well"
            ),
        ]
    );
    // The surer pair is no tie.
    let after = [("次世代漁船技術創出等事業", 6), ("次世代漁船技術加速事業", 7)];
    two_years(
        &before,
        &after,
        &["次世代漁船技術加速事業 2021req 7", "次世代漁船技術創出等事業 2020ini 5~ 2021req 6"],
    );
}

#[test]
fn what_is_called_new_continues_nothing() {
    let mut after = programs(2021, "initial", &[("再生医療等実用化研究事業", 7)]);
    after.programs.push(Program {
        name: "再生医療等実用化研究事業".to_owned(),
        flags: vec![Flag::New],
        ..program()
    });
    let series = of(&[programs(2020, "initial", &[("再生医療実用化研究事業", 5)]), after]);
    assert_eq!(series.items.len(), 2);
    assert!(series.undecided[0].reason.ends_with("but the newer is called new"));
}

#[test]
fn a_word_is_exchanged_between_neighbouring_years_only() {
    let (old, new) = ("次世代漁船技術創出事業", "次世代漁船技術普及事業");
    let year = |year: i32, name: &str| programs(year, "initial", &[(name, i64::from(year))]);
    // Nothing of the heading is known of the years between.
    check(
        &[year(2020, old), year(2023, new)],
        &["次世代漁船技術普及事業 2020ini 2020~ 2023ini 2023"],
    );
    assert_eq!(of(&[year(2020, old), year(2021, "砂防事業"), year(2022, new)]).items.len(), 3);
    assert_eq!(of(&[year(2020, old), year(2026, new)]).items.len(), 2);
}

#[test]
fn programmes_of_a_renamed_project_are_the_same() {
    let year = |year: i32, project: &str| {
        document(
            year,
            &[
                &format!("project AMED - {year} initial {project} 9"),
                &format!("program AMED - {year} initial {project}>砂防事業 5"),
            ],
        )
    };
    check(
        &[year(2020, "水産資源等プロジェクト"), year(2021, "水産資源プロジェクト")],
        &["水産資源プロジェクト 2020ini 9~ 2021ini 9", "砂防事業 2020ini 5 2021ini 5"],
    );
}

#[test]
fn the_same_name_under_another_heading() {
    let line = |level: &str, year: i32, path: &str| {
        document(year, &[&format!("{level} AMED - {year} initial {path} 5")])
    };
    check(
        &[line("program", 2020, "P>河川情報事業"), line("program", 2021, "Q>河川情報事業")],
        &["河川情報事業 2020ini 5~ 2021ini 5"],
    );
    // Shares of one programme in two projects stay apart.
    let both = document(
        2020,
        &[
            "program AMED - 2020 initial P>河川情報事業 5",
            "program AMED - 2020 initial Q>河川情報事業 6",
        ],
    );
    check(
        &[both, line("program", 2021, "R>河川情報事業")],
        &["河川情報事業 2020ini 5", "河川情報事業 2020ini 6", "河川情報事業 2021ini 5"],
    );
    // A part is what it is only within its whole.
    let component = |year: i32, path: &str| line("component", year, path);
    assert_eq!(
        of(&[component(2020, "P>一般管理費"), component(2021, "Q>一般管理費")]).items.len(),
        2
    );
}

#[test]
fn stated_successions() {
    let mut after = programs(2021, "initial", &[("水産資源活用事業", 7)]);
    after.programs.push(Program {
        name: "水産資源活用事業".to_owned(),
        description: Some("旧「沿岸調査事業」を拡充".to_owned()),
        ..program()
    });
    let before = || programs(2020, "initial", &[("沿岸調査事業", 5)]);
    check(&[before(), after], &["水産資源活用事業 2020ini 5~ 2021ini 7"]);
    let named = programs(2021, "initial", &[("水産資源活用事業(旧沿岸調査事業)", 7)]);
    check(&[before(), named], &["水産資源活用事業(旧沿岸調査事業) 2020ini 5~ 2021ini 7"]);
}

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
fn an_agency_that_is_not_printed() {
    let named = || {
        document(
            2020,
            &[
                "project - - 2020 decided 水産資源プロジェクト 9 id=a",
                "project AMED - 2020 decided 水産資源プロジェクト 7 of=a",
                "project in_house - 2020 decided 水産資源プロジェクト 2 of=a",
            ],
        )
    };
    let unnamed = |yen: i64| {
        document(
            2020,
            &[
                &format!("project - - 2020 initial 水産資源プロジェクト {yen} id=a"),
                "program - - 2020 initial 水産資源プロジェクト>砂防事業 5 of=a",
            ],
        )
    };
    check(
        &[named(), unnamed(7)],
        &[
            "水産資源プロジェクト 2020dec 9",
            "水産資源プロジェクト 2020dec 7 2020ini 7~",
            "砂防事業 2020ini 5~",
            "水産資源プロジェクト 2020dec 2",
        ],
    );
    check(
        &[named(), unnamed(9)],
        &[
            "水産資源プロジェクト 2020dec 9 2020ini 9",
            "砂防事業 2020ini 5",
            "水産資源プロジェクト 2020dec 7",
            "水産資源プロジェクト 2020dec 2",
        ],
    );
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
fn items_are_found_by_any_of_their_names() {
    let documents = || {
        of(&[
            programs(2020, "initial", &[("再生医療実用化研究事業", 5), ("砂防事業", 1)]),
            programs(2021, "initial", &[("再生医療等実用化研究事業", 7)]),
        ])
    };
    let named = |pattern: &str| documents().named(pattern).items.len();
    assert_eq!(
        (named("再生医療実用化"), named("再生医療等"), named("砂 防"), named("x")),
        (1, 1, 1, 0)
    );
    assert_eq!(documents().named("砂防").columns.len(), 1);
}

#[test]
fn the_order_of_documents_changes_no_item() {
    let documents = [
        programs(2020, "initial", &[("再生医療実用化研究事業", 5), ("砂防事業", 1)]),
        programs(2021, "initial", &[("再生医療等実用化研究事業", 7), ("砂防事業", 2)]),
        programs(2022, "request", &[("再生医療等実用化プログラム", 8)]),
    ];
    let expected = lines(&of(&documents));
    let [a, b, c] = documents;
    assert_eq!(lines(&of(&[c, a, b])), expected);
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

#[test]
fn a_crowd_of_names_is_passed_quickly() {
    let name = |i: usize| {
        format!(
            "河川情報{}事業",
            (0..4).map(|d| char::from(b'a' + (i / 26_usize.pow(d) % 26) as u8)).collect::<String>()
        )
    };
    let items: Vec<(String, i64)> = (0..3000).map(|i| (name(i), 1)).collect();
    let items: Vec<(&str, i64)> = items.iter().map(|(name, yen)| (name.as_str(), *yen)).collect();
    assert_eq!(of(&[programs(2020, "initial", &items)]).items.len(), 3000);
}

fn program() -> Program {
    Program {
        name: String::new(),
        project: None,
        ministries: Vec::new(),
        description: None,
        activities: Vec::new(),
        flags: Vec::new(),
        starts_on: None,
        line_item_ids: Vec::new(),
        evidence: Default::default(),
    }
}

#[test]
fn levels_are_kept_apart() {
    let line = |level: &str| format!("{level} AMED - 2020 initial 研究経費 5");
    let (total, project) = (line("total"), line("project"));
    let series = of(&[document(2020, &[&total]), document(2021, &[&project])]);
    let levels: Vec<Level> = series.items.iter().map(|item| item.level).collect();
    assert_eq!(levels, [Level::Total, Level::Project]);
}
