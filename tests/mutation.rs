//! A changed figure in a source is noticed: the records change, and where the
//! document prints a sum over the figure, a check fails.

mod common;

use yosan::model::{CheckStatus, LineItem};
use yosan::{Extraction, Options, extract};

/// What came of changing each printed figure of one document.
#[derive(Default)]
struct Outcome {
    /// Figures that were changed.
    changed: usize,
    /// Those whose change makes a check fail that held before.
    caught: usize,
    /// Those whose change left the records as they were.
    unnoticed: Vec<String>,
}

fn mutate(number: &str) -> Outcome {
    let input = common::seed(number);
    let before = input.extract();
    let source = input.text();
    let mut outcome = Outcome::default();
    for item in &before.line_items {
        let range = item.evidence.start as usize..item.evidence.end as usize;
        let Some(text) = ten_more(&source[range.clone()]) else { continue };
        let mut mutated = source.clone();
        mutated.replace_range(range, &text);
        let after = extract(&input.path, mutated.as_bytes(), Options::default())
            .expect("text always opens");
        outcome.changed += 1;
        if fails(&after) > fails(&before) {
            outcome.caught += 1;
        }
        if facts(&after) == facts(&before) {
            outcome.unnoticed.push(format!("line {}: {text}", item.evidence.line));
        }
    }
    outcome
}

fn fails(extraction: &Extraction) -> usize {
    extraction.checks.iter().filter(|c| c.status == CheckStatus::Fails).count()
}

/// The figures of the records, each with its item.
fn facts(extraction: &Extraction) -> Vec<(&str, Option<i64>, Option<i64>)> {
    let fact = |item: &LineItem| (item.yen, item.yen_max);
    extraction
        .line_items
        .iter()
        .map(|item| (item.name.as_str(), fact(item).0, fact(item).1))
        .collect()
}

/// The printed amount with ten more in its first integer; none if it has no digits.
fn ten_more(printed: &str) -> Option<String> {
    let is_figure = |c: char| digit(c).is_some() || matches!(c, ',' | '，');
    let start = printed.find(|c| digit(c).is_some())?;
    let rest = &printed[start..];
    let figure = &rest[..rest.find(|c| !is_figure(c)).unwrap_or(rest.len())];
    let value = figure.chars().filter_map(digit).fold(0u64, |n, d| n * 10 + u64::from(d)) + 10;
    let comma = figure.chars().find(|c| matches!(c, ',' | '，'));
    let wide = figure.starts_with(|c: char| !c.is_ascii());
    let plain = value.to_string();
    let mut more = String::new();
    for (i, c) in plain.chars().enumerate() {
        if let Some(comma) = comma
            && i > 0
            && (plain.len() - i).is_multiple_of(3)
        {
            more.push(comma);
        }
        more.push(if wide { widen(c) } else { c });
    }
    Some(format!("{}{more}{}", &printed[..start], &rest[figure.len()..]))
}

fn digit(c: char) -> Option<u32> {
    match c {
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => c.to_digit(10),
    }
}

fn widen(c: char) -> char {
    digit(c).and_then(|d| char::from_u32('０' as u32 + d)).unwrap_or(c)
}

#[test]
fn ten_more_keeps_the_way_a_figure_is_written() {
    let check = |printed: &str, more: &str| assert_eq!(ten_more(printed).as_deref(), Some(more));
    check("1,272億円", "1,282億円");
    check("総5", "総15");
    check("＋１億円", "＋１１億円");
    check("１，９９９億円", "２，００９億円");
    check("0.3億円", "10.3億円");
    check("5,000 万～\n10 億円", "5,010 万～\n10 億円");
    assert_eq!(ten_more("厚※"), None);
}

/// Each figure that is changed changes the records, and at least `floor` percent
/// of them make a check fail: what was measured, rounded down to the next five.
#[track_caller]
#[expect(clippy::print_stdout, reason = "the rate is for who runs this with --nocapture")]
fn check(number: &str, floor: usize) {
    let Outcome { changed, caught, unnoticed } = mutate(number);
    println!("{number}: {caught} of {changed} changed figures make a check fail");
    assert!(changed > 0, "nothing was changed");
    assert!(unnoticed.is_empty(), "changes that nothing shows:\n{}", unnoticed.join("\n"));
    assert!(caught * 100 >= changed * floor, "only {caught} of {changed} make a check fail");
}

#[test]
fn decision_points() {
    check("000", 75);
}

#[test]
fn brochure() {
    check("002", 40);
}

#[test]
fn request_points_on_two_pages() {
    check("003", 95);
}

#[test]
fn request_points_with_sheets() {
    check("004", 90);
}
