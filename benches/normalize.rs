//! Throughput of decoding and normalizing the seed documents.

use divan::Bencher;
use divan::counter::BytesCount;
use yosan::source::{Encoding, decode};
use yosan::text::Text;

use seeds::seeds;

mod seeds;

fn main() {
    divan::main();
}

#[divan::bench]
fn decode_utf8(bencher: Bencher) {
    let bytes = seeds().concat();
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| decode(&bytes, None));
}

#[divan::bench]
fn decode_windows_31j(bencher: Bencher) {
    let text = decode(&seeds().concat(), None).text;
    let bytes = encoding_rs::SHIFT_JIS.encode(&text).0.into_owned();
    bencher
        .counter(BytesCount::of_slice(&bytes))
        .bench(|| decode(&bytes, Some(Encoding::Windows31J)));
}

#[divan::bench]
fn normalize(bencher: Bencher) {
    let decoded = decode(&seeds().concat(), None);
    bencher
        .counter(BytesCount::of_str(&decoded.text))
        .with_inputs(|| decoded.clone())
        .bench_values(Text::new);
}
