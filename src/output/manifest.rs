//! The manifest of a run: what became of each input.

use serde::{Deserialize, Serialize};

use crate::model::{CheckStatus, Coverage, Extraction, Kind, Severity};
use crate::review::diff::Input;

/// What became of one input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Read.
    Ok,
    /// Read, but a part of it could not be: see the document's diagnostics.
    Partial,
    /// Not read: there are no records of it.
    Failed,
}

/// How many records of each kind a document gave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each is the length of the list of the same name")]
pub struct Counts {
    pub sections: u64,
    pub line_items: u64,
    pub programs: u64,
    pub statistics: u64,
    pub people: u64,
    pub organizations: u64,
    pub citations: u64,
    pub directives: u64,
    pub notes: u64,
    pub unclaimed_amounts: u64,
    pub diagnostics: u64,
}

impl Counts {
    /// All records: everything but unclaimed amounts and diagnostics.
    pub fn records(&self) -> u64 {
        self.sections
            + self.line_items
            + self.programs
            + self.statistics
            + self.people
            + self.organizations
            + self.citations
            + self.directives
            + self.notes
    }
}

/// How the document's own arithmetic came out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckCounts {
    /// Both sides are equal.
    pub holds: u64,
    /// They differ by no more than rounding explains.
    pub holds_within_rounding: u64,
    /// They differ by more.
    pub fails: u64,
    /// A side is not known in full.
    pub incomplete: u64,
}

/// One input of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Path as given; of an absolute one only the part from the given file or folder on.
    pub path: String,
    /// The stem of `<stem>.json` and the `document` of the line items; null if nothing was written.
    pub document: Option<String>,
    /// SHA-256 of the bytes in hexadecimal; null if they could not be read.
    pub sha256: Option<String>,
    /// Size in bytes; null if they could not be read.
    pub bytes: Option<u64>,
    /// What became of it.
    pub status: Status,
    /// For `failed` and `partial`: a sentence that names the file and the reason.
    pub error: Option<String>,
    /// What kind of document it is.
    pub kind: Option<Kind>,
    /// The Western fiscal year it is about.
    pub fiscal_year: Option<i32>,
    /// How many records it gave.
    pub counts: Counts,
    /// How its arithmetic came out.
    pub checks: CheckCounts,
    /// Its amounts accounted for.
    pub coverage: Coverage,
}

impl Entry {
    /// The entry of an input that was not read.
    pub fn failed(path: &str, error: String) -> Entry {
        Entry {
            path: path.to_owned(),
            document: None,
            sha256: None,
            bytes: None,
            status: Status::Failed,
            error: Some(error),
            kind: None,
            fiscal_year: None,
            counts: Counts::default(),
            checks: CheckCounts::default(),
            coverage: Coverage::default(),
        }
    }

    /// The entry of an input whose records are in `<document>.json`.
    pub fn read(document: &str, extraction: &Extraction) -> Entry {
        let source = &extraction.source;
        let error = errors_of(extraction);
        Entry {
            path: source.path.clone(),
            document: Some(document.to_owned()),
            sha256: Some(source.sha256.clone()),
            bytes: Some(source.bytes),
            status: if error.is_some() { Status::Partial } else { Status::Ok },
            error,
            kind: Some(extraction.document.kind),
            fiscal_year: extraction.document.fiscal_year,
            counts: counts_of(extraction),
            checks: checks_of(extraction),
            coverage: extraction.coverage,
        }
    }
}

impl<'e> From<&'e Entry> for Input<'e> {
    fn from(entry: &'e Entry) -> Input<'e> {
        Input {
            path: &entry.path,
            stem: entry.document.as_deref(),
            sha256: entry.sha256.as_deref(),
            error: entry.error.as_deref(),
        }
    }
}

/// All inputs of a run, in the order in which they were found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the program that wrote it.
    pub yosan: String,
    /// False if the run was interrupted: then only finished inputs are listed.
    pub complete: bool,
    /// One entry per input.
    pub files: Vec<Entry>,
}

impl Manifest {
    /// The manifest of these inputs.
    pub fn new(complete: bool, files: Vec<Entry>) -> Manifest {
        Manifest { yosan: env!("CARGO_PKG_VERSION").to_owned(), complete, files }
    }
}

/// The first error among the diagnostics, and how many more there are.
fn errors_of(extraction: &Extraction) -> Option<String> {
    let mut errors = extraction.diagnostics.iter().filter(|d| d.severity == Severity::Error);
    let first = errors.next()?;
    let mut sentence = format!("{}: {}", extraction.source.path, first.message);
    if let Some(place) = &first.evidence {
        sentence += &format!(" (line {})", place.line);
    }
    match errors.count() {
        0 => {}
        more => sentence += &format!("; {more} more in its diagnostics"),
    }
    Some(sentence)
}

fn counts_of(extraction: &Extraction) -> Counts {
    Counts {
        sections: extraction.sections.len() as u64,
        line_items: extraction.line_items.len() as u64,
        programs: extraction.programs.len() as u64,
        statistics: extraction.statistics.len() as u64,
        people: extraction.people.len() as u64,
        organizations: extraction.organizations.len() as u64,
        citations: extraction.citations.len() as u64,
        directives: extraction.directives.len() as u64,
        notes: extraction.notes.len() as u64,
        unclaimed_amounts: extraction.unclaimed_amounts.len() as u64,
        diagnostics: extraction.diagnostics.len() as u64,
    }
}

fn checks_of(extraction: &Extraction) -> CheckCounts {
    let mut counts = CheckCounts::default();
    for check in &extraction.checks {
        match check.status {
            CheckStatus::Holds => counts.holds += 1,
            CheckStatus::HoldsWithinRounding => counts.holds_within_rounding += 1,
            CheckStatus::Fails => counts.fails += 1,
            CheckStatus::Incomplete => counts.incomplete += 1,
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::{Entry, Status};
    use crate::model::{Diagnostic, Extraction, Severity, Span};

    fn with(severities: &[Severity]) -> Entry {
        let mut extraction = Extraction::default();
        extraction.source.path = "a.txt".to_owned();
        for (i, &severity) in severities.iter().enumerate() {
            extraction.diagnostics.push(Diagnostic {
                severity,
                code: "c".to_owned(),
                message: format!("trouble {i}"),
                evidence: Some(Span { line: 7, ..Span::default() }),
            });
        }
        Entry::read("a", &extraction)
    }

    #[test]
    fn an_error_makes_a_document_partial_and_a_warning_does_not() {
        assert_eq!(with(&[]).status, Status::Ok);
        assert_eq!(with(&[Severity::Warning]).status, Status::Ok);
        assert_eq!(with(&[Severity::Warning]).error, None);
        let partial = with(&[Severity::Warning, Severity::Error]);
        assert_eq!(partial.status, Status::Partial);
        assert_eq!(partial.error.unwrap(), "a.txt: trouble 1 (line 7)");
        assert_eq!(
            with(&[Severity::Error, Severity::Error]).error.unwrap(),
            "a.txt: trouble 0 (line 7); 1 more in its diagnostics"
        );
    }
}
