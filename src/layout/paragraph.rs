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

use super::vertical::{VerticalLabel, vertical_labels};
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

/// Lines that are one piece of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Indices of its lines.
    pub lines: Vec<usize>,
    /// Its characters without line ends and layout spaces.
    pub text: String,
    /// How it begins.
    pub opening: Opening,
    /// Where pieces of `text` stand in the normalized text: `(offset in text, offset in norm)`.
    map: Vec<(usize, usize)>,
    end: usize,
}

impl Paragraph {
    /// The range of the normalized text from its first to its last character.
    pub fn range(&self) -> Range<usize> {
        self.map.first().map_or(self.end, |m| m.1)..self.end
    }

    /// The place in the normalized text of a range of `text`.
    pub fn norm_range(&self, range: Range<usize>) -> Range<usize> {
        if range.end <= range.start {
            let at = self.norm_offset(range.start);
            return at..at;
        }
        // The end is where the last character ends, not where the next one begins.
        let last = self.text[..range.end].char_indices().next_back().map_or(0, |(i, _)| i);
        self.norm_offset(range.start)..self.norm_offset(last) + (range.end - last)
    }

    /// The place in the normalized text of the character at byte `offset` of `text`.
    pub fn norm_offset(&self, offset: usize) -> usize {
        let i = self.map.partition_point(|m| m.0 <= offset).saturating_sub(1);
        self.map.get(i).map_or(self.end, |m| m.1 + (offset - m.0))
    }

    /// Whether it is written in sentences.
    pub fn is_prose(&self) -> bool {
        self.text.contains('。')
    }
}

/// What is needed of a line to judge how it hangs together with its neighbours.
#[derive(Clone, Copy)]
struct Shape<'t> {
    index: usize,
    line: &'t str,
    indent: usize,
    width: usize,
    opening: Opening,
    marks: Marks,
}

/// The punctuation of a line.
#[derive(Clone, Copy, Default)]
struct Marks {
    comma: bool,
    stop: bool,
    /// Brackets opened, less those closed.
    depth: i32,
    /// The most that were closed without having been opened in the line, as a negative number.
    lowest: i32,
}

/// Finds the paragraphs of a text. Every line that is neither blank nor part of a vertical
/// label is in exactly one of them.
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
    let shapes: Vec<Shape<'_>> = (0..text.lines().len()).map(|i| shape(text, i)).collect();
    for (i, shape) in shapes.iter().enumerate() {
        while labels.peek().is_some_and(|l| l.lines.end <= i) {
            labels.next();
        }
        if labels.peek().is_some_and(|l| l.lines.contains(&i)) {
            found.extend(open.take().map(Builder::finish));
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
            Some(builder) if i > block.start && block.contains(&i) => builder.push(text, *shape),
            Some(builder) if builder.takes(shape, blank) => builder.push(text, *shape),
            _ => {
                found.extend(open.take().map(Builder::finish));
                open = Some(Builder::new(text, *shape));
            }
        }
        blank = 0;
    }
    found.extend(open.take().map(Builder::finish));
    found
}

/// The lines from `first` on that stand without blank lines between them, where they are
/// three or more of one width and end a sentence only in the last: a narrow column of text.
/// Empty where they are not.
fn justified(shapes: &[Shape<'_>], first: usize) -> Range<usize> {
    let head = &shapes[first];
    let mut end = first;
    // Longer blocks show by themselves what they are.
    for (i, shape) in shapes.iter().enumerate().skip(first).take(12) {
        let plain = i == first || shape.opening == Opening::Plain && shape.indent <= head.indent;
        if shape.line.is_empty() || !plain || shape.width > head.width + 4 {
            break;
        }
        end = i + 1;
        if ends_sentence(shape.line) || shape.width + 4 < head.width {
            break;
        }
    }
    let closed = end > first && ends_sentence(shapes[end - 1].line);
    if end - first >= 3 && closed { first..end } else { first..first }
}

fn shape(text: &Text, index: usize) -> Shape<'_> {
    let full = text.line(index);
    let line = full.trim();
    let indent = full.chars().take_while(|c| c.is_whitespace()).count();
    let (width, marks) = measure(line);
    Shape { index, line, indent, width, opening: opening(line), marks }
}

