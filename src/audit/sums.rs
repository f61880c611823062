//! A printed figure against the sum of its parts.

use crate::model::{Check, CheckKind, CheckStatus, LineItem};
use crate::notation::money::written;

/// What a sum is taken to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completeness {
    /// The parts are said, or known, to be all of the whole.
    All,
    /// There may be more parts than are listed: too little is no contradiction.
    AtLeast,
}

/// Checks that `parts` add up to `of`, within half a step of every figure.
/// `counted` are the parts whose figures enter the sum; the others are listed only.
pub fn check(
    kind: CheckKind,
    of: &LineItem,
    parts: &[&LineItem],
    completeness: Completeness,
) -> Option<Check> {
    let expected = of.yen?;
    let known: Vec<i64> = parts.iter().filter_map(|p| p.yen).collect();
    let actual: i64 = known.iter().try_fold(0i64, |sum, &y| sum.checked_add(y))?;
    let halves: i64 = parts
        .iter()
        .filter(|p| p.yen.is_some())
        .chain([&of])
        .try_fold(0i64, |sum, p| sum.checked_add(p.resolution))?;
    // Exact accounts are not rounded figure by figure: thousand yen that should add
    // up must add up.
    let tolerance = if kind == CheckKind::AccountSums { 0 } else { halves / 2 };
    let difference = actual.checked_sub(expected)?;
    let is_unknown = known.len() < parts.len();
    let status = if is_unknown {
        CheckStatus::Incomplete
    } else if difference == 0 {
        CheckStatus::Holds
    } else if difference.abs() <= tolerance {
        CheckStatus::HoldsWithinRounding
    } else if difference < 0 && completeness == Completeness::AtLeast {
        CheckStatus::Incomplete
    } else {
        CheckStatus::Fails
    };
    let step = parts.iter().map(|p| p.resolution).chain([of.resolution]).min().unwrap_or(1);
    Some(Check {
        kind,
        of: of.id.clone(),
        parts: parts.iter().map(|p| p.id.clone()).collect(),
        expected: expected.to_string(),
        actual: actual.to_string(),
        tolerance: tolerance.to_string(),
        status,
        message: message(status, is_unknown, of, parts, actual, tolerance, step),
    })
}

fn message(
    status: CheckStatus,
    is_unknown: bool,
    of: &LineItem,
    parts: &[&LineItem],
    actual: i64,
    tolerance: i64,
    step: i64,
) -> Option<String> {
    let printed = written(of.yen?, of.resolution);
    let sum = written(actual, step);
    let slack = written(tolerance, step);
    let name = &of.name;
    let n = parts.len();
    match status {
        CheckStatus::Fails => Some(format!(
            "「{name}」は{printed}と印刷されているが、内訳{n}件の合計は{sum}で、\
             四捨五入で説明できる差（{slack}）を超える。"
        )),
        CheckStatus::Incomplete if is_unknown => Some(format!(
            "「{name}」{printed}の内訳に額の定まらないものがあり、確かめられない（定まっている分の合計は{sum}）。"
        )),
        CheckStatus::Incomplete => Some(format!(
            "「{name}」{printed}に対し、文書に挙げられた内訳{n}件の合計は{sum}にとどまる。\
             残りがどこにあるかは文書からは分からない。"
        )),
        CheckStatus::Holds | CheckStatus::HoldsWithinRounding => None,
    }
}
