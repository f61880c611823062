//! Decoding: each encoding, damaged bytes, detection, and the way back to the bytes.

use proptest::prelude::*;

use super::{Decoded, Encoding, decode};

const SENTENCE: &str = "令和2年度 医薬品プロジェクトの予算案は４６１億円（ＡＭＥＤ）です。\n";

fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
    let table = |e: &'static encoding_rs::Encoding| e.encode(text).0.into_owned();
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Windows31J => table(encoding_rs::SHIFT_JIS),
        Encoding::EucJp => table(encoding_rs::EUC_JP),
        Encoding::Iso2022Jp => table(encoding_rs::ISO_2022_JP),
        Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
    }
}

fn detected(bytes: &[u8]) -> String {
    decode(bytes, None).encoding.to_string()
}

/// The text, and the source range of each character.
fn places(bytes: &[u8], encoding: Encoding) -> String {
    let decoded = decode(bytes, Some(encoding));
    let place = |(i, c): (usize, char)| {
        let range = decoded.source_range(i..i + c.len_utf8());
        format!("{c}{}-{}", range.start, range.end)
    };
    decoded.text.char_indices().map(place).collect::<Vec<_>>().join(" ")
}

fn bad(bytes: &[u8], encoding: Encoding) -> (String, Vec<(usize, usize)>) {
    let decoded = decode(bytes, Some(encoding));
    assert_eq!(decoded.text.matches('\u{FFFD}').count(), decoded.undecodable.len());
    (decoded.text, decoded.undecodable.into_iter().map(|r| (r.start, r.end)).collect())
}

/// Each character's own bytes decode to that character again.
fn assert_sliceable(bytes: &[u8], decoded: &Decoded) {
    for (i, c) in decoded.text.char_indices() {
        let range = decoded.source_range(i..i + c.len_utf8());
        assert_eq!(decoded.source_offset(i), range.start);
        let again = decode(&bytes[range], Some(decoded.encoding));
        // A mark in the middle of a text is one at the start of the slice.
        if c != '\u{FEFF}' {
            assert_eq!(again.text, c.to_string());
        }
    }
}

#[test]
fn every_encoding_reads_back_and_is_detected() {
    for encoding in Encoding::ALL {
        let bytes = encode(SENTENCE, encoding);
        let decoded = decode(&bytes, None);
        assert_eq!(decoded.encoding, encoding);
        assert_eq!(decoded.text, SENTENCE, "{encoding}");
        assert!(decoded.undecodable.is_empty());
        if encoding != Encoding::Iso2022Jp {
            assert_sliceable(&bytes, &decoded);
        }
    }
}

#[test]
fn byte_order_marks() {
    let d = |bytes: &[u8]| (decode(bytes, None).text, detected(bytes));
    assert_eq!(d(b"\xEF\xBB\xBFa"), ("a".into(), "utf-8".into()));
    assert_eq!(d(b"\xEF\xBB\xBF"), (String::new(), "utf-8".into()));
    assert_eq!(d(b"\xFF\xFEa\0"), ("a".into(), "utf-16le".into()));
    assert_eq!(d(b"\xFE\xFF\0a"), ("a".into(), "utf-16be".into()));
    assert_eq!(d(b"\xFF\xFE\x88\x4E"), ("予".into(), "utf-16le".into()));
    assert_eq!(d(b""), (String::new(), "utf-8".into()));
}

#[test]
fn places_of_characters() {
    assert_eq!(places("1億".as_bytes(), Encoding::Utf8), "10-1 億1-4");
    assert_eq!(places(b"\xEF\xBB\xBFab", Encoding::Utf8), "a3-4 b4-5");
    assert_eq!(places(b"1\x89\xAD\xB1a", Encoding::Windows31J), "10-1 億1-3 ｱ3-4 a4-5");
    assert_eq!(places(b"1\xB2\xAF\x8E\xB1a", Encoding::EucJp), "10-1 億1-3 ｱ3-5 a5-6");
    assert_eq!(places(b"a\x1B$B2/\x1B(B1", Encoding::Iso2022Jp), "a0-1 億4-6 19-10");
    assert_eq!(places(b"\xFE\xFF\x51\x04\0a", Encoding::Utf16Be), "億2-4 a4-6");
    assert_eq!(places(b"\x40\xD8\x0B\xDC1\0", Encoding::Utf16Le), "𠀋0-4 14-6");
}

