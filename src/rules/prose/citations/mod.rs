//! Laws, plans and decisions that a text cites, by the form in which they are cited.
//!
//! 1. A title with a bracket behind it that gives a date and who decided:
//!    `「…の取組について」(令和4年5月31日 …協議会)`, `食料・農業・農村基本法(平成11年法律第106号)`.
//! 2. A quoted title that ends as titles of laws and plans do, where the sentence says that it
//!    was decided or is followed: `閣議決定された「日本再興戦略」`, `「…計画2022」に基づき`.
//! 3. The same without quotes, where it stands as an authority: `第2期…基本計画において設定された`.
//!
//! A title that an abbreviation was defined for (以下「推進計画」という。) is the same document as
//! its abbreviation. The document itself is not cited.

use std::collections::BTreeMap;
use std::ops::Range;

use super::scan::{before, behind, marked, near_end, near_start, places};
use super::{Layout, evidence};
use crate::layout::line::squeeze;
use crate::layout::paragraph::Paragraph;
use crate::layout::paragraph::character::is_noun_char;
use crate::model::Citation;
use crate::notation::date::scan_dates;
use crate::text::Text;
use title::*;

mod title;

/// Words in a bracket that say who decided.
const DECISIONS: [&str; 17] = [
    "決定",
    "法律第",
    "政令第",
    "省令第",
    "府令第",
    "告示",
    "訓令",
    "条例第",
    "規則第",
    "協議会",
    "会議",
    "本部",
    "とりまとめ",
    "取りまとめ",
    "策定",
    "改訂",
    "公表",
];

/// A citation under construction; its place is a range of its paragraph's text, later of the
/// normalized text.
struct Found {
    title: String,
    date: Option<String>,
    authority: Option<String>,
    range: Range<usize>,
}

impl Found {
    fn at(self, text: &Text, paragraph: &Paragraph) -> Found {
        Found { range: paragraph.norm_range(text, self.range.clone()), ..self }
    }
}

/// The citations of a text, each document once. `title` is the document's own title.
pub fn citations(text: &Text, layout: &Layout, title: Option<&str>) -> Vec<Citation> {
    let own = squeeze(title.unwrap_or_default());
    let norm = text.norm();
    let mut found: Vec<Found> = Vec::new();
    let mut aliases: BTreeMap<String, String> = BTreeMap::new();
    let marks = ["」", "(", "法", "画", "略", "針", "綱"];
    for m in marked(layout, &places(norm, &marks, |at| may_cite(norm, at))) {
        let (p, words) = (m.paragraph, m.paragraph.text(text));
        let mut here = Vec::new();
        let mut quotes = false;
        for at in m.offsets(text) {
            match words[at..].chars().next() {
                Some('」') => quotes = true,
                Some('(') => bracketed(words, at, &mut here),
                Some(last) => named(words, at + last.len_utf8(), &mut here),
                None => {}
            }
        }
        if quotes {
            define(words, &mut aliases);
            quoted(words, &mut here);
        }
        here.sort_by_key(|f| f.range.start);
        found.extend(here.into_iter().map(|f| f.at(text, p)));
    }
    let mut citations: Vec<Citation> = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for mut f in found {
        if let Some(full) = aliases.get(&f.title) {
            f.title = full.clone();
        }
        if !own.is_empty() && own.contains(&f.title) {
            continue;
        }
        if let Some(known) = seen.get(&f.title).and_then(|at| citations.get_mut(*at)) {
            if f.date.as_ref().map_or(0, String::len) > known.date.as_ref().map_or(0, String::len) {
                known.date = f.date;
            }
            known.authority = known.authority.take().or(f.authority);
            continue;
        }
        seen.insert(f.title.clone(), citations.len());
        citations.push(Citation {
            title: f.title,
            date: f.date,
            authority: f.authority,
            evidence: evidence(text, f.range),
        });
    }
    citations
}

