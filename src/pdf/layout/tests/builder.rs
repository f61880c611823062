//! Pages made by hand: glyphs and lines at given places.

use crate::pdf::{Direction, Glyph, Ink, Page, Rule, RuleKind};

/// An empty landscape page of A4.
pub fn page() -> Builder {
    sized(842.0, 595.0)
}

/// An empty page.
pub fn sized(width: f32, height: f32) -> Builder {
    Builder(Page { number: 1, width, height, ..Page::default() })
}

/// A page in the making.
#[derive(Clone)]
pub struct Builder(pub Page);

/// A full em for full-width characters, half of one for the others.
fn advance(c: char, size: f32) -> f32 {
    if c.is_ascii() { size / 2.0 } else { size }
}

impl Builder {
    fn glyph(&mut self, c: char, bbox: [f32; 4], origin: [f32; 2], size: f32, to: Direction) {
        let along = match to {
            Direction::Right => bbox[2] - bbox[0],
            _ => bbox[3] - bbox[1],
        };
        self.0.glyphs.push(Glyph {
            text: c.to_string(),
            bbox,
            origin,
            size,
            advance: along,
            direction: to,
            ink: Ink::Visible,
            font: 0,
        });
    }

    /// Text from left to right from `x` on, with its baseline at `y`; `_` is a gap of half an em
    /// without a glyph.
    pub fn text(self, x: f32, y: f32, size: f32, text: &str) -> Builder {
        self.spaced(x, y, size, 0.0, text)
    }

    /// The same with a gap behind each character.
    pub fn spaced(mut self, x: f32, y: f32, size: f32, gap: f32, text: &str) -> Builder {
        let mut x = x;
        for c in text.chars() {
            let wide = advance(c, size);
            if c != '_' {
                let bbox = [x, y - 0.88 * size, x + wide, y + 0.12 * size];
                self.glyph(c, bbox, [x, y], size, Direction::Right);
            }
            x += wide + gap;
        }
        self
    }

    /// Text that ends at `x`.
    pub fn right(self, x: f32, y: f32, size: f32, text: &str) -> Builder {
        let wide: f32 = text.chars().map(|c| advance(c, size)).sum();
        self.text(x - wide, y, size, text)
    }

    /// Lines of text, 1.5 ems apart.
    pub fn lines(self, x: f32, y: f32, size: f32, lines: &[&str]) -> Builder {
        let each = lines.iter().enumerate();
        each.fold(self, |page, (i, line)| page.text(x, y + 1.5 * size * i as f32, size, line))
    }

    /// A column in vertical writing mode: `x` is its middle, `y` its top.
    pub fn down(mut self, x: f32, y: f32, size: f32, text: &str) -> Builder {
        for (i, c) in text.chars().enumerate() {
            let top = y + size * i as f32;
            let bbox = [x - size / 2.0, top, x + size / 2.0, top + size];
            self.glyph(c, bbox, [x, top], size, Direction::Down);
        }
        self
    }

    /// A column of horizontal glyphs set one under another.
    pub fn stack(self, x: f32, y: f32, size: f32, pitch: f32, text: &str) -> Builder {
        let each = text.chars().enumerate();
        each.fold(self, |page, (i, c)| {
            let down = y + 0.88 * size + pitch * i as f32;
            page.text(x - size / 2.0, down, size, &c.to_string())
        })
    }

    /// Text turned by a quarter, read from bottom to top: `x` is its baseline.
    pub fn up(mut self, x: f32, y: f32, size: f32, text: &str) -> Builder {
        let mut y = y;
        for c in text.chars() {
            let wide = advance(c, size);
            let bbox = [x - 0.88 * size, y - wide, x + 0.12 * size, y];
            self.glyph(c, bbox, [x, y], size, Direction::Other(-90));
            y -= wide;
        }
        self
    }

    /// The glyphs of another order of content: the later half first.
    pub fn shuffled(mut self) -> Builder {
        let half = self.0.glyphs.len() / 2;
        self.0.glyphs.rotate_left(half);
        self
    }

    /// Gives the glyphs so far an ink.
    pub fn ink(mut self, ink: Ink) -> Builder {
        self.0.glyphs.iter_mut().for_each(|g| g.ink = ink);
        self
    }

    fn rule(mut self, bbox: [f32; 4], kind: RuleKind, filled: bool) -> Builder {
        self.0.rules.push(Rule { bbox, kind, filled, stroked: !filled });
        self
    }

    /// A horizontal line.
    pub fn h(self, x0: f32, x1: f32, y: f32) -> Builder {
        self.rule([x0, y, x1, y], RuleKind::Horizontal, false)
    }

    /// A vertical line.
    pub fn v(self, x: f32, y0: f32, y1: f32) -> Builder {
        self.rule([x, y0, x, y1], RuleKind::Vertical, false)
    }

    /// An outlined rectangle.
    pub fn rect(self, x0: f32, y0: f32, x1: f32, y1: f32) -> Builder {
        self.rule([x0, y0, x1, y1], RuleKind::Rectangle, false)
    }

    /// A filled rectangle.
    pub fn fill(self, x0: f32, y0: f32, x1: f32, y1: f32) -> Builder {
        self.rule([x0, y0, x1, y1], RuleKind::Rectangle, true)
    }

    /// Lines at all of these places, each across the whole: a ruled table.
    pub fn grid(self, xs: &[f32], ys: &[f32]) -> Builder {
        let (x0, x1, y0, y1) = (xs[0], xs[xs.len() - 1], ys[0], ys[ys.len() - 1]);
        let page = ys.iter().fold(self, |page, y| page.h(x0, x1, *y));
        xs.iter().fold(page, |page, x| page.v(*x, y0, y1))
    }
}
