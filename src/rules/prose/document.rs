//! What a document says of itself: title, kind, year, stage, who issued it and when.
//!
//! | written form | kind |
//! | --- | --- |
//! | title with 概算要求 that ends in ポイント, 概要 | request points |
//! | title with 予算 that ends in ポイント, 概要 | decision points |
//! | title that ends in 方針, and a line that says who decided it | allocation policy |
//! | no such title; a greeting or chart, offices with telephone and web address | brochure |

use memchr::memmem;

use super::Layout;
use super::opening;
use super::scan::{before, fiscal_years, fold, marked, near_end, near_start, places};
use crate::layout::line::squeeze;
use crate::layout::paragraph::Opening;
use crate::layout::paragraph::character::{is_kanji, is_katakana};
use crate::model::{Document, Kind, Person, Stage};
use crate::notation::date::{Date, scan_dates};
use crate::notation::era::{Year, scan_years};
use crate::notation::stage;
use crate::text::Text;

/// How the title of a budget document ends.
const ENDINGS: [&str; 20] = [
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
    "要求",
    "要求書",
    "事項",
    "施策",
    "事業",
    "骨子",
    "全体像",
    "総括表",
    "内訳",
];

/// Lines from the top in which the issuer and the date stand.
pub(super) const TOP: usize = 20;

/// The stage that the title of a document of unknown kind names, if it names one:
/// `令和6年度厚生労働省予算案の主要事項`, `6月補正予算(案)の概要`.
fn stage_of_title(bare: &str) -> Stage {
    match stage::scan_stages(bare).as_slice() {
        [word] => word.stage,
        _ => Stage::Unspecified,
    }
}

/// Reads what a document says of itself; `people` are those that it names.
pub fn document(text: &Text, layout: &Layout, people: &[Person]) -> Document {
    let mut document = Document::default();
    let title = title(text, layout);
    if let Some((title, year)) = &title {
        document.fiscal_year = Some(year.western);
        document.era_year = Some(year.printed.clone());
        document.title = Some(title.clone());
    }
    let has = |words: &str| memmem::find(text.norm().as_bytes(), words.as_bytes()).is_some();
    let bare = title.as_ref().map(|t| squeeze(&t.0)).unwrap_or_default();
    let decided = decided_by(text, layout);
    document.issued_on = issued_on(text, layout);
    document.kind = kind(&bare, decided.is_some(), layout, has);
    document.issuer = decided.or_else(|| issuing_line(text, layout));
    document.stage = match document.kind {
        Kind::RequestPoints => Stage::Request,
        Kind::DecisionPoints if bare.contains("補正予算") && !bare.contains("当初") => {
            Stage::Supplementary
        }
        Kind::DecisionPoints if stage_of_title(&bare) == Stage::Draft => Stage::Draft,
        Kind::DecisionPoints if has("決定額") => Stage::Decided,
        Kind::DecisionPoints => Stage::Initial,
        Kind::Generic => stage_of_title(&bare),
        _ => Stage::Unspecified,
    };
    if document.fiscal_year.is_none()
        && let Some((year, stage)) = opening::year(text)
    {
        document.fiscal_year = Some(year.western);
        document.era_year = Some(year.printed);
        document.stage = stage;
    }
    if document.kind == Kind::Brochure {
        let year = own_year(text);
        document.stage = year.as_ref().map_or(Stage::Unspecified, |_| Stage::Initial);
        document.fiscal_year = year.as_ref().map(|y| y.western);
        document.era_year = year.map(|y| y.printed);
        document.issuer = people
            .iter()
            .find(|p| p.role.as_deref().is_some_and(is_head) && p.affiliation.is_some())
            .and_then(|p| p.affiliation.clone())
            .or(document.issuer);
    }
    document
}

/// Whether a post is the head of an organization.
fn is_head(role: &str) -> bool {
    ["理事長", "会長", "社長", "総裁", "所長", "知事", "市長"].contains(&role)
}

/// The title, and its year in it.
fn title(text: &Text, layout: &Layout) -> Option<(String, Year)> {
    // A title of sixty characters, set apart by spaces, on three lines.
    let years = fiscal_years(text.norm(), false);
    marked(layout, &years).into_iter().map(|m| m.paragraph).find_map(|p| {
        if p.prose || p.count > 3 || p.range.len() > 600 {
            return None;
        }
        let words = p.text(text);
        let plain = p.opening == Opening::Plain || words.starts_with('#');
        let budget = ["予算", "概算要求", "配分"].iter().any(|w| words.contains(w));
        if !plain || !budget || words.contains(['。', '、']) {
            return None;
        }
        let line = fold(p.printed(text));
        let line = line.trim_start_matches(['#', ' ', '*']).trim_end_matches(['*', ' ']);
        let end = line.trim_end_matches(['(', ')', '案']);
        let named = ENDINGS.iter().any(|e| line.ends_with(e) || end.ends_with(e));
        let year = scan_years(line).into_iter().find(|y| y.fiscal)?;
        // The year opens the title, or the name of the ministry stands in front of it.
        let front = line[..year.range.start].chars().count() <= 12;
        let more = line[year.range.end..].chars().count() >= 4;
        (named && front && more && line.chars().count() <= 60).then(|| (line.to_owned(), year))
    })
}

