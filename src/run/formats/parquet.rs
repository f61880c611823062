//! The Parquet files, one for each table.

use tempfile::NamedTempFile;

use super::Writer;
use crate::output::ParquetTable;
use crate::output::tidy::{Outcome, TABLES};
use crate::run::write::OutDir;

pub(super) struct ParquetFiles {
    tables: Vec<ParquetTable<NamedTempFile>>,
    out: OutDir,
}

impl ParquetFiles {
    pub(super) fn begin(out: &OutDir) -> Result<ParquetFiles, String> {
        let tables = TABLES.iter().map(|table| {
            ParquetTable::new(table, out.temporary()?)
                .map_err(|e| out.failed(&name(table.name), &e))
        });
        Ok(ParquetFiles { tables: tables.collect::<Result<_, _>>()?, out: out.clone() })
    }
}

impl Writer for ParquetFiles {
    fn put(&mut self, outcome: &Outcome<'_>, _: &[u8]) -> Result<(), String> {
        for table in &mut self.tables {
            let put = table.put(outcome);
            put.map_err(|e| self.out.failed(&name(table.table().name), &e))?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>, out: &OutDir) -> Vec<String> {
        let finish = |table: ParquetTable<NamedTempFile>| {
            let name = name(table.table().name);
            out.persist(table.finish().map_err(|e| out.failed(&name, &e))?, &name)
        };
        self.tables.into_iter().filter_map(|table| finish(table).err()).collect()
    }
}

fn name(table: &str) -> String {
    format!("{table}.parquet")
}
