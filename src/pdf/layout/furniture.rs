//! Headers, footers and page numbers.

use super::frame::Frame;
use super::geometry::median;
use super::run::{Home, Run};
use super::table::{has_amount, text_of};
use super::{PageLayout, PageText, Role};

/// The part of the page's height at its top and its bottom where headers and footers stand.
const MARGIN: f32 = 0.085;
/// More pieces than this in the margins are text.
const MAX_IN_MARGIN: usize = 60;

/// What each run is to the page, by its own page alone.
///
/// A header or footer stands in the margin, apart from the text, and is not larger than it.
pub(super) fn roles(frame: &Frame, runs: &[Run]) -> Vec<Role> {
    let mut roles = vec![Role::Body; runs.len()];
    let em = median(runs.iter().map(|r| r.size).collect(), 1.0);
    let top = frame.height * MARGIN;
    let bottom = frame.height * (1.0 - MARGIN);
    // The text that is nearest to each margin.
    let body = |i: &usize| {
        let r = runs[*i].rect;
        r.center_y() > top && r.center_y() < bottom
    };
    let all = || (0..runs.len()).filter(body).map(|i| runs[i].rect);
    let first = all().map(|r| r.y0).fold(f32::INFINITY, f32::min);
    let last = all().map(|r| r.y1).fold(f32::NEG_INFINITY, f32::max);
    if !first.is_finite() {
        return roles;
    }
    let in_margin = runs.iter().filter(|r| r.rect.center_y() <= top || r.rect.center_y() >= bottom);
    if in_margin.count() > MAX_IN_MARGIN {
        return roles;
    }
    for (i, run) in runs.iter().enumerate() {
        if run.home != Home::Page || !run.is_level() || run.size > 1.15 * em {
            continue;
        }
        let is_top = run.rect.center_y() <= top;
        let is_bottom = run.rect.center_y() >= bottom;
        if !is_top && !is_bottom {
            continue;
        }
        let apart = if is_top { first - run.rect.y1 } else { run.rect.y0 - last };
        if is_page_number(&text_of(run, &frame.marks)) && is_alone(i, runs) {
            roles[i] = Role::PageNumber;
        } else if apart >= 1.5 * em && run.size <= em {
            roles[i] = if is_top { Role::Header } else { Role::Footer };
        }
    }
    // What has more than two lines is text that reaches into the margin.
    for role in [Role::Header, Role::Footer] {
        let lines = roles.iter().filter(|r| **r == role).count();
        if lines > 3 {
            roles.iter_mut().filter(|r| **r == role).for_each(|r| *r = Role::Body);
        }
    }
    roles
}

fn is_alone(i: usize, runs: &[Run]) -> bool {
    let run = &runs[i];
    runs.iter().enumerate().all(|(k, other)| {
        k == i
            || (other.base - run.base).abs() > 0.5 * run.size
            || -other.rect.overlap_x(run.rect) > 4.0 * run.size
    })
}

/// `12`, `- 12 -`, `12/30`, `p.12`, `１２ページ`, `iv`.
fn is_page_number(text: &str) -> bool {
    let digits = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let core = text
        .trim_matches(|c: char| "-－―−–─‐[]()（）〈〉<>・ ~〜～".contains(c))
        .trim_start_matches(['P', 'p', 'Ｐ', '.', '．'])
        .trim_end_matches(['頁', 'ペ', 'ー', 'ジ']);
    let (left, right) = core.split_once(['/', '／']).unwrap_or((core, ""));
    let number = |s: &str| !s.is_empty() && s.chars().count() <= 4 && s.chars().all(digits);
    let roman = |s: &str| !s.is_empty() && s.len() <= 6 && s.chars().all(|c| "ivxlc".contains(c));
    number(left) && (right.is_empty() || number(right)) || right.is_empty() && roman(left)
}

/// What stands in the margins of a document's pages, to tell what runs through them.
///
/// [`layout`](super::layout) sees one page; a header that stands close to the text shows only by
/// being repeated.
#[derive(Debug, Default)]
pub struct Running {
    pages: usize,
    seen: Vec<Seen>,
}

/// A line in a margin.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Seen {
    /// Its words without figures and spaces; none where it is the page's number.
    wording: Option<String>,
    is_top: bool,
    /// Its top in points.
    y: i32,
    page: usize,
    /// Its line in the text of the page.
    line: usize,
}

impl Running {
    /// Takes up the next page with its text.
    pub fn add(&mut self, page: &PageLayout, text: &PageText) {
        let mut found = 0;
        for line in &page.lines {
            let is_top = line.bbox.y1 <= page.height * MARGIN;
            let is_bottom = line.bbox.y0 >= page.height * (1.0 - MARGIN);
            if line.cell.is_some() || !is_top && !is_bottom || found == MAX_IN_MARGIN {
                continue;
            }
            let is_number = line.role == Role::PageNumber;
            let is_money = line.text.contains(['円', '位', '％', '%']) || has_amount(&line.text);
            let wording: String =
                line.text.chars().filter(|c| !c.is_numeric() && !c.is_whitespace()).collect();
            if !is_number && (is_money || wording.is_empty()) {
                continue;
            }
            let glyph = line.pieces.iter().find_map(|piece| piece.glyph);
            let Some(at) = glyph.and_then(|glyph| text.line_of(glyph)) else { continue };
            found += 1;
            self.seen.push(Seen {
                wording: (!is_number).then_some(wording),
                is_top,
                // Points are enough: the same line is set at the same height.
                y: line.bbox.y0.round() as i32,
                page: self.pages,
                line: at,
            });
        }
        self.pages += 1;
    }

    /// For each page the lines of its text that are no part of it: its number, and what stands at
    /// one height of most pages with one wording but for its figures. Where that stands first it
    /// may be the title, and stays. Fewer than three pages tell nothing.
    pub fn lines(mut self) -> Vec<Vec<usize>> {
        let mut found = vec![Vec::new(); self.pages];
        self.seen.sort();
        let most = self.pages.div_ceil(2).max(3);
        let place = |seen: &Seen| seen.wording.as_ref().map(|_| (seen.is_top, seen.y));
        let alike = |a: &Seen, b: &Seen| a.wording == b.wording && place(a) == place(b);
        for group in self.seen.chunk_by(alike) {
            let pages = group.chunk_by(|a, b| a.page == b.page).count();
            let first = match group[0].wording {
                None => 0,
                Some(_) if pages >= most => 1,
                Some(_) => continue,
            };
            for seen in &group[first..] {
                found[seen.page].push(seen.line);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::is_page_number;

    #[test]
    fn page_numbers() {
        for text in ["1", "12", "-12-", "－３－", "12/30", "p.4", "P4", "１２ページ", "5頁", "iv"]
        {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["", "12億円", "2021年度", "第1章", "12345", "△3", "a1", "1,234"] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
