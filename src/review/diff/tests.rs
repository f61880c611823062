//! Which records are taken for the same, and what is said to have changed.

use super::{Input, Side, document};
use crate::model::{
    Certainty, Evidence, Extraction, Flow, Level, LineItem, Measure, Note, Section, Stage,
    Statistic,
};

/// A line item as `path>name year oku`, with a share as `name@ministry`; `?` is no figure,
/// and a third word a candidate.
fn item(line: &str) -> LineItem {
    let words: Vec<&str> = line.split(' ').collect();
    let (names, ministry) = match words[0].split_once('@') {
        Some((names, ministry)) => (names, Some(ministry.to_owned())),
        None => (words[0], None),
    };
    let path: Vec<String> = names.split('>').map(str::to_owned).collect();
    let candidates: Vec<String> = words[3..].iter().map(|c| (*c).to_owned()).collect();
    LineItem {
        id: format!("id of {line}"),
        name: path.last().unwrap().clone(),
        path,
        level: Level::Program,
        fiscal_year: words[1].parse().ok(),
        stage: Stage::Decided,
        measure: Measure::Amount,
        flow: Flow::Expenditure,
        agency: None,
        ministry,
        yen: words[2].parse::<i64>().ok().map(|oku| oku * 100_000_000),
        yen_max: None,
        resolution: 100_000_000,
        rate: None,
        count: None,
        part_of: None,
        same_as: None,
        flags: Vec::new(),
        certainty: if candidates.is_empty() { Certainty::Stated } else { Certainty::Ambiguous },
        candidates,
        rule: "rule".to_owned(),
        evidence: Evidence::default(),
    }
}

fn items(lines: &[&str]) -> Extraction {
    let mut line_items: Vec<LineItem> = lines.iter().map(|line| item(line)).collect();
    for i in 0..line_items.len() {
        line_items[i].evidence.line = i as u32 + 1;
        let earlier = line_items[..i].iter().filter(|e| e.id == line_items[i].id).count();
        if earlier > 0 {
            line_items[i].id += &format!("-{}", earlier + 1);
        }
    }
    Extraction { line_items, ..Extraction::default() }
}

fn side(extraction: &Extraction) -> Option<Side<'_>> {
    let input = Input { path: "a.txt", stem: Some("a"), sha256: Some("1"), error: None };
    Some((input, extraction))
}

/// What changed: `old~new fields`, `-gone` and `+added`, with the numbers of their lines.
fn told(old: &Extraction, new: &Extraction) -> String {
    let Some(change) = document(side(old), side(new)) else { return String::new() };
    let mut told: Vec<String> = Vec::new();
    for changed in &change.line_items.changed {
        let fields: Vec<&str> = changed.fields.iter().map(|f| f.field.as_str()).collect();
        let (old, new) = (changed.old.evidence.line, changed.new.evidence.line);
        told.push(format!("{old}~{new} {}", fields.join(" ")));
    }
    told.extend(change.line_items.gone.iter().map(|i| format!("-{}", i.evidence.line)));
    told.extend(change.line_items.added.iter().map(|i| format!("+{}", i.evidence.line)));
    told.extend(change.renames.iter().map(|r| format!("{}→{} {}", r.old, r.new, r.line_items)));
    told.join(", ")
}

#[track_caller]
fn check(old: &[&str], new: &[&str], expected: &str) {
    assert_eq!(told(&items(old), &items(new)), expected);
}

#[test]
fn the_same_is_nothing_in_any_order() {
    check(&["A 2020 1", "B 2020 2"], &["A 2020 1", "B 2020 2"], "");
    check(&["A 2020 1", "B 2020 2"], &["B 2020 2", "A 2020 1"], "");
    check(&["A 2020 1", "A 2020 1"], &["A 2020 1", "A 2020 1"], "");
    check(&[], &[], "");
}

