//! Labelled counts that are not money: `会員数:約131者`, `4,658家系`, `署名一覧(7カ国・8機関)`.
//!
//! A count is kept only where the way it is written names what is counted: a word for a number
//! (…数, 人口, 実績) in front of it, a noun tied to it by の, を or は, a heading with the count in
//! brackets, or a line with the label over a line with the figure. Other figures are left alone:
//! a wrong label is worse than none.

use std::sync::LazyLock;

use super::scan::{behind, marked, near_end, near_start};
use super::{Layout, evidence};
use crate::layout::paragraph::character::{is_hiragana, is_noun_char};
use crate::model::Statistic;
use crate::notation::date::{Date, scan_dates};
use crate::notation::era::scan_years;
use crate::text::Text;

/// What is counted, the longer first where one begins another.
const UNITS: [&str; 38] = [
    "課題",
    "件",
    "経営体",
    "人",
    "名",
    "者",
    "施設",
    "機関",
    "組織",
    "社",
    "校",
    "園",
    "カ国",
    "か国",
    "ヵ国",
    "ヶ国",
    "箇国",
    "カ所",
    "か所",
    "ヵ所",
    "ヶ所",
    "箇所",
    "拠点",
    "家系",
    "症例",
    "団体",
    "市町村",
    "自治体",
    "世帯",
    "戸",
    "棟",
    "隻",
    "頭",
    "地区",
    "路線",
    "ヘクタール",
    "ha",
    "回",
];

/// What a unit must not run into: 人材, 社会, 名称.
const LONGER: [&str; 22] = [
    "人材", "人口", "人件", "人間", "人工", "人類", "人体", "人員", "人権", "人命", "人事", "社会",
    "名称", "名誉", "名古", "者数", "校舎", "園芸", "件費", "戸籍", "頭脳", "回復",
];

/// Words in front of a figure that do not change what is counted.
const QUALIFIERS: [&str; 12] =
    ["約", "計", "延べ", "のべ", "合計", "累計", "およそ", "全国", "全", "総計", "最大", "うち"];

/// A figure with its unit.
struct Figure {
    start: usize,
    unit: usize,
    end: usize,
}

/// The labelled counts of a text.
pub fn statistics(text: &Text, layout: &Layout) -> Vec<Statistic> {
    let mut found = Vec::new();
    for m in marked(layout, &counts(text.norm())) {
        let p = m.paragraph;
        let words = p.text(text);
        if words.contains("億円/") {
            continue;
        }
        let heading = heading(words);
        let figures = m.offsets(text).filter_map(|at| figure(words, at));
        for figure in figures {
            let label = match heading {
                Some(label) if figure.start > label.len() => Some(label.to_owned()),
                _ => label(words, &figure).or_else(|| {
                    alone(words, &figure).then(|| line_above(text, layout, m.index)).flatten()
                }),
            };
            let Some(label) = label else { continue };
            let as_of = as_of(words, &figure).or_else(|| {
                layout
                    .paragraphs
                    .get(m.index + 1)
                    .filter(|_| alone(words, &figure))
                    .and_then(|n| bracketed_date(n.text(text)))
            });
            found.push(Statistic {
                label,
                value: words[figure.start..figure.unit]
                    .chars()
                    .filter(|c| c.is_ascii_digit() || *c == '.')
                    .collect(),
                unit: words[figure.unit..figure.end].to_owned(),
                as_of,
                evidence: evidence(text, p.norm_range(text, figure.start..figure.end)),
            });
        }
    }
    found
}

/// The places of figures in front of what may be a unit of the list.
fn counts(norm: &str) -> Vec<usize> {
    let bytes = norm.as_bytes();
    let first = first_of_units();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = digit(bytes, at) {
        at = end_of_figure(bytes, start);
        // Most figures have another figure, a letter or 年, 月, 億 behind them.
        let rest = behind(norm, at);
        let rest = rest.strip_prefix('万').unwrap_or(rest);
        if rest.chars().next().is_some_and(|c| first.binary_search(&c).is_ok()) {
            found.push(start);
        }
    }
    found
}

