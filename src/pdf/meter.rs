//! What reading has cost so far, against the budget.

use std::cell::Cell;
use std::time::Instant;

use super::Budget;

/// Counts down the budget of one document. Shared by everything that reads it.
pub(super) struct Meter {
    budget: Budget,
    deadline: Option<Instant>,
    inflated: Cell<u64>,
    operators: Cell<u64>,
    glyphs: Cell<u64>,
    exhausted: Cell<Option<&'static str>>,
}

/// How many operators pass between two looks at the clock.
const CLOCK_INTERVAL: u64 = 1024;

impl Meter {
    pub fn new(budget: &Budget) -> Meter {
        Meter {
            budget: *budget,
            deadline: Instant::now().checked_add(budget.time),
            inflated: Cell::new(0),
            operators: Cell::new(0),
            glyphs: Cell::new(0),
            exhausted: Cell::new(None),
        }
    }

    pub fn budget(&self) -> &Budget {
        &self.budget
    }

    /// The limit that was reached, as the end of a sentence; `None` while there is budget left.
    pub fn exhausted(&self) -> Option<&'static str> {
        self.exhausted.get()
    }

    /// Counts one operator; `false` when reading has to stop.
    pub fn operator(&self) -> bool {
        let n = self.operators.get() + 1;
        self.operators.set(n);
        if n > self.budget.operators {
            self.stop("it has more operators than the budget allows");
        }
        if n.is_multiple_of(CLOCK_INTERVAL) {
            self.look_at_clock();
        }
        self.exhausted.get().is_none()
    }

    /// Counts one glyph; `false` when reading has to stop.
    pub fn glyph(&self) -> bool {
        let n = self.glyphs.get() + 1;
        self.glyphs.set(n);
        if n > self.budget.glyphs {
            self.stop("it has more glyphs than the budget allows");
        }
        if n.is_multiple_of(CLOCK_INTERVAL) {
            self.look_at_clock();
        }
        self.exhausted.get().is_none()
    }

    pub fn look_at_clock(&self) {
        if self.deadline.is_some_and(|d| Instant::now() > d) {
            self.stop("it takes longer than the budget allows");
        }
    }

    /// How many bytes a stream of `packed` bytes may inflate to now.
    pub fn allowance(&self, packed: usize) -> usize {
        let ratio = u64::from(self.budget.inflated_ratio).saturating_mul(packed as u64);
        let left = self.budget.inflated.saturating_sub(self.inflated.get());
        usize::try_from(ratio.max(1 << 20).min(left)).unwrap_or(usize::MAX)
    }

    pub fn inflated(&self, bytes: usize) {
        let n = self.inflated.get().saturating_add(bytes as u64);
        self.inflated.set(n);
        if n >= self.budget.inflated {
            self.stop("its streams inflate to more bytes than the budget allows");
        }
    }

    /// A stream asked for more than its allowance: is it its own ratio, or the whole budget?
    pub fn overdrawn(&self, packed: usize) {
        let left = self.budget.inflated.saturating_sub(self.inflated.get());
        if self.allowance(packed) as u64 >= left {
            self.stop("its streams inflate to more bytes than the budget allows");
        }
    }

    fn stop(&self, limit: &'static str) {
        if self.exhausted.get().is_none() {
            self.exhausted.set(Some(limit));
        }
    }
}
