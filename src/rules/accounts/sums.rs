//! Which figures add up to which: an exact search, bounded in time.

/// Parts and wholes among a list of figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    /// For each figure, the one it is a part of.
    pub parent: Vec<Option<usize>>,
}

impl Tree {
    /// How many figures stand above `k`.
    pub fn depth(&self, k: usize) -> usize {
        std::iter::successors(self.parent[k], |&p| self.parent[p]).count()
    }

    /// The figure at the top of the tree that holds `k`.
    pub fn root(&self, k: usize) -> usize {
        std::iter::successors(self.parent[k], |&p| self.parent[p]).last().unwrap_or(k)
    }

    /// The figures between the top of the tree and `k`, from the top.
    pub fn between(&self, k: usize) -> Vec<usize> {
        let mut above: Vec<usize> =
            std::iter::successors(self.parent[k], |&p| self.parent[p]).collect();
        above.pop();
        above.reverse();
        above
    }
}

/// More figures than this are not searched.
const MOST: usize = 22;
/// Steps of the search, and solutions kept for each total.
const STEPS: usize = 2_000_000;
const SOLUTIONS: usize = 64;

/// Puts every figure under a total, or under a figure that is; totals are marked `true`.
/// `None` if the figures do not add up, or if two readings fit equally well.
pub fn solve(figures: &[(i64, bool)]) -> Option<Tree> {
    let mut parent: Vec<Option<usize>> = vec![None; figures.len()];
    nest(figures, &mut parent);
    let totals: Vec<usize> = (0..figures.len()).filter(|&k| figures[k].1).collect();
    let open: Vec<usize> =
        (0..figures.len()).filter(|&k| !figures[k].1 && parent[k].is_none()).collect();
    if open.is_empty() || open.len() > MOST || figures.iter().any(|f| f.0 < 0) {
        return None;
    }
    let mut steps = STEPS;
    let solutions: Vec<Vec<u32>> =
        totals.iter().map(|&t| subsets(figures, &open, figures[t].0, &mut steps)).collect();
    if steps == 0 || solutions.iter().any(Vec::is_empty) {
        return None;
    }
    let everything = (1u32 << open.len()) - 1;
    let mut best: Option<(usize, Vec<u32>)> = None;
    let mut is_tied = false;
    combine(&solutions, everything, &mut Vec::new(), &mut |chosen| {
        let breaks = breaks(figures, &parent, &totals, &open, chosen);
        match &best {
            Some((fewest, _)) if breaks > *fewest => {}
            Some((fewest, other)) if breaks == *fewest => {
                is_tied |= !same_figures(figures, &open, chosen, other);
            }
            _ => {
                best = Some((breaks, chosen.to_vec()));
                is_tied = false;
            }
        }
    });
    let (_, chosen) = best.filter(|_| !is_tied)?;
    for (t, set) in totals.iter().zip(chosen) {
        for (bit, &k) in open.iter().enumerate() {
            if set & (1 << bit) != 0 {
                parent[k] = Some(*t);
            }
        }
    }
    Some(Tree { parent })
}

/// Puts every figure that is no part of another under the one total.
pub fn under_one(figures: &[(i64, bool)]) -> Tree {
    let mut parent: Vec<Option<usize>> = vec![None; figures.len()];
    nest(figures, &mut parent);
    let total = figures.iter().position(|f| f.1);
    for k in 0..figures.len() {
        if !figures[k].1 {
            parent[k] = parent[k].or(total);
        }
    }
    Tree { parent }
}

