//! ISO-2022-JP: seven-bit Japanese with shift sequences (RFC 1468, and the sets of RFC 1554 and CP50221).
//!
//! A decoder of its own, as the one of the WHATWG Encoding Standard calls two shift sequences in
//! a row an error, which old mail gateways and word processors do write.

use super::decode::{Sink, euc_jp_unit, table};

/// A character set that a shift sequence selects.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Set {
    Ascii,
    Roman,
    Katakana,
    /// JIS X 0208 with the NEC and IBM extensions.
    Kanji,
    /// JIS X 0212.
    Supplement,
}

const SHIFTS: [(&[u8], Set); 8] = [
    (b"\x1B(B", Set::Ascii),
    (b"\x1B(J", Set::Roman),
    (b"\x1B(I", Set::Katakana),
    (b"\x1B$@", Set::Kanji),
    (b"\x1B$B", Set::Kanji),
    (b"\x1B$(@", Set::Kanji),
    (b"\x1B$(B", Set::Kanji),
    (b"\x1B$(D", Set::Supplement),
];

/// Decodes `bytes`. A line end selects ASCII again, as RFC 1468 has it.
pub(super) fn decode(bytes: &[u8], out: &mut Sink) {
    let mut set = Set::Ascii;
    let mut at = 0;
    while at < bytes.len() {
        if let Some((len, next)) = shift(&bytes[at..]) {
            set = next;
            at += len;
            continue;
        }
        let byte = bytes[at];
        let one = at..at + 1;
        match (set, byte) {
            (_, b'\n' | b'\r') => {
                set = Set::Ascii;
                out.push(one, char::from(byte));
            }
            (_, 0x1B | 0x80..) => out.bad(one),
            (_, ..=0x20 | 0x7F) => out.push(one, char::from(byte)),
            (Set::Kanji | Set::Supplement, _) => {
                let len = bytes[at..].iter().take_while(|b| matches!(b, 0x21..=0x7E)).count();
                double(&bytes[at..at + len], at, set, out);
                at += len;
                continue;
            }
            (Set::Katakana, 0x21..=0x5F) => {
                let katakana = 0xFF61 + u32::from(byte) - 0x21;
                out.push(one, char::from_u32(katakana).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            (Set::Katakana, _) => out.bad(one),
            (Set::Roman, b'\\') => out.push(one, '¥'),
            (Set::Roman, b'~') => out.push(one, '\u{203E}'),
            (Set::Roman | Set::Ascii, _) => out.push(one, char::from(byte)),
        }
        at += 1;
    }
}

/// Whether `bytes` select a Japanese set by a shift sequence and are seven-bit, but for a stray
/// byte in a hundred.
pub(super) fn shifts(bytes: &[u8]) -> bool {
    let japanese = |at: usize| shift(&bytes[at..]).is_some_and(|(_, set)| set != Set::Ascii);
    memchr::memchr_iter(0x1B, bytes).any(japanese)
        && bytes.iter().filter(|b| !b.is_ascii()).count() * 100 <= bytes.len()
}

fn shift(bytes: &[u8]) -> Option<(usize, Set)> {
    if bytes.first() != Some(&0x1B) {
        return None;
    }
    SHIFTS.iter().find(|(s, _)| bytes.starts_with(s)).map(|&(s, set)| (s.len(), set))
}

/// Decodes a run of two-byte characters that begins at byte `start` of the source: EUC-JP is the
/// same code with the eighth bit set, and 8F in front of JIS X 0212.
fn double(run: &[u8], start: usize, set: Set, out: &mut Sink) {
    let supplement = set == Set::Supplement;
    let mut euc = Vec::with_capacity(run.len() * 3 / 2 + 2);
    for pair in run.chunks(2) {
        if supplement {
            euc.push(0x8F);
        }
        euc.extend(pair.iter().map(|b| b | 0x80));
    }
    let place = |i: usize| {
        let back = if supplement { i / 3 * 2 + (i % 3).saturating_sub(1) } else { i };
        start + back.min(run.len())
    };
    table(encoding_rs::EUC_JP, &euc, euc_jp_unit, place, out);
}
