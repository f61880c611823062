//! Ruled tables, tables with horizontal lines only, tables without lines.

use super::super::TableKind;
use super::builder::{Builder, page};
use super::{of, read};

/// Three columns and rows of figures, without lines.
fn figures() -> Builder {
    page()
        .text(60.0, 112.0, 8.0, "款")
        .text(160.0, 112.0, 8.0, "本年度")
        .text(260.0, 112.0, 8.0, "前年度")
        .text(60.0, 132.0, 8.0, "総務費")
        .right(190.0, 132.0, 8.0, "1,234")
        .right(290.0, 132.0, 8.0, "1,200")
        .text(60.0, 152.0, 8.0, "民生費")
        .right(190.0, 152.0, 8.0, "98,765")
        .right(290.0, 152.0, 8.0, "△2")
}

const FIGURES: &str = "款 | 本年度 | 前年度 / 総務費 | 1,234 | 1,200 / 民生費 | 98,765 | △2";
const XS: [f32; 4] = [50.0, 150.0, 250.0, 350.0];
const YS: [f32; 4] = [100.0, 120.0, 140.0, 160.0];

#[test]
fn a_ruled_table_is_read_row_by_row() {
    assert_eq!(read(figures().grid(&XS, &YS)), FIGURES);
}

#[test]
fn ruled_cells_have_places() {
    let found = of(figures().grid(&XS, &YS));
    let table = &found.tables[0];
    assert_eq!(
        (table.kind, table.rows, table.columns, table.cells.len()),
        (TableKind::Ruled, 3, 3, 9)
    );
    assert_eq!(table.cells[5].bbox.array(), [250.0, 120.0, 350.0, 140.0]);
    assert_eq!(found.lines[table.cells[4].lines.start].text, "1,234");
}

#[test]
fn lines_that_miss_each_other_by_a_point_meet() {
    let page = YS.iter().fold(figures(), |p, y| p.h(51.0, 349.0, *y));
    assert_eq!(read(XS.iter().fold(page, |p, x| p.v(*x, 101.2, 158.9))), FIGURES);
}

#[test]
fn lines_in_pieces_are_one() {
    let page = YS
        .iter()
        .fold(figures(), |p, y| p.h(50.0, 150.0, *y).h(150.5, 251.0, *y).h(250.0, 350.0, *y));
    assert_eq!(of(XS.iter().fold(page, |p, x| p.v(*x, 100.0, 160.0))).tables[0].cells.len(), 9);
}

#[test]
fn a_rectangle_a_cell_makes_a_table() {
    let mut page = figures();
    for x in XS.windows(2) {
        for y in YS.windows(2) {
            page = page.rect(x[0], y[0], x[1], y[1]);
        }
    }
    assert_eq!(read(page), FIGURES);
}

#[test]
fn filled_cells_make_a_table() {
    let mut page = figures();
    for x in XS.windows(2) {
        for y in YS.windows(2) {
            page = page.fill(x[0], y[0], x[1] - 1.0, y[1] - 1.0);
        }
    }
    assert_eq!(read(page), FIGURES);
}

#[test]
fn a_table_without_outer_lines_at_its_sides() {
    let page = YS.iter().fold(figures(), |p, y| p.h(50.0, 350.0, *y));
    assert_eq!(read(page.v(150.0, 100.0, 160.0).v(250.0, 100.0, 160.0)), FIGURES);
}

#[test]
fn a_table_without_lines_between_rows() {
    let page = figures().h(50.0, 350.0, 100.0).h(50.0, 350.0, 120.0).h(50.0, 350.0, 160.0);
    assert_eq!(read(XS.iter().fold(page, |p, x| p.v(*x, 100.0, 160.0))), FIGURES);
}

