//! A document's changes as tables of words, the most important first: what every
//! format for people shows.

use std::collections::BTreeMap;

use super::phrases::{
    arithmetic, beginning, difference, excerpts, figure, item, place, time, value,
};
use super::words::Words;
use crate::model::{
    Citation, Diagnostic, Directive, Level, LineItem, Note, Organization, Person, Program, Section,
    Statistic, Unclaimed,
};
use crate::review::arithmetic::Arithmetic;
use crate::review::diff::{
    Aspect, Changed, Changes, CheckChange, CheckEvent, DocumentChange, Field, State,
};
use crate::review::place::Place;

/// How a reader is to take a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    Bad,
    Good,
    Change,
    Plain,
}

/// Changes of one sort.
pub(super) struct Group {
    pub(super) title: &'static str,
    #[cfg_attr(not(feature = "cli"), expect(dead_code, reason = "only a terminal has colours"))]
    pub(super) tone: Tone,
    pub(super) head: Vec<&'static str>,
    pub(super) rows: Vec<Vec<String>>,
    /// How many more there are that are not shown.
    pub(super) more: usize,
}

impl Group {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len() + self.more
    }
}

/// The groups of a document that have anything in them.
pub(super) fn groups(change: &DocumentChange, words: &Words) -> Vec<Group> {
    let mut found = Groups { change, words, found: Vec::new() };
    found.checks(words.checks_fail, Tone::Bad, CheckEvent::Fails);
    found.checks(words.checks_fail_still, Tone::Bad, CheckEvent::FailsStill);
    found.amounts();
    found.items(words.items_gone, Tone::Bad, &change.line_items.gone);
    found.items(words.items_added, Tone::Good, &change.line_items.added);
    found.certainty();
    found.names();
    found.other();
    found.checks(words.checks_mended, Tone::Good, CheckEvent::Mended);
    found.other_checks();
    found.fields(words.document, &change.document);
    found.fields(words.coverage, &change.coverage);
    found.records(words.unclaimed, &change.unclaimed_amounts);
    found.records(words.programs, &change.programs);
    found.records(words.sections, &change.sections);
    found.records(words.statistics, &change.statistics);
    found.records(words.people, &change.people);
    found.records(words.organizations, &change.organizations);
    found.records(words.citations, &change.citations);
    found.records(words.directives, &change.directives);
    found.records(words.notes, &change.notes);
    found.records(words.diagnostics, &change.diagnostics);
    found.found
}

struct Groups<'c> {
    change: &'c DocumentChange,
    words: &'c Words,
    found: Vec<Group>,
}

