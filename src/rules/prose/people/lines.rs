//! People on lines: a name beside a post, under one, or behind the abbreviation of one.

use std::collections::BTreeMap;
use std::ops::Range;

use memchr::memmem;

use super::Found;
use super::form::{POSTS, directing_post, is_name_part, is_noun, is_organization, split_post};
use crate::layout::line::squeeze;
use crate::layout::paragraph::character::{is_kanji, is_katakana};
use crate::layout::paragraph::{Opening, opening};
use crate::model::Person;
use crate::rules::prose::scan::fold;
use crate::rules::prose::{Layout, evidence};
use crate::text::{Text, join};

/// Finds the people whom lines name.
pub(super) fn on_lines(text: &Text, layout: &Layout, found: &mut Vec<Found>) {
    let mut lines = Lines::new(text, layout);
    for at in 0..lines.all.len() {
        let line = lines.all[at].1;
        if line.len() > 240 {
            continue;
        }
        if let Some(post) = directing_post(line) {
            found.extend(under_post(text, &lines, at, post));
        } else if let Some(name) = name_at_end(line) {
            found.extend(beside_post(text, &lines, at, &name));
            found.extend(behind_abbreviation(text, &mut lines, at, &name));
        }
    }
}

/// The lines that are neither blank nor vertical, each with its index in the text.
struct Lines<'t> {
    all: Vec<(usize, &'t str)>,
    text: &'t Text,
    /// What abbreviations stand for, as far as they were looked up.
    defined: BTreeMap<String, Option<String>>,
}

impl<'t> Lines<'t> {
    fn new(text: &'t Text, layout: &Layout) -> Lines<'t> {
        let mut labels = layout.labels.iter().peekable();
        let all = (0..text.lines().len())
            .map(|i| (i, text.content(i)))
            .filter(|(i, l)| {
                while labels.next_if(|l| l.lines.end <= *i).is_some() {}
                !l.is_empty() && !labels.peek().is_some_and(|l| l.lines.contains(i))
            })
            .collect();
        Lines { all, text, defined: BTreeMap::new() }
    }

    fn get(&self, at: usize) -> Option<&'t str> {
        self.all.get(at).map(|l| l.1)
    }

    /// Blank lines between the line at `at` and the one before.
    fn gap(&self, at: usize) -> usize {
        match (at.checked_sub(1).and_then(|b| self.all.get(b)), self.all.get(at)) {
            (Some(a), Some(b)) => b.0 - a.0 - 1,
            _ => usize::MAX,
        }
    }

    /// The lines from `at` on that have no blank line between them.
    fn run(&self, at: usize) -> Range<usize> {
        let mut end = at + 1;
        while end < self.all.len() && self.gap(end) == 0 && end - at < 8 {
            end += 1;
        }
        at..end
    }

    /// Whether the line behind the one at `at` is parted from it by a blank line or an indent.
    fn stands_alone(&self, at: usize) -> bool {
        let next = self.all.get(at + 1);
        self.gap(at + 1) > 0
            || next.is_some_and(|n| self.text.line(n.0).starts_with(char::is_whitespace))
    }

    /// Where a range of the line at `at` stands in the normalized text.
    fn range_of(&self, at: usize, range: Range<usize>) -> Range<usize> {
        let start = self.text.lines()[self.all[at].0].content.start;
        start + range.start..start + range.end
    }
}

/// A name at the end of a line.
struct Name<'t> {
    family: &'t str,
    given: &'t str,
    /// Where it stands in the line, and the words before it.
    range: Range<usize>,
    head: &'t str,
}

impl Name<'_> {
    fn person(&self, text: &Text, lines: &Lines<'_>, at: usize, role: String) -> Found {
        let range = lines.range_of(at, self.range.clone());
        let name = format!("{} {}", self.family, self.given);
        let evidence = evidence(text, range.clone());
        Found {
            line: lines.all[at].0,
            at: range.start,
            person: Person { name, role: Some(role), evidence, ..Person::default() },
        }
    }
}

/// The last two words of a line as a name.
fn name_at_end(line: &str) -> Option<Name<'_>> {
    // Four characters of three or four bytes, and the space before them.
    let near = line.len().saturating_sub(17);
    let gap = near + memchr::memrchr2(b' ', b'\t', &line.as_bytes()[near..])?;
    let given = &line[gap + 1..];
    if !is_name_part(given, 4) {
        return None;
    }
    let head = line[..gap].trim_ascii_end();
    let start = memchr::memrchr2(b' ', b'\t', head.as_bytes()).map_or(0, |i| i + 1);
    let family = &head[start..];
    if family.len() > 12 || !is_name_part(family, 3) {
        return None;
    }
    let posts = POSTS.iter().any(|p| family == *p || given == *p);
    let long = family.chars().count() + given.chars().count() >= 3;
    if posts || !long || is_noun(&format!("{family}{given}")) {
        return None;
    }
    Some(Name { family, given, range: start..line.len(), head: head[..start].trim_ascii_end() })
}

