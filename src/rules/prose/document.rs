//! What a document says of itself: title, kind, year, stage, who issued it and when.
//!
//! | written form | kind |
//! | --- | --- |
//! | title with 概算要求 that ends in ポイント, 概要 | request points |
//! | title with 予算 that ends in ポイント, 概要 | decision points |
//! | title that ends in 方針, and a line that says who decided it | allocation policy |
//! | no such title; a greeting or chart, offices with telephone and web address | brochure |

use super::scan::{Moment, fold, is_kanji, is_katakana, leading, moments, near_end, squeeze};
use super::{Layout, people};
use crate::layout::paragraph::Opening;
use crate::model::{Document, Kind, Stage};
use crate::text::Text;

/// How the title of a budget document ends.
const ENDINGS: [&str; 11] = [
    "ポイント",
    "方針",
    "概要",
    "について",
    "案",
    "説明書",
    "説明資料",
    "資料",
    "予算書",
    "一覧",
    "予算",
];

/// Lines from the top in which the issuer and the date stand.
const TOP: usize = 20;

/// Reads what a document says of itself.
pub fn document(text: &Text, layout: &Layout) -> Document {
    let mut document = Document::default();
    let title = title(text, layout);
    if let Some((title, year)) = &title {
        document.fiscal_year = Some(year.year);
        document.era_year = Some(squeeze(&title[year.range.clone()]));
        document.title = Some(title.clone());
    }
    let bare = title.as_ref().map(|t| squeeze(&t.0)).unwrap_or_default();
    let decided = decided_by(layout);
    document.issued_on = issued_on(layout);
    document.kind = kind(&bare, decided.is_some(), text, layout);
    document.issuer = decided.or_else(|| issuing_line(layout));
    document.stage = match document.kind {
        Kind::RequestPoints => Stage::Request,
        Kind::DecisionPoints if bare.contains("予算案") || bare.contains("政府案") => {
            Stage::Draft
        }
        Kind::DecisionPoints if text.norm().contains("決定額") => Stage::Decided,
        Kind::DecisionPoints => Stage::Initial,
        _ => Stage::Unspecified,
    };
    if document.kind == Kind::Brochure {
        let year = own_year(text);
        document.stage = year.as_ref().map_or(Stage::Unspecified, |_| Stage::Initial);
        document.fiscal_year = year.as_ref().map(|y| y.1);
        document.era_year = year.map(|y| y.0);
        document.issuer = people(text, layout)
            .into_iter()
            .find(|p| p.role.as_deref().is_some_and(is_head) && p.affiliation.is_some())
            .and_then(|p| p.affiliation)
            .or(document.issuer);
    }
    document
}

/// Whether a post is the head of an organization.
fn is_head(role: &str) -> bool {
    ["理事長", "会長", "社長", "総裁", "所長", "知事", "市長"].contains(&role)
}

/// The title, and its year in it.
fn title(text: &Text, layout: &Layout) -> Option<(String, Moment)> {
    layout.paragraphs.iter().find_map(|p| {
        let plain = p.opening == Opening::Plain || p.text.starts_with('#');
        let budget =
            p.text.contains("予算") || p.text.contains("概算要求") || p.text.contains("配分");
        if !plain || !budget || p.lines.len() > 3 || p.text.contains(['。', '、']) {
            return None;
        }
        let line = p.lines.iter().map(|i| fold(text.line(*i))).collect::<Vec<_>>().join(" ");
        let line = line.trim_start_matches(['#', ' ', '*']).trim_end_matches(['*', ' ']);
        let end = line.trim_end_matches(['(', ')', '案']);
        let named = ENDINGS.iter().any(|e| line.ends_with(e) || end.ends_with(e));
        let year = moments(line).into_iter().find(|m| m.fiscal)?;
        // The year opens the title, or the name of the ministry stands in front of it.
        let front = line[..year.range.start].chars().count() <= 12;
        let more = line[year.range.end..].chars().count() >= 4;
        (named && front && more && line.chars().count() <= 60).then(|| (line.to_owned(), year))
    })
}