/// Finds figures that the run of figures a little behind them adds up to.
fn nest(figures: &[(i64, bool)], parent: &mut [Option<usize>]) {
    const REACH: usize = 3;
    for shortest in [2, 1] {
        for whole in 0..figures.len() {
            let is_whole = (0..figures.len()).any(|k| parent[k] == Some(whole));
            if figures[whole].1 || figures[whole].0 <= 0 || is_whole {
                continue;
            }
            // A single equal figure is a part only of a part.
            if shortest == 1 && parent[whole].is_none() {
                continue;
            }
            let open: Vec<usize> =
                (whole + 1..figures.len()).filter(|&k| parent[k].is_none()).take(REACH).collect();
            'runs: for from in open {
                let mut sum = 0i64;
                for to in from..figures.len() {
                    if figures[to].1 || parent[to].is_some() {
                        break;
                    }
                    sum = sum.saturating_add(figures[to].0);
                    if sum == figures[whole].0 && to + 1 - from >= shortest {
                        parent[from..=to].fill(Some(whole));
                        break 'runs;
                    }
                    if sum > figures[whole].0 {
                        break;
                    }
                }
            }
        }
    }
}

/// Sets of open figures, as bits, that add up to `wanted`.
fn subsets(figures: &[(i64, bool)], open: &[usize], wanted: i64, steps: &mut usize) -> Vec<u32> {
    let mut rest = vec![0i64; open.len() + 1];
    for k in (0..open.len()).rev() {
        rest[k] = rest[k + 1].saturating_add(figures[open[k]].0);
    }
    // What the second half of the figures can add up to: half of the search looks it up.
    let half = open.len() / 2;
    let reachable = sums(open[half..].iter().map(|&k| figures[k].0));
    let mut found = Vec::new();
    let mut stack = vec![(0usize, wanted, 0u32)];
    while let Some((k, left, set)) = stack.pop() {
        if *steps == 0 || found.len() == SOLUTIONS {
            break;
        }
        *steps -= 1;
        if left == 0 {
            found.push(set);
            continue;
        }
        if k == open.len() || rest[k] < left {
            continue;
        }
        if k == half && reachable.binary_search(&left).is_err() {
            continue;
        }
        stack.push((k + 1, left, set));
        let figure = figures[open[k]].0;
        if figure <= left && figure > 0 {
            stack.push((k + 1, left - figure, set | 1 << k));
        }
    }
    found
}

/// The sums of all choices among at most half of [`MOST`] figures, in order.
fn sums(figures: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut sums = vec![0i64];
    for figure in figures {
        sums.extend_from_within(..);
        let with = sums.len() / 2;
        sums[with..].iter_mut().for_each(|sum| *sum = sum.saturating_add(figure));
    }
    sums.sort_unstable();
    sums
}

/// Calls `found` for each choice of one set a total that uses every figure once.
fn combine(
    solutions: &[Vec<u32>],
    left: u32,
    chosen: &mut Vec<u32>,
    found: &mut dyn FnMut(&[u32]),
) {
    let Some(sets) = solutions.get(chosen.len()) else {
        if left == 0 {
            found(chosen);
        }
        return;
    };
    for &set in sets {
        if set & !left == 0 {
            chosen.push(set);
            combine(solutions, left & !set, chosen, found);
            chosen.pop();
        }
    }
}

/// How often neighbours, totals included, fall under different totals. A total that
/// stands beside none of its parts weighs as much as many such breaks.
fn breaks(
    figures: &[(i64, bool)],
    parent: &[Option<usize>],
    totals: &[usize],
    open: &[usize],
    chosen: &[u32],
) -> usize {
    let group = |k: usize| -> Option<usize> {
        let top = std::iter::successors(Some(k), |&k| parent[k]).last().unwrap_or(k);
        if figures[top].1 {
            return totals.iter().position(|&t| t == top);
        }
        let bit = open.iter().position(|&o| o == top)?;
        chosen.iter().position(|set| set & (1 << bit) != 0)
    };
    const LONELY: usize = 10;
    let groups: Vec<Option<usize>> = (0..figures.len()).map(group).collect();
    let parted = groups.windows(2).filter(|pair| pair[0] != pair[1]).count();
    let lonely = totals
        .iter()
        .filter(|&&t| {
            let beside = [t.checked_sub(1), Some(t + 1)];
            !beside.into_iter().flatten().any(|k| groups.get(k) == Some(&groups[t]))
        })
        .count();
    parted + LONELY * lonely
}

