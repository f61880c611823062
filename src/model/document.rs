//! One source and everything that was read from it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Check, Citation, Directive, Evidence, LineItem, Note, Organization, Person, Program, Section,
    Span, Stage, Statistic,
};

/// What kind of document a source is.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 予算のポイント
    DecisionPoints,
    /// 概算要求のポイント
    RequestPoints,
    /// 資源配分方針 and other policies on what a budget is to be spent for.
    AllocationPolicy,
    /// An agency's brochure.
    Brochure,
    /// Any other document.
    #[default]
    Generic,
}

/// The file that was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// Relative path, as given.
    pub path: String,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
    /// `text/plain` or `application/pdf`.
    pub media_type: String,
    /// The character encoding that was detected or demanded; null for PDF.
    pub encoding: Option<String>,
    /// Number of pages; a text without form feeds is one page.
    pub pages: u32,
    /// The program that wrote the PDF.
    pub producer: Option<String>,
    /// The title in the PDF's information dictionary.
    pub title: Option<String>,
    /// Whether the PDF was encrypted; null for text.
    pub encrypted: Option<bool>,
    /// What of the PDF was damaged and could be mended, one sentence each.
    pub repaired: Vec<String>,
}

/// What the source says of itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// The title as printed.
    pub title: Option<String>,
    /// What kind of document it is.
    pub kind: Kind,
    /// Western fiscal year the document is about.
    pub fiscal_year: Option<i32>,
    /// That year as printed, e.g. `令和2年度`.
    pub era_year: Option<String>,
    /// Place in the budget cycle of the document's own figures.
    pub stage: Stage,
    /// Who issued it.
    pub issuer: Option<String>,
    /// ISO 8601 date of issue.
    pub issued_on: Option<String>,
}

/// An amount of the source that is in no line item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Unclaimed {
    /// Why no line item was made of it.
    pub reason: String,
    /// Exact yen, where the notation alone settles it.
    pub yen: Option<i64>,
    /// How many printed amounts this stands for (two for a range).
    pub amounts: u32,
    /// Where it stands.
    pub evidence: Evidence,
}

/// How many of the source's amounts are accounted for, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Coverage {
    /// Amounts found in the source.
    pub amounts: u32,
    /// Those in line items.
    pub claimed: u32,
    /// Those in `unclaimed_amounts`.
    pub unclaimed: u32,
    /// Those among the claimed whose item is ambiguous.
    pub ambiguous: u32,
}

/// How grave a diagnostic is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The records are whole, but a reader should know.
    Warning,
    /// Something could not be read.
    Error,
}

/// Something a reader of the records should know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Diagnostic {
    /// How grave it is.
    pub severity: Severity,
    /// A stable name: `undecodable_bytes`, `unknown_layout` …
    pub code: String,
    /// A sentence.
    pub message: String,
    /// Where it is.
    pub evidence: Option<Span>,
}

/// Everything that was read from one source.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Extraction {
    /// The file.
    pub source: Source,
    /// What it says of itself.
    pub document: Document,
    /// The tree of headings.
    pub sections: Vec<Section>,
    /// One amount each.
    pub line_items: Vec<LineItem>,
    /// Programmes (事業).
    pub programs: Vec<Program>,
    /// Labelled numbers that are not money.
    pub statistics: Vec<Statistic>,
    /// People with role and affiliation.
    pub people: Vec<Person>,
    /// Offices, departments, partners.
    pub organizations: Vec<Organization>,
    /// Laws, plans and decisions that the text cites.
    pub citations: Vec<Citation>,
    /// Paragraphs that say what one fiscal year will do.
    pub directives: Vec<Directive>,
    /// ※, ▶ and (注) remarks.
    pub notes: Vec<Note>,
    /// Amounts that are in no line item.
    pub unclaimed_amounts: Vec<Unclaimed>,
    /// The document's own arithmetic.
    pub checks: Vec<Check>,
    /// Amounts accounted for.
    pub coverage: Coverage,
    /// What a reader of the records should know.
    pub diagnostics: Vec<Diagnostic>,
}
