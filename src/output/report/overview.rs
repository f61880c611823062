//! What the report says of all documents together.

use std::collections::BTreeMap;

use serde::Serialize;

use super::charts::{Chart, Figures};
use super::equation::{Equation, equation};
use super::records::gravity;
use super::{Language, figure};
use crate::model::{Certainty, Coverage, Extraction, LineItem};
use crate::output::{CheckCounts, Entry, Manifest, Status, word};

/// So many checks, and so many ambiguous amounts, the overview writes out.
const MAX_LISTED: usize = 200;

/// What the report says of all documents together. Documents are added one by one, and only
/// what the overview shows of them is kept.
#[derive(Clone, Debug)]
pub struct Overview {
    language: Language,
    rows: Vec<DocumentRow>,
    not_read: Vec<(String, String)>,
    coverage: Coverage,
    checks: CheckCounts,
    /// Of each outcome, the gravest first.
    listed_checks: [Vec<ListedCheck>; 4],
    ambiguous: Vec<ListedAmount>,
    ambiguous_items: usize,
    figures: Figures,
}

/// A document in the table of all documents.
#[derive(Clone, Debug, Serialize)]
struct DocumentRow {
    stem: String,
    path: String,
    /// A link to the source from where the report stands.
    link: Option<String>,
    title: String,
    kind: Option<String>,
    year: Option<i32>,
    stage: String,
    status: String,
    records: u64,
    coverage: Coverage,
    holding: u64,
    failing: u64,
    incomplete: u64,
}

#[derive(Clone, Debug, Serialize)]
struct ListedCheck {
    stem: String,
    id: String,
    #[serde(flatten)]
    equation: Equation,
}

#[derive(Clone, Debug, Serialize)]
struct ListedAmount {
    stem: String,
    id: String,
    figure: Option<String>,
    candidates: Vec<String>,
    line: u32,
}

impl Overview {
    /// Of no document yet.
    pub fn new(language: Language) -> Overview {
        Overview {
            language,
            rows: Vec::new(),
            not_read: Vec::new(),
            coverage: Coverage::default(),
            checks: CheckCounts::default(),
            listed_checks: Default::default(),
            ambiguous: Vec::new(),
            ambiguous_items: 0,
            figures: Figures::default(),
        }
    }

    /// Adds a document. `link` leads from the report to its source.
    pub fn add(
        &mut self,
        stem: &str,
        entry: &Entry,
        extraction: &Extraction,
        link: Option<String>,
    ) {
        let checks = entry.checks;
        self.rows.push(DocumentRow {
            stem: stem.to_owned(),
            path: entry.path.clone(),
            link,
            title: extraction.document.title.clone().unwrap_or_default(),
            kind: entry.kind.map(word),
            year: entry.fiscal_year,
            stage: word(extraction.document.stage),
            status: word(entry.status),
            records: entry.counts.records(),
            coverage: entry.coverage,
            holding: checks.holds + checks.holds_within_rounding,
            failing: checks.fails,
            incomplete: checks.incomplete,
        });
        add_coverage(&mut self.coverage, entry.coverage);
        self.checks.holds += checks.holds;
        self.checks.holds_within_rounding += checks.holds_within_rounding;
        self.checks.fails += checks.fails;
        self.checks.incomplete += checks.incomplete;
        self.list(stem, extraction);
        self.figures.add(stem, extraction);
    }

    /// Adds an input that was not read, and why.
    pub fn add_failed(&mut self, entry: &Entry) {
        self.not_read.push((entry.path.clone(), entry.error.clone().unwrap_or_default()));
    }

    fn list(&mut self, stem: &str, extraction: &Extraction) {
        let items: BTreeMap<&str, &LineItem> =
            extraction.line_items.iter().map(|i| (i.id.as_str(), i)).collect();
        for check in &extraction.checks {
            let of_outcome = &mut self.listed_checks[usize::from(3 - gravity(check.status))];
            if of_outcome.len() < MAX_LISTED {
                of_outcome.push(ListedCheck {
                    stem: stem.to_owned(),
                    id: check.of.clone(),
                    equation: equation(check, &items, self.language),
                });
            }
        }
        let ambiguous = |i: &&LineItem| i.certainty == Certainty::Ambiguous;
        for item in extraction.line_items.iter().filter(ambiguous) {
            self.ambiguous_items += 1;
            if self.ambiguous.len() < MAX_LISTED {
                self.ambiguous.push(ListedAmount {
                    stem: stem.to_owned(),
                    id: item.id.clone(),
                    figure: figure::of(item, self.language, false),
                    candidates: item.candidates.clone(),
                    line: item.evidence.line,
                });
            }
        }
    }

    /// The overview as the template shows it; `included` tells which documents can be opened.
    pub(super) fn view(&self, manifest: &Manifest, included: &dyn Fn(&str) -> bool) -> View {
        let failing_first = self.listed_checks.iter().flatten().take(MAX_LISTED);
        let CheckCounts { holds, holds_within_rounding, fails, incomplete } = self.checks;
        let documents = self.rows.iter();
        let documents =
            documents.map(|row| Row { included: included(&row.stem), row: row.clone() });
        let documents: Vec<Row> = documents.collect();
        View {
            version: manifest.yosan.clone(),
            complete: manifest.complete,
            left_out: documents.iter().filter(|d| !d.included).count(),
            documents,
            not_read: self.not_read.clone(),
            coverage: self.coverage,
            holding: holds + holds_within_rounding,
            failing: fails,
            checks: holds + holds_within_rounding + fails + incomplete,
            listed_checks: failing_first.cloned().collect(),
            ambiguous: self.ambiguous.clone(),
            ambiguous_items: self.ambiguous_items,
            charts: self.figures.charts(self.language),
        }
    }
}

/// The overview as the template shows it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct View {
    version: String,
    complete: bool,
    documents: Vec<Row>,
    left_out: usize,
    not_read: Vec<(String, String)>,
    coverage: Coverage,
    holding: u64,
    failing: u64,
    checks: u64,
    listed_checks: Vec<ListedCheck>,
    ambiguous: Vec<ListedAmount>,
    ambiguous_items: usize,
    charts: Vec<Chart>,
}

#[derive(Clone, Debug, Serialize)]
struct Row {
    included: bool,
    #[serde(flatten)]
    row: DocumentRow,
}

fn add_coverage(sum: &mut Coverage, one: Coverage) {
    sum.amounts = sum.amounts.saturating_add(one.amounts);
    sum.claimed = sum.claimed.saturating_add(one.claimed);
    sum.unclaimed = sum.unclaimed.saturating_add(one.unclaimed);
    sum.ambiguous = sum.ambiguous.saturating_add(one.ambiguous);
}

/// Whether a reader has something to look at: the contents of such documents go first.
pub fn has_findings(entry: &Entry) -> bool {
    let Coverage { unclaimed, ambiguous, .. } = entry.coverage;
    entry.status != Status::Ok || entry.checks.fails > 0 || unclaimed > 0 || ambiguous > 0
}
