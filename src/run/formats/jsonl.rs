//! `line_items.jsonl`.

use std::io::{BufWriter, Write};

use tempfile::NamedTempFile;

use super::Writer;
use crate::output::tidy::Outcome;
use crate::run::write::OutDir;

const NAME: &str = "line_items.jsonl";

pub(super) struct JsonLines {
    file: BufWriter<NamedTempFile>,
    out: OutDir,
}

impl JsonLines {
    pub(super) fn begin(out: &OutDir) -> Result<JsonLines, String> {
        let file = BufWriter::with_capacity(256 << 10, out.temporary()?);
        Ok(JsonLines { file, out: out.clone() })
    }
}

impl Writer for JsonLines {
    fn put(&mut self, _: &Outcome<'_>, lines: &[u8]) -> Result<(), String> {
        self.file.write_all(lines).map_err(|e| self.out.failed(NAME, &e))
    }

    fn finish(self: Box<Self>, out: &OutDir) -> Vec<String> {
        let file = self.file.into_inner().map_err(|e| out.failed(NAME, e.error()));
        file.and_then(|file| out.persist(file, NAME)).err().into_iter().collect()
    }
}
