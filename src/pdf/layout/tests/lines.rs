//! Words, lines, superscripts, directions of writing.

use super::super::{LineDirection, PageLayout, Role, Running, layout_text};
use super::builder::{page, sized};
use super::{of, read, roles};
use crate::pdf::Ink;

#[test]
fn one_line() {
    assert_eq!(read(page().text(50.0, 100.0, 10.0, "概算要求額1,272億円")), "概算要求額1,272億円");
}

#[test]
fn justified_text_is_not_split() {
    assert_eq!(
        read(page().spaced(50.0, 100.0, 10.0, 3.5, "医療分野の研究開発")),
        "医療分野の研究開発"
    );
}

#[test]
fn a_letterspaced_heading_is_one_word() {
    let found = of(page().spaced(50.0, 100.0, 10.0, 14.0, "主な取組"));
    assert_eq!(found.text().trim(), "主な取組");
    assert_eq!(found.lines[0].words.len(), 1);
    assert!((found.lines[0].words[0].spacing.unwrap_or_default() - 14.0).abs() < 0.1);
}

#[test]
fn plain_text_has_no_spacing() {
    assert_eq!(of(page().text(50.0, 100.0, 10.0, "主な取組")).lines[0].words[0].spacing, None);
}

#[test]
fn a_gap_is_a_space() {
    assert_eq!(read(page().text(50.0, 100.0, 10.0, "インハウス__50億円")), "インハウス 50億円");
}

#[test]
fn a_wide_gap_is_one_space() {
    assert_eq!(read(page().text(50.0, 100.0, 10.0, "事業名________22億円")), "事業名 22億円");
}

#[test]
fn the_quarter_em_before_latin_is_no_space() {
    let page = page()
        .text(50.0, 100.0, 10.0, "予算")
        .text(72.5, 100.0, 10.0, "49")
        .text(85.0, 100.0, 10.0, "億円");
    assert_eq!(read(page), "予算49億円");
}

#[test]
fn a_printed_space_is_kept() {
    assert_eq!(read(page().text(50.0, 100.0, 10.0, "the role of AMED")), "the role of AMED");
}

#[test]
fn latin_words_part_at_gaps() {
    let page = page().text(50.0, 100.0, 10.0, "the").text(67.5, 100.0, 10.0, "role");
    assert_eq!(read(page), "the role");
}

#[test]
fn words_have_boxes() {
    let found = of(page().text(50.0, 100.0, 10.0, "総額__50億円"));
    let left: Vec<f32> = found.lines[0].words.iter().map(|w| w.bbox.x0).collect();
    assert_eq!(left, [50.0, 80.0]);
}

#[test]
fn figures_in_another_font_come_after_the_words() {
    let page = page()
        .text(50.0, 100.0, 10.0, "令和")
        .text(75.0, 100.0, 10.0, "年度予算")
        .text(70.0, 100.0, 10.0, "5");
    assert_eq!(read(page), "令和5年度予算");
}

#[test]
fn content_order_of_a_line_does_not_matter() {
    assert_eq!(
        read(page().text(50.0, 100.0, 10.0, "創薬基盤推進研究事業").shuffled()),
        "創薬基盤推進研究事業"
    );
}

#[test]
fn lines_on_nearly_one_baseline_are_one() {
    let page = page().text(50.0, 100.0, 10.0, "再生").text(70.0, 101.2, 10.0, "医療");
    assert_eq!(read(page), "再生医療");
}

#[test]
fn two_lines() {
    assert_eq!(read(page().lines(50.0, 100.0, 10.0, &["一行目", "二行目"])), "一行目 / 二行目");
}

#[test]
fn lines_come_from_top_to_bottom_whatever_the_content() {
    assert_eq!(
        read(page().text(50.0, 115.0, 10.0, "後の").text(50.0, 100.0, 10.0, "前の")),
        "前の / 後の"
    );
}

#[test]
fn a_superscript_stays_in_its_line() {
    let page = page()
        .text(50.0, 100.0, 10.0, "面積10m")
        .text(85.0, 95.0, 6.0, "2")
        .text(88.0, 100.0, 10.0, "以上");
    assert_eq!(read(page), "面積10m2以上");
}

#[test]
fn a_superscript_at_the_end() {
    assert_eq!(
        read(page().text(50.0, 100.0, 10.0, "健康寿命").text(90.0, 95.0, 5.0, "※1")),
        "健康寿命※1"
    );
}

#[test]
fn a_subscript_stays_in_its_line() {
    assert_eq!(
        read(
            page()
                .text(50.0, 100.0, 10.0, "CO")
                .text(60.0, 103.0, 6.0, "2")
                .text(63.0, 100.0, 10.0, "削減")
        ),
        "CO2削減"
    );
}

