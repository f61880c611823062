//! Amounts of money in running text and in table cells.
//!
//! An amount is a numeral, its unit, and the marks that say how it is meant:
//!
//! ```text
//! amount  = [prefix] [sign] figure [range] [suffix | change] ["/" noun] | 事項要求
//! figure  = numeral ("兆" | "億" | "万") figure? ["円"] | numeral "円" [numeral "銭"]
//! range   = ("~" | "から") figure
//! prefix  = 約 | およそ | 概ね | 最大 | 最高 | 上限 | 総額
//! change  = ["の"] (増 | 減) [額 | 加 | 少]
//! suffix  = 程度 | 前後 | 規模 | 弱 | 強 | 超 | 余 | 以上 | 以下 | 以内 | 未満 | まで | の内数 | "+事項要求"
//! sign    = ▲ | △ | - | ー | ─ | マイナス | +
//! ```
//!
//! Budget documents print ▲ or △ for a minus sign (財務省「予算書」 convention) and
//! round each figure by itself, so every amount keeps the step of its last digit.

mod bare;
mod figure;
mod marks;
mod scan;
mod write;

use std::ops::Range;

use crate::model::Flag;

pub use bare::bare;
pub use scan::scan;
pub use write::{oku, written};

/// What an amount comes to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Figure {
    /// Exact yen.
    Exact(i64),
    /// From `low` to `high` yen. A single printed figure with a fraction of a
    /// yen (`150.5円`, `108円40銭`) is the two whole amounts next to it.
    Range {
        /// The lower end.
        low: i64,
        /// The upper end.
        high: i64,
    },
    /// No figure is set: `数億円`, `事項要求`, `※`.
    Undetermined,
    /// The figure does not fit 64 bits.
    TooLarge,
}

/// One amount as printed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Money {
    /// Sign, figure and units; for a range from the first end to the last.
    pub range: Range<usize>,
    /// The same with the marks before (約, 最大, 総額) and behind (程度, 以下, の内数) it.
    pub outer: Range<usize>,
    /// What it comes to.
    pub figure: Figure,
    /// The step of the last printed digit in yen, at least 1: `1,272億円`
    /// 100,000,000; `16.8億円` 10,000,000; `8,666億4,000万円` 10,000. For a range
    /// the coarser of its ends.
    pub resolution: i64,
    /// The printed ends: one, or two for a range.
    pub ends: Vec<Range<usize>>,
    /// Whether a plus or minus mark, or a word for a change (の増額, の減額), is printed.
    pub signed: bool,
    /// What the marks around it say, in the order of [`Flag`], each once.
    pub flags: Vec<Flag>,
    /// What one such amount is for: 課題 in `最大100億円/課題`.
    pub per: Option<Range<usize>>,
}

#[cfg(test)]
mod tests;
