//! Arguments of `yosan man`.

use std::path::PathBuf;

use clap::Args;

const MAN: &str = "\
With --out, writes yosan.1 and a page for each command, such as yosan-extract.1.
`man` finds them in the folder man1 of a folder of its path: see `manpath`.

Examples:
  yosan man | man -l -
  yosan man -o ~/.local/share/man/man1";

#[derive(Debug, Args)]
#[command(after_help = MAN)]
pub(in crate::cli) struct Man {
    /// The folder to write all pages to; made if there is none [default: the main page to
    /// standard output]
    #[arg(short, long, value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
}
