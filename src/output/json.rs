//! One extraction as a pretty-printed JSON object.

use std::io::{self, Write};

use crate::model::Extraction;

/// Writes `extraction` as JSON: two spaces of indentation, keys in the order of
/// the model, one line end at the end. The same records give the same bytes.
///
/// Every key and comma is a write of its own: give a buffered `out`.
///
/// # Errors
/// Only those of `out`.
pub fn write_json(extraction: &Extraction, mut out: impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut out, extraction)?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::write_json;
    use crate::model::Extraction;

    #[test]
    fn reads_back_as_the_same_extraction() {
        let mut extraction = Extraction::default();
        extraction.source.path = "a\"b.txt".to_owned();
        extraction.document.era_year = Some("令和2年度".to_owned());
        let mut bytes = Vec::new();
        write_json(&extraction, &mut bytes).unwrap();
        assert!(bytes.starts_with(b"{\n  \"source\": {\n    \"path\": \"a\\\"b.txt\","));
        assert!(bytes.ends_with(b"}\n"));
        assert_eq!(serde_json::from_slice::<Extraction>(&bytes).unwrap(), extraction);
    }
}
