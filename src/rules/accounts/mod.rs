//! Statements of accounts whose labels and figures a dump has taken apart.
//!
//! Several accounts (勘定) stand side by side, each with revenue and expenditure,
//! each with a total marked 計. Figures to the thousand yen add up exactly, so the
//! sums say which figures are the parts of which total; among the readings that
//! add up, the one that keeps neighbours together is taken.

mod entries;
mod sums;

use std::ops::Range;

use crate::layout::line::squeeze;
use crate::model::{Certainty, Flow, Level, Stage};
use crate::notation::{era, stage};

use super::{Draft, Item, Reading, Rule};
use entries::{Entry, entries};
use sums::{Tree, solve};

pub(super) const RULE: Rule = Rule {
    name: "account_statement",
    summary: "Revenue and expenditure of accounts, put together by their exact sums.",
    apply,
};

fn apply(reading: &Reading, draft: &mut Draft) {
    for (lines, unit) in &reading.declared {
        let entries = entries(reading, draft, lines.clone(), unit.yen());
        let totals = entries.iter().filter(|e| e.is_total).count();
        let statement = statement(reading, lines.clone());
        let is_statement = !statement.sides.is_empty() || !statement.accounts.is_empty();
        // Several figures on a line are columns of a table, not one account's entries.
        let is_table = lines.clone().any(|i| reading.bare_of_line(i).len() > 1);
        if totals == 0 || !is_statement || is_table {
            continue;
        }
        let figures: Vec<(i64, bool)> = entries.iter().map(|e| (e.yen, e.is_total)).collect();
        // A single total is that of all entries, whether they add up or not.
        let tree = solve(&figures).or_else(|| (totals == 1).then(|| sums::under_one(&figures)));
        if let Some(tree) = tree {
            claim(reading, draft, &statement, &entries, &tree);
        }
    }
}

/// What the page says of its statements as a whole.
struct Statement {
    year: Option<i32>,
    stage: Stage,
    accounts: Vec<String>,
    /// Lines of 収入の部 and 支出の部.
    sides: Vec<(usize, Flow)>,
}

fn statement(reading: &Reading, lines: Range<usize>) -> Statement {
    let mut found = Statement {
        year: None,
        stage: Stage::Unspecified,
        accounts: Vec::new(),
        sides: Vec::new(),
    };
    for i in lines {
        let content = reading.line(i);
        if let Some(flow) = side(content) {
            found.sides.push((i, flow));
            if let Some(year) = era::scan_years(content).into_iter().find(|y| y.fiscal) {
                found.year = found.year.or(Some(year.western));
            } else if let Some(year) = era::scan_years(content).first() {
                found.year = found.year.or(Some(year.western));
            }
            let printed = stage::scan_stages(content).first().map(|s| s.stage);
            if found.stage == Stage::Unspecified {
                // A budget as of a later date is no longer the initial one.
                let plain = squeeze(content);
                let as_of = plain.contains("時点") || plain.contains("現在");
                found.stage = if as_of { Stage::Adjusted } else { printed.unwrap_or_default() };
            }
        }
        let accounts: Vec<&str> = content.split_whitespace().collect();
        if found.accounts.is_empty()
            && !accounts.is_empty()
            && accounts.iter().all(|a| a.ends_with("勘定"))
        {
            found.accounts = accounts.iter().map(|a| (*a).to_owned()).collect();
        }
    }
    found
}

/// The side of the accounts that a line is the heading of.
fn side(line: &str) -> Option<Flow> {
    if !line.contains(['収', '支', '歳']) {
        return None;
    }
    let plain = squeeze(line);
    if plain.starts_with("収入の部") || plain.starts_with("歳入") {
        Some(Flow::Revenue)
    } else if plain.starts_with("支出の部") || plain.starts_with("歳出") {
        Some(Flow::Expenditure)
    } else {
        None
    }
}

/// The side of each total: the heading directly above it, the word 収入 or 支出 in
/// the labels of its parts, or the side that is left when every account has one.
fn flows(entries: &[Entry], tree: &Tree, statement: &Statement) -> Vec<Option<Flow>> {
    let totals: Vec<usize> = (0..entries.len()).filter(|&k| entries[k].is_total).collect();
    let mut flows = vec![None; entries.len()];
    for (n, &t) in totals.iter().enumerate() {
        let from = n.checked_sub(1).map_or(0, |p| entries[totals[p]].line);
        let heading = statement
            .sides
            .iter()
            .rfind(|(line, _)| (from..=entries[t].line).contains(line))
            .map(|(_, flow)| *flow);
        let by_label = (0..entries.len()).filter(|&k| tree.parent[k] == Some(t)).find_map(|k| {
            let name = &entries[k].name;
            if name.ends_with("収入") {
                Some(Flow::Revenue)
            } else if name.ends_with("支出") {
                Some(Flow::Expenditure)
            } else {
                None
            }
        });
        flows[t] = by_label.or(heading);
    }
    let accounts = statement.accounts.len().max(1);
    if totals.len() == 2 * accounts {
        for (side, other) in
            [(Flow::Revenue, Flow::Expenditure), (Flow::Expenditure, Flow::Revenue)]
        {
            if totals.iter().filter(|&&t| flows[t] == Some(side)).count() == accounts {
                for &t in &totals {
                    flows[t] = flows[t].or(Some(other));
                }
            }
        }
    }
    flows
}

fn claim(
    reading: &Reading,
    draft: &mut Draft,
    statement: &Statement,
    entries: &[Entry],
    tree: &Tree,
) {
    let flows = flows(entries, tree, statement);
    let account = |total: usize| -> Option<&String> {
        let flow = flows[total]?;
        let side = (0..entries.len()).filter(|&k| entries[k].is_total && flows[k] == Some(flow));
        let nth = side.take_while(|&k| k != total).count();
        statement.accounts.get(nth)
    };
    let mut positions: Vec<Option<usize>> = vec![None; entries.len()];
    // Parents before their parts.
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|&k| (tree.depth(k), k));
    for k in order {
        let entry = &entries[k];
        let root = tree.root(k);
        let mut item = Item::new(reading, RULE.name, entry.amount, entry.name.clone());
        item.agency = reading.issuing_agency();
        item.year = statement.year.or(item.year);
        item.stage = statement.stage;
        item.flow = flows[root].unwrap_or_default();
        item.above = account(root).cloned().into_iter().collect();
        item.above.extend(tree.between(k).into_iter().map(|a| entries[a].name.clone()));
        item.level = if entry.is_total {
            Level::Total
        } else if reading.projects.contains(&entry.name) {
            Level::Project
        } else {
            Level::Component
        };
        item.label = Some(entry.label.clone());
        item.part_of = tree.parent[k].and_then(|p| positions[p]);
        item.certainty = Certainty::Inferred;
        positions[k] = Some(draft.claim(item));
    }
}
