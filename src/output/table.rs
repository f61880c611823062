//! The summary of a run: one line a document, aligned for wide characters.

use std::fmt;
use std::time::Duration;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{Entry, Status, word};

/// The most lines that a table shows. Of a longer run it shows only the inputs
/// that failed or are partial.
pub const TABLE_ROWS: usize = 50;

/// The widest a path is shown; a longer one loses its beginning.
const PATH_WIDTH: usize = 48;

const HEAD: [&str; 8] =
    ["document", "status", "kind", "year", "records", "amounts c/u/a", "checks ok/fail", "time"];

const LEGEND: &str = "amounts: claimed/unclaimed/ambiguous; checks: holding/failing";

/// Columns of figures, aligned at their right.
const RIGHT: [bool; 8] = [false, false, false, true, true, true, true, true];

/// One input and how long it took.
#[derive(Clone, Debug)]
pub struct Row {
    /// What became of it.
    pub entry: Entry,
    /// For the terminal: what went wrong, with the path exactly as given.
    pub complaint: Option<String>,
    /// From opening the file to its records on disk.
    pub elapsed: Duration,
}

/// The summary of a run, ready to print with `{}`.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    /// The inputs, in order.
    pub rows: &'a [Row],
    /// How long the run took.
    pub elapsed: Duration,
    /// Whether to colour the status with ANSI codes.
    pub color: bool,
}

impl fmt::Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.rows.len() <= TABLE_ROWS;
        let worth = |r: &&Row| all || r.entry.status != Status::Ok;
        let shown: Vec<&Row> = self.rows.iter().filter(worth).take(TABLE_ROWS).collect();
        let mut lines: Vec<[String; 8]> = vec![HEAD.map(str::to_owned)];
        lines.extend(shown.iter().map(|r| cells(r)));
        if self.rows.len() > 1 {
            lines.push(self.total());
        }
        let widths: [usize; 8] = std::array::from_fn(|column| {
            lines.iter().map(|l| l[column].width()).max().unwrap_or(0)
        });
        for (i, line) in lines.iter().enumerate() {
            let status = i.checked_sub(1).and_then(|i| shown.get(i)).map(|r| r.entry.status);
            self.line(f, line, &widths, status)?;
        }
        writeln!(f, "{LEGEND}")?;
        let hidden = self.rows.len() - shown.len();
        if hidden > 0 {
            writeln!(
                f,
                "{hidden} documents are not listed here: of more than {TABLE_ROWS}, only those \
                 that failed or are partial are, at most {TABLE_ROWS}; manifest.json lists all"
            )?;
        }
        Ok(())
    }
}

impl Table<'_> {
    fn line(
        &self,
        f: &mut fmt::Formatter<'_>,
        cells: &[String; 8],
        widths: &[usize; 8],
        status: Option<Status>,
    ) -> fmt::Result {
        for (column, cell) in cells.iter().enumerate() {
            let pad = widths[column] - cell.width();
            let (before, after) = if RIGHT[column] { (pad, 0) } else { (0, pad) };
            let color = match status {
                Some(status) if self.color && column == 1 => code(status),
                _ => "",
            };
            let reset = if color.is_empty() { "" } else { "\x1b[0m" };
            write!(f, "{:before$}{color}{cell}{reset}", "")?;
            if column + 1 < cells.len() {
                write!(f, "{:after$}  ", "")?;
            }
        }
        writeln!(f)
    }

    fn total(&self) -> [String; 8] {
        let entries = || self.rows.iter().map(|r| &r.entry);
        let count = |s: Status| entries().filter(|e| e.status == s).count();
        let sum = |of: &dyn Fn(&Entry) -> u64| entries().map(of).sum::<u64>();
        let (partial, failed) = (count(Status::Partial), count(Status::Failed));
        let status = match (partial, failed) {
            (0, 0) => "ok".to_owned(),
            (p, 0) => format!("{p} partial"),
            (0, f) => format!("{f} failed"),
            (p, f) => format!("{p} partial, {f} failed"),
        };
        [
            format!("{} documents", self.rows.len()),
            status,
            String::new(),
            String::new(),
            sum(&|e| e.counts.records()).to_string(),
            amounts(
                sum(&|e| e.coverage.claimed.into()),
                sum(&|e| e.coverage.unclaimed.into()),
                sum(&|e| e.coverage.ambiguous.into()),
            ),
            format!("{}/{}", sum(&|e| holding(e)), sum(&|e| e.checks.fails)),
            time(self.elapsed),
        ]
    }
}

fn cells(row: &Row) -> [String; 8] {
    let entry = &row.entry;
    let path = shorten(&entry.path, PATH_WIDTH);
    if entry.status == Status::Failed {
        let dash = || "-".to_owned();
        return [path, "failed".into(), dash(), dash(), dash(), dash(), dash(), time(row.elapsed)];
    }
    let coverage = entry.coverage;
    [
        path,
        word(entry.status),
        entry.kind.map_or("-".to_owned(), word),
        entry.fiscal_year.map_or("-".to_owned(), |y| y.to_string()),
        entry.counts.records().to_string(),
        amounts(coverage.claimed.into(), coverage.unclaimed.into(), coverage.ambiguous.into()),
        format!("{}/{}", holding(entry), entry.checks.fails),
        time(row.elapsed),
    ]
}

