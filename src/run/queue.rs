//! What finishes in any order, handed on in the order of the inputs.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Takes finished documents in any order and hands them on in order.
///
/// A document is not begun until it is less than `window` behind the first that
/// is not finished, so at most that many wait here. The thread that works on the
/// first one never waits: there is no deadlock.
pub(super) struct Queue<T, F> {
    state: Mutex<State<T, F>>,
    moved: Condvar,
    window: usize,
}

struct State<T, F> {
    /// How many documents, from the first on, are handed on.
    head: usize,
    waiting: BTreeMap<usize, T>,
    take: F,
}

impl<T, F: FnMut(T)> Queue<T, F> {
    /// A queue that calls `take` for each document in order, one at a time.
    pub(super) fn new(window: usize, take: F) -> Queue<T, F> {
        let state = State { head: 0, waiting: BTreeMap::new(), take };
        Queue { state: Mutex::new(state), moved: Condvar::new(), window: window.max(1) }
    }

    /// Waits until document `i` may be begun.
    pub(super) fn wait_for(&self, i: usize) {
        let mut state = self.lock();
        while i - state.head.min(i) >= self.window {
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Takes document `i`, which was waited for. Each must be put once.
    pub(super) fn put(&self, i: usize, done: T) {
        let mut state = self.lock();
        state.waiting.insert(i, done);
        while let Some(next) = state.next() {
            (state.take)(next);
            state.head += 1;
        }
        drop(state);
        self.moved.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State<T, F>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T, F> State<T, F> {
    fn next(&mut self) -> Option<T> {
        self.waiting.remove(&self.head)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::Queue;

    #[test]
    fn what_comes_in_any_order_goes_out_in_order() {
        let mut seen = Vec::new();
        let queue = Queue::new(3, |i: usize| seen.push(i));
        for i in [2, 0, 1, 4, 3] {
            queue.put(i, i);
        }
        drop(queue);
        assert_eq!(seen, [0, 1, 2, 3, 4]);
    }

    #[test]
    fn no_thread_runs_further_ahead_than_the_window() {
        let mut taken = 0;
        let queue = Queue::new(3, |()| taken += 1);
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
                        queue.put(i, ());
                    }
                });
            }
        });
        drop(queue);
        assert_eq!(taken, 200);
    }
}
