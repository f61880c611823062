//! Tables: ruled ones from their grid, the others from the position of their columns.

use super::frame::{Flow, Mark};
use super::geometry::{Rect, median};
use super::ruling::{Grid, Line};
use super::run::Run;
use super::{CellRef, Role, TableKind};

/// A cell with its lines, each a list of runs from left to right.
#[derive(Clone, Debug)]
pub(super) struct LaidCell {
    pub row: usize,
    pub column: usize,
    pub row_span: usize,
    pub column_span: usize,
    pub rect: Rect,
    pub lines: Vec<Vec<usize>>,
}

/// A table with its runs in place.
#[derive(Clone, Debug)]
pub(super) struct Laid {
    pub kind: TableKind,
    pub rect: Rect,
    pub rows: usize,
    pub columns: usize,
    pub cells: Vec<LaidCell>,
}

/// A line of the page under construction.
#[derive(Clone, Debug)]
pub(super) struct DraftLine {
    pub runs: Vec<usize>,
    pub block: usize,
    pub cell: Option<CellRef>,
    pub in_box: Option<usize>,
    pub role: Role,
}

/// The characters of a run, without spaces.
pub(super) fn text_of(run: &Run, marks: &[Mark]) -> String {
    run.marks.iter().map(|&m| marks[m].text).collect()
}

/// Whether a text is a bare figure with at most its sign and unit: `１，２３４`, `△12.3億円`, `-`.
pub(super) fn is_figure(text: &str) -> bool {
    let mut digits = false;
    let mut only_signs = true;
    for c in text.chars() {
        match c {
            '0'..='9' | '０'..='９' => (digits, only_signs) = (true, false),
            '△' | '▲' | '-' | '－' | '―' | '−' | '+' | '＋' | '…' | '─' => {}
            ',' | '，' | '.' | '．' | '、' | ' ' | '\u{3000}' => {}
            '億' | '兆' | '万' | '千' | '百' | '円' | '%' | '％' | '件' | '約' | '厘' => {
                only_signs = false;
            }
            _ => return false,
        }
    }
    digits || only_signs && !text.trim().is_empty()
}

/// Whether a text is nothing but the unit of the figures under it: `千円`.
pub(super) fn is_unit(text: &str) -> bool {
    matches!(text, "円" | "千円" | "百万円" | "億円")
}

/// Whether a text tells an amount: a figure with a unit, or nothing but figures.
pub(super) fn has_amount(text: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let units = ['億', '兆', '万', '千', '円', '%', '％'];
    let mut before = ' ';
    for c in text.chars() {
        if units.contains(&c) && is_digit(before) {
            return true;
        }
        if !c.is_whitespace() {
            before = c;
        }
    }
    is_figure(text)
}

/// Whether a text is a bracket with several figures: `（文21,厚28）`.
pub(super) fn is_shares(text: &str) -> bool {
    let inner = text.strip_prefix(['(', '（']).and_then(|t| t.strip_suffix([')', '）']));
    let is_digit = |c: char| c.is_numeric() || c == '※';
    inner.is_some_and(|inner| inner.split([',', '，', '、']).all(|s| s.ends_with(is_digit)))
}

/// Runs on one baseline, from left to right; rows from top to bottom.
pub(super) fn rows(mut level: Vec<usize>, runs: &[Run]) -> Vec<Vec<usize>> {
    level.sort_by(|&a, &b| runs[a].base.total_cmp(&runs[b].base).then(a.cmp(&b)));
    let mut found: Vec<Vec<usize>> = Vec::new();
    let (mut base, mut size) = (f32::NEG_INFINITY, 0.0f32);
    for i in level {
        let run = &runs[i];
        let same = (run.base - base).abs() <= 0.35 * run.size.min(size);
        match found.last_mut() {
            Some(row) if same => {
                row.push(i);
                if run.size > size {
                    (base, size) = (run.base, run.size);
                }
            }
            _ => {
                found.push(vec![i]);
                (base, size) = (run.base, run.size);
            }
        }
    }
    for row in &mut found {
        row.sort_by(|&a, &b| runs[a].rect.x0.total_cmp(&runs[b].rect.x0).then(a.cmp(&b)));
    }
    found
}

