//! Runs in reading order to lines with text, words, blocks and the way back to the glyphs.

use super::area::Areas;
use super::frame::{Flow, Frame, Mark, Turn};
use super::geometry::{Rect, median};
use super::order::Draft;
use super::run::Run;
use super::table::Laid;
use super::{
    Block, BoxArea, Cell, CellRef, LineDirection, PageLayout, Piece, Table, TextLine, Word,
};
use crate::pdf::Page;

/// Makes the public layout of a draft.
pub(super) fn page(page: &Page, frame: &Frame, areas: &Areas, draft: Draft) -> PageLayout {
    let Draft { runs, lines: drafted, tables } = draft;
    let mut found = PageLayout {
        number: page.number,
        width: page.width,
        height: page.height,
        boxes: areas
            .boxes
            .iter()
            .zip(&areas.parents)
            .map(|(b, parent)| BoxArea { bbox: frame.as_shown(*b), parent: *parent })
            .collect(),
        tables: tables.into_iter().map(|t| table(t, frame)).collect(),
        ..PageLayout::default()
    };
    let mut last_block = None;
    for draft in drafted {
        let at = found.lines.len();
        let mut line = line(&draft.runs, &runs, frame);
        if last_block != Some(draft.block) {
            last_block = Some(draft.block);
            let table = draft.cell.map(|c| c.table);
            let bbox = line.bbox;
            found.blocks.push(Block { bbox, lines: at..at, in_box: draft.in_box, table });
        }
        if let Some(CellRef { table, cell }) = draft.cell {
            let cell = &mut found.tables[table].cells[cell];
            if cell.lines.is_empty() {
                cell.lines = at..at;
            }
            cell.lines.end = at + 1;
        }
        line.block = found.blocks.len() - 1;
        (line.cell, line.role) = (draft.cell, draft.role);
        if let Some(block) = found.blocks.last_mut() {
            block.lines.end = at + 1;
            block.bbox = block.bbox.union(line.bbox);
        }
        found.lines.push(line);
    }
    found
}

fn table(laid: Laid, frame: &Frame) -> Table {
    let cell = |c: &super::table::LaidCell| Cell {
        row: c.row,
        column: c.column,
        row_span: c.row_span,
        column_span: c.column_span,
        bbox: frame.as_shown(c.rect),
        lines: 0..0,
    };
    Table {
        bbox: frame.as_shown(laid.rect),
        kind: laid.kind,
        rows: laid.rows,
        columns: laid.columns,
        cells: laid.cells.iter().map(cell).collect(),
    }
}

/// A line under construction.
#[derive(Default)]
struct Builder {
    text: String,
    pieces: Vec<Piece>,
    words: Vec<Word>,
    /// The word in progress: where it begins, and its box.
    open: Option<(usize, Rect)>,
    gaps: Vec<f32>,
}

impl Builder {
    fn glyph(&mut self, mark: &Mark) {
        self.pieces.push(Piece { start: self.text.len(), glyph: Some(mark.index) });
        let start = self.text.len();
        // A line is one line, whatever a replacement text may hold.
        self.text.extend(mark.text.chars().map(|c| if c.is_control() { ' ' } else { c }));
        match &mut self.open {
            Some((_, rect)) => *rect = rect.union(mark.rect),
            None => self.open = Some((start, mark.rect)),
        }
    }

    fn space(&mut self, glyph: Option<usize>, frame: &Frame) {
        self.close(frame);
        self.pieces.push(Piece { start: self.text.len(), glyph });
        self.text.push(' ');
    }

    fn close(&mut self, frame: &Frame) {
        let gaps = std::mem::take(&mut self.gaps);
        let Some((start, rect)) = self.open.take() else { return };
        let em = rect.height().min(rect.width()).max(1.0);
        let even = median(gaps.clone(), 0.0);
        let spacing = (gaps.len() >= 2 && even > 0.25 * em).then_some(even);
        let range = start..self.text.len();
        self.words.push(Word { range, bbox: frame.as_shown(rect), spacing });
    }
}

