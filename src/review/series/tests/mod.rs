//! Made-up documents, a line for each amount, and the items that they give.

mod figures;
mod joining;

use super::{Facts, Match, Series, series};
use crate::model::{Certainty, Extraction, Flag, LineItem, Program};

/// A document of a fiscal year. A line is `level agency ministry year stage path yen`, with `-`
/// for nothing; the path's names are parted by `>`. What may stand behind: `within`, `repeated`,
/// `step=1000`, `id=…`, `of=…` (part of), `as=…` (the same as), `one=A|B` (ambiguous).
fn document(year: i32, lines: &[&str]) -> Extraction {
    let mut extraction = Extraction::default();
    extraction.document.fiscal_year = Some(year);
    for (number, line) in lines.iter().enumerate() {
        let words: Vec<&str> = line.split(' ').collect();
        let [level, agency, ministry, year, stage, path, yen, more @ ..] = &words[..] else {
            panic!("{line}");
        };
        let some = |word: &str| (word != "-").then(|| word.to_owned());
        let enumerated = |word: &str| serde_json::Value::String(word.to_owned());
        let mut item = LineItem {
            id: format!("line{number}"),
            name: path.rsplit('>').next().unwrap_or_default().to_owned(),
            path: path.split('>').map(str::to_owned).collect(),
            level: serde_json::from_value(enumerated(level)).unwrap(),
            fiscal_year: year.parse().ok(),
            stage: serde_json::from_value(enumerated(stage)).unwrap(),
            measure: Default::default(),
            flow: Default::default(),
            agency: some(agency),
            ministry: some(ministry),
            yen: yen.parse().ok(),
            yen_max: None,
            resolution: 1,
            rate: None,
            count: None,
            part_of: None,
            same_as: None,
            flags: Vec::new(),
            certainty: Certainty::Stated,
            candidates: Vec::new(),
            rule: String::new(),
            evidence: Default::default(),
        };
        for word in more {
            match word.split_once('=') {
                None if *word == "within" => item.flags.push(Flag::Within),
                None if *word == "repeated" => item.flags.push(Flag::Repeated),
                None => panic!("{word}"),
                Some(("step", step)) => item.resolution = step.parse().unwrap(),
                Some(("id", id)) => item.id = id.to_owned(),
                Some(("of", id)) => item.part_of = Some(id.to_owned()),
                Some(("as", id)) => item.same_as = Some(id.to_owned()),
                Some(("one", names)) => {
                    item.certainty = Certainty::Ambiguous;
                    item.candidates = names.split('|').map(str::to_owned).collect();
                }
                Some(_) => panic!("{word}"),
            }
        }
        extraction.line_items.push(item);
    }
    extraction
}

/// A document with but programmes of AMED: the stage is that of the year, the names as given.
fn programs(year: i32, stage: &str, items: &[(&str, i64)]) -> Extraction {
    let lines: Vec<String> = items
        .iter()
        .map(|(name, yen)| format!("program AMED - {year} {stage} P>{name} {yen}"))
        .collect();
    document(year, &lines.iter().map(String::as_str).collect::<Vec<_>>())
}

fn of(documents: &[Extraction]) -> Series {
    let mut facts = Facts::new();
    for (extraction, name) in documents.iter().zip('a'..) {
        facts.add(&name.to_string(), extraction);
    }
    series(facts)
}

/// An item a line: its name, then each figure with its year and the first letters of its stage;
/// behind it `~` for an inferred match, `?` before all that may be meant, `!` for a restated one.
fn lines(series: &Series) -> Vec<String> {
    let mut lines = Vec::new();
    for item in &series.items {
        let mut line = item.name.clone();
        for cell in &item.cells {
            let stage = crate::output::word(cell.column.stage);
            let figures: Vec<String> = cell
                .figures
                .iter()
                .map(|f| {
                    let possible: Vec<String> =
                        f.possible.iter().map(|p| format!("?{}", p.yen.unwrap_or(0))).collect();
                    let yen = f.yen.map_or("-".to_owned(), |y| y.to_string());
                    let shown = if possible.is_empty() { yen } else { possible.join("") };
                    let inferred = if f.matched == Match::Inferred { "~" } else { "" };
                    let restated = if f.restated_from.is_some() { "!" } else { "" };
                    format!("{shown}{inferred}{restated}")
                })
                .collect();
            line += &format!(" {}{} {}", cell.column.fiscal_year, &stage[..3], figures.join(","));
        }
        lines.push(line);
    }
    lines
}

#[track_caller]
fn check(documents: &[Extraction], expected: &[&str]) {
    assert_eq!(lines(&of(documents)), expected);
}

/// One document each for 2020 and 2021, with these programmes.
#[track_caller]
fn two_years(before: &[(&str, i64)], after: &[(&str, i64)], expected: &[&str]) {
    check(&[programs(2020, "initial", before), programs(2021, "request", after)], expected);
}

/// A programme without amounts.
fn program(name: &str) -> Program {
    Program {
        name: name.to_owned(),
        project: None,
        ministries: Vec::new(),
        description: None,
        activities: Vec::new(),
        flags: Vec::new(),
        starts_on: None,
        line_item_ids: Vec::new(),
        evidence: Default::default(),
    }
}
