//! Small texts in the manner of other ministries' and cities' documents, read by all rules.

use super::testing::{read, seed};
use super::*;
use crate::model::{Kind, Stage};

/// A ministry's policy: numbered headings, a cited plan and law, a directive, a note.
const POLICY: &str = "\
令和７年度 水産関係予算の配分方針

令和６年７月31日
水産政策審議会決定

第１ 基本的な考え方

水産資源の管理は、水産基本法（平成13年法律第89号）及び「水産基本計画」（令和４年３月25日閣議
決定）に基づき、推進する。

第２ 重点事項

１．漁港の整備

（１）岸壁の耐震化

岸壁の耐震化を、漁港漁場整備長期計画を踏まえ、進める。

令和７年度においては、拠点となる漁港38港の岸壁を、優先し

て整備する。

（２）流通の高度化

衛生管理を高度化する。

※ 計数は精査により異動することがある。
";

#[test]
fn policy_of_a_ministry() {
    let (text, layout) = read(POLICY);
    let document = document(&text, &layout, &people(&text, &layout));
    assert_eq!(document.kind, Kind::AllocationPolicy);
    assert_eq!(document.issuer.as_deref(), Some("水産政策審議会"));
    assert_eq!(document.issued_on.as_deref(), Some("2024-07-31"));
    assert_eq!(document.fiscal_year, Some(2025));
    let tree: Vec<(u32, String)> =
        outline(&text, &layout).sections.into_iter().map(|s| (s.level, s.title)).collect();
    let expected = [
        (1, "基本的な考え方"),
        (1, "重点事項"),
        (2, "漁港の整備"),
        (3, "岸壁の耐震化"),
        (3, "流通の高度化"),
    ];
    assert_eq!(tree, expected.map(|(level, title)| (level, title.to_owned())));
    let directives = directives(&text, &layout, &outline(&text, &layout));
    assert_eq!(directives.len(), 1);
    assert_eq!(directives[0].section.as_deref(), Some("岸壁の耐震化"));
    assert_eq!(
        directives[0].text,
        "令和7年度においては、拠点となる漁港38港の岸壁を、優先して整備する。"
    );
    let cited: Vec<String> = citations(&text, &layout, document.title.as_deref())
        .into_iter()
        .map(|c| format!("{} {}", c.title, c.date.unwrap_or_default()))
        .collect();
    assert_eq!(cited, ["水産基本法 2001", "水産基本計画 2022-03-25"]);
    assert_eq!(notes(&text, &layout)[0].text, "計数は精査により異動することがある。");
}

/// A city's page: a title, bullets over line ends, officers, an office.
const CITY: &str = "\
令和５年度 みなと市一般会計予算の概要

みなと市長　鈴木　一郎

1. 子育て

● 保育所の定員を増やし、待機児童の解消を図る
  とともに、保育士の処遇を改善

保育所の利用者数は3,210人（令和4年4月1日時点）である。

（注１）端数処理のため合計と一致しない。

みなと市 財政部財政課
〒123-4567 みなと市中央1-2-3
電話 012-345-6789　FAX 012-345-6780
";

#[test]
fn budget_of_a_city() {
    let (text, layout) = read(CITY);
    let document = document(&text, &layout, &people(&text, &layout));
    assert_eq!((document.kind, document.stage), (Kind::DecisionPoints, Stage::Initial));
    let people = people(&text, &layout);
    assert_eq!(people.len(), 1);
    assert_eq!(people[0].name, "鈴木 一郎");
    let statistics = statistics(&text, &layout);
    assert_eq!(statistics.len(), 1);
    assert_eq!((statistics[0].label.as_str(), statistics[0].value.as_str()), ("利用者数", "3210"));
    assert_eq!(statistics[0].as_of.as_deref(), Some("2022-04-01"));
    let offices = organizations(&text, &layout, None);
    assert_eq!(offices.len(), 1);
    assert_eq!(offices[0].name, "みなと市 財政部財政課");
    assert_eq!(offices[0].fax.as_deref(), Some("012-345-6780"));
    assert_eq!(notes(&text, &layout)[0].marker, "(注1)");
    assert!(outline(&text, &layout).sections[0].text.contains("図るとともに、保育士の処遇を改善"));
}

/// A slide of a ministry: captions set downwards, boxes, an arrow that remarks.
const SLIDE: &str = "\
国土交通省 令和８年度予算概算要求のポイント

流
域
治
水

○ 堤防の整備

河
川
・
砂

防

➢ 上記のほか、事項要求を行う。
➢ 上記における計数は、四捨五入している。
";

#[test]
fn slide_of_a_ministry() {
    let (text, layout) = read(SLIDE);
    let labels: Vec<&str> = layout.labels.iter().map(|l| l.label.as_str()).collect();
    assert_eq!(labels, ["流域治水", "河川・砂防"]);
    assert_eq!(document(&text, &layout, &people(&text, &layout)).kind, Kind::RequestPoints);
    assert_eq!(document(&text, &layout, &people(&text, &layout)).fiscal_year, Some(2026));
    assert_eq!(notes(&text, &layout).len(), 2);
    assert!(outline(&text, &layout).sections.is_empty());
    assert!(statistics(&text, &layout).is_empty());
}

