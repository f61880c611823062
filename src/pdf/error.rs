//! What can be wrong with a PDF file or a page of it.

use std::fmt;

/// Why nothing of a file can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PdfError {
    /// The file is no PDF.
    NotPdf {
        /// What it seems to be, as a noun with its article, if that can be told.
        looks_like: Option<&'static str>,
    },
    /// The file is encrypted and the empty password does not open it.
    PasswordNeeded,
    /// The file is encrypted and the given password does not open it.
    WrongPassword,
    /// The file is encrypted in a way that is not supported.
    UnsupportedEncryption,
    /// The file has no pages.
    NoPages,
    /// The file's objects cannot be found.
    Damaged(String),
}

impl fmt::Display for PdfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PdfError::NotPdf { looks_like: None } => f.write_str("this is no PDF document"),
            PdfError::NotPdf { looks_like: Some(kind) } => {
                write!(f, "this is no PDF document but {kind}")
            }
            PdfError::PasswordNeeded => {
                f.write_str("the document is encrypted and needs a password")
            }
            PdfError::WrongPassword => {
                f.write_str("the document is encrypted and the password does not open it")
            }
            PdfError::UnsupportedEncryption => {
                f.write_str("the document is encrypted in a way that is not supported")
            }
            PdfError::NoPages => f.write_str("the document has no pages"),
            PdfError::Damaged(reason) => write!(f, "the document is damaged: {reason}"),
        }
    }
}

impl std::error::Error for PdfError {}

/// Something on a page that could not be read, or not surely.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What kind of problem it is.
    pub code: ProblemCode,
    /// A sentence for a reader of the document.
    pub message: String,
}

/// Kinds of [`Problem`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ProblemCode {
    /// Glyphs whose characters the file does not say.
    Unmappable,
    /// The page has pictures or glyphs, but no readable text.
    NeedsOcr,
    /// Glyphs struck twice for bold, of which one was dropped.
    DoubleStrike,
    /// A stream that cannot be decoded, or only in part.
    DamagedStream,
    /// Content that is no operator, or operators without their operands.
    DamagedContent,
    /// A font that is missing or damaged.
    DamagedFont,
    /// A form XObject that contains itself, or forms nested too deeply.
    FormLoop,
    /// A budget ran out on this page.
    Budget,
}

impl ProblemCode {
    /// The name that stands in the output.
    pub fn as_str(self) -> &'static str {
        match self {
            ProblemCode::Unmappable => "unmappable",
            ProblemCode::NeedsOcr => "needs_ocr",
            ProblemCode::DoubleStrike => "double_strike",
            ProblemCode::DamagedStream => "damaged_stream",
            ProblemCode::DamagedContent => "damaged_content",
            ProblemCode::DamagedFont => "damaged_font",
            ProblemCode::FormLoop => "form_loop",
            ProblemCode::Budget => "budget",
        }
    }
}
