//! The fence around each document: a defect that one brings out costs no other.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    static FENCED: Cell<bool> = const { Cell::new(false) };
}

/// The result of `work`, or the message of its panic.
pub fn fence<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let before = FENCED.replace(true);
    // Nothing that `work` may leave half done is looked at again: each document
    // has its own values, and the output is a temporary file until it is whole.
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    FENCED.set(before);
    result.map_err(|payload| {
        let text = payload.downcast_ref::<&str>().map(|s| (*s).to_owned());
        text.or_else(|| payload.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "it gave no reason".to_owned())
    })
}

/// Keeps panics within [`fence`] from printing: they are told with their document.
/// Changes the panic hook of the whole program, so only the command calls it.
pub fn quiet_fenced_panics() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !FENCED.get() {
            usual(info);
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::fence;

    #[test]
    fn a_panic_becomes_its_message() {
        assert_eq!(fence(|| 3), Ok(3));
        let number = std::hint::black_box(7);
        assert_eq!(fence(|| panic!("number {number}")), Err::<(), _>("number 7".to_owned()));
        assert_eq!(fence(|| panic!("plain")), Err::<(), _>("plain".to_owned()));
        assert_eq!(fence(|| 4), Ok(4));
    }
}
