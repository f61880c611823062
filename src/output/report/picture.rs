//! A page of a PDF as the page of the report draws it: glyphs that stand in a row are one text.

// Positions on the page are the one place where floating point belongs; no amount is made of them.
#![allow(clippy::float_arithmetic)]

use serde::Serialize;

use crate::output::svg::Place;
use crate::pdf::{Glyph, Ink, Page, Rule, RuleKind};

/// A page. All lengths are in tenths of a point.
#[derive(Clone, Debug, Serialize)]
pub struct Picture {
    number: u32,
    width: i32,
    height: i32,
    rules: Vec<Bar>,
    images: Vec<[i32; 4]>,
    texts: Vec<Row>,
}

/// A ruling line or a rectangle: left, top, width, height, and how it is drawn.
type Bar = (i32, i32, i32, i32, &'static str);

/// Glyphs of one size on one baseline.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Row {
    text: String,
    size: i32,
    x: Vec<i32>,
    /// One for all characters, or one for each.
    y: Vec<i32>,
    #[serde(skip_serializing_if = "is_false")]
    middle: bool,
    #[serde(skip_serializing_if = "is_zero")]
    turn: i16,
    /// The length of a text of several characters that is one glyph.
    #[serde(skip_serializing_if = "Option::is_none")]
    length: Option<i32>,
    #[serde(skip_serializing_if = "is_false")]
    faint: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(value: &bool) -> bool {
    !*value
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(value: &i16) -> bool {
    *value == 0
}

impl Picture {
    /// What is printed on `page`. What lies outside its clipping paths is not.
    pub fn new(page: &Page) -> Picture {
        let mut texts: Vec<Row> = Vec::new();
        let printed = |g: &&Glyph| !g.text.trim().is_empty() && g.ink != Ink::Clipped;
        for glyph in page.glyphs.iter().filter(printed) {
            let row = Row::of(glyph);
            match texts.last_mut().filter(|last| last.goes_on_with(&row)) {
                Some(last) => last.push(row),
                None => texts.push(row),
            }
        }
        let images = page
            .images
            .iter()
            .map(|&[x0, y0, x1, y1]| [tenths(x0), tenths(y0), tenths(x1 - x0), tenths(y1 - y0)]);
        Picture {
            number: page.number,
            width: tenths(page.width).max(1),
            height: tenths(page.height).max(1),
            rules: page.rules.iter().map(bar).collect(),
            images: images.collect(),
            texts,
        }
    }

    /// About how many bytes it takes in the page.
    pub fn weight(&self) -> usize {
        const POSITION: usize = 6;
        const SHAPE: usize = 40;
        let row = |r: &Row| SHAPE + r.text.len() + POSITION * (r.x.len() + r.y.len());
        let shapes = self.rules.len() + self.images.len();
        self.texts.iter().map(row).sum::<usize>() + SHAPE * shapes
    }
}

fn bar(rule: &Rule) -> Bar {
    let [x0, y0, x1, y1] = rule.bbox;
    let class = match (rule.kind, rule.filled, rule.stroked) {
        (RuleKind::Horizontal | RuleKind::Vertical, ..) => "rule",
        (RuleKind::Rectangle, true, false) => "filled",
        (RuleKind::Rectangle, true, true) => "filled stroked",
        (RuleKind::Rectangle, false, _) => "stroked",
    };
    let (width, height) = (tenths(x1 - x0).max(3), tenths(y1 - y0).max(3));
    (tenths(x0), tenths(y0), width, height, class)
}

impl Row {
    fn of(glyph: &Glyph) -> Row {
        let Place { x, y, middle, turn } = Place::of(glyph);
        let several = glyph.text.chars().nth(1).is_some() && glyph.advance > 0.0;
        Row {
            text: glyph.text.clone(),
            size: tenths(glyph.size).max(1),
            x: vec![tenths(x)],
            y: vec![tenths(y)],
            middle,
            turn,
            length: several.then(|| tenths(glyph.advance)),
            faint: glyph.ink != Ink::Visible,
        }
    }

    /// Whether `next` can be set in the same text. A character that is not one of UTF-16 stands
    /// alone: it is not agreed on how many positions it takes.
    fn goes_on_with(&self, next: &Row) -> bool {
        let plain = |row: &Row| {
            row.length.is_none() && row.turn == 0 && row.text.chars().all(|c| c.len_utf16() == 1)
        };
        let alike = (self.size, self.middle, self.faint) == (next.size, next.middle, next.faint);
        let in_a_row = if self.middle { self.x == next.x } else { self.y == next.y };
        alike && in_a_row && plain(self) && plain(next)
    }

    fn push(&mut self, next: Row) {
        self.text.push_str(&next.text);
        if self.middle {
            self.y.extend(next.y);
        } else {
            self.x.extend(next.x);
        }
    }
}

fn tenths(points: f32) -> i32 {
    (points * 10.0).round() as i32
}

#[cfg(test)]
mod tests {
    use super::Row;
    use crate::pdf::{Direction, Glyph, Ink};

    fn glyph(text: &str, x: f32, y: f32, direction: Direction) -> Glyph {
        Glyph {
            text: text.to_owned(),
            bbox: [x, y - 8.0, x + 10.0, y + 2.0],
            origin: [x, y],
            size: 10.0,
            advance: 10.0,
            direction,
            ink: Ink::Visible,
            font: 0,
        }
    }

    fn check(glyphs: &[Glyph], expected: &[&str]) {
        let mut rows: Vec<Row> = Vec::new();
        for row in glyphs.iter().map(Row::of) {
            match rows.last_mut().filter(|last| last.goes_on_with(&row)) {
                Some(last) => last.push(row),
                None => rows.push(row),
            }
        }
        let shown: Vec<String> =
            rows.iter().map(|r| format!("{} {:?} {:?}", r.text, r.x, r.y)).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn glyphs_of_a_baseline_are_one_text() {
        let right = |text, x, y| glyph(text, x, y, Direction::Right);
        check(
            &[right("予", 10.0, 50.0), right("算", 20.04, 50.0), right("額", 10.0, 60.0)],
            &["予算 [100, 200] [500]", "額 [100] [600]"],
        );
        let ligature = [right("a", 1.0, 5.0), right("ffi", 2.0, 5.0), right("b", 3.0, 5.0)];
        check(&ligature, &["a [10] [50]", "ffi [20] [50]", "b [30] [50]"]);
        let astral = [right("a", 1.0, 5.0), right("𠮷", 2.0, 5.0)];
        check(&astral, &["a [10] [50]", "𠮷 [20] [50]"]);
    }

    #[test]
    fn turned_glyphs_stand_alone() {
        let aslant = |x| glyph("a", x, 5.0, Direction::Other(45));
        check(&[aslant(1.0), aslant(2.0)], &["a [10] [50]", "a [20] [50]"]);
    }
}
