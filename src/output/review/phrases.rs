//! Records in few words.

use serde_json::Value;

use crate::model::{CheckKind, CheckStatus, LineItem, Stage};
use crate::notation::money::written;
use crate::notation::stage;
use crate::review::arithmetic::{Arithmetic, Term};
use crate::review::diff::{Difference, DocumentChange, State};
use crate::review::findings::{Finding, Gravity, What};
use crate::review::place::Place;

use super::words::Words;

/// The most parts of a sum that are written out.
const MAX_PARTS: usize = 12;

/// The longest text that is shown whole, in characters.
const MAX_TEXT: usize = 60;

/// What of a longer text is kept before and behind what differs in it.
const CONTEXT: usize = 12;

/// What became of a document.
pub(super) fn state(change: &DocumentChange, words: &Words) -> String {
    let state = match change.state {
        State::Added => words.added,
        State::Gone => words.gone,
        State::Renamed => words.renamed,
        State::Changed if change.other_bytes => words.changed,
        State::Changed => words.read_otherwise,
    };
    match &change.was {
        Some(was) => format!("{state} ({} {was})", words.was),
        None => state.to_owned(),
    }
}

/// An item with those above it, and whose share of it is meant.
pub(super) fn item(item: &LineItem) -> String {
    let path = item.path.join(" > ");
    let bearers: Vec<&str> =
        [&item.agency, &item.ministry].into_iter().flatten().map(String::as_str).collect();
    if bearers.is_empty() { path } else { format!("{path} ({})", bearers.join(", ")) }
}

/// `2023 概算要求額`.
pub(super) fn time(item: &LineItem) -> String {
    let year = item.fiscal_year.map(|year| year.to_string());
    let stage = (item.stage != Stage::Unspecified).then(|| stage::name(item.stage).to_owned());
    [year, stage].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// `461億円`, `1億円~2億円`, `-`.
pub(super) fn figure(item: &LineItem) -> String {
    let yen = |yen| written(yen, item.resolution);
    match (item.yen, item.yen_max) {
        (None, None) => "-".to_owned(),
        (Some(low), None) => yen(low),
        (None, Some(high)) => format!("~{}", yen(high)),
        (Some(low), Some(high)) => format!("{}~{}", yen(low), yen(high)),
    }
}

/// `+10億円 (+2.2%)`, in steps of the finer of the two figures.
pub(super) fn difference(difference: &Difference, old: &LineItem, new: &LineItem) -> String {
    let step = old.resolution.min(new.resolution);
    let plus = if difference.yen > 0 { "+" } else { "" };
    let yen = written(difference.yen, step);
    match &difference.percent {
        Some(percent) if percent.starts_with('-') => {
            format!("{yen} (▲{}%)", percent.trim_start_matches('-'))
        }
        Some(percent) => format!("{plus}{yen} (+{percent}%)"),
        None => format!("{plus}{yen}"),
    }
}

/// A line of a text, a page of a PDF.
pub(super) fn place(place: Place, words: &Words) -> String {
    match place.line {
        Some(line) => format!("{} {line}", words.line),
        None => format!("{} {}", words.page, place.page),
    }
}

/// A check with both sides written out:
/// `A 461億円 ≠ B 412億円 + C 48億円 = 460億円 (difference 1億円, rounding explains 0億円)`.
pub(super) fn arithmetic(check: &Arithmetic, words: &Words) -> String {
    let relation = match check.status {
        CheckStatus::Holds => "=",
        CheckStatus::HoldsWithinRounding => "≒",
        CheckStatus::Fails => "≠",
        CheckStatus::Incomplete => "≟",
    };
    let step = check.parts.iter().map(|part| part.resolution).min().unwrap_or(1);
    let step = step.min(check.of.resolution);
    let yen = |figure: &str| figure.parse::<i64>().ok().map(|yen| written(yen, step));
    if check.kind == CheckKind::RateIsChangeOverBase {
        let sides: Vec<String> = check.parts.iter().map(|part| amount(part, words)).collect();
        let (printed, worked_out) = (&check.expected, &check.actual);
        let name = &check.of.name;
        return format!("{name} {printed}% {relation} {} = {worked_out}%", sides.join(" ÷ "));
    }
    let sign = match check.kind {
        CheckKind::ChangeIsDifference => " - ",
        _ => " + ",
    };
    let term = |term: &Term| format!("{} {}", term.name, amount(term, words));
    let mut parts: Vec<String> = check.parts.iter().take(MAX_PARTS).map(term).collect();
    if check.parts.len() > MAX_PARTS {
        parts.push(format!("… ({} {})", check.parts.len() - MAX_PARTS, words.more));
    }
    let mut told = format!("{} {relation} {}", term(&check.of), parts.join(sign));
    if check.parts.len() > 1
        && let Some(sum) = yen(&check.actual)
    {
        told += &format!(" = {sum}");
    }
    let apart = check.expected.parse::<i64>().ok().zip(check.actual.parse::<i64>().ok());
    let apart = apart.and_then(|(a, b)| Some(written(a.checked_sub(b)?.checked_abs()?, step)));
    let all_set = check.parts.iter().all(|part| part.yen.is_some());
    match (check.status, apart, yen(&check.tolerance)) {
        (CheckStatus::Fails, Some(apart), Some(explained)) => {
            let (difference, explains) = (words.difference, words.rounding_explains);
            told += &format!(" ({difference} {apart}, {explains} {explained})");
        }
        (CheckStatus::Incomplete, Some(apart), _) if all_set => {
            told += &format!(" ({} {apart})", words.not_listed);
        }
        _ => {}
    }
    told
}

fn amount(term: &Term, words: &Words) -> String {
    term.yen.map_or(words.not_set.to_owned(), |yen| written(yen, term.resolution))
}

/// What was found: a title, and a message for the place where it is.
pub(super) fn finding(found: &Finding, words: &Words) -> (&'static str, String) {
    match &found.what {
        What::NotRead { reason } => (words.not_read, reason.clone()),
        What::CheckFails { check } => (words.check_fails, arithmetic(check, words)),
        What::ReadInPart { code, message } => (words.read_in_part, format!("{message} ({code})")),
        What::Ambiguous { text, candidates, .. } => {
            let candidates: Vec<String> = candidates.iter().map(|name| beginning(name)).collect();
            let candidates = candidates.join(" / ");
            (words.ambiguous, format!("「{text}」 {} {candidates}", words.may_belong_to))
        }
        What::Unclaimed { text, reason } => {
            (words.unclaimed_amount, format!("「{text}」: {reason}"))
        }
        What::Diagnostic { code, message } => (words.to_know, format!("{message} ({code})")),
        What::CheckIncomplete { check } => (words.check_incomplete, arithmetic(check, words)),
    }
}

/// The word for a gravity.
pub(super) fn gravity(gravity: Gravity, words: &Words) -> &'static str {
    match gravity {
        Gravity::Error => words.error,
        Gravity::Warning => words.warning,
        Gravity::Notice => words.notice,
    }
}

