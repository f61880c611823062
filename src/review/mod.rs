//! What several documents say together: nothing here reads a document or a disk.

pub mod series;
