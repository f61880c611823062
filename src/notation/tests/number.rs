//! Numerals, units and percentages.

use crate::notation::numeral::{Decimal, grouped};
use crate::notation::rate::percent;
use crate::notation::unit::declared_unit;

fn numeral(text: &str) -> String {
    Decimal::parse(text).map_or("none".to_owned(), |d| d.to_string())
}

fn unit(text: &str) -> String {
    declared_unit(text).map_or("none".to_owned(), |(r, u)| format!("{} {}", &text[r], u.yen()))
}

fn rate(text: &str) -> String {
    percent(text).map_or("none".to_owned(), |(r, d)| format!("{} {d}", &text[r]))
}

#[test]
fn numerals() {
    assert_eq!(numeral("0"), "0");
    assert_eq!(numeral("1272"), "1272");
    assert_eq!(numeral("1,272"), "1272");
    assert_eq!(numeral("195,351,912"), "195351912");
    assert_eq!(numeral("0400"), "400");
    assert_eq!(numeral("16.8"), "16.8");
    assert_eq!(numeral("88.0"), "88.0");
    assert_eq!(numeral("0.03"), "0.03");
    assert_eq!(numeral("1,234.5"), "1234.5");
    assert_eq!(numeral("七百六十九"), "769");
    assert_eq!(numeral("千二百"), "1200");
    assert_eq!(numeral("十"), "10");
    assert_eq!(numeral("二十一"), "21");
    assert_eq!(numeral("三三一八"), "3318");
    assert_eq!(numeral("六八〇〇"), "6800");
    assert_eq!(numeral("二、六一二"), "2612");
    assert_eq!(numeral("二・三"), "2.3");
    assert_eq!(numeral("4千21"), "4021");
    assert_eq!(numeral("6千97"), "6097");
    assert_eq!(numeral("1,410百"), "141000");
    assert_eq!(numeral("1.2.3"), "none");
    assert_eq!(numeral("1,23"), "none");
    assert_eq!(numeral("12345,678"), "none");
    assert_eq!(numeral("百千"), "none");
    assert_eq!(numeral("1,"), "none");
    assert_eq!(numeral(""), "none");
    assert_eq!(numeral("件"), "none");
    assert_eq!(numeral(&"9".repeat(50)), "none");
}

#[test]
fn decimals() {
    let d = |digits, scale| Decimal { digits, scale };
    assert_eq!(d(-380, 2).to_string(), "-3.80");
    assert_eq!(d(5, 3).to_string(), "0.005");
    assert_eq!(d(-5, 1).bounds(), (-1, 0));
    assert_eq!(d(15, 1).bounds(), (1, 2));
    assert_eq!(d(20, 1).bounds(), (2, 2));
    assert_eq!(d(15, 1).checked_add(d(5, 2)), Some(d(155, 2)));
    assert_eq!(d(15, 1).checked_shift(4), Some(d(15000, 0)));
    assert_eq!(d(15, 3).checked_shift(1), Some(d(15, 2)));
    assert_eq!(d(i128::MAX, 0).checked_shift(1), None);
    assert_eq!(d(i128::MAX, 0).checked_add(d(1, 0)), None);
}

#[test]
fn units() {
    assert_eq!(unit("単位:百万円"), "単位:百万円 1000000");
    assert_eq!(unit("(単位 千円)"), "(単位 千円) 1000");
    assert_eq!(unit("単位(千円)"), "単位(千円) 1000");
    assert_eq!(unit("【単位:億円】"), "【単位:億円】 100000000");
    assert_eq!(unit("単位:円"), "単位:円 1");
    assert_eq!(unit("単位:万円"), "単位:万円 10000");
    assert_eq!(unit("単位:兆円"), "単位:兆円 1000000000000");
    assert_eq!(unit("(単位 : 百万円)"), "(単位 : 百万円) 1000000");
    assert_eq!(unit("( 単位:千円 )"), "( 単位:千円 ) 1000");
    assert_eq!(unit("単 位 : 千 円"), "単 位 : 千 円 1000");
    assert_eq!(unit("物件費\n単位(千円)\n収入"), "単位(千円) 1000");
    assert_eq!(unit("金額の単位は百万円"), "単位は百万円 1000000");
    assert_eq!(unit("単位:人、単位:千円"), "単位:千円 1000");
    assert_eq!(unit("単位:人"), "none");
    assert_eq!(unit("単価:千円"), "none");
    assert_eq!(unit("単位"), "none");
    assert_eq!(unit("5千円"), "none");
}

#[test]
fn percentages() {
    assert_eq!(rate("+0.1%"), "+0.1% 0.1");
    assert_eq!(rate("▲3.8%"), "▲3.8% -3.8");
    assert_eq!(rate("△ 3.8%"), "△ 3.8% -3.8");
    assert_eq!(rate("-3.8%"), "-3.8% -3.8");
    assert_eq!(rate("3.8%"), "3.8% 3.8");
    assert_eq!(rate("3.80 %"), "3.80 % 3.80");
    assert_eq!(rate("100%"), "100% 100");
    assert_eq!(rate("1,234%"), "1,234% 1234");
    assert_eq!(rate("増減率(%) 12.5%"), "12.5% 12.5");
    assert_eq!(rate("10-20%"), "20% 20");
    assert_eq!(rate("(%)"), "none");
    assert_eq!(rate("%"), "none");
    assert_eq!(rate("3.8"), "none");
}

#[test]
fn figures_are_grouped() {
    assert_eq!(grouped(0, "-"), "0");
    assert_eq!(grouped(999, "-"), "999");
    assert_eq!(grouped(-1_000, "-"), "-1,000");
    assert_eq!(grouped(-1_234_567, "▲"), "▲1,234,567");
    assert_eq!(grouped(-1_234_567, "-"), "-1,234,567");
    assert_eq!(grouped(i64::MIN, "-"), "-9,223,372,036,854,775,808");
}