fn line(of: &[usize], runs: &[Run], frame: &Frame) -> TextLine {
    let marks = &frame.marks;
    let mut builder = Builder::default();
    let mut before: Option<usize> = None;
    for &r in of {
        let run = &runs[r];
        let typical = typical_gap(run, marks);
        for (k, &m) in run.marks.iter().enumerate() {
            if let Some(p) = before {
                let printed = space_between(p, m, marks);
                let gap = gap(&marks[p], &marks[m], run.flow);
                if k == 0 || is_word_gap(&marks[p], &marks[m], gap, typical, printed.is_some()) {
                    builder.space(printed.map(|s| marks[s].index), frame);
                } else {
                    builder.gaps.push(gap);
                }
            }
            builder.glyph(&marks[m]);
            before = Some(m);
        }
    }
    builder.close(frame);
    let rect = Rect::around(of.iter().map(|&r| runs[r].rect)).unwrap_or_default();
    let flow = of.first().map_or(Flow::Right, |&r| runs[r].flow);
    TextLine {
        text: builder.text,
        pieces: builder.pieces,
        words: builder.words,
        bbox: frame.as_shown(rect),
        block: 0,
        cell: None,
        direction: direction(flow, frame.turn),
        role: super::Role::Body,
    }
}

/// How a line runs on the page as it is shown.
fn direction(flow: Flow, turn: Turn) -> LineDirection {
    match (flow, turn) {
        (Flow::Right, Turn::None) => LineDirection::Right,
        (Flow::Right, Turn::Quarter) | (Flow::Up, Turn::None) => LineDirection::Up,
        (Flow::Right, Turn::ThreeQuarters) | (Flow::Down, Turn::None) => LineDirection::Down,
        (Flow::Down, Turn::Quarter) | (Flow::Up, Turn::ThreeQuarters) => LineDirection::Right,
        _ => LineDirection::Aslant,
    }
}

fn gap(before: &Mark, mark: &Mark, flow: Flow) -> f32 {
    match flow {
        Flow::Right => mark.rect.x0 - before.rect.x1,
        Flow::Down => mark.rect.y0 - before.rect.y1,
        Flow::Up => before.rect.y0 - mark.rect.y1,
        Flow::Aslant => 0.0,
    }
}

/// The gap that justification or letter-spacing gives each pair of characters of a run.
fn typical_gap(run: &Run, marks: &[Mark]) -> f32 {
    let gaps: Vec<f32> =
        run.marks.windows(2).map(|w| gap(&marks[w[0]], &marks[w[1]], run.flow)).collect();
    if gaps.len() < 2 { 0.0 } else { median(gaps, 0.0).max(0.0) }
}

/// A space glyph between two glyphs that follow one another in the content.
fn space_between(before: usize, mark: usize, marks: &[Mark]) -> Option<usize> {
    let between = before + 1..mark.max(before + 1);
    // Only spaces may stand between them, or a space could be taken for two lines.
    let follow = between.len() <= 8 && between.clone().all(|i| marks[i].is_space);
    between.clone().next().filter(|_| follow)
}

fn is_word_gap(before: &Mark, mark: &Mark, gap: f32, typical: f32, printed: bool) -> bool {
    let em = before.size.min(mark.size);
    let beyond = gap - typical;
    if printed {
        return typical < 0.2 * em && gap > 0.05 * em || beyond > 0.15 * em;
    }
    let is_latin = |m: &Mark, c: Option<char>| {
        c.is_some_and(|c| c.is_ascii()) || m.rect.width() < 0.6 * m.size && m.text.is_ascii()
    };
    let latin = is_latin(before, before.text.chars().next_back())
        && is_latin(mark, mark.text.chars().next());
    // Between Japanese and Latin a quarter of an em is set by rule (JIS X 4051), not as a space.
    let least = if latin { 0.16 } else { 0.45 };
    beyond > least * em
}
