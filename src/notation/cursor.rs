//! Steps to the left and right in a text, on character boundaries.

/// The character that ends at `pos`.
pub(super) fn before(text: &str, pos: usize) -> Option<char> {
    text[..pos].chars().next_back()
}

/// The character that starts at `pos`.
pub(super) fn after(text: &str, pos: usize) -> Option<char> {
    text[pos..].chars().next()
}

/// A space within a line. A tab ends a table cell and is none.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}' | '\u{a0}' | '\u{2002}' | '\r')
}

/// `pos` moved left over spaces and at most `lines` line ends.
pub(super) fn skip_back(text: &str, pos: usize, mut lines: usize) -> usize {
    let mut at = pos;
    for c in text[..pos].chars().rev() {
        match c {
            '\n' if lines > 0 => lines -= 1,
            c if is_space(c) => {}
            _ => break,
        }
        at -= c.len_utf8();
    }
    at
}

/// `pos` moved right over spaces and at most `lines` line ends.
pub(super) fn skip(text: &str, pos: usize, mut lines: usize) -> usize {
    let mut at = pos;
    for c in text[pos..].chars() {
        match c {
            '\n' if lines > 0 => lines -= 1,
            c if is_space(c) => {}
            _ => break,
        }
        at += c.len_utf8();
    }
    at
}

/// `pos` moved left over `word`, whose characters may be set apart by spaces
/// and one line end each.
pub(super) fn eat_spaced_back(text: &str, pos: usize, word: &str) -> Option<usize> {
    let mut at = pos;
    for (i, want) in word.chars().rev().enumerate() {
        if i > 0 {
            at = skip_back(text, at, 1);
        }
        if before(text, at) != Some(want) {
            return None;
        }
        at -= want.len_utf8();
    }
    Some(at)
}
