//! Plays the conformance traces of `sequencing/*/trace.json`: whole courses
//! with what must be delivered, offered and answered. Prints each difference
//! and `N of M cases`. Sequencing runs in Rust only.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod calls;
mod course;
mod play;
mod trace;
mod translate;

use std::path::{Path, PathBuf};

use crate::Tally;

pub(crate) fn is_trace(file: &Path) -> bool {
    file.file_name().is_some_and(|it| it == "trace.json")
}

/// Plays every trace among the files; with `OBUKA_TRACE=CM-01` that case only.
pub(crate) fn run(files: &[PathBuf]) -> Tally {
    let only = std::env::var("OBUKA_TRACE").ok();
    let mut tally = Tally {
        kind: "sequencing traces",
        passed: 0,
        failed: 0,
    };
    for file in files.iter().filter(|it| is_trace(it)) {
        let case = trace::read(file);
        if only.as_ref().is_some_and(|it| *it != case.id) {
            continue;
        }
        let differences = play::play(&case);
        for difference in &differences {
            println!("{}: {difference}", file.display());
        }
        if differences.is_empty() {
            tally.passed += 1;
        } else {
            tally.failed += 1;
        }
    }
    let cases = tally.passed + tally.failed;
    if 0 < cases {
        println!("sequencing: {} of {cases} cases, Rust", tally.passed);
    }
    tally
}
