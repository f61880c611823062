//! Ruling lines merged and snapped, and the grids and boxes that they make.
//!
//! Producers draw one and the same table as strokes, as thin filled rectangles or as one outlined
//! rectangle a cell; here all of them are lines first. Lines that touch make a grid; where the
//! line between two of its fields is missing, the fields are one cell.

use std::ops::Range;

use super::frame::{Frame, Stroke};
use super::geometry::Rect;
use crate::pdf::RuleKind;

/// Lines nearer than this are one, and ends nearer than this touch.
const SNAP: f32 = 2.6;
/// More lines than this are a drawing, not a table.
const MAX_LINES: usize = 3_000;
/// More boxes than this are a drawing; the largest are kept.
const MAX_BOXES: usize = 400;
/// More fields than this in one grid are graph paper.
const MAX_FIELDS: usize = 40_000;

/// A horizontal or vertical line: where it stands and from where to where it goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Line {
    pub at: f32,
    pub from: f32,
    pub to: f32,
}

/// One cell of a grid.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Field {
    pub row: usize,
    pub column: usize,
    pub row_span: usize,
    pub column_span: usize,
    pub rect: Rect,
}

/// Lines that touch, as rows and columns.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Grid {
    pub rect: Rect,
    pub rows: usize,
    pub columns: usize,
    /// In order of the row, then the column that they begin in.
    pub fields: Vec<Field>,
    xs: Vec<f32>,
    ys: Vec<f32>,
    /// The index of the field at row * columns + column.
    at: Vec<usize>,
}

impl Grid {
    /// The field that a point lies in.
    pub fn field_at(&self, x: f32, y: f32) -> Option<usize> {
        if !self.rect.contains(x, y) {
            return None;
        }
        let column = self.xs.partition_point(|v| *v <= x).clamp(1, self.columns) - 1;
        let row = self.ys.partition_point(|v| *v <= y).clamp(1, self.rows) - 1;
        self.at.get(row * self.columns + column).copied()
    }

    /// Where the line before `column` stands.
    pub fn left_of(&self, column: usize) -> f32 {
        self.xs[column]
    }

    /// The grid in two, along the line before `column`; `None` where a field crosses that line.
    pub fn parted(&self, column: usize) -> Option<[Grid; 2]> {
        let crosses = |f: &Field| f.column < column && f.column + f.column_span > column;
        let is_inner = 0 < column && column < self.columns;
        (is_inner && !self.fields.iter().any(crosses))
            .then(|| [self.part(0..column), self.part(column..self.columns)])
    }

    /// The fields that begin in some of the columns, as a grid.
    fn part(&self, columns: Range<usize>) -> Grid {
        let mut place = vec![None; self.fields.len()];
        let mut fields = Vec::new();
        for (f, field) in self.fields.iter().enumerate() {
            if columns.contains(&field.column) {
                place[f] = Some(fields.len());
                fields.push(Field { column: field.column - columns.start, ..field.clone() });
            }
        }
        let width = columns.len();
        let at = (0..self.rows)
            .flat_map(|r| columns.clone().map(move |c| r * self.columns + c))
            .filter_map(|i| place[self.at[i]])
            .collect();
        let xs = self.xs[columns.start..=columns.end].to_vec();
        let rect = Rect { x0: xs[0], x1: xs[width], ..self.rect };
        Grid { rect, rows: self.rows, columns: width, fields, xs, ys: self.ys.clone(), at }
    }
}

/// What is ruled on a page.
#[derive(Debug, Default)]
pub(super) struct Ruling {
    pub grids: Vec<Grid>,
    /// Outlined or filled rectangles, larger ones first.
    pub boxes: Vec<Rect>,
    /// Horizontal lines that no vertical line touches, from top to bottom.
    pub loose: Vec<Line>,
    /// Every vertical line that is no rectangle's edge, from left to right.
    pub verticals: Vec<Line>,
}

