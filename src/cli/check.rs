//! `yosan check`: what of a run is to be looked at.

use std::io::Write;

use super::args::{Check, CheckFormat, FailOn};
use super::terminal::{color, complain, print};
use super::{Exit, output};
use crate::output::{CheckGithub, CheckJson, CheckText, Entry, WriteFindings};
use crate::review::findings::{Finding, Tally, findings};
use crate::run::Output;

pub(super) fn check(args: &Check) -> Exit {
    match found(args) {
        Ok(tally) if is_failure(&tally, args.fail_on) => Exit::Partly,
        Ok(_) => Exit::Done,
        Err(sentence) => {
            complain(&sentence);
            Exit::Nothing
        }
    }
}

fn is_failure(tally: &Tally, fail_on: FailOn) -> bool {
    match fail_on {
        FailOn::Error => tally.errors > 0,
        FailOn::Warning => tally.errors + tally.warnings > 0,
        FailOn::Never => false,
    }
}

/// Reads all documents even if nobody reads what is printed: the exit status is of all.
fn found(args: &Check) -> Result<Tally, String> {
    let folder = output(&args.out, Output::open)?;
    let mut tally = Tally::default();
    let mut failure = None;
    let mut of_next = entries(&folder);
    let written = print(|out| {
        let mut writer = writer(args, out);
        for next in of_next.by_ref() {
            match next {
                Ok((entry, findings)) => {
                    tally.add(&findings);
                    writer.document(&entry.path, &findings)?;
                }
                Err(sentence) => {
                    failure = Some(sentence);
                    return Ok(());
                }
            }
        }
        writer.finish(&tally)
    });
    for next in of_next {
        tally.add(&next?.1);
    }
    written.map_err(|error| format!("cannot write to standard output: {error}"))?;
    failure.map_or(Ok(tally), Err)
}

/// Each input with its findings, one after the other, so that one document is held.
fn entries(folder: &Output) -> impl Iterator<Item = Result<(&Entry, Vec<Finding>), String>> {
    folder.manifest().files.iter().map(|entry| {
        let findings = match &entry.document {
            Some(stem) => findings(&folder.extraction(stem)?),
            None => vec![Finding::not_read(entry.error.as_deref().unwrap_or_default())],
        };
        Ok((entry, findings))
    })
}

fn writer<'w>(args: &Check, out: &'w mut dyn Write) -> Box<dyn WriteFindings + 'w> {
    match (args.github, args.format) {
        (true, _) => Box::new(CheckGithub::new(out)),
        (false, CheckFormat::Text) => Box::new(CheckText::new(out, color())),
        (false, CheckFormat::Json) => Box::new(CheckJson::new(out)),
    }
}
