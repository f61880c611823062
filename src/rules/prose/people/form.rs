//! The form of names of people, of their posts and of where they work.

use crate::layout::line::squeeze;
use crate::layout::paragraph::character::{is_hiragana, is_kanji, is_katakana};

/// Posts as they stand beside a name on its line.
pub(super) const POSTS: [&str; 44] = [
    "理事長",
    "副理事長",
    "専務理事",
    "常務理事",
    "理事",
    "監事",
    "会長",
    "副会長",
    "社長",
    "代表取締役",
    "総裁",
    "学長",
    "副学長",
    "総長",
    "所長",
    "副所長",
    "院長",
    "館長",
    "局長",
    "部長",
    "次長",
    "課長",
    "室長",
    "係長",
    "センター長",
    "機構長",
    "本部長",
    "大臣",
    "副大臣",
    "知事",
    "副知事",
    "市長",
    "副市長",
    "町長",
    "村長",
    "区長",
    "議長",
    "委員長",
    "座長",
    "教授",
    "准教授",
    "助教",
    "講師",
    "リーダー",
];

/// Words that a name does not contain.
const NOT_NAMES: [&str; 40] = [
    "大学", "医学", "科学", "工学", "理学", "薬学", "研究", "機構", "会長", "学長", "特任", "名誉",
    "客員", "主任", "担当", "機関", "組織", "法人", "財団", "本部", "審議", "委員", "病院", "学会",
    "関係", "事業", "予算", "会議", "資料", "計画", "国立", "支援", "総括", "業務", "推進", "開発",
    "理事", "職員", "年度", "全国",
];

/// Whether a family and a given name, put together, hold a word that a name does not contain.
pub(super) fn is_noun(name: &str) -> bool {
    NOT_NAMES.iter().any(|w| name.contains(w))
}

/// Whether a word may be a family or a given name.
pub(super) fn is_name_part(word: &str, longest: usize) -> bool {
    let count = word.chars().count();
    (1..=longest).contains(&count)
        && word.chars().all(|c| is_kanji(c) || is_hiragana(c) || is_katakana(c))
        && !word.ends_with(['課', '局', '室', '省', '庁', '会'])
        && !(word.ends_with('部') && word.chars().count() > 2)
}

/// Splits the words before a name into an affiliation and the post that ends them.
pub(super) fn split_post(words: &[&str]) -> Option<(String, String)> {
    let last = words.last()?;
    // 理 事: the post set with spaces.
    let joined: String = words.concat();
    if let Some(post) = POSTS.iter().find(|p| joined == **p) {
        return Some((String::new(), (*post).to_owned()));
    }
    let post = POSTS.iter().filter(|p| last.ends_with(*p)).max_by_key(|p| p.len())?;
    let stem = &last[..last.len() - post.len()];
    let head = words[..words.len() - 1].join(" ");
    // 特任准教授, チームリーダー: the whole word is the post unless it names an organization.
    if is_organization(stem) {
        Some((format!("{head} {stem}").trim().to_owned(), (*post).to_owned()))
    } else {
        Some((head, (*last).to_owned()))
    }
}

/// A line that is a directing post and nothing else.
pub(super) fn directing_post(line: &str) -> Option<String> {
    if line.len() > 200 || !line.ends_with(['ー', ')']) {
        return None;
    }
    // The last character but one of each.
    let post = line.find('(').map_or(line, |i| &line[..i]).trim_end().strip_suffix('ー')?;
    if !post.trim_end().ends_with(['タ', 'ダ', 'ャ', 'ザ']) {
        return None;
    }
    let line = squeeze(line);
    let post = line.find('(').map_or(line.as_str(), |i| &line[..i]);
    let ends = ["ディレクター", "コーディネーター", "リーダー", "マネージャー", "スーパーバイザー"];
    let short = post.chars().count() <= 30 && !post.contains(['、', '。', 'の', '●', '「', '『']);
    (short && ends.iter().any(|e| post.ends_with(e))).then(|| post.to_owned())
}

/// Whether a phrase ends as names of organizations do.
pub(super) fn is_organization(phrase: &str) -> bool {
    const ENDS: [&str; 27] = [
        "大学",
        "大学院",
        "学部",
        "研究科",
        "研究所",
        "研究院",
        "研究室",
        "センター",
        "機構",
        "病院",
        "学校",
        "学院",
        "省",
        "庁",
        "局",
        "部",
        "課",
        "室",
        "科",
        "会",
        "協会",
        "法人",
        "会社",
        "県",
        "市",
        "町",
        "村",
    ];
    let phrase = phrase.trim();
    // An agency may go by its initials.
    let initials = phrase.len() <= 8 && phrase.bytes().all(|b| b.is_ascii_uppercase());
    phrase.len() >= 4 && (initials || ENDS.iter().any(|e| phrase.ends_with(e)))
}
