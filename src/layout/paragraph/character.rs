//! The kinds of characters that tell words, names and sentences apart.

/// Whether a character is a kanji.
pub(crate) fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '々' | '〆' | '\u{20000}'..='\u{2ffff}')
}

/// Whether a character is katakana or the sign of a long vowel.
pub(crate) fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30a1}'..='\u{30fa}' | 'ー')
}

/// Whether a character is hiragana.
pub(crate) fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}')
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
