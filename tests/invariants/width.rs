//! Full-width and half-width characters say the same.

use serde_json::Value;

use super::{assert_none, value};
use crate::common::texts;
use yosan::{Options, extract};

/// The line items of a text in UTF-8, without the places where they stand.
fn line_items(path: &str, text: &str) -> Vec<Value> {
    let mut extraction =
        value(&extract(path, text.as_bytes(), Options::default()).expect("text always opens"));
    let Value::Array(mut items) = extraction["line_items"].take() else { return Vec::new() };
    for item in &mut items {
        item.as_object_mut().expect("a line item is an object").remove("evidence");
    }
    items
}

/// Letters, digits and brackets in full width; tags and what Markdown marks stay.
fn widen(text: &str) -> String {
    let mut in_tag = false;
    let mut wide = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        in_tag |= c == '<' && rest.peek().is_some_and(|n| n.is_ascii_lowercase() || *n == '/');
        let is_wide = !in_tag && (c.is_ascii_alphanumeric() || matches!(c, '(' | ')'));
        wide.push(if is_wide { shift(c, 0xFEE0) } else { c });
        in_tag &= c != '>';
    }
    wide
}

/// The same characters in half width.
fn narrow(text: &str) -> String {
    let is_wide = |c: char| matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '（' | '）');
    text.chars().map(|c| if is_wide(c) { shift(c, -0xFEE0) } else { c }).collect()
}

fn shift(c: char, by: i32) -> char {
    u32::try_from(c as i32 + by).ok().and_then(char::from_u32).unwrap_or(c)
}

/// What differs between the line items of a document and those of `other`, its transform.
fn differences(path: &str, text: &str, other: &str, wrong: &mut Vec<String>) {
    let (printed, changed) = (line_items(path, text), line_items(path, other));
    if printed.len() != changed.len() {
        wrong.push(format!("{path}: {} line items become {}", printed.len(), changed.len()));
    }
    for (a, b) in printed.iter().zip(&changed).filter(|(a, b)| a != b) {
        for (key, x) in a.as_object().into_iter().flatten() {
            if *x != b[key] {
                wrong.push(format!("{path}: {}: {key} {x} becomes {}", a["name"], b[key]));
            }
        }
    }
}

#[test]
fn full_width_gives_the_same_line_items() {
    let mut wrong = Vec::new();
    for input in texts() {
        let text = input.text();
        differences(&input.path, &text, &widen(&text), &mut wrong);
    }
    assert_none(&wrong);
}

#[test]
fn half_width_gives_the_same_line_items() {
    let mut wrong = Vec::new();
    for input in texts() {
        let text = input.text();
        differences(&input.path, &text, &narrow(&text), &mut wrong);
    }
    assert_none(&wrong);
}

#[test]
fn the_two_forms_differ() {
    assert_eq!(
        widen("<b>AMED(総5)</b> 3.5億円 <AMED>"),
        "<b>ＡＭＥＤ（総５）</b> ３.５億円 <ＡＭＥＤ>"
    );
    assert_eq!(narrow("ＡＭＥＤ（総５）"), "AMED(総5)");
}
