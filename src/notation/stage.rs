//! Words for the stages of the budget cycle, and headers of table columns.
//!
//! The cycle is that of 財政法: 概算要求 (August), 政府案 (December), 成立・当初予算,
//! 補正予算, 決算.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Regex, RegexSet};

use super::cursor::{after, before, skip, skip_back};
use super::era::{Year, scan_years};
use crate::model::Stage;

/// A word for a stage.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct StageWord {
    /// Where it stands.
    pub range: Range<usize>,
    /// The stage it names.
    pub stage: Stage,
}

/// The usual word for a stage; empty where the source does not say.
pub fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::RequestTotal => "概算要求・要望額",
        Stage::Request => "概算要求額",
        Stage::PriorityRequest => "要望額",
        Stage::Draft => "予算案",
        Stage::Decided => "決定額",
        Stage::Initial => "当初予算額",
        Stage::Supplementary => "補正予算",
        Stage::Adjusted => "補正後",
        Stage::Settled => "決算",
        Stage::Actual => "執行額",
        Stage::Award => "助成額",
        Stage::Unspecified => "",
    }
}

/// Each stage's words. All begin with a fixed character, so that a search by
/// bytes finds them; what stands in front (第2次, 9月) is read backwards.
const FORMS: [(&str, Stage); 9] = [
    (
        r"概算要求(?:額)?(?:・|及び|\+|、)要望(?:額)?(?:等)?|要求(?:額)?・要望(?:額)?",
        Stage::RequestTotal,
    ),
    (r"概算要求額?|予算要求額?|要求額", Stage::Request),
    (r"(?:優先課題推進枠|推進枠|特別)?要望額", Stage::PriorityRequest),
    (
        r"(?:政府)?予算案|(?:政府|当初)?予算\(案\)|(?:政府|当初)(?:予算)?案|予算政府案|内示額",
        Stage::Draft,
    ),
    (r"(?:予算)?決定額|予算額\(決定\)", Stage::Decided),
    (r"補正[前後](?:の)?(?:予算額?|額)?|[月日]時点(?:の)?(?:予算額?)?|予算現額", Stage::Adjusted),
    (r"補正(?:予算)?(?:額|案|\(案\)|\(第[0-9一二三四]+[号次]\))?", Stage::Supplementary),
    (r"決算額?", Stage::Settled),
    (r"契約(?:金)?額|(?:予算)?執行額", Stage::Actual),
];

/// The words that only count when none of [`FORMS`] starts where they do.
const INITIAL: &str =
    r"予算額?\(当初\)|当初予算(?:額)?|当初(?:額)?|成立予算(?:額)?|本予算(?:額)?|予算額";

/// The pattern with optional spaces and one line end behind all of its words' characters.
fn spaced(form: &str) -> String {
    const GAP: &str = r" ?\n? ?";
    let mut out = String::new();
    let mut class = false;
    let mut chars = form.chars().peekable();
    while let Some(c) = chars.next() {
        class = (class || c == '[') && c != ']';
        if class || (c as u32) < 0x2e80 {
            out.push(c);
        } else if chars.next_if_eq(&'?').is_some() {
            out += &format!("(?:{c}{GAP})?");
        } else {
            out.push(c);
            out += GAP;
        }
    }
    out
}

/// The words, and the forms that one is asked for when it was found: most texts have none.
struct Words {
    any: Regex,
    forms: RegexSet,
}

impl Words {
    fn new() -> Option<Words> {
        let forms = FORMS.iter().map(|(form, _)| *form).chain([INITIAL]);
        let forms: Vec<String> = forms.map(spaced).collect();
        let anchored = forms.iter().map(|form| format!("^(?:{form})"));
        Some(Words {
            any: Regex::new(&forms.join("|")).ok()?,
            forms: RegexSet::new(anchored).ok()?,
        })
    }

    /// The stage that a word names: that of the first form that begins it.
    fn stage(&self, word: &str) -> Stage {
        let form = self.forms.matches(word).into_iter().next();
        form.and_then(|i| FORMS.get(i)).map_or(Stage::Initial, |form| form.1)
    }
}

