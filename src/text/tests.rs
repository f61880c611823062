//! Normalization, lines, spans and names.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::normalize::normalize;
use super::{Text, fold, is_letterspaced, join, name};
use crate::source::{Encoding, decode, looks_binary};

fn norm(text: &str) -> String {
    Text::from(text).norm().to_owned()
}

/// What is printed where `part` stands in the normalized text.
fn printed(text: &str, part: &str) -> String {
    let text = Text::from(text);
    let start = text.norm().find(part).unwrap();
    text.span(start..start + part.len()).text
}

/// The lines as `page:number:text`.
fn lines(text: &str) -> String {
    let text = Text::from(text);
    let show = |(i, l): (usize, &super::Line)| format!("{}:{}:{}", l.page, l.number, text.line(i));
    text.lines().iter().enumerate().map(show).collect::<Vec<_>>().join(" | ")
}

#[test]
fn copied() {
    for text in ["", "abc", "予算", "あいうアイウ、。「」", "令和2年度\n予算案\t1,272億円", "●■◆▲※"]
    {
        assert_eq!(norm(text), text);
    }
}

#[test]
fn folded_as_nfkc_does() {
    assert_eq!(norm("１，４３９億円"), "1,439億円");
    assert_eq!(norm("ＡＭＥＤ"), "AMED");
    assert_eq!(norm("（＜＞）"), "(<>)");
    assert_eq!(norm("ｶﾞﾝ ﾊﾟｰﾄ ﾃﾞｰﾀ"), "ガン パート データ");
    assert_eq!(norm("か\u{3099}は\u{309A}"), "がぱ");
    assert_eq!(norm("㈱日本"), "(株)日本");
    assert_eq!(norm("㎎㎡㎛㌔"), "mgm2μmキロ");
    assert_eq!(norm("Ⅲⅳ"), "IIIiv");
    assert_eq!(norm("㍻㋿"), "平成令和");
    assert_eq!(norm("⽇⽬"), "日目");
    assert_eq!(norm("･､｡｢｣ｰ"), "・、。「」ー");
    assert_eq!(norm("︵︶︑︒"), "()、。");
    assert_eq!(norm("Ａ\u{301}e\u{301}"), "\u{C1}\u{E9}");
    assert_eq!(norm("％＋－／"), "%+-/");
    assert_eq!(norm("㊙"), "秘");
    assert_eq!(norm("ﬁ"), "fi");
}

#[test]
fn kept_though_nfkc_folds() {
    let marks = "①⑳⑴⒜Ⓐ❶❻㈠㊀㉑㊿㋐¹²³⁴₂½⅔";
    assert_eq!(norm(marks), marks);
    assert_eq!(norm("①１２０億円"), "①120億円");
}

#[test]
fn folded_though_nfkc_leaves_it() {
    assert_eq!(norm("1‐2‑3‒4–5−6－7﹣8"), "1-2-3-4-5-6-7-8");
    assert_eq!(norm("—―─﹘︱"), "―――――");
    assert_eq!(norm("〜～"), "~~");
    assert_eq!(norm("∥‖"), "‖‖");
    assert_eq!(norm("·‧⋅・･"), "・・・・・");
    assert_eq!(norm("•"), "•");
    assert_eq!(norm("\u{F0D8}\u{F0FC}\u{F06C}\u{F06E}\u{F075}\u{F0A7}"), "➢✓●■◆▪");
    assert_eq!(norm("\u{F0B7}\u{F09F}\u{F0E8}\u{F020}a"), "••• a");
    assert_eq!(norm("⻑⻄⺀"), "長西⺀");
    assert_eq!(norm("¥\\"), "¥\\");
    assert_eq!(norm("ー"), "ー");
}

#[test]
fn spaces_and_what_takes_no_room() {
    assert_eq!(norm("a\u{A0}b\u{3000}c\u{2002}d\u{1680}e\tf"), "a b c d e\tf");
    assert_eq!(norm("予\u{200B}算\u{FEFF}案\u{AD}"), "予算案");
    assert_eq!(norm("葛\u{E0100}城"), "葛城");
    assert_eq!(norm("か\u{200B}\u{3099}"), "が");
    assert_eq!(norm("\u{200B}"), "");
    assert_eq!(norm("\n\u{3099}"), "\n\u{3099}");
}

