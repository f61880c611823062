//! Noun phrases of running prose: where one begins, and whether its words name anything.
//!
//! Japanese is written without spaces, but its particles are hiragana between words of kanji,
//! katakana and digits. A phrase goes back from its last word over の and words that join nouns.
//! A case (が, を, に, で) ends it, unless the phrase holds the verb that the case depends on:
//! `定員を園児` begins at 園児, `橋を点検するための経費` at 橋.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::text::character::{is_hiragana, is_kanji, is_katakana};

/// What a run of hiragana between two words does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    /// It joins nouns, or is a part of a word: の, と, `り` of 取り崩し.
    Joins,
    /// It ends a verb or adjective that the words behind it are described by.
    Verb,
    /// It marks a case, which some verb behind it takes up.
    Case,
    /// It ends a topic or a clause: no phrase goes on over it.
    Parts,
}

impl Link {
    /// What `run` does, which stands before another word, and behind `before`.
    fn of(run: &str, before: &str) -> Link {
        const JOINING: [&str; 14] = [
            "の",
            "と",
            "や",
            "か",
            "び",
            "および",
            "ならびに",
            "など",
            "なる",
            "らの",
            "への",
            "との",
            "での",
            "な",
        ];
        const PARTING: [&str; 27] = [
            "は",
            "も",
            "この",
            "その",
            "あの",
            "これらの",
            "それらの",
            "こうした",
            "そうした",
            "このような",
            "そのような",
            "ものの",
            "うち",
            "ほか",
            "ながら",
            "つつ",
            "れば",
            "けれど",
            "ので",
            "により",
            "によって",
            "について",
            "おいて",
            "として",
            "それぞれ",
            "といった",
            "という",
        ];
        const CASES: [&str; 6] = ["が", "に", "で", "へ", "から", "より"];
        const VERBS: [&str; 12] =
            ["る", "た", "う", "く", "す", "つ", "む", "ぶ", "だ", "ない", "しい", "ための"];
        // 並びに, and 子育て, 手当て, 一戸建て: a part of a noun.
        let within = run == "に" && before.ends_with('並')
            || run == "て" && before.ends_with(['育', '当', '立', '建', '捨']);
        // に伴い, を図るため: a clause ends.
        if run == "い" && before.ends_with('伴') || run.ends_with("ため") {
            return Link::Parts;
        }
        if JOINING.contains(&run) || within {
            return Link::Joins;
        }
        if run == "を" || CASES.contains(&run) || run == "まで" {
            return Link::Case;
        }
        if PARTING.iter().any(|word| run.ends_with(word)) && run != "ども" && run != "こども" {
            return Link::Parts;
        }
        let describes = VERBS.iter().any(|end| run.ends_with(end));
        if describes {
            // における, にかかる and their like hold their own case.
            let holds = run.starts_with(['に', 'と', 'で', 'が']) && run.chars().count() > 1;
            return if holds { Link::Joins } else { Link::Verb };
        }
        if ["て", "で"].iter().any(|end| run.ends_with(end)) {
            return Link::Parts;
        }
        // がやはり: a particle and an adverb.
        if run.starts_with(['が', 'は', 'も']) && run.chars().count() > 2 {
            return Link::Parts;
        }
        let has_case = ["に", "が", "から", "より"].iter().any(|end| run.ends_with(end));
        if has_case { Link::Case } else { Link::Joins }
    }
}

/// Where the noun phrase begins that `text` ends with. White space has no meaning.
pub(super) fn start(text: &str) -> usize {
    /// A described noun is named without its description where both are longer than this.
    const LONGEST: usize = 32;
    let mut at = text.len();
    let mut start = text.len();
    let mut head = None;
    let mut described = false;
    for run in runs(text) {
        let is_last = run.end == text.trim_end().len();
        let words: String = text[run.clone()].chars().filter(|c| !c.is_whitespace()).collect();
        if words.starts_with('(') && words.ends_with(')') {
            start = run.start;
            at = run.start;
            continue;
        }
        if is_parting_mark(&words) {
            if words == "、" && lists(text[..run.start].trim_end(), &text[start..]) {
                continue;
            }
            break;
        }
        let hiragana = words.starts_with(is_hiragana);
        if hiragana && !is_last {
            match Link::of(&words, text[..run.start].trim_end()) {
                // がん対策: what no word stands before is no particle.
                Link::Joins if run.start == 0 && words.chars().count() > 1 => start = 0,
                Link::Joins => {}
                Link::Verb => {
                    described = true;
                    head = head.or(Some(at));
                }
                Link::Case if described => {}
                Link::Case | Link::Parts => break,
            }
        } else {
            start = run.start;
        }
        at = run.start;
    }
    let long = |from: usize| text[from..].chars().filter(|c| !c.is_whitespace()).count() > LONGEST;
    let opens = text[start..].starts_with('(');
    let behind = text[start..].find(')').filter(|_| opens).map_or(start, |at| start + at + 1);
    let start = text.len() - unled(&text[behind..]).len();
    head.filter(|&head| {
        start < head && (long(start) && is_noun(&text[head..]) || is_verb(&text[start..head]))
    })
    .unwrap_or(start)
}

