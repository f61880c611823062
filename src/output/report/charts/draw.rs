//! Series to bars: what stands in which row, how long it is, and what it says.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::super::{Language, agency, figure};
use super::figures::{Collection, Figures, Key, Point, Sources};
use crate::model::Stage;
use crate::output::word;

/// So many panels a chart has at most.
const MAX_PANELS: usize = 24;

/// Gaps of more years are one row.
const MAX_GAP: i32 = 5;

/// The height of a row, in the picture's units.
const ROW: usize = 20;

/// The length of the longest bar, in the picture's units.
const LONGEST: i128 = 120;

/// One chart.
#[derive(Clone, Debug, Serialize)]
pub(in super::super) struct Chart {
    id: &'static str,
    /// Which words say how it was made.
    note: &'static str,
    groups: Vec<Group>,
    /// Reasons, and how many amounts each cost.
    left_out: Vec<(&'static str, u64)>,
    /// Whether its bars are requests and budgets.
    staged: bool,
}

/// Panels with one scale.
#[derive(Clone, Debug, Serialize)]
struct Group {
    title: Option<String>,
    panels: Vec<Panel>,
}

/// One small picture.
#[derive(Clone, Debug, Serialize)]
struct Panel {
    title: String,
    subtitle: Option<String>,
    height: usize,
    rows: Vec<Row>,
}

/// One bar.
#[derive(Clone, Debug, Serialize)]
struct Row {
    y: usize,
    label: String,
    /// `request`, `budget` or `missing`.
    class: &'static str,
    length: i64,
    text: String,
    exact: String,
    share: Option<String>,
    /// Stems and ids.
    sources: Vec<(String, String)>,
    more_sources: u64,
}

impl Figures {
    /// All charts that have anything to show.
    pub(in super::super) fn charts(&self, language: Language) -> Vec<Chart> {
        let totals = staged("totals", &self.totals, language, false);
        let projects = staged("projects", &self.projects, language, true);
        let all = [totals, projects, ministries(&self.shares, language)];
        all.into_iter().filter(|c| !c.groups.is_empty()).collect()
    }
}

/// The settled points of a series.
type Settled<'a, P> = BTreeMap<&'a P, (i64, &'a Sources)>;

/// A series and its settled points.
type Series<'a, P> = (&'a Key, Settled<'a, P>);

/// The series with settled points, at most [`MAX_PANELS`] of them: those with the most points,
/// then with the largest amounts, in the order in which they were found.
fn settled<'a, P: Ord>(
    collection: &'a Collection<P>,
    left_out: &mut BTreeMap<&'static str, u64>,
) -> Vec<Series<'a, P>> {
    let mut found: Vec<(usize, &Key, Settled<P>)> = Vec::new();
    for (i, (key, points)) in collection.series.iter().enumerate() {
        let mut kept = Settled::new();
        for (at, point) in points {
            match Point::settled(point) {
                Ok(amount) => drop(kept.insert(at, amount)),
                Err(n) => *left_out.entry("left.differing").or_default() += n,
            }
        }
        if !kept.is_empty() {
            found.push((i, key, kept));
        }
    }
    if found.len() > MAX_PANELS {
        let largest = |s: &Settled<P>| s.values().map(|(yen, _)| *yen).max();
        found.sort_by_key(|(i, _, s)| (std::cmp::Reverse((s.len(), largest(s))), *i));
        left_out.insert("left.panels", (found.len() - MAX_PANELS) as u64);
        found.truncate(MAX_PANELS);
        found.sort_by_key(|(i, ..)| *i);
    }
    found.into_iter().map(|(_, key, points)| (key, points)).collect()
}

/// Amounts by fiscal year and stage.
fn staged(
    id: &'static str,
    collection: &Collection<(i32, Stage)>,
    language: Language,
    by_agency: bool,
) -> Chart {
    let mut left_out = collection.left_out.clone();
    let series = settled(collection, &mut left_out);
    let mut groups: Vec<(Option<&str>, Vec<_>)> = Vec::new();
    for (key, points) in series {
        let title = key.agency.as_deref().filter(|_| by_agency);
        match groups.iter_mut().find(|(t, _)| *t == title) {
            Some((_, panels)) => panels.push((key, points)),
            None => groups.push((title, vec![(key, points)])),
        }
    }
    // The agency with the most projects stands first.
    groups.sort_by_key(|(title, panels)| (title.is_none(), std::cmp::Reverse(panels.len())));
    let groups = groups.into_iter().map(|(title, series)| {
        let years = years(series.iter().flat_map(|(_, points)| points.keys().copied()));
        let most = largest(series.iter().map(|(_, points)| points));
        let panels = series.iter().map(|(key, points)| {
            let subtitle = key.agency.as_deref().filter(|_| !by_agency);
            let rows = years.iter().flat_map(|y| year_rows(*y, points, most, language));
            panel(&key.name, subtitle.map(|a| agency(language, a)), rows.collect())
        });
        let title = match title {
            _ if !by_agency => None,
            Some(name) => Some(agency(language, name)),
            None => Some(language.word("chart.whole")),
        };
        Group { title, panels: panels.collect() }
    });
    let groups = groups.collect();
    Chart { id, note: "chart.single", groups, left_out: sorted(left_out), staged: true }
}

