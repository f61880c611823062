//! Layout to records.

pub mod prose;
