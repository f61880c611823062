//! Every amount that the reader found is a record, and says what the reader says.

use serde::Serialize;
use yosan::model::{Certainty, Flag, LineItem, Measure};
use yosan::output::word;

use crate::common::seed;
use crate::table::{Row, folded, rows};

/// One end of a record: where it stands and its yen.
struct End<'i> {
    item: &'i LineItem,
    line: u32,
    yen: Option<i64>,
}

/// The printed ends of a record, in the order of print.
fn ends(item: &LineItem) -> Vec<End<'_>> {
    let first = item.evidence.line;
    if item.flags.contains(&Flag::Range) {
        let breaks = item.evidence.text.matches('\n').count();
        let last = first + u32::try_from(breaks).expect("an amount stands on few lines");
        vec![End { item, line: first, yen: item.yen }, End { item, line: last, yen: item.yen_max }]
    } else {
        vec![End { item, line: first, yen: item.yen.or(item.yen_max) }]
    }
}

/// Compares the amounts of the seed `number` with the reader's `table`.
fn check(number: &str, table: &str, expected: u32) {
    let rows = rows(table);
    let extraction = seed(number).extract();
    let mut ends: Vec<End> = extraction.line_items.iter().flat_map(ends).collect();
    ends.sort_by_key(|end| (end.line, end.item.evidence.start));
    let mut wrong = Vec::new();
    if extraction.coverage.amounts != expected || rows.len() != expected as usize {
        let found = extraction.coverage.amounts;
        wrong.push(format!("{found} amounts; the reader counts {expected}"));
    }
    for row in &rows {
        let at = format!("line {}, {}", row.line(), row.get("printed"));
        let is_row = |end: &End| end.line == row.line() && end.yen == row.number("yen");
        let Some(i) = ends.iter().position(is_row) else {
            let reason =
                extraction.unclaimed_amounts.iter().find(|u| u.evidence.line == row.line());
            let reason = reason.map_or("no amount was found", |u| &u.reason);
            wrong.push(format!("{at}: no record of {}: {reason}", row.get("name")));
            continue;
        };
        let end = ends.remove(i);
        wrong.extend(differences(row, end.item).into_iter().map(|what| format!("{at}: {what}")));
    }
    for end in ends {
        let item = end.item;
        wrong.push(format!(
            "line {}, {}: not an amount: {}",
            end.line, item.evidence.text, item.name
        ));
    }
    assert!(wrong.is_empty(), "{number}: {} differences\n{}", wrong.len(), wrong.join("\n"));
}

/// What a record says otherwise than the reader.
fn differences(row: &Row, item: &LineItem) -> Vec<String> {
    let name = match row.get("sure") {
        "no" => unsettled(row, item),
        _ => settled(row, item),
    };
    let mut wrong: Vec<String> = name.into_iter().collect();
    let mut compare = |column: &str, found: String| {
        if !row.accepts(column, &found) {
            wrong.push(format!("{column} is {found:?}, not {:?}", row.get(column)));
        }
    };
    compare("level", word(item.level));
    compare("fiscal_year", item.fiscal_year.map_or(String::new(), |year| year.to_string()));
    compare("stage", word(item.stage));
    compare("ministry", item.ministry.clone().unwrap_or_default());
    compare("flags", words(&item.flags));
    if matches!(row.get("level"), "total" | "project") || !row.get("ministry").is_empty() {
        compare("agency", item.agency.clone().unwrap_or_default());
    }
    if !row.get("count").is_empty() {
        let count = item.count.as_ref().map(|c| format!("{}{}", c.value, c.unit));
        compare("count", count.unwrap_or_default());
    }
    let printed = row.get("printed");
    if printed.starts_with(['+', '▲', '△']) != (item.measure == Measure::Change) {
        wrong.push(format!("measure is {:?}", item.measure));
    }
    let is_above = |name: &String| folded(name) == folded(row.get("project"));
    if !row.get("project").is_empty() && !item.path.iter().any(is_above) {
        wrong.push(format!("{} is not in the path {:?}", row.get("project"), item.path));
    }
    wrong
}

/// A row that one reading fits: the record has it, or has it among its candidates.
fn settled(row: &Row, item: &LineItem) -> Option<String> {
    let is_right = if item.certainty == Certainty::Ambiguous {
        item.candidates.iter().any(|candidate| row.accepts("name", candidate))
    } else {
        row.accepts("name", &item.name)
    };
    let name = row.get("name");
    (!is_right).then(|| format!("name is {:?} {:?}, not {name:?}", item.name, item.candidates))
}

/// A row that several readings fit: the record says so and lists them all.
fn unsettled(row: &Row, item: &LineItem) -> Option<String> {
    let candidates = row.list("candidates", '|');
    let is_among = |name: &str| candidates.iter().any(|c| folded(c) == folded(name));
    if item.certainty != Certainty::Ambiguous {
        let is_allowed = row.accepts("certainty", &word(item.certainty));
        return (!is_allowed || !is_among(&item.name)).then(|| {
            format!("{:?} is taken for {:?}, of {candidates:?}", item.name, item.certainty)
        });
    }
    let listed = |name: &str| item.candidates.iter().any(|c| folded(c) == folded(name));
    let missing: Vec<_> = candidates.iter().filter(|name| !listed(name)).collect();
    let is_allowed = missing.is_empty() || row.also("candidates").contains(&"some");
    (!is_allowed).then(|| format!("not among the candidates {:?}: {missing:?}", item.candidates))
}

/// The words of the record model for a list, sorted, with commas between.
fn words<T: Serialize + Copy>(list: &[T]) -> String {
    let mut words: Vec<String> = list.iter().map(|&value| word(value)).collect();
    words.sort();
    words.join(",")
}

#[test]
fn decision_points() {
    check("000", include_str!("000.tsv"), 67);
}

#[test]
fn a_policy_without_amounts() {
    let extraction = seed("001").extract();
    assert_eq!(extraction.coverage.amounts, 0, "{:#?}", extraction.line_items);
}

#[test]
fn brochure() {
    check("002", include_str!("002.tsv"), 119);
}

#[test]
fn request_points_on_two_pages() {
    check("003", include_str!("003.tsv"), 49);
}

#[test]
fn request_points_with_sheets() {
    check("004", include_str!("004.tsv"), 108);
}
