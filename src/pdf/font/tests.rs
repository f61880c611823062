//! Characters, codes and names of fonts.

use super::cmap::CMap;
use super::encoding::BaseEncoding;
use super::{names, readable, upright};

fn name(name: &str) -> String {
    names::characters(name.as_bytes()).unwrap_or_default()
}

#[test]
fn glyph_names() {
    assert_eq!(name("A"), "A");
    assert_eq!(name("one"), "1");
    assert_eq!(name("space"), " ");
    assert_eq!(name("one.tnum"), "1");
    assert_eq!(name("f_i"), "fi");
    assert_eq!(name("uni5186"), "円");
    assert_eq!(name("uni51865104"), "円億");
    assert_eq!(name("uniD842DFB7"), "𠮷");
    assert_eq!(name("u20BB7"), "𠮷");
    assert_eq!(name("u5186.vert"), "円");
    assert_eq!(name("endash"), "–");
    assert_eq!(name("yen"), "¥");
    assert_eq!(name("Omega"), "Ω");
    assert_eq!(name("g12"), "");
    assert_eq!(name("cid1234"), "");
    assert_eq!(name(".notdef"), "");
    assert_eq!(name("uniXYZW"), "");
    assert_eq!(name("uni+041"), "");
    assert_eq!(name("u+0041"), "");
    assert_eq!(name("uniD800"), "");
}

#[test]
fn base_encodings() {
    let c = |encoding: BaseEncoding, code: u8| encoding.character(code).unwrap_or('\0');
    assert_eq!(c(BaseEncoding::Standard, b'A'), 'A');
    assert_eq!(c(BaseEncoding::Standard, 0x27), '’');
    assert_eq!(c(BaseEncoding::Standard, 0xA5), '¥');
    assert_eq!(c(BaseEncoding::Standard, 0xAE), 'ﬁ');
    assert_eq!(c(BaseEncoding::Standard, 0xB7), '•');
    assert_eq!(c(BaseEncoding::Standard, 0xD0), '—');
    assert_eq!(c(BaseEncoding::Standard, 0xE1), 'Æ');
    assert_eq!(c(BaseEncoding::Standard, 0xE8), 'Ł');
    assert_eq!(c(BaseEncoding::Standard, 0xF5), 'ı');
    assert_eq!(c(BaseEncoding::Standard, 0xFB), 'ß');
    assert_eq!(c(BaseEncoding::Standard, 0xFF), '\0');
    assert_eq!(c(BaseEncoding::WinAnsi, 0x80), '€');
    assert_eq!(c(BaseEncoding::WinAnsi, 0x95), '•');
    assert_eq!(c(BaseEncoding::WinAnsi, 0xA5), '¥');
    assert_eq!(c(BaseEncoding::MacRoman, 0xB4), '¥');
    assert_eq!(c(BaseEncoding::MacRoman, 0xA5), '•');
    assert_eq!(c(BaseEncoding::Symbol, b'S'), 'Σ');
    assert_eq!(c(BaseEncoding::Symbol, 0xB7), '•');
    assert_eq!(c(BaseEncoding::Dingbats, 0x6E), '■');
    assert_eq!(c(BaseEncoding::Dingbats, 0xAC), '①');
    assert_eq!(c(BaseEncoding::Private, 0xD8), '\u{F0D8}');
    assert_eq!(c(BaseEncoding::None, b'A'), '\0');
}

#[test]
fn presentation_forms() {
    assert_eq!(
        "\u{FE10}\u{FE19}\u{FE30}\u{FE35}\u{FE41}\u{FE48}a"
            .chars()
            .map(upright)
            .collect::<String>(),
        "，…‥（「］a"
    );
}

#[test]
fn what_says_nothing() {
    let r = |text: &str| readable(text.to_owned()).unwrap_or_default();
    assert_eq!(r("円"), "円");
    assert_eq!(r("\t"), " ");
    assert_eq!(r("\u{1}"), "");
    assert_eq!(r("\u{FFFD}"), "");
    assert_eq!(r(""), "");
}

