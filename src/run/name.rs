//! Output names: one stem for each input, the same on every run.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{Input, Origin, sha256};

/// Stems that the run's own files have.
const TAKEN: [&str; 2] = ["datapackage", "manifest"];

/// The longest stem in bytes, so that `<stem>.json` stays a legal file name.
const MAX_STEM: usize = 200;

/// The stem of `<stem>.json` for each input, in order; empty for an input that
/// cannot be read anyway.
///
/// It is the file's own stem (`stdin` for standard input). Where two inputs have
/// the same one, upper and lower case not told apart, each of them gets the first
/// eight digits of the SHA-256 of its path behind it: `report-1f0c2a9b`. So do
/// `manifest`, `datapackage` and a stem too long for a file name.
pub fn names(inputs: &[Input]) -> Vec<String> {
    let plain: Vec<String> = inputs.iter().map(stem).collect();
    let mut times: BTreeMap<String, u32> = BTreeMap::new();
    for stem in &plain {
        *times.entry(stem.to_lowercase()).or_default() += 1;
    }
    let is_free = |stem: &str| {
        let key = stem.to_lowercase();
        times.get(&key) == Some(&1) && !TAKEN.contains(&key.as_str()) && stem.len() <= MAX_STEM
    };
    let mut used: BTreeSet<String> =
        plain.iter().filter(|s| is_free(s)).map(|s| s.to_lowercase()).collect();
    let mut names = Vec::with_capacity(inputs.len());
    for (input, stem) in inputs.iter().zip(plain) {
        if stem.is_empty() || is_free(&stem) {
            names.push(stem);
            continue;
        }
        let hash = sha256(input.shown.as_bytes());
        let short = cut(&stem);
        let mut name = format!("{short}-{}", &hash[..8]);
        let mut n = 2;
        // Only two equal paths, or a file whose own name ends in such digits, get here.
        while !used.insert(name.to_lowercase()) {
            name = format!("{short}-{}-{n}", &hash[..8]);
            n += 1;
        }
        names.push(name);
    }
    names
}

fn stem(input: &Input) -> String {
    match &input.origin {
        Origin::Stdin => "stdin".to_owned(),
        Origin::File(path) => {
            let stem = Path::new(path).file_stem().unwrap_or_default();
            stem.to_string_lossy().into_owned()
        }
        Origin::Unreadable(_) => String::new(),
    }
}

/// As many whole characters of `stem` as fit into a file name.
fn cut(stem: &str) -> &str {
    let end = (0..=MAX_STEM.min(stem.len())).rev().find(|&i| stem.is_char_boundary(i));
    &stem[..end.unwrap_or(0)]
}

#[cfg(test)]
mod tests {
    use super::names;
    use crate::run::{Failure, Input, Origin};

    fn check(paths: &[&str]) -> Vec<String> {
        let inputs: Vec<Input> = paths
            .iter()
            .map(|p| Input {
                shown: (*p).to_owned(),
                given: (*p).to_owned(),
                origin: match *p {
                    "-" => Origin::Stdin,
                    "gone.txt" => Origin::Unreadable(Failure::Missing),
                    _ => Origin::File(p.into()),
                },
            })
            .collect();
        names(&inputs)
    }

    #[test]
    fn a_stem_of_its_own_is_kept() {
        assert_eq!(check(&["a/b.txt", "予算.v2.txt", "-"]), ["b", "予算.v2", "stdin"]);
        assert_eq!(check(&["gone.txt"]), [""]);
    }

    #[test]
    fn equal_stems_are_told_apart_whatever_the_order() {
        let one = check(&["a/r.txt", "b/r.txt", "c.txt"]);
        let two = check(&["c.txt", "b/r.txt", "a/r.txt"]);
        assert_eq!(one[2], "c");
        assert!(one[0].starts_with("r-") && one[0].len() == 10, "{one:?}");
        assert_ne!(one[0], one[1]);
        assert_eq!((&one[0], &one[1], &one[2]), (&two[2], &two[1], &two[0]));
    }

    #[test]
    fn case_is_not_told_apart() {
        let names = check(&["R.txt", "r.md"]);
        assert!(names[0].starts_with("R-") && names[1].starts_with("r-"), "{names:?}");
    }

    #[test]
    fn the_run_keeps_its_own_names() {
        assert!(check(&["Manifest.txt"])[0].starts_with("Manifest-"));
        assert!(check(&["datapackage.txt"])[0].starts_with("datapackage-"));
    }

    #[test]
    fn a_name_that_looks_like_a_hash_is_not_taken_twice() {
        let hashed = check(&["a/r.txt", "b/r.txt"]);
        let file = format!("{}.txt", hashed[0]);
        let names = check(&["a/r.txt", "b/r.txt", &file]);
        assert_eq!(names[2], hashed[0]);
        assert_eq!(names[0], format!("{}-2", hashed[0]));
    }

    #[test]
    fn equal_paths_are_told_apart() {
        let names = check(&["r.txt", "r.txt"]);
        assert_ne!(names[0], names[1]);
    }

    #[test]
    fn a_long_stem_is_cut_between_characters() {
        let name = &check(&[&format!("{}.txt", "予".repeat(83))])[0];
        assert_eq!(name.len(), 198 + 9);
    }
}