/// The years that all panels of a group show, as first and last: one by one, but a long gap as
/// one.
fn years<'a>(points: impl Iterator<Item = &'a (i32, Stage)>) -> Vec<(i32, i32)> {
    let printed: BTreeSet<i32> = points.map(|(year, _)| *year).collect();
    let mut years = Vec::new();
    let mut last: Option<i32> = None;
    for year in printed {
        match last.map(|last| (last, year.saturating_sub(last))) {
            Some((last, 2..=MAX_GAP)) => years.extend((last + 1..year).map(|y| (y, y))),
            Some((last, gap)) if gap > MAX_GAP => years.push((last + 1, year - 1)),
            _ => {}
        }
        years.push((year, year));
        last = Some(year);
    }
    years
}

/// The bars of a year, or a row that says that nothing is printed of it.
fn year_rows(
    (first, last): (i32, i32),
    points: &Settled<(i32, Stage)>,
    most: i64,
    language: Language,
) -> Vec<Row> {
    let of_year = points.iter().filter(|((year, _), _)| (first..=last).contains(year));
    let rows: Vec<Row> = of_year
        .map(|((year, stage), (yen, sources))| {
            let label = format!("{year} {}", language.word(&format!("short.{}", word(stage))));
            let class = match stage {
                Stage::Draft | Stage::Decided | Stage::Initial => "budget",
                _ => "request",
            };
            Row { class, ..Row::bar(label, *yen, sources, most, language) }
        })
        .collect();
    if !rows.is_empty() {
        return rows;
    }
    let label = if first == last { first.to_string() } else { format!("{first}–{last}") };
    vec![Row { label, text: language.word("chart.missing"), ..Row::empty() }]
}

/// Each ministry's part of a total.
fn ministries(collection: &Collection<String>, language: Language) -> Chart {
    let mut left_out = collection.left_out.clone();
    let mut series = settled(collection, &mut left_out);
    series.sort_by(|(a, _), (b, _)| (&a.agency, &a.name, a.of).cmp(&(&b.agency, &b.name, b.of)));
    let most = largest(series.iter().map(|(_, points)| points));
    let mut groups: Vec<Group> = Vec::new();
    for (key, points) in series {
        let sum: i128 = points.values().map(|(yen, _)| i128::from(*yen)).sum();
        let mut rows: Vec<(i64, Row)> = Vec::new();
        for (ministry, (yen, sources)) in points {
            let bar = Row::bar(ministry.clone(), yen, sources, most, language);
            rows.push((yen, Row { class: "budget", share: percent(yen, sum), ..bar }));
        }
        rows.sort_by_key(|(yen, _)| std::cmp::Reverse(*yen));
        let when = key.of.map(|(year, stage)| {
            format!("{year} {}", language.word(&format!("stage.{}", word(stage))))
        });
        let rows = rows.into_iter().map(|(_, row)| row).collect();
        let title = key.agency.as_deref().map_or(key.name.clone(), |a| agency(language, a));
        let panel = panel(&when.unwrap_or_default(), None, rows);
        match groups.last_mut().filter(|g| g.title.as_deref() == Some(title.as_str())) {
            Some(group) => group.panels.push(panel),
            None => groups.push(Group { title: Some(title), panels: vec![panel] }),
        }
    }
    let left_out = sorted(left_out);
    Chart { id: "ministries", note: "chart.shares", groups, left_out, staged: false }
}

fn largest<'a, P: Ord + 'a>(all: impl Iterator<Item = &'a Settled<'a, P>>) -> i64 {
    all.flat_map(|points| points.values().map(|(yen, _)| *yen)).max().unwrap_or(0)
}

/// Percent with one decimal: `47.8%`.
fn percent(yen: i64, of: i128) -> Option<String> {
    if of <= 0 || yen < 0 {
        return None;
    }
    let thousandths = (i128::from(yen) * 2_000 + of) / (2 * of);
    Some(format!("{}.{}%", thousandths / 10, thousandths % 10))
}

fn panel(title: &str, subtitle: Option<String>, rows: Vec<Row>) -> Panel {
    let height = rows.len() * ROW;
    let placed = rows.into_iter().enumerate();
    let rows = placed.map(|(i, row)| Row { y: i * ROW, ..row }).collect();
    Panel { title: title.to_owned(), subtitle, height, rows }
}

fn sorted(left_out: BTreeMap<&'static str, u64>) -> Vec<(&'static str, u64)> {
    left_out.into_iter().collect()
}

impl Row {
    fn empty() -> Row {
        Row {
            y: 0,
            label: String::new(),
            class: "missing",
            length: 0,
            text: String::new(),
            exact: String::new(),
            share: None,
            sources: Vec::new(),
            more_sources: 0,
        }
    }

    fn bar(label: String, yen: i64, sources: &Sources, most: i64, language: Language) -> Row {
        let length = i128::from(yen.max(0)) * LONGEST / i128::from(most.max(1));
        Row {
            label,
            length: i64::try_from(length).unwrap_or(0).max(1),
            text: figure::short(language, yen, sources.step),
            exact: figure::exact(language, yen),
            sources: sources.first.clone(),
            more_sources: sources.more,
            ..Row::empty()
        }
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
