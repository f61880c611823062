//! Rows of bare figures in columns that nothing but spaces or line ends part.

use std::ops::Range;

use crate::layout::header::column;
use crate::layout::line;
use crate::model::{Certainty, Flow, Level, Measure, Stage};
use crate::notation::mark::{self, Numbering};
use crate::notation::stage::{ChangeKind, Column};
use crate::rules::{Draft, Item, Reading};
use crate::text;

use super::RULE;
use super::figure::{is_figure, is_grouped, is_nothing};

/// Claims the rows of the tables whose cells nothing but spaces or line ends part.
pub fn claim_rows(reading: &Reading, draft: &mut Draft) {
    let mut in_table = vec![false; reading.text.lines().len()];
    for table in &reading.tables {
        in_table[table.lines.clone()].fill(table.unit.is_some());
    }
    for (lines, _) in &reading.declared {
        let columns = columns(reading, lines.clone());
        let is_rate = |column: &&Column| column.change == Some(ChangeKind::Rate);
        let money: Vec<Column> = columns.iter().filter(|c| !is_rate(c)).cloned().collect();
        let mut names: Vec<String> = Vec::new();
        let mut rows: Vec<Row> = Vec::new();
        let mut flow = Flow::default();
        let mut i = lines.start;
        while i < lines.end {
            if in_table[i] {
                i += 1;
                continue;
            }
            flow = side(reading.line(i)).unwrap_or(flow);
            let mut found = rows_of_line(reading, i);
            if found.is_empty() {
                let named = rows.last().and_then(|last| named_above(reading, i, last));
                found.extend(named.or_else(|| stacked(reading, &columns, i, lines.end)));
            }
            i += 1;
            if found.is_empty() {
                let line = reading.content(i - 1);
                // Another header begins another table.
                let is_head = |word| column(word, reading.document.fiscal_year).is_some();
                if let Some(bodies) = bodies(line) {
                    names = bodies;
                } else if !names.is_empty() && line.split_whitespace().any(is_head) {
                    names.clear();
                }
            }
            for mut row in found {
                i = i.max(row.end);
                row.flow = flow;
                row.names.clone_from(&names);
                rows.push(row);
            }
        }
        // A cell holds for the rows below it until its column has another one.
        let mut levels: Vec<(usize, String)> = Vec::new();
        let mut claimed: Vec<Vec<usize>> = Vec::with_capacity(rows.len());
        for row in &rows {
            for (column, name) in &row.cells {
                levels.retain(|(above, _)| above < column);
                levels.push((*column, name.clone()));
            }
            let above = &levels[..levels.len().saturating_sub(1)];
            // Rates are seldom read as figures, and never have a comma.
            let has_comma =
                |a: usize| reading.norm()[reading.amounts[a].range.clone()].contains(',');
            let is_whole = row.figures.len() == columns.len()
                && columns.iter().zip(&row.figures).all(|(c, &a)| !is_rate(&c) || !has_comma(a));
            let columns = if is_whole { &columns } else { &money };
            claimed.push(claim(reading, draft, columns, row, above));
        }
        total(draft, &rows, &claimed);
    }
}

/// The columns named on the page: on one line, or one a line.
fn columns(reading: &Reading, lines: Range<usize>) -> Vec<Column> {
    let own_year = reading.document.fiscal_year;
    let mut run: Vec<(&str, Column)> = Vec::new();
    let mut alone: Option<Column> = None;
    for i in lines {
        let content = reading.content(i);
        if content.is_empty() {
            continue;
        }
        if let Some(one) = column(content, own_year) {
            run.push((content, one));
            continue;
        }
        if run.len() >= 2 {
            return merged(run);
        }
        run.clear();
        let words = content.split([' ', '\t', '|']).filter(|c| !c.is_empty());
        let on_line: Vec<Column> = words.filter_map(|word| column(word, own_year)).collect();
        match on_line.len() {
            0 => {}
            1 => alone = alone.or_else(|| on_line.into_iter().next()),
            _ => return on_line,
        }
    }
    if run.len() >= 2 { merged(run) } else { alone.into_iter().collect() }
}