impl Ruling {
    pub fn new(frame: &Frame) -> Ruling {
        let (mut horizontals, mut verticals, mut boxes) = (Vec::new(), Vec::new(), Vec::new());
        let mut free = Vec::new();
        let page = frame.width * frame.height;
        for stroke in &frame.strokes {
            let r = stroke.rect;
            match stroke.kind {
                RuleKind::Horizontal => {
                    horizontals.push(Line { at: r.center_y(), from: r.x0, to: r.x1 });
                }
                RuleKind::Vertical => {
                    let line = Line { at: r.center_x(), from: r.y0, to: r.y1 };
                    verticals.push(line);
                    free.push(line);
                }
                // The ground of the whole page frames nothing.
                RuleKind::Rectangle if r.area() > 0.9 * page => {}
                RuleKind::Rectangle => {
                    boxes.push(r);
                    outline(stroke, &mut horizontals, &mut verticals);
                }
            }
        }
        if horizontals.len() + verticals.len() > 16 * MAX_LINES {
            horizontals.clear();
            verticals.clear();
        }
        let free = merged(free);
        let mut horizontals = merged(horizontals);
        let mut verticals = merged(verticals);
        if horizontals.len() > MAX_LINES || verticals.len() > MAX_LINES {
            horizontals.clear();
            verticals.clear();
        }
        let (grids, loose) = grids(&horizontals, &verticals);
        boxes.sort_by(|a, b| {
            let order = |r: &Rect| (r.y0, r.x0);
            b.area()
                .total_cmp(&a.area())
                .then(order(a).0.total_cmp(&order(b).0))
                .then(order(a).1.total_cmp(&order(b).1))
        });
        boxes.truncate(MAX_BOXES);
        Ruling { grids, boxes, loose, verticals: free }
    }

    /// Whether a vertical line stands between `x0` and `x1` at height `y`.
    pub fn parts(&self, x0: f32, x1: f32, y: f32) -> bool {
        let first = self.verticals.partition_point(|l| l.at < x0 - 0.5);
        self.verticals[first..]
            .iter()
            .take_while(|l| l.at <= x1 + 0.5)
            .any(|l| l.from <= y && y <= l.to)
    }
}

fn outline(stroke: &Stroke, horizontals: &mut Vec<Line>, verticals: &mut Vec<Line>) {
    let r = stroke.rect;
    for at in [r.y0, r.y1] {
        horizontals.push(Line { at, from: r.x0, to: r.x1 });
    }
    for at in [r.x0, r.x1] {
        verticals.push(Line { at, from: r.y0, to: r.y1 });
    }
}

/// Lines on one position that touch or overlap become one.
fn merged(mut lines: Vec<Line>) -> Vec<Line> {
    lines.retain(|l| l.at.is_finite() && l.to - l.from > 1.0);
    lines.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut found: Vec<Line> = Vec::new();
    let mut start = 0;
    while start < lines.len() {
        let first = lines[start].at;
        let end = start + lines[start..].partition_point(|l| l.at - first <= SNAP);
        let group = &mut lines[start..end];
        let at = group.iter().map(|l| l.at).sum::<f32>() / group.len() as f32;
        group.sort_by(|a, b| a.from.total_cmp(&b.from));
        let begin = found.len();
        for line in group.iter() {
            match found[begin..].last_mut() {
                Some(last) if line.from <= last.to + SNAP => last.to = last.to.max(line.to),
                _ => found.push(Line { at, ..*line }),
            }
        }
        start = end;
    }
    found
}

/// Groups lines that touch; the second list holds the horizontal lines that touch none.
fn grids(horizontals: &[Line], verticals: &[Line]) -> (Vec<Grid>, Vec<Line>) {
    let mut group: Vec<usize> = (0..horizontals.len() + verticals.len()).collect();
    let mut touched = vec![false; horizontals.len()];
    for (h, line) in horizontals.iter().enumerate() {
        let first = verticals.partition_point(|v| v.at < line.from - SNAP);
        for (v, vertical) in verticals.iter().enumerate().skip(first) {
            if vertical.at > line.to + SNAP {
                break;
            }
            if vertical.from - SNAP <= line.at && line.at <= vertical.to + SNAP {
                touched[h] = true;
                join(&mut group, h, horizontals.len() + v);
            }
        }
    }
    let mut members: Vec<(usize, usize)> =
        (0..group.len()).map(|i| (root(&mut group, i), i)).collect();
    members.sort_unstable();
    let found = members
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|c| c.len() >= 3)
        .filter_map(|chunk| {
            let (hs, vs): (Vec<usize>, Vec<usize>) =
                chunk.iter().map(|m| m.1).partition(|&i| i < horizontals.len());
            let hs: Vec<Line> = hs.into_iter().map(|i| horizontals[i]).collect();
            let vs: Vec<Line> = vs.into_iter().map(|i| verticals[i - horizontals.len()]).collect();
            grid(&hs, &vs)
        })
        .collect();
    let loose = horizontals.iter().zip(&touched).filter(|(_, t)| !**t).map(|(l, _)| *l).collect();
    (found, loose)
}

