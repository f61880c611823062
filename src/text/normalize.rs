//! Normalization with a map back, in one pass that copies what needs no change.

use std::ops::Range;

use super::{Line, fold};
use crate::source::OffsetMap;

/// Marks on one character beyond which the next are folded by themselves, so that a hostile run
/// of marks is no cluster without bound (the limit of the Stream-Safe Text Format, UAX #15).
const MARKS: usize = 30;

/// A normalized text, its lines, and its map to the text it was made from.
pub(super) struct Normalized {
    pub(super) text: String,
    pub(super) map: OffsetMap,
    pub(super) lines: Vec<Line>,
    pub(super) pages: u32,
}

/// Normalizes `source` and finds its lines and pages.
pub(super) fn normalize(source: &str) -> Normalized {
    let mut walk = Walk {
        source,
        copied: 0,
        text: String::with_capacity(source.len()),
        map: OffsetMap::default(),
        lines: Vec::with_capacity(memchr::memchr_iter(b'\n', source.as_bytes()).count() + 1),
        line_start: 0,
        number: 1,
        page: 1,
        page_ends: 0,
    };
    let mut at = 0;
    while let Some(next) = skip_plain(source.as_bytes(), at) {
        at = walk.step(next);
    }
    walk.finish()
}

/// The characters beginning with E3 that need no work, by their second byte and, as a bit, the
/// third: kana but for the marks on them, and the punctuation and signs that do not fold.
const PLAIN: [u64; 64] = {
    let mut plain = [0; 64];
    plain[0x00] = bits(0x01, 0x1B) | bits(0x1D, 0x29) | bits(0x30, 0x35);
    plain[0x01] = u64::MAX;
    plain[0x02] = !(bits(0x19, 0x1C) | bits(0x1F, 0x1F));
    plain[0x03] = !bits(0x3F, 0x3F);
    let mut second = 0x10;
    while second < plain.len() {
        plain[second] = u64::MAX;
        second += 1;
    }
    plain
};

const fn bits(first: u32, last: u32) -> u64 {
    (u64::MAX >> (63 - (last - first))) << first
}

/// The first character at or behind `at` that may need work. Nearly all of a document is passed
/// over: ASCII, kana and ideographs, the latter two by one branch, as they stand mixed.
fn skip_plain(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match *bytes.get(at)? {
            b'\n' | 0x0B | 0x0C | b'\r' => return Some(at),
            0..=0x7F => at += 1,
            lead @ 0xE3..=0xE9 => {
                let (second, third) = (*bytes.get(at + 1)?, *bytes.get(at + 2)?);
                let is_plain = PLAIN[usize::from(second & 0x3F)] >> (third & 0x3F) & 1 == 1;
                if (lead == 0xE3) & !is_plain {
                    return Some(at);
                }
                at += 3;
            }
            // Enclosed alphanumerics, then box drawing without its horizontal line to Dingbats.
            0xE2 => match *bytes.get(at + 1)? {
                0x91..=0x93 | 0x95..=0x9E => at += 3,
                _ => return Some(at),
            },
            _ => return Some(at),
        }
    }
}

struct Walk<'a> {
    source: &'a str,
    /// What of `source` is in `text` already; from here to the place in hand it is to be copied.
    copied: usize,
    text: String,
    map: OffsetMap,
    lines: Vec<Line>,
    line_start: usize,
    number: u32,
    page: u32,
    /// Form feeds in front of the end of the line in hand.
    page_ends: u32,
}

