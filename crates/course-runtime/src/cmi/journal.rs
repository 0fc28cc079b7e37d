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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::cmi::{CmiState, LaunchData, Profile, Version};

    fn state() -> CmiState {
        CmiState::begin(Version::Scorm2004, Profile::Strict, &LaunchData::default())
    }

    fn set(n: u64, element: &str, value: &str) -> Entry {
        let (element, value) = (element.to_owned(), value.to_owned());
        Entry {
            n,
            at: 0,
            call: Call::SetValue { element, value },
        }
    }

    fn initialize() -> Entry {
        Entry {
            n: 1,
            at: 0,
            call: Call::Initialize,
        }
    }

    #[test]
    fn entries_are_read_as_the_browser_writes_them() {
        let json = r#"[{"n":1,"at":5,"kind":"initialize"},
            {"n":2,"at":6,"kind":"set_value","element":"cmi.location","value":"a\u0000b"},
            {"n":3,"at":7,"kind":"terminate"}]"#;

        let entries: Vec<Entry> = serde_json::from_str(json).unwrap();

        assert_eq!(
            entries[1],
            Entry {
                at: 6,
                ..set(2, "cmi.location", "a\u{0}b")
            }
        );
        assert_eq!(entries[2].call, Call::Terminate);
        let lone = r#"{"n":2,"at":6,"kind":"set_value","element":"cmi.location","value":"\ud800"}"#;
        assert!(serde_json::from_str::<Entry>(lone).is_err());
    }

    #[test]
    fn a_gap_is_refused() {
        let mut run_time = RunTime::new(state());

        let result = replay(
            &mut run_time,
            0,
            &[initialize(), set(3, "cmi.location", "p")],
        );

        assert_eq!(
            result,
            Err(ReplayError::Gap {
                expected: 2,
                got: 3
            })
        );
    }

    #[test]
    fn what_the_browser_could_not_have_accepted_is_a_divergence() {
        for (element, value, fault) in [
            ("cmi.score.scaled", "2", Fault::OutOfRange),
            ("cmi.learner_id", "me", Fault::ReadOnly),
            ("cmi.objectives.3.id", "a", Fault::SetBeyondCount),
            ("cmi.bogus", "a", Fault::Undefined),
        ] {
            let mut run_time = RunTime::new(state());
            let entries = [initialize(), set(2, element, value)];

            let result = replay(&mut run_time, 0, &entries);

            let call = element.to_owned();
            assert_eq!(result, Err(ReplayError::Divergence { n: 2, call, fault }));
        }
    }

    /// A journal that a browser could have written.
    fn journal() -> impl Strategy<Value = Vec<Entry>> {
        let step = prop_oneof![
            "[a-z]{0,9}".prop_map(|it| ("cmi.location".to_owned(), it)),
            "\\PC{0,40}".prop_map(|it| ("cmi.suspend_data".to_owned(), it)),
            (0..=100_u8).prop_map(|it| ("cmi.score.raw".to_owned(), it.to_string())),
        ];
        prop::collection::vec(step, 1..30).prop_map(|steps| {
            let sets = steps
                .iter()
                .zip(2..)
                .map(|((path, value), n)| set(n, path, value));
            std::iter::once(initialize()).chain(sets).collect()
        })
    }

    proptest! {
        /// Requests overlap, repeat and come late; whatever the client sent
        /// again, the state is that of the journal played once.
        #[test]
        fn resending_changes_nothing(
            journal in journal(),
            requests in prop::collection::vec((0..30_usize, 0..30_usize), 0..20),
        ) {
            let mut once = RunTime::new(state());
            replay(&mut once, 0, &journal).unwrap();

            let mut stored = state().to_bytes();
            let mut mark = 0;
            let whole = [(0, journal.len())];
            for (from, length) in requests.into_iter().chain(whole) {
                // A client never leaves out what is not acknowledged.
                let from = from.min(usize::try_from(mark).unwrap());
                let to = (from + length).min(journal.len());
                let mut run_time = RunTime::new(CmiState::from_bytes(&stored).unwrap());
                let applied = replay(&mut run_time, mark, &journal[from..to]).unwrap();
                prop_assert!(mark <= applied.mark);
                mark = applied.mark;
                stored = run_time.into_state().to_bytes();
            }

            prop_assert_eq!(mark, journal.last().unwrap().n);
            prop_assert_eq!(stored, once.into_state().to_bytes());
        }
    }
}
