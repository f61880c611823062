//! The entries of a sheet: named programmes, and amounts that stand by themselves.

use std::borrow::Cow;
use std::ops::Range;

use crate::layout::line::{self, is_program_name, slash_parts};
use crate::layout::sheet::Sheet;
use crate::model::Flag;
use crate::notation::{mark, share};
use crate::text;

use super::super::{Draft, Reading};

/// A programme's name, or the names that share one amount.
#[derive(Clone, Debug, Default)]
pub struct NameEntry {
    /// The names, without marks and ministries.
    pub names: Vec<String>,
    /// Where they stand.
    pub label: Range<usize>,
    /// 新規, 拡充, 再掲
    pub flags: Vec<Flag>,
    /// Official names of the ministries in the bracket behind the name.
    pub ministries: Vec<&'static str>,
    /// What the text says behind the name's colon.
    pub description: String,
    /// The line after the last one of the entry.
    pub end: usize,
    /// Whether a slash behind the last name waits for one more.
    pub is_hanging: bool,
}

impl NameEntry {
    /// The printed names, joined as the record model joins them.
    pub fn name(&self) -> String {
        self.names.join("／")
    }

    /// Whether the entry repeats a programme that is listed elsewhere.
    pub fn is_repeated(&self) -> bool {
        self.flags.contains(&Flag::Repeated)
    }
}

/// What a sheet is read as, from its top to its bottom.
#[derive(Clone, Debug)]
pub enum Entry {
    /// A name, with the amounts that stand in its own lines.
    Name(Box<NameEntry>, Vec<Tied>),
    /// An amount that stands by itself.
    Amount(usize),
    /// Something else between the two.
    Other,
}

/// An amount in the lines of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tied {
    /// Index of the amount.
    pub amount: usize,
    /// Whether the text itself ties it to the name, or only the line it shares with it.
    pub is_stated: bool,
}

const BULLETS: [char; 9] = ['●', '◆', '○', '◎', '◇', '•', '・', '-', '▪'];

/// Where the name in a line begins: behind a leading bullet, or behind a ● or ◆
/// that a dump glued to the text before it.
fn bullet(content: &str) -> Option<usize> {
    let start = content.len() - content.trim_start().len();
    let rest = &content[start..];
    let first = rest.chars().next()?;
    if BULLETS.contains(&first) {
        let at = start + first.len_utf8();
        return Some(at + content[at..].len() - content[at..].trim_start().len());
    }
    // The first byte of both, and of little else.
    let from = memchr::memchr(0xE2, content.as_bytes())?;
    let at = from + content[from..].find(['●', '◆'])?;
    let at = at + '●'.len_utf8();
    Some(at + content[at..].len() - content[at..].trim_start().len())
}

/// Where the name begins in a line that is nothing but a programme's name, the words that
/// lead to its amount, and the amount.
fn priced_name(reading: &Reading, i: usize) -> Option<usize> {
    let line = reading.text.lines()[i].range.clone();
    let a = reading.amounts_of_line(i).next()?;
    let lead = reading.lead(a);
    let name = reading.norm().get(line.start..lead.start)?;
    let is_entry = lead.stage.is_some()
        && lead.year.is_none()
        && reading.ends_line(a)
        && is_program_name(name)
        && !name.contains(['。', '、', ':'])
        && line::numbered(name).is_none();
    is_entry.then(|| name.len() - name.trim_start().len())
}

/// Where the name begins in a line that is nothing but a programme's name, if the line
/// below is nothing but the words that lead to an amount, and the amount. A line end may
/// stand within the name or within these words: `水田活用事` / `業 概算` / `要求額3億円`.
fn name_over_amount(reading: &Reading, i: usize) -> Option<usize> {
    let content = reading.line(i);
    if i + 1 >= reading.text.lines().len() || !reading.amounts_of_line(i).is_empty() {
        return None;
    }
    let a = reading.amounts_of_line(i + 1).next()?;
    let lead = reading.lead(a);
    let start = reading.text.lines()[i].range.start;
    let name = reading.norm().get(start..lead.start)?;
    let is_entry = lead.stage.is_some()
        && lead.year.is_none()
        && reading.ends_line(a)
        && !reading.is_in_sentence(a)
        && is_program_name(&text::name(name))
        && (is_program_name(content) || !opens(content))
        && !name.contains(['。', '、', ':', '/'])
        && line::numbered(content).is_none();
    is_entry.then(|| content.len() - content.trim_start().len())
}

