//! Between sequencing and the data model: what an activity's objectives give
//! to `cmi`, what `cmi` has to report, and the words of `adl.nav`.

use std::collections::BTreeMap;

use crate::cmi;
use crate::sequencing::learner_session::{
    CompletionStatus, LaunchData, ObjectiveReport, Score, SessionReport, SuccessStatus,
};
use crate::sequencing::navigation::NavigationRequest;
use crate::sequencing::offers::Validity;
use crate::sequencing::state::ObjectiveProgress;

impl LaunchData {
    /// Puts what sequencing knows into the launch data of the run-time.
    pub fn give_to(self, launch: &mut cmi::LaunchData) {
        let text = |it: Option<f64>| it.map(|it| it.to_string());
        launch.scaled_passing_score = text(self.scaled_passing_score);
        launch.completion_threshold = text(self.completion_threshold);
        launch.max_time_allowed = self.max_time_allowed;
        launch.objectives = self
            .objectives
            .into_iter()
            .map(|(id, progress)| seed(id, progress))
            .collect();
        launch.shared_data = self
            .shared_data
            .into_iter()
            .map(|it| cmi::SharedData {
                target: it.target_id,
                value: it.value,
                may_read: it.readable,
                may_write: it.writable,
            })
            .collect();
    }
}

impl SessionReport {
    /// What the SCO has reported up to now. `suspended` as the end of the
    /// learner session has it; at a commit `false`.
    pub fn of(run_time: &cmi::RunTime, suspended: bool) -> Self {
        let outcome = cmi::outcome(run_time);
        let has_said = |path: &str| run_time.stored(path).is_some();
        let is_scorm_12 = has_said("cmi.core.lesson_status");
        Self {
            completion: (is_scorm_12 || has_said("cmi.completion_status"))
                .then(|| outcome.completion.into()),
            success: (is_scorm_12 || has_said("cmi.success_status"))
                .then(|| outcome.success.into()),
            score: outcome.score.into(),
            progress_measure: outcome.progress_measure,
            objectives: cmi::objectives(run_time)
                .into_iter()
                .enumerate()
                .map(|(n, it)| {
                    let has_said = |field| has_said(&format!("cmi.objectives.{n}.{field}"));
                    ObjectiveReport {
                        completion: has_said("completion_status").then(|| it.completion.into()),
                        success: has_said("success_status").then(|| it.success.into()),
                        id: it.id,
                        score: it.score.into(),
                        progress_measure: it.progress_measure,
                    }
                })
                .collect(),
            shared_data: cmi::shared_data(run_time),
            suspended,
        }
    }
}

impl From<cmi::Completion> for CompletionStatus {
    fn from(completion: cmi::Completion) -> Self {
        match completion {
            cmi::Completion::Completed => Self::Completed,
            cmi::Completion::Incomplete | cmi::Completion::NotAttempted => Self::Incomplete,
            cmi::Completion::Unknown => Self::Unknown,
        }
    }
}

impl From<cmi::Success> for SuccessStatus {
    fn from(success: cmi::Success) -> Self {
        match success {
            cmi::Success::Passed => Self::Passed,
            cmi::Success::Failed => Self::Failed,
            cmi::Success::Unknown => Self::Unknown,
        }
    }
}

impl From<cmi::Score> for Score {
    fn from(score: cmi::Score) -> Self {
        Self {
            scaled: score.scaled,
            raw: score.raw,
            min: score.min,
            max: score.max,
        }
    }
}

impl NavigationRequest {
    /// Reads a value of `adl.nav.request`, `{target=ITEM}choice` included;
    /// `None` for `_none_` and for what is no request.
    pub fn from_nav_request(value: &str) -> Option<Self> {
        if let Some(targeted) = value.strip_prefix("{target=") {
            let (target, request) = targeted.rsplit_once('}')?;
            let target = target.to_owned();
            return match request {
                "choice" => Some(Self::Choice { target }),
                "jump" => Some(Self::Jump { target }),
                _ => None,
            };
        }
        match value {
            "continue" => Some(Self::Continue),
            "previous" => Some(Self::Previous),
            "exit" => Some(Self::Exit),
            "exitAll" => Some(Self::ExitAll),
            "abandon" => Some(Self::Abandon),
            "abandonAll" => Some(Self::AbandonAll),
            "suspendAll" => Some(Self::SuspendAll),
            _ => None,
        }
    }
}

impl Validity {
    /// As the run-time answers `adl.nav.request_valid.*`: `continue`,
    /// `previous`, `choice.{target=ITEM}`, `jump.{target=ITEM}`.
    pub fn request_valid(&self) -> BTreeMap<String, String> {
        let targets = |request: &'static str, valid: &BTreeMap<String, bool>| {
            valid
                .iter()
                .map(|(item, valid)| (format!("{request}.{{target={item}}}"), valid.to_string()))
                .collect::<Vec<_>>()
        };
        let mut map = BTreeMap::from([
            ("continue".to_owned(), self.r#continue.to_string()),
            ("previous".to_owned(), self.previous.to_string()),
        ]);
        map.extend(targets("choice", &self.choice));
        map.extend(targets("jump", &self.jump));
        map
    }
}

fn seed(id: String, progress: ObjectiveProgress) -> cmi::ObjectiveSeed {
    let number = |it: Option<f64>| it.map(|it| it.to_string());
    let token =
        |it: Option<bool>, yes: &str, no: &str| it.map(|it| if it { yes } else { no }.to_owned());
    cmi::ObjectiveSeed {
        id,
        success_status: token(progress.satisfied, "passed", "failed"),
        completion_status: token(progress.completed, "completed", "incomplete"),
        progress_measure: number(progress.progress_measure),
        score_scaled: number(progress.measure),
        score_raw: number(progress.raw_score),
        score_min: number(progress.min_score),
        score_max: number(progress.max_score),
    }
}