fn root(group: &mut [usize], mut i: usize) -> usize {
    while group[i] != i {
        group[i] = group[group[i]];
        i = group[i];
    }
    i
}

fn join(group: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(group, a), root(group, b));
    // The smaller index leads, so that the order of groups is that of the page.
    group[a.max(b)] = a.min(b);
}

/// Positions of lines, each once, with the ends of the crossing lines where these go on: a table
/// without an outer line at its sides.
fn positions(lines: &[Line], crossing: &[Line]) -> Vec<f32> {
    let from = crossing.iter().map(|l| l.from).fold(f32::INFINITY, f32::min);
    let to = crossing.iter().map(|l| l.to).fold(f32::NEG_INFINITY, f32::max);
    let mut at: Vec<f32> = lines.iter().map(|l| l.at).chain([from, to]).collect();
    at.retain(|v| v.is_finite());
    at.sort_by(f32::total_cmp);
    at.dedup_by(|b, a| *b - *a <= 2.0 * SNAP);
    at
}

fn grid(hs: &[Line], vs: &[Line]) -> Option<Grid> {
    let (xs, ys) = (positions(vs, hs), positions(hs, vs));
    let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
    if columns == 0 || rows == 0 || columns * rows > MAX_FIELDS {
        return None;
    }
    // below[r][c]: a line under field (r, c); right[r][c]: a line at its right.
    let mut below = vec![false; columns * rows];
    let mut right = vec![false; columns * rows];
    for line in hs {
        let Some(r) = boundary(&ys, line.at) else { continue };
        for c in 0..columns {
            let middle = (xs[c] + xs[c + 1]) / 2.0;
            if r > 0 && line.from <= middle && middle <= line.to {
                below[(r - 1) * columns + c] = true;
            }
        }
    }
    for line in vs {
        let Some(c) = boundary(&xs, line.at) else { continue };
        for r in 0..rows {
            let middle = (ys[r] + ys[r + 1]) / 2.0;
            if c > 0 && line.from <= middle && middle <= line.to {
                right[r * columns + c - 1] = true;
            }
        }
    }
    let mut group: Vec<usize> = (0..columns * rows).collect();
    for r in 0..rows {
        for c in 0..columns {
            let i = r * columns + c;
            if c + 1 < columns && !right[i] {
                join(&mut group, i, i + 1);
            }
            if r + 1 < rows && !below[i] {
                join(&mut group, i, i + columns);
            }
        }
    }
    let mut fields: Vec<Field> = Vec::new();
    let mut of_root: Vec<Option<usize>> = vec![None; columns * rows];
    for i in 0..columns * rows {
        let (r, c) = (i / columns, i % columns);
        let rect = Rect::new(xs[c], ys[r], xs[c + 1], ys[r + 1]);
        let leader = root(&mut group, i);
        match of_root[leader] {
            Some(f) => {
                let field: &mut Field = &mut fields[f];
                field.rect = field.rect.union(rect);
                let first = field.column.min(c);
                let end = (field.column + field.column_span).max(c + 1);
                (field.column, field.column_span) = (first, end - first);
                field.row_span = field.row_span.max(r + 1 - field.row);
            }
            None => {
                of_root[leader] = Some(fields.len());
                fields.push(Field { row: r, column: c, row_span: 1, column_span: 1, rect });
            }
        }
    }
    let at = (0..columns * rows).filter_map(|i| of_root[root(&mut group, i)]).collect();
    let rect = Rect::new(xs[0], ys[0], xs[columns], ys[rows]);
    Some(Grid { rect, rows, columns, fields, xs, ys, at })
}

/// The index of the position that a line stands on.
fn boundary(at: &[f32], value: f32) -> Option<usize> {
    let i = at.partition_point(|v| *v < value - 2.0 * SNAP);
    let near = at[i..].iter().take_while(|v| **v <= value + 2.0 * SNAP);
    near.enumerate()
        .min_by(|a, b| (a.1 - value).abs().total_cmp(&(b.1 - value).abs()))
        .map(|(k, _)| i + k)
}
