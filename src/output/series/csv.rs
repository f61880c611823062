//! A series as CSV (RFC 4180): one row for each figure of a cell, so that rows can be filtered and
//! pivoted. An ambiguous figure has no `yen`, so that no sum counts it.

use std::io::{self, Write};

use csv::Writer;

use crate::output::csv::guarded;
use crate::output::word;
use crate::review::series::{Cell, Figure, Item, Series};

const HEAD: [&str; 22] = [
    "item_id",
    "name",
    "path",
    "agency",
    "level",
    "flow",
    "fiscal_year",
    "stage",
    "yen",
    "yen_max",
    "possible_yen",
    "flags",
    "certainty",
    "match",
    "reason",
    "printed_name",
    "document",
    "line_item_id",
    "also",
    "restated_from",
    "restated_from_yen",
    "change_percent",
];

/// Writes `series` as CSV in UTF-8. `also` counts the other places that print the figure;
/// `restated_from` is the document and the line item of the earlier figure.
///
/// # Errors
/// Only those of `out`.
pub fn write_csv(series: &Series, out: impl Write) -> io::Result<()> {
    let mut csv = Writer::from_writer(out);
    csv.write_record(HEAD)?;
    for item in &series.items {
        for cell in &item.cells {
            for figure in &cell.figures {
                csv.write_record(row(item, cell, figure))?;
            }
        }
    }
    csv.flush()
}

fn row(item: &Item, cell: &Cell, figure: &Figure) -> [String; 22] {
    let number = |yen: Option<i64>| yen.map(|y| y.to_string()).unwrap_or_default();
    let restated = figure.restated_from.as_ref();
    let possible: Vec<String> = figure.possible.iter().map(|p| number(p.yen)).collect();
    let flags: Vec<String> = figure.flags.iter().map(word).collect();
    let ids: Vec<&str> = figure.possible.iter().map(|p| p.line_item_id.as_str()).collect();
    [
        item.id.clone(),
        guarded(&item.name).into_owned(),
        guarded(&item.path.join(" > ")).into_owned(),
        guarded(item.agency.as_deref().unwrap_or("")).into_owned(),
        word(item.level),
        word(item.flow),
        cell.column.fiscal_year.to_string(),
        word(cell.column.stage),
        number(figure.yen),
        number(figure.yen_max),
        possible.join(" "),
        flags.join(" "),
        word(figure.certainty),
        word(figure.matched),
        guarded(figure.reason.as_deref().unwrap_or("")).into_owned(),
        guarded(&figure.printed_name).into_owned(),
        guarded(&figure.document).into_owned(),
        figure.line_item_id.clone().unwrap_or_else(|| ids.join(" ")),
        figure.also.len().to_string(),
        guarded(
            &restated.map(|r| format!("{} {}", r.document, r.line_item_id)).unwrap_or_default(),
        )
        .into_owned(),
        restated.map(|r| r.yen.to_string()).unwrap_or_default(),
        figure.change.as_ref().map(|c| c.percent.clone()).unwrap_or_default(),
    ]
}
