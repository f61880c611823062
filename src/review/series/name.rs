//! Names as they are compared: what print alone changes is folded, and the parts that a renaming
//! touches stand apart.

use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

/// Joins the names of programmes that share one amount, as the record model prints them; NFKC
/// makes a slash of it.
const JOINT: char = '/';

/// The words that close the name of nearly any item. What stands in front tells it from others.
static TAIL: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:(?:研究開発|推進研究|研究推進|研究|推進|促進)?(?:事業|プロジェクト|プログラム|計画)|プラン)(?:費|経費)?$",
    )
});

/// Phases of an undertaking: 第2期, フェーズ2 (its long vowel folded), 2.0, Ⅱ (NFKC makes it `ii`).
static PHASE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"第?[0-9一二三四五六七八九十]+期|第[0-9一二三四五六七八九十]+(?:次|段階|フェズ)|フェズ[0-9ivx]+|ver\.?[0-9.]+|[0-9]+\.[0-9]+",
    )
});

/// A phase that is a bare number: only at the end, and of one figure.
static LAST_NUMBER: LazyLock<Regex> = LazyLock::new(|| regex(r"(?:^|[^0-9a-z.])([0-9]|[ivx]+)$"));

/// Words that say nothing of what an item is about.
static COMMON: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"事業|プロジェクト|プログラム|計画|研究|開発|推進|促進|実用化|総合|強化|対策|経費|等")
});

/// Names of sums and rests, which every document has.
static SUM: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^(?:歳入|歳出|収入|支出|予算|経費)*(?:計|合計|総計|小計|総額|その他|該当なし)額?$")
});

/// What the titles of one publisher's documents differ in from year to year and stage to stage.
static ISSUE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:令和|平成|昭和)?(?:元|[0-9]+|[〇一二三四五六七八九十]+)年度?|概算要求|当初|第[0-9一二三四]+[号次]|補正|決算|案|の?ポイント|の?概要|[()]",
    )
});

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a valid pattern")
}

/// A name without what print alone changes: NFKC, lower case, no spaces, middle dots, long vowels
/// and quotation marks, brackets of one shape. The order of names printed together does not count.
pub(super) fn fold(name: &str) -> String {
    let mut members: Vec<String> =
        members(name).map(|m| light(m).chars().filter(|&c| c != '・').collect()).collect();
    members.sort();
    members.join("/")
}

/// The names of one that is several printed together: `A／B`.
pub(super) fn members(name: &str) -> impl Iterator<Item = &str> {
    name.split([JOINT, '／']).map(str::trim).filter(|m| !m.is_empty())
}

/// Folded but for the middle dots, at which words part.
fn light(name: &str) -> String {
    name.nfkc()
        .flat_map(char::to_lowercase)
        .filter_map(|c| match c {
            c if c.is_whitespace() => None,
            'ー' | '「' | '」' | '『' | '』' | '"' => None,
            '[' | '〔' | '【' | '<' | '〈' | '《' => Some('('),
            ']' | '〕' | '】' | '>' | '〉' | '》' => Some(')'),
            '·' | '‧' | '⋅' => Some('・'),
            c => Some(c),
        })
        .collect()
}

/// One name taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    /// The whole, folded.
    pub(super) folded: String,
    /// What stands in brackets, each without them; `仮称` is not kept.
    pub(super) brackets: Vec<String>,
    /// Whether the name is said to be provisional (仮称).
    pub(super) provisional: bool,
    /// 第2期, 2.0 …; empty if there is none.
    pub(super) phase: String,
    /// 事業, 推進プログラム …; empty if there is none.
    pub(super) tail: String,
    /// The rest, with its middle dots and 等.
    pub(super) core: String,
}

impl Parts {
    pub(super) fn new(name: &str) -> Parts {
        let folded = fold(name);
        let (base, mut brackets) = without_brackets(&light(name));
        let before = brackets.len();
        brackets.retain(|b| !b.contains("仮称"));
        let provisional = brackets.len() < before;
        let (mut base, mut phase) = cut(&base, &PHASE, 0);
        brackets.retain(|bracket| {
            let (rest, found) = cut(bracket, &PHASE, 0);
            let is_phase = rest.is_empty() && phase.is_empty();
            if is_phase {
                phase = found;
            }
            !is_phase
        });
        if phase.is_empty() {
            (base, phase) = cut(&base, &LAST_NUMBER, 1);
        }
        let (core, tail) = cut(&base, &TAIL, 0);
        let (core, phase) =
            if phase.is_empty() { cut(&core, &LAST_NUMBER, 1) } else { (core, phase) };
        Parts { folded, brackets, provisional, phase, tail, core }
    }

    /// The core without middle dots and 等: what two names of one item have in common, unless a
    /// word of it was changed.
    pub(super) fn plain(&self) -> String {
        self.core.replace(['・', '等'], "")
    }
}

