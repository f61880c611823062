//! Throughput of decoding and normalizing the seed documents.

use divan::Bencher;
use divan::counter::BytesCount;
use yosan::source::{Encoding, decode};
use yosan::text::Text;

fn main() {
    divan::main();
}

/// All seeds, one behind the other, in document order.
fn seeds() -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    let entries = std::fs::read_dir(folder).expect("the folder seeds/ is part of the repository");
    let mut paths: Vec<_> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    paths.iter().flat_map(|p| std::fs::read(p).expect("a seed can be read")).collect()
}

#[divan::bench]
fn decode_utf8(bencher: Bencher) {
    let bytes = seeds();
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| decode(&bytes, None));
}

#[divan::bench]
fn decode_windows_31j(bencher: Bencher) {
    let text = decode(&seeds(), None).text;
    let bytes = encoding_rs::SHIFT_JIS.encode(&text).0.into_owned();
    bencher
        .counter(BytesCount::of_slice(&bytes))
        .bench(|| decode(&bytes, Some(Encoding::Windows31J)));
}

#[divan::bench]
fn normalize(bencher: Bencher) {
    let decoded = decode(&seeds(), None);
    bencher
        .counter(BytesCount::of_str(&decoded.text))
        .with_inputs(|| decoded.clone())
        .bench_values(Text::new);
}
