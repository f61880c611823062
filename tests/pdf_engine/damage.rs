//! Files that are damaged, locked, hostile, or no PDF at all.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use yosan::pdf::{Budget, Pdf, PdfError, pages, read};

use super::build::{document, file, open, page_with, problems, stream, text};

const HELLO: &[u8] = b"BT /F 10 Tf (Hello) Tj ET";

fn error(bytes: &[u8]) -> String {
    open(bytes).expect_err("it cannot be read").to_string()
}

fn first_text(pdf: &Pdf) -> String {
    pdf.pages.first().map(text).unwrap_or_default()
}

#[test]
fn what_is_no_pdf() {
    assert_eq!(error(b""), "this is no PDF document but an empty file");
    assert_eq!(error(b"<!DOCTYPE html><html>"), "this is no PDF document but a web page");
    assert_eq!(error(b"\x89PNG\r\n\x1A\n\0\0"), "this is no PDF document but a PNG image");
    assert_eq!(error(b"plain text"), "this is no PDF document");
    let page = [&b"<html>"[..], &[b' '; 2000], b"%PDF-1.4"].concat();
    assert_eq!(error(&page), "this is no PDF document but a web page");
}

#[test]
fn no_pages() {
    let empty = file(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [] /Count 0 >>".to_vec(),
    ]);
    assert_eq!(open(&empty), Err(PdfError::NoPages));
    assert!(matches!(open(b"%PDF-1.4\n"), Err(PdfError::Damaged(_) | PdfError::NoPages)));
}

#[test]
fn page_trees() {
    let tree = |kids: &str| {
        let pdf = open(&file(&[
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            format!("<< /Type /Pages /Kids {kids} >>").into_bytes(),
            b"<< /Type /Page /MediaBox [0 0 9 9] /Parent 2 0 R >>".to_vec(),
        ]));
        pdf.map(|pdf| (pdf.pages.len(), pdf.repaired.len()))
    };
    assert_eq!(tree("[3 0 R]"), Ok((1, 0)));
    assert_eq!(tree("[2 0 R 3 0 R 3 0 R 2 0 R]"), Ok((1, 1)));
    assert_eq!(tree("[7 0 R 2 0 R]"), Ok((1, 2)));
    let parents = open(&file(&[
        b"<< /Type /Catalog >>".to_vec(),
        b"<< /Type /Pages /Parent 2 0 R >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R >>".to_vec(),
    ]));
    assert_eq!(parents.map(|pdf| pdf.pages.len()), Ok(1));
}

#[test]
fn mended_files() {
    let sound = document(HELLO, "", &[]);
    let mut junk = b"HTTP/1.1 200 OK\r\n\r\n".to_vec();
    junk.extend(&sound);
    let pdf = open(&junk).expect("junk is skipped");
    assert_eq!((first_text(&pdf).as_str(), pdf.repaired.len()), ("Hello", 1));
    let text = String::from_utf8(sound.clone()).expect("the file is ASCII");
    let cut = &text[..text.find("xref").expect("there is a table")];
    let pdf = open(cut.as_bytes()).expect("the table is rebuilt");
    assert_eq!((first_text(&pdf).as_str(), pdf.repaired.is_empty()), ("Hello", false));
    let part = &text[text.find("3 0 obj").expect("there is a page")..];
    let part = &part[..part.find("xref").expect("there is a table")];
    let pdf = open(format!("%PDF-1.4\n{part}").as_bytes()).expect("the page is found");
    assert_eq!((first_text(&pdf).as_str(), pdf.repaired.is_empty()), ("Hello", false));
    for length in ["/Length 3", "/Length 9999", "/Length (x)", ""] {
        let wrong = text.replace(&format!("/Length {}", HELLO.len()), length);
        let pdf = open(wrong.as_bytes()).expect("the stream ends where it ends");
        assert_eq!(first_text(&pdf), "Hello", "{length:?}");
    }
}

#[test]
fn truncated_files_keep_what_is_there() {
    let sound = include_bytes!("../../fixtures/pdf/raw_form_xobjects.pdf");
    let whole = open(sound).expect("the sample is sound");
    let read = |share: usize| {
        let pdf = open(&sound[..sound.len() * share / 100]);
        pdf.map(|pdf| (first_text(&pdf) == first_text(&whole), !pdf.repaired.is_empty()))
    };
    assert_eq!(read(99), Ok((true, true)));
    assert!(read(10).is_err());
}

#[test]
fn passwords() {
    let locked = b"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj \
        2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj 3 0 obj << /Type /Page >> endobj \
        4 0 obj << /Filter /Standard /V 1 /R 2 /P -4 /O <28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A> \
        /U <00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF> >> endobj \
        trailer << /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<00> <00>] >>";
    assert_eq!(open(locked), Err(PdfError::PasswordNeeded));
    assert_eq!(read(locked, Some("wrong"), &Budget::default()), Err(PdfError::WrongPassword));
    let empty = include_bytes!("../../fixtures/pdf/qpdf_aes256_uptex_noembed_ledger.pdf");
    assert_eq!(open(empty).map(|pdf| pdf.encrypted), Ok(true));
    let given = read(empty, Some("not needed"), &Budget::default());
    assert_eq!(given.map(|pdf| pdf.encrypted), Ok(true));
}

