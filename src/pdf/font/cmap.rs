//! CMaps: embedded ones and `ToUnicode`, parsed here; the predefined ones, from their tables.
//!
//! Implements ISO 32000-1, 9.7.5 and 9.10.3, and of Adobe Technical Notes 5014 and 5411 what PDF
//! files use.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use hayro_cmap::{BfString, CMapName};

use crate::pdf::lexer::{Lexer, Operand, Operands};

/// A predefined CMap.
pub(super) type Predefined = Arc<hayro_cmap::CMap>;

/// The tables are the same for every document, and slow to unpack.
static PREDEFINED: LazyLock<Mutex<BTreeMap<Vec<u8>, Option<Predefined>>>> =
    LazyLock::new(Mutex::default);

/// The predefined CMap of a name; `None` when there is none.
pub(super) fn predefined(name: &[u8]) -> Option<Predefined> {
    let known = CMapName::from_bytes(name);
    let bytes = hayro_cmap::load_embedded(known)?;
    let mut cache = PREDEFINED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(cmap) = cache.get(name) {
        return cmap.clone();
    }
    let cmap = hayro_cmap::CMap::parse(bytes, hayro_cmap::load_embedded).map(Arc::new);
    cache.insert(name.to_vec(), cmap.clone());
    cmap
}

/// The characters of a CID by a table such as `Adobe-Japan1-UCS2`.
pub(super) fn characters(table: &hayro_cmap::CMap, cid: u32) -> Option<String> {
    match table.lookup_bf_string(cid)? {
        BfString::Char(c) => Some(c.to_string()),
        BfString::String(s) => Some(s),
    }
}

/// A range of codes of one length.
#[derive(Clone, Copy, Debug)]
struct Codes {
    low: u32,
    high: u32,
    length: u8,
}

/// A CMap that a file brings with it.
#[derive(Default)]
pub(super) struct CMap {
    codespaces: Vec<Codes>,
    /// Ranges of codes with the CID of the first, by the first code.
    cids: Vec<(Codes, u32)>,
    /// Ranges of codes with the characters of the first, by the first code.
    characters: Vec<(Codes, Vec<u16>)>,
    /// `usecmap` with a predefined one.
    pub base: Option<Predefined>,
    /// `usecmap` with another embedded one.
    pub parent: Option<Arc<CMap>>,
    /// Whether `/WMode` is 1.
    pub vertical: bool,
    /// `/Registry` and `/Ordering`, joined by a hyphen.
    pub collection: Option<Vec<u8>>,
}

impl CMap {
    /// Reads a CMap file as far as it can be understood.
    pub fn parse(data: &[u8]) -> CMap {
        let mut cmap = CMap::default();
        let (mut registry, mut ordering) = (None, None);
        let mut lexer = Lexer::new(data);
        while let Some(operator) = lexer.next_operator() {
            let operands = lexer.operands();
            match operator {
                b"endcodespacerange" => cmap.add_codespaces(operands),
                b"endcidrange" | b"endnotdefrange" => cmap.add_cids(operands, 2),
                b"endcidchar" | b"endnotdefchar" => cmap.add_cids(operands, 1),
                b"endbfrange" => cmap.add_character_ranges(operands),
                b"endbfchar" => cmap.add_characters(operands),
                b"usecmap" => cmap.base = operands.name().and_then(predefined),
                b"def" => {
                    let list = operands.list();
                    match list {
                        [.., Operand::Name(key), value] => match (operands.bytes(key), value) {
                            (b"WMode", Operand::Number(n)) => cmap.vertical = *n == 1.0,
                            (b"Registry", Operand::Text(r)) => {
                                registry = Some(operands.bytes(r).to_vec());
                            }
                            (b"Ordering", Operand::Text(r)) => {
                                ordering = Some(operands.bytes(r).to_vec());
                            }
                            _ => {}
                        },
                        _ => continue,
                    }
                }
                _ => {}
            }
            // The collection may also stand as one dictionary before `def`.
            if registry.is_none() {
                registry = operands.text_entry(b"Registry").map(<[u8]>::to_vec);
                ordering = ordering.or(operands.text_entry(b"Ordering").map(<[u8]>::to_vec));
            }
        }
        cmap.cids.sort_by_key(|(codes, _)| codes.low);
        cmap.characters.sort_by_key(|(codes, _)| codes.low);
        if let (Some(registry), Some(ordering)) = (registry, ordering) {
            cmap.collection = Some([registry, ordering].join(&b'-'));
        }
        cmap
    }

    /// How many bytes the next code has.
    ///
    /// The code spaces decide; without one that fits, the shortest code that is mapped.
    pub fn code_length(&self, bytes: &[u8]) -> usize {
        let longest = bytes.len().min(4);
        let fits = |n: usize| self.codespaces().any(|codes| codes.fit(&bytes[..n]));
        let mapped = |n: usize| self.cid(number(&bytes[..n]), n).is_some();
        (1..=longest)
            .find(|n| fits(*n))
            .or_else(|| (1..=longest).find(|n| mapped(*n)))
            .unwrap_or_else(|| {
                let shortest = self.codespaces().map(|codes| usize::from(codes.length)).min();
                shortest.unwrap_or(2).clamp(1, longest.max(1))
            })
    }

    fn codespaces(&self) -> impl Iterator<Item = &Codes> {
        let parent = self.parent.iter().flat_map(|p| p.codespaces.iter());
        self.codespaces.iter().chain(parent)
    }

    /// The CID of a code of `length` bytes.
    pub fn cid(&self, code: u32, length: usize) -> Option<u32> {
        find(&self.cids, code, |codes| usize::from(codes.length) == length)
            .and_then(|(codes, cid)| cid.checked_add(code - codes.low))
            .or_else(|| self.parent.as_ref()?.own_cid(code, length))
            .or_else(|| self.base.as_ref()?.lookup_cid_code(code, u8::try_from(length).ok()?))
    }

