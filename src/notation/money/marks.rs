//! The marks around a figure: signs, 約 and 程度, の内数, and what it is per.

use std::ops::Range;

use crate::model::Flag;
use crate::notation::cursor::{after, before, skip, skip_back};
use crate::text::character::{is_hiragana, is_kanji, is_katakana};

/// A plus or minus mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sign {
    /// Its first byte.
    pub start: usize,
    /// Whether it is a minus.
    pub negative: bool,
}

/// The sign before a numeral that starts at `pos`, with or without a space.
pub(super) fn sign_before(text: &str, pos: usize, floor: usize) -> Option<Sign> {
    let at = skip_back(text, pos, 0).max(floor);
    let spaced = at < pos;
    if text[floor..at].ends_with("マイナス") {
        return Some(Sign { start: at - "マイナス".len(), negative: true });
    }
    let c = before(text, at).filter(|c| at - c.len_utf8() >= floor)?;
    let start = at - c.len_utf8();
    let left = before(text, start);
    let line_start = matches!(left, None | Some('\n'));
    match c {
        '▲' | '△' => Some(Sign { start, negative: true }),
        '+' => {
            let sum = left.is_some_and(|c| c.is_ascii_digit() || c == '円');
            // `(前年度比 + 5億円`: set apart, it is a sign where nothing before it can be added to.
            let said = text[floor..start].trim_end_matches(' ');
            let opens = said.ends_with(['(', '〔', '[', '比', '同']);
            (!sum && (!spaced || opens)).then_some(Sign { start, negative: false })
        }
        // A dash behind a word or number joins or lengthens it, two make a rule,
        // and one at the start of a line with a space behind it is a bullet.
        '-' | '−' | '―' | '─' | 'ー' => {
            let joins = left.is_some_and(|l| {
                l == c
                    || l.is_ascii_alphanumeric()
                    || is_katakana(l)
                    || is_hiragana(l)
                    || (c == 'ー' && is_kanji(l))
            });
            // Further away it stands for an empty cell: `-      300百万円`.
            let far = pos - at > 1;
            (!(joins || far || spaced && line_start)).then_some(Sign { start, negative: true })
        }
        _ => None,
    }
}

/// The sign at `pos`, and where the numeral behind it starts.
pub(super) fn sign_at(text: &str, pos: usize) -> Option<(bool, usize)> {
    if text[pos..].starts_with("マイナス") {
        return Some((true, skip(text, pos + "マイナス".len(), 0)));
    }
    let c = after(text, pos)?;
    let negative = match c {
        '▲' | '△' | '-' | '−' | '―' | '─' | 'ー' => true,
        '+' => false,
        _ => return None,
    };
    Some((negative, skip(text, pos + c.len_utf8(), 0)))
}

const PREFIXES: [(&str, Option<Flag>); 10] = [
    ("約", Some(Flag::Approximate)),
    ("およそ", Some(Flag::Approximate)),
    ("おおよそ", Some(Flag::Approximate)),
    ("概ね", Some(Flag::Approximate)),
    ("おおむね", Some(Flag::Approximate)),
    ("最大", Some(Flag::AtMost)),
    ("最高", Some(Flag::AtMost)),
    ("上限", Some(Flag::AtMost)),
    ("総額", None),
    ("合計", None),
];

/// Words that end in 約: 契約, 公約, 予約 …
const YAKU: &str = "契公要予節規条制集婚誓盟密解確倹協旧新特成";

/// Marks before a figure that starts at `pos`: the new start, and what they say.
pub(super) fn prefixes(text: &str, pos: usize, floor: usize, flags: &mut Vec<Flag>) -> usize {
    let mut start = pos;
    loop {
        let at = skip_back(text, start, 1).max(floor);
        let left = &text[floor..at];
        let found =
            PREFIXES.iter().find_map(|(word, flag)| Some((word, flag, without(left, word)?)));
        let Some((&word, &flag, rest)) = found else { return start };
        let word_start = floor + rest.len();
        if word == "約" && before(text, word_start).is_some_and(|c| YAKU.contains(c)) {
            return start;
        }
        // 予算総額 and 交付税の総額 are names; 総額 by itself belongs to the figure.
        let is_compound = |c: char| is_kanji(c) || is_katakana(c) || c == 'の';
        let is_sum = matches!(word, "総額" | "合計");
        if is_sum && word_start > floor && before(text, word_start).is_some_and(is_compound) {
            return start;
        }
        flags.extend(flag);
        start = word_start;
    }
}

/// `text` without `word` at its end, in which a line end may stand (`総\n額`).
fn without<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    if let Some(rest) = text.strip_suffix(word) {
        return Some(rest);
    }
    let (at, _) = word.char_indices().nth(1)?;
    let rest = text.strip_suffix(&word[at..])?.trim_end_matches(' ').strip_suffix('\n')?;
    rest.trim_end_matches(' ').strip_suffix(&word[..at])
}

