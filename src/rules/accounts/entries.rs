//! The labelled figures of a page of accounts, in the order of the dump.

use std::ops::Range;

use crate::text;

use super::super::{Draft, Reading};

/// A figure with its label.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Index of the amount.
    pub amount: usize,
    /// Its yen.
    pub yen: i64,
    /// The label as a name.
    pub name: String,
    /// Where the label stands.
    pub label: Range<usize>,
    /// The line of the figure.
    pub line: usize,
    /// Whether it is marked 計.
    pub is_total: bool,
}

/// A line's text of more bytes before a figure is no label.
const LONGEST: usize = 400;

/// The figures of `lines` that are printed in steps of `step` yen, with their labels:
/// before the figure on its line, in the lines above it, or, for a block of labels over
/// a block of as many figures, in the line of the same rank.
pub fn entries(reading: &Reading, draft: &Draft, lines: Range<usize>, step: i64) -> Vec<Entry> {
    let norm = reading.norm();
    let from = lines.start;
    let mut by_line: Vec<(usize, usize)> = lines
        .flat_map(|i| {
            let on_line = reading.amounts_of_line(i).chain(reading.bare_of_line(i));
            on_line.map(move |a| (i, a))
        })
        .filter(|&(_, a)| {
            let amount = &reading.amounts[a];
            draft.is_free(a) && amount.resolution == step && !amount.is_share()
        })
        .collect();
    by_line.sort_unstable();
    let mut entries = Vec::new();
    let mut at = 0;
    while at < by_line.len() {
        let (line, a) = by_line[at];
        let Some(yen) = reading.amounts[a].yen() else {
            at += 1;
            continue;
        };
        let range = reading.text.lines()[line].range.clone();
        let amount = reading.amounts[a].outer.clone();
        let before = norm[range.start..reading.start_on_line(a)].trim();
        let behind = norm[amount.end.min(range.end)..range.end].trim();
        if behind == "計" || before == "計" || before == "合計" {
            let label = amount.start..range.end;
            let start = label.start + norm[label.clone()].find('計').unwrap_or(0);
            let label = if behind == "計" {
                start..start + '計'.len_utf8()
            } else {
                range.start
                    ..range.start + norm[range.start..reading.start_on_line(a)].trim_end().len()
            };
            entries.push(Entry {
                amount: a,
                yen,
                name: "計".to_owned(),
                label,
                line,
                is_total: true,
            });
            at += 1;
            continue;
        }
        if before.len() > LONGEST {
            at += 1;
            continue;
        }
        if !before.is_empty() {
            let start = range.start + norm[range.start..reading.start_on_line(a)].len()
                - norm[range.start..reading.start_on_line(a)].trim_start().len();
            let label = start..start + before.len();
            let name = text::name(before);
            entries.push(Entry { amount: a, yen, name, label, line, is_total: false });
            at += 1;
            continue;
        }
        // A block of figures, one a line.
        let block = by_line[at..]
            .iter()
            .enumerate()
            .take_while(|(k, (l, b))| {
                *l == line + k
                    && norm[reading.text.lines()[*l].range.start..reading.start_on_line(*b)]
                        .trim()
                        .is_empty()
            })
            .count();
        let labels = label_block(reading, from, line);
        for k in 0..block {
            let (line, a) = by_line[at + k];
            let Some(yen) = reading.amounts[a].yen() else { continue };
            let label = if block > 1 {
                if labels.len() != block {
                    continue;
                }
                labels[k].clone()
            } else {
                match (labels.first(), labels.last()) {
                    (Some(first), Some(last)) => first.start..last.end,
                    _ => continue,
                }
            };
            let name = text::name(&norm[label.clone()]);
            entries.push(Entry { amount: a, yen, name, label, line, is_total: false });
        }
        at += block;
    }
    entries
}

/// The lines of the last block of labels above line `i`.
fn label_block(reading: &Reading, from: usize, i: usize) -> Vec<Range<usize>> {
    const LONGEST: usize = 12;
    let mut block = Vec::new();
    for k in (from..i).rev() {
        let content = reading.text.line(k);
        if content.trim().is_empty() {
            if block.is_empty() {
                continue;
            }
            break;
        }
        let has_figure =
            !reading.amounts_of_line(k).is_empty() || !reading.bare_of_line(k).is_empty();
        if has_figure || block.len() == LONGEST {
            break;
        }
        let range = reading.text.lines()[k].range.clone();
        let start = range.start + content.len() - content.trim_start().len();
        block.insert(0, start..start + content.trim().len());
    }
    block
}
