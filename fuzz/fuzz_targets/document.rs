//! Arbitrary bytes as a whole PDF file, through to its records.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| yosan_fuzz::document(data));
