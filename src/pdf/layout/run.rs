//! Glyphs to runs: pieces of a line without a wide gap, a ruling line or a box's edge inside.
//!
//! Content order is trusted for what it is good at (which glyph follows which), positions for the
//! rest: producers write the figures of a line in another font after its characters, print a page
//! glyph by glyph, or shift superscripts.

use super::frame::{Flow, Frame, Mark};
use super::geometry::Rect;
use super::ruling::Ruling;

/// What a glyph stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Home {
    #[default]
    Page,
    /// A box, by index.
    Box(usize),
    /// A ruled table and its field, by index.
    Field(usize, usize),
}

/// A gap wider than this many ems begins another run.
const BREAK: f32 = 1.25;
/// The same between pieces that do not follow one another in the content: the space between two
/// columns of text may be hardly an em wide.
const BREAK_APART: f32 = 0.35;

/// Glyphs that are read one after the other.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// Indices of [`Frame::marks`] in reading order, without spaces.
    pub marks: Vec<usize>,
    pub rect: Rect,
    pub base: f32,
    pub size: f32,
    pub home: Home,
    pub flow: Flow,
    /// Its earliest glyph in content order.
    pub first: usize,
    /// Its latest glyph in content order.
    pub last: usize,
}

impl Run {
    pub fn new(marks: Vec<usize>, all: &[Mark], home: Home, flow: Flow) -> Run {
        let rect = Rect::around(marks.iter().map(|&m| all[m].rect)).unwrap_or_default();
        let largest = marks.iter().max_by(|a, b| all[**a].size.total_cmp(&all[**b].size));
        let (base, size) = largest.map_or((rect.y1, 1.0), |&m| (all[m].base, all[m].size));
        let first = marks.iter().copied().min().unwrap_or_default();
        let last = marks.iter().copied().max().unwrap_or_default();
        Run { marks, rect, base, size, home, flow, first, last }
    }

    /// Whether text goes on from left to right.
    pub fn is_level(&self) -> bool {
        self.flow == Flow::Right
    }
}

/// The horizontal runs of the marks that `free` allows, in no particular order.
pub(super) fn runs(frame: &Frame, ruling: &Ruling, homes: &[Home], free: &[bool]) -> Vec<Run> {
    let marks = &frame.marks;
    let mut rows = rows(chunks(frame, ruling, homes, free));
    let mut found = Vec::new();
    for row in &mut rows {
        row.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0).then(a.first.cmp(&b.first)));
        let spaced = spaced(row, marks);
        let begin = found.len();
        for (i, chunk) in row.iter().enumerate() {
            // Text set over other text: the nearest of the last few runs goes on.
            let open = found[begin..].iter().enumerate().rev().take(4);
            let near = open
                .map(|(r, run): (usize, &Run)| (begin + r, chunk.rect.x0 - run.rect.x1, run))
                .filter(|(_, gap, run)| {
                    let em = chunk.size.max(run.size);
                    let wide = match chunk.first.saturating_sub(run.last) {
                        _ if spaced[i] => 2.1,
                        // Space glyphs may stand between.
                        1..=4 => BREAK,
                        _ => BREAK_APART,
                    };
                    (-0.6 * em..=wide * em).contains(gap)
                        && !ruling.parts(run.rect.x1, chunk.rect.x0, chunk.rect.center_y())
                })
                .min_by(|a, b| a.1.abs().total_cmp(&b.1.abs()));
            match near.map(|n| n.0) {
                Some(r) => {
                    let mut joined = std::mem::take(&mut found[r].marks);
                    joined.extend(&chunk.marks);
                    found[r] = Run::new(joined, marks, chunk.home, Flow::Right);
                }
                None => found.push(chunk.clone()),
            }
        }
    }
    raise(found, marks)
}

/// Pieces that content order and position agree on.
fn chunks(frame: &Frame, ruling: &Ruling, homes: &[Home], free: &[bool]) -> Vec<Run> {
    let marks = &frame.marks;
    let mut found: Vec<Vec<usize>> = Vec::new();
    let mut last: Option<usize> = None;
    for (i, mark) in marks.iter().enumerate() {
        if mark.is_space || !free[i] || mark.flow != Flow::Right {
            continue;
        }
        let goes_on = last.is_some_and(|p| {
            let before = &marks[p];
            homes[p] == homes[i]
                && follows(before, mark)
                && !ruling.parts(before.rect.x1, mark.rect.x0, mark.rect.center_y())
        });
        match found.last_mut() {
            Some(chunk) if goes_on => chunk.push(i),
            _ => found.push(vec![i]),
        }
        last = Some(i);
    }
    found
        .into_iter()
        .map(|c| (homes[c[0]], c))
        .map(|(h, c)| Run::new(c, marks, h, Flow::Right))
        .collect()
}

