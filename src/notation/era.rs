//! Years: `令和2年度`, `平成31(令和元)年度`, `2023年度`, `R5年度`, `4年度`.
//!
//! A fiscal year (年度) starts on 1 April (財政法第11条) and is named for the year it
//! starts in. Era years follow the laws and cabinet orders on 元号; documents
//! written before an era's end plan on in it, so 平成32年度 is read as 2020.

use std::ops::Range;

use memchr::memmem;

use super::cursor::{after, before, eat_spaced_back, skip, skip_back};
use super::numeral::{kanji_digit, spaced_before};

/// A year as printed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Year {
    /// Where it stands: era, number and 年 or 年度.
    pub range: Range<usize>,
    /// The Western year it starts in.
    pub western: i32,
    /// As printed, without spaces and line ends: `令和2年度`.
    pub printed: String,
    /// Whether it is a fiscal year: 年度.
    pub fiscal: bool,
}

/// Name, letter, the Western year before its first, the last year that is written.
const ERAS: [(&str, char, i32, i32); 5] = [
    ("令和", 'R', 2018, 99),
    ("平成", 'H', 1988, 50),
    ("昭和", 'S', 1925, 64),
    ("大正", 'T', 1911, 15),
    ("明治", 'M', 1867, 45),
];

fn western(base: i32, last: i32, n: i32) -> Option<i32> {
    (1..=last).contains(&n).then_some(base + n)
}

/// The number of a year that ends at `end`: ASCII digits, Chinese numerals or 元.
fn number_before(text: &str, end: usize, floor: usize) -> Option<(usize, i32)> {
    if before(text, end) == Some('元') && end - '元'.len_utf8() >= floor {
        return Some((end - '元'.len_utf8(), 1));
    }
    // 令 和 1 2 年 度: the digits stand apart like everything else.
    if let Some(group) = spaced_before(text, end, floor).filter(|g| end - g.start <= 7) {
        let era = before(text, skip_back(text, group.start, 0));
        if let (Some(value), Some('和' | '成' | '正' | '治')) = (group.value, era) {
            return Some((group.start, i32::try_from(value.digits).ok().filter(|n| *n > 0)?));
        }
    }
    let mut at = end;
    while at > floor && text.as_bytes()[at - 1].is_ascii_digit() && end - at < 5 {
        at -= 1;
    }
    if at < end {
        let longer = at > 0 && text.as_bytes()[at - 1].is_ascii_digit();
        let figure = at > 1
            && matches!(text.as_bytes()[at - 1], b',' | b'.')
            && text.as_bytes()[at - 2].is_ascii_digit();
        return (!longer && !figure && end - at <= 4)
            .then_some(())
            .and_then(|()| Some((at, text[at..end].parse().ok()?)));
    }
    let mut value = 0;
    let mut scale = 1;
    let mut digits = 0;
    let mut place = false;
    while let Some(c) = before(text, at).filter(|c| at - c.len_utf8() >= floor && digits < 5) {
        if c == '十' && !place {
            // 二十九: what was read are the ones; what follows on the left the tens.
            place = true;
            scale = 10;
            let tens = before(text, at - c.len_utf8()).and_then(kanji_digit);
            if tens.is_none() {
                value += 10;
            }
        } else if let Some(d) = kanji_digit(c) {
            value += i32::from(d) * scale;
            scale *= 10;
        } else {
            break;
        }
        digits += 1;
        at -= c.len_utf8();
    }
    (at < end && value > 0).then_some((at, value))
}

/// The era and Western year of number `n` whose digits start at `at`.
fn era_before(text: &str, at: usize, floor: usize, n: i32) -> Option<(usize, i32)> {
    let gap = skip_back(text, at, 2).max(floor);
    for &(name, letter, base, last) in &ERAS {
        if let Some(start) = eat_spaced_back(text, gap, name).filter(|&s| s >= floor) {
            return Some((start, western(base, last, n)?));
        }
        if before(text, gap) == Some(letter) && gap > floor {
            let start = gap - 1;
            let word = before(text, start).is_some_and(|c| c.is_ascii_alphanumeric());
            if !word && gap == at {
                return Some((start, western(base, last, n)?));
            }
        }
    }
    None
}

/// A year with its era or in Western count, without 年, that ends at `end`.
fn named_before(text: &str, end: usize, floor: usize) -> Option<(usize, i32)> {
    let end = skip_back(text, end, 2).max(floor);
    // 平成31(令和元)年度, 平成31(2019)年, 2019(令和元)年: the one in front names it.
    if before(text, end) == Some(')') && end > floor {
        let inner_end = skip_back(text, end - 1, 0).max(floor);
        let (start, inner) = named_before_plain(text, inner_end, floor)?;
        let open = skip_back(text, start, 0).max(floor);
        if before(text, open) != Some('(') || open == floor {
            return None;
        }
        let outer_end = skip_back(text, open - 1, 0).max(floor);
        let (start, outer) = named_before_plain(text, outer_end, floor)?;
        return (outer == inner).then_some((start, outer));
    }
    named_before_plain(text, end, floor)
}

