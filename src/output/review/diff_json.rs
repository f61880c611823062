//! Changes as JSON: `{"documents": [DocumentChange …], "summary": Summary}`.

use std::io::{self, Write};

use super::WriteDiff;
use crate::review::diff::{DocumentChange, Summary};

/// Writes a line for each document, so that no list of them is held.
#[derive(Debug)]
pub struct DiffJson<W> {
    out: W,
    is_first: bool,
}

impl<W: Write> DiffJson<W> {
    /// Writes to `out`, which should be buffered.
    pub fn new(out: W) -> DiffJson<W> {
        DiffJson { out, is_first: true }
    }
}

impl<W: Write> WriteDiff for DiffJson<W> {
    fn document(&mut self, change: &DocumentChange) -> io::Result<()> {
        self.out.write_all(if self.is_first { b"{\"documents\":[\n" } else { b",\n" })?;
        self.is_first = false;
        Ok(serde_json::to_writer(&mut self.out, change)?)
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        self.out.write_all(if self.is_first { b"{\"documents\":[" } else { b"\n" })?;
        self.out.write_all(b"],\"summary\":")?;
        serde_json::to_writer(&mut self.out, summary)?;
        self.out.write_all(b"}\n")
    }
}
