//! Small exact grammars: amounts, years, stages, marks.
//!
//! Every function here is a pure function of normalized text (NFKC, digits and
//! brackets in ASCII, wave dashes as `~`, minus signs as `-`, line ends as
//! `\n`), answers with byte ranges into that text, and never fails or panics:
//! what is not in its notation is not found. All run in linear time.

mod cursor;
mod date;
mod era;
mod mark;
mod ministry;
mod money;
mod numeral;
mod rate;
mod share;
mod stage;
mod unit;

pub use date::{Date, scan_dates};
pub use era::{Year, resolve, scan_years, year_of_word};
pub use mark::{Bullet, Numbering, bullet, heading_number, scan_flags};
pub use ministry::{by_mark, by_name, scan_names};
pub use money::{Figure, Money, bare, scan};
pub use numeral::Decimal;
pub use rate::percent;
pub use share::{Share, Shares, bearer, ministries_in_bracket, scan_shares};
pub use stage::{ChangeKind, Column, StageWord, column, scan_stages};
pub use unit::{Unit, declared_unit};

#[cfg(test)]
mod tests;
