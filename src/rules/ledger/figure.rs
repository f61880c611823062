//! Which bare numbers of a text are amounts.

use std::ops::Range;

use memchr::memmem;

use crate::layout::amount::Amount;
use crate::notation::money;
use crate::notation::unit::Unit;
use crate::text::Text;

use super::table::Table;

/// Words of rows that count something else than money.
const COUNTS: [&str; 7] = ["(人)", "職員数", "人数", "件数", "(件)", "(%)", "(m2)"];

/// Whether the words of a row say that its figures are no money.
pub fn counts(line: &str) -> bool {
    COUNTS.iter().any(|word| line.contains(word))
}

/// The amounts among the bare figures of a text, in order: those in the columns of its tables,
/// and under a declared unit the numbers with grouping commas at the end of a line, and all
/// numbers of a row that ends in such a number.
pub fn bare_figures(
    text: &Text,
    declared: &[(Range<usize>, Unit)],
    tables: &[Table],
    amounts: &[Amount],
) -> Vec<Amount> {
    let mut found: Vec<Amount> = Vec::new();
    let mut in_table = vec![false; text.lines().len()];
    for table in tables {
        let Some(unit) = table.unit else { continue };
        in_table[table.lines.clone()].fill(true);
        for cell in table.rows.iter().flat_map(|row| &row.figures) {
            found.extend(amount(text, cell.range.clone(), cell.unit.unwrap_or(unit)));
        }
    }
    for (lines, unit) in declared {
        for i in lines.clone().filter(|&i| !in_table[i]) {
            let range = text.lines()[i].range.clone();
            let next = amounts.partition_point(|a| a.range.start < range.start);
            if amounts.get(next).is_some_and(|a| a.range.start < range.end) {
                continue;
            }
            let cells = trailing(text.line(i)).into_iter();
            let cells = cells.map(|cell| range.start + cell.start..range.start + cell.end);
            found.extend(cells.filter_map(|cell| amount(text, cell, *unit)));
        }
    }
    found.sort_by_key(|amount| amount.range.start);
    found
}

/// Where figures with grouping commas stand in rows without a declared unit, in a text that is
/// about money: they may be some, and are not counted.
pub fn without_unit(
    text: &Text,
    declared: &[(Range<usize>, Unit)],
    tables: &[Table],
) -> Vec<Range<usize>> {
    let speaks_of = |word: &&str| memmem::find(text.norm().as_bytes(), word.as_bytes()).is_some();
    if !["予算", "決算", "円"].iter().any(speaks_of) {
        return Vec::new();
    }
    let mut is_known = vec![false; text.lines().len()];
    let known = tables.iter().filter(|t| t.unit.is_some()).map(|t| &t.lines);
    for lines in known.chain(declared.iter().map(|(lines, _)| lines)) {
        is_known[lines.clone()].fill(true);
    }
    let mut found = Vec::new();
    for i in (0..text.lines().len()).filter(|&i| !is_known[i]) {
        let line = text.line(i);
        let start = text.lines()[i].range.start;
        let cells = trailing(line).into_iter().filter(|cell| is_grouped(&line[cell.clone()]));
        found.extend(cells.map(|cell| start + cell.start..start + cell.end));
    }
    found
}

/// Whether commas part the digits of a figure by three.
fn is_grouped(figure: &str) -> bool {
    let mut groups = figure.trim_end_matches(')').split(',').skip(1).peekable();
    groups.peek().is_some() && groups.all(|group| group.len() == 3)
}

fn amount(text: &Text, cell: Range<usize>, unit: Unit) -> Option<Amount> {
    let money = money::bare(&text.norm()[cell.clone()], unit)?;
    Some(Amount::bare(money, cell.start))
}

/// The trailing cells of a line that are figures, if one of them is plainly an amount.
fn trailing(line: &str) -> Vec<Range<usize>> {
    let mut cells: Vec<Range<usize>> = Vec::new();
    let mut end = line.trim_end_matches([' ', '\t', '|']).len();
    while end > 0 {
        let start = line[..end].rfind([' ', '\t', '|']).map_or(0, |at| at + 1);
        let cell = &line[start..end];
        if is_nothing(cell) {
            end = line[..start].trim_end_matches([' ', '\t', '|']).len();
            continue;
        }
        if !is_figure(cell) {
            break;
        }
        // A sign may stand apart from its figure: `△ 58`.
        let sign = line[..start].trim_end();
        let signed = cell.starts_with(|c: char| c.is_ascii_digit())
            && sign.ends_with(['△', '▲'])
            && sign[..sign.len() - '△'.len_utf8()].ends_with([' ', '\t', '|']);
        let start = if signed { sign.len() - '△'.len_utf8() } else { start };
        cells.push(start..end);
        end = line[..start].trim_end_matches([' ', '\t', '|']).len();
    }
    cells.reverse();
    if !cells.iter().any(|c| line[c.clone()].contains(',')) || counts(line) {
        return Vec::new();
    }
    // 3.2 beside 5,338,405 is a rate; amounts of one row are printed to one place.
    let is_rate =
        |c: &Range<usize>| line[c.clone()].contains('.') && !line[c.clone()].contains(',');
    if !cells.iter().all(|c| line[c.clone()].contains('.')) {
        cells.retain(|c| !is_rate(c));
    }
    cells
}

/// Whether a dash stands for a figure.
pub fn is_nothing(cell: &str) -> bool {
    matches!(cell, "-" | "―" | "−" | "─")
}

/// Whether a cell is a bare figure, with at most a sign, or brackets around it.
pub fn is_figure(cell: &str) -> bool {
    let digits = cell.trim_start_matches(['△', '▲', '-', '+', '(', ' ']).trim_end_matches(')');
    !digits.is_empty()
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.')
}
