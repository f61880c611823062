//! Bytes to decoded text, with the way back to the bytes.

mod binary;
mod decode;
mod detect;
mod encoding;
mod iso2022;
mod map;
#[cfg(test)]
mod tests;

pub use binary::looks_binary;
pub use decode::{Decoded, decode};
pub use encoding::{Encoding, UnknownEncoding};

pub(crate) use map::OffsetMap;
