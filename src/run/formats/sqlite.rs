//! `yosan.sqlite`.

use rusqlite::Connection;
use tempfile::NamedTempFile;

use super::Writer;
use crate::output::Database;
use crate::output::tidy::Outcome;
use crate::run::write::OutDir;

const NAME: &str = "yosan.sqlite";

pub(super) struct SqliteFile {
    file: NamedTempFile,
    database: Database,
    out: OutDir,
}

impl SqliteFile {
    pub(super) fn begin(out: &OutDir) -> Result<SqliteFile, String> {
        let file = out.temporary()?;
        let connection = Connection::open(file.path()).map_err(std::io::Error::other);
        let database = connection.and_then(Database::new).map_err(|e| out.failed(NAME, &e))?;
        Ok(SqliteFile { file, database, out: out.clone() })
    }
}

impl Writer for SqliteFile {
    fn put(&mut self, outcome: &Outcome<'_>, _: &[u8]) -> Result<(), String> {
        self.database.put(outcome).map_err(|e| self.out.failed(NAME, &e))
    }

    fn finish(self: Box<Self>, out: &OutDir) -> Vec<String> {
        let SqliteFile { file, database, .. } = *self;
        let done = database.finish().map_err(|e| out.failed(NAME, &e));
        done.and_then(|()| out.persist(file, NAME)).err().into_iter().collect()
    }
}
