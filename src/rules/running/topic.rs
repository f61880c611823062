//! What a sentence is about, where the words before its amount do not say so.

use std::ops::Range;

use crate::layout::line::{self, is_program_name};
use crate::notation::{era, stage};
use crate::rules::Reading;
use crate::text;

use super::naming;

/// How far back, in bytes, a subject is looked for.
const TOPIC: usize = 3600;

/// Words that refer to something named before.
const REFERENCES: [&str; 12] = [
    "本事業",
    "同事業",
    "本プログラム",
    "同プログラム",
    "本プロジェクト",
    "同プロジェクト",
    "本制度",
    "同制度",
    "本基金",
    "同基金",
    "本補助金",
    "本交付金",
];

/// Whether a name only refers to something named before: 本事業.
pub(super) fn is_reference(name: &str) -> bool {
    REFERENCES.contains(&name)
}

/// A text without white space, and the way back to the normalized text.
pub(super) struct Squeezed {
    pub(super) text: String,
    /// Where its pieces begin, in it and in the normalized text, and the ends of both.
    pieces: Vec<(usize, usize)>,
}

impl Squeezed {
    // Line ends fall anywhere, so words are looked for without white space.
    pub(super) fn new(norm: &str, range: Range<usize>) -> Squeezed {
        let window = &norm[range.clone()];
        let mut text = String::with_capacity(window.len());
        let mut pieces = Vec::new();
        let mut from = 0;
        for (gap, white) in window.match_indices(char::is_whitespace) {
            if from < gap {
                pieces.push((text.len(), range.start + from));
                text.push_str(&window[from..gap]);
            }
            from = gap + white.len();
        }
        if from < window.len() {
            pieces.push((text.len(), range.start + from));
            text.push_str(&window[from..]);
        }
        pieces.push((text.len(), range.end));
        Squeezed { text, pieces }
    }

    /// The place in the normalized text of the character at byte `at`.
    fn place(&self, at: usize) -> usize {
        let (piece, start) = self.pieces[self.pieces.partition_point(|p| p.0 <= at) - 1];
        start + at - piece
    }

    /// The same range in the normalized text.
    pub(super) fn range(&self, range: &Range<usize>) -> Range<usize> {
        self.place(range.start)..self.place(range.end)
    }

    fn name(&self, range: &Range<usize>) -> (String, Range<usize>) {
        let bare = line::without_brackets(&self.text[range.clone()]);
        (text::name(&bare), self.range(range))
    }

    /// The names in quotes that `fits` takes: where each quote closes, and its inside.
    fn quotes(&self, fits: impl Fn(&str) -> bool) -> Vec<(usize, Range<usize>)> {
        let inside = |(close, _): (usize, &str)| {
            let open = self.text[..close].rfind('「')? + '「'.len_utf8();
            let bare = line::without_brackets(&self.text[open..close]);
            fits(&bare).then_some((close, open..close))
        };
        self.text.match_indices('」').filter_map(inside).collect()
    }
}

/// What the text before byte `end` is about: the name quoted last, or the one that 本事業
/// and its like refer to.
pub(super) fn topic(norm: &str, end: usize) -> Option<(String, Range<usize>)> {
    find(norm, end, |name| is_program_name(name) || name.ends_with('型'))
}

/// The programme that the text before byte `end` is about.
pub(super) fn programme(norm: &str, end: usize) -> Option<(String, Range<usize>)> {
    find(norm, end, is_program_name)
}

fn find(norm: &str, end: usize, fits: impl Fn(&str) -> bool) -> Option<(String, Range<usize>)> {
    let squeezed = Squeezed::new(norm, naming::window(norm, end, TOPIC)..end);
    let text = &squeezed.text;
    let quotes = squeezed.quotes(fits);
    let reference = REFERENCES.iter().filter_map(|word| Some((text.rfind(word)?, *word))).max();
    match (quotes.last(), reference) {
        (Some((close, quoted)), Some((at, _))) if *close > at => Some(squeezed.name(quoted)),
        (_, Some((at, word))) => {
            let noun = word.trim_start_matches(['本', '同']);
            let of_kind = |quoted: &Range<usize>| {
                line::without_brackets(&text[quoted.clone()]).ends_with(noun)
            };
            let mut before = quotes.iter().filter(|(close, _)| *close < at).rev();
            match before.find(|(_, quoted)| of_kind(quoted)) {
                Some((_, quoted)) => Some(squeezed.name(quoted)),
                None => unquoted(norm, squeezed.place(at), noun),
            }
        }
        (quoted, None) => Some(squeezed.name(&quoted?.1)),
    }
}

