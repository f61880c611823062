//! Arbitrary bytes as the parts of a font: CMaps, encodings, widths, font programs.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| yosan_fuzz::fonts(data));
