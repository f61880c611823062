//! Type 0 fonts: codes of one to four bytes, CIDs, and their characters.

use std::sync::Arc;

use super::cmap::{self, CMap, Predefined};
use super::metrics::{Ranges, VerticalMetrics};
use super::program::Program;
use super::{Code, ToUnicode, is_private, readable, upright};
use crate::pdf::objects::{Dict, Stream, Value};

pub(super) struct Composite {
    encoding: Encoding,
    vertical: bool,
    to_unicode: Option<ToUnicode>,
    /// CID to characters, for the four Adobe collections.
    collection: Option<Predefined>,
    program: Option<Program>,
    cid_to_gid: Option<Vec<u8>>,
    default_width: f64,
    widths: Ranges,
    vertical_metrics: VerticalMetrics,
}

/// How codes are cut and become CIDs.
enum Encoding {
    /// Two bytes, the CID itself.
    Identity,
    Predefined(CodeLength, Predefined),
    /// The code is Unicode; the table, if there is one, is of UTF-16.
    Unicode(Unicode, Option<Predefined>),
    Embedded(Arc<CMap>),
}

/// How long the codes of a predefined CMap are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CodeLength {
    /// Always two bytes.
    Two,
    /// Two bytes when the first is 81-9F or E0-FC (Shift_JIS).
    ShiftJis,
    /// Two bytes when the first is 81 or more (EUC and its like).
    Euc,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unicode {
    Ucs2,
    Utf8,
    Utf16,
    Utf32,
}

impl Composite {
    pub fn read(dict: Dict<'_>, descendant: Dict<'_>) -> Composite {
        let (encoding, vertical, named) = read_encoding(dict);
        let to_unicode = ToUnicode::read(dict);
        let collection = named
            .or_else(|| collection_of(descendant))
            .and_then(|name| cmap::predefined(&[&name, &b"-UCS2"[..]].concat()));
        let cid_to_gid = descendant.get("CIDToGIDMap").stream().and_then(|s| s.data().ok());
        // Unpacking a font program is dear, and only its own CIDs need it.
        let program = (collection.is_none() && !matches!(encoding, Encoding::Unicode(..)))
            .then(|| Program::read(descendant.get("FontDescriptor").dict()?))
            .flatten();
        let default_width = descendant.get("DW").number().unwrap_or(1000.0) / 1000.0;
        Composite {
            encoding,
            vertical,
            to_unicode,
            collection,
            program,
            cid_to_gid,
            default_width,
            widths: Ranges::read_widths(descendant.get("W")),
            vertical_metrics: VerticalMetrics::read(descendant),
        }
    }

    pub fn vertical(&self) -> bool {
        self.vertical
    }

    pub fn code_length(&self, bytes: &[u8]) -> usize {
        let first = bytes.first().copied().unwrap_or(0);
        match &self.encoding {
            Encoding::Identity => 2,
            Encoding::Predefined(CodeLength::Two, _) => 2,
            Encoding::Predefined(CodeLength::ShiftJis, _) => {
                if matches!(first, 0x81..=0x9F | 0xE0..=0xFC) { 2 } else { 1 }
            }
            Encoding::Predefined(CodeLength::Euc, _) => {
                if first >= 0x81 {
                    2
                } else {
                    1
                }
            }
            Encoding::Unicode(Unicode::Ucs2, _) => 2,
            Encoding::Unicode(Unicode::Utf16, _) => {
                if matches!(first, 0xD8..=0xDB) {
                    4
                } else {
                    2
                }
            }
            Encoding::Unicode(Unicode::Utf32, _) => 4,
            Encoding::Unicode(Unicode::Utf8, _) => match first {
                0xC0..=0xDF => 2,
                0xE0..=0xEF => 3,
                0xF0..=0xF7 => 4,
                _ => 1,
            },
            Encoding::Embedded(cmap) => cmap.code_length(bytes),
        }
    }