fn kind(title: &str, decided: bool, text: &Text, layout: &Layout) -> Kind {
    let end = title.trim_end_matches(['(', ')', '案']);
    let points = end.ends_with("ポイント") || end.ends_with("概要");
    if points && title.contains("要求") {
        return Kind::RequestPoints;
    }
    if points && title.contains("予算") {
        return Kind::DecisionPoints;
    }
    let headings = layout.paragraphs.iter().filter(|p| p.opening == Opening::Number).count();
    if title.trim_end_matches(['(', ')', '案']).ends_with("方針") && (decided || headings >= 3) {
        return Kind::AllocationPolicy;
    }
    if title.is_empty() && is_brochure(text) {
        return Kind::Brochure;
    }
    Kind::Generic
}

/// Whether a text without a budget's title reads as an organization's brochure.
fn is_brochure(text: &Text) -> bool {
    let norm = text.norm();
    let contact = norm.contains("〒")
        && (norm.contains("Tel") || norm.contains("TEL") || norm.contains("電話"));
    let voice = ["挨拶", "あいさつ", "ごあいさつ", "組織図", "役員・職員数", "沿革"]
        .iter()
        .any(|w| norm.contains(w));
    contact && voice && norm.contains("http")
}

/// `健康・医療戦略推進本部決定` on a line near the top: who decided.
fn decided_by(layout: &Layout) -> Option<String> {
    layout.paragraphs.iter().take(TOP).find_map(|p| {
        let body = ["決定", "策定", "公表"].iter().find_map(|w| p.text.strip_suffix(w))?;
        // 令和5年6月26日 推進本部決定
        let body = leading(body).map_or(body, |m| &body[m.range.end..]);
        let body_of = ["本部", "会議", "省", "庁", "委員会", "協議会"];
        let noun = body.chars().all(|c| is_kanji(c) || is_katakana(c) || c == '・')
            || body_of.iter().any(|w| body.ends_with(w)) && !body.contains(['、', '。', '(']);
        ((2..=30).contains(&body.chars().count()) && noun).then(|| body.to_owned())
    })
}

/// A line near the top that is the name of a ministry, a prefecture or a city.
fn issuing_line(layout: &Layout) -> Option<String> {
    layout.paragraphs.iter().take(TOP).find_map(|p| {
        let ends = [
            "省",
            "庁",
            "府",
            "県",
            "市",
            "区",
            "町",
            "村",
            "都",
            "道",
            "本部",
            "機構",
            "委員会",
            "財政局",
            "財政部",
        ];
        let count = p.text.chars().count();
        let noun = p.text.chars().all(|c| is_kanji(c) || is_katakana(c) || c == '・');
        let noun = noun || count <= 7 && p.text.ends_with(['市', '町', '村', '区']);
        let whole = (3..=20).contains(&count) && noun && ends.iter().any(|e| p.text.ends_with(e));
        // Two ministries side by side are a chart's label, not an issuer.
        let two = p.text.matches(['省', '庁']).count() > 1;
        (p.opening == Opening::Plain && whole && !two).then(|| p.text.clone())
    })
}

/// A line near the top that is a date and nothing else.
fn issued_on(layout: &Layout) -> Option<String> {
    layout.paragraphs.iter().take(TOP).find_map(|p| {
        let line = p.text.trim_matches(['(', ')']);
        let date = leading(line)?;
        let rest = &line[date.range.end..];
        let alone = rest.is_empty() || rest.ends_with("決定") && rest.chars().count() <= 32;
        (alone && date.iso.len() == 10).then_some(date.iso)
    })
}

