//! Two lists paired one to one, in passes from the surest reason to the least sure.

use std::collections::BTreeMap;

use serde::Serialize;

/// Why two records are taken for one and the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// All that makes an id is the same.
    SameFacts,
    /// The same name, bearer, year and stage, at the same place of the hierarchy.
    SameItem,
    /// The same name and figure.
    SameNameAndFigure,
    /// The same name and bearer between the same neighbours.
    SameNameAndPlace,
    /// The same figure between the same neighbours.
    SameFigureAndPlace,
    /// The same figure, that no other record has, and a name that is alike.
    SameFigureLikeName,
    /// The only ones between the same neighbours, with names that are alike.
    SamePlaceLikeName,
    /// The same name, as many times on both sides.
    SameName,
    /// All but the name is the same, between the same neighbours.
    AllButName,
    /// The only ones between the same neighbours.
    SamePlace,
    /// The only ones of their sort that are left, with texts that are alike.
    LikeText,
}

/// What becomes of records that share a key with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Several {
    /// They are paired in their order, as far as both sides go.
    InOrder,
    /// They are paired in their order if there are as many on both sides.
    IfAsMany,
    /// They are not paired.
    Never,
}

/// Between which paired neighbours a record stands, as positions in the new list.
pub(super) type Gap = (Option<usize>, Option<usize>);

/// Which positions of an old and a new list belong together.
pub(super) struct Pairs {
    to_new: Vec<Option<(usize, Reason)>>,
    to_old: Vec<Option<usize>>,
}

impl Pairs {
    /// Nothing is paired yet of lists of these lengths.
    pub(super) fn new(old: usize, new: usize) -> Pairs {
        Pairs { to_new: vec![None; old], to_old: vec![None; new] }
    }

    /// Pairs what is left and has the same key; what has none is left out.
    pub(super) fn pass<K: Ord>(
        &mut self,
        reason: Reason,
        several: Several,
        old: impl Fn(usize) -> Option<K>,
        new: impl Fn(usize) -> Option<K>,
    ) {
        self.pass_if(reason, several, old, new, |_, _| true);
    }

    /// The same, of those only that are `alike`.
    pub(super) fn pass_if<K: Ord>(
        &mut self,
        reason: Reason,
        several: Several,
        old: impl Fn(usize) -> Option<K>,
        new: impl Fn(usize) -> Option<K>,
        alike: impl Fn(usize, usize) -> bool,
    ) {
        let mut sharing: BTreeMap<K, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for i in self.gone() {
            if let Some(key) = old(i) {
                sharing.entry(key).or_default().0.push(i);
            }
        }
        for i in self.added() {
            if let Some(key) = new(i) {
                sharing.entry(key).or_default().1.push(i);
            }
        }
        for (old, new) in sharing.into_values() {
            let pairs = match several {
                Several::InOrder => true,
                Several::IfAsMany => old.len() == new.len(),
                Several::Never => old.len() == 1 && new.len() == 1,
            };
            if !pairs {
                continue;
            }
            for (&i, &j) in old.iter().zip(&new).filter(|&(&i, &j)| alike(i, j)) {
                self.to_new[i] = Some((j, reason));
                self.to_old[j] = Some(i);
            }
        }
    }

    /// The pairs in the order of the new list: old position, new position, reason.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (usize, usize, Reason)> {
        self.to_old.iter().enumerate().filter_map(|(j, i)| {
            let i = (*i)?;
            Some((i, j, self.to_new[i]?.1))
        })
    }

    /// The position in the new list of what stands at `old` in the old one.
    pub(super) fn new_of(&self, old: usize) -> Option<usize> {
        self.to_new[old].map(|(new, _)| new)
    }

    /// What is in the old list only.
    pub(super) fn gone(&self) -> impl Iterator<Item = usize> {
        left(self.to_new.iter().map(Option::is_none))
    }

    /// What is in the new list only.
    pub(super) fn added(&self) -> impl Iterator<Item = usize> {
        left(self.to_old.iter().map(Option::is_none))
    }

    /// Where each record of the old and of the new list stands.
    pub(super) fn gaps(&self) -> (Vec<Gap>, Vec<Gap>) {
        let old: Vec<Option<usize>> = (0..self.to_new.len()).map(|i| self.new_of(i)).collect();
        let new: Vec<Option<usize>> =
            self.to_old.iter().enumerate().map(|(j, i)| i.map(|_| j)).collect();
        (gaps(&old), gaps(&new))
    }
}

