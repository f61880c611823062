//! Any numbers in, no panic and no lost glyph out.

use super::builder::{page, sized};
use super::{check, of};
use crate::pdf::layout::{layout, layout_text};
use crate::pdf::{Direction, Glyph, Ink, Page, Rule, RuleKind};
use proptest::prelude::*;

#[test]
fn an_empty_page() {
    assert_eq!(of(page()).text(), "");
    assert_eq!(layout_text(&sized(0.0, 0.0).0), "");
}

#[test]
fn places_that_are_no_numbers_are_left_out() {
    let mut page = page().text(50.0, 100.0, 10.0, "一二三");
    page.0.glyphs[0].bbox[0] = f32::NAN;
    page.0.glyphs[1].size = f32::INFINITY;
    page.0.rules.push(Rule {
        bbox: [f32::NAN; 4],
        kind: RuleKind::Rectangle,
        filled: true,
        stroked: true,
    });
    (page.0.width, page.0.height) = (f32::NAN, f32::NEG_INFINITY);
    assert_eq!(layout(&page.0).text(), "三\n");
}

#[test]
fn thousands_of_lines_and_boxes_take_no_long_time() {
    let mut page = page();
    for i in 0..6_000 {
        let (x, y) = ((i % 80) as f32 * 10.0, (i / 80) as f32 * 7.0);
        page = page.text(x, y, 6.0, "口").rect(x, y, x + 8.0, y + 5.0).h(x, x + 9.0, y);
    }
    assert_eq!(of(page).lines.iter().map(|l| l.text.matches('口').count()).sum::<usize>(), 6_000);
}

fn glyph() -> impl Strategy<Value = Glyph> {
    let text = prop_oneof!["[あ予算円億]", "[0-9]", " ", "ffi"];
    let direction = prop_oneof![
        6 => Just(Direction::Right),
        2 => Just(Direction::Down),
        1 => (-179i16..=180).prop_map(Direction::Other)
    ];
    let place = (-50i16..900, -50i16..700, 1u8..40, text, direction);
    place.prop_map(|(x, y, size, text, direction)| {
        let (x, y, size) = (f32::from(x), f32::from(y), f32::from(size));
        let bbox = [x, y - size, x + size, y];
        Glyph {
            text,
            bbox,
            origin: [x, y],
            size,
            advance: size,
            direction,
            ink: Ink::Visible,
            font: 0,
        }
    })
}

fn rule() -> impl Strategy<Value = Rule> {
    let kind = prop_oneof![
        Just(RuleKind::Horizontal),
        Just(RuleKind::Vertical),
        Just(RuleKind::Rectangle)
    ];
    (0u16..800, 0u16..600, 0u16..400, 0u16..300, kind).prop_map(|(x, y, w, h, kind)| {
        let [x, y, w, h] = [x, y, w, h].map(f32::from);
        let bbox = match kind {
            RuleKind::Horizontal => [x, y, x + w, y],
            RuleKind::Vertical => [x, y, x, y + h],
            RuleKind::Rectangle => [x, y, x + w, y + h],
        };
        Rule { bbox, kind, filled: false, stroked: true }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_glyph_is_in_one_line(
        glyphs in proptest::collection::vec(glyph(), 0..120),
        rules in proptest::collection::vec(rule(), 0..30),
    ) {
        let glyphs_page = Page { width: 842.0, height: 595.0, glyphs, rules, ..Page::default() };
        let page = super::builder::Builder(glyphs_page);
        let found = layout(&page.0);
        check(&page, &found);
        prop_assert_eq!(&found, &layout(&page.0));
        layout_text(&page.0);
    }
}
