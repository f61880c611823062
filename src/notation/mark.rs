//! Marks: 再掲 and 新規 in brackets, bullets, and the numbers of headings.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::cursor::{after, skip};
use crate::model::Flag;
use crate::text::character::is_katakana;

/// Flags in brackets, in order: `(再掲)`, `【新規】`, `[拡充]`, `<新規・拡充>` (two
/// entries with one range), `(一部新規)`, `(内数)`.
pub fn scan_flags(text: &str) -> Vec<(Range<usize>, Flag)> {
    const WORDS: [(&str, Flag); 5] = [
        ("新規", Flag::New),
        ("拡充", Flag::Expanded),
        ("再掲", Flag::Repeated),
        ("内数", Flag::Within),
        ("事項要求", Flag::Undetermined),
    ];
    static BRACKET: LazyLock<Option<Regex>> = LazyLock::new(|| {
        const WORD: &str = "(?:一部)?(?:新規|拡充|再掲|内数|事項要求)";
        Regex::new(&format!(
            r"[(\[【〔<〈《［] *{WORD}(?: *[・、,/･及び]+ *{WORD})* *[)\]】〕>〉》］]"
        ))
        .ok()
    });
    let mut found = Vec::new();
    let Some(bracket) = BRACKET.as_ref() else { return found };
    for m in bracket.find_iter(text) {
        let mut flags: Vec<(usize, Flag)> =
            WORDS.iter().filter_map(|&(word, flag)| Some((m.as_str().find(word)?, flag))).collect();
        flags.sort_unstable();
        found.extend(flags.into_iter().map(|(_, flag)| (m.range(), flag)));
    }
    found
}

/// The mark 新, 拡 or 継 that a city's list sets before a programme's name, with the space behind
/// it, and what it says: `新 産後ケア事業`, `拡充　保育士等処遇改善事業`, `継 学校給食費`.
pub fn leading_flag(text: &str) -> Option<(Range<usize>, Option<Flag>)> {
    const MARKS: [(&str, Option<Flag>); 8] = [
        ("新規", Some(Flag::New)),
        ("拡充", Some(Flag::Expanded)),
        ("継続", None),
        ("新", Some(Flag::New)),
        ("拡", Some(Flag::Expanded)),
        ("継", None),
        ("○新", Some(Flag::New)),
        ("○拡", Some(Flag::Expanded)),
    ];
    let start = text.len() - text.trim_start().len();
    MARKS.iter().find_map(|(mark, flag)| {
        let rest = text[start..].strip_prefix(mark)?;
        let name = rest.trim_start_matches(' ');
        (name.len() < rest.len() && !name.is_empty())
            .then(|| (start..text.len() - name.len(), *flag))
    })
}

/// What kind of line a leading mark makes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Bullet {
    /// ● ○ ◎ and private-use discs: an item.
    Circle,
    /// ◆ ◇
    Diamond,
    /// ■ □ ▪ ▫
    Square,
    /// • ・ * ‣: an item of a list within an item.
    Dot,
    /// - ― ─ －: an activity.
    Dash,
    /// ➢ ✓ ▶ ► ▼ → and the like: a remark or a result.
    Arrow,
    /// ※, ※1, (注), (注1), *1: a note.
    Note,
}

/// The mark that `line` starts with, after spaces, and the spaces behind it. A
/// number that belongs to a note's mark is part of it. A sign before a figure
/// (`-5億円`) is no bullet.
pub fn bullet(line: &str) -> Option<(Range<usize>, Bullet)> {
    let start = line.len() - line.trim_start().len();
    let c = after(line, start)?;
    let mut end = start + c.len_utf8();
    let number = |at: usize| {
        let digits = line[at..].bytes().take_while(u8::is_ascii_digit).count();
        (digits > 0 && digits <= 2).then_some(at + digits)
    };
    let kind = match c {
        '●' | '○' | '◎' | '◯' | '⚫' | '⚪' | '\u{f06c}' | '\u{f0a1}' => Bullet::Circle,
        '◆' | '◇' | '❖' | '\u{f075}' | '\u{f076}' => Bullet::Diamond,
        '■' | '□' | '▪' | '▫' | '◼' | '\u{f06e}' | '\u{f0a7}' => Bullet::Square,
        '•' | '・' | '‣' | '･' | '·' | '\u{f0b7}' | '\u{f09f}' => Bullet::Dot,
        '➢' | '✓' | '✔' | '▶' | '►' | '▼' | '▽' | '▷' | '→' | '⇒' | '➤' | '➡' | '\u{f0d8}'
        | '\u{f0fc}' | '\u{f0e8}' | '\u{f0f0}' => Bullet::Arrow,
        '▲' | '△' => {
            let next = after(line, skip(line, end, 0));
            if next.is_none_or(|c| c.is_ascii_digit() || c == '.') {
                return None;
            }
            Bullet::Arrow
        }
        '-' | '―' | '─' | '−' | '–' | '—' => {
            let spaced = skip(line, end, 0) > end;
            let next = after(line, skip(line, end, 0))?;
            let figure = next.is_ascii_digit() && !spaced;
            if figure || next == c || matches!(next, '%' | ',' | ')') {
                return None;
            }
            Bullet::Dash
        }
        '※' => {
            let at = skip(line, end, 0);
            end = number(at).filter(|&e| note_number_ends(line, e)).unwrap_or(end);
            Bullet::Note
        }
        '*' => match number(end).filter(|&e| note_number_ends(line, e)) {
            Some(e) => {
                end = e;
                Bullet::Note
            }
            None if line[end..].starts_with('*') => return None,
            None => Bullet::Dot,
        },
        '(' => {
            let rest = line[end..].strip_prefix('注').or_else(|| line[end..].strip_prefix('※'))?;
            let at = skip(line, line.len() - rest.len(), 0);
            let at = number(at).unwrap_or(at);
            if after(line, at) != Some(')') {
                return None;
            }
            end = at + 1;
            Bullet::Note
        }
        '注' => {
            let at = number(end).unwrap_or(end);
            if !matches!(after(line, at), Some(':' | ')')) {
                return None;
            }
            end = at + 1;
            Bullet::Note
        }
        _ => return None,
    };
    Some((start..skip(line, end, 0), kind))
}

