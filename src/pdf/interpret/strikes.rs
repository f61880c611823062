//! The same glyph struck twice for bold, or shown over its hidden copy.

use crate::pdf::{Glyph, Ink};

/// Glyphs of the same characters are one when they are nearer than this, in units of their size.
const NEAR: f32 = 0.2;

/// Side of the squares in which neighbours are looked for, in points; twice the largest distance.
const CELL: f32 = 4.0;

/// Neighbours in a square that are compared.
const LOOK_BACK: usize = 4;

/// Drops glyphs that repeat another one in its place, and counts them.
///
/// The visible one is kept, else the first.
pub(super) fn drop_double(glyphs: &mut Vec<Glyph>) -> u64 {
    let mut dropped = vec![false; glyphs.len()];
    // Two grids, shifted by half a square: near neighbours share a square in one of them.
    for shift in [0.0, CELL / 2.0] {
        let row = |g: &Glyph| ((g.origin[1] + shift) / CELL).floor() as i64;
        let mut order: Vec<usize> = (0..glyphs.len()).filter(|i| !dropped[*i]).collect();
        order.sort_by(|&a, &b| {
            let (a, b) = (&glyphs[a], &glyphs[b]);
            (&a.text, row(a)).cmp(&(&b.text, row(b))).then(a.origin[0].total_cmp(&b.origin[0]))
        });
        for at in 1..order.len() {
            let this = order[at];
            for &other in order[at.saturating_sub(LOOK_BACK)..at].iter().rev() {
                if dropped[other] || !same_place(&glyphs[this], &glyphs[other]) {
                    continue;
                }
                let (first, second) = (this.min(other), this.max(other));
                let keep_second =
                    glyphs[second].ink == Ink::Visible && glyphs[first].ink != Ink::Visible;
                let drop = if keep_second { first } else { second };
                dropped[drop] = true;
                if drop == this {
                    break;
                }
            }
        }
    }
    let count = dropped.iter().filter(|d| **d).count();
    if count > 0 {
        let mut dropped = dropped.into_iter();
        glyphs.retain(|_| !dropped.next().unwrap_or(false));
    }
    count as u64
}

fn same_place(a: &Glyph, b: &Glyph) -> bool {
    let near = (NEAR * a.size.min(b.size)).min(CELL / 2.0);
    a.text == b.text
        && a.direction == b.direction
        && a.text != "\u{FFFD}"
        && (a.size - b.size).abs() <= 0.05 * a.size.max(b.size)
        && (a.origin[0] - b.origin[0]).abs() < near
        && (a.origin[1] - b.origin[1]).abs() < near
}
