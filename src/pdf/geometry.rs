//! Matrices and boxes.

/// An affine map `[a b c d e f]` as PDF writes it (ISO 32000-1, 8.3.3).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix(pub [f64; 6]);

impl Matrix {
    pub const IDENTITY: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub fn translation(x: f64, y: f64) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First `self`, then `next`.
    pub fn then(self, next: Matrix) -> Matrix {
        let [a, b, c, d, e, f] = self.0;
        let [p, q, r, s, t, u] = next.0;
        Matrix([
            a * p + b * r,
            a * q + b * s,
            c * p + d * r,
            c * q + d * s,
            e * p + f * r + t,
            e * q + f * s + u,
        ])
    }

    pub fn apply(self, x: f64, y: f64) -> [f64; 2] {
        let [a, b, c, d, e, f] = self.0;
        [a * x + c * y + e, b * x + d * y + f]
    }

    /// The map of a direction, without the shift.
    pub fn apply_vector(self, x: f64, y: f64) -> [f64; 2] {
        let [a, b, c, d, ..] = self.0;
        [a * x + c * y, b * x + d * y]
    }

    pub fn is_finite(self) -> bool {
        self.0.iter().all(|n| n.is_finite())
    }

    /// The factor by which lengths grow, in the mean of all directions.
    pub fn scale(self) -> f64 {
        let [a, b, c, d, ..] = self.0;
        (a * d - b * c).abs().sqrt()
    }
}

/// A box: left, top, right, bottom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area(pub [f64; 4]);

impl Area {
    /// The smallest box around points; `None` without points, or when one is not finite.
    pub fn around(points: impl IntoIterator<Item = [f64; 2]>) -> Option<Area> {
        let mut points = points.into_iter().peekable();
        points.peek()?;
        let mut area = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
        for [x, y] in points {
            if !x.is_finite() || !y.is_finite() {
                return None;
            }
            area = [area[0].min(x), area[1].min(y), area[2].max(x), area[3].max(y)];
        }
        Some(Area(area))
    }

    /// The box around a mapped rectangle with two opposite corners.
    pub fn mapped(corners: [f64; 4], matrix: Matrix) -> Option<Area> {
        let [x0, y0, x1, y1] = corners;
        Area::around([[x0, y0], [x1, y0], [x0, y1], [x1, y1]].map(|[x, y]| matrix.apply(x, y)))
    }

    /// What both hold; may be turned inside out when they do not meet.
    pub fn and(self, other: Area) -> Area {
        let ([a, b, c, d], [p, q, r, s]) = (self.0, other.0);
        Area([a.max(p), b.max(q), c.min(r), d.min(s)])
    }

    pub fn or(self, other: Area) -> Area {
        let ([a, b, c, d], [p, q, r, s]) = (self.0, other.0);
        Area([a.min(p), b.min(q), c.max(r), d.max(s)])
    }

    pub fn holds(self, x: f64, y: f64) -> bool {
        let [x0, y0, x1, y1] = self.0;
        x0 <= x && x <= x1 && y0 <= y && y <= y1
    }

    pub fn width(self) -> f64 {
        self.0[2] - self.0[0]
    }

    pub fn height(self) -> f64 {
        self.0[3] - self.0[1]
    }

    pub fn to_f32(self) -> [f32; 4] {
        self.0.map(|n| n as f32)
    }
}