/// The lines of a cell: rows of horizontal runs, columns of vertical ones from right to left.
pub(super) fn cell_lines(inside: &[usize], runs: &[Run]) -> Vec<Vec<usize>> {
    let (level, mut upright): (Vec<usize>, Vec<usize>) =
        inside.iter().partition(|&&i| runs[i].is_level());
    upright.sort_by(|&a, &b| runs[b].rect.x0.total_cmp(&runs[a].rect.x0).then(a.cmp(&b)));
    let mut level = rows(level, runs);
    numbers_first(&mut level, runs);
    level.retain(|line| !line.is_empty());
    upright.into_iter().map(|i| vec![i]).chain(level).collect()
}

/// Puts the number at the middle of a name's two lines before them.
fn numbers_first(lines: &mut [Vec<usize>], runs: &[Run]) {
    for k in 1..lines.len().saturating_sub(1) {
        let ([above], [number], [below]) = (&lines[k - 1][..], &lines[k][..], &lines[k + 1][..])
        else {
            continue;
        };
        let (above, number, below) = (&runs[*above], &runs[*number], &runs[*below]);
        let em = above.size;
        let is_close = |step: f32| step <= 0.95 * em;
        let is_before = number.rect.x1 <= above.rect.x0.min(below.rect.x0);
        if is_before
            && number.marks.len() <= 2
            && is_close(number.base - above.base)
            && is_close(below.base - number.base)
        {
            let number = lines[k].remove(0);
            lines[k - 1].insert(0, number);
        }
    }
}

/// A ruled table. `inside` holds the runs of each field.
pub(super) fn ruled(grid: &Grid, inside: &[Vec<usize>], runs: &[Run], marks: &[Mark]) -> Laid {
    let lines: Vec<Vec<Vec<usize>>> = inside.iter().map(|i| cell_lines(i, runs)).collect();
    // Where a field without inner lines lists figures one under another, it is several rows; so
    // it is where the unit stands over its figure.
    let mut bases: Vec<Vec<(f32, bool)>> = vec![Vec::new(); grid.rows];
    for (field, lines) in grid.fields.iter().zip(&lines) {
        let is_listed = |line: &Vec<usize>| {
            let text = text_of(&runs[line[0]], marks);
            line.len() == 1 && (is_figure(&text) || is_unit(&text))
        };
        let figures = lines.len() >= 2 && field.row_span == 1 && lines.iter().all(is_listed);
        if figures && lines.len() > bases[field.row].len() {
            let listed = |l: &Vec<usize>| (runs[l[0]].base, is_unit(&text_of(&runs[l[0]], marks)));
            bases[field.row] = lines.iter().map(listed).collect();
        }
    }
    let mut first_row = vec![0usize; grid.rows + 1];
    for r in 0..grid.rows {
        first_row[r + 1] = first_row[r] + bases[r].len().max(1);
    }
    let mut cells = Vec::new();
    for (field, lines) in grid.fields.iter().zip(lines) {
        let end = (field.row + field.row_span).min(grid.rows);
        let bases = &bases[field.row];
        // Beside a unit stands nothing but other units.
        let has_unit = lines.iter().any(|l| is_unit(&text_of(&runs[l[0]], marks)));
        let units = bases.iter().take_while(|(_, is_unit)| *is_unit && !has_unit).count();
        let first = first_row[field.row] + units;
        let whole = |lines| LaidCell {
            row: first,
            column: field.column,
            row_span: first_row[end] - first,
            column_span: field.column_span,
            rect: field.rect,
            lines,
        };
        if bases.len() < 2 || field.row_span > 1 {
            cells.push(whole(lines));
            continue;
        }
        let mut parts: Vec<Vec<Vec<usize>>> = vec![Vec::new(); bases.len()];
        let step = |line: &Vec<usize>, k: usize| bases[k].0 - runs[line[0]].base;
        let level = |line: &Vec<usize>, k: usize| step(line, k).abs() <= 0.35 * runs[line[0]].size;
        // Where each figure has words at its height, what stands between them goes on from above.
        let all_level = (0..bases.len()).all(|k| bases[k].1 || lines.iter().any(|l| level(l, k)));
        for line in lines {
            let is_unit = is_unit(&text_of(&runs[line[0]], marks));
            let rows = (0..bases.len()).filter(|&k| is_unit || !bases[k].1);
            let near =
                |a: &usize, b: &usize| step(&line, *a).abs().total_cmp(&step(&line, *b).abs());
            let row = if all_level {
                rows.clone().rfind(|&k| step(&line, k) <= 0.35 * runs[line[0]].size)
            } else {
                rows.clone().min_by(near)
            };
            parts[row.or(rows.clone().next()).unwrap_or_default()].push(line);
        }
        let height = field.rect.height() / bases.len() as f32;
        for (k, lines) in parts.into_iter().enumerate() {
            let row = first_row[field.row] + k;
            let around = Rect::around(lines.iter().flatten().map(|&i| runs[i].rect));
            let top = field.rect.y0 + height * k as f32;
            let empty = Rect { y0: top, y1: top + height, ..field.rect };
            let rect = around.map_or(empty, |r| Rect { x0: field.rect.x0, x1: field.rect.x1, ..r });
            cells.push(LaidCell { row, row_span: 1, rect, ..whole(lines) });
        }
    }
    cells.sort_by_key(|c| (c.row, c.column));
    let rows = first_row[grid.rows];
    Laid { kind: TableKind::Ruled, rect: grid.rect, rows, columns: grid.columns, cells }
}

