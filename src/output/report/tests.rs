//! The page as a whole.

use std::collections::BTreeSet;

use super::{DOCUMENT, Language, NoSource, PAGE, Report, SCRIPT, STYLE, Shown};
use crate::output::{Entry, Manifest};
use crate::text::Text;
use crate::{Options, extract};

/// A document that tries to be more than text.
const HOSTILE: &str = "# 令和2年度予算 <script>alert(1)</script>\n\n\
    ### 1. </script><img src=x onerror=alert(2)>プロジェクト 384億円\n\
    \"'&amp;<!--\u{2028}\u{2029} 事業 12億円 {{ 7 * 7 }} {% raw %}\n\
    ※ <style>@import url(http://example.com)</style>\n";

fn page(source: &str, language: Language, shown: bool) -> String {
    let extraction = extract("a.txt", source.as_bytes(), Options::default()).unwrap();
    let entry = Entry::read("a", &extraction);
    let report = Report::new(language);
    let mut overview = report.overview();
    overview.add("a", &entry, &extraction, Some("./a.txt".to_owned()));
    overview.add_failed(&Entry::failed("<b>.txt", "<script>alert(3)</script>".to_owned()));
    let text = Text::from(source);
    let shown = if shown { Shown::Text(&text) } else { Shown::Nothing(&NoSource::Changed) };
    let detail = report.detail("a", &extraction, shown).unwrap();
    let manifest = Manifest::new(true, vec![entry]);
    let mut out = Vec::new();
    report.write(&manifest, &overview, vec![detail], &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The page without its own style and script.
fn without_own(page: &str) -> String {
    assert_eq!(page.matches(STYLE).count(), 1);
    assert_eq!(page.matches(SCRIPT).count(), 1);
    page.replace(STYLE, "").replace(SCRIPT, "")
}

/// What the page holds as data of the document.
fn data(page: &str) -> serde_json::Value {
    let (_, rest) = page.split_once("data-stem=\"a\">").unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

#[test]
fn a_document_stays_text() {
    for language in [Language::Japanese, Language::English] {
        for shown in [true, false] {
            let page = page(HOSTILE, language, shown);
            let own = without_own(&page);
            for tag in ["<script>alert", "<img", "<!--", "</style>@", "<b>"] {
                assert!(!own.contains(tag), "{tag}");
            }
            // The style, the words, the document and the script, and no more.
            assert_eq!(own.matches("<style").count(), 1);
            assert_eq!(own.matches("<script").count(), 3);
            assert_eq!(own.matches("</script").count(), 3);
        }
    }
}

#[test]
fn a_document_arrives_as_it_was_written() {
    let page = page(HOSTILE, Language::Japanese, true);
    let mut text = String::new();
    for line in data(&page)["text"].as_array().unwrap() {
        for part in line["parts"].as_array().unwrap() {
            text += part.as_str().or_else(|| part[0].as_str()).unwrap();
        }
        text.push('\n');
    }
    let lines: Vec<&str> = HOSTILE.split(['\n', '\u{2028}', '\u{2029}']).collect();
    assert_eq!(text.trim_end(), lines.join("\n").trim_end());
}

#[test]
fn records_lead_to_their_places() {
    let data = data(&page("### 1. 医薬品プロジェクト 384億円\n", Language::Japanese, true));
    let record = &data["records"][0];
    assert_eq!(
        (&record["title"], &record["figure"]),
        (&"医薬品プロジェクト".into(), &"384億円".into())
    );
    let at = |place: &str| {
        let [line, part] = [0, 1].map(|i| record[place][i].as_u64().unwrap() as usize);
        data["text"][line]["parts"][part].clone()
    };
    assert_eq!(at("at"), serde_json::json!(["384億円", "stated", [0]]));
    assert_eq!(at("label"), "医薬品プロジェクト");
}

#[test]
fn nothing_is_asked_for_from_anywhere() {
    let page = page("令和2年度予算\n医薬品プロジェクト 461億円\n", Language::Japanese, true);
    assert!(page.contains("default-src &#x27;none&#x27;") || page.contains("default-src 'none'"));
    for part in ["https://", " src=", "@import", "url(", "<link", "<base"] {
        assert!(!page.contains(part), "{part}");
    }
    // A name, and nothing that is loaded.
    let namespace = "http://www.w3.org/2000/svg";
    assert_eq!(page.replace(namespace, "").matches("http://").count(), 0);
}

#[test]
fn the_script_sets_text_and_nothing_else() {
    for way in
        ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("]
    {
        assert!(!SCRIPT.contains(way), "{way}");
    }
    assert!(SCRIPT.len() < 30_000 && STYLE.len() < 30_000);
    // The engine would take these for its own.
    for text in [SCRIPT, STYLE] {
        assert!(!text.contains("</") && !text.is_empty());
    }
}

/// The keys that are asked for by name in `text`, behind `call`.
fn asked<'a>(text: &'a str, call: &str) -> BTreeSet<&'a str> {
    let quoted = text.split(call).skip(1).filter_map(|rest| rest.split('"').next());
    quoted.filter(|key| !key.ends_with(['.', '_'])).collect()
}

#[test]
fn every_word_that_is_asked_for_is_there() {
    for text in [PAGE, DOCUMENT, SCRIPT] {
        for key in asked(text, "w(\"") {
            assert!(Language::English.find(key).is_some(), "{key}");
        }
    }
    assert!(asked(PAGE, "w(\"").len() > 40);
}

#[test]
fn every_word_is_asked_for() {
    let sources = [
        PAGE,
        SCRIPT,
        include_str!("records.rs"),
        include_str!("document.rs"),
        include_str!("equation.rs"),
        include_str!("mod.rs"),
        include_str!("charts/figures.rs"),
        include_str!("charts/draw.rs"),
    ];
    // Those of the model's values are put together.
    let together = [
        "kind.",
        "stage.",
        "short.",
        "level.",
        "measure.",
        "flow.",
        "flag.",
        "certainty.",
        "check.",
        "outcome.",
        "severity.",
        "status.",
        "agency.",
        "sign.",
        "role.",
        "list.",
        "chart.",
    ];
    for key in Language::English.words().into_keys() {
        let known = together.iter().any(|prefix| key.starts_with(prefix));
        let quoted = format!("\"{key}\"");
        let pane = key.strip_suffix("_pane").is_some();
        assert!(known || pane || sources.iter().any(|s| s.contains(&quoted)), "{key}");
    }
}
