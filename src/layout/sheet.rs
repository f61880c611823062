//! Sheets: the stretches of a text that are each about one project.
//!
//! A dump of slides has lost its pages. What is left of a page's start is a form
//! feed, a form feed that became a single space, or a gap of three blank lines;
//! and the page's own heading may stand anywhere in it. So a sheet begins at the
//! last such trace before its heading, and ends where the next one begins.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem;

use crate::text::{self, Text};

use super::line::{self, squeeze};

/// A stretch of lines under one project heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Indices of its lines.
    pub lines: Range<usize>,
    /// Index of the line with the heading.
    pub heading: usize,
    /// The project's name.
    pub name: String,
    /// Where the name stands in the normalized text.
    pub label: Range<usize>,
}

/// Whether a page may begin at line `i`.
fn may_begin_page(text: &Text, i: usize) -> bool {
    if i == 0 || text.lines()[i].page != text.lines()[i - 1].page {
        return true;
    }
    if text.line(i).starts_with(' ') {
        let printed = text.printed_range(text.lines()[i].range.clone());
        let mut characters = text.printed()[printed].chars();
        return characters.next() == Some(' ') && characters.next().is_some_and(|c| c != ' ');
    }
    !text.is_blank(i) && i >= 3 && (1..=3).all(|back| text.is_blank(i - back))
}

/// A line that names a project: `3. 再生・細胞医療・遺伝子治療プロジェクト …`, or the same name
/// set in display type.
struct Heading {
    line: usize,
    name: String,
    label: Range<usize>,
}

/// The sheets of a text, for the projects called `projects`; `display` says of a line where
/// its words in display type begin.
pub fn sheets(
    text: &Text,
    projects: &[String],
    display: impl Fn(usize) -> Option<usize>,
) -> Vec<Sheet> {
    if projects.is_empty() {
        return Vec::new();
    }
    let openings = projects.iter().filter_map(|name| name.chars().next()).collect();
    let projects = Projects { names: projects, openings };
    let mut found: Vec<(usize, Option<Heading>)> = Vec::new();
    let mut last_break = 0;
    let mut last_heading = 0;
    for i in 0..text.lines().len() {
        let begins_page = may_begin_page(text, i);
        if begins_page {
            last_break = i;
        }
        if let Some(heading) = heading(text, i, &projects, display(i)) {
            let start = if last_break > last_heading { last_break } else { i };
            last_heading = i;
            found.retain(|(other, foreign)| *other != start || foreign.is_some());
            found.push((start, Some(heading)));
        } else if begins_page && display(i) == Some(0) {
            // A page that opens with another title is no longer the project's.
            found.push((i, None));
        }
    }
    let ends: Vec<usize> =
        found.iter().skip(1).map(|(start, _)| *start).chain([text.lines().len()]).collect();
    found
        .into_iter()
        .zip(ends)
        .filter_map(|((start, heading), end)| {
            let Heading { line, name, label } = heading?;
            Some(Sheet { lines: start..end, heading: line, name, label })
        })
        .collect()
}

/// The stretches of lines that are probably pages.
pub fn pages(text: &Text) -> Vec<Range<usize>> {
    let lines = text.lines().len();
    let starts: Vec<usize> = (0..lines).filter(|&k| may_begin_page(text, k)).collect();
    let ends = starts.iter().skip(1).copied().chain([lines]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// The names of the projects, and the characters they begin with: most lines begin with none.
struct Projects<'p> {
    names: &'p [String],
    openings: Vec<char>,
}

fn heading(text: &Text, i: usize, projects: &Projects, display: Option<usize>) -> Option<Heading> {
    if text.is_blank(i) {
        return None;
    }
    let content = text.line(i);
    let base = text.lines()[i].range.start;
    if let Some((_, rest)) = line::numbered(content) {
        if line::is_leader(content) {
            return None;
        }
        let is_layout = |c: char| c.is_whitespace() || c == '*';
        let title = content[rest..].trim_start_matches(is_layout);
        if !title.starts_with(projects.openings.as_slice()) {
            return None;
        }
        let wanted = squeeze(title);
        let names = projects.names.iter();
        let name = names.filter(|p| wanted.starts_with(p.as_str())).max_by_key(|p| p.len())?;
        // A project line carries its amount and belongs to the list of projects.
        let tail = &wanted[name.len()..];
        if tail.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let end = line::end_of(&content[rest..], name.chars().count());
        return Some(Heading {
            line: i,
            name: name.clone(),
            label: base + rest..base + rest + end,
        });
    }
    let tail = display.or_else(|| stands_apart(text, i, projects).then_some(0))?;
    let name = text::name(&content[tail..]);
    let start = base + tail + (content[tail..].len() - content[tail..].trim_start().len());
    let end = base + content.trim_end().len();
    projects.names.contains(&name).then_some(Heading { line: i, name, label: start..end })
}

/// Whether line `i` is a project's name with neither another project nor a figure
/// beside it, as a page's heading is, and as lists and tables are not.
fn stands_apart(text: &Text, i: usize, projects: &Projects) -> bool {
    let names_project = |k: usize| {
        let name = squeeze(text.line(k));
        projects.names.iter().any(|p| name.contains(p.as_str()))
    };
    let content = text.content(i);
    if !content.starts_with(projects.openings.as_slice()) {
        return false;
    }
    let is_name = |project: &String| {
        content.len() <= project.len() * 3
            && project.chars().next() == content.chars().next()
            && squeeze(content) == *project
    };
    if !projects.names.iter().any(is_name) {
        return false;
    }
    let above = (0..i).rev().find(|&k| !text.is_blank(k));
    let below = (i + 1..text.lines().len()).find(|&k| !text.is_blank(k));
    let is_figure = |k: usize| {
        let content = squeeze(text.line(k));
        content.chars().all(|c| c.is_ascii_digit() || c == ',')
    };
    !above.is_some_and(names_project) && !below.is_some_and(|k| names_project(k) || is_figure(k))
}

/// Where the letter-spaced words of a line begin: at its start, or behind the
/// sentence that a dump glued them to.
pub fn display_tail(content: &str) -> Option<usize> {
    static STOP: LazyLock<memmem::Finder> = LazyLock::new(|| memmem::Finder::new("。"));
    memchr::memchr(b' ', content.trim_ascii().as_bytes())?;
    let stop = STOP.find(content.as_bytes()).and_then(|_| content.rfind('。'));
    let from = stop.map_or(0, |at| at + '。'.len_utf8());
    line::has_display_spacing(&content[from..]).then_some(from)
}
