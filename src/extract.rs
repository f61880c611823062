//! One source, from bytes to records.

use sha2::{Digest, Sha256};

use crate::audit;
use crate::model::{Diagnostic, Extraction, Kind, Severity, Source};
use crate::rules::{Draft, RULES, Reading, prose};
use crate::source::{Decoded, Encoding, decode};
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
    let decoded = decode(bytes, options.encoding);
    let encoding = decoded.encoding;
    let diagnostics = undecodable(&decoded);
    let text = Text::new(decoded);
    let mut extraction = Extraction {
        source: Source {
            path: path.to_owned(),
            sha256: hexadecimal(&Sha256::digest(bytes)),
            bytes: bytes.len() as u64,
            media_type: "text/plain".to_owned(),
            encoding: Some(encoding.to_string()),
            pages: text.lines().last().map_or(1, |l| l.page),
            ..Source::default()
        },
        diagnostics,
        ..Extraction::default()
    };
    let layout = prose::Layout::new(&text);
    let outline = prose::outline(&text, &layout);
    extraction.people = prose::people(&text, &layout);
    extraction.document = prose::document(&text, &layout, &extraction.people);
    let agency = extraction.document.issuer.as_deref();
    let agency = agency.filter(|_| extraction.document.kind == Kind::Brochure);
    extraction.organizations = prose::organizations(&text, &layout, agency);
    extraction.citations = prose::citations(&text, &layout, extraction.document.title.as_deref());
    extraction.directives = prose::directives(&text, &layout, &outline);
    extraction.sections = outline.sections;
    extraction.notes = prose::notes(&text, &layout);
    extraction.statistics = prose::statistics(&text, &layout);
    let document = extraction.document.clone();
    let reading = Reading::new(&text, &document);
    let mut draft = Draft::new(reading.amounts.len());
    for rule in RULES {
        (rule.apply)(&reading, &mut draft);
    }
    audit::finish(&reading, draft, &mut extraction);
    extraction
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    bytes.iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]).collect()
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
