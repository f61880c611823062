//! The documents that the tests read: every file under `seeds/` and `fixtures/`.
#![allow(dead_code, reason = "each test file uses its own part of this")]

use std::fs;
use std::path::{Path, PathBuf};

use yosan::{Extraction, Options, extract};

/// One document of the repository.
pub struct Input {
    /// Its path from the root of the repository, with `/`.
    pub path: String,
    pub bytes: Vec<u8>,
}

impl Input {
    pub fn extract(&self) -> Extraction {
        extract(&self.path, &self.bytes, Options::default()).expect("it opens")
    }

    pub fn is_pdf(&self) -> bool {
        Path::new(&self.path).extension().is_some_and(|e| e == "pdf")
    }

    /// The text as decoded, without a byte order mark.
    pub fn text(&self) -> String {
        yosan::source::decode(&self.bytes, None).text
    }
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every document under `seeds/` and `fixtures/`, in the order of their paths.
pub fn inputs() -> Vec<Input> {
    let mut paths = Vec::new();
    for folder in ["seeds", "fixtures"] {
        walk(&root().join(folder), &mut paths);
    }
    paths.sort();
    assert!(!paths.is_empty(), "there are no documents to test with");
    paths.into_iter().map(|path| input(&path)).collect()
}

/// Those of [`inputs`] that are plain text.
pub fn texts() -> Vec<Input> {
    inputs().into_iter().filter(|i| !i.is_pdf()).collect()
}

/// The five source documents, in the order of their names.
pub fn seeds() -> Vec<Input> {
    inputs().into_iter().filter(|i| i.path.starts_with("seeds/")).collect()
}

/// The source document whose name begins with `number`.
pub fn seed(number: &str) -> Input {
    let prefix = format!("seeds/{number}_");
    seeds().into_iter().find(|i| i.path.starts_with(&prefix)).expect("a seed has this number")
}

/// The document at `path`.
pub fn input(path: &Path) -> Input {
    let relative = path.strip_prefix(root()).expect("a document of the repository");
    let path_parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
    Input { path: path_parts.join("/"), bytes: fs::read(path).expect("a document can be read") }
}

/// A document's JSON, exactly as `yosan extract` writes it.
pub fn json(extraction: &Extraction) -> String {
    let mut bytes = Vec::new();
    yosan::output::write_json(extraction, &mut bytes).expect("a vector takes every byte");
    String::from_utf8(bytes).expect("JSON is UTF-8")
}

/// Whether a file is a document, and not the true text or the truth that stands beside one.
pub fn is_document(path: &Path) -> bool {
    !path.extension().is_some_and(|e| e == "truth" || e == "tsv" || e == "md")
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the repository") {
        let path = entry.expect("an entry can be read").path();
        let hidden = path.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
        if path.is_dir() {
            walk(&path, paths);
        } else if !hidden && is_document(&path) {
            paths.push(path);
        }
    }
}