    pub fn code(&self, code: u32, length: usize) -> Code {
        let cid = self.cid(code, length);
        let text = self.characters(code, length, cid);
        let text: String = text.unwrap_or("\u{FFFD}".to_owned()).chars().map(upright).collect();
        let cid = cid.unwrap_or(0);
        let width = self.widths.get(cid).unwrap_or(self.default_width);
        let (height, vertical_origin) = self.vertical_metrics.get(cid, width);
        let is_space = length == 1 && code == 32;
        Code { text: text.into(), width, height, vertical_origin, is_space }
    }

    fn cid(&self, code: u32, length: usize) -> Option<u32> {
        let bytes = u8::try_from(length).ok()?;
        match &self.encoding {
            Encoding::Identity => Some(code),
            Encoding::Predefined(_, table) => table.lookup_cid_code(code, bytes),
            Encoding::Unicode(unicode, table) => {
                let table = table.as_ref()?;
                let mut units = [0; 2];
                match *unicode.character(code, length)?.encode_utf16(&mut units) {
                    [unit] => table.lookup_cid_code(u32::from(unit), 2),
                    [high, low] => table.lookup_cid_code(u32::from(high) << 16 | u32::from(low), 4),
                    _ => None,
                }
            }
            Encoding::Embedded(cmap) => cmap.cid(code, length),
        }
    }

    /// The characters, from the first source that knows them.
    ///
    /// Where the encoding is Unicode, that comes before `ToUnicode`: re-distilled files carry
    /// wrong ones.
    fn characters(&self, code: u32, length: usize, cid: Option<u32>) -> Option<String> {
        if let Encoding::Unicode(unicode, _) = &self.encoding
            && let Some(text) = unicode.character(code, length).map(String::from).and_then(readable)
            && !is_private(&text)
        {
            return Some(text);
        }
        let declared = self.to_unicode.as_ref().and_then(|map| map.characters(code));
        if declared.as_ref().is_some_and(|text| !is_private(text)) {
            return declared;
        }
        let by_cid = || {
            let text = cmap::characters(self.collection.as_ref()?, cid?)?;
            readable(text)
        };
        by_cid().or(declared).or_else(|| {
            let cid = cid?;
            let program = self.program.as_ref()?;
            let gid = match &self.cid_to_gid {
                None => cid,
                Some(map) => {
                    let at = usize::try_from(cid).ok()?.checked_mul(2)?;
                    cmap::number(map.get(at..at.checked_add(2)?)?)
                }
            };
            program.characters(gid).and_then(readable)
        })
    }
}

impl Unicode {
    fn character(self, code: u32, length: usize) -> Option<char> {
        let bytes = code.to_be_bytes();
        match self {
            Unicode::Ucs2 | Unicode::Utf32 => char::from_u32(code),
            Unicode::Utf16 if length == 4 => {
                let units = [(code >> 16) as u16, code as u16];
                char::decode_utf16(units).next()?.ok()
            }
            Unicode::Utf16 => char::from_u32(code),
            Unicode::Utf8 => std::str::from_utf8(bytes.get(4 - length..)?).ok()?.chars().next(),
        }
    }
}

/// The encoding, whether it is vertical, and the collection its CIDs are of.
fn read_encoding(dict: Dict<'_>) -> (Encoding, bool, Option<Vec<u8>>) {
    match dict.get("Encoding") {
        Value::Name(name) => {
            let (encoding, collection) = named_encoding(name);
            (encoding, name.ends_with(b"V"), collection)
        }
        Value::Stream(stream) => {
            let cmap = embedded_cmap(stream, 0);
            let vertical = stream.dict().get("WMode").integer().map_or(cmap.vertical, |n| n == 1);
            let collection = cmap.collection.clone().filter(|c| is_adobe_collection(c));
            let collection = collection.or_else(|| predefined_collection(cmap.base.as_ref()?));
            (Encoding::Embedded(Arc::new(cmap)), vertical, collection)
        }
        _ => (Encoding::Identity, false, None),
    }
}

