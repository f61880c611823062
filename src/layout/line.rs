//! What one line is by its own characters.

use std::borrow::Cow;

use memchr::{memchr_iter, memchr2, memchr2_iter, memchr3_iter};

/// The text without any white space.
pub fn squeeze(s: &str) -> String {
    let mut squeezed = String::with_capacity(s.len());
    squeezed.extend(s.chars().filter(|c| !c.is_whitespace() && *c != '*'));
    squeezed
}

/// The byte at which the first `characters` visible characters of `s` end.
pub fn end_of(s: &str, characters: usize) -> usize {
    let mut left = characters;
    for (at, c) in s.char_indices() {
        if left == 0 {
            return at;
        }
        if !c.is_whitespace() && c != '*' {
            left -= 1;
        }
    }
    s.len()
}

/// `3. 名称`: the printed number and the byte at which the title begins.
pub fn numbered(line: &str) -> Option<(&str, usize)> {
    let is_layout = |b: &u8| matches!(b, b' ' | b'\t' | b'#' | b'*');
    let rest = &line[line.bytes().take_while(is_layout).count()..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&digits) {
        return None;
    }
    let title = rest[digits..].strip_prefix('.')?.trim_start();
    // `1.32兆円` is a number, not a heading.
    let is_title = title.chars().next().is_some_and(|c| !c.is_ascii_digit());
    is_title.then(|| (&rest[..digits], line.len() - title.len()))
}

/// A line of a table of contents, with its leader dots.
pub fn is_leader(line: &str) -> bool {
    line.contains("....") || line.contains("……") || line.contains("・・・・")
}

/// Whether some of the words are set with a space between their characters, as
/// display type often is: at least three single CJK characters in a row, each
/// with one space behind it, or a space inside what is one word otherwise.
pub fn has_display_spacing(line: &str) -> bool {
    // A line this long is no title; most lines have no space at all.
    const LONGEST: usize = 240;
    if line.len() > LONGEST || !line.contains(' ') {
        return false;
    }
    let trimmed = line.trim_matches([' ', 'ー', '-', '・', '●', '•', '○', '■']);
    let mut spaces = memchr_iter(b' ', trimmed.as_bytes());
    let Some(first) = spaces.next() else { return false };
    // One space may split a word; else some character stands alone between two.
    let mut last = first;
    let mut is_alone = |at: usize| (2..=5).contains(&(at - std::mem::replace(&mut last, at)));
    if spaces.next().is_some_and(|at| !is_alone(at) && !spaces.any(&mut is_alone)) {
        return false;
    }
    if trimmed.contains('、') || trimmed.chars().count() > 60 {
        return false;
    }
    let mut single = 0;
    let mut best = 0;
    for word in trimmed.split(' ') {
        let mut characters = word.chars();
        match (characters.next(), characters.next()) {
            (Some(c), None) if is_cjk(c) => {
                single += 1;
                best = best.max(single);
            }
            (Some(first), Some(_)) if single > 0 && is_cjk(first) => {
                best = best.max(single + 1);
                single = 0;
            }
            _ => single = 0,
        }
    }
    let letters = trimmed.split(' ').filter(|w| w.len() == 1 && w.is_ascii()).count();
    best >= 3 || letters >= 4 || splits_word(trimmed)
}

/// Whether the only spaces of a short line stand between the characters of a name
/// that ends as programmes do.
fn splits_word(line: &str) -> bool {
    let Some((head, tail)) = line.split_once(' ') else { return false };
    !head.ends_with(|c: char| !is_cjk(c))
        && !tail.contains(' ')
        && tail.chars().nth(9).is_none()
        && is_program_name(line)
        && !line.contains(|c: char| c.is_ascii_digit())
        && !is_program_name(head)
}

/// Kana, kanji and their marks.
pub fn is_cjk(c: char) -> bool {
    matches!(c, '々' | '〆' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a name ends as the names of programmes do (事業, プログラム …),
/// its brackets aside.
pub fn is_program_name(name: &str) -> bool {
    const NOUNS: [&str; 15] = [
        "事業",
        "プログラム",
        "プラットフォーム",
        "プロジェクト",
        "計画",
        "制度",
        "ネットワーク",
        "基金",
        "交付金",
        "補助金",
        "委託費",
        "推進費",
        "研究",
        "対策",
        "イニシアティブ",
    ];
    let bare = without_brackets(name);
    let bare = bare.trim_end_matches(['等', ' ', '\t', '*']);
    NOUNS.iter().any(|noun| bare.ends_with(noun)) && bare.chars().nth(3).is_some()
}

/// The text without what stands in its brackets.
pub fn without_brackets(s: &str) -> Cow<'_, str> {
    if !has_brackets(s.as_bytes()) {
        return Cow::Borrowed(s);
    }
    let mut depth = 0usize;
    let mut out = String::with_capacity(s.len());
    for c in s.chars() {
        match c {
            '(' | '〔' | '[' => depth += 1,
            ')' | '〕' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    Cow::Owned(out)
}

fn has_brackets(bytes: &[u8]) -> bool {
    // 〔 and 〕 are E3 80 94 and E3 80 95.
    let is_shell = |at: usize| bytes[..at].ends_with(&[0xE3, 0x80]);
    memchr2(b'(', b')', bytes).is_some()
        || memchr2(b'[', b']', bytes).is_some()
        || memchr2_iter(0x94, 0x95, bytes).any(is_shell)
}

/// Whether a row's label says that the row adds others up.
pub fn is_total(label: &str) -> bool {
    let plain = squeeze(label);
    matches!(plain.as_str(), "計" | "合計" | "総計" | "小計" | "総額")
        || ["合計", "総計", "小計"].iter().any(|w| plain.ends_with(w))
}

/// Whether a line breaks off where a noun phrase cannot end.
pub fn is_incomplete(line: &str) -> bool {
    let line = line.trim_end().trim_end_matches('*').trim_end();
    line.ends_with([
        'の', 'を', 'に', 'と', 'が', 'は', 'へ', 'で', 'や', '・', '、', '/', '･', '(',
    ]) || line.ends_with("及び")
        || line.ends_with("および")
        || line.ends_with("等") && line.chars().count() < 3
}

/// Whether a bracket is left open, so that what follows goes on with it.
pub fn has_open_bracket(text: &str) -> bool {
    text.matches('(').count() > text.matches(')').count()
}

/// Whether a line goes on with what the line before it began.
pub fn continues(line: &str) -> bool {
    let line = line.trim_start();
    [
        "等",
        "及び",
        "および",
        "並びに",
        "ならびに",
        "又は",
        "または",
        "・",
        "の",
        "を",
        "に",
        "と",
        "/",
    ]
    .iter()
    .any(|w| line.starts_with(w))
        && !line.starts_with("にな")
}

/// The pieces of `s` between slashes outside brackets, with their bytes.
pub fn slash_parts(s: &str) -> Vec<std::ops::Range<usize>> {
    let mut parts = Vec::new();
    let mut depth = 0usize;
    let mut start = 0;
    for at in memchr3_iter(b'(', b')', b'/', s.as_bytes()) {
        match s.as_bytes()[at] {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b'/' if depth == 0 => {
                parts.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(start..s.len());
    parts.retain(|r| !s[r.clone()].trim().is_empty());
    parts
}
