//! Reading PDF files: characters against their true text, positions, bad input.
#![cfg(feature = "pdf")]
#![allow(clippy::float_arithmetic)]

#[path = "pdf_engine/build.rs"]
mod build;
#[path = "pdf_engine/content.rs"]
mod content;
#[path = "pdf_engine/damage.rs"]
mod damage;

use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;
use yosan::pdf::{Budget, Page, Pdf, read};

/// Where the files are: `fixtures/pdf`, or another folder of `NAME.pdf` with `NAME.txt`.
fn folder() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pdf");
    std::env::var_os("YOSAN_PDF_SAMPLES").map_or(own, PathBuf::from)
}

fn samples() -> Vec<(String, Vec<u8>, String)> {
    let mut names: Vec<PathBuf> = std::fs::read_dir(folder())
        .expect("the folder of samples is there")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "pdf"))
        .collect();
    names.sort();
    let sample = |path: PathBuf| {
        let truth = [path.with_extension("truth"), path.with_extension("txt")];
        let truth = truth.iter().find_map(|p| std::fs::read_to_string(p).ok())?;
        let name = path.file_stem()?.to_string_lossy().into_owned();
        Some((name, std::fs::read(&path).ok()?, truth))
    };
    names.into_iter().filter_map(sample).collect()
}

/// NFKC without white space, with what differs by producer only made one.
fn folded(text: &str) -> Vec<char> {
    let one = |c: char| match c {
        '〜' => '～',
        '‖' => '∥',
        '−' | '‐' | '‑' => '-',
        '―' | '─' => '—',
        '¥' => '\\',
        c => c,
    };
    let folded = text.chars().map(one).collect::<String>();
    folded.nfkc().map(one).filter(|c| !c.is_whitespace()).collect()
}

/// How many of the true characters were found, whatever their order.
fn recall(found: &[char], truth: &[char]) -> f64 {
    let (mut found, mut truth) = (found.to_vec(), truth.to_vec());
    found.sort_unstable();
    truth.sort_unstable();
    let (mut i, mut common) = (0, 0_u32);
    for c in &truth {
        while found.get(i).is_some_and(|f| f < c) {
            i += 1;
        }
        if found.get(i) == Some(c) {
            i += 1;
            common += 1;
        }
    }
    f64::from(common) / truth.len() as f64
}

/// Twice the longest common subsequence over the sum of the lengths.
fn order(found: &[char], truth: &[char]) -> f64 {
    let mut row = vec![0_u32; truth.len() + 1];
    for f in found {
        let mut diagonal = 0;
        for (i, t) in truth.iter().enumerate() {
            let above = row[i + 1];
            row[i + 1] = if f == t { diagonal + 1 } else { above.max(row[i]) };
            diagonal = above;
        }
    }
    2.0 * f64::from(row[truth.len()]) / (found.len() + truth.len()) as f64
}

fn page_text(page: &Page) -> String {
    page.glyphs.iter().map(|g| g.text.as_str()).collect()
}

fn text(pdf: &Pdf) -> String {
    pdf.pages.iter().map(page_text).collect()
}

#[test]
#[expect(clippy::print_stdout, reason = "the measures are for who runs this with --nocapture")]
fn samples_read_as_they_were_written() {
    /// Broken by their producers.
    const KNOWN_BAD: [&str; 2] = ["gs_chromium_multicol", "gs_reportlab_unijis_headline3"];
    let samples = samples();
    assert!(!samples.is_empty());
    let mut failures = Vec::new();
    for (name, bytes, truth) in samples {
        let pdf = read(&bytes, None, &Budget::default()).expect("a sample can be read");
        let (found, truth) = (folded(&text(&pdf)), folded(&truth));
        let (recall, order) = (recall(&found, &truth), order(&found, &truth));
        println!("{name:34} recall {recall:.4}  order {order:.4}");
        if (recall < 0.995 || order < 0.98) && !KNOWN_BAD.contains(&name.as_str()) {
            failures.push(format!("{name}: recall {recall:.4}, order {order:.4}"));
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
}
