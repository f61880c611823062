//! The rows of tables to records: names, years and stages, and what is a part of what.
//!
//! A table goes on over the pages of a book, so the rows of all its parts are read as one. Rows
//! are nested by the column of their label, as 項 under 款; or by the style of their numbers or the
//! place of their figure, where the sums say so.

use crate::layout::header;
use crate::layout::line;
use crate::model::{Certainty, Flow, Level, Measure, Stage};
use crate::notation::rate;
use crate::notation::stage::{ChangeKind, Column};
use crate::rules::{Draft, Item, Reading};

use super::head::{Head, Holds};
use super::label::{Label, Style};
use super::table::{Row, Table};
use super::total;

/// How far apart the parts of a table that goes on may stand, in pages: a book prints a table on
/// every other page where another one faces it.
const APART: u32 = 2;

/// So many tables may be interrupted by one another.
const MOST_OPEN: usize = 16;

/// Claims the rows of the tables that are `wanted`.
pub fn claim(
    reading: &Reading,
    draft: &mut Draft,
    rule: &'static str,
    wanted: impl Fn(&Table) -> bool,
) {
    let mut open: Vec<Open> = Vec::new();
    // The items of the rows of the table before, by column.
    let mut facing: Vec<Items> = Vec::new();
    for table in reading.tables.iter().filter(|t| t.unit.is_some() && wanted(t)) {
        for done in open.extract_if(.., |o| o.is_over(table)) {
            done.close(reading, draft);
        }
        let at = open.iter().rposition(|o| o.goes_on(table)).unwrap_or_else(|| {
            if open.len() == MOST_OPEN {
                open.remove(0).close(reading, draft);
            }
            open.push(Open::new(table));
            open.len() - 1
        });
        if !table.is_facing {
            facing.clear();
        }
        facing = open[at].read(reading, draft, rule, table, &facing);
    }
    open.into_iter().for_each(|done| done.close(reading, draft));
}

/// The items of a row, each with its column.
type Items = Vec<(usize, usize)>;

/// How deep a row stands: by the column of its label, then within it.
type Depth = (usize, usize);

/// A row, or a label that holds for the rows below it.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub depth: Depth,
    pub name: String,
    pub number: Option<u32>,
    /// What its label says of year and stage, where it says nothing else.
    column: Option<Column>,
    /// Its items by column.
    pub items: Items,
    /// The line that holds it.
    pub parent: Option<usize>,
    pub is_total: bool,
}

impl Line {
    pub fn item(&self, column: usize) -> Option<usize> {
        self.items.iter().find(|(c, _)| *c == column).map(|(_, item)| *item)
    }
}

/// A table whose rows may go on.
struct Open {
    page: u32,
    kind: Vec<String>,
    heads: Vec<Head>,
    is_listing: bool,
    flow: Flow,
    /// The headings of the table, where it stands under them.
    chapters: Option<Vec<String>>,
    lines: Vec<Line>,
    /// The lines that hold the next one, from the outermost.
    stack: Vec<usize>,
    styles: Vec<Style>,
}

impl Open {
    fn new(table: &Table) -> Open {
        Open {
            page: table.page,
            kind: table.kind.clone(),
            heads: table.heads.clone(),
            is_listing: table.is_listing,
            flow: table.place.flow,
            chapters: chapters(table),
            lines: Vec::new(),
            stack: Vec::new(),
            styles: Vec::new(),
        }
    }

    /// Whether a table shows that this one does not go on.
    fn is_over(&self, table: &Table) -> bool {
        match &self.chapters {
            Some(own) => table.is_headed && *own != table.place.chapters,
            None => self.page + APART < table.page,
        }
    }

    fn goes_on(&self, table: &Table) -> bool {
        self.flow == table.place.flow
            && self.kind == table.kind
            && self.chapters == chapters(table)
            && (table.is_listing || same_heads(&self.heads, &table.heads))
    }

    /// Claims the rows of a table; gives the items of each. `facing` are those of the rows on the
    /// page that it faces.
    fn read(
        &mut self,
        reading: &Reading,
        draft: &mut Draft,
        rule: &'static str,
        table: &Table,
        facing: &[Items],
    ) -> Vec<Items> {
        self.page = table.page;
        let mut found = Vec::with_capacity(table.rows.len());
        for (k, row) in table.rows.iter().enumerate() {
            found.push(Vec::new());
            if table.is_listing && row.figures.is_empty() {
                continue;
            }
            let Some(line) = self.line(reading, table, row) else { continue };
            let items = self.items(reading, draft, rule, table, row, line);
            across(draft, table, &items, facing.get(k).and_then(|items| items.first()));
            found[k].clone_from(&items);
            // The figures of a listing stand where their depth is, and those behind a name of their
            // own say what the first figure of the row is made of: neither has a column.
            let is_inner = row.labels.last().is_some_and(|label| label.column > table.first);
            let column = |c| match () {
                () if table.is_listing => 0,
                () if is_inner => table.first,
                () => c,
            };
            self.lines[line].items = items.into_iter().map(|(c, item)| (column(c), item)).collect();
            if self.lines[line].is_total {
                total::link(reading, draft, &self.lines);
            }
        }
        found
    }

