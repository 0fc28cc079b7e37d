//! Conformance vectors: cases as data, run on this crate and, where Node.js is
//! present, on the browser's run-time.
//!
//! `OBUKA_VECTORS=DIR cargo test -p course-runtime --test vectors` runs every
//! file that it finds below `DIR`. Without the variable it is
//! `../shared/vectors` beside the repository, if that exists. The vectors of
//! this crate (`vectors/`) always run. Has its own `main`, so that its output
//! shows. One module per kind of vector.

#![expect(clippy::print_stdout, reason = "the report is what this test is for")]

mod compare;
mod data_model;
#[path = "../support/node.rs"]
mod node;

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// How many cases of one kind ran, and with what result.
struct Tally {
    kind: &'static str,
    passed: usize,
    failed: usize,
}

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
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
    let mut files = files_below(&own).map_err(|error| format!("{}: {error}", own.display()))?;
    if let Some(folder) = shared_folder() {
        let found = files_below(&folder)
            .map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
        let usable = found.iter().any(|file| data_model::is_vector_file(file));
        println!("vectors from {}", folder.display());
        if !usable && env::var_os("OBUKA_VECTORS").is_some() {
            return Err(format!("no vectors below {}", folder.display()));
        }
        files.extend(found);
    } else {
        println!("OBUKA_VECTORS is not set: only the vectors of this crate run");
    }
    if !node::is_present() {
        println!("there is no node: only the Rust side runs");
    }

    let tallies = [data_model::run(&files)?];
    for Tally {
        kind,
        passed,
        failed,
    } in &tallies
    {
        println!("{kind}: {passed} passed, {failed} failed");
    }
    Ok(tallies.iter().all(|it| it.failed == 0))
}

/// Where the vectors are that do not belong to the repository.
fn shared_folder() -> Option<PathBuf> {
    if let Some(folder) = env::var_os("OBUKA_VECTORS") {
        return Some(from_root(Path::new(&folder)));
    }
    let folder = from_root(Path::new("../shared/vectors"));
    folder.is_dir().then_some(folder)
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
