//! Which characters fold, to what, and which stay although NFKC would change them.

use unicode_normalization::char::{canonical_combining_class, decompose_compatible};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use super::radicals;

/// Whether `c` is a mark that stays as printed: NFKC would glue the digit of `①120億円`, `10²` or
/// `1½` onto the figure beside it.
///
/// Circled and parenthesized numbers, letters and katakana, superscripts and subscripts, vulgar
/// fractions. Parenthesized and circled words (`㈱`, `㊙`), units (`㎡`) and Roman numerals fold.
pub(super) fn is_kept(c: char) -> bool {
    matches!(c,
        '\u{B2}' | '\u{B3}' | '\u{B9}' | '\u{BC}'..='\u{BE}'
        | '\u{2070}' | '\u{2074}'..='\u{207E}' | '\u{2080}'..='\u{208E}'
        | '\u{2150}'..='\u{215F}' | '\u{2189}'
        | '\u{2460}'..='\u{24FF}' | '\u{2776}'..='\u{2793}'
        | '\u{3220}'..='\u{3229}' | '\u{3248}'..='\u{324F}' | '\u{3251}'..='\u{325F}'
        | '\u{3280}'..='\u{3289}' | '\u{32B1}'..='\u{32BF}' | '\u{32D0}'..='\u{32FE}'
        | '\u{1F100}'..='\u{1F10C}' | '\u{1F110}'..='\u{1F149}')
}

/// Whether `c` takes no room and says nothing: zero-width spaces and joiners, soft hyphens,
/// direction marks, variation selectors.
pub(super) fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{E0100}'..='\u{E01EF}')
}

/// Whether `c` may change the character in front of it: a combining mark, a half-width `ﾞ`.
pub(super) fn combines(c: char) -> bool {
    if c < '\u{300}' {
        return false;
    }
    let mut first = None;
    decompose_compatible(c, |d| {
        first.get_or_insert(d);
    });
    let first = first.unwrap_or(c);
    canonical_combining_class(first) != 0
        || is_nfkc_quick(std::iter::once(first)) == IsNormalized::Maybe
}

/// The one character that `c` folds to by itself, if it is one of the frequent or special ones.
pub(super) fn single(c: char) -> Option<char> {
    let folded = match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0)?,
        '\u{3000}' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => {
            ' '
        }
        '｡' => '。',
        '｢' => '「',
        '｣' => '」',
        '､' => '、',
        '･' => '・',
        'ｰ' => 'ー',
        '\u{F020}'..='\u{F0FF}' => symbol(c),
        _ => after(radicals::unify(c)),
    };
    (folded != c).then_some(folded)
}

/// Whether nothing happens to `c` when it stands by itself.
pub(super) fn is_plain(c: char) -> bool {
    is_kept(c) || single(c).is_none() && is_nfkc_quick(std::iter::once(c)) == IsNormalized::Yes
}

/// Appends the folded form of a character and the marks behind it.
pub(super) fn cluster(cluster: &str, out: &mut String) {
    let mut chars = cluster.chars();
    let rest = match chars.clone().next() {
        Some(base) if is_kept(base) => {
            out.push(base);
            chars.next();
            chars
        }
        _ => chars,
    };
    let visible = rest.filter(|&c| !is_ignorable(c)).map(|c| single(c).unwrap_or(c));
    out.extend(visible.nfkc().map(after));
}

/// What NFKC leaves apart though print does not: each producer of PDF files writes dashes, waves
/// and middle dots in its own way.
pub(super) fn after(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2013}' | '\u{2212}' => '-',
        '\u{2014}' | '\u{2500}' => '―',
        '\u{301C}' => '~',
        '\u{2225}' => '‖',
        '\u{B7}' | '\u{2027}' | '\u{22C5}' => '・',
        _ => c,
    }
}

/// The bullets of the fonts Symbol and Wingdings, which word processors write as private-use
/// characters: U+F000 plus the code in the font.
fn symbol(c: char) -> char {
    match c {
        '\u{F020}' => ' ',
        '\u{F06C}' => '●',
        '\u{F06E}' => '■',
        '\u{F075}' => '◆',
        '\u{F0A7}' => '▪',
        '\u{F0D8}' => '➢',
        '\u{F0FC}' => '✓',
        _ => '•',
    }
}
