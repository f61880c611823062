//! What a series is, as plain data: the JSON of `yosan series` is these types.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{Certainty, Flag, Flow, Level, Stage};

/// The same budget items over fiscal years and stages, across documents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Series {
    /// How many documents it was made of.
    pub documents: usize,
    /// The years and stages in which any item has an amount, in order.
    pub columns: Vec<Column>,
    /// The items, by agency, level and path.
    pub items: Vec<Item>,
    /// Items that may be one, and were not joined because more than one pair fits, or because
    /// the document says that the newer one is new.
    pub undecided: Vec<Undecided>,
    /// The line items that stand in no cell, counted by reason.
    pub left_out: LeftOut,
}

/// A fiscal year and a stage of the budget.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct Column {
    /// Western fiscal year.
    pub fiscal_year: i32,
    /// Place in the budget cycle.
    pub stage: Stage,
}

/// One budget item, under all the names that it had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Item {
    /// Depends on agency, level, side of the account and the latest name and path alone, without
    /// what print alone changes; of a sum without an agency on the document's title too.
    pub id: String,
    /// The name in the latest document.
    pub name: String,
    /// The names from the outermost item down to this one, in the latest document.
    pub path: Vec<String>,
    /// Who spends it; null if no agency is printed.
    pub agency: Option<String>,
    /// Depth in the documents' hierarchy.
    pub level: Level,
    /// Side of the account.
    pub flow: Flow,
    /// The years and stages in which it has an amount, in order.
    pub cells: Vec<Cell>,
}

/// What is printed for one item, year and stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Cell {
    /// Where in the table it stands.
    #[serde(flatten)]
    pub column: Column,
    /// The figures: one, unless documents differ. The first is of the document that is nearest
    /// to the year.
    pub figures: Vec<Figure>,
}

/// A figure, and the documents that print it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// Exact yen; the low end of a range; null when no figure was set or several may be meant.
    pub yen: Option<i64>,
    /// The high end of a range, or the cap.
    pub yen_max: Option<i64>,
    /// The rounding step of the printed figure in yen.
    pub resolution: i64,
    /// For `ambiguous`: the amounts one of which may be the item's. None of them is counted.
    pub possible: Vec<Possible>,
    /// Marks printed with the amount.
    pub flags: Vec<Flag>,
    /// The ministry, where the amount is said to be that of one ministry alone.
    pub ministry: Option<String>,
    /// How surely the amount is that of the printed name.
    pub certainty: Certainty,
    /// How surely the printed name is that of the item.
    #[serde(rename = "match")]
    pub matched: Match,
    /// For `inferred`: why the item is taken to be this one.
    pub reason: Option<String>,
    /// The name in this document.
    pub printed_name: String,
    /// The stem of the document.
    pub document: String,
    /// The line item in the document; null for `ambiguous`, see `possible`.
    pub line_item_id: Option<String>,
    /// Other places that print the same figure, to this or to a larger rounding step.
    pub also: Vec<Source>,
    /// The figure that was printed before for the same year, where this one is of a later
    /// document and differs (組み替え).
    pub restated_from: Option<Restated>,
    /// The change to an earlier year.
    pub change: Option<Change>,
}

/// How a printed name and an item belong together.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Match {
    /// The same name, agency, level and path.
    Exact,
    /// By the reason given.
    Inferred,
}

/// An amount of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// The stem of the document.
    pub document: String,
    /// The line item in the document.
    pub line_item_id: String,
    /// Exact yen as printed there.
    pub yen: Option<i64>,
}

/// One of several amounts that an item may have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Possible {
    /// Exact yen.
    pub yen: Option<i64>,
    /// The high end of a range, or the cap.
    pub yen_max: Option<i64>,
    /// The line item in the document.
    pub line_item_id: String,
}

/// The figure that a later document states otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Restated {
    /// Exact yen as printed before.
    pub yen: i64,
    /// The stage under which it was printed.
    pub stage: Stage,
    /// The stem of the earlier document.
    pub document: String,
    /// The line item in the earlier document.
    pub line_item_id: String,
    /// What the later document says of it, if it says anything.
    pub note: Option<String>,
}

/// The change of a figure to one of an earlier year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// Percent of the earlier figure, to one decimal, half away from zero: `-1.2`.
    pub percent: String,
    /// The year and stage of the earlier figure: the nearest year that has one.
    pub from: Column,
    /// Its exact yen.
    pub yen: i64,
    /// The stem of its document.
    pub document: String,
    /// Its line item in the document.
    pub line_item_id: String,
}

/// Two items that may be one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Undecided {
    /// The id of the older item.
    pub older: String,
    /// Its name.
    pub older_name: String,
    /// The id of the newer item.
    pub newer: String,
    /// Its name.
    pub newer_name: String,
    /// What speaks for it, and why it is not decided.
    pub reason: String,
}

/// Line items that stand in no cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LeftOut {
    /// 増▲減額: differences, not amounts.
    pub changes: u64,
    /// A ministry's share of an amount that is shown.
    pub ministry_shares: u64,
    /// Amounts of no fiscal year.
    pub without_year: u64,
    /// Ambiguous amounts that another document settles, counted once for each item.
    pub settled_elsewhere: u64,
}
