//! Which detached amount belongs to which name: only what the sheet settles.
//!
//! A dump prints a slide's boxes in an order of its own, so an amount may stand
//! far from its programme, and nearness misleads as often as order does. What
//! can be relied on: a programme that is listed again (再掲) has the same figure
//! both times; parts of one pot (内数) all print the pot; and, where there are
//! exactly as many amounts as names, a single amount behind a single name is
//! that name's. What these leave open stays open.

use std::ops::Range;

use crate::layout::line::squeeze;

/// A name on the sheet.
#[derive(Clone, Debug, Default)]
pub struct Name {
    /// The printed name.
    pub name: String,
    /// Whether it is marked 再掲.
    pub is_repeated: bool,
    /// The yen that its own lines print, if they do.
    pub yen: Option<i64>,
}

/// A detached amount of the sheet.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figure {
    /// Its yen.
    pub yen: Option<i64>,
    /// Whether it is a 内数.
    pub is_within: bool,
    /// Whether an agency of its own is printed with it.
    pub has_agency: bool,
}

/// The order in which names and detached amounts stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// A name that has no amount in its own lines.
    Name(usize),
    /// A detached amount.
    Figure(usize),
    /// A name with its own amount, or foreign text.
    Break,
    /// Foreign text, behind which an amount may still belong to the name before it.
    Text,
}

/// What the sheet's own total lets its detached amounts be.
#[derive(Clone, Copy, Debug)]
pub struct Total {
    /// The printed total.
    pub yen: i64,
    /// Half the step of every figure in the sum.
    pub tolerance: i64,
    /// The sum of the amounts that are settled and not listed again.
    pub settled: i64,
}

/// What is known of one detached amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// It belongs to this name, and to no other.
    Name(usize),
    /// It belongs to one of these names, the likeliest first.
    OneOf(Vec<usize>),
}

/// On a stretch with more names or amounts than any sheet has, nothing is settled.
const MOST: usize = 256;

/// The most candidates that are kept, the nearest first.
const CANDIDATES: usize = 64;

/// Pairs detached amounts with names.
pub fn pair(
    names: &[Name],
    figures: &[Figure],
    slots: &[Slot],
    total: Option<Total>,
) -> Vec<Found> {
    let mut pairing = Pairing {
        names,
        figures,
        slots,
        keys: names.iter().map(|n| squeeze(&n.name)).collect(),
        open_names: slots
            .iter()
            .filter_map(|s| if let Slot::Name(n) = s { Some(*n) } else { None })
            .collect(),
        of_figure: vec![None; figures.len()],
        group_of: vec![None; figures.len()],
    };
    if names.len() > MOST || figures.len() > MOST {
        return pairing.finish();
    }
    let balanced = pairing.open_names.len() == figures.len();
    pairing.pots();
    loop {
        let before = pairing.open_names.len();
        pairing.repetitions();
        if balanced {
            pairing.neighbours();
        }
        if pairing.open_names.len() == before {
            pairing.repetitions_by_sum(total);
        }
        if pairing.open_names.len() == before {
            break;
        }
    }
    if balanced {
        pairing.groups();
        pairing.last_one();
    }
    pairing.finish()
}

struct Pairing<'a> {
    names: &'a [Name],
    figures: &'a [Figure],
    slots: &'a [Slot],
    /// The names without white space, to tell the same programme by.
    keys: Vec<String>,
    open_names: Vec<usize>,
    of_figure: Vec<Option<usize>>,
    /// For a figure of a closed group, the names of that group.
    group_of: Vec<Option<Vec<usize>>>,
}

