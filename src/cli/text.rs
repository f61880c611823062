//! `yosan text`: a document's text as the rules see it, or as it stands on the page.

use std::io::{self, Write};

use super::args::Text as Args;
#[cfg(feature = "pdf")]
use super::args::TextFormat;
use super::terminal::complain;
use super::{Exit, one_file, printed_lines, show};
use crate::Opened;
use crate::text::Text;

#[cfg(feature = "pdf")]
mod pages;

pub(super) fn text(args: &Args) -> Exit {
    #[cfg(feature = "pdf")]
    let shown = match (args.format, args.layout) {
        (TextFormat::Json, _) => pages::json(args),
        (TextFormat::Text, true) => pages::layout(args),
        (TextFormat::Text, false) => plain(args),
    };
    #[cfg(not(feature = "pdf"))]
    let shown = plain(args);
    shown.unwrap_or_else(|sentence| {
        complain(&sentence);
        Exit::Nothing
    })
}

fn plain(args: &Args) -> Result<Exit, String> {
    let (_, opened) = one_file(&args.file, &args.how)?;
    Ok(lines(&opened, args.lines))
}

fn lines(opened: &Opened, numbered: bool) -> Exit {
    let text = &opened.text;
    match (is_pdf(opened), numbered) {
        // As it is: places are offsets into it.
        (true, false) => show(|out| out.write_all(text.printed().as_bytes())),
        (printed, _) => show(|out| write(text, printed, numbered, out)),
    }
}

fn is_pdf(opened: &Opened) -> bool {
    opened.source.media_type == "application/pdf"
}

/// Writes the lines of `text`, page by page: with `numbered`, a headline for each
/// page and a number for each line; without, a form feed between pages, as in the
/// source. The characters are the normalized ones, or those that are `printed`.
fn write(text: &Text, printed: bool, numbered: bool, out: &mut dyn Write) -> io::Result<()> {
    let lines = printed_lines(text);
    let pages = lines.last().map_or(1, |l| l.page);
    let width = lines.last().map_or(1, |l| l.number).to_string().len();
    let mut page = 0;
    for (i, line) in lines.iter().enumerate() {
        if line.page != page {
            if numbered && pages > 1 {
                writeln!(out, "-- page {} of {pages} --", line.page)?;
            } else if page > 0 {
                write!(out, "\x0C")?;
            }
            page = line.page;
        }
        if numbered {
            write!(out, "{:>width$}  ", line.number)?;
        }
        let shown = match printed {
            true => text.printed().get(text.printed_range(line.range.clone())).unwrap_or_default(),
            false => text.line(i),
        };
        writeln!(out, "{shown}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::source::decode;
    use crate::text::Text;

    fn check(source: &str, numbered: bool) -> String {
        let mut out = Vec::new();
        let text = Text::new(decode(source.as_bytes(), None));
        write(&text, false, numbered, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn lines_are_as_they_are() {
        assert_eq!(check("予算\n\n1億円\n", false), "予算\n\n1億円\n");
        assert_eq!(check("no end", false), "no end\n");
    }

    #[test]
    fn numbers_stand_at_the_right() {
        let text = check(&"a\n".repeat(10), true);
        assert!(text.starts_with(" 1  a\n 2  a\n"), "{text}");
        assert!(text.ends_with("10  a\n"), "{text}");
    }
}
