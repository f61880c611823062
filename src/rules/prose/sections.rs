//! The tree of headings, with the paragraphs under each.
//!
//! A heading has a number (`1.`, `(1)`, `①`, `第1`, `ア`) or Markdown's `#` in front and is a
//! noun phrase: a sentence that begins with a number is not one. Items of a list, which have
//! nothing under them, and lines of a table of contents are not headings either.

use std::ops::Range;

use super::{Layout, evidence};
use crate::layout::paragraph::{Opening, Paragraph};
use crate::model::Section;
use crate::text::Text;

/// A heading's number: its rank among the forms of numbers, and the number as printed.
struct Number {
    rank: u32,
    printed: Option<String>,
    length: usize,
}

/// A heading that was found, before the tree is built.
struct Heading {
    paragraph: usize,
    number: Number,
    title: String,
    /// Whether an amount stands behind the title, as in a list of a budget's parts.
    priced: bool,
}

/// The headings of a text as a tree, each with its own paragraphs.
pub fn sections(text: &Text, layout: &Layout) -> Vec<Section> {
    outline(text, layout).into_iter().map(|o| o.section).collect()
}

/// A section, and which paragraphs of the layout are its text.
pub(super) struct Outline {
    pub(super) section: Section,
    pub(super) body: Range<usize>,
}

pub(super) fn outline(text: &Text, layout: &Layout) -> Vec<Outline> {
    let mut headings: Vec<Heading> = layout
        .paragraphs
        .iter()
        .enumerate()
        .filter_map(|(i, p)| {
            let (number, title, priced) = heading(text, p)?;
            Some(Heading { paragraph: i, number, title, priced })
        })
        .collect();
    drop_lists(layout, &mut headings);
    let mut found: Vec<Outline> = Vec::new();
    let mut open: Vec<(u32, usize)> = Vec::new();
    for (i, heading) in headings.iter().enumerate() {
        while open.last().is_some_and(|(rank, _)| *rank >= heading.number.rank) {
            open.pop();
        }
        let parent = open.last().map(|(_, at)| found[*at].section.id.clone());
        open.push((heading.number.rank, found.len()));
        let end = headings.get(i + 1).map_or(layout.paragraphs.len(), |h| h.paragraph);
        // What stands behind a line of a dumped list of priced parts need not be of that part.
        let listed = heading.priced && heading.number.rank >= 20;
        let end = if listed { heading.paragraph + 1 } else { end };
        let (body, length) = body(&layout.paragraphs[heading.paragraph + 1..end]);
        let section = Section {
            id: format!("s{}", found.len() + 1),
            parent,
            level: open.len() as u32,
            number: heading.number.printed.clone(),
            title: heading.title.clone(),
            text: body,
            evidence: evidence(text, layout.paragraphs[heading.paragraph].range()),
        };
        let first = heading.paragraph + 1;
        found.push(Outline { section, body: first..first + length });
    }
    found
}

/// The text under a heading, and how many paragraphs it takes: it ends where labels of a
/// figure or a table begin.
fn body(paragraphs: &[Paragraph]) -> (String, usize) {
    let mut body: Vec<&str> = Vec::new();
    let mut labels = 0;
    let mut length = 0;
    for (i, p) in paragraphs.iter().enumerate() {
        labels = if is_body(p) { 0 } else { labels + 1 };
        if labels == 0 {
            body.push(&p.text);
            length = i + 1;
        } else if labels == 3 && !body.is_empty() {
            break;
        }
    }
    (body.join("\n"), length)
}

/// Whether a paragraph is text under a heading, not a label of a figure.
fn is_body(p: &Paragraph) -> bool {
    p.is_prose()
        || matches!(p.opening, Opening::Bullet | Opening::Note) && p.text.chars().count() > 2
}

/// Reads a paragraph as a heading.
fn heading(text: &Text, p: &Paragraph) -> Option<(Number, String, bool)> {
    if p.opening != Opening::Number || p.lines.len() > 3 {
        return None;
    }
    let number = number(&p.text)?;
    let full = p.text[number.length..].trim_matches([' ', '\t', '*']);
    let title = trim_amount(full);
    let leaders = p.text.contains("....") || p.text.contains("……") || p.text.contains("・・・");
    let printed = text.norm()[p.range()].contains("\t.");
    let sentence = title.contains('。') || title.ends_with(['、', ',', ':']);
    let short = (2..=60).contains(&title.chars().count());
    let word = title.chars().any(|c| c.is_alphabetic());
    let priced = title.len() < full.len();
    (short && word && !sentence && !leaders && !printed).then(|| (number, title.to_owned(), priced))
}

