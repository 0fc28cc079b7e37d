//! The test runner of `course-runtime`, as it reads and judges vector files:
//! what this server writes must be what that one runs.

#![expect(clippy::print_stdout, reason = "the runner prints what differs")]

#[path = "../../../course-runtime/tests/vectors/compare.rs"]
mod compare;
#[path = "../../../course-runtime/tests/vectors/data_model.rs"]
pub(crate) mod data_model;
#[path = "../../../course-runtime/tests/vectors/sequencing_traces/mod.rs"]
pub(crate) mod sequencing_traces;

#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
}

/// The JavaScript side runs where the runner lives.
mod node {
    pub(super) fn is_present() -> bool {
        false
    }

    pub(super) fn run(_: &str, _: Vec<u8>) -> Result<Vec<u8>, String> {
        Err("only the Rust side runs here".into())
    }
}
