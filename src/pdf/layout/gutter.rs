//! The gaps between columns, and in which order their sides are read.

use super::frame::Mark;
use super::geometry::{Rect, median};
use super::order::{Atom, Kind};
use super::run::Run;
use super::table;

/// The narrowest gap between columns of text, in ems: hanging punctuation reaches into it.
const GAP: f32 = 0.5;
/// Places at which a gap is looked for, at most.
const MAX_PLACES: usize = 64;
/// Gaps of which the text is read, the best first.
const MAX_JUDGED: usize = 24;

/// A region parted at a gap.
pub(super) struct Split {
    pub above: Vec<Atom>,
    /// The parts beside one another, in reading order.
    pub parts: Vec<Vec<Atom>>,
    pub below: Vec<Atom>,
}

/// A gap: which atoms stand at its left and at its right.
struct Gutter {
    left: Vec<usize>,
    right: Vec<usize>,
    score: f32,
    /// Whether a box, a table or vertical writing stands beside it.
    faced: bool,
}

/// Parts a region at its best gap. `atoms` are sorted from top to bottom; `opening` gives the
/// first characters of an atom.
pub(super) fn split(
    atoms: &[Atom],
    runs: &[Run],
    marks: &[Mark],
    opening: &dyn Fn(&Atom) -> String,
) -> Option<Split> {
    if atoms.len() < 2 {
        return None;
    }
    let em = median(atoms.iter().map(|a| a.size).collect(), 1.0).max(1.0);
    let spans: Vec<(f32, f32)> = atoms.iter().map(|a| span(a, em)).collect();
    let mut found: Vec<Gutter> = Vec::new();
    for at in places(atoms, &spans, GAP * em) {
        for (left, right) in sides(atoms, &spans, at, GAP * em) {
            let Some((score, faced)) = rank(atoms, &left, &right, em) else { continue };
            found.push(Gutter { left, right, score, faced });
        }
    }
    let size = |g: &Gutter| g.left.len() + g.right.len();
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then(size(b).cmp(&size(a))));
    found.dedup_by(|b, a| a.left == b.left && a.right == b.right);
    let judged = found.into_iter().take(MAX_JUDGED);
    let Gutter { left, right, .. } =
        judged.into_iter().find(|g| g.faced || reads_apart(atoms, g, em, runs, marks))?;
    let mut side = vec![0u8; atoms.len()];
    left.iter().for_each(|&i| side[i] = 1);
    right.iter().for_each(|&i| side[i] = 2);
    let around = Rect::around(left.iter().chain(&right).map(|&i| atoms[i].rect))?;
    let pick = |wanted: &dyn Fn(usize) -> bool| -> Vec<Atom> {
        (0..atoms.len()).filter(|&i| wanted(i)).map(|i| atoms[i].clone()).collect()
    };
    // A heading over one side only does not change what the sides are.
    let upright = |i: usize| atoms[i].is_upright;
    let rest = left.iter().chain(&right).filter(|&&i| upright(i)).map(|&i| atoms[i].rect);
    if let Some(first) = Rect::around(rest) {
        let heads = |i: usize| !upright(i) && atoms[i].rect.y1 <= first.y0 + 0.5 * em;
        let all = left.iter().chain(&right);
        if all.clone().all(|&i| upright(i) || heads(i)) {
            all.filter(|&&i| heads(i)).for_each(|&i| side[i] = 0);
        }
    }
    // Notes under both sides are read after both.
    let is_note = |i: usize| {
        let other = if side[i] == 1 { &right } else { &left };
        let lowest = other.iter().map(|&o| atoms[o].rect.y1).fold(f32::MIN, f32::max);
        let text = || opening(&atoms[i]);
        atoms[i].rect.y0 > lowest && text().starts_with(['※', '注', '*', '＊'])
    };
    let notes: Vec<usize> = left.iter().copied().filter(|&i| is_note(i)).collect();
    if let Some(first) = notes.iter().map(|&i| atoms[i].rect.y0).reduce(f32::min) {
        // With what goes on under them.
        left.iter().filter(|&&i| atoms[i].rect.y0 >= first - 0.5).for_each(|&i| side[i] = 0);
    }
    let is_above = |i: usize| atoms[i].rect.center_y() < around.center_y();
    let above = pick(&|i| side[i] == 0 && is_above(i));
    let below = pick(&|i| side[i] == 0 && !is_above(i));
    let (left, right) = (pick(&|i| side[i] == 1), pick(&|i| side[i] == 2));
    Some(Split { above, parts: parts(left, right, opening), below })
}

