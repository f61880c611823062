//! A page's layout as plain text: for the rules, and for looking at it.

use std::ops::Range;

use super::geometry::{Rect, median};
use super::{LineDirection, PageLayout, Piece, Table, layout};
use crate::pdf::Page;

/// More columns than this are cut when columns are kept apart with spaces.
const MAX_COLUMNS: usize = 400;

/// The text of a page, with the glyph that each character comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageText {
    /// Lines in reading order. A blank line parts blocks; the cells of one table row stand on one
    /// line, parted by a TAB for each column that goes on.
    pub text: String,
    /// Where the characters of each glyph begin, in order, without gaps.
    pub pieces: Vec<Piece>,
}

impl PageText {
    /// Indices into [`Page::glyphs`] of the glyphs that the bytes of `range` come from.
    pub fn glyphs(&self, range: Range<usize>) -> impl Iterator<Item = usize> + '_ {
        let first = self.pieces.partition_point(|p| p.start <= range.start).saturating_sub(1);
        let empty = range.is_empty();
        self.pieces[first..]
            .iter()
            .take_while(move |p| !empty && p.start < range.end)
            .filter_map(|p| p.glyph)
    }

    /// The box around the glyphs that the bytes of `range` come from, in points, origin top left.
    pub fn bbox(&self, range: Range<usize>, page: &Page) -> Option<Rect> {
        let glyphs = self.glyphs(range).filter_map(|g| page.glyphs.get(g));
        Rect::around(glyphs.map(|g| Rect::from(g.bbox)))
    }

    /// The number of the line that a glyph stands in, counted from 0.
    pub fn line_of(&self, glyph: usize) -> Option<usize> {
        let piece = self.pieces.iter().find(|p| p.glyph == Some(glyph))?;
        Some(self.text[..piece.start].matches('\n').count())
    }

    /// The same text with the box of each character that a glyph stands for.
    pub fn placed(self, page: &Page) -> crate::text::PageText {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let ends = self.pieces.iter().skip(1).map(|p| p.start).chain([self.text.len()]);
        let boxes = self.pieces.iter().zip(ends).filter_map(|(piece, end)| {
            let glyph = page.glyphs.get(piece.glyph?)?;
            let (start, end) = (offset(piece.start), offset(end));
            Some(crate::text::GlyphBox { start, end, bbox: glyph.bbox })
        });
        let boxes = boxes.collect();
        crate::text::PageText { text: self.text, boxes, asides: Vec::new() }
    }

    fn shown(&mut self, text: &str) {
        for c in text.chars() {
            self.pieces.push(Piece { start: self.text.len(), glyph: None });
            self.text.push(c);
        }
    }

    fn line(&mut self, layout: &PageLayout, line: usize) {
        let line = &layout.lines[line];
        let start = self.text.len();
        let moved = line.pieces.iter().map(|p| Piece { start: start + p.start, ..*p });
        self.pieces.extend(moved);
        self.text.push_str(&line.text);
    }

    fn table(&mut self, layout: &PageLayout, table: &Table) {
        for row in table.cells.chunk_by(|a, b| a.row == b.row) {
            let start = self.text.len();
            let mut column = 0;
            for cell in row.iter().filter(|c| !c.lines.is_empty()) {
                while column < cell.column {
                    self.shown("\t");
                    column += 1;
                }
                for line in cell.lines.clone() {
                    if line > cell.lines.start && self.needs_space(&layout.lines[line].text) {
                        self.shown(" ");
                    }
                    self.line(layout, line);
                }
            }
            if self.text.len() > start {
                self.shown("\n");
            }
        }
    }

    /// Whether two lines of a cell would run together as one word or figure.
    fn needs_space(&self, next: &str) -> bool {
        let plain = |c: char| c.is_alphanumeric() && (c.is_ascii() || c.is_numeric());
        self.text.chars().next_back().is_some_and(plain) && next.chars().next().is_some_and(plain)
    }
}

impl PageLayout {
    /// The text of the page in reading order; see [`PageText::text`].
    pub fn text(&self) -> String {
        self.page_text().text
    }

    /// The text of the page in reading order with the way back to its glyphs.
    pub fn page_text(&self) -> PageText {
        let mut found = PageText::default();
        for block in &self.blocks {
            if !found.text.is_empty() {
                found.shown("\n");
            }
            match block.table.and_then(|t| self.tables.get(t)) {
                Some(table) => found.table(self, table),
                None => {
                    for line in block.lines.clone() {
                        found.line(self, line);
                        found.shown("\n");
                    }
                }
            }
        }
        found
    }
}

/// The text of a page as it stands: what is side by side stays so, kept apart with spaces.
///
/// Full-width characters count as two columns. A column of vertical writing is one word at the
/// height where it begins.
pub fn layout_text(page: &Page) -> String {
    let layout = layout(page);
    let level = |d: LineDirection| d == LineDirection::Right;
    let unit = median(
        layout
            .lines
            .iter()
            .filter(|l| level(l.direction))
            .flat_map(|l| l.words.iter().map(|w| (w.bbox, &l.text[w.range.clone()])))
            .map(|(bbox, word)| bbox.width() / columns(word).max(1) as f32)
            .filter(|w| *w > 0.1)
            .collect(),
        5.0,
    );
    // Words rather than lines: the cells of a row and the parts of a line keep their places.
    let mut words: Vec<(Rect, &str)> = Vec::new();
    for line in &layout.lines {
        if level(line.direction) {
            words.extend(line.words.iter().map(|w| (w.bbox, &line.text[w.range.clone()])));
        } else {
            let top = line.words.first().map_or(line.bbox, |w| w.bbox);
            let y1 = line.bbox.y0 + top.width().min(top.height());
            words.push((Rect { y1, ..line.bbox }, &line.text));
        }
    }
    words.sort_by(|a, b| a.0.center_y().total_cmp(&b.0.center_y()));
    let mut rows: Vec<Vec<(Rect, &str)>> = Vec::new();
    for word in words {
        let same = rows.last().and_then(|r| r.first()).is_some_and(|first| {
            let height = first.0.height().min(word.0.height());
            word.0.center_y() - first.0.center_y() <= 0.5 * height
        });
        match rows.last_mut() {
            Some(row) if same => row.push(word),
            _ => rows.push(vec![word]),
        }
    }
    let mut text = String::new();
    let mut bottom: Option<f32> = None;
    for row in &mut rows {
        row.sort_by(|a, b| a.0.x0.total_cmp(&b.0.x0));
        let top = row[0].0;
        if bottom.is_some_and(|b| top.y0 - b > 1.2 * top.height()) {
            text.push('\n');
        }
        bottom = Some(top.y1);
        let mut at = 0;
        for (rect, word) in row {
            let wanted = (rect.x0 / unit).clamp(0.0, MAX_COLUMNS as f32) as usize;
            let spaces = if at == 0 { wanted } else { wanted.saturating_sub(at).max(1) };
            text.extend(std::iter::repeat_n(' ', spaces));
            text.push_str(word);
            at += spaces + columns(word);
        }
        text.push('\n');
    }
    text
}

/// Display columns: two for a full-width character.
fn columns(text: &str) -> usize {
    let wide = |c: char| !(c.is_ascii() || ('\u{FF61}'..='\u{FF9F}').contains(&c));
    text.chars().map(|c| 1 + usize::from(wide(c))).sum()
}
