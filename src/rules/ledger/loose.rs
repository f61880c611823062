//! Figures under a declared unit that stand in no row and no column that was understood: they are
//! printed, so they are counted.

use std::ops::Range;

use memchr::memchr_iter;

use crate::text::Text;

use super::figure::{counts, is_grouped};

/// The figures with grouping commas in line `i` with nothing directly before or behind them that
/// would make them something else than money, `1,234人`.
pub fn figures(text: &Text, i: usize) -> Vec<Range<usize>> {
    let line = text.line(i);
    let base = text.lines()[i].range.start;
    if counts(line) {
        return Vec::new();
    }
    let bytes = line.as_bytes();
    let is_part = |at: &usize| bytes[*at].is_ascii_digit() || matches!(bytes[*at], b',' | b'.');
    let mut found = Vec::new();
    let mut from = 0;
    for comma in memchr_iter(b',', bytes) {
        if comma < from {
            continue;
        }
        let start = (0..comma).rev().take_while(is_part).last().unwrap_or(comma);
        let end = (comma..bytes.len()).take_while(is_part).last().map_or(comma, |at| at + 1);
        from = end;
        // A sign may stand apart from its figure: `▲ 77,100`.
        let sign = line[..start].trim_end_matches(' ');
        let start =
            if sign.ends_with(['▲', '△']) { sign.len() - '▲'.len_utf8() } else { start };
        let before = line[..start].chars().next_back();
        let behind = line[end..].chars().next();
        let is_open = before.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '第');
        let is_closed = behind.is_none_or(|c| matches!(c, ' ' | '\t' | '|' | ')'));
        let figure = &line[start..end];
        if is_open && is_closed && is_grouped(figure) && !figure.contains('.') {
            found.push(base + start..base + end);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::figures;
    use crate::text::Text;

    #[test]
    fn figures_within_words() {
        let check = |line: &str, expected: &[&str]| {
            let text = Text::from(line);
            let found: Vec<&str> =
                figures(&text, 0).into_iter().map(|range| &text.norm()[range]).collect();
            assert_eq!(found, expected, "{line}");
        };
        check("市税 578,025 法人市民税の増など", &["578,025"]);
        check("市債 ▲ 77,100 土木債の減", &["▲ 77,100"]);
        check("灯台振興2,591 2,931 (1)灯台の支援", &["2,591", "2,931"]);
        check("令和3年度 40,093,403 38,060,611 繰越", &["40,093,403", "38,060,611"]);
        check("対象は1,234人と5,600件", &[]);
        check("A1,234 と 12,34 と 1,234.5", &[]);
    }
}
