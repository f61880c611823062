//! Names that changed wherever they stand.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

/// A name that is another one now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rename {
    /// What it was.
    pub old: String,
    /// What it is.
    pub new: String,
    /// How many line items have it in their path.
    pub line_items: u64,
}

/// The names of a document that changed, each to one other name.
#[derive(Debug, Default)]
pub(super) struct Renames(BTreeMap<String, (String, u64)>);

impl Renames {
    /// Learns from pairs of paths. A name that is still in use, or that was in use
    /// before, tells of a move and not of a rename.
    pub(super) fn new<'p>(
        pairs: impl Iterator<Item = (&'p [String], &'p [String])>,
        old: &BTreeSet<&str>,
        new: &BTreeSet<&str>,
    ) -> Renames {
        let mut seen: BTreeMap<&str, BTreeMap<&str, u64>> = BTreeMap::new();
        for (before, after) in pairs.filter(|(before, after)| before.len() == after.len()) {
            for (was, is) in before.iter().zip(after).filter(|(was, is)| was != is) {
                if !new.contains(was.as_str()) && !old.contains(is.as_str()) {
                    *seen.entry(was).or_default().entry(is).or_default() += 1;
                }
            }
        }
        let one = |(was, names): (&str, BTreeMap<&str, u64>)| match names
            .into_iter()
            .collect::<Vec<_>>()[..]
        {
            [(is, times)] => Some((was.to_owned(), (is.to_owned(), times))),
            _ => None,
        };
        Renames(seen.into_iter().filter_map(one).collect())
    }

    /// Adds a rename that no path told of.
    pub(super) fn learn(&mut self, old: &str, new: &str) {
        self.0.entry(old.to_owned()).or_insert_with(|| (new.to_owned(), 0));
    }

    /// What `name` is called now.
    pub(super) fn new_name<'n>(&'n self, name: &'n str) -> &'n str {
        self.0.get(name).map_or(name, |(new, _)| new)
    }

    /// Puts new names for old ones into a field: a name, or a list of names.
    pub(super) fn apply(&self, value: &mut Value) {
        match value {
            Value::String(name) => {
                if let Some((new, _)) = self.0.get(name) {
                    name.clone_from(new);
                }
            }
            Value::Array(names) => names.iter_mut().for_each(|name| self.apply(name)),
            _ => {}
        }
    }

    /// All of them, in the order of the old names.
    pub(super) fn list(&self) -> Vec<Rename> {
        let rename = |(old, (new, times)): (&String, &(String, u64))| Rename {
            old: old.clone(),
            new: new.clone(),
            line_items: *times,
        };
        self.0.iter().map(rename).collect()
    }
}
