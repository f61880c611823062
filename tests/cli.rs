//! The command, tested as a process.
#![cfg(feature = "cli")]

#[path = "cli/bad_input.rs"]
mod bad_input;
#[path = "cli/commands.rs"]
mod commands;
#[path = "cli/folders.rs"]
mod folders;
#[path = "cli/process.rs"]
mod process;
#[path = "cli/sandbox.rs"]
mod sandbox;