/// Whether a note's number ends at `pos`: `※1 橋渡し`, not the figure of `※15年`.
fn note_number_ends(line: &str, pos: usize) -> bool {
    !matches!(
        after(line, pos),
        Some('年' | '月' | '日' | '件' | '人' | '億' | '万' | '円' | '%' | ',' | '.')
    )
}

/// How a heading is numbered, from the outermost style usual to the innermost.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Numbering {
    /// `第1`, `第2章`, `第三`
    Chapter,
    /// `Ⅰ`, `II.`
    Roman,
    /// `1.`, `1 `
    Arabic,
    /// `1-2`, `1.2`
    Dotted,
    /// `(1)`
    Bracketed,
    /// `①`
    Circled,
    /// `ア`, `(ア)`
    Kana,
    /// `(a)`, `a.`
    Letter,
}

/// The number of a heading at the start of `line`, after spaces, with the spaces
/// behind it. Only forms that a heading's text can follow: `1.5億円`, `2020年` and
/// `3件` are none. Roman numerals come as letters from normalized text (Ⅱ → II).
pub fn heading_number(line: &str) -> Option<(Range<usize>, Numbering)> {
    const FORMS: [(&str, Numbering); 10] = [
        (
            r"^第 ?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3}) ?(?:章|節|部|編)?(?:[ .、:]|$)",
            Numbering::Chapter,
        ),
        (r"^(?:[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]\.?|(?:I{1,3}|IV|VI{0,3}|IX|X)(?:\.|[ 、]))", Numbering::Roman),
        (r"^[0-9]{1,2}(?:[-.][0-9]{1,2}){1,3}\.?(?: |$)", Numbering::Dotted),
        (r"^[0-9]{1,2} ?(?:\.|、)", Numbering::Arabic),
        (r"^[0-9]{1,2} ", Numbering::Arabic),
        (r"^\( ?[0-9]{1,2} ?\)", Numbering::Bracketed),
        (r"^[①-⑳㉑-㉟㊱-㊿❶-❿]", Numbering::Circled),
        (r"^(?:\([ア-ン]\)|[ア-ン](?:[ .、]))", Numbering::Kana),
        (r"^(?:\([a-z]\)|[a-z][.)])(?: |$)?", Numbering::Letter),
        (r"^[一二三四五六七八九十]{1,3}(?:[ 、.])", Numbering::Arabic),
    ];
    static COMPILED: LazyLock<Vec<(Regex, Numbering)>> = LazyLock::new(|| {
        FORMS.iter().filter_map(|&(form, n)| Some((Regex::new(form).ok()?, n))).collect()
    });
    let start = line.len() - line.trim_start().len();
    let rest = &line[start..];
    // No form is longer than this; the rest of a long line need not be searched.
    COMPILED.iter().find_map(|(form, numbering)| {
        let end = start + form.find(rest)?.end();
        let next = after(line, end);
        let arabic = *numbering == Numbering::Arabic;
        // 1.5億円 and 1,272 are figures, "1. 2億円" with a space is not.
        if arabic && next.is_some_and(|c| c.is_ascii_digit()) {
            return None;
        }
        if arabic
            && next.is_some_and(|c| {
                matches!(
                    c,
                    '億' | '万' | '円' | '件' | '人' | '年' | '月' | '%' | '千' | '百' | '兆' | '/'
                )
            })
        {
            return None;
        }
        if *numbering == Numbering::Kana && next.is_some_and(is_katakana) && !rest.starts_with('(')
        {
            return None;
        }
        Some((start..skip(line, end, 0), *numbering))
    })
}
