//! The programmes of a sheet and their amounts.
//!
//! An amount in a programme's own lines is the programme's. Of those that stand
//! apart, [`super::pairing`] settles what can be settled; the others are marked
//! ambiguous, with all the programmes of the sheet that they may belong to.

use crate::layout::sheet::Sheet;
use crate::model::{Certainty, Evidence, Flag, Level, Program};

use super::super::item::{Draft, Item, ProgramDraft};
use super::super::{Reading, Rule};
use super::entries::{Entry, NameEntry, Tied, entries, fill_hanging, names_alone};
use super::heads::Heads;
use super::pairing::{Figure, Found, Name, Slot, Total, pair};

pub(in crate::rules) const RULE: Rule = Rule {
    name: "sheet_program",
    summary: "The programmes of a project's sheet, with amounts beside, below, before or far from them.",
    apply,
};

fn apply(reading: &Reading, draft: &mut Draft) {
    let heads = Heads::new(draft);
    for sheet in &reading.sheets {
        let mut entries = entries(reading, draft, sheet);
        fill_hanging(reading, sheet, &mut entries);
        let page = Page { reading, sheet, head: heads.of(&sheet.name) };
        let mut named: Vec<(&NameEntry, Vec<usize>)> = Vec::new();
        for entry in &entries {
            if let Entry::Name(name, tied) = entry {
                let items = tied.iter().map(|t| claim_tied(&page, draft, name, *t));
                named.push((name, items.collect()));
            }
        }
        claim_detached(&page, draft, &entries, &mut named);
        let amounts = entries.iter().filter(|e| matches!(e, Entry::Amount(_))).count();
        let bare = entries.iter().filter(|e| matches!(e, Entry::Name(_, tied) if tied.is_empty()));
        // As many amounts as names: the sheet gives every programme of the project.
        if !named.is_empty() && bare.count() == amounts {
            draft.complete.extend(heads.position(&sheet.name));
        }
        for (name, items) in named {
            record(&page, draft, name, &items);
        }
    }
}

/// A sheet and the amount in its head.
struct Page<'r, 't> {
    reading: &'r Reading<'t>,
    sheet: &'r Sheet,
    head: Option<&'r Item>,
}

impl Page<'_, '_> {
    /// The item of an amount on the sheet: its year and stage are those printed with
    /// it, or else those in the sheet's head.
    fn item(&self, a: usize, name: String) -> Item {
        let mut item = Item::new(self.reading, RULE.name, a, name);
        let lead = self.reading.lead(a);
        item.level = Level::Program;
        item.above = vec![self.sheet.name.clone()];
        item.year = lead.year.or(self.head.and_then(|h| h.year)).or(item.year);
        item.stage = lead.stage.or(self.head.map(|h| h.stage)).unwrap_or(item.stage);
        // What is not printed as another agency's is spent by the agency in the head.
        item.agency = lead.agency.clone().or_else(|| self.head.and_then(|h| h.agency.clone()));
        item
    }
}

fn marked(item: &mut Item, name: &NameEntry) {
    if name.is_repeated() {
        item.flags.push(Flag::Repeated);
    }
    for flag in [Flag::New, Flag::Expanded] {
        if name.flags.contains(&flag) {
            item.flags.push(flag);
        }
    }
}

fn claim_tied(page: &Page, draft: &mut Draft, name: &NameEntry, tied: Tied) -> usize {
    let mut item = page.item(tied.amount, name.name());
    item.label = Some(name.label.clone());
    let is_stated = tied.is_stated && !name.is_hanging;
    item.certainty = if is_stated { Certainty::Stated } else { Certainty::Inferred };
    marked(&mut item, name);
    draft.claim_with_shares(page.reading, item)
}

