//! Running text put together again from the lines that it was broken into.
//!
//! A dump of a page breaks sentences at the line end, prints a blank line after every
//! line, or cuts a sentence where the page ends. Whether the next line goes on with the
//! paragraph is therefore decided by how both lines are written, and blank lines only
//! count together with that:
//!
//! - a bullet, a note mark, a heading's number, a web address or an indent opens a
//!   paragraph, and a vertical label or a page end without an open sentence closes one;
//! - a line that ends in `。` is complete, unless the next one goes on flush with it;
//! - an open line goes on when it cannot end there (`、`, a particle, an open bracket),
//!   when the next line cannot begin there (a particle, `ー`, a closing bracket), or when
//!   the paragraph already reads as a sentence and the line is a full one;
//! - what is none of these (labels, table cells, names, amounts) stays a line of its own.

use std::ops::Range;
use std::sync::OnceLock;

use memchr::memchr3;

use super::vertical::{VerticalLabel, vertical_labels};
use crate::text::Text;
use flow::{Builder, justified};
use shape::shapes;

pub(crate) mod character;
mod flow;
mod shape;

pub use shape::{Opening, opening};

/// Lines that are one piece of text.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// Its lines, from the first to the last; blank ones may stand among them.
    pub lines: Range<usize>,
    /// How many of these lines are not blank.
    pub count: usize,
    /// How it begins.
    pub opening: Opening,
    /// Whether it is written in sentences: whether it has a `。`.
    pub prose: bool,
    /// The range of the normalized text from its first to its last character.
    pub range: Range<usize>,
    joined: OnceLock<Joined>,
}

/// The characters of a paragraph without line ends and layout spaces.
#[derive(Clone, Debug)]
struct Joined {
    text: String,
    /// Where pieces of `text` stand in the normalized text: `(offset in text, offset in norm)`.
    map: Vec<(usize, usize)>,
}

impl Paragraph {
    fn new(
        range: Range<usize>,
        lines: Range<usize>,
        count: usize,
        opening: Opening,
        prose: bool,
    ) -> Paragraph {
        Paragraph { lines, count, opening, prose, range, joined: OnceLock::new() }
    }

    fn joined(&self, text: &Text) -> &Joined {
        self.joined.get_or_init(|| join(&text.norm()[self.range.clone()], self.range.start))
    }

    /// Its characters without line ends and layout spaces. They are put together when they are
    /// asked for first; `text` is the text that the paragraph was found in.
    pub fn text(&self, text: &Text) -> &str {
        &self.joined(text).text
    }

    /// Its characters as they are printed, with line ends and spaces.
    pub fn printed<'t>(&self, text: &'t Text) -> &'t str {
        &text.norm()[self.range.clone()]
    }

    /// The place in the normalized text of a range of [`Paragraph::text`].
    pub fn norm_range(&self, text: &Text, range: Range<usize>) -> Range<usize> {
        if range.end <= range.start {
            let at = self.norm_offset(text, range.start);
            return at..at;
        }
        // The end is where the last character ends, not where the next one begins.
        let head = &self.text(text)[..range.end];
        let last = head.char_indices().next_back().map_or(0, |(i, _)| i);
        self.norm_offset(text, range.start)..self.norm_offset(text, last) + (range.end - last)
    }

    /// The place in the normalized text of the character at byte `offset` of its text.
    pub fn norm_offset(&self, text: &Text, offset: usize) -> usize {
        let map = &self.joined(text).map;
        let i = map.partition_point(|m| m.0 <= offset).saturating_sub(1);
        map.get(i).map_or(self.range.end, |m| m.1 + (offset - m.0))
    }

    /// The byte of its text at which the character at `norm` of the normalized text stands;
    /// `norm` must not be a layout space.
    pub fn offset(&self, text: &Text, norm: usize) -> usize {
        let map = &self.joined(text).map;
        let i = map.partition_point(|m| m.1 <= norm).saturating_sub(1);
        map.get(i).map_or(0, |m| m.0 + norm.saturating_sub(m.1)).min(self.text(text).len())
    }
}