#[test]
fn a_spanning_header() {
    let page = page()
        .h(50.0, 350.0, 100.0)
        .h(150.0, 350.0, 120.0)
        .h(50.0, 350.0, 140.0)
        .h(50.0, 350.0, 160.0)
        .v(50.0, 100.0, 160.0)
        .v(150.0, 100.0, 160.0)
        .v(250.0, 120.0, 160.0)
        .v(350.0, 100.0, 160.0)
        .text(60.0, 122.0, 8.0, "区分")
        .text(230.0, 112.0, 8.0, "令和5年度")
        .text(160.0, 132.0, 8.0, "要求額")
        .text(260.0, 132.0, 8.0, "要望額")
        .text(60.0, 152.0, 8.0, "AMED")
        .text(160.0, 152.0, 8.0, "1,110")
        .text(260.0, 152.0, 8.0, "388");
    let found = of(page.clone());
    let spans: Vec<(usize, usize)> =
        found.tables[0].cells.iter().map(|c| (c.row_span, c.column_span)).collect();
    assert_eq!(spans[..2], [(2, 1), (1, 2)]);
    assert_eq!(read(page), "区分 | 令和5年度 /  | 要求額 | 要望額 / AMED | 1,110 | 388");
}

#[test]
fn lines_of_one_cell_stay_together() {
    let page = figures().grid(&XS, &[100.0, 120.0, 140.0, 172.0]).text(160.0, 164.0, 8.0, "(再掲)");
    assert_eq!(read(page), FIGURES.replace("98,765", "98,765(再掲)"));
}

#[test]
fn an_empty_cell_keeps_its_place() {
    assert_eq!(
        read(
            page()
                .grid(&XS, &YS)
                .text(60.0, 112.0, 8.0, "款")
                .text(260.0, 112.0, 8.0, "1")
                .text(160.0, 132.0, 8.0, "2")
        ),
        "款 |  | 1 /  | 2"
    );
}

#[test]
fn text_before_and_after_a_table() {
    let page =
        figures().grid(&XS, &YS).text(50.0, 90.0, 8.0, "単位千円").text(50.0, 175.0, 8.0, "注記");
    assert_eq!(read(page), format!("単位千円 // {FIGURES} // 注記"));
}

#[test]
fn two_tables_side_by_side() {
    let page = figures().grid(&XS, &YS).grid(&[450.0, 550.0, 650.0], &YS);
    let page = page
        .text(460.0, 112.0, 8.0, "科目")
        .text(560.0, 112.0, 8.0, "金額")
        .text(460.0, 132.0, 8.0, "収入")
        .text(560.0, 132.0, 8.0, "9");
    assert_eq!(read(page), format!("{FIGURES} // 科目 | 金額 / 収入 | 9"));
}

#[test]
fn a_table_with_horizontal_lines_only() {
    let page = YS.iter().fold(figures(), |p, y| p.h(50.0, 350.0, *y));
    assert_eq!(of(page.clone()).tables[0].kind, TableKind::HorizontalRules);
    assert_eq!(read(page), FIGURES);
}

#[test]
fn three_lines_are_enough() {
    let page = figures().h(50.0, 350.0, 100.0).h(50.0, 350.0, 120.0).h(50.0, 350.0, 160.0);
    assert_eq!(of(page.clone()).tables[0].kind, TableKind::HorizontalRules);
    assert_eq!(read(page), FIGURES);
}

#[test]
fn a_wrapped_name_under_horizontal_lines() {
    let page = YS
        .iter()
        .fold(figures(), |p, y| p.h(50.0, 350.0, *y + if *y > 150.0 { 12.0 } else { 0.0 }));
    assert_eq!(read(page.text(60.0, 164.0, 8.0, "雑入")), FIGURES.replace("民生費", "民生費雑入"));
}

#[test]
fn a_table_without_lines() {
    assert_eq!(of(figures()).tables[0].kind, TableKind::Aligned);
    assert_eq!(read(figures()), FIGURES);
}

#[test]
fn a_spanning_header_without_lines() {
    let page = figures().text(205.0, 92.0, 8.0, "令和5年度").text(60.0, 92.0, 8.0, "区分");
    assert_eq!(read(page), format!("区分 | 令和5年度 / {FIGURES}"));
}

#[test]
fn a_missing_figure_without_lines() {
    let page = figures().text(60.0, 172.0, 8.0, "衛生費").right(290.0, 172.0, 8.0, "7");
    assert_eq!(read(page), format!("{FIGURES} / 衛生費 |  | 7"));
}

