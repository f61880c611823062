//! The form of the titles of laws, plans and decisions, and of what cites them.

use crate::layout::paragraph::character::{is_hiragana, is_noun_char};
use crate::rules::prose::scan::{near_end, near_start};

/// How titles of cited documents end. A year or 改訂版 may follow.
const ENDINGS: [&str; 17] = [
    "法律",
    "法",
    "戦略",
    "計画",
    "方針",
    "大綱",
    "要綱",
    "要領",
    "規程",
    "規則",
    "指針",
    "憲章",
    "条約",
    "条例",
    "政令",
    "省令",
    "とりまとめ",
];

/// What follows an authority. The law's own words for it are among them.
const AUTHORITY: [&str; 25] = [
    "に基づ",
    "を踏まえ",
    "に従",
    "に沿",
    "に則",
    "に即",
    "に掲げ",
    "に定め",
    "に規定",
    "の規定",
    "に位置付け",
    "における",
    "において設定",
    "において定め",
    "において示",
    "において掲げ",
    "を実施する",
    "の実行により",
    "を遵守",
    "の着実な",
    "が成立",
    "の成立",
    "が閣議決定",
    "を策定",
    "が策定",
];

/// Whether a phrase ends as the title of a law or a plan.
pub(super) fn ends_as_title(title: &str) -> bool {
    let stem = title.trim_end_matches("改訂版").trim_end_matches(|c: char| c.is_ascii_digit());
    let Some(ending) = ENDINGS.iter().find(|e| stem.ends_with(*e)) else { return false };
    *ending != "法" || is_law(stem)
}

/// The noun that ends at `end`: kanji, katakana, figures and middle dots.
pub(super) fn noun_before(text: &str, end: usize) -> &str {
    // No title is longer than eighty characters.
    let text = near_end(&text[..end], 240);
    let end = text.len();
    let noun = |c: char| is_noun_char(c) || c == '・';
    let mut start = text[..end].trim_end_matches(noun).len();
    let head = &text[..start];
    // 「か」 between a figure and 年: 10か年戦略. 「及び」 within a law's name.
    if head.ends_with(['か', 'ヶ']) && text[start..].starts_with('年') {
        start = head[..start - 'か'.len_utf8()].trim_end_matches(noun).len();
    }
    if text[start..end].ends_with('法') && text[..start].ends_with("及び") {
        start = text[..start - "及び".len()].trim_end_matches(noun).len();
    }
    text[start..end].trim_start_matches('・')
}

/// The phrase that ends at `end`, with の and other kana inside, from the last topic or comma on.
pub(super) fn phrase_before(text: &str, end: usize) -> &str {
    let head = near_end(&text[..end], 240);
    let mut start = head.len();
    for (i, c) in head.char_indices().rev() {
        let topic = matches!(c, 'は' | 'が' | 'も' | 'で' | 'へ')
            && !head[i..].starts_with("がん")
            && head[..i].ends_with(|c| is_noun_char(c) || c == 'て' || c == 'に');
        if topic || "、。「」『』()<>:;\n■●◆-=".contains(c) {
            break;
        }
        start = i;
    }
    let mut title = &head[start..];
    for link in ["また", "さらに", "なお", "および", "及び", "並びに"] {
        title = title.strip_prefix(link).unwrap_or(title);
    }
    title.trim_start_matches(|c| is_hiragana(c) && c != 'み' && c != 'こ')
}

/// Whether a plan's name in running text is a proper name, not a common noun such as
/// 出口戦略 or 研究開発計画.
pub(super) fn is_proper(title: &str, ending: &str) -> bool {
    let count = title.chars().count();
    // A number may follow: 計画2025.
    let stem = &title[..title.rfind(ending).unwrap_or(title.len())];
    let series = title.starts_with('第') || title.ends_with(|c: char| c.is_ascii_digit());
    let kinds = [
        "基本", "推進", "実行", "強化", "か年", "総合", "行動", "整備", "重点", "配分", "成長",
        "促進",
    ];
    let kind = kinds.iter().any(|k| stem.ends_with(k));
    let common =
        ["中長期", "中期", "年度", "事業", "経営", "運営"].iter().any(|k| stem.ends_with(k));
    let deictic =
        ["同", "本", "当該", "各", "新"].iter().any(|k| title.starts_with(k)) && count < 8;
    !common && !deictic && count >= 7 && (kind || series || title.contains('・'))
}

/// Whether 法 behind the character is a method: 方法, 療法, 測定法.
pub(super) fn is_method(c: char) -> bool {
    "方手療用製技解査断治防析定量影算出作論工検観".contains(c)
}

/// Whether a word that ends in 法 names a law, not a method.
pub(super) fn is_law(title: &str) -> bool {
    let stem = title.trim_end_matches('法');
    let method = stem.ends_with(is_method);
    let deictic = ["同", "本", "当該", "新", "旧", "改正"].contains(&stem);
    title.chars().count() >= 4 && !method && !deictic
}

/// Whether `after` shows that the word before it is an authority, by itself or in a row of such.
pub(super) fn stands_as_authority(after: &str) -> bool {
    let mut rest = after;
    for _ in 0..3 {
        rest = rest.strip_prefix('等').unwrap_or(rest);
        if follows(rest) || rest.starts_with('第') && find_near(rest, '条', 16).is_some() {
            return true;
        }
        // A及びB(以下「C」という。)に掲げられる
        let Some(next) =
            ["及び", "並びに", "および", "、"].iter().find_map(|w| rest.strip_prefix(w))
        else {
            return rest.starts_with("(以下「") && skip_bracket(rest).is_some_and(follows);
        };
        let near = near_start(next, 240);
        let noun = near.len() - near.trim_start_matches(|c| is_noun_char(c) || c == '・').len();
        if noun == 0 || !ends_as_title(&next[..noun]) {
            return false;
        }
        rest = &next[noun..];
        rest = skip_bracket(rest).unwrap_or(rest);
    }
    false
}

pub(super) fn follows(after: &str) -> bool {
    let after = after.strip_prefix('等').unwrap_or(after);
    AUTHORITY.iter().any(|w| after.starts_with(w))
}

/// What stands behind the bracket that opens `text`.
pub(super) fn skip_bracket(text: &str) -> Option<&str> {
    text.starts_with('(').then(|| find_near(text, ')', 240)).flatten().map(|i| &text[i + 1..])
}

/// The place of `c` within the first `limit` bytes.
pub(super) fn find_near(text: &str, c: char, limit: usize) -> Option<usize> {
    text.char_indices().take_while(|(i, _)| *i < limit).find(|(_, d)| *d == c).map(|(i, _)| i)
}

#[cfg(test)]
mod tests {
    use super::is_proper;

    #[test]
    fn proper_names_of_plans() {
        let check = |title: &str, ending: &str, expected: bool| {
            assert_eq!(is_proper(title, ending), expected, "{title}");
        };
        check("森林整備推進計画", "計画", true);
        check("森林整備推進計画2025", "計画", true);
        check("計画2525", "計画", false);
        check("研究開発計画", "計画", false);
    }
}
