//! Fonts: from the bytes of a string to characters and widths.
//!
//! Implements ISO 32000-1, chapter 9.5 to 9.10.

mod cmap;
mod composite;
mod encoding;
mod metrics;
mod names;
mod program;
mod simple;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::objects::{Dict, Value};
use cmap::CMap;
use composite::Composite;
use simple::Simple;

/// What one code of a font shows. Lengths are in units of the font size.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Code {
    /// The characters; U+FFFD when the file does not say.
    pub text: Box<str>,
    /// Horizontal advance.
    pub width: f64,
    /// Vertical advance, negative downwards.
    pub height: f64,
    /// How far right of the glyph's left end the line of vertical writing runs.
    pub vertical_origin: f64,
    /// Whether word spacing applies: the single byte 32.
    pub is_space: bool,
}

/// A font that was read.
pub(super) struct Font {
    /// Number within the document.
    pub number: u16,
    /// Whether it writes downwards.
    pub vertical: bool,
    /// How high glyphs reach over the baseline, in units of the font size.
    pub ascent: f64,
    /// How low they reach below it; negative.
    pub descent: f64,
    kind: Kind,
    codes: RefCell<BTreeMap<(u32, u8), Rc<Code>>>,
}

enum Kind {
    Simple(Box<Simple>),
    Composite(Box<Composite>),
}

/// Codes whose meaning is remembered, for each font.
const MAX_REMEMBERED: usize = 1 << 16;

impl Font {
    /// Reads a font dictionary.
    pub fn read(dict: Dict<'_>, number: u16) -> Font {
        let descendant = match dict.get("DescendantFonts") {
            Value::Array(fonts) => fonts.get(0).dict(),
            other => other.dict(),
        };
        let is_composite = dict.get("Subtype").name() == Some(b"Type0");
        let (kind, descriptor) = match descendant.filter(|_| is_composite) {
            Some(descendant) => {
                let composite = Composite::read(dict, descendant);
                (Kind::Composite(Box::new(composite)), descendant.get("FontDescriptor").dict())
            }
            None => (Kind::Simple(Box::new(Simple::read(dict))), dict.get("FontDescriptor").dict()),
        };
        let vertical = matches!(&kind, Kind::Composite(composite) if composite.vertical());
        let (ascent, descent) = metrics::heights(descriptor);
        Font { number, vertical, ascent, descent, kind, codes: RefCell::default() }
    }

    /// The first code of a string that is not empty, and how many bytes it has.
    pub fn next_code(&self, bytes: &[u8]) -> (Rc<Code>, usize) {
        let length = match &self.kind {
            Kind::Simple(_) => 1,
            Kind::Composite(composite) => composite.code_length(bytes),
        };
        let length = length.clamp(1, 4).min(bytes.len().max(1));
        let code = cmap::number(bytes.get(..length).unwrap_or_default());
        let key = (code, length as u8);
        if let Some(known) = self.codes.borrow().get(&key) {
            return (Rc::clone(known), length);
        }
        let shown = Rc::new(match &self.kind {
            Kind::Simple(simple) => simple.code(code as u8),
            Kind::Composite(composite) => composite.code(code, length),
        });
        let mut codes = self.codes.borrow_mut();
        if codes.len() < MAX_REMEMBERED {
            codes.insert(key, Rc::clone(&shown));
        }
        (shown, length)
    }
}

/// A font's `/ToUnicode`.
enum ToUnicode {
    /// `/Identity-H` as a name: codes are Unicode.
    Identity,
    Map(CMap),
}

impl ToUnicode {
    fn read(dict: Dict<'_>) -> Option<ToUnicode> {
        match dict.get("ToUnicode") {
            Value::Name(name) if name.starts_with(b"Identity") => Some(ToUnicode::Identity),
            Value::Name(_) => None,
            Value::Stream(stream) => Some(ToUnicode::Map(CMap::parse(&stream.data().ok()?))),
            _ => None,
        }
    }

    fn characters(&self, code: u32) -> Option<String> {
        let text = match self {
            ToUnicode::Identity => char::from_u32(code)?.to_string(),
            ToUnicode::Map(cmap) => cmap.characters(code)?,
        };
        readable(text)
    }
}

/// `None` for what says nothing to a reader: control characters, U+FFFD, private use.
fn readable(text: String) -> Option<String> {
    if text.chars().any(|c| matches!(c, '\t' | '\n' | '\r' | '\u{B}' | '\u{C}')) {
        let blank = text.chars().all(char::is_whitespace);
        return blank.then(|| " ".to_owned());
    }
    let says =
        |c: char| !c.is_control() && c != '\u{FFFD}' && !matches!(c, '\u{FFFE}' | '\u{FFFF}');
    (!text.is_empty() && text.chars().all(says)).then_some(text)
}

/// Whether all characters are private use: right perhaps for bullets, wrong for text.
fn is_private(text: &str) -> bool {
    text.chars().all(|c| matches!(u32::from(c), 0xE000..=0xF8FF | 0xF_0000..))
}

/// The normal character of a vertical presentation form (Unicode blocks Vertical Forms and CJK
/// Compatibility Forms). NFKC would give the ASCII one.
fn upright(c: char) -> char {
    const VERTICAL_FORMS: [char; 10] = ['，', '、', '。', '：', '；', '！', '？', '〖', '〗', '…'];
    const COMPATIBILITY: [char; 25] = [
        '‥', '—', '–', '＿', '﹏', '（', '）', '｛', '｝', '〔', '〕', '【', '】', '《', '》',
        '〈', '〉', '「', '」', '『', '』', '﹅', '﹆', '［', '］',
    ];
    let at = |table: &[char], first: u32| {
        let index = u32::from(c).checked_sub(first).and_then(|i| usize::try_from(i).ok());
        index.and_then(|i| table.get(i).copied())
    };
    at(&VERTICAL_FORMS, 0xFE10).or_else(|| at(&COMPATIBILITY, 0xFE30)).unwrap_or(c)
}