/// Suffixes, what they say, and characters that make another word of them.
const SUFFIXES: [(&str, Option<Flag>, &str); 24] = [
    ("程度", Some(Flag::Approximate), ""),
    ("前後", Some(Flag::Approximate), ""),
    ("ほど", Some(Flag::Approximate), ""),
    ("くらい", Some(Flag::Approximate), ""),
    ("の規模", Some(Flag::Approximate), ""),
    ("規模", Some(Flag::Approximate), ""),
    ("弱", Some(Flag::Approximate), "いく者点"),
    ("強", Some(Flag::Approximate), "化いくめ靱靭制力"),
    ("超", Some(Flag::Approximate), "過音電"),
    ("余り", Some(Flag::Approximate), ""),
    ("余", Some(Flag::Approximate), "剰裕白"),
    ("以上", Some(Flag::Approximate), ""),
    ("以下", Some(Flag::AtMost), ""),
    ("以内", Some(Flag::AtMost), ""),
    ("未満", Some(Flag::AtMost), ""),
    ("まで", Some(Flag::AtMost), ""),
    ("の内数", Some(Flag::Within), ""),
    ("内数", Some(Flag::Within), ""),
    ("(内数)", Some(Flag::Within), ""),
    ("の内", Some(Flag::Within), "訳容閣側外"),
    ("+事項要求", Some(Flag::Undetermined), ""),
    ("+ 事項要求", Some(Flag::Undetermined), ""),
    ("及び事項要求", Some(Flag::Undetermined), ""),
    ("(事項要求)", Some(Flag::Undetermined), ""),
];

/// Marks behind a figure that ends at `pos`: the new end, and what they say.
pub(super) fn suffixes(text: &str, pos: usize, flags: &mut Vec<Flag>) -> usize {
    let mut end = pos;
    loop {
        let at = skip(text, end, 0);
        let rest = &text[at..];
        let found = SUFFIXES.iter().find(|(word, _, other)| {
            rest.strip_prefix(word)
                .is_some_and(|r| !r.chars().next().is_some_and(|c| other.contains(c)))
        });
        let Some(&(word, flag, _)) = found else { return end };
        flags.extend(flag);
        end = at + word.len();
    }
}

/// Whether the words before a figure that starts at `pos` make a change of it:
/// `前年度比 45億円`.
pub(super) fn change_before(text: &str, pos: usize, floor: usize) -> bool {
    const WORDS: [&str; 7] =
        ["前年度比", "前年比", "前年度対比", "対前年度", "対前年", "当初予算比", "増減額"];
    let left = text[floor..pos].trim_end_matches([' ', ':', '約']);
    WORDS.iter().any(|word| left.ends_with(word))
}

/// More bytes than this are no rate in a bracket.
const LONGEST_RATE: usize = 12;

/// Whether the words behind a figure that ends at `pos` make a change of it, and whether
/// one downwards: `300億円の増額`, `58億円減`, `2億円を減額補正`. 減税 and 増設 are other words.
pub(super) fn change_behind(text: &str, pos: usize) -> Option<bool> {
    let behind = &text[pos..];
    if let Some(rest) = behind.strip_prefix('を') {
        let word = ["増額", "減額"].into_iter().find(|word| rest.starts_with(word))?;
        return Some(word == "減額");
    }
    // `5億円(2.1%)の減`
    let rated = behind.strip_prefix('(').and_then(|inner| inner.split_once(')'));
    let rated = rated.filter(|(rate, _)| rate.len() <= LONGEST_RATE && rate.ends_with('%'));
    let behind = rated.map_or(behind, |(_, rest)| rest);
    let rest = behind.strip_prefix('の').unwrap_or(behind);
    let (rest, negative) = match rest.chars().next()? {
        '増' => (&rest['増'.len_utf8()..], false),
        '減' => (&rest['減'.len_utf8()..], true),
        _ => return None,
    };
    let word = rest.strip_prefix(['額', '加', '少']).unwrap_or(rest);
    let ends = word
        .chars()
        .next()
        .is_none_or(|c| !(is_kanji(c) || is_katakana(c) || matches!(c, '▲' | '△' | '・' | '/')));
    // 増やす and 減らす say what is to be done, not what the figure is.
    let is_verb = word.len() == rest.len() && word.starts_with(['や', 'ら', 'え', 'る']);
    (ends && !is_verb).then_some(negative)
}

/// The longest noun that a figure is taken to be per; longer ones are names of
/// other items behind a slash.
const LONGEST_PER: usize = 4;

/// The noun behind a slash at `pos`: 課題 in `/課題`.
pub(super) fn per(text: &str, pos: usize) -> Option<Range<usize>> {
    let rest = text[pos..].strip_prefix('/')?;
    let start = pos + 1;
    let mut len = 0;
    for (i, c) in rest.chars().enumerate() {
        if !(is_kanji(c) || is_katakana(c) || c == 'か') {
            break;
        }
        if i == LONGEST_PER {
            return None;
        }
        len += c.len_utf8();
    }
    (len > 0).then_some(start..start + len)
}