/// The phrase before byte `end` that ends in `noun`: `半導体関連の基金の状況` for 本基金.
fn unquoted(norm: &str, end: usize, noun: &str) -> Option<(String, Range<usize>)> {
    const ENDS: [char; 9] = ['の', 'は', 'が', 'を', 'に', 'と', '\n', '」', '('];
    /// How many mentions are looked at, and how long, in bytes, a phrase may be.
    const MENTIONS: usize = 24;
    const LONGEST: usize = 180;
    let floor = naming::window(norm, end, TOPIC);
    let text = &norm[floor..end];
    text.rmatch_indices(noun).take(MENTIONS).find_map(|(at, _)| {
        let close = at + noun.len();
        let ends = text[close..].trim_start_matches(' ').chars().next()?;
        let open = text[..at]
            .rfind(['。', '、', '\n', '「', ' ', '※', '■'])
            .map_or(0, |open| open + text[open..].chars().next().map_or(1, char::len_utf8));
        let label = (close - open <= LONGEST)
            .then(|| naming::clean(norm, floor + open..floor + close))
            .flatten()?;
        let name = text::name(&norm[label.clone()]);
        let is_own = !name.starts_with(['本', '同']) && name.chars().count() > noun.chars().count();
        (ENDS.contains(&ends) && is_own).then_some((name, label))
    })
}

/// What the whole document is about, from its title: without year, stage and the words for
/// the kind of paper it is.
pub(in crate::rules) fn of_document(reading: &Reading) -> Option<String> {
    const KINDS: [&str; 12] = [
        "のポイント",
        "ポイント",
        "の概要",
        "概要",
        "について",
        "の状況",
        "状況",
        "一覧",
        "(案)",
        "の資料",
        "の説明",
        "等",
    ];
    let mut title = reading.document.title.clone()?;
    let years = era::scan_years(&title).into_iter().map(|y| y.range);
    let mut cuts: Vec<_> =
        years.chain(stage::scan_stages(&title).into_iter().map(|s| s.range)).collect();
    cuts.sort_by_key(|r| r.start);
    for cut in cuts.into_iter().rev() {
        title.replace_range(cut, " ");
    }
    let mut rest = title.trim();
    while let Some(cut) = KINDS.iter().find_map(|word| rest.strip_suffix(word)) {
        rest = cut.trim_end().trim_end_matches('の').trim_end();
    }
    let rest = rest.trim_matches([' ', 'の', '・', '、', '(', ')']);
    let name = text::name(rest);
    naming::is_name(&name).then_some(name)
}

/// The name that ①②タイプ stands for, where the text before it has enumerated it.
pub(super) fn enumerated(norm: &str, label: Range<usize>) -> String {
    let printed = &norm[label.clone()];
    let numbers: Vec<char> = printed.chars().take_while(|c| is_circled(*c)).collect();
    let noun = &printed[numbers.iter().map(|c| c.len_utf8()).sum::<usize>()..];
    let text = &norm[naming::window(norm, label.start, TOPIC)..label.start];
    let name_of = |number: &char| {
        text.match_indices(*number).rev().find_map(|(at, _)| {
            let rest = &text[at + number.len_utf8()..];
            let stop = rest.find(noun)?;
            let name = text::name(&rest[..stop + noun.len()]);
            let fits = !name.is_empty()
                && name.chars().count() <= 30
                && !name.contains(['、', '。'])
                && !name.contains(is_circled)
                && stop > 0;
            fits.then_some(name)
        })
    };
    let names: Option<Vec<String>> = numbers.iter().map(name_of).collect();
    match names {
        Some(names) if !names.is_empty() && !noun.is_empty() => names.join("／"),
        _ => text::name(printed),
    }
}

fn is_circled(c: char) -> bool {
    ('\u{2460}'..='\u{2473}').contains(&c)
}
