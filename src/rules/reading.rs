//! What the rules read: the text with its amounts, sheets and labels found.

use std::ops::Range;

use crate::layout::amount::{self, Amount, Lead, ShareBracket, Written};
use crate::layout::sheet::{self, Sheet};
use crate::layout::vertical::VerticalLabel;
use crate::model::{Document, Kind};
use crate::notation::unit::Unit;
use crate::text::Text;

use super::generic::Remark;
use super::ledger::{self, Table};
use super::projects;

/// A text and what was found in it before any rule.
pub struct Reading<'t> {
    /// The text.
    pub text: &'t Text,
    /// What the document says of itself.
    pub document: &'t Document,
    /// Its amounts, in order.
    pub amounts: Vec<Amount>,
    /// Its brackets of ministries' shares, in order.
    pub brackets: Vec<ShareBracket>,
    /// The lines that a declared unit (単位:千円) is for, and the unit.
    pub declared: Vec<(Range<usize>, Unit)>,
    /// Its tables of bare figures, in order.
    pub tables: Vec<Table>,
    /// Figures of rows without a declared unit, which are not known to be money.
    pub without_unit: Vec<Range<usize>>,
    /// Its lines of a project and its amount.
    pub(super) project_lines: Vec<projects::Line>,
    /// Names of the projects that the document is divided into.
    pub projects: Vec<String>,
    /// The sheets of these projects.
    pub sheets: Vec<Sheet>,
    /// What the document says of the figures in its brackets.
    pub(super) remark: Remark,
    /// The lines, and the same without the spaces around them.
    lines: Vec<(&'t str, &'t str)>,
    leads: Vec<Lead>,
    /// For each line, the first of its amounts with a unit; one more for the end.
    first_amount: Vec<usize>,
    /// For each line, where its words in display type begin.
    display: Vec<Option<u32>>,
}

/// For each line the index of the first amount with a unit that begins in it or later,
/// and the number of such amounts at the end.
fn first_amounts(text: &Text, amounts: &[Amount]) -> Vec<usize> {
    let with_unit = amounts.partition_point(|a| a.written != Written::Bare);
    let mut at = 0;
    let mut first = Vec::with_capacity(text.lines().len() + 1);
    for line in text.lines() {
        while at < with_unit && amounts[at].range.start < line.range.start {
            at += 1;
        }
        first.push(at);
    }
    first.push(with_unit);
    first
}

/// The words before each amount, none of which go back beyond the amount before it.
fn leads(norm: &str, amounts: &[Amount]) -> Vec<Lead> {
    let mut floor = 0;
    let mut lead = |amount: &Amount| {
        let start = amount.outer.start;
        if amount.written != Written::WithUnit {
            floor = amount.outer.end;
            return Lead { start, ..Lead::default() };
        }
        let lead = amount::lead(norm, floor.min(start), start);
        floor = amount.outer.end;
        lead
    };
    amounts.iter().map(&mut lead).collect()
}