#[test]
fn printed_characters() {
    assert_eq!(printed("計１，４３９億円", "1,439"), "１，４３９");
    assert_eq!(printed("ﾃﾞｰﾀ", "デ"), "ﾃﾞ");
    assert_eq!(printed("100㎡", "m"), "㎡");
    assert_eq!(printed("100㎡", "2"), "㎡");
    assert_eq!(printed("㈱日本", "株)日"), "㈱日");
    assert_eq!(printed("1\u{200B}2円", "12円"), "1\u{200B}2円");
    assert_eq!(printed("2\u{200B}円", "2"), "2");
    assert_eq!(printed("1\r\n2", "1\n2"), "1\r\n2");
    assert_eq!(printed("\u{F0D8}予算", "➢"), "\u{F0D8}");
    assert_eq!(printed("⻑期", "長期"), "⻑期");
}

#[test]
fn spans_cut_and_widen() {
    let text = Text::from("億円");
    assert_eq!(text.span(1..2).text, "億");
    assert_eq!(text.span(0..99).text, "億円");
    assert_eq!(text.span(50..99).text, "");
    assert_eq!(text.span(3..3).text, "");
    assert_eq!((text.span(3..3).start, text.span(3..3).end), (3, 3));
    assert_eq!(Text::from("").span(0..0).line, 1);
}

#[test]
fn spans_count_bytes_of_the_source() {
    let place = |bytes: &[u8], part: &str| {
        let text = Text::new(decode(bytes, None));
        let start = text.norm().find(part).unwrap();
        let span = text.span(start..start + part.len());
        (span.start, span.end, span.line)
    };
    assert_eq!(place("\u{FEFF}予算\n１億".as_bytes(), "1億"), (10, 16, 2));
    assert_eq!(place(b"\x97\x5C\x8E\x5A\n\x82\x50\x89\xAD", "1億"), (5, 9, 2));
    assert_eq!(place(b"\xFE\xFF\x4E\x88\x7B\x97\0\n\xFF\x11\x51\x04", "1億"), (8, 12, 2));
}

#[test]
fn line_ends() {
    assert_eq!(lines(""), "1:1:");
    assert_eq!(lines("a\nb"), "1:1:a | 1:2:b");
    assert_eq!(lines("a\r\nb\rc\n"), "1:1:a | 1:2:b | 1:3:c | 1:4:");
    assert_eq!(lines("a\n\r\nb"), "1:1:a | 1:2: | 1:3:b");
    assert_eq!(lines("a\u{B}b\u{2028}c\nd"), "1:1:a | 1:1:b | 1:1:c | 1:2:d");
}

#[test]
fn pages() {
    let pages = |text: &str| Text::from(text).pages();
    assert_eq!(lines("a\n\u{C}b"), "1:1:a | 2:2:b");
    assert_eq!(lines("a\u{C}b\nc"), "1:1:a | 2:1:b | 2:2:c");
    assert_eq!(lines("a\u{C}\nb"), "1:1:a | 2:2:b");
    assert_eq!(lines("a\u{C}\r\nb"), "1:1:a | 2:2:b");
    assert_eq!(lines("a\n\u{C}\nb"), "1:1:a | 2:2: | 2:3:b");
    assert_eq!(lines("a\n\u{C}\u{C}b"), "1:1:a | 3:2:b");
    assert_eq!(lines("a\n\u{C}"), "1:1:a | 1:2:");
    assert_eq!(lines("a\n\u{C}b\n\u{C}"), "1:1:a | 2:2:b | 2:3:");
    assert_eq!((pages(""), pages("a"), pages("a\u{C}")), (1, 1, 1));
    assert_eq!((pages("a\u{C}b"), pages("a\n\u{C}b\n\u{C}")), (2, 2));
}

#[test]
fn lines_are_found_by_offset() {
    let text = Text::from("a\nbc\n\nd");
    let at = |offset| text.line_at(offset);
    assert_eq!([at(0), at(1), at(2), at(4), at(5), at(6), at(99)], [0, 0, 1, 1, 2, 3, 3]);
}

#[test]
fn the_short_way_to_a_name_leads_where_the_long_one_does() {
    for c in '\0'..='\u{9fff}' {
        assert_eq!(name(&format!("国{c}国")), name(&format!("<b>国{c}国</b>")), "{c:?}");
    }
}

