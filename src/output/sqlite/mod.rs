//! The tables as an SQLite database, with views and full-text search.

mod ddl;

use std::io;

use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, ErrorCode, Statement, ToSql};

use super::tidy::{Cell, Outcome, TABLES};

/// What `PRAGMA user_version` says. It grows when a table or column changes its meaning
/// or goes away.
const VERSION: u32 = 1;

/// A database that is being written.
pub struct Database(Connection);

impl Database {
    /// Makes the tables in an empty database.
    ///
    /// The database is worth nothing before [`Database::finish`], so it is written without
    /// a journal and without waiting for the disk.
    ///
    /// # Errors
    /// Only those of the database.
    pub fn new(connection: Connection) -> io::Result<Database> {
        connection.set_prepared_statement_cache_capacity(TABLES.len());
        connection
            .execute_batch(
                "PRAGMA journal_mode = OFF;
                 PRAGMA synchronous = OFF;
                 PRAGMA locking_mode = EXCLUSIVE;
                 PRAGMA foreign_keys = OFF;
                 PRAGMA cache_size = -65536;
                 BEGIN;",
            )
            .map_err(error)?;
        for table in TABLES.iter() {
            connection.execute_batch(&ddl::table(table)).map_err(error)?;
        }
        Ok(Database(connection))
    }

    /// Writes one input.
    ///
    /// # Errors
    /// Only those of the database.
    pub fn put(&mut self, outcome: &Outcome<'_>) -> io::Result<()> {
        for table in TABLES.iter() {
            let mut insert = self.0.prepare_cached(&ddl::insert(table)).map_err(error)?;
            table.rows(outcome, &mut |cells| row(&mut insert, cells).map_err(error))?;
        }
        Ok(())
    }

    /// Makes indexes, views and the search, and closes the database.
    ///
    /// # Errors
    /// Only those of the database.
    pub fn finish(self) -> io::Result<()> {
        let Database(connection) = self;
        for index in TABLES.iter().flat_map(ddl::indexes) {
            connection.execute_batch(&index).map_err(error)?;
        }
        connection.execute_batch(include_str!("views.sql")).map_err(error)?;
        connection.execute_batch(include_str!("search.sql")).map_err(error)?;
        connection.pragma_update(None, "user_version", VERSION).map_err(error)?;
        connection.execute_batch("COMMIT").map_err(error)?;
        connection.close().map_err(|(_, e)| error(e))
    }
}

fn row(insert: &mut Statement<'_>, cells: &[Cell<'_>]) -> rusqlite::Result<()> {
    for (i, cell) in cells.iter().enumerate() {
        insert.raw_bind_parameter(i + 1, Bound(cell))?;
    }
    insert.raw_execute().map(drop)
}

/// A cell as SQLite takes it.
struct Bound<'a>(&'a Cell<'a>);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self.0 {
            Cell::Null => ToSqlOutput::Owned(Value::Null),
            Cell::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Cell::Integer(n) => ToSqlOutput::Owned(Value::Integer(*n)),
            Cell::Decimal(digits) => {
                let number = digits.parse().ok().filter(|n: &f64| n.is_finite());
                ToSqlOutput::Owned(number.map_or(Value::Null, Value::Real))
            }
            Cell::Number(n) => ToSqlOutput::Owned(Value::Real(*n)),
            Cell::Boolean(yes) => ToSqlOutput::Owned(Value::Integer((*yes).into())),
        })
    }
}

fn error(error: rusqlite::Error) -> io::Error {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => io::Error::new(io::ErrorKind::StorageFull, error),
        _ => io::Error::other(error),
    }
}
