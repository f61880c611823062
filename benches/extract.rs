//! Throughput of finding amounts, of reading whole documents, and of writing them down.

use divan::Bencher;
use divan::counter::BytesCount;
use yosan::notation::money::scan;
use yosan::output::{write_json, write_jsonl};
use yosan::source::decode;
use yosan::text::Text;
use yosan::{Options, extract};

use seeds::seeds;

mod seeds;

fn main() {
    divan::main();
}

fn size(seeds: &[Vec<u8>]) -> BytesCount {
    BytesCount::new(seeds.iter().map(Vec::len).sum::<usize>())
}

/// Finding the amounts in normalized text: by bytes of the source.
#[divan::bench]
fn scan_amounts(bencher: Bencher) {
    let seeds = seeds();
    let texts: Vec<Text> = seeds.iter().map(|bytes| Text::new(decode(bytes, None))).collect();
    bencher
        .counter(size(&seeds))
        .bench(|| texts.iter().map(|text| scan(text.norm()).len()).sum::<usize>());
}

/// Bytes to records.
#[divan::bench]
fn extract_records(bencher: Bencher) {
    let seeds = seeds();
    bencher.counter(size(&seeds)).bench(|| {
        seeds.iter().map(|bytes| extract("seed", bytes, Options::default())).collect::<Vec<_>>()
    });
}

/// Bytes to the bytes of both output files.
#[divan::bench]
fn extract_and_write(bencher: Bencher) {
    let seeds = seeds();
    bencher.counter(size(&seeds)).bench(|| {
        let mut out = Vec::new();
        for bytes in &seeds {
            let extraction = extract("seed", bytes, Options::default()).expect("text always opens");
            write_json(&extraction, &mut out).expect("a vector takes every byte");
            write_jsonl("seed", &extraction.line_items, &mut out);
        }
        out
    });
}

/// The size of each seed, each alone: what a document of that kind costs.
#[divan::bench(args = 0..5)]
fn extract_one(bencher: Bencher, index: usize) {
    let seeds = seeds();
    let bytes = &seeds[index];
    bencher
        .counter(BytesCount::of_slice(bytes))
        .bench(|| extract("seed", bytes, Options::default()));
}
