//! What is one item, and what is not.

use super::{check, document, lines, of, program, programs, two_years};
use crate::model::{Flag, Level, Program};

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
        &["次世代漁船技術創出等事業 2020ini 5~ 2021req 6", "次世代漁船技術加速事業 2021req 7"],
    );
}

#[test]
fn what_is_called_new_continues_nothing() {
    let mut after = programs(2021, "initial", &[("再生医療等実用化研究事業", 7)]);
    after.programs.push(Program {
        flags: vec![Flag::New], ..program("再生医療等実用化研究事業")
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
        flags: vec![Flag::New],
        description: Some("旧「沿岸調査事業」を拡充".to_owned()),
        ..program("水産資源活用事業")
    });
    let before = || programs(2020, "initial", &[("沿岸調査事業", 5)]);
    check(&[before(), after], &["水産資源活用事業 2020ini 5~ 2021ini 7"]);
    let named = programs(2021, "initial", &[("水産資源活用事業(旧沿岸調査事業)", 7)]);
    check(&[before(), named], &["水産資源活用事業(旧沿岸調査事業) 2020ini 5~ 2021ini 7"]);
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

#[test]
fn levels_are_kept_apart() {
    let line = |level: &str| format!("{level} AMED - 2020 initial 研究経費 5");
    let (total, project) = (line("total"), line("project"));
    let series = of(&[document(2020, &[&total]), document(2021, &[&project])]);
    let levels: Vec<Level> = series.items.iter().map(|item| item.level).collect();
    assert_eq!(levels, [Level::Total, Level::Project]);
}

#[test]
fn sums_of_different_publishers_are_kept_apart() {
    let titled = |year: i32, title: &str, path: &str| {
        let line = format!("component - - {year} initial {path} 5");
        let mut extraction = document(year, &[&line]);
        extraction.document.title = Some(title.to_owned());
        extraction
    };
    let port =
        |year: i32, path: &str| titled(year, &format!("令和{}年度みなと市予算", year - 2018), path);
    check(&[port(2020, "土木費>合計"), port(2021, "土木費>合計")], &["合計 2020ini 5 2021ini 5"]);
    let other = || titled(2021, "令和3年度高崎市予算", "土木費>合計");
    let series = of(&[port(2020, "土木費>合計"), other()]);
    assert_eq!(lines(&series), ["合計 2020ini 5", "合計 2021ini 5"]);
    assert_ne!(series.items[0].id, series.items[1].id);
    let component = || titled(2021, "令和3年度高崎市予算", "土木費>河川費");
    check(&[port(2020, "土木費>河川費"), component()], &["河川費 2020ini 5", "河川費 2021ini 5"]);
    let untitled = |year: i32, path: &str| {
        document(year, &[&format!("component - - {year} initial {path} 5")])
    };
    check(&[untitled(2020, "合計"), untitled(2021, "合計")], &["合計 2020ini 5", "合計 2021ini 5"]);
    check(&[untitled(2020, "河川費"), untitled(2021, "河川費")], &["河川費 2020ini 5 2021ini 5"]);
}

#[test]
fn a_name_once_with_and_once_without_an_agency() {
    let line = |agency: &str, year: i32| {
        document(year, &[&format!("program {agency} - {year} initial P>河川情報事業 5")])
    };
    check(&[line("-", 2020), line("AMED", 2021)], &["河川情報事業 2020ini 5~ 2021ini 5"]);
    let two = [line("-", 2020), line("AMED", 2021), line("in_house", 2021)];
    assert_eq!(of(&two).items.len(), 3);
    assert_eq!(of(&two).undecided.len(), 2);
}
