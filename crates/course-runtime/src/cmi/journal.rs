//! What the browser sends at Commit: the calls it accepted, numbered from the
//! start of the launch, and their replay.
//!
//! A request carries every entry that is not acknowledged yet, so entries come
//! twice and requests overlap. Replaying skips what is stored already.

use serde::{Deserialize, Serialize};

use super::{Fault, RunTime};

/// An accepted call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Counts from 1 within a launch, without gaps.
    pub n: u64,
    /// When the browser accepted it: milliseconds since 1970 by its own clock.
    pub at: i64,
    #[serde(flatten)]
    pub call: Call,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Call {
    Initialize,
    SetValue { element: String, value: String },
    Terminate,
}

/// What a replay has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Applied {
    /// The number of the last entry that is applied now.
    pub mark: u64,
    /// How many entries were new.
    pub new: usize,
}

/// Why a journal cannot be replayed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReplayError {
    /// Entries are missing: the client must send from `expected` on.
    #[error("journal entry {expected} is missing, {got} came instead")]
    Gap { expected: u64, got: u64 },
    /// The server refused a call that the browser had accepted: the two
    /// interpreters disagree, or somebody forged the request.
    #[error("journal entry {n} ({call}) refused: {fault}")]
    Divergence { n: u64, call: String, fault: Fault },
}

/// Applies the entries after `mark`, through the very same `set` that the
/// browser's twin went through.
///
/// On an error drop the run-time and keep what is stored: some entries may have
/// been applied to it.
pub fn replay(
    run_time: &mut RunTime,
    mark: u64,
    entries: &[Entry],
) -> Result<Applied, ReplayError> {
    let mut applied = Applied { mark, new: 0 };
    for entry in entries {
        if entry.n <= applied.mark {
            continue;
        }
        if entry.n != applied.mark + 1 {
            return Err(ReplayError::Gap {
                expected: applied.mark + 1,
                got: entry.n,
            });
        }
        apply(run_time, &entry.call).map_err(|fault| ReplayError::Divergence {
            n: entry.n,
            call: describe(&entry.call),
            fault,
        })?;
        applied.mark = entry.n;
        applied.new += 1;
    }
    Ok(applied)
}

fn apply(run_time: &mut RunTime, call: &Call) -> Result<(), Fault> {
    match call {
        Call::Initialize => run_time.initialize(""),
        Call::SetValue { element, value } => run_time.set_value(element, Some(value)),
        Call::Terminate => run_time.terminate(""),
    }
}

/// For the log: the element, never the value.
fn describe(call: &Call) -> String {
    match call {
        Call::Initialize => "Initialize".to_owned(),
        Call::SetValue { element, .. } => element.chars().take(100).collect(),
        Call::Terminate => "Terminate".to_owned(),
    }
}