impl Groups<'_> {
    fn add(
        &mut self,
        title: &'static str,
        tone: Tone,
        head: Vec<&'static str>,
        rows: Vec<Vec<String>>,
        more: usize,
    ) {
        if !rows.is_empty() || more > 0 {
            self.found.push(Group { title, tone, head, rows, more });
        }
    }

    fn checks(&mut self, title: &'static str, tone: Tone, event: CheckEvent) {
        let w = self.words;
        let of_event = self.change.checks.iter().filter(|check| check.event == event);
        let rows = of_event
            .filter_map(|check| check.new.as_ref().or(check.old.as_ref()))
            .map(|check| vec![arithmetic(check, w), line(check, w)]);
        let rows = rows.collect();
        self.add(title, tone, vec![w.check, w.place], rows, 0);
    }

    /// Checks that fail neither time: those with other figures are shown, and of those
    /// that came or went only how many there are.
    fn other_checks(&mut self) {
        let w = self.words;
        let row = |check: &CheckChange| {
            let (old, new) = (check.old.as_ref()?, check.new.as_ref()?);
            Some(vec![arithmetic(old, w), arithmetic(new, w), line(new, w)])
        };
        let of = |event| self.change.checks.iter().filter(move |c| c.event == event);
        let mut rows: Vec<Vec<String>> = of(CheckEvent::Changed).filter_map(row).collect();
        for (event, what) in [(CheckEvent::Gone, w.went), (CheckEvent::Added, w.came)] {
            let n = of(event).count();
            if n > 0 {
                rows.push(vec![format!("{n} {what}"), String::new(), String::new()]);
            }
        }
        self.add(w.checks_other, Tone::Plain, vec![w.before, w.now, w.place], rows, 0);
    }

    fn changed(&self, aspect: Aspect) -> impl Iterator<Item = &Changed<LineItem>> {
        self.change.line_items.changed.iter().filter(move |c| c.aspect() == aspect)
    }

    fn amounts(&mut self) {
        let w = self.words;
        let row = |c: &Changed<LineItem>| {
            let by = c.difference.as_ref().map(|d| difference(d, &c.old, &c.new));
            let name = match c.old.name == c.new.name {
                true => item(&c.new),
                false => format!("{} ({} {})", item(&c.new), w.was, c.old.name),
            };
            let (before, now) = (figure(&c.old), figure(&c.new));
            vec![
                name,
                time(&c.new),
                before,
                now,
                by.unwrap_or_default(),
                place((&c.new.evidence).into(), w),
            ]
        };
        let rows = self.changed(Aspect::Amount).map(row).collect();
        let head = vec![w.item, w.of, w.before, w.now, w.difference, w.place];
        self.add(w.amounts, Tone::Change, head, rows, 0);
    }

    /// Of a document that is new or gone as a whole, totals and projects tell enough.
    fn items(&mut self, title: &'static str, tone: Tone, items: &[LineItem]) {
        let w = self.words;
        let whole = matches!(self.change.state, State::Added | State::Gone);
        let shown = |i: &&LineItem| {
            !whole || (matches!(i.level, Level::Total | Level::Project) && i.ministry.is_none())
        };
        let row = |i: &LineItem| vec![item(i), time(i), figure(i), place((&i.evidence).into(), w)];
        let rows: Vec<Vec<String>> = items.iter().filter(shown).map(row).collect();
        let more = items.len() - rows.len();
        self.add(title, tone, vec![w.item, w.of, w.amount, w.place], rows, more);
    }

    fn certainty(&mut self) {
        let w = self.words;
        let row = |c: &Changed<LineItem>| {
            let only = |item: &LineItem, other: &LineItem| {
                let own = item.candidates.iter().filter(|name| !other.candidates.contains(name));
                let own: Vec<String> = own.map(|name| beginning(name)).collect();
                let certainty = crate::output::word(item.certainty);
                if own.is_empty() { certainty } else { format!("{certainty}: {}", own.join(" / ")) }
            };
            let (before, now) = (only(&c.old, &c.new), only(&c.new, &c.old));
            vec![item(&c.new), figure(&c.new), before, now, place((&c.new.evidence).into(), w)]
        };
        let rows = self.changed(Aspect::Certainty).map(row).collect();
        let head = vec![w.item, w.amount, w.before, w.now, w.place];
        self.add(w.certainty, Tone::Change, head, rows, 0);
    }

    /// Names that changed everywhere once, and then the items that only themselves did.
    fn names(&mut self) {
        let w = self.words;
        let renames = &self.change.renames;
        let mut rows: Vec<Vec<String>> = renames
            .iter()
            .map(|r| vec![r.old.clone(), r.new.clone(), r.line_items.to_string()])
            .collect();
        for c in self.changed(Aspect::Name) {
            if !renames.iter().any(|r| r.old == c.old.name && r.new == c.new.name) {
                rows.push(vec![item(&c.old), item(&c.new), "1".to_owned()]);
            }
        }
        self.add(w.names, Tone::Change, vec![w.before, w.now, w.items_named], rows, 0);
    }

    /// Fields of line items that no other group shows. What changed alike in several is
    /// one row: it has one cause.
    fn other(&mut self) {
        let w = self.words;
        let mut alike: Vec<(&Field, Vec<&LineItem>)> = Vec::new();
        let mut known: BTreeMap<(&str, String, String), usize> = BTreeMap::new();
        for c in &self.change.line_items.changed {
            let shown = match c.aspect() {
                Aspect::Amount => &["yen", "yen_max", "name"][..],
                Aspect::Name => &["name"],
                Aspect::Certainty => &["certainty", "candidates"],
                Aspect::Other => &[],
            };
            for field in c.fields.iter().filter(|f| !shown.contains(&f.field.as_str())) {
                let key = (field.field.as_str(), field.old.to_string(), field.new.to_string());
                let at = *known.entry(key).or_insert(alike.len());
                match alike.get_mut(at) {
                    Some((_, items)) => items.push(&c.new),
                    None => alike.push((field, vec![&c.new])),
                }
            }
        }
        let row = |(field, items): &(&Field, Vec<&LineItem>)| {
            let [name, old, new] = before_and_now(field);
            let (what, amount) = match items[..] {
                [one] => (item(one), figure(one)),
                _ => (format!("{} {}", items.len(), w.alike), String::new()),
            };
            let at = items.first().map_or(String::new(), |i| place((&i.evidence).into(), w));
            vec![what, amount, name, old, new, at]
        };
        let rows = alike.iter().map(row).collect();
        let head = vec![w.item, w.amount, w.field, w.before, w.now, w.place];
        self.add(w.items_other, Tone::Plain, head, rows, 0);
    }

    /// Of a document that is new or gone as a whole, what it says.
    fn fields(&mut self, title: &'static str, fields: &[Field]) {
        let w = self.words;
        let is_gone = self.change.state == State::Gone;
        if !is_gone && self.change.state != State::Added {
            let rows = fields.iter().map(|f| before_and_now(f).to_vec()).collect();
            self.add(title, Tone::Plain, vec![w.field, w.before, w.now], rows, 0);
            return;
        }
        let row = |field: &Field| {
            let [name, old, new] = before_and_now(field);
            vec![name, if is_gone { old } else { new }]
        };
        let rows = fields.iter().map(row).collect();
        let head = vec![w.field, if is_gone { w.before } else { w.now }];
        self.add(title, Tone::Plain, head, rows, 0);
    }

    /// Whether a field is the name of something that is told to be renamed.
    fn is_rename(&self, field: &Field) -> bool {
        field.field == "name"
            && self.change.renames.iter().any(|r| field.old == r.old && field.new == r.new)
    }

    fn records<T: Shown>(&mut self, title: &'static str, changes: &Changes<T>) {
        let w = self.words;
        let whole = matches!(self.change.state, State::Added | State::Gone) && !T::ALWAYS;
        if whole {
            self.add(title, Tone::Plain, Vec::new(), Vec::new(), changes.len());
            return;
        }
        let line = |record: &T| record.place().map_or(String::new(), |p| place(p, w));
        let row = |sign: &str, record: &T, what: String| {
            vec![format!("{sign} {}", record.shown()), what, line(record)]
        };
        let mut rows = Vec::new();
        for c in &changes.changed {
            for field in c.fields.iter().filter(|field| !self.is_rename(field)) {
                let [name, old, new] = before_and_now(field);
                rows.push(row("~", &c.new, format!("{name}: {old} → {new}")));
            }
        }
        rows.extend(changes.gone.iter().map(|record| row("-", record, String::new())));
        rows.extend(changes.added.iter().map(|record| row("+", record, String::new())));
        self.add(title, Tone::Plain, vec![w.record, w.now, w.place], rows, 0);
    }
}