#[test]
fn names_and_amounts_in_two_columns_are_a_table() {
    let page = page()
        .lines(60.0, 100.0, 8.0, &["医薬品", "医療機器・ヘルスケア", "再生医療"])
        .lines(300.0, 100.0, 8.0, &["453億円", "143億円", "192億円"]);
    assert_eq!(
        read(page),
        "医薬品 | 453億円 / 医療機器・ヘルスケア | 143億円 / 再生医療 | 192億円"
    );
}

#[test]
fn a_name_over_two_lines_with_its_figure_in_the_middle() {
    let page = page()
        .text(60.0, 100.0, 8.0, "一般管理費")
        .text(300.0, 100.0, 8.0, "12")
        .text(60.0, 120.0, 8.0, "特定公募型研究")
        .text(60.0, 130.0, 8.0, "開発業務勘定")
        .text(300.0, 125.0, 8.0, "34")
        .text(60.0, 145.0, 8.0, "予備費")
        .text(300.0, 145.0, 8.0, "56");
    assert_eq!(read(page), "一般管理費 | 12 / 特定公募型研究開発業務勘定 | 34 / 予備費 | 56");
}

#[test]
fn a_frame_is_no_table() {
    assert!(
        of(page().rect(50.0, 50.0, 300.0, 200.0).text(60.0, 100.0, 8.0, "本文")).tables.is_empty()
    );
}

/// A header over two headers, and the row under them: without lines, as wide as it is set.
fn one_row() -> Builder {
    page()
        .text(200.0, 112.0, 8.0, "令和9年度予算案")
        .text(350.0, 112.0, 8.0, "令和8年度当初予算額")
        .text(500.0, 112.0, 8.0, "対前年度")
        .text(500.0, 128.0, 8.0, "増▲減額")
        .text(560.0, 128.0, 8.0, "増▲減率")
        .text(60.0, 144.0, 8.0, "海洋研究開発機構対象経費")
        .text(200.0, 144.0, 8.0, "410億円(文300,国110)")
        .text(350.0, 144.0, 8.0, "400億円(文290,国110)")
        .right(532.0, 144.0, 8.0, "+10億円")
        .right(592.0, 144.0, 8.0, "+2.5%")
}

const ONE_ROW: &str = " | 令和9年度予算案 | 令和8年度当初予算額 | 対前年度 /  |  |  | 増▲減額 | 増▲減率 / \
                       海洋研究開発機構対象経費 | 410億円(文300,国110) | 400億円(文290,国110) | \
                       +10億円 | +2.5%";

#[test]
fn one_row_of_figures_under_headers_is_a_table() {
    assert_eq!(read(one_row()), ONE_ROW);
    assert_eq!(of(one_row()).tables[0].kind, TableKind::Aligned);
    let ruled =
        [100.0, 116.0, 132.0, 150.0].into_iter().fold(one_row(), |p, y| p.h(50.0, 610.0, y));
    assert_eq!(read(ruled), ONE_ROW);
}

#[test]
fn a_wide_gap_between_columns_of_figures_parts_no_table() {
    let page = page()
        .text(200.0, 112.0, 8.0, "令和9年度決定額")
        .text(350.0, 112.0, 8.0, "令和8年度当初予算額")
        .text(500.0, 112.0, 8.0, "増▲減額")
        .text(60.0, 128.0, 8.0, "農業機構対象経費")
        .text(200.0, 128.0, 8.0, "620億円(農512,経108)")
        .text(350.0, 128.0, 8.0, "596億円(農490,経106)")
        .text(500.0, 128.0, 8.0, "+24億円")
        .text(60.0, 144.0, 8.0, "インハウス研究機関経費")
        .text(200.0, 144.0, 8.0, "148億円(農120,国28)")
        .text(350.0, 144.0, 8.0, "155億円(農126,国29)")
        .text(500.0, 144.0, 8.0, "▲7億円");
    assert_eq!(
        read(page),
        " | 令和9年度決定額 | 令和8年度当初予算額 | 増▲減額 / \
         農業機構対象経費 | 620億円(農512,経108) | 596億円(農490,経106) | +24億円 / \
         インハウス研究機関経費 | 148億円(農120,国28) | 155億円(農126,国29) | ▲7億円"
    );
}