/// Whether a mark stands directly behind another one.
pub(super) fn follows(before: &Mark, mark: &Mark) -> bool {
    let em = before.size.max(mark.size);
    let gap = mark.rect.x0 - before.rect.x1;
    (mark.base - before.base).abs() <= 0.35 * em
        && (-0.6 * em..=0.6 * em).contains(&gap)
        && mark.rect.x1 > before.rect.x0
        && before.size.min(mark.size) >= 0.35 * em
}

/// Chunks of one home and one baseline.
fn rows(mut chunks: Vec<Run>) -> Vec<Vec<Run>> {
    chunks.sort_by(|a, b| {
        a.home.cmp(&b.home).then(a.base.total_cmp(&b.base)).then(a.first.cmp(&b.first))
    });
    let mut rows: Vec<Vec<Run>> = Vec::new();
    let (mut base, mut size, mut width) = (0.0f32, 0.0f32, 0.0f32);
    for chunk in chunks {
        let same = rows.last().and_then(|r| r.last()).is_some_and(|last| {
            last.home == chunk.home && (chunk.base - base).abs() <= 0.3 * chunk.size.min(size)
        });
        if !same || chunk.rect.width() > width {
            (base, size, width) = (chunk.base, chunk.size, chunk.rect.width());
        }
        match rows.last_mut() {
            Some(row) if same => row.push(chunk),
            _ => rows.push(vec![chunk]),
        }
    }
    rows
}

/// Which chunks of a row continue a heading that is set with wide, even spaces.
fn spaced(row: &[Run], marks: &[Mark]) -> Vec<bool> {
    let single = |run: &Run| {
        run.marks.len() == 1
            && marks[run.marks[0]].text.chars().all(|c| c.is_alphabetic() && !c.is_ascii())
    };
    let gap = |i: usize| match (row.get(i.wrapping_sub(1)), row.get(i)) {
        (Some(a), Some(b)) if single(a) && single(b) => Some(b.rect.x0 - a.rect.x1),
        _ => None,
    };
    (0..row.len())
        .map(|i| {
            let Some(here) = gap(i) else { return false };
            let even = |other: Option<f32>| other.is_some_and(|o| (o - here).abs() <= 0.2 * here);
            even(gap(i.wrapping_sub(1))) || even(gap(i + 1))
        })
        .collect()
}

/// Joins superscripts, subscripts and what fills a gap to the run that they stand at.
fn raise(mut runs: Vec<Run>, marks: &[Mark]) -> Vec<Run> {
    runs.sort_by(|a, b| {
        a.home.cmp(&b.home).then(a.base.total_cmp(&b.base)).then(a.rect.x0.total_cmp(&b.rect.x0))
    });
    let mut host_of: Vec<Option<usize>> = vec![None; runs.len()];
    for (i, run) in runs.iter().enumerate() {
        if run.marks.len() > 6 {
            continue;
        }
        let near = i.saturating_sub(48)..(i + 48).min(runs.len());
        host_of[i] = near
            .filter(|&h| h != i && runs[h].home == run.home)
            .find(|&h| is_script(run, &runs[h], marks));
    }
    for i in 0..runs.len() {
        // A script at a script stays with the first one: chains would move text about.
        let Some(host) = host_of[i].filter(|&h| host_of[h].is_none()) else { continue };
        let small = std::mem::take(&mut runs[i].marks);
        let mut joined = std::mem::take(&mut runs[host].marks);
        joined.extend(small);
        joined.sort_by(|&a, &b| marks[a].rect.x0.total_cmp(&marks[b].rect.x0).then(a.cmp(&b)));
        runs[host] = Run::new(joined, marks, runs[host].home, Flow::Right);
    }
    runs.retain(|r| !r.marks.is_empty());
    runs
}

fn is_script(small: &Run, host: &Run, marks: &[Mark]) -> bool {
    let em = host.size;
    let shift = small.base - host.base;
    let hole = host.marks.len() > small.marks.len() && fits_between(small, host, marks);
    if small.size > 0.8 * em {
        // Figures that the producer wrote after the words around them.
        return hole && shift.abs() <= 0.3 * em;
    }
    if !(-0.8 * em..=0.4 * em).contains(&shift) || small.rect.overlap_y(host.rect) <= 0.0 {
        return false;
    }
    let behind = small.rect.x0 - host.rect.x1;
    let before = host.rect.x0 - small.rect.x1;
    if (-0.3 * em..=0.4 * em).contains(&behind) || (-0.3 * em..=0.25 * em).contains(&before) {
        return true;
    }
    hole
}

/// Whether a run stands in a gap between two glyphs of another one.
fn fits_between(small: &Run, host: &Run, marks: &[Mark]) -> bool {
    let slack = 0.15 * host.size;
    host.marks.windows(2).any(|w| {
        marks[w[0]].rect.x1 - slack <= small.rect.x0 && small.rect.x1 <= marks[w[1]].rect.x0 + slack
    })
}
