//! What a clause ties to its amount: by a particle, by の behind the amount, or by its topic.
//!
//! The words before an amount are read backwards. Adverbs, times, rates and comparisons say
//! something of the amount and are passed over; then a noun phrase with its particle is the
//! name. A clause that ends before the amount leaves only the topic of the sentence.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::notation::stage;
use crate::text::character::{is_hiragana, is_kanji, is_katakana};

use super::phrase::{self, TIME};

/// How firmly a sentence ties a name to an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tie {
    /// The name stands beside the amount, as its subject or object.
    Firm,
    /// Beside it, in a case that may be that of something else: に, で, に対し.
    Loose,
    /// The name is what the sentence is about.
    Topic,
    /// The same, but another clause has said its own of it: `会館はないが、3億円の`.
    Perhaps,
}

/// A name in a sentence, and how it is tied to the amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tied {
    /// Where the name stands in the words that were read.
    pub range: Range<usize>,
    pub tie: Tie,
    /// Whether it is the subject, and may be who acts: `市が3億円の補助金を`.
    pub is_subject: bool,
}

/// What the words say that stand before an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Before {
    Tied(Tied),
    /// Nothing but what it is compared with or when it was: the amount goes on with what
    /// the one before it was called.
    GoesOn,
    /// A clause, without a name for the amount.
    Clause,
}

/// A pattern that the words before an amount end with.
fn ending(pattern: &str) -> Regex {
    Regex::new(&format!("(?:{pattern})$")).expect("a valid pattern")
}

/// The words without what only says something of the amount that follows.
fn without_remarks(text: &str) -> &str {
    static REMARKS: LazyLock<[Regex; 5]> = LazyLock::new(|| {
        let number = "[0-9,.・一二三四五六七八九十百千万]+";
        let counted = format!(
            "約?{number}(?:人|者|件|社|戸|世帯|回|台|校|団体|か所|カ所|箇所|頭|匹|羽|泊|課題|団体|リットル|日|か月|カ月|年|月)"
        );
        let measured = "(?:当たり|あたり|につき)";
        let change = "(?:増|減|増加|減少|増額|減額|プラス|マイナス)";
        [
            // Rates: 前年比2.4%増の, 2割増となる.
            ending(&format!(
                "(?:{number})(?:%|ポイント|割|倍|分の[一二三0-9]+)(?:余り|程度|ほど|近く)?の?{change}?(?:となる|になる|に当たる|の|と|で)?"
            )),
            // Times: 令和2年度末には, 10年後の2027年に.
            ending(&format!(
                "{TIME}(?:の?(?:当初|補正)?予算(?:案|額)?)?(?:にも|には|では|からは|までには|までに|まで|からの|までの|からも|において|においては|から|とも|が|に|は|で|の|も|、)*"
            )),
            // Counts and measures: 1人当たり, 102件で.
            ending(&format!(
                "(?:[^はがをにでともてる、,]*?{measured}(?:の|年|月|日|平均|年間)*|(?:各|毎)?{counted}(?:月額|年額|分|一律)?(?:当たり|あたり|につき|ほど|余り|程度)?)(?:で|に|の|、)?"
            )),
            // Comparisons: 昨年度当初と比べて, 前年度比, 予算に対して.
            ending(
                "[^、,はがを]*(?:(?:と|に)(?:比べ|比較(?:を)?し)(?:て|ますと|ると)?は?|と比較(?:を)?すると|予算に対し(?:て|まして)?|前年(?:度)?(?:当初)?(?:予算)?(?:同期)?比(?:で|は)?|年度比(?:で|は)?|予算比(?:で|は)?|[^、,はがをに]より|(?:先般の|[一二三]次)?(?:補正)?(?:予算)?と(?:合わせて|あわせて)|との比較(?:では|でも|で)|を(?:用いて|もとに|基に|踏まえて))",
            ),
            // Adverbs, and words for the kind of amount.
            ending(
                "(?:さらに|更に|共に|ともに|新たに|改めて|既に|まだ|もう|ほぼ|大体|およそ|それぞれ|一律|総額で?|過去最大の|過去最高の|過去最大となる|初の|多額の|巨額の|同額の|同額程度の|残りの|ほんの|わずか|単に|実に|例えば|あと|ただ|まず|なお|また|そして|しかし|それで|そうすると|もしくは|今度は|年間で?|月額|年額|日額|単位で|ピーク時の|さまざまな|その|この|毎月|月|年|の|のうち|うち)",
            ),
        ]
    });
    let mut rest = text;
    loop {
        let trimmed = rest.trim_end_matches(['、', ',', ' ']);
        let Some(at) = REMARKS
            .iter()
            .filter_map(|remark| remark.find(trimmed))
            .map(|found| found.start())
            .find(|&at| at < trimmed.len() && is_word_start(trimmed, at))
        else {
            return rest;
        };
        rest = &trimmed[..at];
    }
}

