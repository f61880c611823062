//! Tables of bare figures under a declared unit: `単位:千円`.
//!
//! A row is a label with its figures behind it; the columns are named above. In a budget book
//! (予算書; 地方自治法施行規則 別記様式) the rows are 款, 項, 目 and 節, the tables go on over
//! pages, and what is left of a row's line may stand on the page that faces it. This folder also
//! says which bare numbers of a text are amounts at all.

mod aligned;
mod book;
mod cells;
mod figure;
mod head;
mod heading;
mod items;
mod label;
mod line;
mod loose;
mod part;
mod place;
mod plain;
mod table;
#[cfg(test)]
mod tests;
mod total;
mod unit;

pub(super) use figure::{bare_figures, without_unit};
pub(super) use table::{Table, tables};
pub(super) use unit::{cell_unit, declared};

use super::{Draft, Reading, Rule};

pub(super) const HEADINGS: Rule = Rule {
    name: "ledger_heading",
    summary: "The heading of a 款 or 項 with its amount, over the tables of a budget book.",
    apply: heading::claim,
};

pub(super) const RULE: Rule = Rule {
    name: "ledger_row",
    summary: "A row of bare figures under a declared unit, in columns by year and stage.",
    apply,
};

pub(super) const LISTINGS: Rule = Rule {
    name: "ledger_listing",
    summary: "A list of names with a figure each, which stands the further right the more it holds.",
    apply: listings,
};

fn apply(reading: &Reading, draft: &mut Draft) {
    book::claim(reading, draft, RULE.name, |table| !table.is_listing);
    items::link(reading, draft, |table| table.is_kind("節"));
    plain::claim_rows(reading, draft);
}

fn listings(reading: &Reading, draft: &mut Draft) {
    book::claim(reading, draft, LISTINGS.name, |table| table.is_listing);
    items::link(reading, draft, |table| table.is_listing);
}
