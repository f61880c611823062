//! Project lines: `1. 医薬品プロジェクト 384億円 <AMED 335億円、インハウス 49億円>`.
//!
//! A numbered name with its amount on the same line is a project, and so is a name
//! without a number where such a bracket follows. A bracket behind the amount either names the one agency that spends it, or divides it
//! among agencies. The ■ paragraphs that describe the projects may stand under
//! each line or, in a dump, far from it; they keep the order of the lines.

use crate::layout::amount;
use crate::layout::line::{self, squeeze};
use crate::model::{Evidence, Flag, Level, Measure, Program};
use crate::notation::mark;
use crate::text;

use super::generic::Bracketed;
use super::item::ProgramDraft;
use super::running::naming::{self, Named};
use super::{Draft, Item, Reading, Rule};

pub(super) const RULE: Rule = Rule {
    name: "project_line",
    summary: "A numbered project with its amount, and the agencies in the bracket behind it.",
    apply,
};

/// A project line.
pub(super) struct Line {
    line: usize,
    name: String,
    label: std::ops::Range<usize>,
    flags: Vec<Flag>,
    amount: usize,
}

/// Where the title begins behind the number of a line: `1.`, or `①` as lists within a
/// list have it.
fn numbered(content: &str) -> Option<usize> {
    if let Some((_, title)) = line::numbered(content) {
        return Some(title);
    }
    let rest = content.trim_start_matches([' ', '\t', '#', '*']);
    let number = rest.chars().next().filter(|c| matches!(c, '①'..='⑳' | '㉑'..='㉟'))?;
    let title = rest[number.len_utf8()..].trim_start();
    (!title.is_empty()).then(|| content.len() - title.len())
}

/// Where the name begins in a line without a number, if the bracket behind its amount
/// divides the amount among agencies: `医薬品プロジェクト 453億円 <AMED 403億円、…>`.
fn divided(reading: &Reading, i: usize, amount: usize) -> Option<usize> {
    let content = reading.line(i);
    let line = reading.text.lines()[i].range.clone();
    let name = reading.norm().get(line.start..reading.lead(amount).start)?;
    let behind = reading.norm().get(reading.end_with_shares(amount)..line.end)?.trim_start();
    let inner = behind.strip_prefix(['<', '〈'])?;
    let names_agency = inner.starts_with(|c: char| c.is_alphabetic());
    (names_agency && line::is_program_name(name))
        .then(|| content.len() - content.trim_start().len())
}

/// The part of a printed label that is the name, and what the marks 【新規】 and (再掲) at its
/// ends say.
fn unmarked(label: &str) -> (std::ops::Range<usize>, Vec<Flag>) {
    const EDGES: [char; 5] = [' ', ':', '*', '・', '('];
    let mut range = 0..label.len();
    let found = mark::scan_flags(label);
    for (mark, _) in found.iter().filter(|(mark, _)| label[..mark.start].trim().is_empty()) {
        range.start = mark.end;
    }
    loop {
        let end = range.start + label[range.clone()].trim_end_matches(EDGES).len();
        range.end = end;
        match found.iter().find(|(mark, _)| mark.end == end && mark.start >= range.start) {
            Some((mark, _)) => range.end = mark.start,
            None => break,
        }
    }
    let name = &label[range.clone()];
    range.start += name.len() - name.trim_start().len();
    let mut flags: Vec<Flag> = found
        .iter()
        .filter(|(mark, _)| mark.end <= range.start || mark.start >= range.end)
        .map(|(_, flag)| *flag)
        .collect();
    flags.sort();
    flags.dedup();
    (range, flags)
}

fn project_line(reading: &Reading, i: usize) -> Option<Line> {
    let content = reading.line(i);
    let amount = reading.amounts_of_line(i).next()?;
    let title = numbered(content).or_else(|| divided(reading, i, amount))?;
    if line::is_leader(content) {
        return None;
    }
    let base = reading.text.lines()[i].range.start;
    let stop = reading.lead(amount).start.min(reading.amounts[amount].outer.start);
    let label = content.get(title..stop.checked_sub(base)?)?;
    let (named, mut flags) = unmarked(label);
    let name = text::name(&label[named.clone()]);
    if name.is_empty() || name.contains(['。', '、']) || name.chars().count() > 40 {
        return None;
    }
    let end = reading.amounts[amount].outer.end;
    let behind = reading.norm()[end..line_end(reading, end)].trim();
    let marks = mark::scan_flags(behind);
    flags.extend(marks.iter().filter(|(r, _)| r.start == 0).map(|(_, flag)| *flag));
    flags.sort();
    flags.dedup();
    let alone = behind.is_empty() || behind.starts_with(['<', '(', '〈', '[', '【', ')']);
    let label = base + title + named.start..base + title + named.end;
    alone.then_some(Line { line: i, name, label, flags, amount })
}