fn kind(title: &str, decided: bool, layout: &Layout, has: impl Fn(&str) -> bool) -> Kind {
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
    if title.is_empty() && is_brochure(has) {
        return Kind::Brochure;
    }
    Kind::Generic
}

/// Whether a text without a budget's title reads as an organization's brochure.
fn is_brochure(has: impl Fn(&str) -> bool) -> bool {
    let contact = has("〒") && ["Tel", "TEL", "電話"].into_iter().any(&has) && has("http");
    let voice = ["挨拶", "あいさつ", "組織図", "役員・職員数", "沿革"];
    contact && voice.into_iter().any(&has)
}

/// `健康・医療戦略推進本部決定` on a line near the top: who decided.
fn decided_by(text: &Text, layout: &Layout) -> Option<String> {
    layout.paragraphs.iter().take(TOP).find_map(|p| {
        let words = p.text(text);
        let body = ["決定", "策定", "公表"].iter().find_map(|w| words.strip_suffix(w))?;
        // 令和5年6月26日 推進本部決定
        let body = leading(body).map_or(body, |d| &body[d.range.end..]);
        let body_of = ["本部", "会議", "省", "庁", "委員会", "協議会"];
        let noun = body.chars().all(|c| is_kanji(c) || is_katakana(c) || c == '・')
            || body_of.iter().any(|w| body.ends_with(w)) && !body.contains(['、', '。', '(']);
        ((2..=30).contains(&body.chars().count()) && noun).then(|| body.to_owned())
    })
}

/// A line near the top that is the name of a ministry, a prefecture or a city.
fn issuing_line(text: &Text, layout: &Layout) -> Option<String> {
    layout.paragraphs.iter().take(TOP).find_map(|p| {
        let words = p.text(text);
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
        let count = words.chars().count();
        let noun = words.chars().all(|c| is_kanji(c) || is_katakana(c) || c == '・');
        let noun = noun || count <= 7 && words.ends_with(['市', '町', '村', '区']);
        let whole = (3..=20).contains(&count) && noun && ends.iter().any(|e| words.ends_with(e));
        // Two ministries side by side are a chart's label, not an issuer.
        let two = words.matches(['省', '庁']).count() > 1;
        (p.opening == Opening::Plain && whole && !two).then(|| words.to_owned())
    })
}

/// A line near the top that is a date and nothing else.
fn issued_on(text: &Text, layout: &Layout) -> Option<String> {
    layout.paragraphs.iter().take(TOP).find_map(|p| {
        let words = p.text(text);
        let line = words.trim_matches(['(', ')']);
        let date = leading(line)?;
        let rest = &line[date.range.end..];
        let alone = rest.is_empty() || rest.ends_with("決定") && rest.chars().count() <= 32;
        (alone && date.iso.len() == 10).then_some(date.iso)
    })
}

/// The date that begins a line.
fn leading(line: &str) -> Option<Date> {
    scan_dates(near_start(line, 60)).into_iter().next().filter(|d| d.range.start == 0)
}

/// The year of a brochure's own budget: the one that stands before 当初予算額 or 予算額.
fn own_year(text: &Text) -> Option<Year> {
    let norm = text.norm();
    let sums = places(norm, &["額"], |at| before(norm, at) == Some('算'));
    let windows: Vec<String> =
        sums.iter().map(|at| squeeze(near_end(&norm[..at + "額".len()], 150))).collect();
    ["当初予算額", "予算額"].iter().find_map(|word| {
        windows.iter().find_map(|window| {
            let head = window.strip_suffix(word)?;
            let year = scan_years(head).pop()?;
            (year.fiscal && year.range.end == head.len()).then_some(year)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::people;
    use super::super::testing::{read, seed};
    use super::*;

    fn of(input: &str) -> Document {
        let (text, layout) = read(input);
        document(&text, &layout, &people(&text, &layout))
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
    fn stages_in_titles() {
        let check = |title: &str, kind: Kind, stage: Stage| {
            let d = of(&format!("{title}\n\n本文である。"));
            assert_eq!((d.kind, d.stage), (kind, stage), "{title}");
        };
        check("令和６年度厚生労働省予算案の主要事項", Kind::Generic, Stage::Draft);
        check("令和６年度６月補正予算（案）の概要", Kind::DecisionPoints, Stage::Supplementary);
        check("令和7年度概算要求 主要事業", Kind::Generic, Stage::Request);
        check("令和7年度予算の全体像", Kind::Generic, Stage::Unspecified);
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
            document(&text, &layout, &people(&text, &layout))
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
