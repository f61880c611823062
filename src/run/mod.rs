//! Files, threads and the manifest: the only I/O.
