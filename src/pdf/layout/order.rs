//! Reading order: which line comes after which.
//!
//! A region is parted at the tallest gap that runs down between its pieces, where both sides read
//! by themselves: columns of text, boxes beside boxes, a side label beside what it labels. What
//! stands above and below that gap is read before and after. Where there is no such gap, lines
//! are read from top to bottom. Boxes are read to their end before the next one begins.

use super::area::Areas;
use super::entries::{self, Entry};
use super::frame::{Flow, Frame, Mark};
use super::furniture;
use super::geometry::{Rect, median};
use super::gutter::{self, Split};
use super::listing;
use super::ruling::Ruling;
use super::run::{Home, Run};
use super::table::{self, DraftLine, Laid};
use super::{CellRef, Role};

/// Regions within regions; deeper ones are read line by line.
const MAX_DEPTH: usize = 40;

/// Something that is read in one go.
#[derive(Clone, Debug)]
pub(super) struct Atom {
    pub rect: Rect,
    pub kind: Kind,
    /// Its earliest glyph in content order.
    pub first: usize,
    pub size: f32,
    /// Vertical writing only.
    pub is_upright: bool,
}

/// What an [`Atom`] is.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// A horizontal run.
    Run(usize),
    /// Columns of vertical writing, from right to left, or a run that goes up or aslant.
    Upright(Vec<usize>),
    /// A box, by index.
    Box(usize),
    /// A table, by index.
    Table(usize),
    /// A name with its amounts, by index.
    Entry(usize),
}

impl Atom {
    /// Whether it is more than a piece of a line.
    pub fn is_area(&self) -> bool {
        !matches!(self.kind, Kind::Run(_))
    }
}

/// The lines of a page in reading order.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub runs: Vec<Run>,
    pub lines: Vec<DraftLine>,
    /// The tables in reading order, each with its number of lines in each cell.
    pub tables: Vec<Laid>,
}

struct Reader<'f> {
    marks: &'f [Mark<'f>],
    areas: &'f Areas,
    roles: Vec<Role>,
    tables: Vec<Option<Laid>>,
    entries: Vec<Entry>,
    /// What stands in each box, but not in a box within it.
    contents: Vec<Vec<Atom>>,
    draft: Draft,
    block: usize,
    in_box: Option<usize>,
    last: Option<(Rect, f32, f32)>,
}

/// Puts the runs of a page in reading order.
pub(super) fn read<'f>(
    frame: &'f Frame<'f>,
    ruling: &Ruling,
    areas: &'f Areas,
    runs: Vec<Run>,
) -> Draft {
    let roles = furniture::roles(frame, &runs);
    let marks = &frame.marks[..];
    let texts: Vec<String> = runs.iter().map(|r| table::text_of(r, marks)).collect();
    let body: Vec<bool> = roles.iter().map(|r| *r == Role::Body).collect();
    let entries = entries::find(&runs, &texts, &body, &ruling.loose);
    let (tables, taken) = tables(marks, ruling, areas, &runs, &roles, &entries);
    let draft = Draft { runs, ..Draft::default() };
    let contents = vec![Vec::new(); areas.boxes.len()];
    let mut reader = Reader {
        marks,
        areas,
        roles,
        tables: Vec::new(),
        entries,
        contents,
        draft,
        block: 0,
        in_box: None,
        last: None,
    };
    let page = reader.gather(tables, &taken);
    reader.furniture(&[Role::Header]);
    reader.region(page, 0);
    reader.furniture(&[Role::Footer, Role::PageNumber]);
    reader.draft
}