fn claim_detached(
    page: &Page,
    draft: &mut Draft,
    entries: &[Entry],
    named: &mut [(&NameEntry, Vec<usize>)],
) {
    let Page { reading, sheet, head } = *page;
    let detached: Vec<usize> = entries
        .iter()
        .filter_map(|e| if let Entry::Amount(a) = e { Some(*a) } else { None })
        .collect();
    if detached.is_empty() {
        return;
    }
    let own = |draft: &Draft, items: &[usize]| {
        items
            .iter()
            .map(|&i| draft.items[i].amount)
            .find(|&a| reading.lead(a).agency.is_none())
            .and_then(|a| reading.amounts[a].yen())
    };
    let names: Vec<Name> = named
        .iter()
        .map(|(name, items)| Name {
            name: name.name(),
            is_repeated: name.is_repeated(),
            yen: own(draft, items),
        })
        .collect();
    let figures: Vec<Figure> = detached
        .iter()
        .map(|&a| Figure {
            yen: reading.amounts[a].yen(),
            is_within: reading.amounts[a].flags.contains(&Flag::Within),
            has_agency: reading.lead(a).agency.is_some(),
        })
        .collect();
    let (mut n, mut f) = (0, 0);
    let slots: Vec<Slot> = entries
        .iter()
        .map(|entry| match entry {
            Entry::Name(_, tied) => {
                n += 1;
                // An agency's amount in the running text is not the programme's own.
                let priced =
                    tied.iter().any(|t| t.is_stated || reading.lead(t.amount).agency.is_none());
                if priced { Slot::Break } else { Slot::Name(n - 1) }
            }
            Entry::Amount(_) => {
                f += 1;
                Slot::Figure(f - 1)
            }
            Entry::Other => Slot::Text,
        })
        .collect();
    let total = head.and_then(|head| total(reading, draft, head, named, &detached));
    let found = pair(&names, &figures, &slots, total);
    // Where names and amounts do not match in number, a name without a bullet may be one too.
    let unlisted = slots.iter().filter(|s| matches!(s, Slot::Name(_))).count() != figures.len();
    for (&a, found) in detached.iter().zip(found) {
        let position = match found {
            Found::Name(k) => {
                let name = named[k].0;
                let mut item = page.item(a, name.name());
                item.label = Some(name.label.clone());
                item.certainty = Certainty::Inferred;
                marked(&mut item, name);
                let position = draft.claim_with_shares(reading, item);
                named[k].1.push(position);
                continue;
            }
            Found::OneOf(candidates) => {
                let mut item = page.item(a, sheet.name.clone());
                item.above.clear();
                item.certainty = Certainty::Ambiguous;
                item.label = Some(sheet.label.clone());
                for k in candidates {
                    let candidate = names[k].name.clone();
                    if !item.candidates.contains(&candidate) {
                        item.candidates.push(candidate);
                    }
                }
                if unlisted {
                    for name in names_alone(reading, sheet) {
                        if !item.candidates.contains(&name) {
                            item.candidates.push(name);
                        }
                    }
                }
                // Without a single name the sheet says nothing; another rule may.
                if item.candidates.is_empty() {
                    continue;
                }
                item
            }
        };
        draft.claim_with_shares(reading, position);
    }
}

/// What the sheet's head says its programmes add up to.
fn total(
    reading: &Reading,
    draft: &Draft,
    head: &Item,
    named: &[(&NameEntry, Vec<usize>)],
    detached: &[usize],
) -> Option<Total> {
    let yen = reading.amounts[head.amount].yen()?;
    let mut tolerance = reading.amounts[head.amount].resolution / 2;
    let mut settled = 0;
    for (name, items) in named {
        for &i in items {
            let item = &draft.items[i];
            let amount = &reading.amounts[item.amount];
            let is_own = reading.lead(item.amount).agency.is_none();
            if is_own && item.ministry.is_none() && !name.is_repeated() {
                settled += amount.yen()?;
                tolerance += amount.resolution / 2;
            }
        }
    }
    tolerance += detached.iter().map(|&a| reading.amounts[a].resolution / 2).sum::<i64>();
    Some(Total { yen, tolerance, settled })
}

/// Makes records of the programmes that an entry names.
fn record(page: &Page, draft: &mut Draft, entry: &NameEntry, items: &[usize]) {
    let Page { reading, sheet, .. } = *page;
    for name in &entry.names {
        let single = entry.names.len() == 1;
        draft.add_program(ProgramDraft {
            program: Program {
                name: name.clone(),
                project: Some(sheet.name.clone()),
                ministries: entry.ministries.iter().map(|m| (*m).to_owned()).collect(),
                description: (single && !entry.description.is_empty())
                    .then(|| entry.description.clone()),
                flags: entry.flags.iter().copied().filter(|f| *f != Flag::Repeated).collect(),
                evidence: Evidence::new(reading.text.span(entry.label.clone()), None),
                ..Program::default()
            },
            items: items.to_vec(),
            at: entry.label.start,
        });
    }
}
