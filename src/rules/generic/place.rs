//! Of which year and stage an amount of unknown layout is.

use std::ops::Range;

use crate::layout::line;
use crate::model::Stage;
use crate::notation::stage::Column;
use crate::notation::{era, stage};
use crate::rules::running::naming;
use crate::rules::{Item, Reading};

use super::bracket::stage_of_last_year;
use super::label::closed_bracket;
use super::sentence_start;

/// Gives an item the year and stage that are printed with it, or else in its own
/// sentence, or else in the header above it.
pub(super) fn place(reading: &Reading, headers: &mut Headers, item: &mut Item) {
    let lead = naming::lead(reading, item.amount);
    let (year, stage) = clause(reading, item.amount);
    let (mut year, mut stage) = (lead.year.or(year), lead.stage.or(stage));
    if let Some((said, _)) = said_behind(reading, item.amount) {
        year = said.year.map(|y| y.western).or(year);
        stage = said.stage.or(stage);
    }
    let line = reading.text.line_at(reading.amounts[item.amount].outer.start);
    let above = headers.above(reading, line);
    item.year = year.or(above.0).or(item.year);
    let default = if reading.amounts[item.amount].is_rate { Stage::Award } else { item.stage };
    item.stage = stage.or(above.1).unwrap_or(default);
    if lead.stage.is_none() && lead.year.is_some() && lead.year < reading.document.fiscal_year {
        item.stage = stage_of_last_year(item.stage);
    }
    if is_over_years(reading, item.amount) {
        item.year = None;
    }
}

/// Gives an item of a sentence the stage that its sentence says, and for what the sentence does
/// not say the year and stage of the header above it.
pub(in crate::rules) fn complete(reading: &Reading, headers: &mut Headers, item: &mut Item) {
    let lead = naming::lead(reading, item.amount);
    let (_, said) = clause(reading, item.amount);
    let line = reading.text.line_at(reading.amounts[item.amount].outer.start);
    let above = headers.above(reading, line);
    if lead.stage.is_none() && item.stage == reading.document.stage {
        item.stage = said.or(above.1).unwrap_or(item.stage);
    }
    if lead.year.is_none() && item.year == reading.document.fiscal_year {
        item.year = above.0.or(item.year);
    }
}

/// Whether the words directly before an amount name several years: `(令和6~8年度 総事業費15億円`.
pub(super) fn is_over_years(reading: &Reading, a: usize) -> bool {
    const FROM_TO: [char; 3] = ['~', '～', '〜'];
    let norm = reading.norm();
    let start = reading.amounts[a].outer.start;
    let line = reading.text.lines()[reading.text.line_at(start)].range.start;
    let from = a.checked_sub(1).map_or(line, |b| reading.amounts[b].outer.end.max(line));
    let words = norm.get(from..start).unwrap_or_default();
    let Some(year) = era::scan_years(words).pop() else { return false };
    let first = words[..year.range.end].trim_end_matches(|c: char| c.is_alphanumeric());
    first.ends_with(FROM_TO) || words[year.range].contains(FROM_TO)
}

/// The year and stage printed before an amount in its own sentence, except those that
/// stand directly before another amount and are its own.
pub(super) fn clause(reading: &Reading, a: usize) -> (Option<i32>, Option<Stage>) {
    const WINDOW: usize = 240;
    let norm = reading.norm();
    let end = reading.amounts[a].outer.start;
    let floor = naming::window(norm, end, WINDOW);
    let floor = floor.max(sentence_start(reading, a, floor));
    let window = &norm[floor..end];
    let from = floor + window.rfind(['。', '●', '■', '◆']).unwrap_or(0);
    let window = &norm[from..end];
    let others = reading.amounts_in(from..end);
    let is_own = |range: &Range<usize>| {
        let at = from + range.start;
        !others.clone().any(|b| {
            let behind = said_behind(reading, b).map_or(reading.amounts[b].outer.end, |s| s.1);
            let start = closed_bracket(reading, b, end).unwrap_or(reading.lead(b).start);
            (start..behind).contains(&at)
        })
    };
    let year =
        era::scan_years(window).into_iter().rfind(|y| is_own(&y.range) && !era::is_base(window, y));
    let stage = stage::scan_stages(window).into_iter().rfind(|s| is_own(&s.range));
    (year.filter(|y| y.fiscal).map(|y| y.western), stage.map(|s| s.stage))
}

