//! A page drawn as SVG 1.1: what stands where, how it is read, and which records came of it.
//!
//! From below to the top: pictures and ruling lines, blocks, boxes, tables and their cells, the
//! glyphs at their places, the number of each line in reading order, and the records. A box
//! around the amount, one around the label and a line between them tell why an amount went where
//! it went; each has a `<title>` that a browser shows under the mouse. Every kind has a class.

// Positions on the page are the one place where floating point belongs; no amount is made of them.
#![allow(clippy::float_arithmetic)]

use std::fmt::{self, Display};
use std::io::{self, Write};

use super::figure::{figure, yen};
use super::word;
use super::xml::{self, Xml};
use crate::model::{Certainty, Extraction, LineItem, Span, Unclaimed};
use crate::pdf::layout::{PageLayout, Rect, TableKind};
use crate::pdf::{Glyph, Ink, Page, RuleKind};
pub(super) use place::Place;

mod place;

const STYLE: &str = "
text { font-family: 'Noto Sans CJK JP', 'Hiragino Sans', 'Yu Gothic', 'IPAexGothic', sans-serif }
.paper { fill: #ffffff }
.rule { stroke: none; fill: #475569 }
.rectangle { fill: none; stroke: none }
.filled { fill: #64748b; fill-opacity: .08 }
.stroked { stroke: #475569; stroke-width: .5 }
.image { fill: #e2e8f0; stroke: #94a3b8; stroke-width: .5 }
.block { fill: #3b82f6; fill-opacity: .06; stroke: #3b82f6; stroke-opacity: .5; stroke-width: .4 }
.box { fill: #14b8a6; fill-opacity: .07; stroke: #0d9488; stroke-width: .8; stroke-dasharray: 4 2 }
.table { fill: none; stroke: #ca8a04; stroke-width: 1.2; stroke-opacity: .8 }
.cell { fill: #eab308; fill-opacity: .1; stroke: #ca8a04; stroke-opacity: .6; stroke-width: .4 }
.glyph { fill: #0f172a }
.white { fill: #94a3b8 }
.invisible { fill: #7c3aed; fill-opacity: .6 }
.clipped { fill: #0f172a; fill-opacity: .15 }
.order { fill: #2563eb; font-weight: bold }
.label { fill: none; stroke-width: .7; stroke-dasharray: 2 1 }
.amount { fill-opacity: .18; stroke-width: .9 }
.tie { fill: none; stroke-width: .7; stroke-opacity: .6 }
.stated .label, .stated .amount, .stated .tie { stroke: #15803d }
.inferred .label, .inferred .amount, .inferred .tie { stroke: #c2410c }
.ambiguous .label, .ambiguous .amount, .ambiguous .tie { stroke: #be123c }
.unclaimed .amount { stroke: #7e22ce; stroke-dasharray: 1 1 }
.stated .amount { fill: #22c55e }
.inferred .amount { fill: #fb923c }
.ambiguous .amount { fill: #fb7185 }
.unclaimed .amount { fill: #c084fc }
.legend text { fill: #334155 }
";

/// What the legend explains: the class of the group, that of the mark, and the words.
const LEGEND: [(&str, &str, &str); 10] = [
    ("", "block", "block"),
    ("", "box", "box"),
    ("", "table", "table"),
    ("", "cell", "cell"),
    ("stated", "amount", "stated"),
    ("inferred", "amount", "inferred"),
    ("ambiguous", "amount", "ambiguous"),
    ("unclaimed", "amount", "in no record"),
    ("stated", "label", "label of an amount"),
    ("", "order", "line in reading order"),
];

/// Draws `page` with its `layout` and those records of `extraction` that stand on it.
///
/// One unit is one point. The same page and records give the same bytes. `out` is written to in
/// small pieces: give a buffered one.
///
/// # Errors
/// Only those of `out`.
pub fn write_svg(
    page: &Page,
    layout: &PageLayout,
    extraction: &Extraction,
    out: impl Write,
) -> io::Result<()> {
    let legend = Legend::new(page.width);
    let [width, height] = [page.width.max(1.0), page.height.max(1.0) + legend.height()];
    let mut svg = Svg(Xml::new(out)?);
    let view = format!("0 0 {} {}", Points(width), Points(height));
    svg.0.open(
        "svg",
        &[
            ("xmlns", &"http://www.w3.org/2000/svg"),
            ("viewBox", &view),
            ("width", &Points(width)),
            ("height", &Points(height)),
        ],
    )?;
    let source = &extraction.source;
    let title = format!("{}, page {} of {}", source.path, page.number, source.pages);
    svg.0.leaf("title", &[], &title)?;
    svg.0.leaf("style", &[], &STYLE.replace('\n', " "))?;
    svg.rect("paper", Rect { x0: 0.0, y0: 0.0, x1: width, y1: height }, "")?;
    svg.ground(page)?;
    svg.layout(layout)?;
    svg.glyphs(&page.glyphs)?;
    svg.order(layout)?;
    svg.records(page.number, extraction)?;
    svg.legend(&legend, page.height.max(1.0))?;
    svg.0.close("svg")
}

/// A length or coordinate with at most two decimals; what is no number is 0.
struct Points(f32);

impl Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = if self.0.is_finite() { self.0 } else { 0.0 };
        let text = format!("{value:.2}");
        let text = text.trim_end_matches('0').trim_end_matches('.');
        f.write_str(if text == "-0" { "0" } else { text })
    }
}

struct Svg<W>(Xml<W>);

impl<W: Write> Svg<W> {
    fn group(
        &mut self,
        class: &str,
        content: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        self.0.open("g", &[("class", &class)])?;
        content(self)?;
        self.0.close("g")
    }

    /// A rectangle, with a title unless that is empty.
    fn rect(&mut self, class: &str, r: Rect, title: &str) -> io::Result<()> {
        let [x, y, width, height] =
            [r.x0, r.y0, r.width().max(0.3), r.height().max(0.3)].map(Points);
        let attributes: xml::Attributes =
            &[("class", &class), ("x", &x), ("y", &y), ("width", &width), ("height", &height)];
        if title.is_empty() {
            return self.0.empty("rect", attributes);
        }
        self.0.open("rect", attributes)?;
        self.0.leaf("title", &[], &title)?;
        self.0.close("rect")
    }

    /// Pictures, ruling lines and rectangles.
    fn ground(&mut self, page: &Page) -> io::Result<()> {
        self.group("images", |svg| {
            page.images.iter().try_for_each(|i| svg.rect("image", Rect::from(*i), "picture"))
        })?;
        self.group("rules", |svg| {
            page.rules.iter().try_for_each(|rule| {
                let class = match (rule.kind, rule.filled, rule.stroked) {
                    (RuleKind::Horizontal, ..) => "rule horizontal",
                    (RuleKind::Vertical, ..) => "rule vertical",
                    (RuleKind::Rectangle, true, true) => "rectangle filled stroked",
                    (RuleKind::Rectangle, true, false) => "rectangle filled",
                    (RuleKind::Rectangle, false, _) => "rectangle stroked",
                };
                svg.rect(class, Rect::from(rule.bbox), "")
            })
        })
    }

    /// Blocks, boxes, tables and cells.
    fn layout(&mut self, layout: &PageLayout) -> io::Result<()> {
        self.group("blocks", |svg| {
            layout
                .blocks
                .iter()
                .zip(1..)
                .try_for_each(|(block, n)| svg.rect("block", block.bbox, &format!("block {n}")))
        })?;
        self.group("boxes", |svg| {
            layout.boxes.iter().zip(1..).try_for_each(|(b, n)| {
                let within = b.parent.map(|p| format!(" in box {}", p + 1)).unwrap_or_default();
                svg.rect("box", b.bbox, &format!("box {n}{within}"))
            })
        })?;
        self.group("tables", |svg| {
            layout.tables.iter().zip(1..).try_for_each(|(table, n)| {
                let kind = match table.kind {
                    TableKind::Ruled => "ruled",
                    TableKind::HorizontalRules => "with horizontal rules only",
                    TableKind::Aligned => "by position only",
                };
                let (rows, columns) = (table.rows, table.columns);
                let title = format!("table {n}, {kind}: {rows} rows, {columns} columns");
                svg.rect("table", table.bbox, &title)?;
                table.cells.iter().try_for_each(|cell| {
                    let title = format!(
                        "table {n}, row {}{}, column {}{}",
                        cell.row + 1,
                        span(cell.row, cell.row_span),
                        cell.column + 1,
                        span(cell.column, cell.column_span),
                    );
                    svg.rect("cell", cell.bbox, &title)
                })
            })
        })
    }

    fn glyphs(&mut self, glyphs: &[Glyph]) -> io::Result<()> {
        self.group("glyphs", |svg| glyphs.iter().try_for_each(|glyph| svg.glyph(glyph)))
    }

    fn glyph(&mut self, glyph: &Glyph) -> io::Result<()> {
        if glyph.text.trim().is_empty() {
            return Ok(());
        }
        let class = match glyph.ink {
            Ink::Visible => "glyph",
            Ink::White => "glyph white",
            Ink::Invisible => "glyph invisible",
            Ink::Clipped => "glyph clipped",
        };
        let Place { x, y, middle, turn } = Place::of(glyph);
        let turn = (turn != 0).then(|| format!("rotate({turn} {} {})", Points(x), Points(y)));
        let (x, y, length) = (Points(x), Points(y), Points(glyph.advance));
        let size = Points(glyph.size);
        let mut attributes: Vec<(&str, &dyn Display)> =
            vec![("class", &class), ("x", &x), ("y", &y), ("font-size", &size)];
        if middle {
            attributes.push(("text-anchor", &"middle"));
        }
        if let Some(turn) = &turn {
            attributes.push(("transform", turn));
        }
        if glyph.text.chars().nth(1).is_some() && glyph.advance > 0.0 {
            attributes.push(("textLength", &length));
            attributes.push(("lengthAdjust", &"spacingAndGlyphs"));
        }
        self.0.leaf("text", &attributes, &glyph.text)
    }

    /// The number of each line, in front of it.
    fn order(&mut self, layout: &PageLayout) -> io::Result<()> {
        self.group("lines", |svg| {
            layout.lines.iter().zip(1..).try_for_each(|(line, n): (_, u32)| {
                let (x, y) = (Points(line.bbox.x0 - 0.8), Points(line.bbox.y0 + 3.0));
                svg.0.leaf(
                    "text",
                    &[
                        ("class", &"order"),
                        ("x", &x),
                        ("y", &y),
                        ("font-size", &4.5),
                        ("text-anchor", &"end"),
                    ],
                    &n,
                )
            })
        })
    }

    fn records(&mut self, page: u32, extraction: &Extraction) -> io::Result<()> {
        self.group("unclaimed", |svg| {
            let here = extraction.unclaimed_amounts.iter().filter(|a| a.evidence.page == page);
            here.into_iter().try_for_each(|amount| match amount.evidence.bbox {
                Some(bbox) => svg.rect("amount", bbox.into(), &unclaimed_title(amount)),
                None => Ok(()),
            })
        })?;
        self.group("records", |svg| {
            extraction.line_items.iter().try_for_each(|item| svg.record(page, item))
        })
    }

    fn record(&mut self, page: u32, item: &LineItem) -> io::Result<()> {
        let label = item.evidence.label.as_ref();
        let amount = item.evidence.bbox.filter(|_| item.evidence.page == page).map(Rect::from);
        let named = label.filter(|l| l.page == page).and_then(|l| l.bbox).map(Rect::from);
        if amount.is_none() && named.is_none() {
            return Ok(());
        }
        let class = match item.certainty {
            Certainty::Stated => "record stated",
            Certainty::Inferred => "record inferred",
            Certainty::Ambiguous => "record ambiguous",
        };
        self.group(class, |svg| {
            svg.0.leaf("title", &[], &record_title(item, label))?;
            if let Some(named) = named {
                svg.rect("label", named, "")?;
            }
            if let Some(amount) = amount {
                svg.rect("amount", amount, "")?;
            }
            match (named, amount) {
                (Some(named), Some(amount)) => svg.tie(named, amount),
                _ => Ok(()),
            }
        })
    }

    /// A line between the nearest places of two boxes.
    fn tie(&mut self, from: Rect, to: Rect) -> io::Result<()> {
        let (x1, x2) = nearest((from.x0, from.x1), (to.x0, to.x1));
        let (y1, y2) = nearest((from.y0, from.y1), (to.y0, to.y1));
        let [x1, y1, x2, y2] = [x1, y1, x2, y2].map(Points);
        self.0
            .empty("line", &[("class", &"tie"), ("x1", &x1), ("y1", &y1), ("x2", &x2), ("y2", &y2)])
    }

    fn legend(&mut self, legend: &Legend, top: f32) -> io::Result<()> {
        self.group("legend", |svg| {
            for ((group, mark, words), (x, row)) in LEGEND.iter().zip(&legend.places) {
                let y = top + Legend::ROW * row + 4.0;
                svg.0.open("g", &[("class", group)])?;
                if *mark == "order" {
                    let (x, y) = (Points(x + 8.0), Points(y + 7.0));
                    let attributes: xml::Attributes = &[
                        ("class", mark),
                        ("x", &x),
                        ("y", &y),
                        ("font-size", &Legend::SIZE),
                        ("style", &"fill: #2563eb"),
                    ];
                    svg.0.leaf("text", attributes, &"1")?;
                } else {
                    let swatch = Rect { x0: *x, y0: y, x1: x + 14.0, y1: y + 8.0 };
                    svg.rect(mark, swatch, "")?;
                }
                let (x, y) = (Points(x + 17.0), Points(y + 7.0));
                let attributes: xml::Attributes =
                    &[("x", &x), ("y", &y), ("font-size", &Legend::SIZE)];
                svg.0.leaf("text", attributes, words)?;
                svg.0.close("g")?;
            }
            Ok(())
        })
    }
}

/// Where the entries of the legend stand below the page: x, and the row.
struct Legend {
    places: Vec<(f32, f32)>,
}

impl Legend {
    const ROW: f32 = 13.0;
    const SIZE: f32 = 8.0;

    fn new(width: f32) -> Legend {
        let (mut x, mut row) = (6.0, 0.0);
        let mut places = Vec::new();
        for (_, _, words) in LEGEND {
            let wanted = 30.0 + 0.56 * Self::SIZE * words.len() as f32;
            if x > 6.0 && x + wanted > width {
                (x, row) = (6.0, row + 1.0);
            }
            places.push((x, row));
            x += wanted;
        }
        Legend { places }
    }

    fn height(&self) -> f32 {
        let last = self.places.last().map_or(0.0, |(_, row)| *row);
        Self::ROW * (last + 1.0) + 4.0
    }
}

/// The places on two ranges that are nearest to one another; the end of what they share, so that
/// a line along a row underlines what stands between, and does not strike it out.
fn nearest(a: (f32, f32), b: (f32, f32)) -> (f32, f32) {
    if a.1 < b.0 {
        (a.1, b.0)
    } else if b.1 < a.0 {
        (a.0, b.1)
    } else {
        let end = a.1.min(b.1);
        (end, end)
    }
}

fn span(first: usize, count: usize) -> String {
    if count < 2 { String::new() } else { format!(" to {}", first + count) }
}

/// Name, figure, certainty and rule, a line each.
fn record_title(item: &LineItem, label: Option<&Span>) -> String {
    let mut title = format!("{}\n{}", item.name, figure(item));
    let year = item.fiscal_year.map(|y| format!(", fiscal year {y}")).unwrap_or_default();
    title += &format!("\n{}{year}", word(item.stage));
    title += &format!("\n{} by the rule {}", word(item.certainty), item.rule);
    if !item.candidates.is_empty() {
        title += &format!("\nmay belong to: {}", item.candidates.join(" | "));
    }
    match label {
        None => title += "\nno label was found",
        Some(label) if label.page != item.evidence.page => {
            title +=
                &format!("\nlabel on page {}, amount on page {}", label.page, item.evidence.page);
        }
        Some(_) => {}
    }
    title + &format!("\nid {}", item.id)
}

fn unclaimed_title(amount: &Unclaimed) -> String {
    let figure = amount.yen.map(|y| format!("\n{}", yen(y))).unwrap_or_default();
    format!("{}{figure}\nin no record: {}", amount.evidence.text, amount.reason)
}

#[cfg(test)]
#[path = "svg/tests.rs"]
mod tests;
