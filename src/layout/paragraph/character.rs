//! The kinds of characters that tell words, names and sentences apart.

use crate::text::character;
pub(crate) use crate::text::character::{is_hiragana, is_katakana};

/// Whether a character is written as a kanji within words; `〆` is.
pub(crate) fn is_kanji(c: char) -> bool {
    character::is_kanji(c) || c == '〆'
}

/// Whether a character may stand in a noun: kanji, katakana, Latin letters and figures.
pub(crate) fn is_noun_char(c: char) -> bool {
    is_kanji(c) || is_katakana(c) || c.is_ascii_alphanumeric()
}

/// Kana that tie a word to a following one.
pub(super) fn is_particle(c: char) -> bool {
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

/// Small kana and ん, with which no word begins.
pub(super) fn is_small(c: char) -> bool {
    matches!(
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
    )
}
