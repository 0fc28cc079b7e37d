//! What a learner has done in an activity tree: the tracking model of the SN
//! book, compact and serialisable. It belongs to one package version; the
//! positions in it are those of that version's tree.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::sequencing::tree::{ActivityTree, Index};

/// The state of one course attempt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TreeState {
    #[serde(rename = "a")]
    pub(crate) activities: Vec<ActivityState>,
    /// The current activity; `None` while no sequencing session is open.
    #[serde(rename = "c", default, skip_serializing_if = "Option::is_none")]
    pub(crate) current: Option<Index>,
    /// The activity that a `ResumeAll` delivers.
    #[serde(rename = "s", default, skip_serializing_if = "Option::is_none")]
    pub(crate) suspended: Option<Index>,
    #[serde(rename = "x", default)]
    pub(crate) shared: SharedState,
    /// State of the generator behind selection and randomization.
    #[serde(rename = "r")]
    pub(crate) random: u64,
}

/// What activities share: global objectives and `adl.data` buckets. The part
/// that outlives a course attempt is kept by the server per learner.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SharedState {
    #[serde(rename = "g", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub objectives: BTreeMap<String, ObjectiveProgress>,
    #[serde(rename = "d", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub data: BTreeMap<String, String>,
}

/// Tracking and state of one activity.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the tracking model's independent switches"
)]
pub(crate) struct ActivityState {
    /// Activity attempt count; Activity Progress Status is `0 <` this.
    #[serde(rename = "n", skip_serializing_if = "is_default")]
    pub(crate) attempt_count: u32,
    /// Attempt Progress Status and Attempt Completion Status in one.
    #[serde(rename = "c", skip_serializing_if = "is_default")]
    pub(crate) completed: Option<bool>,
    /// Attempt Completion Amount Status and Amount in one.
    #[serde(rename = "p", skip_serializing_if = "is_default")]
    pub(crate) progress_measure: Option<f64>,
    /// As many as the activity's objectives, or none while all are unknown.
    #[serde(rename = "o", skip_serializing_if = "is_default")]
    pub(crate) objectives: Vec<ObjectiveProgress>,
    #[serde(rename = "a", skip_serializing_if = "is_default")]
    pub(crate) is_active: bool,
    #[serde(rename = "s", skip_serializing_if = "is_default")]
    pub(crate) is_suspended: bool,
    /// The available children where selection or randomization changed them.
    #[serde(rename = "v", skip_serializing_if = "is_default")]
    pub(crate) available: Option<Vec<Index>>,
    /// The objective information is of an earlier attempt on the parent.
    #[serde(rename = "so", skip_serializing_if = "is_default")]
    pub(crate) stale_objectives: bool,
    /// The progress information is of an earlier attempt on the parent.
    #[serde(rename = "sp", skip_serializing_if = "is_default")]
    pub(crate) stale_progress: bool,
    /// The SCO itself has said something about completion, even `unknown`.
    #[serde(rename = "rc", skip_serializing_if = "is_default")]
    pub(crate) completion_reported: bool,
    /// The SCO itself has said something about success, even `unknown`.
    #[serde(rename = "rs", skip_serializing_if = "is_default")]
    pub(crate) success_reported: bool,
}

/// What is known of an objective, local or global.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ObjectiveProgress {
    #[serde(rename = "s", skip_serializing_if = "is_default")]
    pub satisfied: Option<bool>,
    /// The normalized measure, `-1.0..=1.0`.
    #[serde(rename = "m", skip_serializing_if = "is_default")]
    pub measure: Option<f64>,
    #[serde(rename = "r", skip_serializing_if = "is_default")]
    pub raw_score: Option<f64>,
    #[serde(rename = "l", skip_serializing_if = "is_default")]
    pub min_score: Option<f64>,
    #[serde(rename = "h", skip_serializing_if = "is_default")]
    pub max_score: Option<f64>,
    #[serde(rename = "c", skip_serializing_if = "is_default")]
    pub completed: Option<bool>,
    /// `0.0..=1.0`.
    #[serde(rename = "p", skip_serializing_if = "is_default")]
    pub progress_measure: Option<f64>,
}

/// A number as the state keeps it: finite, and to the seven decimals that
/// SCORM's `real(10,7)` promises, for those come back from JSON unchanged.
pub(crate) fn storable(value: Option<f64>) -> Option<f64> {
    const DECIMALS: f64 = 1e7;
    value.filter(|it| it.is_finite()).map(|it| {
        if it.abs() < 1e8 {
            (it * DECIMALS).round() / DECIMALS
        } else {
            it.clamp(-9e15, 9e15).round()
        }
    })
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl TreeState {
    /// Whether the state has the shape of this tree: one that was stored for
    /// another version of the package does not.
    pub fn fits(&self, tree: &ActivityTree) -> bool {
        let inside = |index: &Index| *index < tree.len();
        self.activities.len() == tree.len()
            && self.current.as_ref().is_none_or(inside)
            && self.suspended.as_ref().is_none_or(inside)
            && self.activities.iter().enumerate().all(|(index, it)| {
                let activity = tree.get(index);
                let known = |child: &Index| {
                    inside(child) && {
                        let child = tree.get(*child);
                        child.parent == Some(index) && child.leads_to_content
                    }
                };
                (it.objectives.is_empty() || it.objectives.len() == activity.objectives.len())
                    && it.available.iter().flatten().all(known)
            })
    }

    /// Whether a sequencing session is open.
    pub fn is_open(&self) -> bool {
        self.current.is_some()
    }

    /// Whether a launch resumes suspended work.
    pub fn is_suspended(&self) -> bool {
        self.suspended.is_some()
    }

    /// What of the shared state must be kept for the learner beyond this
    /// attempt, as the organization declares it.
    pub fn shared_beyond_attempt(&self, tree: &ActivityTree) -> SharedState {
        let mut kept = self.shared.clone();
        if !tree.objectives_global_to_system {
            kept.objectives.clear();
        }
        if !tree.shared_data_global_to_system {
            kept.data.clear();
        }
        kept
    }

    /// Takes over what other attempts of the learner have left: to be called
    /// before [`launch`](super::launch). Values not global to the system stay.
    pub fn adopt_shared(&mut self, tree: &ActivityTree, kept: &SharedState) {
        if tree.objectives_global_to_system {
            let kept = kept.objectives.clone();
            self.shared.objectives.extend(kept);
        }
        if tree.shared_data_global_to_system {
            self.shared.data.extend(kept.data.clone());
        }
    }

    /// What is global to an attempt on the course only goes with it.
    pub(crate) fn forget_attempt_scope(&mut self, tree: &ActivityTree) {
        self.shared = self.shared_beyond_attempt(tree);
    }

    pub(crate) fn objective(&self, index: Index, objective: usize) -> ObjectiveProgress {
        self.activities[index]
            .objectives
            .get(objective)
            .copied()
            .unwrap_or_default()
    }
}
