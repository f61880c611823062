//! Line items of documents that finish in any order, written in the order of the inputs.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use tempfile::NamedTempFile;

use super::failure::reason;
use crate::output::Row;

/// Takes finished documents in any order and puts them down in order.
///
/// A document is not begun until it is less than `window` behind the first that
/// is not finished, so at most that many wait here. The thread that works on the
/// first one never waits: there is no deadlock.
pub(super) struct Queue<F> {
    state: Mutex<State>,
    moved: Condvar,
    window: usize,
    watch: F,
}

struct State {
    /// How many documents, from the first on, are put down.
    head: usize,
    waiting: BTreeMap<usize, (Row, Vec<u8>)>,
    rows: Vec<Row>,
    file: BufWriter<NamedTempFile>,
    error: Option<String>,
}

impl<F: Fn(&Row, usize) + Sync> Queue<F> {
    /// A queue that writes to `file` and calls `watch` for each document in order.
    pub(super) fn new(file: NamedTempFile, window: usize, watch: F) -> Queue<F> {
        let state = State {
            head: 0,
            waiting: BTreeMap::new(),
            rows: Vec::new(),
            file: BufWriter::with_capacity(256 << 10, file),
            error: None,
        };
        Queue { state: Mutex::new(state), moved: Condvar::new(), window: window.max(1), watch }
    }

    /// Whether the file can no longer be written: then nothing is worth beginning.
    pub(super) fn is_broken(&self) -> bool {
        self.lock().error.is_some()
    }

    /// Waits until document `i` may be begun.
    pub(super) fn wait_for(&self, i: usize) {
        let mut state = self.lock();
        while i - state.head.min(i) >= self.window {
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Takes document `i`, which was waited for. Each must be put once.
    pub(super) fn put(&self, i: usize, row: Row, lines: Vec<u8>) {
        let mut state = self.lock();
        state.waiting.insert(i, (row, lines));
        while let Some((row, lines)) = state.next() {
            if state.error.is_none()
                && let Err(e) = state.file.write_all(&lines)
            {
                state.error = Some(reason(&e));
            }
            state.head += 1;
            (self.watch)(&row, state.head);
            state.rows.push(row);
        }
        drop(state);
        self.moved.notify_all();
    }

    /// The rows in order and the file, whole.
    pub(super) fn finish(self) -> Result<(Vec<Row>, NamedTempFile), String> {
        let state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        let failed = |reason: String| format!("cannot write line_items.jsonl: {reason}");
        if let Some(reason) = state.error {
            return Err(failed(reason));
        }
        let file = state.file.into_inner().map_err(|e| failed(reason(e.error())))?;
        Ok((state.rows, file))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn next(&mut self) -> Option<(Row, Vec<u8>)> {
        self.waiting.remove(&self.head)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::Queue;
    use crate::output::{Entry, Row};

    fn row(i: usize) -> Row {
        let entry = Entry::failed(&i.to_string(), String::new());
        Row { entry, complaint: None, elapsed: Duration::ZERO }
    }

    #[test]
    fn what_comes_in_any_order_goes_out_in_order() {
        let seen = Mutex::new(Vec::new());
        let file = tempfile::NamedTempFile::new().unwrap();
        let queue = Queue::new(file, 3, |r: &Row, n| {
            seen.lock().unwrap().push((r.entry.path.clone(), n));
        });
        for i in [2, 0, 1, 4, 3] {
            queue.put(i, row(i), format!("{i}\n").into_bytes());
        }
        let (rows, file) = queue.finish().unwrap();
        assert_eq!(std::fs::read_to_string(file.path()).unwrap(), "0\n1\n2\n3\n4\n");
        assert!(rows.iter().map(|r| r.entry.path.as_str()).eq(["0", "1", "2", "3", "4"]));
        let seen = seen.into_inner().unwrap();
        assert!(seen.iter().map(|(_, n)| *n).eq(1..=5), "{seen:?}");
    }

    #[test]
    fn no_thread_runs_further_ahead_than_the_window() {
        let queue = Queue::new(tempfile::NamedTempFile::new().unwrap(), 3, |_: &Row, _| {});
        let (claimed, finished) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    loop {
                        let i = claimed.fetch_add(1, Ordering::SeqCst);
                        if i >= 200 {
                            break;
                        }
                        queue.wait_for(i);
                        assert!(i < finished.load(Ordering::SeqCst) + 3 + 4);
                        if i % 7 == 0 {
                            std::thread::sleep(Duration::from_millis(1));
                        }
                        finished.fetch_add(1, Ordering::SeqCst);
                        queue.put(i, row(i), Vec::new());
                    }
                });
            }
        });
        assert_eq!(queue.finish().unwrap().0.len(), 200);
    }
}