/// Where columns stand that no lines part: left and right end of each.
fn columns(rows: &[Vec<usize>], runs: &[Run]) -> Vec<(f32, f32)> {
    let Some(widest) = rows.iter().rev().max_by_key(|r| r.len()) else { return Vec::new() };
    let mut spans: Vec<(Rect, usize)> = rows
        .iter()
        .enumerate()
        .flat_map(|(r, row)| row.iter().map(move |&i| (runs[i].rect, r)))
        .filter(|(r, _)| widest.iter().filter(|&&w| runs[w].rect.overlap_x(*r) > 1.0).count() < 2)
        .collect();
    spans.sort_by(|a, b| a.0.x0.total_cmp(&b.0.x0).then(a.1.cmp(&b.1)));
    // Left, right, the first row that has it, and whether another row has it too.
    let mut found: Vec<(f32, f32, usize, bool)> = Vec::new();
    for (rect, row) in spans {
        match found.last_mut() {
            Some(last) if rect.x0 < last.1 + 1.0 => {
                last.1 = last.1.max(rect.x1);
                last.3 |= last.2 != row;
            }
            _ => found.push((rect.x0, rect.x1, row, false)),
        }
    }
    // What stands between the columns in one row only is a header that spans them.
    let in_widest = |c: &(f32, f32, usize, bool)| {
        widest.iter().any(|&w| runs[w].rect.x0 <= c.1 && c.0 <= runs[w].rect.x1)
    };
    found.retain(|c| c.3 || in_widest(c));
    found.into_iter().map(|c| (c.0, c.1)).collect()
}

/// The first column of a run and how many it spans.
fn place(rect: Rect, columns: &[(f32, f32)]) -> (usize, usize) {
    let shared = |c: &(f32, f32)| rect.x1.min(c.1) - rect.x0.max(c.0);
    let over: Vec<usize> = (0..columns.len()).filter(|&c| shared(&columns[c]) > 0.5).collect();
    if let (Some(first), Some(last)) = (over.first(), over.last()) {
        return (*first, last - first + 1);
    }
    let next = columns.partition_point(|c| c.0 < rect.x0).min(columns.len().saturating_sub(1));
    let Some(left) = next.checked_sub(1) else { return (next, 1) };
    let (before, behind) = (rect.x0 - columns[left].1, columns[next].0 - rect.x1);
    if before > 2.0 * behind {
        (next, 1)
    } else if behind > 2.0 * before || behind < 0.0 {
        (left, 1)
    } else {
        (left, 2)
    }
}

