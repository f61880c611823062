//! Throughput of the rules that read headings, sentences and lists, over the seed documents.

use divan::Bencher;
use divan::counter::BytesCount;
use yosan::layout::paragraph::paragraphs;
use yosan::layout::vertical::vertical_labels;
use yosan::rules::prose::{self, Layout};
use yosan::source::decode;
use yosan::text::Text;

use seeds::seeds;

mod seeds;

fn main() {
    divan::main();
}

/// Runs `rule` over every seed, of which the texts and layouts are made beforehand.
fn each<R>(bencher: Bencher<'_, '_>, rule: impl Fn(&Text, &Layout) -> R + Sync) {
    let texts: Vec<Text> = seeds().iter().map(|bytes| Text::new(decode(bytes, None))).collect();
    let layouts: Vec<Layout> = texts.iter().map(Layout::new).collect();
    let bytes: usize = texts.iter().map(|t| t.printed().len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        for (text, layout) in texts.iter().zip(&layouts) {
            divan::black_box(rule(text, layout));
        }
    });
}

#[divan::bench]
fn a_vertical_labels(bencher: Bencher) {
    each(bencher, |text, _| vertical_labels(text));
}

#[divan::bench]
fn b_paragraphs(bencher: Bencher) {
    each(bencher, |text, _| paragraphs(text));
}

#[divan::bench]
fn c_sections(bencher: Bencher) {
    each(bencher, prose::outline);
}

#[divan::bench]
fn d_directives(bencher: Bencher) {
    let outline = prose::Outline::default();
    each(bencher, |text, layout| prose::directives(text, layout, &outline));
}

#[divan::bench]
fn e_citations(bencher: Bencher) {
    each(bencher, |text, layout| prose::citations(text, layout, None));
}

#[divan::bench]
fn f_people(bencher: Bencher) {
    each(bencher, prose::people);
}

#[divan::bench]
fn g_organizations(bencher: Bencher) {
    each(bencher, |text, layout| prose::organizations(text, layout, None));
}

#[divan::bench]
fn h_statistics(bencher: Bencher) {
    each(bencher, prose::statistics);
}

#[divan::bench]
fn i_notes(bencher: Bencher) {
    each(bencher, prose::notes);
}

#[divan::bench]
fn j_document(bencher: Bencher) {
    each(bencher, |text, layout| prose::document(text, layout, &[]));
}
