//! What a path that does not exist may have been meant to be.

use std::fs;
use std::path::{Path, PathBuf};

/// A folder with more entries than this is not searched for a better name.
const MAX_ENTRIES: usize = 2000;

/// An existing path like `path`: its first missing part replaced by the nearest
/// name in that folder.
pub(super) fn near(path: &Path) -> Option<PathBuf> {
    // The deepest folder that exists, and the part below it that does not.
    let (mut folder, mut missing) = (path.parent()?, path.file_name()?);
    while !is_folder(folder) {
        missing = folder.file_name()?;
        folder = folder.parent()?;
    }
    let wanted = missing.to_str()?;
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut names: Vec<String> = fs::read_dir(here)
        .ok()?
        .take(MAX_ENTRIES)
        .filter_map(|e| e.ok()?.file_name().into_string().ok())
        .collect();
    names.sort();
    let best = nearest(wanted, &names)?;
    let found = folder.join(best);
    // The rest of the path may be right.
    let rest = path.strip_prefix(folder.join(missing)).ok()?;
    let whole = found.join(rest);
    let found = if !rest.as_os_str().is_empty() && whole.exists() { whole } else { found };
    if found.is_dir() { Some(found.join("")) } else { Some(found) }
}

fn is_folder(path: &Path) -> bool {
    path.as_os_str().is_empty() || path.is_dir()
}

/// The name that differs least, if it differs by no more than a slip of the hand:
/// one edit in a short name, two in one of six characters or more.
pub(super) fn nearest<'a>(wanted: &str, names: &'a [String]) -> Option<&'a str> {
    let limit = if wanted.chars().count() < 6 { 1 } else { 2 };
    names
        .iter()
        .filter_map(|name| {
            // Another case or a missing extension is no more than a slip either.
            let bare = Path::new(name).file_stem().and_then(|s| s.to_str());
            let folded = name.to_lowercase() == wanted.to_lowercase() || bare == Some(wanted);
            let distance = if folded { 0 } else { distance(wanted, name, limit)? };
            Some((distance, name.as_str()))
        })
        .min()
        .map(|(_, name)| name)
}

/// The number of insertions, removals, replacements and swaps of neighbours that
/// make `a` into `b`, if it is at most `limit`.
fn distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    let distance = last[b.len()];
    (distance <= limit).then_some(distance)
}

#[cfg(test)]
mod tests {
    use super::{near, nearest};

    fn check(wanted: &str, names: &[&str]) -> Option<String> {
        let names: Vec<String> = names.iter().map(|n| (*n).to_owned()).collect();
        nearest(wanted, &names).map(str::to_owned)
    }

    #[test]
    fn a_slip_of_the_hand_is_seen() {
        let names = ["budget.txt", "docs", "seeds", "予算書.txt"];
        let right = |wanted: &str, name: &str| {
            assert_eq!(check(wanted, &names).as_deref(), Some(name), "{wanted}");
        };
        right("seed", "seeds");
        right("sedes", "seeds");
        right("Seeds", "seeds");
        right("budgte.txt", "budget.txt");
        right("budget", "budget.txt");
        right("予算本.txt", "予算書.txt");
        assert_eq!(check("report.txt", &names), None);
        assert_eq!(check("sods", &["seeds"]), None);
    }

    #[test]
    fn the_first_wrong_part_is_mended() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("seeds")).unwrap();
        std::fs::write(dir.path().join("seeds/a.txt"), "x").unwrap();
        let near = |path: &str| near(&dir.path().join(path));
        assert_eq!(near("seed/a.txt"), Some(dir.path().join("seeds/a.txt")));
        assert_eq!(near("seed").unwrap().to_str().unwrap().chars().last(), Some('/'));
        assert_eq!(near("seeds/b.txt"), Some(dir.path().join("seeds/a.txt")));
        assert_eq!(near("other/far/away"), None);
    }
}