/// Whether a line opens something of its own, so that a paragraph before it ends.
fn opens(content: &str) -> bool {
    let trimmed = content.trim_start();
    trimmed.starts_with(['●', '◆', '○', '◎', '◇', '■', '※', '➢', '<', '#', '▶'])
        || trimmed.starts_with("- ")
        || line::numbered(content).is_some()
}

/// The programme that line `i` names, if it names one.
pub fn name_entry(reading: &Reading, i: usize) -> Option<NameEntry> {
    let content = reading.line(i);
    let base = reading.text.lines()[i].range.start;
    let at = bullet(content)
        .or_else(|| priced_name(reading, i))
        .or_else(|| name_over_amount(reading, i))?;
    // The name ends at its colon, which may stand on one of the next lines.
    let norm = reading.norm();
    let start = base + at;
    let mut end_line = i;
    let mut stop = name_end(reading, start, reading.text.lines()[i].range.end);
    while stop.colon.is_none() && end_line + 1 < reading.text.lines().len() && end_line < i + 3 {
        let next = reading.line(end_line + 1);
        let so_far = &norm[start..stop.end];
        let goes_on = !next.trim().is_empty()
            && !opens(next)
            && (reading.amounts_of_line(end_line + 1).is_empty()
                || completes(reading, start, end_line + 1))
            && stop.at_line_end
            && (next.trim_start().starts_with('(')
                || !is_program_name(&unmarked(so_far).0)
                || line::has_open_bracket(so_far)
                || line::is_incomplete(so_far));
        if !goes_on {
            break;
        }
        end_line += 1;
        stop = name_end(reading, start, reading.text.lines()[end_line].range.end);
    }
    let end = stop.colon.unwrap_or(stop.end);
    let printed = norm[start..end].trim_end_matches([' ', '\t', '/', '*', ':', '\n']);
    if printed.contains('。') || printed.chars().count() > 160 {
        return None;
    }
    let (mut bare, flags) = unmarked(printed);
    if let Some(rest) = wrapped_behind_amount(reading, &bare, stop.at_line_end, end_line) {
        bare.push_str(rest);
        end_line += 1;
    }
    let (bare, ministries) = without_ministries(&bare);
    let names = names(&bare);
    let named = names.iter().all(|n| is_program_name(n));
    if names.is_empty() || !(named || stop.colon.is_some() && names[0].chars().count() >= 4) {
        return None;
    }
    let mut entry = NameEntry {
        names,
        label: start..start + printed.len(),
        flags,
        ministries,
        description: String::new(),
        end: end_line + 1,
        is_hanging: norm[start..end].trim_end().ends_with('/'),
    };
    let line_end = reading.text.lines()[end_line].range.end;
    let mut said = stop.colon.map_or(line_end, |c| c + 1)..line_end;
    let mut last = said.clone();
    // A name without a colon is complete: below it, only what is set in belongs to it.
    let is_closed = stop.colon.is_none() && entry.names.iter().all(|n| is_program_name(n));
    while entry.end < reading.text.lines().len() {
        let mut next = reading.line(entry.end);
        if next.trim().is_empty() {
            // Over a blank line goes on only what plainly was not finished.
            let so_far = norm[last.clone()].trim();
            let after = (entry.end + 1).min(reading.text.lines().len() - 1);
            next = reading.line(after);
            let is_open = stop.colon.is_some()
                && (so_far.is_empty() || line::is_incomplete(so_far) || line::continues(next));
            if !is_open || next.trim().is_empty() || !reading.amounts_of_line(after).is_empty() {
                break;
            }
            entry.end = after;
        }
        if opens(next) || next.contains('●') {
            break;
        }
        let leads = reading.amounts_of_line(entry.end).any(|a| reading.lead(a).stage.is_some());
        if is_closed && !leads && !next.starts_with([' ', '(']) {
            break;
        }
        last = reading.text.lines()[entry.end].range.clone();
        said.end = last.end;
        entry.end += 1;
    }
    entry.description = described(reading, said);
    Some(entry)
}

