//! The border to the run-time: what a SCO finds when it starts, and what it
//! has reported.

use serde::{Deserialize, Serialize};

use crate::sequencing::definition::CompletionThreshold;
use crate::sequencing::navigation::NavigationRequest;
use crate::sequencing::overall::Outcome;
use crate::sequencing::state::{ObjectiveProgress, TreeState, storable};
use crate::sequencing::tracking::{PRIMARY, Sequencer};
use crate::sequencing::tree::{ActivityTree, Index};

/// `cmi.completion_status`, as sequencing understands it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompletionStatus {
    Completed,
    /// Also what a SCO reports as `not attempted`.
    Incomplete,
    #[default]
    Unknown,
}

/// `cmi.success_status`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuccessStatus {
    Passed,
    Failed,
    #[default]
    Unknown,
}

/// `cmi.exit` at the end of a learner session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExitMode {
    #[default]
    Normal,
    Suspend,
    TimeOut,
    Logout,
}

/// A score, each part where it is known.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Score {
    /// `-1.0..=1.0`.
    pub scaled: Option<f64>,
    pub raw: Option<f64>,
    pub min: Option<f64>,
    pub max: Option<f64>,
}

/// What the SCO of an item has said in this learner session. A status that is
/// `None` was never set; `Unknown` was set to that.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SessionReport {
    pub completion: Option<CompletionStatus>,
    pub success: Option<SuccessStatus>,
    pub score: Score,
    /// `0.0..=1.0`.
    pub progress_measure: Option<f64>,
    pub objectives: Vec<ObjectiveReport>,
    /// `adl.data`: target and value of each bucket that was written.
    pub shared_data: Vec<(String, String)>,
    /// The attempt on the activity goes on next time: `cmi.exit` is `suspend`,
    /// or the LMS decides so. Only at the end of the session, not at commits.
    pub suspended: bool,
}

/// One entry of `cmi.objectives`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ObjectiveReport {
    pub id: String,
    pub completion: Option<CompletionStatus>,
    pub success: Option<SuccessStatus>,
    pub score: Score,
    pub progress_measure: Option<f64>,
}

/// What the run-time of an item is initialised with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LaunchData {
    /// `cmi.scaled_passing_score`.
    pub scaled_passing_score: Option<f64>,
    /// `cmi.completion_threshold`.
    pub completion_threshold: Option<f64>,
    /// `cmi.max_time_allowed`, as the manifest writes it.
    pub max_time_allowed: Option<String>,
    /// The objectives that have an id, in the manifest's order, with what is
    /// known of them through read maps.
    pub objectives: Vec<(String, ObjectiveProgress)>,
    /// The position in `objectives` of the primary one, if it has an id.
    pub primary_objective: Option<usize>,
    pub shared_data: Vec<SharedDatum>,
}

/// One `adl.data` bucket of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedDatum {
    pub target_id: String,
    pub readable: bool,
    pub writable: bool,
    /// `None` until a SCO has written it; an empty text is none.
    pub value: Option<String>,
}

/// Puts what a SCO has reported into the tracking of its activity, writes the
/// global objectives and rolls up. At a commit the result is provisional: look
/// at it (validity, course status), but store only that of
/// [`end_learner_session`], for an abandoned session must leave no trace. An
/// item that is unknown or was never delivered changes nothing.
pub fn apply_learner_session(
    tree: &ActivityTree,
    state: &TreeState,
    item: &str,
    report: &SessionReport,
) -> TreeState {
    let mut sequencer = Sequencer::new(tree, state);
    if let Some(index) = tree.find(item) {
        sequencer.apply(index, report);
    }
    sequencer.state
}

/// Ends the learner session of the item on screen: its report counts, unless
/// the session is abandoned, and the navigation request that takes effect is
/// answered. Without one the item stays the current activity, and the learner
/// decides what comes next.
pub fn end_learner_session(
    tree: &ActivityTree,
    state: &TreeState,
    item: &str,
    report: &SessionReport,
    request: Option<&NavigationRequest>,
) -> (TreeState, Option<Outcome>) {
    let mut sequencer = Sequencer::new(tree, state);
    let is_abandoned = matches!(
        request,
        Some(NavigationRequest::Abandon | NavigationRequest::AbandonAll)
    );
    if let Some(index) = tree.find(item)
        && !is_abandoned
    {
        sequencer.apply(index, report);
    }
    let outcome = request.map(|it| sequencer.answer(it));
    (sequencer.state, outcome)
}