/// From where to where an atom goes, for a gap: boxes may stand closer than columns of text.
fn span(atom: &Atom, em: f32) -> (f32, f32) {
    let inset = if atom.is_area() { (0.55 * GAP * em).min(atom.rect.width() / 2.0) } else { 0.0 };
    (atom.rect.x0 + inset, atom.rect.x1 - inset)
}

/// The right ends of atoms with most height of text on both sides, each once.
fn places(atoms: &[Atom], spans: &[(f32, f32)], wide: f32) -> Vec<f32> {
    let mut at: Vec<f32> = spans.iter().map(|s| s.1).collect();
    // Of ends that nearly agree the rightmost counts: there all of them are past.
    at.sort_by(|a, b| b.total_cmp(a));
    at.dedup_by(|b, a| *a - *b < 0.5);
    at.swap_remove(0);
    let heights = |ends: &dyn Fn(&(f32, f32)) -> f32| -> Vec<(f32, f32)> {
        let mut found: Vec<(f32, f32)> =
            spans.iter().zip(atoms).map(|(s, a)| (ends(s), a.rect.height())).collect();
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut sum = 0.0;
        found.iter_mut().for_each(|f| {
            sum += f.1;
            f.1 = sum;
        });
        found
    };
    // Sums of heights up to a place: of what ends there and of what begins there.
    let (ended, begun) = (heights(&|s| s.1), heights(&|s| s.0));
    let upto = |sums: &[(f32, f32)], x: f32| {
        let i = sums.partition_point(|f| f.0 <= x);
        i.checked_sub(1).map_or(0.0, |i| sums[i].1)
    };
    let total = begun.last().map_or(0.0, |f| f.1);
    let worth = |x: f32| upto(&ended, x + 0.05).min(total - upto(&begun, x + wide - 0.05));
    let mut ranked: Vec<(f32, f32)> = at.into_iter().map(|x| (worth(x), x)).collect();
    ranked.retain(|r| r.0 > 0.0);
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.total_cmp(&b.1)));
    ranked.into_iter().take(MAX_PLACES).map(|r| r.1).collect()
}

