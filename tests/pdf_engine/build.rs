//! Small PDF files written by hand.

use yosan::pdf::{Budget, Page, Pdf, PdfError, read};

/// A file of numbered objects, the first of which is the catalog.
pub fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (object, number) in objects.iter().zip(1..) {
        offsets.push(out.len());
        out.extend(format!("{number} 0 obj\n").bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for offset in offsets {
        out.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    let trailer = format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    out.extend(trailer.bytes());
    out
}

/// A stream object with entries of its dictionary.
pub fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let mut out = format!("<< {entries} /Length {} >>\nstream\n", data.len()).into_bytes();
    out.extend(data);
    out.extend(b"\nendstream");
    out
}

/// A one-page document: its content, entries of the page, and objects from number 9 on.
///
/// Fonts: `/F` Helvetica, `/J` horizontal Japanese (90ms-RKSJ-H), `/V` vertical
/// (UniJIS-UTF16-V). Objects 9 and on can be had as `/X9`, `/X10` in `XObject`, `Properties` and
/// `Font`.
pub fn document(content: &[u8], entries: &str, more: &[Vec<u8>]) -> Vec<u8> {
    let names: String = (9..9 + more.len()).map(|n| format!("/X{n} {n} 0 R ")).collect();
    let cid_font = "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light \
        /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 5 >> /DW 1000 \
        /W [231 632 500] >>";
    let type0 = |encoding: &str| {
        format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light /Encoding /{encoding} \
             /DescendantFonts [5 0 R] >>"
        )
    };
    let mut objects: Vec<Vec<u8>> = vec![
        b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [9 0 R 10 0 R] \
          /D << /OFF [9 0 R] >> >> >>"
            .to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 200 100] >>".to_vec(),
        format!(
            "<< /Type /Page /Parent 2 0 R /Contents 4 0 R {entries} /Resources << \
             /Font << /F 6 0 R /J 7 0 R /V 8 0 R {names} >> /XObject << {names} >> \
             /Properties << {names} >> /ColorSpace << {names} >> /ExtGState << {names} >> >> >>"
        )
        .into_bytes(),
        stream("", content),
        cid_font.as_bytes().to_vec(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_vec(),
        type0("90ms-RKSJ-H").into_bytes(),
        type0("UniJIS-UTF16-V").into_bytes(),
    ];
    objects.extend_from_slice(more);
    file(&objects)
}

/// The only page of a document that [`document`] wrote.
pub fn page_with(content: &[u8], entries: &str, more: &[Vec<u8>]) -> Page {
    let pdf = open(&document(content, entries, more)).expect("the file is sound");
    assert!(pdf.repaired.is_empty(), "{:?}", pdf.repaired);
    pdf.pages.into_iter().next().expect("the file has a page")
}

pub fn page(content: &str) -> Page {
    page_with(content.as_bytes(), "", &[])
}

pub fn open(bytes: &[u8]) -> Result<Pdf, PdfError> {
    read(bytes, None, &Budget::default())
}

pub fn text(page: &Page) -> String {
    page.glyphs.iter().map(|g| g.text.as_str()).collect()
}

/// The text of a page with this content.
pub fn shown(content: &str) -> String {
    text(&page(content))
}

/// The problems of a page by their names.
pub fn problems(page: &Page) -> String {
    page.problems.iter().map(|p| p.code.as_str()).collect::<Vec<_>>().join(" ")
}

/// Every rule: its kind's first letter, box, and `f` and `s` for filled and stroked.
pub fn rules(page: &Page) -> String {
    let rule = |r: &yosan::pdf::Rule| {
        let [a, b, c, d] = r.bbox.map(|n| (n * 10.0).round() / 10.0);
        let (f, s) = (if r.filled { "f" } else { "" }, if r.stroked { "s" } else { "" });
        let kind = format!("{:?}", r.kind);
        format!("{} {a} {b} {c} {d} {f}{s}", &kind[..1])
    };
    page.rules.iter().map(rule).collect::<Vec<_>>().join("; ")
}

/// Every glyph: text, origin, direction, ink; what is usual is left out.
pub fn glyphs(page: &Page) -> String {
    let glyph = |g: &yosan::pdf::Glyph| {
        let [x, y] = g.origin.map(|n| (n * 10.0).round() / 10.0);
        let mut out = format!("{} {x},{y}", g.text);
        if g.direction != yosan::pdf::Direction::Right {
            out += &format!(" {:?}", g.direction);
        }
        if g.ink != yosan::pdf::Ink::Visible {
            out += &format!(" {:?}", g.ink);
        }
        out
    };
    page.glyphs.iter().map(glyph).collect::<Vec<_>>().join("; ")
}
