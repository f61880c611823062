//! Boxes on a page, in points, origin top left.

/// A box on a page: left, top, right, bottom in points, y growing downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left.
    pub x0: f32,
    /// Top.
    pub y0: f32,
    /// Right.
    pub x1: f32,
    /// Bottom.
    pub y1: f32,
}

impl Rect {
    /// The box between two corners, whichever they are.
    pub fn new(x0: f32, y0: f32, x1: f32, y1: f32) -> Rect {
        Rect { x0: x0.min(x1), y0: y0.min(y1), x1: x0.max(x1), y1: y0.max(y1) }
    }

    /// Left, top, right, bottom.
    pub fn array(self) -> [f32; 4] {
        [self.x0, self.y0, self.x1, self.y1]
    }

    /// Width in points.
    pub fn width(self) -> f32 {
        self.x1 - self.x0
    }

    /// Height in points.
    pub fn height(self) -> f32 {
        self.y1 - self.y0
    }

    /// The smallest box around both.
    pub fn union(self, other: Rect) -> Rect {
        Rect {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// The smallest box around all; `None` when there are none.
    pub fn around(rects: impl IntoIterator<Item = Rect>) -> Option<Rect> {
        rects.into_iter().reduce(Rect::union)
    }

    pub(super) fn is_finite(self) -> bool {
        // Far outside any page (14,400 points a side) sums lose their last digits.
        self.array().iter().all(|v| v.is_finite() && v.abs() < 1.0e6)
    }

    pub(super) fn area(self) -> f32 {
        self.width() * self.height()
    }

    pub(super) fn center_x(self) -> f32 {
        (self.x0 + self.x1) / 2.0
    }

    pub(super) fn center_y(self) -> f32 {
        (self.y0 + self.y1) / 2.0
    }

    pub(super) fn contains(self, x: f32, y: f32) -> bool {
        self.x0 <= x && x <= self.x1 && self.y0 <= y && y <= self.y1
    }

    /// Whether `other` lies inside, give or take `by` points.
    pub(super) fn holds(self, other: Rect, by: f32) -> bool {
        self.x0 - by <= other.x0
            && other.x1 <= self.x1 + by
            && self.y0 - by <= other.y0
            && other.y1 <= self.y1 + by
    }

    /// How many points of height both share; negative when one is above the other.
    pub(super) fn overlap_y(self, other: Rect) -> f32 {
        self.y1.min(other.y1) - self.y0.max(other.y0)
    }

    /// How many points of width both share; negative when they stand side by side.
    pub(super) fn overlap_x(self, other: Rect) -> f32 {
        self.x1.min(other.x1) - self.x0.max(other.x0)
    }
}

impl From<[f32; 4]> for Rect {
    fn from([x0, y0, x1, y1]: [f32; 4]) -> Rect {
        Rect::new(x0, y0, x1, y1)
    }
}

/// The middle of a list of numbers, or `otherwise` when it is empty.
pub(super) fn median(mut values: Vec<f32>, otherwise: f32) -> f32 {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(otherwise)
}
