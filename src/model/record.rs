//! Records that are not amounts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Evidence, Flag};

/// A programme (事業) of the source.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Program {
    /// Name as printed, NFKC, without layout spaces.
    pub name: String,
    /// The project it stands under.
    pub project: Option<String>,
    /// Official names of its ministries.
    pub ministries: Vec<String>,
    /// What it is for.
    pub description: Option<String>,
    /// What it does.
    pub activities: Vec<String>,
    /// 新規, 拡充, 再掲
    pub flags: Vec<Flag>,
    /// Month in which it starts, `YYYY-MM`.
    pub starts_on: Option<String>,
    /// Its amounts.
    pub line_item_ids: Vec<String>,
    /// Where it stands.
    pub evidence: Evidence,
}

/// A heading with the paragraphs under it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Section {
    /// `s1`, `s2` … in document order.
    pub id: String,
    /// The section it stands in.
    pub parent: Option<String>,
    /// Depth, from 1.
    pub level: u32,
    /// Number as printed: `1.`, `(1)`, `①`.
    pub number: Option<String>,
    /// The heading without its number.
    pub title: String,
    /// Its own paragraphs, one a line.
    pub text: String,
    /// Where the heading stands.
    pub evidence: Evidence,
}

/// A person with a part in what the document describes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Person {
    /// Name, inner spaces folded to one.
    pub name: String,
    /// 理事長, プログラムディレクター …
    pub role: Option<String>,
    /// Where the person works.
    pub affiliation: Option<String>,
    /// The project the person directs.
    pub project: Option<String>,
    /// The field the person coordinates, or the work that was honoured.
    pub field: Option<String>,
    /// Where the name stands.
    pub evidence: Evidence,
}

/// An office, a department, a partner.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Organization {
    /// Name as printed.
    pub name: String,
    /// `office`, `department`, `partner` …
    pub role: Option<String>,
    /// Postal address.
    pub address: Option<String>,
    /// Telephone number as printed.
    pub phone: Option<String>,
    /// Fax number as printed.
    pub fax: Option<String>,
    /// Web address.
    pub url: Option<String>,
    /// Mail address.
    pub email: Option<String>,
    /// The organization it belongs to.
    pub parent: Option<String>,
    /// Where the name stands.
    pub evidence: Evidence,
}

/// A labelled number that is not money.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Statistic {
    /// What is counted.
    pub label: String,
    /// The number, exactly as printed but without grouping: `1063`, `98`, `0.3`.
    pub value: String,
    /// 件, 課題, 人, 施設 …
    pub unit: String,
    /// The date or period it is of, ISO 8601, maybe only a year.
    pub as_of: Option<String>,
    /// Where it stands.
    pub evidence: Evidence,
}

/// A law, plan or decision that the text cites.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Citation {
    /// Its title.
    pub title: String,
    /// ISO 8601 date, maybe only a year.
    pub date: Option<String>,
    /// 閣議決定, 平成26年法律第48号 …
    pub authority: Option<String>,
    /// Where it is cited.
    pub evidence: Evidence,
}

/// A paragraph that says what one fiscal year will do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Directive {
    /// Western fiscal year.
    pub fiscal_year: i32,
    /// Title of the section it stands in.
    pub section: Option<String>,
    /// The paragraph, line breaks removed.
    pub text: String,
    /// Where it stands.
    pub evidence: Evidence,
}

/// A ※, ▶ or (注) remark.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// The mark: `※`, `※1`, `▶`, `(注)`.
    pub marker: String,
    /// The remark, line breaks removed.
    pub text: String,
    /// Where it stands.
    pub evidence: Evidence,
}
