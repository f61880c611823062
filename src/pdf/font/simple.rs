//! Simple fonts: one byte, one glyph (Type 1, TrueType, CFF, Type 3).

use super::encoding::BaseEncoding;
use super::metrics::standard_width;
use super::program::Program;
use super::{Code, ToUnicode, is_private, names, upright};
use crate::pdf::objects::{Array, Dict, Value};

pub(super) struct Simple {
    /// The characters of each code.
    texts: Vec<Option<Box<str>>>,
    /// The widths of the codes from `first` on, in units of the font size.
    widths: Vec<f64>,
    first: usize,
    missing_width: Option<f64>,
    base_font: Vec<u8>,
}

impl Simple {
    pub fn read(dict: Dict<'_>) -> Simple {
        let descriptor = dict.get("FontDescriptor").dict();
        let is_type3 = dict.get("Subtype").name() == Some(b"Type3");
        let matrix = dict.get("FontMatrix").array().and_then(Array::numbers::<6>);
        // Type 3 widths are in the glyphs' own space; all others in thousandths.
        let unit = matrix.filter(|_| is_type3).map_or(0.001, |m| m[0]);
        let widths = dict.get("Widths").array();
        let widths: Vec<f64> = widths
            .map(|w| w.iter().take(256).map(|v| v.number().unwrap_or(0.0) * unit).collect())
            .unwrap_or_default();
        let first = dict.get("FirstChar").integer().and_then(|n| usize::try_from(n).ok());
        let missing = descriptor.and_then(|d| d.get("MissingWidth").number()).map(|w| w * unit);
        let base_font = subset_free(dict.get("BaseFont").name().unwrap_or_default());
        Simple {
            texts: texts(dict, descriptor, base_font, is_type3),
            missing_width: missing.filter(|_| !widths.is_empty()),
            widths,
            first: first.unwrap_or(0),
            base_font: base_font.to_vec(),
        }
    }

    pub fn code(&self, code: u8) -> Code {
        let index = usize::from(code);
        let text = self.texts.get(index).cloned().flatten();
        let text = text.unwrap_or_else(|| "\u{FFFD}".into());
        let declared = index.checked_sub(self.first).and_then(|i| self.widths.get(i)).copied();
        let width = declared.or(self.missing_width).or_else(|| {
            if !self.widths.is_empty() {
                return Some(0.0);
            }
            text.chars().next().and_then(|c| standard_width(&self.base_font, c))
        });
        let width = width.unwrap_or(0.5);
        Code { text, width, height: -1.0, vertical_origin: width / 2.0, is_space: code == 32 }
    }
}

/// The name without the tag of a subset, `ABCDEF+`.
fn subset_free(name: &[u8]) -> &[u8] {
    match name.iter().position(|b| *b == b'+') {
        Some(6) => &name[7..],
        _ => name,
    }
}

fn texts(
    dict: Dict<'_>,
    descriptor: Option<Dict<'_>>,
    base_font: &[u8],
    is_type3: bool,
) -> Vec<Option<Box<str>>> {
    let to_unicode = ToUnicode::read(dict);
    let encoding = dict.get("Encoding");
    let named = encoding.name().or_else(|| encoding.dict()?.get("BaseEncoding").name());
    let is_truetype = dict.get("Subtype").name() == Some(b"TrueType");
    let flags = descriptor.and_then(|d| d.get("Flags").integer()).unwrap_or(0);
    let symbolic = flags & 4 != 0;
    let embedded = descriptor.is_some_and(|d| {
        ["FontFile", "FontFile2", "FontFile3"].iter().any(|k| !d.get(k).is_null())
    });
    let base = match named {
        Some(b"WinAnsiEncoding") => BaseEncoding::WinAnsi,
        Some(b"MacRomanEncoding") => BaseEncoding::MacRoman,
        Some(b"StandardEncoding") => BaseEncoding::Standard,
        _ if base_font.starts_with(b"Symbol") => BaseEncoding::Symbol,
        _ if base_font.starts_with(b"ZapfDingbats") => BaseEncoding::Dingbats,
        _ if base_font.starts_with(b"Wingdings") || base_font.starts_with(b"Webdings") => {
            BaseEncoding::Private
        }
        _ if is_type3 => BaseEncoding::None,
        // An embedded symbolic font has codes of its own.
        _ if embedded && symbolic => BaseEncoding::None,
        _ if is_truetype => BaseEncoding::WinAnsi,
        _ => BaseEncoding::Standard,
    };
    let mut glyph_names: Vec<Option<&[u8]>> = vec![None; 256];
    if let Some(differences) = encoding.dict().and_then(|e| e.get("Differences").array()) {
        let mut code = 0_usize;
        for item in differences.iter() {
            match item {
                Value::Name(name) => {
                    if let Some(slot) = glyph_names.get_mut(code) {
                        *slot = Some(name);
                    }
                    code = code.saturating_add(1);
                }
                other => {
                    let next = other.integer().and_then(|n| usize::try_from(n).ok());
                    code = next.unwrap_or(code);
                }
            }
        }
    }
    let declared = |code: u8| to_unicode.as_ref().and_then(|map| map.characters(u32::from(code)));
    let by_name = |code: u8| {
        let name = glyph_names.get(usize::from(code)).copied().flatten()?;
        names::characters(name)
    };
    let by_base = |code: u8| {
        let replaced = glyph_names.get(usize::from(code)).is_some_and(Option::is_some);
        base.character(code).filter(|_| !replaced).map(String::from)
    };
    let mut texts: Vec<Option<String>> = (0..=255)
        .map(|code| {
            let declared = declared(code);
            if declared.as_ref().is_some_and(|text| !is_private(text)) {
                return declared;
            }
            by_name(code).or_else(|| by_base(code)).or(declared)
        })
        .collect();
    // Unpacking a font program is dear: only when the dictionaries leave codes in use open.
    let first = dict.get("FirstChar").integer().and_then(|n| usize::try_from(n).ok());
    let widths = dict.get("Widths").array();
    let in_use = |code: usize| {
        let index = code.checked_sub(first.unwrap_or(0));
        let width = index.zip(widths).and_then(|(index, widths)| widths.get(index).number());
        width.is_some_and(|w| w != 0.0)
    };
    let open = || texts.iter().enumerate().any(|(code, t)| t.is_none() && in_use(code));
    if embedded && open() {
        let program = descriptor.and_then(Program::read);
        for (code, text) in (0..=255_u8).zip(&mut texts) {
            if text.is_none() {
                let name = glyph_names.get(usize::from(code)).copied().flatten();
                *text = program.as_ref().and_then(|p| p.simple(code, name));
            }
        }
    }
    texts
        .into_iter()
        .map(|text| Some(text?.chars().map(upright).collect::<String>().into_boxed_str()))
        .collect()
}
