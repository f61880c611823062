//! Content streams to glyphs, rules and pictures.

use super::build::{glyphs, page, page_with, problems, rules, shown, stream, text};

fn placed(content: &str) -> String {
    glyphs(&page(content))
}

fn ruled(content: &str) -> String {
    rules(&page(content))
}

#[test]
fn text_operators() {
    assert_eq!(placed("BT /F 10 Tf 20 30 Td (AB) Tj ET"), "A 20,70; B 26.7,70");
    assert_eq!(placed("BT /F 10 Tf 1 0 0 1 20 30 Tm (A) Tj T* (B) Tj ET"), "A 20,70; B 20,70");
    assert_eq!(placed("BT /F 10 Tf 12 TL 20 30 Td (A) Tj (B) ' ET"), "A 20,70; B 20,82");
    assert_eq!(placed("BT /F 10 Tf 20 30 TD 0 -9 TD (A) Tj T* (B) Tj ET"), "A 20,79; B 20,88");
    assert_eq!(
        placed("BT /F 10 Tf 12 TL 20 30 Td 1 2 (A B) \" ET"),
        "A 20,82;   28.7,82; B 34.5,82"
    );
    assert_eq!(placed("BT /F 10 Tf 20 30 Td [(A) -1000 (B)] TJ ET"), "A 20,70; B 36.7,70");
    assert_eq!(placed("BT /F 10 Tf 5 Tc 20 30 Td (AB) Tj ET"), "A 20,70; B 31.7,70");
    assert_eq!(placed("BT /F 10 Tf 50 Tz 20 30 Td (AB) Tj ET"), "A 20,70; B 23.3,70");
    assert_eq!(placed("BT /F 10 Tf 3 Ts 20 30 Td (A) Tj ET"), "A 20,67");
    assert_eq!(placed("q 2 0 0 2 10 10 cm BT /F 5 Tf 0 0 Td (AB) Tj ET Q"), "A 10,90; B 16.7,90");
    assert_eq!(placed("BT /F 10 Tf (A) Tj ET q Q Q Q BT 9 9 Td (B) Tj ET"), "A 0,100; B 9,91");
}

#[test]
fn directions() {
    assert_eq!(placed("BT /F 10 Tf 0 -1 1 0 20 30 Tm (A) Tj ET"), "A 20,70 Down");
    assert_eq!(placed("BT /F 10 Tf 0 1 -1 0 20 30 Tm (A) Tj ET"), "A 20,70 Other(-90)");
    assert_eq!(placed("BT /F 10 Tf -1 0 0 -1 20 30 Tm (A) Tj ET"), "A 20,70 Other(180)");
    let vertical = "BT /V 10 Tf 50 90 Td <65E5672C> Tj ET";
    assert_eq!(placed(vertical), "日 50,10 Down; 本 50,20 Down");
    let glyph = &page(vertical).glyphs[0];
    assert_eq!((glyph.bbox, glyph.advance), ([45.0, 10.0, 55.0, 20.0], 10.0));
    let spaced = "BT /V 10 Tf 2 Tc 50 90 Td [<65E5> 500 <672C>] TJ ET";
    assert_eq!(placed(spaced), "日 50,10 Down; 本 50,27 Down");
}

#[test]
fn rotated_and_cropped_pages() {
    let at = |entries: &str| {
        let page = page_with(b"BT /F 10 Tf 20 30 Td (A) Tj ET", entries, &[]);
        format!("{} {} {}", page.width, page.height, glyphs(&page))
    };
    assert_eq!(at(""), "200 100 A 20,70");
    assert_eq!(at("/Rotate 90"), "100 200 A 30,20 Down");
    assert_eq!(at("/Rotate 180"), "200 100 A 180,30 Other(180)");
    assert_eq!(at("/Rotate -90"), "100 200 A 70,180 Other(-90)");
    assert_eq!(at("/CropBox [10 20 110 90]"), "100 70 A 10,60");
    assert_eq!(at("/CropBox [110 90 10 20]"), "100 70 A 10,60");
    assert_eq!(at("/MediaBox [0 0 0 0]"), "595 842 A 20,812");
    assert_eq!(at("/CropBox [30 0 200 100]"), "170 100 A -10,70 Clipped");
}

#[test]
fn ink() {
    assert_eq!(placed("BT /F 10 Tf 3 Tr 20 30 Td (A) Tj ET"), "A 20,70 Invisible");
    assert_eq!(placed("1 g BT /F 10 Tf 20 30 Td (A) Tj ET"), "A 20,70 White");
    assert_eq!(placed("1 1 1 rg BT /F 10 Tf 20 30 Td (A) Tj ET"), "A 20,70 White");
    assert_eq!(placed("0 0 0 0 k BT /F 10 Tf 20 30 Td (A) Tj ET"), "A 20,70 White");
    assert_eq!(placed("q 1 g Q BT /F 10 Tf 20 30 Td (A) Tj ET"), "A 20,70");
    assert_eq!(placed("1 G BT /F 10 Tf 1 Tr 20 30 Td (A) Tj ET"), "A 20,70 White");
    assert_eq!(placed("/DeviceRGB cs 1 1 1 sc BT /F 10 Tf 20 30 Td (A) Tj ET"), "A 20,70 White");
    assert_eq!(placed("100 0 9 9 re W n BT /F 10 Tf 20 30 Td (A) Tj ET"), "A 20,70 Clipped");
    assert_eq!(placed("q 9 9 1 1 re W n Q BT /F 10 Tf 20 30 Td (A) Tj ET"), "A 20,70");
}