/// The end of the line that byte `at` stands in: an amount may go on below its line, `12` / `億円`.
fn line_end(reading: &Reading, at: usize) -> usize {
    reading.text.lines()[reading.text.line_at(at)].range.end
}

/// The project lines of a text.
pub(super) fn lines(reading: &Reading) -> Vec<Line> {
    (0..reading.text.lines().len()).filter_map(|i| project_line(reading, i)).collect()
}

/// The names of the projects that a document is divided into: those of its
/// project lines, those of numbered headings over an agency's amount, and those
/// set in display type that its own contents list as well.
pub(super) fn names(reading: &Reading) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut add = |name: String| {
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    };
    let mut displayed = Vec::new();
    let mut lines = reading.project_lines.iter().peekable();
    let mut titles: Vec<(usize, String)> = Vec::new();
    let (mut page, mut opening) = (0, 0);
    for i in 0..reading.text.lines().len() {
        let content = reading.line(i);
        if reading.is_blank(i) {
            continue;
        }
        if reading.text.lines()[i].page != page {
            (page, opening) = (reading.text.lines()[i].page, 0);
        }
        opening += 1;
        if opening <= TITLE_LINES && page > 1 && line::is_program_name(content) {
            titles.push((i, text::name(content)));
        }
        if let Some(line) = lines.next_if(|line| line.line == i) {
            add(line.name.clone());
        } else if let Some(name) = headed_name(reading, i) {
            add(name);
        }
        if let Some(tail) = reading.display_tail(i) {
            let name = text::name(&content[tail..]);
            if line::is_program_name(&name) {
                displayed.push(name);
            }
        }
    }
    listed(reading, &displayed).into_iter().for_each(&mut add);
    contents(reading, &titles).into_iter().for_each(add);
    names
}

/// A page's title stands among so many of its first lines.
const TITLE_LINES: usize = 3;

/// The names in a list of contents, one a line, that are the titles of later pages.
fn contents(reading: &Reading, titles: &[(usize, String)]) -> Vec<String> {
    let Some(longest) = titles.iter().map(|(_, title)| title.len()).max() else {
        return Vec::new();
    };
    let is_entry = |i: usize| {
        let content = reading.line(i);
        content.len() <= longest * 3 && line::is_program_name(&squeeze(content))
    };
    let lines = reading.text.lines().len();
    let mut found: Vec<String> = Vec::new();
    let mut start = 0;
    while start < lines {
        let end = (start..lines).take_while(|&i| is_entry(i)).count() + start;
        let list: Vec<String> = (start..end).map(|i| squeeze(reading.line(i))).collect();
        let opens = |name: &String| titles.iter().any(|(at, title)| *at >= end && title == name);
        if list.len() >= 3 && list.iter().filter(|name| opens(name)).count() >= 2 {
            found.extend(list);
        }
        start = end.max(start) + 1;
    }
    found
}

/// Those of the names in display type that a list of the document names too, and what
/// such a list names between two of them.
fn listed(reading: &Reading, displayed: &[String]) -> Vec<String> {
    const MARKS: [char; 8] = [' ', 'ー', '-', '―', '・', '●', '•', '○'];
    let Some(longest) = displayed.iter().map(String::len).max() else { return Vec::new() };
    let openings: Vec<char> = displayed.iter().filter_map(|name| name.chars().next()).collect();
    let bare = |i: usize| reading.line(i).trim_start_matches(MARKS);
    let lines: Vec<usize> = (0..reading.text.lines().len())
        .filter(|&i| !reading.is_blank(i) && reading.display_tail(i).is_none())
        .collect();
    let is_displayed: Vec<bool> = lines
        .iter()
        .map(|&i| {
            let content = bare(i);
            // A line too long to be such a name still parts the lines around it.
            let may_be = content.len() <= longest * 3 && content.starts_with(openings.as_slice());
            may_be && displayed.contains(&squeeze(content))
        })
        .collect();
    let names = (0..lines.len()).filter_map(|k| {
        let is_between = k > 0 && is_displayed[k - 1] && is_displayed.get(k + 1) == Some(&true);
        if !is_displayed[k] && (!is_between || bare(lines[k]).len() > longest * 3) {
            return None;
        }
        let name = squeeze(bare(lines[k]));
        (is_displayed[k] || line::is_program_name(&name)).then_some(name)
    });
    names.collect()
}

