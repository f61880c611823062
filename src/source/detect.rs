//! Which encoding bytes are in: validity first, then how plausible the text would be.

use super::{Encoding, iso2022};

/// Bytes looked at where a whole file would tell no more.
const SAMPLE: usize = 64 * 1024;

/// The encoding that `bytes` are most likely in; UTF-8 where nothing speaks for another.
pub(super) fn detect(bytes: &[u8]) -> Encoding {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        return Encoding::Utf8;
    }
    let is_utf8 = is_utf8(bytes);
    if let Some(utf16) = utf16(bytes, is_utf8) {
        return utf16;
    }
    if iso2022::shifts(bytes) {
        return Encoding::Iso2022Jp;
    }
    if is_utf8 {
        return Encoding::Utf8;
    }
    let sample = sample(bytes);
    let candidates = [
        (Encoding::Utf8, score(&sample, utf8_unit)),
        (Encoding::Windows31J, score(&sample, windows_31j_unit)),
        (Encoding::EucJp, score(&sample, euc_jp_unit)),
    ];
    let mut best = (Encoding::Utf8, 0);
    for (encoding, score) in candidates {
        if score > best.1 {
            best = (encoding, score);
        }
    }
    best.0
}

/// Whether `bytes` are UTF-16, by their byte order mark or by what they would say.
pub(super) fn is_utf16(bytes: &[u8]) -> bool {
    utf16(bytes, is_utf8(bytes)).is_some()
}

fn is_utf8(bytes: &[u8]) -> bool {
    encoding_rs::Encoding::utf8_valid_up_to(bytes) == bytes.len()
}

fn utf16(bytes: &[u8], is_utf8: bool) -> Option<Encoding> {
    if bytes.starts_with(b"\xFF\xFE") {
        return Some(Encoding::Utf16Le);
    }
    if bytes.starts_with(b"\xFE\xFF") {
        return Some(Encoding::Utf16Be);
    }
    let head = &bytes[..bytes.len().min(SAMPLE)];
    // Text in UTF-16 has line ends, spaces or digits and so zero bytes; without any, only bytes
    // that are no UTF-8 either are worth the question.
    if is_utf8 && memchr::memchr(0, head).is_none() {
        return None;
    }
    let le = utf16_score(head, u16::from_le_bytes);
    let be = utf16_score(head, u16::from_be_bytes);
    match (le, be) {
        (None, None) => None,
        (le, be) if be > le => Some(Encoding::Utf16Be),
        _ => Some(Encoding::Utf16Le),
    }
}

/// Characters that nearly every Japanese text has, if nearly all are ones that such a text may
/// have: kana, digits, line ends, full-width forms.
fn utf16_score(head: &[u8], unit: fn([u8; 2]) -> u16) -> Option<usize> {
    let units = head.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let (mut all, mut common, mut odd) = (0, 0, 0);
    for c in char::decode_utf16(units) {
        all += 1;
        match c {
            Ok('\t' | '\n' | '\r' | '\u{c}' | ' '..='~') => common += 1,
            Ok('\u{3000}'..='\u{30FF}' | '\u{FF01}'..='\u{FF9F}') => common += 1,
            Ok('\u{A0}'..='\u{FF}' | '\u{2000}'..='\u{2BFF}' | '\u{3200}'..='\u{33FF}') => {}
            Ok('\u{4E00}'..='\u{9FFF}' | '\u{E000}'..='\u{FAFF}' | '\u{1F000}'..) => {}
            Ok(_) | Err(_) => odd += 1,
        }
    }
    (common > 0 && common * 5 >= all && odd * 20 <= all).then_some(common)
}

/// The first lines with bytes outside ASCII, each from its first such byte on.
fn sample(bytes: &[u8]) -> Vec<u8> {
    let mut sample = Vec::new();
    for line in bytes.split_inclusive(|&b| b == b'\n') {
        if let Some(first) = line.iter().position(|b| !b.is_ascii()) {
            let part = &line[first..];
            sample.extend_from_slice(&part[..part.len().min(SAMPLE - sample.len())]);
        }
        if sample.len() >= SAMPLE {
            break;
        }
    }
    sample
}

