//! The character encodings that budget documents come in.

use std::fmt;
use std::str::FromStr;

/// A character encoding. Displayed and parsed by the labels of the WHATWG Encoding Standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// Windows-31J: Shift_JIS with the NEC and IBM extensions.
    Windows31J,
    /// EUC-JP.
    EucJp,
    /// ISO-2022-JP.
    Iso2022Jp,
    /// UTF-16, little endian.
    Utf16Le,
    /// UTF-16, big endian.
    Utf16Be,
}

impl Encoding {
    /// Every encoding that can be read.
    pub const ALL: [Encoding; 6] = [
        Encoding::Utf8,
        Encoding::Windows31J,
        Encoding::EucJp,
        Encoding::Iso2022Jp,
        Encoding::Utf16Le,
        Encoding::Utf16Be,
    ];

    /// The label it is displayed as.
    pub const fn label(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Windows31J => "shift_jis",
            Encoding::EucJp => "euc-jp",
            Encoding::Iso2022Jp => "iso-2022-jp",
            Encoding::Utf16Le => "utf-16le",
            Encoding::Utf16Be => "utf-16be",
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.label())
    }
}

impl FromStr for Encoding {
    type Err = UnknownEncoding;

    /// Reads a label, upper or lower case; `_` and `-` are one.
    fn from_str(label: &str) -> Result<Encoding, UnknownEncoding> {
        let plain = label.trim().to_ascii_lowercase().replace('_', "-");
        match plain.as_str() {
            "utf-8" | "utf8" | "unicode-1-1-utf-8" => Ok(Encoding::Utf8),
            "shift-jis" | "shiftjis" | "sjis" | "x-sjis" | "csshiftjis" | "windows-31j"
            | "cp932" | "ms932" | "ms-kanji" => Ok(Encoding::Windows31J),
            "euc-jp" | "eucjp" | "x-euc-jp" | "cseucpkdfmtjapanese" => Ok(Encoding::EucJp),
            "iso-2022-jp" | "iso2022-jp" | "iso2022jp" | "csiso2022jp" | "jis" => {
                Ok(Encoding::Iso2022Jp)
            }
            "utf-16le" | "utf16le" | "utf-16" | "utf16" => Ok(Encoding::Utf16Le),
            "utf-16be" | "utf16be" => Ok(Encoding::Utf16Be),
            _ => Err(UnknownEncoding { label: label.to_owned() }),
        }
    }
}

/// A label that names no encoding that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownEncoding {
    label: String,
}

impl fmt::Display for UnknownEncoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "unknown encoding {:?}: expected utf-8, shift_jis (also windows-31j, cp932, sjis), \
             euc-jp, iso-2022-jp, utf-16le or utf-16be",
            self.label
        )
    }
}

impl std::error::Error for UnknownEncoding {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_read_back() {
        for encoding in Encoding::ALL {
            assert_eq!(encoding.to_string().parse(), Ok(encoding));
        }
    }

    #[test]
    fn other_labels() {
        let p = |s: &str| s.parse::<Encoding>().ok();
        assert_eq!(p("UTF8"), Some(Encoding::Utf8));
        assert_eq!(p("Shift_JIS"), Some(Encoding::Windows31J));
        assert_eq!(p("shift-jis"), Some(Encoding::Windows31J));
        assert_eq!(p("Windows-31J"), Some(Encoding::Windows31J));
        assert_eq!(p("CP932"), Some(Encoding::Windows31J));
        assert_eq!(p("sjis"), Some(Encoding::Windows31J));
        assert_eq!(p("EUC_JP"), Some(Encoding::EucJp));
        assert_eq!(p(" iso-2022-jp "), Some(Encoding::Iso2022Jp));
        assert_eq!(p("UTF-16BE"), Some(Encoding::Utf16Be));
        assert_eq!(p("latin1"), None);
        assert_eq!(p(""), None);
    }

    #[test]
    fn the_error_names_what_is_accepted() {
        insta::assert_snapshot!(
            "big5".parse::<Encoding>().unwrap_err(),
            @r#"unknown encoding "big5": expected utf-8, shift_jis (also windows-31j, cp932, sjis), euc-jp, iso-2022-jp, utf-16le or utf-16be"#
        );
    }
}
