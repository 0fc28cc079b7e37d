//! What the end of a learner session does, and what an attempt amounts to.
//! Pure functions of the run-time; the caller stores what comes back.

use serde::{Deserialize, Serialize};

use super::{CmiState, Mode, Phase, Profile, RunTime, Version, outcome, time};

/// How a learner session ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaving {
    /// The SCO called Terminate or `LMSFinish`, or the learner navigated away
    /// from it by the player's own controls.
    Left,
    /// The whole activity tree is suspended (*suspend all*, *save and exit*).
    SuspendAll,
    /// Nothing was heard of the learner any more: a closed tab, a crash.
    Lapsed,
}

/// What `cmi.exit` or `cmi.core.exit` said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exit {
    /// Empty or never set.
    #[default]
    Unset,
    Normal,
    Suspend,
    TimeOut,
    Logout,
}

impl Exit {
    /// Reads the token; what is none counts as unset.
    pub fn from_token(token: &str) -> Self {
        match token {
            "normal" => Self::Normal,
            "suspend" => Self::Suspend,
            "time-out" => Self::TimeOut,
            "logout" => Self::Logout,
            _ => Self::Unset,
        }
    }
}

/// A learner session that has ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Ended {
    /// To be stored, and to be launched from next time.
    pub state: CmiState,
    pub outcome: outcome::Outcome,
    /// The work was unfinished and the SCO left without suspending it; the
    /// lenient profile keeps it as suspended, and the trace should say so.
    pub kept_unfinished: bool,
}

/// Ends the learner session: decides the 1.2 status, adds the session's time,
/// and whether the next launch resumes. Ending it twice changes nothing more.
///
/// Sources: SCORM 1.2 RTE 3.4.4 (`cmi.core.lesson_status`, `cmi.core.exit`);
/// SCORM 2004 4th Ed. RTE 4.2.7, 4.2.8, 4.2.24.
pub fn end_session(mut run_time: RunTime, leaving: Leaving) -> Ended {
    let version = run_time.frame().version;
    if version == Version::Scorm12 {
        decide_status(&mut run_time, leaving);
    }
    let session = session_hundredths(&run_time, version);
    let total = run_time
        .frame()
        .total_time_hundredths
        .saturating_add(session);
    run_time.frame_mut().total_time_hundredths = total;
    let outcome = outcome::outcome(&run_time);

    let asked = match outcome.exit {
        Exit::Suspend => true,
        // A 2004 logout resumes, as in the reference implementation.
        Exit::Logout => version == Version::Scorm2004,
        Exit::Unset | Exit::Normal | Exit::TimeOut => false,
    };
    let started = run_time.phase() != Phase::NotInitialized;
    let kept_unfinished = !asked
        && leaving == Leaving::Left
        && started
        && run_time.frame().profile == Profile::Lenient
        && matches!(outcome.exit, Exit::Unset | Exit::Normal)
        && !outcome.is_finished();
    let suspended = asked || leaving != Leaving::Left || kept_unfinished;

    for path in SESSION_ONLY {
        run_time.clear(path);
    }
    let frame = run_time.frame_mut();
    frame.suspended = suspended;
    let mut state = run_time.into_state();
    state.phase = Phase::Terminated;
    Ended {
        state,
        outcome,
        kept_unfinished,
    }
}

/// What belongs to one learner session and is gone with it.
const SESSION_ONLY: [&str; 5] = [
    "cmi.core.exit",
    "cmi.core.session_time",
    "cmi.exit",
    "cmi.session_time",
    "adl.nav.request",
];

/// The last session time that was set; values are not summed within a session.
pub(super) fn session_hundredths(run_time: &RunTime, version: Version) -> u64 {
    let parsed = match version {
        Version::Scorm12 => run_time
            .stored("cmi.core.session_time")
            .and_then(time::parse_span),
        Version::Scorm2004 => run_time
            .stored("cmi.session_time")
            .and_then(time::parse_interval),
    };
    parsed.unwrap_or(0)
}

/// SCORM 1.2: a SCO that never set a status has completed when it is left, and
/// a mastery score then judges whoever was not left incomplete.
fn decide_status(run_time: &mut RunTime, leaving: Leaving) {
    let status = run_time
        .stored("cmi.core.lesson_status")
        .filter(|it| *it != "not attempted")
        .map(str::to_owned);
    let new = if leaving == Leaving::Left {
        let suspends = run_time.stored("cmi.core.exit") == Some("suspend");
        status_when_left(run_time, status.as_deref(), suspends)
    } else {
        None
    };
    if let Some(new) = new {
        run_time.put("cmi.core.lesson_status", new.to_owned());
    }
}

