//! A check written out as a person would write it: `1,272億円 = 総5億円 + 文608億円 + …`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Language, figure};
use crate::model::{Check, CheckKind, CheckStatus, LineItem};
use crate::notation::ministry;
use crate::output::word;

/// More terms than this are counted, not written.
const MAX_TERMS: usize = 40;

/// A check in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Equation {
    /// The name of the line item whose figure is checked.
    pub(super) name: String,
    /// `shares_sum_to_total` …
    pub(super) kind: String,
    /// `holds` …
    pub(super) status: String,
    /// The arithmetic.
    pub(super) text: String,
    /// What the parts give beyond what is printed.
    pub(super) difference: String,
    /// What rounding can explain.
    pub(super) tolerance: String,
    /// The sentence of a check that does not hold.
    pub(super) message: Option<String>,
}

/// Writes `check` out; `items` are the line items of its document by their ids.
pub(super) fn equation(
    check: &Check,
    items: &BTreeMap<&str, &LineItem>,
    language: Language,
) -> Equation {
    let of = items.get(check.of.as_str());
    let step = of.map_or(1, |item| item.resolution);
    let is_rate = check.kind == CheckKind::RateIsChangeOverBase;
    let value = |text: &str| match text.parse() {
        Ok(yen) if !is_rate => figure::short(language, yen, step),
        _ if is_rate => format!("{text}%"),
        _ => text.to_owned(),
    };
    // With a part that is not set there is nothing to compare.
    let is_open =
        check.parts.iter().any(|id| items.get(id.as_str()).is_some_and(|i| i.yen.is_none()));
    let difference = match (check.actual.parse::<i64>(), check.expected.parse::<i64>()) {
        (Ok(actual), Ok(expected)) if !is_rate && !is_open => actual
            .checked_sub(expected)
            .map_or_else(String::new, |yen| figure::short(language, yen, step)),
        _ => String::new(),
    };
    let equals = match check.status {
        CheckStatus::Holds => "=",
        CheckStatus::HoldsWithinRounding => "≒",
        CheckStatus::Fails => "≠",
        CheckStatus::Incomplete => "?",
    };
    let mut text = format!("{} {equals} {}", value(&check.expected), terms(check, items, language));
    if check.actual != check.expected {
        text += &format!(" = {}", value(&check.actual));
    }
    Equation {
        name: of.map_or_else(|| check.of.clone(), |item| item.name.clone()),
        kind: word(check.kind),
        status: word(check.status),
        text,
        difference,
        tolerance: value(&check.tolerance),
        message: check.message.clone(),
    }
}

fn terms(check: &Check, items: &BTreeMap<&str, &LineItem>, language: Language) -> String {
    let sign = match check.kind {
        CheckKind::ChangeIsDifference => " − ",
        CheckKind::RateIsChangeOverBase => " ÷ ",
        _ => " + ",
    };
    let of = items.get(check.of.as_str()).copied();
    let shown = check.parts.iter().take(MAX_TERMS);
    let mut terms: Vec<String> = shown
        .map(|id| match items.get(id.as_str()) {
            Some(part) => term(part, of, language),
            None => id.clone(),
        })
        .collect();
    match check.parts.len() - terms.len() {
        0 => {}
        more => terms.push(language.word("more_terms").replace("{n}", &more.to_string())),
    }
    terms.join(sign)
}

/// The figure of a part, and what tells it from the other parts.
fn term(part: &LineItem, of: Option<&LineItem>, language: Language) -> String {
    let figure = figure::of(part, language, false);
    let agency = || {
        let agency = part.agency.as_deref()?;
        of.is_none_or(|of| of.agency != part.agency).then(|| super::agency(language, agency))
    };
    let name = match &part.ministry {
        Some(name) if of.is_none_or(|of| of.ministry != part.ministry) => {
            ministry::mark(name).unwrap_or(name).to_owned()
        }
        _ if of.is_none_or(|of| of.name != part.name) => part.name.clone(),
        _ if of.is_some_and(|of| (of.fiscal_year, of.stage) != (part.fiscal_year, part.stage)) => {
            let year =
                part.fiscal_year.filter(|_| of.is_none_or(|o| o.fiscal_year != part.fiscal_year));
            let year = year.map(|y| y.to_string()).unwrap_or_default();
            format!("{year}{}", language.word(&format!("stage.{}", word(part.stage))))
        }
        _ => agency().unwrap_or_default(),
    };
    // A mark stands before its figure as in the documents; a name is set off from it.
    let gap =
        if name.is_empty() || name.chars().count() == 1 && figure.is_some() { "" } else { " " };
    format!("{name}{gap}{}", figure.unwrap_or_else(|| language.word("undetermined")))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::equation;
    use crate::model::{CheckKind, LineItem};
    use crate::output::report::Language;
    use crate::{Options, extract};

    fn check(source: &str, kind: CheckKind, expected: &[&str]) {
        let extraction = extract("a.txt", source.as_bytes(), Options::default()).unwrap();
        let items: BTreeMap<&str, &LineItem> =
            extraction.line_items.iter().map(|i| (i.id.as_str(), i)).collect();
        let of_kind = extraction.checks.iter().filter(|c| c.kind == kind);
        let got: Vec<String> =
            of_kind.map(|c| equation(c, &items, Language::Japanese).text).collect();
        assert_eq!(got, expected);
    }

    const POINTS: &str = "# 令和2年度 医療分野の研究開発関連予算のポイント\n\n\
        \t令和2年度決定額\t令和元年度当初予算額\t対前年度\t\n\t\t\t増▲減額\t増▲減率\n\
        AMED対象経費\t1,272億円 (総5,文608,厚474,経185)\t1,271億円 (総5,文608,厚474,経184)\
        \t+1億円\t+0.1%\n";

    #[test]
    fn shares_have_their_marks() {
        let this = "1,272億円 = 総5億円 + 文608億円 + 厚474億円 + 経185億円";
        let last = "1,271億円 = 総5億円 + 文608億円 + 厚474億円 + 経184億円";
        check(POINTS, CheckKind::SharesSumToTotal, &[this, last]);
    }

    #[test]
    fn differences_and_rates_name_the_years() {
        let change = "1億円 = 1,272億円 − 2019当初予算額 1,271億円";
        check(POINTS, CheckKind::ChangeIsDifference, &[change]);
        let rate = "0.1% = 1億円 ÷ 2019当初予算額 1,271億円";
        check(POINTS, CheckKind::RateIsChangeOverBase, &[rate]);
    }

    #[test]
    fn what_does_not_come_out_says_what_does() {
        let wrong = POINTS.replace("厚474,経185", "厚473,経180");
        let this = "1,272億円 ≠ 総5億円 + 文608億円 + 厚473億円 + 経180億円 = 1,266億円";
        let last = "1,271億円 = 総5億円 + 文608億円 + 厚474億円 + 経184億円";
        check(&wrong, CheckKind::SharesSumToTotal, &[this, last]);
    }
}
