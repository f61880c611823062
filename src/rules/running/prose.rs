//! Amounts in prose that no set form of words names: what their clause ties to them.

use std::ops::Range;

use crate::layout::line;
use crate::model::Certainty;
use crate::notation::era;
use crate::rules::{Item, Reading};
use crate::text;
use crate::text::character::is_hiragana;

use super::clause::{self, Before, Tie};
use super::topic::Squeezed;
use super::{Sentence, agency_in, naming};

/// Whether an amount stands in a sentence that ends with 。, and not in a row or a list.
pub(in crate::rules) fn is_prose(reading: &Reading, a: usize) -> bool {
    const LONGEST: usize = 900;
    let rest = naming::head(&reading.norm()[reading.amounts[a].outer.end..], LONGEST);
    let Some(stop) = rest.find('。') else { return false };
    let goes_on = |c: char| c.is_alphabetic() || matches!(c, '、' | '。' | ',');
    let broken = || {
        let next = rest.trim_start_matches(' ').strip_prefix('\n').unwrap_or_default();
        next.trim_start_matches(' ').starts_with(is_hiragana)
    };
    (rest.starts_with(goes_on) || broken())
        && !rest[..stop].split('\n').skip(1).any(|line| line.trim().is_empty())
}

impl Sentence<'_, '_> {
    /// `町の積立金は令和9年度末には3億円となる`: what the clause ties to the amount.
    pub(super) fn clause(&self) -> Option<Item> {
        if !is_prose(self.reading, self.amount) {
            return None;
        }
        let norm = self.reading.norm();
        let outer = &self.reading.amounts[self.amount].outer;
        let end = self.lead.start.min(outer.start);
        let start = self.paragraph(end).min(end);
        let own = self.own.clamp(start, end);
        let words = Squeezed::new(norm, own..end);
        let rest = Squeezed::new(norm, outer.end..outer.end + self.near().len());
        let behind = clause::behind(&rest.text);
        let (words, tied) = match clause::before(&words.text) {
            Before::Tied(tied) if tied.tie == Tie::Perhaps && self.previous.is_some() => {
                return self.perhaps_previous();
            }
            Before::Tied(tied) => (words, Some(tied)),
            Before::GoesOn if self.previous.is_some() => {
                let mut item = self.like_previous()?;
                item.year = self.year_beside(own..end, item.year);
                return Some(item);
            }
            Before::Clause if self.previous.is_some() && behind.is_none() => {
                let mut item = self.perhaps_previous()?;
                item.year = self.year_beside(own..end, item.year);
                return Some(item);
            }
            // What the sentence said before the amount before this one.
            _ => {
                let general = clause::general(&words.text).map(|range| words.range(&range));
                let words = Squeezed::new(norm, start..own);
                let tied = clause::topic(&words.text);
                if let Some(label) = general.filter(|_| tied.is_none() && behind.is_none()) {
                    let mut item = self.item(text::name(&norm[label.clone()]), Some(label));
                    item.candidates = vec![item.name.clone()];
                    item.certainty = Certainty::Ambiguous;
                    return Some(item);
                }
                (words, tied)
            }
        };
        let is_object = behind.as_ref().is_some_and(|(_, is_object)| *is_object);
        let firm = tied.as_ref().filter(|t| t.tie == Tie::Firm && !(t.is_subject && is_object));
        let (range, certainty) = match (firm, behind, &tied) {
            (Some(tied), ..) => (words.range(&tied.range), Certainty::Stated),
            (None, Some((noun, _)), _) => (rest.range(&noun), Certainty::Stated),
            (None, None, Some(tied)) if tied.tie == Tie::Perhaps => {
                (words.range(&tied.range), Certainty::Ambiguous)
            }
            (None, None, Some(tied)) => (words.range(&tied.range), Certainty::Inferred),
            (None, None, None) => return None,
        };
        let label = naming::trimmed(norm, range)?;
        let mut item = self.item(text::name(&norm[label.clone()]), Some(label));
        item.certainty = certainty;
        if certainty == Certainty::Ambiguous {
            item.candidates = vec![item.name.clone()];
        }
        let behind = item.label.as_ref().map_or(end, |label| label.end.clamp(own, end));
        item.year = (self.lead.year)
            .or_else(|| self.said_year(behind, end, true))
            .or_else(|| self.said_year(start, end, false))
            .or(item.year);
        item.agency = agency_in(&item.name);
        Some(item)
    }

