//! The tree of headings, with the paragraphs under each.
//!
//! A heading has a number (`1.`, `(1)`, `①`, `第1`, `ア`) or Markdown's `#` in front and is a
//! noun phrase: a sentence that begins with a number is not one. Items of a list, which have
//! nothing under them, and lines of a table of contents are not headings either.

use std::ops::Range;

use super::scan::near_start;
use super::{Layout, evidence};
use crate::layout::paragraph::character::is_noun_char;
use crate::layout::paragraph::{Opening, Paragraph};
use crate::model::Section;
use crate::notation::era::scan_years;
use crate::text::Text;

/// A heading's number: its rank among the forms of numbers, and the number as printed.
struct Number {
    rank: u32,
    printed: Option<String>,
    length: usize,
    /// Whether it can be the first of its row.
    first: bool,
}

impl Number {
    /// Whether it is a plain number, not Markdown or a chapter: where slides are dumped, what
    /// follows in the text need not follow on the page.
    fn is_dumped(&self) -> bool {
        self.rank >= 20
    }
}

/// A heading that was found, before the tree is built.
struct Heading {
    paragraph: usize,
    number: Number,
    title: String,
    /// Text that begins on its line.
    rest: String,
    /// Whether an amount stands behind the title, as in a list of a budget's parts.
    priced: bool,
}

/// The headings of a text, and which paragraphs of the layout are the text under each.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// The sections, in order.
    pub sections: Vec<Section>,
    /// The paragraphs of each section's own text.
    bodies: Vec<Range<usize>>,
}

impl Outline {
    /// The section to whose text a paragraph belongs.
    pub(super) fn section_of(&self, paragraph: usize) -> Option<&Section> {
        let at = self.bodies.partition_point(|b| b.start <= paragraph).checked_sub(1)?;
        self.bodies[at].contains(&paragraph).then(|| &self.sections[at])
    }
}

/// The headings of a text as a tree, each with its own paragraphs.
pub fn outline(text: &Text, layout: &Layout) -> Outline {
    let mut headings: Vec<Heading> = layout
        .paragraphs
        .iter()
        .enumerate()
        .filter(|(_, p)| p.opening == Opening::Number && p.count <= 3)
        .filter_map(|(i, p)| heading(text, i, p))
        .collect();
    drop_lists(text, layout, &mut headings);
    let mut outline = Outline::default();
    let mut open: Vec<(u32, usize)> = Vec::new();
    for (i, heading) in headings.iter().enumerate() {
        while open.last().is_some_and(|(rank, _)| *rank >= heading.number.rank) {
            open.pop();
        }
        // What begins with a later number is a part of something else than the heading above.
        let sibling = i > 0 && headings[i - 1].number.rank >= heading.number.rank;
        if !sibling && !heading.number.first {
            open.clear();
        }
        let parent = open.last().map(|(_, at)| outline.sections[*at].id.clone());
        open.push((heading.number.rank, outline.sections.len()));
        let first = heading.paragraph + 1;
        let end = headings.get(i + 1).map_or(layout.paragraphs.len(), |h| h.paragraph);
        // What stands behind a line of a dumped list of priced parts need not be of that part.
        let end = if heading.priced && heading.number.is_dumped() { first } else { end };
        let (body, length) = body(text, heading, &layout.paragraphs[first..end]);
        outline.sections.push(Section {
            id: format!("s{}", outline.sections.len() + 1),
            parent,
            level: open.len() as u32,
            number: heading.number.printed.clone(),
            title: heading.title.clone(),
            text: body,
            evidence: evidence(text, layout.paragraphs[heading.paragraph].range.clone()),
        });
        outline.bodies.push(first..first + length);
    }
    outline
}

/// The text under a heading, and how many paragraphs it takes: it ends where labels of a
/// figure or a table begin.
fn body(text: &Text, heading: &Heading, paragraphs: &[Paragraph]) -> (String, usize) {
    let mut body = heading.rest.clone();
    let mut labels = 0;
    let mut length = 0;
    for (i, p) in paragraphs.iter().enumerate() {
        labels = if is_body(text, p) { 0 } else { labels + 1 };
        if labels == 0 {
            // The text that began on the heading's line goes on without a line end.
            if !body.is_empty() && (i > 0 || heading.rest.is_empty()) {
                body.push('\n');
            }
            body.push_str(p.text(text));
            length = i + 1;
        } else if labels == 3 && (!body.is_empty() || heading.number.is_dumped()) {
            break;
        }
    }
    (body, length)
}

/// Whether a paragraph is text under a heading, not a label of a figure.
fn is_body(text: &Text, p: &Paragraph) -> bool {
    p.prose
        || matches!(p.opening, Opening::Bullet | Opening::Note)
            && (p.range.len() > 12 || p.text(text).chars().count() > 2)
}

