//! Ways in which the names of budget items change from one year to the next.
//!
//! A rule here knows how names are changed, and no name. The words that every name has (事業, 研究,
//! 推進 …) do not count as common to two names: what is left must be long enough to tell the item
//! from others.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::name::{Parts, fold, members, telling};

/// The fewest telling characters that two names must have in common.
const COMMON: usize = 4;

/// The same, where a word was exchanged for another.
const COMMON_EXCHANGED: usize = 5;

/// How surely two names are one item's, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sureness {
    /// The documents say so: 旧○○.
    Stated,
    /// The same name, in another place or without an agency.
    SameName,
    /// One of: 等, a suffix, a phase, a bracket.
    Light,
    /// Several of these, or an abbreviation.
    LightTwice,
    /// The new name has the old one in brackets.
    Within,
    /// A word was put in or left out.
    Inserted,
    /// A word was exchanged for another.
    Exchanged,
    /// A word was exchanged for another that stands elsewhere in the name.
    Moved,
    /// The new name has the old one in brackets, among others: it goes on, but not alone.
    Among,
}

impl Sureness {
    /// Whether it counts only where the old name ends when the new one begins.
    pub(super) fn needs_neighbours(self) -> bool {
        self >= Sureness::Within
    }
}

/// Why two names may be one item's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Renaming {
    pub(super) sureness: Sureness,
    /// What changed, as a reader would say it: `「等」 added`.
    pub(super) change: String,
}

/// How the name `old` may have become `new`, if it is one of the known ways.
pub(super) fn renaming(old: &str, new: &str) -> Option<Renaming> {
    if members(old).nth(1).is_some() || members(new).nth(1).is_some() {
        return together(old, new);
    }
    single(old, new, false)
}

/// One name to one name. `in_company` of others that agree, the first word may be exchanged too.
fn single(old: &str, new: &str, in_company: bool) -> Option<Renaming> {
    let (a, b) = (Parts::new(old), Parts::new(new));
    if a.folded == b.folded {
        return None;
    }
    if let Some(renaming) = within(&a, &b).or_else(|| within(&b, &a)) {
        return Some(renaming);
    }
    if let Some(change) = abbreviated(old, new) {
        return Some(Renaming { sureness: Sureness::LightTwice, change });
    }
    let mut changes = light((&a, old), (&b, new))?;
    let (x, y) = (a.plain(), b.plain());
    let sureness = if x == y {
        if changes.is_empty() {
            changes.push("「等」 moved".to_owned());
        }
        if telling(&x) < COMMON && changes != ["「等」 added"] && changes != ["「等」 dropped"]
        {
            return None;
        }
        if changes.len() == 1 { Sureness::Light } else { Sureness::LightTwice }
    } else {
        let word = exchange(&a, &b, in_company).or_else(|| moved(&a, &b))?;
        if changes.len() > 2 {
            return None;
        }
        changes.insert(0, word.said(old, new));
        word.sureness
    };
    Some(Renaming { sureness, change: changes.join(", ") })
}

/// Names printed together: as many before as after, each the same or renamed.
fn together(old: &str, new: &str) -> Option<Renaming> {
    let by_fold = |name: &'_ str| -> Vec<(String, String)> {
        members(name).map(|m| (fold(m), m.to_owned())).collect()
    };
    let (before, after) = (by_fold(old), by_fold(new));
    if before.len() != after.len() || before.len() > 32 {
        return None;
    }
    let folds = |of: &[(String, String)]| of.iter().map(|m| m.0.clone()).collect::<BTreeSet<_>>();
    let (had, has) = (folds(&before), folds(&after));
    let gone: Vec<&str> =
        before.iter().filter(|m| !has.contains(&m.0)).map(|m| m.1.as_str()).collect();
    let mut come: Vec<&str> =
        after.iter().filter(|m| !had.contains(&m.0)).map(|m| m.1.as_str()).collect();
    let mut sureness = Sureness::Light;
    let mut changes = Vec::new();
    let mut rest = Vec::new();
    for old in gone {
        let mut found = (0..come.len()).filter_map(|i| Some((i, single(old, come[i], false)?)));
        match (found.next(), found.next()) {
            (Some((i, renaming)), None) => {
                sureness = sureness.max(renaming.sureness);
                changes.push(format!("was {old}: {}", renaming.change));
                come.remove(i);
            }
            (None, _) => rest.push(old),
            _ => return None,
        }
    }
    match (&rest[..], &come[..]) {
        ([], []) => {}
        ([old], [new]) => {
            let renaming = single(old, new, true)?;
            sureness = sureness.max(renaming.sureness);
            changes.push(format!("was {old}: {}", renaming.change));
        }
        _ => return None,
    }
    (!changes.is_empty()).then(|| Renaming { sureness, change: changes.join("; ") })
}