/// The first digit at or behind `at`.
fn digit(bytes: &[u8], mut at: usize) -> Option<usize> {
    // Figures are rare: whole blocks are asked first, without a branch for each byte.
    const BLOCK: usize = 64;
    while let Some(block) = bytes.get(at..at + BLOCK) {
        if block.iter().fold(false, |any, b| any | b.is_ascii_digit()) {
            break;
        }
        at += BLOCK;
    }
    bytes[at..].iter().position(u8::is_ascii_digit).map(|i| at + i)
}

/// The characters that the units begin with, in order.
fn first_of_units() -> &'static [char] {
    static FIRST: LazyLock<Vec<char>> = LazyLock::new(|| {
        let mut first: Vec<char> = UNITS.iter().filter_map(|unit| unit.chars().next()).collect();
        first.sort_unstable();
        first.dedup();
        first
    });
    &FIRST
}

/// Where the figure that starts at `start` ends, with its commas and point.
fn end_of_figure(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while at < bytes.len()
        && (bytes[at].is_ascii_digit()
            || matches!(bytes[at], b',' | b'.')
                && bytes.get(at + 1).is_some_and(u8::is_ascii_digit))
    {
        at += 1;
    }
    at
}

/// The figure at `start` of a text, if it has a unit of the list behind it.
fn figure(text: &str, start: usize) -> Option<Figure> {
    let at = end_of_figure(text.as_bytes(), start);
    let rest = text[at..].trim_start_matches(' ');
    let unit = text.len() - rest.len();
    let myriad = rest.strip_prefix('万').unwrap_or(rest);
    let word = UNITS.iter().find(|u| myriad.starts_with(*u))?;
    if LONGER.iter().any(|l| myriad.starts_with(l)) {
        return None;
    }
    let end = text.len() - myriad.len() + word.len();
    // An ordinal, a note's number, a range or a part of a word is no count.
    let before = text[..start].chars().next_back();
    let part = before.is_some_and(|c| "第※-/~.,=+×".contains(c) || c.is_ascii_alphanumeric());
    let rate = ["当たり", "あたり", "/", "ごと", "目", "以内", "~", "につき"];
    let count = !part && at - start <= 15 && !rate.iter().any(|w| text[end..].starts_with(w));
    count.then_some(Figure { start, unit, end })
}

/// The label of a figure within a text.
fn label(text: &str, figure: &Figure) -> Option<String> {
    // A label is not longer than forty characters.
    let mut before = near_end(&text[..figure.start], 120).trim_end_matches(' ');
    while let Some(rest) = QUALIFIERS.iter().find_map(|q| before.strip_suffix(q)) {
        before = rest;
    }
    let mut after = near_start(&text[figure.end..], 120);
    for more in ["以上", "超", "程度", "余り"] {
        after = after.strip_prefix(more).unwrap_or(after);
    }
    let counted = |noun: &str| {
        ["数", "人口", "実績", "面積", "総数", "人員"].iter().any(|w| noun.ends_with(w))
    };
    // 会員数:131者, 登録シーズ数130件, 解析実績は4,658家系, 感染者2,749万人
    let head = before.trim_end_matches([':', ' ']);
    let head = head.strip_suffix('は').or_else(|| head.strip_suffix('が')).unwrap_or(head);
    let noun = noun_at_end(head);
    if counted(noun) && (noun.chars().count() >= 3 || noun == "人口") {
        return Some(noun.to_owned());
    }
    let direct = noun_at_end(before);
    if direct.ends_with('者') && direct.chars().count() >= 2 {
        return Some(direct.to_owned());
    }
    // 新規原因遺伝子を29件発見
    if let Some(object) = before.strip_suffix('を') {
        let verbs = [
            "発見", "採択", "実施", "登録", "認定", "整備", "設置", "公開", "開催", "支援", "選定",
            "締結",
        ];
        let noun = noun_at_end(object);
        if noun.chars().count() >= 4 && verbs.iter().any(|v| after.starts_with(v)) {
            return Some(noun.to_owned());
        }
    }
    let value: u64 = text[figure.start..figure.unit]
        .chars()
        .filter(char::is_ascii_digit)
        .collect::<String>()
        .parse()
        .unwrap_or(u64::MAX);
    let unit = text[figure.unit..figure.end].trim_start_matches('万');
    let countable = !unit.ends_with('国') && !unit.ends_with('回');
    // 2,000件以上の研究開発課題, 490施設の診断ネットワーク
    if let Some(rest) = after.strip_prefix('の') {
        let noun = &rest[..rest.len() - rest.trim_start_matches(is_noun_char).len()];
        let deictic = noun.starts_with('中') || noun.starts_with("ほか");
        if noun.chars().count() >= 2 && value >= 10 && countable && !deictic {
            return Some(noun.to_owned());
        }
    }
    // 95課題が進行中
    let states = ["が進行", "が稼働", "が参加", "が採択", "が登録", "が加盟", "が認定"];
    if value >= 10
        && unit.chars().count() >= 2
        && countable
        && states.iter().any(|s| after.starts_with(s))
    {
        return Some(unit.to_owned());
    }
    None
}