/// The ruled tables and those with horizontal lines only, each with its home, and which runs
/// they took.
fn tables(
    marks: &[Mark],
    ruling: &Ruling,
    areas: &Areas,
    runs: &[Run],
    roles: &[Role],
    entries: &[Entry],
) -> (Vec<(Option<usize>, Laid)>, Vec<bool>) {
    let mut taken = vec![false; runs.len()];
    entries.iter().flat_map(|e| e.text.iter().chain(&e.figures)).for_each(|&i| taken[i] = true);
    let mut inside: Vec<Vec<Vec<usize>>> =
        areas.tables.iter().map(|t| vec![Vec::new(); t.fields.len()]).collect();
    for (i, run) in runs.iter().enumerate() {
        if let Home::Field(t, f) = run.home {
            inside[t][f].push(i);
            taken[i] = true;
        }
    }
    let mut found: Vec<(Option<usize>, Laid)> = Vec::new();
    let ends = listing::ends(&inside[areas.first_listing..], runs, marks);
    for (t, grid) in areas.tables.iter().enumerate() {
        let laid = if t < areas.first_listing {
            table::ruled(grid, &inside[t], runs, marks)
        } else {
            listing::laid(grid, &inside[t], runs, marks, &ends)
        };
        found.push((areas.table_homes[t], laid));
    }
    for ladder in table::ladders(&ruling.loose) {
        let (Some(top), Some(end)) = (ladder.first(), ladder.last()) else { continue };
        let edge = Rect::new(top.from - 4.0, top.at, top.to + 4.0, end.at);
        let within: Vec<usize> = (0..runs.len())
            .filter(|&i| !taken[i] && roles[i] == Role::Body)
            .filter(|&i| edge.contains(runs[i].rect.center_x(), runs[i].rect.center_y()))
            .collect();
        let Some(home) = within.first().map(|&i| runs[i].home) else { continue };
        if within.iter().any(|&i| runs[i].home != home) {
            continue;
        }
        let Some(laid) = table::between(&ladder, within.clone(), runs, marks) else { continue };
        within.iter().for_each(|&i| taken[i] = true);
        let home = match home {
            Home::Box(b) => Some(b),
            _ => None,
        };
        found.push((home, laid));
    }
    (found, taken)
}

