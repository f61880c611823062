//! A report for people: one HTML page that asks for nothing from anywhere.
//!
//! The overview is plain HTML with pictures in SVG. Each document is data, which the page's
//! script lists beside the text when the document is opened, so that a report with many records
//! opens at once. Everything from a document passes through the template engine, which escapes
//! it; the page's content security policy (CSP Level 3) lets nothing run but its own script.

mod charts;
mod document;
mod equation;
mod figure;
mod lines;
mod overview;
#[cfg(feature = "pdf")]
mod picture;
mod records;
mod words;

use std::io::{self, Write};

use data_encoding::BASE64;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value, context};
use sha2::{Digest, Sha256};

use super::Manifest;
use crate::model::Extraction;
use document::Document;

pub use document::Shown;
pub use overview::{Overview, has_findings};
#[cfg(feature = "pdf")]
pub use picture::Picture;
pub use words::Language;

const PAGE: &str = include_str!("page.html");
const DOCUMENT: &str = include_str!("document.html");
const STYLE: &str = include_str!("report.css");
const SCRIPT: &str = include_str!("report.js");

/// Why the text of a source is not shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoSource {
    /// It was not found.
    Missing,
    /// It is not the file that was read.
    Changed,
    /// It cannot be opened: the reason.
    Unreadable(String),
    /// It came from standard input.
    StandardInput,
}

impl NoSource {
    /// The key of the word that says so, and the reason.
    fn words(&self) -> (&'static str, String) {
        match self {
            NoSource::Missing => ("why.missing", String::new()),
            NoSource::Changed => ("why.changed", String::new()),
            NoSource::Unreadable(reason) => ("why.unreadable", reason.clone()),
            NoSource::StandardInput => ("why.stdin", String::new()),
        }
    }
}

/// One document, ready to be put into a page.
#[derive(Clone, Debug)]
pub struct Detail {
    stem: String,
    html: String,
}

impl Detail {
    /// Its size in bytes within the page.
    pub fn size(&self) -> usize {
        self.html.len()
    }
}

/// The templates in one language.
#[derive(Debug)]
pub struct Report {
    language: Language,
    environment: Environment<'static>,
}

impl Report {
    /// A report in `language`.
    pub fn new(language: Language) -> Report {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        debug_assert!(syntax.is_ok(), "{syntax:?}");
        environment.set_syntax(syntax.unwrap_or_default());
        environment.add_function("w", move |key: &str, put: Option<Value>| {
            word_of(language, key, put.as_ref())
        });
        environment.add_function("agency", move |name: &str| agency(language, name));
        for (name, source) in [("page.html", PAGE), ("document.html", DOCUMENT)] {
            let added = environment.add_template(name, source);
            debug_assert!(added.is_ok(), "{added:?}");
        }
        Report { language, environment }
    }

    /// An empty overview in the same language.
    pub fn overview(&self) -> Overview {
        Overview::new(self.language)
    }

    /// Makes a document ready: its records, and its text as far as it is at hand.
    ///
    /// # Errors
    /// Only if the document cannot be written as JSON.
    pub fn detail(&self, stem: &str, extraction: &Extraction, shown: Shown) -> io::Result<Detail> {
        self.ready(Document::new(stem, extraction, shown, self.language))
    }

    /// The same with the pictures of its pages; or, with none, and a word that they are left out.
    ///
    /// # Errors
    /// As [`Report::detail`].
    #[cfg(feature = "pdf")]
    pub fn detail_with_pictures(
        &self,
        stem: &str,
        extraction: &Extraction,
        shown: Shown,
        pictures: Option<Vec<Picture>>,
    ) -> io::Result<Detail> {
        let document = Document::new(stem, extraction, shown, self.language);
        self.ready(match pictures {
            Some(pictures) => document.with_pictures(pictures),
            None => document.without_pictures(),
        })
    }

    fn ready(&self, document: Document) -> io::Result<Detail> {
        let template = self.environment.get_template("document.html").map_err(failed)?;
        let stem = document.stem().to_owned();
        let html = template.render(context! { document => Serde(&document) }).map_err(failed)?;
        Ok(Detail { stem, html })
    }

    /// Writes the page. `out` is written to in small pieces: give a buffered one.
    ///
    /// # Errors
    /// Only those of `out`.
    pub fn write(
        &self,
        manifest: &Manifest,
        overview: &Overview,
        details: Vec<Detail>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut included: Vec<&str> = details.iter().map(|d| d.stem.as_str()).collect();
        included.sort_unstable();
        let view = overview.view(manifest, &|stem| included.binary_search(&stem).is_ok());
        let documents: Vec<Value> =
            details.into_iter().map(|d| Value::from_safe_string(d.html)).collect();
        let page = context! {
            language => self.language.tag(),
            words => Serde(self.language.words()),
            style => Value::from_safe_string(STYLE.to_owned()),
            script => Value::from_safe_string(SCRIPT.to_owned()),
            style_hash => hash(STYLE),
            script_hash => hash(SCRIPT),
            overview => Serde(&view),
            details => documents,
        };
        let template = self.environment.get_template("page.html").map_err(failed)?;
        template.render_captured_to(page, out).map(drop).map_err(failed)
    }
}

/// The words for `key`; `put` goes where they have a blank, or its entries where they have several.
fn word_of(language: Language, key: &str, put: Option<&Value>) -> Result<String, Error> {
    let word = language.find(key).ok_or_else(|| {
        Error::new(ErrorKind::InvalidOperation, format!("there is no word {key}"))
    })?;
    let Some(put) = put else { return Ok(word.to_owned()) };
    let mut text = String::new();
    let mut rest = word;
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(b, a)| Some((b, a.split_once('}')?)))
    {
        let value = put.get_attr(name).ok().filter(|v| !v.is_undefined());
        text += before;
        text += &value.as_ref().unwrap_or(put).to_string();
        rest = after;
    }
    Ok(text + rest)
}

/// The name of an agency in words.
fn agency(language: Language, name: &str) -> String {
    language.find(&format!("agency.{name}")).unwrap_or(name).to_owned()
}

/// A hash source of a content security policy (CSP Level 3, section 2.3.1).
fn hash(text: &str) -> String {
    format!("'sha256-{}'", BASE64.encode(&Sha256::digest(text.as_bytes())))
}

fn failed(error: Error) -> io::Error {
    match std::error::Error::source(&error).and_then(|e| e.downcast_ref::<io::Error>()) {
        Some(cause) => io::Error::new(cause.kind(), cause.to_string()),
        None => io::Error::other(error),
    }
}

#[cfg(test)]
mod tests;
