//! Amounts in running prose: `…が71億円`, `「…(555億円)」の一部(175億円)を…として`, `最大100億円/課題`.

use std::ops::Range;

use crate::layout::amount;
use crate::layout::line::{self, is_program_name};
use crate::model::{Certainty, Level, Stage};
use crate::notation::{era, share, stage};
use crate::text;

use super::{Draft, Item, Reading, Rule};

pub(super) const RULE: Rule = Rule {
    name: "running_text",
    summary: "An amount in a sentence, named by the words that govern it.",
    apply,
};

/// How far back, in bytes, a sentence and its subject are looked for.
const CLAUSE: usize = 480;
const TOPIC: usize = 3600;

fn apply(reading: &Reading, draft: &mut Draft) {
    let mut quoted: Option<(usize, Item)> = None;
    for a in draft.free().collect::<Vec<_>>() {
        if !draft.is_free(a) || reading.amounts[a].is_share() || a >= reading.amounts.len() {
            continue;
        }
        let sentence = Sentence::new(reading, a);
        let item = sentence
            .in_quotes()
            .or_else(|| sentence.part_of_quoted(quoted.as_ref()))
            .or_else(|| sentence.award())
            .or_else(|| sentence.as_something())
            .or_else(|| sentence.subject())
            .or_else(|| sentence.budget_of_topic());
        let Some(item) = item else { continue };
        let is_quoted = sentence.in_quotes().is_some();
        let whole = item.clone();
        let position = draft.claim_with_shares(reading, item);
        if is_quoted {
            quoted = Some((position, whole));
        }
    }
}

struct Sentence<'r, 't> {
    reading: &'r Reading<'t>,
    amount: usize,
    /// Where the sentence begins, as far as it is looked at.
    start: usize,
    lead: amount::Lead,
}

impl<'r, 't> Sentence<'r, 't> {
    fn new(reading: &'r Reading<'t>, amount: usize) -> Self {
        let end = reading.amounts[amount].outer.start;
        let mut floor = end.saturating_sub(CLAUSE);
        while !reading.norm().is_char_boundary(floor) {
            floor += 1;
        }
        let window = &reading.norm()[floor..end];
        let start = window
            .rfind(['。', '●', '■', '◆', '➢', '▶', '※'])
            .map_or(floor, |at| floor + at + window[at..].chars().next().map_or(1, char::len_utf8));
        Sentence { reading, amount, start, lead: reading.lead(amount) }
    }