/// All words for stages, in order; of two that start together the longer one.
/// Spaces and a line end may stand within a word (`補正\n予算`).
pub fn scan_stages(text: &str) -> Vec<StageWord> {
    static WORDS: LazyLock<Option<Words>> = LazyLock::new(Words::new);
    let Some(words) = WORDS.as_ref() else { return Vec::new() };
    words
        .any
        .find_iter(text)
        .filter_map(|m| {
            let stage = words.stage(m.as_str());
            let end = m.start() + m.as_str().trim_end().len();
            let start = match stage {
                Stage::Supplementary => ordinal_before(text, m.start()),
                Stage::Adjusted => day_before(text, m.start()),
                _ => m.start(),
            };
            // 当初の計画 is no budget; 当初3,245億円 and (当初) are.
            let next = after(text, skip(text, end, 0));
            let figure = |c: char| c.is_ascii_digit() || "()▲△+-約".contains(c);
            if m.as_str().trim_end() == "当初" && !next.is_none_or(figure) {
                return None;
            }
            Some(StageWord { range: start..end, stage })
        })
        .collect()
}

/// The stage of the budget whose year ends where `rest` begins, with nothing but a noun between:
/// `一般会計補正予算`, `の当初予算`, `予算の概算要求`. `の港の補正予算` is that of the port.
pub fn behind_year(rest: &str) -> Option<StageWord> {
    let word = scan_stages(rest).into_iter().next()?;
    let between = rest[..word.range.start].trim();
    let noun = between.strip_suffix("予算の").unwrap_or(between);
    let noun = noun.strip_prefix('の').unwrap_or(noun);
    let is_noun = |c: char| {
        c == ' ' || c == '・' || matches!(c, 'ァ'..='ヶ' | 'ー' | '一'..='鿿') && c != '末'
    };
    noun.chars().all(is_noun).then_some(word)
}

/// `start` moved left over digits and spaces within the line.
fn digits_before(text: &str, start: usize) -> usize {
    let at = skip_back(text, start, 0);
    let number = |c: &char| c.is_ascii_digit() || "元一二三四五六七八九十".contains(*c);
    let digits: usize =
        text[..at].chars().rev().take(4).take_while(number).map(char::len_utf8).sum();
    if digits == 0 { start } else { at - digits }
}

/// `start` of 補正 moved left over 第2次, 2号.
fn ordinal_before(text: &str, start: usize) -> usize {
    let at = skip_back(text, start, 1);
    let Some(c) = before(text, at).filter(|c| matches!(c, '次' | '号')) else { return start };
    let unit = at - c.len_utf8();
    let digits = digits_before(text, unit);
    if digits == unit {
        return start;
    }
    let word = skip_back(text, digits, 0);
    if before(text, word) == Some('第') { word - '第'.len_utf8() } else { digits }
}

/// `start` of 月時点 or 日時点 moved left over the number of the month and day.
fn day_before(text: &str, start: usize) -> usize {
    if !text[start..].starts_with(['月', '日']) {
        return start;
    }
    let at = digits_before(text, start);
    let month = skip_back(text, at, 0);
    if at < start && text[start..].starts_with('日') && before(text, month) == Some('月') {
        return digits_before(text, month - '月'.len_utf8());
    }
    at
}

/// What a column of changes holds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ChangeKind {
    /// 増▲減額
    Amount,
    /// 増▲減率
    Rate,
}

/// What a column's header says.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Column {
    /// Its year.
    pub year: Option<Year>,
    /// Its stage.
    pub stage: Option<Stage>,
    /// Whether it holds changes against another year.
    pub change: Option<ChangeKind>,
}

