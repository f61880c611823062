//! `yosan series`: the same items over the years.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::args::{Series as Args, SeriesFormat};
use super::terminal::{color, complain};
use super::{Exit, show};
use crate::output::series::{Text, write_csv, write_json, write_svg};
use crate::review::series::{Facts, Series, series};
use crate::run::Output;

/// How many documents are in memory at one time.
const AT_ONCE: usize = 64;

pub(super) fn run(args: &Args) -> Exit {
    match made(args) {
        Ok(exit) => exit,
        Err((exit, sentence)) => {
            complain(&sentence);
            exit
        }
    }
}

fn made(args: &Args) -> Result<Exit, (Exit, String)> {
    let nothing = |sentence| (Exit::Nothing, sentence);
    let output = Output::open(&args.output).map_err(nothing)?;
    let mut exit = Exit::Done;
    if !output.manifest().complete {
        complain(&format!(
            "the run that wrote {} was interrupted: the series is of the documents it finished",
            args.output.display()
        ));
        exit = Exit::Partly;
    }
    let mut table = series(facts(&output).map_err(nothing)?);
    if let Some(pattern) = &args.name {
        table = table.named(pattern);
        if table.items.is_empty() {
            return Err((Exit::Usage, format!("no item's name contains {pattern}")));
        }
    }
    match &args.out {
        None => {
            let colored = color();
            match show(|out| write(&table, args.format, colored, out)) {
                Exit::Done => Ok(exit),
                failed => Ok(failed),
            }
        }
        Some(path) => {
            let written = File::create(path).and_then(|file| {
                let mut file = BufWriter::new(file);
                write(&table, args.format, false, &mut file)?;
                file.flush()
            });
            written.map_err(|e| nothing(format!("cannot write {}: {e}", path.display())))?;
            Ok(exit)
        }
    }
}

/// The facts of all documents in the order of the run, a few documents at a time.
fn facts(output: &Output) -> Result<Facts, String> {
    let stems: Vec<&str> = output.documents().map(|(stem, _)| stem).collect();
    let mut facts = Facts::new();
    for some in stems.chunks(AT_ONCE) {
        let read: Result<Vec<_>, String> =
            some.par_iter().map(|stem| output.extraction(stem)).collect();
        for (stem, extraction) in some.iter().zip(read?) {
            facts.add(stem, &extraction);
        }
    }
    Ok(facts)
}

fn write(
    series: &Series,
    format: SeriesFormat,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        SeriesFormat::Text => write!(out, "{}", Text { series, color }),
        SeriesFormat::Csv => write_csv(series, out),
        SeriesFormat::Json => write_json(series, out),
        SeriesFormat::Svg => write_svg(series, out),
    }
}