/// Stretches from top to bottom in which nothing stands between `at` and `at + wide`: what is at
/// the left and at the right in each.
fn sides(
    atoms: &[Atom],
    spans: &[(f32, f32)],
    at: f32,
    wide: f32,
) -> Vec<(Vec<usize>, Vec<usize>)> {
    let blocks = |i: usize| spans[i].0 < at + wide - 0.05 && spans[i].1 > at + 0.05;
    let mut walls: Vec<(f32, f32)> = Vec::new();
    let wall = |walls: &mut Vec<(f32, f32)>, r: Rect| match walls.last_mut() {
        Some(last) if r.y0 <= last.1 => last.1 = last.1.max(r.y1),
        _ => walls.push((r.y0, r.y1)),
    };
    // A line goes with the one right over or under it that stands in the way.
    let is_line = |i: usize| !atoms[i].is_area();
    let mut joins: Vec<bool> = vec![false; atoms.len()];
    let mut above: Vec<usize> = Vec::new();
    for i in (0..atoms.len()).filter(|&i| is_line(i)) {
        let rect = atoms[i].rect;
        above.retain(|&a| rect.y0 - atoms[a].rect.y1 <= rect.height());
        for &a in &above {
            let over = atoms[a].rect;
            let em = atoms[i].size;
            let one = (over.x0 - rect.x0).abs() <= 0.3 * em
                && (atoms[a].size - em).abs() <= 0.1 * em
                && (0.5 * em..=1.5 * em).contains(&(rect.y1 - over.y1));
            if one && blocks(a) != blocks(i) {
                joins[a] = true;
                joins[i] = true;
            }
        }
        above.push(i);
    }
    let blocks = |i: usize| blocks(i) || joins[i];
    (0..atoms.len()).filter(|&i| blocks(i)).for_each(|i| wall(&mut walls, atoms[i].rect));
    // Something tall beside a wall belongs to it. Twice, as it may touch the next wall.
    for _ in 0..2 {
        let mut all = walls.clone();
        for (i, atom) in atoms.iter().enumerate() {
            let r = atom.rect;
            let next = walls.partition_point(|w| w.1 <= r.y0);
            // A letter's descent into a box is not beside it.
            let beside =
                |w: &(f32, f32)| w.1.min(r.y1) - w.0.max(r.y0) > 0.6 * r.height().min(w.1 - w.0);
            if !blocks(i)
                && atom.is_area()
                && walls[next..].iter().take_while(|w| w.0 < r.y1).any(beside)
            {
                all.push((r.y0, r.y1));
            }
        }
        if all.len() == walls.len() {
            break;
        }
        all.sort_by(|a, b| a.0.total_cmp(&b.0));
        walls.clear();
        all.into_iter().for_each(|(y0, y1)| wall(&mut walls, Rect { y0, y1, ..Rect::default() }));
    }
    let mut found: Vec<(Vec<usize>, Vec<usize>)> = vec![Default::default(); walls.len() + 1];
    for (i, atom) in atoms.iter().enumerate() {
        let y = atom.rect.center_y();
        let next = walls.partition_point(|w| w.1 < y);
        if blocks(i) || walls.get(next).is_some_and(|w| w.0 <= y) {
            continue;
        }
        let (left, right) = &mut found[next];
        if spans[i].1 <= at + 0.05 { left.push(i) } else { right.push(i) }
    }
    found.retain(|(left, right)| !left.is_empty() && !right.is_empty());
    found
}

fn around(atoms: &[Atom], of: &[usize]) -> Rect {
    Rect::around(of.iter().map(|&i| atoms[i].rect)).unwrap_or_default()
}

/// How tall and wide a gap is, and whether a box, a table or vertical writing stands beside it.
fn rank(atoms: &[Atom], left: &[usize], right: &[usize], em: f32) -> Option<(f32, bool)> {
    let (l, r) = (around(atoms, left), around(atoms, right));
    let shared = l.overlap_y(r);
    if shared < 0.5 * em {
        return None;
    }
    let faces = |side: &[usize], other: Rect| {
        side.iter().any(|&i| atoms[i].is_area() && atoms[i].rect.overlap_y(other) > 0.5 * em)
    };
    let gap = (r.x0 - l.x1).clamp(0.0, 3.0 * em);
    let score = shared * (1.0 + gap / (3.0 * em));
    let faced = faces(left, r) || faces(right, l);
    Some((if faced { 1.5 * score } else { score }, faced))
}

/// Whether the lines at both sides of a gap are read one side after the other, not across.
fn reads_apart(atoms: &[Atom], gutter: &Gutter, em: f32, runs: &[Run], marks: &[Mark]) -> bool {
    let side = |of: &[usize]| Side::new(atoms, of, around(atoms, of), runs, marks);
    let (a, b) = (side(&gutter.left), side(&gutter.right));
    if a.rows < 2 || b.rows < 2 || a.is_column() || b.is_column() {
        return false;
    }
    let apart = a.rows >= 3 && b.rows >= 3 && a.paired(&b) * 2 < a.rows.min(b.rows);
    apart || a.is_prose(em) && b.is_prose(em) || a.is_list() && b.is_list()
}

/// One side of a gap, as lines of text.
struct Side {
    rows: usize,
    bases: Vec<f32>,
    width: f32,
    widths: Vec<f32>,
    characters: usize,
    /// Rows that begin with words and end with a figure.
    listed: usize,
    /// Pieces, and those of them that are figures, brackets with figures, or their headers.
    pieces: usize,
    figures: usize,
}

