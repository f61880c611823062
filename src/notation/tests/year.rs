//! Years and dates.

use crate::notation::date::scan_dates;
use crate::notation::era::{Year, is_base, resolve, scan_years, year_of_word};

fn years(text: &str) -> String {
    let show = |y: Year| {
        assert!(text.get(y.range.clone()).is_some());
        format!("{}={}{}", y.printed, y.western, if y.fiscal { "f" } else { "" })
    };
    scan_years(text).into_iter().map(show).collect::<Vec<_>>().join(" ")
}

fn dates(text: &str) -> String {
    scan_dates(text).into_iter().map(|d| d.iso).collect::<Vec<_>>().join(" ")
}

#[test]
fn fiscal_years() {
    assert_eq!(years("令和2年度"), "令和2年度=2020f");
    assert_eq!(years("令和 2 年度"), "令和2年度=2020f");
    assert_eq!(years("令\n和  2年度\n"), "令和2年度=2020f");
    assert_eq!(years("平成\n30 年度第 2 次"), "平成30年度=2018f");
    assert_eq!(years("令和2年\n度"), "令和2年度=2020f");
    assert_eq!(years("令和元年度当初"), "令和元年度=2019f");
    assert_eq!(years("平成31(令和元)年度"), "平成31(令和元)年度=2019f");
    assert_eq!(years("令和五年度"), "令和五年度=2023f");
    assert_eq!(years("平成二十九年度"), "平成二十九年度=2017f");
    assert_eq!(years("平成十年度"), "平成十年度=1998f");
    assert_eq!(years("昭和六十年度"), "昭和六十年度=1985f");
    assert_eq!(years("平成三〇年度"), "平成三〇年度=2018f");
    assert_eq!(years("2023年度"), "2023年度=2023f");
    assert_eq!(years("R5年度"), "R5年度=2023f");
    assert_eq!(years("H28年度"), "H28年度=2016f");
    assert_eq!(years("令和2事業年度"), "令和2事業年度=2020f");
    assert_eq!(years("平成29~30年度"), "平成29年度=2017f 30年度=2018f");
    assert_eq!(years("令和3年度(2年度)"), "令和3年度=2021f 2年度=2020f");
    assert_eq!(years("平成27年度~令和元年度"), "平成27年度=2015f 令和元年度=2019f");
    assert_eq!(years("平成32年度"), "平成32年度=2020f");
    assert_eq!(years("令和2年度決定額、令和元年度当初"), "令和2年度=2020f 令和元年度=2019f");
}

#[test]
fn calendar_years() {
    assert_eq!(years("平成31(2019)年"), "平成31(2019)年=2019");
    assert_eq!(years("令和2(2020)年5月"), "令和2(2020)年=2020");
    assert_eq!(years("2019(令和元)年"), "2019(令和元)年=2019");
    assert_eq!(years("平成 27 年 4 月に設立"), "平成27年=2015");
    assert_eq!(years("明治45年"), "明治45年=1912");
    assert_eq!(years("大正15年"), "大正15年=1926");
    assert_eq!(years("昭和64年"), "昭和64年=1989");
}

#[test]
fn no_years() {
    assert_eq!(years("昭和65年"), "");
    assert_eq!(years("大正16年"), "");
    assert_eq!(years("令和0年"), "");
    assert_eq!(years("4年度"), "");
    assert_eq!(years("3年間"), "");
    assert_eq!(years("毎年度"), "");
    assert_eq!(years("令和2(2021)年"), "");
    assert_eq!(years("12,345年"), "");
    assert_eq!(years("99999年"), "");
    assert_eq!(years("※215年以内"), "");
    assert_eq!(years("年"), "");
}

#[test]
fn words_and_bare_years() {
    let word = |text| year_of_word(text).map(|y| y.western);
    assert_eq!(word("R5"), Some(2023));
    assert_eq!(word("H28"), Some(2016));
    assert_eq!(word(" 令和2 "), Some(2020));
    assert_eq!(word("令和2年度"), Some(2020));
    assert_eq!(word("2023"), Some(2023));
    assert_eq!(word("令和2年度の"), None);
    assert_eq!(word("AR5"), None);
    assert_eq!(word("5"), None);
    assert_eq!(word(""), None);
    let year = |text: &str| scan_years(text).remove(0);
    assert_eq!(resolve(30, &year("平成29年度")), Some(2018));
    assert_eq!(resolve(4, &year("令和5年度")), Some(2022));
    assert_eq!(resolve(2, &year("平成31年度")), Some(2020));
    assert_eq!(resolve(2024, &year("平成31年度")), Some(2024));
    assert_eq!(resolve(0, &year("平成31年度")), None);
}

#[test]
fn dates_as_printed() {
    assert_eq!(dates("令和5年6月26日"), "2023-06-26");
    assert_eq!(dates("令和 5 年 6 月 5 日"), "2023-06-05");
    assert_eq!(dates("平成26年7月22日 閣議決定"), "2014-07-22");
    assert_eq!(dates("令和2年9月"), "2020-09");
    assert_eq!(dates("(令和2年9月時点)"), "2020-09");
    assert_eq!(dates("R5.4~予定"), "2023-04");
    assert_eq!(dates("R5.4.1"), "2023-04-01");
    assert_eq!(dates("H30.12.21"), "2018-12-21");
    assert_eq!(dates("2023/6/26"), "2023-06-26");
    assert_eq!(dates("2023.6.26"), "2023-06-26");
    assert_eq!(dates("2023-06-26"), "2023-06-26");
    assert_eq!(dates("2023年6月"), "2023-06");
    assert_eq!(dates("2023/6"), "2023-06");
    assert_eq!(dates("令和元年五月一日"), "2019-05-01");
    assert_eq!(dates("令和2(2020)年5月"), "2020-05");
    assert_eq!(dates("平成26年法律第48号"), "2014");
    assert_eq!(dates("令和\n5年6月\n26日"), "2023-06-26");
    assert_eq!(dates("令和2年2月29日"), "2020-02-29");
    assert_eq!(dates("令和3年2月29日"), "2021-02");
    assert_eq!(dates("令和3年13月"), "2021");
    assert_eq!(dates("令和3年4月31日"), "2021-04");
    assert_eq!(dates("令和5年6月1日、令和5年7月2日"), "2023-06-01 2023-07-02");
}

#[test]
fn no_dates() {
    assert_eq!(dates("令和2年度"), "");
    assert_eq!(dates("2023.6"), "");
    assert_eq!(dates("2023/13"), "");
    assert_eq!(dates("03-6870-2200"), "");
    assert_eq!(dates("2,023/6"), "");
    assert_eq!(dates("R5"), "");
    assert_eq!(dates("R0.4"), "");
    assert_eq!(dates("6月26日"), "");
}

#[test]
fn bases_of_comparisons() {
    let check = |text: &str, want: bool| {
        let year = scan_years(text).into_iter().next().expect("a year");
        assert_eq!(is_base(text, &year), want, "{text}");
    };
    check("令和3年度予算と比べ", true);
    check("令和3年度の一般会計当初予算額に比べて", true);
    check("令和3年度当初予算比2億円増", true);
    check("令和3年度を上回る", true);
    check("対令和3年度", true);
    check("令和3年度 比較増減", false);
    check("令和3年度比率", false);
    check("令和3年度の5億円に比べて", false);
    check("令和3年度予算", false);
}