/// Reads the number in front of a heading.
fn number(line: &str) -> Option<Number> {
    let hashes = line.len() - line.trim_start_matches('#').len();
    if hashes > 0 {
        let rest = &line[hashes..];
        let inner = number(rest.trim_start()).filter(|n| n.rank > 10);
        let space = rest.len() - rest.trim_start().len();
        let (printed, length) = inner.map_or((None, 0), |n| (n.printed, n.length));
        return Some(Number {
            rank: hashes.min(6) as u32,
            printed,
            length: hashes + space + length,
        });
    }
    let first = line.chars().next()?;
    let (rank, end) = match first {
        '①'..='⑳' | '❶'..='❿' => (40, first.len_utf8()),
        '(' => {
            let end = line.find(')')? + 1;
            let kana = line[1..].starts_with(|c: char| ('ア'..='コ').contains(&c));
            (if kana { 60 } else { 30 }, end)
        }
        '0'..='9' => (20, line.find('.')? + 1),
        '第' => {
            let rest = line['第'.len_utf8()..].trim_start_matches(|c: char| {
                c.is_ascii_digit() || "一二三四五六七八九十".contains(c)
            });
            let end = line.len() - rest.len();
            let (rank, unit) = match rest.chars().next()? {
                '編' => (11, '編'.len_utf8()),
                '部' => (12, '部'.len_utf8()),
                '章' => (13, '章'.len_utf8()),
                '節' => (14, '節'.len_utf8()),
                _ => (15, 0),
            };
            (rank, end + unit)
        }
        _ => return None,
    };
    Some(Number { rank, printed: Some(line[..end].trim().to_owned()), length: end })
}

/// A title without the amount that a budget line prints behind it.
fn trim_amount(title: &str) -> &str {
    let Some(yen) =
        title.find("億円").or_else(|| title.find("百万円")).or_else(|| title.find("千円"))
    else {
        return title;
    };
    let head =
        title[..yen].trim_end_matches(|c: char| c.is_ascii_digit() || ".,▲-△兆億 ".contains(c));
    if head.is_empty() { title } else { head.trim_end_matches(['(', '<', ':', ' ']) }
}

/// Drops the items of lists: two or more numbers of one form with nothing between them.
fn drop_lists(layout: &Layout, headings: &mut Vec<Heading>) {
    let bare = |a: &Heading, b: &Heading| {
        a.number.rank == b.number.rank
            && a.number.rank >= 20
            && !a.priced
            && !b.priced
            && !layout.paragraphs[a.paragraph + 1..b.paragraph].iter().any(is_body)
    };
    let mut keep = vec![true; headings.len()];
    for i in 1..headings.len() {
        if bare(&headings[i - 1], &headings[i]) {
            keep[i - 1] = false;
            keep[i] = false;
        }
    }
    let mut at = 0;
    headings.retain(|_| {
        at += 1;
        keep[at - 1]
    });
}

#[cfg(test)]
mod tests {
    use super::super::testing::{read, seed};
    use super::*;

    fn tree(input: &str) -> Vec<String> {
        let (text, layout) = read(input);
        sections(&text, &layout)
            .iter()
            .map(|s| {
                format!(
                    "{}{}|{}",
                    "-".repeat(s.level as usize),
                    s.number.as_deref().unwrap_or(""),
                    s.title
                )
            })
            .collect()
    }

    #[test]
    fn numbers_of_every_form() {
        assert_eq!(
            tree(
                "第1章 総論\n本文。\n1. 趣旨\n本文。\n（１）対象\n本文。\n①農地\n本文。\n2．要件\n本文。"
            ),
            ["-第1章|総論", "--1.|趣旨", "---(1)|対象", "----①|農地", "--2.|要件"]
        );
        assert_eq!(
            tree("# 予算\n本文。\n## 1. 農業\n本文。\n## 林業\n本文。"),
            ["-|予算", "--1.|農業", "--|林業"]
        );
    }

    #[test]
    fn not_headings() {
        assert!(tree("(2) の説明も踏まえ、調整を行う。").is_empty());
        assert!(tree("1. 農地 ..... P. 1\n2. 林野 ..... P. 2").is_empty());
        assert!(tree("(1) 助言\n\n(2) 把握\n\n(3) 提案").is_empty());
        assert!(tree("1.5倍になった").is_empty());
        assert!(tree("第2期の計画").is_empty());
    }

    #[test]
    fn text_under_a_heading() {
        let (text, layout) =
            read("1. 道路\n\n橋を直す。\n\n-・堤防を築く。\n\n2. 港湾\n\n岸壁を延ばす。");
        let found = sections(&text, &layout);
        assert_eq!(found[0].text, "橋を直す。\n-・堤防を築く。");
        assert_eq!(found[1].text, "岸壁を延ばす。");
        assert_eq!(found[1].evidence.text, "2. 港湾");
    }

    #[test]
    fn headings_of_the_policy() {
        let (text, layout) = seed("001");
        let found = sections(&text, &layout);
        let level = |n: u32| found.iter().filter(|s| s.level == n).count();
        assert_eq!((level(1), level(2), level(3), found.len()), (6, 9, 6, 21));
        assert_eq!(found[0].title, "位置付け");
        assert_eq!(found[10].number.as_deref(), Some("(1)"));
        assert_eq!(found[12].title, "医療機器・ヘルスケアプロジェクト");
        assert_eq!(found[12].parent.as_deref(), Some("s11"));
        assert_eq!(found[4].title, "内閣府と共同して概算要求");
        assert!(found[4].text.starts_with("(2)の説明も踏まえ、内閣府は、"));
        assert!(found[20].text.ends_with("必要な措置を講じる。"));
    }
}
