//! The document checked against itself.
