//! Small exact grammars: amounts, years, stages, marks.
//!
//! Every function here is a pure function of normalized text (NFKC, digits and
//! brackets in ASCII, wave dashes as `~`, minus signs as `-`, line ends as
//! `\n`), answers with byte ranges into that text, and never fails or panics:
//! what is not in its notation is not found. All run in linear time.

mod cursor;
pub mod date;
pub mod era;
pub mod mark;
pub mod ministry;
pub mod money;
pub mod numeral;
pub mod rate;
pub mod share;
pub mod stage;
pub mod unit;

#[cfg(test)]
mod tests;
