//! Ministries and agencies: the one-character marks, short and full names.
//!
//! Official names are those of 国家行政組織法, 内閣府設置法 and the laws that set up
//! each agency. Marks (総, 文, 厚, 経 …) are those of the ポイント papers, where a
//! bracket's legend is the ministry's first character.

use std::ops::Range;

use regex::Regex;
use std::sync::LazyLock;

/// Mark, short names, official name. The order is that of the official list.
const MINISTRIES: &[(&str, &[&str], &str)] = &[
    ("内", &["内閣府"], "内閣府"),
    ("閣", &["内閣官房"], "内閣官房"),
    ("宮", &["宮内庁"], "宮内庁"),
    ("公", &["公正取引委員会", "公取委"], "公正取引委員会"),
    ("警", &["警察庁"], "警察庁"),
    ("個", &["個人情報保護委員会", "個情委"], "個人情報保護委員会"),
    ("金", &["金融庁"], "金融庁"),
    ("消", &["消費者庁"], "消費者庁"),
    ("こ", &["こども家庭庁", "こ家庁"], "こども家庭庁"),
    ("デ", &["デジタル庁"], "デジタル庁"),
    ("復", &["復興庁"], "復興庁"),
    ("総", &["総務省"], "総務省"),
    ("法", &["法務省"], "法務省"),
    ("外", &["外務省"], "外務省"),
    ("財", &["財務省"], "財務省"),
    ("文", &["文部科学省", "文科省", "文部科学", "文科"], "文部科学省"),
    ("厚", &["厚生労働省", "厚労省", "厚生労働", "厚労"], "厚生労働省"),
    ("農", &["農林水産省", "農水省", "農林水産", "農水"], "農林水産省"),
    ("経", &["経済産業省", "経産省", "経済産業", "経産"], "経済産業省"),
    ("国", &["国土交通省", "国交省", "国土交通", "国交"], "国土交通省"),
    ("環", &["環境省", "環境"], "環境省"),
    ("防", &["防衛省", "防衛"], "防衛省"),
];

/// The official name behind a one-character mark: 厚 → 厚生労働省.
pub fn by_mark(mark: &str) -> Option<&'static str> {
    MINISTRIES.iter().find(|m| m.0 == mark).map(|m| m.2)
}

/// The one-character mark of an official name: 厚生労働省 → 厚.
pub fn mark(official: &str) -> Option<&'static str> {
    MINISTRIES.iter().find(|m| m.2 == official).map(|m| m.0)
}

/// The official name behind a full or short name: 厚労省, 厚労, 厚生労働省.
pub fn by_name(name: &str) -> Option<&'static str> {
    MINISTRIES.iter().find(|m| m.1.contains(&name)).map(|m| m.2)
}

/// The mark or name that `text` starts with: its length and the official name.
/// The longest name wins.
pub(super) fn prefix(text: &str) -> Option<(usize, &'static str)> {
    // Every name begins with some ministry's mark.
    if !MINISTRIES.iter().any(|m| text.starts_with(m.0)) {
        return None;
    }
    let names = MINISTRIES.iter().flat_map(|m| m.1.iter().map(move |n| (*n, m.2)));
    let marks = MINISTRIES.iter().map(|m| (m.0, m.2));
    names
        .chain(marks)
        .filter(|(name, _)| text.starts_with(name))
        .max_by_key(|(name, _)| name.len())
        .map(|(name, official)| (name.len(), official))
}

/// Names of ministries in running text, in order. Only names that end in 省, 庁,
/// 府, 委 or 会 or are 内閣官房 count: 環境 or 文科 alone are words of their own.
pub fn scan_names(text: &str) -> Vec<(Range<usize>, &'static str)> {
    static NAMES: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let mut names: Vec<&str> = MINISTRIES
            .iter()
            .flat_map(|m| m.1.iter().copied())
            .filter(|n| n.ends_with(['省', '庁', '府', '委', '会', '房']))
            .collect();
        names.sort_unstable_by_key(|n| std::cmp::Reverse(n.len()));
        Regex::new(&names.join("|")).ok()
    });
    let Some(names) = NAMES.as_ref() else { return Vec::new() };
    names.find_iter(text).filter_map(|m| Some((m.range(), by_name(m.as_str())?))).collect()
}

#[cfg(test)]
mod tests {
    use super::{MINISTRIES, prefix};

    #[test]
    fn every_name_is_found() {
        for (mark, names, official) in MINISTRIES {
            assert_eq!(prefix(mark), Some((mark.len(), *official)));
            for name in *names {
                assert_eq!(prefix(name), Some((name.len(), *official)), "{name}");
            }
        }
    }
}
