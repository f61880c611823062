//! Findings as text: a line each, which begins with the file and the line.

use std::io::{self, Write};

use super::phrases::{finding, gravity};
use super::words::EN;
use super::{WriteFindings, clean};
use crate::review::findings::{Finding, Gravity, Tally};

/// Writes findings for a terminal or a log.
#[derive(Debug)]
pub struct CheckText<W> {
    out: W,
    color: bool,
}

impl<W: Write> CheckText<W> {
    /// Writes to `out`, with ANSI colours if `color`.
    pub fn new(out: W, color: bool) -> CheckText<W> {
        CheckText { out, color }
    }
}

impl<W: Write> WriteFindings for CheckText<W> {
    fn document(&mut self, path: &str, findings: &[Finding]) -> io::Result<()> {
        let path = clean(path);
        for found in findings {
            let at = match found.place.map(|at| (at.line, at.page)) {
                None => String::new(),
                Some((Some(line), _)) => format!("{line}:"),
                Some((None, page)) => format!(" {} {page}:", EN.page),
            };
            let (on, off) = match (self.color, found.gravity) {
                (false, _) => ("", ""),
                (_, Gravity::Error) => ("\x1b[31m", "\x1b[0m"),
                (_, Gravity::Warning) => ("\x1b[33m", "\x1b[0m"),
                (_, Gravity::Notice) => ("\x1b[36m", "\x1b[0m"),
            };
            let gravity = gravity(found.gravity, &EN);
            let (title, message) = finding(found, &EN);
            let message = clean(&message);
            writeln!(self.out, "{path}:{at} {on}{gravity}{off}: {title}: {message}")?;
        }
        if findings.is_empty() { Ok(()) } else { writeln!(self.out) }
    }

    fn finish(&mut self, tally: &Tally) -> io::Result<()> {
        writeln!(self.out, "{}", (EN.tally)(tally))
    }
}