/// The year of a brochure's own budget: the one that stands before 当初予算額 or 予算額.
fn own_year(text: &Text) -> Option<(String, i32)> {
    let squeezed = squeeze(text.norm());
    for word in ["当初予算額", "年度予算額", "予算額"] {
        for (at, _) in squeezed.match_indices(word) {
            let end = at + if word == "年度予算額" { "年度".len() } else { 0 };
            let head = near_end(&squeezed[..end], 36);
            if let Some(year) = moments(head)
                .into_iter()
                .next_back()
                .filter(|m| m.fiscal && m.range.end == head.len())
            {
                return Some((head[year.range].to_owned(), year.year));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::testing::{read, seed};
    use super::*;

    fn of(input: &str) -> Document {
        let (text, layout) = read(input);
        document(&text, &layout)
    }

    #[test]
    fn request_of_a_ministry() {
        let d = of(
            "\n令和７年度農林水産関係予算概算要求の概要\n\n令和６年８月\n農林水産省\n\n1. 米の輸出を拡大する。",
        );
        assert_eq!(d.title.as_deref(), Some("令和7年度農林水産関係予算概算要求の概要"));
        assert_eq!((d.kind, d.stage), (Kind::RequestPoints, Stage::Request));
        assert_eq!((d.fiscal_year, d.era_year.as_deref()), (Some(2025), Some("令和7年度")));
        assert_eq!(d.issuer.as_deref(), Some("農林水産省"));
        assert_eq!(d.issued_on, None);
    }

    #[test]
    fn draft_of_a_ministry() {
        let d = of("国土交通省 令和６年度 予算案のポイント\n令和5年12月22日\n");
        assert_eq!((d.kind, d.stage), (Kind::DecisionPoints, Stage::Draft));
        assert_eq!(d.issued_on.as_deref(), Some("2023-12-22"));
    }

    #[test]
    fn budget_of_a_city() {
        let d = of("みどり市\n令和5年度 一般会計予算(案)について\n総額は増えた。");
        assert_eq!((d.kind, d.fiscal_year), (Kind::Generic, Some(2023)));
        assert_eq!(d.title.as_deref(), Some("令和5年度 一般会計予算(案)について"));
        assert_eq!(d.issuer.as_deref(), Some("みどり市"));
    }

    #[test]
    fn policy_of_a_headquarters() {
        let d = of(
            "令和７年度予算編成方針\n\n令和6年7月29日 まち創生本部決定\n\n1. 趣旨\n\n質を高める。",
        );
        assert_eq!(d.issued_on.as_deref(), Some("2024-07-29"));
        assert_eq!(d.kind, Kind::AllocationPolicy);
    }

    #[test]
    fn nothing_known() {
        let d = of("道路の話。\n令和5年の雨。");
        assert_eq!(d, Document::default());
        assert_eq!(of(""), Document::default());
    }

    #[test]
    fn documents_of_the_samples() {
        let about = |number: &str| {
            let (text, layout) = seed(number);
            document(&text, &layout)
        };
        let d = about("000");
        assert_eq!(
            (d.kind, d.stage, d.fiscal_year),
            (Kind::DecisionPoints, Stage::Decided, Some(2020))
        );
        assert_eq!(d.title.as_deref(), Some("令和2年度 医療分野の研究開発関連予算のポイント"));
        let d = about("001");
        assert_eq!(
            (d.kind, d.stage, d.fiscal_year),
            (Kind::AllocationPolicy, Stage::Unspecified, Some(2024))
        );
        assert_eq!(d.issuer.as_deref(), Some("健康・医療戦略推進本部"));
        assert_eq!(d.issued_on.as_deref(), Some("2023-06-26"));
        let d = about("002");
        assert_eq!((d.kind, d.stage, d.fiscal_year), (Kind::Brochure, Stage::Initial, Some(2020)));
        assert_eq!(d.issuer.as_deref(), Some("日本医療研究開発機構"));
        assert_eq!(d.era_year.as_deref(), Some("令和2年度"));
        let d = about("003");
        assert_eq!(
            (d.kind, d.stage, d.fiscal_year),
            (Kind::RequestPoints, Stage::Request, Some(2021))
        );
        let d = about("004");
        assert_eq!(
            (d.kind, d.stage, d.fiscal_year),
            (Kind::RequestPoints, Stage::Request, Some(2023))
        );
        assert_eq!(
            d.title.as_deref(),
            Some("令和5年度 医療分野の研究開発関連予算 概算要求のポイント")
        );
    }
}
