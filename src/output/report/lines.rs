//! The lines of a source, cut where a record's place begins or ends.

use std::ops::Range;

use serde::Serialize;

use crate::text::Text;

/// One amount names no more records than this.
const MAX_RECORDS: usize = 50;

/// How an amount is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Sign {
    Stated,
    Inferred,
    Ambiguous,
    Unclaimed,
}

/// A place of a record in the text.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// Bytes of the printed text.
    pub(super) range: Range<usize>,
    /// The number of the record.
    pub(super) record: u32,
    /// For the figure of an amount, how it is marked; nothing else can be clicked.
    pub(super) sign: Option<Sign>,
}

/// A line as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Line {
    pub(super) page: u32,
    pub(super) number: u32,
    pub(super) parts: Vec<Part>,
}

/// A part of a line between two cuts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(super) enum Part {
    Plain(String),
    /// An amount and its records.
    Amount(String, Sign, Vec<u32>),
}

/// The first and the last part of a place: line and part, line and part.
pub(super) type At = [u32; 4];

/// Cuts `text` at the marks; for each mark in turn, where it came to stand.
pub(super) fn cut(text: &Text, marks: &[Mark]) -> (Vec<Line>, Vec<Option<At>>) {
    let printed = text.printed();
    let mut cuts: Vec<usize> = marks.iter().flat_map(|m| [m.range.start, m.range.end]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut amounts: Vec<&Mark> = marks.iter().filter(|m| m.sign.is_some()).collect();
    amounts.sort_by_key(|m| m.range.start);
    let mut waiting = amounts.into_iter().peekable();
    let mut open: Vec<&Mark> = Vec::new();
    // Where each part begins in the text, with its line and its place in the line.
    let mut starts: Vec<(usize, u32, u32)> = Vec::new();
    let mut lines = Vec::new();
    for (range, page, number) in line_ranges(text) {
        let mut parts = Vec::new();
        let (mut from, mut next) = (range.start, cuts.partition_point(|c| *c <= range.start));
        while from < range.end {
            let to = cuts.get(next).map_or(range.end, |c| (*c).min(range.end));
            next += 1;
            while let Some(mark) = waiting.next_if(|m| m.range.start <= from) {
                open.push(mark);
            }
            open.retain(|m| m.range.end > from);
            starts.push((from, index(lines.len()), index(parts.len())));
            let piece = printed[from..to].to_owned();
            parts.push(match open.iter().filter_map(|m| m.sign).next() {
                None => Part::Plain(piece),
                Some(sign) => {
                    let records = open.iter().take(MAX_RECORDS).map(|m| m.record).collect();
                    Part::Amount(piece, sign, records)
                }
            });
            from = to;
        }
        lines.push(Line { page, number, parts });
    }
    let at = |mark: &Mark| {
        let first = starts.partition_point(|(start, ..)| *start < mark.range.start);
        let after = starts.partition_point(|(start, ..)| *start < mark.range.end);
        let (_, line, part) = *starts.get(first)?;
        let (_, last_line, last_part) = *starts.get(after.checked_sub(1)?)?;
        (first < after).then_some([line, part, last_line, last_part])
    };
    let places = marks.iter().map(at).collect();
    (lines, places)
}

/// The printed bytes of each line without its end, its page and its number; as `yosan text` has
/// them, what ends in a line end has no empty line behind it.
fn line_ranges(text: &Text) -> impl Iterator<Item = (Range<usize>, u32, u32)> + '_ {
    const ENDS: [char; 7] = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    let printed = text.printed();
    let lines = match text.lines() {
        [before @ .., last] if last.range.start == text.norm().len() => before,
        lines => lines,
    };
    let mut next = 0;
    lines.iter().map(move |line| {
        // Characters that normalization drops belong to the line too.
        let seen = text.printed_range(line.range.clone()).end.max(next);
        let end = printed[seen..].find(ENDS).map_or(printed.len(), |more| seen + more);
        let whole = std::mem::replace(&mut next, end)..end;
        // Of a line end of several characters the rest stands in front of the next line.
        let shown = printed[whole].trim_start_matches(ENDS);
        (end - shown.len()..end, line.page, line.number)
    })
}

/// Of a source that is not at hand, what its records quote: a line for each line they stand on.
pub(super) fn quoted(quotes: &[Quote]) -> (Vec<Line>, Vec<Option<At>>) {
    let mut order: Vec<usize> = (0..quotes.len()).collect();
    order.sort_by_key(|&i| (quotes[i].page, quotes[i].line, quotes[i].start, quotes[i].end));
    let mut lines: Vec<Line> = Vec::new();
    let mut places = vec![None; quotes.len()];
    let mut last: Option<&Quote> = None;
    for i in order {
        let quote = &quotes[i];
        let same_line = last.is_some_and(|l| (l.page, l.line) == (quote.page, quote.line));
        let same_place = same_line
            && last
                .is_some_and(|l| (l.start, l.end, l.text) == (quote.start, quote.end, quote.text));
        if !same_line {
            let parts = Vec::new();
            lines.push(Line { page: quote.page, number: quote.line, parts });
        }
        let n = index(lines.len() - 1);
        let Some(line) = lines.last_mut() else { continue };
        if !same_place {
            if !line.parts.is_empty() {
                line.parts.push(Part::Plain(" … ".to_owned()));
            }
            line.parts.push(Part::Plain(quote.text.to_owned()));
        }
        if let (Some(sign), Some(part)) = (quote.sign, line.parts.last_mut()) {
            match part {
                Part::Plain(text) => {
                    *part = Part::Amount(std::mem::take(text), sign, vec![quote.record]);
                }
                Part::Amount(.., records) if records.len() < MAX_RECORDS => {
                    records.push(quote.record);
                }
                Part::Amount(..) => {}
            }
        }
        let part = index(line.parts.len() - 1);
        places[i] = Some([n, part, n, part]);
        last = Some(quote);
    }
    (lines, places)
}

