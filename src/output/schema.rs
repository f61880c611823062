//! The JSON Schema of an extraction, generated from the model's types.

use schemars::Schema;
use schemars::generate::SchemaSettings;

use crate::model::Extraction;

/// The JSON Schema (draft 2020-12) of what `<stem>.json` holds, pretty-printed,
/// with the descriptions of the model.
pub fn schema() -> String {
    let mut text = format!("{:#}", generate().as_value());
    text.push('\n');
    text
}

/// The schema itself.
pub(super) fn generate() -> Schema {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    generator.into_root_schema_for::<Extraction>()
}

#[cfg(test)]
mod tests {
    use super::schema;
    use crate::model::Extraction;

    #[test]
    fn an_extraction_is_valid_and_a_wrong_one_is_not() {
        let schema: serde_json::Value = serde_json::from_str(&schema()).unwrap();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        let validator = jsonschema::validator_for(&schema).unwrap();
        let mut value = serde_json::to_value(Extraction::default()).unwrap();
        assert!(validator.is_valid(&value));
        value["document"]["kind"] = "a kind that is none".into();
        assert!(!validator.is_valid(&value));
    }

    #[test]
    fn every_field_of_a_line_item_is_described() {
        let schema: serde_json::Value = serde_json::from_str(&schema()).unwrap();
        let fields = schema["$defs"]["LineItem"]["properties"].as_object().unwrap();
        assert!(fields.len() > 20);
        for (name, field) in fields {
            assert!(field["description"].is_string(), "{name} has no description");
        }
    }
}