/// Whether the character at `at` may end a title or open the bracket behind one, as far as its
/// neighbours show.
fn may_cite(norm: &str, at: usize) -> bool {
    let Some(mark) = norm[at..].chars().next() else { return false };
    let rest = behind(norm, at + mark.len_utf8());
    let last = before(norm, at);
    match mark {
        '」' => {
            rest.starts_with(['(', 'と'])
                || last.is_some_and(|c| {
                    c.is_ascii_digit() || "律法略画針綱領程則章約例令め版)".contains(c)
                })
        }
        '(' => {
            rest.starts_with(['平', '令', '昭', '大', '明'])
                || rest.starts_with(|c: char| c.is_ascii_digit())
                    && near_start(rest, 24).contains('年')
        }
        _ => {
            rest.starts_with(|c: char| c.is_ascii_digit() || "にのをが等及並第お(、".contains(c))
                && match mark {
                    '画' => last == Some('計'),
                    '略' => last == Some('戦'),
                    '針' => matches!(last, Some('方' | '指')),
                    '綱' => matches!(last, Some('大' | '要')),
                    _ => last.is_some_and(|c| !is_method(c)),
                }
        }
    }
}

/// Notes the abbreviations that `text` defines: `医療分野研究開発推進計画(以下「推進計画」という。)`.
fn define(text: &str, aliases: &mut BTreeMap<String, String>) {
    for (at, mark) in text.match_indices("(以下「") {
        let rest = &text[at + mark.len()..];
        let Some(end) = find_near(rest, '」', 120) else { continue };
        let title = noun_before(text, at);
        if ends_as_title(title) {
            aliases.insert(rest[..end].to_owned(), title.to_owned());
        }
    }
}

/// Titles in 「」.
fn quoted(text: &str, found: &mut Vec<Found>) {
    let mut from = 0;
    // What was said of the title before, which a row of titles shares.
    let mut row: Option<(String, Option<String>)> = None;
    while let Some(open) = text[from..].find('「').map(|i| from + i) {
        from = open + '「'.len_utf8();
        // A title of more than 120 characters is none.
        let Some(close) = find_near(&text[from..], '」', 360).map(|i| from + i) else { continue };
        let full = &text[from..close];
        if full.contains('「') {
            continue;
        }
        // 「…に関する法律(略称)」
        let title = match full.rfind('(') {
            Some(at) if full.ends_with(')') => &full[..at],
            _ => full,
        };
        let range = from..from + title.len();
        let after = &text[close + '」'.len_utf8()..];
        from = close;
        if let Some((date, authority)) = decision(after) {
            found.push(Found {
                title: title.to_owned(),
                date: Some(date),
                authority: Some(authority),
                range,
            });
            continue;
        }
        if text[..open].ends_with("以下") || !ends_as_title(title) || title.chars().count() < 4 {
            continue;
        }
        let joined = ["」および", "」及び", "」、", "」"].iter().any(|j| text[..open].ends_with(j));
        let before = decided_before(&text[..open]).or(row.take().filter(|_| joined));
        row.clone_from(&before);
        let authority = follows(after) || in_decision(&text[..open], after);
        if let Some((date, authority)) = before {
            found.push(Found { title: title.to_owned(), date: Some(date), authority, range });
        } else if authority {
            found.push(Found { title: title.to_owned(), date: None, authority: None, range });
        }
    }
}

/// A title without quotes that the bracket at `at` dates.
fn bracketed(text: &str, at: usize, found: &mut Vec<Found>) {
    if text[..at].ends_with('」') {
        return;
    }
    let Some((date, authority)) = decision(&text[at..]) else { return };
    let title = phrase_before(text, at);
    let formal = ends_as_title(title) || title.ends_with("について");
    if title.chars().count() >= 3 && formal {
        found.push(Found {
            title: title.to_owned(),
            date: Some(date),
            authority: Some(authority),
            range: at - title.len()..at,
        });
    }
}