#[test]
fn amounts() {
    check(&["A 2020 1", "B 2020 2"], &["A 2020 3", "B 2020 2"], "1~1 yen");
    check(&["A 2020 1"], &["A 2020 ?"], "1~1 yen");
    // Each ministry's share, year and place of the hierarchy is an item of its own.
    check(&["A@文 2020 1", "A@厚 2020 2"], &["A@厚 2020 3", "A@文 2020 1"], "2~1 yen");
    check(&["P>A 2020 1", "Q>A 2020 2"], &["Q>A 2020 3", "P>A 2020 4"], "2~1 yen, 1~2 yen");
    check(&["A 2019 1", "A 2020 2"], &["A 2019 1", "A 2020 3"], "2~2 yen");
    // Figures that were exchanged.
    check(&["A 2020 1", "B 2020 2"], &["A 2020 2", "B 2020 1"], "1~1 yen, 2~2 yen");
}

#[test]
fn items_that_are_printed_again() {
    check(&["A 2020 1", "A 2020 2"], &["A 2020 3", "A 2020 4"], "1~1 yen, 2~2 yen");
    check(&["A 2020 1", "A 2020 2"], &["A 2020 1", "A 2020 4"], "2~2 yen");
    // Which of the two is gone, if the third is neither, is not known.
    check(&["A 2020 1", "A 2020 2"], &["A 2020 3"], "-1, -2, +1");
    // The neighbours tell that the one between B and C is gone.
    check(
        &["A 2020 1", "B 2020 2", "A 2020 1", "C 2020 3", "A 2020 1"],
        &["A 2020 1", "B 2020 2", "C 2020 3", "A 2020 1"],
        "-3",
    );
    check(&["A 2020 1", "A 2020 1"], &["A 2020 1"], "-2");
    check(&["A 2020 1"], &["A 2020 1", "A 2020 1"], "+2");
}

#[test]
fn names() {
    check(
        &["A 2020 1", "B 2020 2", "C 2020 3"],
        &["A 2020 1", "Z 2020 2", "C 2020 3"],
        "2~2 name, B→Z 1",
    );
    // Another figure and another name: nothing ties them.
    check(&["A 2020 1", "B 2020 2", "C 2020 3"], &["A 2020 1", "Z 2020 9", "C 2020 3"], "-2, +2");
    // But for a name that is alike, between the same neighbours.
    check(
        &["A 2020 1", "全ゲノム事業 2020 2"],
        &["A 2020 1", "全ゲノム等事業 2020 9"],
        "2~2 name yen, 全ゲノム事業→全ゲノム等事業 1",
    );
    // The same figure elsewhere, under a name that is alike, and under one that is not.
    check(
        &["全ゲノム事業 2020 2", "A 2020 1"],
        &["A 2020 1", "全ゲノム等事業 2020 2"],
        "1~2 name, 全ゲノム事業→全ゲノム等事業 1",
    );
    check(&["B 2020 2", "A 2020 1"], &["A 2020 1", "Z 2020 2"], "-1, +2");
    // Two that could be either.
    check(&["B 2020 2", "C 2020 2"], &["Y 2020 2", "Z 2020 2"], "-1, -2, +1, +2");
}

#[test]
fn what_stands_under_a_name_that_changed() {
    check(
        &["P 2020 9", "P>A 2020 1", "P>B 2020 2"],
        &["Q 2020 9", "Q>A 2020 1", "Q>B 2020 2"],
        "1~1 name, P→Q 3",
    );
    check(&["P 2020 9", "P>A 2020 1"], &["Q 2020 9", "Q>A 2020 5"], "1~1 name, 2~2 yen, P→Q 2");
    // Moved from one project to another: both are there before and after.
    check(
        &["P 2020 9", "P>A 2020 1", "Q 2020 8"],
        &["P 2020 9", "Q 2020 8", "Q>A 2020 1"],
        "2~3 path",
    );
}

#[test]
fn other_fields() {
    check(&["A 2020 1"], &["A 2021 1"], "1~1 fiscal_year");
    check(&["A@文 2020 1"], &["A@厚 2020 1"], "1~1 ministry");
    check(&["A 2020 1"], &["A 2020 1 B"], "1~1 candidates certainty");
    check(&["A 2020 1 B"], &["A 2020 1 B C"], "1~1 candidates");
    // Year and amount: the same item where it stands at the same place.
    check(&["A 2020 1", "B 2020 5"], &["A 2021 2", "B 2020 5"], "1~1 fiscal_year yen");
    check(&["A 2020 1", "B 2020 5"], &["B 2020 5", "A 2021 2"], "-1, +2");
}