/// A field's value in one line.
pub(super) fn value(field: &str, value: &Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(number) if matches!(field, "yen" | "yen_max" | "resolution") => {
            number.as_i64().map_or_else(|| number.to_string(), |yen| written(yen, 0))
        }
        Value::Array(values) => {
            let separator = if field == "path" { " > " } else { ", " };
            let values: Vec<String> = values.iter().map(|v| self::value(field, v)).collect();
            if values.is_empty() { "-".to_owned() } else { values.join(separator) }
        }
        other => other.to_string(),
    }
}

/// Two texts, each cut to what differs and a little around it.
pub(super) fn excerpts(old: &str, new: &str) -> (String, String) {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    if old.len() <= MAX_TEXT && new.len() <= MAX_TEXT {
        return (old.iter().collect(), new.iter().collect());
    }
    let shorter = old.len().min(new.len());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let tail = tail.min(shorter - head);
    let start = head.saturating_sub(CONTEXT);
    let cut = |text: &[char]| {
        let end = (text.len() - tail + CONTEXT).min(text.len());
        let first = if start > 0 { "…" } else { "" };
        let end_here = end.min(start + 2 * MAX_TEXT);
        let last = if end_here < text.len() { "…" } else { "" };
        let middle: String = text[start..end_here].iter().collect();
        format!("{first}{middle}{last}")
    };
    (cut(&old), cut(&new))
}

/// The beginning of a text.
pub(super) fn beginning(text: &str) -> String {
    let mut rest = text.chars();
    let mut first: String = rest.by_ref().take(MAX_TEXT).collect();
    if rest.next().is_some() {
        first.push('…');
    }
    first
}
