//! Entries: what position alone ties together, a name behind its bullet with its amount, a label
//! with the figure under it.
//!
//! On a slide an amount stands at the right of its name's lines, below them, before them, or at
//! the middle of their height, and names stand in columns. So an amount belongs to the nearest
//! bullet at its left whose lines it is level with or next below, which has no other amount, and
//! from which no rule parts it. What a page sets as a table, several figures behind each name,
//! is left to the tables.

use super::geometry::Rect;
use super::ruling::Line;
use super::run::{Home, Run};
use super::table;

/// Characters that open an entry of a list.
const BULLETS: [char; 4] = ['●', '◆', '◎', '○'];
/// From one line of a text to the next, in ems, at most.
const PITCH: f32 = 1.75;
/// From the last line of a name's text down to its amount, in ems, at most.
const REACH: f32 = 4.0;
/// A page with more pieces than this is no slide.
const MOST: usize = 4000;

/// Runs that are read together.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub home: Home,
    pub rect: Rect,
    /// The name and what is said of it.
    pub text: Vec<usize>,
    /// Its amounts, with the words that stand over them.
    pub figures: Vec<usize>,
}

/// What a run is to a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Opener,
    Figure,
    Text,
}

/// The entries of a page. `free` says which runs may be taken; `rules` are its horizontal lines.
pub(super) fn find(runs: &[Run], texts: &[String], free: &[bool], rules: &[Line]) -> Vec<Entry> {
    let mut level: Vec<usize> = (0..runs.len())
        .filter(|&i| free[i] && runs[i].is_level() && !matches!(runs[i].home, Home::Field(..)))
        .collect();
    if level.len() > MOST {
        return Vec::new();
    }
    level.sort_by_key(|&i| (runs[i].home, i));
    let mut found = Vec::new();
    for inside in level.chunk_by(|&a, &b| runs[a].home == runs[b].home) {
        let labelled = labelled(inside, runs, texts);
        let rest: Vec<usize> = inside
            .iter()
            .copied()
            .filter(|i| !labelled.iter().any(|e| e.text.contains(i) || e.figures.contains(i)))
            .collect();
        found.extend(labelled);
        found.extend(List::new(rest, runs, texts, rules).entries());
    }
    found
}

/// Whether a run is an amount with at most the word for its stage: `概算要求額22億円`.
pub(super) fn is_amount(text: &str) -> bool {
    let Some(at) = text.find(is_digit) else { return false };
    let lead = &text[..at];
    let words = ['額', '費', '算', '約', '計'];
    (lead.is_empty() || lead.chars().count() <= 16 && lead.ends_with(words))
        && !lead.contains(['、', '。', '：', ':', '（', '('])
        && ends_in_amount(text)
}

