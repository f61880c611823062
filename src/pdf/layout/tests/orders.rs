//! Boxes, columns, side labels: what is read before what.

use super::builder::{Builder, page};
use super::{of, read};

const LEFT: [&str; 4] = [
    "左の段の文章が一行目で始まり",
    "二行目へと続いてから三行目に",
    "及びさらに四行目まで伸びてい",
    "くところで終わる。",
];
const RIGHT: [&str; 4] = [
    "右の段の文章が一行目で始まり",
    "二行目へと続いてから三行目に",
    "及びさらに四行目まで伸びてい",
    "くところで止まる。",
];

fn columns() -> Builder {
    page().lines(50.0, 100.0, 10.0, &LEFT).lines(210.0, 100.0, 10.0, &RIGHT)
}

fn both() -> String {
    format!("{} // {}", LEFT.join(" / "), RIGHT.join(" / "))
}

/// A box with a name and an amount at its right end.
fn card(page: Builder, x: f32, y: f32, name: &str, amount: &str) -> Builder {
    page.rect(x, y, x + 200.0, y + 40.0)
        .text(x + 6.0, y + 14.0, 8.0, name)
        .right(x + 194.0, y + 14.0, 8.0, amount)
        .text(x + 6.0, y + 30.0, 8.0, "説明")
}

#[test]
fn two_columns_of_text() {
    assert_eq!(read(columns()), both());
}

#[test]
fn two_columns_written_across() {
    let mut page = page();
    for i in 0..4 {
        let y = 100.0 + 15.0 * i as f32;
        page = page.text(50.0, y, 10.0, LEFT[i]).text(210.0, y, 10.0, RIGHT[i]);
    }
    assert_eq!(read(page), both());
}

#[test]
fn a_title_over_two_columns() {
    assert_eq!(
        read(columns().text(100.0, 70.0, 14.0, "両方の段にわたる題名")),
        format!("両方の段にわたる題名 // {}", both())
    );
}

#[test]
fn a_note_under_two_columns() {
    let page =
        columns().text(50.0, 180.0, 9.0, "※両方の段にわたる長い注記がその下に置かれている。");
    assert_eq!(
        read(page),
        format!("{} // ※両方の段にわたる長い注記がその下に置かれている。", both())
    );
}

#[test]
fn two_columns_within_a_box() {
    assert_eq!(read(columns().rect(40.0, 80.0, 380.0, 160.0)), both());
}

#[test]
fn three_columns() {
    let page = columns().lines(370.0, 100.0, 10.0, &LEFT);
    assert_eq!(read(page), format!("{} // {}", both(), LEFT.join(" / ")));
}

#[test]
fn boxes_side_by_side_are_finished_one_by_one() {
    let page =
        card(card(page(), 50.0, 100.0, "甲事業", "22億円"), 260.0, 100.0, "乙事業", "70億円");
    assert_eq!(read(page), "甲事業 22億円 / 説明 // 乙事業 70億円 / 説明");
}

#[test]
fn boxes_that_nearly_touch_are_finished_one_by_one() {
    let page =
        card(card(page(), 50.0, 100.0, "甲事業", "22億円"), 252.0, 100.0, "乙事業", "70億円");
    assert_eq!(read(page), "甲事業 22億円 / 説明 // 乙事業 70億円 / 説明");
}

#[test]
fn content_order_does_not_mix_boxes() {
    let page = page()
        .rect(50.0, 100.0, 250.0, 140.0)
        .rect(260.0, 100.0, 460.0, 140.0)
        .text(56.0, 114.0, 8.0, "甲事業")
        .text(266.0, 114.0, 8.0, "乙事業")
        .right(244.0, 114.0, 8.0, "22億円")
        .right(454.0, 114.0, 8.0, "70億円");
    assert_eq!(read(page), "甲事業 22億円 // 乙事業 70億円");
}