/// The label of a heading that is nothing but a label and counts in brackets.
fn heading(text: &str) -> Option<&str> {
    let inner = text.strip_suffix(')')?;
    let open = inner.rfind('(')?;
    let label = text[..open].trim();
    let counts = inner[open + 1..].split(['・', '、']).all(|part| {
        let unit = part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',');
        unit.len() < part.len() && UNITS.contains(&unit.trim())
    });
    let count = label.chars().count();
    let plain = !label.contains(['。', ':', '「', '円', '(', '●', '■', '◆', '※']);
    (counts && (3..=30).contains(&count) && plain && label.chars().any(is_noun_char))
        .then_some(label)
}

/// Whether a paragraph is a figure with its unit and nothing else.
fn alone(text: &str, figure: &Figure) -> bool {
    figure.start == 0 && figure.end == text.len()
}

/// The label on the line over a figure that stands alone.
fn line_above(text: &Text, layout: &Layout, paragraph: usize) -> Option<String> {
    let above = layout.paragraphs.get(paragraph.checked_sub(1)?)?;
    let line = above.printed(text);
    let word = line.split_whitespace().next_back()?;
    let counted = ["数", "人口", "面積", "人員"].iter().any(|w| word.ends_with(w));
    (counted && word.chars().count() >= 2 && above.count == 1).then(|| word.to_owned())
}

/// `(令和2年1月時点)` as a text of its own.
fn bracketed_date(text: &str) -> Option<String> {
    let inner = text.strip_prefix('(')?;
    let end = inner.find(')')?;
    let inner = &inner[..end];
    dates(inner).into_iter().find(|d| holds_then(&inner[d.range.end..])).map(|d| d.iso)
}

/// Whether what stands behind a date says that a figure is as of then.
fn holds_then(rest: &str) -> bool {
    let rest = rest.trim_start_matches('末');
    rest.starts_with("時点") || rest.starts_with("現在")
}

/// The dates and fiscal years of a sentence, in order; a fiscal year as its number.
fn dates(sentence: &str) -> Vec<Date> {
    let years = scan_years(sentence).into_iter().filter(|y| y.fiscal);
    let mut dates = scan_dates(sentence);
    dates.extend(years.map(|y| Date { range: y.range, iso: y.western.to_string() }));
    dates.sort_by_key(|d| d.range.start);
    dates
}

/// The date that the sentence of a figure gives for it.
fn as_of(text: &str, figure: &Figure) -> Option<String> {
    // A sentence of some two hundred characters to either side.
    let head = near_end(&text[..figure.start], 600);
    let start = figure.start - head.rsplit('。').next().map_or(head.len(), str::len);
    let tail = near_start(&text[figure.end..], 600);
    let end = figure.end + tail.find('。').unwrap_or(tail.len());
    let sentence = &text[start..end];
    let dates = dates(sentence);
    if let Some(date) = dates.iter().find(|d| holds_then(&sentence[d.range.end..])) {
        return Some(date.iso.clone());
    }
    let behind = text[end..].trim_start_matches('。');
    if let Some(date) = bracketed_date(behind) {
        return Some(date);
    }
    // 令和元年度は、延べ59課題の; (令和元年度の相談支援件数:346件)
    let first = dates.first().filter(|d| start + d.range.end <= figure.start)?;
    let fiscal = sentence[..first.range.end].ends_with('度');
    let topic = sentence[first.range.end..].starts_with(['は', 'の', ':']);
    let opens = first.range.start == 0 || sentence[..first.range.start].ends_with('(');
    (fiscal && topic && opens).then(|| first.iso.clone())
}

