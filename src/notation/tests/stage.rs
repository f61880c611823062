//! Words for stages, and headers of columns.

use crate::model::Stage;
use crate::notation::stage::{ChangeKind, behind_year, column, scan_stages};

fn stages(text: &str) -> String {
    let words = scan_stages(text).into_iter();
    words
        .map(|w| format!("{}={:?}", text[w.range].replace('\n', "|"), w.stage))
        .collect::<Vec<_>>()
        .join(" ")
}

fn header(text: &str) -> String {
    let Some(c) = column(text) else { return "none".to_owned() };
    let mut parts = Vec::new();
    parts.extend(c.year.map(|y| y.western.to_string()));
    parts.extend(c.stage.map(|s| format!("{s:?}")));
    parts.extend(c.change.map(|k| match k {
        ChangeKind::Amount => "change".to_owned(),
        ChangeKind::Rate => "rate".to_owned(),
    }));
    parts.join(" ")
}

#[test]
fn words() {
    assert_eq!(stages("概算要求・要望額"), "概算要求・要望額=RequestTotal");
    assert_eq!(stages("概算要求額・要望額"), "概算要求額・要望額=RequestTotal");
    assert_eq!(stages("概算要求額"), "概算要求額=Request");
    assert_eq!(stages("概算要求のポイント"), "概算要求=Request");
    assert_eq!(stages("概算要求\n額412億円"), "概算要求|額=Request");
    assert_eq!(stages("要求額"), "要求額=Request");
    assert_eq!(stages("要望額"), "要望額=PriorityRequest");
    assert_eq!(stages("概算要求額 要望額"), "概算要求額=Request 要望額=PriorityRequest");
    assert_eq!(stages("予算案"), "予算案=Draft");
    assert_eq!(stages("政府予算案"), "政府予算案=Draft");
    assert_eq!(stages("予算(案)のポイント"), "予算(案)=Draft");
    assert_eq!(stages("当初予算(案)"), "当初予算(案)=Draft");
    assert_eq!(stages("補正予算(案)"), "補正予算(案)=Supplementary");
    assert_eq!(stages("政府案"), "政府案=Draft");
    assert_eq!(stages("決定額"), "決定額=Decided");
    assert_eq!(stages("予算決定額"), "予算決定額=Decided");
    assert_eq!(stages("当初予算額"), "当初予算額=Initial");
    assert_eq!(stages("当初予算"), "当初予算=Initial");
    assert_eq!(stages("予算額36億円"), "予算額=Initial");
    assert_eq!(stages("当初\n予算額"), "当初|予算額=Initial");
    assert_eq!(stages("補正予算額"), "補正予算額=Supplementary");
    assert_eq!(stages("補正予算に"), "補正予算=Supplementary");
    assert_eq!(stages("補正\n予算 550 億円"), "補正|予算=Supplementary");
    assert_eq!(stages("第2次補正予算"), "第2次補正予算=Supplementary");
    assert_eq!(stages("第 2 次補正\n予算"), "第 2 次補正|予算=Supplementary");
    assert_eq!(stages("1次補正"), "1次補正=Supplementary");
    assert_eq!(stages("第二号補正"), "第二号補正=Supplementary");
    assert_eq!(stages("補正後予算額"), "補正後予算額=Adjusted");
    assert_eq!(stages("令和2年9月時点の予算額"), "9月時点の予算額=Adjusted");
    assert_eq!(stages("決算額"), "決算額=Settled");
    assert_eq!(stages("契約額"), "契約額=Actual");
    assert_eq!(stages("契約金額"), "契約金額=Actual");
    assert_eq!(stages("執行額"), "執行額=Actual");
    assert_eq!(stages("9 月 9 日時点"), "9 月 9 日時点=Adjusted");
    assert_eq!(stages("補正206億円、当初3,245億円"), "補正=Supplementary 当初=Initial");
    assert_eq!(stages("108百万円(当初)"), "当初=Initial");
    assert_eq!(stages("当初の計画"), "");
    assert_eq!(stages("研究開発"), "");
    assert_eq!(stages("医療分野の研究開発関連予算"), "");
}

#[test]
fn columns() {
    assert_eq!(header("令和2年度決定額"), "2020 Decided");
    assert_eq!(header("令和元年度当初予算額"), "2019 Initial");
    assert_eq!(header("令和3年度概算要求・要望額"), "2021 RequestTotal");
    assert_eq!(header("概算要求額"), "Request");
    assert_eq!(header("要望額"), "PriorityRequest");
    assert_eq!(header("令和2年度\n当初予算額"), "2020 Initial");
    assert_eq!(header("令和5年度"), "2023");
    assert_eq!(header("令和5年度\n予算案(A)"), "2023 Draft");
    assert_eq!(header("対前年度"), "change");
    assert_eq!(header("増▲減額"), "change");
    assert_eq!(header("増減額"), "change");
    assert_eq!(header("増減額(B-A)"), "change");
    assert_eq!(header("増△減額"), "change");
    assert_eq!(header("増▲減率"), "rate");
    assert_eq!(header("増▲減率(%)"), "rate");
    assert_eq!(header("対前年度増▲減率(%)"), "rate");
    assert_eq!(header("対前年度\n増▲減額"), "change");
    assert_eq!(header("前年度比"), "change");
    assert_eq!(header("伸び率"), "rate");
    assert_eq!(header("(A)"), "none");
    assert_eq!(header("令和2年度令和3年度"), "none");
    assert_eq!(header("概算要求額 要望額"), "none");
    assert_eq!(header("令和2年度決定額 12億円"), "none");
    assert_eq!(header("令和2年度予算のポイント"), "none");
    assert_eq!(header("の"), "none");
    assert_eq!(header(""), "none");
}

#[test]
fn behind_a_year() {
    let check = |rest: &str, want: Option<Stage>| {
        assert_eq!(behind_year(rest).map(|word| word.stage), want, "{rest}");
    };
    check("補正予算の主な事業", Some(Stage::Supplementary));
    check(" 一般会計決算", Some(Stage::Settled));
    check("の当初予算", Some(Stage::Initial));
    check("予算の概算要求", Some(Stage::Request));
    check("の港の補正予算", None);
    check("末時点の予算額", None);
    check("に開始した港の補正予算", None);
}