/// Whether what line `next` prints before its amount completes the programme's name that
/// begins at `start`.
fn completes(reading: &Reading, start: usize, next: usize) -> bool {
    let Some(a) = reading.amounts_of_line(next).next() else { return false };
    let lead = reading.lead(a).start;
    let rest = reading.norm().get(reading.text.lines()[next].range.start..lead);
    lead > start
        && rest.is_some_and(|rest| !rest.trim().is_empty() && !is_program_name(rest))
        && reading.ends_line(a)
        && is_program_name(&text::name(&reading.norm()[start..lead]))
}

/// The rest of a name that went on below, while its amount stood beside its first line.
fn wrapped_behind_amount<'t>(
    reading: &Reading<'t>,
    so_far: &str,
    at_line_end: bool,
    end_line: usize,
) -> Option<&'t str> {
    let next = end_line + 1;
    if at_line_end || next >= reading.text.lines().len() || is_program_name(so_far) {
        return None;
    }
    let rest = reading.content(next);
    let completes = !rest.is_empty()
        && rest.chars().count() <= 24
        && reading.amounts_of_line(next).is_empty()
        && is_program_name(&format!("{so_far}{rest}"));
    completes.then_some(rest)
}

/// Where a name may end.
struct Stop {
    colon: Option<usize>,
    end: usize,
    at_line_end: bool,
}

/// The colon outside brackets, and the first amount or line end, of `start..end`.
fn name_end(reading: &Reading, start: usize, end: usize) -> Stop {
    let text = &reading.norm()[start..end];
    // The words that lead to an amount of the next line may begin in this one.
    let limit = reading.amounts_in(start..reading.norm().len()).next().map_or(end, |a| {
        reading.lead(a).start.min(reading.amounts[a].outer.start).clamp(start, end)
    });
    let mut depth = 0usize;
    let mut colon = None;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '「' => depth += 1,
            ')' | '」' => depth = depth.saturating_sub(1),
            ':' if depth == 0 && start + at <= limit => {
                colon = Some(start + at);
                break;
            }
            _ => {}
        }
    }
    Stop { colon, end: limit, at_line_end: limit == end }
}

/// The text with short brackets whole that a line end broke: `(再` / `掲)`.
fn rejoined(printed: &str) -> Cow<'_, str> {
    const LONGEST: usize = 6;
    if !printed.contains('\n') {
        return Cow::Borrowed(printed);
    }
    let mut out = String::with_capacity(printed.len());
    let mut from = 0;
    for (at, line_end) in printed.match_indices('\n') {
        let open = printed[..at].chars().rev().take(LONGEST).find(|c| ['(', ')'].contains(c));
        let close = printed[at..].chars().take(LONGEST).find(|c| ['(', ')'].contains(c));
        if open == Some('(') && close == Some(')') {
            out.push_str(&printed[from..at]);
            from = at + line_end.len();
        }
    }
    out.push_str(&printed[from..]);
    Cow::Owned(out)
}

/// The text without the marks 再掲, 新規, 拡充, and those marks.
fn unmarked(printed: &str) -> (String, Vec<Flag>) {
    let printed = rejoined(printed);
    let mut flags = Vec::new();
    let mut bare = String::with_capacity(printed.len());
    let mut at = 0;
    for (range, flag) in mark::scan_flags(&printed) {
        if !matches!(flag, Flag::New | Flag::Expanded | Flag::Repeated) || range.start < at {
            continue;
        }
        bare.push_str(&printed[at..range.start]);
        at = range.end;
        if !flags.contains(&flag) {
            flags.push(flag);
        }
    }
    bare.push_str(&printed[at..]);
    flags.sort();
    (bare, flags)
}

