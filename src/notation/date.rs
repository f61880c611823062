//! Dates: `令和5年6月26日`, `R5.4`, `2023/6/26`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::cursor::{after, skip};
use super::era::{scan_years, year_of_word};

/// A date as printed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Date {
    /// Where it stands.
    pub range: Range<usize>,
    /// ISO 8601, as precise as printed: `2023-06-26`, `2020-04`, `2020`.
    pub iso: String,
}

/// All dates, in order. A year alone counts with its 年 (`平成27年`), a fiscal year
/// (年度) does not. A month over 12 or a day that the month does not have makes the
/// part in front of it the date.
pub fn scan_dates(text: &str) -> Vec<Date> {
    static SHORT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?-u:\b)([MTSHR][0-9]{1,2}|(?:18|19|20|21)[0-9]{2})(?:([./-])([0-9]{1,2}))(?:([./-])([0-9]{1,2}))?",
        )
        .ok()
    });
    let mut found: Vec<Date> = scan_years(text)
        .into_iter()
        .filter(|y| !y.fiscal && y.printed.ends_with('年'))
        .map(|y| long(text, y.range, y.western))
        .collect();
    if let Some(short) = SHORT.as_ref() {
        for c in short.captures_iter(text) {
            let Some(date) = short_date(text, &c) else { continue };
            found.push(date);
        }
    }
    found.sort_by_key(|d| d.range.start);
    let mut end = 0;
    found.retain(|d| {
        let keep = d.range.start >= end;
        end = if keep { d.range.end } else { end };
        keep
    });
    found
}

/// A year with the month and day behind it.
fn long(text: &str, year: Range<usize>, western: i32) -> Date {
    let number = |pos: usize, unit: char| -> Option<(usize, u32)> {
        let at = skip(text, pos, 1);
        let digits = text[at..].bytes().take(3).take_while(u8::is_ascii_digit).count();
        let (end, value) = if digits > 0 {
            (at + digits, text[at..at + digits].parse().ok()?)
        } else {
            kanji(text, at)?
        };
        let close = skip(text, end, 1);
        (after(text, close) == Some(unit)).then_some((close + unit.len_utf8(), value))
    };
    let only_year = Date { range: year.clone(), iso: format!("{western}") };
    let Some((month_end, month)) = number(year.end, '月').filter(|m| (1..=12).contains(&m.1))
    else {
        return only_year;
    };
    match number(month_end, '日').filter(|d| (1..=days(western, month)).contains(&d.1)) {
        Some((end, day)) => {
            Date { range: year.start..end, iso: format!("{western}-{month:02}-{day:02}") }
        }
        None => Date { range: year.start..month_end, iso: format!("{western}-{month:02}") },
    }
}

/// A month or day in Chinese numerals at `pos`.
fn kanji(text: &str, pos: usize) -> Option<(usize, u32)> {
    let run: String =
        text[pos..].chars().take(4).take_while(|c| "一二三四五六七八九十〇".contains(*c)).collect();
    let value = super::numeral::Decimal::parse(&run)?;
    Some((pos + run.len(), u32::try_from(value.digits).ok()?))
}

/// `R5.4`, `2023/6/26`: the range ends before what cannot be a month or day.
fn short_date(text: &str, c: &regex::Captures<'_>) -> Option<Date> {
    let (all, word) = (c.get(0)?, c.get(1)?);
    let era = word.as_str().starts_with(|c: char| c.is_ascii_alphabetic());
    let western = year_of_word(word.as_str())?.western;
    let number = |i: usize| c.get(i).and_then(|m| m.as_str().parse::<u32>().ok());
    let month = number(3).filter(|m| (1..=12).contains(m))?;
    let same = c.get(2).map(|m| m.as_str()) == c.get(4).map(|m| m.as_str());
    let day = number(5).filter(|d| same && (1..=days(western, month)).contains(d));
    let end = if day.is_some() { all.end() } else { c.get(3)?.end() };
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    if digit(after(text, end))
        || super::cursor::before(text, all.start()).is_some_and(|c| matches!(c, '.' | '/' | '-'))
    {
        return None;
    }
    match day {
        Some(day) => {
            Some(Date { range: all.start()..end, iso: format!("{western}-{month:02}-{day:02}") })
        }
        // 2020.5 and 1990-12 are figures and ranges as often as months.
        None if era || c.get(2)?.as_str() == "/" => (c.get(4).is_none())
            .then(|| Date { range: all.start()..end, iso: format!("{western}-{month:02}") }),
        None => None,
    }
}

/// How many days a month has.
fn days(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
