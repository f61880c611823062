//! The record model: what is known of one source, as plain data.
//!
//! The names of these types' fields are the public interface of every output
//! format, and the JSON Schema is generated from them. Nothing here computes.

mod amount;
mod check;
mod document;
mod evidence;
mod record;

pub use amount::{Certainty, Count, Flag, Flow, Level, LineItem, Measure, Stage};
pub use check::{Check, CheckKind, CheckStatus};
pub use document::{Coverage, Diagnostic, Document, Extraction, Kind, Severity, Source, Unclaimed};
pub use evidence::{Evidence, Span};
pub use record::{Citation, Directive, Note, Organization, Person, Program, Section, Statistic};
