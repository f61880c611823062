//! A PDF, page by page, to text with places; glyphs are kept no longer than their page is read.

use super::{Opened, Options};
use crate::model::{Diagnostic, Severity, Source, Span};
use crate::pdf::layout::{PageLayout, Running, layout};
use crate::pdf::{self, Budget, Page, PdfError, ProblemCode};
use crate::text::Text;

/// Reads a PDF and shows each page to `each`.
pub(super) fn open(
    bytes: &[u8],
    options: Options,
    each: &mut dyn FnMut(&Page, &PageLayout),
) -> Result<Opened, PdfError> {
    let mut texts = Vec::new();
    let mut running = Running::default();
    let mut diagnostics = Vec::new();
    let info = pdf::pages(bytes, options.password, &Budget::default(), |page| {
        let laid = layout(&page);
        each(&page, &laid);
        let text = laid.page_text();
        running.add(&laid, &text);
        texts.push(text.placed(&page));
        diagnostics.extend(problems(&page));
    })?;
    for (text, asides) in texts.iter_mut().zip(running.lines()) {
        text.asides = asides;
    }
    let text = Text::from_pages(texts);
    for place in diagnostics.iter_mut().filter_map(|d| d.evidence.as_mut()) {
        let first = text.lines().partition_point(|l| l.page < place.page);
        place.line = text.lines().get(first).map_or(0, |l| l.number);
    }
    let about = |severity, code: &str, message: String| Diagnostic {
        severity,
        code: code.to_owned(),
        message,
        evidence: None,
    };
    let repaired = info.repaired.iter();
    diagnostics.extend(repaired.map(|what| about(Severity::Warning, "repaired", what.to_owned())));
    diagnostics.extend(info.partial.map(|why| about(Severity::Error, "partial", why)));
    Ok(Opened {
        text,
        source: Source {
            media_type: "application/pdf".to_owned(),
            producer: info.producer,
            title: info.title,
            encrypted: Some(info.encrypted),
            repaired: info.repaired,
            ..Source::default()
        },
        diagnostics,
    })
}

fn problems(page: &Page) -> impl Iterator<Item = Diagnostic> + '_ {
    page.problems.iter().map(|problem| Diagnostic {
        severity: severity(problem.code),
        code: problem.code.as_str().to_owned(),
        message: format!("page {}: {}", page.number, problem.message),
        evidence: Some(Span {
            page: page.number,
            bbox: Some([0.0, 0.0, page.width, page.height]),
            ..Span::default()
        }),
    })
}

/// What may have cost characters is an error, so that the document is `partial`.
fn severity(code: ProblemCode) -> Severity {
    match code {
        ProblemCode::Unmappable
        | ProblemCode::NeedsOcr
        | ProblemCode::DamagedStream
        | ProblemCode::DamagedFont
        | ProblemCode::Budget => Severity::Error,
        ProblemCode::DoubleStrike | ProblemCode::DamagedContent | ProblemCode::FormLoop => {
            Severity::Warning
        }
    }
}
