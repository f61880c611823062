//! One printed figure with its units, without marks.

use memchr::memchr;

use crate::notation::cursor::{after, before, skip, skip_back};
use crate::notation::numeral::{
    Decimal, Group, group_before, numeral_end, spaced_before, spaced_end,
};

use super::Figure;

/// A figure with at least one unit of money.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parsed {
    /// First byte of the numeral.
    pub start: usize,
    /// The byte after the last unit.
    pub end: usize,
    /// In yen; `None` if it is too large.
    pub value: Option<Decimal>,
    /// Power of ten of the last printed digit, in yen.
    pub step: i32,
    /// Whether it ends in 円.
    pub yen: bool,
    /// Power of ten that a range's first end inherits when it has no unit.
    pub first_exp: u32,
    /// Whether it has a larger unit than 円.
    pub scaled: bool,
    /// Whether a digit is printed (`千円` has none).
    pub has_digit: bool,
}

impl Parsed {
    /// The figure in yen.
    pub fn figure(&self, negative: bool) -> Figure {
        let Some(value) = self.value else { return Figure::TooLarge };
        let sign = if negative { -1 } else { 1 };
        let (low, high) = Decimal { digits: value.digits * sign, scale: value.scale }.bounds();
        match (i64::try_from(low), i64::try_from(high)) {
            (Ok(low), Ok(high)) if low == high => Figure::Exact(low),
            (Ok(low), Ok(high)) => Figure::Range { low, high },
            _ => Figure::TooLarge,
        }
    }
}

/// 10^`step` yen, at least 1, or the largest step that fits.
pub(super) fn resolution(step: i32) -> i64 {
    10i64.checked_pow(u32::try_from(step).unwrap_or(0)).unwrap_or(1_000_000_000_000_000_000)
}

/// The power of ten of the unit character that starts at `pos`.
fn unit_at(text: &str, pos: usize) -> Option<(char, u32)> {
    let c = after(text, pos)?;
    Some((
        c,
        match c {
            '兆' => 12,
            '億' => 8,
            '万' => 4,
            '円' => 0,
            _ => return None,
        },
    ))
}

/// Whether the numeral `start..end` has its line to itself, as page numbers do.
fn alone_on_line(text: &str, start: usize, end: usize) -> bool {
    let left = before(text, skip_back(text, start, 0));
    let right = after(text, skip(text, end, 0));
    matches!(left, None | Some('\n')) && matches!(right, None | Some('\n'))
}

/// Whether a line end may stand between the numeral `start..end` and its unit at
/// `unit`. A page number before a line of words that starts with 円, 万 or 千円 is
/// no amount; 億 and 兆 start no common word, so they may be waited for.
fn joins_over_line(text: &str, group: &Group, end: usize, unit: usize) -> bool {
    let gap = &text.as_bytes()[end..unit];
    if memchr(b'\n', gap).is_none() {
        return true;
    }
    let large = matches!(after(text, unit), Some('億' | '兆'));
    let grouped = memchr(b',', &text.as_bytes()[group.start..end]).is_some();
    large || grouped || !alone_on_line(text, group.start, end)
}

/// The figure whose first unit character stands at `unit`, starting at `floor`
/// or later.
pub(super) fn at_unit(text: &str, unit: usize, floor: usize) -> Option<Parsed> {
    let mut end = skip_back(text, unit, 2).max(floor);
    // 5千余円: more than that.
    if text[unit..].starts_with('円') && text[floor..end].ends_with('余') {
        end -= '余'.len_utf8();
    }
    let group = spaced_group(text, end, unit, floor).or_else(|| group_before(text, end, floor))?;
    if !joins_over_line(text, &group, end, unit) {
        return None;
    }
    continue_from(text, group, unit)
}

/// The figure that starts with a numeral at `pos`.
pub(super) fn at_numeral(text: &str, pos: usize) -> Option<Parsed> {
    let (group, end) = numeral_at(text, pos)?;
    let unit = skip(text, end, 2);
    unit_at(text, unit)?;
    if !joins_over_line(text, &group, end, unit) {
        return None;
    }
    continue_from(text, group, unit)
}

