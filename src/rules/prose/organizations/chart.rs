//! Units: the lines of an organization chart.

use std::collections::BTreeSet;

use super::offices::phone;
use super::printed;
use crate::layout::line::squeeze;
use crate::layout::paragraph::character::{is_kanji, is_katakana};
use crate::model::Organization;
use crate::rules::prose::scan::{before, places};
use crate::rules::prose::{Layout, evidence};
use crate::text::Text;

/// The units of an organization chart.
pub(super) fn departments(text: &Text, layout: &Layout) -> Vec<Organization> {
    let norm = text.norm();
    let mut found: Vec<Organization> = Vec::new();
    let heads = places(norm, &["織"], |at| before(norm, at) == Some('組'));
    let head = heads.into_iter().map(|at| text.line_at(at)).find(|i| opens_chart(text.line(*i)));
    let Some(head) = head else { return found };
    let lines = printed(text);
    let start = lines.partition_point(|l| l.0 < head);
    let mut known = BTreeSet::new();
    let mut misses = 0;
    for (at, (index, line)) in lines.iter().enumerate().skip(start) {
        if phone(line).is_some() || line.starts_with('〒') || misses > 12 {
            break;
        }
        if layout.is_vertical(*index) {
            continue;
        }
        // The head of the chart may stand before its first unit on one line.
        let unit = if at == start { line.rsplit(' ').next().unwrap_or(line) } else { line };
        let name = squeeze(unit);
        // The first character of a vertical label may stick to the line before it.
        let glued = layout.is_vertical(index + 1) && !is_unit(&name);
        let name = if glued {
            name.chars().take(name.chars().count().saturating_sub(1)).collect()
        } else {
            name
        };
        if !is_unit(&name) || !known.insert(name.clone()) {
            misses += usize::from(!line.starts_with(['〈', '<', '※', '●']));
            continue;
        }
        misses = 0;
        let from = text.lines()[*index].content.start + (line.len() - unit.len());
        let last = if glued { unit.chars().next_back().map_or(0, char::len_utf8) } else { 0 };
        found.push(Organization {
            name,
            role: Some("department".to_owned()),
            evidence: evidence(text, from..from + unit.len() - last),
            ..Organization::default()
        });
    }
    // One or two names are no chart.
    if found.len() >= 4 { found } else { Vec::new() }
}

/// Whether a line is the head of an organization chart.
fn opens_chart(line: &str) -> bool {
    let line = line.trim();
    if line.len() > 200 {
        return false;
    }
    let bare = squeeze(line);
    bare == "組織" || bare == "組織図" || bare.ends_with("組織図") || line.starts_with("組織 ")
}

/// Whether a line is the name of a unit and nothing else.
fn is_unit(name: &str) -> bool {
    let count = name.chars().count();
    let noun =
        name.chars().all(|c| is_kanji(c) || is_katakana(c) || c == '・' || c.is_ascii_uppercase());
    let unit = name.ends_with(['部', '課', '室', '局'])
        || name.ends_with("センター")
        || name.ends_with("委員会");
    // 東日本統括部西日本統括部: two names side by side.
    let two = name.match_indices(['部', '課', '局']).any(|(i, m)| {
        let rest = &name[i + m.len()..];
        !rest.is_empty()
            && !rest.starts_with(['長', '門', '会', '品', '題', '局', '署', '室', '課'])
    });
    (3..=20).contains(&count) && noun && unit && !two
}
