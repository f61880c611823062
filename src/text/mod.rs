//! Decoded text to normalized text and lines, with the way back to the printed characters.
//!
//! The normalized text is what the rules read. It is NFKC (Unicode Standard Annex #15) with two
//! differences. Marks stay: `①`, `⑴`, `²`, `½` are not folded, as their digits would run into the
//! figure beside them. And what differs only by the producer of the file is one: hyphens and minus
//! signs `-`, dashes `―`, waves `~`, middle dots `・`, all spaces but tabs, the private-use bullets
//! of Wingdings and Symbol, the radicals supplement; zero-width characters are dropped.

use std::ops::Range;

use crate::model::Span;
use crate::source::{Decoded, Encoding, OffsetMap, decode};

pub(crate) mod character;
mod fold;
mod name;
mod normalize;
mod pages;
mod radicals;
#[cfg(test)]
mod tests;

pub use name::{is_letterspaced, join, name};
pub use pages::{GlyphBox, PageText};

use pages::Pages;

/// What the printed characters came from.
#[derive(Clone, Debug)]
enum Origin {
    /// Bytes in some encoding.
    Bytes(Decoded),
    /// Pages with glyphs.
    Pages(Pages),
}

/// One line of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Line of the source, counted from 1, as an editor or `sed -n` shows it: `\n`, `\r\n` and a
    /// lone `\r` are counted. Two lines have one number when only a form feed, a vertical tab or a
    /// Unicode line separator parts them.
    pub number: u32,
    /// Page, counted from 1. A form feed begins a new one.
    pub page: u32,
    /// Byte range in the normalized text, without the line end.
    pub range: Range<usize>,
    /// The same without the spaces around it; empty for a blank line.
    pub content: Range<usize>,
}

/// A source's text, normalized, cut into lines, with a map back to the source.
#[derive(Clone, Debug)]
pub struct Text {
    origin: Origin,
    norm: String,
    map: OffsetMap,
    lines: Vec<Line>,
    /// The lines that are no part of the text, in order.
    asides: Vec<usize>,
    pages: u32,
}

impl Text {
    /// Normalizes `decoded` and finds its lines.
    pub fn new(decoded: Decoded) -> Text {
        let normalized = normalize::normalize(&decoded.text);
        let normalize::Normalized { text: norm, map, lines, pages } = normalized;
        Text { origin: Origin::Bytes(decoded), norm, map, lines, asides: Vec::new(), pages }
    }

    /// Normalizes the texts of pages, such as those of a PDF. Lines are numbered through all
    /// pages; places are offsets into the text of their page.
    pub fn from_pages(pages: Vec<PageText>) -> Text {
        let beside: Vec<Vec<usize>> = pages.iter().map(|page| page.asides.clone()).collect();
        let pages = Pages::new(pages);
        let normalized = normalize::normalize(&pages.text);
        let normalize::Normalized { text: norm, map, lines, pages: turned } = normalized;
        let count = u32::try_from(pages.starts.len()).unwrap_or(u32::MAX).max(turned);
        let mut asides = Vec::new();
        for (page, beside) in (1..).zip(beside) {
            let first = lines.partition_point(|line| line.page < page);
            asides.extend(beside.into_iter().map(|line| first + line));
        }
        asides.sort_unstable();
        Text { origin: Origin::Pages(pages), norm, map, lines, asides, pages: count }
    }

    /// The printed characters, before normalization.
    pub fn printed(&self) -> &str {
        match &self.origin {
            Origin::Bytes(decoded) => &decoded.text,
            Origin::Pages(pages) => &pages.text,
        }
    }

    /// The normalized text. Its line ends stand where the source's do, as one `\n` each.
    pub fn norm(&self) -> &str {
        &self.norm
    }

    /// The lines, in order. A text has at least one; one that ends in a line end has an empty
    /// last line.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The number of pages: form feeds with something behind them, and one.
    pub fn pages(&self) -> u32 {
        self.pages
    }

    /// The normalized characters of the line with index `i`.
    pub fn line(&self, i: usize) -> &str {
        &self.norm[self.lines[i].range.clone()]
    }

    /// Whether the line with index `i` is no part of the text: the number of its page, or what is
    /// repeated at the edge of every page.
    pub fn is_aside(&self, i: usize) -> bool {
        self.asides.binary_search(&i).is_ok()
    }

    /// The same without the spaces around it.
    pub fn content(&self, i: usize) -> &str {
        &self.norm[self.lines[i].content.clone()]
    }

    /// Whether nothing but spaces stands in the line with index `i`.
    pub fn is_blank(&self, i: usize) -> bool {
        self.lines[i].content.is_empty()
    }

    /// The index of the line that holds byte `offset` of the normalized text.
    pub fn line_at(&self, offset: usize) -> usize {
        self.lines.partition_point(|l| l.range.start <= offset).saturating_sub(1)
    }

    /// The byte range of the printed text that a byte range of the normalized text was made from.
    ///
    /// Widened to whole characters, and to the whole of what was folded together (`ｶﾞ`, `㎡`).
    /// An empty range stays empty. A range beyond the end is cut.
    pub fn printed_range(&self, range: Range<usize>) -> Range<usize> {
        let (mut start, mut end) =
            (range.start.min(self.norm.len()), range.end.min(self.norm.len()));
        while !self.norm.is_char_boundary(start) {
            start -= 1;
        }
        while !self.norm.is_char_boundary(end) {
            end += 1;
        }
        self.map.range(start..end)
    }

    /// The place in the source of a byte range of the normalized text, with the characters printed
    /// there; widened as [`Text::printed_range`] says.
    ///
    /// For text, decoding the source's bytes from `start` to `end` gives exactly `text` (in ISO-2022-JP, with
    /// the shift sequences in force).
    pub fn span(&self, range: Range<usize>) -> Span {
        let line = &self.lines[self.line_at(range.start.min(self.norm.len()))];
        let printed = self.printed_range(range);
        let (place, bbox) = match &self.origin {
            Origin::Bytes(decoded) => (decoded.source_range(printed.clone()), None),
            Origin::Pages(pages) => pages.place(printed.clone()),
        };
        Span {
            page: line.page,
            line: line.number,
            start: place.start as u64,
            end: place.end as u64,
            bbox,
            text: self.printed().get(printed).unwrap_or_default().to_owned(),
        }
    }

    /// Where in the printed text a place is that [`Text::span`] told: the bytes `place` of the
    /// source, or for pages of the text of `page`. `None` if there is no such place.
    pub fn printed_at(&self, page: u32, place: Range<u64>) -> Option<Range<usize>> {
        let place = usize::try_from(place.start).ok()?..usize::try_from(place.end).ok()?;
        let range = match &self.origin {
            Origin::Bytes(decoded) => decoded.text_range(place),
            Origin::Pages(pages) => {
                let start = pages.starts.get(usize::try_from(page).ok()?.checked_sub(1)?)?.0;
                start.checked_add(place.start)?..start.checked_add(place.end)?
            }
        };
        self.printed().get(range.clone()).map(|_| range)
    }
}

impl From<&str> for Text {
    /// The text of a string, as if it were a source in UTF-8.
    fn from(text: &str) -> Text {
        Text::new(decode(text.as_bytes(), Some(Encoding::Utf8)))
    }
}
