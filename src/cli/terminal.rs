//! Standard output and standard error.

use std::io::{self, BufWriter, IsTerminal, Write};

/// Prints to standard output. Whoever closes the other end of a pipe has seen
/// enough: that is no error.
pub(super) fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(64 << 10, io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
            // What is left in the buffer must not be tried again when it is dropped.
            drop(out.into_parts());
            Ok(())
        }
        other => other,
    }
}

/// Tells a sentence on standard error. If even that fails, there is no one to tell.
pub(super) fn complain(sentence: &str) {
    let _ = writeln!(io::stderr().lock(), "yosan: {sentence}");
}

/// Whether the table may be coloured: on a terminal, unless `NO_COLOR` is set
/// (<https://no-color.org>) or the terminal is a dumb one.
pub(super) fn color() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|t| t == "dumb");
    io::stdout().is_terminal() && !set("NO_COLOR") && !dumb
}