fn named_before_plain(text: &str, end: usize, floor: usize) -> Option<(usize, i32)> {
    let (at, n) = number_before(text, end, floor)?;
    if let Some(found) = era_before(text, at, floor, n) {
        return Some(found);
    }
    (end - at >= 4 && (1868..=2199).contains(&n)).then_some((at, n))
}

/// Where the unit 年, 年度 or 事業年度 that starts at `pos` ends, and whether it is fiscal.
fn unit_at(text: &str, pos: usize) -> Option<(usize, bool)> {
    let end = pos + "年".len();
    let next = skip(text, end, 1);
    if after(text, next) == Some('度') {
        return Some((next + "度".len(), true));
    }
    Some((end, false))
}

fn squeeze(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    squeezed.extend(text.chars().filter(|c| !c.is_whitespace()));
    squeezed
}

/// All years, in order, none overlapping.
///
/// Spaces and line ends may stand inside. The first year of `平成29~30年度` is one of
/// its own. A bare `4年度` is read by the year printed before it, see [`resolve`];
/// without one it is left out. `2年間` and `5年` without an era are no years.
pub fn scan_years(text: &str) -> Vec<Year> {
    let mut found: Vec<Year> = Vec::new();
    let mut floor = 0;
    for hit in memmem::find_iter(text.as_bytes(), "年") {
        if hit < floor {
            continue;
        }
        let Some((end, fiscal)) = unit_at(text, hit) else { continue };
        let mut number_end = hit;
        let gap = skip_back(text, hit, 1).max(floor);
        if text[floor..gap].ends_with("事業") && fiscal {
            number_end = gap - "事業".len();
        }
        if let Some((start, western)) = named_before(text, number_end, floor) {
            found.push(Year {
                range: start..end,
                western,
                printed: squeeze(&text[start..end]),
                fiscal,
            });
        } else if fiscal {
            bare_years(text, number_end, end, floor, &mut found);
        }
        floor = end;
    }
    found
}

/// `30年度` and `平成29~30年度` whose last number ends at `number_end`.
fn bare_years(text: &str, number_end: usize, end: usize, floor: usize, found: &mut Vec<Year>) {
    let close = skip_back(text, number_end, 2).max(floor);
    let Some((at, n)) = number_before(text, close, floor) else { return };
    let mark = skip_back(text, at, 1).max(floor);
    let connector = before(text, mark).filter(|c| matches!(c, '~' | '・' | '、' | '〜' | '-'));
    if let Some(c) = connector.filter(|c| mark - c.len_utf8() > floor) {
        let first_end = skip_back(text, mark - c.len_utf8(), 1).max(floor);
        if let Some((start, western)) = named_before(text, first_end, floor) {
            let printed = squeeze(&text[start..first_end]) + "年度";
            found.push(Year { range: start..first_end, western, printed, fiscal: true });
        }
    }
    let Some(prev) = found.last() else { return };
    if let Some(western) = resolve(n, prev) {
        let printed = squeeze(&text[at..end]);
        found.push(Year { range: at..end, western, printed, fiscal: true });
    }
}

/// The Western year of a bare era year (the 30 of `平成29~30年度`, the 2 of
/// `平成31年度、2年度`): that of the era which puts it nearest to `prev`.
pub fn resolve(n: i32, prev: &Year) -> Option<i32> {
    if (1868..=2199).contains(&n) {
        return Some(n);
    }
    ERAS.iter()
        .filter_map(|&(_, _, base, last)| western(base, last, n))
        .min_by_key(|w| (w - prev.western).abs())
}

/// The year that a whole word is: `R5`, `H28`, `令和2`, `令和2年度`, `2023`.
pub fn year_of_word(text: &str) -> Option<Year> {
    let start = text.len() - text.trim_start().len();
    let end = start + text.trim().len();
    if let Some(year) = scan_years(text).into_iter().next().filter(|y| y.range == (start..end)) {
        return Some(year);
    }
    let (at, western) = named_before(&text[..end], end, start)?;
    let printed = squeeze(&text[start..end]);
    (at == start).then_some(Year { range: start..end, western, printed, fiscal: false })
}

/// Whether a year is only that of a base with which the text compares: `令和3年度予算と比べ`,
/// `対3年度`, `令和3年度当初予算比`.
pub fn is_base(text: &str, year: &Year) -> bool {
    /// Bytes behind the year that are looked at.
    const NEAR: usize = 90;
    const COMPARED: [&str; 5] = ["と比", "に比", "に対し", "を上回", "を下回"];
    if text[..year.range.start].trim_end().ends_with('対') {
        return true;
    }
    let mut end = (year.range.end + NEAR).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    // What of the year is compared: の一般会計当初予算額.
    let behind = |rest: &str| {
        let noun = rest.strip_prefix('の').unwrap_or(rest);
        noun.trim_start_matches(|c| c != '比' && ('\u{4e00}'..='\u{9fff}').contains(&c)).to_owned()
    };
    let rest = &text[year.range.end..end];
    // Where a gap parts it from the year, 比較 is another column.
    let ratio = behind(rest);
    let is_ratio = ratio.starts_with('比') && !ratio.starts_with("比率");
    let compared = behind(&squeeze(rest));
    is_ratio || COMPARED.iter().any(|word| compared.starts_with(word))
}
