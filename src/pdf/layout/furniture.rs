//! Headers, footers and page numbers.

use super::frame::Frame;
use super::geometry::median;
use super::run::{Home, Run};
use super::table::text_of;
use super::{PageLayout, Role};

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

/// Marks what stands in the margin of most pages at one height, with one wording but for its
/// figures, as [`Role::Header`] or [`Role::Footer`].
///
/// [`layout`](super::layout) sees one page and misses headers that stand close to the text; with
/// all pages at hand they show by being repeated. Fewer than three pages tell nothing.
pub fn mark_running(pages: &mut [PageLayout]) {
    if pages.len() < 3 {
        return;
    }
    let mut seen: Vec<(bool, i32, String, usize, usize)> = Vec::new();
    for (p, page) in pages.iter().enumerate() {
        for (l, line) in page.lines.iter().enumerate() {
            let is_top = line.bbox.y0 <= page.height * 0.1;
            let is_bottom = line.bbox.y1 >= page.height * 0.9;
            if line.cell.is_none() && (is_top || is_bottom) {
                let wording: String =
                    line.text.chars().filter(|c| !c.is_numeric() && !c.is_whitespace()).collect();
                // Points are enough: the same line is set at the same height.
                seen.push((is_top, line.bbox.y0.round() as i32, wording, p, l));
            }
        }
    }
    seen.sort();
    let most = pages.len().div_ceil(2).max(3);
    for group in seen.chunk_by(|a, b| (a.0, a.1, &a.2) == (b.0, b.1, &b.2)) {
        let mut on: Vec<usize> = group.iter().map(|g| g.3).collect();
        on.dedup();
        if on.len() < most {
            continue;
        }
        for (is_top, _, _, p, l) in group {
            let line = &mut pages[*p].lines[*l];
            if line.role == Role::Body {
                line.role = match is_top {
                    _ if is_page_number(&line.text.replace(' ', "")) => Role::PageNumber,
                    true => Role::Header,
                    false => Role::Footer,
                };
            }
        }
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
