//! Line items: one amount each.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Evidence;

/// How deep an item stands in the document's own hierarchy.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// A headline figure: all the money of one agency or account.
    Total,
    /// An integrated project.
    Project,
    /// A group of programmes within a project.
    Theme,
    /// A programme (事業).
    Program,
    /// A part of something: a fund, a cost category, a grant.
    Component,
}

/// Where in the budget cycle an amount stands.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 概算要求・要望額
    RequestTotal,
    /// 概算要求額
    Request,
    /// 要望額
    PriorityRequest,
    /// 予算案, 政府案
    Draft,
    /// 決定額
    Decided,
    /// 当初予算額, 予算額
    Initial,
    /// 補正予算
    Supplementary,
    /// A budget as of a later date: 補正後, 令和2年9月時点
    Adjusted,
    /// 決算
    Settled,
    /// 契約・執行額
    Actual,
    /// The cap or the size of one grant.
    Award,
    /// The source does not say.
    #[default]
    Unspecified,
}

/// Whether the figure is an amount or a difference of two amounts.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// An amount.
    #[default]
    Amount,
    /// 増▲減額: signed.
    Change,
}

/// The side of the account.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Flow {
    /// 歳出, 支出
    #[default]
    Expenditure,
    /// 歳入, 収入
    Revenue,
}

/// Marks printed with an amount.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// 新規
    New,
    /// 拡充
    Expanded,
    /// 再掲: printed elsewhere in the document too.
    Repeated,
    /// 内数: a part of unknown size of the printed figure.
    Within,
    /// ※, 事項要求, 数億円: no figure was set.
    Undetermined,
    /// 約, 程度, 弱, 前後, 規模
    Approximate,
    /// 最大, 以下, 以内, まで
    AtMost,
    /// A low and a high end.
    Range,
}

/// How surely the amount and its item belong together.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// The text itself ties them.
    #[default]
    Stated,
    /// Position, arithmetic or a declared unit ties them, and only one reading fits.
    Inferred,
    /// Several readings fit: see the candidates.
    Ambiguous,
}

/// A number of things printed with an amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Count {
    /// How many.
    pub value: i64,
    /// Of what: 件, 課題, 人 …
    pub unit: String,
}

/// One amount of a source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LineItem {
    /// Stable across runs and independent of line numbers: same facts, same id.
    pub id: String,
    /// The budget item as printed, line breaks and layout spaces removed, NFKC.
    pub name: String,
    /// The names from the outermost item down to this one.
    pub path: Vec<String>,
    /// Depth in the document's hierarchy.
    pub level: Level,
    /// Western fiscal year of the amount.
    pub fiscal_year: Option<i32>,
    /// Place in the budget cycle.
    pub stage: Stage,
    /// Amount or change.
    pub measure: Measure,
    /// Side of the account.
    pub flow: Flow,
    /// `AMED`, `in_house`, `cabinet_office`, or the agency's printed name.
    pub agency: Option<String>,
    /// Official name of the ministry whose share the amount is.
    pub ministry: Option<String>,
    /// Exact yen; the low end of a range; null when undetermined.
    pub yen: Option<i64>,
    /// The high end of a range, or the cap.
    pub yen_max: Option<i64>,
    /// The rounding step of the printed figure in yen.
    pub resolution: i64,
    /// 増▲減率 beside a change, in percent.
    pub rate: Option<String>,
    /// A count printed with the amount.
    pub count: Option<Count>,
    /// The line item whose printed total this amount is a part of.
    pub part_of: Option<String>,
    /// The earlier line item that prints the same money.
    pub same_as: Option<String>,
    /// Marks printed with the amount.
    pub flags: Vec<Flag>,
    /// How surely amount and item belong together.
    pub certainty: Certainty,
    /// For `ambiguous`: the items that the amount may belong to, the likeliest first.
    pub candidates: Vec<String>,
    /// The rule that produced this record.
    pub rule: String,
    /// Where it stands.
    pub evidence: Evidence,
}