#[test]
fn double_spaced_page_of_an_agency() {
    let (text, layout) = read(
        "　国立森林研究機構の山田太郎教授らは、スギの成長に

関する研究を進め、「森林・林業基本計画」に沿って、花粉の

少ない品種を 12 件開発しました。
",
    );
    assert_eq!(layout.paragraphs.len(), 1);
    assert_eq!(people(&text, &layout)[0].affiliation.as_deref(), Some("国立森林研究機構"));
    assert_eq!(citations(&text, &layout, None)[0].title, "森林・林業基本計画");
}

#[test]
fn table_of_a_prefecture() {
    let (text, layout) =
        read("款\t項\t予算額\n農林水産業費\t農業費\t1,234\n土木費\t道路橋りょう費\t5,678\n");
    assert!(outline(&text, &layout).sections.is_empty());
    assert!(people(&text, &layout).is_empty());
    assert!(organizations(&text, &layout, None).is_empty());
    assert!(statistics(&text, &layout).is_empty());
    assert!(citations(&text, &layout, None).is_empty());
    assert_eq!(layout.paragraphs.len(), 3);
}

#[test]
fn reports_of_past_years_are_no_directives() {
    let (text, layout) = read(
        "2. 実績\n\n令和５年度は、防災訓練を12回実施しました。\n\n令和６年度は、避難所を増やす。\n",
    );
    let found = directives(&text, &layout, &outline(&text, &layout));
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].fiscal_year, found[0].section.as_deref()), (2024, Some("実績")));
}

/// Every record of the samples stands where it says.
#[test]
fn evidence_holds_what_the_records_say() {
    for number in ["000", "001", "002", "003", "004"] {
        let (text, layout) = seed(number);
        let printed = text.printed();
        let check = |e: &Evidence, words: &str| {
            let slice = &printed[e.start as usize..e.end as usize];
            assert_eq!(slice, e.text);
            let bare = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let normal = Text::from(slice);
            assert!(
                bare(normal.norm()).contains(&bare(words)),
                "{number}: {words} is not in {slice}"
            );
        };
        for s in outline(&text, &layout).sections {
            check(&s.evidence, &s.title);
        }
        for d in directives(&text, &layout, &outline(&text, &layout)) {
            check(&d.evidence, &d.text);
        }
        for n in notes(&text, &layout) {
            check(&n.evidence, &n.text);
        }
        for c in citations(&text, &layout, None) {
            check(&c.evidence, &c.title);
        }
        for p in people(&text, &layout) {
            check(&p.evidence, &p.name);
        }
        for o in organizations(&text, &layout, None) {
            check(&o.evidence, &o.name);
        }
        for s in statistics(&text, &layout) {
            check(&s.evidence, &s.unit);
        }
    }
}

/// Rows of one thing without an end: no rule looks further than a window around it.
#[test]
fn long_rows_are_read_in_linear_time() {
    let rows = [
        "1件",
        "計画に基づき",
        "法第1条",
        "「計画」(",
        "理事長",
        ")年",
        "※1 ",
        "(以下「",
        "A\n",
        "DC 山田 太郎\n",
        "①",
    ];
    for row in rows {
        let (text, layout) = read(&row.repeat(20_000));
        let records = outline(&text, &layout).sections.len()
            + directives(&text, &layout, &outline(&text, &layout)).len()
            + notes(&text, &layout).len()
            + citations(&text, &layout, None).len()
            + people(&text, &layout).len()
            + organizations(&text, &layout, None).len()
            + statistics(&text, &layout).len();
        assert!(records <= 60_000, "{row}");
        assert_eq!(document(&text, &layout, &people(&text, &layout)).kind, Kind::Generic);
    }
}

/// Pieces that the rules look for, so that random rows of them reach every branch.
const PIECES: [&str; 44] = [
    "\n",
    "\n\n",
    " ",
    "\t",
    "。",
    "、",
    "(",
    ")",
    "「",
    "」",
    "1",
    "25",
    "令和",
    "平成",
    "年",
    "年度",
    "月",
    "日",
    "第",
    "法",
    "計画",
    "戦略",
    "に基づき",
    "以下「",
    "という。",
    "※",
    "➢",
    "●",
    "①",
    "1. ",
    "#",
    "人",
    "件",
    "理事長",
    "教授",
    "プログラムディレクター",
    "DC ",
    "山田 太郎",
    "電話",
    "〒",
    "03-1234-5678",
    "一覧",
    "組織図",
    "の",
];

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(256))]

    #[test]
    fn no_text_is_too_odd(pieces in proptest::collection::vec(0..PIECES.len(), 0..60), noise in ".{0,12}") {
        let input: String = pieces.iter().map(|i| PIECES[*i]).chain([noise.as_str()]).collect();
        let (text, layout) = read(&input);
        let mut evidence: Vec<Evidence> = Vec::new();
        evidence.extend(outline(&text, &layout).sections.into_iter().map(|r| r.evidence));
        evidence.extend(directives(&text, &layout, &outline(&text, &layout)).into_iter().map(|r| r.evidence));
        evidence.extend(notes(&text, &layout).into_iter().map(|r| r.evidence));
        evidence.extend(citations(&text, &layout, None).into_iter().map(|r| r.evidence));
        evidence.extend(people(&text, &layout).into_iter().map(|r| r.evidence));
        evidence.extend(organizations(&text, &layout, None).into_iter().map(|r| r.evidence));
        evidence.extend(statistics(&text, &layout).into_iter().map(|r| r.evidence));
        let _ = document(&text, &layout, &people(&text, &layout));
        for e in evidence {
            proptest::prop_assert!(e.start < e.end);
            proptest::prop_assert_eq!(&text.printed()[e.start as usize..e.end as usize], &e.text);
        }
    }
}