/// The name in a numbered heading that an agency's amount follows.
fn headed_name(reading: &Reading, i: usize) -> Option<String> {
    let content = reading.line(i);
    let (_, title) = line::numbered(content)?;
    if line::is_leader(content) {
        return None;
    }
    let first = content[title..].split_whitespace().next()?;
    let rest = content[title + first.len()..].trim();
    // The head may stand on the heading's own line: `1. 森林プロジェクト 令和9年度予算額60億円`.
    let base = reading.text.lines()[i].range.start;
    let on_line = reading.amounts_of_line(i).next().is_some_and(|a| {
        let lead = reading.lead(a);
        let between = reading.norm().get(base + title + first.len()..lead.start);
        lead.year.is_some() && lead.stage.is_some() && between.is_some_and(|b| b.trim().is_empty())
    });
    if on_line && !first.contains(['。', '、']) {
        return Some(text::name(first));
    }
    if first.contains(['。', '、']) || !(rest.is_empty() || amount::agency_label(rest).is_some())
    {
        return None;
    }
    let mut seen_label = !rest.is_empty();
    let following = (i + 1..reading.text.lines().len()).filter(|&k| !reading.is_blank(k)).take(3);
    for k in following {
        let text = reading.line(k);
        if line::numbered(text).is_some() {
            return None;
        }
        if let Some(amount) = reading.amounts_of_line(k).next() {
            let lead = reading.lead(amount);
            let is_labelled = seen_label || lead.agency.is_some();
            let headed = is_labelled && lead.year.is_some() && lead.stage.is_some();
            return headed.then(|| text::name(first));
        }
        seen_label |= amount::agency_label(text).is_some();
    }
    None
}

fn apply(reading: &Reading, draft: &mut Draft) {
    let mut projects = Vec::new();
    for line in &reading.project_lines {
        if draft.is_free(line.amount) {
            projects.push((line, claim(reading, draft, line)));
        }
    }
    describe(reading, draft, &projects);
}

/// Claims a project's total and the agencies' parts behind it.
fn claim(reading: &Reading, draft: &mut Draft, line: &Line) -> Vec<usize> {
    let lead = reading.lead(line.amount);
    let mut total = Item::new(reading, RULE.name, line.amount, line.name.clone());
    total.level = Level::Project;
    total.label = Some(line.label.clone());
    total.flags.clone_from(&line.flags);
    if reading.amounts[line.amount].signed {
        total.measure = Measure::Change;
    }
    total.year = lead.year.or(total.year);
    total.stage = lead.stage.unwrap_or(total.stage);
    let end = reading.end_with_shares(line.amount);
    let line_end = bracket_end(reading.norm(), end..line_end(reading, end));
    let behind = &reading.norm()[end..line_end];
    let inner: Vec<usize> =
        reading.amounts_in(end..line_end).filter(|&a| !reading.amounts[a].is_share()).collect();
    if inner.is_empty() {
        total.agency = bracketed(behind).map(amount::agency);
    }
    let part = total.clone();
    let total = draft.claim_with_shares(reading, total);
    let mut items = vec![total];
    let mut from = end;
    for a in inner {
        let label = reading.norm()[from..reading.amounts[a].outer.start]
            .trim_matches([' ', '<', '>', '(', ')', '、', ',', '〈', '・', ':', 'う', 'ち']);
        from = reading.amounts[a].outer.end;
        if let Some((bracket, base)) = Bracketed::of(reading, a)
            && base == line.amount
            && label.is_empty()
        {
            let mut item = part.clone();
            item.amount = a;
            bracket.settle(reading.remark, Some(&Named::of(&part)), &mut item);
            items.push(draft.claim_with_shares(reading, item));
            continue;
        }
        if label.is_empty() {
            continue;
        }
        let lead = naming::lead(reading, a);
        let said = reading.norm().get(reading.end_with_shares(line.amount)..lead.start);
        if (lead.year.is_some() || lead.stage.is_some())
            && said.is_some_and(|said| said.trim() == "(")
        {
            // The same project in another year or stage: (前年度1兆1,500億円).
            let mut item = part.clone();
            item.amount = a;
            item.year = lead.year.or(item.year);
            item.stage = lead.stage.unwrap_or(item.stage);
            items.push(draft.claim_with_shares(reading, item));
            continue;
        }
        if !is_agency(label) {
            continue;
        }
        let mut item = part.clone();
        item.amount = a;
        item.agency = Some(amount::agency(label));
        item.part_of = Some(total);
        items.push(draft.claim_with_shares(reading, item));
    }
    items
}

/// Where the bracket ends that the range begins with; the end of the range without one. What
/// stands behind is no part of the project: `(前年度比+5億円) ② 灯台計画 7億円`.
fn bracket_end(norm: &str, range: std::ops::Range<usize>) -> usize {
    let text = &norm[range.clone()];
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '<' | '〈' | '(' | '[' | '【' => depth += 1,
            '>' | '〉' | ')' | ']' | '】' if depth == 1 => {
                let rest = text[at + c.len_utf8()..].trim_start();
                let goes_on = rest.is_empty() || rest.starts_with(['<', '〈', '(', '[', '【']);
                return if goes_on { range.end } else { range.start + at + c.len_utf8() };
            }
            '>' | '〉' | ')' | ']' | '】' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    range.end
}