/// Whether a word may begin at byte `at`: not within a run of kanji or of katakana.
fn is_word_start(text: &str, at: usize) -> bool {
    let (Some(before), Some(c)) = (text[..at].chars().next_back(), text[at..].chars().next())
    else {
        return true;
    };
    let same = |is: fn(char) -> bool| is(before) && is(c);
    let digits = |c: char| c.is_ascii_digit();
    // A word of three letters or more is found in hiragana too: 比べて|それぞれ.
    let long = text[at..].chars().nth(2).is_some();
    let within = same(is_hiragana) && !long && !"はがをにでと".contains(before);
    !(same(is_kanji) || same(is_katakana) || same(digits) || within)
}

/// The particles that end the name before an amount, the longest first, and how they tie it.
const PARTICLES: [(&str, Tie); 31] = [
    ("も合わせて", Tie::Loose),
    ("を合わせて", Tie::Loose),
    ("を含めて", Tie::Loose),
    ("を含め", Tie::Loose),
    ("でさえ", Tie::Firm),
    ("につきましては", Tie::Firm),
    ("については", Tie::Firm),
    ("についても", Tie::Firm),
    ("に関しては", Tie::Firm),
    ("においては", Tie::Firm),
    ("において", Tie::Firm),
    ("について", Tie::Firm),
    ("としては", Tie::Firm),
    ("として", Tie::Firm),
    ("に対しては", Tie::Loose),
    ("に対して", Tie::Loose),
    ("に対し", Tie::Loose),
    ("からは", Tie::Loose),
    ("では", Tie::Firm),
    ("には", Tie::Loose),
    ("でも", Tie::Loose),
    ("にも", Tie::Loose),
    ("は", Tie::Firm),
    ("が", Tie::Firm),
    ("も", Tie::Firm),
    ("を", Tie::Firm),
    ("に", Tie::Loose),
    ("で", Tie::Loose),
    ("から", Tie::Loose),
    ("の", Tie::Firm),
    ("", Tie::Firm),
];

/// Reads the words `text` of a sentence, without white space, that stand before an amount and
/// behind the amount before it.
pub(super) fn before(text: &str) -> Before {
    // 橋の補修を行うため
    static AIM: LazyLock<Regex> =
        LazyLock::new(|| ending("を[^をがは、,]{1,8}[るうくすつむぶ]ため(?:に|には)?"));
    // 1億円減の38億円; 3億円減少し、年度末には96億円: the same goes on.
    static GOES_ON: LazyLock<Regex> = LazyLock::new(|| {
        let same = r"(?:増|減)額?の?|\p{Han}{1,4}し[、,]?|となり[、,]?|\p{Han}い";
        let links = "から|のうち|うち|より|に対して|に対し|[、,とでのはへに]";
        Regex::new(&format!("^(?:{same})?(?:{links})*$")).expect("a valid pattern")
    });
    let rest = without_remarks(text);
    let words = rest.trim_end_matches(['、', ',']);
    if GOES_ON.is_match(words) {
        return Before::GoesOn;
    }
    if let Some(aim) = AIM.find(words)
        && let Some(range) = noun(&words[..aim.start()])
    {
        return Before::Tied(Tied { range, tie: Tie::Loose, is_subject: false });
    }
    let comma = words.len() < rest.len();
    let tied = || {
        let (particle, tie) = PARTICLES.iter().find(|(p, _)| words.ends_with(p))?;
        let named = &words[..words.len() - particle.len()];
        // A comma parts an object from a verb that is not said of the amount.
        let parts = match *particle {
            "" | "が" => named.ends_with(is_hiragana),
            "に" | "で" | "の" | "では" | "として" | "でも" | "にも" => true,
            "を" => rest.len() == text.len(),
            _ => false,
        };
        if comma && parts {
            return None;
        }
        let range = noun(without_remarks(named)).or_else(|| noun(behind_single(named)?))?;
        let tie = if comma && particle.is_empty() { Tie::Loose } else { *tie };
        Some(Tied { range, tie, is_subject: matches!(*particle, "は" | "が" | "も" | "では") })
    };
    tied().or_else(|| topic(words)).map_or(Before::Clause, Before::Tied)
}

