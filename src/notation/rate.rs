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

/// `part` in percent of `whole`, times ten to the power of `scale`; half away from
/// zero, as 四捨五入 does. `whole` is not zero, and the product fits 128 bits.
pub(crate) fn percentage(part: i128, whole: i128, scale: u32) -> i128 {
    let sign = if (part < 0) == (whole < 0) { 1 } else { -1 };
    let (n, d) = ((part * 100 * 10i128.pow(scale)).abs(), whole.abs());
    sign * ((2 * n + d) / (2 * d))
}

/// `value` divided by ten to the power of `scale`, with all decimals: `-3.80`.
pub(crate) fn decimals(value: i128, scale: u32) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", value.unsigned_abs(), width = scale as usize + 1);
    let (whole, fraction) = digits.split_at(digits.len() - scale as usize);
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::{decimals, percentage};

    #[test]
    fn percentages_are_rounded_half_away_from_zero() {
        let check = |part, whole, scale, expected: &str| {
            assert_eq!(decimals(percentage(part, whole, scale), scale), expected);
        };
        check(10, 461, 1, "2.2");
        check(-10, 461, 2, "-2.17");
        check(1, 2000, 1, "0.1");
        check(-1, 2000, 1, "-0.1");
        check(1, 3, 0, "33");
        check(-1, 2_000_000, 1, "0.0");
        check(i64::MIN.into(), 1, 1, "-922337203685477580800.0");
    }
}