/// The navigation request that takes effect when a SCO has terminated:
/// `time-out` and `logout` end the course session whatever it asked for.
pub fn navigation_on_termination(
    exit: ExitMode,
    pending: Option<NavigationRequest>,
) -> Option<NavigationRequest> {
    match exit {
        ExitMode::TimeOut | ExitMode::Logout => Some(NavigationRequest::ExitAll),
        ExitMode::Normal | ExitMode::Suspend => pending,
    }
}

/// What the run-time of an item starts with; `None` for an unknown item.
pub fn launch_data(tree: &ActivityTree, state: &TreeState, item: &str) -> Option<LaunchData> {
    let index = tree.find(item)?;
    Some(Sequencer::new(tree, state).launch_data(index))
}

impl Sequencer<'_> {
    fn apply(&mut self, index: Index, report: &SessionReport) {
        let activity = self.activity(index);
        let is_known = activity.is_leaf() && (self.is_attempted(index) || self.at(index).is_active);
        if !is_known {
            return;
        }
        let before = self.state.shared.objectives.clone();
        let tracked_before = self.at(index).clone();
        self.apply_shared_data(index, &report.shared_data);
        self.at_mut(index).is_suspended = report.suspended;
        if !activity.is_tracked() {
            return;
        }
        for entry in &report.objectives {
            let Some(objective) = activity.objective(&entry.id) else {
                continue;
            };
            self.update_objective(index, objective, |it| merge_objective(it, entry));
            if objective == PRIMARY {
                self.apply_completion(index, entry.completion, entry.progress_measure);
                self.at_mut(index).success_reported |= entry.success.is_some();
            }
        }
        self.apply_completion(index, report.completion, report.progress_measure);
        self.at_mut(index).success_reported |= report.success.is_some();
        self.update_objective(index, PRIMARY, |it| {
            if let Some(success) = report.success {
                it.satisfied = success.known();
            }
            merge_score(it, &report.score);
        });
        self.write_all_objectives(index);
        for (objective, success, completion) in self.said_of_objectives(index, report) {
            let satisfied = success == Some(SuccessStatus::Unknown);
            let completed = completion == Some(CompletionStatus::Unknown);
            self.unwrite_objective(index, objective, (satisfied, completed));
        }
        // Most commits only keep a place: what says nothing new rolls nothing up.
        if tracked_before != *self.at(index) || before != self.state.shared.objectives {
            self.overall_rollup(index, &before);
        }
    }

    /// What the report says of which objective; of the primary one maybe twice.
    fn said_of_objectives(
        &self,
        index: Index,
        report: &SessionReport,
    ) -> Vec<(usize, Option<SuccessStatus>, Option<CompletionStatus>)> {
        let activity = self.activity(index);
        let entries = report.objectives.iter().filter_map(|it| {
            let objective = activity.objective(&it.id)?;
            // The activity's own status speaks for the primary objective.
            let overruled = objective == PRIMARY;
            let success = it
                .success
                .filter(|_| !(overruled && report.success.is_some()));
            let completion = it
                .completion
                .filter(|_| !(overruled && report.completion.is_some()));
            Some((objective, success, completion))
        });
        let own = (PRIMARY, report.success, report.completion);
        entries.chain([own]).collect()
    }

    fn apply_completion(
        &mut self,
        index: Index,
        completion: Option<CompletionStatus>,
        progress_measure: Option<f64>,
    ) {
        self.update_progress(index, |it| {
            if let Some(completion) = completion {
                it.completion_reported = true;
                it.completed = completion.known();
            }
            it.progress_measure = storable(progress_measure).or(it.progress_measure);
        });
    }

    fn apply_shared_data(&mut self, index: Index, written: &[(String, String)]) {
        let maps = &self.activity(index).definition.data_maps;
        for (target, value) in written {
            let may_write = maps
                .iter()
                .any(|it| it.target_id == *target && it.write_shared_data);
            if may_write {
                let data = &mut self.state.shared.data;
                data.insert(target.clone(), value.clone());
            }
        }
    }

    fn launch_data(&self, index: Index) -> LaunchData {
        let activity = self.activity(index);
        let primary = &activity.objectives[PRIMARY];
        let mut objectives = Vec::new();
        for (position, definition) in activity.objectives.iter().enumerate() {
            if let Some(id) = &definition.id {
                objectives.push((id.clone(), self.objective_progress(index, position)));
            }
        }
        let threshold: &CompletionThreshold = &activity.definition.completion_threshold;
        let shared = &self.state.shared.data;
        LaunchData {
            scaled_passing_score: primary
                .satisfied_by_measure
                .then_some(primary.min_normalized_measure),
            completion_threshold: threshold
                .completed_by_measure
                .then_some(threshold.min_progress_measure),
            max_time_allowed: activity
                .sequencing()
                .limit_conditions
                .attempt_absolute_duration_limit
                .clone(),
            objectives,
            primary_objective: primary.id.is_some().then_some(0),
            shared_data: activity
                .definition
                .data_maps
                .iter()
                .map(|it| SharedDatum {
                    target_id: it.target_id.clone(),
                    readable: it.read_shared_data,
                    writable: it.write_shared_data,
                    value: shared
                        .get(&it.target_id)
                        .filter(|it| !it.is_empty())
                        .cloned(),
                })
                .collect(),
        }
    }
}

