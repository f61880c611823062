//! Files, threads and the manifest: the only room that touches a disk.
//!
//! [`walk`] finds the inputs, [`names`] gives each its output name, and [`run()`]
//! takes them through the library on a pool of threads. Each document's JSON is
//! written when it is done; the files that hold records of all documents are written
//! in the order of the inputs, through a queue that lets no thread run far ahead.
//! Memory is so bounded by the largest document times the number of threads.

mod failure;
mod fence;
mod formats;
mod link;
mod name;
mod output;
mod queue;
mod read;
#[cfg(feature = "report")]
mod source;
mod walk;
mod write;

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Instant;

use crate::open::sha256;
use crate::output::tidy::Outcome;
use crate::output::{Entry, Format, Manifest, Row, Status, write_jsonl};
use crate::{Extraction, Options, extract};

pub use failure::Failure;
pub use fence::{fence, quiet_fenced_panics};
pub use name::names;
pub use output::Output;
pub use read::{MAX_BYTES, read, refuse};
#[cfg(feature = "report")]
pub use source::{Sources, link};
pub use walk::{Input, Origin, Walk, single, walk};
pub use write::{sweep, whole};

use formats::Formats;
use link::link_as_given;
use queue::Queue;
use write::OutDir;

/// The most threads a run uses, whatever is asked for.
const MAX_JOBS: usize = 256;

/// What a run is to do.
#[derive(Clone, Debug)]
pub struct Job<'a> {
    /// Files, folders, and `-` for standard input.
    pub paths: Vec<PathBuf>,
    /// The folder to write to; made if there is none.
    pub out: PathBuf,
    /// How many documents are read at one time.
    pub jobs: NonZeroUsize,
    /// How each is read.
    pub options: Options<'a>,
    /// What is written. A Data Package needs the CSV files that it describes, so they
    /// are written with it.
    pub formats: Vec<Format>,
    /// Whether CSV files begin with a byte order mark.
    pub bom: bool,
}

/// What a run did.
#[derive(Clone, Debug)]
pub struct Report {
    /// The inputs in order, each with what became of it.
    pub rows: Vec<Row>,
    /// Whether the run was told to stop before it had read all inputs.
    pub interrupted: bool,
    /// Files in folders that are no documents by their extension.
    pub other_files: usize,
    /// A sentence for each format that could not be written.
    pub unwritten: Vec<String>,
}

/// What the caller may watch while a run goes on.
pub trait Watch: Sync {
    /// An input is done: the `done`th of `total`, in the order of the inputs.
    fn done(&self, row: &Row, done: usize, total: usize);
}

/// Reads all inputs of `job` and writes their records. Stops early when `stop`
/// becomes true: documents begun are finished, and the files of the run then
/// hold what is finished.
///
/// # Errors
/// A sentence, if the output folder cannot be written. An input that cannot be
/// read is no error of the run: its row says so.
pub fn run(job: &Job, stop: &AtomicBool, watch: &dyn Watch) -> Result<Report, String> {
    let out = OutDir::open(&job.out)?;
    let Walk { inputs, other_files } = walk(&job.paths, out.canonical(), stop);
    let all_found = !stop.load(Ordering::Relaxed);
    let stems = names(&inputs);
    let total = inputs.len();
    let jobs = job.jobs.get().min(MAX_JOBS).min(total.max(1));
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .stack_size(8 << 20)
        .build()
        .map_err(|e| format!("cannot start {jobs} threads: {e}"))?;

    let mut formats = Formats::begin(&job.formats, job.bom, &out)?;
    let mut rows: Vec<Row> = Vec::new();
    let is_broken = AtomicBool::new(false);
    let claimed = AtomicUsize::new(0);
    let queue = Queue::new(jobs.saturating_mul(4), |done: Done| {
        let Done { row, records, lines, link } = done;
        let outcome = Outcome {
            seq: rows.len() as i64 + 1,
            entry: &row.entry,
            extraction: records.as_ref(),
            link: link.as_deref(),
        };
        formats.put(&outcome, &lines);
        is_broken.store(formats.is_broken(), Ordering::Relaxed);
        watch.done(&row, rows.len() + 1, total);
        rows.push(row);
    });
    pool.broadcast(|_| {
        while !stop.load(Ordering::Relaxed) && !is_broken.load(Ordering::Relaxed) {
            let i = claimed.fetch_add(1, Ordering::Relaxed);
            let (Some(input), Some(stem)) = (inputs.get(i), stems.get(i)) else { break };
            queue.wait_for(i);
            queue.put(i, document(input, stem, job, &out));
        }
    });
    drop(queue);

    let complete = all_found && rows.len() == total;
    let unwritten = formats.finish(&out);
    let entries = rows.iter().map(|r| r.entry.clone()).collect();
    out.manifest(&Manifest::new(complete, entries))?;
    let interrupted = !complete && unwritten.is_empty();
    Ok(Report { rows, interrupted, other_files, unwritten })
}

impl Report {
    /// How many inputs came out so.
    pub fn count(&self, status: Status) -> usize {
        self.rows.iter().filter(|r| r.entry.status == status).count()
    }
}

/// An input that is done.
struct Done {
    row: Row,
    /// Its records, where a format takes them.
    records: Option<Extraction>,
    /// Its line items as JSON Lines, where they are written.
    lines: Vec<u8>,
    link: Option<String>,
}

/// Takes one input all the way.
fn document(input: &Input, stem: &str, job: &Job, out: &OutDir) -> Done {
    let start = Instant::now();
    let link = link_as_given(&job.out, input);
    let bytes = read(input, MAX_BYTES);
    let done = bytes.as_ref().map_err(Failure::clone).and_then(|bytes| {
        fence(|| one(input, bytes, stem, job, out))
            .unwrap_or_else(|panic| Err(Failure::Defect(panic)))
    });
    let (entry, complaint, records, lines) = match done {
        Ok((entry, records, lines)) => {
            let complaint = entry.error.clone();
            (entry, complaint, records, lines)
        }
        Err(failure) => {
            let entry = Entry {
                sha256: bytes.as_ref().ok().map(|b| sha256(b)),
                bytes: bytes.as_ref().ok().map(|b| b.len() as u64),
                ..Entry::failed(&input.shown, failure.sentence(&input.shown))
            };
            (entry, Some(failure.sentence(&input.given)), None, Vec::new())
        }
    };
    Done { row: Row { entry, complaint, elapsed: start.elapsed() }, records, lines, link }
}

/// The entry of an input, and of its records what the formats of the whole run take.
type Read = (Entry, Option<Extraction>, Vec<u8>);

fn one(input: &Input, bytes: &[u8], stem: &str, job: &Job, out: &OutDir) -> Result<Read, Failure> {
    if let Some(reason) = refuse(&input.shown, bytes, job.options) {
        return Err(reason);
    }
    let extraction = extract(&input.shown, bytes, job.options)?;
    let has = |format| job.formats.contains(&format);
    if has(Format::Json) {
        out.json(stem, &extraction).map_err(Failure::NotWritten)?;
    }
    let mut lines = Vec::new();
    if has(Format::Jsonl) {
        /// About as many bytes as a line item has.
        const LINE: usize = 1024;
        lines.reserve(extraction.line_items.len() * LINE);
        write_jsonl(stem, &extraction.line_items, &mut lines);
    }
    let entry = Entry::read(stem, &extraction);
    let is_tidy = |f: &Format| !matches!(f, Format::Json | Format::Jsonl);
    Ok((entry, job.formats.iter().any(is_tidy).then_some(extraction), lines))
}
