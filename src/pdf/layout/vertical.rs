//! Vertical writing: by writing mode, and by single glyphs set one under another.

use super::frame::{Flow, Frame, Mark};
use super::geometry::Rect;
use super::run::{Home, Run, follows};

/// The vertical runs, one for each column, and runs that go up or aslant.
///
/// Takes its glyphs out of `free`.
pub(super) fn columns(frame: &Frame, homes: &[Home], free: &mut [bool]) -> Vec<Run> {
    let marks = &frame.marks;
    let mut found = written_down(marks, homes, free);
    found.extend(stacked(marks, homes, free));
    let mut found = merged(found, marks);
    upright_figures(&mut found, marks, homes, free);
    found.extend(other(marks, homes, free));
    found
}

/// Whether a mark stands directly under another one of its column.
pub(super) fn follows_down(before: &Mark, mark: &Mark) -> bool {
    below(before, mark, -0.7, 1.0)
}

fn below(before: &Mark, mark: &Mark, least: f32, most: f32) -> bool {
    let em = before.size.max(mark.size);
    let apart = mark.rect.y0 - before.rect.y1;
    // Some producers keep the left edge where glyphs differ in width, others the middle.
    let in_line = (before.rect.center_x() - mark.rect.center_x()).abs() <= 0.3 * em
        || (before.rect.x0 - mark.rect.x0).abs() <= 0.05 * em;
    in_line
        && (least * em..=most * em).contains(&apart)
        && mark.rect.center_y() > before.rect.center_y()
}

/// Glyphs whose own direction is down.
fn written_down(marks: &[Mark], homes: &[Home], free: &mut [bool]) -> Vec<Run> {
    let mut found: Vec<Vec<usize>> = Vec::new();
    for (i, mark) in marks.iter().enumerate() {
        if mark.flow != Flow::Down || mark.is_space || !free[i] {
            continue;
        }
        free[i] = false;
        match found.last_mut() {
            Some(chunk)
                if chunk
                    .last()
                    .is_some_and(|&p| homes[p] == homes[i] && follows_down(&marks[p], mark)) =>
            {
                chunk.push(i);
            }
            _ => found.push(vec![i]),
        }
    }
    found
        .into_iter()
        .map(|c| (homes[c[0]], c))
        .map(|(h, c)| Run::new(c, marks, h, Flow::Down))
        .collect()
}

/// Glyphs of horizontal fonts that follow one another downwards.
fn stacked(marks: &[Mark], homes: &[Home], free: &mut [bool]) -> Vec<Run> {
    let level: Vec<usize> = (0..marks.len())
        .filter(|&i| free[i] && marks[i].flow == Flow::Right && !marks[i].is_space)
        .collect();
    let mut found: Vec<Vec<usize>> = Vec::new();
    let mut start = 0;
    while start < level.len() {
        let goes_on = |i: usize| {
            let (a, b) = (&marks[level[i]], &marks[level[i + 1]]);
            let pitch = b.rect.center_y() - a.rect.center_y();
            let em = a.size.max(b.size);
            homes[level[i]] == homes[level[i + 1]]
                && below(a, b, -1.0, 1.0)
                && (least_pitch(a, b) * em..=1.7 * em).contains(&pitch)
                && a.size.min(b.size) >= 0.85 * em
        };
        let mut end = start + 1;
        while end < level.len() && goes_on(end - 1) {
            end += 1;
        }
        let chain = &level[start..end];
        // What also follows or is followed on its own line is horizontal.
        let tied = |a: Option<&usize>, b: Option<&usize>| match (a, b) {
            (Some(&a), Some(&b)) => homes[a] == homes[b] && follows(&marks[a], &marks[b]),
            _ => false,
        };
        let before = start.checked_sub(1).and_then(|s| level.get(s));
        let is_tied = tied(before, chain.first()) || tied(chain.last(), level.get(end));
        if !is_tied && is_column(chain, marks) {
            found.push(chain.to_vec());
        } else if let Some(column) = found.last().filter(|_| chain.len() == 1 && !is_tied) {
            // The last character of a text that was wrapped: a column of one.
            let (top, mark) = (&marks[column[0]], &marks[chain[0]]);
            let step = top.rect.center_x() - mark.rect.center_x();
            let em = top.size;
            let is_next = before == column.last()
                && homes[column[0]] == homes[chain[0]]
                && (0.9 * em..=2.6 * em).contains(&step)
                && (top.rect.y0 - mark.rect.y0).abs() <= 0.3 * em;
            if is_next {
                found.push(chain.to_vec());
            }
        }
        start = end;
    }
    for &i in found.iter().flatten() {
        free[i] = false;
    }
    found
        .into_iter()
        .map(|c| (homes[c[0]], c))
        .map(|(h, c)| Run::new(c, marks, h, Flow::Down))
        .collect()
}

/// How near, in ems, one glyph may stand under another: brackets and commas fill half a square.
fn least_pitch(a: &Mark, b: &Mark) -> f32 {
    let is_mark = |m: &Mark| !m.text.chars().any(char::is_alphanumeric);
    match (is_mark(a), is_mark(b)) {
        (true, true) => 0.02,
        (true, false) | (false, true) => 0.4,
        _ => 0.6,
    }
}