/// A place of a record as the record itself tells it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quote<'a> {
    pub(super) page: u32,
    pub(super) line: u32,
    pub(super) start: u64,
    pub(super) end: u64,
    pub(super) text: &'a str,
    pub(super) record: u32,
    pub(super) sign: Option<Sign>,
}

impl Quote<'_> {
    /// Its place in `text`, if that has the same characters there.
    pub(super) fn mark(&self, text: &Text) -> Option<Mark> {
        let range = text.printed_at(self.page, self.start..self.end)?;
        let same = text.printed().get(range.clone()) == Some(self.text);
        (same && !range.is_empty()).then_some(Mark { range, record: self.record, sign: self.sign })
    }
}

fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// How the amount of a line item is marked.
pub(super) fn sign(certainty: crate::model::Certainty) -> Sign {
    match certainty {
        crate::model::Certainty::Stated => Sign::Stated,
        crate::model::Certainty::Inferred => Sign::Inferred,
        crate::model::Certainty::Ambiguous => Sign::Ambiguous,
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, Quote, Sign, cut, quoted};
    use crate::text::Text;

    /// The lines as `number:part|part`, amounts as `[part:records]`.
    fn shown(lines: &[super::Line]) -> String {
        let part = |part: &super::Part| match part {
            super::Part::Plain(text) => text.clone(),
            super::Part::Amount(text, _, records) => format!("[{text}:{records:?}]"),
        };
        let line = |l: &super::Line| {
            format!("{}:{}", l.number, l.parts.iter().map(part).collect::<Vec<_>>().join("|"))
        };
        lines.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    fn check(source: &str, places: &[(&str, bool)], expected: &str, at: &[Option<[u32; 4]>]) {
        let text = Text::from(source);
        let mark = |(record, (part, is_amount)): (u32, &(&str, bool))| {
            let start = source.find(part).unwrap();
            let sign = is_amount.then_some(Sign::Stated);
            Mark { range: start..start + part.len(), record, sign }
        };
        let marks: Vec<Mark> = (0..).zip(places).map(mark).collect();
        let (lines, found) = cut(&text, &marks);
        assert_eq!(shown(&lines), expected);
        assert_eq!(found, at);
    }

    #[test]
    fn lines_are_cut_at_amounts_and_labels() {
        check("予算\n\n医薬品 461億円です\n", &[], "1:予算\n2:\n3:医薬品 461億円です", &[]);
        let places = [("461億円", true), ("医薬品", false)];
        let at = [Some([2, 2, 2, 2]), Some([2, 0, 2, 0])];
        check(
            "予算\n\n医薬品 461億円です\n",
            &places,
            "1:予算\n2:\n3:医薬品| |[461億円:[0]]|です",
            &at,
        );
    }

    #[test]
    fn a_place_may_go_over_a_line_end() {
        let at = [Some([0, 1, 1, 0])];
        check("計 1,\n200億円", &[("1,\n200億円", true)], "1:計 |[1,:[0]]\n2:[200億円:[0]]", &at);
    }

    #[test]
    fn places_may_lie_within_one_another() {
        let places = [("1億円から2億円", true), ("2億円", true)];
        let at = [Some([0, 0, 0, 1]), Some([0, 1, 0, 1])];
        check("1億円から2億円", &places, "1:[1億円から:[0]]|[2億円:[0, 1]]", &at);
    }

    #[test]
    fn every_printed_character_is_shown() {
        let source = "\u{feff}\u{200b}１億円\u{200b}\r\n\tａ\u{c}次\u{2028}三";
        let (lines, _) = cut(&Text::from(source), &[]);
        assert_eq!(shown(&lines), "1:\u{200b}１億円\u{200b}\n2:\tａ\n2:次\n2:三");
    }

    #[test]
    fn quotes_make_lines_of_their_own() {
        let quote = |line, start, text, record, sign| {
            let end = start + 9;
            Quote { page: 1, line, start, end, text, record, sign }
        };
        let amount = Some(Sign::Stated);
        let quotes = [
            quote(7, 90, "461億円", 0, amount),
            quote(7, 80, "医薬品", 0, None),
            quote(3, 10, "予算", 1, None),
            quote(7, 90, "461億円", 2, amount),
        ];
        let (lines, at) = quoted(&quotes);
        assert_eq!(shown(&lines), "3:予算\n7:医薬品| … |[461億円:[0, 2]]");
        let amount = Some([1, 2, 1, 2]);
        assert_eq!(at, [amount, Some([1, 0, 1, 0]), Some([0, 0, 0, 0]), amount]);
    }
}
