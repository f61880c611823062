//! Figures that the amount before is compared with: `前年度の2兆2,700億円に比べ300億円の増額`.

use crate::layout::line;
use crate::rules::Item;

use super::clause::{self, Before};
use super::{COMPARED, Sentence, is_prose, naming, noun_at_end, phrase_in};

impl Sentence<'_, '_> {
    /// `前年度の2兆2,700億円に比べ300億円の増額`: figures that the one before is compared with.
    pub(super) fn compared(&self) -> Option<Item> {
        let amount = &self.reading.amounts[self.amount];
        let own = &self.reading.norm()[self.own.min(self.lead.start)..self.lead.start];
        let relative = self.reading.lead(self.amount).year.is_none() && self.lead.year.is_some();
        let base = self.amount.checked_sub(1)?;
        let near = self.lead.start.saturating_sub(self.reading.amounts[base].outer.end) <= COMPARED;
        // `町債の発行額は前年度比で1億円の減` names its amount itself.
        let words = || line::squeeze(own);
        let names = is_prose(self.reading, self.amount)
            && matches!(clause::before(&words()), Before::Tied(_));
        if !near || names {
            return None;
        }
        let is_named = || {
            let noun = noun_at_end(own.trim_end_matches(['、', ' ']), self.own)?;
            phrase_in(self.reading.norm(), noun)
        };
        let compares = relative && is_named().is_none() || amount.signed && has_comparison(own);
        if !compares {
            return None;
        }
        let mut item = match self.previous {
            Some(_) => self.like_previous()?,
            None => {
                let previous = self.names.get(base)?.as_ref()?;
                let mut item = self.item(String::new(), None);
                previous.give(&mut item);
                item.stage = self.lead.stage.unwrap_or(previous.stage);
                item
            }
        };
        if amount.signed && self.lead.year.is_none() {
            item.year = naming::base_year(self.reading, self.own);
        }
        Some(item)
    }
}

/// Whether the words before a change say what it is a change against.
fn has_comparison(words: &str) -> bool {
    ["に比べ", "と比べ", "比", "から", "に対し", "より"].iter().any(|w| words.contains(w))
}
