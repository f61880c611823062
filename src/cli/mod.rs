//! The command line: arguments in, terminal out, and no knowledge of budgets.

mod args;
mod explain;
mod extract;
mod suggest;
mod terminal;
mod text;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

use crate::output::schema;
use crate::run::{Failure, Input, MAX_BYTES, Origin, read, refuse, single};
use crate::text::{Line, Text};
use crate::{Options, run};
use args::{Args, Command};
use terminal::{complain, print};

/// How a command ended; the number is the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Exit {
    /// All was read.
    Done = 0,
    /// Some files failed or are partial.
    Partly = 1,
    /// The command was not understood. clap itself exits with this number.
    Usage = 2,
    /// Nothing could be read or written.
    Nothing = 3,
    /// Ended by Ctrl-C: 128 and the number of SIGINT.
    Interrupted = 130,
}

/// Runs the command that the program's arguments ask for.
pub fn run() -> ExitCode {
    run::quiet_fenced_panics();
    let exit = match Args::parse().command {
        Command::Extract(args) => extract::extract(&args),
        Command::Text(args) => text::text(&args),
        Command::Explain(args) => explain::explain(&args),
        Command::Schema => show(|out| out.write_all(schema().as_bytes())),
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

/// The bytes of the one file that a command is about, or a sentence why not.
fn one_file(path: &std::path::Path, options: Options) -> Result<(Input, Vec<u8>), String> {
    let input = single(path);
    let bytes = read(&input, options, MAX_BYTES).and_then(|bytes| match refuse(&bytes, options) {
        Some(failure) => Err(failure),
        None => Ok(bytes),
    });
    match bytes {
        Ok(bytes) => Ok((input, bytes)),
        Err(failure) => {
            let mut sentence = failure.sentence(&input.given);
            if input.origin == Origin::Unreadable(Failure::Missing)
                && let Some(near) = suggest::near(path)
            {
                sentence += &format!("; did you mean {}?", near.display());
            }
            Err(sentence)
        }
    }
}
