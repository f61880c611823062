//! One source, from bytes to text: a PDF's pages, or characters in some encoding.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::model::{Diagnostic, Severity, Source};
use crate::source::{Decoded, Encoding, decode};
use crate::text::Text;

#[cfg(feature = "pdf")]
mod pdf;

/// How a source is to be read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// The character encoding of a text; detected if none is given.
    pub encoding: Option<Encoding>,
    /// The password of an encrypted PDF; the empty one is always tried.
    pub password: Option<&'a str>,
}

/// A source of which the text was found.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The text as the rules read it.
    pub text: Text,
    /// What is known of the file.
    pub source: Source,
    /// What could not be read, or not surely.
    pub diagnostics: Vec<Diagnostic>,
}

/// Why nothing of a source can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OpenError {
    /// A PDF that cannot be read.
    #[cfg(feature = "pdf")]
    Pdf(crate::pdf::PdfError),
    /// A PDF, for a library that was built without the feature `pdf`.
    NoPdfSupport,
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            #[cfg(feature = "pdf")]
            OpenError::Pdf(error) => error.fmt(f),
            OpenError::NoPdfSupport => {
                f.write_str("this is a PDF, and yosan was built without its feature `pdf`")
            }
        }
    }
}

impl std::error::Error for OpenError {}

/// Whether a source is a PDF by its first kilobyte (ISO 32000-1, annex H.3.4.1), or says
/// so by its name.
pub fn is_pdf(path: &str, bytes: &[u8]) -> bool {
    const HEAD: usize = 1024;
    let head = &bytes[..bytes.len().min(HEAD)];
    let named = path.len() >= 4 && path.as_bytes()[path.len() - 4..].eq_ignore_ascii_case(b".pdf");
    named || memchr::memmem::find(head, b"%PDF-").is_some()
}

/// Finds the text of one source. `path` is written into the result; by its ending a file
/// that claims to be a PDF is known.
///
/// # Errors
/// A PDF that is damaged beyond repair, needs a password, or has no pages. Text always opens:
/// what cannot be decoded is among the diagnostics.
pub fn open(path: &str, bytes: &[u8], options: Options) -> Result<Opened, OpenError> {
    #[cfg(feature = "pdf")]
    return open_pages(path, bytes, options, |_, _| ());
    #[cfg(not(feature = "pdf"))]
    match is_pdf(path, bytes) {
        true => Err(OpenError::NoPdfSupport),
        false => Ok(with_file(path, bytes, open_text(bytes, options))),
    }
}

/// The same as [`open`], and shows each page of a PDF to `each`, in order, while its glyphs are
/// at hand. A text has no pages to show. Headers and footers that only their being repeated
/// tells are body text in these layouts: all pages have to be seen for that.
///
/// # Errors
/// As [`open`].
#[cfg(feature = "pdf")]
pub fn open_pages(
    path: &str,
    bytes: &[u8],
    options: Options,
    mut each: impl FnMut(&crate::pdf::Page, &crate::pdf::layout::PageLayout),
) -> Result<Opened, OpenError> {
    let opened = match is_pdf(path, bytes) {
        true => pdf::open(bytes, options, &mut each).map_err(OpenError::Pdf)?,
        false => open_text(bytes, options),
    };
    Ok(with_file(path, bytes, opened))
}

fn with_file(path: &str, bytes: &[u8], mut opened: Opened) -> Opened {
    opened.source.path = path.to_owned();
    opened.source.sha256 = sha256(bytes);
    opened.source.bytes = bytes.len() as u64;
    opened.source.pages = opened.text.pages();
    opened
}

fn open_text(bytes: &[u8], options: Options) -> Opened {
    let decoded = decode(bytes, options.encoding);
    Opened {
        source: Source {
            media_type: "text/plain".to_owned(),
            encoding: Some(decoded.encoding.to_string()),
            ..Source::default()
        },
        diagnostics: undecodable(&decoded),
        text: Text::new(decoded),
    }
}

fn undecodable(decoded: &Decoded) -> Vec<Diagnostic> {
    let Some(first) = decoded.undecodable.first() else { return Vec::new() };
    vec![Diagnostic {
        severity: Severity::Error,
        code: "undecodable_bytes".to_owned(),
        message: format!(
            "{} byte sequence(s) are not {}, the first at byte {}; each was read as U+FFFD.",
            decoded.undecodable.len(),
            decoded.encoding,
            first.start,
        ),
        evidence: None,
    }]
}

/// The SHA-256 digest of bytes, in hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// Bytes as hexadecimal digits, two for each.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    let mut digits = String::with_capacity(2 * bytes.len());
    digits.extend(bytes.iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]));
    digits
}

#[cfg(test)]
mod tests {
    #[test]
    fn sha256_is_hexadecimal() {
        // FIPS 180-2, appendix B.1.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(super::sha256(b"abc"), abc);
    }
}
