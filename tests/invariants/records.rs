//! Nothing lost, nothing invented: counts, ids and links of the records agree.

use std::collections::BTreeSet;

use serde_json::Value;
use yosan::Extraction;
use yosan::model::{Certainty, Flag, LineItem};

use super::{assert_none, value};
use crate::common::inputs;

/// Calls `judge` with each document's records and says what it finds wrong.
#[track_caller]
fn each(judge: impl Fn(&Extraction, &mut Vec<String>)) {
    let mut all = Vec::new();
    for input in inputs() {
        let mut wrong = Vec::new();
        judge(&input.extract(), &mut wrong);
        all.extend(wrong.into_iter().map(|w| format!("{}: {w}", input.path)));
    }
    assert_none(&all);
}

/// How many printed amounts a record stands for: two for a range, one for all others.
fn ends(item: &LineItem) -> u32 {
    if item.flags.contains(&Flag::Range) { 2 } else { 1 }
}

fn shown(item: &LineItem) -> String {
    format!("line {}: {} ({})", item.evidence.line, item.name, item.evidence.text)
}

#[test]
fn every_amount_is_claimed_or_explained() {
    each(|extraction, wrong| {
        let coverage = extraction.coverage;
        if coverage.claimed + coverage.unclaimed != coverage.amounts {
            wrong.push(format!("claimed + unclaimed is not amounts: {coverage:?}"));
        }
        let claimed: u32 = extraction.line_items.iter().map(ends).sum();
        if claimed != coverage.claimed {
            wrong.push(format!("the records stand for {claimed} amounts: {coverage:?}"));
        }
        let unclaimed: u32 = extraction.unclaimed_amounts.iter().map(|u| u.amounts).sum();
        if unclaimed != coverage.unclaimed {
            wrong.push(format!("the list of unclaimed has {unclaimed} amounts: {coverage:?}"));
        }
        let ambiguous = |item: &&LineItem| item.certainty == Certainty::Ambiguous;
        let ambiguous: u32 = extraction.line_items.iter().filter(ambiguous).map(ends).sum();
        if ambiguous != coverage.ambiguous {
            wrong.push(format!("{ambiguous} amounts are ambiguous: {coverage:?}"));
        }
        for unclaimed in extraction.unclaimed_amounts.iter().filter(|u| u.reason.is_empty()) {
            wrong.push(format!("line {}: no reason is given", unclaimed.evidence.line));
        }
    });
}

#[test]
fn no_two_records_stand_for_the_same_characters() {
    each(|extraction, wrong| {
        let claimed = extraction.line_items.iter().map(|i| &i.evidence);
        let unclaimed = extraction.unclaimed_amounts.iter().map(|u| &u.evidence);
        let mut places: Vec<_> =
            claimed.chain(unclaimed).map(|e| (e.page, e.start, e.end)).collect();
        places.sort_unstable();
        for pair in places.windows(2) {
            if pair[0].0 == pair[1].0 && pair[1].1 < pair[0].2 {
                wrong.push(format!("{:?} and {:?} share characters", pair[0], pair[1]));
            }
        }
    });
}

#[test]
fn ids_are_unique() {
    each(|extraction, wrong| {
        let mut seen = BTreeSet::new();
        let items = extraction.line_items.iter().map(|i| &i.id);
        for id in items.chain(extraction.sections.iter().map(|s| &s.id)) {
            if id.is_empty() || !seen.insert(id) {
                wrong.push(format!("{id:?} is not an id of its own"));
            }
        }
    });
}

#[test]
fn every_link_leads_to_a_record() {
    each(|extraction, wrong| {
        let items: BTreeSet<&String> = extraction.line_items.iter().map(|i| &i.id).collect();
        let sections: BTreeSet<&String> = extraction.sections.iter().map(|s| &s.id).collect();
        let mut link = |id: &String, from: String| {
            if !items.contains(id) {
                wrong.push(format!("{from} leads to {id}, which is no line item"));
            }
        };
        for item in &extraction.line_items {
            for id in item.part_of.iter().chain(&item.same_as) {
                link(id, shown(item));
            }
        }
        for program in &extraction.programs {
            for id in &program.line_item_ids {
                link(id, program.name.clone());
            }
        }
        for check in &extraction.checks {
            for id in check.parts.iter().chain([&check.of]) {
                link(id, format!("a check {:?}", check.kind));
            }
        }
        for section in &extraction.sections {
            if section.parent.as_ref().is_some_and(|p| !sections.contains(p)) {
                wrong.push(format!("the parent of {} is no section", section.title));
            }
        }
    });
}

