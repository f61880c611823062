//! A Data Package that describes the CSV files.
//!
//! Frictionless Tabular Data Package and Table Schema (version 1), with the `columnType` of
//! the Fiscal Data Package (1.0rc1) where a column is one of its concepts. The package does
//! not call itself by that profile: its published schema is that of version 0.3, and
//! demands the profile `tabular-data-package`.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::tidy::{Column, ForeignKey, Kind, Table};

/// A CSV file that was written.
#[derive(Clone, Debug)]
pub struct Resource {
    /// The table that it holds.
    pub table: &'static Table,
    /// Its name in the folder of the package.
    pub path: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// Writes the description of the package of these files.
///
/// # Errors
/// Only those of `out`.
pub fn write_datapackage(resources: &[Resource], mut out: impl Write) -> io::Result<()> {
    let package = json!({
        "profile": "tabular-data-package",
        "name": "yosan",
        "title": "予算資料から読み取ったデータ",
        "description": "What was read from Japanese government budget documents. \
            A text that a spreadsheet would take for a formula has an apostrophe in front, \
            and so has one that begins with an apostrophe: drop it to have the text.",
        "resources": resources.iter().map(resource).collect::<Vec<_>>(),
    });
    package.serialize(&mut serde_json::Serializer::pretty(&mut out))?;
    out.write_all(b"\n")
}

fn resource(resource: &Resource) -> Value {
    let Resource { table, path, bytes, sha256 } = resource;
    json!({
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "description": table.description,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": bytes,
        "hash": format!("sha256:{sha256}"),
        "dialect": {
            "delimiter": ",",
            "lineTerminator": "\r\n",
            "quoteChar": "\"",
            "doubleQuote": true,
            "skipInitialSpace": false,
            "header": true,
        },
        "schema": schema(table),
    })
}

fn schema(table: &Table) -> Value {
    let mut schema = Map::new();
    schema.insert("fields".into(), table.columns.iter().map(field).collect());
    schema.insert("missingValues".into(), json!([""]));
    schema.insert("primaryKey".into(), json!(table.primary_key));
    // Readers look a pair up even where one of the two is missing, unlike SQL: a key that
    // may be missing is left out.
    let is_whole = |key: &&ForeignKey| {
        let is_required = |name: &&str| table.columns.iter().any(|c| c.name == *name && c.required);
        key.columns.iter().all(is_required)
    };
    let keys: Vec<Value> = table.foreign_keys.iter().filter(is_whole).map(foreign_key).collect();
    if !keys.is_empty() {
        schema.insert("foreignKeys".into(), keys.into());
    }
    if table.columns.iter().any(|column| column.fiscal == Some("value")) {
        let currency = json!({
            "name": "currency",
            "type": "string",
            "columnType": "value-currency:code",
            "constant": "JPY",
        });
        schema.insert("extraFields".into(), json!([currency]));
    }
    Value::Object(schema)
}

fn foreign_key(key: &ForeignKey) -> Value {
    let reference = json!({ "resource": key.table, "fields": key.references });
    json!({ "fields": key.columns, "reference": reference })
}

fn field(column: &Column) -> Value {
    let mut field = Map::new();
    let mut insert = |name: &str, value: Value| {
        field.insert(name.to_owned(), value);
    };
    insert("name", column.name.into());
    insert("title", column.title.into());
    insert("description", column.description.as_str().into());
    insert("type", kind(column.kind).into());
    if let Some(unit) = column.unit {
        insert("unit", unit.into());
    }
    if let Some(concept) = column.fiscal {
        insert("columnType", concept.into());
    }
    let mut constraints = Map::new();
    // An empty text is no value to a reader of CSV, and a text may be empty.
    if column.required && column.kind != Kind::Text {
        constraints.insert("required".to_owned(), true.into());
    }
    if column.kind == Kind::Word {
        let words = column.words.iter().map(|word| word.value.as_str());
        constraints.insert("enum".to_owned(), words.collect());
    }
    if !constraints.is_empty() {
        insert("constraints", constraints.into());
    }
    Value::Object(field)
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Word => "string",
        Kind::Integer => "integer",
        Kind::Decimal | Kind::Number => "number",
        Kind::Boolean => "boolean",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Resource, write_datapackage};
    use crate::output::tidy::TABLES;

    fn package() -> Value {
        let resource = |table: &'static crate::output::tidy::Table| Resource {
            table,
            path: format!("{}.csv", table.name),
            bytes: 3,
            sha256: "ab".to_owned(),
        };
        let resources: Vec<Resource> = TABLES.iter().map(resource).collect();
        let mut out = Vec::new();
        write_datapackage(&resources, &mut out).unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn a_field_says_what_it_holds() {
        let package = package();
        let resources = package["resources"].as_array().unwrap();
        assert_eq!(resources.len(), TABLES.len());
        let items = resources.iter().find(|r| r["name"] == "line_items").unwrap();
        let field = |name: &str| {
            let fields = items["schema"]["fields"].as_array().unwrap();
            fields.iter().find(|f| f["name"] == name).unwrap().clone()
        };
        let yen = json!({
            "name": "yen",
            "title": "金額",
            "description": "Exact yen; the low end of a range; null when undetermined.",
            "type": "integer",
            "unit": "円",
            "columnType": "value",
        });
        assert_eq!(field("yen"), yen);
        let constraints = json!({ "required": true, "enum": ["amount", "change"] });
        assert_eq!(field("measure")["constraints"], constraints);
        assert_eq!(field("stage")["columnType"], "phase:id");
        assert_eq!(items["schema"]["extraFields"][0]["constant"], "JPY");
        assert_eq!(items["hash"], "sha256:ab");
        assert_eq!(items["schema"]["primaryKey"], json!(["document", "id"]));
    }

    #[test]
    fn a_key_leads_to_a_resource() {
        let check = |name: &str, expected: Value| {
            let package = package();
            let resources = package["resources"].as_array().unwrap();
            let resource = resources.iter().find(|r| r["name"] == name).unwrap();
            assert_eq!(resource["schema"]["foreignKeys"], expected, "{name}");
        };
        let key = |fields: [&str; 2], resource: &str, to: [&str; 2]| json!({ "fields": fields, "reference": { "resource": resource, "fields": to } });
        let document = json!({ "fields": ["document"], "reference": { "resource": "documents", "fields": ["document"] } });
        check("documents", Value::Null);
        check("notes", json!([document]));
        // `part_of` and `same_as` may be missing.
        check("line_items", json!([document]));
        let item = key(["document", "line_item_id"], "line_items", ["document", "id"]);
        check("line_item_paths", json!([item]));
        let check_key = key(["document", "check_seq"], "checks", ["document", "seq"]);
        check("check_parts", json!([check_key, item]));
    }
}
