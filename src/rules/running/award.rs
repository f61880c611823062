//! The cap or size of one grant, which is nobody's budget: `最大100億円/課題`, `1件当たり500万円`.

use std::ops::Range;

use crate::layout::line::is_program_name;
use crate::model::{Certainty, Level, Measure, Stage};
use crate::rules::Item;
use crate::text;

use super::{CLAUSE, Sentence, naming, noun_at_end, phrase_in, topic};

const PER_GRANT: [&str; 3] = ["当たり", "あたり", "につき"];

impl Sentence<'_, '_> {
    /// The cap or size of one grant: `最大100億円/課題`, `1課題当たりの金額は…1億~100億円`.
    pub(super) fn award(&self) -> Option<Item> {
        let amount = &self.reading.amounts[self.amount];
        let before = self.before();
        // The measure is said once, and may govern several amounts of the sentence.
        let own = self.own.max(self.start) - self.start;
        let own_words = before.get(own..).unwrap_or_default();
        let each = per_grant(before).is_some_and(|at| {
            // `1課題当たりの金額は` is what the whole sentence is about.
            let is_topic = before[at..].chars().nth(PER_GRANT[0].chars().count()) == Some('の');
            at >= own || is_topic || !own_words.contains(['は', 'が', 'を'])
        });
        if !amount.is_rate && !each {
            return None;
        }
        let mut item = match topic::topic(self.reading.norm(), self.start + before.len()) {
            Some((topic, label)) => self.award_of(topic, label),
            None => self.award_of_clause(each)?,
        };
        item.year = self.lead.year;
        item.stage = Stage::Award;
        item.measure = Measure::Amount;
        if item.certainty == Certainty::Stated {
            item.certainty = Certainty::Inferred;
        }
        Some(item)
    }

    /// An award of the programme that the text is about, or of one of its types.
    fn award_of(&self, topic: String, label: Range<usize>) -> Item {
        let norm = self.reading.norm();
        let mut item = match self.governing_noun() {
            Some(noun) if !is_measure(&norm[noun.clone()]) => {
                let mut item = self.item(topic::enumerated(norm, noun.clone()), Some(noun));
                item.above = vec![topic];
                item
            }
            _ => {
                let is_program = is_program_name(&topic);
                // A type belongs to the programme that the text before its name is about.
                let of = if is_program { None } else { topic::programme(norm, label.start) };
                let mut item = self.item(topic, Some(label));
                item.level = if is_program { Level::Program } else { Level::Component };
                item.above = of.map(|(name, _)| name).into_iter().collect();
                item
            }
        };
        item.agency = self.reading.issuing_agency();
        item
    }

    /// An award in a sentence that names its programme or purpose itself:
    /// `商店街の活性化を図るため、1件当たり最大500万円を補助`.
    fn award_of_clause(&self, each: bool) -> Option<Item> {
        const GRANTS: [&str; 12] = [
            "補助", "助成", "交付", "支援", "支給", "貸", "給付", "融資", "上限", "最大", "採択",
            "課題",
        ];
        let norm = self.reading.norm();
        let before = self.before();
        let rest = naming::head(self.behind(), CLAUSE);
        let rest = &rest[..rest.find(['。', '\n']).unwrap_or(rest.len())];
        let said = [before, rest, &norm[self.reading.amounts[self.amount].outer.clone()]];
        if !GRANTS.iter().any(|w| said.iter().any(|s| s.contains(w))) {
            return None;
        }
        if self.previous.is_some() {
            return self.like_previous();
        }
        let measured = if each { per_grant_start(before)? } else { before.len() };
        let named = before[..measured].trim_end_matches(['、', ' ', '\n']);
        // `基金を創設し、1件当たり`: a verb before the comma.
        let verb =
            named.ends_with(['し', 'き', 'り', 'て']) && before[named.len()..].contains('、');
        let named = if verb { "" } else { named };
        let named = named.strip_suffix('は').unwrap_or(named);
        let phrase = noun_at_end(named, self.start).and_then(|label| phrase_in(norm, label));
        if let Some(label) = phrase {
            return Some(self.item(text::name(&norm[label.clone()]), Some(label)));
        }
        Some(self.item(topic::of_document(self.reading)?, None))
    }
}

/// The byte at which 当たり or its like stands, not in 予算につきましては or 編成に当たり.
fn per_grant(before: &str) -> Option<usize> {
    let is_each = |(at, word): &(usize, &str)| {
        !before[at + word.len()..].starts_with("まし") && !before[..*at].ends_with('に')
    };
    let words = PER_GRANT.iter().filter_map(|w| before.rmatch_indices(w).find(is_each));
    words.map(|(at, _)| at).max()
}

/// The byte at which `1件当たり` begins.
fn per_grant_start(before: &str) -> Option<usize> {
    let at = per_grant(before)?;
    let number = before[..at].rfind(|c: char| c.is_ascii_digit() || "一各".contains(c))?;
    let digits = before[..number].trim_end_matches(|c: char| c.is_ascii_digit() || c == ',');
    Some(digits.len())
}

/// Words that say what is measured, not whose money it is.
pub(super) fn is_measure(name: &str) -> bool {
    ["金額", "額", "規模", "上限", "費用", "経費", "単価"].iter().any(|w| name.ends_with(w))
        && ["当たり", "あたり", "につき"].iter().any(|w| name.contains(w))
        || matches!(
            name,
            "金額" | "総額" | "予算" | "予算額" | "予算規模" | "事業費" | "上限" | "計"
        )
}