impl<'t> Reading<'t> {
    /// Finds amounts and sheets; `vertical` are the text's labels printed one character a line.
    pub fn new(text: &'t Text, document: &'t Document, vertical: &[VerticalLabel]) -> Reading<'t> {
        let (mut amounts, brackets) = amount::find(text.norm());
        let mut lines: Vec<(&str, &str)> =
            (0..text.lines().len()).map(|i| (text.line(i), text.content(i))).collect();
        for i in (0..lines.len()).filter(|&i| text.is_aside(i)) {
            lines[i] = ("", "");
        }
        for label in vertical {
            lines[label.lines.clone()].fill(("", ""));
        }
        // Bare figures go behind the others, so that the brackets' indices stay true.
        let declared = ledger::declared(text);
        // A row with 事項要求 in one of its cells still has figures in the others.
        let figures: Vec<Amount> =
            amounts.iter().filter(|a| !a.is_open_request()).cloned().collect();
        let tables = ledger::tables(text, &declared, document.fiscal_year);
        let bare = ledger::bare_figures(text, &declared, &tables, &figures, document.fiscal_year);
        amounts.extend(bare);
        let without_unit = ledger::without_unit(text, &declared, &tables);
        let mut reading = Reading {
            text,
            document,
            amounts,
            brackets,
            declared,
            tables,
            without_unit,
            project_lines: Vec::new(),
            projects: Vec::new(),
            sheets: Vec::new(),
            remark: Remark::of(text.norm(), document.fiscal_year),
            lines,
            leads: Vec::new(),
            first_amount: Vec::new(),
            display: Vec::new(),
        };
        reading.display = (0..text.lines().len())
            .map(|i| sheet::display_tail(reading.line(i)).and_then(|at| u32::try_from(at).ok()))
            .collect();
        reading.first_amount = first_amounts(text, &reading.amounts);
        reading.leads = leads(text.norm(), &reading.amounts);
        reading.project_lines = projects::lines(&reading);
        reading.projects = projects::names(&reading);
        reading.sheets = sheet::sheets(text, &reading.projects, |i| reading.display_tail(i));
        reading
    }

    /// The normalized text.
    pub fn norm(&self) -> &'t str {
        self.text.norm()
    }

    /// The line with index `i`, empty when it is part of a vertical label or beside the text.
    pub fn line(&self, i: usize) -> &'t str {
        self.lines[i].0
    }

    /// The same without the spaces around it.
    pub fn content(&self, i: usize) -> &'t str {
        self.lines[i].1
    }

    /// Where the words that a line sets in display type begin.
    pub fn display_tail(&self, i: usize) -> Option<usize> {
        self.display[i].map(|at| at as usize)
    }

    /// Whether a line has nothing to read: blank, part of a vertical label, or beside the text.
    pub fn is_blank(&self, i: usize) -> bool {
        self.lines[i].1.is_empty()
    }

    /// The number of amounts with a unit; the bare figures stand behind them.
    fn with_unit(&self) -> usize {
        self.first_amount.last().copied().unwrap_or(0)
    }

    /// Indices of the amounts with a unit that begin in the byte range.
    pub fn amounts_in(&self, range: Range<usize>) -> Range<usize> {
        let amounts = &self.amounts[..self.with_unit()];
        let first = amounts.partition_point(|a| a.range.start < range.start);
        let last = amounts.partition_point(|a| a.range.start < range.end);
        first..last
    }

    /// Indices of the bare figures that begin in line `i`.
    pub fn bare_of_line(&self, i: usize) -> Range<usize> {
        let line = &self.text.lines()[i].range;
        let first = self.with_unit();
        let bare = &self.amounts[first..];
        let from = bare.partition_point(|a| a.range.start < line.start);
        let to = bare.partition_point(|a| a.range.start < line.end);
        first + from..first + to
    }

    /// The bare figure that begins in a range.
    pub fn bare_at(&self, range: Range<usize>) -> Option<usize> {
        let first = self.with_unit();
        let at = first + self.amounts[first..].partition_point(|a| a.range.start < range.start);
        self.amounts.get(at).filter(|a| a.range.start < range.end).map(|_| at)
    }

    /// Indices of the amounts with a unit that begin in line `i`.
    pub fn amounts_of_line(&self, i: usize) -> Range<usize> {
        self.first_amount[i]..self.first_amount[i + 1]
    }

    /// The words directly before an amount.
    pub fn lead(&self, amount: usize) -> &Lead {
        &self.leads[amount]
    }

    /// The agency that a brochure is of, as the record model names it: the figures of
    /// its accounts and statistics are its own.
    pub fn issuing_agency(&self) -> Option<String> {
        let issuer = self.document.issuer.as_deref()?;
        (self.document.kind == Kind::Brochure).then(|| amount::agency(issuer))
    }

    /// Whether the sentence goes on behind an amount, so that it is no entry of a list.
    pub fn is_in_sentence(&self, amount: usize) -> bool {
        const PARTICLES: [char; 11] =
            ['、', 'を', 'の', 'が', 'は', 'に', 'と', 'で', 'も', 'お', '及'];
        let behind = self.norm()[self.amounts[amount].outer.end..].trim_start();
        // がん (cancer) is a word: no particle is followed by ん.
        behind.starts_with(PARTICLES) && !behind.starts_with("がん")
    }

    /// The ministries' shares in the bracket directly behind an amount.
    pub fn shares_of(&self, amount: usize) -> Range<usize> {
        if self.amounts[amount].is_share() {
            return 0..0;
        }
        let end = self.amounts[amount].outer.end;
        let at = self.brackets.partition_point(|b| b.range.start < end);
        match self.brackets.get(at) {
            Some(bracket) if self.norm()[end..bracket.range.start].trim().is_empty() => {
                bracket.parts.clone()
            }
            _ => 0..0,
        }
    }

    /// Where an amount begins on the line of its figure: a word like 総額 before it may stand at the
    /// end of the line above.
    pub fn start_on_line(&self, amount: usize) -> usize {
        let amount = &self.amounts[amount];
        let line = self.text.lines()[self.text.line_at(amount.range.start)].range.start;
        amount.outer.start.max(line)
    }

    /// Whether an amount is the first thing on its line.
    pub fn begins_line(&self, amount: usize) -> bool {
        let start = self.start_on_line(amount);
        let line = self.text.lines()[self.text.line_at(start)].range.start;
        self.norm()[line..start].trim().is_empty()
    }

    /// Whether nothing follows an amount on its line but brackets and full stops.
    pub fn ends_line(&self, amount: usize) -> bool {
        let end = self.end_with_shares(amount);
        let line_end = self.text.lines()[self.text.line_at(end)].range.end.max(end);
        let rest = self.norm()[end..line_end].trim_matches([' ', ')', '>', '】', '〕', '*', '。']);
        rest.is_empty()
    }

    /// The ministry whose share an amount is.
    pub fn ministry_of(&self, amount: usize) -> Option<&'static str> {
        match self.amounts[amount].written {
            Written::Share(ministry) => Some(ministry),
            _ => None,
        }
    }

    /// Where an amount and the bracket of shares behind it end.
    pub fn end_with_shares(&self, amount: usize) -> usize {
        let end = self.amounts[amount].outer.end;
        let shares = self.shares_of(amount);
        if shares.is_empty() {
            return end;
        }
        let at = self.brackets.partition_point(|b| b.range.start < end);
        self.brackets[at].range.end
    }
}
