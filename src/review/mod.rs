//! What documents say together, for whoever reviews them: records compared, followed over years
//! and judged. Data in, data out: nothing here reads a document or a disk.

pub mod arithmetic;
pub mod diff;
pub mod findings;
pub mod place;
pub mod series;
