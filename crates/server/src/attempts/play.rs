//! What entries and requests do to an attempt: the run-time and sequencing put
//! together. Pure: states in, states and facts out.

use std::collections::BTreeMap;

use course_runtime::{
    cmi::{self, CmiState, Entry, Leaving, ReplayError, RunTime, StateError},
    sequencing::{
        self, CompletionStatus, CourseStatus, Delivery, ExitMode, NavigationRequest, SessionReport,
        SuccessStatus, Validity,
    },
};
use entity::values::{Completion, Success};

use super::{
    course::{Course, Learner},
    state::{AttemptState, Said},
};

/// Why entries were not taken.
#[derive(Debug, thiserror::Error)]
pub(super) enum PlayError {
    #[error(transparent)]
    Replay(#[from] ReplayError),
    /// There is no SCO that the entries could belong to.
    #[error("nothing is running")]
    NothingRuns,
    #[error(transparent)]
    State(#[from] StateError),
}

/// What replaying has done.
#[derive(Debug, Default)]
pub(super) struct Replayed {
    /// How many entries were new.
    pub(super) new: usize,
    /// The SCO has terminated: its learner session is over.
    pub(super) terminated: bool,
    /// What the lenient profile took, for the trace.
    pub(super) notes: Vec<cmi::Note>,
    /// Unfinished work of which the SCO did not say that it is suspended.
    pub(super) kept_unfinished: bool,
}

/// The facts for the attempt's columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Facts {
    pub(super) completion: Completion,
    pub(super) success: Success,
    pub(super) score_scaled: Option<f64>,
    pub(super) score_raw: Option<f64>,
    pub(super) progress: Option<f64>,
    pub(super) time_hundredths: i64,
    pub(super) location: Option<String>,
    /// Nothing is left to do: the next launch is a new attempt.
    pub(super) finished: bool,
}

/// Replays the entries that are not stored yet on the running SCO, and ends its
/// learner session when it has terminated.
pub(super) fn replay(
    course: &Course,
    state: &mut AttemptState,
    entries: &[Entry],
) -> Result<Replayed, PlayError> {
    let is_new = entries.last().is_some_and(|it| state.header.mark < it.n);
    if !is_new {
        return Ok(Replayed::default());
    }
    let item = state.header.item.clone().ok_or(PlayError::NothingRuns)?;
    if !state.header.running {
        return Err(PlayError::NothingRuns);
    }
    let cmi = state.cmi(&item)?.ok_or(PlayError::NothingRuns)?;
    let version = cmi.version;
    let mut run_time = RunTime::new(cmi);
    let applied = cmi::replay(&mut run_time, state.header.mark, entries)?;
    state.header.mark = applied.mark;
    let notes = run_time.notes().to_vec();
    let terminated = run_time.phase() == cmi::Phase::Terminated;
    let mut kept_unfinished = false;
    if terminated {
        kept_unfinished = end(course, state, &item, run_time, Leaving::Left);
    } else {
        let outcome = cmi::outcome(&run_time);
        let report = report(version, &run_time, &outcome, false);
        state.tree = sequencing::apply_learner_session(&course.tree, &state.tree, &item, &report);
        state.header.said = said(outcome);
        let hundredths = cmi::current_time_hundredths(&run_time);
        state.set_cmi(&item, &run_time.into_state(), hundredths);
    }
    Ok(Replayed {
        new: applied.new,
        terminated,
        notes,
        kept_unfinished,
    })
}

/// Ends the learner session of what is on screen, if it has not ended by itself.
pub(super) fn end_running(
    course: &Course,
    state: &mut AttemptState,
    leaving: Leaving,
) -> Result<(), StateError> {
    let Some(item) = state.header.item.clone().filter(|_| state.header.running) else {
        return Ok(());
    };
    let is_sco = course.item(&item).is_some_and(|it| it.is_sco);
    let spoke = |it: &CmiState| it.phase != cmi::Phase::NotInitialized || !it.values.is_empty();
    match state.cmi(&item)? {
        Some(cmi) if is_sco || spoke(&cmi) => {
            end(course, state, &item, RunTime::new(cmi), leaving);
        }
        // An asset that never looked for the API has no session of its own.
        _ => {
            state.forget_cmi(&item);
            state.header.running = false;
        }
    }
    Ok(())
}

/// Ends a SCO's learner session and tells sequencing; says whether unfinished
/// work was kept although the SCO did not ask for it.
fn end(
    course: &Course,
    state: &mut AttemptState,
    item: &str,
    run_time: RunTime,
    leaving: Leaving,
) -> bool {
    let ended = cmi::end_session(run_time, leaving);
    let suspended = ended.state.suspended;
    let version = ended.state.version;
    let wish = ended.outcome.nav_request.clone();
    let kept = RunTime::new(ended.state);
    let report = report(version, &kept, &ended.outcome, suspended);
    state.tree = sequencing::apply_learner_session(&course.tree, &state.tree, item, &report);
    state.header.running = false;
    let wish = sequencing::navigation_on_termination(
        exit_mode(ended.outcome.exit),
        wish.as_deref()
            .and_then(NavigationRequest::from_nav_request),
    );
    let wish = match wish {
        Some(NavigationRequest::ExitAll) if returns_here(course, state, version) => {
            Some(NavigationRequest::SuspendAll)
        }
        wish => wish,
    };
    state.header.wish = wish
        .filter(|_| leaving == Leaving::Left)
        .map(|request| token(&request));
    let hundredths = ended.outcome.total_time_hundredths;
    state.header.said = said(ended.outcome);
    state.set_cmi(item, &kept.into_state(), hundredths);
    ended.kept_unfinished
}

/// `logout` of SCORM 1.2 is the learner's leave, not the course's end: who has
/// items left comes back to the one they were in.
fn returns_here(course: &Course, state: &AttemptState, version: cmi::Version) -> bool {
    let status = sequencing::course_status(&course.tree, &state.tree);
    version == cmi::Version::Scorm12 && status.completed_items < status.items
}

fn said(outcome: cmi::Outcome) -> Said {
    Said {
        location: outcome.location,
        score_raw: outcome.score.raw,
        progress: outcome.progress_measure,
        not_attempted: outcome.completion == cmi::Completion::NotAttempted,
    }
}

/// Asks sequencing for `request`, and prepares what it delivers.
pub(super) fn navigate(
    course: &Course,
    state: &mut AttemptState,
    learner: &Learner,
    request: &NavigationRequest,
) -> Result<(sequencing::Outcome, Option<CmiState>), StateError> {
    let (tree, outcome) = sequencing::process(&course.tree, &state.tree, request);
    state.tree = tree;
    let cmi = show(course, state, learner, &outcome)?;
    Ok((outcome, cmi))
}

/// Opens the course: resumes what was suspended, or starts.
pub(super) fn open(
    course: &Course,
    state: &mut AttemptState,
    learner: &Learner,
) -> Result<(sequencing::Outcome, Option<CmiState>), StateError> {
    let (tree, outcome) = sequencing::launch(&course.tree, &state.tree);
    state.tree = tree;
    let cmi = show(course, state, learner, &outcome)?;
    Ok((outcome, cmi))
}

fn show(
    course: &Course,
    state: &mut AttemptState,
    learner: &Learner,
    outcome: &sequencing::Outcome,
) -> Result<Option<CmiState>, StateError> {
    state.header.wish = None;
    if let Some(delivery) = &outcome.deliver {
        return deliver(course, state, learner, delivery);
    }
    if outcome.removes_content || outcome.session != sequencing::Session::Delivering {
        state.header.item = None;
        state.header.running = false;
    }
    state.header.delivery += 1;
    Ok(None)
}

/// Puts an item on screen. The data model is there for assets too: what a
/// manifest calls an asset may be a SCO all the same, as in ADL's own test.
pub(super) fn deliver(
    course: &Course,
    state: &mut AttemptState,
    learner: &Learner,
    delivery: &Delivery,
) -> Result<Option<CmiState>, StateError> {
    state.header.delivery += 1;
    state.header.item = Some(delivery.item.clone());
    state.header.running = true;
    let Some(launch) = course.launch_data(&state.tree, &delivery.item, learner) else {
        return Ok(None);
    };
    let cmi = match state.cmi(&delivery.item)? {
        Some(mut earlier) => {
            if earlier.version == cmi::Version::Scorm2004 {
                // Sequencing knows whether the attempt on the activity goes on.
                earlier.suspended = delivery.resumes;
                if !delivery.resumes {
                    state.header.earlier_hundredths = state
                        .header
                        .earlier_hundredths
                        .saturating_add(earlier.total_time_hundredths);
                }
            }
            earlier.next_session(&launch)
        }
        None => CmiState::begin(course.standard, course.profile, &launch),
    };
    let hundredths = cmi.total_time_hundredths;
    state.set_cmi(&delivery.item, &cmi, hundredths);
    Ok(Some(cmi))
}

/// The facts of the attempt as it stands.
pub(super) fn facts(course: &Course, state: &AttemptState) -> Facts {
    let status = sequencing::course_status(&course.tree, &state.tree);
    let said = &state.header.said;
    let is_single = course.is_single();
    let completion = match status.completion {
        CompletionStatus::Completed => Completion::Completed,
        CompletionStatus::Incomplete => Completion::Incomplete,
        CompletionStatus::Unknown if is_single && said.not_attempted => Completion::NotAttempted,
        CompletionStatus::Unknown => Completion::Unknown,
    };
    let success = match status.success {
        SuccessStatus::Passed => Success::Passed,
        SuccessStatus::Failed => Success::Failed,
        SuccessStatus::Unknown => Success::Unknown,
    };
    Facts {
        completion,
        success,
        score_scaled: status.score_scaled,
        score_raw: said.score_raw.filter(|_| is_single),
        progress: progress(&status, said.progress.filter(|_| is_single)),
        time_hundredths: i64::try_from(state.hundredths()).unwrap_or(i64::MAX),
        location: said.location.clone(),
        finished: completion == Completion::Completed
            || success == Success::Passed
            || (success == Success::Failed && is_single),
    }
}

/// From 0 to 1: what the package measures, else how many items are completed.
fn progress(status: &CourseStatus, sole: Option<f64>) -> Option<f64> {
    if status.completion == CompletionStatus::Completed {
        return Some(1.0);
    }
    let items = u32::try_from(status.items).ok().filter(|it| 1 < *it);
    let completed = u32::try_from(status.completed_items).ok();
    let counted = items
        .zip(completed)
        .map(|(items, completed)| f64::from(completed) / f64::from(items));
    sole.or(status.progress_measure).or(counted)
}

/// `adl.nav.request_valid.*`, as the browser's run-time reads it.
pub(super) fn validity_map(validity: &Validity) -> BTreeMap<String, String> {
    let mut map = validity.request_valid();
    let leaving = [
        ("exit", validity.exit),
        ("exitAll", validity.exit_all),
        ("abandon", validity.abandon),
        ("abandonAll", validity.abandon_all),
        ("suspendAll", validity.suspend_all),
    ];
    map.extend(leaving.map(|(name, valid)| (name.to_owned(), valid.to_string())));
    map
}

/// The opposite of [`NavigationRequest::from_nav_request`].
fn token(request: &NavigationRequest) -> String {
    match request {
        NavigationRequest::Choice { target } => format!("{{target={target}}}choice"),
        NavigationRequest::Jump { target } => format!("{{target={target}}}jump"),
        NavigationRequest::Start => "start".to_owned(),
        NavigationRequest::ResumeAll => "resumeAll".to_owned(),
        NavigationRequest::Continue => "continue".to_owned(),
        NavigationRequest::Previous => "previous".to_owned(),
        NavigationRequest::Exit => "exit".to_owned(),
        NavigationRequest::ExitAll => "exitAll".to_owned(),
        NavigationRequest::Abandon => "abandon".to_owned(),
        NavigationRequest::AbandonAll => "abandonAll".to_owned(),
        NavigationRequest::SuspendAll => "suspendAll".to_owned(),
    }
}

fn exit_mode(exit: cmi::Exit) -> ExitMode {
    match exit {
        cmi::Exit::Unset | cmi::Exit::Normal => ExitMode::Normal,
        cmi::Exit::Suspend => ExitMode::Suspend,
        cmi::Exit::TimeOut => ExitMode::TimeOut,
        cmi::Exit::Logout => ExitMode::Logout,
    }
}

/// What sequencing is told of a SCO: what it has said, and what the run-time
/// makes of that by the thresholds of the manifest.
fn report(
    version: cmi::Version,
    run_time: &RunTime,
    outcome: &cmi::Outcome,
    suspended: bool,
) -> SessionReport {
    let mut report = SessionReport::of(run_time, suspended);
    let is_judged = |threshold: &str| run_time.stored(threshold).is_some();
    // 1.2 has one word for both; who failed a test has worked through it.
    if version == cmi::Version::Scorm12 && outcome.success == cmi::Success::Failed {
        report.completion = Some(CompletionStatus::Completed);
    }
    // Without a measure of its own nothing is judged: its primary objective may
    // have one, which sequencing holds against the threshold.
    if is_judged("cmi.completion_threshold") && is_judged("cmi.progress_measure") {
        report.completion = Some(outcome.completion.into());
    }
    if is_judged("cmi.scaled_passing_score") {
        report.success = Some(outcome.success.into());
    }
    report
}
