//! The inputs of a run: files, folders and standard input, in a fixed order.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, FileType, Metadata};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use super::Failure;
use super::read::has_extension;
use crate::output::Format;

/// What a file in a folder must end in to be read. A PDF is taken so that the
/// manifest can say that it was not read.
const EXTENSIONS: [&str; 4] = ["txt", "text", "md", "pdf"];

/// How many links may follow each other before they count as a loop, as in Linux.
const MAX_LINKS: usize = 40;

/// One thing to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Its path as given, for the records; of an absolute path only the part from
    /// the given file or folder on, so that no output depends on where a machine
    /// keeps its files.
    pub shown: String,
    /// Its path as given, for the terminal.
    pub given: String,
    /// Where its bytes are.
    pub origin: Origin,
}

/// Where the bytes of an input are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
    /// Nowhere.
    Unreadable(Failure),
}

/// What a walk found.
#[derive(Clone, Debug, Default)]
pub struct Walk {
    /// In the order of the arguments, and within a folder by the bytes of the path.
    pub inputs: Vec<Input>,
    /// Files in folders that are no documents by their extension.
    pub other_files: usize,
}

/// Finds the inputs of `paths`. A file that is reached twice is read once; the
/// folder `out` is not entered, except where it is itself one of `paths`.
/// Hidden files and folders are skipped unless given by name.
pub fn walk(paths: &[PathBuf], out: &Path, stop: &AtomicBool) -> Walk {
    let mut walker = Walker { out, stop, walk: Walk::default(), seen: BTreeSet::new() };
    for path in paths {
        walker.root(path);
    }
    walker.walk
}

/// The one input that `path` names, which must not be a folder.
pub fn single(path: &Path) -> Input {
    if path == Path::new("-") {
        let dash = || "-".to_owned();
        return Input { shown: dash(), given: dash(), origin: Origin::Stdin };
    }
    let origin = match look(path) {
        Ok(meta) if meta.is_file() => Origin::File(path.to_owned()),
        Ok(meta) if meta.is_dir() => Origin::Unreadable(Failure::Folder),
        Ok(meta) => Origin::Unreadable(Failure::Special(special(meta.file_type()))),
        Err(failure) => Origin::Unreadable(failure),
    };
    Input { shown: shown(path), given: text(path), origin }
}

/// Whether a file in the folder of the output is one that runs write there.
fn is_own(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    let of_all = || Format::ALL.into_iter().flat_map(Format::files);
    has_extension(path, "json") || of_all().any(|own| name == own.as_str())
}

struct Walker<'a> {
    out: &'a Path,
    stop: &'a AtomicBool,
    walk: Walk,
    /// Canonical paths of files taken and folders entered.
    seen: BTreeSet<PathBuf>,
}

/// Something found below a folder.
struct Found {
    shown: String,
    given: String,
    canonical: PathBuf,
    through_link: bool,
    origin: Origin,
}

/// A folder still to be read.
struct Folder {
    path: PathBuf,
    shown: PathBuf,
    canonical: PathBuf,
    through_link: bool,
}