    /// Puts the labels of a row under those above it; gives the last one's place.
    fn line(&mut self, reading: &Reading, table: &Table, row: &Row) -> Option<usize> {
        let mut last = None;
        for label in &row.labels {
            let depth = self.depth(table, row, label);
            // A space parts what is added up from the word: `農業費 計`.
            let printed = &reading.norm()[label.range.clone()];
            let is_total = line::is_total(&label.name) || printed.ends_with(" 計");
            // A total stands beside what it adds up, whatever its number.
            let outer = if is_total { (depth.0, 0) } else { depth };
            while let Some(&top) = self.stack.last()
                && self.lines[top].depth >= outer
            {
                self.stack.pop();
            }
            let parent = self.stack.last().copied();
            let own_year = reading.document.fiscal_year;
            self.lines.push(Line {
                depth,
                name: label.name.clone(),
                number: label.number.map(|(_, n)| n),
                column: header::column(&label.name, own_year),
                items: Vec::new(),
                parent,
                is_total,
            });
            last = Some(self.lines.len() - 1);
            self.stack.extend(last.filter(|_| !is_total));
        }
        last
    }

    fn depth(&mut self, table: &Table, row: &Row, label: &Label) -> Depth {
        if table.is_listing {
            // A page without figures of the middle level has one column less; but a name without
            // a number stands under those with one there too.
            let column = row.figures.first().map_or(0, |cell| cell.column);
            let is_inner = usize::from(label.number.is_none());
            return (0, 2 * table.heads.len().saturating_sub(column) + is_inner);
        }
        let within = match label.number {
            Some((style, _)) => {
                let known = self.styles.iter().position(|s| *s == style);
                known.unwrap_or_else(|| {
                    self.styles.push(style);
                    self.styles.len() - 1
                })
            }
            // A name without a number stands under those with one: 細節 under 節.
            None => self.styles.len(),
        };
        (label.column, within)
    }

    /// Claims the figures of a row; gives its items by column.
    fn items(
        &self,
        reading: &Reading,
        draft: &mut Draft,
        rule: &'static str,
        table: &Table,
        row: &Row,
        line: usize,
    ) -> Items {
        let above: Vec<usize> =
            std::iter::successors(self.lines[line].parent, |&l| self.lines[l].parent).collect();
        let mut names: Vec<String> = table.place.chapters.clone();
        let is_name = |l: &&usize| self.lines[**l].column.is_none();
        names.extend(above.iter().rev().filter(is_name).map(|&l| self.lines[l].name.clone()));
        let own = &self.lines[line];
        if own.column.is_none() {
            names.push(own.name.clone());
        }
        let said = std::iter::once(line).chain(above).find_map(|l| self.lines[l].column.as_ref());
        let mut now: Option<(Option<i32>, Stage)> = None;
        let mut found = Vec::new();
        for cell in &row.figures {
            let Some(a) = reading.bare_at(cell.range.clone()).filter(|&a| draft.is_free(a)) else {
                continue;
            };
            let head = &table.heads[cell.column];
            let mut path = names.clone();
            path.extend(head.names.iter().cloned());
            let name = path.pop().unwrap_or_else(|| own.name.clone());
            let mut item = Item::new(reading, rule, a, name);
            item.above = path;
            item.label = row.labels.last().map(|label| label.range.clone());
            item.certainty = Certainty::Inferred;
            item.flow = table.place.flow;
            let is_total = own.is_total || head.is_total;
            item.level = if is_total { Level::Total } else { Level::Component };
            let year = said.and_then(|c| c.year.as_ref()).map(|y| y.western).or(head.year);
            let stage = said.and_then(|c| c.stage).or(head.stage);
            item.year = year.or(item.year);
            item.stage = stage.unwrap_or(if head.is_printed && !table.is_kind("節") {
                Stage::Unspecified
            } else {
                item.stage
            });
            // Nothing but a change is printed with a plus.
            let changed = said.and_then(|c| c.change) == Some(ChangeKind::Amount)
                || reading.norm()[cell.range.clone()].starts_with('+');
            if changed || head.holds == Holds::Change {
                item.measure = Measure::Change;
                // A change is one of the year and stage that the row is about.
                if let Some((year, stage)) = now {
                    (item.year, item.stage) = (year, stage);
                }
            } else if now.is_none_or(|(year, _)| year < item.year) {
                now = Some((item.year, item.stage));
            }
            found.push((cell.column, draft.claim(item)));
        }
        for cell in &row.rates {
            let printed = &reading.norm()[cell.range.clone()];
            let before = found.iter().rev().find(|(column, _)| *column < cell.column);
            if let Some((_, percent)) = rate::percent(&format!("{printed}%"))
                && let Some(&(_, item)) = before
                && draft.items[item].measure == Measure::Change
            {
                draft.items[item].rate = Some(percent.to_string());
            }
        }
        found
    }