impl Marks {
    /// Whether the line has a sentence's punctuation.
    fn reads(self) -> bool {
        self.comma || self.stop
    }
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

/// The display columns of a line, two for a full-width character, and its punctuation.
fn measure(line: &str) -> (usize, Marks) {
    let bytes = line.as_bytes();
    let mut marks = Marks::default();
    let mut width = 0;
    for (i, b) in bytes.iter().enumerate() {
        // Bytes 0x80 to 0xBF go on with a character.
        width += usize::from(*b < 0x80) + 2 * usize::from(*b >= 0xc0);
        let step = match *b {
            b'(' => 1,
            b')' => -1,
            // U+3000 to U+303F: 、。 and the brackets 〈〉「」『』【】〔〕
            0xe3 if bytes.get(i + 1) == Some(&0x80) => match bytes.get(i + 2) {
                Some(0x81) => {
                    marks.comma = true;
                    0
                }
                Some(0x82) => {
                    marks.stop = true;
                    0
                }
                Some(0x88 | 0x8c | 0x8e | 0x90 | 0x94) => 1,
                Some(0x89 | 0x8d | 0x8f | 0x91 | 0x95) => -1,
                _ => 0,
            },
            _ => 0,
        };
        marks.depth += step;
        marks.lowest = marks.lowest.min(marks.depth);
    }
    (width, marks)
}

/// A paragraph under construction.
struct Builder<'t> {
    paragraph: Paragraph,
    last: Shape<'t>,
    indent: usize,
    widest: usize,
    depth: i32,
    /// Whether it has the grammar of a sentence so far.
    prose: bool,
}

