//! Which glyph stands in which box or table cell.

use super::frame::{Flow, Frame};
use super::geometry::Rect;
use super::listing;
use super::ruling::{Grid, Ruling};
use super::run::{Home, follows};
use super::vertical::follows_down;

/// The boxes and ruled tables of a page, and where each glyph belongs.
#[derive(Debug, Default)]
pub(super) struct Areas {
    /// Larger boxes first.
    pub boxes: Vec<Rect>,
    /// The index of the smallest box around each box.
    pub parents: Vec<Option<usize>>,
    pub tables: Vec<Grid>,
    /// The tables from this one on are listings.
    pub first_listing: usize,
    /// The box that each table stands in.
    pub table_homes: Vec<Option<usize>>,
    /// For each glyph of the frame.
    pub homes: Vec<Home>,
}

impl Areas {
    pub fn new(frame: &Frame, ruling: &mut Ruling) -> Areas {
        let mut boxes = std::mem::take(&mut ruling.boxes);
        let mut tables = Vec::new();
        let (grids, mut listings) = listing::part(std::mem::take(&mut ruling.grids), frame);
        for grid in grids {
            let is_beside = listings.iter().any(|l| grid.rect.x1 == l.rect.x0);
            if is_beside || is_table(&grid, frame, &boxes) {
                tables.push(grid);
            } else {
                boxes.extend(grid.fields.iter().map(|f| f.rect));
            }
        }
        // A table within a table's field is part of that field.
        let outer: Vec<Rect> = tables.iter().map(|t: &Grid| t.rect).collect();
        tables.retain(|t| !outer.iter().any(|o| *o != t.rect && o.holds(t.rect, 1.0)));
        let first_listing = tables.len();
        tables.append(&mut listings);
        boxes.retain(|b| !tables.iter().any(|t| t.rect.holds(*b, 3.0)));
        let boxes = distinct(boxes, frame);
        let mut areas = Areas { boxes, tables, first_listing, ..Areas::default() };
        areas.settle(frame);
        if areas.drop_leaking(frame) {
            areas.settle(frame);
        }
        areas.hold_closing_marks(frame);
        areas.parents = (0..areas.boxes.len())
            .map(|i| areas.boxes[..i].iter().rposition(|p| p.holds(areas.boxes[i], 1.5)))
            .collect();
        areas.table_homes = areas
            .tables
            .iter()
            .map(|t| areas.boxes.iter().rposition(|b| b.holds(t.rect, 1.5)))
            .collect();
        areas
    }

    /// Finds the home of each glyph: the smallest area around its middle.
    fn settle(&mut self, frame: &Frame) {
        self.homes = frame
            .marks
            .iter()
            .map(|mark| {
                let (x, y) = (mark.rect.center_x(), mark.rect.center_y());
                for (t, table) in self.tables.iter().enumerate() {
                    if let Some(field) = table.field_at(x, y) {
                        return Home::Field(t, field);
                    }
                }
                match self.boxes.iter().rposition(|b| b.contains(x, y)) {
                    Some(b) => Home::Box(b),
                    None => Home::Page,
                }
            })
            .collect();
    }

    /// A closing mark never begins a line (JIS X 4051), so one that hangs over the edge of a box
    /// stays with the text before it.
    fn hold_closing_marks(&mut self, frame: &Frame) {
        const CLOSING: [char; 12] =
            ['）', ')', '」', '』', '】', '＞', '、', '。', '，', '．', '：', '；'];
        let mut last: Option<usize> = None;
        for (i, mark) in frame.marks.iter().enumerate() {
            if mark.is_space {
                continue;
            }
            let hangs = |p: &usize| {
                let is_free = |h: Home| !matches!(h, Home::Field(..));
                mark.flow == Flow::Right
                    && mark.text.starts_with(CLOSING)
                    && is_free(self.homes[*p])
                    && is_free(self.homes[i])
                    && follows(&frame.marks[*p], mark)
            };
            if let Some(p) = last.filter(hangs) {
                self.homes[i] = self.homes[p];
            }
            last = Some(i);
        }
    }

