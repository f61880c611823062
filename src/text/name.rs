//! Printed labels as a person would write them down.

use unicode_normalization::{UnicodeNormalization, is_nfkc};

use super::{fold, normalize};

/// Elements whose tags are markup. `<AMED>` is a label in brackets and stays.
const ELEMENTS: [&str; 30] = [
    "a", "b", "big", "br", "center", "div", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
    "i", "li", "ol", "p", "s", "small", "span", "strong", "sub", "sup", "td", "th", "tr", "u",
    "ul",
];

/// The name that a printed label gives: NFKC, without line breaks, layout spaces and markup.
///
/// A space beside a character of Japanese is layout (`日 本 医 療`, `令和 2 年度`); between two
/// Latin words one space stays, and letters set apart (`A M E D`) are one word. Tags, `**` and a
/// leading `#` of Markdown are dropped, and its backslash before punctuation; punctuation stays.
pub fn name(label: &str) -> String {
    // Most labels are kana, kanji and plain ASCII, which no normalization changes.
    if label.chars().all(is_settled) {
        if !label.contains([' ', '\n']) {
            return label.to_owned();
        }
        let mut name = String::with_capacity(label.len());
        append_words(&mut name, label);
        return name;
    }
    let folded = normalize::normalize(label).text;
    let folded: String = folded.nfkc().map(fold::after).collect();
    let mut name = String::with_capacity(folded.len());
    append_words(&mut name, &without_markup(&folded));
    if is_nfkc(&name) { name } else { name.nfkc().collect() }
}

/// A character that stays as it is whatever stands beside it, and begins no markup.
fn is_settled(c: char) -> bool {
    match c {
        '<' | '#' | '*' | '\\' => false,
        ' '..='~' | '\n' => true,
        '、' | '。' | '「' | '」' | '『' | '』' | '【' | '】' | '々' | '・' | 'ー' => {
            true
        }
        '※' | '●' | '○' | '■' | '□' | '◆' | '◇' | '▲' | '△' | '✓' | '➢' | '❶'..='❿' => {
            true
        }
        'ぁ'..='ゖ' | 'ァ'..='ヺ' | '\u{4e00}'..='\u{9fff}' => true,
        _ => false,
    }
}

/// Running text over line ends: no space beside a character of Japanese, one between two Latin
/// words, none behind the hyphen of a word that goes on. Empty lines are passed over.
pub fn join<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for line in lines {
        let line = line.trim();
        let goes_on = line.starts_with(|c: char| c.is_ascii_lowercase());
        if goes_on && ends_in_hyphen(&text) {
            text.push_str(line);
        } else {
            append(&mut text, line);
        }
    }
    text
}

/// Whether a line is set with a space behind each character: at least three Japanese characters
/// in a row stand alone, each with one space behind it.
pub fn is_letterspaced(line: &str) -> bool {
    let mut alone = 0;
    let mut chars = line.trim_start().chars().peekable();
    while let Some(c) = chars.next() {
        let one_space = chars.next_if(|c| c.is_whitespace()).is_some()
            && chars.peek().is_some_and(|c| !c.is_whitespace());
        if is_japanese(c) && one_space {
            alone += 1;
        } else {
            // The rest of a word or of a gap, so that only single characters count.
            alone = 0;
            if !c.is_whitespace() && !one_space {
                while chars.next_if(|c| !c.is_whitespace()).is_some() {}
            }
            while chars.next_if(|c| c.is_whitespace()).is_some() {}
        }
        if alone == 3 {
            return true;
        }
    }
    false
}

/// A character of Japanese script or its punctuation, as against Latin letters and digits.
fn is_japanese(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE10}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Appends `word`, with a space where both sides are Latin.
fn append(text: &mut String, word: &str) {
    if let (Some(left), Some(right)) = (text.chars().next_back(), word.chars().next())
        && !is_japanese(left)
        && !is_japanese(right)
        && !matches!(left, '(' | '[')
        && !matches!(right, ')' | ']' | ',')
        && !(left == ')' && right == '(')
    {
        text.push(' ');
    }
    text.push_str(word);
}

fn ends_in_hyphen(text: &str) -> bool {
    let mut back = text.chars().rev();
    back.next() == Some('-') && back.next().is_some_and(|c| c.is_ascii_alphabetic())
}

/// Appends the words between white space, three and more single letters in a row put together.
fn append_words(name: &mut String, text: &str) {
    let mut letters: Vec<&str> = Vec::new();
    let mut close = false;
    for part in text.split_inclusive(char::is_whitespace) {
        let word = part.trim_end();
        if word.is_empty() {
            // A second space in a row: letters on its two sides are of two words.
            close = false;
            continue;
        }
        let is_letter = word.len() == 1 && word.as_bytes()[0].is_ascii_alphabetic();
        if !(is_letter && close) {
            append_letters(name, &mut letters);
        }
        if is_letter {
            letters.push(word);
        } else {
            append(name, word);
        }
        close = !part.ends_with('\n');
    }
    append_letters(name, &mut letters);
}

/// Appends single letters as one word, if they are enough to be a word set apart.
fn append_letters(name: &mut String, letters: &mut Vec<&str>) {
    let is_word = letters.len() >= 3;
    for (i, letter) in letters.drain(..).enumerate() {
        if is_word && i > 0 {
            name.push_str(letter);
        } else {
            append(name, letter);
        }
    }
}

fn without_markup(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    let mut line_start = true;
    while let Some(c) = rest.chars().next() {
        let mut len = c.len_utf8();
        let mut kept = &rest[..len];
        if c == '#' && line_start {
            let hashes = rest.bytes().take_while(|&b| b == b'#').count();
            if rest[hashes..].chars().next().is_none_or(char::is_whitespace) {
                (len, kept) = (hashes, "");
            }
        } else if rest.starts_with("**") {
            (len, kept) = (2, "");
        } else if c == '\\' && rest[1..].starts_with(|c: char| c.is_ascii_punctuation()) {
            (len, kept) = (2, &rest[1..2]);
        } else if c == '<'
            && let Some(tag) = tag(rest)
        {
            let breaks = tag.as_bytes()[1..].to_ascii_lowercase().starts_with(b"br");
            (len, kept) = (tag.len(), if breaks { "\n" } else { "" });
        }
        plain.push_str(kept);
        line_start = c == '\n' || line_start && c.is_whitespace();
        rest = &rest[len..];
    }
    plain
}

/// The tag of markup at the start of `text`. One-letter elements count in lower case only, as
/// `<A>` may be a label.
fn tag(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('<')?;
    let len = inner.find(['<', '>', '\n']).filter(|&i| inner.as_bytes()[i] == b'>')?;
    let element = inner[..len].trim_start_matches('/');
    let element = element.split([' ', '/']).next().unwrap_or(element);
    let known = ELEMENTS.iter().any(|e| match e.len() {
        1 => *e == element,
        _ => e.eq_ignore_ascii_case(element),
    });
    known.then(|| &text[..len + 2])
}
