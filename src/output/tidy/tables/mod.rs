//! The tables, in the order in which every format has them.

mod document;
mod money;
mod record;

use std::sync::LazyLock;

use super::model::Model;
use super::table::Table;

/// The tables, made once.
pub static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| {
    let model = &Model::new();
    let mut tables = Vec::new();
    tables.extend(document::tables(model));
    tables.extend(money::line_items(model));
    tables.extend(record::tables(model));
    tables.extend(money::audit(model));
    tables.push(document::diagnostics(model));
    tables
});