/// Whether the words are a verb alone, `老朽化した`: what has no more said of it than that
/// is named without it.
fn is_verb(words: &str) -> bool {
    let stem = words.trim_start_matches(|c| is_kanji(c) || is_katakana(c));
    stem.chars().all(is_hiragana) && !stem.is_empty() && !stem.ends_with('い')
}

/// Whether a comma between the two parts nouns of one list, as their last character shows:
/// `農業、漁業の生産額`.
fn lists(before: &str, behind: &str) -> bool {
    let noun = |c: &char| is_kanji(*c) || is_katakana(*c);
    let first: String = behind.chars().take_while(noun).collect();
    let length = first.chars().count();
    let ends = before.chars().next_back();
    let goes_on = behind[first.len()..].starts_with(['の', '及', '等']);
    length >= 2 && goes_on && ends.is_some_and(|c| noun(&c) && first.ends_with(c))
}

/// The marks at which every phrase ends.
fn is_parting_mark(words: &str) -> bool {
    words.starts_with(['、', '。', ',', ':', ';', '「', '」', '(', ')', '※', '|', '\t'])
}

/// The runs of hiragana, of other characters, and the marks between them, from the last one
/// back. を always stands by itself.
fn runs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut end = text.len();
    let kind = |text: &str, at: usize, c: char| match c {
        'を' => 0,
        _ if is_hiragana(c) => 1,
        // 1,250 is one figure.
        ',' => {
            let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            let between =
                digit(text[..at].chars().next_back()) && digit(text[at + 1..].chars().next());
            if between { 3 } else { 2 }
        }
        _ if is_parting_mark(c.encode_utf8(&mut [0; 4])) => 2,
        _ => 3,
    };
    std::iter::from_fn(move || {
        let rest = text[..end].trim_end();
        // 運賃(往復): a bracket is a part of its word.
        if let Some(open) = rest.rfind('(').filter(|_| rest.ends_with(')')) {
            end = open;
            return Some(open..rest.len());
        }
        let mut start = rest.len();
        let mut first = None;
        for (at, c) in rest.char_indices().rev() {
            if c.is_whitespace() {
                continue;
            }
            let is = kind(text, at, c);
            if *first.get_or_insert(is) != is {
                break;
            }
            start = at;
            if is == 0 || is == 2 {
                break;
            }
        }
        let run = start..rest.len();
        end = start;
        (!run.is_empty()).then_some(run)
    })
}

/// Years, days and spans of time, as a regular expression.
pub(super) const TIME: &str = "(?:(?:(?:令和|平成|昭和)?(?:元|[0-9]{1,4}|[一二三四五六七八九十]{1,3})年\
    (?:度|間|[0-9]{1,2}月)*(?:[0-9]{1,2}日)?|[0-9]{1,2}月(?:[0-9]{1,2}日)?\
    |(?:今|来|前|昨|本|新|翌|同|各|毎|例|近)年度?|昨|今)\
    (?:年間|当初|現在|時点|度?末|以降|後|前|目|連続|ぶり|ごと|度)*\
    |ことし|現時点|以前|過去|今後|今回|今般|先般|前回|現在|将来|当時|先ほど|これまで|それまで|ピーク時)";

/// Words that stand before a name and are no part of it, as a regular expression.
const LED: &str = "(?:また|なお|まず|次に|さらに|更に|しかし|そして|一方|特に|既に|新たに|逆に|改めて|例えば\
    |大体|まあ|ただ|あと|もう|やはり|確かに|前に|なぜ|いわゆる|あらゆる|すべての|全ての|うち|このうち|そのうち\
    |(?:この|その|あの)?(?:とき|時)の|この|その|これらの|それらの|こうした|これに|とも|同じく)";

/// The words without the time and the conjunctions that they begin with.
fn unled(words: &str) -> &str {
    static LEADING: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = format!(
            r"^\s*(?:{LED}|{TIME}(?:の|から|まで|には|では|においては|において|は|に|で|も|、|\b))\s*"
        );
        Regex::new(&pattern).expect("a valid pattern")
    });
    let mut rest = words;
    while let Some(found) = LEADING.find(rest).filter(|found| found.end() > 0) {
        let cut = &rest[found.end()..];
        if cut.chars().filter(|c| c.is_alphabetic()).count() < 2 {
            break;
        }
        rest = cut;
    }
    rest
}

