//! Paths: ruling lines, boxes, and clipping (ISO 32000-1, 8.5).

use super::Interpreter;
use crate::pdf::geometry::{Area, Matrix};
use crate::pdf::lexer::Operands;
use crate::pdf::{Rule, RuleKind};

/// The current path, on the page as shown.
#[derive(Default)]
pub(super) struct Path {
    parts: Vec<Part>,
    points: usize,
    /// `W` was said: painting also clips.
    pub clips: bool,
    current: Option<[f64; 2]>,
}

/// A subpath.
#[derive(Default)]
struct Part {
    /// Its points; with each, whether a curve leads to it.
    points: Vec<([f64; 2], bool)>,
    closed: bool,
}

/// Points of one path that are kept. Maps have more, but no ruling lines.
const MAX_POINTS: usize = 100_000;

/// Rules of a page that are kept.
const MAX_RULES: usize = 200_000;

/// A filled rectangle that is thinner is a line, in points.
const THIN: f64 = 2.0;

/// How far from straight a line may be, in points.
const STRAIGHT: f64 = 0.1;

/// White boxes are seen on areas larger than this, in square points.
const LARGE: f64 = 5_000.0;

impl Path {
    pub fn construct(&mut self, operator: &[u8], operands: &Operands, matrix: Matrix) {
        match operator {
            b"m" => {
                if let Some([x, y]) = operands.numbers() {
                    self.move_to(matrix.apply(x, y));
                }
            }
            b"l" => {
                if let Some([x, y]) = operands.numbers() {
                    self.line_to(matrix.apply(x, y), false);
                }
            }
            b"c" => {
                if let Some([.., x, y]) = operands.numbers::<6>() {
                    self.line_to(matrix.apply(x, y), true);
                }
            }
            b"v" | b"y" => {
                if let Some([_, _, x, y]) = operands.numbers() {
                    self.line_to(matrix.apply(x, y), true);
                }
            }
            b"h" => self.close(),
            _ => {
                if let Some([x, y, width, height]) = operands.numbers() {
                    let (right, top) = (x + width, y + height);
                    self.move_to(matrix.apply(x, y));
                    for [x, y] in [[right, y], [right, top], [x, top]] {
                        self.line_to(matrix.apply(x, y), false);
                    }
                    self.close();
                }
            }
        }
    }

    fn move_to(&mut self, point: [f64; 2]) {
        if self.points >= MAX_POINTS || !is_place(point) {
            self.current = None;
            return;
        }
        self.points += 1;
        self.current = Some(point);
        // A move after a move begins anew.
        match self.parts.last_mut() {
            Some(part) if part.points.len() == 1 => part.points[0] = (point, false),
            _ => self.parts.push(Part { points: vec![(point, false)], closed: false }),
        }
    }

    fn line_to(&mut self, point: [f64; 2], curved: bool) {
        if self.current.is_none() {
            self.move_to(point);
            return;
        }
        if self.points >= MAX_POINTS || !is_place(point) {
            return;
        }
        self.points += 1;
        self.current = Some(point);
        if let Some(part) = self.parts.last_mut() {
            part.points.push((point, curved));
        }
    }

    fn close(&mut self) {
        let Some(part) = self.parts.last_mut() else { return };
        part.closed = true;
        // What follows without a move starts where the subpath began.
        if let Some((start, _)) = part.points.first().copied() {
            self.current = Some(start);
            if self.points < MAX_POINTS {
                self.points += 1;
                self.parts.push(Part { points: vec![(start, false)], closed: false });
            }
        }
    }

    fn area(&self) -> Option<Area> {
        // A point that `m` or `h` left alone is no part of the path.
        let parts = self.parts.iter().filter(|part| part.points.len() > 1);
        Area::around(parts.flat_map(|part| part.points.iter().map(|(point, _)| *point)))
    }
}

fn is_place([x, y]: [f64; 2]) -> bool {
    x.abs() < 1e7 && y.abs() < 1e7
}

