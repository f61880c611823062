//! Who issued a document.
//!
//! | written form | issuer |
//! | --- | --- |
//! | `まちづくり推進本部決定` near the top | who decided |
//! | a line near the top that is a ministry's, a prefecture's or a city's name | that one |
//! | the title names one before its budget: `令和4年度みどり市一般会計予算` | that one |
//! | a signature below a date: `令和4年2月20日提出`, `みどり市長 山田 花子` | whose head signs |

use super::Layout;
use super::document::{TOP, leading};
use crate::layout::line::squeeze;
use crate::layout::paragraph::Opening;
use crate::layout::paragraph::character::{is_hiragana, is_kanji, is_katakana};
use crate::notation::era::scan_years;
use crate::text::Text;

/// The first that the text names; `decided` is the body that decided.
pub(super) fn issuer(
    text: &Text,
    layout: &Layout,
    title: Option<&str>,
    decided: Option<String>,
) -> Option<String> {
    decided
        .or_else(|| issuing_line(text, layout))
        .or_else(|| title.and_then(in_title))
        .or_else(|| signature(text))
}

/// `健康・医療戦略推進本部決定` on a line near the top: who decided.
pub(super) fn decided_by(text: &Text, layout: &Layout) -> Option<String> {
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
        // Two ministries side by side are a chart's label or heads of columns, not an issuer.
        let two = words.matches(['省', '庁']).count() > 1 || is_row(p.printed(text), &ends);
        (p.opening == Opening::Plain && whole && !two).then(|| words.to_owned())
    })
}

/// Whether a line is a row of names, of which more than one is that of a body of one kind.
fn is_row(line: &str, ends: &[&str]) -> bool {
    let words: Vec<&str> = line.split_whitespace().filter(|w| w.chars().nth(1).is_some()).collect();
    ends.iter().any(|end| words.iter().filter(|w| w.ends_with(end)).count() > 1)
}

/// What may follow the name of a body in the title of its budget: the accounts of a local
/// government, and the words for the budget.
const BUDGETS: [&str; 21] = [
    "一般会計",
    "特別会計",
    "各会計",
    "各種会計",
    "国民健康保険",
    "介護保険",
    "後期高齢者医療",
    "水道事業",
    "簡易水道",
    "下水道",
    "公共下水道",
    "病院事業",
    "公営企業",
    "予算",
    "当初予算",
    "補正予算",
    "概算要求",
    "決算",
    "財政",
    "所管",
    "の",
];

/// The body that a title names behind its year or before it.
fn in_title(title: &str) -> Option<String> {
    let year = scan_years(title).into_iter().next()?;
    let front = squeeze(&title[..year.range.start]);
    let behind = squeeze(&title[year.range.end..]);
    if is_body(&front) {
        return Some(front);
    }
    let ends = behind.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.take(LONGEST)
        .find(|&end| {
            let rest = &behind[end..];
            is_body(&behind[..end]) && BUDGETS.iter().any(|word| rest.starts_with(word))
        })
        .map(|end| behind[..end].to_owned())
}

/// The most characters of a body's name.
const LONGEST: usize = 12;

/// Whether words are the name of a ministry, an agency, a prefecture or a municipality.
fn is_body(words: &str) -> bool {
    const PREFECTURES: [&str; 4] = ["北海道", "東京都", "京都府", "大阪府"];
    const ENDS: [char; 7] = ['省', '庁', '県', '市', '区', '町', '村'];
    /// Words that end so and are of no one body.
    const KINDS: [&str; 17] = [
        "大都市",
        "指定都市",
        "中核市",
        "地方都市",
        "地区",
        "学区",
        "工区",
        "特別区",
        "行政区",
        "市町",
        "市町村",
        "区市町村",
        "農村",
        "漁村",
        "山村",
        "農山漁村",
        "各省庁",
    ];
    let count = words.chars().count();
    let own = |c: char| is_kanji(c) || is_katakana(c) || is_hiragana(c);
    // 本市 and 各県 are of no one body; 本郷市 is.
    let of_any = count == 2 && words.starts_with(['本', '当', '同', '各', '全', '両', '他'])
        || words.starts_with('の')
        || words == "都市";
    PREFECTURES.contains(&words)
        || (2..=LONGEST).contains(&count)
            && words.ends_with(ENDS)
            && words.chars().all(own)
            && !of_any
            && !KINDS.iter().any(|kind| words.ends_with(kind))
}

/// The body whose head signs below a date.
fn signature(text: &Text) -> Option<String> {
    const HEADS: [&str; 2] = ["知事", "長"];
    /// Lines of a date and of a signature are short.
    const SHORT: usize = 90;
    let mut dated = false;
    for i in 0..text.lines().len() {
        let line = text.content(i);
        if line.is_empty() {
            continue;
        }
        if dated && line.len() <= SHORT && line.contains(['長', '知']) {
            let words = squeeze(line);
            let body = HEADS.iter().find_map(|head| {
                words.match_indices(head).find_map(|(at, _)| {
                    let (body, name) = (&words[..at], &words[at + head.len()..]);
                    let signs = (2..=8).contains(&name.chars().count());
                    let is_name = signs && !name.contains(['。', '、']);
                    (is_name && is_body(body)).then(|| body.to_owned())
                })
            });
            if body.is_some() {
                return body;
            }
        }
        dated = line.len() <= SHORT && line.contains('年') && leading(line).is_some();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::testing::read;
    use super::*;

    #[track_caller]
    fn check(input: &str, want: Option<&str>) {
        let (text, layout) = read(input);
        let title = input.lines().next();
        assert_eq!(issuer(&text, &layout, title, None).as_deref(), want, "{input}");
    }

    #[test]
    fn bodies_in_titles() {
        check("令和4年度みどり市国民健康保険事業特別会計予算", Some("みどり市"));
        check("国土交通省 令和6年度 予算案のポイント", Some("国土交通省"));
        check("令和6年度厚生労働省予算案の主要事項", Some("厚生労働省"));
        check("令和6年度 東京都の予算", Some("東京都"));
        check("令和6年度都市の予算", None);
        check("令和6年度中山間地区の予算", None);
        check("令和6年度市町村予算の概要", None);
        check("令和6年度一般会計予算", None);
        check("令和6年度本郷市一般会計予算", Some("本郷市"));
        check("令和6年度本市一般会計予算", None);
    }

    #[test]
    fn lines_and_signatures() {
        check("予算の話\nみなと機構 とうだい機構\n", None);
        check("予算の話\n港湾整備機構 灯台管理機構\n", None);
        check("予算の話\n総 務 省 自 治 財 政 局\n", Some("総務省自治財政局"));
        check("予算の話\n\n令和4年2月20日提出\n\nみどり市長 山 田 花 子\n", Some("みどり市"));
        check("予算の話\n令和4年2月20日可決\n海山県知事 山田花子\n", Some("海山県"));
        check("予算の話\n令和4年2月20日可決\n長海町長 山田花子\n", Some("長海町"));
        check("予算の話\n委員\nみどり市長 山田花子\n", None);
        check("予算の話\n令和4年2月20日\n市長 山田花子\n", None);
    }
}