fn left(free: impl Iterator<Item = bool>) -> impl Iterator<Item = usize> {
    free.enumerate().filter_map(|(i, free)| free.then_some(i))
}

/// The nearest paired neighbour before and behind each position.
fn gaps(paired: &[Option<usize>]) -> Vec<Gap> {
    let mut found: Vec<Gap> = vec![(None, None); paired.len()];
    let mut nearest = None;
    for (gap, own) in found.iter_mut().zip(paired) {
        gap.0 = nearest;
        nearest = own.or(nearest);
    }
    nearest = None;
    for (gap, own) in found.iter_mut().zip(paired).rev() {
        gap.1 = nearest;
        nearest = own.or(nearest);
    }
    found
}

/// Whether two names are alike: more than two thirds of the longer one, at its
/// beginning and its end together, is the same in both.
pub(super) fn alike(a: &str, b: &str) -> bool {
    let (long, short) = if a.chars().count() < b.chars().count() { (b, a) } else { (a, b) };
    let length = short.chars().count();
    let head = long.chars().zip(short.chars()).take_while(|(x, y)| x == y).count();
    let tail = long.chars().rev().zip(short.chars().rev()).take_while(|(x, y)| x == y).count();
    let same = head + tail.min(length - head);
    3 * same > 2 * long.chars().count()
}

#[cfg(test)]
mod tests {
    use super::{Pairs, Reason, Several, alike};

    /// One pass over the characters of two words, and a second within the gaps.
    fn check(several: Several, old: &str, new: &str, expected: &str) {
        let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
        let mut pairs = Pairs::new(old.len(), new.len());
        let lower = |c: char| c.is_lowercase().then_some(c);
        pairs.pass(Reason::SameItem, several, |i| lower(old[i]), |j| lower(new[j]));
        let (old_gaps, new_gaps) = pairs.gaps();
        pairs.pass(Reason::SamePlace, Several::Never, |i| Some(old_gaps[i]), |j| Some(new_gaps[j]));
        let pair = |(i, j, _)| format!("{i}{j}");
        assert_eq!(pairs.pairs().map(pair).collect::<Vec<_>>().join(" "), expected);
        let unpaired = old.len() - pairs.pairs().count();
        assert_eq!(pairs.gone().count(), unpaired);
    }

    #[test]
    fn each_is_paired_once_and_ambiguity_is_left() {
        check(Several::Never, "abc", "cab", "20 01 12");
        check(Several::InOrder, "aa", "aaa", "00 11");
        check(Several::IfAsMany, "aab", "aaab", "23");
        check(Several::IfAsMany, "aab", "aba", "00 21 12");
        check(Several::Never, "aab", "aab", "22");
        check(Several::Never, "", "ab", "");
    }

    #[test]
    fn the_only_ones_between_the_same_neighbours_are_paired() {
        check(Several::Never, "aXb", "aYb", "00 11 22");
        check(Several::Never, "aXXb", "aYb", "00 32");
        check(Several::Never, "Xab", "abY", "10 21");
        check(Several::Never, "X", "Y", "00");
    }

    #[test]
    fn names_that_are_alike() {
        let check = |a, b, expected| assert_eq!(alike(a, b), expected, "{a} {b}");
        check("ゲノム・データ基盤プロジェクト", "全ゲノム・データ基盤プロジェクト", true);
        check("創薬基盤推進研究事業", "創薬基盤加速研究事業", true);
        check("医薬品プロジェクト", "がん研究", false);
        check("再生", "再発", false);
        check("医薬品プロジェクト", "脳科学プロジェクト", false);
        check("事業", "事業", true);
        check("事業事業", "事業", false);
        check("", "", false);
    }
}
