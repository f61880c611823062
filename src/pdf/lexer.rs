//! Content streams to operators with their operands, one at a time; never fails.
//!
//! Implements ISO 32000-1, 7.2 and 7.8.2, leniently: what is no token is skipped to the next white
//! space or delimiter, a broken number counts as far as it goes, brackets that do not match end
//! with the operator. The operands of one operator lie flat in one list, so that nesting costs no
//! recursion. The same tokens serve CMap files (Adobe Technical Note 5014).

use std::ops::Range;

/// One operand, or a bracket among the operands.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operand {
    /// A number.
    Number(f64),
    /// A name; its bytes stand in the lexer, see [`Operands::bytes`].
    Name(Range<u32>),
    /// A string; its bytes stand in the lexer.
    Text(Range<u32>),
    /// `[`
    ArrayStart,
    /// `]`
    ArrayEnd,
    /// `<<`
    DictStart,
    /// `>>`
    DictEnd,
    /// `true`, `false` and `null`.
    Other,
}

/// The operands before one operator.
#[derive(Default)]
pub(super) struct Operands {
    list: Vec<Operand>,
    bytes: Vec<u8>,
    dropped: u64,
}

/// More operands than any honest operator has; those beyond are dropped. A page's whole text in
/// one `TJ` stays below.
const MAX_OPERANDS: usize = 1 << 18;

impl Operands {
    pub fn list(&self) -> &[Operand] {
        &self.list
    }

    /// The bytes of a name or string.
    pub fn bytes(&self, range: &Range<u32>) -> &[u8] {
        self.bytes.get(range.start as usize..range.end as usize).unwrap_or_default()
    }

    /// The last `N` operands as numbers. Operators with numbers alone take the last ones, so that
    /// rubbish left over before them does no harm.
    pub fn numbers<const N: usize>(&self) -> Option<[f64; N]> {
        let start = self.list.len().checked_sub(N)?;
        let mut numbers = [0.0; N];
        for (number, operand) in numbers.iter_mut().zip(&self.list[start..]) {
            let Operand::Number(n) = operand else { return None };
            *number = *n;
        }
        Some(numbers)
    }

    /// The bytes of the last operand that is a name.
    pub fn name(&self) -> Option<&[u8]> {
        self.list.iter().rev().find_map(|operand| match operand {
            Operand::Name(range) => Some(self.bytes(range)),
            _ => None,
        })
    }

    /// The bytes of the last operand that is a string.
    pub fn text(&self) -> Option<&[u8]> {
        self.list.iter().rev().find_map(|operand| match operand {
            Operand::Text(range) => Some(self.bytes(range)),
            _ => None,
        })
    }

    /// The bytes of the string under a key of the dictionary among the operands.
    pub fn text_entry(&self, key: &[u8]) -> Option<&[u8]> {
        self.list.windows(2).find_map(|pair| match pair {
            [Operand::Name(name), Operand::Text(text)] if self.bytes(name) == key => {
                Some(self.bytes(text))
            }
            _ => None,
        })
    }

    /// The number under one of two keys (long and short) of an inline dictionary.
    fn number_entry(&self, long: &[u8], short: &[u8]) -> Option<f64> {
        self.list.windows(2).find_map(|pair| match pair {
            [Operand::Name(name), Operand::Number(n)]
                if self.bytes(name) == long || self.bytes(name) == short =>
            {
                Some(*n)
            }
            _ => None,
        })
    }

    fn has_name(&self, long: &[u8], short: &[u8]) -> bool {
        self.list.iter().any(|operand| {
            matches!(operand, Operand::Name(r) if self.bytes(r) == long || self.bytes(r) == short)
        })
    }

    fn clear(&mut self) {
        self.list.clear();
        self.bytes.clear();
    }

    fn push(&mut self, operand: Operand) {
        if self.list.len() < MAX_OPERANDS {
            self.list.push(operand);
        } else {
            self.dropped += 1;
        }
    }
}

/// Reads one content stream.
pub(super) struct Lexer<'a> {
    data: &'a [u8],
    at: usize,
    operands: Operands,
    skipped: u64,
}

impl<'a> Lexer<'a> {
    pub fn new(data: &'a [u8]) -> Lexer<'a> {
        Lexer { data, at: 0, operands: Operands::default(), skipped: 0 }
    }

    /// How many tokens were broken and skipped so far.
    pub fn skipped(&self) -> u64 {
        self.skipped + self.operands.dropped
    }

    /// The operands of the operator that was read last.
    pub fn operands(&self) -> &Operands {
        &self.operands
    }

    /// The next operator; `None` at the end. Of an inline image, `BI` is given with the image's
    /// dictionary as operands, and its data are skipped.
    pub fn next_operator(&mut self) -> Option<&'a [u8]> {
        self.operands.clear();
        loop {
            let keyword = self.next_keyword()?;
            match keyword {
                b"BI" => self.operands.clear(),
                b"ID" => {
                    self.skip_image_data();
                    return Some(b"BI");
                }
                keyword => return Some(keyword),
            }
        }
    }