/// The noun at the end of a phrase.
fn noun_at_end(text: &str) -> &str {
    let start = text.trim_end_matches(|c| is_noun_char(c) || c == '・').len();
    let noun = text[start..].trim_start_matches('・');
    if noun.starts_with(is_hiragana) { "" } else { noun }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{read, seed};
    use super::*;

    fn all(input: &str) -> String {
        let (text, layout) = read(input);
        let found: Vec<String> = statistics(&text, &layout)
            .iter()
            .map(|s| {
                format!("{} {}{} {}", s.label, s.value, s.unit, s.as_of.as_deref().unwrap_or("-"))
            })
            .collect();
        found.join(" & ")
    }

    #[test]
    fn words_for_numbers() {
        assert_eq!(
            all("ご活用ください（令和 2 年3 月末時点の会員数：約 131者、登録シーズ数 130 件）。"),
            "会員数 131者 2020-03 & 登録シーズ数 130件 2020-03"
        );
        assert_eq!(
            all("農業経営体数は1,037千、法人経営体数は３万経営体である。"),
            "法人経営体数 3万経営体 -"
        );
        assert_eq!(
            all("本市の人口は12万人、世帯数は54,321世帯となった。"),
            "人口 12万人 - & 世帯数 54321世帯 -"
        );
        assert_eq!(
            all("令和5年3月31日現在、感染者 2,749 万人、死者 89 万人である。"),
            "感染者 2749万人 2023-03-31 & 死者 89万人 2023-03-31"
        );
    }

    #[test]
    fn nouns_tied_to_the_count() {
        assert_eq!(all("2,000 件以上の研究開発課題を推進する。"), "研究開発課題 2000件 -");
        assert_eq!(all("全国490施設の診断ネットワークを築いた。"), "診断ネットワーク 490施設 -");
        assert_eq!(all("新規原因遺伝子を 29 件発見した。"), "新規原因遺伝子 29件 -");
        assert_eq!(
            all("令和 2 年 8 月現在、11 事業で 95 課題が進行中です。"),
            "課題 95課題 2020-08"
        );
        assert_eq!(all("令和元年度は、延べ 59 課題の出展支援を行った。"), "出展支援 59課題 2019");
        assert_eq!(all("令和4年度には、38地区のほ場整備を終えた。"), "");
    }

    #[test]
    fn labels_apart_from_their_figures() {
        assert_eq!(
            all("加盟自治体一覧（7カ国・8機関）"),
            "加盟自治体一覧 7カ国 - & 加盟自治体一覧 8機関 -"
        );
        assert_eq!(all("役員 職員数\n\n386 人\n（令和 2 年1月時点）"), "職員数 386人 2020-01");
    }

    #[test]
    fn not_statistics() {
        assert_eq!(all("第3回の会議、1人当たり5千円、3,000～4,000人に1人の割合"), "");
        assert_eq!(all("医薬品\n（267億円／597件）"), "");
        assert_eq!(all("10人材、7社会、令和5年度に2件"), "");
        assert_eq!(all("5 名の方に授与した。"), "");
    }

    #[test]
    fn statistics_of_the_brochure() {
        let (text, layout) = seed("002");
        let found = statistics(&text, &layout);
        let has = |label: &str, value: &str, unit: &str, as_of: Option<&str>| {
            found.iter().any(|s| {
                s.label == label
                    && s.value == value
                    && s.unit == unit
                    && s.as_of.as_deref() == as_of
            })
        };
        assert!(has("職員数", "386", "人", Some("2020-01")));
        assert!(has("会員数", "131", "者", Some("2020-03")));
        assert!(has("登録シーズ数", "130", "件", Some("2020-03")));
        assert!(has("解析実績", "4658", "家系", None));
        assert!(has("署名MOC一覧", "8", "機関", None));
        assert!(has("加盟アライアンス一覧", "9", "組織", None));
        assert!(has("課題", "95", "課題", Some("2020-08")));
        assert!(has("研究開発課題", "2000", "件", None));
        assert!(has("相談支援件数", "346", "件", Some("2019")));
        assert!(!found.iter().any(|s| s.value == "597"));
    }
}
