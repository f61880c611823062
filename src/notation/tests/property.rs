//! What holds for every text: figures come back, nothing panics, ranges are sound.

use std::ops::Range;

use proptest::prelude::*;

use crate::notation::date::scan_dates;
use crate::notation::era::{scan_years, year_of_word};
use crate::notation::mark::{bullet, heading_number, scan_flags};
use crate::notation::ministry::scan_names;
use crate::notation::money::{Figure, bare, scan};
use crate::notation::rate::percent;
use crate::notation::share::{bearer, ministries_in_bracket, scan_shares};
use crate::notation::stage::{column, scan_stages};
use crate::notation::unit::{Unit, declared_unit};

fn grouped(n: i64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// 7兆69億3000万12円: the parts that are not zero.
fn composite(n: i64, numeral: fn(i64) -> String) -> String {
    let mut out = String::new();
    for (unit, name) in [(1_000_000_000_000, "兆"), (100_000_000, "億"), (10_000, "万"), (1, "")]
    {
        let part = n / unit % 10_000;
        if part > 0 {
            out += &numeral(part);
            out += name;
        }
    }
    out + "円"
}

/// 七百六十九, with 一 before every place.
fn by_place(n: i64) -> String {
    let digit = |d: i64| "〇一二三四五六七八九".chars().nth(d as usize).unwrap_or('〇');
    let mut out = String::new();
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let d = n / unit % 10;
        if d > 0 {
            out.push(digit(d));
            out += name;
        }
    }
    out
}

fn one(text: &str) -> Figure {
    let found = scan(text);
    assert_eq!(found.len(), 1, "{text} {found:?}");
    found[0].figure
}

fn sound(text: &str, ranges: impl IntoIterator<Item = Range<usize>>) {
    let mut end = 0;
    for r in ranges {
        assert!(r.start >= end && r.start < r.end, "{r:?} of {text:?}");
        assert!(text.get(r.clone()).is_some(), "{r:?} of {text:?}");
        end = r.end;
    }
}

/// Texts thick with what the grammars look for.
fn printed() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[0-9]{1,5}",
        "[,.、・]",
        "[一二三四五六七八九〇十百千万億兆円]{1,3}",
        "[ \n\t~▲△+\\-ー()<>※%/:]",
        "(令和|平成|R|年度|年|月|日|元|数|約|最大|程度|の内数|から|単位|補正|予算額|概算要求|文|厚|再掲|第|次)",
        "\\PC",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|v| v.concat())
}

proptest! {
    #[test]
    fn oku_yen_come_back(n in 0i64..90_000_000_000) {
        prop_assert_eq!(one(&format!("予算額{}億円、", grouped(n))), Figure::Exact(n * 100_000_000));
    }

    #[test]
    fn million_yen_come_back(n in 0i64..9_000_000_000_000) {
        prop_assert_eq!(one(&format!("({} 百万円)", grouped(n))), Figure::Exact(n * 1_000_000));
        prop_assert_eq!(bare(&grouped(n), Unit::HyakumanYen).map(|m| m.figure), Some(Figure::Exact(n * 1_000_000)));
    }

    #[test]
    fn tenths_come_back(n in 0i64..10_000_000) {
        let text = format!("▲{}.{}億円", grouped(n / 10), n % 10);
        prop_assert_eq!(one(&text), Figure::Exact(-n * 10_000_000));
    }

    #[test]
    fn composites_come_back(n in 1i64..9_000_000_000_000_000) {
        prop_assert_eq!(one(&composite(n, |p| p.to_string())), Figure::Exact(n));
        prop_assert_eq!(one(&composite(n, grouped)), Figure::Exact(n));
        prop_assert_eq!(one(&composite(n, by_place)), Figure::Exact(n));
    }

    #[test]
    fn nothing_panics_and_ranges_are_sound(text in prop_oneof![printed(), "\\PC{0,60}", any::<String>()]) {
        let money = scan(&text);
        sound(&text, money.iter().map(|m| m.outer.clone()));
        for m in &money {
            prop_assert!(m.outer.start <= m.range.start && m.range.end <= m.outer.end);
            prop_assert!(m.resolution >= 1);
            sound(&text, m.ends.iter().cloned());
            prop_assert!(m.flags.is_sorted());
        }
        let shares = scan_shares(&text);
        sound(&text, shares.iter().map(|s| s.range.clone()));
        for s in &shares {
            sound(&text, s.parts.iter().map(|p| p.range.clone()));
        }
        sound(&text, scan_years(&text).into_iter().map(|y| y.range));
        sound(&text, scan_dates(&text).into_iter().map(|d| d.range));
        sound(&text, scan_stages(&text).into_iter().map(|s| s.range));
        sound(&text, scan_names(&text).into_iter().map(|n| n.0));
        for (r, _) in scan_flags(&text) {
            prop_assert!(text.get(r).is_some());
        }
        sound(&text, declared_unit(&text).map(|u| u.0));
        sound(&text, percent(&text).map(|p| p.0));
        sound(&text, bullet(&text).map(|b| b.0));
        sound(&text, heading_number(&text).map(|n| n.0));
        sound(&text, bearer(&text).map(|b| b.0));
        sound(&text, ministries_in_bracket(&text).map(|b| b.0));
        column(&text);
        sound(&text, year_of_word(&text).map(|y| y.range));
        for unit in [Unit::Yen, Unit::ChoYen] {
            if let Some(m) = bare(&text, unit) {
                prop_assert!(text.get(m.range).is_some() && text.get(m.outer).is_some());
            }
        }
    }
}

/// Texts made to provoke going back and forth; each is read in a moment.
#[test]
fn hostile_texts_are_linear() {
    let n = 300_000;
    for text in [
        "1".repeat(n),
        "1".repeat(n) + "円",
        "億".repeat(n),
        "1億".repeat(n),
        "1億~".repeat(n),
        "1,".repeat(n) + "000億円",
        "一".repeat(n) + "億円",
        "十百千".repeat(n),
        " \n".repeat(n) + "億円",
        "1 億\n".repeat(n),
        "(".repeat(n),
        "(文1,".repeat(n / 4),
        "年".repeat(n),
        "5年度".repeat(n / 4),
        "令和2(".repeat(n) + "年",
        "約".repeat(n) + "5億円",
        "5億円".to_owned() + &"程度".repeat(n),
        "補正 ".repeat(n / 4),
        "%".repeat(n),
        "単位".repeat(n),
    ] {
        scan(&text);
        scan_shares(&text);
        scan_years(&text);
        scan_dates(&text);
        scan_stages(&text);
        scan_flags(&text);
        declared_unit(&text);
        percent(&text);
        heading_number(&text);
        bullet(&text);
        bare(&text, Unit::Yen);
    }
}
