//! Layout to records.
