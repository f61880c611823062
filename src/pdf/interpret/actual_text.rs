//! Marked content: text that is spelled out, and layers that are off.

use std::ops::Range;

use super::Interpreter;
use crate::pdf::Glyph;
use crate::pdf::geometry::Area;
use crate::pdf::lexer::{Operand, Operands};
use crate::pdf::objects::{Dict, Value};

/// The marked-content sequences that are open.
#[derive(Default)]
pub(super) struct MarkedContent {
    open: Vec<Mark>,
    /// Sequences beyond those that are kept.
    beyond: u64,
    hidden: u32,
}

struct Mark {
    hidden: bool,
    /// The text that stands for the glyphs from an index on.
    actual: Option<(String, usize)>,
}

/// Sequences within one another; more are counted only.
const MAX_OPEN: usize = 1024;

impl MarkedContent {
    /// Whether what is shown now belongs to a layer that is off.
    pub fn hidden(&self) -> bool {
        self.hidden > 0
    }

    pub fn depth(&self) -> usize {
        self.open.len()
    }
}

impl<'a> Interpreter<'_, 'a> {
    pub(super) fn begin_marked(
        &mut self,
        operator: &[u8],
        operands: &Operands,
        resources: Option<Dict<'a>>,
    ) {
        if self.marked.open.len() >= MAX_OPEN {
            self.marked.beyond += 1;
            return;
        }
        let mut mark = Mark { hidden: false, actual: None };
        if operator == b"BDC" {
            let names = operands.list().iter().filter_map(|operand| match operand {
                Operand::Name(range) => Some(operands.bytes(range)),
                _ => None,
            });
            let mut names = names.take(2);
            let (tag, property) = (names.next(), names.next());
            let listed = || {
                let lists = resources?.get("Properties").dict()?;
                Some(lists.get_bytes(property?))
            };
            if tag == Some(b"OC") {
                mark.hidden = listed().is_some_and(|value| self.shared.layers.hides(value));
            }
            let actual = match operands.text_entry(b"ActualText") {
                Some(text) => Some(text),
                None => listed().and_then(Value::dict).and_then(|d| d.get("ActualText").text()),
            };
            mark.actual = actual.map(|bytes| (text_string(bytes), self.page.glyphs.len()));
        }
        self.marked.hidden += u32::from(mark.hidden);
        self.marked.open.push(mark);
    }

    pub(super) fn end_marked(&mut self) {
        if self.marked.beyond > 0 {
            self.marked.beyond -= 1;
            return;
        }
        let Some(mark) = self.marked.open.pop() else { return };
        self.marked.hidden -= u32::from(mark.hidden);
        if let Some((text, start)) = mark.actual {
            spell(&mut self.page.glyphs, start, &text);
        }
    }

    /// Ends the sequences that a form or page left open.
    pub(super) fn marked_back_to(&mut self, depth: usize) {
        while self.marked.open.len() > depth {
            self.marked.beyond = 0;
            self.end_marked();
        }
    }
}

/// Puts the text in the place of the glyphs from `start` on.
///
/// One character for each glyph keeps their places; any other number makes them one glyph. A text
/// that is empty says that the glyphs mean nothing.
fn spell(glyphs: &mut Vec<Glyph>, start: usize, text: &str) {
    let range: Range<usize> = start.min(glyphs.len())..glyphs.len();
    if range.is_empty() {
        return;
    }
    let text: String = text.chars().filter(|c| !c.is_control() && *c != '\u{FEFF}').collect();
    if text.is_empty() {
        glyphs.truncate(range.start);
        return;
    }
    if text.chars().count() == range.len() {
        for (glyph, c) in glyphs[range].iter_mut().zip(text.chars()) {
            glyph.text = c.to_string();
        }
        return;
    }
    let group = &mut glyphs[range.clone()];
    let around =
        |a: [f32; 4], b: [f32; 4]| Area(a.map(f64::from)).or(Area(b.map(f64::from))).to_f32();
    let bbox = group.iter().map(|g| g.bbox).reduce(around);
    let advance = group.iter().map(|g| g.advance).sum();
    if let Some(first) = group.first_mut() {
        first.text = text;
        first.bbox = bbox.unwrap_or(first.bbox);
        first.advance = advance;
    }
    glyphs.truncate(range.start + 1);
}

/// A text string object (ISO 32000-1, 7.9.2.2): UTF-16 or UTF-8 with its mark, else
/// PDFDocEncoding.
pub(in crate::pdf) fn text_string(bytes: &[u8]) -> String {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair)).collect();
        let text = String::from_utf16_lossy(&units);
        without_languages(&text)
    };
    match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        bytes => bytes.iter().map(|byte| document_encoding(*byte)).collect(),
    }
}

/// Language codes stand between two escape characters.
fn without_languages(text: &str) -> String {
    text.split('\u{1B}').step_by(2).collect()
}

/// PDFDocEncoding (annex D.2).
fn document_encoding(byte: u8) -> char {
    const ACCENTS: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    const SIGNS: [char; 33] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚',
        '™', 'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{FFFD}', '€',
    ];
    match byte {
        0x18..=0x1F => ACCENTS[usize::from(byte - 0x18)],
        0x80..=0xA0 => SIGNS[usize::from(byte - 0x80)],
        byte => char::from(byte),
    }
}