/// Whether a text ends with a figure in yen and nothing but marks behind it.
pub(super) fn ends_in_amount(text: &str) -> bool {
    let bare = text.trim_end_matches([')', '）']);
    let bare = bare.strip_suffix("の内数").or(bare.strip_suffix("内数")).unwrap_or(bare);
    let figure = bare.trim_end_matches(['円', '億', '兆', '万', '千', '百']);
    bare.ends_with('円') && figure.ends_with(is_digit)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// Whether a text is a bracket with an amount in it: a theme's total.
pub(super) fn is_bracketed(text: &str) -> bool {
    let inner = text.strip_prefix(['(', '（']).and_then(|t| t.strip_suffix([')', '）']));
    inner.is_some_and(|inner| inner.starts_with(is_digit) && ends_in_amount(inner))
}

/// Whether two runs are flush at one end or stand over one another's middle.
fn is_flush(a: Rect, b: Rect, em: f32) -> bool {
    let near = |x: f32, y: f32| (x - y).abs() <= 0.6 * em;
    near(a.x0, b.x0) || near(a.x1, b.x1) || near(a.center_x(), b.center_x())
}

/// The run directly over another one and flush with it, if it may be its label.
fn over(
    below: usize,
    inside: &[usize],
    runs: &[Run],
    may_label: &dyn Fn(usize) -> bool,
) -> Option<usize> {
    let run = &runs[below];
    let nearest = inside.iter().copied().filter(|&i| {
        let step = run.base - runs[i].base;
        let em = run.size.max(runs[i].size);
        (0.5 * em..=PITCH * em).contains(&step) && runs[i].rect.overlap_x(run.rect) > 0.0
    });
    let nearest = nearest.max_by(|&a, &b| runs[a].base.total_cmp(&runs[b].base))?;
    (is_flush(runs[nearest].rect, run.rect, run.size) && may_label(nearest)).then_some(nearest)
}

/// Totals in brackets under the labels of their themes, and dated amounts under the label of the
/// agency that spends them.
fn labelled(inside: &[usize], runs: &[Run], texts: &[String]) -> Vec<Entry> {
    const LONGEST: usize = 24;
    const LINES: usize = 4;
    let mut found = Vec::new();
    for &i in inside {
        let text = &texts[i];
        let is_dated = text.contains("年度") && text.contains('額') && ends_in_amount(text);
        let is_total = is_bracketed(text);
        if !is_total && (!is_dated || text.chars().count() > LONGEST) {
            continue;
        }
        let may_label = |k: usize| {
            let label = &texts[k];
            let is_short = label.chars().count() <= LONGEST && !label.starts_with(BULLETS);
            is_short
                && !label.contains(['。', '：', ':'])
                && !table::has_amount(label)
                && (is_total || label.ends_with("経費") || label.ends_with('費'))
        };
        let mut text = Vec::new();
        while let Some(label) = over(text.last().copied().unwrap_or(i), inside, runs, &may_label)
            && text.len() < if is_total { LINES } else { 1 }
        {
            text.push(label);
        }
        if !text.is_empty() {
            text.reverse();
            found.push(entry(runs[i].home, text, vec![i], runs));
        }
    }
    found
}

fn entry(home: Home, text: Vec<usize>, figures: Vec<usize>, runs: &[Run]) -> Entry {
    let all = text.iter().chain(&figures).map(|&i| runs[i].rect);
    Entry { home, rect: Rect::around(all).unwrap_or_default(), text, figures }
}

/// An entry in the making.
struct Open {
    x0: f32,
    /// The box around its text.
    rect: Rect,
    top: f32,
    /// Base of its last line.
    base: f32,
    size: f32,
    text: Vec<usize>,
    figures: Vec<usize>,
    is_closed: bool,
}

/// The pieces of one box or of the page, in rows.
struct List<'r> {
    runs: &'r [Run],
    texts: &'r [String],
    rules: &'r [Line],
    rows: Vec<Vec<usize>>,
    inside: Vec<usize>,
    open: Vec<Open>,
    /// Where entries begin from the left.
    margins: Vec<f32>,
    /// For words that stand over an amount, that amount.
    leads: Vec<(usize, usize)>,
    figures: Vec<usize>,
}

