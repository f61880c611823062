//! What embedded font programs say about characters, where the dictionaries say nothing.
//!
//! Of TrueType and OpenType fonts the `cmap` table (ISO/IEC 14496-22), of Type 1 fonts the
//! `/Encoding` array (Adobe Type 1 Font Format, 2.2), of CFF fonts the names of their glyphs.

mod cff;

use std::collections::BTreeMap;

use super::encoding::BaseEncoding;
use super::names;
use crate::pdf::objects::Dict;

/// The useful part of a font program.
#[derive(Default)]
pub(super) struct Program {
    /// Character of each glyph, by a Unicode `cmap`.
    unicode: BTreeMap<u32, char>,
    /// Glyph of each code, by a symbolic or Macintosh `cmap`.
    symbolic: BTreeMap<u8, u32>,
    /// Characters of each code, by the names of a Type 1 encoding.
    encoding: BTreeMap<u8, String>,
    /// Glyphs of a CFF font.
    names: cff::Cff,
    /// Whether its codes are those of `StandardEncoding`.
    is_standard: bool,
}

/// Mappings of one font that are kept; the largest fonts have 65,535 glyphs.
const MAX_MAPPINGS: usize = 1 << 17;

impl Program {
    /// Reads the font program of a font descriptor.
    pub fn read(descriptor: Dict<'_>) -> Option<Program> {
        let file = |key: &str| descriptor.get(key).stream().and_then(|s| s.data().ok());
        let mut program = Program::default();
        if let Some(data) = file("FontFile") {
            program.read_type1(&data);
        } else {
            let data = file("FontFile2").or_else(|| file("FontFile3"))?;
            if data.starts_with(&[1, 0]) {
                program.names = cff::Cff::read(&data)?;
                program.is_standard = program.names.is_standard;
            } else {
                program.read_sfnt(&data)?;
            }
        }
        Some(program)
    }

    /// The characters of a glyph.
    pub fn characters(&self, gid: u32) -> Option<String> {
        let named = || self.names.characters.get(&gid).cloned();
        self.unicode.get(&gid).map(|c| c.to_string()).or_else(named)
    }

    /// The characters of a code of a simple font.
    pub fn simple(&self, code: u8, name: Option<&[u8]>) -> Option<String> {
        if name.is_some() {
            return None;
        }
        if let Some(text) = self.encoding.get(&code) {
            return Some(text.clone());
        }
        if self.is_standard {
            return BaseEncoding::Standard.character(code).map(String::from);
        }
        let gid = self.symbolic.get(&code).or_else(|| self.names.codes.get(&code));
        self.characters(*gid?)
    }

    /// `dup 65 /A put` in the clear part of a Type 1 font.
    fn read_type1(&mut self, data: &[u8]) {
        let clear = memchr::memmem::find(data, b"eexec").map_or(data, |end| &data[..end]);
        let Some(start) = memchr::memmem::find(clear, b"/Encoding") else { return };
        // Some fonts write `dup 65/A put`.
        let text = String::from_utf8_lossy(&clear[start..]).replace('/', " /");
        let mut words = text.split_ascii_whitespace().skip(1);
        self.is_standard = words.clone().next() == Some("StandardEncoding");
        while let Some(word) = words.next() {
            match word {
                "readonly" | "def" => break,
                "dup" => {
                    let code = words.next().and_then(|w| w.parse::<u8>().ok());
                    let name = words.next().and_then(|w| w.strip_prefix('/'));
                    if let (Some(code), Some(name)) = (code, name)
                        && let Some(text) = names::characters(name.as_bytes())
                    {
                        self.encoding.insert(code, text);
                    }
                }
                _ => {}
            }
        }
    }

