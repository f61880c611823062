//! What of a run a reviewer should look at, the gravest first.

use serde::Serialize;

use super::arithmetic::{Arithmetic, Items};
use super::place::Place;
use crate::model::{Certainty, CheckStatus, Extraction, LineItem, Severity};

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Gravity {
    /// The document contradicts itself, was misread, or was not read at all.
    Error,
    /// Something is left open, left out or read with care only.
    Warning,
    /// Something could not be checked.
    Notice,
}

/// One thing to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How grave it is.
    pub gravity: Gravity,
    /// Where it is; null if it is about the whole document.
    pub place: Option<Place>,
    /// What it is.
    #[serde(flatten)]
    pub what: What,
}

/// The sorts of findings, each graver than the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum What {
    /// There are no records of a file.
    NotRead {
        /// A sentence that names the file and the reason.
        reason: String,
    },
    /// Figures do not come out.
    CheckFails {
        /// The check written out.
        check: Box<Arithmetic>,
    },
    /// A part of the document could not be read.
    ReadInPart {
        /// A stable name.
        code: String,
        /// A sentence.
        message: String,
    },
    /// An amount may belong to several items.
    Ambiguous {
        /// The id of the line item.
        id: String,
        /// The printed figure.
        text: String,
        /// What stands above it in the hierarchy, or its best name.
        name: String,
        /// The items that it may belong to, the likeliest first.
        candidates: Vec<String>,
    },
    /// An amount is in no line item.
    Unclaimed {
        /// The printed figure.
        text: String,
        /// Why.
        reason: String,
    },
    /// Something that a reader of the records should know.
    Diagnostic {
        /// A stable name.
        code: String,
        /// A sentence.
        message: String,
    },
    /// A figure of a check is not known.
    CheckIncomplete {
        /// The check written out.
        check: Box<Arithmetic>,
    },
}

impl What {
    /// The place of its sort among all, the gravest first.
    fn rank(&self) -> u8 {
        match self {
            What::NotRead { .. } => 0,
            What::CheckFails { .. } => 1,
            What::ReadInPart { .. } => 2,
            What::Ambiguous { .. } => 3,
            What::Unclaimed { .. } => 4,
            What::Diagnostic { .. } => 5,
            What::CheckIncomplete { .. } => 6,
        }
    }
}

impl Finding {
    /// That a file could not be read, for this `reason`.
    pub fn not_read(reason: &str) -> Finding {
        Finding::new(None, What::NotRead { reason: reason.to_owned() })
    }

    fn new(place: Option<Place>, what: What) -> Finding {
        let gravity = match what {
            What::NotRead { .. } | What::CheckFails { .. } => Gravity::Error,
            What::CheckIncomplete { .. } => Gravity::Notice,
            _ => Gravity::Warning,
        };
        Finding { gravity, place, what }
    }

    /// What findings are sorted by: small is grave, and then first in its document.
    pub fn order(&self) -> (Gravity, u8, Option<Place>) {
        (self.gravity, self.what.rank(), self.place)
    }
}

/// All findings of a document.
pub fn findings(records: &Extraction) -> Vec<Finding> {
    let items = Items::new(&records.line_items);
    let mut found: Vec<Finding> = Vec::new();
    for check in &records.checks {
        let written = || Box::new(items.arithmetic(check));
        let what = match check.status {
            CheckStatus::Fails => What::CheckFails { check: written() },
            CheckStatus::Incomplete => What::CheckIncomplete { check: written() },
            CheckStatus::Holds | CheckStatus::HoldsWithinRounding => continue,
        };
        let place = items.get(&check.of).map(|item| Place::from(&item.evidence));
        found.push(Finding::new(place, what));
    }
    found.extend(
        records.line_items.iter().filter(|i| i.certainty == Certainty::Ambiguous).map(ambiguous),
    );
    for amount in &records.unclaimed_amounts {
        let text = amount.evidence.text.clone();
        let what = What::Unclaimed { text, reason: amount.reason.clone() };
        found.push(Finding::new(Some(Place::from(&amount.evidence)), what));
    }
    for diagnostic in &records.diagnostics {
        let (code, message) = (diagnostic.code.clone(), diagnostic.message.clone());
        let what = match diagnostic.severity {
            Severity::Error => What::ReadInPart { code, message },
            Severity::Warning => What::Diagnostic { code, message },
        };
        found.push(Finding::new(diagnostic.evidence.as_ref().map(Place::from), what));
    }
    found.sort_by_key(Finding::order);
    found
}

fn ambiguous(item: &LineItem) -> Finding {
    let what = What::Ambiguous {
        id: item.id.clone(),
        text: item.evidence.text.clone(),
        name: item.name.clone(),
        candidates: item.candidates.clone(),
    };
    Finding::new(Some(Place::from(&item.evidence)), what)
}

/// How many findings there are of each gravity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Inputs that were looked at.
    pub documents: u64,
    /// Findings that are errors.
    pub errors: u64,
    /// Findings that are warnings.
    pub warnings: u64,
    /// Findings that are notices.
    pub notices: u64,
}

impl Tally {
    /// Counts the findings of one more document.
    pub fn add(&mut self, findings: &[Finding]) {
        self.documents += 1;
        for finding in findings {
            match finding.gravity {
                Gravity::Error => self.errors += 1,
                Gravity::Warning => self.warnings += 1,
                Gravity::Notice => self.notices += 1,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Finding, Gravity, Tally, findings};
    use crate::model::{Diagnostic, Evidence, Extraction, Severity, Span, Unclaimed};

    fn kinds(records: &Extraction) -> Vec<String> {
        let kind = |finding: &Finding| {
            let json = serde_json::to_value(finding).unwrap();
            let line = finding.place.and_then(|p| p.line).unwrap_or(0);
            format!(
                "{} {} {line}",
                json["gravity"].as_str().unwrap(),
                json["kind"].as_str().unwrap()
            )
        };
        findings(records).iter().map(kind).collect()
    }

    #[test]
    fn the_gravest_is_first_and_then_what_stands_first() {
        let diagnostic = |severity| Diagnostic {
            severity,
            code: "c".into(),
            message: "m".into(),
            evidence: Some(Span { page: 1, line: 9, ..Span::default() }),
        };
        let unclaimed = |line| Unclaimed {
            reason: "r".into(),
            yen: None,
            amounts: 1,
            evidence: Evidence { page: 1, line, ..Evidence::default() },
        };
        let records = Extraction {
            diagnostics: vec![diagnostic(Severity::Warning), diagnostic(Severity::Error)],
            unclaimed_amounts: vec![unclaimed(7), unclaimed(3)],
            ..Extraction::default()
        };
        assert_eq!(
            kinds(&records),
            [
                "warning read_in_part 9",
                "warning unclaimed 3",
                "warning unclaimed 7",
                "warning diagnostic 9",
            ]
        );
        assert!(kinds(&Extraction::default()).is_empty());
    }

    #[test]
    fn findings_are_counted() {
        let mut tally = Tally::default();
        tally.add(&[Finding::not_read("no")]);
        tally.add(&[]);
        assert_eq!((tally.documents, tally.errors, tally.warnings), (2, 1, 0));
        assert_eq!(Finding::not_read("no").gravity, Gravity::Error);
    }
}