/// A title without quotes and bracket whose word for a law or plan ends at `end` and that
/// stands as an authority.
fn named(text: &str, mut end: usize, found: &mut Vec<Found>) {
    let endings = ["計画", "戦略", "方針", "大綱", "指針", "要綱", "法"];
    let Some(ending) = endings.iter().find(|e| text[..end].ends_with(*e)) else { return };
    let linked = ["及び", "並びに", "等"].iter().any(|w| text[end..].starts_with(w));
    if !linked && text[end..].starts_with(is_noun_char) {
        let year =
            text[end..].len() - text[end..].trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if year != 4 && !text[end..].starts_with('第') {
            return;
        }
        end += year;
    }
    if !stands_as_authority(&text[end..]) {
        return;
    }
    let mut title = noun_before(text, end);
    // 予算等の資源配分方針: a policy for something is named with what it is for.
    if *ending == "方針" && text[..end - title.len()].ends_with('の') {
        title = phrase_before(text, end);
    }
    let proper = if *ending == "法" { is_law(title) } else { is_proper(title, ending) };
    if proper && !text[..end - title.len()].ends_with('「') {
        found.push(Found {
            title: title.to_owned(),
            date: None,
            authority: None,
            range: end - title.len()..end,
        });
    }
}

/// Reads a bracket at the head of `text` that dates a decision: its date and who decided.
fn decision(text: &str) -> Option<(String, String)> {
    let inner = text.strip_prefix('(')?;
    let end = find_near(inner, ')', 240)?;
    let inner = &inner[..end];
    let first = inner.split(['、', '。']).next().unwrap_or(inner);
    if !DECISIONS.iter().any(|w| first.contains(w)) {
        return None;
    }
    let date = scan_dates(first).into_iter().next().filter(|d| d.range.start == 0)?;
    let rest = first[date.range.end..].trim();
    // A law's number holds its year; anything else is who decided.
    let law = rest.contains("第") && rest.ends_with('号');
    Some((date.iso, if law { first.to_owned() } else { rest.to_owned() }))
}

/// `平成25年6月に閣議決定された「…」`: the date and the authority in front of a title.
fn decided_before(head: &str) -> Option<(String, Option<String>)> {
    let tail = near_end(head, 150).rsplit('。').next()?;
    let date = scan_dates(tail).into_iter().next_back()?;
    let between = tail[date.range.end..].trim_start_matches(['に', '、']);
    match between.strip_suffix("された") {
        Some(how) if how.ends_with("決定") && how.chars().count() <= 24 => {
            Some((date.iso, Some(how.to_owned())))
        }
        _ => between.is_empty().then_some((date.iso, None)),
    }
}

/// Whether a quoted title is one of a row that the sentence says was decided.
fn in_decision(head: &str, after: &str) -> bool {
    let near = near_start(after, 180).split('。').next().unwrap_or_default();
    let row = near.starts_with(['「', '、', 'お', 'が'])
        || near.starts_with("など")
        || near.starts_with("及び");
    let verbs = ["が成立", "取りまとめられ", "決定され", "策定され", "公布され"];
    row && verbs.iter().any(|v| near.contains(v)) || head.ends_with("閣議決定された")
}

#[cfg(test)]
mod tests {
    use super::super::testing::{read, seed};
    use super::*;

    fn all(input: &str) -> String {
        let (text, layout) = read(input);
        let found: Vec<String> = citations(&text, &layout, Some("令和6年度の配分方針"))
            .iter()
            .map(|c| {
                let date = c.date.as_deref().unwrap_or("-");
                format!("{}|{date}|{}", c.title, c.authority.as_deref().unwrap_or("-"))
            })
            .collect();
        found.join(" & ")
    }

    #[test]
    fn titles_with_a_dated_bracket() {
        assert_eq!(
            all("また、健康・医療戦略推進法（平成26年法律第48号）第21条の規定に従い、定める。"),
            "健康・医療戦略推進法|2014|平成26年法律第48号"
        );
        assert_eq!(
            all(
                "「経済財政運営と改革の基本方針 2023」（令和 5 年 6 月 16 日閣議決定）に基づき、進める。"
            ),
            "経済財政運営と改革の基本方針2023|2023-06-16|閣議決定"
        );
        assert_eq!(
            all("食料・農業・農村基本計画（令和２年３月31日閣議決定）を着実に実施する。"),
            "食料・農業・農村基本計画|2020-03-31|閣議決定"
        );
        assert_eq!(
            all(
                "本市は、「脱炭素先行地域の取組について」(令和4年5月31日 環境審議会決定)を踏まえる。"
            ),
            "脱炭素先行地域の取組について|2022-05-31|環境審議会決定"
        );
        assert_eq!(
            all("計画（平成26年7月22日推進本部決定、平成29年2月17日一部変更）には無い。"),
            ""
        );
    }

