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
            'runs: for from in whole + 1..(whole + 1 + REACH).min(figures.len()) {
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
        stack.push((k + 1, left, set));
        let figure = figures[open[k]].0;
        if figure <= left && figure > 0 {
            stack.push((k + 1, left - figure, set | 1 << k));
        }
    }
    found
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

/// How often neighbours, totals included, fall under different totals.
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
    (1..figures.len()).filter(|&k| group(k) != group(k - 1)).count()
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
