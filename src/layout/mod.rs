//! Lines to labels, blocks and tables.
