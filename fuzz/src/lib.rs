//! What the fuzz targets call, and what must hold whatever the bytes are.
//!
//! `tests/fuzzed.rs` includes this file, so that a plain `cargo test` runs the same functions
//! over mutated samples.

use std::ops::Range;
use std::time::Duration;

use yosan::model::Source;
use yosan::notation::{date, era, mark, ministry, money, numeral, rate, share, stage, unit};
use yosan::pdf::{Budget, Page, layout, pages};
use yosan::text::Text;
use yosan::{Extraction, Opened, Options};

/// Little enough that one input never takes long, so that a slow input is a finding.
fn budget() -> Budget {
    Budget {
        inflated: 16 << 20,
        operators: 500_000,
        pages: 50,
        glyphs: 100_000,
        time: Duration::from_secs(10),
        ..Budget::default()
    }
}

/// Arbitrary bytes as the content of a page.
pub fn content(data: &[u8]) {
    read(&file(&[stream("", data), stream("/Subtype /Form /BBox [0 0 200 100]", data)]));
}

/// Arbitrary bytes as one part of a font; the first byte chooses which.
pub fn fonts(data: &[u8]) {
    let Some((&which, rest)) = data.split_first() else { return };
    let to_unicode = "/Encoding /Identity-H /ToUnicode 7 0 R";
    let (entries, descriptor) = match which % 8 {
        0 => (to_unicode, ""),
        1 => ("/Encoding 7 0 R", ""),
        2 => ("/Encoding /Identity-H", "/FontFile2 7 0 R"),
        3 => ("/Encoding /Identity-H", "/FontFile3 7 0 R"),
        4 => ("/Encoding /UniJIS-UTF16-V", ""),
        5 => ("/Encoding /90ms-RKSJ-H", ""),
        6 => ("", "/FontFile2 7 0 R"),
        _ => ("/Encoding /EUC-H /ToUnicode 7 0 R", "/FontFile 7 0 R"),
    };
    // Every byte once by itself and as the first of two, then the data's own end.
    let mut shown = b"BT /X6 9 Tf 1 0 0 1 10 50 Tm <".to_vec();
    let tail = &rest[rest.len().saturating_sub(256)..];
    for byte in (0..=255).chain(tail.iter().copied()) {
        shown.extend(format!("{byte:02x}").bytes());
    }
    shown.extend(b"> Tj ET");
    let descriptor = format!("<< /Type /FontDescriptor /FontName /A {descriptor} >>");
    let font = if which % 8 == 6 {
        format!("<< /Type /Font /Subtype /TrueType /BaseFont /A /FontDescriptor {descriptor} >>")
    } else {
        format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /A {entries} /DescendantFonts [<< \
             /Type /Font /Subtype /CIDFontType0 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) \
             /Ordering (Japan1) /Supplement 5 >> /FontDescriptor {descriptor} >>] >>"
        )
    };
    read(&file(&[stream("", &shown), b"null".to_vec(), font.into_bytes(), stream("", rest)]));
}

/// Arbitrary bytes as a PDF file, through to its records.
pub fn document(data: &[u8]) {
    if let Some(opened) = read(data) {
        holds(&yosan::records(opened));
    }
}

/// Arbitrary bytes as a text document, and each of its lines through every notation.
pub fn text(data: &[u8]) {
    if yosan::is_pdf("input.txt", data) {
        return;
    }
    let extraction = yosan::extract("input.txt", data, Options::default());
    holds(&extraction.expect("text always opens"));
    let decoded = yosan::source::decode(data, None);
    notations(&decoded.text);
    decoded.text.lines().for_each(notations);
}

/// Every small grammar over one text: what it finds lies within the text, between characters.
fn notations(text: &str) {
    let inside = |range: &Range<usize>| {
        assert!(text.get(range.clone()).is_some(), "{range:?} of {} bytes", text.len());
    };
    money::scan(text).iter().for_each(|money| inside(&money.range));
    date::scan_dates(text).iter().for_each(|date| inside(&date.range));
    era::scan_years(text).iter().for_each(|year| inside(&year.range));
    stage::scan_stages(text).iter().for_each(|word| inside(&word.range));
    share::scan_shares(text).iter().for_each(|shares| inside(&shares.range));
    mark::scan_flags(text).iter().for_each(|(range, _)| inside(range));
    ministry::scan_names(text).iter().for_each(|(range, _)| inside(range));
    mark::bullet(text).iter().for_each(|(range, _)| inside(range));
    mark::heading_number(text).iter().for_each(|(range, _)| inside(range));
    share::ministries_in_bracket(text).iter().for_each(|(range, _)| inside(range));
    share::bearer(text).iter().for_each(|(range, _)| inside(range));
    rate::percent(text).iter().for_each(|(range, _)| inside(range));
    unit::declared_unit(text).iter().for_each(|(range, _)| inside(range));
    money::bare(text, unit::Unit::SenYen).iter().for_each(|money| inside(&money.range));
    let _ = (stage::column(text), era::year_of_word(text), numeral::Decimal::parse(text));
}

/// The claims that every extraction keeps.
fn holds(extraction: &Extraction) {
    let coverage = &extraction.coverage;
    assert_eq!(coverage.claimed + coverage.unclaimed, coverage.amounts);
    let mut json = Vec::new();
    yosan::output::write_json(extraction, &mut json).expect("a vector takes every byte");
}

/// Reads a PDF file page by page, lays each page out, and joins them to a text.
fn read(bytes: &[u8]) -> Option<Opened> {
    let mut texts = Vec::new();
    let each = |page: Page| {
        for glyph in &page.glyphs {
            assert!(!glyph.text.is_empty());
            assert!(glyph.bbox.iter().chain(&glyph.origin).all(|n| n.is_finite()));
        }
        assert!(page.rules.iter().flat_map(|rule| rule.bbox).all(f32::is_finite));
        texts.push(layout::layout(&page).page_text().placed(&page));
    };
    pages(bytes, None, &budget(), each).ok()?;
    let text = Text::from_pages(texts);
    Some(Opened { text, source: Source::default(), diagnostics: Vec::new() })
}

/// A one-page file. `objects` get the numbers 4 (the page's content), 5 and on; each is `/X`
/// with its number among the page's forms and fonts, beside `/F`, Helvetica, and `/J`, Japanese.
fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let names: String = (5..4 + objects.len()).map(|n| format!("/X{n} {n} 0 R ")).collect();
    let page = format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R /Resources << /Font \
         << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> /J << /Type /Font /Subtype \
         /Type0 /BaseFont /R /Encoding /90ms-RKSJ-H /DescendantFonts [<< /Subtype /CIDFontType0 \
         /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 5 >> >>] >> {names} >> \
         /XObject << {names} >> >> >>"
    );
    let mut all = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        page.into_bytes(),
    ];
    all.extend_from_slice(objects);
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", all.len() + 1);
    for (object, number) in all.iter().zip(1..) {
        table += &format!("{:010} 00000 n \n", out.len());
        out.extend(format!("{number} 0 obj\n").bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let (start, size) = (out.len(), all.len() + 1);
    let end = format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    out.extend(table.bytes());
    out.extend(end.bytes());
    out
}

fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let mut out = format!("<< {entries} /Length {} >>\nstream\n", data.len()).into_bytes();
    out.extend(data);
    out.extend(b"\nendstream");
    out
}
