//! Records that are not amounts, read from headings, sentences and lists.
//!
//! Each rule is one file and one function from a text and its [`Layout`] to records.
//! The rules go by how documents are written, not by what they are about: a person is a
//! name beside a post, a citation a title with a date or in the place of an authority.

mod citations;
mod directives;
mod document;
mod issuer;
mod notes;
mod opening;
mod organizations;
mod people;
mod scan;
mod sections;
mod statistics;

pub use citations::citations;
pub use directives::directives;
pub use document::document;
pub use notes::notes;
pub use organizations::organizations;
pub use people::people;
pub use sections::{Outline, outline};
pub use statistics::statistics;

use std::ops::Range;

use crate::layout::paragraph::{Paragraph, paragraphs_beside};
use crate::layout::vertical::{VerticalLabel, vertical_labels};
use crate::model::Evidence;
use crate::text::Text;

/// What the rules of this module need of a text's layout.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// Labels printed one character a line.
    pub labels: Vec<VerticalLabel>,
    /// Everything else, as paragraphs.
    pub paragraphs: Vec<Paragraph>,
}

impl Layout {
    /// Finds the labels and paragraphs of a text.
    pub fn new(text: &Text) -> Layout {
        let labels = vertical_labels(text);
        let paragraphs = paragraphs_beside(text, &labels);
        Layout { labels, paragraphs }
    }

    /// Whether a line belongs to a vertical label.
    fn is_vertical(&self, line: usize) -> bool {
        let at = self.labels.partition_point(|l| l.lines.end <= line);
        self.labels.get(at).is_some_and(|l| l.lines.contains(&line))
    }
}

/// The evidence of a record that stands at a range of the normalized text.
fn evidence(text: &Text, range: Range<usize>) -> Evidence {
    Evidence::new(text.span(range), None)
}

#[cfg(test)]
mod samples;

#[cfg(test)]
mod testing {
    //! Texts for the tests of the rules.

    use super::Layout;
    use crate::source::decode;
    use crate::text::Text;

    /// A text and its layout.
    pub fn read(input: &str) -> (Text, Layout) {
        let text = Text::new(decode(input.as_bytes(), None));
        let layout = Layout::new(&text);
        (text, layout)
    }

    /// One of the sample documents, by the number that its name begins with.
    pub fn seed(number: &str) -> (Text, Layout) {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
        let path = std::fs::read_dir(folder)
            .expect("the folder of sample documents")
            .filter_map(|entry| Some(entry.ok()?.path()))
            .find(|p| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(number)))
            .expect("a sample document of that number");
        read(&std::fs::read_to_string(path).expect("a readable sample document"))
    }
}
