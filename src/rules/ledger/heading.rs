//! Headings of a budget book: `2款 総務費 9,013,376千円`.

use crate::layout::line::is_leader;
use crate::model::{Certainty, Level};
use crate::rules::{Draft, Item, Reading};

use super::HEADINGS;
use super::place::{Place, chapters};

/// Claims the amounts of headings. A 項 is a part of the 款 that it is first printed under.
pub fn claim(reading: &Reading, draft: &mut Draft) {
    let mut place = Place::default();
    // The 款 that was printed last, and the names of its 項 so far.
    let mut whole: Option<(String, usize)> = None;
    let mut known: Vec<String> = Vec::new();
    for i in 0..reading.text.lines().len() {
        place.read(reading.text, i);
        let amounts = reading.amounts_of_line(i);
        if amounts.len() != 1 || is_leader(reading.line(i)) {
            continue;
        }
        let found = chapters(reading.text, i);
        let Some(chapter) = found.last() else { continue };
        let (a, behind) = (amounts.start, chapter.range.end);
        let gap = reading.norm().get(behind..reading.amounts[a].outer.start);
        if !gap.is_some_and(|gap| gap.trim().is_empty()) || !draft.is_free(a) {
            continue;
        }
        let mut item = Item::new(reading, HEADINGS.name, a, chapter.name.clone());
        item.flow = place.flow;
        item.above = place.chapters[..chapter.depth.min(place.chapters.len())].to_vec();
        item.level = Level::Component;
        item.certainty = Certainty::Stated;
        item.label = Some(chapter.range.clone());
        if chapter.depth == 0 {
            let is_same = whole.as_ref().is_some_and(|(name, _)| *name == chapter.name);
            let position = draft.claim(item);
            if !is_same {
                whole = Some((chapter.name.clone(), position));
                known.clear();
            }
            continue;
        }
        if !known.contains(&chapter.name) {
            item.part_of = whole.as_ref().map(|(_, position)| *position);
            known.push(chapter.name.clone());
        }
        draft.claim(item);
    }
}
