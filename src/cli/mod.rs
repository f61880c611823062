//! The command line: arguments in, terminal out, and no knowledge of budgets.

mod args;
mod check;
mod diff;
mod explain;
mod extract;
mod manual;
#[cfg(feature = "pdf")]
mod page;
#[cfg(feature = "report")]
mod report;
mod series;
mod suggest;
mod terminal;
mod text;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;

use crate::output::schema;
use crate::run::{Failure, Input, MAX_BYTES, Origin, Output, fence, read, refuse, single};
use crate::text::{Line, Text};
use crate::{OpenError, Opened, Options, open, run};
use args::{Args, Command, HowToRead};
use terminal::{complain, print};

/// How a command ended; the number is the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Exit {
    /// All was read.
    Done = 0,
    /// Some files failed or are partial; or a comparison found a change, a check a finding.
    Partly = 1,
    /// The command was not understood. clap itself exits with this number.
    Usage = 2,
    /// Nothing could be read, or a file of the output could not be written.
    Nothing = 3,
    /// Ended by Ctrl-C: 128 and the number of SIGINT.
    Interrupted = 130,
}

/// Runs the command that the program's arguments ask for.
pub fn run() -> ExitCode {
    run::quiet_fenced_panics();
    let exit = match Args::parse().command {
        Command::Extract(args) => extract::extract(&args),
        Command::Check(args) => check::check(&args),
        Command::Diff(args) => diff::diff(&args),
        Command::Text(args) => text::text(&args),
        Command::Explain(args) => explain::explain(&args),
        #[cfg(feature = "pdf")]
        Command::Page(args) => page::page(&args),
        #[cfg(feature = "report")]
        Command::Report(args) => report::report(&args),
        Command::Series(args) => series::run(&args),
        Command::Schema => show(|out| out.write_all(schema().as_bytes())),
        Command::Completions(args) => manual::completions(&args),
        Command::Man(args) => manual::man(&args),
    };
    ExitCode::from(exit as u8)
}

/// Prints to standard output; a closed pipe is as good as a printed page.
fn show(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Exit {
    match print(write) {
        Ok(()) => Exit::Done,
        Err(error) => {
            complain(&format!("cannot write to standard output: {error}"));
            Exit::Nothing
        }
    }
}

/// The lines of `text` as an editor counts them: what ends in a line end has no
/// empty line behind it.
fn printed_lines(text: &Text) -> &[Line] {
    match text.lines() {
        [before @ .., last] if last.range.start == text.norm().len() => before,
        lines => lines,
    }
}

/// The folder that a run wrote, or a sentence why it cannot be read.
fn output(
    path: &Path,
    open: impl FnOnce(&Path) -> Result<Output, String>,
) -> Result<Output, String> {
    let output = open(path).map_err(|mut sentence| {
        if path.symlink_metadata().is_err()
            && let Some(near) = suggest::near(path)
        {
            sentence += &format!("; did you mean {}?", near.display());
        }
        sentence
    })?;
    if !output.manifest().complete {
        let path = path.display();
        complain(&format!("{path} is of a run that was interrupted: inputs may be missing"));
    }
    Ok(output)
}

/// The one file that a command is about, opened, or a sentence why it is not.
fn one_file(path: &Path, how: &HowToRead) -> Result<(Input, Opened), String> {
    opened(path, how, open)
}

/// The same, with an `open` that may look at pages.
fn opened(
    path: &Path,
    how: &HowToRead,
    open: impl FnOnce(&str, &[u8], Options) -> Result<Opened, OpenError>,
) -> Result<(Input, Opened), String> {
    let password = how.password()?;
    let options = Options { encoding: how.encoding(), password: password.as_deref() };
    let input = single(path);
    let opened = read(&input, MAX_BYTES).and_then(|bytes| {
        if let Some(failure) = refuse(&input.shown, &bytes, options) {
            return Err(failure);
        }
        fence(|| open(&input.shown, &bytes, options))
            .map_err(Failure::Defect)?
            .map_err(Failure::from)
    });
    opened.map(|opened| (input.clone(), opened)).map_err(|failure| {
        let mut sentence = failure.sentence(&input.given);
        if input.origin == Origin::Unreadable(Failure::Missing)
            && let Some(near) = suggest::near(path)
        {
            sentence += &format!("; did you mean {}?", near.display());
        }
        sentence
    })
}
