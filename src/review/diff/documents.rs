//! Which inputs of two runs are the same document.

use super::pairs::{Pairs, Reason, Several};

/// One input of a run, as its manifest lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Input<'m> {
    /// Path as given.
    pub path: &'m str,
    /// The stem of its records' file; none if there are no records.
    pub stem: Option<&'m str>,
    /// SHA-256 of its bytes, if they could be read.
    pub sha256: Option<&'m str>,
    /// Why it could not be read, or not in full.
    pub error: Option<&'m str>,
}

/// The positions of a document in the old and in the new run: at least one is there.
pub type Both = (Option<usize>, Option<usize>);

/// Pairs the inputs of two runs: by path, by stem (the two runs may have been given
/// other folders), or by the same bytes. Those of the new run are first, in their
/// order; what is gone follows.
pub fn pair(old: &[Input], new: &[Input]) -> Vec<Both> {
    let mut pairs = Pairs::new(old.len(), new.len());
    let path = |input: &Input| Some(input.path.to_owned());
    let stem = |input: &Input| input.stem.map(str::to_owned);
    let bytes = |input: &Input| input.sha256.map(str::to_owned);
    for (reason, key) in [
        (Reason::SameItem, &path as &dyn Fn(&Input) -> Option<String>),
        (Reason::SameName, &stem),
        (Reason::SameFacts, &bytes),
    ] {
        pairs.pass(reason, Several::IfAsMany, |i| key(&old[i]), |j| key(&new[j]));
    }
    let mut found: Vec<Both> = (0..new.len()).map(|j| (None, Some(j))).collect();
    for (i, j, _) in pairs.pairs() {
        found[j].0 = Some(i);
    }
    found.extend(pairs.gone().map(|i| (Some(i), None)));
    found
}

#[cfg(test)]
mod tests {
    use super::{Input, pair};

    /// Inputs as `path stem hash`, with `-` for none.
    fn inputs(lines: &[&'static str]) -> Vec<Input<'static>> {
        let some = |word: &'static str| (word != "-").then_some(word);
        let input = |line: &&'static str| {
            let words: Vec<&str> = line.split(' ').collect();
            Input { path: words[0], stem: some(words[1]), sha256: some(words[2]), error: None }
        };
        lines.iter().map(input).collect()
    }

    fn check(old: &[&'static str], new: &[&'static str], expected: &str) {
        let side = |at: Option<usize>| at.map_or("-".to_owned(), |at| at.to_string());
        let found = pair(&inputs(old), &inputs(new));
        let found: Vec<String> =
            found.into_iter().map(|(old, new)| side(old) + &side(new)).collect();
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn a_document_is_known_by_its_path_its_name_or_its_bytes() {
        check(&["s/a.txt a 1", "s/b.txt b 2"], &["s/b.txt b 2", "s/a.txt a 3"], "10 01");
        check(&["old/a.txt a 1"], &["new/a.txt a 2"], "00");
        check(&["s/a.txt a 1"], &["s/z.txt z 1"], "00");
        check(&["s/a.txt a 1"], &["s/z.txt z 2"], "-0 0-");
        // Which of two copies was renamed is not known.
        check(&["s/a.txt a 1", "s/b.txt b 1"], &["s/z.txt z 1"], "-0 0- 1-");
        // A name that got a hash because another file came beside it.
        check(&["s/a.txt a 1"], &["s/a.pdf a-1 9", "s/a.txt a-2 1"], "-0 01");
        check(&["s/a.txt - -"], &["s/a.txt a 1"], "00");
        check(&[], &["s/a.txt a 1"], "-0");
    }
}
