//! What changed, as data: the JSON that `yosan diff --format json` writes.

use serde::Serialize;

use super::fields::Field;
use super::pairs::Reason;
use super::renames::Rename;
use crate::model::{
    Certainty, CheckStatus, Citation, Diagnostic, Directive, LineItem, Note, Organization, Person,
    Program, Section, Statistic, Unclaimed,
};
use crate::notation::rate::{decimals, percentage};
use crate::review::arithmetic::Arithmetic;

/// The records of one kind: what is new, what is gone, and what says something else.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Changes<T> {
    /// Records that are paired and differ.
    pub changed: Vec<Changed<T>>,
    /// Records without an old one.
    pub added: Vec<T>,
    /// Records without a new one.
    pub gone: Vec<T>,
}

/// One record, before and after.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Changed<T> {
    /// Why the two are taken for one.
    pub by: Reason,
    /// What differs. Ids of other line items are given by their names.
    pub fields: Vec<Field>,
    /// Of a line item whose figure changed: by how much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<Difference>,
    /// What it was.
    pub old: T,
    /// What it is.
    pub new: T,
}

/// By how much a figure changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The new figure less the old one, in yen.
    pub yen: i64,
    /// The same in percent of the old figure, rounded to a tenth; null if that was zero.
    pub percent: Option<String>,
}

impl Difference {
    /// Of two figures, if both are set, differ, and their difference fits.
    pub(super) fn new(old: &LineItem, new: &LineItem) -> Option<Difference> {
        let (old, new) = (old.yen?, new.yen?);
        let yen = new.checked_sub(old).filter(|yen| *yen != 0)?;
        let percent =
            (old != 0).then(|| decimals(percentage(yen.into(), i128::from(old).abs(), 1), 1));
        Some(Difference { yen, percent })
    }
}

/// What happened to a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckEvent {
    /// It fails, and did not fail before or was not there.
    Fails,
    /// It failed before and fails now, by other figures.
    FailsStill,
    /// It failed before, and holds now, cannot be decided, or is not there.
    Mended,
    /// It has other figures or parts, or came out otherwise, and fails neither time.
    Changed,
    /// There was none such.
    Added,
    /// There is none such.
    Gone,
}

/// A check that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckChange {
    /// What happened.
    pub event: CheckEvent,
    /// The check before.
    pub old: Option<Arithmetic>,
    /// The check after.
    pub new: Option<Arithmetic>,
}

impl CheckChange {
    pub(super) fn new(old: Option<Arithmetic>, new: Option<Arithmetic>) -> CheckChange {
        let fails = |side: &Option<Arithmetic>| {
            side.as_ref().is_some_and(|check| check.status == CheckStatus::Fails)
        };
        let event = match (fails(&old), fails(&new)) {
            (false, true) => CheckEvent::Fails,
            (true, true) => CheckEvent::FailsStill,
            (true, false) => CheckEvent::Mended,
            (false, false) if old.is_none() => CheckEvent::Added,
            (false, false) if new.is_none() => CheckEvent::Gone,
            (false, false) => CheckEvent::Changed,
        };
        CheckChange { event, old, new }
    }
}

/// What became of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// There was none such; all of its records are new.
    Added,
    /// There is none such; all of its records are gone.
    Gone,
    /// The same bytes under another name.
    Renamed,
    /// It says something else, or is read otherwise.
    Changed,
}

/// One document in which something changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DocumentChange {
    /// Its path; of one that is gone the path it had.
    pub path: String,
    /// The path it had, if that was another one.
    pub was: Option<String>,
    /// What became of it.
    pub state: State,
    /// Whether its bytes are others. If they are not, the program reads them otherwise.
    pub other_bytes: bool,
    /// Why it could not be read, or not in full, before.
    pub old_error: Option<String>,
    /// Why it cannot be read, or not in full, now.
    pub error: Option<String>,
    /// Fields of `source` and `document` that differ, but for path, hash and size.
    pub document: Vec<Field>,
    /// Fields of `coverage` that differ.
    pub coverage: Vec<Field>,
    /// Names that changed wherever they stand.
    pub renames: Vec<Rename>,
    /// Checks, the gravest first.
    pub checks: Vec<CheckChange>,
    /// Amounts.
    pub line_items: Changes<LineItem>,
    /// Amounts that are in no line item.
    pub unclaimed_amounts: Changes<Unclaimed>,
    /// Programmes.
    pub programs: Changes<Program>,
    /// Headings with their paragraphs.
    pub sections: Changes<Section>,
    /// Numbers that are not money.
    pub statistics: Changes<Statistic>,
    /// People.
    pub people: Changes<Person>,
    /// Organizations.
    pub organizations: Changes<Organization>,
    /// What is cited.
    pub citations: Changes<Citation>,
    /// What one fiscal year will do.
    pub directives: Changes<Directive>,
    /// Remarks.
    pub notes: Changes<Note>,
    /// What a reader of the records should know.
    pub diagnostics: Changes<Diagnostic>,
}