#[test]
fn encodings() {
    assert_eq!(shown("BT /J 10 Tf <93FA967B31B1> Tj ET"), "日本1ｱ");
    assert_eq!(shown("BT /V 10 Tf <D842DFB7> Tj ET"), "𠮷");
    assert_eq!(shown("BT /V 10 Tf <FE35FE11> Tj ET"), "（、");
    assert_eq!(shown("BT /F 10 Tf (\\200\\225) Tj ET"), "€•");
}

#[test]
fn lines_and_boxes() {
    assert_eq!(ruled("1 w 10 50 m 90 50 l S"), "H 10 49.5 90 50.5 s");
    assert_eq!(ruled("0 w 10 50 m 10 90 l S"), "V 10 10 10 50 s");
    assert_eq!(ruled("10 50 80 0.5 re f"), "H 10 49.5 90 50 f");
    assert_eq!(ruled("10 20 1 60 re f"), "V 10 20 11 80 f");
    assert_eq!(ruled("10 20 80 60 re S"), "R 10 20 90 80 s");
    assert_eq!(ruled("0.5 g 10 20 80 60 re B"), "R 10 20 90 80 fs");
    assert_eq!(ruled("10 20 m 90 20 l 90 80 l 10 80 l h S"), "R 10 20 90 80 s");
    assert_eq!(ruled("10 20 m 90 20 l 90 80 l 10 80 l s"), "R 10 20 90 80 s");
    assert_eq!(ruled("10 20 m 90 20 l 90 80 l 10 80 l f"), "R 10 20 90 80 f");
    assert_eq!(ruled("0 w 10 20 m 90 20 l 90 80 l S"), "H 10 80 90 80 s; V 90 20 90 80 s");
    let rounded = "10 25 m 10 20 10 20 15 20 c 85 20 l 90 20 90 20 90 25 c 90 75 l \
                   90 80 90 80 85 80 c 15 80 l 10 80 10 80 10 75 c h S";
    assert_eq!(ruled(rounded), "R 10 20 90 80 s");
    assert_eq!(ruled("10 20 m 90 80 l S"), "");
    assert_eq!(ruled("10 20 m 50 80 l 90 20 l h f"), "");
    assert_eq!(ruled("10 20 80 60 re n"), "");
    assert_eq!(ruled("1 g 10 20 80 60 re f"), "");
    assert_eq!(
        ruled("0.5 g 0 0 200 100 re f 1 g 10 20 80 60 re f"),
        "R 0 0 200 100 f; R 10 20 90 80 f"
    );
    assert_eq!(ruled("2 0 0 2 0 0 cm 5 10 40 30 re S"), "R 10 20 90 80 s");
    assert_eq!(ruled("0 1 -1 0 100 0 cm 0 w 10 50 m 90 50 l S"), "V 50 10 50 90 s");
    assert_eq!(ruled("20 0 30 100 re W n 0 w 10 50 m 90 50 l S"), "H 20 50 50 50 s");
}

#[test]
fn actual_text() {
    let span = |text: &str, shown: &str| {
        format!("BT /F 10 Tf /Span <</ActualText {text}>> BDC ({shown}) Tj EMC (z) Tj ET")
    };
    assert_eq!(shown(&span("<FEFF65E5672C>", "ab")), "日本z");
    assert_eq!(shown(&span("<FEFF65E5>", "ab")), "日z");
    assert_eq!(shown(&span("(xyz)", "ab")), "xyzz");
    assert_eq!(shown(&span("()", "ab")), "z");
    let merged = page(&span("(x)", "ab"));
    assert_eq!(merged.glyphs[0].advance, 11.12);
    assert_eq!(shown("/Span <</ActualText (q)>> BDC EMC BT /F 9 Tf (a) Tj ET"), "a");
    assert_eq!(shown("/Span <</ActualText (q)>> BDC BT /F 9 Tf (a) Tj ET"), "q");
}

#[test]
fn optional_content() {
    let group = |name: &str| format!("<< /Type /OCG /Name ({name}) >>").into_bytes();
    let content = b"BT /F 9 Tf /OC /X9 BDC (a) Tj /P BMC (b) Tj EMC EMC /OC /X10 BDC (c) Tj EMC ET";
    assert_eq!(text(&page_with(content, "", &[group("off"), group("on")])), "c");
    let member = b"<< /Type /OCMD /OCGs [9 0 R 10 0 R] /P /AllOn >>".to_vec();
    let content = b"BT /F 9 Tf /OC /X11 BDC (a) Tj EMC (b) Tj ET";
    assert_eq!(text(&page_with(content, "", &[group("off"), group("on"), member])), "b");
}