/// The year or stage in the bracket directly behind an amount, `493百万円(当初)`, and where
/// the bracket ends.
pub(super) fn said_behind(reading: &Reading, a: usize) -> Option<(Column, usize)> {
    const LONGEST: usize = 90;
    let norm = reading.norm();
    let end = reading.end_with_shares(a);
    let rest = norm[end..].trim_start_matches(' ');
    let inner = rest.strip_prefix('(')?;
    let close = naming::head(inner, LONGEST).find([')', '\n'])?;
    let close = Some(close).filter(|&c| inner[c..].starts_with(')'))?;
    let column = stage::column(&inner[..close])?;
    let says = column.change.is_none() && (column.year.is_some() || column.stage.is_some());
    says.then(|| (column, norm.len() - inner.len() + close + 1))
}

/// The one year that a heading prints, and the stage directly behind it:
/// `令和8年度補正予算の主な事業`.
pub(in crate::rules) fn headed(title: &str) -> Option<(Option<i32>, Option<Stage>)> {
    // A remark behind it is left aside: 令和8年度決算(9月1日、速報).
    let title = match title.rfind('(') {
        Some(open) if open > 0 && !title[open..].trim_end_matches(')').contains(')') => {
            title[..open].trim_end()
        }
        _ => title,
    };
    if title.contains(['。', '、']) || title.ends_with(|c| matches!(c, 'ぁ'..='ゖ')) {
        return None;
    }
    let years = era::scan_years(title);
    let [year] = &years[..] else { return None };
    let rest = &title[year.range.end..];
    // 令和3年度に開始した事業: the year is of something else.
    let is_said = |c: char| matches!(c, 'ぁ'..='ゖ' | '末') && c != 'の';
    if !year.fiscal || rest.trim_start().starts_with(is_said) {
        return None;
    }
    let stage = stage::behind_year(rest).map(|word| word.stage);
    Some((Some(year.western), stage))
}

/// Lines that hold only a year or a stage, or are headings with a year, for the
/// lines below them; found on the way down.
#[derive(Default)]
pub(in crate::rules) struct Headers {
    next: usize,
    last: Said,
    /// What holds again behind the amounts of the one item that a bracketed stage is said of.
    behind_item: Option<Said>,
    /// What the last heading says; heads of columns are none.
    heading: Said,
    /// The last header that is no heading, and its line.
    column: Option<(usize, Said)>,
}

/// A year and a stage, as far as they are printed.
pub(in crate::rules) type Said = (Option<i32>, Option<Stage>);

impl Headers {
    /// The year and stage of the last such line above line `i`. Lines are asked for in order.
    fn above(&mut self, reading: &Reading, i: usize) -> Said {
        self.go_to(reading, i);
        if reading.amounts_of_line(i).next().is_some_and(|a| !reading.begins_line(a)) {
            self.last = self.behind_item.take().unwrap_or(self.last);
        }
        self.last
    }

    /// The year and stage of the last heading above line `i`, for a sentence that stands there.
    pub fn heading(&mut self, reading: &Reading, i: usize) -> Said {
        self.go_to(reading, i);
        self.heading
    }

    fn go_to(&mut self, reading: &Reading, i: usize) {
        while self.next < i {
            self.read(reading, self.next);
            self.next += 1;
        }
    }

