//! Findings as JSON: `{"documents": [{"path", "findings"} …], "summary": Tally}`.

use std::io::{self, Write};

use serde::Serialize;

use super::WriteFindings;
use crate::review::findings::{Finding, Tally};

#[derive(Serialize)]
struct Document<'a> {
    path: &'a str,
    findings: &'a [Finding],
}

/// Writes a line for each document in which something was found.
#[derive(Debug)]
pub struct CheckJson<W> {
    out: W,
    is_first: bool,
}

impl<W: Write> CheckJson<W> {
    /// Writes to `out`, which should be buffered.
    pub fn new(out: W) -> CheckJson<W> {
        CheckJson { out, is_first: true }
    }
}

impl<W: Write> WriteFindings for CheckJson<W> {
    fn document(&mut self, path: &str, findings: &[Finding]) -> io::Result<()> {
        if findings.is_empty() {
            return Ok(());
        }
        self.out.write_all(if self.is_first { b"{\"documents\":[\n" } else { b",\n" })?;
        self.is_first = false;
        Ok(serde_json::to_writer(&mut self.out, &Document { path, findings })?)
    }

    fn finish(&mut self, tally: &Tally) -> io::Result<()> {
        self.out.write_all(if self.is_first { b"{\"documents\":[" } else { b"\n" })?;
        self.out.write_all(b"],\"summary\":")?;
        serde_json::to_writer(&mut self.out, tally)?;
        self.out.write_all(b"}\n")
    }
}