#[test]
fn part_of_is_a_tree_and_same_as_looks_back() {
    each(|extraction, wrong| {
        let items = &extraction.line_items;
        let find = |id: &String| items.iter().position(|i| i.id == *id);
        for (n, item) in items.iter().enumerate() {
            let mut at = Some(n);
            let mut steps = 0;
            while let Some(i) = at {
                at = items[i].part_of.as_ref().and_then(find);
                steps += 1;
                if steps > items.len() {
                    wrong.push(format!("{} is a part of itself", shown(item)));
                    break;
                }
            }
            if item.same_as.as_ref().and_then(find).is_some_and(|first| first >= n) {
                wrong.push(format!("{} is the same as a later record", shown(item)));
            }
        }
    });
}

#[test]
fn only_the_ambiguous_have_candidates() {
    each(|extraction, wrong| {
        for item in &extraction.line_items {
            let is_ambiguous = item.certainty == Certainty::Ambiguous;
            if is_ambiguous == item.candidates.is_empty() {
                wrong.push(format!("{}: {:?}", shown(item), item.candidates));
            }
        }
    });
}

#[test]
fn every_line_item_has_a_name_and_a_rule() {
    each(|extraction, wrong| {
        for item in &extraction.line_items {
            let is_known = yosan::rules::RULES.iter().any(|r| r.name == item.rule);
            if item.name.trim().is_empty() || item.path.last() != Some(&item.name) || !is_known {
                wrong.push(format!("{}: {:?}, {}", shown(item), item.path, item.rule));
            }
        }
    });
}

#[test]
fn an_amount_without_yen_says_why() {
    each(|extraction, wrong| {
        for item in &extraction.line_items {
            // The converse does not hold: 164,246千円+事項要求 has yen, and more to come.
            let has_yen = item.yen.or(item.yen_max).is_some();
            if !has_yen && !item.flags.contains(&Flag::Undetermined) {
                wrong.push(format!("{}: {:?}, {:?}", shown(item), item.yen, item.flags));
            }
            if item.flags.contains(&Flag::Range)
                && item.yen.zip(item.yen_max).is_none_or(|(low, high)| low > high)
            {
                wrong.push(format!("{}: {:?} to {:?}", shown(item), item.yen, item.yen_max));
            }
        }
    });
}

/// The numbers in `value` that are no integers, with the key each stands under.
fn floats(value: &Value, key: &str, found: &mut Vec<String>) {
    match value {
        Value::Number(n) if n.is_f64() => found.push(format!("{key}: {n}")),
        Value::Array(list) => list.iter().for_each(|v| floats(v, key, found)),
        Value::Object(fields) => {
            for (key, inner) in fields.iter().filter(|(key, _)| *key != "bbox") {
                floats(inner, key, found);
            }
        }
        _ => {}
    }
}

#[test]
fn only_places_on_a_page_are_floats() {
    each(|extraction, wrong| floats(&value(extraction), "", wrong));
}

#[test]
fn a_number_that_is_no_integer_would_be_found() {
    let mut found = Vec::new();
    let value = serde_json::json!({"evidence": {"bbox": [1.5]}, "parts": [{"yen": 0.5}]});
    floats(&value, "", &mut found);
    assert_eq!(found, ["yen: 0.5"]);
}

#[test]
fn the_same_bytes_give_the_same_records() {
    for input in inputs() {
        let (once, again) = (input.extract(), input.extract());
        assert_eq!(crate::common::json(&once), crate::common::json(&again), "{}", input.path);
    }
}
