//! Records to bytes.
