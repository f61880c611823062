//! Records in the making: line items that still refer to each other by position.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::{Certainty, Count, Flag, Flow, Level, Measure, Stage};
use crate::notation::money::Figure;

use super::Reading;

/// A line item in the making.
#[derive(Clone, Debug)]
pub struct Item {
    /// Index of the amount among those of the reading.
    pub amount: usize,
    /// The item's name; see [`crate::model::LineItem`] for this and what follows.
    pub name: String,
    /// Names above it, from the outermost; without its own.
    pub above: Vec<String>,
    /// Depth.
    pub level: Level,
    /// Fiscal year.
    pub year: Option<i32>,
    /// Stage.
    pub stage: Stage,
    /// Amount or change.
    pub measure: Measure,
    /// Side of the account.
    pub flow: Flow,
    /// Agency.
    pub agency: Option<String>,
    /// Ministry.
    pub ministry: Option<String>,
    /// Rate of change.
    pub rate: Option<String>,
    /// Count printed with it.
    pub count: Option<Count>,
    /// Marks that stand with the name; those of the amount are added to them.
    pub flags: Vec<Flag>,
    /// Certainty.
    pub certainty: Certainty,
    /// Candidates.
    pub candidates: Vec<String>,
    /// The rule's name.
    pub rule: &'static str,
    /// Where the name stands.
    pub label: Option<Range<usize>>,
    /// Index of the item it is a part of.
    pub part_of: Option<usize>,
}

impl Item {
    /// An item for amount `amount`, with the document's own year and stage.
    pub fn new(reading: &Reading, rule: &'static str, amount: usize, name: String) -> Item {
        Item {
            amount,
            name,
            above: Vec::new(),
            level: Level::Component,
            year: reading.document.fiscal_year,
            stage: reading.document.stage,
            measure: Measure::Amount,
            flow: Flow::Expenditure,
            agency: None,
            ministry: None,
            rate: None,
            count: None,
            flags: Vec::new(),
            certainty: Certainty::Stated,
            candidates: Vec::new(),
            rule,
            label: None,
            part_of: None,
        }
    }
}

/// A programme in the making.
#[derive(Clone, Debug, Default)]
pub struct ProgramDraft {
    /// The record, without the ids of its line items.
    pub program: crate::model::Program,
    /// Positions of its line items in the draft.
    pub items: Vec<usize>,
    /// Where it stands in the normalized text, for the order of the records.
    pub at: usize,
}

/// What the rules have made so far.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Line items, in the order in which they were made.
    pub items: Vec<Item>,
    /// Programmes.
    pub programs: Vec<ProgramDraft>,
    /// Positions of the projects whose programmes are all listed with an amount.
    pub complete: Vec<usize>,
    claimed: Vec<bool>,
    /// The place of each programme among `programs`, by name and project.
    program_at: BTreeMap<(String, Option<String>), usize>,
}

impl Draft {
    /// A draft in which none of `amounts` amounts is claimed.
    pub fn new(amounts: usize) -> Draft {
        Draft { claimed: vec![false; amounts], ..Draft::default() }
    }

    /// Whether an amount is free to be claimed.
    pub fn is_free(&self, amount: usize) -> bool {
        !self.claimed[amount]
    }

    /// Adds an item, claims its amount, and gives the item's position.
    /// An amount that is claimed already stays with its first item.
    pub fn claim(&mut self, item: Item) -> usize {
        if self.claimed[item.amount] {
            return self
                .items
                .iter()
                .position(|earlier| earlier.amount == item.amount)
                .unwrap_or(self.items.len());
        }
        self.claimed[item.amount] = true;
        self.items.push(item);
        self.items.len() - 1
    }

    /// Claims an amount and, as its parts, the ministries' shares in the bracket behind it.
    pub fn claim_with_shares(&mut self, reading: &Reading, item: Item) -> usize {
        let shares = reading.shares_of(item.amount);
        let total = self.claim(item);
        for share in shares {
            let Some(ministry) = reading.ministry_of(share) else { continue };
            let mut part = self.items[total].clone();
            part.amount = share;
            part.ministry = Some(ministry.to_owned());
            part.part_of = Some(total);
            part.rate = None;
            part.count = None;
            self.claim(part);
        }
        total
    }

    /// Adds a programme, or what is new about it to the record of the same programme
    /// under the same project.
    pub fn add_program(&mut self, added: ProgramDraft) {
        let key = (added.program.name.clone(), added.program.project.clone());
        let Some(&at) = self.program_at.get(&key) else {
            self.program_at.insert(key, self.programs.len());
            self.programs.push(added);
            return;
        };
        let known = &mut self.programs[at];
        known.items.extend(added.items);
        let (known, added) = (&mut known.program, added.program);
        known.description = known.description.take().or(added.description);
        known.starts_on = known.starts_on.take().or(added.starts_on);
        known.activities.extend(added.activities);
        for ministry in added.ministries {
            if !known.ministries.contains(&ministry) {
                known.ministries.push(ministry);
            }
        }
        for flag in added.flags {
            if !known.flags.contains(&flag) {
                known.flags.push(flag);
            }
        }
        known.flags.sort();
    }

    /// Indices of the amounts that no rule has claimed.
    pub fn free(&self) -> impl Iterator<Item = usize> + '_ {
        self.claimed.iter().enumerate().filter(|(_, claimed)| !**claimed).map(|(i, _)| i)
    }
}

/// The low and high yen that the record model gives for a figure with these marks.
pub fn yen_of(figure: &Figure, flags: &[Flag]) -> (Option<i64>, Option<i64>) {
    match *figure {
        Figure::Exact(yen) if flags.contains(&Flag::AtMost) => (None, Some(yen)),
        Figure::Exact(yen) => (Some(yen), None),
        Figure::Range { low, high } => (Some(low), Some(high)),
        Figure::Undetermined | Figure::TooLarge => (None, None),
    }
}