fn line(check: &Arithmetic, words: &Words) -> String {
    check.place.map_or(String::new(), |at| place(at, words))
}

/// A field's name and its two values, long ones cut to what differs.
fn before_and_now(field: &Field) -> [String; 3] {
    let of = |v| value(&field.field, v);
    let (old, new) = excerpts(&of(&field.old), &of(&field.new));
    [field.field.clone(), old, new]
}

/// A record that is no line item, in few words.
trait Shown {
    /// Whether it is shown even where the whole document came or went.
    const ALWAYS: bool = false;
    fn shown(&self) -> String;
    fn place(&self) -> Option<Place>;
}

macro_rules! shown {
    ($type:ty, |$record:ident| $shown:expr) => {
        impl Shown for $type {
            fn shown(&self) -> String {
                let $record = self;
                $shown
            }

            fn place(&self) -> Option<Place> {
                Some(Place::from(&self.evidence))
            }
        }
    };
}

shown!(Program, |r| r.name.clone());
shown!(Section, |r| joined(&[r.number.as_deref(), Some(&beginning(&r.title))]));
shown!(Statistic, |r| format!("{} {}{}", beginning(&r.label), r.value, r.unit));
shown!(Person, |r| joined(&[Some(&r.name), r.role.as_deref()]));
shown!(Organization, |r| joined(&[Some(&r.name), r.role.as_deref()]));
shown!(Citation, |r| joined(&[Some(&beginning(&r.title)), r.date.as_deref()]));
shown!(Directive, |r| format!("{} {}", r.fiscal_year, beginning(&r.text)));
shown!(Note, |r| format!("{} {}", r.marker, beginning(&r.text)));

impl Shown for Unclaimed {
    const ALWAYS: bool = true;

    fn shown(&self) -> String {
        format!("{}: {}", beginning(&self.evidence.text), self.reason)
    }

    fn place(&self) -> Option<Place> {
        Some(Place::from(&self.evidence))
    }
}

impl Shown for Diagnostic {
    const ALWAYS: bool = true;

    fn shown(&self) -> String {
        format!("{}: {}", self.code, self.message)
    }

    fn place(&self) -> Option<Place> {
        self.evidence.as_ref().map(Place::from)
    }
}

fn joined(parts: &[Option<&str>]) -> String {
    parts.iter().flatten().copied().collect::<Vec<_>>().join(" ")
}