    fn read_sfnt(&mut self, data: &[u8]) -> Option<()> {
        let tables = usize::from(u16_at(data, 4)?);
        let cmap = (0..tables).find_map(|i| {
            let entry = 12 + i * 16;
            (data.get(entry..entry + 4)? == b"cmap").then(|| u32_at(data, entry + 8))?
        })?;
        let cmap = data.get(usize::try_from(cmap).ok()?..)?;
        for i in 0..usize::from(u16_at(cmap, 2)?).min(64) {
            let record = 4 + i * 8;
            let (Some(platform), Some(encoding), Some(offset)) =
                (u16_at(cmap, record), u16_at(cmap, record + 2), u32_at(cmap, record + 4))
            else {
                break;
            };
            let Some(table) = usize::try_from(offset).ok().and_then(|o| cmap.get(o..)) else {
                continue;
            };
            match (platform, encoding) {
                (0, _) | (3, 1 | 10) => each_mapping(table, |code, gid| {
                    if let Some(c) = char::from_u32(code) {
                        // The first one: `cmap` is sorted, and the plain characters come first.
                        self.unicode.entry(gid).or_insert(c);
                    }
                    self.unicode.len() < MAX_MAPPINGS
                }),
                (3, 0) | (1, _) => each_mapping(table, |code, gid| {
                    if code <= 0xFF || (0xF000..=0xF0FF).contains(&code) {
                        self.symbolic.insert((code & 0xFF) as u8, gid);
                    }
                    true
                }),
                _ => {}
            }
        }
        Some(())
    }
}

/// Calls `each` with every code and glyph of a `cmap` subtable of format 0, 4, 6 or 12, until it
/// says `false`.
fn each_mapping(table: &[u8], mut each: impl FnMut(u32, u32) -> bool) {
    let mut budget = MAX_MAPPINGS;
    let mut each = |code: u32, gid: u32| {
        budget = budget.saturating_sub(1);
        (gid == 0 || each(code, gid)) && budget > 0
    };
    let word = |at: usize| u16_at(table, at).map(u32::from);
    match word(0) {
        Some(0) => {
            for (code, gid) in (0..256).zip(table.get(6..).unwrap_or_default()) {
                each(code, u32::from(*gid));
            }
        }
        Some(4) => {
            let Some(segments) = word(6).map(|n| n as usize / 2) else { return };
            for i in 0..segments {
                let (ends, starts) = (14 + i * 2, 16 + segments * 2 + i * 2);
                let (deltas, offsets) = (starts + segments * 2, starts + segments * 4);
                let (Some(end), Some(start), Some(delta), Some(offset)) =
                    (word(ends), word(starts), word(deltas), word(offsets))
                else {
                    return;
                };
                for code in start..=end {
                    let gid = if offset == 0 {
                        (code + delta) & 0xFFFF
                    } else {
                        let at = offsets + offset as usize + (code - start) as usize * 2;
                        match word(at) {
                            None | Some(0) => 0,
                            Some(gid) => (gid + delta) & 0xFFFF,
                        }
                    };
                    if !each(code, gid) {
                        return;
                    }
                }
            }
        }
        Some(6) => {
            let (Some(first), Some(count)) = (word(6), word(8)) else { return };
            for i in 0..count {
                let Some(gid) = word(10 + i as usize * 2) else { return };
                each(first + i, gid);
            }
        }
        Some(12) => {
            let groups = u32_at(table, 12).unwrap_or(0) as usize;
            for group in 0..groups {
                let at = 16 + group * 12;
                let (Some(start), Some(end), Some(gid)) =
                    (u32_at(table, at), u32_at(table, at + 4), u32_at(table, at + 8))
                else {
                    return;
                };
                for (i, code) in (start..=end).enumerate() {
                    let gid = gid.saturating_add(u32::try_from(i).unwrap_or(u32::MAX));
                    if !each(code, gid) {
                        return;
                    }
                }
            }
        }
        _ => {}
    }
}

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    let bytes = data.get(at..at.checked_add(2)?)?;
    Some(u16::from_be_bytes([bytes[0], bytes[1]]))
}

fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    let bytes = data.get(at..at.checked_add(4)?)?;
    Some(u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
}
