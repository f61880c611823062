//! Figures of a table whose unit is declared elsewhere.

use crate::model::Flag;
use crate::notation::cursor::skip;
use crate::notation::numeral::{Decimal, group_before, numeral_end};
use crate::notation::unit::Unit;

use super::figure::{Parsed, resolution};
use super::marks::{prefixes, sign_at, suffixes};
use super::{Figure, Money};

/// Reads a whole table cell as a figure under a declared unit: `5,924,931`,
/// `▲58`, `△ 58`, `(1,234)`, `164,246+事項要求`, `71の内数`.
///
/// A dash alone means that there is nothing: 0 yen. 事項要求 and ※ are
/// [`Figure::Undetermined`]. Words that compare with another figure (皆増, 皆減,
/// 同額, 前年度同額) are no figure, so `None`; so is anything else. Brackets around
/// the cell are in `outer` only. In 官庁会計 they mark 内数 or last year's figure, not
/// a minus.
pub fn bare(text: &str, unit: Unit) -> Option<Money> {
    let trimmed = text.trim();
    let start = text.len() - text.trim_start().len();
    let whole = start..start + trimmed.len();
    let mut inner = whole.clone();
    if trimmed.len() > 1 && trimmed.starts_with('(') && trimmed.ends_with(')') {
        inner = start + 1..whole.end - 1;
        inner.start = skip(text, inner.start, 0).min(inner.end);
        inner.end = inner.start + text[inner.clone()].trim_end().len();
    }
    let text = &text[..inner.end];
    let step = unit.exp() as i32;
    let mut money = Money {
        range: inner.clone(),
        outer: whole,
        figure: Figure::Undetermined,
        resolution: resolution(step),
        ends: vec![inner.clone()],
        signed: false,
        flags: vec![Flag::Undetermined],
        per: None,
    };
    match &text[inner.start..] {
        "事項要求" | "※" | "事項" => return Some(money),
        "-" | "―" | "−" | "─" | "ー" => {
            money.figure = Figure::Exact(0);
            money.flags.clear();
            return Some(money);
        }
        _ => {}
    }
    money.flags.clear();
    let mut at = inner.start;
    if let Some(rest) = text[at..].strip_prefix('約') {
        at = skip(text, text.len() - rest.len(), 0);
    }
    prefixes(text, at, inner.start, &mut money.flags);
    let figure_start = at;
    let sign = sign_at(text, at);
    let at = sign.map_or(at, |s| s.1);
    let end = numeral_end(text, at);
    let group = group_before(text, end, at).filter(|g| g.start == at && g.has_digit)?;
    let parsed = Parsed {
        start: at,
        end,
        value: group.value.and_then(|v: Decimal| v.checked_shift(unit.exp())),
        step: group.step + step,
        yen: true,
        first_exp: unit.exp(),
        scaled: unit.exp() > 0,
        has_digit: true,
    };
    let marks_end = suffixes(text, end, &mut money.flags);
    match text[marks_end..].trim_start() {
        "" => {}
        "+事項要求" | "+ 事項要求" => money.flags.push(Flag::Undetermined),
        _ => return None,
    }
    money.flags.sort_unstable();
    money.flags.dedup();
    money.range = figure_start..end;
    money.ends[0] = figure_start..end;
    money.signed = sign.is_some();
    money.figure = parsed.figure(sign.is_some_and(|s| s.0));
    money.resolution = resolution(parsed.step);
    Some(money)
}
