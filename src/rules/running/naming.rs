//! What may be a name, and what leads to an amount: shared by the rules for sentences and lists.

use std::ops::Range;

use crate::layout::amount::Lead;
use crate::layout::line;
use crate::model::{Certainty, Level, Stage};
use crate::notation::{era, mark, stage};
use crate::rules::{Draft, Item, Reading};
use crate::text;

/// What an amount was named, for the amounts behind it that have no name of their own.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Named {
    pub name: String,
    pub above: Vec<String>,
    pub label: Option<Range<usize>>,
    pub year: Option<i32>,
    pub stage: Stage,
    pub level: Level,
    pub agency: Option<String>,
    /// What else it may be, if its name is ambiguous.
    pub candidates: Vec<String>,
}

impl Named {
    pub fn of(item: &Item) -> Named {
        Named {
            name: item.name.clone(),
            above: item.above.clone(),
            label: item.label.clone(),
            year: item.year,
            stage: item.stage,
            level: item.level,
            agency: item.agency.clone(),
            candidates: item.candidates.clone(),
        }
    }

    /// Gives an item this name, level and agency, no more certainly than they are.
    pub fn give(&self, item: &mut Item) {
        item.name.clone_from(&self.name);
        item.above.clone_from(&self.above);
        item.label.clone_from(&self.label);
        item.level = self.level;
        item.agency.clone_from(&self.agency);
        item.candidates.clone_from(&self.candidates);
        item.certainty = match self.candidates[..] {
            [] => Certainty::Inferred,
            _ => Certainty::Ambiguous,
        };
    }
}

/// What the amounts of a reading were named so far, by their index.
pub(in crate::rules) fn named(reading: &Reading, draft: &Draft) -> Vec<Option<Named>> {
    let mut names = vec![None; reading.amounts.len()];
    for item in &draft.items {
        names[item.amount] = Some(Named::of(item));
    }
    names
}

/// Whether a line begins an item of a list: with a bullet or a number.
pub(in crate::rules) fn opens_item(line: &str) -> bool {
    // Most lines begin with a word: do not start the grammars for them.
    let first = line.trim_start().chars().next();
    first.is_some_and(|c| !line::is_cjk(c) || matches!(c, '第' | '・'))
        && (mark::bullet(line).is_some() || mark::heading_number(line).is_some())
}

/// `start` moved right, and `end` moved left, over what is no part of the name that
/// stands in the range. `None` if nothing is left that can be a name.
pub(in crate::rules) fn clean(norm: &str, range: Range<usize>) -> Option<Range<usize>> {
    trimmed(norm, behind_verb(norm, unmarked(norm, range)))
}

/// The same for words within a sentence, which no number or mark of a list begins.
pub(in crate::rules) fn trimmed(norm: &str, range: Range<usize>) -> Option<Range<usize>> {
    let range = without_stage(norm, without_year(norm, without_end(norm, range)));
    let name = text::name(&norm[range.clone()]);
    (is_name(&name)).then_some(range)
}

/// The range without bullets, numbers, marks in brackets and うち at its start.
fn unmarked(norm: &str, mut range: Range<usize>) -> Range<usize> {
    const BULLETS: [char; 16] =
        ['・', '●', '◆', '■', '○', '◎', '◇', '□', '※', '➢', '、', ',', '|', '*', ')', '】'];
    const OF_WHICH: [&str; 8] =
        ["このうち", "そのうち", "うち", "また、", "なお、", "さらに、", "ただし、", "特に、"];
    loop {
        let text = &norm[range.clone()];
        let mut rest = text.trim_start().trim_start_matches(BULLETS);
        rest = rest.trim_start_matches(|c| matches!(c, '①'..='⑳' | '㉑'..='㉟' | ' '));
        rest = OF_WHICH.iter().find_map(|w| rest.strip_prefix(w)).unwrap_or(rest);
        if let Some((flag, _)) = mark::scan_flags(rest).first().filter(|(r, _)| r.start == 0) {
            rest = &rest[flag.end..];
        }
        for (open, close) in [('(', ')'), ('<', '>'), ('〈', '〉')] {
            rest = rest.strip_prefix(open).filter(|inner| !inner.contains(close)).unwrap_or(rest);
        }
        if let Some((_, title)) = line::numbered(rest) {
            rest = &rest[title..];
        }
        if let Some((number, _)) = mark::heading_number(rest)
            && rest.starts_with(|c: char| c.is_ascii() || matches!(c, '第' | '①'..='⑳'))
        {
            rest = &rest[number.end..];
        }
        if let Some((mark, _)) = mark::leading_flag(rest) {
            rest = &rest[mark.end..];
        }
        if rest.len() == text.len() {
            return range;
        }
        range.start = range.end - rest.len();
    }
}