/// Reads the paragraph with index `paragraph` as a heading.
fn heading(text: &Text, paragraph: usize, p: &Paragraph) -> Option<Heading> {
    // Sixty characters, set apart by spaces, and a number.
    if p.range.len() > 400 {
        return None;
    }
    let words = p.text(text);
    let number = number(words)?;
    let leaders = words.contains("....") || words.contains("……") || words.contains("・・・");
    let printed = p.printed(text);
    // A row of a table ends with its figures.
    let is_row = printed.contains('\t') && printed.ends_with(|c: char| c.is_numeric());
    if leaders || is_row || printed.contains("\t.") {
        return None;
    }
    let (full, rest) = parts(text, p, number.length);
    let title = trim_amount(&full);
    let sentence = title.contains('。') || title.ends_with(['、', ',', ':']);
    let short = (2..=60).contains(&title.chars().count());
    let word = title.chars().any(|c| c.is_alphabetic());
    let priced = title.len() < full.len();
    let title = title.to_owned();
    (short && word && !sentence).then_some(Heading { paragraph, number, title, rest, priced })
}

/// The title behind a number that takes `length` bytes, and the text that begins on its line.
///
/// A printed space may part the title from something else: from the label of an amount (対象経費),
/// which is left out, from a subtitle with a year of its own, which stays behind a space, and from
/// the first sentence under it. Between the words of one title it is layout.
fn parts(text: &Text, p: &Paragraph, length: usize) -> (String, String) {
    let words = p.text(text);
    let whole = || (words[length..].trim_matches([' ', '\t', '*']).to_owned(), String::new());
    let printed = &text.norm()[p.norm_offset(text, length)..p.range.end];
    let printed = printed.trim_start_matches([' ', '\t', '*']);
    let Some(gap) = printed.find([' ', '\n']) else { return whole() };
    let title = &printed[..gap];
    let behind = p.offset(text, p.range.end - printed[gap..].trim_start().len());
    let rest = &words[behind..];
    if title.chars().count() < 3 {
        return whole();
    }
    if rest.ends_with("経費") && !title.ends_with(['・', 'の', '、']) {
        return (title.to_owned(), String::new());
    }
    let dated = scan_years(near_start(rest, 60)).first().is_some_and(|y| y.range.start == 0);
    if dated {
        return (format!("{title} {rest}"), String::new());
    }
    let sentence = rest.contains(['、', '。']) && !title.contains(['、', '。', ',']);
    let word = rest.starts_with(|c: char| is_noun_char(c) && !c.is_ascii_digit());
    if sentence && word && printed[gap..].starts_with(' ') && !title.ends_with(['・', 'の', '('])
    {
        return (title.to_owned(), rest.to_owned());
    }
    whole()
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
            first: true,
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
    let printed = line[..end].trim();
    let bare = printed.trim_matches(['(', ')', '.', '第', '編', '部', '章', '節']);
    let first = matches!(bare, "1" | "一" | "①" | "❶" | "ア");
    Some(Number { rank, printed: Some(printed.to_owned()), length: end, first })
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
fn drop_lists(text: &Text, layout: &Layout, headings: &mut Vec<Heading>) {
    let bare = |a: &Heading, b: &Heading| {
        a.number.rank == b.number.rank
            && a.number.rank >= 20
            && !a.priced
            && !b.priced
            && !layout.paragraphs[a.paragraph + 1..b.paragraph].iter().any(|p| is_body(text, p))
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
        outline(&text, &layout)
            .sections
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
    fn what_stands_beside_a_title() {
        assert_eq!(
            tree("1. 漁港整備事業 水産庁対象経費\n本文。\n2. 林道整備事業 令和7年度予算のポイント"),
            ["-1.|漁港整備事業", "-2.|林道整備事業 令和7年度予算のポイント"]
        );
        assert_eq!(tree("1. 農 地 の 集 積\n本文。"), ["-1.|農地の集積"]);
        let (text, layout) = read("3. 堤防整備 越水を防ぐため、堤防のかさ上げ\nを支援。");
        let found = outline(&text, &layout).sections;
        assert_eq!(found[0].title, "堤防整備");
        assert_eq!(found[0].text, "越水を防ぐため、堤防のかさ上げを支援。");
    }

    #[test]
    fn a_row_without_its_first_number_is_of_no_known_heading() {
        assert_eq!(
            tree("6. 港湾\n岸壁を延ばす。\n(2) 橋りょう\n橋を直す。\n(3) 道路\n道を広げる。"),
            ["-6.|港湾", "-(2)|橋りょう", "-(3)|道路"]
        );
    }

    #[test]
    fn text_under_a_heading() {
        let (text, layout) =
            read("1. 道路\n\n橋を直す。\n\n-・堤防を築く。\n\n2. 港湾\n\n岸壁を延ばす。");
        let found = outline(&text, &layout).sections;
        assert_eq!(found[0].text, "橋を直す。\n-・堤防を築く。");
        assert_eq!(found[1].text, "岸壁を延ばす。");
        assert_eq!(found[1].evidence.text, "2. 港湾");
    }

    #[test]
    fn headings_of_the_policy() {
        let (text, layout) = seed("001");
        let found = outline(&text, &layout).sections;
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