/// The digits of `4 5 0 億 円` before the unit at `unit`. Two digits may be the ends of two
/// cells (`3 5億円`), unless a space before the unit, or a third digit, shows the spacing.
fn spaced_group(text: &str, end: usize, unit: usize, floor: usize) -> Option<Group> {
    let group = spaced_before(text, end, floor)?;
    let spaced = &text[end..unit] == " ";
    (spaced || unit == end && end - group.start >= "4 5 0".len()).then_some(group)
}

/// The numeral that starts at `pos`, with a place set apart by spaces (`1,410 百`).
fn numeral_at(text: &str, pos: usize) -> Option<(Group, usize)> {
    let mut end = numeral_end(text, pos);
    if end == pos {
        return None;
    }
    let spaced = spaced_end(text, pos);
    if spaced > end
        && let unit = skip(text, spaced, 0)
        && let Some(group) = spaced_group(text, spaced, unit, pos).filter(|g| g.start == pos)
    {
        return Some((group, spaced));
    }
    let next = skip(text, end, 0);
    if next > end && matches!(after(text, next), Some('千' | '百')) {
        end = numeral_end(text, next);
    }
    group_before(text, end, pos).filter(|g| g.start == pos).map(|g| (g, end))
}

/// The figure made of `group`, its unit at `unit`, and the smaller parts behind.
fn continue_from(text: &str, group: Group, unit: usize) -> Option<Parsed> {
    let (c, mut exp) = unit_at(text, unit)?;
    let mut end = unit + c.len_utf8();
    let mut parsed = Parsed {
        start: group.start,
        end,
        value: group.value.and_then(|v| v.checked_shift(exp)),
        step: group.step + exp as i32,
        yen: exp == 0,
        first_exp: exp + group.place,
        scaled: exp > 0 || group.place >= 3,
        has_digit: group.has_digit,
    };
    while exp > 0 {
        // The rest of a composite (8,666億4,000万円) is smaller than the unit before it.
        let next = skip(text, end, 1);
        let yen = text[next..].strip_prefix('余').unwrap_or(&text[next..]);
        if yen.starts_with('円') {
            end = text.len() - yen.len() + '円'.len_utf8();
            parsed.yen = true;
            break;
        }
        let Some((group, numeral_end)) = numeral_at(text, next) else { break };
        let unit = skip(text, numeral_end, 1);
        let Some((c, next_exp)) = unit_at(text, unit) else { break };
        let value = group.value.and_then(|v| v.checked_shift(next_exp));
        let limit = Decimal::new(1).checked_shift(exp);
        let smaller = value.zip(limit).is_some_and(|(v, l)| v.bounds().1 < l.digits);
        if next_exp >= exp || !smaller {
            break;
        }
        parsed.value = parsed.value.zip(value).and_then(|(a, b)| a.checked_add(b));
        parsed.step = group.step + next_exp as i32;
        parsed.has_digit = true;
        exp = next_exp;
        end = unit + c.len_utf8();
        parsed.yen = exp == 0;
    }
    parsed.end = end;
    if parsed.yen
        && let Some((sen, end)) = sen_at(text, end)
    {
        parsed.value = parsed.value.and_then(|yen| yen.checked_add(sen));
        parsed.step = -2;
        parsed.end = end;
    }
    Some(parsed)
}

/// The sen behind 円 at `end`, hundredths of a yen, and where they end: `108円40銭`.
fn sen_at(text: &str, end: usize) -> Option<(Decimal, usize)> {
    let (group, numeral_end) = numeral_at(text, skip(text, end, 0))?;
    let unit = skip(text, numeral_end, 0);
    let sen = group.value.filter(|sen| sen.scale == 0 && (0..100).contains(&sen.digits))?;
    let is_sen = after(text, unit) == Some('銭');
    is_sen.then(|| (Decimal { digits: sen.digits, scale: 2 }, unit + '銭'.len_utf8()))
}
