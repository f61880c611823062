//! Files, threads and the manifest: the only room that touches a disk.
//!
//! [`walk`] finds the inputs, [`names`] gives each its output name, and [`run()`]
//! takes them through the library on a pool of threads. Each document's JSON is
//! written when it is done; the line items of all documents go into one file in
//! the order of the inputs, through a queue that lets no thread run far ahead.
//! Memory is so bounded by the largest document times the number of threads.

mod failure;
mod fence;
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
use crate::output::{Entry, Manifest, Row, Status, write_jsonl};
use crate::{Options, extract};

pub use failure::Failure;
pub use fence::{fence, quiet_fenced_panics};
pub use name::names;
pub use output::Output;
pub use read::{MAX_BYTES, read, refuse};
#[cfg(feature = "report")]
pub use source::{Sources, link};
pub use walk::{Input, Origin, Walk, single, walk};
pub use write::{sweep, whole};

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

    let claimed = AtomicUsize::new(0);
    let queue = Queue::new(out.temporary()?, jobs.saturating_mul(4), |row: &Row, done| {
        watch.done(row, done, total);
    });
    pool.broadcast(|_| {
        while !stop.load(Ordering::Relaxed) && !queue.is_broken() {
            let i = claimed.fetch_add(1, Ordering::Relaxed);
            let (Some(input), Some(stem)) = (inputs.get(i), stems.get(i)) else { break };
            queue.wait_for(i);
            let (row, lines) = document(input, stem, job.options, &out);
            queue.put(i, row, lines);
        }
    });

    let (rows, line_items) = queue.finish()?;
    let complete = all_found && rows.len() == total;
    out.persist(line_items, "line_items.jsonl")?;
    let entries = rows.iter().map(|r| r.entry.clone()).collect();
    out.manifest(&Manifest::new(complete, entries))?;
    Ok(Report { rows, interrupted: !complete, other_files })
}

impl Report {
    /// How many inputs came out so.
    pub fn count(&self, status: Status) -> usize {
        self.rows.iter().filter(|r| r.entry.status == status).count()
    }
}

/// Takes one input all the way: its row, and its line items as JSON Lines.
fn document(input: &Input, stem: &str, options: Options, out: &OutDir) -> (Row, Vec<u8>) {
    let start = Instant::now();
    let bytes = read(input, MAX_BYTES);
    let done = bytes.as_ref().map_err(Failure::clone).and_then(|bytes| {
        fence(|| one(input, bytes, stem, options, out))
            .unwrap_or_else(|panic| Err(Failure::Defect(panic)))
    });
    let (entry, complaint, lines) = match done {
        Ok((entry, lines)) => {
            let complaint = entry.error.clone();
            (entry, complaint, lines)
        }
        Err(failure) => {
            let entry = Entry {
                sha256: bytes.as_ref().ok().map(|b| sha256(b)),
                bytes: bytes.as_ref().ok().map(|b| b.len() as u64),
                ..Entry::failed(&input.shown, failure.sentence(&input.shown))
            };
            (entry, Some(failure.sentence(&input.given)), Vec::new())
        }
    };
    (Row { entry, complaint, elapsed: start.elapsed() }, lines)
}

fn one(
    input: &Input,
    bytes: &[u8],
    stem: &str,
    options: Options,
    out: &OutDir,
) -> Result<(Entry, Vec<u8>), Failure> {
    if let Some(reason) = refuse(&input.shown, bytes, options) {
        return Err(reason);
    }
    let extraction = extract(&input.shown, bytes, options)?;
    out.json(stem, &extraction).map_err(Failure::NotWritten)?;
    /// About as many bytes as a line item has.
    const LINE: usize = 1024;
    let mut lines = Vec::with_capacity(extraction.line_items.len() * LINE);
    write_jsonl(stem, &extraction.line_items, &mut lines);
    Ok((Entry::read(stem, &extraction), lines))
}