fn embedded_cmap(stream: Stream<'_>, depth: u32) -> CMap {
    /// CMaps that use one another; honest files have one step.
    const MAX_DEPTH: u32 = 4;
    let mut cmap = CMap::parse(&stream.data().unwrap_or_default());
    match stream.dict().get("UseCMap") {
        Value::Name(name) if cmap.base.is_none() => cmap.base = cmap::predefined(name),
        Value::Stream(parent) if depth < MAX_DEPTH => {
            cmap.parent = Some(Arc::new(embedded_cmap(parent, depth + 1)));
        }
        _ => {}
    }
    cmap
}

fn named_encoding(name: &[u8]) -> (Encoding, Option<Vec<u8>>) {
    let has = |part: &[u8]| memchr::memmem::find(name, part).is_some();
    if name.starts_with(b"Identity") {
        return (Encoding::Identity, None);
    }
    if name.starts_with(b"Uni") {
        let unicode = if has(b"UTF8") {
            Unicode::Utf8
        } else if has(b"UTF16") {
            Unicode::Utf16
        } else if has(b"UTF32") {
            Unicode::Utf32
        } else {
            Unicode::Ucs2
        };
        let (collection, table): (&[u8], &[u8]) = match name {
            _ if has(b"UniJIS") => (b"Adobe-Japan1", b"UniJIS-UTF16-H"),
            _ if has(b"UniGB") => (b"Adobe-GB1", b"UniGB-UTF16-H"),
            _ if has(b"UniCNS") => (b"Adobe-CNS1", b"UniCNS-UTF16-H"),
            _ => (b"Adobe-Korea1", b"UniKS-UTF16-H"),
        };
        let own = cmap::predefined(name).filter(|_| unicode == Unicode::Ucs2);
        let table = own.or_else(|| cmap::predefined(table));
        return (Encoding::Unicode(unicode, table), Some(collection.to_vec()));
    }
    let length = if has(b"RKSJ") {
        CodeLength::ShiftJis
    } else if name == b"H" || name == b"V" || name.starts_with(b"78-") && !has(b"EUC") {
        CodeLength::Two
    } else {
        CodeLength::Euc
    };
    // The tables of JIS C 6226-1978 differ from those of 1983 in the shapes of a few characters.
    let newer: Option<&[u8]> = match name {
        b"78-H" | b"78-V" => Some(b"H"),
        b"78-EUC-H" | b"78-EUC-V" => Some(b"EUC-H"),
        b"78-RKSJ-H" | b"78-RKSJ-V" | b"78ms-RKSJ-H" | b"78ms-RKSJ-V" => Some(b"90ms-RKSJ-H"),
        _ => None,
    };
    match cmap::predefined(name).or_else(|| cmap::predefined(newer?)) {
        Some(table) => {
            let collection = predefined_collection(&table);
            (Encoding::Predefined(length, table), collection)
        }
        None => (Encoding::Identity, None),
    }
}

fn predefined_collection(cmap: &hayro_cmap::CMap) -> Option<Vec<u8>> {
    use hayro_cmap::CidFamily::{AdobeCNS1, AdobeGB1, AdobeJapan1, AdobeKorea1};
    let name: &[u8] = match cmap.metadata().character_collection.as_ref()?.family {
        AdobeJapan1 => b"Adobe-Japan1",
        AdobeGB1 => b"Adobe-GB1",
        AdobeCNS1 => b"Adobe-CNS1",
        AdobeKorea1 => b"Adobe-Korea1",
        _ => return None,
    };
    Some(name.to_vec())
}

fn collection_of(descendant: Dict<'_>) -> Option<Vec<u8>> {
    let info = descendant.get("CIDSystemInfo").dict()?;
    let part = |key: &str| match info.get(key) {
        Value::Text(bytes) | Value::Name(bytes) => Some(bytes),
        _ => None,
    };
    let name = [part("Registry")?, part("Ordering")?].join(&b'-');
    is_adobe_collection(&name).then_some(name)
}

/// `Adobe-Identity` and private collections say nothing about characters.
fn is_adobe_collection(name: &[u8]) -> bool {
    matches!(name, b"Adobe-Japan1" | b"Adobe-GB1" | b"Adobe-CNS1" | b"Adobe-Korea1")
}