#[test]
fn rows_of_boxes_are_read_across() {
    let mut page = page();
    for (i, name) in ["甲", "乙", "丙", "丁"].iter().enumerate() {
        page =
            card(page, 50.0 + 210.0 * (i % 2) as f32, 100.0 + 50.0 * (i / 2) as f32, name, "1億円");
    }
    assert_eq!(
        read(page),
        "甲 1億円 / 説明 // 乙 1億円 / 説明 // 丙 1億円 / 説明 // 丁 1億円 / 説明"
    );
}

#[test]
fn numbers_tell_that_boxes_are_read_down() {
    let mut page = page();
    for (i, name) in ["１．甲", "３．丙", "２．乙", "４．丁"].iter().enumerate() {
        page =
            card(page, 50.0 + 210.0 * (i % 2) as f32, 100.0 + 50.0 * (i / 2) as f32, name, "1億円");
    }
    assert_eq!(
        read(page),
        "１．甲 1億円 / 説明 // ２．乙 1億円 / 説明 // ３．丙 1億円 / 説明 // ４．丁 1億円 / 説明"
    );
}

#[test]
fn numbers_tell_that_boxes_are_read_across() {
    let mut page = page();
    for (x, y, name) in [
        (50.0, 100.0, "１．甲"),
        (50.0, 150.0, "３．丙"),
        (260.0, 100.0, "２．乙"),
        (260.0, 150.0, "４．丁"),
    ] {
        page = card(page, x, y, name, "1億円");
    }
    assert_eq!(
        read(page),
        "１．甲 1億円 / 説明 // ２．乙 1億円 / 説明 // ３．丙 1億円 / 説明 // ４．丁 1億円 / 説明"
    );
}

#[test]
fn boxes_of_different_heights_are_read_down() {
    let page = page()
        .rect(50.0, 100.0, 250.0, 130.0)
        .text(56.0, 112.0, 8.0, "一")
        .rect(50.0, 140.0, 250.0, 200.0)
        .text(56.0, 152.0, 8.0, "二")
        .rect(260.0, 100.0, 460.0, 160.0)
        .text(266.0, 112.0, 8.0, "三")
        .rect(260.0, 170.0, 460.0, 200.0)
        .text(266.0, 182.0, 8.0, "四");
    assert_eq!(read(page), "一 // 二 // 三 // 四");
}

#[test]
fn a_heading_stays_with_the_box_under_it() {
    let mut page = page();
    for (x, y, name) in [
        (50.0, 100.0, "１．甲"),
        (260.0, 100.0, "２．乙"),
        (50.0, 160.0, "３．丙"),
        (260.0, 160.0, "４．丁"),
    ] {
        page = page.text(x + 6.0, y - 6.0, 8.0, name).right(x + 194.0, y - 6.0, 8.0, "1億円");
        page = page.rect(x, y, x + 200.0, y + 40.0).text(x + 6.0, y + 14.0, 8.0, "説明");
    }
    assert_eq!(
        read(page),
        "１．甲 1億円 // 説明 // ２．乙 1億円 // 説明 // ３．丙 1億円 // 説明 // ４．丁 1億円 // 説明"
    );
}

#[test]
fn a_box_of_four_lines_is_a_box() {
    let page = page()
        .h(50.0, 250.0, 100.0)
        .h(50.0, 250.0, 140.0)
        .v(50.0, 100.0, 140.0)
        .v(250.0, 100.0, 140.0);
    let found = of(page.text(56.0, 114.0, 8.0, "甲事業"));
    assert_eq!(found.boxes.len(), 1);
    assert_eq!(found.blocks[0].in_box, Some(0));
}

#[test]
fn a_box_within_a_box_is_read_in_its_place() {
    let page = page()
        .rect(50.0, 50.0, 400.0, 200.0)
        .fill(60.0, 80.0, 390.0, 110.0)
        .text(60.0, 70.0, 8.0, "前")
        .text(66.0, 96.0, 8.0, "中")
        .text(60.0, 130.0, 8.0, "後");
    let found = of(page.clone());
    assert_eq!(found.boxes[1].parent, Some(0));
    assert_eq!(read(page), "前 // 中 // 後");
}

