//! What one line shows by itself: how it begins, how wide it is, how it is punctuated.

use memchr::memchr3_iter;

use crate::text::Text;

/// How a paragraph begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// With its first word.
    Plain,
    /// With a bullet: ● ■ ・ - ➢ and the like.
    Bullet,
    /// With a note mark: ※ ▶ * (注).
    Note,
    /// With a number as headings and list items have: `1.` `(1)` `①` `#`.
    Number,
}

/// What is needed of a line to judge how it hangs together with its neighbours.
#[derive(Clone, Copy)]
pub(super) struct Shape<'t> {
    pub(super) index: usize,
    /// The line without the spaces around it, and where it starts in the normalized text.
    pub(super) line: &'t str,
    pub(super) start: usize,
    pub(super) indent: usize,
    /// Display columns, two for a full-width character.
    pub(super) width: usize,
    pub(super) opening: Opening,
    pub(super) marks: Marks,
}

/// The punctuation of a line.
#[derive(Clone, Copy, Default)]
pub(super) struct Marks {
    pub(super) comma: bool,
    pub(super) stop: bool,
    /// Brackets opened, less those closed.
    pub(super) depth: i32,
    /// The most that were closed without having been opened in the line, as a negative number.
    pub(super) lowest: i32,
}

impl Marks {
    /// Whether the line has a sentence's punctuation.
    pub(super) fn reads(self) -> bool {
        self.comma || self.stop
    }

    fn step(&mut self, step: i32) {
        self.depth += step;
        self.lowest = self.lowest.min(self.depth);
    }
}

/// The shapes of all lines of a text.
pub(super) fn shapes(text: &Text) -> Vec<Shape<'_>> {
    let norm = text.norm();
    let bytes = norm.as_bytes();
    // Full-width punctuation and brackets are U+3000 to U+303F: E3 80 and a third byte.
    let mut found = memchr3_iter(b'(', b')', 0x80, bytes).peekable();
    let mut shapes = Vec::with_capacity(text.lines().len());
    for (index, line) in text.lines().iter().enumerate() {
        let content = &norm[line.content.clone()];
        let mut marks = Marks::default();
        while let Some(at) = found.next_if(|at| *at < line.range.end) {
            match bytes[at] {
                b'(' => marks.step(1),
                b')' => marks.step(-1),
                _ if at > 0 && bytes[at - 1] == 0xe3 => match bytes.get(at + 1) {
                    Some(0x81) => marks.comma = true,
                    Some(0x82) => marks.stop = true,
                    Some(0x88 | 0x8a | 0x8c | 0x8e | 0x90 | 0x94) => marks.step(1),
                    Some(0x89 | 0x8b | 0x8d | 0x8f | 0x91 | 0x95) => marks.step(-1),
                    _ => {}
                },
                _ => {}
            }
        }
        shapes.push(Shape {
            index,
            line: content,
            start: line.content.start,
            indent: line.content.start - line.range.start,
            width: width(content),
            opening: opening(content),
            marks,
        });
    }
    shapes
}

/// The display columns of a line, two for a full-width character.
fn width(line: &str) -> usize {
    // Bytes 0x80 to 0xBF go on with a character. Sums of 100 bytes fit into one.
    let columns = |b: &u8| u8::from(*b < 0x80) + 2 * u8::from(*b >= 0xc0);
    line.as_bytes().chunks(100).map(|c| usize::from(c.iter().map(columns).sum::<u8>())).sum()
}

/// How a trimmed line begins.
pub fn opening(line: &str) -> Opening {
    let mut chars = line.chars();
    let first = chars.next().unwrap_or(' ');
    let second = chars.next().unwrap_or(' ');
    match first {
        '●' | '○' | '◎' | '◆' | '◇' | '■' | '□' | '▪' | '•' | '➢' | '✓' | '▼' | '➤' | '★' | '☆' => {
            Opening::Bullet
        }
        '・' | '･' => Opening::Bullet,
        'ー' if second == ' ' => Opening::Bullet,
        '-' | '－' | '―' | '─' | '–' | '+' if !second.is_ascii_digit() => Opening::Bullet,
        '※' | '▶' | '►' | '▷' => Opening::Note,
        '*' if second != '*' => Opening::Note,
        '(' if line.starts_with("(注") || line.starts_with("(※") || line.starts_with("(*)") => {
            Opening::Note
        }
        '(' if line.starts_with("(備考") => Opening::Note,
        '注' if second == ')' || second.is_ascii_digit() => Opening::Note,
        '#' => Opening::Number,
        '①'..='⑳' | '❶'..='❿' => Opening::Number,
        '(' => match line[1..].find(')') {
            Some(1..=3)
                if line[1..].chars().take_while(|c| *c != ')').all(|c| {
                    c.is_ascii_digit() || "一二三四五六七八九十アイウエオカキクケコ".contains(c)
                }) =>
            {
                Opening::Number
            }
            _ => Opening::Plain,
        },
        '0'..='9' => {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            let digits = line.len() - rest.len();
            let after = rest.strip_prefix(['.', '．']).and_then(|r| r.chars().next());
            match after {
                Some(c) if digits <= 2 && !c.is_ascii_digit() => Opening::Number,
                _ => Opening::Plain,
            }
        }
        '第' => {
            let rest = line['第'.len_utf8()..].trim_start_matches(|c: char| {
                c.is_ascii_digit() || "一二三四五六七八九十".contains(c)
            });
            let numbered = rest.len() < line.len() - '第'.len_utf8();
            let section = rest.starts_with([' ', '章', '節', '編', '部']);
            if numbered && section && !is_series(rest) { Opening::Number } else { Opening::Plain }
        }
        _ => Opening::Plain,
    }
}

/// ` 期`, ` 回` … after 第 2: an ordinal with a space inside, not a heading's number.
fn is_series(rest: &str) -> bool {
    rest.trim_start().starts_with(['期', '回', '次', '号', '条', '版', '例', '位', '者', '三'])
}
