//! Headers of table columns, with the years that they give by reference: 本年度, 前年度.

use crate::notation::era::Year;
use crate::notation::stage::{self, Column};

use super::line::squeeze;
use crate::model::Stage;

/// Words for the document's own year, and for the years before it.
const RELATIVE: [(&str, i32); 7] = [
    ("本年度", 0),
    ("当年度", 0),
    ("今年度", 0),
    ("翌年度", 1),
    ("前々年度", -2),
    ("前年度", -1),
    ("昨年度", -1),
];

/// Reads a whole text as a column's header. `own_year` is the year that the document is
/// about; without it 本年度 and 前年度 say nothing.
pub fn column(text: &str, own_year: Option<i32>) -> Option<Column> {
    if let Some(column) = stage::column(text) {
        return Some(column);
    }
    if text.len() > 120 || !text.contains('年') {
        return None;
    }
    let compact = squeeze(text);
    // Last year's column may stand in brackets: `(3年度)`.
    let inner = compact.strip_prefix('(').and_then(|s| s.strip_suffix(')'));
    if let Some(inner) = inner.filter(|inner| !inner.contains(['(', ')'])) {
        return column(inner, own_year);
    }
    if let Some((western, end)) = short_year(&compact, own_year) {
        let mut column = match &compact[end..] {
            "" => Column::default(),
            "予算" => Column { stage: Some(Stage::Initial), ..Column::default() },
            rest => stage::column(rest)?,
        };
        let printed = compact[..end].to_owned();
        column.year = Some(Year { range: 0..end, western, printed, fiscal: true });
        return Some(column);
    }
    let (word, offset) = RELATIVE.iter().find(|(word, _)| compact.starts_with(word))?;
    let rest = compact[word.len()..].trim_start_matches('の');
    let mut column = match rest {
        "" => Column::default(),
        "予算" => Column { stage: Some(Stage::Initial), ..Column::default() },
        rest => stage::column(rest)?,
    };
    column.year = Some(Year {
        range: 0..word.len(),
        western: own_year?.checked_add(*offset)?,
        printed: (*word).to_owned(),
        fiscal: true,
    });
    Some(column)
}

/// The Western year of `4年度末現在高`, whose era is that of the years around it, and where its
/// words end.
pub fn short_year(printed: &str, own_year: Option<i32>) -> Option<(i32, usize)> {
    const BASES: [i32; 3] = [2018, 1988, 1925];
    let (digits, _) = printed.split_once("年度")?;
    let n: i32 = digits.parse().ok().filter(|n| (1..=64).contains(n))?;
    let own = own_year?;
    let year = BASES.iter().map(|base| base + n).min_by_key(|year| (year - own).abs())?;
    Some((year, digits.len() + "年度".len()))
}

#[cfg(test)]
mod tests {
    use super::column;
    use crate::model::Stage;

    #[test]
    fn years_by_reference() {
        let check = |text: &str, year: i32, stage: Option<Stage>| {
            let column = column(text, Some(2027)).expect(text);
            assert_eq!(
                (column.year.map(|y| y.western), column.stage),
                (Some(year), stage),
                "{text}"
            );
        };
        check("本年度予算額", 2027, Some(Stage::Initial));
        check("本年度予算", 2027, Some(Stage::Initial));
        check("前年度予算額", 2026, Some(Stage::Initial));
        check("前年度当初予算額", 2026, Some(Stage::Initial));
        check("前々年度決算額", 2025, Some(Stage::Settled));
        check("前年度", 2026, None);
        check("(8年度)", 2026, None);
        check("(令和8年度)", 2026, None);
        check("令和5年度予算額", 2023, Some(Stage::Initial));
        check("8年度予算", 2026, Some(Stage::Initial));
        check("8年度予算(当初)", 2026, Some(Stage::Initial));
        check("8年度補正", 2026, Some(Stage::Supplementary));
    }

    #[test]
    fn other_words() {
        assert!(column("本年度予算額", None).is_none());
        assert!(column("本年度の取組", Some(2027)).is_none());
        assert!(column("担当", Some(2027)).is_none());
        assert!(column("対前年度", Some(2027)).is_some_and(|c| c.year.is_none()));
    }
}
