//! Amounts in running prose: `…が71億円`, `「…(555億円)」の一部(175億円)を…として`, `最大100億円/課題`.

use std::ops::Range;

mod award;
mod clause;
mod compared;
pub(super) mod naming;
mod phrase;
mod prose;
pub(super) mod title;
mod topic;

use crate::layout::amount::{self, Written};
use crate::layout::line;
use crate::model::{Certainty, Level, Measure, Stage};
use crate::notation::{era, share, stage};
use crate::text;

use award::is_measure;
use naming::Named;

pub(super) use prose::is_prose;
pub(super) use topic::of_document;

use super::generic::{self, Headers, Said};
use super::{Draft, Item, Reading, Rule};

pub(super) const RULE: Rule = Rule {
    name: "running_text",
    summary: "An amount in a sentence, named by the words that govern it.",
    apply,
};

/// How far back, in bytes, a sentence and its subject are looked for.
const CLAUSE: usize = 480;

fn apply(reading: &Reading, draft: &mut Draft) {
    let free: Vec<usize> =
        draft.free().filter(|&a| reading.amounts[a].written == Written::WithUnit).collect();
    if free.is_empty() {
        return;
    }
    let mut quoted: Option<(usize, Item)> = None;
    let mut headers = Headers::default();
    let mut names = naming::named(reading, draft);
    for a in free {
        if !draft.is_free(a) || title::is_entry(reading, a) {
            continue;
        }
        let mut sentence = Sentence::new(reading, &names, a);
        let line = reading.text.line_at(reading.amounts[a].outer.start);
        sentence.headed = headers.heading(reading, line);
        let by_clause = || {
            let mut item = sentence.clause()?;
            generic::complete(reading, &mut headers, &mut item);
            Some(item)
        };
        let Some(item) = sentence.read(quoted.as_ref()).or_else(by_clause) else { continue };
        let is_quoted = sentence.in_quotes().is_some();
        let whole = item.clone();
        names[a] = Some(Named::of(&item));
        let position = draft.claim_with_shares(reading, item);
        if is_quoted {
            quoted = Some((position, whole));
        }
    }
}

struct Sentence<'r, 't> {
    reading: &'r Reading<'t>,
    amount: usize,
    /// Where the sentence begins, as far as it is looked at.
    start: usize,
    /// Where the words of this amount begin: behind the amount before it.
    own: usize,
    lead: amount::Lead,
    /// What the amount before it in the same sentence was named.
    previous: Option<&'r Named>,
    /// What all amounts were named so far.
    names: &'r [Option<Named>],
    /// The year and stage of the heading above it.
    headed: Said,
}

impl<'r, 't> Sentence<'r, 't> {
    fn new(reading: &'r Reading<'t>, names: &'r [Option<Named>], amount: usize) -> Self {
        let norm = reading.norm();
        let end = reading.amounts[amount].outer.start;
        let floor = naming::window(norm, end, CLAUSE);
        let window = &norm[floor..end];
        let start = window
            .rfind(['。', '●', '■', '◆', '➢', '▶', '※'])
            .map_or(floor, |at| floor + at + window[at..].chars().next().map_or(1, char::len_utf8));
        let item = norm[start..end].rmatch_indices('\n').map(|(at, _)| start + at + 1);
        let start =
            item.into_iter().find(|&at| naming::opens_item(&norm[at..end])).unwrap_or(start);
        let start = title::behind_heading(reading, start..end);
        let before = amount.checked_sub(1).filter(|&b| {
            let outer = &reading.amounts[b].outer;
            reading.amounts[b].written != Written::Bare && start <= outer.start && outer.end <= end
        });
        Sentence {
            reading,
            amount,
            start,
            own: before.map_or(start, |b| reading.amounts[b].outer.end),
            lead: naming::lead(reading, amount),
            previous: before.and_then(|b| names[b].as_ref()),
            names,
            headed: Said::default(),
        }
    }

    /// The first reading that the sentence allows.
    fn read(&self, quoted: Option<&(usize, Item)>) -> Option<Item> {
        self.in_quotes()
            .or_else(|| self.part_of_quoted(quoted))
            .or_else(|| self.award())
            .or_else(|| self.as_something())
            .or_else(|| self.subject())
            .or_else(|| self.budget())
            .or_else(|| self.noun_behind())
            .or_else(|| self.compared())
    }

