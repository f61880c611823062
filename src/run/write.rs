//! The output folder: every file appears whole or not at all.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use tempfile::NamedTempFile;

use super::failure::reason;
use crate::model::Extraction;
use crate::output::{Manifest, write_json};

/// How much is gathered before the disk is asked.
const BUFFER: usize = 128 << 10;

/// A folder that files are written to by way of temporary files beside them.
#[derive(Clone, Debug)]
pub(super) struct OutDir {
    path: PathBuf,
    canonical: PathBuf,
}

impl OutDir {
    /// The folder at `path`, made if there is none; tried by writing to it.
    pub(super) fn open(path: &Path) -> Result<OutDir, String> {
        let failed = |e: io::Error| format!("cannot write to {}: {}", path.display(), reason(&e));
        fs::create_dir_all(path).map_err(failed)?;
        let canonical = path.canonicalize().map_err(failed)?;
        let dir = OutDir { path: path.to_owned(), canonical };
        drop(dir.temporary()?);
        Ok(dir)
    }

    /// The folder's path with all links resolved.
    pub(super) fn canonical(&self) -> &Path {
        &self.canonical
    }

    /// A new temporary file in the folder. It goes away unless it is persisted.
    pub(super) fn temporary(&self) -> Result<NamedTempFile, String> {
        self.temp().map_err(|e| format!("cannot write to {}: {}", self.path.display(), reason(&e)))
    }

    /// Gives a finished temporary file its name, over any file that has it.
    pub(super) fn persist(&self, file: NamedTempFile, name: &str) -> Result<(), String> {
        let path = self.path.join(name);
        file.persist(path).map(drop).map_err(|e| self.failed(name, &e.error))
    }

    /// The sentence on a file that cannot be written.
    pub(super) fn failed(&self, name: &str, error: &io::Error) -> String {
        format!("cannot write {}: {}", self.path.join(name).display(), reason(error))
    }

    /// Writes `<stem>.json`; the error is a reason only.
    pub(super) fn json(&self, stem: &str, extraction: &Extraction) -> Result<(), String> {
        let write = || -> io::Result<()> {
            let mut out = BufWriter::with_capacity(BUFFER, self.temp()?);
            write_json(extraction, &mut out)?;
            let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
            file.persist(self.path.join(format!("{stem}.json"))).map(drop).map_err(|e| e.error)
        };
        write().map_err(|e| reason(&e))
    }

    /// Writes `manifest.json`.
    pub(super) fn manifest(&self, manifest: &Manifest) -> Result<(), String> {
        let mut file = self.temporary()?;
        let write = |file: &mut NamedTempFile| -> io::Result<()> {
            let mut out = BufWriter::with_capacity(BUFFER, file);
            manifest.serialize(&mut serde_json::Serializer::pretty(&mut out))?;
            out.write_all(b"\n")?;
            out.flush()
        };
        write(&mut file).map_err(|e| self.failed("manifest.json", &e))?;
        self.persist(file, "manifest.json")
    }

    fn temp(&self) -> io::Result<NamedTempFile> {
        temporary_in(&self.path)
    }
}

fn temporary_in(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    let prefix = temporary_prefix();
    builder.prefix(&prefix).suffix(".tmp");
    // Temporary files are their owner's alone by default; results are as
    // readable as any other file.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Writes the file at `path`, so that it appears whole or not at all.
///
/// # Errors
/// A sentence that names the file and the reason.
pub fn whole(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), String> {
    let failed = |e: io::Error| format!("cannot write {}: {}", path.display(), reason(&e));
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if !folder.is_dir() {
        let folder = folder.display();
        return Err(format!("cannot write {}: there is no folder {folder}", path.display()));
    }
    if path.is_dir() {
        return Err(format!("cannot write {}: it is a folder", path.display()));
    }
    let mut out = BufWriter::with_capacity(BUFFER, temporary_in(folder).map_err(failed)?);
    write(&mut out).map_err(failed)?;
    let file = out.into_inner().map_err(|e| failed(e.into_error()))?;
    file.persist(path).map(drop).map_err(|e| failed(e.error))
}

/// Removes the temporary files that this process has in the folder `out`: for a
/// program that is about to end without finishing its work. What cannot be
/// removed stays.
pub fn sweep(out: &Path) {
    let prefix = temporary_prefix();
    let Ok(entries) = fs::read_dir(out) else { return };
    for entry in entries.flatten() {
        if entry.file_name().as_encoded_bytes().starts_with(prefix.as_bytes()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Hidden, so that no run reads them, and with the process's number, so that each
/// run knows its own.
fn temporary_prefix() -> String {
    format!(".yosan-{}-", std::process::id())
}

#[cfg(test)]
mod tests {
    use super::{OutDir, sweep};

    #[test]
    fn a_sweep_takes_temporary_files_only() {
        let dir = tempfile::tempdir().unwrap();
        let out = OutDir::open(dir.path()).unwrap();
        let done = out.temporary().unwrap();
        out.persist(done, "a.json").unwrap();
        let _kept = out.temporary().unwrap().keep().unwrap();
        std::fs::write(dir.path().join(".yosan-x-other.tmp"), "").unwrap();
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 3);
        sweep(dir.path());
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 2);
    }

    #[test]
    #[cfg(unix)]
    fn results_are_as_readable_as_any_file() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let out = OutDir::open(dir.path()).unwrap();
        out.persist(out.temporary().unwrap(), "a.json").unwrap();
        std::fs::write(dir.path().join("b"), "").unwrap();
        let mode = |name| dir.path().join(name).metadata().unwrap().permissions().mode();
        assert_eq!(mode("a.json"), mode("b"));
    }
}
