//! Names behind bullets with their amounts, by position alone.

use crate::pdf::layout::entries::{ends_in_amount, is_amount, is_bracketed};

#[test]
fn amounts_that_stand_alone() {
    let check = |text: &str, wanted: bool| assert_eq!(is_amount(text), wanted, "{text}");
    check("概算要求額22億円", true);
    check("予算額0.5億円", true);
    check("54億円の内数", true);
    check("５億円", true);
    check("令和5年度概算要求額412億円", false);
    check("がん研究を支援する概算要求額22億円の事業", false);
    check("（19.8億円）", false);
    check("次世代iPS細胞の開発", false);
    check("1,234", false);
}

#[test]
fn totals_in_brackets() {
    let check = |text: &str, wanted: bool| assert_eq!(is_bracketed(text), wanted, "{text}");
    check("（19.8億円）", true);
    check("(100億円)", true);
    check("（総5,文608）", false);
    check("（B-cure）", false);
    check("国際事業（41.1億円）", false);
}

#[test]
fn ends_of_amounts() {
    let check = |text: &str, wanted: bool| assert_eq!(ends_in_amount(text), wanted, "{text}");
    check("予算額3億円", true);
    check("3億円の内数", true);
    check("3億円を計上", false);
    check("外円", false);
}