/// Headers that take two lines each, a year over its stage or 対前年度 over 増減額, as one.
fn merged(lines: Vec<(&str, Column)>) -> Vec<Column> {
    let is_year = |c: &Column| c.year.is_some() && c.stage.is_none() && c.change.is_none();
    let is_stage = |c: &Column| c.year.is_none() && c.stage.is_some() && c.change.is_none();
    // Years one below the other have their stages elsewhere.
    let is_paired = !lines.windows(2).any(|w| is_year(&w[0].1) && is_year(&w[1].1));
    let mut found: Vec<(&str, Column)> = Vec::with_capacity(lines.len());
    for (words, column) in lines {
        match found.last_mut() {
            Some((_, last)) if is_paired && is_year(last) && is_stage(&column) => {
                last.stage = column.stage;
            }
            Some((above, last))
                if last.change.is_some()
                    && above.ends_with(['度', '比'])
                    && words.starts_with(['増', '伸']) =>
            {
                (*above, last.change) = (words, column.change);
            }
            _ => found.push((words, column)),
        }
    }
    found.into_iter().map(|(_, column)| column).collect()
}

/// A label and its figures.
struct Row {
    /// Its label cells with their columns: 款, 項, 目, of which the last is the row's own name.
    cells: Vec<(usize, String)>,
    label: Range<usize>,
    figures: Vec<usize>,
    /// Whether the label has a number or is set in, as the levels of a budget book are.
    is_nested: bool,
    /// The side of the account.
    flow: Flow,
    /// What the columns above it are called, where they are of several bodies or accounts.
    names: Vec<String>,
    /// The line after the row.
    end: usize,
}

/// The words of a line of bodies or accounts of one kind, over a column each: `北港機構 南港機構`,
/// `一般会計 特別会計`.
fn bodies(line: &str) -> Option<Vec<String>> {
    const KINDS: [&str; 5] = ["会計", "勘定", "機構", "法人", "組合"];
    if line.len() > 400 || !KINDS.iter().any(|kind| line.ends_with(kind)) {
        return None;
    }
    let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
    let is_one = |kind: &&str| words.iter().all(|word| word.ends_with(*kind));
    (words.len() >= 2 && KINDS.iter().any(is_one)).then_some(words)
}

/// The side of the account that a line names, if it says nothing else: `(歳 入)`.
fn side(line: &str) -> Option<Flow> {
    match line::squeeze(line).trim_matches(['(', ')', '【', '】', '<', '>']) {
        "歳入" => Some(Flow::Revenue),
        "歳出" => Some(Flow::Expenditure),
        _ => None,
    }
}

impl Row {
    fn name(&self) -> &str {
        self.cells.last().map_or("", |(_, name)| name)
    }
}

/// The rows of a line: a label with figures behind it. Several may have been run together, which
/// shows by as many figures behind each label.
fn rows_of_line(reading: &Reading, i: usize) -> Vec<Row> {
    /// More characters than this are no label of a row among others.
    const LONGEST: usize = 40;
    let norm = reading.norm();
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut end = reading.text.lines()[i].range.start;
    for a in reading.bare_of_line(i) {
        let figure = &reading.amounts[a].outer;
        let has_words = norm[end..figure.start].contains(char::is_alphabetic);
        match runs.last_mut() {
            Some(run) if !has_words => run.push(a),
            _ => runs.push(vec![a]),
        }
        end = figure.end;
    }
    // `台帳は 1,204 路線`: a sentence, whose figures may count anything.
    let says = |run: &Vec<usize>| {
        run.first().is_some_and(|&a| {
            let before = norm[..reading.amounts[a].outer.start].trim_end();
            before.ends_with(['は', 'が', 'を', 'に', 'も', 'で', 'と'])
        })
    };
    if runs.iter().any(says) {
        return Vec::new();
    }
    if runs.len() < 2 {
        return runs.into_iter().filter_map(|figures| row(reading, i, figures)).collect();
    }
    let mut start = reading.text.lines()[i].range.start;
    let mut rows: Vec<Row> = Vec::new();
    for figures in runs {
        let Some((&first, &last)) = figures.first().zip(figures.last()) else { continue };
        let before = &norm[start..reading.amounts[first].outer.start];
        let is_label = before.trim().chars().count() <= LONGEST && !before.contains("単位");
        let row = labelled(reading, start, before, figures, i + 1).filter(|_| is_label);
        let Some(row) = row else { return Vec::new() };
        rows.push(row);
        start = reading.amounts[last].outer.end;
    }
    let is_even = rows.windows(2).all(|two| two[0].figures.len() == two[1].figures.len());
    if is_even { rows } else { Vec::new() }
}

fn row(reading: &Reading, i: usize, figures: Vec<usize>) -> Option<Row> {
    let start = reading.text.lines()[i].range.start;
    let before = &reading.norm()[start..reading.amounts[*figures.first()?].outer.start];
    let mut row = labelled(reading, start, before, figures, i + 1)?;
    if let Some((_, name)) = row.cells.last_mut() {
        *name = unwrapped(reading, i, name);
    }
    Some(row)
}

