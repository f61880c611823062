//! Layout to records: one file per rule, applied in the order of [`RULES`].
//!
//! A rule looks at the amounts that no rule before it has claimed, and claims
//! those whose layout it knows. What is left at the end stays unclaimed, with a
//! reason. Rules do no I/O, know no other document, and cannot fail.

pub mod prose;

mod accounts;
mod arrows;
mod cells;
mod columns;
mod generic;
mod item;
mod ledger;
mod pairs;
mod points;
mod projects;
mod reading;
mod running;
mod sheet;
mod side;

pub use item::{Draft, Item, ProgramDraft, yen_of};
pub use reading::Reading;

/// A rule that turns one layout into records.
pub struct Rule {
    /// The name written into the records.
    pub name: &'static str,
    /// What it reads, in one sentence.
    pub summary: &'static str,
    /// Claims amounts of the reading and adds records to the draft.
    pub apply: fn(&Reading, &mut Draft),
}

/// Applies all rules to a reading, and says of what is left open which side it is on.
pub fn apply(reading: &Reading) -> Draft {
    let mut draft = Draft::new(reading.amounts.len());
    for rule in RULES {
        (rule.apply)(reading, &mut draft);
    }
    side::settle(reading, &mut draft);
    draft
}

/// All rules, in the order in which they claim amounts.
pub const RULES: &[Rule] = &[
    cells::RULE,
    columns::RULE,
    projects::RULE,
    sheet::HEADS,
    sheet::PROGRAMS,
    sheet::THEMES,
    sheet::LEGEND,
    points::RULE,
    pairs::RULE,
    accounts::RULE,
    ledger::HEADINGS,
    ledger::RULE,
    ledger::LISTINGS,
    arrows::RULE,
    running::RULE,
    generic::RULE,
];
