//! A writer of XML that escapes whatever it is given.

use std::fmt::{self, Display, Write as _};
use std::io::{self, Write};

/// Attributes: names, which are the program's own, and values, which may be anything.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a dyn Display)];

/// Writes elements; a name is always the program's own, a value or text may be anything.
pub(super) struct Xml<W>(W);

impl<W: Write> Xml<W> {
    /// Begins a document.
    pub(super) fn new(mut out: W) -> io::Result<Xml<W>> {
        out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
        Ok(Xml(out))
    }

    /// A start tag, on a line of its own.
    pub(super) fn open(&mut self, name: &str, attributes: Attributes) -> io::Result<()> {
        self.tag(name, attributes, ">\n")
    }

    /// An end tag.
    pub(super) fn close(&mut self, name: &str) -> io::Result<()> {
        writeln!(self.0, "</{name}>")
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes) -> io::Result<()> {
        self.tag(name, attributes, "/>\n")
    }

    /// An element with nothing but text.
    pub(super) fn leaf(
        &mut self,
        name: &str,
        attributes: Attributes,
        text: &dyn Display,
    ) -> io::Result<()> {
        self.tag(name, attributes, ">")?;
        writeln!(self.0, "{}</{name}>", Escaped(text))
    }

    fn tag(&mut self, name: &str, attributes: Attributes, end: &str) -> io::Result<()> {
        write!(self.0, "<{name}")?;
        for (name, value) in attributes {
            write!(self.0, " {name}=\"{}\"", Escaped(*value))?;
        }
        self.0.write_all(end.as_bytes())
    }
}

/// Characters as they may stand in an element and in an attribute.
struct Escaped<'a>(&'a dyn Display);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(Escaper(f), "{}", self.0)
    }
}

struct Escaper<'a, 'f>(&'a mut fmt::Formatter<'f>);

impl fmt::Write for Escaper<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for c in text.chars() {
            match c {
                '&' => self.0.write_str("&amp;")?,
                '<' => self.0.write_str("&lt;")?,
                '>' => self.0.write_str("&gt;")?,
                '"' => self.0.write_str("&quot;")?,
                '\'' => self.0.write_str("&#39;")?,
                // As such they would be folded to spaces, in attributes and by some readers.
                '\t' => self.0.write_str("&#9;")?,
                '\n' => self.0.write_str("&#10;")?,
                '\r' => self.0.write_str("&#13;")?,
                // XML 1.0, production 2: these cannot be written at all.
                '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => self.0.write_char('\u{FFFD}')?,
                c => self.0.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Xml;

    fn leaf(text: &str) -> String {
        let mut out = Vec::new();
        let mut xml = Xml::new(&mut out).unwrap();
        xml.leaf("a", &[("b", &text)], &text).unwrap();
        let written = String::from_utf8(out).unwrap();
        let (_, element) = written.split_once('\n').unwrap();
        element.trim_end().to_owned()
    }

    #[test]
    fn everything_is_escaped() {
        let check = |text: &str, written: &str| {
            assert_eq!(leaf(text), format!("<a b=\"{written}\">{written}</a>"));
        };
        check("予算 1億円", "予算 1億円");
        check("a & b", "a &amp; b");
        check("</a><script>", "&lt;/a&gt;&lt;script&gt;");
        check("\"'", "&quot;&#39;");
        check("]]>", "]]&gt;");
        check("一\n二\t三\r", "一&#10;二&#9;三&#13;");
        check("\0\u{1}\u{1F}\u{FFFE}\u{FFFF}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}");
        check("\u{10FFFD}𠮷", "\u{10FFFD}𠮷");
    }
}