#[test]
fn links_are_followed_through_new_ids() {
    let mut old = items(&["P 2020 9", "P>A 2020 1"]);
    let mut new = items(&["P 2020 8", "P>A 2020 1"]);
    old.line_items[1].part_of = Some(old.line_items[0].id.clone());
    new.line_items[1].part_of = Some(new.line_items[0].id.clone());
    assert_eq!(told(&old, &new), "1~1 yen");
    new.line_items[1].part_of = None;
    assert_eq!(told(&old, &new), "1~1 yen, 2~2 part_of");
    let change = document(side(&old), side(&new)).unwrap();
    assert_eq!(change.line_items.changed[1].fields[0].old, "P 9億円");
}

#[test]
fn the_parts_tell_which_of_two_is_which() {
    let two = |first: &str, second: &str| {
        let mut found = items(&["A 2020 5", first, "A 2020 5", second]);
        for part in [1, 3] {
            found.line_items[part].part_of = Some(found.line_items[part - 1].id.clone());
        }
        found
    };
    assert_eq!(told(&two("B 2020 2", "C 2020 3"), &two("C 2020 3", "B 2020 2")), "");
    assert_eq!(told(&two("B 2020 2", "C 2020 3"), &two("B 2020 2", "C 2020 4")), "4~4 yen");
}

#[test]
fn differences_are_exact() {
    let check = |old: &str, new: &str, expected: Option<(i64, Option<&str>)>| {
        let change = document(side(&items(&[old])), side(&items(&[new]))).unwrap();
        let got = change.line_items.changed[0].difference.clone();
        let got = got.as_ref().map(|d| (d.yen, d.percent.as_deref()));
        assert_eq!(got, expected, "{old} {new}");
    };
    check("A 2020 461", "A 2020 471", Some((1_000_000_000, Some("2.2"))));
    check("A 2020 471", "A 2020 461", Some((-1_000_000_000, Some("-2.1"))));
    check("A 2020 -2", "A 2020 1", Some((300_000_000, Some("150.0"))));
    check("A 2020 0", "A 2020 1", Some((100_000_000, None)));
    check("A 2020 ?", "A 2020 1", None);
}

#[test]
fn other_records() {
    let notes = |texts: &[&str]| Extraction {
        notes: texts
            .iter()
            .map(|text| Note { marker: "※".into(), text: (*text).into(), ..Note::default() })
            .collect(),
        ..Extraction::default()
    };
    let check = |old: &[&str], new: &[&str], expected: (usize, usize, usize)| {
        let change = document(side(&notes(old)), side(&notes(new)));
        let got = change.map(|c| (c.notes.changed.len(), c.notes.gone.len(), c.notes.added.len()));
        assert_eq!(got.unwrap_or_default(), expected, "{old:?} {new:?}");
    };
    check(&["a", "b"], &["b", "a"], (0, 0, 0));
    check(&["a", "b", "c"], &["a", "x", "c"], (1, 0, 0));
    check(&["a", "b", "c"], &["a", "c", "x"], (0, 1, 1));
    check(&["a", "b", "b", "c"], &["a", "b", "c"], (0, 1, 0));
}

#[test]
fn a_statistic_is_known_by_its_label_and_a_section_not_by_its_number() {
    let numbers = |value: &str| Extraction {
        statistics: vec![Statistic {
            label: "採択課題".into(),
            value: value.into(),
            unit: "件".into(),
            ..Statistic::default()
        }],
        ..Extraction::default()
    };
    let change = document(side(&numbers("12")), side(&numbers("15"))).unwrap();
    assert_eq!(change.statistics.changed[0].fields[0].field, "value");
    let section = |id: &str, parent: Option<&str>, title: &str| Section {
        id: id.into(),
        parent: parent.map(str::to_owned),
        title: title.into(),
        ..Section::default()
    };
    let old = Extraction {
        sections: vec![section("s1", None, "A"), section("s2", Some("s1"), "B")],
        ..Extraction::default()
    };
    let new = Extraction {
        sections: vec![
            section("s1", None, "Z"),
            section("s2", None, "A"),
            section("s3", Some("s2"), "B"),
        ],
        ..Extraction::default()
    };
    let change = document(side(&old), side(&new)).unwrap();
    assert_eq!((change.sections.changed.len(), change.sections.added.len()), (0, 1));
}
