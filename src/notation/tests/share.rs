//! Ministries' shares and names.

use crate::notation::ministry::{by_mark, by_name, scan_names};
use crate::notation::money::Figure;
use crate::notation::share::{bearer, ministries_in_bracket, scan_shares};

fn show(text: &str) -> String {
    let brackets = scan_shares(text).into_iter().map(|s| {
        let parts = s.parts.iter().map(|p| {
            assert!(text[p.range.clone()].starts_with(&text[p.mark.clone()]), "{p:?}");
            let figure = match p.figure {
                Figure::Exact(n) => n.to_string(),
                other => format!("{other:?}"),
            };
            format!("{} {figure}@1e{}", p.ministry, p.resolution.ilog10())
        });
        format!("{}: {}", &text[s.range.clone()], parts.collect::<Vec<_>>().join(", "))
    });
    brackets.collect::<Vec<_>>().join("; ")
}

/// The figures alone, in 億円 where they are whole.
fn oku(text: &str) -> String {
    let parts = scan_shares(text).into_iter().flat_map(|s| s.parts);
    parts
        .map(|p| match p.figure {
            Figure::Exact(n) if n % 100_000_000 == 0 => (n / 100_000_000).to_string(),
            Figure::Exact(n) => format!("{n}円"),
            Figure::Undetermined => "?".to_owned(),
            other => format!("{other:?}"),
        })
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn brackets() {
    assert_eq!(
        show("1,272億円 (総5,文608) と"),
        "(総5,文608): 総務省 500000000@1e8, 文部科学省 60800000000@1e8"
    );
    assert_eq!(oku("(総5,文608,厚474,経185)"), "5 608 474 185");
    assert_eq!(oku("(総5、文608、厚474)"), "5 608 474");
    assert_eq!(oku("(文1.5,厚3)"), "150000000円 3");
    assert_eq!(oku("(文1,234,厚56)"), "1234 56");
    assert_eq!(oku("(文1,234,厚1,056,経2)"), "1234 1056 2");
    assert_eq!(oku("(文116,厚※,経44)"), "116 ? 44");
    assert_eq!(oku("(文116,厚事項要求,経44)"), "116 ? 44");
    assert_eq!(oku("(文科 608億円、厚労 474億円)"), "608 474");
    assert_eq!(oku("(文部科学省:608億円、厚生労働省:474億円)"), "608 474");
    assert_eq!(oku("(文116、厚44百万円)"), "116000000円 44000000円");
    assert_eq!(oku("(文▲5,厚+3)"), "-5 3");
    assert_eq!(oku("(文-,厚3)"), "0 3");
    assert_eq!(oku("(総5,文608,\n厚474,\n\n経185)"), "5 608 474 185");
    assert_eq!(oku("( 総 5 , 文 608 )"), "5 608");
    assert_eq!(oku("[文5,こ3]"), "5 3");
    assert_eq!(oku("<内5、デ3>"), "5 3");
    assert_eq!(oku("(厚474)"), "474");
    assert_eq!(oku("(文1)(厚2)"), "1 2");
    assert_eq!(oku("(文99999999999999999999)"), "TooLarge");
}

#[test]
fn no_shares() {
    assert_eq!(oku("(内)"), "");
    assert_eq!(oku("(文、厚、経)"), "");
    assert_eq!(oku("(総計 533億円)"), "");
    assert_eq!(oku("(文部科学省:橋渡し研究支援拠点)"), "");
    assert_eq!(oku("(267億円/597件)"), "");
    assert_eq!(oku("(1)"), "");
    assert_eq!(oku("(文5件)"), "");
    assert_eq!(oku("(文5,6)"), "");
    assert_eq!(oku("(文608"), "");
    assert_eq!(oku("(文1,23,厚4)"), "");
    assert_eq!(oku("()"), "");
    assert_eq!(oku("("), "");
    assert_eq!(oku("(国際5)"), "");
}

#[test]
fn bearers() {
    assert_eq!(bearer("(内)を計上"), Some((0..5, "内閣府")));
    assert_eq!(bearer(" (厚)"), Some((1..6, "厚生労働省")));
    assert_eq!(bearer("(文部科学省)"), Some((0..17, "文部科学省")));
    assert_eq!(bearer("(厚労省)"), Some((0..11, "厚生労働省")));
    assert_eq!(bearer("(文、厚)"), None);
    assert_eq!(bearer("(内数)"), None);
    assert_eq!(bearer("(内5)"), None);
    assert_eq!(bearer("100億円(内)"), None);
    assert_eq!(bearer("(文"), None);
    assert_eq!(bearer(""), None);
    let names = |text| ministries_in_bracket(text).map(|(_, n)| n.join(" "));
    assert_eq!(names("(文、厚、経)").as_deref(), Some("文部科学省 厚生労働省 経済産業省"));
    assert_eq!(names("(内閣府/総務省)").as_deref(), Some("内閣府 総務省"));
    assert_eq!(names("(東北メディカル・メガバンク)"), None);
    assert_eq!(names("(B-cure)"), None);
}

#[test]
fn names() {
    for (mark, name) in [
        ("総", "総務省"),
        ("文", "文部科学省"),
        ("厚", "厚生労働省"),
        ("経", "経済産業省"),
        ("こ", "こども家庭庁"),
        ("内", "内閣府"),
        ("農", "農林水産省"),
        ("国", "国土交通省"),
        ("環", "環境省"),
        ("防", "防衛省"),
        ("財", "財務省"),
        ("外", "外務省"),
        ("法", "法務省"),
        ("警", "警察庁"),
        ("デ", "デジタル庁"),
        ("復", "復興庁"),
        ("消", "消費者庁"),
        ("個", "個人情報保護委員会"),
    ] {
        assert_eq!(by_mark(mark), Some(name));
        assert_eq!(by_name(name), Some(name));
    }
    assert_eq!(by_mark("件"), None);
    assert_eq!(by_name("文科省"), Some("文部科学省"));
    assert_eq!(by_name("国交省"), Some("国土交通省"));
    assert_eq!(by_name("農水"), Some("農林水産省"));
    assert_eq!(by_name("日本"), None);
    let found = |text| scan_names(text).into_iter().map(|n| n.1).collect::<Vec<_>>().join(" ");
    assert_eq!(found("■文科省、■厚労省、■経産省"), "文部科学省 厚生労働省 経済産業省");
    assert_eq!(found("文部科学省 厚生労働省"), "文部科学省 厚生労働省");
    assert_eq!(found("内閣府こども家庭庁へ移管"), "内閣府 こども家庭庁");
    assert_eq!(found("環境の整備"), "");
}