/// Whether two choices differ only in which of two equal figures is which.
fn same_figures(figures: &[(i64, bool)], open: &[usize], one: &[u32], other: &[u32]) -> bool {
    let sorted = |set: &u32| {
        let mut values: Vec<i64> = open
            .iter()
            .enumerate()
            .filter(|(bit, _)| set & (1 << bit) != 0)
            .map(|(_, &k)| figures[k].0)
            .collect();
        values.sort_unstable();
        values
    };
    one.iter().map(sorted).eq(other.iter().map(sorted))
}

#[cfg(test)]
mod tests {
    use super::solve;

    /// Figures as `total!` or `part`, and for each the position of the figure above it.
    fn check(figures: &[(i64, bool)], parents: &[Option<usize>]) {
        let tree = solve(figures).expect("the figures add up in one way");
        assert_eq!(tree.parent, parents);
    }

    #[test]
    fn a_total_takes_the_parts_that_make_it_up() {
        check(&[(10, true), (3, false), (7, false)], &[None, Some(0), Some(0)]);
        check(
            &[(10, true), (3, false), (7, false), (5, true), (5, false)],
            &[None, Some(0), Some(0), None, Some(3)],
        );
    }

    #[test]
    fn parts_of_parts_follow_their_whole() {
        check(
            &[(100, true), (60, false), (25, false), (35, false), (40, false)],
            &[None, Some(0), Some(1), Some(1), Some(0)],
        );
    }

    #[test]
    fn neighbours_stay_together() {
        // 9 could be either total's: it stays with the figures beside it.
        check(
            &[(12, true), (3, false), (9, false), (13, true), (4, false), (9, false)],
            &[None, Some(0), Some(0), None, Some(3), Some(3)],
        );
    }

    #[test]
    fn figures_that_do_not_add_up_are_left_alone() {
        assert_eq!(solve(&[(10, true), (3, false), (6, false)]), None);
        assert_eq!(solve(&[(10, true)]), None);
        assert_eq!(solve(&[(i64::MAX, true), (i64::MAX, false), (1, false)]), None);
    }

    #[test]
    fn two_sides_printed_among_each_other_are_told_apart() {
        let revenue = [195_351_912, 5_924_931, 168_184_261, 20_000_000, 961_100, 281_620];
        let tree = solve(&[
            (revenue[0], true),
            (revenue[1], false),
            (185_306_591, true),
            (26_139_865, false),
            (18_649_062, false),
            (56_984_738, false),
            (10_745_292, false),
            (170_487, false),
            (281_620, false),
            (5_924_931, false),
            (3_893_855, false),
            (2_031_076, false),
            (1_299_779, false),
            (2_549_329, false),
            (44_747, false),
            (2_031_076, false),
            (revenue[2], false),
            (revenue[3], false),
            (revenue[4], false),
            (12_200_001, true),
            (12_145_000, false),
            (55_001, false),
            (50_200_001, true),
            (50_200_001, false),
            (revenue[5], false),
            (21_628_000, false),
            (25_224_976, false),
            (19_557_620, false),
        ])
        .expect("the figures add up in one way");
        let of = |total: usize| -> Vec<usize> {
            (0..tree.parent.len()).filter(|&k| tree.parent[k] == Some(total)).collect()
        };
        assert_eq!(of(0), [1, 16, 17, 18, 24]);
        assert_eq!(of(2), [3, 4, 5, 6, 7, 8, 9, 25, 26, 27]);
        assert_eq!(of(9), [10, 11]);
        assert_eq!(of(10), [12, 13, 14]);
        assert_eq!(of(11), [15]);
        assert_eq!(of(19), [20, 21]);
        assert_eq!(of(22), [23]);
    }
}
