//! PDF bytes to pages of glyphs and ruling lines with positions.
//!
//! Implements what of ISO 32000-1 (PDF 1.7) decides which characters stand where: content streams
//! (chapter 7.8), graphics state and paths (8.4, 8.5), form XObjects (8.10), optional content
//! (8.11), text (9), marked content with `ActualText` (14.6, 14.9.4), annotations' appearances
//! (12.5.5). Nothing is drawn: colours are told apart as white or not, clipping paths by their
//! bounding boxes, and pictures are kept as boxes.
//!
//! All positions are in points (1/72 inch) with the origin at the **top left** of the page as it
//! is shown: cropped to `/CropBox`, turned by `/Rotate`, y growing downwards.
//!
//! A damaged part costs only itself. What could not be read is said in [`Page::problems`],
//! [`Pdf::repaired`] and [`Pdf::partial`]; [`PdfError`] is for files of which nothing can be read.
//!
//! The order of a page's glyphs is that of its content, not that in which a person reads.

// Positions on the page are the one place where floating point belongs; no amount is made of them.
#![allow(clippy::float_arithmetic)]

use std::time::Duration;

mod error;
mod font;
mod geometry;
mod interpret;
pub mod layout;
mod lexer;
mod meter;
mod objects;
mod open;

use interpret::{Shared, text_string};
use meter::Meter;

pub use error::{PdfError, Problem, ProblemCode};

/// Reads a whole PDF file.
///
/// `password` is tried as the user's and as the owner's; the empty password is always tried.
/// For long files see [`pages`], which hands one page after the other on and keeps none.
///
/// # Errors
/// When no page at all can be read: no PDF, a password is needed, damaged beyond repair.
pub fn read(bytes: &[u8], password: Option<&str>, budget: &Budget) -> Result<Pdf, PdfError> {
    let mut kept = Vec::new();
    let info = pages(bytes, password, budget, |page| kept.push(page))?;
    let Info { producer, title, encrypted, repaired, partial, .. } = info;
    Ok(Pdf { pages: kept, producer, title, encrypted, repaired, partial })
}

/// Reads a PDF file page by page; each page is handed to `each`, in order.
///
/// # Errors
/// As [`read`]; after the first page nothing is an error, see [`Info::partial`].
pub fn pages(
    bytes: &[u8],
    password: Option<&str>,
    budget: &Budget,
    mut each: impl FnMut(Page),
) -> Result<Info, PdfError> {
    let meter = Meter::new(budget);
    let open::Opened { store, encrypted, mut repaired } = open::open(bytes, password, &meter)?;
    let information = store.trailer().get("Info").dict();
    let entry = |key: &str| {
        let text = text_string(information?.get(key).text()?);
        Some(text.trim_matches(['\0', ' ']).to_owned()).filter(|t| !t.is_empty())
    };
    let limit = usize::try_from(budget.pages).unwrap_or(usize::MAX);
    // One more than the limit tells that there are more.
    let dicts = open::page_dicts(&store, limit.saturating_add(1), &mut repaired);
    if dicts.is_empty() {
        return Err(PdfError::NoPages);
    }
    let page_count = u32::try_from(dicts.len()).unwrap_or(u32::MAX);
    let mut partial = None;
    let mut shared = Shared::new(&store);
    let mut finished = 0;
    for (dict, number) in dicts.iter().take(limit).zip(1..) {
        meter.look_at_clock();
        if meter.exhausted().is_none() {
            let page = interpret::page(&mut shared, dict, number);
            // A page that the budget cut short is kept only when it is all there is.
            if meter.exhausted().is_none() || finished == 0 {
                each(page);
                finished += 1;
            }
        }
        if let Some(limit) = meter.exhausted() {
            partial = Some(format!("reading stopped on page {number}: {limit}"));
            break;
        }
    }
    if partial.is_none() && dicts.len() > limit {
        partial = Some(format!("it has more pages than the budget's {limit}"));
    }
    Ok(Info {
        pages: finished,
        page_count,
        producer: entry("Producer"),
        title: entry("Title"),
        encrypted,
        repaired,
        partial,
    })
}

