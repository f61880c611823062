//! The number of threads is nowhere in the output.

use std::collections::BTreeMap;
use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use yosan::Options;
use yosan::output::{Format, Row};
use yosan::run::{Job, Watch, run};

use crate::common::root;

struct Nobody;

impl Watch for Nobody {
    fn done(&self, _: &Row, _: usize, _: usize) {}
}

/// Every file that a run over all documents writes, by name.
fn files(jobs: usize) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let job = Job {
        paths: vec![root().join("seeds"), root().join("fixtures")],
        out: folder.path().join("out"),
        jobs: NonZeroUsize::new(jobs).expect("at least one thread"),
        options: Options::default(),
        formats: Format::ALL.into_iter().filter(|f| f.missing_feature().is_none()).collect(),
        bom: false,
    };
    let report = run(&job, &AtomicBool::new(false), &Nobody).expect("the output can be written");
    assert!(!report.interrupted && !report.rows.is_empty());
    read(&job.out)
}

fn read(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(folder)
        .expect("a folder that was written")
        .map(|entry| entry.expect("an entry can be read").path())
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, fs::read(&path).expect("a file that was written"))
        })
        .collect()
}

#[test]
fn one_thread_writes_the_bytes_of_eight() {
    let (one, eight) = (files(1), files(8));
    assert!(one.keys().eq(eight.keys()), "{:?} and {:?}", one.keys(), eight.keys());
    for (name, bytes) in &one {
        assert!(eight[name] == *bytes, "{name} differs");
    }
}
