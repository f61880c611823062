//! One page of glyphs and ruling lines to lines of text in reading order.
//!
//! The page is turned upright (`frame`), its ruling lines become grids and boxes (`ruling`,
//! `area`), its glyphs runs (`run`, `vertical`), and these are read as a person does
//! (`order`): box by box, column by column, a table row by row (`table`). Everything is a pure
//! function of the page; nothing here knows what the text says, beyond figures and numbering.
//!
//! Positions are in points, origin top left of the page as it is shown.

use std::ops::Range;

use super::Page;

mod area;
mod compose;
mod entries;
mod frame;
mod furniture;
mod geometry;
mod gutter;
mod listing;
mod order;
mod plain;
mod ruling;
mod run;
mod table;
#[cfg(test)]
mod tests;
mod vertical;

pub use furniture::Running;
pub use geometry::Rect;
pub use plain::{PageText, layout_text};

/// A page as a person reads it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageLayout {
    /// The page's number in the file, counted from 1.
    pub number: u32,
    /// Width of the page in points.
    pub width: f32,
    /// Height of the page in points.
    pub height: f32,
    /// The lines in reading order.
    pub lines: Vec<TextLine>,
    /// Paragraph-like groups of lines, in reading order.
    pub blocks: Vec<Block>,
    /// Rectangles and frames of lines that hold text, larger ones first.
    pub boxes: Vec<BoxArea>,
    /// Tables, in reading order.
    pub tables: Vec<Table>,
}

/// A line of text: what a person reads without moving the eye to another line, cell or box.
#[derive(Clone, Debug, PartialEq)]
pub struct TextLine {
    /// Its characters, as the file gives them, with a space where a gap shows one.
    pub text: String,
    /// Where each glyph's characters begin in `text`, in order. A space that no glyph
    /// stands for has none.
    pub pieces: Vec<Piece>,
    /// The words: parts of `text` between gaps.
    pub words: Vec<Word>,
    /// The box around its glyphs.
    pub bbox: Rect,
    /// Its block: an index into [`PageLayout::blocks`].
    pub block: usize,
    /// The cell that it stands in.
    pub cell: Option<CellRef>,
    /// How it runs.
    pub direction: LineDirection,
    /// What it is to the page.
    pub role: Role,
}

/// Characters of a line that come from one glyph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Byte offset in the text.
    pub start: usize,
    /// Index into [`Page::glyphs`]; `None` for a space or line end that only a gap shows.
    pub glyph: Option<usize>,
}

/// A word of a line. Japanese has no spaces: often a whole phrase.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// Its bytes in [`TextLine::text`].
    pub range: Range<usize>,
    /// The box around its glyphs.
    pub bbox: Rect,
    /// The even gap between its characters in points, where it is set with wide spaces.
    pub spacing: Option<f32>,
}

/// How a line runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineDirection {
    /// From left to right.
    Right,
    /// From top to bottom: one column of vertical writing.
    Down,
    /// From bottom to top.
    Up,
    /// Aslant or upside down: stamps, watermarks.
    Aslant,
}

/// What a line is to the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Part of the text.
    #[default]
    Body,
    /// Repeated above the text.
    Header,
    /// Repeated below the text.
    Footer,
    /// The number of the page.
    PageNumber,
}

/// Where a line stands in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellRef {
    /// Index into [`PageLayout::tables`].
    pub table: usize,
    /// Index into [`Table::cells`].
    pub cell: usize,
}

/// Lines that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The box around its lines.
    pub bbox: Rect,
    /// Its lines: indices into [`PageLayout::lines`].
    pub lines: Range<usize>,
    /// The smallest box around it: an index into [`PageLayout::boxes`].
    pub in_box: Option<usize>,
    /// The table that it is: an index into [`PageLayout::tables`].
    pub table: Option<usize>,
}

/// A drawn box with text in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BoxArea {
    /// Its edges.
    pub bbox: Rect,
    /// The smallest box around it: an index into [`PageLayout::boxes`].
    pub parent: Option<usize>,
}

/// What makes a table one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableKind {
    /// Lines in both directions.
    Ruled,
    /// Horizontal lines only.
    HorizontalRules,
    /// Nothing but the position of its columns.
    Aligned,
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The box around it.
    pub bbox: Rect,
    /// What makes it a table.
    pub kind: TableKind,
    /// Number of rows.
    pub rows: usize,
    /// Number of columns.
    pub columns: usize,
    /// Its cells by row, then column. A cell that spans several stands where it begins; a place
    /// without text is a cell in ruled tables only.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Row, counted from 0.
    pub row: usize,
    /// Column, counted from 0.
    pub column: usize,
    /// Rows that it spans.
    pub row_span: usize,
    /// Columns that it spans.
    pub column_span: usize,
    /// Its edges where they are ruled, else the box around its text.
    pub bbox: Rect,
    /// Its lines: indices into [`PageLayout::lines`].
    pub lines: Range<usize>,
}

impl TextLine {
    /// The glyph that the character at byte `offset` comes from.
    pub fn glyph_at(&self, offset: usize) -> Option<usize> {
        let i = self.pieces.partition_point(|p| p.start <= offset).checked_sub(1)?;
        self.pieces[i].glyph
    }
}

/// Finds the lines of a page, their order, and the boxes and tables that they stand in.
///
/// Clipped glyphs and glyphs without a finite place are left out; every other glyph that is not
/// white space is in exactly one line.
pub fn layout(page: &Page) -> PageLayout {
    let frame = frame::Frame::new(page);
    let mut ruling = ruling::Ruling::new(&frame);
    let areas = area::Areas::new(&frame, &mut ruling);
    let mut free: Vec<bool> = frame.marks.iter().map(|m| !m.is_space).collect();
    let mut runs = vertical::columns(&frame, &areas.homes, &mut free);
    runs.extend(run::runs(&frame, &ruling, &areas.homes, &free));
    let draft = order::read(&frame, &ruling, &areas, runs);
    compose::page(page, &frame, &areas, draft)
}
