//! Headline tables of a slide dump: headers, row labels and figures, one after another.
//!
//! Such a dump prints a table's boxes in some order of its own. Three things still
//! tell what belongs where: column headers (a year, a stage) stand before their
//! figures; a row's label stands before the figures of that row, one for each
//! column announced so far; and a header that is followed by figures without
//! labels is one more column, with a figure for each row already named.

use std::ops::Range;

use crate::layout::amount;
use crate::layout::header::column;
use crate::layout::line;
use crate::model::{Certainty, Level, Stage};
use crate::notation::stage::Column;
use crate::text;

use super::{Draft, Item, Reading, Rule};

pub(super) const RULE: Rule = Rule {
    name: "headline_columns",
    summary: "A dumped table: agencies by year and stage, each box on lines of its own.",
    apply,
};

/// What a line is to the table.
enum Token {
    Header(Vec<Column>),
    Label(Range<usize>),
    Figure(usize),
    /// A bracket of shares, which belongs to the figure before it.
    Shares,
    Other,
}

fn token(reading: &Reading, i: usize) -> Token {
    let content = reading.content(i);
    let range = reading.text.lines()[i].range.clone();
    if let Some(a) = reading.amounts_of_line(i).next() {
        let amount = &reading.amounts[a];
        if amount.is_share() {
            let at = reading.brackets.partition_point(|b| b.range.end <= range.start);
            let whole = reading.brackets.get(at).is_some_and(|b| {
                reading.norm()[range.start..b.range.start.max(range.start)].trim().is_empty()
                    && reading.norm()[b.range.end..range.end.max(b.range.end)].trim().is_empty()
            });
            return if whole { Token::Shares } else { Token::Other };
        }
        let end = reading.end_with_shares(a).min(range.end);
        let behind = reading.norm()[end..range.end].trim();
        let alone = reading.begins_line(a) && behind.is_empty();
        return if alone { Token::Figure(a) } else { Token::Other };
    }
    let own_year = reading.document.fiscal_year;
    if may_be_header(content) {
        let columns: Option<Vec<Column>> = match column(content, own_year) {
            Some(one) => Some(vec![one]),
            None => content.split_whitespace().map(|word| column(word, own_year)).collect(),
        };
        if let Some(columns) = columns.filter(|c| !c.is_empty()) {
            return Token::Header(columns);
        }
    }
    let is_label = content.chars().count() <= 24
        && !content.contains(['。', '、', ':', '<', '●', '◆'])
        && !content.starts_with(['※', '■', '-', '・', '➢', '▶', '(', '#'])
        && line::numbered(content).is_none();
    if is_label || is_bracket_of_label(content) { Token::Label(range) } else { Token::Other }
}

/// Whether a line is short enough for a header, and ends as headers do.
fn may_be_header(content: &str) -> bool {
    const LONGEST: usize = 200;
    /// What headers end in: the word for a year, a stage or a change, a column's letter.
    const ENDS: [char; 16] =
        ['度', '額', '算', '率', '案', '減', '較', '比', '差', '初', '後', ')', '%', 'A', 'B', 'C'];
    content.len() <= LONGEST && content.trim_end().ends_with(ENDS)
}

/// `(AMED)`: the end of a label that a line break cut off.
fn is_bracket_of_label(content: &str) -> bool {
    content.starts_with('(') && content.ends_with(')') && content.chars().count() <= 16
}

/// A row of the table.
struct Row {
    name: String,
    label: Range<usize>,
}

/// A header with the labels and figures that follow it.
#[derive(Default)]
struct Group {
    columns: Vec<Column>,
    rows: Vec<(Option<Range<usize>>, Vec<usize>)>,
}

fn apply(reading: &Reading, draft: &mut Draft) {
    let mut groups: Vec<Group> = Vec::new();
    for i in 0..reading.text.lines().len() {
        // Outside a table only a header matters.
        if reading.is_blank(i) || groups.is_empty() && !may_be_header(reading.line(i)) {
            continue;
        }
        match token(reading, i) {
            Token::Header(columns) => add_header(&mut groups, columns),
            Token::Label(range) => add_label(&mut groups, range),
            Token::Figure(a) if draft.is_free(a) => {
                if let Some(group) = groups.last_mut() {
                    match group.rows.last_mut() {
                        Some((_, figures)) => figures.push(a),
                        None => group.rows.push((None, vec![a])),
                    }
                }
            }
            Token::Shares => {}
            Token::Figure(_) | Token::Other => {
                claim(reading, draft, std::mem::take(&mut groups));
            }
        }
    }
    claim(reading, draft, groups);
}

fn add_header(groups: &mut Vec<Group>, columns: Vec<Column>) {
    match groups.last_mut() {
        Some(group) if group.rows.is_empty() => {
            let spanning = group.columns.last().cloned();
            let lone_year = spanning.as_ref().is_some_and(|c| c.stage.is_none());
            if lone_year && columns.iter().all(|c| c.year.is_none()) {
                group.columns.pop();
            }
            for mut column in columns {
                if column.year.is_none() {
                    column.year = spanning.as_ref().and_then(|c| c.year.clone());
                }
                group.columns.push(column);
            }
        }
        _ => groups.push(Group { columns, rows: Vec::new() }),
    }
}

fn add_label(groups: &mut [Group], range: Range<usize>) {
    let Some(group) = groups.last_mut() else { return };
    match group.rows.last_mut() {
        Some((Some(label), figures)) if figures.is_empty() => label.end = range.end,
        _ => group.rows.push((Some(range), Vec::new())),
    }
}

/// Claims the figures of a run of groups, if each has its one place.
fn claim(reading: &Reading, draft: &mut Draft, mut groups: Vec<Group>) {
    let mut rows: Vec<Row> = Vec::new();
    for group in &mut groups {
        // A label without figures at the end belongs to whatever comes next.
        group.rows.retain(|(_, figures)| !figures.is_empty());
        let width = group.columns.len();
        let unlabelled = group.rows.len() == 1 && group.rows[0].0.is_none();
        if unlabelled && width == 1 && group.rows[0].1.len() == rows.len() {
            for (row, &a) in rows.iter().zip(&group.rows[0].1) {
                figure(reading, draft, row, &group.columns[0], a);
            }
        } else if !unlabelled && group.rows.iter().all(|(_, f)| f.len() == width) {
            for (label, figures) in &group.rows {
                let Some(label) = label else { continue };
                let name = text::name(&reading.norm()[label.clone()]);
                let row = Row { name, label: label.clone() };
                for (column, &a) in group.columns.iter().zip(figures) {
                    figure(reading, draft, &row, column, a);
                }
                rows.push(row);
            }
        }
    }
}

fn figure(reading: &Reading, draft: &mut Draft, row: &Row, column: &Column, a: usize) {
    let mut item = Item::new(reading, RULE.name, a, row.name.clone());
    item.level = Level::Total;
    item.agency = amount::agency_of_row(&row.name);
    item.year = column.year.as_ref().map(|y| y.western).or(item.year);
    item.stage = column.stage.unwrap_or(Stage::Unspecified);
    item.label = Some(row.label.clone());
    item.certainty = Certainty::Inferred;
    draft.claim_with_shares(reading, item);
}
