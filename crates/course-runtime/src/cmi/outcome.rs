//! What an attempt on a SCO amounts to: the few facts that the course, lists
//! and sequencing need. May be asked at any time; provisional until the
//! learner session has ended.

use serde::{Deserialize, Serialize};

use super::{Exit, RunTime, Version, session};

/// Whether the learner got through it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Completion {
    #[default]
    Unknown,
    NotAttempted,
    Incomplete,
    Completed,
}

/// Whether the learner mastered it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Success {
    #[default]
    Unknown,
    Passed,
    Failed,
}

/// A score as the SCO reported it.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Score {
    /// From -1 to 1. In SCORM 1.2 it is worked out from `raw`.
    pub scaled: Option<f64>,
    pub raw: Option<f64>,
    pub min: Option<f64>,
    pub max: Option<f64>,
}

/// What an attempt on a SCO amounts to.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Outcome {
    pub completion: Completion,
    pub success: Success,
    pub score: Score,
    /// From 0 to 1; 2004 only.
    pub progress_measure: Option<f64>,
    /// Of the ended learner sessions.
    pub total_time_hundredths: u64,
    pub exit: Exit,
    pub location: Option<String>,
    /// `adl.nav.request`, unless it is `_none_`.
    pub nav_request: Option<String>,
}

/// An objective's state, for sequencing.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ObjectiveOutcome {
    pub id: String,
    pub success: Success,
    pub completion: Completion,
    pub progress_measure: Option<f64>,
    pub score: Score,
}

impl Outcome {
    /// Whether there is nothing left to do.
    pub fn is_finished(&self) -> bool {
        self.completion == Completion::Completed || self.success == Success::Passed
    }
}

/// What the attempt amounts to now. The time is that of ended sessions; see
/// [`current_time_hundredths`] for the running one.
pub fn outcome(run_time: &RunTime) -> Outcome {
    match run_time.frame().version {
        Version::Scorm12 => outcome_12(run_time),
        Version::Scorm2004 => outcome_2004(run_time),
    }
}

/// The time of the ended learner sessions and what the running one has reported.
pub fn current_time_hundredths(run_time: &RunTime) -> u64 {
    let frame = run_time.frame();
    frame
        .total_time_hundredths
        .saturating_add(session::session_hundredths(run_time, frame.version))
}

/// Source: SCORM 1.2 RTE 3.4.4, `cmi.core.lesson_status`: *failed* leaves open
/// whether all was gone through.
fn outcome_12(run_time: &RunTime) -> Outcome {
    let (completion, success) = match run_time.stored("cmi.core.lesson_status") {
        Some("passed") => (Completion::Completed, Success::Passed),
        Some("completed") => (Completion::Completed, Success::Unknown),
        Some("failed") => (Completion::Unknown, Success::Failed),
        Some("incomplete") => (Completion::Incomplete, Success::Unknown),
        Some("browsed") => (Completion::Unknown, Success::Unknown),
        _ => (Completion::NotAttempted, Success::Unknown),
    };
    let mut score = score(run_time, "cmi.core.score");
    score.scaled = scale(score);
    Outcome {
        completion,
        success,
        score,
        progress_measure: None,
        total_time_hundredths: run_time.frame().total_time_hundredths,
        exit: Exit::from_token(run_time.stored("cmi.core.exit").unwrap_or_default()),
        location: run_time
            .stored("cmi.core.lesson_location")
            .map(str::to_owned),
        nav_request: None,
    }
}

fn outcome_2004(run_time: &RunTime) -> Outcome {
    let token = |path: &str| run_time.get(path).unwrap_or_default();
    Outcome {
        completion: completion(&token("cmi.completion_status")),
        success: success(&token("cmi.success_status")),
        score: score(run_time, "cmi.score"),
        progress_measure: number(run_time, "cmi.progress_measure"),
        total_time_hundredths: run_time.frame().total_time_hundredths,
        exit: Exit::from_token(run_time.stored("cmi.exit").unwrap_or_default()),
        location: run_time.stored("cmi.location").map(str::to_owned),
        nav_request: run_time
            .stored("adl.nav.request")
            .filter(|it| *it != "_none_")
            .map(str::to_owned),
    }
}

/// SCORM 2004: the objectives' states, in the SCO's order.
pub fn objectives(run_time: &RunTime) -> Vec<ObjectiveOutcome> {
    let objectives = (0..run_time.count("cmi.objectives")).map(|n| {
        let path = format!("cmi.objectives.{n}");
        let token = |field: &str| run_time.stored(&format!("{path}.{field}"));
        ObjectiveOutcome {
            id: token("id").unwrap_or_default().to_owned(),
            success: success(token("success_status").unwrap_or_default()),
            completion: completion(token("completion_status").unwrap_or_default()),
            progress_measure: number(run_time, &format!("{path}.progress_measure")),
            score: score(run_time, &format!("{path}.score")),
        }
    });
    objectives.collect()
}

/// SCORM 2004: what stands in the shared data stores, by target.
pub fn shared_data(run_time: &RunTime) -> Vec<(String, String)> {
    let stores = (0..run_time.count("adl.data")).filter_map(|n| {
        let target = run_time.stored(&format!("adl.data.{n}.id"))?;
        let value = run_time.stored(&format!("adl.data.{n}.store"))?;
        Some((target.to_owned(), value.to_owned()))
    });
    stores.collect()
}

pub(super) fn completion(token: &str) -> Completion {
    match token {
        "completed" => Completion::Completed,
        "incomplete" => Completion::Incomplete,
        "not attempted" => Completion::NotAttempted,
        _ => Completion::Unknown,
    }
}

pub(super) fn success(token: &str) -> Success {
    match token {
        "passed" => Success::Passed,
        "failed" => Success::Failed,
        _ => Success::Unknown,
    }
}

fn score(run_time: &RunTime, path: &str) -> Score {
    let part = |name: &str| number(run_time, &format!("{path}.{name}"));
    Score {
        scaled: part("scaled"),
        raw: part("raw"),
        min: part("min"),
        max: part("max"),
    }
}

fn number(run_time: &RunTime, path: &str) -> Option<f64> {
    let number: f64 = run_time.stored(path)?.parse().ok()?;
    number.is_finite().then_some(number)
}

/// A 1.2 score is out of 100, or between the bounds where the SCO set others.
pub(super) fn scale(score: Score) -> Option<f64> {
    let min = score.min.unwrap_or(0.0);
    let max = score.max.unwrap_or(100.0);
    let scaled = if min < max {
        (score.raw? - min) / (max - min)
    } else {
        score.raw? / 100.0
    };
    Some(scaled.clamp(-1.0, 1.0))
}
