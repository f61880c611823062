//! Where a reviewer finds what is said.

use serde::Serialize;

use crate::model::{Evidence, Span};

/// A place in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// The page, counted from 1.
    pub page: u32,
    /// The line of a text, counted from 1; null in a PDF, which has no lines to go to.
    pub line: Option<u32>,
}

impl From<&Evidence> for Place {
    fn from(evidence: &Evidence) -> Place {
        let line = evidence.bbox.is_none().then_some(evidence.line);
        Place { page: evidence.page, line }
    }
}

impl From<&Span> for Place {
    fn from(span: &Span) -> Place {
        Place { page: span.page, line: span.bbox.is_none().then_some(span.line) }
    }
}
