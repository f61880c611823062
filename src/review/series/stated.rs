//! What documents themselves say of names and figures that changed.

use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

/// `（旧○○）`, `旧「○○」`, `「○○」から改称`, `「○○」の後継`.
static OLDER: LazyLock<[Regex; 3]> = LazyLock::new(|| {
    [
        r"\(旧[:]?「?([^()「」]+)」?\)",
        r"旧「([^「」]+)」",
        r"「([^「」]+)」(?:事業)?(?:(?:から|より|を)(?:名称(?:を)?)?(?:改称|変更|改組)|の後継)",
    ]
    .map(|pattern| Regex::new(pattern).expect("a valid pattern"))
});

/// The older names that `text`, which is about an item, says that it had.
pub(super) fn older_names(text: &str) -> Vec<String> {
    if !["旧", "改称", "変更", "改組", "後継"].iter().any(|word| text.contains(word)) {
        return Vec::new();
    }
    let text: String = text.nfkc().collect();
    let found = OLDER.iter().flat_map(|pattern| pattern.captures_iter(&text));
    found.filter_map(|names| Some(names.get(1)?.as_str().trim().to_owned())).collect()
}

/// Whether `text` says that figures of an earlier year are stated anew, to be compared.
pub(super) fn is_restatement(text: &str) -> bool {
    ["組み替え", "組替え", "組替", "組換"].iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::{is_restatement, older_names};

    #[test]
    fn older_names_are_found_where_they_are_stated() {
        let check = |text: &str, names: &[&str]| assert_eq!(older_names(text), names, "{text}");
        check("水産資源事業(旧沿岸調査事業)", &["沿岸調査事業"]);
        check("水産資源事業（旧：沿岸調査事業）", &["沿岸調査事業"]);
        check("旧「沿岸調査事業」を拡充して実施", &["沿岸調査事業"]);
        check("令和3年度に「沿岸調査事業」から改称", &["沿岸調査事業"]);
        check("「沿岸調査事業」の名称変更", &[]);
        check("「沿岸調査事業」より名称を変更", &["沿岸調査事業"]);
        check("「沿岸調査事業」の後継として", &["沿岸調査事業"]);
        check("「沿岸調査事業」と連携", &[]);
        check("旧来の手法を変更", &[]);
        check("相談(旧:事前相談)を受ける", &["事前相談"]);
    }

    #[test]
    fn restatements() {
        assert!(is_restatement("令和2年度当初予算額は、比較対象のため組み替えを実施している。"));
        assert!(!is_restatement("精査により計数等に異動が生じる場合がある。"));
    }
}