impl Pairing<'_> {
    fn settle(&mut self, figure: usize, name: usize) {
        self.of_figure[figure] = Some(name);
        self.open_names.retain(|&n| n != name);
    }

    fn open_figures(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.figures.len()).filter(|&f| self.of_figure[f].is_none())
    }

    fn yen(&self, name: usize) -> Option<i64> {
        self.names[name].yen.or_else(|| {
            let figure = self.of_figure.iter().position(|n| *n == Some(name))?;
            self.figures[figure].yen
        })
    }

    /// Equal 内数 amounts are one pot; the names with one stem are its parts.
    fn pots(&mut self) {
        let pots: Vec<usize> = self.open_figures().filter(|&f| self.figures[f].is_within).collect();
        let Some(&first) = pots.first() else { return };
        if pots.len() < 2 || pots.iter().any(|&f| self.figures[f].yen != self.figures[first].yen) {
            return;
        }
        for &candidate in &self.open_names {
            let stem = stem(&self.names[candidate].name);
            let parts: Vec<usize> = self
                .open_names
                .iter()
                .copied()
                .filter(|&n| self::stem(&self.names[n].name) == stem)
                .collect();
            if parts.len() == pots.len() {
                for (figure, name) in pots.iter().zip(parts) {
                    self.settle(*figure, name);
                }
                return;
            }
        }
    }

    /// A programme that is listed again has the figure of its other listing.
    fn repetitions(&mut self) {
        for name in self.open_names.clone() {
            let twins: Vec<usize> = self.twins(name);
            let Some(yen) = twins.iter().find_map(|&t| self.yen(t)) else { continue };
            let figure = self.open_figures().find(|&f| self.figures[f].yen == Some(yen));
            if let Some(figure) = figure {
                self.settle(figure, name);
            }
        }
    }

    /// Names that are the same programme, one of the two listings being marked 再掲.
    fn twins(&self, name: usize) -> Vec<usize> {
        (0..self.names.len())
            .filter(|&n| n != name && self.keys[n] == self.keys[name])
            .filter(|&n| self.names[n].is_repeated || self.names[name].is_repeated)
            .collect()
    }

    /// Both listings are detached: the figure that stands twice and, counted once,
    /// brings the sheet to its total.
    fn repetitions_by_sum(&mut self, total: Option<Total>) {
        let Some(total) = total else { return };
        let repeated: Vec<usize> =
            self.open_names.iter().copied().filter(|&n| self.names[n].is_repeated).collect();
        let [again] = repeated[..] else { return };
        let Some(&first) = self.twins(again).iter().find(|t| self.open_names.contains(t)) else {
            return;
        };
        let counted = |f: &usize| !self.figures[*f].is_within && !self.figures[*f].has_agency;
        let open: i64 =
            self.open_figures().filter(counted).filter_map(|f| self.figures[f].yen).sum();
        let settled: i64 = total.settled
            + (0..self.figures.len())
                .filter(counted)
                .filter(|&f| self.of_figure[f].is_some_and(|n| !self.names[n].is_repeated))
                .filter_map(|f| self.figures[f].yen)
                .sum::<i64>();
        let mut fitting: Vec<i64> = self
            .open_figures()
            .filter_map(|f| self.figures[f].yen)
            .filter(|yen| (settled + open - yen - total.yen).abs() <= total.tolerance)
            .filter(|yen| {
                self.open_figures().filter(|&f| self.figures[f].yen == Some(*yen)).count() >= 2
            })
            .collect();
        fitting.sort_unstable();
        fitting.dedup();
        let [yen] = fitting[..] else { return };
        let both: Vec<usize> =
            self.open_figures().filter(|&f| self.figures[f].yen == Some(yen)).take(2).collect();
        if let [one, two] = both[..] {
            self.settle(one, first);
            self.settle(two, again);
        }
    }

    /// One open name followed by one open amount, with other things around both.
    fn neighbours(&mut self) {
        for run in self.runs() {
            let (names, figures) = self.open_in(run);
            if let ([name], [figure]) = (&names[..], &figures[..]) {
                self.settle(*figure, *name);
            }
        }
    }

    /// Several open names followed by as many open amounts: which is whose stays
    /// open, but they are among themselves.
    fn groups(&mut self) {
        for run in self.runs() {
            let (names, figures) = self.open_in(run);
            if names.len() == figures.len() {
                for figure in figures {
                    self.group_of[figure] = Some(names.clone());
                }
            }
        }
    }

    /// The one name and the one amount that are left outside the groups.
    fn last_one(&mut self) {
        let figures: Vec<usize> =
            self.open_figures().filter(|&f| self.group_of[f].is_none()).collect();
        let grouped: Vec<usize> = self.group_of.iter().flatten().flatten().copied().collect();
        let names: Vec<usize> =
            self.open_names.iter().copied().filter(|n| !grouped.contains(n)).collect();
        if let ([name], [figure]) = (&names[..], &figures[..]) {
            self.settle(*figure, *name);
        }
    }

    /// The open names and amounts of a stretch.
    fn open_in(&self, run: Range<usize>) -> (Vec<usize>, Vec<usize>) {
        let names = run.clone().filter_map(|s| match self.slots[s] {
            Slot::Name(n) if self.open_names.contains(&n) => Some(n),
            _ => None,
        });
        let figures = run.filter_map(|s| match self.slots[s] {
            Slot::Figure(f) if self.of_figure[f].is_none() => Some(f),
            _ => None,
        });
        (names.collect(), figures.collect())
    }

    /// Stretches of names followed by figures. Foreign text ends the names of a
    /// stretch, but does not part a name from the figures behind it.
    fn runs(&self) -> Vec<Range<usize>> {
        let mut runs = Vec::new();
        let mut start = 0;
        let mut in_figures = false;
        let mut after_text = false;
        for (s, slot) in self.slots.iter().enumerate() {
            match slot {
                Slot::Break => {
                    runs.push(start..s);
                    (start, in_figures, after_text) = (s + 1, false, false);
                }
                Slot::Text => after_text = true,
                Slot::Figure(_) => (in_figures, after_text) = (true, false),
                Slot::Name(_) => {
                    if in_figures || after_text {
                        runs.push(start..s);
                        start = s;
                    }
                    (in_figures, after_text) = (false, false);
                }
            }
        }
        runs.push(start..self.slots.len());
        runs
    }

    fn finish(self) -> Vec<Found> {
        let mut place_of_name = vec![0; self.names.len()];
        let mut place_of_figure = vec![0; self.figures.len()];
        for (place, slot) in self.slots.iter().enumerate() {
            match *slot {
                Slot::Name(n) => place_of_name[n] = place,
                Slot::Figure(f) => place_of_figure[f] = place,
                Slot::Break | Slot::Text => {}
            }
        }
        (0..self.figures.len())
            .map(|f| match self.of_figure[f] {
                Some(name) => Found::Name(name),
                None => {
                    let place = place_of_figure[f];
                    // Names stand in the order of their places, the nearest around this one.
                    let open = self.group_of[f].as_ref().unwrap_or(&self.open_names);
                    let at = open.partition_point(|&n| place_of_name[n] < place);
                    let near = at.saturating_sub(CANDIDATES)..(at + CANDIDATES).min(open.len());
                    let mut names = open[near].to_vec();
                    names.sort_by_key(|&n| place_of_name[n].abs_diff(place));
                    names.truncate(CANDIDATES);
                    Found::OneOf(names)
                }
            })
            .collect()
    }
}

/// A name up to its bracket.
fn stem(name: &str) -> &str {
    name.split('(').next().unwrap_or(name)
}
