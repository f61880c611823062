//! `yosan explain`: how an amount was read, from the printed characters to the record.

use std::fmt::{self, Display, Write as _};
use std::ops::RangeInclusive;

use super::args::Explain;
use super::terminal::complain;
use super::{Exit, one_file, printed_lines, show};
use crate::model::{
    Certainty, Check, CheckStatus, Evidence, Extraction, LineItem, Measure, Span, Stage, Unclaimed,
};
use crate::output::{figure, word, yen};
use crate::records;
use crate::run::{Failure, fence};
use crate::text::Text;

pub(super) fn explain(args: &Explain) -> Exit {
    let told = one_file(&args.file, &args.how).map_err(|sentence| (Exit::Nothing, sentence));
    let told = told.and_then(|(input, opened)| {
        let text = opened.text.clone();
        let extraction = fence(|| records(opened))
            .map_err(|panic| (Exit::Nothing, Failure::Defect(panic).sentence(&input.given)))?;
        let told = match (&args.which.id, args.which.line) {
            (Some(id), _) => by_id(&extraction, id),
            (None, line) => by_line(&extraction, &text, line.unwrap_or(1)),
        };
        told.map_err(|sentence| (Exit::Usage, format!("{}: {sentence}", input.given)))
    });
    match told {
        Ok(told) => show(|out| out.write_all(told.as_bytes())),
        Err((exit, sentence)) => {
            complain(&sentence);
            exit
        }
    }
}

/// Explains the line item whose id is, or alone begins with, `id`.
fn by_id(extraction: &Extraction, id: &str) -> Result<String, String> {
    let items = &extraction.line_items;
    let found: Vec<&LineItem> = match items.iter().find(|i| i.id == id) {
        Some(item) => vec![item],
        None => items.iter().filter(|i| !id.is_empty() && i.id.starts_with(id)).collect(),
    };
    match found.as_slice() {
        [] => Err(format!("none of its {} line items has the id {id}", items.len())),
        [item] => Ok(explain_item(extraction, item)),
        [first, .., last] => Err(format!(
            "{} line items have an id that begins with {id}, from {} to {}",
            found.len(),
            first.id,
            last.id
        )),
    }
}

/// Explains what stands on line `number` of the source.
fn by_line(extraction: &Extraction, text: &Text, number: u32) -> Result<String, String> {
    let lines = printed_lines(text);
    let last = lines.last().map_or(0, |l| l.number);
    if number > last {
        return Err(format!("there is no line {number}, the last one is {last}"));
    }
    let mut told = String::new();
    for (i, line) in lines.iter().enumerate() {
        if line.number == number {
            say(&mut told, format_args!("line {number}, page {}: {}\n", line.page, text.line(i)));
        }
    }
    let mut amounts: Vec<(u64, String)> = Vec::new();
    let mut named: Vec<&LineItem> = Vec::new();
    for item in &extraction.line_items {
        if lines_of(&item.evidence).contains(&number) {
            amounts.push((item.evidence.start, explain_item(extraction, item)));
        } else if item.evidence.label.as_ref().is_some_and(|l| l.line == number) {
            named.push(item);
        }
    }
    for amount in &extraction.unclaimed_amounts {
        if lines_of(&amount.evidence).contains(&number) {
            amounts.push((amount.evidence.start, explain_unclaimed(amount)));
        }
    }
    amounts.sort_by_key(|(start, _)| *start);
    if amounts.is_empty() {
        told.push_str("\nNo amount stands on this line.\n");
    }
    for (_, amount) in amounts {
        told.push('\n');
        told.push_str(&amount);
    }
    if !named.is_empty() {
        told.push_str("\nThis line names the item of amounts that stand elsewhere:\n");
        for item in named {
            say(&mut told, format_args!("  {}\n", reference(item)));
        }
    }
    Ok(told)
}

/// The lines that a record's evidence covers.
fn lines_of(evidence: &Evidence) -> RangeInclusive<u32> {
    let more = evidence.text.bytes().filter(|&b| b == b'\n').count();
    evidence.line..=evidence.line.saturating_add(u32::try_from(more).unwrap_or(u32::MAX))
}

