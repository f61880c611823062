//! Dates and fiscal years in text without layout spaces.

use std::ops::Range;

/// A date or year that stands at `range`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Where it stands.
    pub range: Range<usize>,
    /// ISO 8601: `2023-06-26`, `2020-03` or `2020`.
    pub iso: String,
    /// The year alone.
    pub year: i32,
    /// Whether it is a fiscal year (年度).
    pub fiscal: bool,
}

/// The first years of the eras, less one: 令和1年 is 2019.
const ERAS: [(&str, i32, i32); 5] = [
    ("令和", 2018, 99),
    ("平成", 1988, 31),
    ("昭和", 1925, 64),
    ("大正", 1911, 15),
    ("明治", 1867, 45),
];

/// The dates of `text`, in order.
pub fn moments(text: &str) -> Vec<Moment> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find('年').map(|i| from + i) {
        from = at + '年'.len_utf8();
        if let Some(moment) = before_and_after(text, at) {
            from = from.max(moment.range.end);
            found.push(moment);
        }
    }
    found
}

/// The date that begins `text`.
pub fn leading(text: &str) -> Option<Moment> {
    let at = text.find('年')?;
    before_and_after(text, at).filter(|m| m.range.start == 0)
}

/// The date whose 年 stands at `at`.
fn before_and_after(text: &str, at: usize) -> Option<Moment> {
    let mut head = &text[..at];
    // 令和2(2020)年: the year in brackets says the same again.
    if let Some(inner) = head.strip_suffix(')') {
        // A year has four figures, or an era and two.
        let open = inner.char_indices().rev().take(7).find(|(_, c)| *c == '(')?.0;
        head = &inner[..open];
    }
    // 令和2事業年度
    head = head.strip_suffix("事業").unwrap_or(head).trim_end();
    let (start, year) = year_at_end(head)?;
    let mut end = at + '年'.len_utf8();
    let rest = &text[end..];
    if let Some(after) = rest.strip_prefix('度') {
        let _ = after;
        end += '度'.len_utf8();
        return Some(Moment { range: start..end, iso: year.to_string(), year, fiscal: true });
    }
    let mut iso = format!("{year:04}");
    if let Some((month, length)) = figure(rest, "月", 12) {
        iso.push_str(&format!("-{month:02}"));
        end += length;
        if let Some((day, length)) = figure(&text[end..], "日", 31) {
            iso.push_str(&format!("-{day:02}"));
            end += length;
        }
    }
    Some(Moment { range: start..end, iso, year, fiscal: false })
}

/// The year that ends `head`, and where it starts.
fn year_at_end(head: &str) -> Option<(usize, i32)> {
    let (number, digits_start) = match head.strip_suffix('元') {
        Some(rest) => (1, rest.len()),
        None => {
            let rest = head.trim_end_matches(|c: char| c.is_ascii_digit());
            let digits = &head[rest.len()..];
            if digits.is_empty() || digits.len() > 4 {
                return None;
            }
            (digits.parse().ok()?, rest.len())
        }
    };
    let rest = head[..digits_start].trim_end_matches([' ', '\n']);
    for (era, base, last) in ERAS {
        if rest.ends_with(era) && (1..=last).contains(&number) {
            return Some((rest.len() - era.len(), base + number));
        }
    }
    (1868..2200).contains(&number).then_some((digits_start, number))
}

/// A figure of at most `max` with `unit` behind it at the head of `text`, and its length.
fn figure(text: &str, unit: &str, max: u32) -> Option<(u32, usize)> {
    let head = text.trim_start_matches([' ', '\n']);
    let rest = head.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = &head[..head.len() - rest.len()];
    if digits.is_empty() || digits.len() > 2 {
        return None;
    }
    let tail = rest.trim_start_matches([' ', '\n']).strip_prefix(unit)?;
    let value: u32 = digits.parse().ok()?;
    (1..=max).contains(&value).then_some((value, text.len() - tail.len()))
}

/// Whether kanji, kana, Latin letters and figures may stand in a noun.
pub fn is_noun_char(c: char) -> bool {
    is_kanji(c) || is_katakana(c) || c.is_ascii_alphanumeric()
}

/// Whether a character is a kanji.
pub fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '々' | '〆' | '\u{20000}'..='\u{2ffff}')
}

/// Whether a character is katakana or the sign of a long vowel.
pub fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30a1}'..='\u{30fa}' | 'ー')
}

/// Whether a character is hiragana.
pub fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}')
}

/// The last bytes of `text`, at most `limit` of them.
pub fn near_end(text: &str, limit: usize) -> &str {
    let mut start = text.len().saturating_sub(limit);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}

/// The first bytes of `text`, at most `limit` of them.
pub fn near_start(text: &str, limit: usize) -> &str {
    let mut end = limit.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// A line without spaces.
pub fn squeeze(line: &str) -> String {
    line.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A line with each run of spaces folded to one.
pub fn fold(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> String {
        let found: Vec<String> =
            moments(text).iter().map(|m| format!("{}={}", &text[m.range.clone()], m.iso)).collect();
        found.join(" ")
    }

    #[test]
    fn dates() {
        assert_eq!(all("令和5年6月26日"), "令和5年6月26日=2023-06-26");
        assert_eq!(all("令和 5 年 6 月 5 日"), "令和 5 年 6 月 5 日=2023-06-05");
        assert_eq!(all("令和元年7月に"), "令和元年7月=2019-07");
        assert_eq!(all("平成26年法律第48号"), "平成26年=2014");
        assert_eq!(all("平成31(2019)年2月"), "平成31(2019)年2月=2019-02");
        assert_eq!(all("昭和64年度と2025年度"), "昭和64年度=1989 2025年度=2025");
        assert_eq!(all("令和2事業年度"), "令和2事業年度=2020");
        assert_eq!(all("最長10年、平成40年、令和5年13月"), "令和5年=2023");
        assert_eq!(all("年年年(年)年度"), "");
    }
}
