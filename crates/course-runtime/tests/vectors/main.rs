//! Conformance vectors: cases as data, run on this crate and, where Node.js is
//! present, on the browser's run-time.
//!
//! `OBUKA_VECTORS=DIR cargo test -p course-runtime --test vectors` runs every
//! file that it finds below `DIR`. Without the variable it runs those of this
//! crate (`vectors/`) and those in `../shared/vectors` beside the repository,
//! if that exists. Has its own `main`, so that its output shows. One module per
//! kind of vector: add it to `KINDS`.

#![expect(clippy::print_stdout, reason = "the report is what this test is for")]

mod compare;
mod data_model;
#[path = "../support/node.rs"]
mod node;
mod sequencing_traces;

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// How many cases of one kind ran, and with what result.
#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
}

/// A kind of vector and its runner.
struct Kind {
    name: &'static str,
    /// Whether a file is of this kind.
    takes: fn(&Path) -> bool,
    /// Runs the files, prints each difference and the counts.
    run: fn(&[&Path]) -> Result<Tally, String>,
}

const KINDS: &[Kind] = &[
    Kind {
        name: "data-model",
        takes: data_model::is_vector_file,
        run: data_model::run,
    },
    Kind {
        name: "sequencing",
        takes: sequencing_traces::is_trace,
        run: sequencing_traces::run,
    },
];

fn main() -> ExitCode {
    if env::args().any(|it| it == "--list") {
        println!("vectors: test");
        return ExitCode::SUCCESS;
    }
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(words) => {
            println!("vectors: {words}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<bool, String> {
    let mut files = Vec::new();
    if let Some(folder) = env::var_os("OBUKA_VECTORS") {
        let folder = from_root(Path::new(&folder));
        files.extend(vector_files(&folder)?);
        if files.is_empty() {
            return Err(format!("there are no vectors below {}", folder.display()));
        }
    } else {
        println!("OBUKA_VECTORS is not set");
        files.extend(vector_files(&from_root(Path::new(OWN)))?);
        let shared = from_root(Path::new("../shared/vectors"));
        if shared.is_dir() {
            files.extend(vector_files(&shared)?);
        }
    }
    if !node::is_present() {
        println!("there is no node: only the Rust side runs");
    }

    let mut all_passed = true;
    for kind in KINDS {
        let its_files: Vec<&Path> = files
            .iter()
            .map(PathBuf::as_path)
            .filter(|file| (kind.takes)(file))
            .collect();
        let Tally { passed, failed } = (kind.run)(&its_files)?;
        println!("{}: {passed} passed, {failed} failed", kind.name);
        all_passed &= failed == 0;
    }
    Ok(all_passed)
}

/// The vectors of this crate.
const OWN: &str = "crates/course-runtime/vectors";

/// The vectors of every kind below the folder.
fn vector_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    println!("vectors from {}", folder.display());
    let mut files = files_below(folder)
        .map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
    files.retain(|file| KINDS.iter().any(|kind| (kind.takes)(file)));
    Ok(files)
}

/// A path relative to the repository's root. (A test runs in its crate's folder.)
fn from_root(path: &Path) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let path = root.join(path);
    path.canonicalize().unwrap_or(path)
}

/// Every file below the folder, in order.
fn files_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}
