//! `yosan diff`: what changed between two runs.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::args::{Diff, DiffFormat};
use super::terminal::{color, complain, print};
use super::{Exit, output};
use crate::model::Extraction;
use crate::output::{DiffJson, DiffMarkdown, DiffText, WriteDiff};
use crate::review::diff::{Input, Summary, document, pair};
use crate::run::Output;

pub(super) fn diff(args: &Diff) -> Exit {
    match compared(args) {
        Ok(summary) if summary.is_nothing() => Exit::Done,
        Ok(_) => Exit::Partly,
        Err(sentence) => {
            complain(&sentence);
            Exit::Nothing
        }
    }
}

fn compared(args: &Diff) -> Result<Summary, String> {
    let open = |path| output(path, Output::open_or_empty);
    let (old, new) = (open(&args.old)?, open(&args.new)?);
    let mut done = Ok(Summary::default());
    let written = match &args.out {
        Some(path) => {
            create(path, |out| write(&old, &new, writer(args.format, out, false), &mut done))
        }
        None => print(|out| write(&old, &new, writer(args.format, out, color()), &mut done)),
    };
    let summary = done?;
    written.map_err(|error| match &args.out {
        Some(path) => format!("cannot write {}: {error}", path.display()),
        None => format!("cannot write to standard output: {error}"),
    })?;
    Ok(summary)
}

fn create(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(64 << 10, File::create(path)?);
    write(&mut out)?;
    out.flush()
}

fn writer<'w>(format: DiffFormat, out: &'w mut dyn Write, color: bool) -> Box<dyn WriteDiff + 'w> {
    match format {
        DiffFormat::Text => Box::new(DiffText::new(out, color)),
        DiffFormat::Markdown => Box::new(DiffMarkdown::new(out)),
        DiffFormat::Json => Box::new(DiffJson::new(out)),
    }
}

/// Compares document by document, so that no more than one pair of them is held. If a
/// document cannot be read, `done` says why.
fn write(
    old: &Output,
    new: &Output,
    mut writer: Box<dyn WriteDiff + '_>,
    done: &mut Result<Summary, String>,
) -> io::Result<()> {
    let mut summary = Summary::default();
    let (before, after) = (&old.manifest().files, &new.manifest().files);
    let before: Vec<Input> = before.iter().map(Input::from).collect();
    let after: Vec<Input> = after.iter().map(Input::from).collect();
    for (i, j) in pair(&before, &after) {
        let sides = records(old, i.map(|i| before[i]))
            .and_then(|was| Ok((was, records(new, j.map(|j| after[j]))?)));
        let (was, is) = match sides {
            Ok(sides) => sides,
            Err(sentence) => {
                *done = Err(sentence);
                return Ok(());
            }
        };
        let was = i.zip(was.as_ref()).map(|(i, records)| (before[i], records));
        let is = j.zip(is.as_ref()).map(|(j, records)| (after[j], records));
        let change = document(was, is);
        summary.add(change.as_ref());
        if let Some(change) = &change {
            // Whoever closes the pipe has seen enough, and something has changed.
            *done = Ok(summary);
            writer.document(change)?;
        }
    }
    *done = Ok(summary);
    writer.finish(&summary)
}

/// The records of an input: none if there is no such input, and empty ones if it
/// could not be read when it was extracted.
fn records(output: &Output, input: Option<Input>) -> Result<Option<Extraction>, String> {
    let Some(input) = input else { return Ok(None) };
    input.stem.map_or_else(|| Ok(Extraction::default()), |stem| output.extraction(stem)).map(Some)
}
