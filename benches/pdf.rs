//! Reading whole PDF files: bytes to pages of glyphs.

use divan::Bencher;
use divan::counter::ItemsCount;
use yosan::pdf::{Budget, pages};

fn main() {
    divan::main();
}

/// The samples in `fixtures/pdf` that take longest, by producer.
const SAMPLES: [&str; 4] =
    ["weasy_brochure", "weasy_headline3", "uptex_noembed_headline3", "chromium_tate"];

#[divan::bench(args = SAMPLES)]
fn read_pages(bencher: Bencher, name: &str) {
    let path = format!("{}/fixtures/pdf/{name}.pdf", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).expect("the sample is part of the repository");
    let count = pages(&bytes, None, &Budget::default(), |_| {}).map_or(0, |info| info.pages);
    bencher
        .counter(ItemsCount::new(count))
        .bench(|| pages(&bytes, None, &Budget::default(), |page| drop(divan::black_box(page))));
}