/// Finds the paragraphs of a text. Every line that is neither blank, nor part of a vertical
/// label, nor beside the text is in exactly one of them.
pub fn paragraphs(text: &Text) -> Vec<Paragraph> {
    paragraphs_beside(text, &vertical_labels(text))
}

/// The same, for labels that are already known.
pub fn paragraphs_beside(text: &Text, labels: &[VerticalLabel]) -> Vec<Paragraph> {
    let mut found = Vec::new();
    let mut open: Option<Builder<'_>> = None;
    let mut labels = labels.iter().peekable();
    let mut blank = 0;
    let mut block = 0..0;
    let shapes = shapes(text);
    for (i, shape) in shapes.iter().enumerate() {
        while labels.peek().is_some_and(|l| l.lines.end <= i) {
            labels.next();
        }
        if labels.peek().is_some_and(|l| l.lines.contains(&i)) {
            found.extend(open.take().map(Builder::finish));
            continue;
        }
        if text.is_aside(i) {
            // A sentence runs over the number of the page.
            blank = 0;
            continue;
        }
        if shape.line.is_empty() {
            blank += 1;
            continue;
        }
        if i >= block.end {
            block = justified(&shapes, i);
        }
        match &mut open {
            Some(builder) if i > block.start && block.contains(&i) => builder.push(*shape),
            Some(builder) if builder.takes(shape, blank) => builder.push(*shape),
            _ => {
                found.extend(open.take().map(Builder::finish));
                open = Some(Builder::new(*shape));
            }
        }
        blank = 0;
    }
    found.extend(open.take().map(Builder::finish));
    found
}

