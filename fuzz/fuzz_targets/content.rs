//! Arbitrary bytes as a page's content: the lexer, the interpreter and the layout.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| yosan_fuzz::content(data));