/// Whether a name, folded, is that of a sum or of a rest: it tells nothing without its document.
pub(super) fn is_sum(name: &str) -> bool {
    SUM.is_match(name)
}

/// A document's title without what changes from one year to the next.
pub(super) fn family(title: &str) -> String {
    ISSUE.replace_all(&fold(title), "").into_owned()
}

/// How many characters of `text` tell an item from others.
pub(super) fn telling(text: &str) -> usize {
    COMMON.replace_all(text, "").chars().count()
}

/// `text` without the group `group` of the first match of `pattern`, and what the group was.
fn cut(text: &str, pattern: &Regex, group: usize) -> (String, String) {
    match pattern.captures(text).and_then(|found| found.get(group)) {
        Some(found) => {
            let rest = [&text[..found.start()], &text[found.end()..]].concat();
            (rest, found.as_str().to_owned())
        }
        None => (text.to_owned(), String::new()),
    }
}

/// The text outside of all brackets, and each outermost bracket's content. A bracket that is
/// never closed goes to the end.
fn without_brackets(text: &str) -> (String, Vec<String>) {
    let mut outside = String::new();
    let mut brackets: Vec<String> = Vec::new();
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '(' => {
                depth += 1;
                if depth == 1 {
                    brackets.push(String::new());
                }
            }
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => outside.push(c),
            c => brackets.last_mut().into_iter().for_each(|b| b.push(c)),
        }
    }
    brackets.retain(|b| !b.is_empty());
    (outside, brackets)
}

#[cfg(test)]
mod tests {
    use super::{Parts, family, fold, is_sum, telling};

    #[test]
    fn what_print_alone_changes_is_folded() {
        let same = |a: &str, b: &str| assert_eq!(fold(a), fold(b));
        same("ＩＣＴ基盤 整備事業", "ICT基盤整備事業");
        same("バイオバンク・ジャパン", "バイオバンクジャパン");
        same("コンピューター整備", "コンピュータ整備");
        same("整備事業（仮称）", "整備事業(仮称)");
        same("「統合医療」に係る研究", "統合医療に係る研究");
        same("A事業／B事業", "B事業／A事業");
        same("ｶﾞﾝ研究", "ガン研究");
        let other = |a: &str, b: &str| assert_ne!(fold(a), fold(b));
        other("再生医療実用化研究事業", "再生医療等実用化研究事業");
        other("河川整備事業", "河川整備事業(直轄)");
    }

    #[test]
    fn parts() {
        let check = |name: &str, core: &str, tail: &str, phase: &str, brackets: &[&str]| {
            let parts = Parts::new(name);
            let found: Vec<&str> = parts.brackets.iter().map(String::as_str).collect();
            assert_eq!(
                (&*parts.core, &*parts.tail, &*parts.phase, &*found),
                (core, tail, phase, brackets)
            );
        };
        check("河川情報高度化事業", "河川情報高度化", "事業", "", &[]);
        check("ダム再生研究事業費", "ダム再生", "研究事業費", "", &[]);
        check("ダム再生プログラム（第２期）", "ダム再生", "プログラム", "第2期", &[]);
        check("第2期ダム再生計画", "ダム再生", "計画", "第2期", &[]);
        check("ダム再生プロジェクトⅡ", "ダム再生", "プロジェクト", "ii", &[]);
        check("ダム再生2.0事業", "ダム再生", "事業", "2.0", &[]);
        check("ダム再生フェーズ2", "ダム再生", "", "フェズ2", &[]);
        check("ダム再生事業(直轄)(補助)", "ダム再生", "事業", "", &["直轄", "補助"]);
        check("国道1号整備事業", "国道1号整備", "事業", "", &[]);
        check("COVID19対策", "covid19対策", "", "", &[]);
        check("a((b", "a", "", "", &["b"]);
        assert!(Parts::new("河川事業(仮称)").provisional);
    }

    #[test]
    fn sums_tell_nothing() {
        let check = |name: &str, expected: bool| assert_eq!(is_sum(name), expected, "{name}");
        check("計", true);
        check("歳出合計", true);
        check("その他", true);
        check("収入計画", false);
        check("その他の河川事業", false);
    }

    #[test]
    fn titles_of_one_family() {
        let same = |a: &str, b: &str| assert_eq!(family(a), family(b));
        same("令和9年度 みなと市一般会計予算", "令和１０年度みなと市一般会計補正予算(第2号)");
        same("令和2年度 防災関連予算のポイント", "令和3年度 防災関連予算 概算要求のポイント");
        assert_ne!(family("令和9年度 みなと市予算"), family("令和9年度 高崎市予算"));
    }

    #[test]
    fn common_words_tell_nothing() {
        assert_eq!(telling("実用化研究事業"), 0);
        assert_eq!(telling("次世代がん医療"), 7);
    }
}