    /// The sentence up to the words that lead to the amount.
    fn before(&self) -> &'t str {
        let end = self.lead.start.min(self.reading.amounts[self.amount].outer.start);
        &self.reading.norm()[self.start.min(end)..end]
    }

    fn behind(&self) -> &'t str {
        &self.reading.norm()[self.reading.amounts[self.amount].outer.end..]
    }

    fn item(&self, name: String, label: Range<usize>) -> Item {
        let mut item = Item::new(self.reading, RULE.name, self.amount, name);
        item.year = self.lead.year.or(item.year);
        item.stage = self.lead.stage.unwrap_or(item.stage);
        item.label = Some(label);
        item
    }

    /// `内閣府に計上される「科学技術イノベーション創造推進費(555億円)」`
    fn in_quotes(&self) -> Option<Item> {
        let before = self.before();
        let inner = before.trim_end().strip_suffix('(')?;
        let open = inner.rfind('「')?;
        let name = &inner[open + '「'.len_utf8()..];
        if name.is_empty()
            || name.contains(['」', '。'])
            || !self.behind().trim_start().starts_with(')')
        {
            return None;
        }
        let start = self.start + open + '「'.len_utf8();
        let mut item = self.item(text::name(name), start..start + name.len());
        item.level = Level::Total;
        item.agency = budgeted_by(&before[..open]);
        Some(item)
    }

    /// `「…」の一部(175億円)を医療分野の研究開発関連の調整費として`
    fn part_of_quoted(&self, quoted: Option<&(usize, Item)>) -> Option<Item> {
        let (position, whole) = quoted?;
        let before = self.before().trim_end().strip_suffix('(')?.trim_end();
        let before = before.strip_suffix("の一部").or_else(|| before.strip_suffix("のうち"))?;
        if !before.trim_end().ends_with('」') {
            return None;
        }
        let behind = self.behind().trim_start().strip_prefix(')')?;
        let end = self.reading.norm().len() - behind.len();
        let named = behind.strip_prefix('を').and_then(|rest| {
            let stop = rest.find("として")?;
            let name = &rest[..stop];
            (name.chars().count() <= 50 && !name.contains(['。', '、']))
                .then(|| (text::name(name), end + 'を'.len_utf8()..end + 'を'.len_utf8() + stop))
        });
        let label_end = self.start + before.len();
        let (name, label) =
            named.unwrap_or_else(|| (format!("{}の一部", whole.name), self.start..label_end));
        let mut item = self.item(name, label);
        item.above = vec![whole.name.clone()];
        // What is said of the whole holds for its part.
        item.year = self.lead.year.or(whole.year);
        item.stage = self.lead.stage.unwrap_or(whole.stage);
        item.agency.clone_from(&whole.agency);
        item.part_of = Some(*position);
        Some(item)
    }

    /// The cap or size of one grant: `最大100億円/課題`, `1課題当たりの金額は…1億~100億円`.
    fn award(&self) -> Option<Item> {
        let amount = &self.reading.amounts[self.amount];
        let before = self.before();
        // The measure is said once, and may govern several amounts of the sentence.
        let each = ["当たり", "あたり", "につき"].iter().any(|w| before.contains(w));
        if !amount.is_rate && !each {
            return None;
        }
        let (topic, topic_label) = self.topic(self.start + before.len())?;
        let mut item = match self.governing_noun() {
            Some(label) if !is_measure(&self.reading.norm()[label.clone()]) => {
                let name = self.enumerated(label.clone());
                let mut item = self.item(name, label);
                item.above = vec![topic];
                item
            }
            _ => {
                let mut item = self.item(topic.clone(), topic_label);
                item.level =
                    if is_program_name(&topic) { Level::Program } else { Level::Component };
                item
            }
        };
        item.year = self.lead.year;
        item.stage = Stage::Award;
        item.certainty = Certainty::Inferred;
        Some(item)
    }

    /// `令和元年度補正予算に、AMED対象経費として100億円(内)を計上`
    fn as_something(&self) -> Option<Item> {
        let before = self.before().trim_end().strip_suffix("として")?;
        let label = noun_at_end(before, self.start)?;
        let name = text::name(&self.reading.norm()[label.clone()]);
        let mut item = self.item(name.clone(), label);
        let clause = self.before();
        if self.lead.year.is_none() {
            item.year = era::scan_years(clause).last().map(|y| y.western).or(item.year);
        }
        if self.lead.stage.is_none() {
            item.stage = stage::scan_stages(clause).last().map_or(item.stage, |s| s.stage);
        }
        item.level = Level::Total;
        item.agency = agency_in(&name);
        item.ministry = share::bearer(self.behind()).map(|(_, m)| m.to_owned());
        Some(item)
    }

    /// `AMED運営費交付金等のAMED対象経費が71億円`
    fn subject(&self) -> Option<Item> {
        let label = self.governing_noun()?;
        let name = text::name(&self.reading.norm()[label.clone()]);
        if is_measure(&name) {
            return None;
        }
        let mut item = self.item(name.clone(), label);
        item.agency = agency_in(&name);
        Some(item)
    }

    /// `本事業は…平成28年度第2次補正予算550億円、平成29年度補正予算300億円…を基に実施`
    fn budget_of_topic(&self) -> Option<Item> {
        self.lead.year?;
        self.lead.stage?;
        let is_prose = self
            .behind()
            .trim_start()
            .starts_with(['、', 'を', 'の', 'お', '及', 'と', 'に', 'が']);
        if !is_prose {
            return None;
        }
        let (topic, label) = self.topic(self.lead.start)?;
        let mut item = self.item(topic, label);
        item.level = Level::Program;
        item.certainty = Certainty::Inferred;
        Some(item)
    }

    /// The noun phrase before the が, は or に that the amount hangs on.
    fn governing_noun(&self) -> Option<Range<usize>> {
        let before = self.before().trim_end();
        let before = before.strip_suffix(['が', 'は', 'に'])?;
        noun_at_end(before, self.start)
    }

    /// The name that ①②タイプ stands for, where the text has enumerated it.
    fn enumerated(&self, label: Range<usize>) -> String {
        let norm = self.reading.norm();
        let printed = &norm[label.clone()];
        let numbers: Vec<char> = printed.chars().take_while(|c| is_circled(*c)).collect();
        let noun = &printed[numbers.iter().map(|c| c.len_utf8()).sum::<usize>()..];
        let mut floor = label.start.saturating_sub(TOPIC);
        while !norm.is_char_boundary(floor) {
            floor += 1;
        }
        let text = &norm[floor..label.start];
        let names: Option<Vec<String>> = numbers
            .iter()
            .map(|number| {
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
            })
            .collect();
        match names {
            Some(names) if !names.is_empty() && !noun.is_empty() => names.join("／"),
            _ => text::name(printed),
        }
    }

    /// What the text before byte `end` is about: the name quoted last, or the one
    /// that 本事業 and its like refer to.
    fn topic(&self, end: usize) -> Option<(String, Range<usize>)> {
        const REFERENCES: [&str; 6] =
            ["本事業", "同事業", "本プログラム", "同プログラム", "本プロジェクト", "本制度"];
        let norm = self.reading.norm();
        let mut floor = end.saturating_sub(TOPIC);
        while !norm.is_char_boundary(floor) {
            floor += 1;
        }
        // Line ends fall anywhere, so words are looked for without white space.
        let mut text = String::new();
        let mut places = Vec::new();
        for (at, c) in norm[floor..end].char_indices().filter(|(_, c)| !c.is_whitespace()) {
            places.extend(std::iter::repeat_n(floor + at, c.len_utf8()));
            text.push(c);
        }
        places.push(end);
        let quotes: Vec<(usize, Range<usize>)> = text
            .match_indices('」')
            .filter_map(|(close, _)| {
                let open = text[..close].rfind('「')? + '「'.len_utf8();
                let bare = line::without_brackets(&text[open..close]);
                let names = is_program_name(&bare) || bare.ends_with('型');
                names.then(|| (close, open..close))
            })
            .collect();
        let reference =
            REFERENCES.iter().filter_map(|word| Some((text.rfind(word)?, *word))).max();
        let quoted = match (quotes.last(), reference) {
            (Some((close, quoted)), Some((at, _))) if *close > at => quoted,
            (_, Some((at, word))) => {
                let noun = word.trim_start_matches(['本', '同']);
                let of_kind = |quoted: &Range<usize>| {
                    line::without_brackets(&text[quoted.clone()]).ends_with(noun)
                };
                let before = quotes.iter().filter(|(close, _)| *close < at);
                &before.rev().find(|(_, quoted)| of_kind(quoted))?.1
            }
            (quoted, None) => &quoted?.1,
        };
        let bare = line::without_brackets(&text[quoted.clone()]);
        Some((text::name(&bare), places[quoted.start]..places[quoted.end]))
    }
}

