//! Texts of pages whose characters have places on the page.

use std::ops::Range;

/// The text of one page, in reading order, and where its characters stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageText {
    /// The text. A form feed in it is taken for a space.
    pub text: String,
    /// The places of its characters, in the order of the text.
    pub boxes: Vec<GlyphBox>,
    /// Its lines that are no part of the text, counted from 0: the page's number, what is repeated
    /// on every page.
    pub asides: Vec<usize>,
}

/// Where some characters of a page stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GlyphBox {
    /// First byte of the characters in the page's text.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// `[x0, y0, x1, y1]` in points from the top left corner of the page.
    pub bbox: [f32; 4],
}

/// The texts of all pages as one, parted by form feeds.
#[derive(Clone, Debug)]
pub(super) struct Pages {
    pub(super) text: String,
    /// For each page, where its text begins in the whole and its first box in `boxes`.
    pub(super) starts: Vec<(usize, usize)>,
    boxes: Vec<GlyphBox>,
}

impl Pages {
    pub(super) fn new(pages: Vec<PageText>) -> Pages {
        let mut whole = Pages { text: String::new(), starts: Vec::new(), boxes: Vec::new() };
        for (n, page) in pages.into_iter().enumerate() {
            if n > 0 {
                whole.text.push('\u{c}');
            }
            whole.starts.push((whole.text.len(), whole.boxes.len()));
            whole.text.extend(page.text.chars().map(|c| if c == '\u{c}' { ' ' } else { c }));
            whole.boxes.extend(page.boxes);
            if !whole.text.ends_with('\n') {
                // A page's end is a line's end.
                whole.text.push('\n');
            }
        }
        whole
    }

    /// A range of the whole as a range of its page, and the box around its characters.
    pub(super) fn place(&self, range: Range<usize>) -> (Range<usize>, Option<[f32; 4]>) {
        let n = self.starts.partition_point(|(start, _)| *start <= range.start).saturating_sub(1);
        let Some(&(start, first)) = self.starts.get(n) else { return (range, None) };
        let last = self.starts.get(n + 1).map_or(self.boxes.len(), |(_, first)| *first);
        let local = range.start.saturating_sub(start)..range.end.saturating_sub(start);
        let boxes = self.boxes.get(first..last).unwrap_or_default();
        let from = boxes.partition_point(|b| b.end as usize <= local.start);
        let around = boxes[from..]
            .iter()
            .take_while(|b| (b.start as usize) < local.end)
            .map(|b| b.bbox)
            .reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]);
        (local, around)
    }
}

#[cfg(test)]
mod tests {
    use super::{GlyphBox, PageText};
    use crate::text::Text;

    fn page(text: &str) -> PageText {
        let boxes = text.char_indices().zip(0u16..).filter(|((_, c), _)| !c.is_whitespace());
        let boxes = boxes.map(|((at, c), n)| GlyphBox {
            start: at as u32,
            end: (at + c.len_utf8()) as u32,
            bbox: [f32::from(n), 0.0, f32::from(n + 1), 1.0],
        });
        PageText { text: text.to_owned(), boxes: boxes.collect(), asides: Vec::new() }
    }

    #[test]
    fn places_are_those_of_the_page() {
        let text = Text::from_pages(vec![page("一頁\n二行"), page(""), page("三頁\n予算 １億円")]);
        let lines: Vec<(u32, u32, &str)> = text
            .lines()
            .iter()
            .enumerate()
            .map(|(i, l)| (l.page, l.number, text.line(i)))
            .collect();
        assert!(lines.contains(&(1, 2, "二行")), "{lines:?}");
        assert!(lines.contains(&(3, 5, "予算 1億円")), "{lines:?}");
        let at = text.norm().find("1億円").expect("it is there");
        let span = text.span(at..at + "1億円".len());
        assert_eq!((span.page, span.line, span.text.as_str()), (3, 5, "１億円"));
        assert_eq!(span.bbox, Some([6.0, 0.0, 9.0, 1.0]));
        let page_text = "三頁\n予算 １億円";
        assert_eq!(&page_text[span.start as usize..span.end as usize], "１億円");
        assert_eq!(text.pages(), 3);
        let printed = text.printed_at(3, span.start..span.end).and_then(|r| text.printed().get(r));
        assert_eq!(printed, Some("１億円"));
        assert_eq!(text.printed_at(3, 0..9_999), None);
        assert_eq!(text.printed_at(9, 0..1), None);
        assert_eq!(text.printed_at(0, 0..1), None);
    }
}
