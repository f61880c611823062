//! Two amounts with an arrow between them under a header of the same form:
//!
//! ```text
//! 8年度当初予算 ⇒ 9年度当初予算
//! 老朽化対策 6,701億円 ⇒ 6,817億円(+116億円、+1.7%)
//! ```
//!
//! The header says of which year and stage each is; a figure with a sign in the bracket behind them
//! is their difference.

use std::ops::Range;

use crate::layout::header;
use crate::layout::line;
use crate::model::{Certainty, Level, Measure, Stage};
use crate::notation::rate;
use crate::notation::stage::Column;
use crate::text;

use super::running::naming;
use super::{Draft, Item, Reading, Rule};

pub(super) const RULE: Rule = Rule {
    name: "arrow_pair",
    summary: "An amount, an arrow and the amount that it becomes, by the years of the header above.",
    apply,
};

/// A rate stands within so many bytes behind its change.
const LONGEST: usize = 60;

const ARROWS: [char; 4] = ['⇒', '→', '➡', '⇨'];

fn apply(reading: &Reading, draft: &mut Draft) {
    let mut columns: Option<[Column; 2]> = None;
    for i in 0..reading.text.lines().len() {
        if !reading.line(i).contains(ARROWS) {
            continue;
        }
        if reading.amounts_of_line(i).is_empty() {
            columns = head(reading, i).or(columns);
        } else if let Some(columns) = &columns {
            for a in reading.amounts_of_line(i) {
                pair(reading, draft, columns, a);
            }
        }
    }
}

/// The two columns that a line with an arrow names.
fn head(reading: &Reading, i: usize) -> Option<[Column; 2]> {
    let content = reading.content(i);
    let inner = content.strip_prefix('(').and_then(|s| s.strip_suffix(')')).unwrap_or(content);
    let (before, now) = inner.split_once(ARROWS)?;
    let column = |words: &str| {
        let column = header::column(words.trim(), reading.document.fiscal_year);
        column.filter(|column| column.year.is_some() && column.change.is_none())
    };
    Some([column(before)?, column(now)?])
}

/// Claims amount `a`, the one behind its arrow and their difference, if there is an arrow.
fn pair(reading: &Reading, draft: &mut Draft, columns: &[Column; 2], a: usize) {
    let (b, c) = (a + 1, a + 2);
    let is_open = |a: usize| reading.amounts.get(a).is_some() && draft.is_free(a);
    let is_arrow = |words: &str| words.trim().strip_prefix(ARROWS) == Some("");
    if !is_open(a) || !is_open(b) || !between(reading, a).is_some_and(is_arrow) {
        return;
    }
    let Some(label) = label(reading, a) else { return };
    let name = text::name(&reading.norm()[label.clone()]);
    let item = |amount: usize, column: &Column| Item {
        label: Some(label.clone()),
        level: if line::is_program_name(&name) { Level::Program } else { Level::Component },
        year: column.year.as_ref().map(|year| year.western),
        stage: column.stage.unwrap_or(Stage::Unspecified),
        certainty: Certainty::Inferred,
        ..Item::new(reading, RULE.name, amount, name.clone())
    };
    let has_change = is_open(c)
        && reading.amounts[c].signed
        && between(reading, b).is_some_and(|words| words.trim() == "(");
    draft.claim_with_shares(reading, item(a, &columns[0]));
    draft.claim_with_shares(reading, item(b, &columns[1]));
    if has_change {
        let behind = naming::head(&reading.norm()[reading.amounts[c].outer.end..], LONGEST);
        let bracket = behind.split([')', '\n']).next().unwrap_or_default();
        let mut change = item(c, &columns[1]);
        change.measure = Measure::Change;
        change.rate = rate::percent(bracket).map(|(_, percent)| percent.to_string());
        draft.claim(change);
    }
}

/// The text between an amount and the next one.
fn between<'r>(reading: &'r Reading, a: usize) -> Option<&'r str> {
    let next = reading.amounts.get(a + 1)?;
    reading.norm().get(reading.end_with_shares(a)..next.outer.start)
}

/// The name of an amount: the words before it on its line, or else the line above.
fn label(reading: &Reading, a: usize) -> Option<Range<usize>> {
    let norm = reading.norm();
    let start = reading.amounts[a].outer.start;
    let i = reading.text.line_at(start);
    let line = reading.text.lines()[i].range.start;
    let floor = a.checked_sub(1).map_or(line, |b| reading.amounts[b].outer.end.max(line));
    // Behind another pair and its bracket.
    let from = norm[floor..start].rfind([')', '、', '。']).filter(|_| floor > line);
    let own = from.map_or(floor, |at| floor + at)..start;
    if floor > line || !norm[own.clone()].trim().is_empty() {
        return naming::clean(norm, own);
    }
    let above = i.checked_sub(1)?;
    let is_label = reading.amounts_of_line(above).is_empty()
        && !reading.line(above).contains('。')
        && !reading.line(above).contains(ARROWS);
    is_label.then(|| naming::clean(norm, reading.text.lines()[above].range.clone())).flatten()
}

#[cfg(test)]
mod tests {
    /// Each item as `name year yen rate`.
    fn show(text: &str) -> String {
        let extraction = crate::extract("a.txt", text.as_bytes(), crate::Options::default())
            .expect("text always opens");
        let one = |item: &crate::model::LineItem| {
            let year = item.fiscal_year.map_or("-".to_owned(), |year| year.to_string());
            let yen = item.yen.unwrap_or_default() / 100_000_000;
            format!("{} {year} {yen} {:?}", item.name, item.measure).to_lowercase()
                + &item.rate.as_ref().map_or(String::new(), |rate| format!(" {rate}"))
        };
        extraction.line_items.iter().map(one).collect::<Vec<_>>().join("; ")
    }

    #[track_caller]
    fn is(lines: &str, want: &str) {
        assert_eq!(show(&format!("令和9年度予算の概要\n{lines}")), want, "in {lines:?}");
    }

    #[test]
    fn amounts_of_two_years() {
        let head = "8年度当初予算 ⇒ 9年度当初予算\n";
        let want = "岸壁改修 2026 67 amount; 岸壁改修 2027 68 amount";
        is(&format!("{head}岸壁改修 67億円 ⇒ 68億円"), want);
        is(&format!("{head}岸壁改修\n67億円 → 68億円"), want);
        is("(8年度予算 → 9年度予算)\nうち岸壁改修 67億円 → 68億円", want);
        is(
            &format!(
                "{head}岸壁改修 67億円 ⇒ 68億円(+1億円、+1.7%)、灯台改修 7億円 ⇒ 5億円(△2億円)"
            ),
            &format!(
                "{want}; 岸壁改修 2027 1 change 1.7; \
                 灯台改修 2026 7 amount; 灯台改修 2027 5 amount; 灯台改修 2027 -2 change"
            ),
        );
    }

    #[test]
    fn no_years_no_pair() {
        is("岸壁改修 67億円 ⇒ 68億円", "岸壁改修 2027 67 amount; 岸壁改修 2027 68 amount");
    }
}