impl Reader<'_> {
    /// Puts every piece where it stands: in its box, or on the page, which is returned.
    fn gather(&mut self, tables: Vec<(Option<usize>, Laid)>, taken: &[bool]) -> Vec<Atom> {
        let mut page: Vec<Atom> = Vec::new();
        let mut upright: Vec<usize> = Vec::new();
        for (i, run) in self.draft.runs.iter().enumerate() {
            if taken[i] || self.roles[i] != Role::Body {
                continue;
            }
            if !run.is_level() {
                upright.push(i);
                continue;
            }
            let atom = Atom {
                rect: run.rect,
                kind: Kind::Run(i),
                first: run.first,
                size: run.size,
                is_upright: false,
            };
            put(atom, run.home, &mut page, &mut self.contents);
        }
        for columns in paragraphs(upright, &self.draft.runs) {
            let run = &self.draft.runs[columns[0]];
            let all = columns.iter().map(|&i| &self.draft.runs[i]);
            let atom = Atom {
                rect: Rect::around(all.clone().map(|r| r.rect)).unwrap_or_default(),
                first: all.map(|r| r.first).min().unwrap_or_default(),
                size: run.size,
                is_upright: run.flow == Flow::Down,
                kind: Kind::Upright(columns.clone()),
            };
            put(atom, run.home, &mut page, &mut self.contents);
        }
        for (e, entry) in self.entries.iter().enumerate() {
            let all = || entry.text.iter().chain(&entry.figures).map(|&i| &self.draft.runs[i]);
            let atom = Atom {
                rect: entry.rect,
                kind: Kind::Entry(e),
                first: all().map(|r| r.first).min().unwrap_or_default(),
                size: median(all().map(|r| r.size).collect(), 1.0),
                is_upright: false,
            };
            put(atom, entry.home, &mut page, &mut self.contents);
        }
        for (home, laid) in tables {
            let all = laid.cells.iter().flat_map(|c| &c.lines).flatten();
            let runs = &self.draft.runs;
            let Some(first) = all.clone().map(|&i| runs[i].first).min() else { continue };
            let size = median(all.map(|&i| runs[i].size).collect(), 1.0);
            let kind = Kind::Table(self.tables.len());
            let atom = Atom { rect: laid.rect, kind, first, size, is_upright: false };
            self.tables.push(Some(laid));
            put(atom, home.map_or(Home::Page, Home::Box), &mut page, &mut self.contents);
        }
        // Smaller boxes come later, so that what they hold is complete when it is their turn.
        for b in (0..self.areas.boxes.len()).rev() {
            let inside = &self.contents[b];
            let Some(first) = inside.iter().map(|a| a.first).min() else { continue };
            let atom = Atom {
                rect: self.areas.boxes[b],
                kind: Kind::Box(b),
                first,
                size: median(inside.iter().map(|a| a.size).collect(), 1.0),
                is_upright: inside.iter().all(|a| a.is_upright),
            };
            let home = self.areas.parents[b].map_or(Home::Page, Home::Box);
            put(atom, home, &mut page, &mut self.contents);
        }
        page
    }

    /// Headers, or footers and page numbers, a line each.
    fn furniture(&mut self, roles: &[Role]) {
        let wanted: Vec<usize> =
            (0..self.roles.len()).filter(|&i| roles.contains(&self.roles[i])).collect();
        for row in table::rows(wanted, &self.draft.runs) {
            let alike = |a: &usize, b: &usize| self.roles[*a] == self.roles[*b];
            let groups: Vec<Vec<usize>> = row.chunk_by(alike).map(<[usize]>::to_vec).collect();
            for group in groups {
                self.part();
                self.line(group);
            }
        }
        self.part();
    }

    fn region(&mut self, mut atoms: Vec<Atom>, depth: usize) {
        atoms.sort_by(|a, b| {
            let key = |r: &Rect| (r.y0, r.x0);
            let (a0, b0) = (key(&a.rect), key(&b.rect));
            a0.0.total_cmp(&b0.0).then(a0.1.total_cmp(&b0.1)).then(a.first.cmp(&b.first))
        });
        let text = |a: &Atom| self.opening(a);
        let split = if depth < MAX_DEPTH {
            gutter::split(&atoms, &self.draft.runs, self.marks, &text)
        } else {
            None
        };
        let Some(Split { above, parts, below }) = split else {
            self.down(atoms);
            return;
        };
        if !above.is_empty() {
            self.region(above, depth + 1);
        }
        for part in parts {
            self.part();
            self.region(part, depth + 1);
        }
        self.part();
        if !below.is_empty() {
            self.region(below, depth + 1);
        }
    }

    /// The first characters of an atom, to see its numbering.
    fn opening(&self, atom: &Atom) -> String {
        match &atom.kind {
            Kind::Run(i) => table::text_of(&self.draft.runs[*i], self.marks),
            Kind::Box(b) => {
                let top = self.contents[*b].iter().filter(|a| !a.is_area());
                top.min_by(|a, b| {
                    (a.rect.y0 + a.rect.x0 / 100.0).total_cmp(&(b.rect.y0 + b.rect.x0 / 100.0))
                })
                .map_or(String::new(), |a| self.opening(a))
            }
            Kind::Entry(e) => {
                let first = self.entries[*e].text.first();
                first.map_or(String::new(), |&i| table::text_of(&self.draft.runs[i], self.marks))
            }
            _ => String::new(),
        }
    }

    /// Reads atoms from top to bottom, those of one line from left to right.
    fn down(&mut self, atoms: Vec<Atom>) {
        let (areas, pieces): (Vec<Atom>, Vec<Atom>) = atoms.into_iter().partition(Atom::is_area);
        let runs: Vec<usize> = pieces
            .iter()
            .filter_map(|a| match a.kind {
                Kind::Run(i) => Some(i),
                _ => None,
            })
            .collect();
        let rows = table::rows(runs, &self.draft.runs);
        let mut areas = areas.into_iter().peekable();
        let mut start = 0;
        // Lines up to the next box or table; a line beside one is read before it when it begins
        // above its middle.
        while start < rows.len() || areas.peek().is_some() {
            let limit = areas.peek().map_or(f32::INFINITY, |a| {
                let line = a.rect.height().min(2.0 * a.size);
                a.rect.y0 + line / 2.0
            });
            let middle = |row: &Vec<usize>| self.draft.runs[row[0]].rect.center_y() < limit;
            let end = start + rows[start..].iter().take_while(|r| middle(r)).count();
            self.rows(&rows[start..end]);
            start = end;
            if let Some(area) = areas.next() {
                self.area(area);
            }
        }
    }

    fn area(&mut self, atom: Atom) {
        match atom.kind {
            Kind::Run(i) => self.line(vec![i]),
            Kind::Upright(columns) => {
                self.part();
                columns.into_iter().for_each(|i| self.push(vec![i], None));
                self.part();
            }
            Kind::Box(b) => {
                self.part();
                let outer = self.in_box.replace(b);
                let inside = std::mem::take(&mut self.contents[b]);
                self.region(inside, 0);
                self.in_box = outer;
                self.part();
            }
            Kind::Entry(e) => self.entry(e),
            Kind::Table(t) => {
                if let Some(laid) = self.tables[t].take() {
                    self.table(laid);
                }
            }
        }
    }

    /// The lines of a name and what is said of it, then its amounts.
    fn entry(&mut self, e: usize) {
        let Entry { text, figures, .. } = &mut self.entries[e];
        let (text, figures) = (std::mem::take(text), std::mem::take(figures));
        let mut lines = table::rows(text, &self.draft.runs);
        let figures = table::rows(figures, &self.draft.runs);
        let base = |row: &[usize]| self.draft.runs[row[0]].base;
        match (lines.last_mut(), &figures[..]) {
            (Some(last), [row])
                if (base(last) - base(row)).abs() <= 0.35 * self.draft.runs[row[0]].size =>
            {
                last.extend(row);
            }
            _ => lines.extend(figures),
        }
        self.part();
        lines.into_iter().for_each(|line| self.push(line, None));
        self.part();
    }

    /// Lines one under another; stretches whose columns keep their places are tables.
    fn rows(&mut self, rows: &[Vec<usize>]) {
        let (mut start, mut read) = (0, 0);
        let bands = table::bands(rows, &self.draft.runs, self.marks);
        let mut first = 0;
        for at in 0..bands.len() {
            if first >= start
                && let Some(count) = self.staggered(&bands[at..])
            {
                let bands = &bands[at..at + count];
                let end = first + bands.iter().map(Vec::len).sum::<usize>();
                if let Some(laid) = table::staggered(bands, &self.draft.runs, self.marks) {
                    self.rows(&rows[start..first]);
                    self.table(laid);
                    (start, read) = (end, end);
                }
            }
            first += bands[at].len();
        }
        while start < rows.len() {
            let end = start + stretch(&rows[start..], &self.draft.runs).max(1);
            if let Some(laid) = table::aligned(&rows[start..end], &self.draft.runs, self.marks) {
                self.lines(&rows[read..start]);
                self.table(laid);
                read = end;
            }
            start = end;
        }
        self.lines(&rows[read..]);
    }

    /// How many bands from the first on have pieces side by side, if some of them are staggered.
    fn staggered(&self, bands: &[Vec<Vec<usize>>]) -> Option<usize> {
        let runs = &self.draft.runs;
        let base = |row: Option<&Vec<usize>>| row.map_or(0.0, |r| runs[r[0]].base);
        let near = |k: usize| {
            let size = runs[bands[k][0][0]].size;
            k == 0 || base(bands[k].first()) - base(bands[k - 1].last()) <= 4.0 * size
        };
        let goes_on = |k: &usize| table::is_wide(&bands[*k], runs) && near(*k);
        let count = (0..bands.len()).take_while(goes_on).count();
        let is_staggered = |b: &Vec<Vec<usize>>| b.len() >= 3;
        (count >= 3 && bands[..count].iter().any(is_staggered)).then_some(count)
    }

    fn lines(&mut self, rows: &[Vec<usize>]) {
        let mut i = 0;
        while i < rows.len() {
            match rows.get(i + 1) {
                Some(next) if self.wraps(&rows[i], next) => {
                    // A name that ran out of room beside its amount: the whole name first.
                    let (name, behind) = rows[i].split_at(rows[i].len() - 1);
                    self.line(name.to_vec());
                    self.push([next, behind].concat(), None);
                    i += 2;
                }
                _ => {
                    self.line(rows[i].clone());
                    i += 1;
                }
            }
        }
    }

    /// Whether the row below only ends the name that stands in front of an amount.
    fn wraps(&self, row: &[usize], next: &[usize]) -> bool {
        let ([.., name, amount], [rest]) = (row, next) else { return false };
        let (first, name, amount, rest) = (
            &self.draft.runs[row[0]],
            &self.draft.runs[*name],
            &self.draft.runs[*amount],
            &self.draft.runs[*rest],
        );
        let em = name.size;
        let text = table::text_of(rest, self.marks);
        let opens =
            ['●', '■', '◆', '○', '・', '※', '(', '（', '【', '＜', '<', '-', '－', '「', '▶'];
        let indent = rest.rect.x0 - first.rect.x0;
        let room = amount.rect.x0 - name.rect.x1;
        (rest.size - em).abs() <= 0.1 * em
            && rest.base - name.base <= 1.7 * em
            && (-0.5 * em..=2.5 * em).contains(&indent)
            && room <= 4.0 * em
            && rest.rect.width() <= 0.6 * (name.rect.x1 - first.rect.x0)
            && !text.starts_with(opens)
            && !text.starts_with(|c: char| c.is_numeric())
            && !text.contains(['。', '、'])
            && !table::has_amount(&text)
            && table::has_amount(&table::text_of(amount, self.marks))
    }

    fn table(&mut self, mut laid: Laid) {
        self.part();
        let t = self.draft.tables.len();
        for (c, cell) in laid.cells.iter_mut().enumerate() {
            for runs in &cell.lines {
                self.push(runs.clone(), Some(CellRef { table: t, cell: c }));
            }
        }
        self.draft.tables.push(laid);
        self.part();
    }

    /// A line, in a new block when it stands apart from the one before.
    fn line(&mut self, runs: Vec<usize>) {
        let Some(rect) = Rect::around(runs.iter().map(|&i| self.draft.runs[i].rect)) else {
            return;
        };
        let largest =
            runs.iter().map(|&i| &self.draft.runs[i]).max_by(|a, b| a.size.total_cmp(&b.size));
        let (base, size) = largest.map_or((rect.y1, 1.0), |r| (r.base, r.size));
        if let Some((before, last_base, last_size)) = self.last {
            let em = size.min(last_size);
            let alike = size.max(last_size) <= 1.25 * em;
            let step = base - last_base;
            let near = step > 0.0 && step <= 2.05 * em;
            if !(alike && near && before.overlap_x(rect) > 0.0) {
                self.part();
            }
        }
        self.push(runs, None);
        self.last = Some((rect, base, size));
    }

    fn push(&mut self, runs: Vec<usize>, cell: Option<CellRef>) {
        let role = runs.first().map_or(Role::Body, |&i| self.roles[i]);
        let (block, in_box) = (self.block, self.in_box);
        self.draft.lines.push(DraftLine { runs, block, cell, in_box, role });
    }

    /// Ends the block.
    fn part(&mut self) {
        if self.draft.lines.last().is_some_and(|l| l.block == self.block) {
            self.block += 1;
        }
        self.last = None;
    }
}

