//! Tables of bare figures: what a figure is called, and of which year and stage it is.

use crate::model::Measure;

/// Each item as `path year yen`, with what else is said of it.
fn show(text: &str) -> String {
    let extraction = crate::extract("a.txt", text.as_bytes(), crate::Options::default())
        .expect("text always opens");
    let one = |item: &crate::model::LineItem| {
        let mut out = item.path.join(">");
        out += &item.fiscal_year.map_or(" -".to_owned(), |year| format!(" {year}"));
        out += &item.yen.map_or(" ?".to_owned(), |yen| format!(" {yen}"));
        out += if item.measure == Measure::Change { " change" } else { "" };
        out += &item.rate.as_ref().map_or(String::new(), |rate| format!(" {rate}%"));
        out
    };
    let left = extraction.unclaimed_amounts.iter().map(|a| format!("left {}", a.evidence.text));
    extraction.line_items.iter().map(one).chain(left).collect::<Vec<_>>().join("; ")
}

#[track_caller]
fn is(text: &str, want: &str) {
    assert_eq!(show(text), want, "in {text:?}");
}

#[test]
fn captions_name_nothing() {
    is("令和9年度港湾費の決算\n(単位:千円)\n区分 | 9年度\n岸壁費 | 1,644", "岸壁費 2027 1644000");
    is(
        "港湾費は次のとおりである。\n(単位:千円)\n区分\t令和9年度\n岸壁費\t1,644",
        "岸壁費 2027 1644000",
    );
}

#[test]
fn rows_without_the_cell_of_a_second_name() {
    let head = "(単位:千円)\n使途 | 目 | 令和8年度 | 9年度 |\n工事費 | 岸壁費 | 2,000 | 1,800 |\n";
    let whole = "工事費>岸壁費 2026 2000000; 工事費>岸壁費 2027 1800000";
    let check = |row: &str, want: &str| is(&format!("{head}{row}"), &format!("{whole}; {want}"));
    check("工事費 計 | 2,000 | 1,800 |", "工事費計 2026 2000000; 工事費計 2027 1800000");
    check("貸付金 | 北港分 | 30 | 20 |", "貸付金>北港分 2026 30000; 貸付金>北港分 2027 20000");
}

#[test]
fn figures_of_a_column_without_a_year_stay_in_it() {
    is(
        "(単位:千円)\n区分 | 積立金 | 令和9年度 |\n岸壁費 | 2,000 | |\n灯台費 | | 1,800 |",
        "岸壁費>積立金 2027 2000000; 灯台費 2027 1800000",
    );
}

#[test]
fn years_in_the_brackets_of_a_header() {
    is(
        "(単位:千円)\n借主 | 利息(令和8年度) | 利息(令和9年度) |\n北港組合 | 2,000 | △ 1,800 |",
        "北港組合>利息 2026 2000000; 北港組合>利息 2027 -1800000",
    );
    is(
        "(単位:千円)\n所管 | 令和9年度 | (8年度) |\n北港 | 2,000 | 1,800 |",
        "北港 2027 2000000; 北港 2026 1800000",
    );
}

#[test]
fn rates_are_no_money() {
    let check = |table: &str, want: &str| is(&format!("(単位:百万円、%)\n{table}"), want);
    let amounts = "岸壁費 2026 2000000000; 岸壁費 2027 1800000000";
    check(
        "区分 | 令和8年度 | 9年度 | 増減 | |\n岸壁費 | 2,000 | 1,800 | △200 | △10.0 |",
        &format!("{amounts}; 岸壁費 2027 -200000000 change -10.0%"),
    );
    check(
        "区分 | 令和8年度 | 9年度 | 増減額 | 増減率\n岸壁費 | 2,000 | 1,800 | △200 | △10.0",
        &format!("{amounts}; 岸壁費 2027 -200000000 change -10.0%"),
    );
    check("区分 | 令和8年度 | 9年度 | 構成比\n岸壁費 | 2,000 | 1,800 | 45", amounts);
    check("区分 | 令和9年度 | |\n岸壁費 | 1,800 | 45.2 |", "岸壁費 2027 1800000000");
    is(
        "(単位:億円)\n区分 | 令和8年度 | 9年度\n岸壁費 | 2,000.0 | 1.5",
        "岸壁費 2026 200000000000; 岸壁費 2027 150000000",
    );
}

