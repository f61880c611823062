//! All amounts of a running text.

use memchr::memmem;

use crate::model::Flag;
use crate::notation::cursor::{after, before, skip, skip_back};
use crate::notation::numeral::{Decimal, group_before};
use crate::text::character::{is_kanji, is_katakana};

use super::figure::{Parsed, at_numeral, at_unit, resolution};
use super::marks::{change_before, change_behind, per, prefixes, sign_at, sign_before, suffixes};
use super::{Figure, Money};

/// All amounts with a unit of money in `text`, in order, none overlapping.
///
/// An amount may go over line ends (`550\n億円`, `5,000 万~\n\n10 億円`). 億 and 兆
/// without 円 are money only as an end of a range or where a clause or cell ends;
/// 万 without 円 only as the first end of a range. Looks for the unit characters
/// first, so text without amounts is passed over at the speed of a byte search.
pub fn scan(text: &str) -> Vec<Money> {
    let mut found = Vec::new();
    let mut floor = 0;
    for at in Hits::new(text) {
        if at < floor {
            continue;
        }
        if let Some(money) = amount(text, at, floor) {
            floor = money.outer.end;
            found.push(money);
        } else {
            // What was looked at once is not looked at again, except by the
            // next unit of the same run of spaces.
            floor = after(text, at).map_or(at, |c| at + c.len_utf8());
        }
    }
    found
}

/// A request whose figure is left to the budget's making (概算要求基準の事項要求).
const OPEN_REQUEST: &str = "事項要求";

/// 事項要求 in the place of a figure: in a cell, behind a name or in a bracket. In running
/// prose (`事項要求となっている`) it is a word like others.
fn open_request(text: &str, at: usize) -> Option<Money> {
    const CLOSE: [char; 10] = ['\n', '\t', '|', ')', '>', '】', ']', '〕', '<', '('];
    const OPEN: [char; 8] = ['\t', '|', '(', '<', '【', '[', '〔', '\n'];
    let end = at + OPEN_REQUEST.len();
    let closed = after(text, skip(text, end, 0)).is_none_or(|c| CLOSE.contains(&c));
    let left = skip_back(text, at, 0);
    let set_apart =
        left < at && before(text, left).is_some_and(|c| !matches!(c, '、' | '。' | '+'));
    let opened = before(text, left).is_none_or(|c| OPEN.contains(&c));
    (closed && (opened || set_apart)).then(|| Money {
        range: at..end,
        outer: at..end,
        figure: Figure::Undetermined,
        resolution: 1,
        ends: std::iter::once(at..end).collect(),
        signed: false,
        flags: vec![Flag::Undetermined],
        per: None,
    })
}

/// Where the unit characters stand, in order.
struct Hits<'t> {
    finders: [memmem::FindIter<'t, 'static>; 5],
    next: [Option<usize>; 5],
}

impl<'t> Hits<'t> {
    fn new(text: &'t str) -> Hits<'t> {
        let mut finders = ["円", "億", "兆", "万", OPEN_REQUEST]
            .map(|unit| memmem::find_iter(text.as_bytes(), unit));
        let next = finders.each_mut().map(Iterator::next);
        Hits { finders, next }
    }
}

impl Iterator for Hits<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let (i, at) = self
            .next
            .iter()
            .enumerate()
            .filter_map(|(i, n)| Some((i, (*n)?)))
            .min_by_key(|x| x.1)?;
        self.next[i] = self.finders[i].next();
        Some(at)
    }
}

/// The amount whose first unit stands at `unit`.
fn amount(text: &str, unit: usize, floor: usize) -> Option<Money> {
    if text[unit..].starts_with(OPEN_REQUEST) {
        return open_request(text, unit);
    }
    let Some(first) = at_unit(text, unit, floor) else {
        return several(text, unit, floor).or_else(|| nothing(text, unit, floor));
    };
    if let Some(several) = several(text, unit, floor) {
        return Some(several);
    }
    if let Some(second) = range_behind(text, &first, floor) {
        return Some(finish(text, first, Some(second), floor));
    }
    if !is_money(text, &first) {
        return None;
    }
    if let Some(low) = bare_low_end(text, &first, floor) {
        // マイナス5~10億円: the sign before a common unit is that of both ends.
        let negative = sign_before(text, low.start, floor).is_some_and(|s| s.negative);
        let second = End { start: first.start, signed: false, negative, parsed: first };
        return Some(finish(text, low, Some(second), floor));
    }
    if !first.has_digit && is_unit_alone(text, &first, floor) {
        return nothing(text, first.start, floor);
    }
    Some(finish(text, first, None, floor))
}

/// The second end of a range.
struct End {
    start: usize,
    signed: bool,
    negative: bool,
    parsed: Parsed,
}

/// Whether a figure with a unit is one of money, by what stands around it.
fn is_money(text: &str, parsed: &Parsed) -> bool {
    if parsed.yen {
        // 5億円高い: behind a larger unit 円 starts no word.
        return parsed.scaled && parsed.has_digit || is_yen(text, parsed);
    }
    let last = before(text, parsed.end);
    matches!(last, Some('億' | '兆')) && clause_ends(text, parsed.end)
}

