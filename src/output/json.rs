//! One extraction as a pretty-printed JSON object.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use crate::model::Extraction;

/// Writes `extraction` as JSON: two spaces of indentation, keys in the order of
/// the model, one line end at the end. The same records give the same bytes.
///
/// Every key and comma is a write of its own: give a buffered `out`.
///
/// # Errors
/// Only those of `out`.
pub fn write_json(extraction: &Extraction, mut out: impl Write) -> io::Result<()> {
    extraction.serialize(&mut Serializer::with_formatter(&mut out, Pretty::default()))?;
    out.write_all(b"\n")
}

/// A comma, a line end, and as much indentation as any record has.
const NEXT: &[u8; 42] = b",\n                                        ";

/// serde_json's own pretty format, byte for byte, with each line begun in one
/// write instead of one for each level: a fifth faster, and this is a large part
/// of a run.
#[derive(Default)]
struct Pretty {
    depth: usize,
    has_value: bool,
}

impl Pretty {
    /// Begins a line, behind a comma unless it is the `first` of its list.
    fn line<W: ?Sized + Write>(&self, out: &mut W, first: bool) -> io::Result<()> {
        let spaces = 2 * self.depth;
        let at_once = spaces.min(NEXT.len() - 2);
        out.write_all(&NEXT[usize::from(first)..2 + at_once])?;
        for _ in at_once..spaces {
            out.write_all(b" ")?;
        }
        Ok(())
    }

    fn open<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.has_value = false;
        out.write_all(bracket)
    }

    fn close<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth = self.depth.saturating_sub(1);
        if self.has_value {
            self.line(out, true)?;
        }
        out.write_all(bracket)
    }
}

impl Formatter for Pretty {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.line(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.line(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use serde_json::{Serializer, Value, json};

    use super::{Pretty, write_json};
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

    #[test]
    fn pretty_is_what_serde_json_calls_pretty() {
        let check = |value: Value| {
            let mut bytes = Vec::new();
            let mut serializer = Serializer::with_formatter(&mut bytes, Pretty::default());
            value.serialize(&mut serializer).unwrap();
            assert_eq!(
                String::from_utf8(bytes).unwrap(),
                serde_json::to_string_pretty(&value).unwrap()
            );
        };
        check(json!(null));
        check(json!([]));
        check(json!({}));
        check(json!([1, [], [2, "予算\n"], {}]));
        check(json!({"a": [], "b": {"c": [[], {"d": null}]}, "e": [{"f": 1.5}]}));
        let deep = (0..50).fold(json!(1), |inner, i| {
            if i % 2 == 0 { json!([inner]) } else { json!({"k": inner, "l": []}) }
        });
        check(deep);
    }
}