/// What a clause that began before the range says something of: `…を支給する給付金`.
fn behind_verb(norm: &str, range: Range<usize>) -> Range<usize> {
    let text = &norm[range.clone()];
    match text.rfind(['る', 'た']).filter(|_| text.starts_with(['を', 'に', 'が', 'と'])) {
        Some(at) => range.start + at + 'る'.len_utf8()..range.end,
        None => range,
    }
}

/// The range without open brackets, leaders, marks and particles at its end.
fn without_end(norm: &str, mut range: Range<usize>) -> Range<usize> {
    const EDGES: [char; 30] = [
        ' ', '\n', '\t', '|', '(', '<', '[', '【', '〔', '「', '『', '〈', '《', ':', '、', ',',
        '=', '…', '*', '-', '―', '─', '~', '・', '※', '●', '→', '.', '+', '/',
    ];
    const PARTICLES: [&str; 18] = [
        "については",
        "に対しては",
        "について",
        "に対して",
        "に対し",
        "として",
        "には",
        "では",
        "とは",
        "へは",
        "に",
        "を",
        "が",
        "は",
        "で",
        "と",
        "へ",
        "及び",
    ];
    const AIMS: [&str; 9] = [
        "を図るため",
        "を進めるため",
        "を推進するため",
        "を支援するため",
        "を促進するため",
        "を強化するため",
        "を確保するため",
        "を行うため",
        "のため",
    ];
    loop {
        let text = &norm[range.clone()];
        let mut rest = text.trim_end_matches(EDGES);
        if !rest.contains('<') {
            rest = rest.trim_end_matches('>');
        }
        if let Some((flag, _)) = mark::scan_flags(rest).last().filter(|(r, _)| r.end == rest.len())
        {
            rest = &rest[..flag.start];
        }
        // A remark: 【国10/10】.
        if let Some(open) = rest.rfind('【').filter(|&open| open > 0 && rest.ends_with('】')) {
            rest = &rest[..open];
        }
        let cut = AIMS.iter().chain(&PARTICLES).find_map(|w| rest.strip_suffix(w));
        // One letter more than the particle is a word like 後は, not a name.
        rest = cut.filter(|cut| cut.trim().chars().count() >= 2).unwrap_or(rest);
        if rest.len() == text.len() {
            return range;
        }
        range.end = range.start + rest.len();
    }
}

/// The range without a year before the name, which is the amount's: `令和9年度の農林予算`,
/// `令和9年度予算案における農林予算`. A line that begins so begins the name too.
fn without_year(norm: &str, range: Range<usize>) -> Range<usize> {
    const LINKS: [&str; 3] = ["における", "において", "の"];
    let text = &norm[range.clone()];
    let begins =
        |at: usize| matches!(text[..at].trim_end_matches(' ').as_bytes(), [] | [.., b'\n']);
    let Some(year) = era::scan_years(text).into_iter().rfind(|y| begins(y.range.start)) else {
        return range;
    };
    let rest = text[year.range.end..].trim_start();
    let behind_stage = stage::scan_stages(rest)
        .first()
        .filter(|word| word.range.start == 0)
        .and_then(|word| LINKS.iter().find_map(|link| rest[word.range.end..].strip_prefix(link)));
    let behind_year = || LINKS.iter().find_map(|link| rest.strip_prefix(link));
    let rest = behind_stage.or_else(behind_year).unwrap_or(rest);
    let start = range.end - rest.trim_start().len();
    if is_name(&text::name(&norm[start..range.end])) { start..range.end } else { range }
}

/// The range without the stage behind the name: `河川事業の予算額`.
fn without_stage(norm: &str, range: Range<usize>) -> Range<usize> {
    const STAGES: [&str; 6] =
        ["の予算額", "の当初予算額", "の当初予算", "の補正予算額", "の補正予算", "の概算要求額"];
    let text = &norm[range.clone()];
    let cut = STAGES.iter().find_map(|word| strip_spaced(text, word));
    cut.filter(|cut| is_name(&text::name(cut)))
        .map_or(range.clone(), |cut| range.start..range.start + cut.len())
}

/// `text` without `word` at its end, whose characters may be set apart by spaces.
pub(in crate::rules) fn strip_spaced<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let mut rest = text;
    for c in word.chars().rev() {
        rest = rest.trim_end_matches([' ', '\n']).strip_suffix(c)?;
    }
    Some(rest)
}

