//! The encodings of simple fonts (ISO 32000-1, annex D).

use encoding_rs::{MACINTOSH, WINDOWS_1252};

/// A base encoding of a simple font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BaseEncoding {
    /// `StandardEncoding`
    Standard,
    /// `WinAnsiEncoding`
    WinAnsi,
    /// `MacRomanEncoding`
    MacRoman,
    /// The own encoding of the font Symbol.
    Symbol,
    /// The own encoding of ZapfDingbats.
    Dingbats,
    /// Wingdings and its like: no encoding but Microsoft's private one, U+F000 on.
    Private,
    /// Nothing is known.
    None,
}

impl BaseEncoding {
    /// The character of a code.
    pub fn character(self, code: u8) -> Option<char> {
        match self {
            BaseEncoding::Standard => standard(code),
            BaseEncoding::WinAnsi => match code {
                // Annex D.2, note 3: unused codes show a bullet, 160 a space, 173 a hyphen.
                0x7F | 0x81 | 0x8D | 0x8F | 0x90 | 0x9D => Some('•'),
                0xA0 => Some(' '),
                0xAD => Some('-'),
                code => single(WINDOWS_1252, code),
            },
            BaseEncoding::MacRoman => match code {
                0xCA => Some(' '),
                code => single(MACINTOSH, code),
            },
            BaseEncoding::Symbol => symbol(code),
            BaseEncoding::Dingbats => dingbat(code),
            BaseEncoding::Private => char::from_u32(0xF000 + u32::from(code)),
            BaseEncoding::None => None,
        }
    }
}

fn single(encoding: &'static encoding_rs::Encoding, code: u8) -> Option<char> {
    let bytes = [code];
    let (text, _) = encoding.decode_without_bom_handling(&bytes);
    text.chars().next().filter(|c| !c.is_control())
}

fn standard(code: u8) -> Option<char> {
    /// From code A1 on; a space where there is none.
    const UPPER: &str = "¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ –†‡· ¶•‚„”»…‰ ¿ `´ˆ˜¯˘˙¨ ˚¸ ˝˛ˇ—                Æ ª    ŁØŒº     æ   ı  łøœß";
    match code {
        0x27 => Some('\u{2019}'),
        0x60 => Some('\u{2018}'),
        0x20..=0x7E => Some(char::from(code)),
        0xA1.. => UPPER.chars().nth(usize::from(code - 0xA1)).filter(|c| *c != ' '),
        _ => None,
    }
}

fn symbol(code: u8) -> Option<char> {
    const UPPER_CASE: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
    const LOWER_CASE: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
    const UPPER: &str = "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑";
    match code {
        b'A'..=b'Z' => UPPER_CASE.chars().nth(usize::from(code - b'A')),
        b'a'..=b'z' => LOWER_CASE.chars().nth(usize::from(code - b'a')),
        0x22 => Some('∀'),
        0x24 => Some('∃'),
        0x27 => Some('∋'),
        0x2A => Some('∗'),
        0x2D => Some('−'),
        0x40 => Some('≅'),
        0x5C => Some('∴'),
        0x5E => Some('⊥'),
        0x7E => Some('∼'),
        0x20..=0x7D => Some(char::from(code)),
        0xA1.. => UPPER.chars().nth(usize::from(code - 0xA1)),
        _ => None,
    }
}

fn dingbat(code: u8) -> Option<char> {
    let from = |first: u32, start: u8| char::from_u32(first + u32::from(code - start));
    match code {
        0x20 => Some(' '),
        0x25 => Some('☎'),
        0x2A => Some('☛'),
        0x2B => Some('☞'),
        0x48 => Some('★'),
        0x6C => Some('●'),
        0x6E => Some('■'),
        0x73 => Some('▲'),
        0x74 => Some('▼'),
        0x75 => Some('◆'),
        0x77 => Some('◗'),
        0x21..=0x7E => from(0x2701, 0x21),
        0xA1..=0xA7 => from(0x2761, 0xA1),
        0xA8 => Some('♣'),
        0xA9 => Some('♦'),
        0xAA => Some('♥'),
        0xAB => Some('♠'),
        0xAC..=0xB5 => from(0x2460, 0xAC),
        0xB6..=0xD4 => from(0x2776, 0xB6),
        0xD5 => Some('→'),
        0xD6 => Some('↔'),
        0xD7 => Some('↕'),
        0xD8..=0xEF => from(0x2798, 0xD8),
        0xF1..=0xFE => from(0x27B1, 0xF1),
        _ => None,
    }
}