#[test]
fn the_unit_over_its_figures_is_a_row() {
    let page = page()
        .text(60.0, 112.0, 8.0, "目")
        .text(160.0, 112.0, 8.0, "本年度")
        .text(260.0, 112.0, 8.0, "前年度")
        .right(248.0, 126.0, 5.0, "千円")
        .right(348.0, 126.0, 5.0, "千円")
        .text(60.0, 136.0, 8.0, "総務費")
        .right(248.0, 136.0, 8.0, "1,234")
        .right(348.0, 136.0, 8.0, "1,200")
        .grid(&[50.0, 150.0, 250.0, 350.0], &[100.0, 120.0, 140.0]);
    assert_eq!(read(page), "目 | 本年度 | 前年度 /  | 千円 | 千円 / 総務費 | 1,234 | 1,200");
}

#[test]
fn a_name_of_two_lines_between_listed_figures_goes_on_from_above() {
    let page = page()
        .text(60.0, 112.0, 8.0, "区分")
        .text(160.0, 112.0, 8.0, "金額")
        .text(60.0, 132.0, 8.0, "夜間勤務手")
        .right(240.0, 132.0, 8.0, "310")
        .text(60.0, 145.0, 8.0, "当")
        .text(60.0, 156.0, 8.0, "期末手当")
        .right(240.0, 156.0, 8.0, "5,200")
        .grid(&[50.0, 150.0, 250.0], &[100.0, 120.0, 160.0]);
    assert_eq!(read(page), "区分 | 金額 / 夜間勤務手当 | 310 / 期末手当 | 5,200");
}

#[test]
fn a_number_at_the_middle_of_a_name_of_two_lines_comes_first() {
    let page = page()
        .text(60.0, 112.0, 8.0, "項")
        .text(160.0, 112.0, 8.0, "金額")
        .text(70.0, 130.0, 8.0, "港湾及び空港")
        .text(58.0, 134.0, 8.0, "2")
        .text(70.0, 138.0, 8.0, "整備交付金")
        .right(240.0, 134.0, 8.0, "43,000")
        .grid(&[50.0, 150.0, 250.0], &[100.0, 120.0, 145.0]);
    assert_eq!(read(page), "項 | 金額 / 2 港湾及び空港整備交付金 | 43,000");
}

/// 節 with their figures, and the 説明 beside them.
fn beside() -> Builder {
    page()
        .text(60.0, 112.0, 8.0, "節")
        .text(160.0, 112.0, 8.0, "金額")
        .text(260.0, 112.0, 8.0, "説明")
        .right(245.0, 126.0, 5.0, "千円")
        .right(545.0, 126.0, 5.0, "千円")
        .text(60.0, 136.0, 8.0, "報酬")
        .right(245.0, 136.0, 8.0, "240")
        .text(255.0, 136.0, 8.0, "001__広報費")
        .right(545.0, 136.0, 8.0, "940")
        .text(265.0, 150.0, 8.0, "001__広報紙作成費")
        .right(520.0, 150.0, 8.0, "940")
        .text(275.0, 164.0, 8.0, "年12回発行")
        .text(60.0, 175.0, 8.0, "旅費")
        .right(245.0, 175.0, 8.0, "700")
        .text(275.0, 178.0, 8.0, "市町村広報協議会及び地域放送")
        .text(285.0, 187.0, 8.0, "協議会負担金")
        .right(500.0, 178.0, 8.0, "42")
}

const BESIDE: &str = "節 | 金額 /  | 千円 / 報酬 | 240 / 旅費 | 700 // 説明 /  |  |  | 千円 / \
                      001 広報費 |  |  | 940 / 001 広報紙作成費 |  | 940 / 年12回発行 / \
                      市町村広報協議会及び地域放送協議会負担金 | 42";

#[test]
fn a_listing_beside_a_table_is_read_by_itself() {
    // The line between the two 節 does not part the 説明.
    let page = beside()
        .grid(&[50.0, 150.0, 250.0, 550.0], &[100.0, 120.0])
        .grid(&[50.0, 150.0, 250.0], &[120.0, 168.0, 200.0])
        .h(250.0, 550.0, 200.0)
        .v(550.0, 120.0, 200.0);
    assert_eq!(read(page), BESIDE);
}
