//! `yosan completions` and `yosan man`: what the definition of the arguments says, for shells and
//! for `man`.

use std::fs;
use std::path::Path;

use clap::CommandFactory;
use clap_mangen::Man;

use super::args::{Args, Completions, Man as ManArgs};
use super::terminal::complain;
use super::{Exit, show};

pub(super) fn completions(args: &Completions) -> Exit {
    let mut command = Args::command();
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "yosan", &mut script);
    show(|out| out.write_all(&script))
}

pub(super) fn man(args: &ManArgs) -> Exit {
    let Some(folder) = &args.out else {
        let page = Man::new(Args::command().disable_help_subcommand(true));
        return show(|mut out| page.render(&mut out));
    };
    match pages(folder) {
        Ok(()) => Exit::Done,
        Err(error) => {
            complain(&format!("cannot write to {}: {error}", folder.display()));
            Exit::Nothing
        }
    }
}

fn pages(folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    clap_mangen::generate_to(Args::command(), folder)
}
