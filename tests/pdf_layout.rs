//! Pages of real producers are read in the order in which a person reads them.

#![cfg(feature = "pdf")]
// Shares of characters in order are no amounts.
#![allow(clippy::float_arithmetic)]

use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;
use yosan::pdf::layout::{PageLayout, layout};
use yosan::pdf::{Budget, Page, read};

/// Its forms are placed on the page in another order than they are drawn and listed in.
const PLACED_OTHERWISE: &str = "raw_form_xobjects";

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pdf");
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the fixtures are there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == "pdf"))
        .collect();
    found.sort();
    found
}

fn pages(path: &Path) -> Vec<Page> {
    let bytes = std::fs::read(path).expect("a readable fixture");
    read(&bytes, None, &Budget::default()).expect("a PDF").pages
}

fn layouts(name: &str) -> Vec<PageLayout> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/pdf/{name}.pdf"));
    pages(&path).iter().map(layout).collect()
}

/// NFKC without white space; what differs only by the producer is one.
fn plain(text: &str) -> Vec<char> {
    text.nfkc()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .map(|c| match c {
            '\u{301C}' => '~',
            '\u{2225}' => '\u{2016}',
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' => '-',
            '¥' => '\\',
            _ => c,
        })
        .collect()
}

/// Twice the longest common subsequence over both lengths.
fn order(found: &[char], truth: &[char]) -> f64 {
    let mut row = vec![0u32; truth.len() + 1];
    for c in found {
        let mut diagonal = 0;
        for (j, t) in truth.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if c == t { diagonal + 1 } else { above.max(row[j]) };
            diagonal = above;
        }
    }
    2.0 * f64::from(row[truth.len()]) / (found.len() + truth.len()).max(1) as f64
}

#[test]
fn reading_order_is_that_of_the_truth() {
    let mut failures = Vec::new();
    let mut measured = 0;
    for path in fixtures() {
        let name = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
        let Ok(truth) = std::fs::read_to_string(path.with_extension("truth")) else { continue };
        let text: String = pages(&path).iter().map(|p| layout(p).text()).collect();
        measured += 1;
        let share = order(&plain(&text), &plain(&truth));
        if share < 0.98 && name != PLACED_OTHERWISE {
            failures.push(format!("{name}: {share:.4}"));
        }
    }
    assert!(failures.is_empty(), "{failures:?}");
    assert!(measured >= 10, "{measured} fixtures with their truth");
}

#[test]
fn every_visible_glyph_is_in_the_text_once() {
    for path in fixtures() {
        for page in pages(&path) {
            let text = layout(&page).page_text();
            let mut seen: Vec<usize> = text.glyphs(0..text.text.len()).collect();
            seen.sort_unstable();
            let listed = seen.len();
            seen.dedup();
            assert_eq!(listed, seen.len(), "{}", path.display());
            let visible =
                page.glyphs.iter().enumerate().filter(|(_, g)| {
                    !g.text.trim().is_empty() && g.ink != yosan::pdf::Ink::Clipped
                });
            for (i, glyph) in visible {
                assert!(seen.binary_search(&i).is_ok(), "{} {}", path.display(), glyph.text);
            }
        }
    }
}

/// Each `name amount` stands on one line, or goes on from one line to the next: nothing of another
/// programme is between.
fn adjoins(text: &str, name: &str, amount: &str) -> bool {
    let joined: String = plain(text).into_iter().filter(|c| *c != '●').collect();
    let wanted: String = plain(&format!("{name}{amount}")).into_iter().collect();
    joined.contains(&wanted)
}

#[test]
fn programmes_in_columns_keep_their_amounts() {
    let programmes = [
        ("創薬基盤推進研究事業", "概算要求額22億円"),
        ("次世代治療・診断実現のための創薬基盤技術開発事業", "概算要求額70億円"),
        ("医薬品等規制調和・評価研究事業", "概算要求額11億円"),
        ("革新的がん医療実用化研究事業", "概算要求額58億円"),
        ("臨床研究・治験推進研究事業", "概算要求額36億円"),
        ("先端的バイオ創薬等基盤技術開発事業", "概算要求額15億円"),
        ("創薬等先端技術支援基盤プラットフォーム(BINDS)", "概算要求額42億円"),
        ("新興・再興感染症に対する革新的医薬品等開発推進研究事業", "概算要求額30億円"),
        ("医療機器等における先進的研究開発・開発体制強靭化事業", "概算要求額48億円"),
        ("再生医療等実用化基盤整備促進事業", "概算要求額3億円"),
        ("ゲノム医療実現バイオバンク利活用プログラム", "予算額49億円(再掲)"),
        ("脳とこころの研究推進プログラム", "予算額0.5億円(内数)"),
    ];
    for file in ["ptex_noembed_multicol", "uptex_haranoaji_multicol", "reportlab_unijis_multicol"] {
        let text: String = layouts(file).iter().map(PageLayout::text).collect();
        for (name, amount) in programmes {
            assert!(adjoins(&text, name, amount), "{file}: {name} {amount}");
        }
    }
}

#[test]
fn a_headline_table_has_its_rows_and_columns() {
    for file in ["weasy_headline3", "uptex_noembed_headline3"] {
        let found = layouts(file);
        let table = &found[0].tables[0];
        assert_eq!((table.rows, table.columns, table.cells.len()), (3, 5, 15), "{file}");
        let text = found[0].text();
        let row = text.lines().find(|l| l.starts_with("インハウス")).expect("the row");
        let cells: Vec<String> = row.split('\t').map(|c| plain(c).into_iter().collect()).collect();
        assert_eq!(
            cells,
            [
                "インハウス研究機関経費",
                "852億円(文306,厚462,経83)",
                "749億円(文208,厚462,経79)",
                "102億円(文98,厚※,経4)",
                "792億円(文268,厚442,経82)"
            ],
            "{file}"
        );
    }
}

#[test]
fn a_ledger_has_its_empty_cells() {
    for file in ["writer_ledger", "qpdf_aes256_uptex_noembed_ledger"] {
        let text = layouts(file)[0].text();
        let row = text.lines().find(|l| l.contains("98,765")).expect("the row");
        let cells: Vec<String> = row.split('\t').map(|c| plain(c).into_iter().collect()).collect();
        assert_eq!(cells, ["", "", "2文書広報費", "98,765", "101,234", "△2,469"], "{file}");
    }
}