/// `new` has the name of `old` in one of its brackets, alone or among others.
fn within(old: &Parts, new: &Parts) -> Option<Renaming> {
    let core = old.plain();
    if telling(&core) < COMMON {
        return None;
    }
    let is_old = |bracket: &str| Parts::new(bracket).plain() == core;
    let (sureness, change) = if new.brackets.iter().any(|b| is_old(b)) {
        (Sureness::Within, "one name has the other in brackets")
    } else if new.brackets.iter().any(|b| b.split('、').any(is_old)) {
        (Sureness::Among, "one name has the other in brackets, among others")
    } else {
        return None;
    };
    Some(Renaming { sureness, change: change.to_owned() })
}

/// One prints `正式な名称(ABC)` where the other has but `ABC`.
fn abbreviated(old: &str, new: &str) -> Option<String> {
    let (x, y) = (fold(old), fold(new));
    let short = |long: &str, short: &str| -> Option<String> {
        let (before, rest) = long.split_once('(')?;
        let (abbreviation, behind) = rest.split_once(')')?;
        let is_latin =
            abbreviation.len() >= 2 && abbreviation.chars().all(|c| c.is_ascii_alphabetic());
        let fits =
            is_latin && telling(before) >= COMMON && short.strip_prefix(abbreviation)? == behind;
        fits.then(|| format!("「{}」 stands for 「{before}」", abbreviation.to_uppercase()))
    };
    short(&x, &y).or_else(|| short(&y, &x))
}

/// What differs beside the words of the core; nothing if the brackets say that these are two.
fn light((a, old): (&Parts, &str), (b, new): (&Parts, &str)) -> Option<Vec<String>> {
    let mut changes = Vec::new();
    let mut step = |had: &str, has: &str, what: &str| {
        let change = match (printed(old, had), printed(new, has)) {
            _ if had == has => return,
            (had, has) if had.is_empty() => format!("{what}「{has}」 added"),
            (had, has) if has.is_empty() => format!("{what}「{had}」 dropped"),
            (had, has) => format!("{what}「{had}」 is now 「{has}」"),
        };
        changes.push(change);
    };
    if a.plain() == b.plain() {
        // Of several, so many more or fewer; one that only moved says nothing.
        let count = |parts: &Parts| parts.core.matches('等').count();
        match count(a).cmp(&count(b)) {
            Ordering::Less => step("", "等", ""),
            Ordering::Equal => {}
            Ordering::Greater => step("等", "", ""),
        }
    }
    step(&a.tail, &b.tail, "the suffix ");
    step(&a.phase, &b.phase, "the phase ");
    step(provisional(a), provisional(b), "");
    let brackets = |parts: &Parts| -> BTreeSet<String> {
        parts.brackets.iter().map(|bracket| bracket.replace('・', "")).collect()
    };
    let (had, has) = (brackets(a), brackets(b));
    if !had.is_subset(&has) && !has.is_subset(&had) {
        return None;
    }
    let list = |of: Vec<&String>| of.into_iter().map(|b| format!("({b})")).collect::<String>();
    step(&list(had.difference(&has).collect()), &list(has.difference(&had).collect()), "");
    Some(changes)
}

fn provisional(parts: &Parts) -> &'static str {
    if parts.provisional { "仮称" } else { "" }
}

/// Words of one name and of the other; one of them may be empty.
struct Word {
    sureness: Sureness,
    had: String,
    has: String,
}

impl Word {
    fn said(&self, old: &str, new: &str) -> String {
        let (had, has) = (printed(old, &self.had), printed(new, &self.has));
        match (&*had, &*has) {
            ("", has) => format!("「{has}」 inserted"),
            (had, "") => format!("「{had}」 left out"),
            (had, has) => format!("「{had}」 is now 「{has}」"),
        }
    }
}

