//! `yosan diff` and `yosan check`: exit status, formats, and folders that are none.

use crate::sandbox::{GOOD, Sandbox};

const OTHER: &str = "令和2年度予算\n医薬品プロジェクト 462億円\n";

/// Two documents of which one changes, one comes and one goes.
fn two_runs() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.file("old/a.txt", GOOD).file("old/b.txt", GOOD).file("old/gone.txt", OTHER);
    sandbox.file("new/a.txt", OTHER).file("new/b.txt", GOOD).file("new/come.txt", "予算 1億円\n");
    sandbox.run(&["extract", "old", "-o", "before"]).exits(0);
    sandbox.run(&["extract", "new", "-o", "after"]).exits(0);
    sandbox
}

#[test]
fn a_run_compared_with_itself() {
    let sandbox = two_runs();
    let ran = sandbox.run(&["diff", "before", "before"]).exits(0);
    assert_eq!(ran.stdout, "nothing changed in 3 documents\n");
    let ran = sandbox.run(&["diff", "before", "before", "--format", "json"]).exits(0);
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(json["documents"], serde_json::json!([]));
}

#[test]
fn what_changed_is_told_in_three_formats() {
    let sandbox = two_runs();
    let text = sandbox.run(&["diff", "before", "after"]).exits(1).stdout;
    assert!(text.contains("461億円  462億円  +1億円 (+0.2%)"), "{text}");
    assert!(text.contains("new/come.txt: added") && text.contains("old/gone.txt: gone"), "{text}");
    assert!(text.ends_with('\n') && text.contains("4 documents: 1 added, 1 gone, 1 changed"));
    assert!(!text.contains('\x1b'));
    let markdown = sandbox.run(&["diff", "before", "after", "--format", "markdown"]).exits(1);
    assert!(markdown.stdout.starts_with("**4 documents: 1 added"), "{}", markdown.stdout);
    sandbox.run(&["diff", "before", "after", "--format", "json", "-o", "diff.json"]).exits(1);
    let json = sandbox.json("diff.json");
    assert_eq!(json["summary"]["counts"]["amounts"], 1);
    let changed = &json["documents"][0]["line_items"]["changed"][0];
    assert_eq!(changed["difference"]["yen"], 100_000_000);
    assert_eq!(changed["by"], "same_item");
    // The same bytes each time.
    sandbox.run(&["diff", "before", "after", "--format", "json", "-o", "again.json"]).exits(1);
    assert_eq!(
        std::fs::read(sandbox.path("diff.json")).unwrap(),
        std::fs::read(sandbox.path("again.json")).unwrap()
    );
}

#[test]
fn an_empty_folder_is_a_run_without_documents() {
    let sandbox = two_runs();
    std::fs::create_dir(sandbox.path("empty")).unwrap();
    let ran = sandbox.run(&["diff", "empty", "after"]).exits(1);
    assert!(ran.stdout.contains("3 documents: 3 added"), "{}", ran.stdout);
    sandbox.run(&["diff", "empty", "empty"]).exits(0);
    sandbox.run(&["check", "empty"]).exits(3).says("there is no manifest.json");
}

#[test]
fn a_file_that_can_be_read_no_more() {
    let sandbox = two_runs();
    sandbox.file("new/a.txt", "");
    sandbox.run(&["extract", "new", "-o", "after"]).exits(1);
    let ran = sandbox.run(&["diff", "before", "after"]).exits(1);
    assert!(ran.stdout.contains("error now: cannot read new/a.txt: the file is empty"));
    let ran = sandbox.run(&["check", "after"]).exits(1);
    assert!(ran.stdout.starts_with("new/a.txt: error: Not read: cannot read new/a.txt"));
    sandbox.run(&["check", "after", "--fail-on", "never"]).exits(0);
    let ran = sandbox.run(&["check", "after", "--github"]).exits(1);
    assert!(ran.stdout.starts_with("::error file=new/a.txt,title=Not read::"), "{}", ran.stdout);
    let ran = sandbox.run(&["check", "after", "--format", "json"]).exits(1);
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(json["documents"][0]["findings"][0]["kind"], "not_read");
    assert_eq!(json["summary"]["errors"], 1);
}

#[test]
fn a_warning_fails_only_if_asked_for() {
    let sandbox = Sandbox::new();
    sandbox.file("a.txt", GOOD);
    sandbox.run(&["extract", "a.txt"]).exits(0);
    let ran = sandbox.run(&["check", "out"]).exits(0);
    assert!(ran.stdout.starts_with("a.txt: warning: "), "{}", ran.stdout);
    assert!(ran.stdout.ends_with("1 document: 1 warning\n"), "{}", ran.stdout);
    sandbox.run(&["check", "out", "--fail-on", "warning"]).exits(1);
}

#[test]
fn folders_that_are_none() {
    let sandbox = two_runs();
    sandbox.run(&["diff", "befor", "after"]).exits(3).says("did you mean before/?");
    sandbox.run(&["diff", "before", "nowhere"]).exits(3).says("there is no such folder");
    sandbox.run(&["diff", "before", "new"]).exits(3).says("there is no manifest.json");
    sandbox.run(&["check", "aftre"]).exits(3).says("did you mean after/?");
    sandbox.run(&["diff", "before"]).exits(2);
    sandbox.run(&["check", "after", "--github", "--format", "json"]).exits(2);
    sandbox.run(&["diff", "before", "after", "-o", "no/such/file"]).exits(3).says("cannot write");
    std::fs::remove_file(sandbox.path("after/a.json")).unwrap();
    sandbox.run(&["diff", "before", "after"]).exits(3).says("a.json");
    sandbox.run(&["check", "after"]).exits(3).says("a.json");
}

#[test]
fn a_run_that_was_interrupted() {
    let sandbox = two_runs();
    let mut manifest = sandbox.json("after/manifest.json");
    manifest["complete"] = false.into();
    sandbox.file("after/manifest.json", manifest.to_string());
    sandbox.run(&["check", "after", "--fail-on", "never"]).exits(0).says("was interrupted");
}
