//! The amounts of a text, and the words that stand directly before each.

use std::ops::Range;

use super::line::{squeeze, without_brackets};
use crate::model::{Flag, Stage};
use crate::notation::money::{self, Figure, Money};
use crate::notation::share::{self, Shares};
use crate::notation::{era, mark, stage};

/// How an amount is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// With its own unit: 1,272億円.
    WithUnit,
    /// As a ministry's share in a bracket: 厚474. The ministry's official name.
    Share(&'static str),
    /// As a bare figure under a unit that is declared elsewhere.
    Bare,
}

/// One printed amount.
#[derive(Clone, Debug)]
pub struct Amount {
    /// Sign, figure and unit in the normalized text.
    pub range: Range<usize>,
    /// The same with 約, 最大, 程度, の内数 around it.
    pub outer: Range<usize>,
    /// What it is worth.
    pub figure: Figure,
    /// The rounding step in yen.
    pub resolution: i64,
    /// How many figures are printed: two for a range.
    pub ends: u32,
    /// Marks around it.
    pub flags: Vec<Flag>,
    /// Whether a sign is printed.
    pub signed: bool,
    /// Whether it is an amount for each of something: 最大100億円／課題.
    pub is_rate: bool,
    /// How it is written.
    pub written: Written,
}

impl Amount {
    fn with_unit(money: Money) -> Amount {
        Amount {
            range: money.range,
            outer: money.outer,
            figure: money.figure,
            resolution: money.resolution,
            ends: money.ends.len() as u32,
            flags: money.flags,
            signed: money.signed,
            is_rate: money.per.is_some(),
            written: Written::WithUnit,
        }
    }

    /// A bare figure, read under a declared unit; `at` is where the reading began.
    pub fn bare(money: Money, at: usize) -> Amount {
        let mut amount = Amount::with_unit(money);
        amount.range = amount.range.start + at..amount.range.end + at;
        amount.outer = amount.outer.start + at..amount.outer.end + at;
        amount.written = Written::Bare;
        amount
    }

    /// The yen of a single exact figure.
    pub fn yen(&self) -> Option<i64> {
        match self.figure {
            Figure::Exact(yen) => Some(yen),
            _ => None,
        }
    }

    /// Whether 事項要求 stands in the place of a figure.
    pub fn is_open_request(&self) -> bool {
        self.written == Written::WithUnit
            && self.figure == Figure::Undetermined
            && self.resolution == 1
    }

    /// Whether the amount is a ministry's share.
    pub fn is_share(&self) -> bool {
        matches!(self.written, Written::Share(_))
    }
}

/// A bracket of ministries' shares, as indices of its amounts.
#[derive(Clone, Debug)]
pub struct ShareBracket {
    /// Where the bracket stands.
    pub range: Range<usize>,
    /// Its amounts.
    pub parts: Range<usize>,
}

/// All amounts with a unit or in a bracket of shares, in order, and the brackets.
pub fn find(norm: &str) -> (Vec<Amount>, Vec<ShareBracket>) {
    let monies = money::scan(norm);
    let brackets: Vec<Shares> = share::scan_shares(norm);
    let mut amounts = Vec::with_capacity(monies.len() + brackets.len() * 4);
    let mut found = Vec::with_capacity(brackets.len());
    let mut monies = monies.into_iter().peekable();
    for bracket in brackets {
        while let Some(money) = monies.next_if(|m| m.range.start < bracket.range.start) {
            amounts.push(Amount::with_unit(money));
        }
        while monies.next_if(|m| m.range.start < bracket.range.end).is_some() {}
        let first = amounts.len();
        for part in &bracket.parts {
            let flags = match part.figure {
                Figure::Undetermined => vec![Flag::Undetermined],
                _ => Vec::new(),
            };
            amounts.push(Amount {
                range: part.range.clone(),
                outer: part.range.clone(),
                figure: part.figure,
                resolution: part.resolution,
                ends: 1,
                flags,
                signed: false,
                is_rate: false,
                written: Written::Share(part.ministry),
            });
        }
        found.push(ShareBracket { range: bracket.range.clone(), parts: first..amounts.len() });
    }
    amounts.extend(monies.map(Amount::with_unit));
    for amount in &mut amounts {
        marks_behind(norm, amount);
    }
    (amounts, found)
}

/// Takes up a mark in a bracket directly behind an amount: `49億円(再掲)`, `5億円(内数)`.
fn marks_behind(norm: &str, amount: &mut Amount) {
    const LONGEST: usize = 24;
    let behind = &norm[amount.outer.end..];
    if is_within(behind) && !amount.flags.contains(&Flag::Within) {
        amount.flags.push(Flag::Within);
    }
    if amount.is_share() || !behind.starts_with(['(', '【', '[']) {
        return;
    }
    let mut end = behind.len().min(LONGEST);
    while !behind.is_char_boundary(end) {
        end -= 1;
    }
    if let Some((range, flag)) = mark::scan_flags(&behind[..end]).into_iter().next()
        && range.start == 0
        && !amount.flags.contains(&flag)
    {
        amount.outer.end += range.end;
        amount.flags.push(flag);
    }
}

/// Whether the words behind an amount make a 内数 of it and of the one in the bracket behind it:
/// `733億円(751億円)の内数`.
fn is_within(behind: &str) -> bool {
    let end = behind.char_indices().take(24).find(|(_, c)| *c == ')').map(|(at, _)| at);
    end.is_some_and(|end| {
        let inner = behind[..end].strip_prefix('(').unwrap_or(&behind[..end]);
        (end == 0 || behind.starts_with('(') && inner.ends_with('円'))
            && behind[end + 1..].starts_with("の内数")
    })
}

