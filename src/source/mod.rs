//! Bytes to decoded text, with the way back to the bytes.

mod decode;
mod encoding;

pub use decode::{Decoded, decode};
pub use encoding::Encoding;
