//! Tests of the drawing of a page.

use super::{Points, nearest, write_svg};
use crate::model::{Certainty, Evidence, Extraction, LineItem, Span};
use crate::pdf::layout::layout;
use crate::pdf::{Direction, Glyph, Ink, Page, Rule, RuleKind};

fn glyph(text: &str, x: f32, y: f32, direction: Direction) -> Glyph {
    Glyph {
        text: text.to_owned(),
        bbox: [x, y - 8.8, x + 10.0, y + 1.2],
        origin: [x, y],
        size: 10.0,
        advance: 10.0,
        direction,
        ink: Ink::Visible,
        font: 0,
    }
}

fn page() -> Page {
    let mut glyphs: Vec<Glyph> = Vec::new();
    for (n, c) in "予算<&>".chars().enumerate() {
        glyphs.push(glyph(&c.to_string(), 20.0 + 10.0 * n as f32, 30.0, Direction::Right));
    }
    glyphs.push(glyph("\u{1}\"", 20.0, 60.0, Direction::Other(-30)));
    let rule = |bbox, kind| Rule { bbox, kind, filled: true, stroked: false };
    Page {
        number: 2,
        width: 200.0,
        height: 100.0,
        glyphs,
        rules: vec![
            rule([10.0, 40.0, 190.0, 40.0], RuleKind::Horizontal),
            rule([10.0, 10.0, f32::NAN, 40.0], RuleKind::Rectangle),
        ],
        images: vec![[100.0, 50.0, 150.0, 90.0]],
        ..Page::default()
    }
}

fn item(name: &str, page: u32, label_page: u32) -> LineItem {
    let bbox = Some([60.0, 20.0, 80.0, 32.0]);
    let label = Span { page: label_page, bbox: Some([20.0, 20.0, 40.0, 32.0]), ..Span::default() };
    LineItem {
        id: "0a1b".to_owned(),
        name: name.to_owned(),
        yen: Some(127_200_000_000),
        certainty: Certainty::Inferred,
        rule: "sheet".to_owned(),
        evidence: Evidence { page, bbox, label: Some(label), ..Evidence::default() },
        ..serde_json::from_str(EMPTY).expect("a line item")
    }
}

/// A line item has no default: that would invent a record.
const EMPTY: &str = r#"{"id":"","name":"","path":[],"level":"program","fiscal_year":2020,
    "stage":"initial","measure":"amount","flow":"expenditure","agency":null,"ministry":null,
    "yen":null,"yen_max":null,"resolution":1,"rate":null,"count":null,"part_of":null,
    "same_as":null,"flags":[],"certainty":"stated","candidates":[],"rule":"","evidence":
    {"page":1,"line":1,"start":0,"end":0,"bbox":null,"text":"","label":null}}"#;

fn drawn(items: Vec<LineItem>) -> String {
    let page = page();
    let mut extraction = Extraction { line_items: items, ..Extraction::default() };
    extraction.source.path = "a & b.pdf".to_owned();
    extraction.source.pages = 3;
    let mut out = Vec::new();
    write_svg(&page, &layout(&page), &extraction, &mut out).expect("a vector takes every byte");
    String::from_utf8(out).expect("it is UTF-8")
}

/// Every tag is closed, in order, and every `<` and `&` is the writer's own.
#[track_caller]
fn is_well_formed(svg: &str) {
    let mut open: Vec<&str> = Vec::new();
    let (_, body) = svg.split_once("?>\n").expect("a declaration");
    for part in body.split('<').skip(1) {
        let (tag, text) = part.split_once('>').expect("a tag ends");
        assert!(!text.contains('>'), "{text}");
        let known = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;", "&#9;", "&#10;", "&#13;"];
        for (at, _) in part.match_indices('&') {
            assert!(known.iter().any(|k| part[at..].starts_with(k)), "{part}");
        }
        let name = tag.split([' ', '/']).find(|n| !n.is_empty()).expect("a tag has a name");
        match (tag.starts_with('/'), tag.ends_with('/')) {
            (true, _) => assert_eq!(open.pop(), Some(name)),
            (false, false) => open.push(name),
            (false, true) => {}
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn whatever_is_printed_the_drawing_is_well_formed() {
    let svg = drawn(vec![item("<b>\"予算\" & '費'", 2, 2)]);
    is_well_formed(&svg);
    assert!(!svg.contains("NaN") && !svg.contains('\u{1}'), "{svg}");
    assert!(svg.contains("<title>a &amp; b.pdf, page 2 of 3</title>"), "{svg}");
}

#[test]
fn everything_of_the_page_is_there() {
    let svg = drawn(Vec::new());
    for part in [
        "class=\"glyph\" x=\"20\" y=\"30\" font-size=\"10\">予</text>",
        ">&lt;</text>",
        "transform=\"rotate(-30 20 60)\"",
        "class=\"rule horizontal\" x=\"10\" y=\"40\" width=\"180\" height=\"0.3\"",
        "class=\"image\" x=\"100\" y=\"50\" width=\"50\" height=\"40\"",
        "class=\"block\"",
        "class=\"order\"",
        "class=\"legend\"",
    ] {
        assert!(svg.contains(part), "{part} is not in\n{svg}");
    }
}

#[test]
fn a_record_is_two_boxes_a_line_and_a_title() {
    let record = |svg: &str| {
        let (_, rest) = svg.split_once("<g class=\"records\">\n").expect("a group of records");
        rest.split("<g class=\"legend\">").next().unwrap_or_default().to_owned()
    };
    let whole = record(&drawn(vec![item("予算", 2, 2)]));
    let title = "<title>予算&#10;127,200,000,000 yen&#10;initial, fiscal year 2020&#10;inferred by \
                 the rule sheet&#10;id 0a1b</title>";
    assert!(whole.starts_with(&format!("<g class=\"record inferred\">\n{title}")), "{whole}");
    assert!(whole.contains("class=\"label\" x=\"20\" y=\"20\" width=\"20\""), "{whole}");
    assert!(whole.contains("class=\"amount\" x=\"60\" y=\"20\" width=\"20\""), "{whole}");
    assert!(whole.contains("x1=\"40\" y1=\"32\" x2=\"60\" y2=\"32\""), "{whole}");
    // The name may stand on another page, and so may the amount.
    let amount = record(&drawn(vec![item("予算", 2, 1)]));
    assert!(amount.contains("class=\"amount\"") && !amount.contains("class=\"label\""), "{amount}");
    assert!(amount.contains("label on page 1, amount on page 2"), "{amount}");
    let label = record(&drawn(vec![item("予算", 3, 2)]));
    assert!(label.contains("class=\"label\"") && !label.contains("class=\"amount\""), "{label}");
    let elsewhere = record(&drawn(vec![item("予算", 3, 3)]));
    assert!(!elsewhere.contains("class=\"record"), "{elsewhere}");
}

#[test]
fn numbers() {
    let check = |value: f32, text: &str| assert_eq!(Points(value).to_string(), text);
    check(0.0, "0");
    check(-0.001, "0");
    check(100.0, "100");
    check(72.126, "72.13");
    check(-3.5, "-3.5");
    check(f32::NAN, "0");
    check(f32::INFINITY, "0");
}

#[test]
fn ties_are_short() {
    assert_eq!(nearest((0.0, 2.0), (5.0, 9.0)), (2.0, 5.0));
    assert_eq!(nearest((5.0, 9.0), (0.0, 2.0)), (5.0, 2.0));
    assert_eq!(nearest((0.0, 6.0), (4.0, 9.0)), (6.0, 6.0));
}
