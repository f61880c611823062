//! Lines to labels, sheets and the amounts among them, before any rule.

pub mod amount;
pub mod header;
pub mod line;
pub mod paragraph;
pub mod pieces;
pub mod sheet;
pub mod vertical;
