//! A series as CSV (RFC 4180): one row for each figure of a cell, so that rows can be filtered and
//! pivoted. An ambiguous figure has no `yen`, so that no sum counts it.

use std::io::{self, Write};

use csv::Writer;

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
        safe(&item.name),
        safe(&item.path.join(" > ")),
        safe(item.agency.as_deref().unwrap_or("")),
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
        safe(figure.reason.as_deref().unwrap_or("")),
        safe(&figure.printed_name),
        safe(&figure.document),
        figure.line_item_id.clone().unwrap_or_else(|| ids.join(" ")),
        figure.also.len().to_string(),
        safe(&restated.map(|r| format!("{} {}", r.document, r.line_item_id)).unwrap_or_default()),
        restated.map(|r| r.yen.to_string()).unwrap_or_default(),
        figure.change.as_ref().map(|c| c.percent.clone()).unwrap_or_default(),
    ]
}

/// A text that no spreadsheet takes for a formula: with an apostrophe in front where it begins
/// like one.
fn safe(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn no_text_is_a_formula() {
        let check = |text: &str, expected: &str| assert_eq!(safe(text), expected);
        check("=1+1", "'=1+1");
        check("-河川事業", "'-河川事業");
        check("@a", "'@a");
        check("\t=1", "'\t=1");
        check("河川=砂防事業", "河川=砂防事業");
        check("", "");
    }
}