    fn own_cid(&self, code: u32, length: usize) -> Option<u32> {
        find(&self.cids, code, |codes| usize::from(codes.length) == length)
            .and_then(|(codes, cid)| cid.checked_add(code - codes.low))
            .or_else(|| self.base.as_ref()?.lookup_cid_code(code, u8::try_from(length).ok()?))
    }

    /// The characters of a code, as `ToUnicode` says them; `None` for those that are zero.
    ///
    /// Some producers write `cidrange` where `bfrange` is meant; its numbers are UTF-16 then.
    pub fn characters(&self, code: u32) -> Option<String> {
        let written = find(&self.characters, code, |_| true).and_then(|(codes, units)| {
            let mut units = units.clone();
            let last = units.last_mut()?;
            *last = last.checked_add(u16::try_from(code - codes.low).ok()?)?;
            String::from_utf16(&units).ok()
        });
        let written = written.filter(|s| s.chars().any(|c| c != '\0'));
        written.or_else(|| {
            let (codes, cid) = find(&self.cids, code, |_| true)?;
            let c = char::from_u32(cid.checked_add(code - codes.low)?)?;
            (c != '\0').then(|| c.to_string())
        })
    }

    fn add_codespaces(&mut self, operands: &Operands) {
        for pair in operands.list().chunks_exact(2) {
            if let [Operand::Text(low), Operand::Text(high)] = pair
                && let Some(codes) = Codes::new(operands.bytes(low), operands.bytes(high))
            {
                self.codespaces.push(codes);
            }
        }
    }

    fn add_cids(&mut self, operands: &Operands, ends: usize) {
        for entry in operands.list().chunks_exact(ends + 1) {
            let (Some(Operand::Text(low)), Some(Operand::Number(cid))) =
                (entry.first(), entry.last())
            else {
                continue;
            };
            let Some(Operand::Text(high)) = entry.get(ends - 1) else { continue };
            let codes = Codes::new(operands.bytes(low), operands.bytes(high));
            if let Some(codes) = codes
                && (0.0..4_294_967_295.0).contains(cid)
            {
                self.cids.push((codes, *cid as u32));
            }
        }
    }

    fn add_characters(&mut self, operands: &Operands) {
        for pair in operands.list().chunks_exact(2) {
            let [Operand::Text(code), Operand::Text(units)] = pair else { continue };
            let code = operands.bytes(code);
            if let Some(codes) = Codes::new(code, code) {
                self.characters.push((codes, utf16(operands.bytes(units))));
            }
        }
    }

    fn add_character_ranges(&mut self, operands: &Operands) {
        let mut rest = operands.list();
        while let [Operand::Text(low), Operand::Text(high), target, ..] = rest {
            let codes = Codes::new(operands.bytes(low), operands.bytes(high));
            rest = &rest[3..];
            match (target, codes) {
                (Operand::Text(units), Some(codes)) => {
                    self.characters.push((codes, utf16(operands.bytes(units))));
                }
                (Operand::ArrayStart, codes) => {
                    let items = rest.iter().position(|o| *o == Operand::ArrayEnd);
                    let items = &rest[..items.unwrap_or(rest.len())];
                    rest = rest.get(items.len() + 1..).unwrap_or_default();
                    let Some(codes) = codes else { continue };
                    for (code, item) in (codes.low..=codes.high).zip(items) {
                        if let Operand::Text(units) = item {
                            let one = Codes { low: code, high: code, ..codes };
                            self.characters.push((one, utf16(operands.bytes(units))));
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

impl Codes {
    fn new(low: &[u8], high: &[u8]) -> Option<Codes> {
        let length = u8::try_from(low.len()).ok().filter(|n| (1..=4).contains(n))?;
        if high.len() > 4 {
            return None;
        }
        let codes = Codes { low: number(low), high: number(high), length };
        (codes.low <= codes.high).then_some(codes)
    }

    /// Whether a code lies within the ranges of all its bytes.
    fn fit(&self, bytes: &[u8]) -> bool {
        if bytes.len() != usize::from(self.length) {
            return false;
        }
        let (low, high) = (self.low.to_be_bytes(), self.high.to_be_bytes());
        let skip = 4 - bytes.len();
        bytes.iter().zip(low[skip..].iter().zip(&high[skip..])).all(|(b, (l, h))| l <= b && b <= h)
    }
}

/// The last range that holds `code` and is `wanted`, among some that begin at or before it.
fn find<T: Clone>(
    ranges: &[(Codes, T)],
    code: u32,
    wanted: impl Fn(&Codes) -> bool,
) -> Option<(Codes, T)> {
    /// Ranges should not overlap; where they do, this many are looked through.
    const OVERLAPS: usize = 8;
    let end = ranges.partition_point(|(codes, _)| codes.low <= code);
    let (codes, value) =
        ranges[..end].iter().rev().take(OVERLAPS).find(|(c, _)| code <= c.high && wanted(c))?;
    Some((*codes, value.clone()))
}

/// A code as a number, its first byte highest.
pub(super) fn number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |n, b| n << 8 | u32::from(*b))
}

/// UTF-16 units; a single byte is one too.
fn utf16(bytes: &[u8]) -> Vec<u16> {
    match bytes {
        [byte] => vec![u16::from(*byte)],
        // No honest mapping spells more than a few characters.
        bytes => {
            bytes.as_chunks::<2>().0.iter().take(64).map(|pair| u16::from_be_bytes(*pair)).collect()
        }
    }
}