impl CompletionStatus {
    pub(crate) fn known(self) -> Option<bool> {
        match self {
            Self::Completed => Some(true),
            Self::Incomplete => Some(false),
            Self::Unknown => None,
        }
    }

    pub(crate) fn from_known(known: Option<bool>) -> Self {
        match known {
            Some(true) => Self::Completed,
            Some(false) => Self::Incomplete,
            None => Self::Unknown,
        }
    }
}

impl SuccessStatus {
    pub(crate) fn known(self) -> Option<bool> {
        match self {
            Self::Passed => Some(true),
            Self::Failed => Some(false),
            Self::Unknown => None,
        }
    }

    pub(crate) fn from_known(known: Option<bool>) -> Self {
        match known {
            Some(true) => Self::Passed,
            Some(false) => Self::Failed,
            None => Self::Unknown,
        }
    }
}

fn merge_objective(progress: &mut ObjectiveProgress, entry: &ObjectiveReport) {
    if let Some(success) = entry.success {
        progress.satisfied = success.known();
    }
    if let Some(completion) = entry.completion {
        progress.completed = completion.known();
    }
    progress.progress_measure = storable(entry.progress_measure).or(progress.progress_measure);
    merge_score(progress, &entry.score);
}

fn merge_score(progress: &mut ObjectiveProgress, score: &Score) {
    progress.measure = storable(score.scaled).or(progress.measure);
    progress.raw_score = storable(score.raw).or(progress.raw_score);
    progress.min_score = storable(score.min).or(progress.min_score);
    progress.max_score = storable(score.max).or(progress.max_score);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sequencing::{
        definition::{ActivityDefinition, CourseDefinition, Resource},
        launch,
    };

    fn sco(identifier: &str) -> ActivityDefinition {
        ActivityDefinition {
            identifier: identifier.into(),
            resource: Some(Resource {
                identifier: "R".into(),
                is_sco: true,
            }),
            ..ActivityDefinition::default()
        }
    }

    #[test]
    fn a_commit_that_changes_no_tracking_touches_no_rollup() {
        let mut root = ActivityDefinition {
            identifier: "course".into(),
            children: vec![sco("one"), sco("two")],
            ..ActivityDefinition::default()
        };
        root.sequencing.control_modes.flow = true;
        let course = CourseDefinition {
            root,
            ..CourseDefinition::default()
        };
        let tree = ActivityTree::new(course).expect("two items can be launched");
        let (state, outcome) = launch(&tree, &TreeState::new(&tree, 1));
        assert_eq!(outcome.deliver.map(|it| it.item).as_deref(), Some("one"));
        let index = tree.find("one").expect("it was delivered");
        let mut sequencer = Sequencer::new(&tree, &state);
        let said = |completion| SessionReport {
            completion: Some(completion),
            score: Score {
                scaled: Some(0.5),
                ..Score::default()
            },
            ..SessionReport::default()
        };

        // Only the place, the time, suspend data: nothing of tracking.
        sequencer.apply(index, &SessionReport::default());
        assert_eq!(sequencer.rolled_up, 0);
        sequencer.apply(index, &said(CompletionStatus::Incomplete));
        assert_eq!(sequencer.rolled_up, 1);
        sequencer.apply(index, &said(CompletionStatus::Incomplete));
        assert_eq!(sequencer.rolled_up, 1);
        sequencer.apply(index, &said(CompletionStatus::Completed));
        assert_eq!(sequencer.rolled_up, 2);
    }
}