/// Whether 円 behind plain digits is the unit and not the start of a word, and
/// 一円 not "all over".
fn is_yen(text: &str, parsed: &Parsed) -> bool {
    const WORDS: &str = "滑孔卓形筒周満環錐盤板柱弧熟墳陣蓋";
    let mut rest = text[parsed.end..].chars();
    let word = match rest.next() {
        Some('高' | '安') => !matches!(rest.next(), Some('い' | 'く')),
        Some('満') => rest.next() != Some('額'),
        Some('周') => rest.next() != Some('辺'),
        Some(c) => WORDS.contains(c),
        None => false,
    };
    let all_over = &text[parsed.start..parsed.end] == "一円"
        && before(text, parsed.start).is_some_and(|c| is_kanji(c) || is_katakana(c));
    !word && !all_over
}

/// Whether a clause or table cell ends at `pos`.
fn clause_ends(text: &str, pos: usize) -> bool {
    const COUNTERS: &str = "人件個回名台本枚株塩細ド年通冊社戸世箇ユポバト立平";
    match after(text, pos) {
        None
        | Some('\t' | '(' | ')' | '、' | '。' | '>' | '」' | '】' | '〕' | ']' | '/' | '・') => {
            true
        }
        Some('\n' | ' ' | '\u{3000}') => {
            let next = after(text, skip(text, pos, 2));
            let spaced = after(text, pos) != Some('\n');
            !next.is_some_and(|c| COUNTERS.contains(c))
                && (!spaced || next.is_none_or(|c| !c.is_alphanumeric()))
        }
        Some(_) => false,
    }
}

/// Whether a figure without digits (`千円`, `百万円`) is the name of a unit rather
/// than an amount: it is an amount only with a mark around it.
fn is_unit_alone(text: &str, parsed: &Parsed, floor: usize) -> bool {
    let figure: String =
        text[parsed.start..parsed.end].chars().filter(|c| !c.is_whitespace()).collect();
    let declared =
        text[floor..parsed.start].trim_end_matches([' ', ':', '(', '\u{3000}']).ends_with("単位");
    let mut flags = Vec::new();
    let marked = prefixes(text, parsed.start, floor, &mut flags) < parsed.start
        || suffixes(text, parsed.end, &mut flags) > parsed.end;
    declared || (matches!(figure.as_str(), "千円" | "百万円" | "十億円") && !marked)
}

/// The second end behind `first`: `1億~50億円`, `1億円から5億円`.
fn range_behind(text: &str, first: &Parsed, floor: usize) -> Option<End> {
    let at = skip(text, first.end, 1);
    let (at, from) = if let Some(rest) = text[at..].strip_prefix(['~', '〜', '～']) {
        (text.len() - rest.len(), false)
    } else {
        (text[at..].strip_prefix("から").map(|rest| text.len() - rest.len())?, true)
    };
    let at = skip(text, at, 2);
    let at = text[at..].strip_prefix('約').map_or(at, |rest| text.len() - rest.len());
    let sign = sign_at(text, at);
    let parsed = at_numeral(text, sign.map_or(at, |s| s.1))?;
    if !is_money(text, &parsed) {
        return None;
    }
    // 100億円から120億円に増額: two amounts, a change from one to the other.
    if from && after(text, parsed.end).is_some_and(|c| matches!(c, 'に' | 'へ' | 'と')) {
        return None;
    }
    let (low, high) = (first.value?, parsed.value?);
    let signs = [sign.map(|s| s.0), sign_before(text, first.start, floor).map(|s| s.negative)];
    let negative = signs.contains(&Some(true));
    (negative || low.bounds().0 <= high.bounds().0).then_some(End {
        start: if sign.is_some() { at } else { parsed.start },
        signed: sign.is_some(),
        negative: sign.is_some_and(|s| s.0),
        parsed,
    })
}

/// The first end of a range without a unit of its own: `13~14億円`.
fn bare_low_end(text: &str, second: &Parsed, floor: usize) -> Option<Parsed> {
    let at = skip_back(text, second.start, 1).max(floor);
    let mark = before(text, at).filter(|c| at - c.len_utf8() >= floor)?;
    let hyphen = mark == '-' && at == second.start;
    if !matches!(mark, '~' | '〜' | '～') && !hyphen {
        return None;
    }
    let at = at - mark.len_utf8();
    let end = if hyphen { at } else { skip_back(text, at, 1).max(floor) };
    let group = group_before(text, end, floor)?;
    let value = group.value?.checked_shift(second.first_exp)?;
    let high = second.value?;
    let below = value.bounds().0 < high.bounds().0
        || sign_before(text, group.start, floor).is_some_and(|s| s.negative);
    (below && before(text, group.start) != Some('-')).then_some(Parsed {
        start: group.start,
        end,
        value: Some(value),
        step: group.step + second.first_exp as i32 - group.place as i32,
        ..*second
    })
}

