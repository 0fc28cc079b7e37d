//! Plays the conformance traces of `sequencing/*/trace.json`: whole courses
//! with what must be delivered, offered and answered. Prints each difference
//! and `N of M cases`. Sequencing runs in Rust only.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]
#![expect(
    clippy::unnecessary_wraps,
    reason = "all kinds of vectors have runners of one type"
)]

mod calls;
mod course;
mod play;
mod trace;
mod translate;

use std::path::Path;

use super::Tally;

pub(crate) fn is_trace(file: &Path) -> bool {
    file.file_name().is_some_and(|it| it == "trace.json")
}

/// Plays the traces; with `OBUKA_TRACE=CM-01` that case only.
pub(crate) fn run(files: &[&Path]) -> Result<Tally, String> {
    let only = std::env::var("OBUKA_TRACE").ok();
    let mut tally = Tally::default();
    for file in files {
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
        println!("sequencing, Rust: {} of {cases} cases", tally.passed);
    }
    Ok(tally)
}
