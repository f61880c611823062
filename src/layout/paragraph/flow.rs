//! Whether a line goes on with the paragraph above it.

use std::ops::Range;

use super::Paragraph;
use super::character::{is_hiragana, is_katakana, is_particle, is_small};
use super::shape::{Opening, Shape};

/// A paragraph under construction.
pub(super) struct Builder<'t> {
    first: usize,
    start: usize,
    opening: Opening,
    last: Shape<'t>,
    /// How many lines it has, and the blank ones between the last two.
    printed: usize,
    usual: usize,
    indent: usize,
    widest: usize,
    depth: i32,
    /// Whether it has the grammar of a sentence so far.
    prose: bool,
    stop: bool,
}

impl<'t> Builder<'t> {
    pub(super) fn new(shape: Shape<'t>) -> Builder<'t> {
        let mut builder = Builder {
            first: shape.index,
            start: shape.start,
            opening: shape.opening,
            last: shape,
            printed: 0,
            usual: 0,
            indent: shape.indent,
            widest: 0,
            depth: 0,
            prose: false,
            stop: false,
        };
        builder.push(shape);
        builder
    }

    pub(super) fn push(&mut self, shape: Shape<'t>) {
        // A bracket that closes without having been opened does not count.
        let marks = shape.marks;
        self.depth = (self.depth + marks.depth).max(marks.depth - marks.lowest);
        self.widest = self.widest.max(shape.width);
        self.prose |= marks.stop || marks.comma && self.opening != Opening::Number;
        self.stop |= marks.stop;
        self.usual = (shape.index - self.last.index).saturating_sub(1);
        self.printed += 1;
        self.last = shape;
    }

    pub(super) fn finish(self) -> Paragraph {
        let range = self.start..self.last.start + self.last.line.len();
        let lines = self.first..self.last.index + 1;
        Paragraph::new(range, lines, self.printed, self.opening, self.stop)
    }

    /// Whether `next`, after `blank` empty lines, goes on with this paragraph.
    pub(super) fn takes(&self, next: &Shape<'_>, blank: usize) -> bool {
        let last = &self.last;
        if blank > 2 || next.line.starts_with("http") || last.line.starts_with("http") {
            return false;
        }
        let (prose, usual, lines) = (self.prose, self.usual, self.printed);
        if next.opening == Opening::Note {
            return false;
        }
        let cut = ends_open(last.line) || starts_open(next.line, prose);
        match next.opening {
            Opening::Plain => {}
            // A number or a dot at the head of a line may stand in the middle of a sentence.
            Opening::Number if next.line.starts_with('#') => return false,
            Opening::Number | Opening::Bullet
                if prose
                    && ends_open(last.line)
                    && self.opening == Opening::Plain
                    && next.width + 8 >= self.widest
                    && next.indent <= last.indent
                    && next.line.starts_with(|c: char| "・①②③④⑤⑥⑦⑧⑨-".contains(c)) =>
                {}
            _ => return false,
        }
        if last.line.starts_with('(') && last.line.ends_with(')') && !cut {
            return false;
        }
        let hanging = self.opening != Opening::Plain;
        let deeper = next.indent > last.indent || next.indent > self.indent;
        if ends_sentence(last.line) {
            // Only a line that goes on flush, in a block of full lines, without a blank line
            // that the block's other lines do not have.
            let column = next.indent < self.indent || lines > 1 && next.indent == last.indent;
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
        if self.opening == Opening::Number && !prose {
            // A heading runs over a line only where it cannot end.
            return blank <= 1
                && last.line.ends_with(|c| is_particle(c) || c == '、' || c == '・')
                && !last.line.ends_with("について")
                || blank == 0 && self.depth > 0;
        }
        if hanging && deeper && blank <= 1 {
            // Hanging lines share one indent; the first shows that the line before was full.
            return match lines {
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
        if lines > 1 && blank > usual && self.depth == 0 {
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
                    || lines > 1 && usual == 0 && blank == 0
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

/// The lines from `first` on that stand without blank lines between them, where they are
/// three or more of one width and end a sentence only in the last: a narrow column of text.
/// Empty where they are not.
pub(super) fn justified(shapes: &[Shape<'_>], first: usize) -> Range<usize> {
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
    if is_small(c) {
        return true;
    }
    if !is_hiragana(c) {
        return false;
    }
    // Words that open a sentence or a label in kana.
    const OPENERS: [&str; 25] = [
        "この", "こう", "これ", "その", "それ", "また", "さら", "なお", "ただ", "あわ", "しか",
        "より", "わが", "がん", "すで", "いず", "うち", "まち", "ひと", "こど", "もの", "みど",
        "ふる", "くら", "たば",
    ];
    let rest = line.trim_start_matches(is_hiragana);
    let place = !prose && rest.starts_with(['市', '町', '村', '区', '県']);
    !place && !OPENERS.iter().any(|w| line.starts_with(w))
}
