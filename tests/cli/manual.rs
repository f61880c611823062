//! Completions and manual pages.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use crate::sandbox::Sandbox;

const SHELLS: [&str; 5] = ["bash", "elvish", "fish", "powershell", "zsh"];

/// The commands that the help lists.
fn commands(sandbox: &Sandbox) -> Vec<String> {
    let help = sandbox.run(&["--help"]).exits(0).stdout;
    let listed = help.lines().skip_while(|l| *l != "Commands:").skip(1);
    let names = listed.take_while(|l| !l.is_empty()).filter_map(|l| l.split_whitespace().next());
    names.filter(|n| *n != "help").map(str::to_owned).collect()
}

#[test]
fn every_shell_has_completions_of_every_command() {
    let sandbox = Sandbox::new();
    let commands = commands(&sandbox);
    assert!(commands.len() > 5, "{commands:?}");
    for shell in SHELLS {
        let script = sandbox.run(&["completions", shell]).exits(0).stdout;
        for command in &commands {
            assert!(script.contains(command.as_str()), "{shell}: {command}");
        }
    }
    sandbox.run(&["completions", "tcsh"]).exits(2);
}

#[test]
fn scripts_are_understood_by_their_shells() {
    let sandbox = Sandbox::new();
    for shell in ["bash", "fish", "zsh"] {
        let script = sandbox.run(&["completions", shell]).exits(0).stdout;
        let started = Command::new(shell).arg("-n").stdin(Stdio::piped()).spawn();
        // A shell that is not installed cannot say.
        let Ok(mut child) = started else { continue };
        child.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
        assert!(child.wait().unwrap().success(), "{shell}");
    }
}

#[test]
fn there_is_a_page_for_every_command() {
    let sandbox = Sandbox::new();
    let main = sandbox.run(&["man"]).exits(0).stdout;
    assert!(main.starts_with(".ie"), "{main}");
    assert_eq!(sandbox.run(&["man", "-o", "share/man1"]).exits(0).stdout, "");
    let mut expected = vec!["yosan.1".to_owned()];
    for command in commands(&sandbox) {
        assert!(main.contains(&format!("yosan\\-{command}(1)")), "{command}: {main}");
        let page =
            fs::read_to_string(sandbox.path(&format!("share/man1/yosan-{command}.1"))).unwrap();
        assert!(page.contains(&format!("yosan\\-{command}")), "{page}");
        expected.push(format!("yosan-{command}.1"));
    }
    expected.sort();
    let mut found = sandbox.names("share/man1");
    found.sort();
    assert_eq!(found, expected);
    sandbox.file("taken", "").run(&["man", "-o", "taken"]).exits(3).says("cannot write");
}