/// What a byte sequence would be, read in one encoding: how many bytes, and what that speaks for.
struct Unit {
    len: usize,
    worth: i64,
}

const fn unit(len: usize, worth: i64) -> Unit {
    Unit { len, worth }
}

/// No character at all. One such outweighs several plausible ones.
const BAD: Unit = unit(1, -8);

fn score(sample: &[u8], read: fn(&[u8]) -> Unit) -> i64 {
    let (mut at, mut sum) = (0, 0);
    while at < sample.len() {
        if sample[at].is_ascii() {
            at += 1;
            continue;
        }
        let unit = read(&sample[at..]);
        at += unit.len;
        sum += unit.worth;
    }
    sum
}

fn utf8_unit(bytes: &[u8]) -> Unit {
    let head = &bytes[..bytes.len().min(4)];
    let valid = match std::str::from_utf8(head) {
        Ok(s) => s,
        Err(e) => std::str::from_utf8(&head[..e.valid_up_to()]).unwrap_or(""),
    };
    match valid.chars().next() {
        Some('\u{3000}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}') => unit(3, 3),
        Some(c) => unit(c.len_utf8(), 1),
        None => BAD,
    }
}

/// The rows of JIS X 0208 as Windows-31J places them.
fn windows_31j_unit(bytes: &[u8]) -> Unit {
    let lead = bytes[0];
    // Half-width katakana: EUC-JP misread is full of them.
    if matches!(lead, 0xA1..=0xDF) {
        return unit(1, 0);
    }
    match (lead, bytes.get(1).copied().unwrap_or(0)) {
        (_, 0..=0x3F | 0x7F | 0xFD..) => BAD,
        (0x81, _) => unit(2, 2),
        (0x82, 0x4F..=0x58 | 0x60..=0x79 | 0x81..=0x9A | 0x9F..=0xF1) => unit(2, 2),
        (0x83, 0x40..=0x96) => unit(2, 2),
        (0x83, 0x9F..=0xD6) | (0x84, 0x40..=0xBE) => unit(2, 0),
        (0x87, 0x40..=0x9C) => unit(2, 1),
        (0x88, 0x9F..) | (0x89..=0x97, _) | (0x98, ..=0x72) => unit(2, 2),
        (0x98, 0x9F..) | (0x99..=0x9F, _) | (0xE0..=0xEA, _) => unit(2, 0),
        (0xED | 0xEE | 0xFA..=0xFC, _) => unit(2, 0),
        (0xF0..=0xF9, _) => unit(2, -2),
        _ => BAD,
    }
}

/// The rows of JIS X 0208 as EUC-JP places them.
fn euc_jp_unit(bytes: &[u8]) -> Unit {
    match (bytes[0], bytes.get(1).copied().unwrap_or(0)) {
        (0x8E, 0xA1..=0xDF) => unit(2, 0),
        (0x8F, 0xA1..=0xFE) if matches!(bytes.get(2), Some(0xA1..=0xFE)) => unit(3, 0),
        (_, ..=0xA0 | 0xFF) => BAD,
        (0xA1 | 0xA2, _) => unit(2, 2),
        (0xA3, 0xB0..=0xB9 | 0xC1..=0xDA | 0xE1..=0xFA) => unit(2, 2),
        (0xA4, ..=0xF3) | (0xA5, ..=0xF6) => unit(2, 2),
        (0xA6..=0xA8, _) => unit(2, 0),
        (0xAD, _) => unit(2, 1),
        (0xB0..=0xCF, _) => unit(2, 2),
        (0xD0..=0xF4 | 0xF9..=0xFC, _) => unit(2, 0),
        (0xA9..=0xAF | 0xF5..=0xFE, _) => unit(2, -2),
        _ => BAD,
    }
}