#[test]
fn undecodable_utf8() {
    let b = |bytes: &[u8]| bad(bytes, Encoding::Utf8);
    assert_eq!(b(b"a\xFFb"), ("a\u{FFFD}b".into(), vec![(1, 2)]));
    assert_eq!(b(b"\xE5\x84"), ("\u{FFFD}".into(), vec![(0, 2)]));
    assert_eq!(b(b"\xEF\xBB\xBF\xE5\x84a"), ("\u{FFFD}a".into(), vec![(3, 5)]));
    assert_eq!(b(b"\xFF\xFE"), ("\u{FFFD}\u{FFFD}".into(), vec![(0, 1), (1, 2)]));
    assert_eq!(b(b"\xED\xA0\x80").1.len(), 3);
    assert_eq!(b("\u{FFFD}".as_bytes().get(..2).unwrap()).1, [(0, 2)]);
}

#[test]
fn undecodable_bytes_of_the_old_encodings() {
    let sjis = |bytes: &[u8]| bad(bytes, Encoding::Windows31J);
    assert_eq!(sjis(b"1\x89"), ("1\u{FFFD}".into(), vec![(1, 2)]));
    assert_eq!(sjis(b"\x89\n\x89\xAD"), ("\u{FFFD}\n億".into(), vec![(0, 1)]));
    assert_eq!(sjis(b"\xFF\xFF\x89\xAD").1, [(0, 1), (1, 2)]);
    let euc = |bytes: &[u8]| bad(bytes, Encoding::EucJp);
    assert_eq!(euc(b"\xB2\xAF\xB2"), ("億\u{FFFD}".into(), vec![(2, 3)]));
    assert_eq!(euc(b"\x80\xB2\xAF"), ("\u{FFFD}億".into(), vec![(0, 1)]));
    let jis = |bytes: &[u8]| bad(bytes, Encoding::Iso2022Jp);
    assert_eq!(jis(b"a\x1Bb"), ("a\u{FFFD}b".into(), vec![(1, 2)]));
    assert_eq!(jis(b"\x1B$B2/2"), ("億\u{FFFD}".into(), vec![(5, 6)]));
    assert_eq!(jis(b"\x1B$B2/\xFF"), ("億\u{FFFD}".into(), vec![(5, 6)]));
    let wide = |bytes: &[u8]| bad(bytes, Encoding::Utf16Be);
    assert_eq!(wide(b"\xD8\x40\0a"), ("\u{FFFD}a".into(), vec![(0, 2)]));
    assert_eq!(wide(b"\0a\0"), ("a\u{FFFD}".into(), vec![(2, 3)]));
}

#[test]
fn extensions_of_nec_and_ibm() {
    let text = "①㈱髙﨑Ⅲ㎡～―－";
    let bytes = encode(text, Encoding::Windows31J);
    assert_eq!(decode(&bytes, Some(Encoding::Windows31J)).text, text);
    assert_eq!(decode(b"\xAD\xA1\xAD\xEA", Some(Encoding::EucJp)).text, "①㈱");
    assert_eq!(decode(b"\x1B$B-!-j\x1B(B", None).text, "①㈱");
    assert_eq!(decode(b"\x8F\xB0\xA1", Some(Encoding::EucJp)).text, "丂");
    assert_eq!(decode(b"\x1B$(D0!\x1B(B", None).text, "丂");
}

#[test]
fn shift_sequences() {
    let d = |bytes: &[u8]| decode(bytes, Some(Encoding::Iso2022Jp)).text;
    assert_eq!(d(b"\x1B(B\x1B$B2/\x1B(B\x1B(B1"), "億1");
    assert_eq!(d(b"\x1B$@2/\x1B(J\\1"), "億¥1");
    assert_eq!(d(b"\x1B(I1\x1B(B1"), "ｱ1");
    assert_eq!(d(b"\x1B$B2/\nab"), "億\nab");
    assert_eq!(d(b"\x1B$B2/ 2/\x1B(B"), "億 億");
}