/// Lays rows of runs out by columns.
fn lay(kind: TableKind, rows: &[Vec<Vec<usize>>], runs: &[Run]) -> Option<Laid> {
    let flat: Vec<Vec<usize>> = rows.iter().flatten().cloned().collect();
    let columns = columns(&flat, runs);
    if columns.len() < 2 {
        return None;
    }
    let mut cells: Vec<LaidCell> = Vec::new();
    for (row, lines) in rows.iter().enumerate() {
        let begin = cells.len();
        for line in lines {
            for &i in line {
                let rect = runs[i].rect;
                let (column, column_span) = place(rect, &columns);
                match cells[begin..].iter_mut().find(|c| c.column == column) {
                    Some(cell) => {
                        cell.column_span = cell.column_span.max(column_span);
                        cell.rect = cell.rect.union(rect);
                        match cell.lines.last_mut() {
                            Some(last) if line.contains(&last[0]) => last.push(i),
                            _ => cell.lines.push(vec![i]),
                        }
                    }
                    None => cells.push(LaidCell {
                        row,
                        column,
                        row_span: 1,
                        column_span,
                        rect,
                        lines: vec![vec![i]],
                    }),
                }
            }
        }
        cells[begin..].sort_by_key(|c| c.column);
    }
    let rect = Rect::around(cells.iter().map(|c| c.rect))?;
    Some(Laid { kind, rect, rows: rows.len(), columns: columns.len(), cells })
}

/// Rows that overlap in height are one band: a label over three lines beside a figure over two;
/// so are figures and the brackets under them.
pub(super) fn bands(rows: &[Vec<usize>], runs: &[Run], marks: &[Mark]) -> Vec<Vec<Vec<usize>>> {
    let mut found: Vec<Vec<Vec<usize>>> = Vec::new();
    for row in rows {
        let run = &runs[row[0]];
        let tight = |last: &Vec<usize>| {
            let above = &runs[last[0]];
            let em = run.size.max(above.size);
            // Shares in brackets belong to the figures over them.
            let has_shares = || row.iter().any(|&i| is_shares(&text_of(&runs[i], marks)));
            let step = run.base - above.base;
            step <= 0.95 * em || step <= 2.0 * em && has_shares()
        };
        match found.last_mut() {
            Some(band) if band.last().is_some_and(tight) => band.push(row.clone()),
            _ => found.push(vec![row.clone()]),
        }
    }
    found
}

/// Whether a band has pieces side by side.
pub(super) fn is_wide(band: &[Vec<usize>], runs: &[Run]) -> bool {
    let mut all: Vec<Rect> = band.iter().flatten().map(|&i| runs[i].rect).collect();
    all.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut end = f32::INFINITY;
    all.iter().any(|r| {
        let apart = r.x0 > end;
        end = if end.is_finite() { end.max(r.x1) } else { r.x1 };
        apart
    })
}

/// Joins rows that are one: a wrapped name with the figures at its first line or its middle.
fn unwrapped(rows: Vec<Vec<usize>>, runs: &[Run], marks: &[Mark]) -> Vec<Vec<Vec<usize>>> {
    let base = |row: &Vec<usize>| runs[row[0]].base;
    let em = median(rows.iter().map(|r| runs[r[0]].size).collect(), 1.0);
    let full: Vec<f32> = rows.iter().filter(|r| r.len() > 1).map(base).collect();
    let pitch = median(full.windows(2).map(|w| w[1] - w[0]).collect(), 0.0);
    let figures = |row: &Vec<usize>| row.iter().all(|&i| has_amount(&text_of(&runs[i], marks)));
    let over = |a: &Vec<usize>, b: &Vec<usize>| runs[a[0]].rect.overlap_x(runs[b[0]].rect) > 0.0;
    let mut found: Vec<Vec<Vec<usize>>> = Vec::new();
    let mut i = 0;
    while i < rows.len() {
        if let [a, b, c, ..] = &rows[i..] {
            let close = base(b) - base(a) <= 0.95 * em && base(c) - base(b) <= 0.95 * em;
            if close && a.len() == 1 && c.len() == 1 && over(a, c) && !over(a, b) && figures(b) {
                found.push(vec![a.clone(), c.clone(), b.clone()]);
                i += 3;
                continue;
            }
        }
        let row = &rows[i];
        let goes_on = found.last().and_then(|l| l.last()).is_some_and(|last| {
            let step = base(row) - base(last);
            row.len() == 1
                && last.len() > 1
                && over(row, last)
                && !figures(row)
                && step <= 1.5 * em
                && step * 1.25 <= pitch
        });
        match found.last_mut() {
            Some(lines) if goes_on => lines.push(row.clone()),
            _ => found.push(vec![row.clone()]),
        }
        i += 1;
    }
    found
}

