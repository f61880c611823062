//! An amount in a bracket directly behind another: `49億円(51億円)`, `6,558億円〔+295億円〕`.
//!
//! Budget papers print last year's figure in round brackets behind this year's. A sign makes
//! it a change; another kind of bracket is something that only the paper's remarks say.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::{Certainty, Measure, Stage};
use crate::notation::era;
use crate::rules::running::naming::Named;
use crate::rules::{Item, Reading};

/// What a remark of the document says of the figures in brackets: `( )内は前年度`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::rules) enum Remark {
    /// Nothing.
    #[default]
    None,
    /// They are last year's.
    LastYear,
    /// They are something else.
    Other,
}

impl Remark {
    /// The first such remark of a text, in a document about the year `own`.
    pub fn of(norm: &str, own: Option<i32>) -> Remark {
        static WORDS: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"\( ?\)[内書は]|カッコ内|括弧内").expect("a valid pattern")
        });
        let Some(at) = WORDS.find(norm).map(|found| found.end()) else { return Remark::None };
        let said: String = norm[at..].chars().take_while(|c| *c != '。').take(30).collect();
        let year = era::scan_years(&said).first().map(|year| year.western + 1);
        if ["前年", "昨年"].iter().any(|word| said.contains(word)) || own.is_some() && year == own
        {
            Remark::LastYear
        } else {
            Remark::Other
        }
    }
}

/// The stage of last year's figure beside one of this stage: a request is for the year to come;
/// of the year before, the budget is printed.
pub(in crate::rules) fn stage_of_last_year(stage: Stage) -> Stage {
    match stage {
        Stage::Request | Stage::RequestTotal | Stage::PriorityRequest | Stage::Draft => {
            Stage::Initial
        }
        other => other,
    }
}

/// What the bracket says by its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) enum Bracketed {
    /// A round bracket with nothing but the figure.
    Plain,
    /// A figure with a sign.
    Change,
    /// Another kind of bracket.
    Unexplained,
}

impl Bracketed {
    /// The form of the bracket in which amount `a`, and nothing else, stands directly behind
    /// the amount before it, and that amount.
    pub fn of(reading: &Reading, a: usize) -> Option<(Bracketed, usize)> {
        const PAIRS: [(char, char); 6] =
            [('(', ')'), ('〔', '〕'), ('<', '>'), ('[', ']'), ('【', '】'), ('〈', '〉')];
        let norm = reading.norm();
        let amount = &reading.amounts[a];
        let base = a.checked_sub(1).filter(|&b| !reading.amounts[b].is_share()).or_else(|| {
            // The total stands before its bracket of shares.
            (0..a).rev().take(24).find(|&b| !reading.amounts[b].is_share())
        })?;
        let end = reading.end_with_shares(base);
        let between = norm.get(end..amount.outer.start)?.trim();
        let rest = norm[amount.outer.end..].trim_start();
        let (open, _) = PAIRS.into_iter().find(|(open, close)| {
            between.strip_prefix(*open).is_some_and(str::is_empty) && rest.starts_with(*close)
        })?;
        let form = match open {
            _ if amount.signed => Bracketed::Change,
            '(' => Bracketed::Plain,
            _ => Bracketed::Unexplained,
        };
        Some((form, base))
    }

    /// Gives the item in the bracket what it has of the amount `base` before the bracket.
    pub fn settle(self, remark: Remark, base: Option<&Named>, item: &mut Item) {
        let Some(base) = base else { return };
        base.give(item);
        (item.year, item.stage) = (base.year, base.stage);
        match (self, remark) {
            (Bracketed::Change, _) => item.measure = Measure::Change,
            (Bracketed::Plain, Remark::Other) => {
                item.certainty = Certainty::Ambiguous;
                item.candidates = vec![base.name.clone()];
            }
            (Bracketed::Plain, _) => {
                item.year = base.year.map(|year| year - 1);
                item.stage = stage_of_last_year(item.stage);
            }
            (Bracketed::Unexplained, _) => {
                (item.year, item.stage) = (None, Stage::Unspecified);
            }
        }
    }
}