    /// The sentence up to the words that lead to the amount.
    fn before(&self) -> &'t str {
        let end = self.lead.start.min(self.reading.amounts[self.amount].outer.start);
        &self.reading.norm()[self.start.min(end)..end]
    }

    fn behind(&self) -> &'t str {
        &self.reading.norm()[self.reading.amounts[self.amount].outer.end..]
    }

    /// The words behind the amount, as far as they can name it.
    fn near(&self) -> &'t str {
        naming::head(self.behind(), COMPARED)
    }

    fn item(&self, name: String, label: Option<Range<usize>>) -> Item {
        let mut item = Item::new(self.reading, RULE.name, self.amount, name);
        item.year = self.lead.year.or(self.headed.0).or(item.year);
        item.stage = self.lead.stage.or(self.headed.1).unwrap_or(item.stage);
        item.label = label;
        if self.reading.amounts[self.amount].signed {
            item.measure = Measure::Change;
        }
        item
    }

    /// An item with the name that the amount before it in the sentence has.
    fn like_previous(&self) -> Option<Item> {
        let previous = self.previous?;
        let mut item = self.item(String::new(), None);
        previous.give(&mut item);
        item.year = self.lead.year.or(previous.year);
        item.stage = self.lead.stage.unwrap_or(previous.stage);
        Some(item)
    }

    /// `内閣府に計上される「科学技術イノベーション創造推進費(555億円)」`
    fn in_quotes(&self) -> Option<Item> {
        let before = self.before();
        let inner = before.trim_end().strip_suffix('(')?;
        let open = inner.rfind('「')?;
        let name = &inner[open + '「'.len_utf8()..];
        if name.is_empty()
            || name.contains(['」', '。'])
            || !self.behind().trim_start().starts_with(')')
        {
            return None;
        }
        let start = self.start + open + '「'.len_utf8();
        let mut item = self.item(text::name(name), Some(start..start + name.len()));
        item.level = Level::Total;
        item.agency = budgeted_by(&before[..open]);
        Some(item)
    }

    /// `「…」の一部(175億円)を医療分野の研究開発関連の調整費として`
    fn part_of_quoted(&self, quoted: Option<&(usize, Item)>) -> Option<Item> {
        let (position, whole) = quoted?;
        let before = self.before().trim_end().strip_suffix('(')?.trim_end();
        let before = before.strip_suffix("の一部").or_else(|| before.strip_suffix("のうち"))?;
        if !before.trim_end().ends_with('」') {
            return None;
        }
        let behind = self.behind().trim_start().strip_prefix(')')?;
        let end = self.reading.norm().len() - behind.len();
        let named = behind.strip_prefix('を').and_then(|rest| {
            let stop = rest.find("として")?;
            let name = &rest[..stop];
            (name.chars().count() <= 50 && !name.contains(['。', '、']))
                .then(|| (text::name(name), end + 'を'.len_utf8()..end + 'を'.len_utf8() + stop))
        });
        let label_end = self.start + before.len();
        let (name, label) =
            named.unwrap_or_else(|| (format!("{}の一部", whole.name), self.start..label_end));
        let mut item = self.item(name, Some(label));
        item.above = vec![whole.name.clone()];
        // What is said of the whole holds for its part.
        item.year = self.lead.year.or(whole.year);
        item.stage = self.lead.stage.unwrap_or(whole.stage);
        item.agency.clone_from(&whole.agency);
        item.part_of = Some(*position);
        Some(item)
    }

    /// `令和元年度補正予算に、AMED対象経費として100億円(内)を計上`
    fn as_something(&self) -> Option<Item> {
        let before = self.before().trim_end().strip_suffix("として")?;
        let label = phrase_in(self.reading.norm(), noun_at_end(before, self.start)?)?;
        let name = text::name(&self.reading.norm()[label.clone()]);
        let mut item = self.item(name.clone(), Some(label));
        let clause = self.before();
        if self.lead.year.is_none() {
            let year = era::scan_years(clause).into_iter().rfind(|y| y.fiscal);
            item.year = year.map(|y| y.western).or(item.year);
        }
        if self.lead.stage.is_none() {
            item.stage = stage::scan_stages(clause).last().map_or(item.stage, |s| s.stage);
        }
        item.agency = agency_in(&name);
        if item.agency.is_some() {
            item.level = Level::Total;
        }
        item.ministry = share::bearer(self.behind()).map(|(_, m)| m.to_owned());
        Some(item)
    }

    /// `AMED運営費交付金等のAMED対象経費が71億円`
    fn subject(&self) -> Option<Item> {
        let norm = self.reading.norm();
        let noun = self.governing_noun()?;
        let label = phrase_in(norm, noun.clone())?;
        let name = text::name(&norm[label.clone()]);
        // `市に3億円の補助金`, `市が3億円の補助金を`: who gets it, or gives it.
        let is_party = || {
            clause::behind(self.near())
                .is_some_and(|(_, is_object)| is_object || norm[noun.end..].starts_with('に'))
        };
        let is_prose = is_prose(self.reading, self.amount);
        if is_measure(&name) || is_prose && (clause::is_general(&name) || is_party()) {
            return None;
        }
        let mut item = if topic::is_reference(&name) {
            let (name, label) = topic::topic(norm, label.end)?;
            let mut item = self.item(name, Some(label));
            item.certainty = Certainty::Inferred;
            item
        } else {
            self.item(name.clone(), Some(label))
        };
        let said = &norm[noun];
        if self.lead.year.is_none()
            && let Some(year) = era::scan_years(said).last().filter(|y| y.fiscal)
        {
            item.year = Some(year.western);
        }
        if self.lead.stage.is_none()
            && let Some(word) = stage::scan_stages(said).pop()
        {
            item.stage = word.stage;
        }
        item.agency = agency_in(&name);
        Some(item)
    }

    /// `本事業は…平成28年度第2次補正予算550億円、平成29年度補正予算300億円…を基に実施`,
    /// `第1次補正予算に100億円、第2次補正予算に200億円を計上`
    fn budget(&self) -> Option<Item> {
        let is_prose = self
            .behind()
            .trim_start()
            .starts_with(['、', 'を', 'の', 'お', '及', 'と', 'に', 'が']);
        let lead =
            if self.lead.stage.is_some() { self.lead.clone() } else { self.lead_with_case()? };
        let stage = lead.stage?;
        let known = lead.year.is_some() || stage == Stage::Supplementary;
        if !is_prose || !known {
            return None;
        }
        let from = self.own.min(lead.start);
        let between = self.reading.norm()[from..lead.start].trim();
        let joins = ["", "、", "と", "及び", "および", "並びに", "、及び", "や"].contains(&between);
        let mut item = if self.previous.is_some() && joins {
            self.like_previous()?
        } else {
            self.item_of_topic(from..lead.start)?
        };
        item.year =
            lead.year.or(self.previous.filter(|_| joins).and_then(|p| p.year)).or(item.year);
        item.stage = stage;
        if item.certainty == Certainty::Stated {
            item.certainty = Certainty::Inferred;
        }
        Some(item)
    }

    /// The words before a particle that parts them from the amount: `補正予算に75億円`.
    fn lead_with_case(&self) -> Option<amount::Lead> {
        const CASES: [&str; 6] = ["においては", "において", "には", "では", "に", "で"];
        let before = self.before().trim_end();
        let before = before.strip_suffix('、').unwrap_or(before).trim_end();
        let budget = CASES.iter().find_map(|case| naming::strip_spaced(before, case))?;
        let at = self.start + budget.len();
        let lead = amount::lead(self.reading.norm(), self.own.min(at), at);
        lead.stage.is_some().then_some(lead)
    }

    /// An item named by the subject before the budget's words in `range`, by what the
    /// text is about, or by what the document is about.
    fn item_of_topic(&self, range: Range<usize>) -> Option<Item> {
        let norm = self.reading.norm();
        let before = norm[range.clone()].trim_end().trim_end_matches('、');
        // `…事業(令和9年度予算額35億円、` opens its bracket behind the name.
        let ends = ['は', 'に', '('];
        let subject = before
            .ends_with(ends)
            .then(|| noun_at_end(before.trim_end_matches(ends), range.start))
            .flatten()
            .and_then(|label| phrase_in(norm, label))
            .map(|label| (text::name(&norm[label.clone()]), label))
            .filter(|(name, _)| !name.starts_with(['本', '同']));
        if let Some((name, label)) = subject {
            return Some(self.item(name, Some(label)));
        }
        if let Some((name, label)) = topic::topic(norm, range.end) {
            let mut item = self.item(name, Some(label));
            item.agency = self.reading.issuing_agency();
            item.level = Level::Program;
            return Some(item);
        }
        if self.previous.is_some() {
            return self.like_previous();
        }
        // `道路の除雪  補正3億円`: what a gap parts from the amount is its name, and no sentence.
        let line = norm[range.clone()].rfind('\n').map_or(range.start, |at| range.start + at + 1);
        if norm[..range.end].ends_with(' ') && naming::clean(norm, line..range.end).is_some() {
            return None;
        }
        match topic::of_document(self.reading) {
            Some(name) => Some(self.item(name, None)),
            None => self.like_neighbour(range.end),
        }
    }

    /// An item that may be of what the sentence before spoke of, at byte `at`.
    fn like_neighbour(&self, at: usize) -> Option<Item> {
        let base = self.amount.checked_sub(1)?;
        let previous = self.names[base].as_ref()?;
        if at.saturating_sub(self.reading.amounts[base].outer.end) > COMPARED {
            return None;
        }
        let mut item = self.item(String::new(), None);
        previous.give(&mut item);
        item.candidates = vec![previous.name.clone()];
        item.certainty = Certainty::Ambiguous;
        Some(item)
    }

    /// `12,345円の手数料は含まない`: the name stands behind, and none before.
    fn noun_behind(&self) -> Option<Item> {
        let own = self.own.min(self.lead.start);
        let between = self.reading.norm()[own..self.lead.start].trim();
        let of_which = between.ends_with("うち") || between.ends_with("残りの");
        if of_which && let Some(item) = self.complement() {
            return Some(item);
        }
        let between = between.trim_end_matches('、').trim_end();
        if self.previous.is_none() || !between.ends_with(['が', 'り', 'し', 'て']) {
            return None;
        }
        let (noun, _) = clause::behind(self.near())?;
        let end = self.reading.amounts[self.amount].outer.end;
        let label = end + noun.start..end + noun.end;
        Some(self.item(text::name(&self.reading.norm()[label.clone()]), Some(label)))
    }

    /// `事業費のうち3億円は国費で、残りの2億円は県費である`: what a part of the money is.
    fn complement(&self) -> Option<Item> {
        let rest = self.near().strip_prefix('は')?;
        let stop = rest.find(['で', 'が', 'と', '、', '。', '\n', 'を', 'に'])?;
        let start = self.reading.amounts[self.amount].outer.end + 'は'.len_utf8();
        let is_noun = (2..=15).contains(&rest[..stop].chars().count())
            && rest[..stop].chars().all(line::is_cjk);
        is_noun.then(|| self.item(text::name(&rest[..stop]), Some(start..start + stop)))
    }

    /// The noun phrase before the が, は or に that the amount hangs on.
    fn governing_noun(&self) -> Option<Range<usize>> {
        let end = self.start + self.before().len();
        let own = self.own.min(end);
        let before = self.reading.norm()[own..end].trim_end();
        // A comma may part the subject from its amount.
        let before = match before.strip_suffix('、').map(str::trim_end) {
            Some(subject) if subject.ends_with('は') && !subject.ends_with("では") => subject,
            Some(_) => return None,
            None => before,
        };
        let before = before.strip_suffix(['が', 'は', 'に'])?;
        noun_at_end(before, own)
    }
}