    /// Makes rows parts of the rows that hold them.
    fn close(self, reading: &Reading, draft: &mut Draft) {
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); self.lines.len()];
        for (l, line) in self.lines.iter().enumerate() {
            if let Some(parent) = line.parent.filter(|_| !line.items.is_empty() && !line.is_total) {
                children[parent].push(l);
            }
        }
        for (parent, children) in children.iter().enumerate() {
            let whole = &self.lines[parent];
            let is_inner = |l: &&usize| self.lines[**l].depth.0 == whole.depth.0;
            let inner: Vec<usize> = children.iter().filter(is_inner).copied().collect();
            let adds_up = total::adds_up(reading, draft, &self.lines, &inner, parent);
            for &l in children {
                // A column of its own is a level of its own, for names as for the figures of a
                // listing; else the sum has to say so.
                if self.is_listing || adds_up || self.lines[l].depth.0 > whole.depth.0 {
                    total::part(draft, &self.lines[l], whole);
                } else {
                    total::set_beside(draft, &self.lines[l], whole);
                }
            }
        }
    }
}

/// The headings that a table stands under.
fn chapters(table: &Table) -> Option<Vec<String>> {
    table.is_headed.then(|| table.place.chapters.clone())
}

/// Whether two tables have the same columns, those without figures at the right aside.
fn same_heads(a: &[Head], b: &[Head]) -> bool {
    let held = |heads: &[Head]| {
        heads.iter().rposition(|head| head.holds.is_money()).map_or(0, |last| last + 1)
    };
    let said = |head: &Head| (head.holds, head.year, head.stage, head.names.clone());
    let (a, b) = (&a[..held(a)], &b[..held(b)]);
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| said(a) == said(b))
}

/// Makes figures of one row parts of others, as its columns say: 財源内訳 of the budget, what
/// stands under one header of its 計, everything of the 合計. `facing` is the first figure of the
/// same row on the page before.
fn across(
    draft: &mut Draft,
    table: &Table,
    items: &[(usize, usize)],
    facing: Option<&(usize, usize)>,
) {
    let head = |column: usize| &table.heads[column];
    let is_plain =
        |column: usize| head(column).holds == Holds::Amount && !head(column).is_breakdown;
    for (k, &(column, item)) in items.iter().enumerate() {
        let own = head(column);
        let whole = if own.is_breakdown {
            let same = |c: &&(usize, usize)| is_plain(c.0) && head(c.0).year == own.year;
            let before = items[..k].iter().rev();
            let stated = items[..k].iter().find(same).filter(|_| own.stage.is_some());
            let found = stated.or_else(|| before.clone().find(|c| is_plain(c.0))).or(facing);
            found.map(|(_, item)| *item)
        } else if !own.is_printed || own.holds != Holds::Amount {
            None
        } else if own.year.is_some() {
            // Of two years none is a part of the other; but of one it may stand under, with its 計.
            let in_year = |c: &&(usize, usize)| {
                let whole = head(c.0);
                whole.is_total && whole.group == own.group && whole.year == own.year
            };
            let is_part = !own.is_total && !own.group.is_empty();
            items[k + 1..].iter().find(in_year).filter(|_| is_part).map(|(_, item)| *item)
        } else {
            let in_group = |c: &&(usize, usize)| head(c.0).is_total && head(c.0).group == own.group;
            let outer = |c: &&(usize, usize)| head(c.0).is_total && head(c.0).group.is_empty();
            let mut behind = items[k + 1..].iter();
            let found = if own.is_total {
                behind.find(|c| outer(c) && !own.group.is_empty())
            } else {
                behind.clone().find(in_group).or_else(|| behind.find(outer))
            };
            found.map(|(_, item)| *item)
        };
        if whole.is_some() {
            draft.items[item].part_of = whole;
        }
    }
}
