//! One source, from bytes to records.

use crate::model::{Extraction, Source};
use crate::source::{Encoding, decode};
use crate::text::Text;

/// How a source is to be read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The character encoding; detected if none is given.
    pub encoding: Option<Encoding>,
}

/// Reads the records of one source. `path` is only written into the result.
/// Never fails: what could not be read is among the diagnostics.
pub fn extract(path: &str, bytes: &[u8], options: Options) -> Extraction {
    let text = Text::new(decode(bytes, options.encoding));
    let mut extraction = Extraction {
        source: Source {
            path: path.to_owned(),
            bytes: bytes.len() as u64,
            media_type: "text/plain".to_owned(),
            pages: text.lines().last().map_or(1, |l| l.page),
            ..Source::default()
        },
        ..Extraction::default()
    };
    extraction.coverage.amounts = 0;
    extraction
}