fn status_when_left(
    run_time: &RunTime,
    status: Option<&str>,
    suspends: bool,
) -> Option<&'static str> {
    let frame = run_time.frame();
    if run_time.phase() == Phase::NotInitialized {
        return None;
    }
    if frame.mode == Mode::Browse {
        return status.is_none().then_some("browsed");
    }
    if !frame.credit || frame.mode == Mode::Review {
        return None;
    }
    let judged = match status {
        // A SCO that suspends before it has said anything is under way.
        None if suspends => return Some("incomplete"),
        None => Some("completed"),
        Some("completed" | "passed" | "failed") => None,
        Some(_) => return None,
    };
    let number = |path: &str| run_time.stored(path)?.parse::<f64>().ok();
    let mastery = number("cmi.student_data.mastery_score");
    match (mastery, number("cmi.core.score.raw")) {
        (Some(mastery), Some(raw)) if mastery <= raw => Some("passed"),
        (Some(_), Some(_)) => Some("failed"),
        _ => judged,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cmi::{Completion, EntryKind, LaunchData, ObjectiveSeed, Success};

    fn launch() -> LaunchData {
        LaunchData {
            credit: true,
            ..LaunchData::default()
        }
    }

    /// Plays one learner session that sets these values.
    fn play(state: CmiState, sets: &[(&str, &str)]) -> RunTime {
        let mut run_time = RunTime::new(state);
        run_time.initialize("").unwrap();
        for (element, value) in sets {
            run_time.set_value(element, Some(value)).unwrap();
        }
        run_time.terminate("").unwrap();
        run_time
    }

    fn begin(version: Version, profile: Profile, launch: &LaunchData) -> CmiState {
        CmiState::begin(version, profile, launch)
    }

    /// A launch, what its SCO sets, and the status afterwards.
    type Case<'c> = (&'c LaunchData, &'c [(&'c str, &'c str)], Option<&'c str>);

    const STATUS: &str = "cmi.core.lesson_status";
    const RAW: &str = "cmi.core.score.raw";
    const EXIT: &str = "cmi.core.exit";

    #[test]
    fn the_1_2_status_is_decided_when_the_sco_is_left() {
        let mastery = LaunchData {
            mastery_score: Some("80".into()),
            ..launch()
        };
        let no_credit = LaunchData {
            credit: false,
            ..mastery.clone()
        };
        let browse = LaunchData {
            mode: Mode::Browse,
            ..mastery.clone()
        };
        let cases: &[Case<'_>] = &[
            (&launch(), &[], Some("completed")),
            (&launch(), &[(EXIT, "suspend")], Some("incomplete")),
            (&launch(), &[(STATUS, "incomplete")], Some("incomplete")),
            (
                &launch(),
                &[(STATUS, "failed"), (RAW, "100")],
                Some("failed"),
            ),
            (&mastery, &[], Some("completed")),
            (&mastery, &[(RAW, "80")], Some("passed")),
            (&mastery, &[(RAW, "79.9")], Some("failed")),
            (&mastery, &[(RAW, "")], Some("completed")),
            (&mastery, &[(STATUS, "passed"), (RAW, "10")], Some("failed")),
            (&mastery, &[(STATUS, "failed"), (RAW, "90")], Some("passed")),
            (&mastery, &[(STATUS, "passed")], Some("passed")),
            (
                &mastery,
                &[(STATUS, "incomplete"), (RAW, "90")],
                Some("incomplete"),
            ),
            (&no_credit, &[(RAW, "90")], None),
            (
                &no_credit,
                &[(STATUS, "completed"), (RAW, "90")],
                Some("completed"),
            ),
            (&browse, &[(RAW, "90")], Some("browsed")),
        ];
        for (launch, sets, expected) in cases {
            let state = begin(Version::Scorm12, Profile::Strict, launch);

            let ended = end_session(play(state, sets), Leaving::Left);

            let run_time = RunTime::new(ended.state);
            assert_eq!(run_time.stored(STATUS), *expected, "{sets:?}");
        }
    }

    #[test]
    fn a_lapsed_session_is_suspended_and_judges_nothing() {
        for version in [Version::Scorm12, Version::Scorm2004] {
            let mut run_time = RunTime::new(begin(version, Profile::Strict, &launch()));
            run_time.initialize("").unwrap();

            let ended = end_session(run_time, Leaving::Lapsed);

            assert!(ended.state.suspended);
            assert!(!ended.outcome.is_finished());
            assert_eq!(ended.state.next_session(&launch()).entry, EntryKind::Resume);
        }
    }

    #[test]
    fn time_adds_up_over_sessions_and_within_one_the_last_counts() {
        let mut state = begin(Version::Scorm12, Profile::Strict, &launch());
        for _ in 0..3 {
            let sets = [
                ("cmi.core.session_time", "01:00:00"),
                ("cmi.core.session_time", "00:00:10.5"),
            ];
            let ended = end_session(play(state, &sets), Leaving::Left);
            state = ended.state.next_session(&launch());
        }

        let run_time = RunTime::new(state);

        assert_eq!(
            run_time.stored("cmi.core.total_time"),
            Some("0000:00:31.50")
        );
    }

    #[test]
    fn what_2004_keeps_hangs_on_the_exit() {
        let unfinished: &[(&str, &str)] = &[("cmi.location", "p7")];
        let done = ("cmi.completion_status", "completed");
        for (profile, exit, finished, entry) in [
            (Profile::Strict, "suspend", false, EntryKind::Resume),
            (Profile::Strict, "logout", false, EntryKind::Resume),
            (Profile::Strict, "normal", false, EntryKind::AbInitio),
            (Profile::Strict, "time-out", false, EntryKind::AbInitio),
            (Profile::Lenient, "normal", false, EntryKind::Resume),
            (Profile::Lenient, "", false, EntryKind::Resume),
            (Profile::Lenient, "normal", true, EntryKind::AbInitio),
            (Profile::Lenient, "time-out", false, EntryKind::AbInitio),
        ] {
            let mut sets = unfinished.to_vec();
            sets.push(("cmi.exit", exit));
            sets.extend(finished.then_some(done));
            let state = begin(Version::Scorm2004, profile, &launch());

            let ended = end_session(play(state, &sets), Leaving::Left);

            let lenient = profile == Profile::Lenient && entry == EntryKind::Resume;
            assert_eq!(ended.kept_unfinished, lenient, "{exit}");
            let next = RunTime::new(ended.state.next_session(&launch()));
            assert_eq!(next.frame().entry, entry, "{exit}");
            let kept = next.stored("cmi.location").is_some();
            assert_eq!(kept, entry == EntryKind::Resume, "{exit}");
            assert_eq!(next.stored("cmi.exit"), None);
        }
    }

    #[test]
    fn suspend_all_keeps_everything_whatever_the_exit() {
        let state = begin(Version::Scorm2004, Profile::Strict, &launch());
        let sets = [("cmi.suspend_data", "s"), ("cmi.exit", "normal")];

        let ended = end_session(play(state, &sets), Leaving::SuspendAll);

        let next = RunTime::new(ended.state.next_session(&launch()));
        assert_eq!(next.stored("cmi.entry"), Some("resume"));
        assert_eq!(next.stored("cmi.suspend_data"), Some("s"));
    }

    #[test]
    fn thresholds_decide_the_outcome() {
        let thresholds = LaunchData {
            completion_threshold: Some("0.8".into()),
            scaled_passing_score: Some("0.7".into()),
            ..launch()
        };
        for (progress, scaled, completion, success) in [
            ("0.8", "0.7", Completion::Completed, Success::Passed),
            ("0.79", "0.69", Completion::Incomplete, Success::Failed),
        ] {
            let state = begin(Version::Scorm2004, Profile::Strict, &thresholds);
            let sets = [
                ("cmi.progress_measure", progress),
                ("cmi.score.scaled", scaled),
            ];

            let outcome = end_session(play(state, &sets), Leaving::Left).outcome;

            assert_eq!((outcome.completion, outcome.success), (completion, success));
            assert_eq!(outcome.progress_measure, progress.parse().ok());
            assert_eq!(outcome.score.scaled, scaled.parse().ok());
        }
        let state = begin(Version::Scorm2004, Profile::Strict, &thresholds);
        let sets = [
            ("cmi.completion_status", "completed"),
            ("cmi.success_status", "passed"),
        ];
        let outcome = end_session(play(state, &sets), Leaving::Left).outcome;
        assert_eq!(outcome.completion, Completion::Unknown);
        assert_eq!(outcome.success, Success::Unknown);
    }

    #[test]
    fn objectives_of_sequencing_are_refreshed_by_id_on_resuming() {
        let seed = |id: &str, status: &str| ObjectiveSeed {
            id: id.into(),
            success_status: Some(status.into()),
            ..ObjectiveSeed::default()
        };
        let first = LaunchData {
            objectives: vec![seed("a", "unknown")],
            ..launch()
        };
        let state = begin(Version::Scorm2004, Profile::Strict, &first);
        let sets = [("cmi.objectives.1.id", "own"), ("cmi.exit", "suspend")];
        let ended = end_session(play(state, &sets), Leaving::Left);
        let second = LaunchData {
            objectives: vec![seed("a", "passed"), seed("new", "failed")],
            ..launch()
        };

        let next = RunTime::new(ended.state.next_session(&second));

        let ids: Vec<_> = outcome::objectives(&next)
            .into_iter()
            .map(|it| (it.id, it.success))
            .collect();
        let expected = [
            ("a", Success::Passed),
            ("own", Success::Unknown),
            ("new", Success::Failed),
        ];
        assert_eq!(ids, expected.map(|(id, success)| (id.to_owned(), success)));
    }
}
