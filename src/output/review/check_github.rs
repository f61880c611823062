//! Findings as workflow commands of GitHub Actions, which it shows beside the lines of
//! a pull request: `::error file=…,line=…,title=…::…`
//! (<https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands>).

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::WriteFindings;
use super::phrases::finding;
use super::words::EN;
use crate::review::findings::{Finding, Gravity, Tally};
use crate::review::place::Place;

/// GitHub shows so many of each gravity that one step prints.
const MAX_ANNOTATIONS: usize = 10;

/// Writes the gravest findings of all documents when all were seen.
#[derive(Debug)]
pub struct CheckGithub<W> {
    out: W,
    /// The commands of each gravity, by their findings' order.
    gravest: BTreeMap<Gravity, BTreeMap<Order, String>>,
    seen: usize,
}

/// How grave the sort of finding is, which of the findings seen it was, and its place.
type Order = (u8, usize, Option<Place>);

impl<W: Write> CheckGithub<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> CheckGithub<W> {
        CheckGithub { out, gravest: BTreeMap::new(), seen: 0 }
    }
}

impl<W: Write> WriteFindings for CheckGithub<W> {
    fn document(&mut self, path: &str, findings: &[Finding]) -> io::Result<()> {
        for found in findings {
            let (gravity, sort, place) = found.order();
            let of_gravity = self.gravest.entry(gravity).or_default();
            of_gravity.insert((sort, self.seen, place), command(path, found));
            self.seen += 1;
            if of_gravity.len() > MAX_ANNOTATIONS {
                of_gravity.pop_last();
            }
        }
        Ok(())
    }

    fn finish(&mut self, tally: &Tally) -> io::Result<()> {
        for command in self.gravest.values().flat_map(BTreeMap::values) {
            writeln!(self.out, "{command}")?;
        }
        let most = tally.errors.max(tally.warnings).max(tally.notices);
        let note = match most > MAX_ANNOTATIONS as u64 {
            true => format!(" ({})", (EN.gravest_shown)(MAX_ANNOTATIONS)),
            false => String::new(),
        };
        writeln!(self.out, "{}{note}", (EN.tally)(tally))
    }
}

fn command(path: &str, found: &Finding) -> String {
    let name = match found.gravity {
        Gravity::Error => "error",
        Gravity::Warning => "warning",
        Gravity::Notice => "notice",
    };
    let (title, mut message) = finding(found, &EN);
    let mut properties = format!("file={}", property(path));
    match found.place {
        Some(Place { line: Some(line), .. }) => properties += &format!(",line={line}"),
        Some(Place { line: None, page }) => message = format!("{} {page}: {message}", EN.page),
        None => {}
    }
    format!("::{name} {properties},title={}::{}", property(title), data(&message))
}

/// Escaped as GitHub's toolkit does in a message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escaped as GitHub's toolkit does in a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{CheckGithub, WriteFindings, data, property};
    use crate::review::findings::{Finding, Tally};

    #[test]
    fn a_documents_text_stays_within_its_command() {
        assert_eq!(data("10%\r\n::error::x"), "10%25%0D%0A::error::x");
        assert_eq!(property("a,b:c\n"), "a%2Cb%3Ac%0A");
        assert_eq!(property("予算"), "予算");
    }

    #[test]
    fn ten_of_each_are_shown() {
        let mut out = Vec::new();
        let (mut writer, mut tally) = (CheckGithub::new(&mut out), Tally::default());
        for i in 0..30 {
            let findings = [Finding::not_read(&format!("reason {i}\n::warning::no"))];
            tally.add(&findings);
            writer.document("a,b.txt", &findings).unwrap();
        }
        writer.finish(&tally).unwrap();
        let text = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 11);
        assert_eq!(lines[0], "::error file=a%2Cb.txt,title=Not read::reason 0%0A::warning::no");
        assert_eq!(lines[10], "30 documents: 30 errors (the 10 gravest of each are shown)");
    }
}