impl Side {
    fn new(atoms: &[Atom], of: &[usize], rect: Rect, runs: &[Run], marks: &[Mark]) -> Side {
        let level = of.iter().filter_map(|&i| match atoms[i].kind {
            Kind::Run(r) => Some(r),
            _ => None,
        });
        let rows = table::rows(level.collect(), runs);
        let mut side = Side {
            rows: rows.len(),
            bases: rows.iter().map(|r| runs[r[0]].base).collect(),
            width: rect.width(),
            widths: Vec::new(),
            characters: 0,
            listed: 0,
            pieces: rows.iter().map(Vec::len).sum(),
            figures: 0,
        };
        let texts = || rows.iter().flatten().map(|&i| table::text_of(&runs[i], marks));
        let figures = texts().filter(|t| table::is_figure(t) || table::is_shares(t)).count();
        let heads = |t: &String| t.chars().count() <= 14 && t.ends_with(['額', '度', '率']);
        side.figures = figures + texts().filter(heads).count();
        for row in &rows {
            let [first, .., last] = &row[..] else {
                side.widths.push(runs[row[0]].rect.width());
                side.characters += runs[row[0]].marks.len();
                continue;
            };
            side.widths.push(runs[*last].rect.x1 - runs[*first].rect.x0);
            side.characters += row.iter().map(|&i| runs[i].marks.len()).sum::<usize>();
            let (first, last) =
                (table::text_of(&runs[*first], marks), table::text_of(&runs[*last], marks));
            side.listed += usize::from(!table::has_amount(&first) && table::has_amount(&last));
        }
        side
    }

    /// Lines that fill their column.
    fn is_prose(&self, em: f32) -> bool {
        let full = self.widths.iter().filter(|w| **w >= 0.8 * self.width).count();
        self.rows >= 3
            && self.width >= 10.0 * em
            && full * 10 >= self.rows * 3
            && self.characters >= 8 * self.rows
    }

    /// Names with their figures, so that the side is complete by itself.
    fn is_list(&self) -> bool {
        self.listed >= 2 && self.listed * 2 >= self.rows
    }

    /// Columns of figures, which their labels or other columns stand beside.
    fn is_column(&self) -> bool {
        !self.is_list() && self.figures >= 3 && self.figures * 2 >= self.pieces
    }

    /// How many rows stand at the height of a row of the other side.
    fn paired(&self, other: &Side) -> usize {
        let near = |y: f32| {
            let i = other.bases.partition_point(|b| *b < y - 1.5);
            other.bases.get(i).is_some_and(|b| *b <= y + 1.5)
        };
        self.bases.iter().filter(|b| near(**b)).count()
    }
}

/// The order in which two sides are read.
fn parts(left: Vec<Atom>, right: Vec<Atom>, opening: &dyn Fn(&Atom) -> String) -> Vec<Vec<Atom>> {
    if left.iter().chain(&right).all(|a| a.is_upright) {
        // Vertical writing goes from right to left, unless the producer's order says that these
        // are separate texts set from left to right.
        let first = |side: &[Atom]| side.iter().map(|a| a.first).min();
        return if first(&left) < first(&right) && is_apart(&left, &right) {
            vec![left, right]
        } else {
            vec![right, left]
        };
    }
    match bands(&left, &right) {
        Some(ends) if goes_across(&left, &right, &ends, opening) => {
            let mut found: Vec<Vec<Atom>> = vec![Vec::new(); ends.len() + 1];
            for atom in left.into_iter().chain(right) {
                let band = ends.partition_point(|y| *y < atom.rect.center_y());
                found[band].push(atom);
            }
            found.retain(|b| !b.is_empty());
            found
        }
        _ => vec![left, right],
    }
}