impl<'t> Builder<'t> {
    fn new(text: &Text, shape: Shape<'t>) -> Builder<'t> {
        let paragraph = Paragraph {
            lines: Vec::new(),
            text: String::new(),
            opening: shape.opening,
            map: Vec::new(),
            end: 0,
        };
        let mut builder = Builder {
            paragraph,
            indent: shape.indent,
            widest: 0,
            depth: 0,
            prose: false,
            last: Shape { line: "", ..shape },
        };
        builder.push(text, shape);
        builder
    }

    fn push(&mut self, text: &Text, shape: Shape<'t>) {
        let range = text.lines()[shape.index].range.clone();
        let start = range.start
            + (text.line(shape.index).len() - text.line(shape.index).trim_start().len());
        append(&mut self.paragraph, shape.line, start);
        // A bracket that closes without having been opened does not count.
        let marks = shape.marks;
        self.depth = (self.depth + marks.depth).max(marks.depth - marks.lowest);
        self.widest = self.widest.max(shape.width);
        self.prose |= marks.stop || marks.comma && self.paragraph.opening != Opening::Number;
        self.paragraph.lines.push(shape.index);
        self.last = shape;
    }

    fn finish(self) -> Paragraph {
        self.paragraph
    }

    /// Whether `next`, after `blank` empty lines, goes on with this paragraph.
    fn takes(&self, next: &Shape<'_>, blank: usize) -> bool {
        let last = &self.last;
        if blank > 2 || next.line.starts_with("http") || last.line.starts_with("http") {
            return false;
        }
        let cut = ends_open(last.line) || starts_open(next.line, self.prose);
        let prose = self.prose;
        let lines = &self.paragraph.lines;
        let usual = match lines.as_slice() {
            [.., a, b] => b - a - 1,
            _ => 0,
        };
        match next.opening {
            Opening::Plain => {}
            // A number or a dot at the head of a line may stand in the middle of a sentence.
            Opening::Number if next.line.starts_with('#') => return false,
            Opening::Number | Opening::Bullet
                if prose
                    && ends_open(last.line)
                    && self.paragraph.opening == Opening::Plain
                    && next.width + 8 >= self.widest
                    && next.indent <= last.indent
                    && next.line.starts_with(|c: char| "・①②③④⑤⑥⑦⑧⑨-".contains(c)) =>
                {}
            _ => return false,
        }
        if last.line.starts_with('(') && last.line.ends_with(')') && !cut {
            return false;
        }
        let hanging = self.paragraph.opening != Opening::Plain;
        let deeper = next.indent > last.indent || next.indent > self.indent;
        if ends_sentence(last.line) {
            // Only a line that goes on flush, in a block of full lines, without a blank line
            // that the block's other lines do not have.
            let column = next.indent < self.indent || lines.len() > 1 && next.indent == last.indent;
            return self.depth > 0 && cut
                || !deeper
                    && blank == usual
                    && column
                    && last.width + 8 >= self.widest
                    && next.width <= self.widest + 8
                    && next.marks.reads();
        }
        if deeper && !hanging {
            return false;
        }
        if self.paragraph.opening == Opening::Number && !prose {
            // A heading runs over a line only where it cannot end.
            return blank <= 1
                && last.line.ends_with(|c| is_particle(c) || c == '、' || c == '・')
                && !last.line.ends_with("について")
                || blank == 0 && self.depth > 0;
        }
        if hanging && deeper && blank <= 1 {
            // Hanging lines share one indent; the first shows that the line before was full.
            return match lines.len() {
                1 => blank == 0 || cut || last.width + 4 >= next.width,
                _ => next.indent == last.indent && blank <= usual,
            };
        }
        // A sentence that began in this line has not ended yet.
        let tail = match last.marks.stop {
            true => last.line.rsplit('。').next().unwrap_or_default(),
            false => last.line,
        };
        let begun = last.marks.stop
            && tail.len() < last.line.len()
            && !tail.contains("http")
            && !tail.ends_with(')');
        if begun && blank <= 1 && (cut || next.marks.reads()) {
            return true;
        }
        let full = last.width + 10 >= self.widest && (last.width >= 16 || ends_sentence(next.line));
        if lines.len() > 1 && blank > usual && self.depth == 0 {
            // A blank line that the block does not have elsewhere: only an open sentence spans it.
            return starts_open(next.line, prose)
                || ends_open(last.line) && !last.line.ends_with(['る', 'た'])
                || prose && full && next.marks.stop;
        }
        if blank > 1 && !prose {
            return false;
        }
        if self.depth > 0 && (prose || blank <= 1) && next.width >= 8 {
            return true;
        }
        if cut {
            return !last.line.ends_with("について") || prose;
        }
        if prose {
            return full
                && (next.marks.reads()
                    || lines.len() > 1 && usual == 0 && blank == 0
                    || last.width + 8 >= next.width && next.width + 8 >= last.width);
        }
        let word_cut = last.line.ends_with(is_katakana) && next.line.starts_with(is_katakana);
        if word_cut && last.width >= 16 && last.width.abs_diff(next.width) <= 8 {
            return true;
        }
        // An indented line and a flush one of the same width are the head of a paragraph.
        let kana = last.line.contains(is_particle) || next.marks.reads();
        if self.indent > next.indent
            && kana
            && last.width >= 16
            && last.width.abs_diff(next.width) <= 6
        {
            return true;
        }
        // Two lines of one width, the first of which already has the grammar of a sentence.
        full && last.width.abs_diff(next.width) <= 4
            && next.marks.reads()
            && last.line.chars().filter(|c| is_particle(*c)).count() >= 3
    }
}

/// Appends `line`, which stands at `start` of the normalized text, without layout spaces.
fn append(paragraph: &mut Paragraph, line: &str, start: usize) {
    let glue = match (paragraph.text.chars().next_back(), line.chars().next()) {
        (Some(a), Some(b)) => is_latin(a) && is_latin(b),
        _ => false,
    };
    if glue {
        paragraph.map.push((paragraph.text.len(), paragraph.end));
        paragraph.text.push(' ');
    }
    paragraph.map.push((paragraph.text.len(), start));
    let bytes = line.as_bytes();
    let mut from = 0;
    while let Some(space) = memchr::memchr2(b' ', b'\t', &bytes[from..]).map(|i| from + i) {
        paragraph.text.push_str(&line[from..space]);
        from = space + 1;
        while from < bytes.len() && bytes[from].is_ascii_whitespace() {
            from += 1;
        }
        // A space between Latin words parts them; any other is layout.
        let after = bytes.get(from).is_some_and(u8::is_ascii_graphic);
        if after && space > 0 && bytes[space - 1].is_ascii_graphic() {
            paragraph.text.push(' ');
        }
        paragraph.map.push((paragraph.text.len(), start + from));
    }
    paragraph.text.push_str(&line[from..]);
    paragraph.end = start + line.len();
}

/// Whether a space beside the character parts words.
fn is_latin(c: char) -> bool {
    c.is_ascii_graphic()
}

/// Whether a line ends a sentence.
fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end_matches([')', '」', '』', '】']);
    line.ends_with(['。', '．', '!', '?'])
}

