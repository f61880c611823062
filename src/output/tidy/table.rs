//! A table, and how one is made: each column together with where its cells come from.

use std::borrow::Cow;
use std::{fmt, io};

use serde::Serialize;

use super::model::{Known, Model, Word};
use super::{Cell, Outcome};
use crate::output::word;

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Characters.
    Text,
    /// One of the column's words.
    Word,
    /// A whole number.
    Integer,
    /// A decimal number, exact.
    Decimal,
    /// A coordinate.
    Number,
    /// Yes or no.
    Boolean,
}

/// What is known of a column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name in every format but Excel: `fiscal_year`.
    pub name: &'static str,
    /// Its name for people: 年度
    pub title: &'static str,
    /// A sentence.
    pub description: String,
    /// What its cells are.
    pub kind: Kind,
    /// Whether every row has it.
    pub required: bool,
    /// What a number of it counts: 円, % …
    pub unit: Option<&'static str>,
    /// The words that it may hold, for [`Kind::Word`].
    pub words: Vec<Word>,
    /// Whether it is money that a reader wants to see in 億円 too.
    pub is_money: bool,
    /// Its concept in the taxonomy of the Fiscal Data Package (1.0rc1), if it has one.
    pub fiscal: Option<&'static str>,
    /// The field of the record model that it holds; none for what is worked out.
    pub(super) field: Option<String>,
}

/// Columns whose values stand in columns of another table.
#[derive(Clone, Debug)]
pub struct ForeignKey {
    /// Columns of this table.
    pub columns: Vec<&'static str>,
    /// The other table.
    pub table: &'static str,
    /// Its columns, in the same order.
    pub references: Vec<&'static str>,
}

/// What is called for each row.
pub type Visit<'v> = dyn FnMut(&[Cell<'_>]) -> io::Result<()> + 'v;

type Rows = Box<dyn Fn(&Outcome<'_>, &mut Visit<'_>) -> io::Result<()> + Send + Sync>;

/// A table of the tidy model.
pub struct Table {
    /// Its name: that of its CSV file, its SQL table.
    pub name: &'static str,
    /// Its name for people: that of its sheet.
    pub title: &'static str,
    /// A sentence on what one row is.
    pub description: &'static str,
    /// Its columns in order.
    pub columns: Vec<Column>,
    /// The columns that tell a row from all others of the run.
    pub primary_key: Vec<&'static str>,
    /// What its rows belong to.
    pub foreign_keys: Vec<ForeignKey>,
    rows: Rows,
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Table {
    /// Calls `visit` with each row that the table has of one input. A row has one cell for
    /// each of [`Table::columns`].
    ///
    /// # Errors
    /// The first that `visit` returns.
    pub fn rows(&self, outcome: &Outcome<'_>, visit: &mut Visit<'_>) -> io::Result<()> {
        (self.rows)(outcome, visit)
    }

    /// Where the column with this name stands.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

/// One record on its way to a row.
pub(super) struct Row<'a, P, R> {
    /// What became of the input that it is from.
    pub outcome: &'a Outcome<'a>,
    /// What the record's list belongs to, and its place in its own list, from 1.
    pub owner: &'a P,
    pub owner_seq: i64,
    /// The record, and its place in its list, from 1.
    pub record: &'a R,
    pub seq: i64,
}

type Get<P, R> = Box<dyn for<'a> Fn(&Row<'a, P, R>) -> Cell<'a> + Send + Sync>;

/// A table in the making: the records `R` in the lists that `P` have.
pub(super) struct Builder<'m, P: 'static, R: 'static> {
    model: &'m Model,
    path: &'static str,
    table: Table,
    cells: Vec<Get<P, R>>,
    owners: for<'a> fn(&Outcome<'a>) -> &'a [P],
    list: fn(&P) -> &[R],
}

impl<'m, P: Sync, R: Sync> Builder<'m, P, R> {
    /// A table of all records in the `list` of each of `owners`. `path` is where the
    /// records stand in the model; the columns' paths go on from there.
    pub(super) fn new(
        model: &'m Model,
        (name, title, description): (&'static str, &'static str, &'static str),
        path: &'static str,
        owners: for<'a> fn(&Outcome<'a>) -> &'a [P],
        list: fn(&P) -> &[R],
    ) -> Self {
        let table = Table {
            name,
            title,
            description,
            columns: Vec::new(),
            primary_key: Vec::new(),
            foreign_keys: Vec::new(),
            rows: Box::new(|_, _| Ok(())),
        };
        Builder { model, path, table, cells: Vec::new(), owners, list }
    }