#[test]
fn a_superscript_written_last() {
    assert_eq!(
        read(
            page()
                .text(50.0, 100.0, 10.0, "注")
                .text(64.0, 100.0, 10.0, "記")
                .text(60.0, 95.0, 6.0, "1")
        ),
        "注1記"
    );
}

#[test]
fn ruby_is_a_line_of_its_own() {
    assert_eq!(
        read(page().text(50.0, 100.0, 10.0, "予算書").text(55.0, 89.5, 5.0, "よさん")),
        "よさん // 予算書"
    );
}

#[test]
fn a_small_second_line_is_no_subscript() {
    assert_eq!(
        read(page().text(50.0, 100.0, 10.0, "1,439億円").text(50.0, 109.0, 7.0, "(総5,文608)")),
        "1,439億円 // (総5,文608)"
    );
}

#[test]
fn clipped_text_is_left_out() {
    assert_eq!(read(page().text(50.0, 100.0, 10.0, "見えない").ink(Ink::Clipped)), "");
}

#[test]
fn white_and_invisible_text_is_read() {
    for ink in [Ink::White, Ink::Invisible] {
        assert_eq!(read(page().text(50.0, 100.0, 10.0, "白い字").ink(ink)), "白い字");
    }
}

#[test]
fn blocks_part_at_wide_gaps() {
    assert_eq!(
        read(page().text(50.0, 100.0, 10.0, "一段").text(50.0, 130.0, 10.0, "二段")),
        "一段 // 二段"
    );
}

#[test]
fn blocks_part_where_the_size_changes() {
    assert_eq!(
        read(page().text(50.0, 100.0, 14.0, "見出し").text(50.0, 118.0, 10.0, "本文")),
        "見出し // 本文"
    );
}

#[test]
fn vertical_writing_is_one_line_a_column() {
    let found = of(page().down(300.0, 50.0, 10.0, "研究開発の推進"));
    assert_eq!(found.text().trim(), "研究開発の推進");
    assert_eq!(found.lines[0].direction, LineDirection::Down);
}

#[test]
fn vertical_columns_go_from_right_to_left() {
    assert_eq!(
        read(page().down(300.0, 50.0, 10.0, "総額とし").down(284.0, 50.0, 10.0, "増とする")),
        "総額とし / 増とする"
    );
    assert_eq!(
        read(page().down(284.0, 50.0, 10.0, "増とする").down(300.0, 50.0, 10.0, "総額とし")),
        "総額とし / 増とする"
    );
}

#[test]
fn stacked_glyphs_are_a_column() {
    assert_eq!(
        read(page().stack(300.0, 50.0, 10.0, 10.0, "基盤整備・人材育成")),
        "基盤整備・人材育成"
    );
}

#[test]
fn loosely_stacked_glyphs_are_a_column() {
    assert_eq!(read(page().stack(300.0, 50.0, 10.0, 15.0, "フェーズ")), "フェーズ");
}

#[test]
fn stacked_columns_go_from_right_to_left() {
    let page = page().stack(300.0, 50.0, 10.0, 10.0, "令和三年度予算").stack(
        283.0,
        50.0,
        10.0,
        10.0,
        "案の増",
    );
    assert_eq!(read(page), "令和三年度予算 / 案の増");
}

#[test]
fn a_wrapped_last_character_is_a_column_of_one() {
    let page = page()
        .stack(300.0, 50.0, 10.0, 10.0, "前年度に比べ増とす")
        .stack(283.0, 50.0, 10.0, 10.0, "る");
    assert_eq!(read(page), "前年度に比べ増とす / る");
}

#[test]
fn short_lines_one_under_another_are_no_column() {
    assert_eq!(read(page().lines(50.0, 100.0, 10.0, &["1", "2", "3", "4"])), "1 / 2 / 3 / 4");
}

#[test]
fn upright_figures_stand_in_their_column() {
    let page = page()
        .down(300.0, 50.0, 10.0, "令和")
        .text(295.0, 78.8, 10.0, "12")
        .down(300.0, 80.0, 10.0, "年度");
    assert_eq!(read(page), "令和12年度");
}

#[test]
fn text_that_goes_up_is_one_line() {
    let found =
        of(page().text(100.0, 100.0, 10.0, "横書きの本文です").up(50.0, 300.0, 10.0, "側面"));
    let up: Vec<&str> = found
        .lines
        .iter()
        .filter(|l| l.direction == LineDirection::Up)
        .map(|l| &l.text[..])
        .collect();
    assert_eq!(up, ["側面"]);
}