/// The text without the bracket of ministries at its end, and those ministries.
fn without_ministries(printed: &str) -> (String, Vec<&'static str>) {
    let trimmed = printed.trim_end();
    if let Some(open) = trimmed.rfind('(')
        && let Some((range, ministries)) = share::ministries_in_bracket(&trimmed[open..])
        && open + range.end == trimmed.len()
    {
        return (trimmed[..open].to_owned(), ministries);
    }
    (printed.to_owned(), Vec::new())
}

/// The names in a list that slashes divide, or the one name if it is none.
fn names(printed: &str) -> Vec<String> {
    if let Some(each) = listed(printed, 2) {
        return each;
    }
    let whole = tidy(printed);
    if whole.is_empty() { Vec::new() } else { vec![whole] }
}

/// The names in a list of at least `fewest` that slashes divide, if all are programmes'.
fn listed(printed: &str, fewest: usize) -> Option<Vec<String>> {
    let pieces = pieces(printed);
    if pieces.len() < fewest {
        return None;
    }
    pieces.into_iter().map(|piece| Some(tidy(piece)).filter(|n| is_program_name(n))).collect()
}

/// What slashes divide. A line end divides too, where a programme's name is
/// complete before it and another stands whole behind it.
fn pieces(printed: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    for part in slash_parts(printed) {
        let part = &printed[part];
        let mut from = 0;
        for (at, _) in part.match_indices('\n') {
            let (before, behind) = (&part[from..at], &part[at..]);
            let is_end = ["事業", "プログラム", "プロジェクト"]
                .iter()
                .any(|noun| before.trim_end().ends_with(noun));
            if is_end && is_program_name(behind.trim()) && before.trim().chars().count() > 6 {
                pieces.push(before);
                from = at;
            }
        }
        pieces.push(&part[from..]);
    }
    pieces
}

fn tidy(name: &str) -> String {
    text::name(name.trim_matches([' ', '/', '*', '\n'])).trim_matches(['*', ':']).to_owned()
}

/// What is said behind a name, without the amounts and the words that lead to them.
fn described(reading: &Reading, said: Range<usize>) -> String {
    let mut out = String::new();
    let mut at = said.start;
    for a in reading.amounts_in(said.clone()) {
        let start = reading.lead(a).start.min(reading.amounts[a].outer.start);
        out.push_str(reading.norm().get(at..start).unwrap_or_default());
        at = at.max(reading.amounts[a].outer.end);
    }
    out.push_str(reading.norm().get(at..said.end).unwrap_or_default());
    text::name(&out)
}

/// A list of names without a bullet: `A / B / C`, possibly over several lines.
/// Gives the entry if line `i` begins one.
pub fn name_list(reading: &Reading, i: usize, limit: usize) -> Option<NameEntry> {
    const LONGEST: usize = 24;
    let first = reading.line(i);
    let next = if i + 1 < limit { reading.line(i + 1) } else { "" };
    let begins = first.contains('/') || next.contains('/') && !is_program_name(first);
    if !begins || reading.is_blank(i) || opens(first) {
        return None;
    }
    if first.contains(['。', ':']) && !first.contains("**") {
        return None;
    }
    let norm = reading.norm();
    let start = reading.text.lines()[i].range.start + first.len() - first.trim_start().len();
    let mut best: Option<NameEntry> = None;
    let mut after_blank = false;
    for k in i..limit.min(i + LONGEST) {
        let content = reading.line(k);
        if content.trim().is_empty() {
            after_blank = true;
            continue;
        }
        // A blank line ends a list that is complete, unless a slash goes on with it.
        let is_open = best.as_ref().is_none_or(|b| {
            b.end < k && (b.is_hanging || b.end + 1 < k) || content.trim_start().starts_with('/')
        });
        if after_blank && !is_open {
            break;
        }
        after_blank = false;
        let line_range = reading.text.lines()[k].range.clone();
        if k > i && (opens(content) || content.contains('●')) {
            break;
        }
        let amount = reading.amounts_of_line(k).next();
        let end = amount.map_or(line_range.end, |a| {
            reading.lead(a).start.max(line_range.start).min(line_range.end)
        });
        let printed = norm[start..end].trim_end_matches([' ', '/', '\n']);
        let has_words = end > line_range.start && !norm[line_range.start..end].trim().is_empty();
        if has_words && let Some(names) = listed(printed, 3) {
            best = Some(NameEntry {
                names,
                label: start..start + printed.len(),
                end: k + 1,
                is_hanging: norm[start..end].trim_end().ends_with('/'),
                ..NameEntry::default()
            });
        }
        if amount.is_some() {
            break;
        }
    }
    best
}