    /// Takes up what line `i` says.
    fn read(&mut self, reading: &Reading, i: usize) {
        const LONGEST: usize = 120;
        let content = reading.content(i);
        let amount = reading.amounts_of_line(i).next();
        if !content.is_empty() && !amount.is_some_and(|a| reading.begins_line(a)) {
            self.last = self.behind_item.take().unwrap_or(self.last);
        }
        if amount.is_some() {
            self.column = None;
            return;
        }
        if content.len() > LONGEST || !content.contains(['年', '予', '額', '正']) {
            return;
        }
        let title = line::numbered(content).map_or(content, |(_, at)| &content[at..]);
        let title = title.trim_matches(['■', '●', '◆', '○', '【', '】', '<', '>', '(', ')', ' ']);
        if let Some(header) = stage::column(title).filter(|h| h.change.is_none()) {
            let said = (header.year.map(|y| y.western), header.stage);
            if content.starts_with('【') && said.0.is_none() && is_over_amount(reading, i) {
                self.behind_item.get_or_insert(self.last);
            }
            self.last = self.beside(i, said);
            self.column = Some((i, said));
        } else if let Some(headed) = headed(title) {
            self.last = headed;
            self.heading = headed;
            self.column = None;
        }
    }

    /// What the header of line `i` says of the lines below: two stages close together are those
    /// of two columns, and of neither alone.
    fn beside(&self, i: usize, said: Said) -> Said {
        const NEAR: usize = 4;
        match self.column {
            Some((line, (_, stage))) if i - line <= NEAR && stage.is_some() => {
                (said.0, said.1.filter(|s| Some(*s) == stage))
            }
            _ => said,
        }
    }
}

/// Whether the line below line `i` begins with its amount, so that line `i` is of that item.
fn is_over_amount(reading: &Reading, i: usize) -> bool {
    let below = (i + 1..reading.text.lines().len()).find(|&j| !reading.is_blank(j));
    let amount = below.and_then(|j| reading.amounts_of_line(j).next());
    amount.is_some_and(|a| reading.begins_line(a))
}

#[cfg(test)]
mod tests {
    /// Year and stage of each amount of the text.
    #[track_caller]
    fn check(text: &str, want: &str) {
        let extraction = crate::extract("a.txt", text.as_bytes(), crate::Options::default())
            .expect("text always opens");
        let one = |item: &crate::model::LineItem| {
            let year = item.fiscal_year.map_or("-".to_owned(), |year| year.to_string());
            format!("{year} {}", format!("{:?}", item.stage).to_lowercase())
        };
        let found: Vec<String> = extraction.line_items.iter().map(one).collect();
        assert_eq!(found.join("; "), want, "{text}");
    }

    #[test]
    fn a_bracketed_stage_is_of_one_item_or_of_a_list() {
        check(
            "令和9年度の主要事業\n\n① 灯台支援事業\n【補正予算】\n58億円\n② 桟橋支援事業\n5億円",
            "2027 supplementary; 2027 unspecified",
        );
        check(
            "【補正予算】\n・灯台支援事業 58億円\n・桟橋支援事業 5億円",
            "- supplementary; - supplementary",
        );
    }

    #[test]
    fn a_base_is_no_year_of_the_amount() {
        let of = "令和9年度予算の概要\n\n";
        let check = |text: &str, want: &str| check(&format!("{of}{text}"), want);
        check("令和8年度予算と比べ、20億円増となった。", "2027 initial");
        check("港の費用は令和8年度当初予算比で30億円の増。", "2027 initial");
        check("総額3,010億円を計上している(対8年度140億円減)。", "2027 initial; 2027 initial");
        check("船の費用は40億円、対前年度3億円増となった。", "2027 initial; 2027 initial");
        check("令和8年度の30億円に比べて多い。", "2026 initial");
    }

    #[test]
    fn a_heading_is_of_the_sentences_below() {
        check(
            "令和8年度 一般会計決算\n歳出額 5億円\n令和9年度 温泉特別会計補正予算(4月1日、可決)\n\
             総額は3億円である。",
            "2026 settled; 2027 supplementary",
        );
        check("令和8年度一般会計補正予算\n船の費用は3億円である。", "2026 supplementary");
        check("令和9年度予算の概要\n\n令和8年度の港の補正予算\n・船の費用 3億円", "2026 initial");
    }

    #[test]
    fn heads_of_columns_are_not_of_the_sentences_below() {
        check("最終\n補正額\n|\n補正後\n累計\n|\n桟橋の補修に、5億円を充てた。", "- unspecified");
    }
}