/// The words before one that is a single character, with their particle: `日当が妻`.
fn behind_single(text: &str) -> Option<&str> {
    let rest = text.strip_suffix(is_kanji)?;
    rest.strip_suffix(['が', 'は', 'の'])
}

/// A word for money before the amount that does not say whose: `その費用は`.
pub(super) fn general(text: &str) -> Option<Range<usize>> {
    const WORDS: [&str; 8] = ["費用", "経費", "規模", "金額", "総額", "単価", "予算額", "決算額"];
    let words = without_remarks(text).trim_end_matches(['、', ',']);
    let words = words.trim_end_matches(['は', 'が', 'に', 'を']);
    let word = WORDS.iter().find(|word| words.ends_with(*word))?;
    Some(words.len() - word.len()..words.len())
}

/// The last topic of the words: `町税は新築の増などにより`.
pub(super) fn topic(text: &str) -> Option<Tied> {
    const MARKS: [&str; 9] = [
        "については",
        "につきましては",
        "に関しては",
        "を見ると",
        "を見ますと",
        "について見ると",
        "は",
        "も",
        "では",
    ];
    const CONTRASTS: [&str; 7] = ["すが", "んが", "たが", "るが", "いが", "ども", "ので"];
    /// How many topics are looked at.
    const TOPICS: usize = 6;
    // `面積は50ヘクタール、予算額は`: what has a subject of its own may be of the topic.
    let is_general = general(text).is_some();
    // 給食費が児童の増により
    let subject =
        ["により", "によって", "し"].iter().any(|end| text.ends_with(end)).then_some("が");
    let mut places: Vec<usize> = MARKS
        .iter()
        .chain(&subject)
        .flat_map(|mark| text.match_indices(mark).map(|(at, _)| at))
        .collect();
    places.sort_unstable();
    places.dedup();
    places.into_iter().rev().take(TOPICS).find_map(|at| {
        let range = noun(&text[..at])?;
        let rest = &text[at..];
        let of_another = is_general && !rest.starts_with("につ") && !rest.starts_with("に関");
        // `住民の声も踏まえて、`: the object of that clause.
        let ends = if rest.starts_with('も') { ["し", "て"].as_slice() } else { &CONTRASTS };
        let said = of_another || ends.iter().any(|end| ends_clause(rest, end));
        let tie = if said { Tie::Perhaps } else { Tie::Topic };
        Some(Tied { range, tie, is_subject: true })
    })
}

/// Whether `end` ends a clause of the words, or all of them.
fn ends_clause(words: &str, end: &str) -> bool {
    let is_end = |rest: &str| rest.is_empty() || rest.starts_with(['、', ',']);
    words.match_indices(end).any(|(at, _)| is_end(&words[at + end.len()..]))
}

/// The noun phrase at the end of `text`, if it can name money.
fn noun(text: &str) -> Option<Range<usize>> {
    let text = text.strip_suffix("など").unwrap_or(text);
    let start = phrase::start(text);
    let name = &text[start..];
    if is_general(name) {
        // 町内総生産、名目は: the word before the comma says whose.
        let whole =
            text[..start].strip_suffix(['、', ',']).filter(|w| !w.ends_with(is_hiragana))?;
        let start = phrase::start(whole);
        let name = &whole[start..];
        return (phrase::is_noun(name) && !is_general(name)).then_some(start..whole.len());
    }
    phrase::is_noun(name).then_some(start..text.len())
}