#[test]
fn forms() {
    let form = |entries: &str, content: &str| {
        stream(
            &format!("/Type /XObject /Subtype /Form /BBox [0 0 200 100] {entries}"),
            content.as_bytes(),
        )
    };
    let inner = form("/Matrix [1 0 0 1 10 0]", "BT /F 10 Tf 20 30 Td (A) Tj ET");
    assert_eq!(glyphs(&page_with(b"/X9 Do", "", std::slice::from_ref(&inner))), "A 30,70");
    let twice = form("/Resources << /XObject << /X 9 0 R >> /Font << /F 7 0 R >> >>", "/X Do");
    assert_eq!(text(&page_with(b"/X10 Do", "", &[inner, twice])), "A");
    let own = form("/Resources << /XObject << /X 9 0 R >> >>", "BT /F 9 Tf (A) Tj ET /X Do");
    let looped = page_with(b"/X9 Do BT /F 9 Tf (B) Tj ET", "", &[own]);
    assert_eq!(
        (text(&looped).as_str(), problems(&looped).as_str()),
        ("B", "damaged_font form_loop")
    );
    let unbalanced = form("", "q q 2 0 0 2 0 0 cm BT /F 10 Tf");
    let after = page_with(b"/X9 Do BT /F 10 Tf (A) Tj ET", "", &[unbalanced]);
    assert_eq!(glyphs(&after), "A 0,100");
}

#[test]
fn appearances_of_annotations() {
    let appearance = stream(
        "/Subtype /Form /BBox [0 0 10 10] /Resources << /Font << /F 6 0 R >> >>",
        b"BT /F 5 Tf 0 0 Td (A) Tj ET",
    );
    let note = |flags: u32| {
        let entries = format!("/Annots [<< /Rect [20 30 40 50] /F {flags} /AP << /N 9 0 R >> >>]");
        glyphs(&page_with(b"", &entries, std::slice::from_ref(&appearance)))
    };
    assert_eq!(note(4), "A 20,70");
    assert_eq!(note(2), "");
}

#[test]
fn struck_twice() {
    let bold = page("BT /F 10 Tf 20 30 Td (AB) Tj ET BT /F 10 Tf 20.3 30 Td (AB) Tj ET");
    assert_eq!((text(&bold).as_str(), problems(&bold).as_str()), ("AB", "double_strike"));
    assert_eq!(shown("BT /F 10 Tf 20 30 Td (AB) Tj ET BT /F 10 Tf 20 40 Td (AB) Tj ET"), "ABAB");
    assert_eq!(shown("BT /F 10 Tf (ll..ii--) Tj ET"), "ll..ii--");
    let hidden = page("BT /F 9 Tf 3 Tr (A) Tj ET 0 Tr BT (A) Tj ET");
    assert_eq!(glyphs(&hidden), "A 0,100");
}

#[test]
fn pages_without_text_say_so() {
    let image = stream("/Subtype /Image /Width 1 /Height 1", b"x");
    let scan = page_with(b"q 200 0 0 100 0 0 cm /X9 Do Q", "", std::slice::from_ref(&image));
    assert_eq!(
        (scan.images.as_slice(), problems(&scan).as_str()),
        (&[[0.0, 0.0, 200.0, 100.0]][..], "needs_ocr")
    );
    let layer = b"q 200 0 0 100 0 0 cm /X9 Do Q BT 3 Tr /F 9 Tf (A) Tj ET";
    assert_eq!(problems(&page_with(layer, "", &[image])), "");
    let font = b"<< /Type /Font /Subtype /Type3 /FontMatrix [.01 0 0 .01 0 0] /FirstChar 97 \
        /LastChar 97 /Widths [50] /Encoding << /Differences [97 /g1] >> >>";
    let unknown = page_with(b"BT /X9 9 Tf (a) Tj ET", "", &[font.to_vec()]);
    assert_eq!(
        (text(&unknown).as_str(), problems(&unknown).as_str()),
        ("\u{FFFD}", "unmappable needs_ocr")
    );
    assert_eq!(unknown.glyphs[0].advance, 4.5);
    assert_eq!(problems(&page("")), "");
}

#[test]
fn broken_content_costs_only_itself() {
    let bad = page("BT /F 10 Tf (A) Tj ) > [ (x BT /F");
    assert_eq!((text(&bad).as_str(), problems(&bad).as_str()), ("A", "damaged_content"));
    assert_eq!(shown("BT /F 10 Tf (A) Tj /None 9 Tf ET BT /F 9 Tf (B) Tj ET"), "AB");
    assert_eq!(problems(&page("BT (A) Tj ET")), "damaged_font");
    let far =
        page("99999999999999999999 0 0 99999999999999999999 0 0 cm BT /F 9 Tf 1 1 Td (A) Tj ET");
    assert_eq!(problems(&far), "damaged_content");
    assert_eq!(shown("BI /W 2 /H 2 /BPC 8 /CS /G ID EI E EI BT /F 9 Tf (A) Tj ET"), "A");
}