/// Gives a list that ends in a slash the one name of its sheet that stands alone and
/// is nobody's: the box that the slash points to was printed apart.
pub fn fill_hanging(reading: &Reading, sheet: &Sheet, entries: &mut [Entry]) {
    let mut hanging = entries.iter_mut().filter_map(|entry| match entry {
        Entry::Name(name, _) if name.is_hanging => Some(name),
        _ => None,
    });
    let (Some(list), None) = (hanging.next(), hanging.next()) else { return };
    let mut alone = names_alone(reading, sheet).into_iter();
    if let (Some(name), None) = (alone.next(), alone.next()) {
        list.names.push(name);
    }
}

/// The programmes that stand on a line of their own without a bullet.
pub fn names_alone(reading: &Reading, sheet: &Sheet) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for i in sheet.lines.clone() {
        let content = reading.content(i);
        let is_blank = |k: usize| k >= reading.text.lines().len() || reading.is_blank(k);
        if i > 0
            && is_blank(i - 1)
            && is_blank(i + 1)
            && is_program_name(content)
            && !content.contains(['。', '、', '/', ':', ' '])
            && bullet(content).is_none()
        {
            let name = text::name(content);
            if name != sheet.name && !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// Reads a sheet's lines into entries. Amounts that are claimed already are passed over.
pub fn entries(reading: &Reading, draft: &Draft, sheet: &Sheet) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut i = sheet.lines.start;
    let free = |lines: Range<usize>| -> Vec<usize> {
        lines
            .flat_map(|k| reading.amounts_of_line(k))
            .filter(|&a| draft.is_free(a) && !reading.amounts[a].is_share())
            .collect()
    };
    while i < sheet.lines.end {
        if reading.is_blank(i) {
            i += 1;
            continue;
        }
        let named = name_entry(reading, i).or_else(|| name_list(reading, i, sheet.lines.end));
        let Some(mut entry) = named else {
            let amounts = free(i..i + 1);
            if amounts.is_empty() {
                entries.push(Entry::Other);
            }
            for a in amounts {
                if stands_alone(reading, i, a) {
                    entries.push(Entry::Amount(a));
                } else if let Some(Entry::Name(_, tied)) =
                    entries.iter_mut().rev().find(|e| !matches!(e, Entry::Other | Entry::Amount(_)))
                    && reading.lead(a).stage.is_some()
                    && is_in_brackets(reading, a)
                {
                    // In the running text below a name, with a stage of its own.
                    tied.push(Tied { amount: a, is_stated: false });
                }
            }
            i += 1;
            continue;
        };
        entry.end = entry.end.min(sheet.lines.end).max(i + 1);
        let mut tied = Vec::new();
        for a in free(i..entry.end) {
            let amount = &reading.amounts[a];
            let lead = reading.lead(a);
            if lead.stage.is_none() && (!reading.ends_line(a) || is_bracketed_line(reading, a)) {
                continue;
            }
            let before = amount.range.start < entry.label.start;
            if before {
                let line_start = reading.text.lines()[i].range.start;
                let pure = reading.norm()[line_start..lead.start.max(line_start)].trim().is_empty();
                if !pure {
                    continue;
                }
            }
            tied.push(Tied { amount: a, is_stated: !before });
        }
        i = entry.end;
        entries.push(Entry::Name(Box::new(entry), tied));
    }
    entries
}

/// Whether an amount, with the words that lead to it, begins its line (or has the
/// line before to itself for these words).
fn stands_alone(reading: &Reading, i: usize, a: usize) -> bool {
    let line = reading.text.lines()[i].range.clone();
    let lead = reading.lead(a);
    let before = reading.norm()[line.start..lead.start.max(line.start)].trim();
    before.is_empty() && lead.stage.is_some() && !reading.is_in_sentence(a)
}

/// Whether a bracket holds an amount and the words that lead to it.
fn is_in_brackets(reading: &Reading, a: usize) -> bool {
    let norm = reading.norm();
    let start = reading.lead(a).start.min(reading.amounts[a].outer.start);
    norm[..start].trim_end().ends_with('(')
        && norm[reading.amounts[a].outer.end..].trim_start().starts_with(')')
}

/// Whether an amount's line is a bracket with the amount and nothing else: a theme's.
fn is_bracketed_line(reading: &Reading, a: usize) -> bool {
    let line = &reading.text.lines()[reading.text.line_at(reading.amounts[a].range.start)];
    let content = reading.norm()[line.range.clone()].trim();
    content.starts_with('(') && content.ends_with(')') && is_in_brackets(reading, a)
}

#[cfg(test)]
mod tests {
    use crate::model::Document;
    use crate::rules::Reading;
    use crate::text::Text;

    use super::{name_entry, name_list};

    fn list(lines: &str) -> Vec<String> {
        let text = Text::from(lines);
        let document = Document::default();
        let reading = Reading::new(&text, &document, &[]);
        name_list(&reading, 0, text.lines().len()).map(|e| e.names).unwrap_or_default()
    }

    fn entry(lines: &str) -> Option<String> {
        let text = Text::from(lines);
        let document = Document::default();
        let reading = Reading::new(&text, &document, &[]);
        name_entry(&reading, 0).map(|e| format!("{}|{:?}|{}", e.name(), e.flags, e.description))
    }

    #[test]
    fn lists_of_names() {
        let check = |lines: &str, names: &[&str]| assert_eq!(list(lines), names, "{lines}");
        check(
            "水田活用事業／畑地化促進事業／種子対策事業",
            &["水田活用事業", "畑地化促進事業", "種子対策事業"],
        );
        check(
            "水田活用等対策実用化研\n究事業／畑地化促進事業／種子\n対策事業／病害虫防除事業",
            &["水田活用等対策実用化研究事業", "畑地化促進事業", "種子対策事業", "病害虫防除事業"],
        );
        check(
            "水田活用事業 ／ 畑地\n\n化促進事業\n\n／ 種子対策事業",
            &["水田活用事業", "畑地化促進事業", "種子対策事業"],
        );
        check(
            "水田活用事業／畑地化促進事業／種子対策事業\n\n病害虫防除事業",
            &["水田活用事業", "畑地化促進事業", "種子対策事業"],
        );
        check("企業／大学", &[]);
    }

    #[test]
    fn entries_of_programmes() {
        let check = |lines: &str, entry_text: &str| {
            assert_eq!(entry(lines).as_deref(), Some(entry_text), "{lines}");
        };
        check("● 水田活用事業：畑地化を支援 予算額3億円", "水田活用事業|[]|畑地化を支援");
        check("●水田活用事業（再掲） ：畑地化を支援", "水田活用事業|[Repeated]|畑地化を支援");
        check("●水田活用事業（再\n掲）：畑地化を支援", "水田活用事業|[Repeated]|畑地化を支援");
        check("◆ 【新規】水田活用事業（農）", "水田活用事業|[New]|");
        check("● 水田活用プログラム\n（WATER）：\n畑地化", "水田活用プログラム(WATER)|[]|畑地化");
        check("●水田活用のための \n　実証基盤整備事業", "水田活用のための実証基盤整備事業|[]|");
        check("機器開発 ●水田活用事業：畑地化 予算額1億円", "水田活用事業|[]|畑地化");
        assert_eq!(entry("● 単なる説明の文である。"), None);
    }
}
