//! The grammars, one printed case a line.

mod mark;
mod number;
mod property;
mod share;
mod stage;
mod year;
