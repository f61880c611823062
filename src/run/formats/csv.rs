//! The CSV files, one for each table.

use std::io::BufWriter;

use tempfile::NamedTempFile;

use super::Writer;
use crate::output::CsvTable;
use crate::output::tidy::{Outcome, TABLES};
use crate::run::write::OutDir;

pub(super) struct CsvFiles {
    tables: Vec<CsvTable<BufWriter<NamedTempFile>>>,
    out: OutDir,
}

impl CsvFiles {
    pub(super) fn begin(out: &OutDir, bom: bool) -> Result<CsvFiles, String> {
        let tables = TABLES.iter().map(|table| {
            let file = BufWriter::new(out.temporary()?);
            CsvTable::new(table, file, bom).map_err(|e| out.failed(&name(table.name), &e))
        });
        Ok(CsvFiles { tables: tables.collect::<Result<_, _>>()?, out: out.clone() })
    }
}

impl Writer for CsvFiles {
    fn put(&mut self, outcome: &Outcome<'_>, _: &[u8]) -> Result<(), String> {
        for csv in &mut self.tables {
            csv.put(outcome).map_err(|e| self.out.failed(&name(csv.table().name), &e))?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>, out: &OutDir) -> Vec<String> {
        let finish = |csv: CsvTable<BufWriter<NamedTempFile>>| {
            let name = name(csv.table().name);
            let file = csv.finish().and_then(|file| Ok(file.into_inner()?));
            out.persist(file.map_err(|e| out.failed(&name, &e))?, &name)
        };
        self.tables.into_iter().filter_map(|csv| finish(csv).err()).collect()
    }
}

fn name(table: &str) -> String {
    format!("{table}.csv")
}
