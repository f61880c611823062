//! Percentages: `+0.1%`, `▲3.8%`.

use std::ops::Range;

use memchr::memchr_iter;

use super::cursor::{before, skip_back};
use super::numeral::{Decimal, group_before};

/// The first percentage of `text`, with its sign and the percent sign. ▲, △ and
/// minus signs make it negative. All printed digits are kept: `3.80%` is 3.80.
pub fn percent(text: &str) -> Option<(Range<usize>, Decimal)> {
    let mut floor = 0;
    for at in memchr_iter(b'%', text.as_bytes()) {
        let end = skip_back(text, at, 0).max(floor);
        if let Some(group) = group_before(text, end, floor)
            && let Some(value) = group.value.filter(|_| group.has_digit)
        {
            let mark = skip_back(text, group.start, 0).max(floor);
            let mut start = group.start;
            let mut digits = value.digits;
            let sign = before(text, mark).filter(|c| mark - c.len_utf8() >= floor);
            if let Some(c) = sign.filter(|c| matches!(c, '▲' | '△' | '-' | '−' | '+' | '―'))
            {
                let left = before(text, mark - c.len_utf8());
                if !left.is_some_and(|c| c.is_ascii_digit() || c == '%') {
                    start = mark - c.len_utf8();
                    digits = if c == '+' { digits } else { -digits };
                }
            }
            return Some((start..at + 1, Decimal { digits, scale: value.scale }));
        }
        floor = at + 1;
    }
    None
}
