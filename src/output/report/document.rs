//! One document: its text with the places of its records, and the records.

use serde::Serialize;

use super::lines::{At, Line, Mark, Quote, cut, quoted};
#[cfg(feature = "pdf")]
use super::picture::Picture;
use super::records::{Record, records};
use super::{Language, NoSource};
use crate::model::Extraction;
use crate::output::word;
use crate::text::Text;

/// The source of a document as far as it is at hand.
#[derive(Clone, Copy, Debug)]
pub enum Shown<'a> {
    /// Its text.
    Text(&'a Text),
    /// Why it is not shown.
    Nothing(&'a NoSource),
}

/// A document as the page shows it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Document {
    stem: String,
    path: String,
    title: String,
    /// Key of a word, and what it says of the document.
    facts: Vec<(&'static str, String)>,
    /// Key of a word that says why only quotes are shown, and the reason.
    why: Option<(&'static str, String)>,
    text: Vec<Line>,
    #[cfg(feature = "pdf")]
    pictures: Vec<Picture>,
    /// Whether pictures of its pages were left out.
    no_pictures: bool,
    records: Vec<Record>,
}

impl Document {
    pub(super) fn new(
        stem: &str,
        extraction: &Extraction,
        shown: Shown,
        language: Language,
    ) -> Document {
        let found = records(extraction, language);
        let mut records = found.records;
        let (lines, places) = placed(shown, &found.quotes);
        for ((quote, is_label), at) in found.quotes.iter().zip(&found.labels).zip(places) {
            if let Some(record) = records.get_mut(quote.record as usize) {
                let place = if *is_label { &mut record.label } else { &mut record.at };
                *place = at;
            }
        }
        let source = &extraction.source;
        Document {
            stem: stem.to_owned(),
            path: source.path.clone(),
            title: extraction.document.title.clone().unwrap_or_else(|| stem.to_owned()),
            facts: facts(extraction, language),
            why: match shown {
                Shown::Text(_) => None,
                Shown::Nothing(why) => Some(why.words()),
            },
            text: lines,
            #[cfg(feature = "pdf")]
            pictures: Vec::new(),
            no_pictures: false,
            records,
        }
    }

    pub(super) fn stem(&self) -> &str {
        &self.stem
    }

    /// The same with pictures of its pages.
    #[cfg(feature = "pdf")]
    pub(super) fn with_pictures(self, pictures: Vec<Picture>) -> Document {
        Document { pictures, ..self }
    }

    /// The same, and says that the pictures of its pages are left out.
    #[cfg(feature = "pdf")]
    pub(super) fn without_pictures(self) -> Document {
        Document { no_pictures: true, ..self }
    }
}

/// The lines of the source, or those that are quoted, and where each quote stands in them.
fn placed(shown: Shown, quotes: &[Quote]) -> (Vec<Line>, Vec<Option<At>>) {
    let Shown::Text(text) = shown else { return quoted(quotes) };
    let marks: Vec<Option<Mark>> = quotes.iter().map(|q| q.mark(text)).collect();
    let found: Vec<Mark> = marks.iter().flatten().cloned().collect();
    let (lines, places) = cut(text, &found);
    let mut places = places.into_iter();
    let each = marks.iter().map(|m| m.as_ref().and_then(|_| places.next().flatten()));
    (lines, each.collect())
}

fn facts(extraction: &Extraction, language: Language) -> Vec<(&'static str, String)> {
    let (source, document) = (&extraction.source, &extraction.document);
    let coverage = extraction.coverage;
    let mut facts = vec![
        ("path", source.path.clone()),
        ("kind", language.word(&format!("kind.{}", word(document.kind)))),
    ];
    let mut known = |key, value: Option<String>| facts.extend(value.map(|v| (key, v)));
    known("year", document.fiscal_year.map(|y| y.to_string()));
    known("field.era_year", document.era_year.clone());
    known("stage", Some(language.word(&format!("stage.{}", word(document.stage)))));
    known("field.issuer", document.issuer.clone());
    known("field.issued_on", document.issued_on.clone());
    known("amounts", Some(coverage.amounts.to_string()));
    known("claimed", Some(coverage.claimed.to_string()));
    known("unclaimed", Some(coverage.unclaimed.to_string()));
    known("ambiguous", Some(coverage.ambiguous.to_string()));
    known("field.pages", Some(source.pages.to_string()));
    known("field.bytes", Some(source.bytes.to_string()));
    known("field.encoding", source.encoding.clone());
    known("field.producer", source.producer.clone());
    known("field.sha256", Some(source.sha256.clone()));
    facts
}
