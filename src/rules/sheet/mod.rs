//! Project sheets: the head with the agencies' amounts, the programmes, the themes.

mod entries;
mod heads;
mod legend;
mod pairing;
mod programs;
mod themes;

pub(super) use heads::RULE as HEADS;
pub(super) use legend::RULE as LEGEND;
pub(super) use programs::RULE as PROGRAMS;
pub(super) use themes::RULE as THEMES;

pub(super) use entries::name_entry;