fn holding(entry: &Entry) -> u64 {
    entry.checks.holds + entry.checks.holds_within_rounding
}

fn amounts(claimed: u64, unclaimed: u64, ambiguous: u64) -> String {
    format!("{claimed}/{unclaimed}/{ambiguous}")
}

fn code(status: Status) -> &'static str {
    match status {
        Status::Ok => "\x1b[32m",
        Status::Partial => "\x1b[33m",
        Status::Failed => "\x1b[31m",
    }
}

/// `12.3 ms`, `4.56 s`; in whole numbers, so that no float is needed.
fn time(elapsed: Duration) -> String {
    let micros = elapsed.as_micros();
    if micros < 1_000_000 {
        format!("{}.{} ms", micros / 1000, micros % 1000 / 100)
    } else {
        format!("{}.{:02} s", micros / 1_000_000, micros % 1_000_000 / 10_000)
    }
}

/// The end of `text`, at most `width` columns wide, with `…` where something was cut;
/// control characters, which would break the line, are shown as `?`.
fn shorten(text: &str, width: usize) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { '?' } else { c }).collect();
    if clean.width() <= width {
        return clean;
    }
    let mut left = width - 1;
    let mut start = clean.len();
    for (i, c) in clean.char_indices().rev() {
        let Some(rest) = left.checked_sub(c.width().unwrap_or(0)) else { break };
        (left, start) = (rest, i);
    }
    format!("…{}", &clean[start..])
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use unicode_width::UnicodeWidthStr;

    use super::{Row, Table, shorten, time};
    use crate::model::Extraction;
    use crate::output::Entry;

    fn row(path: &str) -> Row {
        let mut extraction = Extraction::default();
        extraction.source.path = path.to_owned();
        Row {
            entry: Entry::read("x", &extraction),
            complaint: None,
            elapsed: Duration::from_micros(1234),
        }
    }

    fn failed(path: &str) -> Row {
        Row {
            entry: Entry::failed(path, "why".to_owned()),
            complaint: None,
            elapsed: Duration::ZERO,
        }
    }

    fn print(rows: &[Row], color: bool) -> String {
        Table { rows, elapsed: Duration::from_secs(1), color }.to_string()
    }

    #[test]
    fn columns_are_aligned_for_wide_characters() {
        let text = print(&[row("a.txt"), row("令和２年度 予算.txt"), failed("empty.txt")], false);
        let widths: Vec<usize> = text.lines().take(5).map(UnicodeWidthStr::width).collect();
        assert!(widths.iter().all(|&w| w == widths[0]), "{text}");
        assert!(text.lines().nth(4).unwrap().starts_with("3 documents"), "{text}");
        assert_eq!(text.lines().nth(5), Some(super::LEGEND));
        assert!(text.contains("1 failed"), "{text}");
    }

    #[test]
    fn one_document_needs_no_total() {
        assert_eq!(print(&[row("a.txt")], false).lines().count(), 3);
    }

    #[test]
    fn color_changes_nothing_but_the_status() {
        let rows = [row("a.txt"), failed("b.txt")];
        let colored = print(&rows, true);
        assert!(colored.contains("\x1b[32mok\x1b[0m"), "{colored:?}");
        assert!(colored.contains("\x1b[31mfailed\x1b[0m"), "{colored:?}");
        let plain =
            ["\x1b[32m", "\x1b[31m", "\x1b[0m"].iter().fold(colored, |s, code| s.replace(code, ""));
        assert_eq!(plain, print(&rows, false));
    }

    #[test]
    fn a_long_run_lists_what_went_wrong() {
        let mut rows: Vec<Row> = (0..60).map(|i| row(&format!("{i}.txt"))).collect();
        let text = print(&rows, false);
        assert_eq!(text.lines().count(), 4, "{text}");
        assert!(text.contains("60 documents are not listed here"), "{text}");
        rows[7] = failed("seven.txt");
        let text = print(&rows, false);
        assert!(text.contains("seven.txt") && text.contains("59 documents are not"), "{text}");
        let rows: Vec<Row> = (0..60).map(|i| failed(&format!("{i}.txt"))).collect();
        assert!(print(&rows, false).contains("10 documents are not listed"));
    }

    #[test]
    fn times() {
        assert_eq!(time(Duration::from_micros(0)), "0.0 ms");
        assert_eq!(time(Duration::from_micros(1234)), "1.2 ms");
        assert_eq!(time(Duration::from_micros(999_999)), "999.9 ms");
        assert_eq!(time(Duration::from_millis(61_050)), "61.05 s");
    }

    #[test]
    fn long_paths_lose_their_beginning() {
        assert_eq!(shorten("abc.txt", 7), "abc.txt");
        assert_eq!(shorten("abcd.txt", 7), "…cd.txt");
        assert_eq!(shorten("予算書.txt", 7), "…書.txt");
        assert_eq!(shorten("a\nb", 7), "a?b");
    }
}
