//! Lines to labels, blocks and tables.

pub mod paragraph;
pub mod vertical;