impl Walker<'_> {
    fn root(&mut self, path: &Path) {
        if path == Path::new("-") {
            if self.seen.insert(PathBuf::from("-")) {
                self.walk.inputs.push(single(path));
            }
            return;
        }
        let meta = match look(path) {
            Ok(meta) => meta,
            Err(failure) => return self.fail(path, failure),
        };
        let Ok(canonical) = path.canonicalize() else {
            return self.fail(path, Failure::Missing);
        };
        if meta.is_dir() {
            return self.folder(path, canonical);
        }
        if canonical.parent() == Some(self.out) && is_own(&canonical) {
            return self.fail(path, Failure::OwnOutput);
        }
        if self.seen.insert(canonical) {
            self.walk.inputs.push(single(path));
        }
    }

    fn folder(&mut self, path: &Path, canonical: PathBuf) {
        let is_out = canonical == self.out;
        if self.seen.contains(&canonical) {
            return;
        }
        let mut found = Vec::new();
        let name = PathBuf::from(shown(path));
        let root = Folder { path: path.to_owned(), shown: name, canonical, through_link: false };
        self.descend(root, &mut found);
        // What is reached directly goes before what is reached through a link to
        // it; then all of it by the bytes of its path.
        found.sort_by(|a, b| (a.through_link, &a.shown).cmp(&(b.through_link, &b.shown)));
        let any = !found.is_empty();
        found.retain(|f| match &f.origin {
            Origin::File(_) => self.seen.insert(f.canonical.clone()),
            _ => true,
        });
        found.sort_by(|a, b| a.shown.cmp(&b.shown));
        for Found { shown, given, origin, .. } in found {
            self.walk.inputs.push(Input { shown, given, origin });
        }
        if !any && !is_out && !self.stop.load(Ordering::Relaxed) {
            self.fail(path, Failure::NoDocuments);
        }
    }

    /// Reads a folder and all below it. Links to folders wait until all else is
    /// read, so that what they lead to keeps its own path.
    fn descend(&mut self, root: Folder, found: &mut Vec<Found>) {
        let mut folders = vec![root];
        let mut links: Vec<Folder> = Vec::new();
        while let Some(folder) = folders.pop().or_else(|| links.pop()) {
            if self.stop.load(Ordering::Relaxed) {
                break;
            }
            if !self.seen.insert(folder.canonical.clone()) {
                continue;
            }
            let entries = fs::read_dir(&folder.path).and_then(|all| {
                all.map(|e| e.map(|e| e.file_name())).collect::<Result<Vec<_>, _>>()
            });
            let mut entries = match entries {
                Ok(entries) => entries,
                Err(error) => {
                    found.push(Found {
                        shown: text(&folder.shown),
                        given: text(&folder.path),
                        canonical: folder.canonical,
                        through_link: folder.through_link,
                        origin: Origin::Unreadable(error.into()),
                    });
                    continue;
                }
            };
            // Last first: the stack gives them back in order.
            entries.sort_by(|a, b| b.cmp(a));
            for name in entries {
                if is_hidden(&name) {
                    continue;
                }
                self.entry(&folder, &name, &mut folders, &mut links, found);
            }
        }
    }

    fn entry(
        &mut self,
        folder: &Folder,
        name: &OsStr,
        folders: &mut Vec<Folder>,
        links: &mut Vec<Folder>,
        found: &mut Vec<Found>,
    ) {
        let path = folder.path.join(name);
        let is_link = fs::symlink_metadata(&path).is_ok_and(|m| m.is_symlink());
        let through_link = is_link || folder.through_link;
        let place = folder.shown.join(name);
        // A link that cannot be followed stands for itself.
        let canonical = if is_link { path.canonicalize().ok() } else { None };
        let canonical = canonical.unwrap_or_else(|| folder.canonical.join(name));
        let given = text(&path);
        let origin = match look(&path) {
            Ok(meta) if meta.is_dir() => {
                if canonical == self.out {
                    return;
                }
                if !folder.canonical.starts_with(&canonical) {
                    let list = if is_link { links } else { folders };
                    list.push(Folder { path, shown: place, canonical, through_link });
                    return;
                }
                Origin::Unreadable(Failure::Looping)
            }
            Ok(meta) if meta.is_file() => {
                if !EXTENSIONS.iter().any(|e| has_extension(&path, e)) {
                    self.walk.other_files += 1;
                    return;
                }
                Origin::File(path)
            }
            Ok(meta) => Origin::Unreadable(Failure::Special(special(meta.file_type()))),
            Err(failure) => Origin::Unreadable(failure),
        };
        found.push(Found { shown: text(&place), given, canonical, through_link, origin });
    }

    fn fail(&mut self, path: &Path, failure: Failure) {
        let origin = Origin::Unreadable(failure);
        self.walk.inputs.push(Input { shown: shown(path), given: text(path), origin });
    }
}

/// What `path` leads to, links followed.
fn look(path: &Path) -> Result<Metadata, Failure> {
    fs::metadata(path).map_err(|error| {
        if fs::symlink_metadata(path).is_ok_and(|m| m.is_symlink()) {
            broken_link(path).unwrap_or_else(|| error.into())
        } else {
            error.into()
        }
    })
}

/// What is wrong with a link that cannot be followed.
fn broken_link(path: &Path) -> Option<Failure> {
    let mut path = path.to_owned();
    for _ in 0..MAX_LINKS {
        let target = fs::read_link(&path).ok()?;
        path = path.parent().unwrap_or(Path::new("")).join(target);
        match fs::symlink_metadata(&path) {
            Ok(meta) if meta.is_symlink() => {}
            Ok(_) => return None,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Some(Failure::Dangling),
            Err(_) => return None,
        }
    }
    Some(Failure::Looping)
}

/// The path that records show.
fn shown(path: &Path) -> String {
    let relative =
        if path.has_root() { path.file_name().map_or(Path::new("root"), Path::new) } else { path };
    text(relative)
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

#[cfg(unix)]
fn special(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        "a FIFO (named pipe)"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> &'static str {
    "something special"
}
