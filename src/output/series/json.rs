//! A series as a pretty-printed JSON object, with the fields of its types.

use std::io::{self, Write};

use crate::review::series::Series;

/// Writes `series` as JSON: two spaces of indentation, keys in the order of the types, one line
/// end at the end.
///
/// # Errors
/// Only those of `out`.
pub fn write_json(series: &Series, mut out: impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut out, series)?;
    out.write_all(b"\n")
}
