//! Tests of lines that are set apart.

use super::set_apart;
use crate::text::{GlyphBox, PageText};

/// A page whose characters stand at their byte offset.
fn page(text: &str) -> PageText {
    let glyphs = text.char_indices().filter(|(_, c)| *c != '\n');
    let boxes = glyphs.map(|(at, c)| GlyphBox {
        start: at as u32,
        end: (at + c.len_utf8()) as u32,
        bbox: [at as f32, 0.0, at as f32, 0.0],
    });
    PageText { text: text.to_owned(), boxes: boxes.collect() }
}

#[track_caller]
fn check(text: &str, above: &[&str], below: &[&str], expected: &str) {
    let find = |lines: &[&str]| -> Vec<_> {
        let found = lines.iter().map(|l| text.find(l).map(|at| at..at + l.len()));
        found.map(|place| place.expect("the line is there")).collect()
    };
    let before = page(text);
    let after = set_apart(&before, &find(above), &find(below));
    assert_eq!(after.text, expected);
    // Each character keeps its own place, and none is lost or doubled.
    let mut places: Vec<usize> = Vec::new();
    for glyph in &after.boxes {
        let from = glyph.bbox[0] as usize;
        let (start, end) = (glyph.start as usize, glyph.end as usize);
        assert_eq!(after.text[start..end], text[from..from + end - start]);
        places.push(from);
    }
    assert!(after.boxes.is_sorted_by_key(|b| b.start));
    places.sort_unstable();
    assert_eq!(places, before.boxes.iter().map(|b| b.start as usize).collect::<Vec<_>>());
}

#[test]
fn running_lines_become_blocks_of_their_own() {
    check("頭\n本文\n続き\n", &["頭"], &[], "頭\n\n本文\n続き\n");
    check("本文\n続き\n12\n", &[], &["12"], "本文\n続き\n\n12\n");
    check("頭\n本文\n足\n", &["頭"], &["足"], "頭\n\n本文\n\n足\n");
    check("一\n頭\n二\n", &["頭"], &[], "頭\n\n一\n二\n");
    check("一\n足\n二\n", &[], &["足"], "一\n二\n\n足\n");
}

#[test]
fn no_blank_lines_are_left_behind() {
    check("一\n\n頭\n\n二\n", &["頭"], &[], "頭\n\n一\n\n二\n");
    check("一\n\n頭\n肩\n\n二\n", &["頭", "肩"], &[], "頭\n肩\n\n一\n\n二\n");
    check("頭\n肩\n\n二\n", &["肩", "頭"], &[], "肩\n頭\n\n二\n");
    check("二\n\n足\n", &[], &["足"], "二\n\n足\n");
    check("頭\n", &["頭"], &[], "頭\n");
    check("足\n", &[], &["足"], "足\n");
}