/// `監事 稲葉 カヨ`, `…研究センター 准教授 香月 康宏`, `…機構理事長 平野 俊夫`.
fn beside_post(text: &Text, lines: &Lines<'_>, at: usize, name: &Name<'_>) -> Option<Found> {
    if name.head.contains(['。', '、']) {
        return None;
    }
    let head: Vec<&str> = name.head.split_whitespace().collect();
    let (affiliation, role) = split_post(&head)?;
    let above = at.checked_sub(1).filter(|_| lines.gap(at) <= 1).and_then(|b| lines.get(b));
    let mut found = name.person(text, lines, at, role);
    let person = &mut found.person;
    if affiliation.is_empty() {
        person.affiliation = above.filter(|a| is_organization(a)).map(squeeze);
        return Some(found);
    }
    person.affiliation = Some(fold(&affiliation));
    if lines.gap(at) == 0 {
        let work = above.filter(|a| !a.ends_with('。') && squeeze(a).chars().count() >= 10);
        person.field = work.filter(|a| opening(a) == Opening::Plain).map(fold);
    } else if let Some(post) = above.and_then(directing_post) {
        person.project = project_above(lines, at - 1, &post);
        person.affiliation = Some(squeeze(&head.concat()));
        person.role = Some(post);
    }
    Some(found)
}

/// A post on a line of its own, the name on the next and the affiliation on those behind.
fn under_post(text: &Text, lines: &Lines<'_>, at: usize, post: String) -> Option<Found> {
    let next = lines.get(at + 1).filter(|l| lines.gap(at + 1) <= 1 && l.len() <= 240)?;
    let name = name_at_end(next).filter(|n| n.head.is_empty())?;
    let project = project_above(lines, at, &post);
    let mut found = name.person(text, lines, at + 1, post);
    found.person.affiliation = affiliation_below(lines, at + 1).map(|(a, _)| a);
    found.person.project = project;
    Some(found)
}

/// `DC 倉根 一郎`, where the document says what DC is; the field stands under the affiliation.
fn behind_abbreviation(
    text: &Text,
    lines: &mut Lines<'_>,
    at: usize,
    name: &Name<'_>,
) -> Option<Found> {
    let short = name.head;
    if !(2..=5).contains(&short.len()) || !short.bytes().all(|b| b.is_ascii_uppercase()) {
        return None;
    }
    let role = lines
        .defined
        .entry(short.to_owned())
        .or_insert_with(|| defined(text, short))
        .clone()
        .unwrap_or_else(|| short.to_owned());
    let mut found = name.person(text, lines, at, role);
    let below = affiliation_below(lines, at);
    found.person.field = below.as_ref().and_then(|(_, end)| {
        let field = lines.get(*end).filter(|_| lines.stands_alone(*end))?;
        let short = field.chars().count() <= 16 && opening(field) == Opening::Plain;
        short.then(|| squeeze(field))
    });
    found.person.affiliation = below.map(|(a, _)| a);
    Some(found)
}

/// The lines under a name, joined: where the person works. With the line behind them.
fn affiliation_below(lines: &Lines<'_>, at: usize) -> Option<(String, usize)> {
    lines.get(at + 1).filter(|_| lines.gap(at + 1) <= 1)?;
    let run = lines.run(at + 1);
    let folded: Vec<String> = run.clone().filter_map(|i| lines.get(i)).map(fold).collect();
    // Words in one line are kept apart; a line end is none.
    let joined = join(folded.iter().map(String::as_str));
    (joined.chars().count() <= 80 && !joined.contains('。')).then_some((joined, run.end))
}

/// The project whose page a post stands on: the nearest title above that ends in プロジェクト,
/// or the nearest that begins as the post does.
fn project_above(lines: &Lines<'_>, at: usize, post: &str) -> Option<String> {
    let generic = [
        "プログラムディレクター",
        "プロジェクトリーダー",
        "プロジェクトマネージャー",
        "プログラムマネージャー",
    ];
    let prefix = generic.iter().find_map(|g| post.strip_suffix(g)).unwrap_or("");
    let ends: &[&str] = if prefix.is_empty() {
        &["プロジェクト"]
    } else {
        &["事業", "プロジェクト", "プログラム"]
    };
    // A page has some hundred lines.
    for i in (at.saturating_sub(400)..at).rev() {
        let line = lines.get(i).filter(|l| l.len() <= 600).unwrap_or_default();
        // The last character of each ending.
        if !line.ends_with(['ト', '業', 'ム']) {
            continue;
        }
        if opening(line) != Opening::Plain && opening(line) != Opening::Number {
            continue;
        }
        let title = squeeze(line.rsplit('。').next().unwrap_or(line));
        let title = title.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == '#');
        let count = title.chars().count();
        let whole = ends.iter().any(|e| title.ends_with(e) && title.len() > e.len());
        let noun = !title.contains(['、', '「', '/', ':', '(']);
        let other =
            title.starts_with('他') || title.starts_with("個々") || title.starts_with("統合");
        if whole && noun && !other && count <= 30 && title.starts_with(prefix) {
            return Some(title.to_owned());
        }
    }
    None
}

/// What an abbreviation stands for: `疾患領域コーディネーター(DC)`.
fn defined(text: &Text, short: &str) -> Option<String> {
    let bracket = format!("({short})");
    for at in memmem::find_iter(text.norm().as_bytes(), &bracket) {
        let head = &text.norm()[..at];
        let head = head.trim_end_matches(['」', '\n', ' ']);
        let start = head.trim_end_matches(|c| is_kanji(c) || is_katakana(c)).len();
        let full = &head[start..];
        if full.chars().count() >= 4 {
            return Some(full.to_owned());
        }
    }
    None
}