/// How far behind an amount, in bytes, the figures stand that it is compared with.
const COMPARED: usize = 90;

/// The noun phrase at the end of `text`, as a range of the normalized text that
/// `text` begins at byte `base` of.
fn noun_at_end(text: &str, base: usize) -> Option<Range<usize>> {
    let trimmed = text.trim_end();
    let phrase = trimmed
        .rfind(['、', '。', '「', '」', ':', '➢', '\t', '※'])
        .map_or(0, |at| at + trimmed[at..].chars().next().map_or(1, char::len_utf8));
    // A name does not go on over a blank line or an amount, nor into an item of a list.
    let from = trimmed[phrase..].rmatch_indices('\n').find_map(|(at, _)| {
        let (before, rest) = (&trimmed[..phrase + at], &trimmed[phrase + at + 1..]);
        let blank = rest.len() - rest.trim_start_matches([' ', '\u{3000}']).len();
        let ends =
            rest[blank..].starts_with('\n') || before.ends_with('円') || naming::opens_item(rest);
        ends.then_some(phrase + at + 1 + blank)
    });
    let from = from.unwrap_or(phrase);
    let piece = &trimmed[from..];
    let start = from + piece.len() - piece.trim_start().len();
    // A topic before the noun is not part of it: `課題当たりの金額は①②タイプ`.
    let start = trimmed[start..].rfind('は').map_or(start, |at| start + at + 'は'.len_utf8());
    let label = base + start..base + trimmed.len();
    let long_enough = trimmed[start..].chars().filter(|c| !c.is_whitespace()).count() >= 2;
    long_enough.then_some(label)
}

/// The noun phrase that `range` ends with, if it can be a name.
fn phrase_in(norm: &str, range: Range<usize>) -> Option<Range<usize>> {
    let label = naming::clean(norm, range)?;
    let start = label.start + phrase::start(&norm[label.clone()]);
    let label = naming::trimmed(norm, start..label.end)?;
    let name = text::name(&norm[label.clone()]);
    (phrase::is_noun(&name) && name.chars().count() <= 60).then_some(label)
}

/// The agency that a name carries in itself.
fn agency_in(name: &str) -> Option<String> {
    let agency = amount::agency(name);
    matches!(agency.as_str(), "AMED" | "in_house" | "cabinet_office").then_some(agency)
}

/// `内閣府に計上される`: whose budget holds the money.
fn budgeted_by(before: &str) -> Option<String> {
    let at = before.rfind("に計上")?;
    let head = &before[..at];
    let from = head
        .rfind(['、', '。', '\n', ' '])
        .map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8));
    let bearer = text::name(&head[from..]);
    (!bearer.is_empty() && bearer.chars().count() <= 20).then(|| amount::agency(&bearer))
}

#[cfg(test)]
mod tests;
