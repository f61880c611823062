//! The CSV files, one for each table, and the Data Package that describes them.

use std::io::{self, BufWriter, Write};

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use super::Writer;
use crate::open::hexadecimal;
use crate::output::tidy::{Outcome, TABLES};
use crate::output::{CsvTable, Resource, write_datapackage};
use crate::run::write::OutDir;

const PACKAGE: &str = "datapackage.json";

pub(super) struct CsvFiles {
    tables: Vec<CsvTable<Measured>>,
    is_package: bool,
    out: OutDir,
}

impl CsvFiles {
    /// Begins the files, described by a Data Package if `is_package`.
    pub(super) fn begin(out: &OutDir, bom: bool, is_package: bool) -> Result<CsvFiles, String> {
        let tables = TABLES.iter().map(|table| {
            let file = Measured::new(out.temporary()?);
            CsvTable::new(table, file, bom).map_err(|e| out.failed(&name(table.name), &e))
        });
        Ok(CsvFiles { tables: tables.collect::<Result<_, _>>()?, is_package, out: out.clone() })
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
        let mut resources = Vec::new();
        let mut failures = Vec::new();
        for csv in self.tables {
            match finish(csv, out) {
                Ok(resource) => resources.push(resource),
                Err(sentence) => failures.push(sentence),
            }
        }
        // A package describes all of its files or is none.
        if self.is_package && failures.is_empty() {
            failures.extend(package(&resources, out).err());
        }
        failures
    }
}

fn finish(csv: CsvTable<Measured>, out: &OutDir) -> Result<Resource, String> {
    let table = csv.table();
    let path = name(table.name);
    let Measured { file, bytes, hash } = csv.finish().map_err(|e| out.failed(&path, &e))?;
    out.persist(file.into_inner().map_err(|e| out.failed(&path, e.error()))?, &path)?;
    Ok(Resource { table, path, bytes, sha256: hexadecimal(&hash.finalize()) })
}

fn package(resources: &[Resource], out: &OutDir) -> Result<(), String> {
    let mut file = BufWriter::new(out.temporary()?);
    write_datapackage(resources, &mut file).map_err(|e| out.failed(PACKAGE, &e))?;
    out.persist(file.into_inner().map_err(|e| out.failed(PACKAGE, e.error()))?, PACKAGE)
}

fn name(table: &str) -> String {
    format!("{table}.csv")
}

/// A file that counts and hashes what is written to it.
struct Measured {
    file: BufWriter<NamedTempFile>,
    bytes: u64,
    hash: Sha256,
}

impl Measured {
    fn new(file: NamedTempFile) -> Measured {
        Measured { file: BufWriter::new(file), bytes: 0, hash: Sha256::new() }
    }
}

impl Write for Measured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.bytes += written as u64;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
