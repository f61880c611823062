//! Where a record stands in its source.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A place in a source, with the characters printed there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// Page, counted from 1.
    pub page: u32,
    /// Line of the source text, counted from 1.
    pub line: u32,
    /// First byte: an offset into the source for text, into the page's text for PDF.
    pub start: u64,
    /// The byte after the last.
    pub end: u64,
    /// `[x0, y0, x1, y1]` in PDF points from the top left corner; null for text.
    pub bbox: Option<[f32; 4]>,
    /// The source's own characters, before any normalization.
    pub text: String,
}

/// The place of a record, and of the label that names it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// Page, counted from 1.
    pub page: u32,
    /// Line of the source text, counted from 1.
    pub line: u32,
    /// First byte: an offset into the source for text, into the page's text for PDF.
    pub start: u64,
    /// The byte after the last.
    pub end: u64,
    /// `[x0, y0, x1, y1]` in PDF points from the top left corner; null for text.
    pub bbox: Option<[f32; 4]>,
    /// The source's own characters, before any normalization.
    pub text: String,
    /// Where the name of the item stands, if it was found.
    pub label: Option<Span>,
}

impl Evidence {
    /// The evidence of a record that stands at `span` and is named at `label`.
    pub fn new(span: Span, label: Option<Span>) -> Evidence {
        let Span { page, line, start, end, bbox, text } = span;
        Evidence { page, line, start, end, bbox, text, label }
    }
}
