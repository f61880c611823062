//! Flags in brackets, bullets and heading numbers.

use crate::notation::mark::{bullet, heading_number, leading_flag, scan_flags};

fn flags(text: &str) -> String {
    scan_flags(text)
        .into_iter()
        .map(|(r, f)| format!("{} {f:?}", &text[r]))
        .collect::<Vec<_>>()
        .join("; ")
}

fn lead(line: &str) -> String {
    bullet(line).map_or("none".to_owned(), |(r, b)| format!("{:?} {}", b, &line[r.end..]))
}

fn number(line: &str) -> String {
    heading_number(line).map_or("none".to_owned(), |(r, n)| format!("{:?} {}", n, &line[r.end..]))
}

#[test]
fn flags_in_brackets() {
    assert_eq!(flags("A事業(再掲)"), "(再掲) Repeated");
    assert_eq!(flags("◆ 【新規】再生"), "【新規】 New");
    assert_eq!(flags("【拡充】"), "【拡充】 Expanded");
    assert_eq!(flags("[新規]"), "[新規] New");
    assert_eq!(flags("(新規)"), "(新規) New");
    assert_eq!(flags("<新規>"), "<新規> New");
    assert_eq!(flags("【新規・拡充】"), "【新規・拡充】 New; 【新規・拡充】 Expanded");
    assert_eq!(flags("(拡充、新規)"), "(拡充、新規) Expanded; (拡充、新規) New");
    assert_eq!(flags("【一部新規】"), "【一部新規】 New");
    assert_eq!(flags("(内数)"), "(内数) Within");
    assert_eq!(flags("( 再掲 )"), "( 再掲 ) Repeated");
    assert_eq!(flags("(再掲)と(新規)"), "(再掲) Repeated; (新規) New");
    assert_eq!(flags("新規の事業"), "");
    assert_eq!(flags("(新規モダリティ)"), "");
    assert_eq!(flags(""), "");
}

#[test]
fn bullets() {
    assert_eq!(lead("● 事業"), "Circle 事業");
    assert_eq!(lead("●事業"), "Circle 事業");
    assert_eq!(lead("○ 事業"), "Circle 事業");
    assert_eq!(lead("◎事業"), "Circle 事業");
    assert_eq!(lead("◆ 事業"), "Diamond 事業");
    assert_eq!(lead("◇事業"), "Diamond 事業");
    assert_eq!(lead("■ 説明"), "Square 説明");
    assert_eq!(lead("□説明"), "Square 説明");
    assert_eq!(lead("▪ 説明"), "Square 説明");
    assert_eq!(lead("• 説明"), "Dot 説明");
    assert_eq!(lead("・説明"), "Dot 説明");
    assert_eq!(lead("* 説明"), "Dot 説明");
    assert_eq!(lead("-新たな"), "Dash 新たな");
    assert_eq!(lead("- 5億円の"), "Dash 5億円の");
    assert_eq!(lead("―説明"), "Dash 説明");
    assert_eq!(lead("➢ 説明"), "Arrow 説明");
    assert_eq!(lead("✓ 説明"), "Arrow 説明");
    assert_eq!(lead("▶ 上記"), "Arrow 上記");
    assert_eq!(lead("  ► 上記"), "Arrow 上記");
    assert_eq!(lead("※ 精査"), "Note 精査");
    assert_eq!(lead("※1 橋渡し"), "Note 橋渡し");
    assert_eq!(lead("※ 2 治験"), "Note 治験");
    assert_eq!(lead("※15年以内"), "Note 15年以内");
    assert_eq!(lead("(注) 計数"), "Note 計数");
    assert_eq!(lead("(注1)計数"), "Note 計数");
    assert_eq!(lead("注1)計数"), "Note 計数");
    assert_eq!(lead("(*)創薬"), "none");
    assert_eq!(lead("▲58"), "none");
    assert_eq!(lead("-5億円"), "none");
    assert_eq!(lead("---"), "none");
    assert_eq!(lead("-"), "none");
    assert_eq!(lead("**太字**"), "none");
    assert_eq!(lead("本文"), "none");
    assert_eq!(lead(""), "none");
}

#[test]
fn heading_numbers() {
    assert_eq!(number("1. 医薬品"), "Arabic 医薬品");
    assert_eq!(number("1.医薬品"), "Arabic 医薬品");
    assert_eq!(number(" 3.新型"), "Arabic 新型");
    assert_eq!(number("1 位置付け"), "Arabic 位置付け");
    assert_eq!(number("1、位置付け"), "Arabic 位置付け");
    assert_eq!(number("(1)全て"), "Bracketed 全て");
    assert_eq!(number("(2) の説明"), "Bracketed の説明");
    assert_eq!(number("①医薬品"), "Circled 医薬品");
    assert_eq!(number("⑥ シーズ"), "Circled シーズ");
    assert_eq!(number("第1 総則"), "Chapter 総則");
    assert_eq!(number("第2章 総則"), "Chapter 総則");
    assert_eq!(number("Ⅰ 総則"), "Roman 総則");
    assert_eq!(number("II. 総則"), "Roman 総則");
    assert_eq!(number("I.総則"), "Roman 総則");
    assert_eq!(number("ア 研究"), "Kana 研究");
    assert_eq!(number("(ア)研究"), "Kana 研究");
    assert_eq!(number("1-2 研究"), "Dotted 研究");
    assert_eq!(number("1.2 研究"), "Dotted 研究");
    assert_eq!(number("一 研究"), "Arabic 研究");
    assert_eq!(number("(a) 研究"), "Letter 研究");
    assert_eq!(number("a. 研究"), "Letter 研究");
    assert_eq!(number("1.5億円"), "none");
    assert_eq!(number("1,272億円"), "none");
    assert_eq!(number("175 億円"), "none");
    assert_eq!(number("12 億円"), "none");
    assert_eq!(number("2020年"), "none");
    assert_eq!(number("アカデミア"), "none");
    assert_eq!(number("第21条の規定"), "none");
    assert_eq!(number("iPS細胞"), "none");
    assert_eq!(number("本文"), "none");
    assert_eq!(number(""), "none");
}

#[test]
fn marks_before_a_name() {
    let check = |text: &str, expected: &str| {
        let found = leading_flag(text);
        let shown = found.map_or("none".to_owned(), |(r, f)| format!("{f:?} {}", &text[r.end..]));
        assert_eq!(shown, expected, "{text}");
    };
    check("新 産後ケア事業", "Some(New) 産後ケア事業");
    check(" 拡充  保育士等処遇改善事業", "Some(Expanded) 保育士等処遇改善事業");
    check("継 学校給食費", "None 学校給食費");
    check("新産業の育成", "none");
    check("新規", "none");
    check("新 ", "none");
}
