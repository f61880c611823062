//! Exact decimals, and numerals as budget documents print them.
//!
//! Digits with or without grouping commas (`195,351,912`), decimals (`16.8`),
//! Chinese numerals by place (`七百六十九`) and by position (`三三一八`,
//! `二、六一二`, `二・三`), and both together (`4千21`, `1,410百`).

use std::fmt;

use super::cursor::{after, before, is_space, skip, skip_back};

/// An exact decimal number: `digits` × 10^-`scale`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Decimal {
    /// All digits, as one integer.
    pub digits: i128,
    /// How many of them stand behind the point.
    pub scale: u8,
}

/// 10^`exp`, where it fits.
pub(super) fn pow10(exp: u32) -> Option<i128> {
    10i128.checked_pow(exp)
}

impl Decimal {
    /// A whole number.
    pub fn new(n: i128) -> Decimal {
        Decimal { digits: n, scale: 0 }
    }

    /// Reads a whole string as an unsigned numeral, in any of the notations of
    /// this module. `None` if it is no numeral or has more digits than fit.
    pub fn parse(text: &str) -> Option<Decimal> {
        let group = group_before(text, text.len(), 0)?;
        if group.start == 0 { group.value } else { None }
    }

    /// The sum, where it fits.
    pub fn checked_add(self, other: Decimal) -> Option<Decimal> {
        let scale = self.scale.max(other.scale);
        let a = self.digits.checked_mul(pow10(u32::from(scale - self.scale))?)?;
        let b = other.digits.checked_mul(pow10(u32::from(scale - other.scale))?)?;
        Some(Decimal { digits: a.checked_add(b)?, scale })
    }

    /// The number times 10^`exp`, where it fits.
    pub fn checked_shift(self, exp: u32) -> Option<Decimal> {
        let scale = u32::from(self.scale);
        if exp >= scale {
            Some(Decimal::new(self.digits.checked_mul(pow10(exp - scale)?)?))
        } else {
            Some(Decimal { digits: self.digits, scale: self.scale - exp as u8 })
        }
    }

    /// The whole numbers next below and above; equal if the number is whole.
    pub fn bounds(self) -> (i128, i128) {
        let Some(one) = pow10(u32::from(self.scale)) else { return (0, 0) };
        let low = self.digits.div_euclid(one);
        (low, low + i128::from(self.digits.rem_euclid(one) != 0))
    }
}

impl fmt::Display for Decimal {
    /// All printed digits, trailing zeros included, without grouping: `-3.80`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let digits = self.digits.unsigned_abs().to_string();
        let scale = usize::from(self.scale);
        if scale == 0 {
            return write!(f, "{sign}{digits}");
        }
        let digits = format!("{digits:0>width$}", width = scale + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        write!(f, "{sign}{whole}.{fraction}")
    }
}

/// A numeral that ends where it was looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    /// Its first byte.
    pub start: usize,
    /// Its value; `None` if it has more digits than fit.
    pub value: Option<Decimal>,
    /// The power of ten of the last printed digit: `16.8` -1, `6千` 3. A numeral
    /// by place cannot print zeros, so `七百六十` counts as printed to the ones.
    pub step: i32,
    /// For one coefficient before one place (`1,410百`): the place's power of ten.
    pub place: u32,
    /// Whether a digit is printed at all (`千` has none).
    pub has_digit: bool,
}

