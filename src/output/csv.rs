//! One table as CSV: RFC 4180, UTF-8, a header row, one datum a cell.
//!
//! Numbers have no separators and no units, as the Ministry of Internal Affairs asks of
//! machine-readable tables (統計表における機械判読可能なデータの表記方法の統一ルール).
//! Rows end in CR LF, so that a line end within a cell, which is LF or CR, is no row's.
//!
//! A text that a spreadsheet would take for a formula gets an apostrophe in front, and so
//! does one that begins with an apostrophe: to read a text back, drop the apostrophe that
//! it begins with. The characters are those that OWASP names for CSV injection.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{ByteRecord, Terminator, Writer, WriterBuilder};

use super::tidy::{Cell, Outcome, Table};

/// A table that is being written.
pub struct CsvTable<W: Write> {
    table: &'static Table,
    out: Writer<W>,
    record: ByteRecord,
}

impl<W: Write> CsvTable<W> {
    /// Writes the header of `table`, behind a byte order mark if `bom`: Excel takes a file
    /// without one for Shift_JIS.
    ///
    /// # Errors
    /// Only those of `out`.
    pub fn new(table: &'static Table, mut out: W, bom: bool) -> io::Result<CsvTable<W>> {
        if bom {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
        out.write_record(table.columns.iter().map(|column| column.name)).map_err(error)?;
        Ok(CsvTable { table, out, record: ByteRecord::new() })
    }

    /// The table that it is.
    pub fn table(&self) -> &'static Table {
        self.table
    }

    /// Writes the rows of one input.
    ///
    /// # Errors
    /// Only those of `out`.
    pub fn put(&mut self, outcome: &Outcome<'_>) -> io::Result<()> {
        let CsvTable { table, out, record } = self;
        table.rows(outcome, &mut |cells| {
            record.clear();
            for cell in cells {
                record.push_field(field(cell).as_bytes());
            }
            out.write_byte_record(record).map_err(error)
        })
    }

    /// What it was written to.
    ///
    /// # Errors
    /// Only those of `out`.
    pub fn finish(self) -> io::Result<W> {
        self.out.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

/// The error of what is written to: the library hides it.
fn error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A cell as it is written, before quotes.
fn field<'a>(cell: &'a Cell<'_>) -> Cow<'a, str> {
    match cell {
        Cell::Null => Cow::Borrowed(""),
        Cell::Text(text) => guarded(text),
        Cell::Integer(n) => Cow::Owned(n.to_string()),
        Cell::Decimal(digits) => Cow::Borrowed(*digits),
        Cell::Number(n) => Cow::Owned(n.to_string()),
        Cell::Boolean(yes) => Cow::Borrowed(if *yes { "true" } else { "false" }),
    }
}

/// A text that no spreadsheet takes for a formula: with an apostrophe in front where it begins
/// like one, or with one.
pub(super) fn guarded(text: &str) -> Cow<'_, str> {
    let is_risky = text.starts_with([
        '=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '−', '＠', '\'',
    ]);
    if is_risky { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::{CsvTable, field, guarded};
    use crate::model::{Extraction, Note};
    use crate::output::Entry;
    use crate::output::tidy::{Cell, Outcome, TABLES, Table};

    #[test]
    fn a_text_is_no_formula_and_can_be_read_back() {
        let check = |text: &str, written: &str| {
            assert_eq!(guarded(text), written);
            assert_eq!(written.strip_prefix('\'').unwrap_or(written), text);
        };
        check("=1+1", "'=1+1");
        check("+81-3-6870", "'+81-3-6870");
        check("-5", "'-5");
        check("@SUM(A1)", "'@SUM(A1)");
        check("\t=1", "'\t=1");
        check("\r\n=1", "'\r\n=1");
        check("\n=1", "'\n=1");
        check("＝cmd", "'＝cmd");
        check("＋", "'＋");
        check("－5", "'－5");
        check("−5", "'−5");
        check("＠a", "'＠a");
        check("'=1", "''=1");
        check("'", "''");
        check("", "");
        check("a=1", "a=1");
        check("▲5", "▲5");
        check("※1", "※1");
    }

    #[test]
    fn a_number_stays_a_number() {
        let check = |cell: Cell, written: &str| assert_eq!(field(&cell), written);
        check(Cell::Integer(-46_100_000_000), "-46100000000");
        check(Cell::Integer(i64::MIN), "-9223372036854775808");
        check(Cell::Decimal("-4.50"), "-4.50");
        check(Cell::Number(70.8), "70.8");
        check(Cell::Boolean(true), "true");
        check(Cell::Null, "");
    }

    fn table(name: &str) -> &'static Table {
        TABLES.iter().find(|t| t.name == name).unwrap()
    }

    /// The notes of a document as CSV.
    fn notes(bom: bool, notes: &[(&str, &str)]) -> String {
        let mut extraction = Extraction::default();
        let note = |&(marker, text): &(&str, &str)| Note {
            marker: marker.to_owned(),
            text: text.to_owned(),
            ..Note::default()
        };
        extraction.notes = notes.iter().map(note).collect();
        let entry = Entry::read("d", &extraction);
        let mut csv = CsvTable::new(table("notes"), Vec::new(), bom).unwrap();
        let outcome = Outcome { seq: 1, entry: &entry, extraction: Some(&extraction), link: None };
        csv.put(&outcome).unwrap();
        String::from_utf8(csv.finish().unwrap()).unwrap()
    }

    #[test]
    fn rows_are_those_of_rfc_4180() {
        let text = notes(false, &[("※", "a,b"), ("※1", "say \"no\""), ("※2", "two\nlines")]);
        let (header, rows) = text.split_once("\r\n").unwrap();
        assert!(header.starts_with("document,seq,marker,text,page,line,start_byte,"), "{header}");
        let ends = "0,0,0,0,,,,,,,,,,,,,,\r\n";
        let expected = format!(
            "d,1,※,\"a,b\",{ends}d,2,※1,\"say \"\"no\"\"\",{ends}d,3,※2,\"two\nlines\",{ends}"
        );
        assert_eq!(rows, expected);
    }

    #[test]
    fn a_full_disk_is_told_as_such() {
        struct Full;
        impl std::io::Write for Full {
            fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
                Err(std::io::ErrorKind::StorageFull.into())
            }
            fn flush(&mut self) -> std::io::Result<()> {
                Ok(())
            }
        }
        let extraction =
            Extraction { notes: vec![Note::default(); 10_000], ..Extraction::default() };
        let entry = Entry::read("d", &extraction);
        let outcome = Outcome { seq: 1, entry: &entry, extraction: Some(&extraction), link: None };
        let mut csv = CsvTable::new(table("notes"), Full, false).unwrap();
        let kind = csv.put(&outcome).unwrap_err().kind();
        assert_eq!(kind, std::io::ErrorKind::StorageFull);
    }

    #[test]
    fn a_table_without_rows_has_a_header() {
        let text = notes(true, &[]);
        assert!(text.starts_with("\u{feff}document,seq,"), "{text}");
        assert_eq!(text.lines().count(), 1);
        assert!(text.ends_with("\r\n"));
    }
}