/// Whether a line ends where neither a sentence nor a label can.
fn ends_open(line: &str) -> bool {
    let Some(c) = line.chars().next_back() else { return false };
    if ["こと", "もの", "とき", "など"].iter().any(|w| line.ends_with(w)) {
        return false;
    }
    matches!(c, '、' | ',' | '・' | '(' | '「' | '『' | '~' | '及' | '-') || is_particle(c)
}

/// Whether a line begins where neither a sentence nor a label can. Outside of sentences a line
/// may begin with a name in kana (さいたま市), which is longer than an inflection.
fn starts_open(line: &str, prose: bool) -> bool {
    let mut chars = line.chars();
    let Some(c) = chars.next() else { return false };
    if matches!(c, '、' | '。' | 'ー' | ')' | '」' | '』' | '・' | '~') {
        return true;
    }
    if matches!(
        c,
        'ァ' | 'ィ'
            | 'ゥ'
            | 'ェ'
            | 'ォ'
            | 'ッ'
            | 'ャ'
            | 'ュ'
            | 'ョ'
            | 'ぁ'
            | 'ぃ'
            | 'ぅ'
            | 'ぇ'
            | 'ぉ'
            | 'っ'
            | 'ゃ'
            | 'ゅ'
            | 'ょ'
            | 'ん'
    ) {
        return true;
    }
    let hiragana = |c: char| ('\u{3041}'..='\u{3096}').contains(&c);
    if !hiragana(c) {
        return false;
    }
    // Words that open a sentence or a label in kana.
    const OPENERS: [&str; 25] = [
        "この", "こう", "これ", "その", "それ", "また", "さら", "なお", "ただ", "あわ", "しか",
        "より", "わが", "がん", "すで", "いず", "うち", "まち", "ひと", "こど", "もの", "みど",
        "ふる", "くら", "たば",
    ];
    let rest = line.trim_start_matches(hiragana);
    let place = !prose && rest.starts_with(['市', '町', '村', '区', '県']);
    !place && !OPENERS.iter().any(|w| line.starts_with(w))
}

fn is_katakana(c: char) -> bool {
    ('\u{30a1}'..='\u{30fa}').contains(&c) || c == 'ー'
}

/// Kana that tie a word to a following one.
fn is_particle(c: char) -> bool {
    matches!(
        c,
        'の' | 'に'
            | 'を'
            | 'と'
            | 'は'
            | 'が'
            | 'へ'
            | 'や'
            | 'も'
            | 'で'
            | 'て'
            | 'る'
            | 'た'
            | 'な'
            | 'し'
            | 'び'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::decode;

    fn texts(input: &str) -> Vec<String> {
        let text = Text::new(decode(input.as_bytes(), None));
        paragraphs(&text).into_iter().map(|p| p.text).collect()
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
        assert_eq!(p.lines, [0, 2]);
        assert_eq!(&text.norm()[p.range()], input);
        let year = p.text.find("令和6年度").map(|i| i..i + "令和6年度".len());
        assert_eq!(year.map(|r| &text.norm()[p.norm_range(r)]), Some("令和 6 年度"));
        let road = p.text.find("道路").map(|i| i..i + "道路".len());
        assert_eq!(road.map(|r| &text.norm()[p.norm_range(r)]), Some("道\n\n路"));
    }

    #[test]
    fn every_line_is_in_one_paragraph_or_label() {
        let input = "題\n\nフ\nェ\nー\nズ\n本文は、続\nく。\n\n● 項目\n";
        let text = Text::new(decode(input.as_bytes(), None));
        let mut lines: Vec<usize> =
            paragraphs(&text).iter().flat_map(|p| p.lines.clone()).collect();
        lines.extend(vertical_labels(&text).iter().flat_map(|l| l.lines.clone()));
        lines.sort_unstable();
        assert_eq!(lines, [0, 2, 3, 4, 5, 6, 7, 9]);
    }
}
