//! The series of the seeds: a snapshot in `golden/series/` for each format, to be read beside the
//! documents, and what must hold of every series.

mod common;

use std::collections::BTreeSet;

use insta::{Settings, assert_snapshot};
use yosan::model::{Certainty, Measure};
use yosan::output::series::{write_csv, write_json, write_svg};
use yosan::review::series::{Facts, Match, Series, series};

fn of(inputs: &[common::Input]) -> Series {
    let mut facts = Facts::new();
    for input in inputs {
        let name = input.path.rsplit('/').next().unwrap_or_default();
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        facts.add(stem, &input.extract());
    }
    series(facts)
}

fn bytes(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes).expect("a vector takes every byte");
    String::from_utf8(bytes).expect("every format is UTF-8")
}

#[test]
fn every_format() {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path("../golden/series");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let series = of(&common::seeds());
    settings.bind(|| {
        #[cfg(feature = "cli")]
        {
            let text = yosan::output::series::Text { series: &series, color: false };
            assert_snapshot!("text", text.to_string());
        }
        assert_snapshot!("csv", bytes(|out| write_csv(&series, out)));
        assert_snapshot!("json", bytes(|out| write_json(&series, out)));
        assert_snapshot!("svg", bytes(|out| write_svg(&series, out)));
    });
}

/// Every name that a programme had, and no other: read in the documents by someone who knows them.
#[test]
fn the_renamings_of_the_seeds() {
    let series = of(&common::seeds());
    let mut found = BTreeSet::new();
    for item in &series.items {
        let figures = item.cells.iter().flat_map(|c| &c.figures);
        for figure in figures.filter(|f| f.printed_name != item.name) {
            found.insert((figure.printed_name.as_str(), item.name.as_str()));
        }
    }
    let expected = BTreeSet::from([
        ("AMED対象経費", "日本医療研究開発機構(AMED)対象経費"),
        ("アカデミアシーズの育成", "アカデミアシーズの創出"),
        (
            "ゲノム研究バイオバンク事業(バイオバンク・ジャパン)",
            "ゲノム医療実現バイオバンク利活用プログラム(B-cure)(ゲノム研究バイオバンク)",
        ),
        (
            "ゲノム診断支援システム整備事業／NCIにおける治験・臨床研究推進事業",
            "ゲノム診断支援システム整備・運営事業／NCにおける治験・臨床研究推進事業",
        ),
        ("再生医療実用化研究事業", "再生医療等実用化研究事業"),
        ("再生医療臨床研究促進基盤整備事業", "再生医療等実用化基盤整備促進事業"),
        ("創薬等ライフサイエンス研究支援基盤事業", "生命科学・創薬研究支援基盤事業"),
        (
            "医療分野研究成果展開事業(先端計測分析技術・機器開発プログラム、産学連携医療イノベーション創出プログラム)",
            "医療機器等研究成果展開事業",
        ),
        (
            "循環器疾患・糖尿病等生活習慣病対策実用化事業",
            "循環器疾患・糖尿病等生活習慣病対策実用化研究事業",
        ),
        (
            "東北メディカル・メガバンク計画",
            "ゲノム医療実現バイオバンク利活用プログラム(B-cure)(東北メディカル・メガバンク)",
        ),
        ("次世代がん医療創生研究事業", "次世代がん医療加速化研究事業"),
        ("生活習慣病", "生活習慣病・成育"),
        (
            "腎疾患実用化研究事業／免疫アレルギー疾患研究事業／肝炎等克服実用化研究事業／成育疾患克服等総合研究事業",
            "腎疾患実用化研究事業／免疫アレルギー疾患実用化研究事業／肝炎等克服実用化研究事業／成育疾患克服等総合研究事業",
        ),
    ]);
    assert_eq!(found, expected);
}

/// Of every document of the repository: each amount of a year stands in a cell or is counted.
#[test]
fn nothing_is_lost_and_nothing_stands_twice() {
    for input in common::inputs() {
        let extraction = input.extract();
        let series = of(std::slice::from_ref(&input));
        let ids: BTreeSet<&str> = series.items.iter().map(|item| item.id.as_str()).collect();
        assert_eq!(ids.len(), series.items.len(), "{}: two items have one id", input.path);
        let mut shown: Vec<&str> = Vec::new();
        let mut open: BTreeSet<&str> = BTreeSet::new();
        for figure in series.items.iter().flat_map(|i| &i.cells).flat_map(|c| &c.figures) {
            shown.extend(figure.line_item_id.as_deref());
            shown.extend(figure.also.iter().map(|source| source.line_item_id.as_str()));
            open.extend(figure.possible.iter().map(|p| p.line_item_id.as_str()));
            assert_eq!(figure.reason.is_some(), figure.matched == Match::Inferred);
            assert!(figure.yen.is_none() || figure.possible.is_empty());
        }
        let before = shown.len();
        shown.sort_unstable();
        shown.dedup();
        assert_eq!(shown.len(), before, "{}: an amount stands twice", input.path);
        let left = &series.left_out;
        let ambiguous = |id: &&str| {
            let item = extraction.line_items.iter().find(|i| i.id == **id).expect("its line item");
            item.certainty == Certainty::Ambiguous
        };
        assert!(open.iter().all(ambiguous), "{}", input.path);
        assert!(!shown.iter().any(ambiguous), "{}", input.path);
        let changes = extraction.line_items.iter().filter(|i| i.measure == Measure::Change);
        assert_eq!(left.changes, changes.count() as u64, "{}", input.path);
        let all = shown.len() + open.len() + (left.changes + left.without_year) as usize;
        let lacking = (extraction.line_items.len() - all) as u64;
        let most = left.ministry_shares + left.settled_elsewhere;
        assert!((left.ministry_shares..=most).contains(&lacking), "{}", input.path);
    }
}