/// Whether a laid table reads as one: figures in a column, and most rows with two cells or more.
fn is_tabular(laid: &Laid, runs: &[Run], marks: &[Mark]) -> bool {
    let text = |cell: &LaidCell| -> String {
        cell.lines.iter().flatten().map(|&i| text_of(&runs[i], marks)).collect()
    };
    let mut cells_of = vec![0usize; laid.rows];
    let mut filled = vec![0usize; laid.columns];
    let mut figures = vec![0usize; laid.columns];
    for cell in &laid.cells {
        cells_of[cell.row] += 1;
        filled[cell.column] += 1;
        figures[cell.column] += usize::from(has_amount(&text(cell)));
    }
    let wide = cells_of.iter().filter(|n| **n >= 2).count();
    let of_figures = (0..laid.columns).any(|c| figures[c] >= 2 && figures[c] * 2 >= filled[c]);
    // A table of one row has each of its figures under a header, and a label in front.
    let is_headed = |c: &usize| figures[*c] == 1 && (2..=3).contains(&filled[*c]);
    let one_row = || {
        let mut last = laid.cells.iter().filter(|c| c.row + 1 == laid.rows);
        let label = last.next().is_some_and(|c| c.column == 0 && !has_amount(&text(c)));
        label
            && last.all(|c| has_amount(&text(c)))
            && (1..laid.columns).filter(is_headed).count() >= 2
    };
    wide * 3 >= laid.rows * 2 && (of_figures || one_row())
}

/// A table of which only the position of its columns tells, from rows that follow one another.
pub(super) fn aligned(rows: &[Vec<usize>], runs: &[Run], marks: &[Mark]) -> Option<Laid> {
    if rows.len() < 3 {
        return None;
    }
    let laid = lay(TableKind::Aligned, &unwrapped(rows.to_vec(), runs, marks), runs)?;
    is_tabular(&laid, runs, marks).then_some(laid)
}

/// The same from bands of rows, for cells of several lines.
pub(super) fn staggered(bands: &[Vec<Vec<usize>>], runs: &[Run], marks: &[Mark]) -> Option<Laid> {
    let mut laid = lay(TableKind::Aligned, bands, runs)?;
    spread_headers(&mut laid, runs, marks);
    is_tabular(&laid, runs, marks).then_some(laid)
}

/// Gives a header that stands over the middle of several columns all of them, where one of these
/// has no header of its own.
fn spread_headers(laid: &mut Laid, runs: &[Run], marks: &[Mark]) {
    let is_body = |cell: &LaidCell| {
        let mut all = cell.lines.iter().flatten();
        cell.column > 0 && all.any(|&i| has_amount(&text_of(&runs[i], marks)))
    };
    let Some(body) = laid.cells.iter().filter(|c| is_body(c)).map(|c| c.row).min() else { return };
    let mut columns: Vec<Option<Rect>> = vec![None; laid.columns];
    let mut headed = vec![false; laid.columns];
    for cell in &laid.cells {
        let end = (cell.column + cell.column_span).min(laid.columns);
        if cell.row < body {
            headed[cell.column..end].fill(true);
        } else if cell.column_span == 1 {
            let column = &mut columns[cell.column];
            *column = Some(column.map_or(cell.rect, |r| r.union(cell.rect)));
        }
    }
    let around = |from: usize, to: usize| {
        Rect::around(columns.get(from..=to).unwrap_or_default().iter().copied().flatten())
    };
    let mut taken = Vec::new();
    for k in 0..laid.cells.len() {
        let cell = &laid.cells[k];
        // Only a header over other headers spans.
        let is_upper = cell.row < body
            && laid
                .cells
                .iter()
                .any(|c| c.row > cell.row && c.row < body && c.rect.overlap_x(cell.rect) > 0.0);
        if !is_upper {
            continue;
        }
        let em = cell.rect.height().max(1.0);
        let (mut from, mut to) = (cell.column, cell.column + cell.column_span - 1);
        let middle = cell.rect.center_x();
        while from > 1 && to + 1 < laid.columns && !(headed[from - 1] && headed[to + 1]) {
            let Some(wider) = around(from - 1, to + 1) else { break };
            if (wider.center_x() - middle).abs() > 1.5 * em {
                break;
            }
            (from, to) = (from - 1, to + 1);
        }
        taken.push((k, from, to));
    }
    for (k, from, to) in taken {
        laid.cells[k].column = from;
        laid.cells[k].column_span = to - from + 1;
    }
    laid.cells.sort_by_key(|c| (c.row, c.column));
}

