//! How a glyph is set as SVG text, so that it stands where the PDF has it.

use crate::pdf::{Direction, Glyph};

/// The position of an SVG text of one glyph.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::output) struct Place {
    /// Left end of the text, or its middle.
    pub(in crate::output) x: f32,
    /// Baseline.
    pub(in crate::output) y: f32,
    /// Whether `x` is the middle.
    pub(in crate::output) middle: bool,
    /// Degrees clockwise, around that point.
    pub(in crate::output) turn: i16,
}

impl Place {
    /// Where `glyph` is set.
    pub(in crate::output) fn of(glyph: &Glyph) -> Place {
        let [x, y] = glyph.origin;
        let [x0, y0, x1, _] = glyph.bbox;
        let is_upright_below = ((x0 + x1) / 2.0 - x).abs() < 0.2 * glyph.size;
        match glyph.direction {
            Direction::Right => Place { x, y, middle: false, turn: 0 },
            // Vertical writing: the origin is the middle of the top.
            Direction::Down if is_upright_below => {
                Place { x, y: y0 + 0.88 * glyph.size, middle: true, turn: 0 }
            }
            Direction::Down => Place { x, y, middle: false, turn: 90 },
            Direction::Other(turn) => Place { x, y, middle: false, turn },
        }
    }
}
