//! All records of a document in one form: what the page lists, filters and searches.

use std::collections::BTreeMap;

use serde::Serialize;

use super::equation::equation;
use super::lines::{At, Quote, Sign, sign};
use super::{Language, agency, figure};
use crate::model::{CheckStatus, Diagnostic, Evidence, Extraction, LineItem, Span};
use crate::output::word;

/// A record as it is listed.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Record {
    /// The list it is in: the name of the field of the extraction.
    list: &'static str,
    id: String,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    figure: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exact: Option<String>,
    /// Key of a word, text, and the id of the record that the text names.
    facts: Vec<(&'static str, String, Option<String>)>,
    page: u32,
    line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stage: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    certainty: Option<String>,
    flags: Vec<String>,
    /// The outcome of a check, or the worst of those that a line item has a part in.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    /// Records that are shown with it.
    links: Vec<String>,
    quote: String,
    /// Where it stands in the lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) at: Option<At>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) label: Option<At>,
    /// Page, left, top, right, bottom in tenths of a point.
    #[serde(skip_serializing_if = "Option::is_none")]
    bbox: Option<[i32; 5]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label_bbox: Option<[i32; 5]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sign: Option<Sign>,
}

/// The records of a document, and their places as they tell them: for each record that of its
/// figure or text, and that of its label.
pub(super) struct Records<'a> {
    pub(super) records: Vec<Record>,
    pub(super) quotes: Vec<Quote<'a>>,
    /// For each quote, whether it is the label of its record.
    pub(super) labels: Vec<bool>,
}

pub(super) fn records(extraction: &Extraction, language: Language) -> Records<'_> {
    let mut list = Lister::new(extraction, language);
    list.line_items();
    list.unclaimed();
    list.checks();
    list.programs();
    list.sections();
    list.people();
    list.organizations();
    list.statistics();
    list.citations();
    list.directives();
    list.notes();
    list.diagnostics();
    list.out
}

struct Lister<'a> {
    extraction: &'a Extraction,
    language: Language,
    items: BTreeMap<&'a str, &'a LineItem>,
    out: Records<'a>,
}