/// Whether characters one under another are a word, not the cells of a table's column.
fn is_column(chain: &[usize], marks: &[Mark]) -> bool {
    if chain.len() < 2 {
        return false;
    }
    let letters = chain
        .iter()
        .filter(|&&i| marks[i].text.chars().all(|c| c.is_alphabetic() && !c.is_ascii()))
        .count();
    let tight = chain.windows(2).all(|w| {
        marks[w[1]].rect.center_y() - marks[w[0]].rect.center_y() <= 1.35 * marks[w[0]].size
    });
    match chain.len() {
        2 => tight && letters >= 1,
        _ => letters * 2 > chain.len() || tight && letters >= 1,
    }
}

/// Joins pieces of one column.
fn merged(mut pieces: Vec<Run>, marks: &[Mark]) -> Vec<Run> {
    pieces.sort_by(|a, b| a.home.cmp(&b.home).then(a.first.cmp(&b.first)));
    let mut found: Vec<Run> = Vec::new();
    for piece in pieces {
        let goes_on = found.last().is_some_and(|last| {
            let em = last.size.max(piece.size);
            let apart = piece.rect.y0 - last.rect.y1;
            last.home == piece.home
                && last.rect.overlap_x(piece.rect)
                    >= 0.4 * last.rect.width().min(piece.rect.width())
                && (last.rect.x0 - piece.rect.x0).abs() <= 0.6 * em
                && (-0.5 * em..=1.2 * em).contains(&apart)
        });
        match found.last_mut() {
            Some(last) if goes_on => {
                let mut joined = std::mem::take(&mut last.marks);
                joined.extend(piece.marks);
                *last = Run::new(joined, marks, piece.home, Flow::Down);
            }
            _ => found.push(piece),
        }
    }
    found
}

/// Figures set upright in a column (縦中横): two or three narrow digits side by side; and marks
/// of punctuation that stand away from its middle.
fn upright_figures(columns: &mut [Run], marks: &[Mark], homes: &[Home], free: &mut [bool]) {
    if columns.is_empty() {
        return;
    }
    let mut i = 0;
    while i < marks.len() {
        let mut end = i + 1;
        while end < marks.len()
            && end - i < 4
            && homes[end] == homes[i]
            && follows(&marks[end - 1], &marks[end])
        {
            end += 1;
        }
        let piece: Vec<usize> = (i..end)
            .filter(|&m| free[m] && !marks[m].is_space && marks[m].flow == Flow::Right)
            .collect();
        let rect = Rect::around(piece.iter().map(|&m| marks[m].rect));
        let is_figure = piece.len() == end - i
            && end - i < 4
            && piece.iter().all(|&m| {
                let text = marks[m].text;
                // Marks of punctuation stand at the edge of their square.
                text.chars().all(|c| c.is_ascii_alphanumeric())
                    || piece.len() == 1 && !text.chars().any(char::is_alphanumeric)
            });
        if let Some(rect) = rect.filter(|_| is_figure) {
            let host = columns.iter_mut().find(|c| {
                c.flow == Flow::Down
                    && c.home == homes[i]
                    && (c.rect.center_x() - rect.center_x()).abs() <= 0.45 * c.size
                    && rect.width() <= 1.4 * c.size
                    && c.rect.y0 - 1.3 * c.size <= rect.y0
                    && rect.y1 <= c.rect.y1 + 1.3 * c.size
            });
            if let Some(host) = host {
                let mut joined = std::mem::take(&mut host.marks);
                let at = joined.partition_point(|&m| marks[m].rect.center_y() < rect.center_y());
                joined.splice(at..at, piece.iter().copied());
                *host = Run::new(joined, marks, host.home, Flow::Down);
                piece.iter().for_each(|&m| free[m] = false);
            }
        }
        i = end;
    }
}

/// Writing that goes up or aslant, in content order.
fn other(marks: &[Mark], homes: &[Home], free: &mut [bool]) -> Vec<Run> {
    let mut found: Vec<Run> = Vec::new();
    for (i, mark) in marks.iter().enumerate() {
        if !free[i] || mark.is_space || !matches!(mark.flow, Flow::Up | Flow::Aslant) {
            continue;
        }
        free[i] = false;
        let near = found.last().filter(|run| {
            let before = &marks[run.marks[run.marks.len() - 1]];
            let em = 1.6 * before.size.max(mark.size);
            run.home == homes[i]
                && run.flow == mark.flow
                && (before.rect.center_x() - mark.rect.center_x()).abs() <= em
                && (before.rect.center_y() - mark.rect.center_y()).abs() <= em
        });
        let goes_on = near.is_some_and(|run| {
            let before = &marks[run.marks[run.marks.len() - 1]];
            mark.flow == Flow::Aslant
                || (before.rect.center_x() - mark.rect.center_x()).abs() <= 0.5 * mark.size
        });
        match found.last_mut() {
            Some(run) if goes_on => {
                run.marks.push(i);
                run.rect = run.rect.union(mark.rect);
            }
            _ => found.push(Run::new(vec![i], marks, homes[i], mark.flow)),
        }
    }
    found
}
