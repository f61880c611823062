//! The tables as an Excel workbook: a sheet for each, and one that says what the columns
//! mean.
//!
//! A workbook is for looking at: it has Japanese headers, amounts in 億円 beside those in
//! yen, and links to the sources. It holds what the other formats hold, within the limits
//! of Excel: what is cut or turned into text for them is said in `docs/formats.md`.

mod guide;
mod limit;
mod sheet;

use std::io::{self, Write};
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook as Xlsx, XlsxError};

use super::tidy::{Outcome, TABLES};
use sheet::Sheet;

/// The sheet that is seen first.
const FIRST: &str = "line_items";

/// A workbook that is being written.
pub struct Workbook {
    xlsx: Xlsx,
    sheets: Vec<Sheet>,
}

impl Workbook {
    /// An empty workbook. Its rows wait in unnamed files in the folder `scratch`.
    ///
    /// # Errors
    /// Only those of `scratch`.
    pub fn new(scratch: &Path) -> io::Result<Workbook> {
        let mut xlsx = Xlsx::new();
        xlsx.set_tempdir(scratch).map_err(error)?;
        // The time is a part of the file, and the same input gives the same file.
        let date = ExcelDateTime::from_ymd(2000, 1, 1).map_err(error)?;
        xlsx.set_properties(&DocProperties::new().set_creation_datetime(&date));
        let sheets = TABLES.iter().map(|table| Sheet::new(table, &mut xlsx));
        let sheets = sheets.collect::<Result<_, _>>().map_err(error)?;
        Ok(Workbook { xlsx, sheets })
    }

    /// Writes one input.
    ///
    /// # Errors
    /// Only those of the scratch files.
    ///
    /// # Panics
    /// If the disk is full: the library that writes the file does so.
    pub fn put(&mut self, outcome: &Outcome<'_>) -> io::Result<()> {
        let Workbook { xlsx, sheets } = self;
        sheets.iter_mut().try_for_each(|sheet| sheet.put(outcome, xlsx))
    }

    /// Writes the whole workbook.
    ///
    /// # Errors
    /// Only those of `out` and the scratch files.
    ///
    /// # Panics
    /// If the disk of the scratch files is full.
    pub fn finish(self, out: impl Write + Send) -> io::Result<()> {
        let Workbook { mut xlsx, sheets } = self;
        // Not every program reads ZIP64, so it is used only where ZIP is not enough.
        xlsx.use_zip_large_file(sheets.iter().any(Sheet::is_large));
        for sheet in sheets {
            let is_first = sheet.table().name == FIRST;
            for (i, mut worksheet) in sheet.finish().map_err(error)?.into_iter().enumerate() {
                if is_first && i == 0 {
                    worksheet.set_active(true);
                }
                xlsx.push_worksheet(worksheet);
            }
        }
        xlsx.push_worksheet(guide::guide().map_err(error)?);
        xlsx.save_to_writer(out).map_err(error)
    }
}

fn error(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}
