//! Every place that a record names holds the characters that it says are there.

use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};
use serde_json::Value;

use super::{assert_none, value};
use crate::common::{Input, texts};

fn encoding(label: &str) -> &'static Encoding {
    [UTF_8, SHIFT_JIS, EUC_JP, ISO_2022_JP, UTF_16LE, UTF_16BE]
        .into_iter()
        .find(|e| e.name().eq_ignore_ascii_case(label))
        .expect("an encoding that the program names")
}

fn decode(bytes: &[u8], encoding: &'static Encoding) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// What the bytes of a span say; in ISO-2022-JP under any shift that may be in force.
fn readings(bytes: &[u8], encoding: &'static Encoding) -> Vec<String> {
    let shifts: &[&[u8]] =
        if encoding == ISO_2022_JP { &[b"", b"\x1b$B", b"\x1b(J", b"\x1b(I"] } else { &[b""] };
    shifts.iter().map(|shift| decode(&[shift, bytes].concat(), encoding)).collect()
}

/// Every object with a place in it, and where in the JSON it stands.
fn spans<'v>(value: &'v Value, at: &str, found: &mut Vec<(String, &'v Value)>) {
    match value {
        Value::Array(list) => {
            for (i, inner) in list.iter().enumerate() {
                spans(inner, &format!("{at}[{i}]"), found);
            }
        }
        Value::Object(fields) => {
            if fields.contains_key("start") && fields.contains_key("end") {
                found.push((at.to_owned(), value));
            }
            for (key, inner) in fields {
                spans(inner, &format!("{at}.{key}"), found);
            }
        }
        _ => {}
    }
}

/// Calls `judge` with each span of each text document and says what it finds wrong.
fn each_span(judge: impl Fn(&Input, &Value, &Value) -> Option<String>) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for input in texts() {
        let extraction = value(&input.extract());
        let mut found = Vec::new();
        spans(&extraction, "", &mut found);
        for (at, span) in found {
            seen += 1;
            if let Some(what) = judge(&input, &extraction["source"], span) {
                wrong.push(format!("{}{at}: {what}", input.path));
            }
        }
    }
    assert!(seen > 0, "no document has a span");
    wrong
}

fn range(span: &Value) -> Option<std::ops::Range<usize>> {
    let end = |key: &str| usize::try_from(span[key].as_u64()?).ok();
    Some(end("start")?..end("end")?)
}

#[test]
fn every_span_slices_back_to_its_text() {
    assert_none(&each_span(|input, source, span| {
        let encoding = encoding(source["encoding"].as_str()?);
        let text = span["text"].as_str()?;
        let Some(bytes) = range(span).and_then(|r| input.bytes.get(r)) else {
            return Some(format!("{} is outside of the source", span["start"]));
        };
        let read = readings(bytes, encoding);
        (!read.iter().any(|r| r == text)).then(|| format!("{text:?} is {:?} there", read[0]))
    }));
}

#[test]
fn every_span_names_its_line_and_page() {
    assert_none(&each_span(|input, source, span| {
        let encoding = encoding(source["encoding"].as_str()?);
        let before = decode(&input.bytes[..range(span)?.start], encoding);
        let ends = before.replace("\r\n", "\n").replace('\r', "\n").matches('\n').count() as u64;
        let pages = before.matches('\u{c}').count() as u64;
        let (line, page) = (span["line"].as_u64()?, span["page"].as_u64()?);
        (line != ends + 1 || page != pages + 1)
            .then(|| format!("page {page}, line {line} is page {}, line {}", pages + 1, ends + 1))
    }));
}

#[test]
fn no_record_is_without_a_place() {
    assert_none(&each_span(|_, _, span| {
        let is_empty = range(span)?.is_empty() || span["text"] == "";
        is_empty.then(|| "names no characters".to_owned())
    }));
}
