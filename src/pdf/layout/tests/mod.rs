//! What each feature of a page's layout reads like.

mod builder;
mod entries;
mod lines;
mod orders;
mod robust;
mod tables;

use super::{PageLayout, Role, layout};
use builder::Builder;

fn of(page: Builder) -> PageLayout {
    let found = layout(&page.0);
    check(&page, &found);
    found
}

/// The text of a page with ` / ` for line ends, ` // ` between blocks and ` | ` between cells.
fn read(page: Builder) -> String {
    let text = of(page).text();
    text.trim_end().replace("\n\n", " // ").replace('\n', " / ").replace('\t', " | ")
}

/// What holds for every page: each visible glyph in one line, and every character of the text
/// traced back to the glyph that has it.
fn check(page: &Builder, found: &PageLayout) {
    let mut seen = vec![0; page.0.glyphs.len()];
    for line in &found.lines {
        let starts = line.pieces.iter().map(|p| p.start);
        assert!(starts.clone().is_sorted(), "pieces out of order");
        line.pieces.iter().filter_map(|p| p.glyph).for_each(|g| seen[g] += 1);
        assert!(line.words.iter().all(|w| line.text.get(w.range.clone()).is_some()));
    }
    for (glyph, n) in page.0.glyphs.iter().zip(&seen) {
        let is_space = glyph.text.trim().is_empty();
        let wanted = !is_space && glyph.ink != crate::pdf::Ink::Clipped;
        assert!(*n == usize::from(wanted) || is_space && *n < 2, "{} {n}", glyph.text);
    }
    let text = found.page_text();
    for (i, piece) in text.pieces.iter().enumerate() {
        let end = text.pieces.get(i + 1).map_or(text.text.len(), |p| p.start);
        let shown = &text.text[piece.start..end];
        match piece.glyph {
            Some(g) if page.0.glyphs[g].text.trim().is_empty() => assert_eq!(shown, " "),
            Some(g) => assert_eq!(shown, page.0.glyphs[g].text),
            None => assert!(shown.trim().is_empty(), "{shown}"),
        }
    }
}

fn roles(page: Builder) -> Vec<Role> {
    of(page).lines.iter().map(|l| l.role).collect()
}
