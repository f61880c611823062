//! Widths and heights of glyphs.

use crate::pdf::objects::{Array, Dict, Value};

/// Numbers for ranges of CIDs (`/W`). A range costs the same however long it says it is.
#[derive(Default)]
pub(super) struct Ranges {
    /// First and last CID, and the number; sorted by the first.
    list: Vec<(u32, u32, f64)>,
}

impl Ranges {
    /// Reads `/W`: `c [w1 w2 ...]` and `first last w`, in thousandths.
    pub fn read_widths(value: Value<'_>) -> Ranges {
        let mut list = Vec::new();
        each_range(value, 1, |first, last, w: [f64; 1]| list.push((first, last, w[0] / 1000.0)));
        list.sort_by_key(|(first, ..)| *first);
        Ranges { list }
    }

    pub fn get(&self, cid: u32) -> Option<f64> {
        find(&self.list, cid)
    }
}

/// `/DW2` and `/W2` (ISO 32000-1, 9.7.4.3).
pub(super) struct VerticalMetrics {
    default_height: f64,
    /// Height, and the horizontal part of the origin.
    list: Vec<(u32, u32, [f64; 2])>,
}

impl VerticalMetrics {
    pub fn read(descendant: Dict<'_>) -> VerticalMetrics {
        let default = descendant.get("DW2").array().and_then(Array::numbers::<2>);
        let [_, height] = default.unwrap_or([880.0, -1000.0]);
        let mut list = Vec::new();
        each_range(descendant.get("W2"), 3, |first, last, w: [f64; 3]| {
            list.push((first, last, [w[0] / 1000.0, w[1] / 1000.0]));
        });
        list.sort_by_key(|(first, ..)| *first);
        VerticalMetrics { default_height: height / 1000.0, list }
    }

    /// The vertical advance, and how far right of the left end the vertical origin is.
    pub fn get(&self, cid: u32, width: f64) -> (f64, f64) {
        match find(&self.list, cid) {
            Some([height, x]) => (height, x),
            None => (self.default_height, width / 2.0),
        }
    }
}

fn find<T: Copy>(list: &[(u32, u32, T)], cid: u32) -> Option<T> {
    /// Ranges should not overlap; where they do, this many are looked through.
    const OVERLAPS: usize = 4;
    let end = list.partition_point(|(first, ..)| *first <= cid);
    let found = list[..end].iter().rev().take(OVERLAPS).find(|(_, last, _)| cid <= *last);
    found.map(|(_, _, value)| *value)
}

/// Calls `each` for every entry of `/W` (one number) or `/W2` (three).
fn each_range<const N: usize>(
    value: Value<'_>,
    numbers: usize,
    mut each: impl FnMut(u32, u32, [f64; N]),
) {
    let cid = |value: Value<'_>| value.integer().and_then(|n| u32::try_from(n).ok());
    let Some(array) = value.array() else { return };
    let mut i = 0;
    while i < array.len() {
        let Some(first) = cid(array.get(i)) else {
            i += 1;
            continue;
        };
        if let Value::Array(items) = array.get(i + 1) {
            let values: Vec<f64> = items.iter().map(|v| v.number().unwrap_or(0.0)).collect();
            for (cid, values) in (first..).zip(values.chunks_exact(numbers)) {
                if let Ok(values) = values.try_into() {
                    each(cid, cid, values);
                }
            }
            i += 2;
            continue;
        }
        let mut values = [0.0; N];
        for (k, value) in values.iter_mut().enumerate() {
            *value = array.get(i + 2 + k).number().unwrap_or(0.0);
        }
        if let Some(last) = cid(array.get(i + 1)).filter(|last| *last >= first)
            && i + 2 + N <= array.len()
        {
            each(first, last, values);
        }
        i += 2 + N;
    }
}

/// How far glyphs reach over and below the baseline.
///
/// Many descriptors carry zeros, or numbers for the largest glyph of all; beyond what text has,
/// the usual ones of Japanese fonts stand in.
pub(super) fn heights(descriptor: Option<Dict<'_>>) -> (f64, f64) {
    let entry = |key: &str| descriptor.and_then(|d| d.get(key).number()).map(|n| n / 1000.0);
    let ascent = entry("Ascent").filter(|n| (0.5..=1.2).contains(n)).unwrap_or(0.88);
    // Some writers leave the sign out.
    let descent = entry("Descent").map(|n| -n.abs()).filter(|n| (-0.5..0.0).contains(n));
    (ascent, descent.unwrap_or(-0.12))
}

/// Advance widths of the printable ASCII characters in the standard fonts, which need not bring
/// them (ISO 32000-1, 9.6.2.2); in thousandths.
pub(super) fn standard_width(base_font: &[u8], c: char) -> Option<f64> {
    let name = base_font.to_ascii_lowercase();
    let has = |part: &[u8]| memchr::memmem::find(&name, part).is_some();
    if has(b"courier") {
        return Some(0.6);
    }
    let table = if has(b"times") {
        &TIMES
    } else if has(b"bold") {
        &HELVETICA_BOLD
    } else {
        &HELVETICA
    };
    let c = match c {
        '\u{2019}' => '\'',
        '\u{2018}' => '`',
        '\u{2022}' => return Some(0.35),
        '\u{2013}' => return Some(0.5),
        '\u{2014}' => return Some(1.0),
        c => c,
    };
    let index = u32::from(c).checked_sub(32).and_then(|i| usize::try_from(i).ok())?;
    table.get(index).map(|w| f64::from(*w) / 1000.0)
}

#[rustfmt::skip]
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
#[rustfmt::skip]
const HELVETICA_BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
    975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
    333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
    611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
];
#[rustfmt::skip]
const TIMES: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278,
    500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444,
    921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722,
    556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500,
    333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500,
    500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];
