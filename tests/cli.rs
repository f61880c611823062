//! The command, tested as a process.
#![cfg(feature = "cli")]

#[path = "cli/bad_input.rs"]
mod bad_input;
#[path = "cli/commands.rs"]
mod commands;
#[path = "cli/folders.rs"]
mod folders;
#[path = "cli/formats.rs"]
mod formats;
#[path = "cli/manual.rs"]
mod manual;
#[cfg(feature = "pdf")]
#[path = "cli/pdf.rs"]
mod pdf;
#[cfg(feature = "pdf")]
#[path = "cli/pdf_file.rs"]
mod pdf_file;
#[cfg(feature = "pdf")]
#[path = "cli/pdf_input.rs"]
mod pdf_input;
#[path = "cli/process.rs"]
mod process;
#[cfg(feature = "report")]
#[path = "cli/report.rs"]
mod report;
#[path = "cli/review.rs"]
mod review;
#[path = "cli/sandbox.rs"]
mod sandbox;
#[path = "cli/series.rs"]
mod series;