    #[test]
    fn titles_that_stand_as_authorities() {
        assert_eq!(
            all("第５次社会資本整備重点計画に基づき、道路を直す。"),
            "第5次社会資本整備重点計画|-|-"
        );
        assert_eq!(all("外国為替及び外国貿易法等を遵守する。"), "外国為替及び外国貿易法|-|-");
        assert_eq!(
            all("免疫アレルギー疾患研究10か年戦略に基づき、進める。"),
            "免疫アレルギー疾患研究10か年戦略|-|-"
        );
        assert_eq!(all("みどりの「食料システム戦略」を踏まえ、進める。"), "食料システム戦略|-|-");
        assert_eq!(
            all("平成25年6月に閣議決定された「日本再興戦略」には、無い。"),
            "日本再興戦略|2013-06|閣議決定"
        );
        assert_eq!(
            all(
                "国土強靱化基本計画及び森林・林業基本計画（以下「森林計画」という。）に掲げられる施策。森林計画に基づき、行う。"
            ),
            "国土強靱化基本計画|-|- & 森林・林業基本計画|-|-"
        );
    }

    #[test]
    fn names_with_kana() {
        assert_eq!(
            all("その際、研究開発関連予算等の資源配分方針に基づき、進める。"),
            "研究開発関連予算等の資源配分方針|-|-"
        );
        assert_eq!(
            all("「医薬品、医療機器等の品質の確保等に関する法律（薬機法）」に基づき、承認した。"),
            "医薬品、医療機器等の品質の確保等に関する法律|-|-"
        );
    }

    #[test]
    fn not_citations() {
        assert_eq!(all("出口戦略を踏まえ、研究開発計画に基づき、進める。"), "");
        assert_eq!(all("革新的な治療法を踏まえ、測定法に基づき、進める。"), "");
        assert_eq!(all("中長期計画に定められた事業。"), "");
        assert_eq!(all("令和6年度の配分方針（令和5年6月26日推進本部決定）による。"), "");
        assert_eq!(all("補助金（令和5年度当初予算）を使う。"), "");
        assert_eq!(all("「データマネジメントプラン」の提出を求めた。"), "");
    }

    #[test]
    fn citations_of_the_policy() {
        let (text, layout) = seed("001");
        let own = "令和6年度医療分野の研究開発関連予算等の資源配分方針";
        let found = citations(&text, &layout, Some(own));
        let titles: Vec<&str> = found.iter().map(|c| c.title.as_str()).collect();
        assert_eq!(
            titles,
            [
                "健康・医療戦略",
                "医療分野研究開発推進計画",
                "健康・医療戦略推進法",
                "経済財政運営と改革の基本方針2023",
                "新しい資本主義のグランドデザイン及び実行計画2023改訂版",
                "当面優先して議論する課題のとりまとめ",
                "第2期医療機器基本計画",
                "再生・細胞医療・遺伝子治療分野の取組について",
                "全ゲノム解析等実行計画",
                "全ゲノム解析等実行計画2022",
                "ワクチン開発・生産体制強化戦略",
            ]
        );
        assert_eq!(found[2].authority.as_deref(), Some("平成26年法律第48号"));
        assert_eq!(found[5].date.as_deref(), Some("2023-06-05"));
        assert_eq!(found[5].authority.as_deref(), Some("医療機器・ヘルスケア開発協議会"));
        assert_eq!(found[10].date.as_deref(), Some("2021-06-01"));
    }

    #[test]
    fn citations_of_the_brochure() {
        let (text, layout) = seed("002");
        let found = citations(&text, &layout, None);
        let has = |title: &str, date: Option<&str>| {
            found.iter().any(|c| c.title == title && c.date.as_deref() == date)
        };
        assert!(has("日本再興戦略", Some("2013-06")));
        assert!(has("医療分野研究開発推進計画", Some("2014-07-22")));
        assert!(has("外国為替及び外国貿易法", None));
        assert!(has("健康・医療戦略推進法", Some("2014-05")));
        assert!(has("独立行政法人日本医療研究開発機構法", Some("2014-05")));
    }
}
