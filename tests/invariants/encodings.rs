//! A document says the same in every encoding that can write it.

use serde_json::Value;
use yosan::source::{Encoding, decode};
use yosan::{Options, extract};

use super::{assert_none, value};
use crate::common::texts;

/// The text in another encoding, as a program of its time would have saved it:
/// characters that the encoding lacks become `〓`.
fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
    let table = match encoding {
        Encoding::Windows31J => encoding_rs::SHIFT_JIS,
        Encoding::EucJp => encoding_rs::EUC_JP,
        Encoding::Iso2022Jp => encoding_rs::ISO_2022_JP,
        Encoding::Utf8 => return text.as_bytes().to_vec(),
        Encoding::Utf16Le => {
            return "\u{feff}"
                .encode_utf16()
                .chain(text.encode_utf16())
                .flat_map(u16::to_le_bytes)
                .collect();
        }
        Encoding::Utf16Be => {
            return "\u{feff}"
                .encode_utf16()
                .chain(text.encode_utf16())
                .flat_map(u16::to_be_bytes)
                .collect();
        }
    };
    let mut buffer = [0; 4];
    let is_lacking = |c: char, buffer: &mut [u8; 4]| table.encode(c.encode_utf8(buffer)).2;
    let plain: String =
        text.chars().map(|c| if is_lacking(c, &mut buffer) { '〓' } else { c }).collect();
    table.encode(&plain).0.into_owned()
}

/// The records without what only the encoding decides: byte offsets, size, hash, its name.
fn records(path: &str, bytes: &[u8], encoding: Option<Encoding>) -> Value {
    let mut all = value(
        &extract(path, bytes, Options { encoding, ..Options::default() })
            .expect("text always opens"),
    );
    for key in ["sha256", "bytes", "encoding"] {
        all["source"][key].take();
    }
    without_offsets(&mut all);
    all
}

fn without_offsets(value: &mut Value) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(without_offsets),
        Value::Object(fields) => {
            if fields.contains_key("text") {
                fields.retain(|key, _| key != "start" && key != "end");
            }
            fields.values_mut().for_each(without_offsets);
        }
        _ => {}
    }
}

/// Each document in `encoding` gives the records that it gives in UTF-8, with the
/// encoding detected and with it demanded.
fn check(encoding: Encoding) {
    let mut wrong = Vec::new();
    for input in texts() {
        let bytes = encode(&input.text(), encoding);
        let same = decode(&bytes, Some(encoding)).text;
        let expected = records(&input.path, same.as_bytes(), Some(Encoding::Utf8));
        for forced in [None, Some(encoding)] {
            let found = records(&input.path, &bytes, forced);
            if found == expected {
                continue;
            }
            let of = |v: &Value, key: &str| v[key].as_array().map_or(0, Vec::len);
            let keys = expected.as_object().into_iter().flatten().map(|(key, _)| key.as_str());
            let differs: Vec<String> = keys
                .filter(|key| expected[*key] != found[*key])
                .map(|key| format!("{key} ({} for {})", of(&found, key), of(&expected, key)))
                .collect();
            wrong.push(format!("{}, {forced:?}: {}", input.path, differs.join(", ")));
        }
    }
    assert_none(&wrong);
}

#[test]
fn utf_8() {
    check(Encoding::Utf8);
}

#[test]
fn windows_31j() {
    check(Encoding::Windows31J);
}

#[test]
fn euc_jp() {
    check(Encoding::EucJp);
}

#[test]
fn iso_2022_jp() {
    check(Encoding::Iso2022Jp);
}

#[test]
fn utf_16le() {
    check(Encoding::Utf16Le);
}

#[test]
fn utf_16be() {
    check(Encoding::Utf16Be);
}

#[test]
fn each_fixture_of_an_encoding_is_in_it() {
    for (name, label) in [
        ("windows_31j", "shift_jis"),
        ("euc_jp", "euc-jp"),
        ("iso_2022_jp", "iso-2022-jp"),
        ("utf_16le", "utf-16le"),
        ("utf_16be", "utf-16be"),
        ("utf_8_bom", "utf-8"),
    ] {
        let path = crate::common::root().join(format!("fixtures/encoding/{name}.txt"));
        let extraction = crate::common::input(&path).extract();
        assert_eq!(extraction.source.encoding.as_deref(), Some(label), "{name}");
        let yen: Vec<_> = extraction.line_items.iter().filter_map(|i| i.yen).collect();
        assert_eq!(yen, [1_200_000_000, 350_000_000, 200_000_000], "{name}");
    }
}
