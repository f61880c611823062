//! The source of a document that was read before, found again.

use std::path::{Path, PathBuf};

use super::{Failure, Input, MAX_BYTES, Origin, fence, read, sha256};
use crate::model::Source;
use crate::output::report::NoSource;
use crate::source::Encoding;
use crate::{OpenError, Opened, Options};

/// Where sources are looked for, and how they are opened.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'a> {
    /// The folder that their paths start from.
    pub folder: &'a Path,
    /// The encoding of text, if not the one that was detected.
    pub encoding: Option<Encoding>,
    /// The password of encrypted PDFs.
    pub password: Option<&'a str>,
}

impl Sources<'_> {
    /// The file that has the path of `source` now, if there is one.
    pub fn path(&self, source: &Source) -> Option<PathBuf> {
        let path = self.folder.join(&source.path);
        (source.path != "-" && path.is_file()).then_some(path)
    }

    /// Opens it with `open`, if it is the very file that was read.
    ///
    /// # Errors
    /// Why its text cannot be shown.
    pub fn open(
        &self,
        source: &Source,
        open: impl FnOnce(&[u8], Options) -> Result<Opened, OpenError>,
    ) -> Result<Opened, NoSource> {
        if source.path == "-" {
            return Err(NoSource::StandardInput);
        }
        let path = self.path(source).ok_or(NoSource::Missing)?;
        let shown = source.path.clone();
        let input = Input { given: shown.clone(), shown, origin: Origin::File(path) };
        let unreadable = |failure: Failure| NoSource::Unreadable(failure.sentence(&source.path));
        let bytes = read(&input, MAX_BYTES).map_err(unreadable)?;
        if sha256(&bytes) != source.sha256 {
            return Err(NoSource::Changed);
        }
        let detected = source.encoding.as_deref().and_then(|label| label.parse().ok());
        let options = Options { encoding: self.encoding.or(detected), password: self.password };
        fence(|| open(&bytes, options))
            .map_err(|panic| unreadable(Failure::Defect(panic)))?
            .map_err(|error| unreadable(error.into()))
    }
}

/// The way from a folder to a file as a relative link: `../seeds/a.txt`. `None` where there is
/// none, or not in Unicode.
pub fn link(folder: &Path, file: &Path) -> Option<String> {
    let here = Path::new(".");
    let folder = if folder.as_os_str().is_empty() { here } else { folder };
    let (folder, file) = (folder.canonicalize().ok()?, file.canonicalize().ok()?);
    let parts = |path: &Path| -> Option<Vec<String>> {
        path.components().map(|c| Some(c.as_os_str().to_str()?.to_owned())).collect()
    };
    let (folder, file) = (parts(&folder)?, parts(&file)?);
    let shared = folder.iter().zip(&file).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return None;
    }
    // The dot keeps a colon in the first name from being taken for a scheme.
    let up = std::iter::repeat_n("..", folder.len() - shared);
    let start = if shared == folder.len() { Some(".") } else { None };
    let down = file.iter().skip(shared).map(String::as_str);
    Some(start.into_iter().chain(up).chain(down).collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use super::link;

    #[test]
    fn links_lead_from_the_folder_to_the_file() {
        let dir = tempfile::tempdir().unwrap();
        let path = |name: &str| dir.path().join(name);
        std::fs::create_dir_all(path("a/b")).unwrap();
        std::fs::create_dir(path("c")).unwrap();
        std::fs::write(path("c/予算.txt"), "").unwrap();
        let check = |from: &str, expected: Option<&str>| {
            assert_eq!(link(&path(from), &path("c/予算.txt")).as_deref(), expected, "{from}");
        };
        check("c", Some("./予算.txt"));
        check("", Some("./c/予算.txt"));
        check("a/b", Some("../../c/予算.txt"));
        check("nowhere", None);
    }
}