/// What of a line item changed first of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// Its figure.
    Amount,
    /// Its name.
    Name,
    /// How surely amount and item belong together, or which items it may be.
    Certainty,
    /// Anything else.
    Other,
}

impl Changed<LineItem> {
    /// The gravest of what changed.
    pub fn aspect(&self) -> Aspect {
        let of = |field: &Field| match field.field.as_str() {
            "yen" | "yen_max" => Aspect::Amount,
            "name" => Aspect::Name,
            "certainty" | "candidates" => Aspect::Certainty,
            _ => Aspect::Other,
        };
        self.fields.iter().map(of).min().unwrap_or(Aspect::Other)
    }
}

impl<T> Changes<T> {
    /// How many records changed in any way.
    pub fn len(&self) -> usize {
        self.changed.len() + self.added.len() + self.gone.len()
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// How much changed: of one document, or of all together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Checks that fail and did not.
    pub checks_failing: u64,
    /// Checks that failed and do not.
    pub checks_mended: u64,
    /// Other checks that changed, came or went.
    pub checks_other: u64,
    /// Line items with another figure.
    pub amounts: u64,
    /// Line items that are new.
    pub added: u64,
    /// Line items that are gone.
    pub gone: u64,
    /// Line items with another name.
    pub renamed: u64,
    /// Line items with other fields only.
    pub other: u64,
    /// Line items that are ambiguous and were not, new ones among them.
    pub ambiguous: u64,
    /// Records that are not line items.
    pub records: u64,
}

impl Counts {
    /// Those of one document.
    pub fn of(change: &DocumentChange) -> Counts {
        let items = &change.line_items;
        let events = |wanted: &[CheckEvent]| {
            change.checks.iter().filter(|c| wanted.contains(&c.event)).count() as u64
        };
        let aspects = |wanted: &[Aspect]| {
            items.changed.iter().filter(|c| wanted.contains(&c.aspect())).count() as u64
        };
        let ambiguous = |item: &LineItem| item.certainty == Certainty::Ambiguous;
        let became = items.changed.iter().filter(|c| ambiguous(&c.new) && !ambiguous(&c.old));
        Counts {
            checks_failing: events(&[CheckEvent::Fails]),
            checks_mended: events(&[CheckEvent::Mended]),
            checks_other: events(&[
                CheckEvent::FailsStill,
                CheckEvent::Changed,
                CheckEvent::Added,
                CheckEvent::Gone,
            ]),
            amounts: aspects(&[Aspect::Amount]),
            added: items.added.len() as u64,
            gone: items.gone.len() as u64,
            renamed: aspects(&[Aspect::Name]),
            other: aspects(&[Aspect::Certainty, Aspect::Other]),
            ambiguous: (became.count() + items.added.iter().filter(|i| ambiguous(i)).count())
                as u64,
            records: change.records() as u64,
        }
    }

    /// Adds those of another document.
    pub fn add(&mut self, more: Counts) {
        self.checks_failing += more.checks_failing;
        self.checks_mended += more.checks_mended;
        self.checks_other += more.checks_other;
        self.amounts += more.amounts;
        self.added += more.added;
        self.gone += more.gone;
        self.renamed += more.renamed;
        self.other += more.other;
        self.ambiguous += more.ambiguous;
        self.records += more.records;
    }
}

impl DocumentChange {
    /// How many records changed that are not line items.
    fn records(&self) -> usize {
        self.unclaimed_amounts.len()
            + self.programs.len()
            + self.sections.len()
            + self.statistics.len()
            + self.people.len()
            + self.organizations.len()
            + self.citations.len()
            + self.directives.len()
            + self.notes.len()
            + self.diagnostics.len()
    }

    /// Whether it says the same as before, under the same name.
    pub(super) fn is_nothing(&self) -> bool {
        self.state == State::Changed
            && self.old_error == self.error
            && self.document.is_empty()
            && self.coverage.is_empty()
            && self.renames.is_empty()
            && self.checks.is_empty()
            && self.line_items.is_empty()
            && self.records() == 0
    }
}

/// All that changed between two runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Documents of both runs together, each pair once.
    pub documents: u64,
    /// New documents.
    pub added: u64,
    /// Documents that are gone.
    pub gone: u64,
    /// The same bytes under another name.
    pub renamed: u64,
    /// Documents that say something else, or are read otherwise.
    pub changed: u64,
    /// The records of all of them.
    pub counts: Counts,
}

impl Summary {
    /// Counts a document, with what changed in it if anything did.
    pub fn add(&mut self, change: Option<&DocumentChange>) {
        self.documents += 1;
        let Some(change) = change else { return };
        match change.state {
            State::Added => self.added += 1,
            State::Gone => self.gone += 1,
            State::Renamed => self.renamed += 1,
            State::Changed => self.changed += 1,
        }
        self.counts.add(Counts::of(change));
    }

    /// Whether nothing changed.
    pub fn is_nothing(&self) -> bool {
        self.added + self.gone + self.renamed + self.changed == 0
    }
}