#[test]
fn units_in_cells() {
    let head = "区分 | 令和9年度 | (8年度) |\n";
    let want = "岸壁費 2027 2000000; 岸壁費 2026 1800000; 灯台費 2027 30000; 灯台費 2026 20000";
    let check = |rows: &str| is(&format!("{head}{rows}\n灯台費 | 30 | 20 |"), want);
    check("岸壁費 | 千円 2,000 | 千円 1,800 |");
    check("岸壁費 |\n千円 2,000 |\n千円 1,800 |");
}

#[test]
fn figures_without_a_unit_are_told_of() {
    let check = |row: &str| {
        let text = format!("令和9年度の予算\n区分 | 9年度 |\n{row}");
        let extraction = crate::extract("a.txt", text.as_bytes(), crate::Options::default());
        let diagnostics = extraction.expect("text always opens").diagnostics;
        assert!(diagnostics.iter().any(|d| d.code == "no_unit"), "{row}");
    };
    check("岸壁費 | 1,234 |");
    check("岸壁費 |\n1,234 |");
}

#[test]
fn units_in_headers() {
    is(
        "区分 | 予算額(千円) | 人口 | 執行率(%)\n岸壁費 | 2,000 | 1,200 | 45\n灯台費 | 30 | 80 | 9",
        "岸壁費 - 2000000; 灯台費 - 30000",
    );
}

#[test]
fn headers_of_two_lines() {
    is(
        "(単位:億円)\n令和8年度\n当初予算額\n令和9年度\n予 算 案\n対前年度\n増減率%\n岸壁費 8,493 8,907 4.9",
        "岸壁費 2026 849300000000; 岸壁費 2027 890700000000",
    );
}

#[test]
fn changes_without_a_header() {
    let check = |figures: &str, want: &str| {
        let want =
            format!("岸壁費 2027 329700000000; 岸壁費 2027 343800000000; 岸壁費 2027 {want}");
        is(&format!("令和9年度の内訳 (単位:億円)\n岸壁費 3,297 3,438 {figures}"), &want);
    };
    check("+141", "14100000000 change");
    check("1,410", "141000000000");
    is(
        "令和9年度の内訳 (単位:億円)\n岸壁費 3,438 3,297 △141\n灯台費 3,438 3,297 △140",
        "岸壁費 2027 343800000000; 岸壁費 2027 329700000000; 岸壁費 2027 -14100000000 change; \
         灯台費 2027 343800000000; 灯台費 2027 329700000000; 灯台費 2027 -14000000000",
    );
}

#[test]
fn columns_of_bodies() {
    is(
        "(単位:千円)\n一般会計 港湾特別会計\n使用料 2,000 1,800",
        "使用料>一般会計 - 2000000; 使用料>港湾特別会計 - 1800000",
    );
    is(
        "(単位:千円)\n一般会計 港湾特別会計\n使用料 2,000 1,800 3,800",
        "使用料 - 2000000; 使用料 - 1800000; 使用料 - 3800000",
    );
}

#[test]
fn names_of_two_lines() {
    is(
        "(単位:千円)\n資産 2,000 1,800\nうち剰余金\n(△欠損金)\n300 △1,200\n",
        "資産 - 2000000; 資産 - 1800000; うち剰余金(△欠損金) - 300000; \
         うち剰余金(△欠損金) - -1200000",
    );
}

#[test]
fn dashes_and_rates_are_no_part_of_a_name() {
    let check = |row: &str| is(&format!("(単位:百万円)\n{row}"), "港湾庁 - 2124000000");
    check("港 湾 庁 - - 2,124 △17.8");
    check("港湾庁 2,124 42.3 - -");
    check("港湾庁 42.3 - 2,124");
}

#[test]
fn rates_of_plain_rows_are_no_money() {
    let head = "(単位:百万円)\n区分 令和8年度 令和9年度 増減額 増減率\n";
    let want = "岸壁費 2026 2000000000; 岸壁費 2027 1800000000; 岸壁費 2027 -200000000 change";
    is(&format!("{head}岸壁費 2,000 1,800 △200 △10.0"), want);
    is(
        "(単位:百万円)\n対前年度伸び率\n対前年度伸び率\n岸壁費 2,000 1,800",
        "岸壁費 - 2000000000; 岸壁費 - 1800000000",
    );
    is(&format!("{head}岸壁費 2,000 1,800 △200 △10"), &format!("{want}; left △10"));
}