fn put(atom: Atom, home: Home, page: &mut Vec<Atom>, contents: &mut [Vec<Atom>]) {
    match home {
        Home::Box(b) => contents[b].push(atom),
        _ => page.push(atom),
    }
}

/// How many rows from the first on have pieces side by side, as a table's have; a single piece
/// between two such rows is a heading within.
fn stretch(rows: &[Vec<usize>], runs: &[Run]) -> usize {
    let mut end = 0;
    let step = |i: usize| runs[rows[i][0]].base - runs[rows[i - 1][0]].base;
    while end < rows.len() {
        let near = end == 0 || step(end) <= 4.0 * runs[rows[end][0]].size;
        // Lines that overlap are one row: a name over two lines with its figure at its middle.
        let tight = |i: usize| step(i) <= 0.95 * runs[rows[i][0]].size;
        let goes_on = rows[end].len() >= 2
            || end > 0 && (tight(end) || end + 1 < rows.len() && tight(end + 1))
            || end > 0
                && rows[end - 1].len() >= 2
                && rows.get(end + 1).is_some_and(|r| r.len() >= 2);
        if !near || !goes_on {
            break;
        }
        end += 1;
    }
    end
}

/// Columns of vertical writing that stand together, each group from right to left; other
/// directions by themselves.
fn paragraphs(mut upright: Vec<usize>, runs: &[Run]) -> Vec<Vec<usize>> {
    upright.sort_by(|&a, &b| {
        let (a, b) = (&runs[a], &runs[b]);
        a.home.cmp(&b.home).then(b.rect.x0.total_cmp(&a.rect.x0)).then(a.first.cmp(&b.first))
    });
    let mut found: Vec<Vec<usize>> = Vec::new();
    for i in upright {
        let run = &runs[i];
        let near = found.iter_mut().rev().take(8).find(|group| {
            let last = &runs[group[group.len() - 1]];
            let em = last.size.max(run.size);
            last.home == run.home
                && last.flow == Flow::Down
                && run.flow == Flow::Down
                && -last.rect.overlap_x(run.rect) <= 1.6 * em
                && last.rect.overlap_y(run.rect) > 0.0
        });
        match near {
            Some(group) => group.push(i),
            None => found.push(vec![i]),
        }
    }
    found
}
