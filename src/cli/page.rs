//! `yosan page`: a page drawn, with what was found on it.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::args::Page as Args;
use super::terminal::complain;
use super::{Exit, opened, show};
use crate::model::Extraction;
use crate::output::write_svg;
use crate::pdf::Page;
use crate::pdf::layout::PageLayout;
use crate::run::{Failure, fence};
use crate::{open_pages, records};

pub(super) fn page(args: &Args) -> Exit {
    match drawn(args) {
        Ok(exit) => exit,
        Err((exit, sentence)) => {
            complain(&sentence);
            exit
        }
    }
}

fn drawn(args: &Args) -> Result<Exit, (Exit, String)> {
    let nothing = |sentence| (Exit::Nothing, sentence);
    let mut found: Option<(Page, PageLayout)> = None;
    let (input, opened) = opened(&args.file, &args.how, |path, bytes, options| {
        open_pages(path, bytes, options, |page, layout| {
            if page.number == args.page {
                found = Some((page.clone(), layout.clone()));
            }
        })
    })
    .map_err(nothing)?;
    if opened.source.media_type != "application/pdf" {
        let sentence = "it is no PDF but a text, which has no places on a page";
        return Err(nothing(format!("cannot draw {}: {sentence}", input.given)));
    }
    let Some((page, layout)) = found else {
        return Err((Exit::Usage, no_such_page(&input.given, args.page, &opened)));
    };
    let extraction = fence(|| records(opened))
        .map_err(|panic| nothing(Failure::Defect(panic).sentence(&input.given)))?;
    let Some(out) = &args.out else {
        return Ok(show(|out| write_svg(&page, &layout, &extraction, out)));
    };
    write(out, &page, &layout, &extraction)
        .map_err(|error| nothing(format!("cannot write {}: {error}", out.display())))?;
    Ok(Exit::Done)
}

fn no_such_page(given: &str, page: u32, opened: &crate::Opened) -> String {
    let partial = opened.diagnostics.iter().find(|d| d.code == "partial");
    match (opened.source.pages, partial) {
        (pages, Some(why)) => {
            format!("{given}: page {page} was not read, only {pages} were: {}", why.message)
        }
        (1, None) => format!("{given}: there is no page {page}, it has one page"),
        (pages, None) => format!("{given}: there is no page {page}, it has {pages} pages"),
    }
}

fn write(out: &Path, page: &Page, layout: &PageLayout, records: &Extraction) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(out)?);
    write_svg(page, layout, records, &mut file)?;
    file.flush()
}
