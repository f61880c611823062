//! What is true of the records of every document, whatever they say.

mod common;

#[path = "invariants/encodings.rs"]
mod encodings;
#[path = "invariants/evidence.rs"]
mod evidence;
#[path = "invariants/records.rs"]
mod records;
#[cfg(feature = "cli")]
#[path = "invariants/threads.rs"]
mod threads;
#[path = "invariants/width.rs"]
mod width;

use serde_json::Value;
use yosan::Extraction;

/// The whole extraction as JSON.
fn value(extraction: &Extraction) -> Value {
    serde_json::to_value(extraction).expect("an extraction is JSON")
}

/// Asserts that nothing was found wrong, and tells all that was.
#[track_caller]
fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