#[test]
fn filters_behind_references() {
    let data = b"42 54 20 2F 46 20 39 20 54 66 20 28 41 29 20 54 6A 20 45 54>";
    let form = stream("/Subtype /Form /BBox [0 0 99 99] /Filter 10 0 R", data);
    let page = page_with(b"/X9 Do", "", &[form, b"[/ASCIIHexDecode]".to_vec()]);
    assert_eq!(text(&page), "A");
    let unknown = stream("/Subtype /Form /BBox [0 0 99 99] /Filter /Strange", data);
    assert_eq!(problems(&page_with(b"/X9 Do", "", &[unknown])), "damaged_stream");
}

/// A stream that inflates a thousandfold: one literal byte, then copies of it.
fn packed(fill: u8, times: usize) -> Vec<u8> {
    // RunLengthDecode, twice: 128 times the byte for two bytes.
    [129, fill].repeat(times)
}

#[test]
fn bombs() {
    let budget = Budget { inflated: 1 << 20, ..Budget::default() };
    let form =
        stream("/Subtype /Form /BBox [0 0 9 9] /Filter /RunLengthDecode", &packed(b'q', 20_000));
    let bytes = document(b"/X9 Do", "", &[form]);
    let pdf = read(&bytes, None, &budget).expect("the first page is kept");
    assert!(problems(&pdf.pages[0]).contains("budget"));
    assert!(pdf.partial.is_some());
    let pdf = read(&bytes, None, &Budget::default()).expect("many q are no crime");
    assert_eq!(problems(&pdf.pages[0]), "");
}

#[test]
fn budgets() {
    let content = b"BT /F 9 Tf (aaaaaaaaaa) Tj ET ".repeat(100);
    let bytes = document(&content, "", &[]);
    let with = |budget: Budget| {
        let pdf = read(&bytes, None, &budget).expect("the first page is kept");
        (pdf.pages.len(), pdf.partial.is_some())
    };
    assert_eq!(with(Budget::default()), (1, false));
    assert_eq!(with(Budget { operators: 10, ..Budget::default() }), (1, true));
    assert_eq!(with(Budget { glyphs: 10, ..Budget::default() }), (1, true));
    assert_eq!(with(Budget { pages: 0, ..Budget::default() }), (0, true));
    assert!(with(Budget { time: Duration::ZERO, ..Budget::default() }).1);
}

/// Forms that call the next one ten times: 10^16 calls.
#[test]
fn forms_that_multiply() {
    let form = |next: usize| {
        let entries =
            format!("/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {next} 0 R >> >>");
        stream(&entries, &b"/X Do ".repeat(10))
    };
    let forms: Vec<Vec<u8>> = (10..26).map(form).collect();
    let budget = Budget { operators: 100_000, ..Budget::default() };
    let start = Instant::now();
    let pdf = read(&document(b"/X9 Do", "", &forms), None, &budget).expect("it ends");
    assert!(pdf.partial.is_some());
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[test]
fn many_pages_of_one_stream() {
    let kids: String = (0..2_000).map(|i| format!("{} 0 R ", i + 4)).collect();
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [{kids}] /MediaBox [0 0 9 9] >>").into_bytes(),
        stream("", b"0 0 5 5 re S"),
    ];
    let page = b"<< /Type /Page /Parent 2 0 R /Contents 3 0 R >>".to_vec();
    objects.extend(std::iter::repeat_n(page, 2_000));
    let mut rules = 0;
    let info = pages(&file(&objects), None, &Budget::default(), |page| rules += page.rules.len());
    assert_eq!((info.map(|i| i.pages), rules), (Ok(2_000), 2_000));
}

#[test]
fn hostile_cmaps() {
    let map = stream("", b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange \
        1 beginbfrange <0000> <FFFF> [<0042>] endbfrange 1 begincidrange <00> <FFFFFFFF> 0 endcidrange");
    let font = b"<< /Type /Font /Subtype /Type0 /Encoding 9 0 R /ToUnicode 9 0 R \
        /DescendantFonts [<< /Subtype /CIDFontType2 /W [0 4294967295 500] >>] >>"
        .to_vec();
    let page = page_with(b"BT /X10 9 Tf <00000001> Tj ET", "", &[map, font]);
    assert!(!page.glyphs.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_samples_never_panic(
        which in 0..3_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in any::<prop::sample::Index>(),
        truncate in any::<bool>(),
    ) {
        const SAMPLES: [&[u8]; 3] = [
            include_bytes!("../../fixtures/pdf/raw_embedded_cmap_usecmap.pdf"),
            include_bytes!("../../fixtures/pdf/raw_split_contents.pdf"),
            include_bytes!("../../fixtures/pdf/uptex_tate_noembed.pdf"),
        ];
        let mut bytes = SAMPLES[which].to_vec();
        for (index, byte) in changes {
            let at = index.index(bytes.len());
            bytes[at] = byte;
        }
        if truncate {
            bytes.truncate(cut.index(bytes.len()));
        }
        let budget = Budget { time: Duration::from_secs(5), ..Budget::default() };
        if let Ok(pdf) = read(&bytes, None, &budget) {
            for glyph in pdf.pages.iter().flat_map(|page| &page.glyphs) {
                prop_assert!(!glyph.text.is_empty());
                prop_assert!(glyph.bbox.iter().chain(&glyph.origin).all(|n| n.is_finite()));
            }
        }
    }

    #[test]
    fn any_content_is_read(content in "[ 0-9.()<>/A-Za-z\\[\\]*'\"-]{0,200}") {
        let page = page_with(content.as_bytes(), "", &[]);
        prop_assert!(page.rules.iter().all(|r| r.bbox.iter().all(|n| n.is_finite())));
    }
}