/// The word in which two cores differ, between what they have in common.
fn exchange(a: &Parts, b: &Parts, in_company: bool) -> Option<Word> {
    let (x, y): (Vec<char>, Vec<char>) = (a.plain().chars().collect(), b.plain().chars().collect());
    let mut front = x.iter().zip(&y).take_while(|(c, d)| c == d).count();
    while is_inside(&x, front) || is_inside(&y, front) {
        front -= 1;
    }
    let longest = x.len().min(y.len()) - front;
    let same = x.iter().rev().zip(y.iter().rev()).take_while(|(c, d)| c == d).count();
    let mut back = same.min(longest);
    while is_inside(&x, x.len() - back) || is_inside(&y, y.len() - back) {
        back -= 1;
    }
    let (had, has) = (&x[front..x.len() - back], &y[front..y.len() - back]);
    let kept: String = x[..front].iter().chain(&x[x.len() - back..]).collect();
    let (shorter, longer) = (had.len().min(has.len()), had.len().max(has.len()));
    let word = |sureness| Word { sureness, had: had.iter().collect(), has: has.iter().collect() };
    let is_number = |c: &char| c.is_numeric() || "一二三四五六七八九十".contains(*c);
    if had.iter().chain(has).any(is_number) || front + back < longer || longer < 2 {
        return None;
    }
    let is_led = front >= 2 || in_company;
    if shorter == 0 {
        let inserted: String = if had.is_empty() { has } else { had }.iter().collect();
        let core = if had.is_empty() { &b.core } else { &a.core };
        let goes_on = back > 0 || !a.tail.is_empty() && !b.tail.is_empty();
        let fits = is_led && telling(&kept) >= COMMON && (goes_on || is_listed(core, &inserted));
        return fits.then(|| word(Sureness::Inserted));
    }
    let fits =
        is_led && shorter >= 2 && telling(&kept) >= COMMON_EXCHANGED && front + back >= 2 * shorter;
    fits.then(|| word(Sureness::Exchanged))
}

/// Whether `at` lies within a word of katakana or of Latin letters and figures, which is
/// exchanged as a whole or not at all.
fn is_inside(text: &[char], at: usize) -> bool {
    let script = |c: char| match c {
        'ァ'..='ヺ' => 1,
        c if c.is_ascii_alphanumeric() => 2,
        _ => 0,
    };
    match (at.checked_sub(1).and_then(|i| text.get(i)), text.get(at)) {
        (Some(&left), Some(&right)) => script(left) != 0 && script(left) == script(right),
        _ => false,
    }
}

/// Whether `word` is the last of a list: `生活習慣病・成育`.
fn is_listed(core: &str, word: &str) -> bool {
    let core = core.replace('等', "");
    ["・", "と", "及び", "や"].iter().any(|separator| core.ends_with(&format!("{separator}{word}")))
}

/// Two cores that are the same once a word is taken out of each.
fn moved(a: &Parts, b: &Parts) -> Option<Word> {
    let (x, y) = (rests(a), rests(b));
    x.iter().find_map(|(rest, had)| {
        let (_, has) = y.iter().find(|(other, _)| other == rest)?;
        let longer = had.chars().count().max(has.chars().count());
        let fits = telling(rest) >= COMMON_EXCHANGED && rest.chars().count() >= longer;
        fits.then(|| Word { sureness: Sureness::Moved, had: had.clone(), has: has.clone() })
    })
}

/// What is left of a core without one of its words, and the word: words are what middle dots
/// part, and those of katakana.
pub(super) fn rests(parts: &Parts) -> Vec<(String, String)> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    let core = &parts.core;
    let mut start = 0;
    for (i, _) in core.match_indices('・').chain([(core.len(), "")]) {
        words.push((start, i));
        start = i + '・'.len_utf8();
    }
    let is_katakana = |c: char| ('ァ'..='ヺ').contains(&c);
    let mut run: Option<usize> = None;
    for (i, c) in core.char_indices().chain([(core.len(), ' ')]) {
        match (is_katakana(c), run) {
            (true, None) => run = Some(i),
            (false, Some(from)) => {
                words.push((from, i));
                run = None;
            }
            _ => {}
        }
    }
    words
        .into_iter()
        .filter(|&(from, to)| core[from..to].chars().nth(1).is_some())
        .map(|(from, to)| {
            let rest = [&core[..from], &core[to..]].concat().replace(['・', '等'], "");
            (rest, core[from..to].replace('等', ""))
        })
        .filter(|(rest, _)| !rest.is_empty())
        .collect()
}

/// How `name` prints a folded `word`: the longest piece of it that folds to the word.
fn printed(name: &str, word: &str) -> String {
    if word.is_empty() {
        return String::new();
    }
    let skipped = if word == "等" { ' ' } else { '等' };
    let starts: Vec<usize> = name.char_indices().map(|(i, _)| i).collect();
    let bare = |piece: &str| match word {
        "等" => fold(piece),
        _ => fold(piece).replace('等', ""),
    };
    for &from in &starts {
        let ends = starts.iter().copied().chain([name.len()]).rev().take_while(|&to| to > from);
        for to in ends {
            if bare(&name[from..to]) == word {
                return name[from..to].trim_matches('・').trim_start_matches(skipped).to_owned();
            }
        }
    }
    word.to_owned()
}

#[cfg(test)]
#[path = "tests/renaming.rs"]
mod tests;
