//! Money units, and where a document declares one.

use std::ops::Range;

use memchr::memmem;

use super::cursor::{after, skip};

/// A unit of money.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Unit {
    /// 円
    Yen,
    /// 千円: the unit of the government's budget books.
    SenYen,
    /// 万円
    ManYen,
    /// 百万円: the unit of most ministries' tables.
    HyakumanYen,
    /// 億円: the unit of the ポイント papers.
    OkuYen,
    /// 兆円
    ChoYen,
}

impl Unit {
    /// How many yen it is.
    pub fn yen(self) -> i64 {
        10i64.pow(self.exp())
    }

    /// Its power of ten.
    pub(super) fn exp(self) -> u32 {
        match self {
            Unit::Yen => 0,
            Unit::SenYen => 3,
            Unit::ManYen => 4,
            Unit::HyakumanYen => 6,
            Unit::OkuYen => 8,
            Unit::ChoYen => 12,
        }
    }

    /// The unit whose name starts at `pos`, and where it ends. The name may be
    /// set apart by spaces: `千 円`.
    pub(crate) fn at(text: &str, pos: usize) -> Option<(usize, Unit)> {
        const NAMES: [(&str, Unit); 6] = [
            ("百万円", Unit::HyakumanYen),
            ("千円", Unit::SenYen),
            ("万円", Unit::ManYen),
            ("億円", Unit::OkuYen),
            ("兆円", Unit::ChoYen),
            ("円", Unit::Yen),
        ];
        NAMES.iter().find_map(|&(name, unit)| {
            let mut at = pos;
            for (i, want) in name.chars().enumerate() {
                at = if i > 0 { skip(text, at, 0) } else { at };
                if after(text, at) != Some(want) {
                    return None;
                }
                at += want.len_utf8();
            }
            Some((at, unit))
        })
    }
}

/// The first declaration of a unit: `単位:百万円`, `(単位 千円)`, `単位(千円)`,
/// `【単位:億円】`. The range holds brackets around it too.
pub fn declared_unit(text: &str) -> Option<(Range<usize>, Unit)> {
    memmem::find_iter(text.as_bytes(), "単".as_bytes()).find_map(|start| {
        let at = skip(text, start + "単".len(), 0);
        if after(text, at) != Some('位') {
            return None;
        }
        let mut at = skip(text, at + "位".len(), 0);
        if after(text, at).is_some_and(|c| matches!(c, ':' | '=' | '・' | ';')) {
            at = skip(text, at + after(text, at)?.len_utf8(), 0);
        } else if after(text, at) == Some('は') {
            at += 'は'.len_utf8();
        }
        let inner = after(text, at) == Some('(');
        if inner {
            at = skip(text, at + 1, 0);
        }
        let (mut end, unit) = Unit::at(text, at)?;
        if after(text, skip(text, end, 0)) == Some(')') && inner {
            end = skip(text, end, 0) + 1;
        }
        let before = text[..start].trim_end_matches([' ', '\u{3000}']);
        let rest = skip(text, end, 0);
        let mut range = start..end;
        for (open, close) in [('(', ')'), ('【', '】'), ('[', ']'), ('〔', '〕'), ('<', '>')] {
            if before.ends_with(open) && after(text, rest) == Some(close) {
                range = before.len() - open.len_utf8()..rest + close.len_utf8();
            }
        }
        Some((range, unit))
    })
}
