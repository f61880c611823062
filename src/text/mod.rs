//! Decoded text to normalized text and lines, with the way back to the printed characters.

use std::ops::Range;

use crate::model::Span;
use crate::source::Decoded;

/// One line of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Line of the source, counted from 1.
    pub number: u32,
    /// Page, counted from 1.
    pub page: u32,
    /// Byte range in the normalized text, without the line end.
    pub range: Range<usize>,
}

/// A source's text, normalized, cut into lines, with a map back to the source.
#[derive(Clone, Debug)]
pub struct Text {
    decoded: Decoded,
    norm: String,
    lines: Vec<Line>,
}

impl Text {
    /// Normalizes `decoded` and finds its lines.
    pub fn new(decoded: Decoded) -> Text {
        let norm = decoded.text.clone();
        let mut lines = Vec::new();
        let mut start = 0;
        for (i, l) in norm.split('\n').enumerate() {
            lines.push(Line { number: i as u32 + 1, page: 1, range: start..start + l.len() });
            start += l.len() + 1;
        }
        Text { decoded, norm, lines }
    }

    /// The decoded text, before normalization.
    pub fn decoded(&self) -> &Decoded {
        &self.decoded
    }

    /// The normalized text. Its line ends stand where the source's do, as one `\n` each.
    pub fn norm(&self) -> &str {
        &self.norm
    }

    /// The lines, in order.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The normalized characters of the line with index `i`.
    pub fn line(&self, i: usize) -> &str {
        &self.norm[self.lines[i].range.clone()]
    }

    /// The index of the line that holds byte `offset` of the normalized text.
    pub fn line_at(&self, offset: usize) -> usize {
        self.lines.partition_point(|l| l.range.start <= offset).saturating_sub(1)
    }

    /// The place in the source of a byte range of the normalized text.
    pub fn span(&self, range: Range<usize>) -> Span {
        let line = &self.lines[self.line_at(range.start)];
        Span {
            page: line.page,
            line: line.number,
            start: self.decoded.source_offset(range.start) as u64,
            end: self.decoded.source_offset(range.end) as u64,
            bbox: None,
            text: self.decoded.text[range].to_owned(),
        }
    }
}