/// A PDF file that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Pdf {
    /// The pages, in order. After a budget ran out, those that were finished.
    pub pages: Vec<Page>,
    /// `/Producer` of the information dictionary.
    pub producer: Option<String>,
    /// `/Title` of the information dictionary.
    pub title: Option<String>,
    /// Whether the file was encrypted.
    pub encrypted: bool,
    /// What was damaged and could be mended, one sentence each.
    pub repaired: Vec<String>,
    /// Why pages are missing at the end, if they are.
    pub partial: Option<String>,
}

/// What a PDF file says of itself, and how much of it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Info {
    /// The number of pages that were read.
    pub pages: u32,
    /// The number of pages that the file has; beyond [`Budget::pages`], one more than that.
    pub page_count: u32,
    /// See [`Pdf::producer`].
    pub producer: Option<String>,
    /// See [`Pdf::title`].
    pub title: Option<String>,
    /// See [`Pdf::encrypted`].
    pub encrypted: bool,
    /// See [`Pdf::repaired`].
    pub repaired: Vec<String>,
    /// See [`Pdf::partial`].
    pub partial: Option<String>,
}

/// One page as it is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The page's place in the file, counted from 1.
    pub number: u32,
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// The glyphs, in content order.
    pub glyphs: Vec<Glyph>,
    /// Ruling lines and rectangles, in content order.
    pub rules: Vec<Rule>,
    /// The boxes of pictures.
    pub images: Vec<[f32; 4]>,
    /// What could not be read, or not surely.
    pub problems: Vec<Problem>,
}

/// One glyph on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    /// Its Unicode characters, often one, several for a ligature or where `ActualText` spells a
    /// whole group; U+FFFD when the file does not say. Never empty.
    pub text: String,
    /// Left, top, right, bottom: the advance wide, ascent and descent of the font high.
    pub bbox: [f32; 4],
    /// The glyph's origin: the left end of its place on the baseline, or in vertical writing the
    /// middle of its top.
    pub origin: [f32; 2],
    /// Font size as it appears, in points.
    pub size: f32,
    /// How far the next glyph's origin is, in points along [`Glyph::direction`], without character
    /// and word spacing.
    pub advance: f32,
    /// The direction in which the writing goes.
    pub direction: Direction,
    /// Whether and how the glyph is seen.
    pub ink: Ink,
    /// Number of the font within the document, in order of first use.
    pub font: u16,
}

/// Direction of writing on the page as shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// From left to right.
    Right,
    /// From top to bottom: vertical writing, or horizontal writing turned by a quarter.
    Down,
    /// Anything else, in degrees clockwise from [`Direction::Right`], -179 to 180.
    Other(i16),
}

/// How a glyph is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ink {
    /// Printed.
    Visible,
    /// Printed in white: on a dark ground, or meant to be hidden.
    White,
    /// Text rendering mode 3: the text layer under a scanned page.
    Invisible,
    /// Outside the clipping path or the page.
    Clipped,
}

/// A ruling line or a rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// Left, top, right, bottom. Of a line, with its width.
    pub bbox: [f32; 4],
    /// Line or rectangle.
    pub kind: RuleKind,
    /// Whether it is filled.
    pub filled: bool,
    /// Whether its outline is stroked.
    pub stroked: bool,
}

/// Kinds of [`Rule`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleKind {
    /// A horizontal line: stroked, or a filled rectangle less than 2 pt high.
    Horizontal,
    /// A vertical line: stroked, or a filled rectangle less than 2 pt wide.
    Vertical,
    /// A box: outlined, filled or both.
    Rectangle,
}

/// What reading one document may cost. Each limit is one for the whole document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Bytes that all streams together may inflate to.
    pub inflated: u64,
    /// How many times its packed size a single stream may inflate to, once beyond a megabyte.
    pub inflated_ratio: u32,
    /// Operators of all content streams.
    pub operators: u64,
    /// Form XObjects within one another.
    pub form_depth: u32,
    /// Pages.
    pub pages: u32,
    /// Glyphs.
    pub glyphs: u64,
    /// Wall-clock time.
    pub time: Duration,
}

impl Default for Budget {
    /// Enough for the largest budget books (thousands of pages), too little for a bomb.
    fn default() -> Budget {
        Budget {
            inflated: 2 << 30,
            inflated_ratio: 1_200,
            operators: 200_000_000,
            form_depth: 16,
            pages: 20_000,
            glyphs: 50_000_000,
            time: Duration::from_secs(120),
        }
    }
}
