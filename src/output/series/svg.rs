//! A series as SVG 1.1: a small chart for each item, all with the same years, each to its own
//! scale. A bar is a figure; what it says in full stands in its `<title>`.
//!
//! All places are whole pixels, and only the labels round money, to a tenth of 億円.

use std::fmt::Display;
use std::io::{self, Write};

use crate::model::{Flag, Flow, Stage};
use crate::output::figure::yen;
use crate::output::word;
use crate::output::xml::Xml;
use crate::review::series::{Cell, Figure, Item, Series};

const STYLE: &str = "
.yosan-series { font-family: 'Noto Sans CJK JP', 'Hiragino Sans', 'Yu Gothic', 'IPAexGothic', sans-serif }
.yosan-series .paper { fill: #ffffff }
.yosan-series text { fill: #0f172a; font-size: 9px }
.yosan-series .name { font-size: 12px; font-weight: bold }
.yosan-series .about, .yosan-series .year { fill: #64748b }
.yosan-series .axis { stroke: #94a3b8; stroke-width: 1 }
.yosan-series .bar { stroke-width: 1 }
.yosan-series .set { fill: #1d4ed8; stroke: #1d4ed8 }
.yosan-series .request { fill: #dbeafe; stroke: #1d4ed8 }
.yosan-series .other { fill: #a8a29e; stroke: #78716c }
.yosan-series .restated { fill: #f59e0b; stroke: #b45309 }
.yosan-series .open { fill: none; stroke: #be123c; stroke-dasharray: 2 2 }
";

/// What the legend explains: the class of a bar, and the words.
const LEGEND: [(&str, &str); 5] = [
    ("set", "decided, initial or draft"),
    ("request", "requested"),
    ("other", "supplementary, adjusted, settled, actual"),
    ("restated", "restated by a later document"),
    ("open", "ambiguous, a range, or a part of it (内数)"),
];

const COLUMNS: usize = 3;
const PANEL: (i64, i64) = (316, 172);
/// The left edge, the foot, the width and the height of the bars in a panel.
const PLOT: (i64, i64, i64, i64) = (10, 146, 292, 84);
const HEAD: i64 = 24;
const FOOT: i64 = 28;
/// How much of a name fits into a line, a Latin letter being one and a kanji two.
const NAME_WIDTH: usize = 47;

/// More years than these are no chart, but a misread year.
const YEARS: i32 = 60;

/// Writes `series` as one SVG document. An item without an amount that can be drawn has no chart.
///
/// # Errors
/// Only those of `out`.
pub fn write_svg(series: &Series, out: impl Write) -> io::Result<()> {
    let drawn: Vec<&Item> = series.items.iter().filter(|item| largest(item) > 0).collect();
    let cells = || drawn.iter().flat_map(|item| &item.cells);
    let last = cells().map(|c| c.column.fiscal_year).max().unwrap_or_default();
    let first = cells().map(|c| c.column.fiscal_year).min().unwrap_or_default();
    let years = (first.max(last.saturating_sub(YEARS)), last);
    let rows = i64::try_from(drawn.len().div_ceil(COLUMNS)).unwrap_or_default();
    let width = PANEL.0 * COLUMNS as i64;
    let height = HEAD + rows * PANEL.1 + FOOT;
    let mut xml = Xml::new(out)?;
    xml.open(
        "svg",
        &[
            ("xmlns", &"http://www.w3.org/2000/svg"),
            ("class", &"yosan-series"),
            ("width", &width),
            ("height", &height),
            ("viewBox", &format!("0 0 {width} {height}")),
            ("role", &"img"),
            ("aria-labelledby", &"yosan-series-title yosan-series-desc"),
        ],
    )?;
    let title =
        format!("{} budget items over fiscal years {} to {}", drawn.len(), years.0, years.1);
    xml.leaf("title", &[("id", &"yosan-series-title")], &title)?;
    let hidden = series.items.len() - drawn.len();
    let desc = format!(
        "Bar charts of the amounts that {} documents print, each item to its own scale.{}",
        series.documents,
        if hidden > 0 {
            format!(" {hidden} items have no amount that could be drawn.")
        } else {
            String::new()
        }
    );
    xml.leaf("desc", &[("id", &"yosan-series-desc")], &desc)?;
    xml.leaf("style", &[], &STYLE)?;
    xml.empty("rect", &[("class", &"paper"), ("width", &width), ("height", &height)])?;
    xml.leaf("text", &[("x", &PLOT.0), ("y", &16)], &title)?;
    for (at, item) in drawn.iter().enumerate() {
        let (column, row) = (at % COLUMNS, at / COLUMNS);
        let x = PANEL.0 * i64::try_from(column).unwrap_or_default();
        let y = HEAD + PANEL.1 * i64::try_from(row).unwrap_or_default();
        panel(&mut xml, item, years, (x, y))?;
    }
    legend(&mut xml, height - FOOT / 2)?;
    xml.close("svg")
}

fn panel<W: Write>(
    xml: &mut Xml<W>,
    item: &Item,
    years: (i32, i32),
    at: (i64, i64),
) -> io::Result<()> {
    xml.open("g", &[("class", &"item"), ("transform", &format!("translate({} {})", at.0, at.1))])?;
    xml.leaf("title", &[], &item.path.join(" > "))?;
    let mut lines = wrapped(&item.name, NAME_WIDTH);
    if lines.len() > 2 {
        lines.truncate(2);
        lines[1].pop();
        lines[1].push('…');
    }
    for (line, y) in lines.iter().zip([14, 29]) {
        text(xml, "name", (PLOT.0, y), "start", line)?;
    }
    text(xml, "about", (PLOT.0, 43), "start", &about(item))?;
    let (left, foot, width, _) = PLOT;
    xml.empty(
        "line",
        &[("class", &"axis"), ("x1", &left), ("y1", &foot), ("x2", &(left + width)), ("y2", &foot)],
    )?;
    let count = i64::from(years.1) - i64::from(years.0) + 1;
    let slot = width / count;
    // Years stand close to one another where there are many.
    let each = if slot >= 26 { 1 } else { 26 / slot.max(1) + 1 };
    for (year, nth) in (years.0..=years.1).zip(0_i64..) {
        let x = left + nth * slot;
        if nth % each == 0 {
            text(xml, "year", (x + slot / 2, foot + 12), "middle", &year)?;
        }
        let figures: Vec<(&Cell, &Figure)> = item
            .cells
            .iter()
            .filter(|c| c.column.fiscal_year == year)
            .flat_map(|c| c.figures.iter().map(move |f| (c, f)))
            .filter(|(_, f)| bounds(f).1 > 0)
            .collect();
        bars(xml, &figures, largest(item), (x, slot), each == 1)?;
    }
    xml.close("g")
}

/// The bars of one year beside one another, the largest with its amount.
fn bars<W: Write>(
    xml: &mut Xml<W>,
    figures: &[(&Cell, &Figure)],
    largest: i64,
    (x, slot): (i64, i64),
    is_labelled: bool,
) -> io::Result<()> {
    let (_, foot, _, height) = PLOT;
    let count = i64::try_from(figures.len()).unwrap_or(i64::MAX).max(1);
    let width = ((slot - 2) / count).clamp(1, 16);
    let start = x + (slot - width * count) / 2;
    let scaled = |yen: i64| -> i64 {
        let scaled = i128::from(yen.max(0)) * i128::from(height) / i128::from(largest.max(1));
        i64::try_from(scaled).unwrap_or(height)
    };
    let mut highest: Option<(i64, &Figure)> = None;
    for ((cell, figure), nth) in figures.iter().zip(0_i64..) {
        let (low, high) = bounds(figure);
        let top = scaled(high).max(1);
        let bottom = if class(cell, figure) == "open" && low < high { scaled(low) } else { 0 };
        xml.open(
            "rect",
            &[
                ("class", &format!("bar {}", class(cell, figure))),
                ("x", &(start + nth * width)),
                ("y", &(foot - top)),
                ("width", &(width - 1).max(1)),
                ("height", &(top - bottom).max(1)),
            ],
        )?;
        xml.leaf("title", &[], &said(cell, figure))?;
        xml.close("rect")?;
        if highest.is_none_or(|(known, _)| high > known) {
            highest = Some((high, figure));
        }
    }
    match highest.filter(|(_, figure)| is_labelled && figure.possible.is_empty()) {
        Some((high, _)) => {
            text(xml, "amount", (x + slot / 2, foot - scaled(high) - 4), "middle", &in_oku(high))
        }
        None => Ok(()),
    }
}

fn text<W: Write>(
    xml: &mut Xml<W>,
    class: &str,
    (x, y): (i64, i64),
    anchor: &str,
    text: &dyn Display,
) -> io::Result<()> {
    xml.leaf("text", &[("class", &class), ("x", &x), ("y", &y), ("text-anchor", &anchor)], text)
}

fn legend<W: Write>(xml: &mut Xml<W>, y: i64) -> io::Result<()> {
    let mut x = PLOT.0;
    for (class, words) in LEGEND {
        xml.empty(
            "rect",
            &[
                ("class", &format!("bar {class}")),
                ("x", &x),
                ("y", &(y - 8)),
                ("width", &10),
                ("height", &8),
            ],
        )?;
        text(xml, "about", (x + 14, y), "start", &words)?;
        x += 34 + 5 * i64::try_from(width_of(words)).unwrap_or_default();
    }
    Ok(())
}

/// Agency, level and what is above, as far as they fit.
fn about(item: &Item) -> String {
    let mut about = item.agency.clone().unwrap_or_else(|| "no agency printed".to_owned());
    about += &format!(" · {}", word(item.level));
    if item.flow == Flow::Revenue {
        about += " · revenue";
    }
    if let [.., above, _] = &item.path[..] {
        about += &format!(" · {above}");
    }
    wrapped(&about, 60).into_iter().next().unwrap_or_default()
}

/// All that is known of a figure.
fn said(cell: &Cell, figure: &Figure) -> String {
    let mut said = format!("{} {}", cell.column.fiscal_year, word(cell.column.stage));
    let amounts: Vec<String> = match &figure.possible[..] {
        [] => [figure.yen, figure.yen_max].into_iter().flatten().map(yen).collect(),
        possible => possible.iter().filter_map(|p| p.yen).map(yen).collect(),
    };
    let between = if figure.possible.is_empty() { " to " } else { " or " };
    said += &format!(": {}", amounts.join(between));
    for flag in &figure.flags {
        said += &format!(", {}", word(flag));
    }
    if let Some(restated) = &figure.restated_from {
        said += &format!(", restated from {} in {}", yen(restated.yen), restated.document);
    }
    said += &format!("\n{} {}", figure.document, figure.line_item_id.as_deref().unwrap_or(""));
    let said = said.trim_end().to_owned();
    match &figure.reason {
        Some(reason) => format!("{said}\n{reason}"),
        None => said,
    }
}

fn class(cell: &Cell, figure: &Figure) -> &'static str {
    let is_open = !figure.possible.is_empty()
        || figure.yen_max.is_some()
        || figure.flags.contains(&Flag::Within);
    match cell.column.stage {
        _ if is_open => "open",
        _ if figure.restated_from.is_some() => "restated",
        Stage::Draft | Stage::Decided | Stage::Initial => "set",
        Stage::RequestTotal | Stage::Request | Stage::PriorityRequest => "request",
        _ => "other",
    }
}

/// The least and the most that the figure may be; zero if nothing is known.
fn bounds(figure: &Figure) -> (i64, i64) {
    let amounts = figure.possible.iter().flat_map(|p| [p.yen, p.yen_max]);
    let amounts = || amounts.clone().chain([figure.yen, figure.yen_max]).flatten();
    (amounts().min().unwrap_or(0), amounts().max().unwrap_or(0))
}

/// The height of the panel in yen.
fn largest(item: &Item) -> i64 {
    let figures = item.cells.iter().flat_map(|c| &c.figures);
    figures.map(|f| bounds(f).1).max().unwrap_or(0)
}

/// `1,272億`, `16.8億`, and below a tenth of it `345万`: rounded half away from zero.
fn in_oku(yen: i64) -> String {
    let rounded = |step: i64| (yen / (step / 2) + yen.signum()) / 2;
    let grouped = |number: i64| crate::notation::numeral::grouped(number, "-");
    let tenths = rounded(10_000_000);
    match (tenths / 10, tenths % 10) {
        (0, 0) => format!("{}万", grouped(rounded(10_000))),
        (whole, 0) => format!("{}億", grouped(whole)),
        (whole, tenth) => format!("{}.{}億", grouped(whole), tenth.abs()),
    }
}

/// How wide a text is printed: a Latin letter is one, a kanji two.
fn width_of(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// `text` in lines of at most this width.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for c in text.chars() {
        let wide = if c.is_ascii() { 1 } else { 2 };
        if used + wide > width {
            lines.push(String::new());
            used = 0;
        }
        used += wide;
        lines.last_mut().into_iter().for_each(|line| line.push(c));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{in_oku, wrapped};

    #[test]
    fn amounts_in_oku() {
        let check = |yen: i64, expected: &str| assert_eq!(in_oku(yen), expected, "{yen}");
        check(127_200_000_000, "1,272億");
        check(1_680_000_000, "16.8億");
        check(56_984_738_000, "569.8億");
        check(30_000_000, "0.3億");
        check(5_000_000, "0.1億");
        check(4_999_999, "500万");
        check(44_747_000, "0.4億");
        check(0, "0万");
        check(i64::MAX, "92,233,720,368.5億");
    }

    #[test]
    fn lines_are_cut_by_width() {
        assert_eq!(wrapped("予算ab案", 6), ["予算ab", "案"]);
        assert_eq!(wrapped("", 6), [""]);
    }
}