/// Whether two groups of vertical columns stand further apart than columns of one text do.
fn is_apart(left: &[Atom], right: &[Atom]) -> bool {
    let l = Rect::around(left.iter().map(|a| a.rect)).unwrap_or_default();
    let r = Rect::around(right.iter().map(|a| a.rect)).unwrap_or_default();
    let em = median(left.iter().map(|a| a.size).collect(), 1.0);
    r.x0 - l.x1 > 2.5 * em || left.iter().chain(right).all(|a| matches!(a.kind, Kind::Box(_)))
}

/// Where boxes stand in rows on both sides: the lower ends of all rows but the last.
fn bands(left: &[Atom], right: &[Atom]) -> Option<Vec<f32>> {
    let rows = |side: &[Atom]| -> Vec<(f32, f32)> {
        let mut found: Vec<(f32, f32)> = Vec::new();
        for r in
            side.iter().filter(|a| matches!(a.kind, Kind::Box(_) | Kind::Entry(_))).map(|a| a.rect)
        {
            match found.last_mut() {
                Some(last) if r.y0 < last.1 - 2.0 => {
                    *last = (last.0.min(r.y0), last.1.max(r.y1));
                }
                _ => found.push((r.y0, r.y1)),
            }
        }
        found
    };
    let (l, r) = (rows(left), rows(right));
    let level =
        |(a, b): (&(f32, f32), &(f32, f32))| (a.0 - b.0).abs() < 4.0 && (a.1 - b.1).abs() < 4.0;
    if l.len() < 2 || l.len() != r.len() || !l.iter().zip(&r).all(level) {
        return None;
    }
    let ends: Vec<f32> = l.iter().zip(&r).map(|(a, b)| a.1.max(b.1)).collect();
    let tops: Vec<f32> = l.iter().zip(&r).map(|(a, b)| a.0.min(b.0)).collect();
    // Words above the first row of boxes are headings of boxes; without them, words belong to
    // the box above.
    let headed = |side: &[Atom]| side.iter().any(|a| a.rect.center_y() < tops[0]);
    if headed(left) && headed(right) {
        Some(ends[..ends.len() - 1].to_vec())
    } else {
        Some(tops[1..].to_vec())
    }
}

/// Whether rows of boxes are read across: as their numbers count, else as the producer wrote
/// them, else across.
fn goes_across(
    left: &[Atom],
    right: &[Atom],
    ends: &[f32],
    opening: &dyn Fn(&Atom) -> String,
) -> bool {
    let numbers = |side: &[Atom]| -> Vec<u32> {
        side.iter().filter_map(|a| numbering(&opening(a))).collect()
    };
    let (l, r) = (numbers(left), numbers(right));
    if let (Some(a), Some(b), Some(z)) = (l.first(), r.first(), l.last()) {
        if *b == a + 1 && l.len() > 1 {
            return true;
        }
        if *b == z + 1 {
            return false;
        }
    }
    let firsts = |side: &[Atom], band: usize| {
        side.iter()
            .filter(|a| ends.partition_point(|y| *y < a.rect.center_y()) == band)
            .map(|a| a.first)
            .min()
    };
    // The left box of the second row before the right box of the first: written downwards.
    !matches!((firsts(left, 1), firsts(right, 0)), (Some(a), Some(b)) if a < b)
}

/// The number that a text is headed by: `１．`, `2 `, `(3)`, `④`.
fn numbering(text: &str) -> Option<u32> {
    let text = text.trim_start_matches(['(', '（', '第', ' ']);
    let first = text.chars().next()?;
    if ('①'..='⑳').contains(&first) {
        return Some(u32::from(first) - u32::from('①') + 1);
    }
    let mut value: u32 = 0;
    let mut length = 0;
    let mut behind = ' ';
    for c in text.chars() {
        let digit = match c {
            '0'..='9' => u32::from(c) - u32::from('0'),
            '０'..='９' => u32::from(c) - u32::from('０'),
            _ => {
                behind = c;
                break;
            }
        };
        value = value.checked_mul(10)?.checked_add(digit)?;
        length += 1;
    }
    let headed = ['.', '．', ')', '）', '、', ' '].contains(&behind);
    ((1..=2).contains(&length) && headed).then_some(value)
}
