//! Exact, auditable, structured data from Japanese government budget documents.
//!
//! A source travels one way: [`source`] decodes its bytes, [`text`] normalizes
//! the characters and keeps the way back to them, [`layout`] finds labels,
//! blocks and tables, the rules of [`rules`] make records of them with the small
//! grammars of [`notation`], [`audit`] works the document's own arithmetic out
//! again, and [`output`] writes the [`model`] down.

pub mod audit;
pub mod layout;
pub mod model;
pub mod notation;
pub mod output;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod review;
pub mod rules;
pub mod source;
pub mod text;

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod run;

mod extract;
mod open;

pub use extract::{extract, records};
pub use model::Extraction;
#[cfg(feature = "pdf")]
pub use open::open_pages;
pub use open::{OpenError, Opened, Options, is_pdf, open};