impl Interpreter<'_, '_> {
    /// Ends the path: paints it, clips by it, or both.
    pub(super) fn paint(&mut self, operator: &[u8]) {
        let mut path = std::mem::take(&mut self.path);
        let filled = matches!(operator, b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*");
        let stroked = matches!(operator, b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*");
        if matches!(operator, b"s" | b"b" | b"b*")
            && let Some(part) = path.parts.last_mut()
        {
            part.closed |= part.points.len() > 1;
        }
        if (filled || stroked) && !self.marked.hidden() {
            for part in &path.parts {
                self.paint_part(part, filled, stroked);
            }
        }
        if path.clips {
            // An empty clipping path hides everything.
            let area = path.area().unwrap_or(Area([0.0, 0.0, -1.0, -1.0]));
            self.graphics.clip = self.graphics.clip.and(area);
        }
    }

    fn paint_part(&mut self, part: &Part, filled: bool, stroked: bool) {
        let Some(area) = Area::around(part.points.iter().map(|(point, _)| *point)) else { return };
        if part.points.len() < 2 {
            return;
        }
        let width = self.graphics.line_width * self.graphics.matrix.scale();
        let width = if width.is_finite() { width.min(100.0) } else { 0.0 };
        let stroked = stroked && self.shows(self.graphics.stroke.is_white, area);
        let colour_fill = filled && self.shows(self.graphics.fill.is_white, area);
        if part.is_rectangle(area, filled) {
            let thin = area.width().min(area.height()) < THIN;
            if thin && (colour_fill || stroked) {
                let grown = if stroked { grow(area, width / 2.0) } else { area };
                self.line(grown, colour_fill, stroked);
            } else if colour_fill || stroked {
                self.rule(area, RuleKind::Rectangle, colour_fill, stroked);
            }
            let white = self.graphics.fill.is_white;
            if filled && !white && area.width() * area.height() > LARGE {
                /// Grounds that are remembered; slides have a handful.
                const MAX_GROUNDS: usize = 64;
                if self.grounds.len() < MAX_GROUNDS {
                    self.grounds.push(area);
                }
            }
            return;
        }
        if stroked {
            for ((a, _), (b, curved)) in part.segments() {
                let flat = (a[0] - b[0]).abs().min((a[1] - b[1]).abs()) <= STRAIGHT;
                if !curved
                    && flat
                    && let Some(area) = Area::around([a, b])
                {
                    self.line(grow(area, width / 2.0), false, true);
                }
            }
        }
    }

    /// Whether paint is seen: white only on a coloured ground.
    fn shows(&self, white: bool, area: Area) -> bool {
        let [x0, y0, x1, y1] = area.0;
        let middle = ((x0 + x1) / 2.0, (y0 + y1) / 2.0);
        !white || self.grounds.iter().any(|ground| ground.holds(middle.0, middle.1))
    }

    fn line(&mut self, area: Area, filled: bool, stroked: bool) {
        let kind =
            if area.width() >= area.height() { RuleKind::Horizontal } else { RuleKind::Vertical };
        self.rule(area, kind, filled, stroked);
    }

    fn rule(&mut self, area: Area, kind: RuleKind, filled: bool, stroked: bool) {
        let area = area.and(self.graphics.clip);
        if area.width() < 0.0 || area.height() < 0.0 {
            return;
        }
        if self.page.rules.len() >= MAX_RULES {
            self.counts.rules += 1;
            return;
        }
        self.page.rules.push(Rule { bbox: area.to_f32(), kind, filled, stroked });
    }
}

/// A line's box: as wide as its stroke, no longer than it is.
fn grow(area: Area, by: f64) -> Area {
    let [x0, y0, x1, y1] = area.0;
    let (width, height) = (area.width(), area.height());
    let (dx, dy) = (if width < THIN { by } else { 0.0 }, if height < THIN { by } else { 0.0 });
    Area([x0 - dx, y0 - dy, x1 + dx, y1 + dy])
}

/// A point of a path, and whether a curve leads to it.
type Vertex = ([f64; 2], bool);

impl Part {
    /// The straight and curved pieces: two ends each, with whether the piece is a curve.
    fn segments(&self) -> impl Iterator<Item = (Vertex, Vertex)> {
        let close = self.closed.then(|| self.points.last().zip(self.points.first())).flatten();
        let close = close.map(|((last, _), (first, _))| ((*last, false), (*first, false)));
        let pieces = self.points.windows(2).map(|w| ((w[0].0, false), w[1]));
        pieces.chain(close)
    }

    /// Whether the outline is that of `area`, perhaps with rounded corners.
    ///
    /// All straight pieces lie on the four sides, and cover more than half of each. A fill closes
    /// the outline by itself.
    fn is_rectangle(&self, area: Area, filled: bool) -> bool {
        /// Rounded boxes have eight pieces; those with more are something else.
        const MAX_PIECES: usize = 24;
        if self.points.len() < 3 || self.points.len() > MAX_PIECES {
            return false;
        }
        let [left, top, right, bottom] = area.0;
        let near = |a: f64, b: f64| (a - b).abs() <= STRAIGHT;
        // Left, top, right, bottom.
        let mut covered = [0.0_f64; 4];
        let last = self.points.last().map(|(p, _)| *p);
        let open = !self.closed && filled;
        let first = self.points.first().map(|(p, _)| *p);
        let closing = last.zip(first).filter(|_| open).map(|(a, b)| ((a, false), (b, false)));
        for ((a, _), (b, curved)) in self.segments().chain(closing) {
            if curved {
                continue;
            }
            let (dx, dy) = ((a[0] - b[0]).abs(), (a[1] - b[1]).abs());
            if dx <= STRAIGHT && dy <= STRAIGHT {
                continue;
            }
            if dx <= STRAIGHT {
                if near(a[0], left) {
                    covered[0] += dy;
                }
                if near(a[0], right) {
                    covered[2] += dy;
                }
                if !near(a[0], left) && !near(a[0], right) {
                    return false;
                }
            } else if dy <= STRAIGHT {
                if near(a[1], top) {
                    covered[1] += dx;
                }
                if near(a[1], bottom) {
                    covered[3] += dx;
                }
                if !near(a[1], top) && !near(a[1], bottom) {
                    return false;
                }
            } else {
                return false;
            }
        }
        let (half_width, half_height) = (area.width() / 2.0, area.height() / 2.0);
        covered[0] >= half_height
            && covered[2] >= half_height
            && covered[1] >= half_width
            && covered[3] >= half_width
    }
}