/// Whether a word says only that something is money, not whose: 予算, `31年度予算額`.
pub(super) fn is_general(name: &str) -> bool {
    static GENERAL: LazyLock<Regex> = LazyLock::new(|| {
        let words = "予算|予算額|予算案|当初予算|補正予算|当初予算額|補正予算額|規模|予算規模|金額|額|総額|費用|経費|単価|上限|上限額|名目|数値|目標|目標値|内訳";
        Regex::new(&format!("^(?:{TIME}の?)?(?:{words})$")).expect("a valid pattern")
    });
    GENERAL.is_match(name) || stage::column(name).is_some()
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// The noun that の behind an amount makes it the amount of: `10億円の予備費を`; its range, and
/// whether を follows it.
pub(super) fn behind(text: &str) -> Option<(Range<usize>, bool)> {
    const CHANGES: [&str; 32] = [
        "増",
        "減",
        "増加",
        "減少",
        "増額",
        "減額",
        "縮減",
        "増収",
        "減収",
        "引上げ",
        "引き上げ",
        "引下げ",
        "引き下げ",
        "値上げ",
        "値下げ",
        "上昇",
        "低下",
        "削減",
        "圧縮",
        "差",
        "範囲",
        "一部",
        "大台",
        "内数",
        "見通し",
        "見込み",
        "予定",
        "試算",
        "黒字",
        "赤字",
        "内容",
        "目標",
    ];
    const LONGEST: usize = 20;
    static LINK: LazyLock<Regex> = LazyLock::new(|| {
        let about = "も|余り|ほど|程度|ぐらい|くらい|規模|相当|単位|以上|超|弱|強|前後|未満|分";
        Regex::new(&format!(
            "^(?:(?:{about})?の|(?:余り)?(?:を|に)(?:超える|上る)|を(?:上限|限度)(?:とする|として|に)|とする)"
        ))
        .expect("a valid pattern")
    });
    let from = LINK.find(text)?.end();
    let rest = &text[from..];
    let stop = rest
        .find(['を', 'が', 'は', 'に', 'も', 'で', 'と', 'だ', '、', '。', ',', '「', '」', '('])?;
    let name = rest[..stop].split("のうち").next()?;
    // 246万円の分担金や3,547万円の繰入金
    let next = name.find('や').filter(|at| name[at + 'や'.len_utf8()..].starts_with(is_digit));
    let name = next.map_or(name, |at| &name[..at]).trim_end_matches('や');
    // 10億円の予備費の減額
    let of_change = CHANGES.iter().find_map(|c| name.strip_suffix(c)?.strip_suffix('の'));
    let name = of_change.unwrap_or(name);
    let changes = CHANGES.iter().any(|change| name.ends_with(change));
    let fits = name.chars().count() <= LONGEST
        && phrase::start(name) == 0
        && phrase::is_noun(name)
        && !is_general(name)
        && !changes;
    fits.then(|| (from..from + name.len(), rest[stop..].starts_with('を')))
}

#[cfg(test)]
mod tests {
    use super::{Before, before, behind};

    fn show(text: &str) -> String {
        match before(text) {
            Before::Tied(tied) => format!("{:?} {}", tied.tie, &text[tied.range]).to_lowercase(),
            Before::GoesOn => "goes on".to_owned(),
            Before::Clause => "clause".to_owned(),
        }
    }

    #[track_caller]
    fn is(text: &str, want: &str) {
        assert_eq!(show(text), want, "in {text:?}");
    }

    #[test]
    fn names_beside_the_amount() {
        is("町の積立金は令和9年度末には", "firm 町の積立金");
        is("業務の見直しにより、これまで", "clause");
        is("補助の上限を世帯収入", "firm 世帯収入");
        is("豪雨が多いため、農家の負担が", "firm 農家の負担");
        is("道路整備費を前回の補正予算と合わせて", "firm 道路整備費");
        is("第2位が林業の", "firm 林業");
        is("小麦が前年比3.4%の", "firm 小麦");
        is("農家の収入を、2021年の", "firm 農家の収入");
        is("橋の点検事業に", "loose 橋の点検事業");
        is("町道の橋の補修を行うため、", "loose 町道の橋の補修");
        is("切手の値段は2021年以降、1枚当たり", "firm 切手の値段");
    }

    #[test]
    fn names_further_away() {
        is("町税は新築の増加などにより", "topic 町税");
        is("から、3年後の2030年には", "goes on");
        is("、昨年度当初と比べて", "goes on");
        is("見直したとはいえ、その結果として増えており、", "clause");
    }

    #[test]
    fn nouns_behind_the_amount() {
        let noun = |text| behind(text).map(|(range, _)| &text[range]);
        assert_eq!(noun("もの予備費を"), Some("予備費"));
        assert_eq!(noun("の見舞金が届いた"), Some("見舞金"));
        assert_eq!(noun("の分担金や3,547万円の繰入金が"), Some("分担金"));
        assert_eq!(noun("の増額を行う"), None);
        assert_eq!(noun("を計上"), None);
    }
}
