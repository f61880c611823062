//! A PDF, page by page, to text with places; glyphs are kept no longer than their page is read.

// Heights on a page are no amounts.
#![allow(clippy::float_arithmetic)]

use std::ops::Range;

use super::{Opened, Options};
use crate::model::{Diagnostic, Severity, Source, Span};
use crate::pdf::layout::{PageLayout, Role, TextLine, layout, mark_running};
use crate::pdf::{self, Budget, Page, PdfError, ProblemCode};
use crate::text::{GlyphBox, PageText, Text};

/// Reads a PDF and shows each page to `each`.
pub(super) fn open(
    bytes: &[u8],
    options: Options,
    each: &mut dyn FnMut(&Page, &PageLayout),
) -> Result<Opened, PdfError> {
    let mut texts = Vec::new();
    let mut margins = Vec::new();
    let mut diagnostics = Vec::new();
    let info = pdf::pages(bytes, options.password, &Budget::default(), |page| {
        let laid = layout(&page);
        each(&page, &laid);
        let text = laid.page_text();
        margins.push(Margins::new(laid, &text));
        texts.push(text.placed(&page));
        diagnostics.extend(problems(&page));
    })?;
    let text = Text::from_pages(without_running(texts, margins));
    for place in diagnostics.iter_mut().filter_map(|d| d.evidence.as_mut()) {
        let first = text.lines().partition_point(|l| l.page < place.page);
        place.line = text.lines().get(first).map_or(0, |l| l.number);
    }
    let about = |severity, code: &str, message: String| Diagnostic {
        severity,
        code: code.to_owned(),
        message,
        evidence: None,
    };
    let repaired = info.repaired.iter();
    diagnostics.extend(repaired.map(|what| about(Severity::Warning, "repaired", what.to_owned())));
    diagnostics.extend(info.partial.map(|why| about(Severity::Error, "partial", why)));
    Ok(Opened {
        text,
        source: Source {
            media_type: "application/pdf".to_owned(),
            producer: info.producer,
            title: info.title,
            encrypted: Some(info.encrypted),
            repaired: info.repaired,
            ..Source::default()
        },
        diagnostics,
    })
}

fn problems(page: &Page) -> impl Iterator<Item = Diagnostic> + '_ {
    page.problems.iter().map(|problem| Diagnostic {
        severity: severity(problem.code),
        code: problem.code.as_str().to_owned(),
        message: format!("page {}: {}", page.number, problem.message),
        evidence: Some(Span {
            page: page.number,
            bbox: Some([0.0, 0.0, page.width, page.height]),
            ..Span::default()
        }),
    })
}

/// What may have cost characters is an error, so that the document is `partial`.
fn severity(code: ProblemCode) -> Severity {
    match code {
        ProblemCode::Unmappable
        | ProblemCode::NeedsOcr
        | ProblemCode::DamagedStream
        | ProblemCode::DamagedFont
        | ProblemCode::Budget => Severity::Error,
        ProblemCode::DoubleStrike | ProblemCode::DamagedContent | ProblemCode::FormLoop => {
            Severity::Warning
        }
    }
}

/// What [`mark_running`] needs of a page: the lines near its upper and lower edge, without glyphs.
struct Margins {
    layout: PageLayout,
    /// For each line that its own page shows as body text, where it stands in the page's text.
    places: Vec<Option<Range<usize>>>,
}

impl Margins {
    /// The part of the page's height that may hold headers; as much below for footers.
    const PART: f32 = 0.1;

    fn new(page: PageLayout, text: &pdf::layout::PageText) -> Margins {
        let near = |l: &TextLine| {
            l.bbox.y0 <= page.height * Self::PART || l.bbox.y1 >= page.height * (1.0 - Self::PART)
        };
        let lines = page.lines.into_iter().filter(near);
        let mut kept = Vec::new();
        let mut first_glyphs = Vec::new();
        for line in lines {
            let first = line.pieces.iter().find_map(|p| Some((p.glyph?, p.start)));
            if line.role == Role::Body
                && line.cell.is_none()
                && let Some((glyph, offset)) = first
            {
                first_glyphs.push((glyph, offset, kept.len()));
            }
            kept.push(TextLine { pieces: Vec::new(), words: Vec::new(), ..line });
        }
        first_glyphs.sort_unstable();
        let mut places = vec![None; kept.len()];
        for piece in &text.pieces {
            let Some(glyph) = piece.glyph else { continue };
            let at = first_glyphs.partition_point(|f| f.0 < glyph);
            let Some(&(found, offset, line)) = first_glyphs.get(at) else { continue };
            if found == glyph {
                let start = piece.start.saturating_sub(offset);
                let place = start..start + kept[line].text.len();
                let is_line = text.text.get(place.clone()) == Some(kept[line].text.as_str());
                let is_whole = text.text.as_bytes().get(place.end) == Some(&b'\n');
                places[line] = (is_line && is_whole).then_some(place);
            }
        }
        let layout = PageLayout {
            number: page.number,
            width: page.width,
            height: page.height,
            lines: kept,
            ..PageLayout::default()
        };
        Margins { layout, places }
    }