#[test]
fn detection() {
    assert_eq!(detected(b"plain"), "utf-8");
    assert_eq!(detected("é".as_bytes()), "utf-8");
    assert_eq!(detected(b"\x97\x5C\x8E\x5A\n"), "shift_jis");
    assert_eq!(detected(b"\xCD\xBD\xBB\xBB\n"), "euc-jp");
    assert_eq!(detected(b"\x1B$BM=;;\x1B(B\n"), "iso-2022-jp");
    assert_eq!(detected(b"red\x1B[31m\n"), "utf-8");
    let long = format!("{}\n{SENTENCE}", "a".repeat(200_000));
    for encoding in Encoding::ALL {
        assert_eq!(detected(&encode(&long, encoding)), encoding.to_string());
    }
    let digits = "1,272 100 200 3040 30\t40\n".repeat(40) + "予算";
    for encoding in Encoding::ALL {
        assert_eq!(detected(&encode(&digits, encoding)), encoding.to_string());
    }
}

#[test]
fn utf8_with_bad_bytes_is_still_utf8() {
    let mut bytes = SENTENCE.as_bytes().to_vec();
    bytes.insert(3, 0xFF);
    assert_eq!(detected(&bytes), "utf-8");
    bytes.extend(b"\xE5\x84");
    assert_eq!(detected(&bytes), "utf-8");
    assert_eq!(decode(&bytes, None).undecodable.len(), 2);
}

#[test]
fn old_encodings_with_bad_bytes_are_still_themselves() {
    for encoding in [Encoding::Windows31J, Encoding::EucJp] {
        let mut bytes = encode(SENTENCE, encoding);
        bytes.push(0xFF);
        assert_eq!(detected(&bytes), encoding.to_string());
    }
}

#[test]
fn the_map_is_compact() {
    let text = "あ".repeat(100_000);
    let decoded = decode(&encode(&text, Encoding::Windows31J), None);
    assert_eq!(decoded.source_offset(299_997), 199_998);
    assert_eq!(decoded.source_offset(300_000), 200_000);
    assert_eq!(decoded.source_offset(usize::MAX), 200_000);
}

/// Linear time: a slip into quadratic would take hours here.
#[test]
fn long_runs_of_bad_bytes() {
    for part in [&b"\xFF"[..], b"\x81", b"\x1B$", b"\x1B$B\x21", b"\x82\xA0\xFF", b"\xE3\x81"] {
        let bytes = part.repeat(300_000);
        for encoding in Encoding::ALL.map(Some).into_iter().chain([None]) {
            let decoded = decode(&bytes, encoding);
            assert!(decoded.source_offset(decoded.text.len()) <= bytes.len());
        }
    }
}

proptest! {
    #[test]
    fn encoded_text_reads_back(text in "[ -~\nぁ-んァ-ヶ、。「」一億兆円年度医療研究開発]{0,60}") {
        for encoding in Encoding::ALL {
            let bytes = encode(&text, encoding);
            let decoded = decode(&bytes, Some(encoding));
            prop_assert_eq!(&decoded.text, &text);
            prop_assert!(decoded.undecodable.is_empty());
            for (i, c) in text.char_indices() {
                let range = i..i + c.len_utf8();
                let there = decoded.source_range(range.clone());
                prop_assert_eq!(decoded.text_range(there), range);
            }
            if encoding != Encoding::Iso2022Jp {
                assert_sliceable(&bytes, &decoded);
            }
        }
    }

    #[test]
    fn any_text_reads_back_in_unicode(text in any::<String>()) {
        prop_assume!(!text.starts_with('\u{FEFF}'));
        for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be] {
            let bytes = encode(&text, encoding);
            let decoded = decode(&bytes, Some(encoding));
            prop_assert_eq!(&decoded.text, &text);
            assert_sliceable(&bytes, &decoded);
        }
    }

    #[test]
    fn any_bytes_decode(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for encoding in Encoding::ALL.map(Some).into_iter().chain([None]) {
            let decoded = decode(&bytes, encoding);
            let mut last = 0;
            for (i, _) in decoded.text.char_indices() {
                let at = decoded.source_offset(i);
                prop_assert!(last <= at && at <= bytes.len());
                last = at;
            }
            for range in &decoded.undecodable {
                prop_assert!(range.start < range.end && range.end <= bytes.len());
            }
        }
    }
}
