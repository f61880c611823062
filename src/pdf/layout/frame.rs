//! The page turned so that most of its writing stands upright, and the way back.

use super::geometry::Rect;
use crate::pdf::{Direction, Glyph, Ink, Page, RuleKind};

/// By how many quarters a page was turned clockwise to read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    None,
    Quarter,
    Half,
    ThreeQuarters,
}

/// Where the writing of one glyph goes, once the page is upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    Right,
    Down,
    Up,
    /// Upside down or aslant: stamps and watermarks.
    Aslant,
}

/// A glyph of the upright page.
#[derive(Clone, Debug)]
pub(super) struct Mark<'p> {
    /// Its index in [`Page::glyphs`].
    pub index: usize,
    pub text: &'p str,
    pub rect: Rect,
    /// Height of its baseline.
    pub base: f32,
    pub size: f32,
    pub flow: Flow,
    pub is_space: bool,
}

/// A rule of the upright page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stroke {
    pub rect: Rect,
    pub kind: RuleKind,
}

/// The upright page.
#[derive(Debug)]
pub(super) struct Frame<'p> {
    pub width: f32,
    pub height: f32,
    pub marks: Vec<Mark<'p>>,
    pub strokes: Vec<Stroke>,
    pub turn: Turn,
}

impl<'p> Frame<'p> {
    pub fn new(page: &'p Page) -> Frame<'p> {
        let readable: Vec<(usize, &Glyph)> =
            page.glyphs.iter().enumerate().filter(|(_, g)| is_readable(g)).collect();
        let turn = turn_of(&readable);
        let shown = (length(page.width), length(page.height));
        let (width, height) = match turn {
            Turn::None | Turn::Half => shown,
            Turn::Quarter | Turn::ThreeQuarters => (shown.1, shown.0),
        };
        let marks = readable.iter().map(|(i, g)| mark(*i, g, turn, shown)).collect();
        let strokes = page
            .rules
            .iter()
            .filter(|r| r.bbox.iter().all(|v| v.is_finite()) && Rect::from(r.bbox).is_finite())
            .map(|r| Stroke {
                rect: turned(Rect::from(r.bbox), turn, shown),
                kind: match (r.kind, turn) {
                    (kind, Turn::None | Turn::Half) => kind,
                    (RuleKind::Horizontal, _) => RuleKind::Vertical,
                    (RuleKind::Vertical, _) => RuleKind::Horizontal,
                    (RuleKind::Rectangle, _) => RuleKind::Rectangle,
                },
            })
            .collect();
        Frame { width, height, marks, strokes, turn }
    }

    /// A box of the upright page on the page as it is shown.
    pub fn as_shown(&self, rect: Rect) -> Rect {
        let back = match self.turn {
            Turn::None => return rect,
            Turn::Quarter => Turn::ThreeQuarters,
            Turn::Half => Turn::Half,
            Turn::ThreeQuarters => Turn::Quarter,
        };
        turned(rect, back, (self.width, self.height))
    }
}

fn length(value: f32) -> f32 {
    if value.is_finite() { value.clamp(0.0, 1.0e6) } else { 0.0 }
}

fn is_readable(glyph: &Glyph) -> bool {
    glyph.ink != Ink::Clipped
        && glyph.bbox.iter().all(|v| v.is_finite())
        && Rect::from(glyph.bbox).is_finite()
        && glyph.origin.iter().all(|v| v.is_finite() && v.abs() < 1.0e6)
        && glyph.size.is_finite()
        && glyph.size > 0.05
        && glyph.size < 1.0e5
}

/// Turned by a quarter, not written vertically: the baseline is at one side of the glyph.
fn is_turned(glyph: &Glyph) -> bool {
    (glyph.origin[0] - Rect::from(glyph.bbox).center_x()).abs() > 0.2 * glyph.size
}

fn quarter(direction: Direction) -> Option<Flow> {
    match direction {
        Direction::Right => Some(Flow::Right),
        Direction::Down => Some(Flow::Down),
        Direction::Other(-94..=-86) => Some(Flow::Up),
        Direction::Other(-4..=4) => Some(Flow::Right),
        Direction::Other(86..=94) => Some(Flow::Down),
        Direction::Other(_) => None,
    }
}

/// The turn that brings more than half of the writing upright.
fn turn_of(glyphs: &[(usize, &Glyph)]) -> Turn {
    let (mut down, mut up, mut back) = (0usize, 0usize, 0usize);
    for (_, glyph) in glyphs {
        match quarter(glyph.direction) {
            Some(Flow::Down) if is_turned(glyph) => down += 1,
            Some(Flow::Up) => up += 1,
            None => {
                let Direction::Other(angle) = glyph.direction else { continue };
                back += usize::from(angle.unsigned_abs() > 176);
            }
            _ => {}
        }
    }
    let most = down.max(up).max(back);
    if most * 2 <= glyphs.len() {
        Turn::None
    } else if most == down {
        Turn::ThreeQuarters
    } else if most == up {
        Turn::Quarter
    } else {
        Turn::Half
    }
}

fn mark<'p>(index: usize, glyph: &'p Glyph, turn: Turn, shown: (f32, f32)) -> Mark<'p> {
    let bbox = turned(Rect::from(glyph.bbox), turn, shown);
    let [x, y] = glyph.origin;
    let origin = turned(Rect::new(x, y, x, y), turn, shown);
    let flow = match (quarter(glyph.direction), turn) {
        (Some(flow), Turn::None) => flow,
        (Some(Flow::Down), Turn::ThreeQuarters) if is_turned(glyph) => Flow::Right,
        (Some(Flow::Right), Turn::ThreeQuarters) => Flow::Up,
        (Some(Flow::Up), Turn::Quarter) => Flow::Right,
        (Some(Flow::Right), Turn::Quarter) => Flow::Down,
        (None, Turn::Half) => Flow::Right,
        _ => Flow::Aslant,
    };
    Mark {
        index,
        text: &glyph.text,
        rect: bbox,
        base: if flow == Flow::Right { origin.y0 } else { bbox.y1 },
        size: glyph.size,
        flow,
        is_space: glyph.text.chars().all(|c| c.is_whitespace() || c.is_control()),
    }
}

fn turned(r: Rect, turn: Turn, (width, height): (f32, f32)) -> Rect {
    match turn {
        Turn::None => r,
        Turn::Quarter => Rect::new(height - r.y1, r.x0, height - r.y0, r.x1),
        Turn::Half => Rect::new(width - r.x1, height - r.y1, width - r.x0, height - r.y0),
        Turn::ThreeQuarters => Rect::new(r.y0, width - r.x1, r.y1, width - r.x0),
    }
}
