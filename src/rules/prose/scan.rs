//! Finding the places that a rule needs to read, by the few characters that it cannot do without.

use memchr::memmem;

use super::Layout;
use crate::layout::paragraph::Paragraph;
use crate::text::Text;

/// A paragraph with the places in it at which one of the characters looked for stands.
pub struct Marked<'l> {
    /// Its index in the layout.
    pub index: usize,
    /// The paragraph.
    pub paragraph: &'l Paragraph,
    /// The places in the normalized text, in order.
    pub places: Vec<usize>,
}

/// The places of the characters `marks` in the normalized text that `accept` does not refuse,
/// in order.
pub fn places(norm: &str, marks: &[&str], accept: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut found = Vec::new();
    for mark in marks {
        let hits = memmem::find_iter(norm.as_bytes(), mark.as_bytes());
        found.extend(hits.filter(|at| accept(*at)));
    }
    if marks.len() > 1 {
        found.sort_unstable();
    }
    found
}

/// The paragraphs in which the `places` stand; those of vertical labels are in none.
pub fn marked<'l>(layout: &'l Layout, places: &[usize]) -> Vec<Marked<'l>> {
    let mut found: Vec<Marked<'l>> = Vec::new();
    for place in places {
        if let Some(last) = found.last_mut().filter(|l| l.paragraph.range.contains(place)) {
            last.places.push(*place);
            continue;
        }
        let index = layout.paragraphs.partition_point(|p| p.range.end <= *place);
        let paragraph = layout.paragraphs.get(index).filter(|p| p.range.contains(place));
        found.extend(paragraph.map(|paragraph| Marked { index, paragraph, places: vec![*place] }));
    }
    found
}

impl Marked<'_> {
    /// The bytes of the paragraph's text at which the places stand.
    pub fn offsets(&self, text: &Text) -> impl Iterator<Item = usize> {
        self.places.iter().map(|place| self.paragraph.offset(text, *place))
    }
}

/// The character in front of `at`, spaces and line ends aside.
pub fn before(norm: &str, at: usize) -> Option<char> {
    norm[..at].trim_end_matches(WHITE).chars().next_back()
}

/// The text from `at` on, spaces and line ends at its head aside.
pub fn behind(norm: &str, at: usize) -> &str {
    norm[at..].trim_start_matches(WHITE)
}

const WHITE: [char; 3] = [' ', '\t', '\n'];

/// The places of 度 in 年度, where は, には or においては follows, or where anything may.
pub fn fiscal_years(norm: &str, topic: bool) -> Vec<usize> {
    places(norm, &["度"], |at| {
        before(norm, at) == Some('年')
            && (!topic || behind(norm, at + "度".len()).starts_with(['は', 'に']))
    })
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

/// A line with each run of spaces folded to one: names of people and addresses keep them.
pub fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::super::testing::read;
    use super::*;

    #[test]
    fn places_in_paragraphs() {
        let (text, layout) = read("道路計画の\n策定、河川区画。\n\n港湾計画");
        let norm = text.norm();
        let found = places(norm, &["画", "港"], |at| before(norm, at) != Some('区'));
        assert_eq!(found.len(), 3);
        let marked = marked(&layout, &found);
        let offsets: Vec<Vec<usize>> = marked.iter().map(|m| m.offsets(&text).collect()).collect();
        assert_eq!(offsets, [vec![9], vec![0, 9]]);
        assert_eq!(marked.iter().map(|m| m.index).collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn across_line_ends() {
        assert_eq!(before("計 \n 画", "計 \n ".len()), Some('計'));
        assert_eq!(behind("度 \nは", "度".len()), "は");
        assert_eq!(fiscal_years("令和 6 年\n度 は、9年度分", true).len(), 1);
        assert_eq!(fiscal_years("令和 6 年\n度 は、9年度分、温度", false).len(), 2);
    }

    #[test]
    fn windows() {
        assert_eq!(near_end("予算額", 7), "算額");
        assert_eq!(near_start("予算額", 7), "予算");
        assert_eq!(fold(" 稲葉  カヨ "), "稲葉 カヨ");
    }
}