/// The characters of `printed`, which stands at `start` of the normalized text, without line
/// ends and layout spaces. A space or line end between two Latin words parts them.
fn join(printed: &str, start: usize) -> Joined {
    let bytes = printed.as_bytes();
    let mut text = String::with_capacity(printed.len());
    let mut map = vec![(0, start)];
    let mut from = 0;
    while let Some(gap) = memchr3(b' ', b'\t', b'\n', &bytes[from..]).map(|i| from + i) {
        text.push_str(&printed[from..gap]);
        let white = bytes[gap..].iter().take_while(|b| matches!(b, b' ' | b'\t' | b'\n')).count();
        from = gap + white;
        let before = gap.checked_sub(1).map(|i| bytes[i]);
        let after = bytes.get(from);
        let graphic = |b: Option<&u8>| b.is_some_and(u8::is_ascii_graphic);
        if graphic(before.as_ref()) && graphic(after) {
            text.push(' ');
        }
        map.push((text.len(), start + from));
    }
    text.push_str(&printed[from..]);
    Joined { text, map }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::decode;

    fn texts(input: &str) -> Vec<String> {
        let text = Text::new(decode(input.as_bytes(), None));
        paragraphs(&text).iter().map(|p| p.text(&text).to_owned()).collect()
    }

    #[test]
    fn lines_of_one_sentence_are_joined() {
        assert_eq!(
            texts("基礎研究を進め、実\n用化を目指す。"),
            ["基礎研究を進め、実用化を目指す。"]
        );
        assert_eq!(
            texts(
                " 農地の集積を進めるため、関係府省が連\n\n携し、地域計画の策定を支援し\n\nます。"
            ),
            ["農地の集積を進めるため、関係府省が連携し、地域計画の策定を支援します。"]
        );
        assert_eq!(texts("向けて\n世界最高水準の研究"), ["向けて世界最高水準の研究"]);
        assert_eq!(texts("中長期目標\n\nの提示"), ["中長期目標の提示"]);
        assert_eq!(texts("研究シーズ\nの登録"), ["研究シーズの登録"]);
    }

    #[test]
    fn sentences_cut_by_a_page_end() {
        assert_eq!(
            texts("橋りょうの修繕については、産\n\n学官の連携により、技術の開発を進める。"),
            ["橋りょうの修繕については、産学官の連携により、技術の開発を進める。"]
        );
        assert_eq!(texts("堤防を築く。また、河川の\n\n流域では、治水対策を進める。").len(), 1);
    }

    #[test]
    fn complete_sentences_stay_apart() {
        assert_eq!(texts("道路を直す。\n\n港湾を整備する。").len(), 2);
        assert_eq!(texts("道路を直す。\n港湾を整備する。").len(), 2);
        assert_eq!(texts(" 道路を直す。\n 港湾を整備する。").len(), 2);
    }

    #[test]
    fn a_column_of_text() {
        assert_eq!(
            texts("本市は、道路を\n直すとともに港\n湾を整備する。\n\n公園を造る。"),
            ["本市は、道路を直すとともに港湾を整備する。", "公園を造る。"]
        );
    }

    #[test]
    fn labels_stay_apart() {
        assert_eq!(texts("基礎研究\n\n応用研究").len(), 2);
        assert_eq!(texts("農林水産省\n国土交通省").len(), 2);
        assert_eq!(texts("1,234億円\n567億円").len(), 2);
        assert_eq!(texts("資料一覧\nhttps://example.go.jp/の資料").len(), 2);
        assert_eq!(texts("道路を\n\n\n\n直す。").len(), 2);
    }

    #[test]
    fn openings() {
        assert_eq!(texts("● 農地の集積を\n　進める").len(), 1);
        assert_eq!(
            texts("● 農地\n● 林野\n・漁港\n※ 注記\n1. 見出し\n(1) 小見出し\n① 細目").len(),
            7
        );
        assert_eq!(texts("1. 農地の集積と\n  林野の整備"), ["1.農地の集積と林野の整備"]);
        assert_eq!(opening("第2期の計画"), Opening::Plain);
        assert_eq!(opening("第2章 農地"), Opening::Number);
        assert_eq!(opening("1.5倍"), Opening::Plain);
        assert_eq!(opening("-5億円"), Opening::Plain);
        assert_eq!(opening("(注)四捨五入"), Opening::Note);
        assert_eq!(opening("(農林水産省)"), Opening::Plain);
        assert_eq!(opening("**太字**"), Opening::Plain);
    }

    #[test]
    fn spaces_within() {
        assert_eq!(texts("令和 6 年度 の 予 算"), ["令和6年度の予算"]);
        assert_eq!(
            texts("Japan Agency for \nMedical Research(MR"),
            ["Japan Agency for", "Medical Research(MR"]
        );
        assert_eq!(
            texts("機構(Japan Agency for \nMedical Research)"),
            ["機構(Japan Agency for Medical Research)"]
        );
    }

    #[test]
    fn back_to_the_normalized_text() {
        let input = "令和 6 年度においては、橋を直すとともに道\n\n路を延ばす。";
        let text = Text::new(decode(input.as_bytes(), None));
        let found = paragraphs(&text);
        assert_eq!(found.len(), 1);
        let p = &found[0];
        assert_eq!((p.lines.clone(), p.count), (0..3, 2));
        assert_eq!(p.printed(&text), input);
        let printed = |words: &str| {
            let at = p.text(&text).find(words)?;
            assert_eq!(p.offset(&text, p.norm_offset(&text, at)), at);
            Some(&text.norm()[p.norm_range(&text, at..at + words.len())])
        };
        assert_eq!(printed("令和6年度"), Some("令和 6 年度"));
        assert_eq!(printed("道路"), Some("道\n\n路"));
    }

    #[test]
    fn every_line_is_in_one_paragraph_or_label() {
        let input = "題\n\nフ\nェ\nー\nズ\n本文は、続\nく。\n\n● 項目\n";
        let text = Text::new(decode(input.as_bytes(), None));
        let mut lines: Vec<usize> =
            paragraphs(&text).iter().flat_map(|p| p.lines.clone()).collect();
        lines.retain(|i| !text.line(*i).trim().is_empty());
        lines.extend(vertical_labels(&text).iter().flat_map(|l| l.lines.clone()));
        lines.sort_unstable();
        assert_eq!(lines, [0, 2, 3, 4, 5, 6, 7, 9]);
    }
}