/// The name of a row with what stands of it in the lines before and behind: `港まつり運営費(実行`.
fn unwrapped(reading: &Reading, i: usize, name: &str) -> String {
    let has_rest = |i: usize| {
        let content = reading.content(i);
        !content.is_empty()
            && !content.contains(['\t', '|', '。'])
            && !content.contains("  ")
            && reading.bare_of_line(i).is_empty()
            && reading.amounts_of_line(i).is_empty()
    };
    let mut name = name.to_owned();
    if i > 0 && has_rest(i - 1) && breaks_off(reading.content(i - 1)) {
        name = text::name(reading.content(i - 1)) + &name;
    }
    if i + 1 < reading.text.lines().len() && has_rest(i + 1) && breaks_off(&name) {
        name += &text::name(reading.content(i + 1));
    }
    name
}

/// Whether a name goes on in the next line: it cannot end as it does, or a bracket is open.
fn breaks_off(name: &str) -> bool {
    line::is_incomplete(name) || line::has_open_bracket(name)
}

/// A label without the cells behind it that hold no amount: a count behind a gap, a rate, the dash
/// of an empty one.
fn without_cells(before: &str) -> &str {
    let mut label = before.trim_end();
    while let Some((words, cell)) = label.rsplit_once([' ', '\t', '|']) {
        let is_apart = words.ends_with([' ', '\t', '|']) || cell.contains('.');
        let is_empty = is_nothing(cell) || is_figure(cell) && is_apart;
        if !is_empty || words.trim().is_empty() {
            break;
        }
        label = words.trim_end();
    }
    label
}

/// A line of figures alone under a name that takes the two lines above, the second of them in
/// brackets, or the line above, and then as many figures as the row above has.
fn named_above(reading: &Reading, i: usize, last: &Row) -> Option<Row> {
    let figures: Vec<usize> = reading.bare_of_line(i).collect();
    let is_name =
        |k: usize| !reading.is_blank(k) && k >= last.end && reading.bare_of_line(k).is_empty();
    let bracket = i.checked_sub(1).filter(|&k| is_name(k))?;
    let is_bracket = reading.content(bracket).starts_with('(');
    let first = if is_bracket { bracket.checked_sub(1)? } else { bracket };
    let start = reading.text.lines()[i].range.start;
    let alone = reading.norm()[start..reading.amounts[*figures.first()?].range.start].trim();
    // What else stands between the two rows would be a heading.
    if figures.len() < 2
        || !is_bracket && figures.len() != last.figures.len()
        || first != last.end
        || !alone.is_empty()
    {
        return None;
    }
    let start = reading.text.lines()[first].range.start;
    let name = &reading.norm()[start..reading.text.lines()[bracket].range.end];
    labelled(reading, start, name, figures, i + 1)
}

/// A label with as many figures below it, one a line, as there are columns.
fn stacked(reading: &Reading, columns: &[Column], i: usize, end: usize) -> Option<Row> {
    if columns.len() < 2 || reading.is_blank(i) || column(reading.line(i), None).is_some() {
        return None;
    }
    let is_figure = |k: &usize| {
        let line = &reading.text.lines()[*k].range;
        let mut bare = reading.bare_of_line(*k);
        bare.len() == 1
            && bare.next().is_some_and(|a| {
                reading.norm()[line.start..reading.amounts[a].range.start].trim().is_empty()
            })
    };
    let below: Vec<usize> = (i + 1..end)
        .filter(|&k| !reading.is_blank(k))
        .take_while(is_figure)
        .take(columns.len() + 1)
        .collect();
    if below.len() != columns.len() {
        return None;
    }
    let figures = below.iter().flat_map(|&k| reading.bare_of_line(k)).collect();
    let line = reading.text.lines()[i].range.clone();
    labelled(reading, line.start, &reading.norm()[line], figures, below.last()? + 1)
}

fn labelled(
    reading: &Reading,
    start: usize,
    before: &str,
    figures: Vec<usize>,
    end: usize,
) -> Option<Row> {
    let mut cells: Vec<(usize, String)> = Vec::new();
    let mut label = start..start;
    let mut is_nested = before.starts_with(' ');
    let mut at = 0;
    for (column, cell) in without_cells(before).split(['\t', '|']).enumerate() {
        let from = at + cell.len() - cell.trim_start().len();
        let printed = cell.trim();
        at += cell.len() + 1;
        if printed.is_empty() {
            continue;
        }
        let title = title(printed);
        is_nested |= title > 0 || !cells.is_empty();
        label = start + from + title..start + from + printed.len();
        cells.push((column, text::name(&reading.norm()[label.clone()])));
    }
    cells.retain(|(_, name)| !name.is_empty());
    // Other figures stand among the words: rows that were run together, of which none is known.
    if cells.iter().any(|(_, name)| name.split([' ', '(']).any(is_grouped)) {
        return None;
    }
    let flow = Flow::default();
    let names = Vec::new();
    (!cells.is_empty()).then_some(Row { cells, label, figures, is_nested, flow, names, end })
}