    /// The lines that turned out to be running ones: those of the upper and of the lower edge,
    /// from top to bottom. What has body text between itself and the edge is body text that all
    /// pages have at that height, as forms do.
    fn moved(&self) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
        let lines = &self.layout.lines;
        let body = || lines.iter().filter(|l| l.role == Role::Body).map(|l| l.bbox);
        let first = body().map(|b| b.y0).fold(f32::INFINITY, f32::min);
        let last = body().map(|b| b.y1).fold(f32::NEG_INFINITY, f32::max);
        let middle = |l: &TextLine| (l.bbox.y0 + l.bbox.y1) / 2.0;
        let half = self.layout.height / 2.0;
        let mut found: Vec<(&TextLine, Range<usize>)> = lines
            .iter()
            .zip(&self.places)
            .filter(|(line, _)| line.role != Role::Body)
            .filter_map(|(line, place)| Some((line, place.clone()?)))
            .collect();
        found.sort_by(|(a, _), (b, _)| {
            a.bbox.y0.total_cmp(&b.bbox.y0).then(a.bbox.x0.total_cmp(&b.bbox.x0))
        });
        let (above, below): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|(line, _)| middle(line) < half);
        let above = above.into_iter().filter(|(line, _)| middle(line) < first);
        let below = below.into_iter().filter(|(line, _)| middle(line) > last);
        (above.map(|(_, place)| place).collect(), below.map(|(_, place)| place).collect())
    }
}

/// The texts of all pages, with headers, footers and page numbers that only all pages together
/// show as blocks of their own, at the top and the bottom of their page. No character is lost.
fn without_running(texts: Vec<PageText>, margins: Vec<Margins>) -> Vec<PageText> {
    let (mut layouts, places): (Vec<_>, Vec<_>) =
        margins.into_iter().map(|m| (m.layout, m.places)).unzip();
    mark_running(&mut layouts);
    let margins = layouts.into_iter().zip(places);
    let margins = margins.map(|(layout, places)| Margins { layout, places }.moved());
    let set_apart = |(text, (above, below)): (PageText, (Vec<_>, Vec<_>))| {
        if above.is_empty() && below.is_empty() { text } else { set_apart(&text, &above, &below) }
    };
    texts.into_iter().zip(margins).map(set_apart).collect()
}

/// `page` with the lines `above` in a block in front and the lines `below` in a block behind.
fn set_apart(page: &PageText, above: &[Range<usize>], below: &[Range<usize>]) -> PageText {
    let mut cut: Vec<Range<usize>> = above.iter().chain(below).cloned().collect();
    cut.sort_unstable_by_key(|r| r.start);
    let mut made = Rearranged { page, text: String::new(), boxes: Vec::new() };
    for line in above {
        made.copy(line.start..line.end + 1);
    }
    made.blank_line();
    let mut at = 0;
    for line in cut {
        made.copy(at..line.start);
        at = line.end + 1;
    }
    made.copy(at..page.text.len());
    made.blank_line();
    for line in below {
        made.copy(line.start..line.end + 1);
    }
    while made.text.ends_with("\n\n") {
        made.text.pop();
    }
    PageText { text: made.text, boxes: made.boxes }
}

/// A page's text under construction from parts of another.
struct Rearranged<'a> {
    page: &'a PageText,
    text: String,
    boxes: Vec<GlyphBox>,
}

impl Rearranged<'_> {
    /// Ends a block, unless nothing stands in front.
    fn blank_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Copies whole lines. Where lines were taken out, no second blank line is left.
    fn copy(&mut self, mut part: Range<usize>) {
        let blank = self.text.is_empty() || self.text.ends_with("\n\n");
        let is_end = |at: usize| self.page.text.as_bytes().get(at) == Some(&b'\n');
        while blank && part.start < part.end && is_end(part.start) {
            part.start += 1;
        }
        let Some(text) = self.page.text.get(part.clone()) else { return };
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let to = offset(self.text.len());
        self.text.push_str(text);
        let (from, end) = (offset(part.start), offset(part.end));
        let first = self.page.boxes.partition_point(|b| b.start < from);
        let boxes = self.page.boxes[first..].iter().take_while(|b| b.start < end);
        self.boxes.extend(boxes.map(|b| GlyphBox {
            start: b.start - from + to,
            end: b.end - from + to,
            bbox: b.bbox,
        }));
    }
}

#[cfg(test)]
#[path = "pdf_tests.rs"]
mod tests;