/// The words directly before an amount: 令和5年度概算要求額, インハウス研究機関経費 予算額.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lead {
    /// Where these words begin; the amount's own start if there are none.
    pub start: usize,
    /// The year printed there.
    pub year: Option<i32>,
    /// The stage printed there.
    pub stage: Option<Stage>,
    /// The agency printed there, as the record model names it.
    pub agency: Option<String>,
}

/// The characters that words for stages end in.
const STAGE_ENDS: [char; 10] = ['額', '求', '算', '案', '初', '後', '点', '正', '望', ')'];

/// Reads the words directly before byte `at` of `norm`, not looking before `from`.
pub fn lead(norm: &str, from: usize, at: usize) -> Lead {
    const WINDOW: usize = 120;
    let mut floor = at.saturating_sub(WINDOW).max(from);
    while !norm.is_char_boundary(floor) {
        floor += 1;
    }
    let window = &norm[floor..at];
    let mut rest = window.trim_end().trim_end_matches(['約', '(', ':', ' ', '\n']).len();
    let mut lead = Lead { start: at, ..Lead::default() };
    if window[..rest].ends_with(STAGE_ENDS)
        && let Some(word) = stage::scan_stages(window).into_iter().rfind(|w| w.range.end == rest)
    {
        lead.stage = Some(word.stage);
        lead.start = floor + word.range.start;
        rest = window[..word.range.start].trim_end().len();
    }
    if window[..rest].ends_with(['度', '年'])
        && let Some(year) = era::scan_years(window).into_iter().rfind(|y| y.range.end == rest)
    {
        rest = window[..year.range.start].trim_end().len();
        lead.start = floor + year.range.start;
        // 対3年度当初予算140億円減: neither year nor stage is the amount's.
        if let Some(before) = window[..rest].strip_suffix('対') {
            return Lead { start: floor + before.len(), ..Lead::default() };
        }
        lead.year = Some(year.western);
    }
    if lead.stage.is_some() || lead.year.is_some() {
        let before = &window[..rest];
        let line_start = before.rfind('\n').map_or(0, |n| n + 1);
        if let Some((start, agency)) = agency_label(&before[line_start..]) {
            lead.agency = Some(agency);
            lead.start = floor + line_start + start;
        } else if let Some((start, agency)) = broken_agency_label(before, line_start) {
            lead.agency = Some(agency);
            lead.start = floor + start;
        }
    }
    lead
}

/// An agency's label at the end of `text`, of which the last line begins at `line_start`
/// with the end of the label: `インハウス研究機関経` / `費`.
fn broken_agency_label(text: &str, line_start: usize) -> Option<(usize, String)> {
    let rest = text[line_start..].trim();
    let above = text[..line_start].strip_suffix('\n')?.trim_end_matches(' ');
    let from = above.rfind('\n').map_or(0, |n| n + 1);
    let is_end = ["費", "経費", "機関経費", "象経費", "関経費"].contains(&rest);
    let (start, agency) = agency_label(&format!("{}{rest}", &above[from..])).filter(|_| is_end)?;
    (from + start < above.len()).then_some((from + start, agency))
}

/// An agency's label at the end of `line`: `日本医療研究開発機構対象経費`, `インハウス研究機関経費`, or
/// plain `インハウス`. Gives the byte where it begins, and the agency as the record model names it.
pub fn agency_label(line: &str) -> Option<(usize, String)> {
    let trimmed = line.trim_end();
    let is_label = trimmed.ends_with("対象経費") || trimmed.ends_with("機関経費");
    if is_label {
        let start = trimmed
            .rfind(['。', ' ', ')', '、', ':'])
            .map_or(0, |at| at + trimmed[at..].chars().next().map_or(1, char::len_utf8));
        // `日本医療研究開発機構(AMED)対象経費` keeps its bracket.
        let start = if trimmed[..start].ends_with(')') {
            trimmed[..start].rfind('(').map_or(start, |open| {
                trimmed[..open]
                    .rfind(['。', ' ', '、'])
                    .map_or(0, |at| at + trimmed[at..].chars().next().map_or(1, char::len_utf8))
            })
        } else {
            start
        };
        let label = &trimmed[start..];
        return (!label.is_empty()).then(|| (start, agency(label)));
    }
    let start = trimmed.len().checked_sub("インハウス".len())?;
    trimmed.ends_with("インハウス").then(|| (start, "in_house".to_owned()))
}

/// The agency whose money a table's row is, if its label names one: a label in …経費 or
/// with a bracketed abbreviation, or インハウス.
pub fn agency_of_row(label: &str) -> Option<String> {
    let plain = squeeze(label);
    let names_agency = plain.ends_with("対象経費")
        || plain.ends_with("機関経費")
        || plain.contains("インハウス")
        || plain.contains("AMED");
    names_agency.then(|| agency(&plain))
}

/// The agency that a printed label stands for, as the record model names it.
pub fn agency(label: &str) -> String {
    let plain = squeeze(label);
    if plain.contains("インハウス") {
        return "in_house".to_owned();
    }
    if plain.contains("日本医療研究開発機構") || plain.contains("AMED") {
        return "AMED".to_owned();
    }
    if plain.starts_with("内閣府") {
        return "cabinet_office".to_owned();
    }
    let name = without_brackets(&plain);
    ["対象経費", "研究機関経費", "関係経費", "経費"]
        .iter()
        .find_map(|suffix| name.strip_suffix(suffix))
        .filter(|name| !name.is_empty())
        .unwrap_or(&name)
        .to_owned()
}