#[test]
fn names() {
    assert_eq!(name("日 本 医 療 研 究 開 発 機 構"), "日本医療研究開発機構");
    assert_eq!(name("医 薬 品 プ ロジェクト"), "医薬品プロジェクト");
    assert_eq!(name("令和 2 年度"), "令和2年度");
    assert_eq!(name("AMED 運営費"), "AMED運営費");
    assert_eq!(name("Moonshot R&D Program"), "Moonshot R&D Program");
    assert_eq!(name("Moonshot\n R&D   Program "), "Moonshot R&D Program");
    assert_eq!(name("A C H I E V E M E N T"), "ACHIEVEMENT");
    assert_eq!(name("Ａ　Ｍ　Ｅ　Ｄ"), "AMED");
    assert_eq!(name("O U R  M I S S I O N"), "OUR MISSION");
    assert_eq!(name("R & D"), "R & D");
    assert_eq!(
        name("日本医療研究開\n発機構（AMED）\n対象経費"),
        "日本医療研究開発機構(AMED)対象経費"
    );
    assert_eq!(name("<b>合計</b>"), "合計");
    assert_eq!(name("項目<br>金額"), "項目金額");
    assert_eq!(name("Budget<br/>Plan"), "Budget Plan");
    assert_eq!(name("Budget<BR>Plan"), "Budget Plan");
    assert_eq!(name("<span class=\"x\">予算</span>"), "予算");
    assert_eq!(name("<AMED>"), "<AMED>");
    assert_eq!(name("＜Ａ＞"), "<A>");
    assert_eq!(name("**合計**"), "合計");
    assert_eq!(name("## 主な取組"), "主な取組");
    assert_eq!(name("#1 案"), "#1案");
    assert_eq!(name("増減\\(B\\-A\\)"), "増減(B-A)");
    assert_eq!(name("C:\\予算"), "C:\\予算");
    assert_eq!(name("（ AMED ）"), "(AMED)");
    assert_eq!(name("備考："), "備考:");
    assert_eq!(name("創薬①"), "創薬1");
    assert_eq!(name("ﾃﾞｰﾀ か ゛"), "データが");
    assert_eq!(name("  "), "");
    assert_eq!(name("a < b"), "a < b");
    assert_eq!(name("5<b"), "5<b");
}

#[test]
fn joined_lines() {
    let j = |text: &str| join(text.split('\n'));
    assert_eq!(j("平成28年度第2次\n補正予算550\n億円"), "平成28年度第2次補正予算550億円");
    assert_eq!(j("Moonshot\nProgram"), "Moonshot Program");
    assert_eq!(j("high-\nlevel"), "high-level");
    assert_eq!(j("2020 -\nA"), "2020 - A");
    assert_eq!(j(" 予算 \n\n 案 "), "予算案");
    assert_eq!(j("(\nAMED\n)"), "(AMED)");
    assert_eq!(j(""), "");
}

#[test]
fn letterspaced_lines() {
    assert!(is_letterspaced("日 本 医 療"));
    assert!(is_letterspaced("医 薬 品 プ ロジェクト"));
    assert!(is_letterspaced("1．医 薬 品 プ ロジェクト"));
    assert!(is_letterspaced("Ⅰ 予　算　の　概要"));
    assert!(!is_letterspaced("予 算 案"));
    assert!(!is_letterspaced("総  文  厚  経  "));
    assert!(!is_letterspaced("医薬品 プロジェクト 予算"));
    assert!(!is_letterspaced("A M E D "));
    assert!(!is_letterspaced(""));
}

/// The pass that skips by lead bytes skips nothing that NFKC or our own list changes.
#[test]
fn every_character_folds_as_nfkc_or_as_listed() {
    for c in ('\0'..='\u{2FFFF}').chain('\u{E0000}'..='\u{E01FF}') {
        if matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            continue;
        }
        let expected = if fold::is_kept(c) {
            c.to_string()
        } else if fold::is_ignorable(c) {
            String::new()
        } else {
            fold::single(c).unwrap_or(c).nfkc().map(fold::after).collect()
        };
        let buffer = format!("\n{c}");
        assert_eq!(normalize(&buffer).text[1..], expected, "U+{:04X}", c as u32);
    }
}

/// Linear time: a slip into quadratic would take hours here.
#[test]
fn long_lines() {
    for part in ["億", "１", "ﾞ", "\u{200B}", "①\u{301}", "<b", "A ", "\u{C}", "\r", "か\u{200B}"]
    {
        let long = part.repeat(300_000);
        let text = Text::from(long.as_str());
        let end = text.norm().len();
        assert!(text.printed_range(0..end).end <= long.len());
        assert!(name(&long).len() <= long.len() * 2);
        assert!(!is_letterspaced(&"億".repeat(300_000)));
    }
}

fn assert_invariants(source: &str) {
    let text = Text::from(source);
    let norm = text.norm();
    let source = text.printed();
    let mut last = 0;
    for (i, c) in norm.char_indices() {
        let span = text.span(i..i + c.len_utf8());
        let (start, end) = (span.start as usize, span.end as usize);
        assert!(last <= start && start < end, "{c} at {i}");
        assert_eq!(&source[start..end], span.text);
        assert_eq!(text.printed_at(span.page, span.start..span.end), Some(start..end));
        last = start;
    }
    assert_eq!(text.lines().len(), norm.matches('\n').count() + 1);
    for (i, line) in norm.split('\n').enumerate() {
        assert_eq!(text.line(i), line);
    }
    assert_eq!(Text::from(norm).norm(), norm, "normalizing twice");
}

