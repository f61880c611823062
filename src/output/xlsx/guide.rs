//! The sheet 列の説明: what each column of the others means.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use super::sheet::{header_format, heading};
use crate::output::tidy::{Kind, TABLES};

const NAME: &str = "列の説明";
const HEADER: [(&str, u16); 6] = [
    ("シート", 20),
    ("列", 24),
    ("他の形式での名称", 36),
    ("型", 10),
    ("説明", 80),
    ("語と意味", 80),
];

pub(super) fn guide() -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(NAME)?.set_freeze_panes(1, 0)?;
    for ((title, width), at) in HEADER.into_iter().zip(0..) {
        sheet.write_string_with_format(0, at, title, &header_format())?;
        sheet.set_column_width(at, width)?;
    }
    let top = Format::new().set_align(FormatAlign::Top).set_text_wrap();
    let mut row = 0;
    for table in TABLES.iter() {
        for column in &table.columns {
            row += 1;
            let words = column.words.iter().map(|word| format!("{} {}", word.value, word.meaning));
            let cells = [
                table.title.to_owned(),
                heading(column),
                format!("{}.{}", table.name, column.name),
                kind(column.kind).to_owned(),
                column.description.clone(),
                words.collect::<Vec<_>>().join("\n"),
            ];
            for (cell, at) in cells.iter().zip(0..) {
                sheet.write_string_with_format(row, at, cell, &top)?;
            }
        }
    }
    sheet.autofilter(0, 0, row, HEADER.len() as u16 - 1)?;
    Ok(sheet)
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "文字列",
        Kind::Word => "語",
        Kind::Integer => "整数",
        Kind::Decimal | Kind::Number => "数",
        Kind::Boolean => "真偽",
    }
}