/// Loose horizontal lines that make one table: alike in their ends, one under another.
pub(super) fn ladders(loose: &[Line]) -> Vec<Vec<Line>> {
    // Pieces of one line, a column each, count as one.
    let mut whole: Vec<Line> = Vec::new();
    for line in loose {
        match whole.last_mut() {
            Some(last) if line.at - last.at <= 1.0 && line.from - last.to <= 24.0 => {
                last.from = last.from.min(line.from);
                last.to = last.to.max(line.to);
            }
            _ => whole.push(*line),
        }
    }
    let mut found: Vec<Vec<Line>> = Vec::new();
    for line in whole {
        let alike = |l: &Line| (l.from - line.from).abs() <= 8.0 && (l.to - line.to).abs() <= 8.0;
        match found.iter_mut().rev().take(8).find(|g| alike(&g[0])) {
            Some(group) => group.push(line),
            None => found.push(vec![line]),
        }
    }
    found.retain(|g| g.len() >= 3);
    found
}

/// A table with horizontal lines only, from the runs between its first and its last line.
pub(super) fn between(
    ladder: &[Line],
    inside: Vec<usize>,
    runs: &[Run],
    marks: &[Mark],
) -> Option<Laid> {
    if inside.iter().any(|&i| runs[i].flow != Flow::Right) {
        return None;
    }
    let flat = rows(inside, runs);
    let mut bands: Vec<Vec<Vec<usize>>> = vec![Vec::new(); ladder.len() + 1];
    for row in flat {
        let middle = runs[row[0]].rect.center_y();
        bands[ladder.partition_point(|l| l.at < middle)].push(row);
    }
    bands.retain(|b| !b.is_empty());
    if let Some(mut laid) = in_bands(&bands, runs, marks) {
        laid.rect = laid.rect.union(ruled_edge(ladder));
        return Some(laid);
    }
    let lines: usize = bands.iter().map(Vec::len).sum();
    let each_ruled = bands.len() >= 3 && bands.len() * 3 >= lines;
    let mut grouped: Vec<Vec<Vec<usize>>> = Vec::new();
    for band in bands {
        let figures =
            |row: &&Vec<usize>| row.iter().skip(1).any(|&i| is_figure(&text_of(&runs[i], marks)));
        if each_ruled && band.iter().filter(figures).count() <= 1 {
            grouped.push(band);
        } else {
            grouped.extend(unwrapped(band, runs, marks));
        }
    }
    if grouped.len() < 2 {
        return None;
    }
    let mut laid = lay(TableKind::HorizontalRules, &grouped, runs)?;
    if !is_tabular(&laid, runs, marks) {
        return None;
    }
    laid.rect = laid.rect.union(ruled_edge(ladder));
    Some(laid)
}

fn ruled_edge(ladder: &[Line]) -> Rect {
    Rect::new(ladder[0].from, ladder[0].at, ladder[0].to, ladder[ladder.len() - 1].at)
}

/// A table between rules whose rows are staggered: each stretch of overlapping rows between two
/// rules is one row.
fn in_bands(ruled: &[Vec<Vec<usize>>], runs: &[Run], marks: &[Mark]) -> Option<Laid> {
    let rows: Vec<Vec<Vec<usize>>> = ruled.iter().flat_map(|b| bands(b, runs, marks)).collect();
    let is_staggered = rows.iter().any(|b| b.len() >= 3 && is_wide(b, runs));
    if !is_staggered || rows.len() < 3 || rows.len() > 2 * ruled.len() {
        return None;
    }
    let laid = staggered(&rows, runs, marks)?;
    Some(Laid { kind: TableKind::HorizontalRules, ..laid })
}
