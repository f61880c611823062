//! Series to bytes: one file for each format.

mod csv;
mod json;
mod svg;
#[cfg(feature = "cli")]
mod text;

pub use csv::write_csv;
pub use json::write_json;
pub use svg::write_svg;
#[cfg(feature = "cli")]
pub use text::Text;
