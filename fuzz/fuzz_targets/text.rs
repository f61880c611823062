//! Arbitrary bytes as a text document: decoding, the notations, and all rules.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| yosan_fuzz::text(data));