    /// Makes the columns that tell a row from all others.
    pub(super) fn key(mut self, columns: &[&'static str]) -> Self {
        self.table.primary_key = columns.to_vec();
        self
    }

    /// Says that `columns` hold values of the columns `references` of `table`.
    pub(super) fn refers(
        mut self,
        columns: &[&'static str],
        table: &'static str,
        references: &[&'static str],
    ) -> Self {
        let (columns, references) = (columns.to_vec(), references.to_vec());
        self.table.foreign_keys.push(ForeignKey { columns, table, references });
        self
    }

    /// The table, whole.
    pub(super) fn done(mut self) -> Table {
        let Builder { owners, list, cells, .. } = self;
        self.table.rows = Box::new(move |outcome, visit| {
            for (owner, owner_seq) in owners(outcome).iter().zip(1..) {
                for (record, seq) in list(owner).iter().zip(1..) {
                    let row = Row { outcome, owner, owner_seq, record, seq };
                    let cells: Vec<Cell> = cells.iter().map(|get| get(&row)).collect();
                    visit(&cells)?;
                }
            }
            Ok(())
        });
        self.table
    }

    /// Adds a column. Its name is the last step of `path`, and what the model says of the
    /// field there is what the column means.
    pub(super) fn column<F>(
        mut self,
        path: &'static str,
        title: &'static str,
        kind: Kind,
        required: bool,
        get: F,
    ) -> Self
    where
        F: for<'a> Fn(&Row<'a, P, R>) -> Cell<'a> + Send + Sync + 'static,
    {
        let steps: Vec<&str> = [self.path, path].into_iter().filter(|p| !p.is_empty()).collect();
        let field = steps.join(".");
        let Known { description, words } = self.model.field(&field).unwrap_or_default();
        self.table.columns.push(Column {
            name: path.rsplit('.').next().unwrap_or(path),
            title,
            description,
            kind,
            required,
            unit: None,
            words: if kind == Kind::Word { words } else { Vec::new() },
            is_money: false,
            fiscal: None,
            field: Some(field),
        });
        self.cells.push(Box::new(get));
        self
    }

    pub(super) fn text<F>(self, path: &'static str, title: &'static str, get: F) -> Self
    where
        F: for<'a> Fn(&Row<'a, P, R>) -> &'a str + Send + Sync + 'static,
    {
        self.column(path, title, Kind::Text, true, move |row| get(row).into())
    }

    pub(super) fn maybe_text<F>(self, path: &'static str, title: &'static str, get: F) -> Self
    where
        F: for<'a> Fn(&Row<'a, P, R>) -> Option<&'a str> + Send + Sync + 'static,
    {
        self.column(path, title, Kind::Text, false, move |row| {
            get(row).map_or(Cell::Null, Cell::from)
        })
    }

    pub(super) fn word<F, W>(self, path: &'static str, title: &'static str, get: F) -> Self
    where
        F: for<'a> Fn(&Row<'a, P, R>) -> W + Send + Sync + 'static,
        W: Serialize,
    {
        self.column(path, title, Kind::Word, true, move |row| {
            Cell::Text(Cow::Owned(word(get(row))))
        })
    }

    pub(super) fn integer<F>(self, path: &'static str, title: &'static str, get: F) -> Self
    where
        F: for<'a> Fn(&Row<'a, P, R>) -> i64 + Send + Sync + 'static,
    {
        self.column(path, title, Kind::Integer, true, move |row| Cell::Integer(get(row)))
    }

    pub(super) fn maybe_integer<F>(self, path: &'static str, title: &'static str, get: F) -> Self
    where
        F: for<'a> Fn(&Row<'a, P, R>) -> Option<i64> + Send + Sync + 'static,
    {
        self.column(path, title, Kind::Integer, false, move |row| {
            get(row).map_or(Cell::Null, Cell::Integer)
        })
    }

    pub(super) fn count<F>(self, path: &'static str, title: &'static str, get: F) -> Self
    where
        F: for<'a> Fn(&Row<'a, P, R>) -> u64 + Send + Sync + 'static,
    {
        self.column(path, title, Kind::Integer, true, move |row| Cell::count(get(row)))
    }

    pub(super) fn maybe_count<F>(self, path: &'static str, title: &'static str, get: F) -> Self
    where
        F: for<'a> Fn(&Row<'a, P, R>) -> Option<u64> + Send + Sync + 'static,
    {
        self.column(path, title, Kind::Integer, false, move |row| {
            get(row).map_or(Cell::Null, Cell::count)
        })
    }

    pub(super) fn maybe_decimal<F>(self, path: &'static str, title: &'static str, get: F) -> Self
    where
        F: for<'a> Fn(&Row<'a, P, R>) -> Option<&'a str> + Send + Sync + 'static,
    {
        self.column(path, title, Kind::Decimal, false, move |row| {
            get(row).map_or(Cell::Null, Cell::decimal)
        })
    }

    pub(super) fn boolean<F>(self, path: &'static str, title: &'static str, get: F) -> Self
    where
        F: for<'a> Fn(&Row<'a, P, R>) -> bool + Send + Sync + 'static,
    {
        self.column(path, title, Kind::Boolean, true, move |row| Cell::Boolean(get(row)))
    }

    pub(super) fn maybe_boolean<F>(self, path: &'static str, title: &'static str, get: F) -> Self
    where
        F: for<'a> Fn(&Row<'a, P, R>) -> Option<bool> + Send + Sync + 'static,
    {
        self.column(path, title, Kind::Boolean, false, move |row| {
            get(row).map_or(Cell::Null, Cell::Boolean)
        })
    }

    /// Gives the last column another name.
    pub(super) fn named(self, name: &'static str) -> Self {
        self.last(|column| column.name = name)
    }

    /// Says what the last column means, where it is no field of the model.
    pub(super) fn says(self, description: &str) -> Self {
        self.last(|column| {
            description.clone_into(&mut column.description);
            column.field = None;
        })
    }

    /// Says which words the last column may hold, where it is no field of the model.
    pub(super) fn words(self, words: &[(&str, &str)]) -> Self {
        let word = |&(value, meaning): &(&str, &str)| Word {
            value: value.to_owned(),
            meaning: meaning.to_owned(),
        };
        self.last(|column| column.words = words.iter().map(word).collect())
    }

    /// Says what a number of the last column counts.
    pub(super) fn unit(self, unit: &'static str) -> Self {
        self.last(|column| column.unit = Some(unit))
    }

    /// Says that the last column is money.
    pub(super) fn yen(self) -> Self {
        self.unit("円").last(|column| column.is_money = true)
    }

    /// Says which concept of the Fiscal Data Package the last column is.
    pub(super) fn fiscal(self, concept: &'static str) -> Self {
        self.last(|column| column.fiscal = Some(concept))
    }

    fn last(mut self, change: impl FnOnce(&mut Column)) -> Self {
        if let Some(column) = self.table.columns.last_mut() {
            change(column);
        }
        self
    }
}
