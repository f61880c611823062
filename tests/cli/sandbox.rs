//! A folder to run the command in, and what a run in it gave.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A document that nothing is wrong with.
pub const GOOD: &str = "令和2年度予算\n医薬品プロジェクト 461億円\n";

/// A temporary folder that the command runs in.
pub struct Sandbox(TempDir);

/// How a run ended and what it printed.
#[derive(Debug)]
pub struct Ran {
    pub status: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Sandbox {
    pub fn new() -> Sandbox {
        Sandbox(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, with the folders around it.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Sandbox {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// The command, to be run in this folder with nothing on standard input.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yosan"));
        command.args(args).current_dir(self.0.path()).stdin(Stdio::null());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        self.command(args).output().unwrap().into()
    }

    pub fn json(&self, name: &str) -> Value {
        serde_json::from_slice(&fs::read(self.path(name)).unwrap()).unwrap()
    }

    /// The manifest's entries in `out`.
    pub fn entries(&self, out: &str) -> Vec<Value> {
        self.json(&format!("{out}/manifest.json"))["files"].as_array().unwrap().clone()
    }

    /// The manifest's only entry for `path` in `out/`.
    #[track_caller]
    pub fn entry(&self, path: &str) -> Value {
        let mut found: Vec<Value> =
            self.entries("out").into_iter().filter(|e| e["path"] == path).collect();
        assert_eq!(found.len(), 1, "{path}: {:?}", self.entries("out"));
        found.remove(0)
    }

    /// The names of all files in a folder, sorted, hidden ones too.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).unwrap();
        let mut names: Vec<String> =
            entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Every file of a folder with its bytes.
    pub fn bytes(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        let names = self.names(folder).into_iter();
        names.map(|n| (n.clone(), fs::read(self.path(folder).join(n)).unwrap())).collect()
    }
}

impl Ran {
    /// Asserts the exit status, and shows all of the run if it is another.
    #[track_caller]
    pub fn exits(self, status: i32) -> Ran {
        assert_eq!(self.status, Some(status), "{self:#?}");
        self
    }

    /// Asserts that standard error says `part`.
    #[track_caller]
    pub fn says(self, part: &str) -> Ran {
        assert!(self.stderr.contains(part), "{part:?} is not in {self:#?}");
        self
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Ran {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ran {
            status: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }
}

/// The sample documents of the repository.
pub fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")
}
