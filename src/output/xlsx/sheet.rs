//! The sheets of one table.

use std::{io, mem};

use rust_xlsxwriter::{Color, Format, Url, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use super::error;
use super::limit::{TOO_LONG, cut, oku, written};
use crate::output::tidy::{Cell, Column, Outcome, Table};

/// The rows that a sheet has, without its header.
const MAX_ROWS: u32 = 1_048_575;

/// The links that a sheet has, and the characters of one.
const MAX_LINKS: u32 = 65_530;
const MAX_LINK: usize = 2079;

/// The widest that a column is made, in digits.
const MAX_WIDTH: usize = 50;

/// The bytes that a file within a ZIP archive has, and more than a cell takes beside its text.
const MAX_BYTES: u64 = u32::MAX as u64;
const CELL_BYTES: u64 = 90;

/// A column of a sheet.
#[derive(Clone, Copy)]
enum Part {
    /// The cell of the table's column of this number.
    Cell(usize),
    /// The same in 億円.
    Oku(usize),
    /// Where the record stands, with a link to it.
    Source,
}

/// How a number is shown.
enum Look {
    Plain,
    Yen,
    Oku,
}

/// A table on its way to a sheet, or to several if it has more rows than one takes.
pub(super) struct Sheet {
    table: &'static Table,
    parts: Vec<Part>,
    formats: Formats,
    full: Vec<Worksheet>,
    sheet: Worksheet,
    rows: u32,
    links: u32,
    /// At least as many bytes as the sheet has before compression.
    bytes: u64,
    /// Whether one of the sheets has more than [`MAX_BYTES`].
    is_large: bool,
    widths: Vec<usize>,
    max_rows: u32,
}

struct Formats {
    yen: Format,
    oku: Format,
    link: Format,
}

impl Sheet {
    pub(super) fn new(table: &'static Table, xlsx: &mut Workbook) -> Result<Sheet, XlsxError> {
        let parts = parts(table);
        let mut sheet = Sheet {
            table,
            widths: vec![0; parts.len()],
            parts,
            formats: Formats {
                yen: Format::new().set_num_format("#,##0"),
                oku: Format::new().set_num_format("#,##0.0###"),
                link: Format::new().set_hyperlink(),
            },
            full: Vec::new(),
            sheet: xlsx.new_worksheet_with_constant_memory()?,
            rows: 0,
            links: 0,
            bytes: 0,
            is_large: false,
            max_rows: MAX_ROWS,
        };
        sheet.begin()?;
        Ok(sheet)
    }

    pub(super) fn table(&self) -> &'static Table {
        self.table
    }

    /// Whether one of the sheets may be too large for a plain ZIP archive.
    pub(super) fn is_large(&self) -> bool {
        self.is_large
    }

    /// Writes the rows of one input.
    pub(super) fn put(&mut self, outcome: &Outcome<'_>, xlsx: &mut Workbook) -> io::Result<()> {
        self.table.rows(outcome, &mut |cells| {
            if self.rows == self.max_rows {
                self.next(xlsx).map_err(error)?;
            }
            self.rows += 1;
            for at in 0..self.parts.len() {
                self.part(at, cells, outcome).map_err(error)?;
            }
            self.is_large |= self.bytes > MAX_BYTES;
            Ok(())
        })
    }

    /// The sheets, whole.
    pub(super) fn finish(mut self) -> Result<Vec<Worksheet>, XlsxError> {
        self.end()?;
        self.full.push(self.sheet);
        Ok(self.full)
    }

    /// Goes on in a new sheet.
    fn next(&mut self, xlsx: &mut Workbook) -> Result<(), XlsxError> {
        self.end()?;
        let sheet = xlsx.new_worksheet_with_constant_memory()?;
        self.full.push(mem::replace(&mut self.sheet, sheet));
        (self.rows, self.links, self.bytes) = (0, 0, 0);
        self.widths.fill(0);
        self.begin()
    }

    /// Gives a sheet its name and its header.
    fn begin(&mut self) -> Result<(), XlsxError> {
        let name = match self.full.len() {
            0 => self.table.title.to_owned(),
            n => format!("{} ({})", self.table.title, n + 1),
        };
        self.sheet.set_name(name)?.set_freeze_panes(1, 0)?;
        for at in 0..self.parts.len() {
            let heading = match self.parts[at] {
                Part::Cell(i) => heading(&self.table.columns[i]),
                Part::Oku(i) => format!("{}(億円)", self.table.columns[i].title),
                Part::Source => "出典".to_owned(),
            };
            // Room for the arrow of the filter.
            self.widen(at, heading.width() + 3);
            self.sheet.write_string_with_format(0, at as u16, heading, &header_format())?;
        }
        Ok(())
    }

    /// What can be said of a sheet only when its rows are known.
    fn end(&mut self) -> Result<(), XlsxError> {
        for (width, at) in self.widths.iter().zip(0..) {
            self.sheet.set_column_width(at, *width as u16)?;
        }
        self.sheet.autofilter(0, 0, self.rows, self.parts.len() as u16 - 1).map(drop)
    }

    fn part(
        &mut self,
        at: usize,
        cells: &[Cell<'_>],
        outcome: &Outcome<'_>,
    ) -> Result<(), XlsxError> {
        match self.parts[at] {
            Part::Cell(i) => {
                let column = &self.table.columns[i];
                let link = if column.name == "path" { outcome.link } else { None };
                match (&cells[i], link) {
                    (Cell::Text(path), Some(link)) => self.link(at, path, link.to_owned()),
                    (cell, _) => self.cell(at, cell, column),
                }
            }
            Part::Oku(i) => match cells[i] {
                Cell::Integer(yen) => {
                    oku(yen).map_or(Ok(()), |number| self.number(at, number, Look::Oku))
                }
                _ => Ok(()),
            },
            Part::Source => self.source(at, cells, outcome),
        }
    }

    fn cell(&mut self, at: usize, cell: &Cell<'_>, column: &Column) -> Result<(), XlsxError> {
        match cell {
            Cell::Null => Ok(()),
            Cell::Text(text) => self.text(at, text),
            Cell::Integer(n) if n.unsigned_abs() >= TOO_LONG => self.text(at, &n.to_string()),
            Cell::Integer(n) => {
                let digits = n.to_string().len();
                self.widen(at, digits + digits / 3 + 1);
                let look = if column.unit == Some("円") { Look::Yen } else { Look::Plain };
                // Fewer digits than 2^53 has: the number is exact.
                self.number(at, *n as f64, look)
            }
            Cell::Decimal(digits) => match digits.parse() {
                Ok(number) if digits.len() <= 16 => self.number(at, number, Look::Plain),
                _ => self.text(at, digits),
            },
            Cell::Number(number) => self.number(at, *number, Look::Plain),
            Cell::Boolean(yes) => {
                self.bytes += CELL_BYTES;
                self.sheet.write_boolean(self.rows, at as u16, *yes).map(drop)
            }
        }
    }

    fn number(&mut self, at: usize, number: f64, look: Look) -> Result<(), XlsxError> {
        self.bytes += CELL_BYTES;
        let (row, col) = (self.rows, at as u16);
        let Formats { yen, oku, .. } = &self.formats;
        match look {
            Look::Plain => self.sheet.write_number(row, col, number),
            Look::Yen => self.sheet.write_number_with_format(row, col, number, yen),
            Look::Oku => self.sheet.write_number_with_format(row, col, number, oku),
        }
        .map(drop)
    }

    fn text(&mut self, at: usize, text: &str) -> Result<(), XlsxError> {
        let text = cut(text);
        self.measure(at, &text);
        self.sheet.write_string(self.rows, at as u16, text).map(drop)
    }

    /// Where a record stands: `p.3 13行`, with a link to its file, and of a PDF to the page.
    fn source(
        &mut self,
        at: usize,
        cells: &[Cell<'_>],
        outcome: &Outcome<'_>,
    ) -> Result<(), XlsxError> {
        let number = |name| match cells[self.table.position(name)?] {
            Cell::Integer(n) => Some(n),
            _ => None,
        };
        let (Some(page), Some(line)) = (number("page"), number("line")) else { return Ok(()) };
        let place = format!("p.{page} {line}行");
        let Some(link) = outcome.link else { return self.text(at, &place) };
        let media_type = outcome.extraction.map_or("", |e| &e.source.media_type);
        let anchor = match media_type {
            "application/pdf" => format!("#page={page}"),
            _ => String::new(),
        };
        self.link(at, &place, format!("{link}{anchor}"))
    }

    /// A text with a link, or without one where Excel takes no more.
    fn link(&mut self, at: usize, text: &str, link: String) -> Result<(), XlsxError> {
        let is_too_long = link.encode_utf16().count() > MAX_LINK;
        if is_too_long || self.links == MAX_LINKS || text.is_empty() {
            return self.text(at, text);
        }
        self.links += 1;
        let text = cut(text);
        self.measure(at, &text);
        let url = Url::new(format!("file://{link}")).set_text(text);
        let (row, col) = (self.rows, at as u16);
        self.sheet.write_url_with_format(row, col, url, &self.formats.link).map(drop)
    }

    /// Takes account of the width and the size of a text.
    fn measure(&mut self, at: usize, text: &str) {
        self.bytes += CELL_BYTES + written(text);
        if self.widths[at] < MAX_WIDTH {
            let width = text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
            self.widen(at, width + 1);
        }
    }

    fn widen(&mut self, at: usize, width: usize) {
        self.widths[at] = self.widths[at].max(width.min(MAX_WIDTH));
    }
}

/// The columns of the sheet of a table.
fn parts(table: &Table) -> Vec<Part> {
    let has_place = table.position("page").is_some();
    let mut parts = Vec::new();
    for (i, column) in table.columns.iter().enumerate() {
        parts.push(Part::Cell(i));
        if column.is_money {
            parts.push(Part::Oku(i));
        }
        if column.name == "document" && has_place {
            parts.push(Part::Source);
        }
    }
    parts
}

/// The title of a column with its unit.
pub(super) fn heading(column: &Column) -> String {
    match column.unit {
        Some(unit) => format!("{}({unit})", column.title),
        None => column.title.to_owned(),
    }
}

pub(super) fn header_format() -> Format {
    Format::new().set_bold().set_background_color(Color::RGB(0x00DC_E6F1))
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::Workbook;

    use super::Sheet;
    use crate::model::{Extraction, Note};
    use crate::output::Entry;
    use crate::output::tidy::{Outcome, TABLES};

    #[test]
    fn a_sheet_is_large_before_zip_is_too_small() {
        let table = TABLES.iter().find(|t| t.name == "notes").unwrap();
        let mut xlsx = Workbook::new();
        let mut sheet = Sheet::new(table, &mut xlsx).unwrap();
        let note = Note { text: "<\u{7}_x0041_予>".to_owned(), ..Note::default() };
        let extraction = Extraction { notes: vec![note; 500], ..Extraction::default() };
        let entry = Entry::read("d", &extraction);
        let outcome = Outcome { seq: 1, entry: &entry, extraction: Some(&extraction), link: None };
        sheet.put(&outcome, &mut xlsx).unwrap();
        let bytes = sheet.bytes;
        assert!(!sheet.is_large());
        sheet.bytes = super::MAX_BYTES - 1;
        sheet.put(&outcome, &mut xlsx).unwrap();
        assert!(sheet.is_large());
        // The file of one put is no larger than was reckoned: 1 KB is what is no row.
        let mut scratch = Workbook::new();
        let mut sheet = Sheet::new(table, &mut scratch).unwrap();
        sheet.put(&outcome, &mut scratch).unwrap();
        let mut sheets = sheet.finish().unwrap();
        let mut xlsx = Workbook::new();
        xlsx.push_worksheet(sheets.remove(0));
        let archive = xlsx.save_to_buffer().unwrap();
        let name = b"xl/worksheets/sheet1.xml";
        let at = archive.windows(name.len()).rposition(|w| w == name).unwrap();
        // The size before compression stands 22 bytes before the name in the central directory.
        let size = u32::from_le_bytes(archive[at - 22..at - 18].try_into().unwrap());
        assert!(u64::from(size) > bytes / 3 && u64::from(size) < bytes + 4096, "{size} {bytes}");
    }

    #[test]
    fn a_table_with_many_rows_goes_on_in_another_sheet() {
        let table = TABLES.iter().find(|t| t.name == "notes").unwrap();
        let mut xlsx = Workbook::new();
        let mut sheet = Sheet::new(table, &mut xlsx).unwrap();
        sheet.max_rows = 2;
        let extraction = Extraction { notes: vec![Note::default(); 5], ..Extraction::default() };
        let entry = Entry::read("d", &extraction);
        let outcome = Outcome { seq: 1, entry: &entry, extraction: Some(&extraction), link: None };
        sheet.put(&outcome, &mut xlsx).unwrap();
        let sheets = sheet.finish().unwrap();
        let names: Vec<String> = sheets.iter().map(|s| s.name()).collect();
        assert_eq!(names, ["注記", "注記 (2)", "注記 (3)"]);
    }
}