/// Whether the words before an amount can be an agency's, and are not about the amount: letters
/// only, and no word for last year or a change.
fn is_agency(label: &str) -> bool {
    const OTHER: [&str; 7] = ["前年度", "年度", "対前年", "同", "比", "増", "減"];
    let letters = |c: char| c.is_alphabetic() || matches!(c, 'ー' | '・' | ' ');
    label.chars().all(letters) && !OTHER.iter().any(|word| label == *word || label.ends_with(word))
}

/// What stands in the bracket that `text` begins with.
fn bracketed(text: &str) -> Option<&str> {
    let text = text.trim();
    let inner = text.strip_prefix(['<', '〈'])?.strip_suffix(['>', '〉'])?.trim();
    (!inner.is_empty()).then_some(inner)
}

/// Makes a record of each project, with its ■ paragraph and － activities.
fn describe(reading: &Reading, draft: &mut Draft, projects: &[(&Line, Vec<usize>)]) {
    let descriptions = descriptions(reading);
    let matched = descriptions.len() == projects.len();
    for (k, (line, items)) in projects.iter().enumerate() {
        let found = matched.then(|| &descriptions[k]);
        draft.programs.push(ProgramDraft {
            program: Program {
                name: line.name.clone(),
                description: found.map(|d| d.text.clone()),
                activities: found.map(|d| d.activities.clone()).unwrap_or_default(),
                flags: line.flags.clone(),
                evidence: Evidence::new(reading.text.span(line.label.clone()), None),
                ..Program::default()
            },
            items: items.clone(),
            at: line.label.start,
        });
    }
}

/// A ■ paragraph and the － lines under it.
struct Description {
    text: String,
    activities: Vec<String>,
}

fn descriptions(reading: &Reading) -> Vec<Description> {
    let first_sheet = reading.sheets.first().map_or(usize::MAX, |s| s.lines.start);
    let mut found: Vec<Description> = Vec::new();
    let mut open = false;
    let mut in_activities = false;
    for i in 0..reading.text.lines().len().min(first_sheet) {
        let content = reading.content(i);
        if let Some(rest) = content.strip_prefix('■') {
            found.push(Description { text: text::name(rest), activities: Vec::new() });
            (open, in_activities) = (true, false);
        } else if content.is_empty() {
            open = false;
        } else if let Some(rest) = dash_item(content) {
            in_activities = !found.is_empty();
            open = in_activities;
            if let Some(last) = found.last_mut() {
                last.activities.push(text::name(rest));
            }
        } else if open && line::numbered(content).is_none() && !content.starts_with(['※', '➢'])
        {
            let Some(last) = found.last_mut() else { continue };
            let target = if in_activities {
                last.activities.last_mut().unwrap_or(&mut last.text)
            } else {
                &mut last.text
            };
            *target = text::name(&format!("{target}{content}"));
        } else {
            open = false;
        }
    }
    found.retain(|d| d.text.ends_with('。'));
    found
}

/// What stands behind the dash, or dashes, that a line begins with.
fn dash_item(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(['-', '―'])?;
    Some(rest.trim_start().trim_start_matches(['-', '―']).trim_start())
}

#[cfg(test)]
mod tests {
    use crate::{Options, extract};

    fn check(text: &str, expected: &[&str]) {
        let extraction = extract("a.txt", text.as_bytes(), Options::default());
        let items = extraction.expect("text always opens").line_items;
        let shown = items.iter().map(|item| {
            let ministry = item.ministry.as_deref().unwrap_or("-");
            let agency = item.agency.as_deref().unwrap_or("-");
            format!("{} {agency} {ministry} {}", item.name, item.yen.unwrap_or_default())
        });
        assert_eq!(shown.collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn an_amount_goes_on_below_its_line() {
        check("1. 治水プロジェクト 12億\n円", &["治水プロジェクト - - 1200000000"]);
        check(
            "1. 治水プロジェクト 12\n億円 <公団 7億円、機構 5億円>",
            &[
                "治水プロジェクト - - 1200000000",
                "治水プロジェクト 公団 - 700000000",
                "治水プロジェクト 機構 - 500000000",
            ],
        );
        check(
            "1. 治水プロジェクト 12億円 (農5、国\n7)",
            &[
                "治水プロジェクト - - 1200000000",
                "治水プロジェクト - 農林水産省 500000000",
                "治水プロジェクト - 国土交通省 700000000",
            ],
        );
    }
}
