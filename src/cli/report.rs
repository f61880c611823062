//! `yosan report`: what a run wrote, as one page for people.

use std::io::{self, Write};
use std::path::Path;

use super::args::Report as Args;
use super::terminal::complain;
use super::{Exit, show, suggest};
use crate::model::Extraction;
use crate::output::Entry;
use crate::output::report::{Detail, NoSource, Overview, Report, Shown, has_findings};
use crate::run::{Output, Sources, link, whole};

/// So many bytes of documents' contents a page has, unless documents are chosen.
const BUDGET: usize = 32 << 20;

/// The least that a record takes in a page: what is surely too large is not made ready in vain.
const LEAST: u64 = 200;

/// After so many documents in a row without room, there is room for none.
const MISSES: usize = 16;

pub(super) fn report(args: &Args) -> Exit {
    written(args).unwrap_or_else(|(exit, sentence)| {
        complain(&sentence);
        exit
    })
}

fn written(args: &Args) -> Result<Exit, (Exit, String)> {
    let nothing = |sentence| (Exit::Nothing, sentence);
    let output = Output::open(&args.folder).map_err(|mut sentence| {
        if let Some(near) = suggest::near(&args.folder).filter(|_| !args.folder.exists()) {
            sentence += &format!("; did you mean {}?", near.display());
        }
        nothing(sentence)
    })?;
    for stem in &args.document {
        if !output.documents().any(|(s, _)| s == stem) {
            return Err((Exit::Usage, no_such_document(stem, &output, &args.folder)));
        }
    }
    let password = args.how.password().map_err(nothing)?;
    let sources = Sources {
        folder: args.sources.as_deref().unwrap_or(Path::new("")),
        encoding: args.how.encoding(),
        password: password.as_deref(),
    };
    let report = Report::new(args.lang.into());
    let overview = overview(args, &report, &output, &sources).map_err(nothing)?;
    let details = details(args, &report, &output, &sources).map_err(nothing)?;
    let write = |out: &mut dyn Write| report.write(output.manifest(), &overview, details, out);
    if args.out == Path::new("-") {
        return Ok(show(write));
    }
    whole(&args.out, write).map_err(nothing)?;
    Ok(Exit::Done)
}

fn no_such_document(stem: &str, output: &Output, folder: &Path) -> String {
    let stems = output.documents().map(|(s, _)| s.to_owned()).collect::<Vec<_>>();
    let near = suggest::nearest(stem, &stems);
    let near = near.map(|n| format!("; did you mean {n}?")).unwrap_or_default();
    format!("{}: there is no document {stem} in it{near}", folder.display())
}

fn overview(
    args: &Args,
    report: &Report,
    output: &Output,
    sources: &Sources,
) -> Result<Overview, String> {
    let beside = match args.out.parent() {
        Some(folder) if args.out != Path::new("-") => folder,
        _ => Path::new(""),
    };
    let mut overview = report.overview();
    for entry in &output.manifest().files {
        let Some(stem) = &entry.document else {
            overview.add_failed(entry);
            continue;
        };
        let extraction = output.extraction(stem)?;
        let found = sources.path(&extraction.source);
        overview.add(stem, entry, &extraction, found.and_then(|file| link(beside, &file)));
    }
    Ok(overview)
}

/// The documents of the page: the chosen ones, or those with findings and then the others, as
/// far as there is room.
fn details(
    args: &Args,
    report: &Report,
    output: &Output,
    sources: &Sources,
) -> Result<Vec<Detail>, String> {
    let chosen = !args.document.is_empty();
    let mut wanted: Vec<(&str, &Entry)> = output
        .documents()
        .filter(|(stem, _)| !chosen || args.document.iter().any(|d| d == stem))
        .collect();
    wanted.sort_by_key(|(_, entry)| !has_findings(entry));
    let mut room = if chosen { usize::MAX } else { BUDGET };
    let mut details = Vec::new();
    let mut misses = 0;
    for (stem, entry) in wanted {
        if entry.counts.records().saturating_mul(LEAST) > room as u64 {
            continue;
        }
        let extraction = output.extraction(stem)?;
        let detail = detail(report, stem, &extraction, sources, room)
            .map_err(|e| format!("cannot show {stem}: {e}"))?;
        if detail.size() <= room {
            room -= detail.size();
            details.push(detail);
            misses = 0;
        } else if misses < MISSES {
            misses += 1;
        } else {
            break;
        }
    }
    Ok(details)
}

#[cfg(not(feature = "pdf"))]
fn detail(
    report: &Report,
    stem: &str,
    extraction: &Extraction,
    sources: &Sources,
    _room: usize,
) -> io::Result<Detail> {
    let path = &extraction.source.path;
    let opened = sources.open(&extraction.source, |bytes, how| crate::open(path, bytes, how));
    report.detail(stem, extraction, shown(&opened))
}

/// The document with pictures of its pages where there is room for them.
#[cfg(feature = "pdf")]
fn detail(
    report: &Report,
    stem: &str,
    extraction: &Extraction,
    sources: &Sources,
    room: usize,
) -> io::Result<Detail> {
    use crate::output::report::Picture;

    let path = &extraction.source.path;
    let mut pictures: Option<Vec<Picture>> = Some(Vec::new());
    let mut weight = 0usize;
    let opened = sources.open(&extraction.source, |bytes, how| {
        crate::open_pages(path, bytes, how, |page, _| {
            let picture = Picture::new(page);
            weight = weight.saturating_add(picture.weight());
            if weight > room {
                pictures = None;
            }
            if let Some(pictures) = &mut pictures {
                pictures.push(picture);
            }
        })
    });
    match (&opened, pictures) {
        (Err(_), _) => report.detail(stem, extraction, shown(&opened)),
        (Ok(_), None) => report.detail_with_pictures(stem, extraction, shown(&opened), None),
        (Ok(_), Some(pictures)) => {
            let whole =
                report.detail_with_pictures(stem, extraction, shown(&opened), Some(pictures))?;
            match whole.size() > room {
                true => report.detail_with_pictures(stem, extraction, shown(&opened), None),
                false => Ok(whole),
            }
        }
    }
}

fn shown(opened: &Result<crate::Opened, NoSource>) -> Shown<'_> {
    match opened {
        Ok(opened) => Shown::Text(&opened.text),
        Err(why) => Shown::Nothing(why),
    }
}
