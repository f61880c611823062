//! `yosan.xlsx`.

use std::io::{self, BufWriter};

use super::Writer;
use crate::output::Workbook;
use crate::output::tidy::Outcome;
use crate::run::fence::fence;
use crate::run::write::OutDir;

const NAME: &str = "yosan.xlsx";

pub(super) struct XlsxFile {
    workbook: Workbook,
    out: OutDir,
}

impl XlsxFile {
    pub(super) fn begin(out: &OutDir) -> Result<XlsxFile, String> {
        let workbook = Workbook::new(out.canonical()).map_err(|e| out.failed(NAME, &e))?;
        Ok(XlsxFile { workbook, out: out.clone() })
    }
}

impl Writer for XlsxFile {
    fn put(&mut self, outcome: &Outcome<'_>, _: &[u8]) -> Result<(), String> {
        fenced(|| self.workbook.put(outcome)).map_err(|e| self.out.failed(NAME, &e))
    }

    fn finish(self: Box<Self>, out: &OutDir) -> Vec<String> {
        let finish = || {
            let mut file = BufWriter::new(out.temporary()?);
            fenced(|| self.workbook.finish(&mut file)).map_err(|e| out.failed(NAME, &e))?;
            let file = file.into_inner().map_err(|e| out.failed(NAME, e.error()))?;
            out.persist(file, NAME)
        };
        finish().err().into_iter().collect()
    }
}

/// The result of `work`. The library below panics when a disk is full.
fn fenced(work: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
    fence(work).unwrap_or_else(|panic| {
        Err(match panic.contains("StorageFull") {
            true => io::ErrorKind::StorageFull.into(),
            false => io::Error::other(panic),
        })
    })
}