#[test]
fn a_page_turned_as_a_whole_is_read_upright() {
    let found =
        of(sized(595.0, 842.0).up(100.0, 800.0, 10.0, "事業名").up(115.0, 800.0, 10.0, "予算額"));
    assert_eq!(found.text(), "事業名\n予算額\n");
    assert_eq!(found.lines[0].bbox.array().map(f32::round), [91.0, 770.0, 101.0, 800.0]);
}

#[test]
fn page_numbers_are_told() {
    for number in ["12", "- 3 -", "１", "4/30"] {
        let page =
            page().lines(50.0, 100.0, 10.0, &["本文", "本文"]).text(420.0, 580.0, 9.0, number);
        assert_eq!(roles(page).last(), Some(&Role::PageNumber), "{number}");
    }
}

#[test]
fn a_figure_in_the_text_is_no_page_number() {
    assert_eq!(roles(page().lines(50.0, 100.0, 10.0, &["12", "13"])), [Role::Body, Role::Body]);
}

#[test]
fn an_amount_at_the_foot_is_no_page_number() {
    let page =
        page().lines(50.0, 100.0, 10.0, &["本文", "本文"]).text(420.0, 580.0, 10.0, "12億円");
    assert_ne!(roles(page).last(), Some(&Role::PageNumber));
}

#[test]
fn headers_and_footers_are_told() {
    let page = page().text(700.0, 20.0, 8.0, "資料1").text(50.0, 585.0, 8.0, "内閣府").lines(
        50.0,
        100.0,
        10.0,
        &["本文", "本文"],
    );
    assert_eq!(roles(page), [Role::Header, Role::Body, Role::Body, Role::Footer]);
}

#[test]
fn a_title_is_no_header() {
    let page = page().text(300.0, 40.0, 20.0, "概算要求のポイント").lines(
        50.0,
        100.0,
        10.0,
        &["本文", "本文"],
    );
    assert_eq!(roles(page)[0], Role::Body);
}

/// The texts of the lines that run through some pages.
fn running(pages: &[PageLayout]) -> Vec<Vec<String>> {
    let mut running = Running::default();
    pages.iter().for_each(|page| running.add(page, &page.page_text()));
    let text = |page: &PageLayout, line: &usize| {
        page.text().lines().nth(*line).unwrap_or_default().to_owned()
    };
    let found = running.lines();
    found.iter().zip(pages).map(|(l, page)| l.iter().map(|l| text(page, l)).collect()).collect()
}

#[test]
fn what_is_repeated_at_the_edge_runs_through_the_pages() {
    let one =
        |n: &str| of(page().text(50.0, 40.0, 10.0, n).lines(50.0, 90.0, 10.0, &["本文", "本文"]));
    let pages = ["予算書 1", "予算書 2", "予算書 3"].map(one);
    assert_eq!(running(&pages), [vec![], vec!["予算書 2"], vec!["予算書 3"]]);
    assert!(running(&pages[..2]).iter().all(Vec::is_empty));
}

#[test]
fn units_amounts_and_what_stands_in_the_text_do_not_run_through_the_pages() {
    let check = |y: f32, text: &str| {
        let page = page().text(50.0, y, 10.0, text).lines(50.0, 90.0, 10.0, &["本文", "本文"]);
        let pages = [of(page.clone()), of(page.clone()), of(page)];
        assert!(running(&pages).iter().all(Vec::is_empty), "{text}");
    };
    check(40.0, "（単位：億円）");
    check(40.0, "総額 120億円");
    check(75.0, "概算要求");
}

#[test]
fn the_number_of_a_page_is_no_part_of_its_text() {
    let page = page().lines(50.0, 100.0, 10.0, &["本文", "本文"]).text(420.0, 580.0, 9.0, "- 3 -");
    assert_eq!(running(&[of(page)]), [["-3-"]]);
}

#[test]
fn the_map_leads_from_text_to_glyphs() {
    let page = page().text(50.0, 100.0, 10.0, "総額__50億円");
    let text = of(page.clone()).page_text();
    let at = text.text.find("50億円").unwrap_or_default();
    assert_eq!(text.glyphs(at..at + "50億円".len()).collect::<Vec<_>>(), [2, 3, 4, 5]);
    assert_eq!(text.bbox(at..at + 2, &page.0).map(|b| (b.x0, b.x1)), Some((80.0, 90.0)));
    assert_eq!(text.bbox(at..at, &page.0), None);
}

#[test]
fn columns_are_kept_apart_with_spaces() {
    let page = page()
        .text(0.0, 100.0, 10.0, "款")
        .text(100.0, 100.0, 10.0, "項")
        .text(0.0, 115.0, 10.0, "12")
        .text(100.0, 115.0, 10.0, "34");
    assert_eq!(layout_text(&page.0), "款                  項\n12                  34\n");
}
