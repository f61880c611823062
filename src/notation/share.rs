//! Brackets that give each ministry's share: `(総5,文608,厚474,経185)`.
//!
//! The ポイント papers print shares in 億円 unless the bracket says otherwise.

use std::ops::Range;

use memchr::memchr3_iter;

use super::cursor::{after, skip};
use super::ministry;
use super::money::Figure;
use super::money::bare;
use super::numeral::numeral_end;
use super::unit::Unit;

/// One ministry's share.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Share {
    /// The mark or name: 厚, 厚労.
    pub mark: Range<usize>,
    /// Official name of the ministry.
    pub ministry: &'static str,
    /// Mark and figure together.
    pub range: Range<usize>,
    /// What it comes to; ※ and 事項要求 are undetermined, a dash is 0 yen.
    pub figure: Figure,
    /// The step of the last printed digit in yen.
    pub resolution: i64,
}

/// A bracket of shares.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Shares {
    /// The bracket with both its ends.
    pub range: Range<usize>,
    /// The shares, in order; never empty.
    pub parts: Vec<Share>,
}

/// Longest bracket that is looked at, in bytes: room for every ministry.
const LONGEST: usize = 1024;

/// The closing bracket to one of `( [ <`.
fn closing(open: u8) -> char {
    match open {
        b'(' => ')',
        b'[' => ']',
        _ => '>',
    }
}

/// All brackets of shares in `text`, in order. Every part of the bracket must be
/// a ministry's mark or name with a figure; otherwise it is no such bracket.
/// Shares with a printed unit (`文科 608億円`) are amounts of running text as well:
/// [`money::scan`](fn@super::money::scan) finds them too.
pub fn scan_shares(text: &str) -> Vec<Shares> {
    memchr3_iter(b'(', b'[', b'<', text.as_bytes()).filter_map(|at| shares_at(text, at)).collect()
}

/// A share as written, before its unit is known.
struct Part {
    mark: Range<usize>,
    ministry: &'static str,
    figure: Range<usize>,
    end: usize,
    unit: Option<Unit>,
}

/// The bracket of shares that opens at `open`.
fn shares_at(text: &str, open: usize) -> Option<Shares> {
    let close = closing(text.as_bytes()[open]);
    let mut at = skip(text, open + 1, 2);
    let mut parts = Vec::new();
    let end = loop {
        if at - open > LONGEST {
            return None;
        }
        let part = part_at(text, at)?;
        at = skip(text, part.end, 2);
        parts.push(part);
        match after(text, at)? {
            c if c == close => break at + 1,
            c @ (',' | '、' | '・' | '/' | ';') => at = skip(text, at + c.len_utf8(), 2),
            _ => return None,
        }
    };
    // 文116、厚44億円: the unit behind the last figure is that of all of them.
    let common = parts.last().and_then(|p| p.unit).unwrap_or(Unit::OkuYen);
    let parts = parts
        .into_iter()
        .map(|p| {
            let money = bare(&text[p.figure.clone()], p.unit.unwrap_or(common))?;
            Some(Share {
                range: p.mark.start..p.end,
                mark: p.mark,
                ministry: p.ministry,
                figure: money.figure,
                resolution: money.resolution,
            })
        })
        .collect::<Option<Vec<_>>>()?;
    Some(Shares { range: open..end, parts })
}

/// The share that starts at `pos`.
fn part_at(text: &str, pos: usize) -> Option<Part> {
    let (len, ministry) = ministry::prefix(&text[pos..])?;
    let mark = pos..pos + len;
    let mut at = skip(text, mark.end, 1);
    if after(text, at) == Some(':') {
        at = skip(text, at + 1, 1);
    }
    let start = at;
    for word in ["※", "事項要求", "事項"] {
        if text[at..].starts_with(word) {
            let end = at + word.len();
            return Some(Part { mark, ministry, figure: at..end, end, unit: None });
        }
    }
    if let Some(c) = after(text, at).filter(|c| matches!(c, '▲' | '△' | '-' | '+' | '―' | '−'))
    {
        at = skip(text, at + c.len_utf8(), 0);
    }
    let digits = at;
    let mut figure_end = numeral_end(text, at);
    // The 千 of 千円 and the 百 of 百万円 belong to the unit.
    let place = text[digits..figure_end].chars().next_back().filter(|c| matches!(c, '千' | '百'));
    if let Some(place) = place
        && Unit::at(text, figure_end - place.len_utf8()).is_some()
    {
        figure_end -= place.len_utf8();
    }
    if figure_end == digits && digits == start {
        return None;
    }
    let unit = Unit::at(text, skip(text, figure_end, 0));
    let end = unit.map_or(figure_end, |u| u.0);
    Some(Part { mark, ministry, figure: start..figure_end, end, unit: unit.map(|u| u.1) })
}

/// A bracket at the start of `text` (after spaces) that only names ministries:
/// `(内)`, `(文、厚、経)`, `(文部科学省)`. The names are official ones.
pub fn ministries_in_bracket(text: &str) -> Option<(Range<usize>, Vec<&'static str>)> {
    let open = skip(text, 0, 0);
    let first = *text.as_bytes().get(open)?;
    if !matches!(first, b'(' | b'[' | b'<') {
        return None;
    }
    let mut at = skip(text, open + 1, 1);
    let mut names = Vec::new();
    loop {
        let (len, official) = ministry::prefix(&text[at..])?;
        if at - open > LONGEST {
            return None;
        }
        names.push(official);
        at = skip(text, at + len, 1);
        match after(text, at)? {
            c if c == closing(first) => return Some((open..at + 1, names)),
            c @ (',' | '、' | '・' | '/' | ';') => at = skip(text, at + c.len_utf8(), 1),
            _ => return None,
        }
    }
}

/// The one ministry that a bracket at the start of `text` names, as `(内)` behind
/// an amount names who bears it.
pub fn bearer(text: &str) -> Option<(Range<usize>, &'static str)> {
    match ministries_in_bracket(text)? {
        (range, names) if names.len() == 1 => Some((range, names[0])),
        _ => None,
    }
}