/// `数億円`, `数十億円`, `十数億円`: no figure is set.
fn several(text: &str, unit: usize, floor: usize) -> Option<Money> {
    let places = |c: char| matches!(c, '十' | '百' | '千');
    let back = |mut at: usize, only: fn(char) -> bool| {
        while let Some(c) = before(text, at).filter(|&c| only(c)) {
            at -= c.len_utf8();
        }
        at.max(floor)
    };
    let end = skip_back(text, unit, 0).max(floor);
    let at = back(end, places);
    let start = at.checked_sub('数'.len_utf8()).filter(|&s| s >= floor)?;
    if before(text, at) != Some('数') {
        return None;
    }
    let start = back(start, places);
    // 件数億円 is no word; 総数, 件数, 回数 before a place would be.
    if before(text, start).is_some_and(|c| "件総回人個点複少多係指分".contains(c)) {
        return None;
    }
    let mut at = unit;
    let mut exp = 0;
    while let Some(c) = after(text, at).filter(|c| matches!(c, '万' | '億' | '兆')) {
        exp += match c {
            '万' => 4,
            '億' => 8,
            _ => 12,
        };
        at += c.len_utf8();
    }
    let yen = skip(text, at, 0);
    if after(text, yen) != Some('円') || (exp == 0 && end == start + '数'.len_utf8()) {
        return None;
    }
    let range = start..yen + '円'.len_utf8();
    let parsed = Parsed {
        start,
        end: range.end,
        value: None,
        step: exp,
        yen: true,
        first_exp: 0,
        scaled: true,
        has_digit: true,
    };
    let mut money = finish(text, parsed, None, floor);
    money.figure = Figure::Undetermined;
    money.flags.push(Flag::Undetermined);
    tidy(&mut money.flags);
    Some(money)
}

/// `-千円` in a cell: nothing, that is 0 yen.
fn nothing(text: &str, unit: usize, floor: usize) -> Option<Money> {
    let end = skip_back(text, unit, 0).max(floor);
    let dash = before(text, end).filter(|c| matches!(c, '-' | '―' | '─' | '−'))?;
    let start = end - dash.len_utf8();
    let left = before(text, start);
    let opens = left.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ':' | '額' | '算'));
    if start < floor || !opens {
        return None;
    }
    let (exp, close) = crate::notation::unit::Unit::at(text, unit).map(|(e, u)| (u.exp(), e))?;
    let parsed = Parsed {
        start,
        end: close,
        value: Some(Decimal::new(0)),
        step: exp as i32,
        yen: true,
        first_exp: exp,
        scaled: exp > 0,
        has_digit: true,
    };
    is_money(text, &parsed).then(|| finish(text, parsed, None, floor))
}

/// An amount with the marks around it.
fn finish(text: &str, first: Parsed, second: Option<End>, floor: usize) -> Money {
    let sign = sign_before(text, first.start, floor);
    let start = sign.map_or(first.start, |s| s.start);
    // A printed sign goes before a word: ▲58億円の減額 is one fall, not two.
    let last = second.as_ref().map_or(first.end, |s| s.parsed.end);
    let change = change_behind(text, last);
    let negative = match sign {
        Some(sign) => sign.negative,
        None => second.is_none() && change == Some(true),
    };
    let first_figure = first.figure(negative);
    let mut flags = Vec::new();
    if text[first.start..first.end].ends_with("余円") {
        flags.push(Flag::Approximate);
    }
    let mut ends = Vec::with_capacity(2);
    ends.push(start..first.end);
    let (mut figure, mut step, mut end) = (first_figure, first.step, first.end);
    let mut signed = sign.is_some() || change.is_some() || change_before(text, start, floor);
    if let Some(End { start, signed: mark, negative, parsed }) = second {
        let second_figure = parsed.figure(negative);
        figure = span(first_figure, second_figure);
        step = step.max(parsed.step);
        end = parsed.end;
        signed |= mark;
        ends.push(start..parsed.end);
        flags.push(Flag::Range);
    }
    let outer_start = prefixes(text, start, floor, &mut flags);
    let outer_end = suffixes(text, end, &mut flags);
    tidy(&mut flags);
    Money {
        range: start..end,
        outer: outer_start..outer_end,
        figure,
        resolution: resolution(step),
        ends,
        signed,
        flags,
        per: per(text, outer_end),
    }
}

/// The range from one end to the other.
fn span(a: Figure, b: Figure) -> Figure {
    let ends = |figure| match figure {
        Figure::Exact(n) => Some((n, n)),
        Figure::Range { low, high } => Some((low, high)),
        Figure::Undetermined | Figure::TooLarge => None,
    };
    match (ends(a), ends(b)) {
        (Some((a, b)), Some((c, d))) => Figure::Range { low: a.min(c), high: b.max(d) },
        _ => Figure::TooLarge,
    }
}

/// Flags in their order, each once.
fn tidy(flags: &mut Vec<Flag>) {
    flags.sort_unstable();
    flags.dedup();
}