impl<'a> Lister<'a> {
    fn new(extraction: &'a Extraction, language: Language) -> Lister<'a> {
        let items = extraction.line_items.iter().map(|i| (i.id.as_str(), i)).collect();
        let out = Records { records: Vec::new(), quotes: Vec::new(), labels: Vec::new() };
        Lister { extraction, language, items, out }
    }

    fn word(&self, prefix: &str, value: impl Serialize) -> String {
        self.language.word(&format!("{prefix}.{}", word(value)))
    }

    /// Adds a record that stands at `evidence`.
    fn add(&mut self, list: &'static str, evidence: &'a Evidence, sign: Option<Sign>, r: Record) {
        let number = u32::try_from(self.out.records.len()).unwrap_or(u32::MAX);
        let Evidence { page, line, start, end, bbox, text, label } = evidence;
        let (page, line, start, end) = (*page, *line, *start, *end);
        self.out.quotes.push(Quote { page, line, start, end, text, record: number, sign });
        self.out.labels.push(false);
        if let Some(label) = label {
            let Span { page, line, start, end, text, .. } = label;
            let (page, line, start, end) = (*page, *line, *start, *end);
            self.out.quotes.push(Quote {
                page,
                line,
                start,
                end,
                text,
                record: number,
                sign: None,
            });
            self.out.labels.push(true);
        }
        let id = if r.id.is_empty() { format!("{list}-{}", number + 1) } else { r.id };
        self.out.records.push(Record {
            list,
            id,
            page,
            line,
            quote: text.clone(),
            bbox: bbox.map(|b| tenths(page, b)),
            label_bbox: label.as_ref().and_then(|l| Some(tenths(l.page, l.bbox?))),
            sign,
            ..r
        });
    }

    fn line_items(&mut self) {
        let mut worst: BTreeMap<&str, CheckStatus> = BTreeMap::new();
        for check in &self.extraction.checks {
            for id in check.parts.iter().chain([&check.of]) {
                let status = worst.entry(id).or_insert(check.status);
                *status = gravest(*status, check.status);
            }
        }
        for item in &self.extraction.line_items {
            let mut facts = Facts::default();
            if item.path.len() > 1 {
                facts.text("field.path", item.path.join(" › "));
            }
            facts.opt("ministry", item.ministry.as_deref());
            let agency = item.agency.as_deref().map(|a| agency(self.language, a));
            facts.opt("agency", agency.as_deref());
            facts.text("field.level", self.word("level", item.level));
            if item.measure == crate::model::Measure::Change {
                facts.text("field.measure", self.word("measure", item.measure));
            }
            if item.flow == crate::model::Flow::Revenue {
                facts.text("field.flow", self.word("flow", item.flow));
            }
            facts.opt("field.rate", item.rate.as_ref().map(|r| format!("{r}%")).as_deref());
            let count = item.count.as_ref().map(|c| format!("{}{}", c.value, c.unit));
            facts.opt("field.count", count.as_deref());
            facts.link("field.part_of", item.part_of.as_deref(), &self.items);
            facts.link("field.same_as", item.same_as.as_deref(), &self.items);
            if !item.candidates.is_empty() {
                facts.text("candidates", item.candidates.join(" | "));
            }
            facts.text("field.rule", item.rule.clone());
            facts.text("field.id", item.id.clone());
            let unset = || Some(self.language.word("undetermined"));
            let record = Record {
                id: item.id.clone(),
                title: item.name.clone(),
                figure: figure::of(item, self.language, false).or_else(unset),
                exact: figure::of(item, self.language, true),
                facts: facts.0,
                year: item.fiscal_year,
                stage: Some(word(item.stage)),
                certainty: Some(word(item.certainty)),
                flags: item.flags.iter().map(word).collect(),
                status: worst.get(item.id.as_str()).map(word),
                ..Record::default()
            };
            self.add("line_items", &item.evidence, Some(sign(item.certainty)), record);
        }
    }

    fn unclaimed(&mut self) {
        for amount in &self.extraction.unclaimed_amounts {
            let mut facts = Facts::default();
            facts.text("reason", amount.reason.clone());
            let record = Record {
                title: amount.evidence.text.clone(),
                figure: amount.yen.map(|yen| figure::short(self.language, yen, 0)),
                exact: amount.yen.map(|yen| figure::exact(self.language, yen)),
                facts: facts.0,
                ..Record::default()
            };
            self.add("unclaimed_amounts", &amount.evidence, Some(Sign::Unclaimed), record);
        }
    }

    fn checks(&mut self) {
        static NOWHERE: Evidence = Evidence {
            page: 0,
            line: 0,
            start: 0,
            end: 0,
            bbox: None,
            text: String::new(),
            label: None,
        };
        let mut checks: Vec<_> = self.extraction.checks.iter().collect();
        checks.sort_by_key(|c| std::cmp::Reverse(gravity(c.status)));
        for check in checks {
            let written = equation(check, &self.items, self.language);
            let mut facts = Facts::default();
            facts.text("equation", written.text);
            if !written.difference.is_empty() {
                facts.text("difference", written.difference);
            }
            facts.text("tolerance", format!("±{}", written.tolerance));
            facts.opt("field.message", written.message.as_deref());
            let of = self.items.get(check.of.as_str()).copied();
            let kind = self.language.word(&format!("check.{}", written.kind));
            let record = Record {
                title: format!("{kind}: {}", written.name),
                facts: facts.0,
                year: of.and_then(|i| i.fiscal_year),
                stage: of.map(|i| word(i.stage)),
                status: Some(written.status),
                links: check.parts.clone(),
                ..Record::default()
            };
            self.add("checks", of.map_or(&NOWHERE, |i| &i.evidence), None, record);
        }
    }

    fn programs(&mut self) {
        for program in &self.extraction.programs {
            let mut facts = Facts::default();
            facts.opt("field.project", program.project.as_deref());
            facts.list("field.ministries", &program.ministries);
            facts.opt("field.description", program.description.as_deref());
            facts.list("field.activities", &program.activities);
            facts.opt("field.starts_on", program.starts_on.as_deref());
            for id in &program.line_item_ids {
                facts.link("field.amounts", Some(id), &self.items);
            }
            let flags = program.flags.iter().map(word).collect();
            let links = program.line_item_ids.clone();
            let record = Record { flags, links, ..plain(&program.name, facts) };
            self.add("programs", &program.evidence, None, record);
        }
    }

    fn sections(&mut self) {
        let sections = &self.extraction.sections;
        let by_id: BTreeMap<&str, _> = sections.iter().map(|s| (s.id.as_str(), s)).collect();
        for section in &self.extraction.sections {
            let mut facts = Facts::default();
            if let Some(parent) = section.parent.as_deref().and_then(|id| by_id.get(id)) {
                facts.0.push(("field.parent", parent.title.clone(), Some(parent.id.clone())));
            }
            facts.opt("field.text", Some(section.text.as_str()).filter(|t| !t.is_empty()));
            let number = section.number.as_ref().map(|n| format!("{n} ")).unwrap_or_default();
            let title = format!("{number}{}", section.title);
            let record = Record { id: section.id.clone(), ..plain(&title, facts) };
            self.add("sections", &section.evidence, None, record);
        }
    }

    fn people(&mut self) {
        for person in &self.extraction.people {
            let mut facts = Facts::default();
            facts.opt("field.role", person.role.as_deref());
            facts.opt("field.affiliation", person.affiliation.as_deref());
            facts.opt("field.project", person.project.as_deref());
            facts.opt("field.field", person.field.as_deref());
            self.add("people", &person.evidence, None, plain(&person.name, facts));
        }
    }

    fn organizations(&mut self) {
        for organization in &self.extraction.organizations {
            let mut facts = Facts::default();
            let role = organization.role.as_deref();
            let word = role.and_then(|r| self.language.find(&format!("role.{r}")));
            facts.opt("field.role", word.or(role));
            facts.opt("field.address", organization.address.as_deref());
            facts.opt("field.phone", organization.phone.as_deref());
            facts.opt("field.fax", organization.fax.as_deref());
            facts.opt("field.url", organization.url.as_deref());
            facts.opt("field.email", organization.email.as_deref());
            facts.opt("field.parent", organization.parent.as_deref());
            let record = plain(&organization.name, facts);
            self.add("organizations", &organization.evidence, None, record);
        }
    }

    fn statistics(&mut self) {
        for statistic in &self.extraction.statistics {
            let mut facts = Facts::default();
            facts.opt("field.as_of", statistic.as_of.as_deref());
            let figure = Some(format!("{}{}", statistic.value, statistic.unit));
            let record = Record { figure, ..plain(&statistic.label, facts) };
            self.add("statistics", &statistic.evidence, None, record);
        }
    }

    fn citations(&mut self) {
        for citation in &self.extraction.citations {
            let mut facts = Facts::default();
            facts.opt("field.date", citation.date.as_deref());
            facts.opt("field.authority", citation.authority.as_deref());
            self.add("citations", &citation.evidence, None, plain(&citation.title, facts));
        }
    }

    fn directives(&mut self) {
        for directive in &self.extraction.directives {
            let mut facts = Facts::default();
            facts.opt("field.section", directive.section.as_deref());
            let record =
                Record { year: Some(directive.fiscal_year), ..plain(&directive.text, facts) };
            self.add("directives", &directive.evidence, None, record);
        }
    }

    fn notes(&mut self) {
        for note in &self.extraction.notes {
            let title = format!("{} {}", note.marker, note.text);
            self.add("notes", &note.evidence, None, plain(&title, Facts::default()));
        }
    }

    fn diagnostics(&mut self) {
        for diagnostic in &self.extraction.diagnostics {
            let Diagnostic { severity, code, message, evidence } = diagnostic;
            let mut facts = Facts::default();
            facts.text("field.code", code.clone());
            let title = format!("{}: {message}", self.word("severity", severity));
            // The place of a diagnostic is often a whole page: it is named, not marked.
            let number = self.out.records.len() + 1;
            let (page, line) = evidence.as_ref().map_or((0, 0), |e| (e.page, e.line));
            self.out.records.push(Record {
                list: "diagnostics",
                id: format!("diagnostics-{number}"),
                page,
                line,
                ..plain(&title, facts)
            });
        }
    }
}

fn plain(title: &str, facts: Facts) -> Record {
    Record { title: title.to_owned(), facts: facts.0, ..Record::default() }
}

#[derive(Default)]
struct Facts(Vec<(&'static str, String, Option<String>)>);

impl Facts {
    fn text(&mut self, key: &'static str, text: String) {
        self.0.push((key, text, None));
    }

    fn opt(&mut self, key: &'static str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(key, text.to_owned());
        }
    }

    fn list(&mut self, key: &'static str, texts: &[String]) {
        if !texts.is_empty() {
            self.text(key, texts.join("、"));
        }
    }

    fn link(&mut self, key: &'static str, id: Option<&str>, items: &BTreeMap<&str, &LineItem>) {
        if let Some(id) = id {
            let text = items.get(id).map_or(id, |i| i.evidence.text.as_str());
            let name = items.get(id).map_or("", |i| i.name.as_str());
            self.0.push((key, format!("{name} {text}").trim().to_owned(), Some(id.to_owned())));
        }
    }
}

/// How urgently a reader should look.
pub(super) fn gravity(status: CheckStatus) -> u8 {
    match status {
        CheckStatus::Fails => 3,
        CheckStatus::Incomplete => 2,
        CheckStatus::HoldsWithinRounding => 1,
        CheckStatus::Holds => 0,
    }
}

fn gravest(a: CheckStatus, b: CheckStatus) -> CheckStatus {
    if gravity(b) > gravity(a) { b } else { a }
}

/// A box in tenths of a point.
#[expect(clippy::float_arithmetic, reason = "a place on a page; no amount is made of it")]
fn tenths(page: u32, bbox: [f32; 4]) -> [i32; 5] {
    let [x0, y0, x1, y1] = bbox.map(|v| (v * 10.0).round() as i32);
    [i32::try_from(page).unwrap_or(i32::MAX), x0, y0, x1, y1]
}