    /// Collects operands up to the next keyword.
    fn next_keyword(&mut self) -> Option<&'a [u8]> {
        loop {
            self.skip_white();
            let byte = *self.data.get(self.at)?;
            match byte {
                b'0'..=b'9' | b'+' | b'-' | b'.' => self.number(),
                b'/' => {
                    self.at += 1;
                    let name = self.name();
                    self.operands.push(Operand::Name(name));
                }
                b'(' => {
                    self.at += 1;
                    let text = self.literal();
                    self.operands.push(Operand::Text(text));
                }
                b'<' if self.data.get(self.at + 1) == Some(&b'<') => {
                    self.at += 2;
                    self.operands.push(Operand::DictStart);
                }
                b'<' => {
                    self.at += 1;
                    let text = self.hexadecimal();
                    self.operands.push(Operand::Text(text));
                }
                b'>' if self.data.get(self.at + 1) == Some(&b'>') => {
                    self.at += 2;
                    self.operands.push(Operand::DictEnd);
                }
                b'[' => {
                    self.at += 1;
                    self.operands.push(Operand::ArrayStart);
                }
                b']' => {
                    self.at += 1;
                    self.operands.push(Operand::ArrayEnd);
                }
                b'>' | b')' | b'{' | b'}' => {
                    self.at += 1;
                    self.skipped += 1;
                }
                _ => {
                    let start = self.at;
                    while self.data.get(self.at).is_some_and(|b| is_regular(*b)) {
                        self.at += 1;
                    }
                    match &self.data[start..self.at] {
                        b"true" | b"false" | b"null" => self.operands.push(Operand::Other),
                        keyword => return Some(keyword),
                    }
                }
            }
        }
    }

    fn skip_white(&mut self) {
        while let Some(byte) = self.data.get(self.at) {
            if is_white(*byte) {
                self.at += 1;
            } else if *byte == b'%' {
                let rest = &self.data[self.at..];
                self.at += memchr::memchr2(b'\r', b'\n', rest).unwrap_or(rest.len());
            } else {
                return;
            }
        }
    }

    /// A number as far as it goes: `12-3` is 12, `--5` is -5, `1.2.3` is 1.2.
    fn number(&mut self) {
        let start = self.at;
        let mut negative = false;
        while let Some(sign @ (b'+' | b'-')) = self.data.get(self.at) {
            negative |= *sign == b'-';
            self.at += 1;
        }
        let (mut value, mut scale, mut digits, mut point) = (0.0_f64, 1.0_f64, 0_u32, false);
        while let Some(byte) = self.data.get(self.at) {
            match byte {
                b'0'..=b'9' => {
                    digits += 1;
                    // Beyond 17 digits nothing changes but the magnitude.
                    value = value * 10.0 + f64::from(byte - b'0');
                    scale *= if point { 10.0 } else { 1.0 };
                    if digits > 300 {
                        value = 0.0;
                        scale = 1.0;
                    }
                }
                b'.' if !point => point = true,
                // Some writers put a stray sign or a second point into a number.
                b'-' | b'.' => {
                    while matches!(self.data.get(self.at), Some(b'0'..=b'9' | b'-' | b'.')) {
                        self.at += 1;
                    }
                    self.skipped += 1;
                    break;
                }
                _ => break,
            }
            self.at += 1;
        }
        if digits == 0 && !point {
            self.skipped += 1;
            if self.at == start {
                self.at += 1;
            }
        }
        let magnitude = value / scale;
        self.operands.push(Operand::Number(if negative { -magnitude } else { magnitude }));
    }

    fn name(&mut self) -> Range<u32> {
        let start = self.operands.bytes.len();
        while let Some(byte) = self.data.get(self.at).copied().filter(|b| is_regular(*b)) {
            self.at += 1;
            let escaped = (byte == b'#')
                .then(|| {
                    let high = hex_digit(*self.data.get(self.at)?)?;
                    let low = hex_digit(*self.data.get(self.at + 1)?)?;
                    Some(high * 16 + low)
                })
                .flatten();
            if let Some(value) = escaped {
                self.at += 2;
                self.operands.bytes.push(value);
            } else {
                self.operands.bytes.push(byte);
            }
        }
        self.range_from(start)
    }

    /// The rest of a string `(...)`. One that is never closed ends with the stream.
    fn literal(&mut self) -> Range<u32> {
        let start = self.operands.bytes.len();
        let mut depth = 1_u32;
        while let Some(byte) = self.data.get(self.at).copied() {
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        return self.range_from(start);
                    }
                }
                b'\\' => {
                    self.escape();
                    continue;
                }
                b'\r' => {
                    // All line ends in a string are one line feed.
                    if self.data.get(self.at) == Some(&b'\n') {
                        self.at += 1;
                    }
                    self.operands.bytes.push(b'\n');
                    continue;
                }
                _ => {}
            }
            self.operands.bytes.push(byte);
        }
        self.skipped += 1;
        self.range_from(start)
    }

    fn escape(&mut self) {
        let Some(byte) = self.data.get(self.at).copied() else { return };
        self.at += 1;
        let value = match byte {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.data.get(self.at) else { break };
                    value = value * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                (value & 0xFF) as u8
            }
            b'\r' => {
                if self.data.get(self.at) == Some(&b'\n') {
                    self.at += 1;
                }
                return;
            }
            b'\n' => return,
            other => other,
        };
        self.operands.bytes.push(value);
    }

    fn hexadecimal(&mut self) -> Range<u32> {
        let start = self.operands.bytes.len();
        let mut high = None;
        while let Some(byte) = self.data.get(self.at).copied() {
            self.at += 1;
            if byte == b'>' {
                if let Some(high) = high {
                    self.operands.bytes.push(high * 16);
                }
                return self.range_from(start);
            }
            match (hex_digit(byte), high) {
                (Some(digit), None) => high = Some(digit),
                (Some(digit), Some(first)) => {
                    self.operands.bytes.push(first * 16 + digit);
                    high = None;
                }
                (None, _) => {}
            }
        }
        self.skipped += 1;
        self.range_from(start)
    }

    fn range_from(&self, start: usize) -> Range<u32> {
        let end = self.operands.bytes.len();
        match (u32::try_from(start), u32::try_from(end)) {
            (Ok(start), Ok(end)) => start..end,
            _ => 0..0,
        }
    }

    /// From behind `ID` to behind `EI`.
    ///
    /// `EI` may occur in the data: without filters their length is known; else the first `EI` is
    /// taken that stands alone and is followed by what can be content.
    fn skip_image_data(&mut self) {
        if self.data.get(self.at).is_some_and(|b| is_white(*b)) {
            self.at += 1;
        }
        let mut from = self.at;
        if let Some(length) = self.image_length() {
            from = from.saturating_add(length).min(self.data.len());
            let rest = &self.data[from..];
            let white = rest.iter().take(4).take_while(|b| is_white(**b)).count();
            if rest[white..].starts_with(b"EI") {
                self.at = from + white + 2;
                return;
            }
            from = self.at;
        }
        while let Some(found) = memchr::memmem::find(&self.data[from..], b"EI") {
            let at = from + found;
            let alone = at == self.at || self.data.get(at - 1).is_some_and(|b| is_white(*b));
            if alone && looks_like_content(&self.data[at + 2..]) {
                self.at = at + 2;
                return;
            }
            from = at + 2;
        }
        self.skipped += 1;
        self.at = self.data.len();
    }

    /// The length of an inline image's data, when they have no filter.
    fn image_length(&self) -> Option<usize> {
        let operands = &self.operands;
        if operands.has_name(b"Filter", b"F") {
            return None;
        }
        let side = |long: &[u8], short: &[u8]| {
            operands
                .number_entry(long, short)
                .filter(|n| (1.0..1e6).contains(n))
                .map(|n| n as usize)
        };
        let (width, height) = (side(b"Width", b"W")?, side(b"Height", b"H")?);
        let mask = operands.has_name(b"ImageMask", b"IM");
        let bits = side(b"BitsPerComponent", b"BPC").unwrap_or(if mask { 1 } else { 8 });
        let components = if operands.has_name(b"DeviceRGB", b"RGB") {
            3
        } else if operands.has_name(b"DeviceCMYK", b"CMYK") {
            4
        } else {
            1
        };
        width.checked_mul(components)?.checked_mul(bits)?.div_ceil(8).checked_mul(height)
    }
}

/// Whether the bytes behind an `EI` may be content: white space or the end, and nothing binary.
fn looks_like_content(behind: &[u8]) -> bool {
    let next = &behind[..behind.len().min(24)];
    next.first().is_none_or(|b| is_white(*b))
        && next.iter().all(|b| (0x20..0x7F).contains(b) || matches!(b, b'\t' | b'\n' | b'\r'))
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|d| u8::try_from(d).ok())
}

fn is_white(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_white(byte)
        && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

#[cfg(test)]
mod tests;