#[test]
fn a_highlight_within_a_line_is_no_box() {
    let page = page().fill(70.0, 92.0, 90.0, 103.0).text(50.0, 100.0, 10.0, "この新規の事業");
    assert!(of(page.clone()).boxes.is_empty());
    assert_eq!(read(page), "この新規の事業");
}

#[test]
fn an_empty_box_is_left_out() {
    assert!(
        of(page().rect(500.0, 300.0, 600.0, 400.0).text(50.0, 100.0, 10.0, "本文"))
            .boxes
            .is_empty()
    );
}

#[test]
fn a_vertical_side_label_comes_before_what_it_labels() {
    let page = page().rect(20.0, 95.0, 40.0, 200.0).down(30.0, 100.0, 10.0, "研究開発の推進");
    let page = card(card(page, 50.0, 100.0, "甲事業", "22億円"), 50.0, 150.0, "乙事業", "70億円");
    assert_eq!(read(page), "研究開発の推進 // 甲事業 22億円 / 説明 // 乙事業 70億円 / 説明");
}

#[test]
fn side_labels_part_the_columns() {
    let mut page = page();
    for (x, label, names) in [(20.0, "推進", ["甲", "乙"]), (260.0, "基盤", ["丙", "丁"])] {
        page = page.rect(x, 95.0, x + 20.0, 195.0).down(x + 10.0, 100.0, 10.0, label);
        for (i, name) in names.iter().enumerate() {
            page = card(page, x + 30.0, 100.0 + 50.0 * i as f32, name, "1億円");
        }
    }
    assert_eq!(
        read(page),
        "推進 // 甲 1億円 / 説明 // 乙 1億円 / 説明 // 基盤 // 丙 1億円 / 説明 // 丁 1億円 / 説明"
    );
}

#[test]
fn a_stacked_side_label_without_a_box() {
    let page = page().stack(30.0, 100.0, 10.0, 12.0, "研究開発").lines(
        50.0,
        108.0,
        8.0,
        &["一つ目", "二つ目", "三つ目"],
    );
    assert_eq!(read(page), "研究開発 // 一つ目 / 二つ目 / 三つ目");
}

#[test]
fn vertical_boxes_go_from_right_to_left() {
    let page = page()
        .rect(200.0, 50.0, 240.0, 300.0)
        .down(220.0, 60.0, 10.0, "前の箱")
        .rect(100.0, 50.0, 140.0, 300.0)
        .down(120.0, 60.0, 10.0, "後の箱");
    assert_eq!(read(page), "前の箱 // 後の箱");
}

#[test]
fn lists_side_by_side_keep_their_amounts() {
    let page = page()
        .lines(50.0, 100.0, 8.0, &["甲事業", "乙事業", "丙事業"])
        .lines(180.0, 100.0, 8.0, &["1億円", "2億円", "3億円"])
        .lines(300.0, 100.0, 8.0, &["丁事業", "戊事業", "己事業"])
        .lines(430.0, 100.0, 8.0, &["4億円", "5億円", "6億円"]);
    assert_eq!(
        read(page),
        "甲事業 | 1億円 / 乙事業 | 2億円 / 丙事業 | 3億円 // 丁事業 | 4億円 / 戊事業 | 5億円 / 己事業 | 6億円"
    );
}

#[test]
fn a_name_that_runs_out_of_room_is_finished_before_its_amount() {
    let page = page()
        .text(50.0, 100.0, 8.0, "新興感染症に対する革新的医薬品等開発推進研")
        .text(250.0, 100.0, 8.0, "概算要求額30億円")
        .text(50.0, 111.0, 8.0, "究事業");
    assert_eq!(read(page), "新興感染症に対する革新的医薬品等開発推進研 / 究事業 概算要求額30億円");
}

#[test]
fn a_description_under_a_name_stays_behind_its_amount() {
    let page = page().text(50.0, 100.0, 8.0, "甲研究事業").text(250.0, 100.0, 8.0, "30億円").text(
        50.0,
        111.0,
        8.0,
        "説明の文",
    );
    assert_eq!(read(page), "甲研究事業 30億円 / 説明の文");
}
