//! Where the meaning of a column is written: the JSON Schema of the record model.

use schemars::Schema;
use serde_json::Value;

/// One word that a column may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As it stands in the cell: `decided`.
    pub value: String,
    /// What it means: 決定額
    pub meaning: String,
}

/// The JSON Schema of an extraction, asked by paths such as `line_items.evidence.page`.
pub(super) struct Model(Schema);

/// What the schema says of one field.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub description: String,
    pub words: Vec<Word>,
}

impl Model {
    pub(super) fn new() -> Model {
        Model(super::super::schema::generate())
    }

    /// The field at `path`. A list is entered without a sign of its own; the word of a
    /// list of words is its last step: `line_items.flags.new`.
    pub(super) fn field(&self, path: &str) -> Option<Known> {
        let mut at = self.0.as_value();
        let mut description = "";
        for step in path.split('.').filter(|step| !step.is_empty()) {
            let found = self.step(at, step)?;
            at = found;
            // The corners of a box have no description but that of the box.
            description = found["description"].as_str().unwrap_or(description);
        }
        let words = words(self.kind(at));
        Some(Known { description: description.to_owned(), words })
    }

    fn step<'s>(&'s self, at: &'s Value, step: &str) -> Option<&'s Value> {
        let kind = self.kind(at);
        let property = &kind["properties"][step];
        if property.is_object() {
            return Some(property);
        }
        if kind["type"] == "number" && step.parse::<usize>().is_ok() {
            return Some(kind);
        }
        kind["oneOf"].as_array()?.iter().find(|word| word["const"] == step)
    }

    /// What a field or the elements of a list are, behind references and `or null`.
    fn kind<'s>(&'s self, mut at: &'s Value) -> &'s Value {
        loop {
            at = if let Some(reference) = at["$ref"].as_str() {
                self.0.pointer(reference.trim_start_matches('#')).unwrap_or(&Value::Null)
            } else if at["anyOf"].is_array() {
                &at["anyOf"][0]
            } else if at["items"].is_object() {
                &at["items"]
            } else {
                return at;
            }
        }
    }

    /// The paths of all fields that hold a datum.
    #[cfg(test)]
    pub(super) fn leaves(&self) -> Vec<String> {
        let mut leaves = Vec::new();
        self.leaves_of(self.0.as_value(), "", &mut leaves);
        leaves
    }

    #[cfg(test)]
    fn leaves_of(&self, at: &Value, path: &str, leaves: &mut Vec<String>) {
        let kind = self.kind(at);
        let size = at["maxItems"].as_u64();
        let is_list = at["items"].is_object();
        if let Some(properties) = kind["properties"].as_object() {
            for (name, property) in properties {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                self.leaves_of(property, &path, leaves);
            }
        } else if let Some(size) = size {
            leaves.extend((0..size).map(|i| format!("{path}.{i}")));
        } else if is_list && kind["oneOf"].is_array() {
            leaves.extend(words(kind).into_iter().map(|w| format!("{path}.{}", w.value)));
        } else {
            leaves.push(path.to_owned());
        }
    }
}

fn words(kind: &Value) -> Vec<Word> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let all = kind["oneOf"].as_array().map_or(&[][..], Vec::as_slice);
    all.iter()
        .filter(|word| word["const"].is_string())
        .map(|word| Word { value: text(&word["const"]), meaning: text(&word["description"]) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Model;

    #[test]
    fn a_field_is_found_behind_lists_and_references() {
        let model = Model::new();
        let check = |path: &str, description: &str| {
            assert_eq!(model.field(path).unwrap().description, description, "{path}");
        };
        check("line_items.yen_max", "The high end of a range, or the cap.");
        check("line_items.count.unit", "Of what: 件, 課題, 人 …");
        check("line_items.flags.new", "新規");
        check("line_items.evidence.label.page", "Page, counted from 1.");
        check("programs.ministries", "Official names of its ministries.");
        let corner = "`[x0, y0, x1, y1]` in PDF points from the top left corner; null for text.";
        check("diagnostics.evidence.bbox.3", corner);
        assert!(model.field("line_items.colour").is_none());
        assert!(model.field("line_items.flags.old").is_none());
    }

    #[test]
    fn words_have_their_meaning() {
        let words = Model::new().field("document.kind").unwrap().words;
        let first = words.first().map(|w| (w.value.as_str(), w.meaning.as_str()));
        assert_eq!(first, Some(("decision_points", "予算のポイント")));
        assert_eq!(words.len(), 5);
    }
}