/// Whether a header may begin with `c`: as an era, a number, a word for a stage or a change, a
/// column's letter or a bracket does.
fn opens_header(c: char) -> bool {
    const YEARS: &str = "令平昭大明〇零一二三四五六七八九十元";
    const STAGES: &str = "第概要予優推特政当内補月日現決契執成本";
    c.is_ascii_digit()
        || opens_aside(c)
        || CHANGES.contains(&c)
        || [YEARS, STAGES].iter().any(|openings| openings.contains(c))
}

/// Whether what is left aside in a header may begin with `c`.
fn opens_aside(c: char) -> bool {
    c.is_ascii_uppercase() || matches!(c, '(' | '%' | 'の')
}

/// What words for changes begin with.
const CHANGES: [char; 5] = ['対', '前', '比', '増', '伸'];

/// Reads a whole text as a column's header: year, stage, 増▲減額 or 増▲減率, in any
/// order, with the letters of the column (`(A)`, `(B-A)`, `(%)`) left aside. `None`
/// if anything else stands there.
pub fn column(text: &str) -> Option<Column> {
    static ASIDE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^(?:\(?[A-Z](?: ?[-/+=] ?[A-Z])*\)?|\(%\)|%|\(単位[^)]{0,12}\)|の|\(伸率\))")
            .ok()
    });
    static CHANGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^(?:対(?:前年度?|(?:令和|平成|昭和)?[0-9元]{1,2}年度)(?:当初)?(?:予算)?比?(?:\(増減\))?|前年度?比|前年度?予算比|比較)?(増(?:・|/)?[▲△]?減(額|率)?|伸び?率)?").ok()
    });
    if text.len() > 400 || !text.trim_start().starts_with(opens_header) {
        return None;
    }
    let mut compact = String::with_capacity(text.len());
    compact.extend(text.chars().filter(|c| !c.is_whitespace()));
    let mut out = Column::default();
    let years = scan_years(&compact);
    let stages = scan_stages(&compact);
    let mut at = 0;
    let mut seen = false;
    while at < compact.len() {
        let rest = &compact[at..];
        if let Some(year) = years.iter().find(|y| y.range.start == at) {
            if out.year.replace(year.clone()).is_some() {
                return None;
            }
            at = year.range.end;
            seen = true;
        } else if let Some(word) = stages.iter().find(|s| s.range.start == at) {
            if out.stage.replace(word.stage).is_some() {
                return None;
            }
            at = word.range.end;
            seen = true;
        } else if rest.starts_with(opens_aside)
            && let Some(m) = ASIDE.as_ref().and_then(|r| r.find(rest)).filter(|m| !m.is_empty())
        {
            if rest == "の" || !seen && m.as_str() == "の" {
                return None;
            }
            at += m.end();
        } else if rest.starts_with(CHANGES)
            && let Some(c) = CHANGE.as_ref()?.captures(rest).filter(|c| !c[0].is_empty())
        {
            let kind = match (c.get(1).map(|m| m.as_str()), c.get(2).map(|m| m.as_str())) {
                (_, Some("率")) => Some(ChangeKind::Rate),
                (Some(word), _) if word.starts_with('伸') => Some(ChangeKind::Rate),
                _ => Some(ChangeKind::Amount),
            };
            out.change = kind;
            at += c[0].len();
            seen = true;
        } else {
            return None;
        }
    }
    seen.then_some(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{FORMS, INITIAL, opens_header, scan_stages};

    /// A word of some form, or with a number before it.
    fn word() -> impl Strategy<Value = String> {
        let forms = FORMS.iter().map(|(form, _)| *form).chain([INITIAL]);
        let forms: Vec<String> =
            forms.map(|form| format!("(第?[0-9一二]次|[0-9]月)?({form})")).collect();
        let strategy = |form: String| prop::string::string_regex(&form).expect("a valid pattern");
        prop::sample::select(forms).prop_flat_map(strategy)
    }

    proptest! {
        #[test]
        fn headers_open_as_words_for_stages_do(word in word()) {
            let begins = scan_stages(&word).first().is_some_and(|s| s.range.start == 0);
            prop_assert!(!begins || word.starts_with(opens_header), "{word}");
        }
    }
}