/// Where the title of a cell begins behind the number of its chapter: `1 総務管理費`, `2. 民生費`.
fn title(printed: &str) -> usize {
    if let Some((_, at)) = line::numbered(printed) {
        return at;
    }
    if let Some((number, Numbering::Roman | Numbering::Bracketed | Numbering::Circled)) =
        mark::heading_number(printed)
    {
        return number.end;
    }
    let digits = printed.bytes().take_while(u8::is_ascii_digit).count();
    let rest = printed[digits..].trim_start();
    let is_number = (1..=3).contains(&digits) && printed[digits..].starts_with(' ');
    if is_number { printed.len() - rest.len() } else { 0 }
}

/// Claims the figures of a row; gives the positions of their items.
fn claim(
    reading: &Reading,
    draft: &mut Draft,
    columns: &[Column],
    row: &Row,
    above: &[(usize, String)],
) -> Vec<usize> {
    let one_each = row.figures.len() == columns.len();
    let mut now: Option<(Option<i32>, Stage)> = None;
    let mut claimed = Vec::new();
    for (k, &a) in row.figures.iter().enumerate() {
        let is_rate = one_each && columns[k].change == Some(ChangeKind::Rate);
        if is_rate || !draft.is_free(a) {
            continue;
        }
        let mut item = Item::new(reading, RULE.name, a, row.name().to_owned());
        item.above = above.iter().map(|(_, name)| name.clone()).collect();
        if row.names.len() == row.figures.len() {
            item.above.push(std::mem::replace(&mut item.name, row.names[k].clone()));
        }
        item.label = Some(row.label.clone());
        item.certainty = Certainty::Inferred;
        item.flow = row.flow;
        item.level = if line::is_total(row.name()) { Level::Total } else { Level::Component };
        if one_each {
            let column = &columns[k];
            item.year = column.year.as_ref().map(|y| y.western).or(item.year);
            item.stage = column.stage.unwrap_or(Stage::Unspecified);
            if column.change.is_some() {
                item.measure = Measure::Change;
                // A change is one of the year and stage that the row is about.
                if let Some((year, stage)) = now {
                    (item.year, item.stage) = (year, stage);
                }
            } else if now.is_none_or(|(year, _)| year < item.year) {
                now = Some((item.year, item.stage));
            }
        } else if is_difference(reading, &row.figures, k) {
            item.measure = Measure::Change;
        }
        claimed.push(draft.claim(item));
    }
    claimed
}

/// Whether a figure of a row is a change, though no header says so: it is printed with a plus, or
/// is the difference of the two before it and has a sign.
fn is_difference(reading: &Reading, figures: &[usize], k: usize) -> bool {
    let amount = |k: usize| &reading.amounts[figures[k]];
    let printed = &reading.norm()[amount(k).range.clone()];
    let yen = |k: usize| amount(k).yen();
    let differs = || {
        let (before, now) = (yen(k.checked_sub(2)?)?, yen(k - 1)?);
        Some(now.checked_sub(before) == yen(k))
    };
    printed.starts_with('+') || printed.starts_with(['△', '▲', '-']) && differs() == Some(true)
}

/// Makes the rows of a flat table parts of the total row below them, column by column.
/// Where rows are nested, only the document's own levels could say what adds up.
fn total(draft: &mut Draft, rows: &[Row], claimed: &[Vec<usize>]) {
    let mut first = 0;
    for (k, row) in rows.iter().enumerate() {
        if !line::is_total(row.name()) {
            continue;
        }
        let parts = first..k;
        first = k + 1;
        let same_width = |p: &usize| claimed[*p].len() == claimed[k].len();
        if parts.len() < 2
            || rows[parts.clone()].iter().any(|r| r.is_nested)
            || !parts.clone().all(|p| same_width(&p))
        {
            continue;
        }
        for p in parts {
            for (&part, &whole) in claimed[p].iter().zip(&claimed[k]) {
                draft.items[part].part_of = Some(whole);
            }
        }
    }
}
