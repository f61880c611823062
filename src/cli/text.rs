//! `yosan text`: a document's text as the rules see it.

use std::io::{self, Write};

use super::args::Text as Args;
use super::terminal::complain;
use super::{Exit, one_file, printed_lines, show};
use crate::text::Text;

pub(super) fn text(args: &Args) -> Exit {
    match one_file(&args.file, &args.how) {
        Err(sentence) => {
            complain(&sentence);
            Exit::Nothing
        }
        Ok((_, opened)) => show(|out| write(&opened.text, args.lines, out)),
    }
}

/// Writes the lines of `text`, page by page: with `numbered`, a headline for each
/// page and a number for each line; without, a form feed between pages, as in the
/// source.
fn write(text: &Text, numbered: bool, out: &mut dyn Write) -> io::Result<()> {
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
        writeln!(out, "{}", text.line(i))?;
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
        write(&Text::new(decode(source.as_bytes(), None)), numbered, &mut out).unwrap();
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
