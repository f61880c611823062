//! Labels printed one character a line, as the captions at the side of a chart come out of a page.
//!
//! A label is a run of lines that hold one character each. Among them may stand pairs with
//! a bracket or a middle dot (`(市`, `・医`), and, between capitals, scraps of a Latin word
//! (`IEVEM`). Blank lines inside a label are usual: a blank line parts two labels only
//! where both sides are whole words by themselves.

use std::ops::Range;

use super::paragraph::character::is_hiragana;
use crate::text::Text;

/// A label that is printed one character, or a scrap of two, a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerticalLabel {
    /// Indices of its lines, blank ones between them included.
    pub lines: Range<usize>,
    /// Its characters, joined.
    pub label: String,
}

/// The most blank lines between two characters of one label.
const WIDEST_GAP: usize = 4;

/// What a line may be in a label.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scrap {
    /// One letter, kana or kanji.
    Single,
    /// One character and a bracket, dot or slash, or a mark alone: `(市`, `・医`, `)`, `・`.
    Marked,
    /// Two to five capitals or digits: a piece of a word set letter by letter.
    Capitals,
}

/// One line of a label, and whether blank lines stand before it.
struct Piece<'t> {
    line: usize,
    scrap: Scrap,
    text: &'t str,
}

/// Finds the vertical labels of a text, in order.
pub fn vertical_labels(text: &Text) -> Vec<VerticalLabel> {
    let mut found = Vec::new();
    let mut run: Vec<Piece<'_>> = Vec::new();
    for i in 0..text.lines().len() {
        let line = text.content(i);
        if line.is_empty() {
            continue;
        }
        let scrap = scrap(line);
        let page = text.lines()[i].page;
        if let Some(last) = run.last() {
            let apart = i - last.line - 1;
            if scrap.is_none() || apart > WIDEST_GAP || text.lines()[last.line].page != page {
                close(&mut run, &mut found);
            }
        }
        if let Some(scrap) = scrap {
            run.push(Piece { line: i, scrap, text: line });
        }
    }
    close(&mut run, &mut found);
    found
}

/// Reads a trimmed line as a part of a label.
fn scrap(line: &str) -> Option<Scrap> {
    // Five characters of three bytes are the most a scrap can have.
    if line.len() > 15 {
        return None;
    }
    let mut chars = line.chars();
    let (first, second) = (chars.next()?, chars.next());
    match second {
        None if is_letter(first) => Some(Scrap::Single),
        None if is_mark(first) => Some(Scrap::Marked),
        Some(_) if line.len() <= 5 && is_capitals(line) => Some(Scrap::Capitals),
        Some(second) if chars.next().is_none() && is_letter(first) != is_letter(second) => {
            (is_mark(first) || is_mark(second)).then_some(Scrap::Marked)
        }
        _ => None,
    }
}

