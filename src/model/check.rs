//! The document's own arithmetic, checked.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What adds up to what.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum CheckKind {
    /// Ministries' shares make up the printed total.
    SharesSumToTotal,
    /// A column's or row's parts make up its total.
    ColumnsSum,
    /// Programmes and themes make up the project.
    ProgramsSumToProject,
    /// Projects make up the headline total.
    ProjectsSumToTotal,
    /// 増▲減額 is this year less last year.
    ChangeIsDifference,
    /// 増▲減率 is the change over last year.
    RateIsChangeOverBase,
    /// 概算要求額 + 要望額 = 概算要求・要望額
    RequestPlusPriority,
    /// Sub-items of an account make up their total.
    AccountSums,
}

/// How a check came out.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum CheckStatus {
    /// Both sides are equal.
    Holds,
    /// They differ by no more than rounding explains.
    HoldsWithinRounding,
    /// They differ by more.
    Fails,
    /// A side is not known in full.
    Incomplete,
}

/// One sum, difference or rate of the document, worked out again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Check {
    /// What was checked.
    pub kind: CheckKind,
    /// The line item whose printed figure is checked.
    pub of: String,
    /// The line items it should follow from.
    pub parts: Vec<String>,
    /// The printed figure: yen, or for a rate percent in the printed resolution.
    pub expected: String,
    /// What the parts give.
    pub actual: String,
    /// What rounding can explain: half a step for each printed figure.
    pub tolerance: String,
    /// How it came out.
    pub status: CheckStatus,
    /// For a check that fails or is incomplete: a sentence for the reader of the document.
    pub message: Option<String>,
}