impl Walk<'_> {
    /// Deals with the character at `at` and gives the place behind what was dealt with.
    fn step(&mut self, at: usize) -> usize {
        let Some(c) = self.source[at..].chars().next() else { return self.source.len() };
        let next = at + c.len_utf8();
        match c {
            '\n' => {
                self.end_line(self.text.len() + at - self.copied, 1);
                return next;
            }
            '\r' => {
                let next = next + usize::from(self.byte(next) == Some(b'\n'));
                return self.breaks(at, next, 1);
            }
            '\u{B}' | '\u{85}' | '\u{2028}' | '\u{2029}' => return self.breaks(at, next, 0),
            '\u{C}' => return self.form_feeds(at),
            _ => {}
        }
        if fold::is_ignorable(c) {
            let end = self.skip_ignorable(next);
            return match self.char(end) {
                Some(mark) if fold::combines(mark) => self.cluster(self.base(at), end),
                _ => self.replace(at, end, ""),
            };
        }
        if let Some(folded) = fold::single(c) {
            if !self.may_combine(next) {
                let mut buffer = [0; 4];
                return self.replace(at, next, folded.encode_utf8(&mut buffer));
            }
        } else if fold::combines(c) {
            return self.cluster(self.base(at), next);
        } else if fold::is_plain(c) {
            return next;
        }
        self.cluster(at, next)
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.source.as_bytes().get(at).copied()
    }

    fn char(&self, at: usize) -> Option<char> {
        self.source[at..].chars().next()
    }

    /// Copies what needed no change, up to `to`.
    fn flush(&mut self, to: usize) {
        if to > self.copied {
            self.text.push_str(&self.source[self.copied..to]);
            self.map.copied(self.copied, to - self.copied);
            self.copied = to;
        }
    }

    /// Writes `folded` for the characters from `at` to `end`.
    fn replace(&mut self, at: usize, end: usize, folded: &str) -> usize {
        self.flush(at);
        if folded.len() == end - at && folded.chars().nth(1).is_none() {
            self.map.copied(at, folded.len());
        } else {
            self.map.cluster(at..end, folded.len());
        }
        self.text.push_str(folded);
        self.copied = end;
        end
    }

    /// Where the character begins that a mark at `at` stands on: the one in front of it, if that
    /// was to be copied and is no line end.
    fn base(&self, at: usize) -> usize {
        match self.source[self.copied..at].char_indices().next_back() {
            Some((i, c)) if c != '\n' => self.copied + i,
            _ => at,
        }
    }

    /// Folds the characters from `start` to `end` and the marks behind them.
    fn cluster(&mut self, start: usize, mut end: usize) -> usize {
        for _ in 0..MARKS {
            let mark = self.skip_ignorable(end);
            match self.char(mark) {
                Some(c) if fold::combines(c) => end = mark + c.len_utf8(),
                _ => break,
            }
        }
        let mut folded = String::new();
        fold::cluster(&self.source[start..end], &mut folded);
        self.replace(start, end, &folded)
    }

    fn skip_ignorable(&self, at: usize) -> usize {
        let ignorable = self.source[at..].chars().take_while(|&c| fold::is_ignorable(c));
        at + ignorable.map(char::len_utf8).sum::<usize>()
    }

    /// Whether the character at `at` may change the one in front of it.
    fn may_combine(&self, at: usize) -> bool {
        let next = (self.byte(at), self.byte(at + 1));
        match next {
            (None | Some(..0xC2 | 0xE4..=0xE9), _) => false,
            (Some(0xE3), Some(0x81 | 0x83)) | (Some(0xEF), Some(0xBC | 0xBD)) => false,
            _ => self.char(at).is_some_and(|c| fold::combines(c) || fold::is_ignorable(c)),
        }
    }

    /// A line end from `at` to `next` that is not a lone `\n`.
    fn breaks(&mut self, at: usize, next: usize, numbers: u32) -> usize {
        self.flush(at);
        let end = self.text.len();
        self.replace(at, next, "\n");
        self.end_line(end, numbers);
        next
    }

    fn form_feeds(&mut self, at: usize) -> usize {
        let feeds = self.source[at..].bytes().take_while(|&b| b == 0x0C).count();
        let next = at + feeds;
        let pages = u32::try_from(feeds).unwrap_or(u32::MAX);
        self.flush(at);
        if self.text.len() == self.line_start {
            self.page = self.page.saturating_add(pages);
            self.replace(at, next, "")
        } else {
            self.page_ends = self.page_ends.saturating_add(pages);
            match self.byte(next) {
                Some(b'\n' | b'\r') => self.replace(at, next, ""),
                _ => self.breaks(at, next, 0),
            }
        }
    }

    /// Ends the line in hand at byte `end` of the text, where its `\n` stands.
    fn end_line(&mut self, end: usize, numbers: u32) {
        let range = self.line_start..end;
        let content = end..end;
        self.lines.push(Line { number: self.number, page: self.page, range, content });
        self.line_start = end + 1;
        self.number = self.number.saturating_add(numbers);
        self.page = self.page.saturating_add(std::mem::take(&mut self.page_ends));
    }

    fn finish(mut self) -> Normalized {
        self.flush(self.source.len());
        // A form feed at the very end closes the last page and opens none.
        let open = self.lines.last().map_or(1, |l| l.page);
        if self.text.len() == self.line_start && self.page > open {
            self.page -= 1;
        }
        let pages = self.page;
        self.end_line(self.text.len(), 0);
        for line in &mut self.lines {
            line.content = trimmed(self.text.as_bytes(), line.range.clone());
        }
        Normalized { text: self.text, map: self.map, lines: self.lines, pages }
    }
}

/// The range without the white space at its ends: of a line that is normalized, spaces and tabs.
fn trimmed(bytes: &[u8], range: Range<usize>) -> Range<usize> {
    let is_white = |b: &u8| matches!(b, b' ' | b'\t');
    let line = &bytes[range.clone()];
    let Some(last) = line.iter().rposition(|b| !is_white(b)) else { return range.end..range.end };
    let indent = line.iter().take_while(|b| is_white(b)).count();
    range.start + indent..range.start + last + 1
}