fn is_circled(c: char) -> bool {
    ('\u{2460}'..='\u{2473}').contains(&c)
}

/// Words that say what is measured, not whose money it is.
fn is_measure(name: &str) -> bool {
    ["金額", "額", "規模", "上限", "費用", "経費", "単価"].iter().any(|w| name.ends_with(w))
        && ["当たり", "あたり", "につき"].iter().any(|w| name.contains(w))
        || matches!(
            name,
            "金額" | "総額" | "予算" | "予算額" | "予算規模" | "事業費" | "上限" | "計"
        )
}

/// The noun phrase at the end of `text`, as a range of the normalized text that
/// `text` begins at byte `base` of.
fn noun_at_end(text: &str, base: usize) -> Option<Range<usize>> {
    let trimmed = text.trim_end();
    let from = trimmed
        .rfind(['、', '。', '「', '」', ':', '➢', '\t', '※'])
        .map_or(0, |at| at + trimmed[at..].chars().next().map_or(1, char::len_utf8));
    let piece = &trimmed[from..];
    let start = from + piece.len() - piece.trim_start().len();
    // A topic before the noun is not part of it: `課題当たりの金額は①②タイプ`.
    let start = trimmed[start..].rfind('は').map_or(start, |at| start + at + 'は'.len_utf8());
    let label = base + start..base + trimmed.len();
    let long_enough = trimmed[start..].chars().filter(|c| !c.is_whitespace()).count() >= 2;
    (long_enough && trimmed[start..].chars().count() <= 60).then_some(label)
}

/// The agency that a name carries in itself.
fn agency_in(name: &str) -> Option<String> {
    let agency = amount::agency(name);
    matches!(agency.as_str(), "AMED" | "in_house" | "cabinet_office").then_some(agency)
}

/// `内閣府に計上される`: whose budget holds the money.
fn budgeted_by(before: &str) -> Option<String> {
    let at = before.rfind("に計上")?;
    let head = &before[..at];
    let from = head
        .rfind(['、', '。', '\n', ' '])
        .map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8));
    let bearer = text::name(&head[from..]);
    (!bearer.is_empty() && bearer.chars().count() <= 20).then(|| amount::agency(&bearer))
}