impl<'r> List<'r> {
    fn new(
        inside: Vec<usize>,
        runs: &'r [Run],
        texts: &'r [String],
        rules: &'r [Line],
    ) -> List<'r> {
        let rows = table::rows(inside.clone(), runs);
        let (open, margins, leads) = (Vec::new(), Vec::new(), Vec::new());
        let figures = Vec::new();
        List { runs, texts, rules, rows, inside, open, margins, leads, figures }
    }

    fn kind(&self, i: usize) -> Kind {
        match &self.texts[i] {
            text if text.starts_with(BULLETS) => Kind::Opener,
            text if is_amount(text) => Kind::Figure,
            _ => Kind::Text,
        }
    }

    fn of(&self, wanted: Kind) -> Vec<usize> {
        self.inside.iter().copied().filter(|&i| self.kind(i) == wanted).collect()
    }

    fn entries(mut self) -> Vec<Entry> {
        let openers = self.of(Kind::Opener);
        let figures = self.of(Kind::Figure);
        let Some(&first) = openers.first() else { return Vec::new() };
        // A box holds one name as well as several; on the bare page one is no list.
        let home = self.runs[first].home;
        let least = if home == Home::Page { 2 } else { 1 };
        if openers.len() < least || figures.len() < least || self.is_table() {
            return Vec::new();
        }
        self.margins = openers.iter().map(|&i| self.runs[i].rect.x0).collect();
        for &figure in &figures {
            let may_lead = |k: usize| {
                let text = &self.texts[k];
                self.kind(k) == Kind::Text
                    && text.chars().count() <= 16
                    && text.ends_with(['額', '費'])
            };
            if let Some(lead) = over(figure, &self.inside, self.runs, &may_lead) {
                self.leads.push((lead, figure));
            }
        }
        self.figures = figures;
        for row in std::mem::take(&mut self.rows) {
            self.row(&row);
        }
        let priced = self.open.iter().filter(|e| !e.figures.is_empty()).count();
        if priced < least {
            return Vec::new();
        }
        let entries = self.open.into_iter();
        entries.map(|e| entry(home, e.text, e.figures, self.runs)).collect()
    }

    /// Whether several figures stand behind each of some names.
    fn is_table(&self) -> bool {
        let is_row = |row: &&Vec<usize>| {
            let behind = |at: usize| {
                row[at + 1..]
                    .iter()
                    .take_while(|&&i| self.kind(i) != Kind::Opener)
                    .filter(|&&i| self.kind(i) == Kind::Figure || table::is_figure(&self.texts[i]))
                    .count()
            };
            (0..row.len()).any(|at| self.kind(row[at]) == Kind::Opener && behind(at) >= 2)
        };
        self.rows.iter().filter(is_row).count() >= 2
    }

    fn row(&mut self, row: &[usize]) {
        let mut owner: Vec<Option<usize>> = vec![None; row.len()];
        for (k, &i) in row.iter().enumerate() {
            if self.kind(i) == Kind::Opener || self.begins_list(i) {
                owner[k] = Some(self.begin(i));
            }
        }
        let mut before_names = false;
        for (k, &i) in row.iter().enumerate() {
            if owner[k].is_some() || self.leads.iter().any(|(lead, _)| *lead == i) {
                continue;
            }
            if self.kind(i) == Kind::Text {
                owner[k] = self.text_owner(i, k.checked_sub(1).and_then(|p| owner[p]));
                if let Some(e) = owner[k] {
                    self.say(e, i);
                }
                continue;
            }
            let rect = self.runs[i].rect;
            let front = row.get(k + 1).zip(owner.get(k + 1).copied().flatten());
            let beside = k.checked_sub(1).and_then(|p| owner[p]);
            let behind = self.figure_owner(i, beside);
            let (left, right) = self.flush(i);
            let front = front.filter(|&(&next, _)| {
                self.runs[next].rect.x0 - rect.x1 <= 3.0 * self.runs[i].size
                    && left >= right
                    && (before_names || behind.is_none() || left > right)
            });
            before_names |= front.is_some();
            owner[k] = front.map(|(_, e)| e).or(behind);
            if let Some(e) = owner[k] {
                let lead = self.leads.iter().find(|(_, f)| *f == i).map(|(lead, _)| *lead);
                self.open[e].figures.extend(lead.into_iter().chain([i]));
            }
        }
    }

    /// How many other amounts begin, and how many end, where an amount does: amounts in front of
    /// names are flush left, amounts behind names flush right.
    fn flush(&self, i: usize) -> (usize, usize) {
        let (rect, em) = (self.runs[i].rect, 0.3 * self.runs[i].size);
        let others = || self.figures.iter().filter(|&&f| f != i).map(|&f| self.runs[f].rect);
        (
            others().filter(|r| (r.x0 - rect.x0).abs() <= em).count(),
            others().filter(|r| (r.x1 - rect.x1).abs() <= em).count(),
        )
    }

    /// Whether a run without a bullet begins a list of names that slashes divide.
    fn begins_list(&self, i: usize) -> bool {
        let (run, text) = (&self.runs[i], &self.texts[i]);
        self.kind(i) == Kind::Text
            && text.contains(['／', '/'])
            && !text.starts_with(['(', '（', '※', '＜', '<', '■'])
            && self.margins.iter().any(|x| (x - run.rect.x0).abs() <= run.size)
            && self.text_owner(i, None).is_none()
    }

    fn begin(&mut self, i: usize) -> usize {
        let run = &self.runs[i];
        for e in &mut self.open {
            let is_column = (e.x0 - run.rect.x0).abs() <= 1.5 * run.size;
            // What stands in one row opens together.
            let is_above = run.base - e.top > 0.5 * run.size;
            e.is_closed |= is_above && (is_column || e.rect.overlap_x(run.rect) > 0.0);
        }
        self.open.push(Open {
            x0: run.rect.x0,
            rect: run.rect,
            top: run.base,
            base: run.base,
            size: run.size,
            text: vec![i],
            figures: Vec::new(),
            is_closed: false,
        });
        self.open.len() - 1
    }

    fn say(&mut self, e: usize, i: usize) {
        let entry = &mut self.open[e];
        entry.rect = entry.rect.union(self.runs[i].rect);
        entry.base = self.runs[i].base;
        entry.text.push(i);
    }

    /// Whether a rule lies between a height and a run below it.
    fn is_parted(&self, base: f32, run: &Run) -> bool {
        let x = run.rect.center_x();
        let from = self.rules.partition_point(|l| l.at <= base);
        self.rules[from..]
            .iter()
            .take_while(|l| l.at < run.rect.center_y())
            .any(|l| l.from <= x && x <= l.to)
    }

    /// The entry that a text goes on with: the one at its left, or the one above it.
    fn text_owner(&self, i: usize, beside: Option<usize>) -> Option<usize> {
        let run = &self.runs[i];
        let goes_on = |e: &Open, indent: f32| {
            let step = run.base - e.base;
            !e.is_closed
                && step > 0.0
                && step <= PITCH * run.size.max(e.size)
                && (-0.6 * run.size..=indent * run.size).contains(&(run.rect.x0 - e.x0))
                && (run.size - e.size).abs() <= 0.25 * e.size
                && !self.is_parted(e.base, run)
        };
        let above = |indent: f32| {
            let open = (0..self.open.len()).filter(|&e| goes_on(&self.open[e], indent));
            open.max_by(|&a, &b| self.open[a].x0.total_cmp(&self.open[b].x0))
        };
        let beside = beside.filter(|&e| {
            let entry = &self.open[e];
            run.rect.x0 - entry.rect.x1 <= PITCH * run.size
                && (run.base - entry.base).abs() <= 0.35 * run.size
        });
        // A line that begins where a name above it does is no piece of the line at its left.
        above(1.5).or(beside).or_else(|| above(4.0))
    }

    /// The entry that an amount belongs to.
    fn figure_owner(&self, i: usize, beside: Option<usize>) -> Option<usize> {
        let run = &self.runs[i];
        let lacks = |e: &Open| e.figures.is_empty() && e.x0 < run.rect.x0;
        let near = (0..self.open.len()).filter(|&e| {
            let entry = &self.open[e];
            let em = run.size.max(entry.size);
            lacks(entry)
                && !entry.is_closed
                && run.base >= entry.top - 0.6 * em
                && run.base - entry.base <= REACH * em
                && !self.is_parted(entry.base, run)
        });
        let near = near.max_by(|&a, &b| self.open[a].x0.total_cmp(&self.open[b].x0));
        // The words at its left on its own line go before lines that ended further above.
        match (near, beside.filter(|&e| lacks(&self.open[e]))) {
            (Some(e), Some(left)) => {
                let adjoins = run.base - self.open[e].base <= PITCH * run.size;
                Some(if adjoins { e } else { left })
            }
            (near, left) => near.or(left),
        }
    }
}