    /// Drops boxes whose edges cut through running text: highlights, underlays, ornaments.
    fn drop_leaking(&mut self, frame: &Frame) -> bool {
        let mut inside = vec![0usize; self.boxes.len()];
        let mut leaks = vec![0usize; self.boxes.len()];
        let mut last: Option<usize> = None;
        for (i, mark) in frame.marks.iter().enumerate() {
            if mark.is_space || !matches!(mark.flow, Flow::Right | Flow::Down) {
                continue;
            }
            if let Home::Box(b) = self.homes[i] {
                inside[b] += 1;
            }
            if let Some(p) = last.filter(|&p| self.homes[p] != self.homes[i]) {
                let before = &frame.marks[p];
                let level = before.flow == Flow::Right && follows(before, mark);
                let gap = mark.rect.x0 - before.rect.x1;
                let under = before.flow == Flow::Down && follows_down(before, mark);
                let drop = mark.rect.y0 - before.rect.y1;
                let close = 0.2 * mark.size;
                if level && gap.abs() <= close || under && drop.abs() <= close {
                    let (x, y) = (mark.rect.center_x(), mark.rect.center_y());
                    let (px, py) = (before.rect.center_x(), before.rect.center_y());
                    for (b, rect) in self.boxes.iter().enumerate() {
                        leaks[b] += usize::from(rect.contains(x, y) != rect.contains(px, py));
                    }
                }
            }
            last = Some(i);
        }
        let before = self.boxes.len();
        let mut b = 0;
        self.boxes.retain(|_| {
            b += 1;
            // A long text may run over the edge of its box once.
            leaks[b - 1] == 0 || leaks[b - 1] * 24 < inside[b - 1]
        });
        self.boxes.len() != before
    }
}

/// Whether a grid is a table; if not, its fields are boxes.
fn is_table(grid: &Grid, frame: &Frame, boxes: &[Rect]) -> bool {
    if grid.columns < 2 || grid.fields.len() < 3 {
        return false;
    }
    let mut filled = vec![0usize; grid.fields.len()];
    let mut size = 0.0f32;
    for mark in frame.marks.iter().filter(|m| !m.is_space) {
        if let Some(f) = grid.field_at(mark.rect.center_x(), mark.rect.center_y()) {
            filled[f] += 1;
            size = size.max(mark.size);
        }
    }
    let used = filled.iter().filter(|n| **n > 0).count();
    let beside = grid.fields.windows(2).any(|w| w[0].row == w[1].row);
    // Where fields hold columns of text or boxes of their own, the lines part the page.
    let crowded = filled.iter().any(|n| *n > 240);
    let nested = grid.fields.iter().zip(&filled).any(|(field, n)| {
        let own = |b: &&Rect| field.rect.holds(**b, 0.0) && b.area() < 0.7 * field.rect.area();
        *n > 20 && boxes.iter().filter(own).count() > 1
    });
    used >= 2 && beside && !crowded && !nested
}

/// Boxes with text, each once, larger ones first.
fn distinct(mut boxes: Vec<Rect>, frame: &Frame) -> Vec<Rect> {
    boxes.retain(|b| b.width() >= 6.0 && b.height() >= 6.0);
    boxes.sort_by(|a, b| {
        b.area().total_cmp(&a.area()).then(a.y0.total_cmp(&b.y0)).then(a.x0.total_cmp(&b.x0))
    });
    let mut found: Vec<Rect> = Vec::new();
    for rect in boxes.into_iter().take(800) {
        let same = |other: &Rect| other.holds(rect, 3.0) && rect.holds(*other, 3.0);
        if !found.iter().any(same) {
            found.push(rect);
        }
    }
    let mut used = vec![false; found.len()];
    for mark in frame.marks.iter().filter(|m| !m.is_space) {
        let (x, y) = (mark.rect.center_x(), mark.rect.center_y());
        for (b, rect) in found.iter().enumerate() {
            used[b] = used[b] || rect.contains(x, y);
        }
    }
    let mut at = used.iter();
    found.retain(|_| at.next().copied().unwrap_or_default());
    found
}
