//! Decoding with a map back to the bytes.

use std::ops::Range;

use encoding_rs::DecoderResult;

use super::{Encoding, OffsetMap, detect, iso2022};

/// Text decoded from bytes.
#[derive(Clone, Debug)]
pub struct Decoded {
    /// The text, without a byte order mark; an undecodable byte is U+FFFD.
    pub text: String,
    /// The encoding it was in.
    pub encoding: Encoding,
    /// Byte ranges of the source that could not be decoded, each one U+FFFD in `text`.
    pub undecodable: Vec<Range<usize>>,
    map: OffsetMap,
}

impl Decoded {
    /// The byte of the source at which the character at byte `offset` of `text` begins.
    ///
    /// Always an offset into the original bytes, a byte order mark and shift sequences counted.
    /// For the end of `text` it is the end of the last character.
    pub fn source_offset(&self, offset: usize) -> usize {
        self.map.start(offset)
    }

    /// The bytes of `text` that were decoded from the bytes `range` of the source: the way back
    /// from [`Decoded::source_range`]. Widened to whole characters.
    pub fn text_range(&self, range: Range<usize>) -> Range<usize> {
        let first = |target: usize| {
            let (mut low, mut high) = (0, self.text.len());
            while low < high {
                let middle = low + (high - low) / 2;
                if self.source_offset(middle) < target {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            low
        };
        let (mut start, mut end) = (first(range.start), first(range.end));
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        start..end.max(start)
    }

    /// The bytes of the source that the bytes `range` of `text` were decoded from.
    ///
    /// Decoding that slice alone gives the same characters again, except in ISO-2022-JP, where
    /// the shift sequences between two characters belong to neither.
    pub fn source_range(&self, range: Range<usize>) -> Range<usize> {
        self.map.range(range)
    }
}

/// Decodes `bytes` as `forced`, or else as the encoding they are detected to be in.
///
/// Never fails: a maximal sequence of bytes that cannot be decoded (a "maximal subpart" of the
/// Unicode Standard, chapter 3.9) becomes one U+FFFD and is listed in [`Decoded::undecodable`].
/// A byte order mark of the encoding is not part of the text.
pub fn decode(bytes: &[u8], forced: Option<Encoding>) -> Decoded {
    let encoding = forced.unwrap_or_else(|| detect::detect(bytes));
    let bom = bom_len(bytes, encoding);
    let mut out = Sink::default();
    match encoding {
        Encoding::Utf8 => utf8(bytes, bom, &mut out),
        Encoding::Windows31J => {
            table(encoding_rs::SHIFT_JIS, bytes, windows_31j_unit, |i| i, &mut out);
        }
        Encoding::EucJp => table(encoding_rs::EUC_JP, bytes, euc_jp_unit, |i| i, &mut out),
        Encoding::Iso2022Jp => iso2022::decode(bytes, &mut out),
        Encoding::Utf16Le => utf16(bytes, bom, u16::from_le_bytes, &mut out),
        Encoding::Utf16Be => utf16(bytes, bom, u16::from_be_bytes, &mut out),
    }
    out.text.shrink_to_fit();
    Decoded { text: out.text, encoding, undecodable: out.undecodable, map: out.map }
}

fn bom_len(bytes: &[u8], encoding: Encoding) -> usize {
    let bom: &[u8] = match encoding {
        Encoding::Utf8 => b"\xEF\xBB\xBF",
        Encoding::Utf16Le => b"\xFF\xFE",
        Encoding::Utf16Be => b"\xFE\xFF",
        _ => b"",
    };
    if bytes.starts_with(bom) { bom.len() } else { 0 }
}

/// What a decoder writes to.
#[derive(Default)]
pub(super) struct Sink {
    text: String,
    undecodable: Vec<Range<usize>>,
    map: OffsetMap,
}

impl Sink {
    pub(super) fn push(&mut self, source: Range<usize>, c: char) {
        self.map.cluster(source, c.len_utf8());
        self.text.push(c);
    }

    pub(super) fn bad(&mut self, source: Range<usize>) {
        self.undecodable.push(source.clone());
        self.push(source, char::REPLACEMENT_CHARACTER);
    }

    fn copy(&mut self, source: usize, text: &str) {
        self.map.copied(source, text.len());
        self.text.push_str(text);
    }
}

fn utf8(bytes: &[u8], bom: usize, out: &mut Sink) {
    // Without replacement means without a copy too.
    let valid =
        encoding_rs::UTF_8.decode_without_bom_handling_and_without_replacement(&bytes[bom..]);
    if let Some(text) = valid {
        return out.copy(bom, &text);
    }
    out.text.reserve(bytes.len() - bom);
    let mut at = bom;
    for chunk in bytes[bom..].utf8_chunks() {
        out.copy(at, chunk.valid());
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            out.bad(at..at + chunk.invalid().len());
            at += chunk.invalid().len();
        }
    }
}

fn utf16(bytes: &[u8], bom: usize, unit: fn([u8; 2]) -> u16, out: &mut Sink) {
    let body = &bytes[bom..];
    let units = body.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let mut at = bom;
    for result in char::decode_utf16(units) {
        match result {
            Ok(c) => {
                let end = at + 2 * c.len_utf16();
                out.push(at..end, c);
                at = end;
            }
            Err(_) => {
                out.bad(at..at + 2);
                at += 2;
            }
        }
    }
    if at < bytes.len() {
        out.bad(at..bytes.len());
    }
}

/// Bytes of the Windows-31J character that begins with `lead`.
fn windows_31j_unit(lead: u8) -> usize {
    if matches!(lead, 0x81..=0x9F | 0xE0..=0xFC) { 2 } else { 1 }
}

/// Bytes of the EUC-JP character that begins with `lead`.
pub(super) fn euc_jp_unit(lead: u8) -> usize {
    match lead {
        0x8F => 3,
        0x8E | 0xA1..=0xFE => 2,
        _ => 1,
    }
}

/// Decodes a table encoding; `unit` is the length of a character by its first byte, `place` turns
/// an offset into `bytes` into one of the source.
pub(super) fn table(
    encoding: &'static encoding_rs::Encoding,
    bytes: &[u8],
    unit: fn(u8) -> usize,
    place: impl Fn(usize) -> usize,
    out: &mut Sink,
) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    // A small buffer, as each call of the decoder costs time in proportion to it and a damaged
    // file takes one call for each bad byte.
    let mut buffer = "\0".repeat(bytes.len().saturating_mul(3).clamp(16, 4096));
    out.text.reserve(bytes.len());
    let mut at = 0;
    loop {
        let (result, read, written) =
            decoder.decode_to_str_without_replacement(&bytes[at..], &mut buffer, true);
        let (good, next) = match result {
            DecoderResult::InputEmpty | DecoderResult::OutputFull => (at + read, at + read),
            DecoderResult::Malformed(bad, extra) => {
                let next = at + read.saturating_sub(usize::from(extra));
                (next.saturating_sub(usize::from(bad)).max(at), next)
            }
        };
        out.text.push_str(&buffer[..written]);
        for c in buffer[..written].chars() {
            let end = bytes.get(at).map_or(at, |&lead| at + unit(lead)).min(good);
            out.map.cluster(place(at)..place(end), c.len_utf8());
            at = end;
        }
        match result {
            DecoderResult::InputEmpty => return,
            DecoderResult::OutputFull if read == 0 && written == 0 => return,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => out.bad(place(good)..place(next)),
        }
        at = next;
    }
}
