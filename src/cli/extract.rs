//! `yosan extract`: documents in, records out.

use std::io::{self, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::args::Extract;
use super::terminal::{color, complain, print};
use super::{Exit, suggest};
use crate::Options;
use crate::output::{Row, Status, Table};
use crate::run::{Job, Report, Watch, run, sweep};

/// At most so many inputs that went wrong are told one by one.
const MAX_COMPLAINTS: usize = 50;

pub(super) fn extract(args: &Extract) -> Exit {
    let formats = args.formats();
    if let Some(feature) = formats.iter().find_map(|format| format.missing_feature()) {
        complain(&format!(
            "this program was built without the format {feature}; for one that has it: \
             cargo run --release --features {feature} -- extract ..."
        ));
        return Exit::Usage;
    }
    let stop = Arc::new(AtomicBool::new(false));
    if let Err(error) = on_interrupt(Arc::clone(&stop), args.out.clone()) {
        complain(&format!("Ctrl-C will end the run at once: {error}"));
    }
    let start = Instant::now();
    let password = match args.how.password() {
        Ok(password) => password,
        Err(sentence) => {
            complain(&sentence);
            return Exit::Nothing;
        }
    };
    let job = Job {
        paths: args.paths.clone(),
        out: args.out.clone(),
        jobs: args
            .jobs
            .unwrap_or_else(|| std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)),
        options: Options { encoding: args.how.encoding(), password: password.as_deref() },
        formats,
        bom: args.bom,
    };
    let progress = Progress::new(!args.quiet && io::stderr().is_terminal());
    let report = run(&job, &stop, &progress);
    progress.clear();
    let report = match report {
        Ok(report) => report,
        Err(sentence) => {
            complain(&sentence);
            return Exit::Nothing;
        }
    };
    tell(&report, args);
    if !args.quiet {
        let table = Table { rows: &report.rows, elapsed: start.elapsed(), color: color() };
        // The records are written: a full disk behind standard output is no reason
        // to call the run a failure, but it is one to say so.
        if let Err(error) = print(|out| write!(out, "{table}")) {
            complain(&format!("cannot write to standard output: {error}"));
        }
    }
    exit(&report)
}

/// Tells what went wrong, one line an input.
fn tell(report: &Report, args: &Extract) {
    let wrong: Vec<&str> = report.rows.iter().filter_map(|r| r.complaint.as_deref()).collect();
    for sentence in wrong.iter().take(MAX_COMPLAINTS) {
        complain(sentence);
    }
    if wrong.len() > MAX_COMPLAINTS {
        let more = wrong.len() - MAX_COMPLAINTS;
        complain(&format!("{more} more went wrong: see {}", manifest_of(&args.out)));
    }
    for path in args.paths.iter().filter(|p| p.as_os_str() != "-" && p.symlink_metadata().is_err())
    {
        if let Some(near) = suggest::near(path) {
            complain(&format!("did you mean {} instead of {}?", near.display(), path.display()));
        }
    }
    for sentence in &report.unwritten {
        complain(sentence);
    }
    if report.interrupted {
        complain(&format!(
            "interrupted: {} lists the {} inputs that were finished",
            manifest_of(&args.out),
            report.rows.len()
        ));
    } else if report.rows.is_empty() {
        complain("there is nothing to read");
    }
    if !args.quiet && report.other_files > 0 {
        let n = report.other_files;
        complain(&format!(
            "{n} file{} of other types not read (in folders, .pdf, .txt, .text and .md are)",
            if n == 1 { "" } else { "s" }
        ));
    }
}

fn manifest_of(out: &Path) -> String {
    out.join("manifest.json").display().to_string()
}

fn exit(report: &Report) -> Exit {
    let failed = report.count(Status::Failed);
    if report.interrupted {
        Exit::Interrupted
    } else if failed == report.rows.len() || !report.unwritten.is_empty() {
        Exit::Nothing
    } else if failed + report.count(Status::Partial) > 0 {
        Exit::Partly
    } else {
        Exit::Done
    }
}

/// Lets the first Ctrl-C set `stop`, and the second end the program at once.
fn on_interrupt(stop: Arc<AtomicBool>, out: PathBuf) -> Result<(), ctrlc::Error> {
    ctrlc::set_handler(move || {
        if stop.swap(true, Ordering::Relaxed) {
            sweep(&out);
            #[expect(clippy::exit, reason = "the user asked twice: nothing is worth waiting for")]
            std::process::exit(i32::from(Exit::Interrupted as u8));
        }
    })
}

/// A line on standard error that says how far the run is.
struct Progress {
    shown: bool,
    drawn: Mutex<Drawn>,
}

struct Drawn {
    at: Instant,
    any: bool,
}

impl Progress {
    /// Often enough to be alive, seldom enough to cost nothing; a run that takes
    /// no longer shows none.
    const EVERY: Duration = Duration::from_millis(100);

    fn new(shown: bool) -> Progress {
        Progress { shown, drawn: Mutex::new(Drawn { at: Instant::now(), any: false }) }
    }

    /// Takes the line away.
    fn clear(&self) {
        if self.drawn.lock().unwrap_or_else(PoisonError::into_inner).any {
            let _ = write!(io::stderr().lock(), "\r\x1b[K");
        }
    }
}

impl Watch for Progress {
    fn done(&self, _: &Row, done: usize, total: usize) {
        if !self.shown {
            return;
        }
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if drawn.at.elapsed() >= Self::EVERY {
            *drawn = Drawn { at: Instant::now(), any: true };
            let mut err = io::stderr().lock();
            let _ = write!(err, "\r\x1b[K{done} of {total} documents").and_then(|()| err.flush());
        }
    }
}