/// The documents of `seeds/`.
fn seeds() -> Vec<Vec<u8>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths.iter().map(|p| std::fs::read(p).unwrap()).collect()
}

#[test]
fn whole_documents_keep_the_invariants() {
    for bytes in seeds() {
        assert_invariants(std::str::from_utf8(&bytes).unwrap());
    }
}

#[test]
fn whole_documents_are_detected_in_every_encoding() {
    for bytes in seeds() {
        let text = String::from_utf8(bytes).unwrap();
        let table = |e: &'static encoding_rs::Encoding| e.encode(&text).0.into_owned();
        let wide = |f: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(f).collect::<Vec<u8>>();
        for (encoding, bytes) in [
            (Encoding::Utf8, text.as_bytes().to_vec()),
            (Encoding::Windows31J, table(encoding_rs::SHIFT_JIS)),
            (Encoding::EucJp, table(encoding_rs::EUC_JP)),
            (Encoding::Iso2022Jp, table(encoding_rs::ISO_2022_JP)),
            (Encoding::Utf16Le, wide(u16::to_le_bytes)),
            (Encoding::Utf16Be, wide(u16::to_be_bytes)),
        ] {
            let decoded = decode(&bytes, None);
            assert_eq!(decoded.encoding, encoding);
            assert!(decoded.undecodable.is_empty());
            assert_eq!(looks_binary(&bytes), None, "{encoding}");
        }
    }
}

proptest! {
    #[test]
    fn the_map_is_monotone_and_total(
        text in "[ -~\n\r\u{B}\u{C}ぁ-ヿ\u{2E80}-\u{2FDF}\u{3000}-\u{303F}\u{3200}-\u{33FF}\u{FF01}-\u{FF9F}\u{2000}-\u{2BFF}\u{F000}-\u{F0FF}\u{300}-\u{36F}\u{AD}\u{200B}一-龥①-⑳]{0,40}"
    ) {
        assert_invariants(&text);
    }

    #[test]
    fn any_text_normalizes(text in any::<String>()) {
        let normalized = Text::from(text.as_str());
        let mut last = 0;
        for (i, c) in normalized.norm().char_indices() {
            let range = normalized.printed_range(i..i + c.len_utf8());
            prop_assert!(last <= range.start && range.start < range.end);
            prop_assert!(normalized.printed().get(range.clone()).is_some());
            last = range.start;
        }
    }

    #[test]
    fn names_are_nfkc(text in any::<String>()) {
        let name = name(&text);
        prop_assert_eq!(name.nfkc().collect::<String>(), name);
    }

    #[test]
    fn a_name_is_a_name_of_itself_and_of_the_normalized_text(
        text in "[a-zA-Z0-9 ()&\nぁ-ヶ一-龥　（）Ａ-Ｚ０-９ｱ-ﾟ①-⑳・]{0,30}"
    ) {
        let once = name(&text);
        prop_assert_eq!(name(&norm(&text)), once.clone());
        prop_assert!(!once.contains('\n'));
    }

    #[test]
    fn full_width_and_half_width_normalize_alike(text in "[!-~]{0,40}") {
        let wide: String =
            text.chars().filter_map(|c| char::from_u32(c as u32 + 0xFEE0)).collect();
        prop_assert_eq!(norm(&wide), norm(&text));
        prop_assert_eq!(norm(&wide), text);
    }

    #[test]
    fn legacy_sources_give_the_same_normalized_text(text in "[ -}ぁ-んァ-ヶ一二三億円\n①-⑳Ａ-Ｚ０-９]{0,40}") {
        let bytes = encoding_rs::SHIFT_JIS.encode(&text).0;
        let legacy = Text::new(decode(&bytes, Some(Encoding::Windows31J)));
        prop_assert_eq!(legacy.norm(), norm(&text));
        for (i, c) in legacy.norm().char_indices() {
            let span = legacy.span(i..i + c.len_utf8());
            let again = decode(&bytes[span.start as usize..span.end as usize], Some(Encoding::Windows31J));
            prop_assert_eq!(again.text, &*span.text);
            let place = legacy.printed_at(span.page, span.start..span.end);
            prop_assert_eq!(place.and_then(|r| legacy.printed().get(r)), Some(&*span.text));
        }
    }
}
