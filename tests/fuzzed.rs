//! The functions that the fuzz targets call, over a bounded number of mutated samples: nothing
//! panics, nothing hangs, and what must always hold holds.
#![cfg(feature = "pdf")]

#[path = "../fuzz/src/lib.rs"]
mod targets;

use std::path::{Path, PathBuf};

/// Xorshift: the same mutations on every run.
struct Random(u64);

impl Random {
    /// A number below `limit`; 0 if that is 0.
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap_or(0).checked_rem(limit).unwrap_or(0)
    }
}

/// The tokens of `fuzz/pdf.dict`.
fn tokens() -> Vec<String> {
    let dictionary = include_str!("../fuzz/pdf.dict");
    let quoted = dictionary.lines().filter_map(|l| l.strip_prefix('"')?.strip_suffix('"'));
    quoted.map(|token| format!(" {} ", token.replace('\\', ""))).collect()
}

/// Pieces of budget documents, to be put where they do not belong.
const PIECES: [&str; 12] =
    ["億円", "（", "）", "▲", "令和", "－", "千円", "１", ",", "\t", "\n", "99999999999999999999"];

/// One to eight changes at random places: a byte, a stretch lost, doubled or moved, a piece put in.
fn mutate(sample: &[u8], pieces: &[String], random: &mut Random) -> Vec<u8> {
    let mut bytes = sample.to_vec();
    for _ in 0..=random.below(8) {
        let start = random.below(bytes.len());
        let end = bytes.len().min(start + 1 + random.below(40));
        match random.below(5) {
            0 => {
                if let Some(byte) = bytes.get_mut(start) {
                    *byte = random.below(256) as u8;
                }
            }
            1 => drop(bytes.drain(start..end)),
            2 => {
                let stretch = bytes[start..end].to_vec();
                let at = random.below(bytes.len());
                bytes.splice(at..at, stretch);
            }
            3 => {
                let piece = &pieces[random.below(pieces.len())];
                bytes.splice(start..start, piece.bytes());
            }
            _ if random.below(8) == 0 => bytes.truncate(start),
            _ => drop(bytes.splice(start..end, [])),
        }
    }
    bytes
}

/// The files of a folder, sorted, those below included, no larger than `most` bytes.
fn samples(folder: &str, ending: Option<&str>, most: u64) -> Vec<Vec<u8>> {
    fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder of the repository") {
            let path = entry.expect("an entry can be read").path();
            if path.is_dir() { walk(&path, paths) } else { paths.push(path) }
        }
    }
    let mut paths = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut paths);
    paths.retain(|path| {
        let fits = path.metadata().is_ok_and(|file| file.len() <= most);
        fits && ending.is_none_or(|ending| path.extension().is_some_and(|e| e == ending))
    });
    paths.sort();
    assert!(!paths.is_empty(), "{folder} has no samples");
    paths.iter().map(|path| std::fs::read(path).expect("a sample can be read")).collect()
}

/// Runs `target` over every sample as it is and `times` mutations of samples in turn.
fn run(target: fn(&[u8]), samples: &[Vec<u8>], pieces: &[String], times: usize) {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    samples.iter().for_each(|sample| target(sample));
    for sample in samples.iter().cycle().take(times) {
        let mutated = mutate(sample, pieces, &mut random);
        let outcome = std::panic::catch_unwind(|| target(&mutated));
        assert!(outcome.is_ok(), "panicked over {:?}", String::from_utf8_lossy(&mutated));
    }
}

#[test]
fn content_of_pages() {
    run(targets::content, &samples("fuzz/seeds/content", None, 1 << 16), &tokens(), 1_000);
}

#[test]
fn parts_of_fonts() {
    run(targets::fonts, &samples("fuzz/seeds/fonts", None, 1 << 16), &tokens(), 300);
}

#[test]
fn whole_documents() {
    run(targets::document, &samples("fixtures/pdf", Some("pdf"), 30_000), &tokens(), 150);
}

#[test]
fn texts() {
    let pieces = PIECES.map(str::to_owned);
    run(targets::text, &samples("fixtures", Some("txt"), 3_000), &pieces, 600);
}

/// Phrases of budget documents and what parts them, of which texts are put together at random.
const PHRASES: [&str; 72] = [
    "\n",
    "\n",
    "\n",
    "\n\n",
    "\n　　",
    " ",
    "　",
    "　　　",
    "\t",
    "|",
    "\u{c}",
    "総額",
    "合計",
    "計",
    "うち",
    "約",
    "最大",
    "予算",
    "当初予算額",
    "概算要求額",
    "令和8年度",
    "平成28年度",
    "㉘",
    "前年度",
    "R5.4～",
    "第2次補正",
    "増減",
    "▲",
    "△",
    "+",
    "200億円",
    "1,234",
    "644",
    "12.5",
    "5千円",
    "３億５，０００万円",
    "1兆2,000億円",
    "百二十億円",
    "1,234,567千円",
    "1億～5億円",
    "100億円の内数",
    "12億円程度",
    "（",
    "）",
    "【新規】",
    "（再掲）",
    "(前年度比4.2%増)",
    "(総5,文608,厚474)",
    "〔+3億円〕",
    "※",
    "●",
    "◆",
    "■",
    "・",
    "－",
    "１．",
    "（1）",
    "①",
    "港湾整備事業",
    "灯台",
    "「緑の道計画」",
    "（仮称）",
    "、",
    "。",
    "は",
    "に",
    "(単位：千円)",
    "（単位：百万円、％）",
    "歳入",
    "２款 総務費",
    "<AMED>",
    "構成比",
];

#[test]
fn phrases_in_any_order() {
    let mut random = Random(0xD1B5_4A32_D192_ED03);
    for _ in 0..6_000 {
        let count = 2 + random.below(28);
        let text: String = (0..count).map(|_| PHRASES[random.below(PHRASES.len())]).collect();
        let outcome = std::panic::catch_unwind(|| targets::text(text.as_bytes()));
        assert!(outcome.is_ok(), "panicked over {text:?}");
    }
}
