//! Which figures under a declared unit are amounts, by small tables.

use crate::rules::ledger::declared;
use crate::text::Text;

/// The figures that count as amounts under the unit that `table` begins with.
fn check(table: &[&str], expected: &[&str]) {
    let text = Text::from(table.join("\n").as_str());
    let declared = declared(&text);
    let mut found: Vec<_> = declared
        .iter()
        .flat_map(|part| super::amounts(&text, part, Some(2027), |_| false).0)
        .collect();
    found.sort_by_key(|range| range.start);
    let found: Vec<&str> = found.into_iter().map(|range| &text.norm()[range]).collect();
    assert_eq!(found, expected, "{table:#?}");
}

const UNIT: &str = "          (単位:千円)";

#[test]
fn figures_in_the_column_of_an_amount() {
    // At its right edge, at its left edge, and in its middle.
    check(&[UNIT, "広報費      1,250", "統計費        440"], &["1,250", "440"]);
    check(&[UNIT, "広報費      1,250", "統計費      440"], &["1,250", "440"]);
    check(&[UNIT, "広報費      1,250", "統計費       440"], &["1,250", "440"]);
    check(
        &[UNIT, "広報費    1,250   1,300", "統計費      440       0"],
        &["1,250", "1,300", "440", "0"],
    );
    check(
        &[UNIT, "広報費    1,250   △130", "統計費      440   △ 58"],
        &["1,250", "△130", "440", "△ 58"],
    );
    check(
        &[UNIT, "広報費    1,250   1,300", "統計費      440       -"],
        &["1,250", "1,300", "440"],
    );
    check(&[UNIT, "広報費    1,250  総務課", "統計費      440  総務課"], &["1,250", "440"]);
    check(
        &[UNIT, "広報費    1,250", "          (1,100)", "統計費      440", "           (400)"],
        &["1,250", "(1,100)", "440", "(400)"],
    );
}

#[test]
fn figures_that_stand_elsewhere() {
    check(&[UNIT, "広報費      1,250", "統計費   12"], &["1,250"]);
    check(&[UNIT, "広報費      1,250", "                         12"], &["1,250"]);
    check(&[UNIT, "広報費      1,250", "", "               - 3 -"], &["1,250"]);
    check(&[UNIT, "広報費      1,250", "", "みなと市      12"], &["1,250"]);
    check(&[UNIT, "広報費      1,250", "※資料の       第3"], &["1,250"]);
    check(&[UNIT, "広報費      1,250", "※資料の        3"], &["1,250"]);
}

#[test]
fn figures_that_are_no_money() {
    check(&[UNIT, "広報費      1,250", "高齢化率       35"], &["1,250"]);
    check(&[UNIT, "広報費      1,250", "職員数         35"], &["1,250"]);
    check(&[UNIT, "広報費      1,250", "利用        35  人"], &["1,250"]);
    check(&[UNIT, "広報費      1,250", "内線         2345"], &["1,250"]);
    check(&[UNIT, "広報費      1,250", "令和            5"], &["1,250"]);
    check(&[UNIT, "広報費      1,250", "徴収費        3.2"], &["1,250"]);
    check(&[UNIT, "広報費      1,250", "", "職員の人数", "事務職        312"], &["1,250"]);
    check(
        &[UNIT, "目次", "歳入           12", "歳出           15", "", "広報費      1,250"],
        &["1,250"],
    );
}

#[test]
fn a_header_names_money_or_something_else() {
    check(&[UNIT, "事業      予算額", "広報費       440"], &["440"]);
    check(&[UNIT, "事業      予算額   件数", "広報費       440     12"], &["440"]);
    check(&[UNIT, "事業      予算額   件数", "広報費     1,440     12"], &["1,440"]);
    check(&[UNIT, "事業      対象者数   予算額", "広報費          12      440"], &["440"]);
    check(&[UNIT, "事業      予算額   構成比", "広報費     1,440       12"], &["1,440"]);
    check(&[UNIT, "事業      開始年度   予算額", "広報費        2019    1,440"], &["1,440"]);
    // A row that is set unevenly keeps its amounts.
    check(
        &[UNIT, "事業      予算額   件数", "広報費     1,440     12", "計                1,452"],
        &["1,440", "1,452"],
    );
    check(&[UNIT, "事業       職員数", "広報費        44", "統計費        12"], &[]);
}

#[test]
fn small_figures_right_under_their_unit() {
    check(&[UNIT, "広報費        440", "統計費         95"], &["440", "95"]);
    check(&[UNIT, "広報費        440", "統計費     95"], &[]);
    check(&[UNIT, "広報費        440"], &[]);
    // Page numbers only grow.
    check(&[UNIT, "歳入            1", "歳出           12", "資料           15"], &[]);
    check(&["広報費        440", "統計費         95", "", UNIT, "事業  1,000"], &["1,000"]);
}

#[test]
fn rows_that_single_spaces_part() {
    check(&[UNIT, "広報費 1,250 1,300", "統計費 440 95"], &["1,250", "1,300", "440", "95"]);
    check(&[UNIT, "広報費 1,250 1,300", "統計費 440"], &["1,250", "1,300"]);
    check(&[UNIT, "広報費 1,250", "統計費 440"], &["1,250"]);
    check(&[UNIT, "広報費             1,250", "庁舎の設備の改修費 440"], &["1,250"]);
    check(&[UNIT, "広報費           1,250", "庁舎の設備の改修費 440"], &["1,250", "440"]);
}

#[test]
fn headings_between_rows() {
    let table = |first: &str, second: &str| {
        let rows = [UNIT, first, "広報費      1,250", "", second, "統計費        440"];
        check(&rows, if first.is_empty() { &["1,250"] } else { &["1,250", "440"] });
    };
    table("【総務費】", "【民生費】");
    table("1 総務費", "2 民生費");
    table("", "■ 成果指標");
    // Without a blank line the table goes on.
    check(&[UNIT, "広報費      1,250", "民生費", "統計費        440"], &["1,250", "440"]);
    check(&[UNIT, "広報費      1,250", "", "施設          残高", "基金          440"], &["1,250"]);
    check(
        &[UNIT, "広報費      1,250", "", "施設        利用者数", "会館        2,440"],
        &["1,250"],
    );
    check(
        &[UNIT, "広報費      1,250", "", "施設の        名称", "会館        2,440"],
        &["1,250", "2,440"],
    );
}
