//! People in sentences: `西田幸二教授`, `末松誠前理事長`, `マイケル・ストロング理事長`.

use super::Found;
use super::form::{is_noun, is_organization};
use crate::layout::paragraph::Paragraph;
use crate::layout::paragraph::character::{is_hiragana, is_kanji, is_katakana};
use crate::model::Person;
use crate::rules::prose::scan::{before, marked, places};
use crate::rules::prose::{Layout, evidence};
use crate::text::Text;

/// Posts that follow a name without a space in sentences, the longer first.
const TITLES: [&str; 12] = [
    "特任准教授",
    "特任教授",
    "名誉教授",
    "客員教授",
    "准教授",
    "前理事長",
    "理事長",
    "前学長",
    "学長",
    "教授",
    "助教",
    "博士",
];

/// Finds the people whom sentences name with a post behind the name.
pub(super) fn in_sentences(text: &Text, layout: &Layout, found: &mut Vec<Found>) {
    let norm = text.norm();
    // Every title ends in one of these.
    let ends = places(norm, &["授", "教", "長", "士"], |at| {
        let ends = ["教授", "助教", "事長", "学長", "博士"];
        let last = norm[at..].chars().next();
        before(norm, at).is_some_and(|c| {
            ends.iter().any(|e| e.chars().eq([Some(c), last].into_iter().flatten()))
        })
    });
    for m in marked(layout, &ends) {
        let p = m.paragraph;
        let words = p.text(text);
        // Where the person before works, and the byte behind.
        let mut before: Option<(String, usize)> = None;
        for at in m.offsets(text) {
            let end = at + words[at..].chars().next().map_or(0, char::len_utf8);
            let Some(title) = TITLES.iter().find(|t| words[..end].ends_with(*t)) else { continue };
            let end = end - title.len();
            let Some(start) = name_start(text, p, end) else { continue };
            let mut affiliation = affiliation_before(words, start);
            if let (Some(own), Some((other, from))) = (&mut affiliation, &before)
                && is_faculty(own)
                && !words[*from..start].contains('。')
                && let Some(at) = other.find("大学")
            {
                own.insert_str(0, &other[..at + "大学".len()]);
            }
            before = affiliation.clone().map(|a| (a, end)).or(before);
            let range = p.norm_range(text, start..end);
            found.push(Found {
                line: text.line_at(range.start),
                at: range.start,
                person: Person {
                    name: words[start..end].to_owned(),
                    role: Some((*title).to_owned()),
                    affiliation,
                    evidence: evidence(text, range),
                    ..Person::default()
                },
            });
        }
    }
}

/// Whether a name is that of a part of a university, which is not named with it.
fn is_faculty(name: &str) -> bool {
    !name.contains("大学") && name.contains("学部") || name.starts_with("大学院")
}

/// Where the name that ends at `end` begins.
fn name_start(text: &Text, p: &Paragraph, end: usize) -> Option<usize> {
    let words = p.text(text);
    let mut start = end;
    let mut count = 0;
    let katakana = words[..end].chars().next_back().is_some_and(is_katakana);
    for (i, c) in words[..end].char_indices().rev() {
        let fits = if katakana { is_katakana(c) || c == '・' } else { is_kanji(c) };
        if !fits || count > 16 {
            break;
        }
        start = i;
        count += 1;
        // A printed space ends the name on the left, a line end does not.
        let norm = p.norm_offset(text, i);
        if text.norm()[..norm].ends_with(' ')
            && !line_start(text, norm)
            && single_spaced(text, norm)
        {
            break;
        }
    }
    let name = &words[start..end];
    let whole = if katakana {
        name.contains('・') && !name.starts_with('・') && name.chars().count() >= 5
    } else {
        let place = name.ends_with(['部', '科', '課', '室', '局', '院', '所', '校', '会']);
        (3..=5).contains(&count) && !place && !is_noun(name)
    };
    let before = words[..start].chars().next_back();
    let bounded = before.is_none_or(|c| is_hiragana(c) || !c.is_alphabetic() || c.is_ascii())
        || katakana
        || text.norm()[..p.norm_offset(text, start)].ends_with(' ');
    let posted =
        !words[start..].starts_with(['各', '両', '同', '准', '前', '元', '現', '副', '故']);
    (whole && bounded && posted).then_some(start)
}

/// Whether `norm` is the first character of its line.
fn line_start(text: &Text, norm: usize) -> bool {
    let line = &text.lines()[text.line_at(norm)];
    text.norm()[line.range.start..norm].trim().is_empty()
}

/// Whether the space before `norm` parts words: letters set apart (理 事 長) have one on both sides.
fn single_spaced(text: &Text, norm: usize) -> bool {
    let rest = &text.norm()[norm..];
    let mut chars = rest.chars();
    chars.next();
    chars.next().is_some_and(|c| c != ' ')
}

/// The affiliation that a sentence gives right before a name.
fn affiliation_before(words: &str, start: usize) -> Option<String> {
    let head = words[..start].strip_suffix('の').unwrap_or(&words[..start]);
    let mut from = head.len();
    for (i, c) in head.char_indices().rev() {
        if !(is_kanji(c) || is_katakana(c) || c == '・' || c.is_ascii_alphanumeric())
            || head.len() - i > 150
        {
            break;
        }
        from = i;
    }
    let place = head[from..].trim_matches('・');
    is_organization(place).then(|| place.to_owned())
}
