//! One source, from bytes to records.

use crate::audit;
use crate::model::{Extraction, Kind};
use crate::open::{OpenError, Opened, Options, open};
use crate::rules::{self, Reading, prose};

/// Reads the records of one source. `path` is written into the result; by its ending a file
/// that claims to be a PDF is known.
///
/// # Errors
/// Only for a PDF of which nothing can be read. Otherwise what could not be read is among the
/// diagnostics.
pub fn extract(path: &str, bytes: &[u8], options: Options) -> Result<Extraction, OpenError> {
    Ok(records(open(path, bytes, options)?))
}

/// The records of a source that was opened.
pub fn records(opened: Opened) -> Extraction {
    let Opened { text, source, diagnostics } = opened;
    let mut extraction = Extraction { source, diagnostics, ..Extraction::default() };
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
    let reading = Reading::new(&text, &document, &layout.labels);
    audit::finish(&reading, rules::apply(&reading), &mut extraction);
    extraction
}