    /// The year that the words between an amount and the one before it say, or that one's year
    /// if they say none.
    fn year_beside(&self, own: Range<usize>, previous: Option<i32>) -> Option<i32> {
        const RELATIVE: [&str; 5] = ["昨年", "来年", "翌年", "今年", "本年"];
        let said = self.lead.year.or_else(|| self.said_year(own.start, own.end, true));
        let words = line::squeeze(&self.reading.norm()[own]);
        let is_compared = |at: usize| words[at..].contains('比') || words[at..].contains("より");
        // 31年度 without its era is another year, whichever it is.
        let numbered =
            |at: &usize| words[..*at].ends_with(|c: char| c.is_ascii_digit() || c == '元');
        let is_other = words.match_indices("年度").any(|(at, _)| numbered(&at))
            || RELATIVE.iter().any(|word| words.find(word).is_some_and(|at| !is_compared(at)));
        // `前年度の33億円から8億円増えた`: the difference is this year's.
        let from = ["から", "より", "に比べ", "に対し"];
        let behind = self.near().trim_start_matches(['の', 'も', 'ほ', 'ど']);
        let is_difference = from.iter().any(|w| words.trim_start_matches(')').starts_with(w))
            && behind.starts_with(['増', '減', '多', '少']);
        if is_difference {
            return said.or(self.reading.document.fiscal_year);
        }
        said.or(previous.filter(|_| !is_other))
    }

    /// An item that a clause parts from the amount before it, and that may be of the same.
    fn perhaps_previous(&self) -> Option<Item> {
        let mut item = self.like_previous()?;
        item.stage = self.lead.stage.unwrap_or(self.reading.document.stage);
        item.certainty = Certainty::Ambiguous;
        if item.candidates.is_empty() {
            item.candidates = vec![item.name.clone()];
        }
        Some(item)
    }

    /// Where the paragraph of the sentence begins: behind a blank line, or a line too short to
    /// be broken there.
    fn paragraph(&self, end: usize) -> usize {
        let lines = self.reading.text.lines();
        let mut i = self.reading.text.line_at(end);
        while i > 0 && lines[i].range.start > self.start {
            let bytes = |k: usize| self.reading.content(k).len();
            if bytes(i - 1) + '円'.len_utf8() * 2 < bytes(i) || bytes(i - 1) == 0 {
                return lines[i].range.start;
            }
            i -= 1;
        }
        self.start
    }

    /// The fiscal year, or with `any` the year, that the text says before the amount, which is
    /// not that of another amount and not one that is compared with.
    fn said_year(&self, start: usize, end: usize, any: bool) -> Option<i32> {
        const RELATIVE: [&str; 4] = ["前年度", "昨年度", "来年度", "翌年度"];
        let text = &self.reading.norm()[start..end];
        let others = self.reading.amounts_in(start..end);
        let compares = |rest: &str| {
            let rest = rest.trim_start_matches(['末', '当', '初', '予', '算', '決', ' ', '\n']);
            ["比", "と比", "に比", "から", "より", "に対し"].iter().any(|w| rest.starts_with(w))
        };
        let is_own = |at: usize| {
            !others.clone().any(|b| {
                (self.reading.lead(b).start..self.reading.amounts[b].outer.end).contains(&at)
            })
        };
        // (平成29年12月閣議決定): a date, of something else.
        let dates = |rest: &str| {
            rest.trim_start_matches([' ', '\n'])
                .trim_start_matches(|c: char| c.is_ascii_digit())
                .starts_with('月')
        };
        let years = era::scan_years(text);
        let year = years.iter().rfind(|y| {
            (y.fiscal || any && !dates(&text[y.range.end..]))
                && is_own(start + y.range.start)
                && !compares(&text[y.range.end..])
        })?;
        let rest = &text[year.range.end..];
        let is_other = RELATIVE.iter().any(|word| {
            rest.match_indices(word).any(|(at, _)| !compares(&rest[at + word.len()..]))
        });
        (!is_other).then_some(year.western)
    }
}
