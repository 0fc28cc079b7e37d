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