/// The value of a Chinese digit.
pub(super) fn kanji_digit(c: char) -> Option<u8> {
    Some(match c {
        '〇' | '零' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The power of ten of a Chinese place within four digits.
fn kanji_place(c: char) -> Option<u32> {
    match c {
        '十' => Some(1),
        '百' => Some(2),
        '千' => Some(3),
        _ => None,
    }
}

/// Whether `c` may stand within a numeral.
fn is_numeral(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(c, ',' | '.')
        || kanji_digit(c).is_some()
        || kanji_place(c).is_some()
}

/// The end of the run of numeral characters that starts at `pos`. `・` and `、`
/// belong to it between Chinese digits only.
pub(super) fn numeral_end(text: &str, pos: usize) -> usize {
    let mut end = pos;
    let mut last = ' ';
    loop {
        for c in text[end..].chars() {
            let joins = matches!(c, '・' | '、')
                && kanji_digit(last).is_some()
                && after(text, end + c.len_utf8()).is_some_and(|c| kanji_digit(c).is_some());
            if !(is_numeral(c) || joins) {
                break;
            }
            last = c;
            end += c.len_utf8();
        }
        match goes_on_below(text, end) {
            Some(below) if last == ',' && end > pos + 1 => end = below,
            _ => break,
        }
    }
    while end > pos && matches!(text.as_bytes()[end - 1], b',' | b'.') {
        end -= 1;
    }
    end
}

/// One run of digits, ASCII or Chinese.
struct Number {
    start: usize,
    value: Option<Decimal>,
    scale: i32,
    ascii: bool,
}

/// Collects digits from the left, giving up quietly beyond what fits.
#[derive(Default)]
struct Digits {
    value: i128,
    overflow: bool,
}

impl Digits {
    fn push(&mut self, digit: u8) {
        if self.overflow {
            return;
        }
        match self.value.checked_mul(10).and_then(|v| v.checked_add(i128::from(digit))) {
            Some(v) => self.value = v,
            None => self.overflow = true,
        }
    }

    fn decimal(&self, scale: usize) -> Option<Decimal> {
        let scale = u8::try_from(scale).ok().filter(|&s| s <= 30)?;
        (!self.overflow).then_some(Decimal { digits: self.value, scale })
    }
}

/// `pos` moved left over the line end, and the spaces around it, behind a grouping comma.
fn comma_before(text: &str, pos: usize) -> usize {
    let at = skip_back(text, pos, 1);
    let broken = text.as_bytes()[at..pos].contains(&b'\n') && before(text, at) == Some(',');
    if broken { at } else { pos }
}

/// Where the three digits begin that go on with a figure broken behind the comma that ends
/// at `pos`: `1,\n200`.
fn goes_on_below(text: &str, pos: usize) -> Option<usize> {
    let at = skip(text, pos, 1);
    let below = &text.as_bytes()[at..];
    let digits = below.iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    (digits == 3 && text.as_bytes()[pos..at].contains(&b'\n')).then_some(at)
}

/// Where the digits above begin that the `count` digits at `pos` complete to a group of three:
/// the line ends within a group, `7,3\n00`.
fn group_above(text: &str, pos: usize, count: usize, floor: usize) -> Option<usize> {
    let at = skip_back(text, pos, 1);
    let above = text.get(floor..at)?;
    let digits = above.bytes().rev().take_while(u8::is_ascii_digit).count();
    let head = above.as_bytes()[..above.len() - digits].strip_suffix(b",")?;
    let is_grouped = head.last().is_some_and(u8::is_ascii_digit);
    (text[at..pos].contains('\n') && digits > 0 && digits + count == 3 && is_grouped)
        .then_some(at - digits)
}

/// Digits set apart by one space each, `4 5 0` or `1 , 2 0 0`, that end at `end`: at least
/// two, so that spacing and not the end of a cell sets them apart.
pub(super) fn spaced_before(text: &str, end: usize, floor: usize) -> Option<Group> {
    let b = text.as_bytes();
    let is_part = |at: usize| b[at].is_ascii_digit() || matches!(b[at], b',' | b'.');
    let mut start = end;
    let mut parts = 0;
    while start > floor && is_part(start - 1) {
        start -= 1;
        parts += 1;
        if start < floor + 2 || b[start - 1] != b' ' || !is_part(start - 2) {
            break;
        }
        start -= 1;
    }
    // Every character stands alone: `平成30 5 億円` and `12,300 5 億円` are something else.
    if parts < 2 || start > floor && is_part(start - 1) {
        return None;
    }
    let compact: String = text[start..end].chars().filter(|c| *c != ' ').collect();
    let group = group_before(&compact, compact.len(), 0).filter(|g| g.start == 0)?;
    Some(Group { start, ..group })
}

/// The end of the digits, set apart by one space each, that start at `pos`.
pub(super) fn spaced_end(text: &str, pos: usize) -> usize {
    let b = text.as_bytes();
    let is_part =
        |at: usize| b.get(at).is_some_and(|c| c.is_ascii_digit() || matches!(c, b',' | b'.'));
    let mut end = pos;
    while is_part(end) {
        end += 1;
        if is_part(end) || b.get(end) != Some(&b' ') || !is_part(end + 1) {
            break;
        }
        end += 1;
    }
    end
}

/// The longest number in ASCII digits that ends at `end` and starts at `floor` or later.
fn ascii_before(text: &str, end: usize, floor: usize) -> Option<Number> {
    let b = text.as_bytes();
    let run = |mut i: usize| {
        while i > floor && b[i - 1].is_ascii_digit() {
            i -= 1;
        }
        i
    };
    // A separator at `i - 1` with a digit before it.
    let joined = |i: usize, by: u8| i >= floor + 2 && b[i - 1] == by && b[i - 2].is_ascii_digit();
    // The end of the digits before the comma that parts them from the group at `i`. A line
    // may end behind the comma: `1,\n200億円`.
    let group_end = |i: usize| {
        let at = comma_before(text, i).max(floor);
        (joined(at, b',')).then(|| at - 1)
    };

    let mut start = run(end);
    if start == end {
        return None;
    }
    let mut whole_end = end;
    if joined(start, b'.') {
        whole_end = start - 1;
        start = run(whole_end);
        if joined(start, b'.') {
            return None;
        }
    }
    let mut group = whole_end - start;
    if let Some(above) = group_above(text, start, group, floor) {
        (start, group) = (above, 3);
    }
    let grouped = |group: usize, start| if group == 3 { group_end(start) } else { None };
    while let Some(before) = grouped(group, start) {
        let next = run(before);
        group = before - next;
        // 12345,678 and 1,23,456 are grouped wrongly: no figure, rather than a piece of one.
        if group > 3 || group < 3 && joined(next, b',') {
            return None;
        }
        start = next;
    }
    let mut digits = Digits::default();
    for &c in &b[start..end] {
        if c.is_ascii_digit() {
            digits.push(c - b'0');
        }
    }
    let scale = if whole_end < end { end - whole_end - 1 } else { 0 };
    let value = digits.decimal(scale);
    Some(Number { start, value, scale: i32::try_from(scale).unwrap_or(i32::MAX), ascii: true })
}

/// The longest number in Chinese digits by position that ends at `end`.
fn kanji_before(text: &str, end: usize, floor: usize) -> Option<Number> {
    let run = |mut at: usize| {
        let mut count = 0usize;
        while let Some(c) = before(text, at).filter(|&c| kanji_digit(c).is_some()) {
            if at - c.len_utf8() < floor {
                break;
            }
            at -= c.len_utf8();
            count += 1;
        }
        (at, count)
    };
    let joined = |at: usize, by: char| {
        before(text, at) == Some(by)
            && at - by.len_utf8() > floor
            && before(text, at - by.len_utf8()).is_some_and(|c| kanji_digit(c).is_some())
    };
    let (mut start, mut count) = run(end);
    if count == 0 {
        return None;
    }
    let mut scale = 0;
    if joined(start, '・') {
        scale = count;
        (start, count) = run(start - '・'.len_utf8());
    }
    while count == 3 && joined(start, '、') {
        let (next, n) = run(start - '、'.len_utf8());
        if n > 3 {
            break;
        }
        (start, count) = (next, n);
    }
    let mut digits = Digits::default();
    text[start..end].chars().filter_map(kanji_digit).for_each(|d| digits.push(d));
    let value = digits.decimal(scale);
    Some(Number { start, value, scale: i32::try_from(scale).unwrap_or(i32::MAX), ascii: false })
}

/// `pos` moved left over the line end within a numeral of Chinese characters, as columns of
/// vertical text have it: `総額千二` / `百五十九億円`. A numeral that has its line to itself
/// is a number of its own.
fn kanji_line_end(text: &str, pos: usize, floor: usize) -> usize {
    let is_kanji = |c: char| kanji_digit(c).is_some() || kanji_place(c).is_some();
    let at = skip_back(text, pos, 1).max(floor);
    let broken = text.as_bytes()[at..pos].contains(&b'\n')
        && after(text, pos).is_some_and(is_kanji)
        && before(text, at).is_some_and(is_kanji);
    if !broken {
        return pos;
    }
    let left = text[floor..at].trim_end_matches(is_kanji).chars().next_back();
    if left.is_some_and(char::is_alphanumeric) { at } else { pos }
}

/// The longest numeral that ends at `end` and starts at `floor` or later.
/// Digits may be set apart from a place behind them by spaces: `195,351,912 千`.
pub(super) fn group_before(text: &str, end: usize, floor: usize) -> Option<Group> {
    let mut start = end;
    let mut value = Some(Decimal::new(0));
    let (mut exp, mut terms) = (0u32, 0u32);
    let (mut step, mut place, mut has_digit) = (None, 0, false);
    loop {
        let from = if start < end { kanji_line_end(text, start, floor) } else { start };
        let mut number =
            ascii_before(text, from, floor).or_else(|| kanji_before(text, from, floor));
        if number.is_none() && exp > 0 && before(text, start).is_some_and(is_space) {
            let at = skip_back(text, start, 0).max(floor);
            number = ascii_before(text, at, floor);
        }
        match number {
            Some(n) => {
                let add = n.value.and_then(|v| v.checked_shift(exp));
                value = value.zip(add).and_then(|(a, b)| a.checked_add(b));
                let digit = if n.ascii || n.scale > 0 { exp as i32 - n.scale } else { 0 };
                step = step.or(Some(digit));
                has_digit = true;
                start = n.start;
                terms += 1;
                place = exp;
            }
            None if exp > 0 => {
                let add = pow10(exp).map(Decimal::new);
                value = value.zip(add).and_then(|(a, b)| a.checked_add(b));
                step = step.or(Some(0));
                terms += 1;
            }
            None => {}
        }
        let from = if start < end { kanji_line_end(text, start, floor) } else { start };
        let next = before(text, from).filter(|c| from - c.len_utf8() >= floor);
        match next.and_then(|c| Some((c, kanji_place(c).filter(|&p| p > exp)?))) {
            Some((c, p)) => {
                exp = p;
                start = from - c.len_utf8();
            }
            None => break,
        }
    }
    if terms == 0 {
        return None;
    }
    let place = if terms == 1 { place } else { 0 };
    Some(Group { start, value, step: step.unwrap_or(0), place, has_digit })
}

/// An integer with a comma before every third digit from the right, and `minus` before a
/// negative one.
pub(crate) fn grouped(number: i64, minus: &str) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::from(if number < 0 { minus } else { "" });
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
