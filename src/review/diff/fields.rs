//! What a record says, field by field, without where it says it.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Field {
    /// Its name in the record model.
    pub field: String,
    /// What it was.
    pub old: Value,
    /// What it is.
    pub new: Value,
}

/// Fields by name.
pub(super) type Fields = BTreeMap<String, Value>;

/// The fields of a record but for `without`.
pub(super) fn fields(record: &impl Serialize, without: &[&str]) -> Fields {
    match serde_json::to_value(record) {
        Ok(Value::Object(all)) => {
            all.into_iter().filter(|(name, _)| !without.contains(&name.as_str())).collect()
        }
        _ => Fields::new(),
    }
}

/// The fields that differ, in the order of their names.
pub(super) fn differing(mut old: Fields, new: Fields) -> Vec<Field> {
    new.into_iter()
        .filter_map(|(field, new)| {
            let old = old.remove(&field).unwrap_or(Value::Null);
            (old != new).then_some(Field { field, old, new })
        })
        .collect()
}

/// The fields that differ of two values that are each one for the whole document.
pub(super) fn compared<T: Serialize>(old: &T, new: &T, without: &[&str]) -> Vec<Field> {
    differing(fields(old, without), fields(new, without))
}
