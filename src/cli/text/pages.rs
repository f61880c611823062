//! The pages of a PDF as they stand: columns side by side, or words with their boxes.

use super::{is_pdf, lines};
use crate::cli::args::Text as Args;
use crate::cli::{Exit, opened, show};
use crate::open_pages;
use crate::pdf::layout::{PageLayout, Rect, layout_text};
use serde::Serialize;
/// Columns kept apart with spaces; a text is as it is without.
pub(super) fn layout(args: &Args) -> Result<Exit, String> {
    let mut pages = String::new();
    let (_, opened) = opened(&args.file, &args.how, |path, bytes, options| {
        open_pages(path, bytes, options, |page, _| {
            if page.number > 1 {
                pages.push('\x0C');
            }
            pages.push_str(&layout_text(page));
        })
    })?;
    if !is_pdf(&opened) {
        return Ok(lines(&opened, false));
    }
    Ok(show(|out| out.write_all(pages.as_bytes())))
}
/// A page in JSON.
#[derive(Serialize)]
struct Page<'a> {
    number: u32,
    width: f64,
    height: f64,
    text: &'a str,
    words: &'a [Word],
}
/// A word in JSON.
#[derive(Serialize)]
struct Word {
    text: String,
    bbox: [f64; 4],
    line: usize,
    block: usize,
}
/// The words of each page with their places.
pub(super) fn json(args: &Args) -> Result<Exit, String> {
    let mut pages: Vec<(u32, [f32; 2], Vec<Word>)> = Vec::new();
    let (input, opened) = opened(&args.file, &args.how, |path, bytes, options| {
        open_pages(path, bytes, options, |page, layout| {
            pages.push((page.number, [page.width, page.height], words(layout)));
        })
    })?;
    if !is_pdf(&opened) {
        let sentence = "it is no PDF but a text, whose words have no places on a page";
        return Err(format!("cannot write the words of {}: {sentence}", input.given));
    }
    // A page's text ends where the form feed stands that begins the next.
    let mut texts = opened.text.printed().split('\x0C');
    Ok(show(|out| {
        let mut separator = "[\n";
        for (number, [width, height], words) in &pages {
            let text = texts.next().unwrap_or_default();
            let [width, height] = [*width, *height].map(hundredths);
            let page = Page { number: *number, width, height, text, words };
            out.write_all(separator.as_bytes())?;
            serde_json::to_writer(&mut *out, &page)?;
            separator = ",\n";
        }
        out.write_all(b"\n]\n")
    }))
}
fn words(layout: &PageLayout) -> Vec<Word> {
    let mut words = Vec::new();
    for (line, n) in layout.lines.iter().zip(1..) {
        words.extend(line.words.iter().map(|word| Word {
            text: line.text[word.range.clone()].to_owned(),
            bbox: Rect::array(word.bbox).map(hundredths),
            line: n,
            block: line.block + 1,
        }));
    }
    words
}
/// Points to the hundredth, written as a person would.
fn hundredths(points: f32) -> f64 {
    format!("{points:.2}").parse().unwrap_or_default()
}
