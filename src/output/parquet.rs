//! One table as a Parquet file.
//!
//! Texts and words are UTF-8 strings by way of a dictionary, yen are INT64, and what a row
//! may not have is OPTIONAL. Decimal numbers that are not money are DOUBLE.

use std::io::{self, Write};
use std::mem;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;

use super::tidy::{Cell, Column, Kind, Outcome, Table};

/// How many bytes of memory a row group may take before it is written.
const GROUP: usize = 8 << 20;

/// A table that is being written.
pub struct ParquetTable<W: Write + Send> {
    table: &'static Table,
    out: SerializedFileWriter<W>,
    columns: Vec<Gathered>,
    /// How many bytes are gathered.
    bytes: usize,
}

/// The cells of one column that wait for their row group.
struct Gathered {
    values: Values,
    /// For each row whether there is a value, 1 or 0; none for a column that all rows have.
    levels: Option<Vec<i16>>,
}

enum Values {
    Text(Vec<ByteArray>),
    Integer(Vec<i64>),
    Number(Vec<f64>),
    Boolean(Vec<bool>),
}

impl<W: Write + Send> ParquetTable<W> {
    /// Begins the file of `table`.
    ///
    /// # Errors
    /// Only those of `out`.
    pub fn new(table: &'static Table, out: W) -> io::Result<ParquetTable<W>> {
        let properties = WriterProperties::builder()
            .set_created_by(concat!("yosan version ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_compression(Compression::SNAPPY)
            .build();
        let out = schema(table)
            .and_then(|schema| SerializedFileWriter::new(out, schema, Arc::new(properties)))
            .map_err(error)?;
        let columns = table.columns.iter().map(Gathered::new).collect();
        Ok(ParquetTable { table, out, columns, bytes: 0 })
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
        self.table.rows(outcome, &mut |cells| {
            for (column, cell) in self.columns.iter_mut().zip(cells) {
                self.bytes += column.push(cell);
            }
            if self.bytes >= GROUP { self.group() } else { Ok(()) }
        })
    }

    /// What it was written to.
    ///
    /// # Errors
    /// Only those of `out`.
    pub fn finish(mut self) -> io::Result<W> {
        if self.bytes > 0 {
            self.group()?;
        }
        self.out.into_inner().map_err(error)
    }

    /// Writes what was gathered as a row group.
    fn group(&mut self) -> io::Result<()> {
        self.bytes = 0;
        let mut group = self.out.next_row_group().map_err(error)?;
        for column in &mut self.columns {
            column.write(&mut group).map_err(error)?;
        }
        group.close().map(drop).map_err(error)
    }
}

impl Gathered {
    fn new(column: &Column) -> Gathered {
        let values = match column.kind {
            Kind::Text | Kind::Word => Values::Text(Vec::new()),
            Kind::Integer => Values::Integer(Vec::new()),
            Kind::Decimal | Kind::Number => Values::Number(Vec::new()),
            Kind::Boolean => Values::Boolean(Vec::new()),
        };
        Gathered { values, levels: (!column.required).then(Vec::new) }
    }

    /// Takes a cell, and says how many bytes it keeps.
    fn push(&mut self, cell: &Cell<'_>) -> usize {
        let mut bytes = size_of::<i64>();
        let before = self.values.len();
        match (&mut self.values, cell) {
            (Values::Text(values), Cell::Text(text)) => {
                bytes = size_of::<ByteArray>() + text.len();
                values.push(ByteArray::from(text.as_bytes().to_vec()));
            }
            (Values::Integer(values), Cell::Integer(n)) => values.push(*n),
            (Values::Number(values), Cell::Number(n)) => values.push(*n),
            (Values::Number(values), Cell::Decimal(digits)) => {
                values.extend(digits.parse::<f64>().ok().filter(|number| number.is_finite()))
            }
            (Values::Boolean(values), Cell::Boolean(yes)) => values.push(*yes),
            _ => {}
        }
        if let Some(levels) = &mut self.levels {
            levels.push(i16::from(self.values.len() > before));
        }
        bytes
    }

    fn write<W: Write + Send>(
        &mut self,
        group: &mut SerializedRowGroupWriter<'_, W>,
    ) -> Result<(), ParquetError> {
        let levels = self.levels.as_mut().map(mem::take);
        let levels = levels.as_deref();
        match &mut self.values {
            Values::Text(values) => batch::<ByteArrayType, W>(group, values, levels),
            Values::Integer(values) => batch::<Int64Type, W>(group, values, levels),
            Values::Number(values) => batch::<DoubleType, W>(group, values, levels),
            Values::Boolean(values) => batch::<BoolType, W>(group, values, levels),
        }
    }
}

impl Values {
    fn len(&self) -> usize {
        match self {
            Values::Text(values) => values.len(),
            Values::Integer(values) => values.len(),
            Values::Number(values) => values.len(),
            Values::Boolean(values) => values.len(),
        }
    }
}

/// Writes the next column of a row group, and empties it.
fn batch<T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &mut Vec<T::T>,
    levels: Option<&[i16]>,
) -> Result<(), ParquetError> {
    let missing = || ParquetError::General("the schema has fewer columns".to_owned());
    let mut column = group.next_column()?.ok_or_else(missing)?;
    column.typed::<T>().write_batch(values, levels, None)?;
    values.clear();
    column.close()
}

fn schema(table: &Table) -> Result<Arc<Type>, ParquetError> {
    let columns = table.columns.iter().map(|column| {
        let (physical, logical) = match column.kind {
            // Not ENUM: common readers take that for bytes.
            Kind::Text | Kind::Word => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Kind::Integer => (Physical::INT64, None),
            Kind::Decimal | Kind::Number => (Physical::DOUBLE, None),
            Kind::Boolean => (Physical::BOOLEAN, None),
        };
        let repetition = if column.required { Repetition::REQUIRED } else { Repetition::OPTIONAL };
        let column = Type::primitive_type_builder(column.name, physical)
            .with_logical_type(logical)
            .with_repetition(repetition);
        column.build().map(Arc::new)
    });
    let columns = columns.collect::<Result<_, _>>()?;
    Type::group_type_builder(table.name).with_fields(columns).build().map(Arc::new)
}

fn error(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}
