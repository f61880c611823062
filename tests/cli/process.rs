//! Standard input, closed pipes and Ctrl-C.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::sandbox::{GOOD, Ran, Sandbox};

/// Runs the command with `input` on its standard input.
fn with_stdin(sandbox: &Sandbox, args: &[&str], input: &[u8]) -> Ran {
    let mut child = sandbox.command(args).stdin(Stdio::piped()).spawn().unwrap();
    // A command that does not read it closes it.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap().into()
}

#[test]
fn a_dash_is_standard_input() {
    let sandbox = Sandbox::new();
    sandbox.file("a.txt", GOOD);
    with_stdin(&sandbox, &["extract", "a.txt", "-", "-"], GOOD.as_bytes()).exits(0);
    assert_eq!(sandbox.names("out"), ["a.json", "line_items.jsonl", "manifest.json", "stdin.json"]);
    let (file, stdin) = (sandbox.entry("a.txt"), sandbox.entry("-"));
    assert_eq!(file["sha256"], stdin["sha256"]);
    assert_eq!(stdin["document"], "stdin");
    let text = with_stdin(&sandbox, &["text", "-"], GOOD.as_bytes()).exits(0).stdout;
    assert!(text.contains("461億円"), "{text}");
    with_stdin(&sandbox, &["explain", "-", "--line", "1"], GOOD.as_bytes()).exits(0);
}

#[test]
fn empty_standard_input_is_nothing() {
    let sandbox = Sandbox::new();
    with_stdin(&sandbox, &["extract", "-"], b"").exits(3).says("cannot read -: the file is empty");
}

#[test]
fn a_closed_pipe_is_silent() {
    let sandbox = Sandbox::new();
    sandbox.file("long.txt", GOOD.repeat(20_000));
    let mut child = sandbox.command(&["text", "long.txt"]).spawn().unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(first.contains("令和2年度予算"), "{first}");
    // Its reader is gone, and a megabyte is still to come.
    let ran: Ran = child.wait_with_output().unwrap().into();
    assert_eq!(ran.exits(0).stderr, "");
}

#[test]
fn a_pipe_that_was_never_open_costs_no_records() {
    let sandbox = Sandbox::new();
    sandbox.file("a.txt", GOOD);
    for args in [&["extract", "a.txt"][..], &["schema"], &["text", "a.txt"], &["--help"]] {
        let mut child = sandbox.command(args).spawn().unwrap();
        drop(child.stdout.take());
        let ran: Ran = child.wait_with_output().unwrap().into();
        assert_eq!(ran.exits(0).stderr, "", "{args:?}");
    }
    assert_eq!(sandbox.names("out"), ["a.json", "line_items.jsonl", "manifest.json"]);
}

/// A run that has read `a.txt` and waits for standard input, with `c.txt` still to come.
fn waiting(sandbox: &Sandbox, more: &[&str]) -> Child {
    sandbox.file("a.txt", GOOD).file("c.txt", GOOD);
    let args = ["extract", "a.txt", "-", "c.txt", "--jobs", "1"];
    let child = sandbox.command(&[&args, more].concat()).stdin(Stdio::piped()).spawn().unwrap();
    let start = Instant::now();
    while !sandbox.path("out/a.json").exists() {
        assert!(start.elapsed() < Duration::from_secs(60), "a.txt is never finished");
        std::thread::sleep(Duration::from_millis(10));
    }
    child
}

#[cfg(unix)]
fn interrupt(child: &Child) {
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    std::thread::sleep(Duration::from_millis(300));
}

#[test]
#[cfg(unix)]
fn ctrl_c_leaves_what_is_finished_intact() {
    let sandbox = Sandbox::new();
    let mut child = waiting(&sandbox, &[]);
    interrupt(&child);
    assert_eq!(child.try_wait().unwrap(), None, "the document that was begun is to be finished");
    child.stdin.take().unwrap().write_all(GOOD.as_bytes()).unwrap();
    let ran: Ran = child.wait_with_output().unwrap().into();
    ran.exits(130).says("interrupted");
    assert_eq!(sandbox.names("out"), ["a.json", "line_items.jsonl", "manifest.json", "stdin.json"]);
    assert_eq!(sandbox.json("out/manifest.json")["complete"], false);
    let paths: Vec<_> = sandbox.entries("out").iter().map(|e| e["path"].clone()).collect();
    assert_eq!(paths, ["a.txt", "-"]);
    assert_eq!(sandbox.json("out/stdin.json")["source"]["bytes"], GOOD.len());
}

#[test]
#[cfg(unix)]
fn ctrl_c_leaves_formats_with_what_is_finished() {
    let sandbox = Sandbox::new();
    let formats = crate::formats::all();
    let mut child = waiting(&sandbox, &["--format", &formats]);
    interrupt(&child);
    // Standard input is read, and finished, only if it was begun before.
    let _ = child.stdin.take().unwrap().write_all(GOOD.as_bytes());
    let ran: Ran = child.wait_with_output().unwrap().into();
    ran.exits(130).says("interrupted");
    let finished = sandbox.entries("out");
    let paths: Vec<&str> = finished.iter().map(|e| e["path"].as_str().unwrap()).collect();
    assert!(paths == ["a.txt"] || paths == ["a.txt", "-"], "{paths:?}");
    // The same as a run over these alone.
    let alone = Sandbox::new();
    alone.file("a.txt", GOOD);
    let args = [&["extract"], &paths[..], &["--format", &formats]].concat();
    with_stdin(&alone, &args, GOOD.as_bytes());
    assert_eq!(sandbox.names("out"), alone.names("out"));
    for ((name, got), (_, want)) in sandbox.bytes("out").into_iter().zip(alone.bytes("out")) {
        assert!(name == "manifest.json" || got == want, "{name} differs");
    }
}

#[test]
#[cfg(unix)]
fn a_second_ctrl_c_ends_at_once() {
    let sandbox = Sandbox::new();
    let mut child = waiting(&sandbox, &[]);
    interrupt(&child);
    interrupt(&child);
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let mut told = String::new();
    child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
    assert!(!told.contains("panicked"), "{told}");
    // What was finished is there, and nothing half done.
    assert_eq!(sandbox.names("out"), ["a.json"]);
}
