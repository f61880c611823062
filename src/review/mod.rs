//! Records compared and judged, for whoever reviews them: data in, data out.

pub mod arithmetic;
pub mod diff;
pub mod findings;
pub mod place;
