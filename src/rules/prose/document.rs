//! What a document says of itself: title, kind, year, stage, who issued it and when.
//!
//! | written form | kind |
//! | --- | --- |
//! | title with 概算要求 that ends in ポイント, 概要 | request points |
//! | title with 予算 that ends in ポイント, 概要 | decision points |
//! | title that ends in 方針, and a line that says who decided it | allocation policy |
//! | no such title; a greeting or chart, offices with telephone and web address | brochure |

use memchr::memmem;

use super::scan::{before, fiscal_years, fold, marked, near_end, near_start, places};
use super::{Layout, issuer, opening};
use crate::layout::line::squeeze;
use crate::layout::paragraph::character::is_hiragana;
use crate::layout::paragraph::{Opening, Paragraph};
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
    let decided = issuer::decided_by(text, layout);
    document.issued_on = issued_on(text, layout);
    document.kind = kind(&bare, decided.is_some(), layout, has);
    document.issuer = issuer::issuer(text, layout, document.title.as_deref(), decided);
    document.stage = match document.kind {
        Kind::RequestPoints => Stage::Request,
        Kind::DecisionPoints if bare.contains("補正予算") && !bare.contains("当初") => {
            Stage::Supplementary
        }
        Kind::DecisionPoints
            if stage::scan_stages(&bare).iter().any(|word| word.stage == Stage::Draft) =>
        {
            Stage::Draft
        }
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

/// The title, and its year in it: a paragraph of the first lines that is one, or one of these
/// lines, or a paragraph further below.
fn title(text: &Text, layout: &Layout) -> Option<(String, Year)> {
    let years = fiscal_years(text.norm(), false);
    let top: Vec<usize> =
        (0..text.lines().len()).filter(|&i| !text.content(i).is_empty()).take(FIRST).collect();
    let end = top.last().map_or(0, |&i| text.lines()[i].range.end);
    // A title of sixty characters, set apart by spaces, on three lines.
    let mut found = marked(layout, &years)
        .into_iter()
        .map(|m| m.paragraph)
        .filter(|p| !p.prose && p.count <= 3 && p.range.len() <= 600)
        .filter_map(|p| Some((p.range.start, title_of_paragraph(text, p)?)))
        .peekable();
    if let Some((_, title)) = found.next_if(|(start, _)| *start < end) {
        return Some(title);
    }
    let line = top.into_iter().find_map(|i| title_of_line(text.content(i)));
    line.or_else(|| found.next().map(|(_, title)| title))
}

/// The first lines of a page, of which one may be the title.
const FIRST: usize = 3;

fn title_of_paragraph(text: &Text, p: &Paragraph) -> Option<(String, Year)> {
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
    named.then(|| with_year(line)).flatten()
}

/// The title that one of the first lines is: the year opens it, and a remark may follow:
/// `令和4年度一般会計補正予算(第5号)`, `令和4年度決算の概要`.
fn title_of_line(line: &str) -> Option<(String, Year)> {
    const ABOUT: [&str; 7] = ["予算", "決算", "概算要求", "配分", "財政", "計画", "費"];
    const MORE: [&str; 6] = ["決算", "決算書", "計画", "状況", "規模", "あらまし"];
    let line = line.trim_start_matches(['#', ' ', '*']).trim_end_matches(['*', ' ']);
    let words = line.split_whitespace();
    let is_spaced =
        words.clone().filter(|w| w.chars().nth(1).is_none()).count() * 2 > words.count();
    let line = if is_spaced { squeeze(line) } else { fold(line) };
    let line = line.find("(単位").map_or(&*line, |unit| line[..unit].trim_end());
    let bare = squeeze(line);
    let end = without_remark(&bare);
    let named = ENDINGS.iter().chain(&MORE).any(|e| end.ends_with(e));
    let about = ABOUT.iter().any(|word| end.contains(word));
    // A comma parts nouns, and no clauses.
    let clause = bare.contains('。')
        || bare.split('、').rev().skip(1).any(|part| part.ends_with(is_hiragana));
    let (title, year) = with_year(line).filter(|_| named && about && !clause)?;
    let opens = title[..year.range.start].trim().is_empty();
    (opens && scan_years(&title).len() == 1).then_some((title, year))
}

/// A title's words without the bracket at their end, and 案: `補正予算(第5号)`, `予算(案)`.
fn without_remark(title: &str) -> &str {
    let bare = title.strip_suffix(')').and_then(|inner| inner.rfind('(')).map(|at| &title[..at]);
    bare.filter(|b| !b.is_empty()).unwrap_or(title).trim_end_matches('案')
}

/// A title, and the year that opens it or stands behind the name of the ministry.
fn with_year(line: &str) -> Option<(String, Year)> {
    let year = scan_years(line).into_iter().find(|y| y.fiscal)?;
    let front = line[..year.range.start].chars().count() <= 12;
    let more = line[year.range.end..].chars().count() >= 4;
    (front && more && line.chars().count() <= 60).then(|| (line.to_owned(), year))
}

fn kind(title: &str, decided: bool, layout: &Layout, has: impl Fn(&str) -> bool) -> Kind {
    let end = without_remark(title);
    let points = end.ends_with("ポイント") || end.ends_with("概要");
    if points && title.contains("要求") {
        return Kind::RequestPoints;
    }
    if points && title.contains("予算") {
        return Kind::DecisionPoints;
    }
    let headings = layout.paragraphs.iter().filter(|p| p.opening == Opening::Number).count();
    if end.ends_with("方針") && (decided || headings >= 3) {
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
pub(super) fn leading(line: &str) -> Option<Date> {
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
        check("令和4年度予算(案)のポイント", Kind::DecisionPoints, Stage::Draft);
        check("令和4年度一般会計補正予算(第5号)", Kind::Generic, Stage::Supplementary);
        check("令和4年度一般会計決算", Kind::Generic, Stage::Settled);
        check("令和4年度 当初予算(ダイジェスト)", Kind::Generic, Stage::Initial);
    }

    #[test]
    fn titles_among_the_first_lines() {
        let check = |input: &str, title: Option<&str>| {
            assert_eq!(of(input).title.as_deref(), title, "{input}");
        };
        let settled = "令和4年度決算の概要";
        check("令和4年度決算の概要\n歳入決算額は4億円となりました。", Some(settled));
        check(
            "議案第8号\n\n令和4年度一般会計補正予算(第5号)\n",
            Some("令和4年度一般会計補正予算(第5号)"),
        );
        check("令 和 4 年 度 会 計 別 予 算 の 規 模\n", Some("令和4年度会計別予算の規模"));
        check("令和4年度港、船関係予算のポイント\n", Some("令和4年度港、船関係予算のポイント"));
        check("令和4年度歳出決算 (単位:千円)\n", Some("令和4年度歳出決算"));
        check("令和4年度の予算は、次の概要\n", None);
        check("雨の話\n川の話\n海の話\n令和4年度一般会計決算\n", None);
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