/// Whether words can be what an amount is called: not a clause, a measure, or only the
/// year and stage of the amount.
pub(in crate::rules) fn is_name(name: &str) -> bool {
    const CLAUSE_ENDS: [&str; 25] = [
        "であり",
        "から",
        "れる",
        "する",
        "した",
        "され",
        "です",
        "である",
        "なる",
        "なり",
        "った",
        "に比べ",
        "に加え",
        "に基づき",
        "により",
        "によって",
        "ため",
        "ほか",
        "とともに",
        "おいて",
        "して",
        "の",
        "を",
        "ました",
        "うち",
    ];
    const STARTS: [char; 6] = ['を', 'は', 'が', 'に', 'の', '。'];
    const REFERENCES: [&str; 15] = [
        "これ",
        "それ",
        "この",
        "その",
        "ここ",
        "以上",
        "合計",
        "前年度",
        "昨年度",
        "今年度",
        "及び",
        "および",
        "並びに",
        "または",
        "又は",
    ];
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    if name == "計" {
        return true;
    }
    if letters < 2 || name.starts_with(STARTS) || REFERENCES.contains(&name) {
        return false;
    }
    let quotes_clause = name.starts_with('と') && name.ends_with(['る', 'た']);
    if quotes_clause || CLAUSE_ENDS.iter().any(|end| name.ends_with(end)) {
        return false;
    }
    !is_per_grant(name) && stage::column(name).is_none()
}

/// `1件当たり`, `1社当たりの上限`: what an amount is measured by, and not whose it is.
pub(in crate::rules) fn is_per_grant(name: &str) -> bool {
    const WORDS: [&str; 3] = ["当たり", "あたり", "につき"];
    const MEASURES: [&str; 10] =
        ["金額", "額", "規模", "上限", "費用", "経費", "単価", "最大", "補助", "支援"];
    WORDS.iter().any(|word| {
        name.rfind(word).is_some_and(|at| {
            let rest = name[at + word.len()..].trim_start_matches(['の', '年', '間']);
            rest.is_empty()
                || MEASURES.iter().any(|m| rest.trim_end_matches('額') == *m)
                || MEASURES.contains(&rest)
        })
    })
}

/// The words before an amount with what they say of its year relative to the document's:
/// `前年度の2兆2,700億円`, `今年度予算額30億円`.
pub(in crate::rules) fn lead(reading: &Reading, a: usize) -> Lead {
    const RELATIVE: [(&str, i32); 6] = [
        ("前年度", -1),
        ("昨年度", -1),
        ("本年度", 0),
        ("今年度", 0),
        ("翌年度", 1),
        ("来年度", 1),
    ];
    let mut lead = reading.lead(a).clone();
    let start = lead.start.min(reading.amounts[a].outer.start);
    if lead.year.is_some() {
        return lead;
    }
    let floor = window(reading.norm(), start, 60);
    let before = reading.norm()[floor..start].trim_end_matches([' ', '\n', ':']);
    if let Some((at, year)) = circled_year(before, reading.document.fiscal_year) {
        (lead.start, lead.year) = (floor + at, Some(year));
        return lead;
    }
    let before = before.strip_suffix('の').unwrap_or(before);
    if let Some((word, step)) = RELATIVE.iter().find(|(word, _)| before.ends_with(word)) {
        lead.start = floor + before.len() - word.len();
        // 対前年度30億円増: what the amount is compared with is no year of its own.
        if let Some(before) = reading.norm()[floor..lead.start].strip_suffix('対') {
            return Lead { start: floor + before.len(), ..Lead::default() };
        }
        lead.year = base_year(reading, lead.start).map(|year| year + step);
    }
    lead
}

/// The year of an era that the words before a bracketed amount end with, set in a circle, and
/// where it stands: `4,503億円(㉘ 4,802億円`. `own` is the document's year, and this one is near.
fn circled_year(before: &str, own: Option<i32>) -> Option<(usize, i32)> {
    /// The years before the first of 平成 and of 令和.
    const ERAS: [i32; 2] = [1988, 2018];
    const FURTHEST: i32 = 3;
    let circle = before.chars().next_back()?;
    let at = before.len() - circle.len_utf8();
    let number = match circle {
        '①'..='⑳' => circle as i32 - '①' as i32 + 1,
        '㉑'..='㉟' => circle as i32 - '㉑' as i32 + 21,
        _ => return None,
    };
    let is_bracketed = before[..at].trim_end_matches(' ').ends_with(['(', '〔', '[']);
    let mut years = ERAS.iter().map(|era| era + number);
    let year = years.find(|year| own.is_some_and(|own| (own - year).abs() <= FURTHEST))?;
    is_bracketed.then_some((at, year))
}

/// The year that the text before byte `at` is about: the document's, or the one printed last.
pub(in crate::rules) fn base_year(reading: &Reading, at: usize) -> Option<i32> {
    let printed = || {
        let floor = window(reading.norm(), at, 1200);
        let years = era::scan_years(&reading.norm()[floor..at]);
        years.iter().rev().find(|y| y.fiscal).map(|y| y.western)
    };
    reading.document.fiscal_year.or_else(printed)
}

/// At most the first `bytes` bytes of a text, on a character boundary.
pub(in crate::rules) fn head(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The byte that at most `bytes` before `at` begins a character.
pub(in crate::rules) fn window(norm: &str, at: usize, bytes: usize) -> usize {
    let mut floor = at.saturating_sub(bytes);
    while !norm.is_char_boundary(floor) {
        floor += 1;
    }
    floor
}
