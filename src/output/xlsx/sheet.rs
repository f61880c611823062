//! The sheets of one table.

use std::borrow::Cow;
use std::{io, mem};

use rust_xlsxwriter::{Color, Format, Url, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use super::error;
use crate::output::tidy::{Cell, Column, Outcome, Table};

/// The rows that a sheet has, without its header.
const MAX_ROWS: u32 = 1_048_575;

/// The characters, in UTF-16, that a cell has.
const MAX_TEXT: usize = 32_767;

/// What stands at the end of a text that was cut.
const CUT: &str = "…（以下、Excelの上限により省略）";

/// The links that a sheet has, and the characters of one.
const MAX_LINKS: u32 = 65_530;
const MAX_LINK: usize = 2079;

/// The first whole number of which Excel does not show all digits: it shows 15.
const TOO_LONG: i64 = 1_000_000_000_000_000;

/// The widest that a column is made, in digits.
const MAX_WIDTH: usize = 50;

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

/// A table on its way to a sheet, or to several if it has more rows than one takes.
pub(super) struct Sheet {
    table: &'static Table,
    parts: Vec<Part>,
    formats: Formats,
    full: Vec<Worksheet>,
    sheet: Worksheet,
    rows: u32,
    links: u32,
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
            max_rows: MAX_ROWS,
        };
        sheet.begin()?;
        Ok(sheet)
    }

    pub(super) fn table(&self) -> &'static Table {
        self.table
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
        (self.rows, self.links) = (0, 0);
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
                Cell::Integer(yen) => self.oku(at, yen),
                _ => Ok(()),
            },
            Part::Source => self.source(at, cells, outcome),
        }
    }

    fn cell(&mut self, at: usize, cell: &Cell<'_>, column: &Column) -> Result<(), XlsxError> {
        let (row, col) = (self.rows, at as u16);
        match cell {
            Cell::Null => {}
            Cell::Text(text) => self.text(at, text)?,
            Cell::Integer(n) if n.abs_diff(0) >= TOO_LONG.unsigned_abs() => {
                self.text(at, &n.to_string())?;
            }
            Cell::Integer(n) => {
                let digits = n.to_string();
                self.widen(at, digits.len() + digits.len() / 3 + 1);
                // Fewer digits than 2^53 has: the number is exact.
                let number = *n as f64;
                if column.unit == Some("円") {
                    self.sheet.write_number_with_format(row, col, number, &self.formats.yen)?;
                } else {
                    self.sheet.write_number(row, col, number)?;
                }
            }
            Cell::Decimal(digits) => match digits.parse::<f64>() {
                Ok(number) if digits.len() <= 16 => {
                    self.sheet.write_number(row, col, number)?;
                }
                _ => self.text(at, digits)?,
            },
            Cell::Number(number) => {
                self.sheet.write_number(row, col, *number)?;
            }
            Cell::Boolean(yes) => {
                self.sheet.write_boolean(row, col, *yes)?;
            }
        }
        Ok(())
    }

    fn text(&mut self, at: usize, text: &str) -> Result<(), XlsxError> {
        let text = cut(text);
        self.widen_for(at, &text);
        self.sheet.write_string(self.rows, at as u16, text).map(drop)
    }

    /// An amount in 億円, by its digits.
    fn oku(&mut self, at: usize, yen: i64) -> Result<(), XlsxError> {
        if let Some(number) = oku(yen) {
            self.sheet.write_number_with_format(self.rows, at as u16, number, &self.formats.oku)?;
        }
        Ok(())
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
        self.widen_for(at, &text);
        let url = Url::new(format!("file://{link}")).set_text(text);
        let (row, col) = (self.rows, at as u16);
        self.sheet.write_url_with_format(row, col, url, &self.formats.link).map(drop)
    }

    fn widen_for(&mut self, at: usize, text: &str) {
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

/// Yen in 億円, where Excel shows all digits.
fn oku(yen: i64) -> Option<f64> {
    const OKU: u64 = 100_000_000;
    let size = yen.unsigned_abs();
    if size >= TOO_LONG.unsigned_abs() {
        return None;
    }
    let sign = if yen < 0 { "-" } else { "" };
    format!("{sign}{}.{:08}", size / OKU, size % OKU).parse().ok()
}

/// As much of a text as a cell has room for, with a mark where something is missing.
fn cut(text: &str) -> Cow<'_, str> {
    // A character has no more units of UTF-16 than bytes of UTF-8.
    if text.len() <= MAX_TEXT || text.encode_utf16().count() <= MAX_TEXT {
        return Cow::Borrowed(text);
    }
    let mut left = MAX_TEXT - CUT.encode_utf16().count();
    let kept = text.chars().take_while(|c| {
        let fits = left >= c.len_utf16();
        left = left.saturating_sub(c.len_utf16());
        fits
    });
    Cow::Owned(kept.collect::<String>() + CUT)
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::Workbook;

    use super::{CUT, MAX_TEXT, Sheet, cut, oku};
    use crate::model::{Extraction, Note};
    use crate::output::Entry;
    use crate::output::tidy::{Outcome, TABLES};

    #[test]
    fn yen_in_oku_are_exact() {
        let check = |yen: i64, expected: Option<f64>| assert_eq!(oku(yen), expected, "{yen}");
        check(127_200_000_000, Some(1272.0));
        check(-1_680_000_000, Some(-16.8));
        check(1, Some(0.000_000_01));
        check(0, Some(0.0));
        check(999_999_999_999_999, Some(9_999_999.999_999_99));
        check(1_000_000_000_000_000, None);
        check(i64::MIN, None);
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        let check = |text: &str, is_cut: bool| {
            let short = cut(text);
            assert!(short.encode_utf16().count() <= MAX_TEXT);
            assert_eq!(short.ends_with(CUT), is_cut);
            let kept = short.strip_suffix(CUT).unwrap_or(&short);
            assert!(text.starts_with(kept));
            assert!(!is_cut || kept.encode_utf16().count() > MAX_TEXT - CUT.len());
        };
        check("予算", false);
        check(&"予".repeat(MAX_TEXT), false);
        check(&"予".repeat(MAX_TEXT + 1), true);
        check(&"𠮷".repeat(MAX_TEXT / 2), false);
        check(&"𠮷".repeat(MAX_TEXT / 2 + 1), true);
        check(&format!("a{}", "𠮷".repeat(MAX_TEXT)), true);
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