/// The characters of some codes.
fn unicode(map: &str, codes: &[u32]) -> String {
    let cmap = CMap::parse(map.as_bytes());
    let texts = codes.iter().map(|code| cmap.characters(*code).unwrap_or("-".into()));
    texts.collect::<Vec<_>>().join(" ")
}

#[test]
fn to_unicode() {
    let u = unicode;
    assert_eq!(u("1 beginbfchar <01> <5186> endbfchar", &[1, 2]), "円 -");
    assert_eq!(u("1 beginbfchar <0001> <00660069> endbfchar", &[1]), "fi");
    assert_eq!(u("1 beginbfchar <01> <D842DFB7> endbfchar", &[1]), "𠮷");
    assert_eq!(u("1 beginbfchar <01> <41> endbfchar", &[1]), "A");
    assert_eq!(u("1 beginbfchar <01> <0000> endbfchar", &[1]), "-");
    assert_eq!(u("1 beginbfrange <01> <03> <0041> endbfrange", &[0, 1, 3, 4]), "- A C -");
    assert_eq!(u("1 beginbfrange <01> <03> [<0041> <0058>] endbfrange", &[1, 2, 3]), "A X -");
    assert_eq!(u("2 beginbfrange <01><01>[<0041>] <05><06><0061> endbfrange", &[1, 6]), "A b");
    assert_eq!(u("1 begincidrange <01> <03> 65 endcidrange", &[2]), "B");
    assert_eq!(u("beginbfrange <03> <01> <0041> endbfrange", &[1, 2, 3]), "- - -");
    assert_eq!(u("beginbfchar <01> <0041> <02> ) <0042> endbfchar garbage", &[1, 2]), "A B");
    assert_eq!(u("beginbfrange <01> <02> <FFFF> endbfrange", &[2]), "-");
    assert_eq!(u("beginbfchar <01> <0041>", &[1]), "-");
    assert_eq!(u("", &[1]), "-");
}

#[test]
fn lengths_of_codes() {
    let length = |map: &str, bytes: &[u8]| CMap::parse(map.as_bytes()).code_length(bytes);
    let mixed = "2 begincodespacerange <00> <80> <8140> <9FFC> endcodespacerange";
    assert_eq!(length(mixed, b"A1"), 1);
    assert_eq!(length(mixed, b"\x81\x40"), 2);
    assert_eq!(length(mixed, b"\x81\x20"), 1);
    assert_eq!(length(mixed, b"\x81"), 1);
    assert_eq!(length("begincodespacerange <0000> <FFFF> endcodespacerange", b"AB"), 2);
    assert_eq!(length("begincidchar <414243> 7 endcidchar", b"ABCD"), 3);
    assert_eq!(length("", b"ABCD"), 2);
    assert_eq!(length("", b"A"), 1);
}

#[test]
fn cids() {
    let cid = |map: &str, code: u32, length: usize| CMap::parse(map.as_bytes()).cid(code, length);
    let two = "begincidrange <8140> <8150> 633 endcidrange begincidchar <20> 1 endcidchar";
    assert_eq!(cid(two, 0x8141, 2), Some(634));
    assert_eq!(cid(two, 0x20, 1), Some(1));
    assert_eq!(cid(two, 0x20, 2), None);
    assert_eq!(cid("/90ms-RKSJ-H usecmap", 0x8140, 2), Some(633));
    assert_eq!(cid("begincidrange <0000> <FFFFFFFF> 4294967290 endcidrange", 9, 2), None);
    let japan = "/CIDSystemInfo 3 dict dup begin /Registry (Adobe) def /Ordering (Japan1) def end def /WMode 1 def";
    let cmap = CMap::parse(japan.as_bytes());
    assert_eq!((cmap.collection.as_deref(), cmap.vertical), (Some(&b"Adobe-Japan1"[..]), true));
}