/// Words that name nothing by themselves: pronouns, adverbs, measures and formal nouns.
const NO_NAMES: &str = "これ|それ|ここ|こと|もの|とき|ところ|ため|ほか|うち|ほど|よう|さら|まだ|まあ|ただ\
    |また|まず|もう|なお|だって|やはり|もしく|あるい|全国|全体|年額|月額|日額|年間|月間|毎月|一律|最大|最高\
    |最低|上限|下限|同額|同額程度|それぞれ|一人|一世帯|割合|結果|実質|半年|過去最大|限り|場合|部分|状況|予定\
    |見込み|理由|原因|内容|背景|目的|意味";

/// How verbs, adjectives and words with a particle end.
const NO_NOUNS: &str = "て|で|ば|が|も|ま|ね|よ|だ|ご|どおり|た|る|う|く|す|つ|む|ぶ|に|へ|そ|こと|より|から\
    |だけ|など|ほど|けれど|さえ|それぞれ|や|な|と";

/// Whether a phrase can name money: a noun, and not a time, a pronoun, an adverb or a verb.
pub(super) fn is_noun(name: &str) -> bool {
    static NOT_A_NAME: LazyLock<Regex> = LazyLock::new(|| {
        let number = "[0-9,.一二三四五六七八九十百千]+";
        let counter =
            "(?:人|件|社|戸|世帯|回|回目|台|校|団体|[かカ]所|箇所|日|月|[かカ]月|%|割|倍|位)";
        let each = "(?:当たり|あたり|につき|以降|分|目)?(?:月額|年額|1日)?";
        let counted = format!("約?{number}(?:{counter}|分の[0-9一二三]){each}");
        Regex::new(&format!(
            "^(?:{NO_NAMES})$|^(?:第?(?:{TIME}|{counted})(?:の|に|で)?)+$|^(?:私|我々|我が|皆)|^[一-龠]い$\
             |[るたい](?:中|際|上|結果)$|(?:の中|時|後|前|頃|各|同|並み|円|メートル|ヘクタール|トン)$"
        ))
        .expect("a valid pattern")
    });
    static VERB: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&format!("(?:{NO_NOUNS})$")).expect("a valid pattern"));
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let kana = name.trim_end_matches(is_hiragana).len();
    let is_verb = !matches!(&name[kana..], "ども" | "こども") && VERB.is_match(&name[kana..]);
    letters >= 2 && !is_verb && !does(name) && !NOT_A_NAME.is_match(name)
}

/// Whether a word is a verb of two characters and し: 拡大し, but not 取崩し or 前倒し.
fn does(name: &str) -> bool {
    const OF_NOUNS: &str = "出崩戻越直渡通押消増返倒";
    let Some(stem) = name.strip_suffix('し') else { return false };
    let mut last = stem.chars().rev();
    last.next().is_some_and(|c| is_kanji(c) && !OF_NOUNS.contains(c))
        && last.next().is_some_and(is_kanji)
}

#[cfg(test)]
mod tests {
    use super::{is_noun, start};

    #[track_caller]
    fn begins(text: &str, want: &str) {
        assert_eq!(&text[start(text)..], want, "in {text:?}");
    }

    #[test]
    fn where_a_phrase_begins() {
        begins("農業は医療費の助成", "医療費の助成");
        begins("補助の上限を世帯収入", "世帯収入");
        begins("橋を点検するための経費", "橋を点検するための経費");
        begins("近年、豪雨が多いため、農家の負担", "農家の負担");
        begins("また令和9年度の農林予算", "農林予算");
        begins("と比較して令和9年度", "令和9年度");
        begins("特に臨時的な町の補助", "臨時的な町の補助");
        begins("農業と林業の振興", "農業と林業の振興");
        begins("積立金の取り崩し分", "積立金の取り崩し分");
        begins("こども相談費及び図書費", "こども相談費及び図書費");
        begins("市の子育て支援費", "市の子育て支援費");
        begins("町がやはり町費", "町費");
        begins("を加えた橋の工事費", "橋の工事費");
        begins("また、該当する手数料", "手数料");
        begins("町の農業、漁業の生産額", "町の農業、漁業の生産額");
        begins("近年、漁業の生産額", "漁業の生産額");
    }

    #[test]
    fn nouns() {
        for name in ["町債残高", "積立金の取り崩し", "まちづくり", "子ども", "一般会計"]
        {
            assert!(is_noun(name), "{name}");
        }
        for name in [
            "これま",
            "令和9年度末",
            "3年後の2030年",
            "前年度",
            "8年ご",
            "けれども",
            "理由",
            "原因",
            "内容",
            "背景",
            "目的",
            "意味",
            "27件",
        ] {
            assert!(!is_noun(name), "{name}");
        }
    }
}
