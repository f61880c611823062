//! What Excel takes in one cell.

use std::borrow::Cow;

/// The characters, in UTF-16, that a cell has.
const MAX_TEXT: usize = 32_767;

/// What stands at the end of a text that was cut.
const CUT: &str = "…（以下、Excelの上限により省略）";

/// The first whole number of which Excel does not show all digits: it shows 15.
pub(super) const TOO_LONG: u64 = 1_000_000_000_000_000;

/// Yen in 億円, where Excel shows all digits.
pub(super) fn oku(yen: i64) -> Option<f64> {
    const OKU: u64 = 100_000_000;
    let size = yen.unsigned_abs();
    if size >= TOO_LONG {
        return None;
    }
    let sign = if yen < 0 { "-" } else { "" };
    format!("{sign}{}.{:08}", size / OKU, size % OKU).parse().ok()
}

/// The bytes of a text in XML: a control character is written as `_x0007_`.
pub(super) fn written(text: &str) -> u64 {
    let is_escaped = |b: &u8| *b < b' ' || matches!(b, b'&' | b'<' | b'>' | b'_');
    let escapes = text.bytes().filter(|b| is_escaped(b)).count();
    (text.len() + 6 * escapes) as u64
}

/// As much of a text as a cell has room for, with a mark where something is missing.
pub(super) fn cut(text: &str) -> Cow<'_, str> {
    // A character has no more units of UTF-16 than bytes of UTF-8.
    if text.len() <= MAX_TEXT || text.encode_utf16().count() <= MAX_TEXT {
        return Cow::Borrowed(text);
    }
    let mut left = MAX_TEXT - CUT.encode_utf16().count();
    let kept = text.chars().take_while(|c| {
        let fits = left >= c.len_utf16();
        left = left.saturating_sub(c.len_utf16());
        fits
    });
    Cow::Owned(kept.collect::<String>() + CUT)
}

#[cfg(test)]
mod tests {
    use super::{CUT, MAX_TEXT, cut, oku};

    #[test]
    fn yen_in_oku_are_exact() {
        let check = |yen: i64, expected: Option<f64>| assert_eq!(oku(yen), expected, "{yen}");
        check(127_200_000_000, Some(1272.0));
        check(-1_680_000_000, Some(-16.8));
        check(1, Some(0.000_000_01));
        check(0, Some(0.0));
        check(999_999_999_999_999, Some(9_999_999.999_999_99));
        check(1_000_000_000_000_000, None);
        check(i64::MIN, None);
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        let check = |text: &str, is_cut: bool| {
            let short = cut(text);
            assert!(short.encode_utf16().count() <= MAX_TEXT);
            assert_eq!(short.ends_with(CUT), is_cut);
            let kept = short.strip_suffix(CUT).unwrap_or(&short);
            assert!(text.starts_with(kept));
            assert!(!is_cut || kept.encode_utf16().count() > MAX_TEXT - CUT.len());
        };
        check("予算", false);
        check(&"予".repeat(MAX_TEXT), false);
        check(&"予".repeat(MAX_TEXT + 1), true);
        check(&"𠮷".repeat(MAX_TEXT / 2), false);
        check(&"𠮷".repeat(MAX_TEXT / 2 + 1), true);
        check(&format!("a{}", "𠮷".repeat(MAX_TEXT)), true);
    }
}