fn explain_item(extraction: &Extraction, item: &LineItem) -> String {
    let mut told = format!("{} = {}\n", quoted(&item.evidence.text), figure(item));
    let mut row = |name: &str, value: String| {
        if !value.is_empty() {
            say(&mut told, format_args!("  {name:<10} {value}\n"));
        }
    };
    row("printed", place(item.evidence.line, &item.evidence.start, &item.evidence.end));
    row("figure", figure(item) + &rounding(item.resolution));
    row("year", item.fiscal_year.map_or("not known".into(), |y| format!("fiscal year {y}")));
    row("stage", stage(item.stage).to_owned());
    row("measure", measure(item));
    row("flow", word(item.flow));
    row("rate", item.rate.as_ref().map(|r| format!("{r} %")).unwrap_or_default());
    let count = item.count.as_ref();
    row("count", count.map(|c| format!("{} {}", c.value, c.unit)).unwrap_or_default());
    row("label", item.evidence.label.as_ref().map_or("not found".into(), label));
    row("item", item.name.clone());
    row("path", item.path.join(" > "));
    row("level", word(item.level));
    row("agency", item.agency.clone().unwrap_or_default());
    row("ministry", item.ministry.clone().unwrap_or_default());
    row("flags", item.flags.iter().map(word).collect::<Vec<_>>().join(", "));
    row("part of", referred(extraction, item.part_of.as_deref()));
    row("same as", referred(extraction, item.same_as.as_deref()));
    row("certainty", certainty(item.certainty).to_owned());
    for candidate in &item.candidates {
        row("candidate", candidate.clone());
    }
    row("rule", item.rule.clone());
    row("record", item.id.clone());
    let checks = extraction.checks.iter().filter(|c| c.of == item.id || c.parts.contains(&item.id));
    for check in checks {
        row("check", explain_check(check, &item.id));
    }
    told
}

fn explain_unclaimed(amount: &Unclaimed) -> String {
    let evidence = &amount.evidence;
    let mut told = format!("{} is in no record\n", quoted(&evidence.text));
    let printed = place(evidence.line, &evidence.start, &evidence.end);
    let figure = amount.yen.map_or("not settled by its notation".into(), yen);
    for (name, value) in
        [("printed", printed), ("figure", figure), ("reason", amount.reason.clone())]
    {
        say(&mut told, format_args!("  {name:<10} {value}\n"));
    }
    told
}

fn explain_check(check: &Check, id: &str) -> String {
    let side = if check.of == id { "" } else { "as a part, " };
    let outcome = match check.status {
        CheckStatus::Holds => "holds",
        CheckStatus::HoldsWithinRounding => "holds within rounding",
        CheckStatus::Fails => "fails",
        CheckStatus::Incomplete => "cannot be decided",
    };
    let mut told = format!(
        "{side}{}: {outcome}; printed {}, worked out {}, tolerance {}",
        word(check.kind),
        check.expected,
        check.actual,
        check.tolerance
    );
    if let Some(message) = &check.message {
        say(&mut told, format_args!(" ({message})"));
    }
    told
}

/// Another line item in a few words.
fn reference(item: &LineItem) -> String {
    format!("{} {} (line {}, id {})", item.name, figure(item), item.evidence.line, item.id)
}

fn referred(extraction: &Extraction, id: Option<&str>) -> String {
    let Some(id) = id else { return String::new() };
    let item = extraction.line_items.iter().find(|i| i.id == id);
    item.map_or_else(|| id.to_owned(), reference)
}

/// The unit as far as the record keeps it: the step that the figure is rounded to.
fn rounding(step: i64) -> String {
    let unit = match step {
        i64::MIN..=0 => return String::new(),
        1 => return ", to the yen".to_owned(),
        1_000 => " (千円)",
        10_000 => " (万円)",
        1_000_000 => " (百万円)",
        10_000_000 => " (0.1億円)",
        100_000_000 => " (億円)",
        1_000_000_000_000 => " (兆円)",
        _ => "",
    };
    format!(", to the nearest {}{unit}", yen(step))
}

fn place(line: u32, start: &dyn Display, end: &dyn Display) -> String {
    format!("line {line}, bytes {start} to {end}")
}

fn label(span: &Span) -> String {
    format!("{} at {}", quoted(&span.text), place(span.line, &span.start, &span.end))
}

fn measure(item: &LineItem) -> String {
    match item.measure {
        Measure::Amount => String::new(),
        Measure::Change => "change: a difference of two amounts".to_owned(),
    }
}

fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::RequestTotal => "request_total (概算要求・要望額)",
        Stage::Request => "request (概算要求額)",
        Stage::PriorityRequest => "priority_request (要望額)",
        Stage::Draft => "draft (予算案)",
        Stage::Decided => "decided (決定額)",
        Stage::Initial => "initial (当初予算額)",
        Stage::Supplementary => "supplementary (補正予算)",
        Stage::Adjusted => "adjusted (a budget as of a later date)",
        Stage::Settled => "settled (決算)",
        Stage::Actual => "actual (契約・執行額)",
        Stage::Award => "award (the cap or the size of one grant)",
        Stage::Unspecified => "unspecified: the source does not say",
    }
}

fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Stated => "stated: the text itself ties amount and item",
        Certainty::Inferred => {
            "inferred: position, arithmetic or a declared unit ties them, and only one reading fits"
        }
        Certainty::Ambiguous => "ambiguous: several readings fit",
    }
}

/// Printed characters in quotation marks, on one line.
fn quoted(text: &str) -> String {
    format!("「{}」", text.replace("\r\n", "⏎").replace(['\n', '\r'], "⏎"))
}

fn say(to: &mut String, what: fmt::Arguments<'_>) {
    // A String takes every write.
    let _ = to.write_fmt(what);
}

#[cfg(test)]
#[path = "explain_tests.rs"]
mod tests;
