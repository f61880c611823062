//! Glyph names and codes of CFF fonts (Adobe Technical Note 5176).

use std::collections::BTreeMap;

use super::super::names;
use super::{u16_at, u32_at};

/// What a CFF font says about its glyphs.
#[derive(Default)]
pub(super) struct Cff {
    /// Characters of each glyph, by its name.
    pub characters: BTreeMap<u32, String>,
    /// Glyph of each code, by the font's own encoding.
    pub codes: BTreeMap<u8, u32>,
    /// Whether the encoding is `StandardEncoding` instead.
    pub is_standard: bool,
}

/// The characters of the standard strings 1 to 228, in order.
const STANDARD: &str = " !\"#$%&’()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_‘\
abcdefghijklmnopqrstuvwxyz{|}~¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ–†‡·¶•‚„”»…‰¿`´ˆ˜¯˘˙¨˚¸˝˛ˇ—ÆªŁØŒºæıłøœß\
¹¬µ™Ð½±Þ¼÷¦°þ¾²®−ð×³©ÁÂÄÀÅÃÇÉÊËÈÍÎÏÌÑÓÔÖÒÕŠÚÛÜÙÝŸŽáâäàåãçéêëèíîïìñóôöòõšúûüùýÿž";

/// Strings in the standard list; the font's own ones are numbered from here on.
const STANDARD_STRINGS: usize = 391;

impl Cff {
    pub fn read(data: &[u8]) -> Option<Cff> {
        let header = usize::from(*data.get(2)?);
        let (_, at) = index(data, header)?;
        let (top_dicts, at) = index(data, at)?;
        let (strings, _) = index(data, at)?;
        let top = TopDict::read(data.get(top_dicts.first()?.clone())?);
        if top.is_cid {
            // Its glyphs have CIDs, not names.
            return None;
        }
        let (glyphs, _) = index(data, top.char_strings)?;
        let sids = charset(data, top.charset, glyphs.len());
        let standard: Vec<char> = STANDARD.chars().collect();
        let mut cff = Cff::default();
        for (gid, sid) in (0_u32..).zip(&sids) {
            let text = match usize::from(*sid).checked_sub(STANDARD_STRINGS) {
                Some(own) => {
                    strings.get(own).and_then(|range| names::characters(data.get(range.clone())?))
                }
                None => {
                    let position = usize::from(*sid).checked_sub(1);
                    position.and_then(|i| standard.get(i)).map(char::to_string)
                }
            };
            cff.characters.extend(text.map(|text| (gid, text)));
        }
        cff.read_encoding(data, top.encoding);
        Some(cff)
    }

    fn read_encoding(&mut self, data: &[u8], at: usize) {
        // 1 is the expert encoding, of small capitals and old figures.
        if at < 2 {
            self.is_standard = at == 0;
            return;
        }
        let byte = |at: usize| data.get(at).copied();
        let (Some(format), Some(count)) = (byte(at), byte(at + 1)) else { return };
        let mut gid = 1_u32;
        for i in 0..usize::from(count) {
            if format & 0x7F == 0 {
                let Some(code) = byte(at + 2 + i) else { return };
                self.codes.insert(code, gid);
                gid += 1;
            } else {
                let (Some(first), Some(left)) = (byte(at + 2 + i * 2), byte(at + 3 + i * 2)) else {
                    return;
                };
                for code in first..=first.saturating_add(left) {
                    self.codes.insert(code, gid);
                    gid += 1;
                }
            }
        }
    }
}

#[derive(Default)]
struct TopDict {
    charset: usize,
    encoding: usize,
    char_strings: usize,
    is_cid: bool,
}

impl TopDict {
    fn read(data: &[u8]) -> TopDict {
        let mut top = TopDict::default();
        let mut operand = 0_i64;
        let mut at = 0;
        while let Some(byte) = data.get(at).copied() {
            at += 1;
            let next = |n: usize| data.get(at + n).copied().unwrap_or(0);
            match byte {
                12 => {
                    top.is_cid |= next(0) == 30;
                    at += 1;
                }
                0..=21 => {
                    let offset = usize::try_from(operand).unwrap_or(0);
                    match byte {
                        15 => top.charset = offset,
                        16 => top.encoding = offset,
                        17 => top.char_strings = offset,
                        _ => {}
                    }
                }
                28 => {
                    operand = i64::from(i16::from_be_bytes([next(0), next(1)]));
                    at += 2;
                }
                29 => {
                    operand = i64::from(i32::from_be_bytes([next(0), next(1), next(2), next(3)]));
                    at += 4;
                }
                30 => {
                    // A real number, in half bytes up to F.
                    while data.get(at).is_some_and(|b| b & 0x0F != 0x0F && b >> 4 != 0x0F) {
                        at += 1;
                    }
                    at += 1;
                }
                32..=246 => operand = i64::from(byte) - 139,
                247..=250 => {
                    operand = (i64::from(byte) - 247) * 256 + i64::from(next(0)) + 108;
                    at += 1;
                }
                251..=254 => {
                    operand = -(i64::from(byte) - 251) * 256 - i64::from(next(0)) - 108;
                    at += 1;
                }
                _ => {}
            }
        }
        top
    }
}

/// The string number of each glyph.
fn charset(data: &[u8], at: usize, glyphs: usize) -> Vec<u16> {
    let mut sids = vec![0_u16];
    if at < 3 {
        // The predefined ones begin like the standard strings.
        sids.extend(1..=228);
        sids.truncate(glyphs);
        return sids;
    }
    let format = data.get(at).copied();
    let mut at = at + 1;
    while sids.len() < glyphs {
        let Some(sid) = u16_at(data, at) else { break };
        at += 2;
        let left = match format {
            Some(0) => Some(0),
            Some(1) => data.get(at).copied().map(u16::from),
            _ => u16_at(data, at),
        };
        let Some(left) = left else { break };
        at += match format {
            Some(0) => 0,
            Some(1) => 1,
            _ => 2,
        };
        sids.extend((sid..=sid.saturating_add(left)).take(glyphs - sids.len()));
    }
    sids
}

/// The byte ranges of an INDEX, and where it ends.
fn index(data: &[u8], at: usize) -> Option<(Vec<std::ops::Range<usize>>, usize)> {
    let count = usize::from(u16_at(data, at)?);
    if count == 0 {
        return Some((Vec::new(), at + 2));
    }
    let size = usize::from(*data.get(at + 2)?);
    if !(1..=4).contains(&size) {
        return None;
    }
    let offset = |i: usize| {
        let at = at + 3 + i * size;
        match size {
            4 => u32_at(data, at).and_then(|n| usize::try_from(n).ok()),
            size => {
                let bytes = data.get(at..at + size)?;
                Some(bytes.iter().fold(0, |n, b| n << 8 | usize::from(*b)))
            }
        }
    };
    let base = at + 2 + (count + 1) * size;
    let mut ranges = Vec::with_capacity(count);
    let mut start = offset(0)?;
    for i in 1..=count {
        let end = offset(i)?;
        if end < start || base.checked_add(end)? > data.len() {
            return None;
        }
        ranges.push(base + start..base + end);
        start = end;
    }
    Some((ranges, base + start))
}
