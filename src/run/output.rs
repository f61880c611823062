//! The folder that a run wrote, read back.

use std::fs::{self, File};
use std::io::{BufReader, ErrorKind};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use super::failure::reason;
use crate::model::Extraction;
use crate::output::{Entry, Manifest};

/// What one run wrote: its manifest at hand, its documents on demand.
#[derive(Clone, Debug)]
pub struct Output {
    path: PathBuf,
    manifest: Manifest,
}

impl Output {
    /// Opens the folder that `yosan extract -o PATH` wrote.
    ///
    /// # Errors
    /// A sentence, if there is no such folder, or no manifest of a run in it.
    pub fn open(path: &Path) -> Result<Output, String> {
        let found = fs::metadata(path).map_err(|e| match e.kind() {
            ErrorKind::NotFound => {
                format!("cannot read {}: there is no such folder", path.display())
            }
            _ => format!("cannot read {}: {}", path.display(), reason(&e)),
        })?;
        if !found.is_dir() {
            return Err(format!(
                "cannot read {}: it is not a folder that `yosan extract` wrote",
                path.display()
            ));
        }
        let manifest = path.join("manifest.json");
        if !manifest.exists() {
            return Err(format!(
                "cannot read {}: there is no manifest.json in it, which `yosan extract` writes",
                path.display()
            ));
        }
        Ok(Output { path: path.to_owned(), manifest: json(&manifest)? })
    }

    /// The same, where an empty folder stands for a run without documents.
    ///
    /// # Errors
    /// Those of [`Output::open`].
    pub fn open_or_empty(path: &Path) -> Result<Output, String> {
        let is_empty = fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none());
        if is_empty {
            return Ok(Output { path: path.to_owned(), manifest: Manifest::new(true, Vec::new()) });
        }
        Output::open(path)
    }

    /// What became of each input of the run.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The inputs that were read, in order: the stem of each and its entry.
    pub fn documents(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.manifest.files.iter().filter_map(|e| Some((e.document.as_deref()?, e)))
    }

    /// The records of the document with this stem.
    ///
    /// # Errors
    /// A sentence, if its file is not there or does not hold records.
    pub fn extraction(&self, stem: &str) -> Result<Extraction, String> {
        // A manifest may come from anywhere; a stem is a name, never a way.
        if stem.is_empty() || stem.contains(['/', '\\']) {
            return Err(format!(
                "cannot read {}: {stem:?} in its manifest is no document's name",
                self.path.display()
            ));
        }
        json(&self.path.join(format!("{stem}.json")))
    }
}

fn json<T: DeserializeOwned>(path: &Path) -> Result<T, String> {
    let file =
        File::open(path).map_err(|e| format!("cannot read {}: {}", path.display(), reason(&e)))?;
    serde_json::from_reader(BufReader::with_capacity(256 << 10, file)).map_err(|e| {
        format!("cannot read {}: it is not what `yosan extract` writes: {e}", path.display())
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::Output;
    use crate::model::Extraction;
    use crate::output::{Entry, Manifest, write_json};

    #[test]
    fn what_was_written_is_read_back() {
        let dir = tempfile::tempdir().unwrap();
        let mut extraction = Extraction::default();
        extraction.source.path = "seeds/a.txt".to_owned();
        let mut bytes = Vec::new();
        write_json(&extraction, &mut bytes).unwrap();
        fs::write(dir.path().join("a.json"), bytes).unwrap();
        let files =
            vec![Entry::read("a", &extraction), Entry::failed("b.txt", "no reason".to_owned())];
        let manifest = serde_json::to_vec(&Manifest::new(true, files)).unwrap();
        fs::write(dir.path().join("manifest.json"), manifest).unwrap();

        let output = Output::open(dir.path()).unwrap();
        assert_eq!(output.manifest().files.len(), 2);
        let stems: Vec<&str> = output.documents().map(|(stem, _)| stem).collect();
        assert_eq!(stems, ["a"]);
        assert_eq!(output.extraction("a").unwrap(), extraction);
    }

    #[test]
    fn what_is_no_output_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let check = |name: &str, expected: &str| {
            let sentence = Output::open(&dir.path().join(name)).unwrap_err();
            assert!(sentence.contains(name) && sentence.contains(expected), "{sentence}");
        };
        fs::create_dir(dir.path().join("empty")).unwrap();
        fs::create_dir(dir.path().join("broken")).unwrap();
        fs::write(dir.path().join("broken/manifest.json"), "{}").unwrap();
        fs::write(dir.path().join("file"), "").unwrap();
        let empty = Output::open_or_empty(&dir.path().join("empty")).unwrap();
        assert!(empty.manifest().files.is_empty());
        assert!(Output::open_or_empty(&dir.path().join("broken")).is_err());
        check("missing", "no such folder");
        check("file", "not a folder");
        check("empty", "no manifest.json");
        check("broken", "not what `yosan extract` writes");
    }

    #[test]
    fn a_stem_is_a_name_and_not_a_way_elsewhere() {
        let dir = tempfile::tempdir().unwrap();
        let manifest = serde_json::to_vec(&Manifest::new(true, Vec::new())).unwrap();
        fs::write(dir.path().join("manifest.json"), manifest).unwrap();
        let output = Output::open(dir.path()).unwrap();
        for stem in ["../a", "", "/etc/a"] {
            assert!(output.extraction(stem).unwrap_err().contains("no document's name"), "{stem}");
        }
    }
}