/// Turns a run of scraps into the labels it holds.
fn close(run: &mut Vec<Piece<'_>>, found: &mut Vec<VerticalLabel>) {
    let pieces = std::mem::take(run);
    // Groups without a blank line inside, then the groups that are one label.
    let mut groups: Vec<&[Piece<'_>]> =
        pieces.chunk_by(|a, b| b.line == a.line + 1).collect::<Vec<_>>();
    let mut labels: Vec<(usize, usize)> = Vec::new();
    let mut first = 0;
    let mut start = 0;
    let mut paired = false;
    for (i, group) in groups.drain(..).enumerate() {
        let end = first + group.len();
        if i > 0 {
            let (left, right) = (&pieces[start..first], group);
            let one_word = goes_on(left[left.len() - 1].text, right[0].text);
            let singles = left.len() == 1 && right.len() == 1;
            let dangling = right.len() == 1 && (paired || !next_is_single(&pieces, end));
            let near = right[0].line - left[left.len() - 1].line <= 2;
            if !(one_word || singles || dangling && near) {
                labels.push((start, first));
                start = first;
                paired = false;
            } else {
                paired = true;
            }
        }
        first = end;
    }
    labels.push((start, first));
    for (from, to) in labels {
        let part = &pieces[from..to];
        if is_label(part) {
            found.push(VerticalLabel {
                lines: part[0].line..part[part.len() - 1].line + 1,
                label: part.iter().map(|p| p.text).collect(),
            });
        }
    }
}

/// Whether the piece at `at` stands alone between blank lines.
fn next_is_single(pieces: &[Piece<'_>], at: usize) -> bool {
    match (pieces.get(at), pieces.get(at + 1)) {
        (Some(_), None) => true,
        (Some(a), Some(b)) => b.line > a.line + 1,
        _ => false,
    }
}

/// Whether a word that ends in `left` cannot end there, or one that begins with `right` cannot
/// begin there.
fn goes_on(left: &str, right: &str) -> bool {
    let open = left.chars().next_back().is_some_and(|c| is_hiragana(c) || "・/(".contains(c));
    let tail = right.chars().next().is_some_and(|c| {
        is_hiragana(c) || "・/)ー".contains(c) || "ァィゥェォッャュョ".contains(c)
    });
    let latin = |s: &str| s.bytes().all(|b| b.is_ascii_alphanumeric());
    open || tail || latin(left) && latin(right)
}

/// Whether a group of scraps reads as a label: at least two single characters, no figures,
/// not the same mark again and again.
fn is_label(part: &[Piece<'_>]) -> bool {
    let singles = part.iter().filter(|p| p.scrap == Scrap::Single).count();
    let capitals = part.iter().filter(|p| p.scrap == Scrap::Capitals).count();
    let differ = part.iter().any(|p| p.text != part[0].text);
    differ && singles >= 2 && (capitals == 0 || singles > capitals)
}

fn is_capitals(line: &str) -> bool {
    line.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && line.bytes().any(|b| b.is_ascii_uppercase())
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !c.is_ascii_lowercase() || c == 'ー'
}

fn is_mark(c: char) -> bool {
    matches!(c, '(' | ')' | '・' | '/' | '「' | '」' | '、' | '.' | '〜' | '~')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::decode;

    fn labels(input: &str) -> String {
        let text = Text::new(decode(input.as_bytes(), None));
        let found: Vec<String> = vertical_labels(&text)
            .iter()
            .map(|v| format!("{}@{}-{}", v.label, v.lines.start + 1, v.lines.end))
            .collect();
        found.join(" ")
    }

    #[test]
    fn labels_of_single_characters() {
        assert_eq!(labels("フ\nェ\nー\nズ"), "フェーズ@1-4");
        assert_eq!(labels("x y\n\n導\n出\n\n次の行"), "導出@3-4");
        assert_eq!(labels("実\n用\n化\n(市\n販\n・医\n療\n)"), "実用化(市販・医療)@1-8");
        assert_eq!(labels(" 歳\n入\n予\n算"), "歳入予算@1-4");
    }

    #[test]
    fn blank_lines_inside() {
        assert_eq!(labels("連\n\n携\n\n・\n協\n\n力"), "連携・協力@1-8");
        assert_eq!(labels("産\n学\nに\n\nよ\nる\n実\n用\n化"), "産学による実用化@1-9");
        assert_eq!(labels("基\n\n\n 盤"), "基盤@1-4");
        assert_eq!(labels("国\n\n 際"), "国際@1-3");
    }

    #[test]
    fn two_labels_in_a_row() {
        assert_eq!(labels("加\n齢\n\n老\n化"), "加齢@1-2 老化@4-5");
        assert_eq!(labels("理\n事\n長\n\n理\n事"), "理事長@1-3 理事@5-6");
        assert_eq!(
            labels("基\n\n 盤\n\nシ\nー\nズ\n研\n究\n\n国\n\n 際"),
            "基盤@1-3 シーズ研究@5-9 国際@11-13"
        );
    }

    #[test]
    fn latin_scraps() {
        assert_eq!(labels("C\n\nH\nIEVEM\n\nE\n\nN\nT1\n"), "CHIEVEMENT1@1-9");
        assert_eq!(labels("A\nM\nE\nD\nに\nよ\nる"), "AMEDによる@1-7");
    }

    #[test]
    fn not_labels() {
        assert_eq!(labels("連携"), "");
        assert_eq!(labels("AMED\nDATA"), "");
        assert_eq!(labels("PO\n\nPS\n\nPO\n\nPS"), "");
        assert_eq!(labels("一\n\n一\n\n一"), "");
        assert_eq!(labels("●\n\n●\n\n●"), "");
        assert_eq!(labels("5\n3\n2\n8"), "");
        assert_eq!(labels("細胞\n競合"), "");
        assert_eq!(labels("件"), "");
        assert_eq!(labels("の\n医薬品について\nる"), "");
    }
}
