//! Line items as JSON Lines: one object a line, `document` first.

use crate::model::LineItem;

/// Appends one line per item to `out`: the item's own object with
/// `"document"` set before its fields.
pub fn write_jsonl(document: &str, items: &[LineItem], out: &mut Vec<u8>) {
    let name = serde_json::Value::from(document);
    let head = format!("{{\"document\":{name}");
    for item in items {
        let start = out.len();
        out.extend_from_slice(head.as_bytes());
        // The item's object is written behind the head, and its opening brace
        // becomes the comma between the two: `#[serde(flatten)]` without its cost.
        let brace = out.len();
        if serde_json::to_writer(&mut *out, item).is_err() {
            // A Vec takes every write and the model has string keys only.
            out.truncate(start);
            continue;
        }
        out[brace] = b',';
        out.push(b'\n');
    }
}

#[cfg(test)]
mod tests {
    use super::write_jsonl;
    use crate::model::{Certainty, Evidence, Flow, Level, LineItem, Measure, Stage};

    fn item(name: &str) -> LineItem {
        LineItem {
            id: "x1".to_owned(),
            name: name.to_owned(),
            path: vec![name.to_owned()],
            level: Level::Total,
            fiscal_year: Some(2020),
            stage: Stage::Decided,
            measure: Measure::Amount,
            flow: Flow::Expenditure,
            agency: None,
            ministry: None,
            yen: Some(46_100_000_000),
            yen_max: None,
            resolution: 100_000_000,
            rate: None,
            count: None,
            part_of: None,
            same_as: None,
            flags: Vec::new(),
            certainty: Certainty::Stated,
            candidates: Vec::new(),
            rule: "r".to_owned(),
            evidence: Evidence::default(),
        }
    }

    #[test]
    fn each_line_is_the_item_with_its_document_first() {
        let items = [item("{\n\"}"), item("医薬品")];
        let mut out = Vec::new();
        write_jsonl("a \"b\"", &items, &mut out);
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.lines().count(), 2);
        for (line, item) in text.lines().zip(&items) {
            assert!(line.starts_with(r#"{"document":"a \"b\"","id":"x1","name":"#), "{line}");
            let mut value: serde_json::Value = serde_json::from_str(line).unwrap();
            let document = value.as_object_mut().unwrap().remove("document").unwrap();
            assert_eq!(document, "a \"b\"");
            assert_eq!(serde_json::from_value::<LineItem>(value).unwrap(), *item);
        }
    }

    #[test]
    fn no_items_are_no_lines() {
        let mut out = Vec::new();
        write_jsonl("a", &[], &mut out);
        assert!(out.is_empty());
    }
}
