//! Where in a budget book a table stands: under which 款 and 項, on which side of the budget.
//!
//! A book prints `2款 総務費 1項 総務管理費` over its tables, and 歳入 or 歳出 over its parts; both
//! hold until the next heading of their kind, over the pages between.

use std::ops::Range;

use crate::layout::line::{squeeze, without_brackets};
use crate::model::Flow;
use crate::text::{self, Text};

/// What the headings above say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// 歳入 or 歳出.
    pub flow: Flow,
    /// The names of 款 and 項, as far as they are printed.
    pub chapters: Vec<String>,
    /// The page of the last heading.
    pub page: u32,
    /// What the headings of that page have in common, but for the last.
    common: Option<Vec<String>>,
}

/// A 款 or 項 that a line names.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// 0 for a 款, 1 for a 項.
    pub depth: usize,
    /// Its name.
    pub name: String,
    /// Where the name stands in the normalized text.
    pub range: Range<usize>,
}

impl Place {
    /// The place of a table that faces another one: the headings of that one hold as far as they
    /// agree.
    pub fn facing(&self) -> Place {
        let mut place = self.clone();
        if let Some(common) = &self.common {
            place.chapters.truncate(agreeing(common, &self.chapters));
        }
        place
    }

    /// Takes up what line `i` says.
    pub fn read(&mut self, text: &Text, i: usize) {
        let content = text.content(i);
        if content.is_empty() || content.len() > 200 {
            return;
        }
        let chapters = chapters(text, i);
        if !chapters.is_empty() {
            let page = text.lines()[i].page;
            if page != self.page {
                (self.common, self.page) = (None, page);
                self.chapters.truncate(chapters[0].depth);
            }
            for chapter in chapters {
                self.enter(chapter);
            }
            return;
        }
        if let Some(flow) = side(content) {
            *self = Place { flow, ..Place::default() };
        } else if is_title(content) {
            *self = Place::default();
        }
    }

    fn enter(&mut self, chapter: Chapter) {
        if self.chapters.len() > chapter.depth {
            // Another heading of the page begins here; what the one before said in full counts.
            let said = &self.chapters;
            let common = self.common.get_or_insert_with(|| said.clone());
            common.truncate(agreeing(common, said));
            self.chapters.truncate(chapter.depth);
        }
        self.chapters.push(chapter.name);
    }
}

/// How many names two lists begin with alike.
fn agreeing(a: &[String], b: &[String]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

/// 歳入 or 歳出, where a line says nothing else: `２ 歳入`, `（歳 出）`, `歳出 (単位:千円)`.
fn side(content: &str) -> Option<Flow> {
    if !content.contains('歳') {
        return None;
    }
    let plain = squeeze(content);
    let inner = plain.strip_prefix('(').and_then(|s| s.strip_suffix(')')).unwrap_or(&plain);
    let word = without_brackets(inner);
    let word = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    match word {
        "歳入" | "歳入の部" => Some(Flow::Revenue),
        "歳出" | "歳出の部" => Some(Flow::Expenditure),
        _ => None,
    }
}

/// The title of another part of the book: `第2表 債務負担行為`, `給与費明細書`.
fn is_title(content: &str) -> bool {
    // Most lines say nothing of the kind, and are not worth squeezing.
    if !content.starts_with(['第', '*']) && !content.ends_with(['書', '表', '*']) {
        return false;
    }
    let plain = squeeze(content);
    let is_table = plain.strip_prefix('第').is_some_and(|rest| {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        digits > 0 && rest[digits..].starts_with('表')
    });
    is_table || ["明細書", "調書", "整理表"].iter().any(|end| plain.ends_with(end))
}

/// The 款 and 項 that line `i` names, with an amount behind them or not.
pub fn chapters(text: &Text, i: usize) -> Vec<Chapter> {
    const MARKS: [char; 2] = ['款', '項'];
    let content = text.line(i);
    if !content.trim_start().starts_with(|c: char| c.is_ascii_digit()) {
        return Vec::new();
    }
    let base = text.lines()[i].range.start;
    // Where each begins, and where its name does.
    let mut starts: Vec<(usize, usize, usize)> = Vec::new();
    for (at, mark) in content.match_indices(MARKS) {
        let digits = content[..at].trim_end();
        let start = digits.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let count = digits.len() - start;
        let opens =
            content[..start].trim_end().is_empty() || content[..start].ends_with([' ', '\t']);
        let behind = &content[at + mark.len()..];
        if (1..=2).contains(&count) && opens && behind.starts_with([' ', '\t']) {
            let name = content.len() - behind.trim_start().len();
            starts.push((start, name, usize::from(mark == "項")));
        }
    }
    if starts.first().is_none_or(|first| !content[..first.0].trim().is_empty()) {
        return Vec::new();
    }
    let ends = starts.iter().skip(1).map(|s| s.0).chain([content.len()]);
    let mut found = Vec::new();
    for ((_, from, depth), to) in starts.iter().copied().zip(ends) {
        let behind = content.get(from..to).unwrap_or_default().trim_end();
        let end = from + without_amount(behind).len();
        let name = text::name(&content[from..end]);
        if !name.is_empty() {
            found.push(Chapter { depth, name, range: base + from..base + end });
        }
    }
    found
}

/// A heading without the amount at its end: `総務費 9,013,376千円`.
fn without_amount(heading: &str) -> &str {
    let figure = heading.trim_end_matches(['円', '千', '百', '万', '億']);
    let name = figure.trim_end_matches(|c: char| c.is_ascii_digit() || c == ',');
    if figure.len() < heading.len() && name.len() < figure.len() {
        name.trim_end()
    } else {
        heading
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, chapters};
    use crate::model::Flow;
    use crate::text::Text;

    /// What the headings say behind the last line.
    fn read(lines: &str) -> Place {
        let text = Text::from(lines);
        let mut place = Place::default();
        (0..text.lines().len()).for_each(|i| place.read(&text, i));
        place
    }

    #[test]
    fn sides_of_the_budget() {
        let check = |line: &str, flow: Flow| assert_eq!(read(line).flow, flow, "{line}");
        check("２　歳入", Flow::Revenue);
        check("（歳 入）", Flow::Revenue);
        check("歳入 (単位：千円)", Flow::Revenue);
        check("歳入\n歳出", Flow::Expenditure);
        check("歳入\n給与費明細書", Flow::Expenditure);
        check("歳入歳出予算", Flow::Expenditure);
    }

    #[test]
    fn chapters_of_the_budget() {
        let check = |line: &str, names: &[&str]| {
            let text = Text::from(line);
            let found: Vec<String> = chapters(&text, 0).into_iter().map(|c| c.name).collect();
            assert_eq!(found, names, "{line}");
        };
        check("２款 総務費 １項 総務管理費", &["総務費", "総務管理費"]);
        check("２款 総 務 費 9,013千円", &["総務費"]);
        check("　１項　総務管理費\t7,519千円", &["総務管理費"]);
        check("第2条 歳出予算の各項に計上した経費", &[]);
        check("借款 12億円", &[]);
    }

    #[test]
    fn a_page_that_faces_two_chapters_is_under_what_both_share() {
        let place = read("1款 市税\n1項 市民税\n1款 市税\n2項 固定資産税");
        assert_eq!(place.chapters, ["市税", "固定資産税"]);
        assert_eq!(place.facing().chapters, ["市税"]);
        let place = read("1款 市税 1項 市民税\n1款 市税\n1項 市民税");
        assert_eq!(place.facing().chapters, ["市税", "市民税"]);
    }
}
