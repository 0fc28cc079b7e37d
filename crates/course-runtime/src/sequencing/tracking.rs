//! Reading and writing what is tracked: local information, the global
//! objectives that maps lead to, and what a new attempt leaves behind.

use crate::sequencing::definition::{Objective, ObjectiveMap, Standard};
use crate::sequencing::state::{ActivityState, ObjectiveProgress, SharedState, TreeState};
use crate::sequencing::tree::{Activity, ActivityTree, Index};

/// The primary objective's position.
pub(crate) const PRIMARY: usize = 0;

/// A tree with the state that the processes change. They are spread over the
/// files of this module, one per family, as `impl` blocks.
#[derive(Debug, Clone)]
pub(crate) struct Sequencer<'tree> {
    pub(crate) tree: &'tree ActivityTree,
    pub(crate) state: TreeState,
}

impl<'tree> Sequencer<'tree> {
    /// Works on a copy of `state`; one that does not fit the tree (stored for
    /// another version) is replaced by a fresh one, shared state apart.
    pub(crate) fn new(tree: &'tree ActivityTree, state: &TreeState) -> Self {
        let state = if state.fits(tree) {
            state.clone()
        } else {
            let mut fresh = TreeState::new(tree, state.random);
            fresh.shared = state.shared.clone();
            fresh
        };
        Self { tree, state }
    }

    pub(crate) fn activity(&self, index: Index) -> &'tree Activity {
        self.tree.get(index)
    }

    pub(crate) fn at(&self, index: Index) -> &ActivityState {
        &self.state.activities[index]
    }

    pub(crate) fn at_mut(&mut self, index: Index) -> &mut ActivityState {
        &mut self.state.activities[index]
    }

    /// The available children, in the order that holds for this attempt.
    pub(crate) fn available_children(&self, index: Index) -> &[Index] {
        self.at(index)
            .available
            .as_deref()
            .unwrap_or(&self.activity(index).children)
    }

    /// Activity Progress Status: an attempt has ever begun.
    pub(crate) fn is_attempted(&self, index: Index) -> bool {
        0 < self.at(index).attempt_count
    }

    /// Objective Progress Status and Satisfied Status of an objective as rules
    /// and rollup see it. A read map's global value goes before the local one.
    pub(crate) fn satisfied(&self, index: Index, objective: usize) -> Option<bool> {
        let definition = self.activity(index).objectives.get(objective)?;
        if definition.satisfied_by_measure {
            if objective == PRIMARY && self.withholds_satisfaction(index) {
                return None;
            }
            return self
                .measure(index, objective)
                .map(|it| definition.min_normalized_measure <= it);
        }
        self.global(definition, |it| it.read_satisfied_status, |it| it.satisfied)
            .or_else(|| self.local(index, objective).satisfied)
    }

    /// Objective Measure Status and Normalized Measure.
    pub(crate) fn measure(&self, index: Index, objective: usize) -> Option<f64> {
        let definition = self.activity(index).objectives.get(objective)?;
        self.global(definition, |it| it.read_normalized_measure, |it| it.measure)
            .or_else(|| self.local(index, objective).measure)
    }

    /// Attempt Progress Status and Attempt Completion Status.
    pub(crate) fn completed(&self, index: Index) -> Option<bool> {
        let activity = self.activity(index);
        let threshold = &activity.definition.completion_threshold;
        if threshold.completed_by_measure {
            return self
                .progress_measure(index)
                .map(|it| threshold.min_progress_measure <= it);
        }
        let primary = &activity.objectives[PRIMARY];
        self.global(primary, |it| it.read_completion_status, |it| it.completed)
            .or_else(|| {
                let state = self.at(index);
                state.completed.filter(|_| !state.stale_progress)
            })
    }

    /// Attempt Completion Amount Status and Amount.
    pub(crate) fn progress_measure(&self, index: Index) -> Option<f64> {
        let primary = &self.activity(index).objectives[PRIMARY];
        self.global(
            primary,
            |it| it.read_progress_measure,
            |it| it.progress_measure,
        )
        .or_else(|| {
            let state = self.at(index);
            state.progress_measure.filter(|_| !state.stale_progress)
        })
    }

    /// Everything about an objective as a SCO would find it: read maps and
    /// thresholds applied.
    pub(crate) fn objective_progress(&self, index: Index, objective: usize) -> ObjectiveProgress {
        let definition = &self.activity(index).objectives[objective];
        let local = self.local(index, objective);
        let is_primary = objective == PRIMARY;
        ObjectiveProgress {
            satisfied: self.satisfied(index, objective),
            measure: self.measure(index, objective),
            raw_score: self
                .global(definition, |it| it.read_raw_score, |it| it.raw_score)
                .or(local.raw_score),
            min_score: self
                .global(definition, |it| it.read_min_score, |it| it.min_score)
                .or(local.min_score),
            max_score: self
                .global(definition, |it| it.read_max_score, |it| it.max_score)
                .or(local.max_score),
            completed: if is_primary {
                self.completed(index)
            } else {
                self.global(
                    definition,
                    |it| it.read_completion_status,
                    |it| it.completed,
                )
                .or(local.completed)
            },
            progress_measure: if is_primary {
                self.progress_measure(index)
            } else {
                self.global(
                    definition,
                    |it| it.read_progress_measure,
                    |it| it.progress_measure,
                )
                .or(local.progress_measure)
            },
        }
    }

    /// Changes an objective's local information.
    pub(crate) fn update_objective(
        &mut self,
        index: Index,
        objective: usize,
        change: impl FnOnce(&mut ObjectiveProgress),
    ) {
        let count = self.activity(index).objectives.len();
        let state = self.at_mut(index);
        if state.objectives.is_empty() {
            state.objectives = vec![ObjectiveProgress::default(); count];
        }
        change(&mut state.objectives[objective]);
    }

    /// Writes everything known of an activity's objectives to the global
    /// objectives of their write maps. What is unknown overwrites nothing.
    pub(crate) fn write_global_objectives(&mut self, index: Index) {
        let activity = self.activity(index);
        for (objective, definition) in activity.objectives.iter().enumerate() {
            if definition.maps.is_empty() {
                continue;
            }
            let known = self.own_progress(index, objective);
            for map in &definition.maps {
                write_map(&mut self.state.shared, map, &known);
            }
        }
    }

    /// What an objective knows by itself, thresholds applied, maps not.
    fn own_progress(&self, index: Index, objective: usize) -> ObjectiveProgress {
        let activity = self.activity(index);
        let definition = &activity.objectives[objective];
        let mut known = self.local(index, objective);
        if definition.satisfied_by_measure {
            known.satisfied = known
                .measure
                .map(|it| definition.min_normalized_measure <= it);
        }
        if objective == PRIMARY {
            let state = self.at(index);
            let threshold = &activity.definition.completion_threshold;
            known.progress_measure = state.progress_measure;
            known.completed = if threshold.completed_by_measure {
                known
                    .progress_measure
                    .map(|it| threshold.min_progress_measure <= it)
            } else {
                state.completed
            };
        }
        known
    }

    /// Initialises the progress information of a new attempt, and sets aside
    /// that of the children where the cluster uses the current attempt only.
    /// In SCORM 1.2 an item keeps its status until it reports another.
    pub(crate) fn begin_new_attempt(&mut self, index: Index) {
        let is_scorm_12 = self.tree.standard == Standard::Scorm12;
        let state = self.at_mut(index);
        state.attempt_count = state.attempt_count.saturating_add(1);
        if is_scorm_12 {
            return;
        }
        state.completed = None;
        state.progress_measure = None;
        state.objectives = Vec::new();
        state.stale_objectives = false;
        state.stale_progress = false;
        state.completion_reported = false;
        state.success_reported = false;
        self.set_children_aside(index);
    }

    /// Marks what descendants know as not of the current attempt on `index`.
    pub(crate) fn set_children_aside(&mut self, index: Index) {
        let modes = &self.activity(index).sequencing().control_modes;
        let mut open: Vec<(Index, bool, bool)> = vec![(
            index,
            modes.use_current_attempt_objective_info,
            modes.use_current_attempt_progress_info,
        )];
        while let Some((cluster, objectives, progress)) = open.pop() {
            for &child in &self.activity(cluster).children {
                let state = self.at_mut(child);
                state.stale_objectives |= objectives;
                state.stale_progress |= progress;
                let modes = &self.activity(child).sequencing().control_modes;
                let next = (
                    objectives && modes.use_current_attempt_objective_info,
                    progress && modes.use_current_attempt_progress_info,
                );
                if next.0 || next.1 {
                    open.push((child, next.0, next.1));
                }
            }
        }
    }

    fn local(&self, index: Index, objective: usize) -> ObjectiveProgress {
        if self.at(index).stale_objectives {
            ObjectiveProgress::default()
        } else {
            self.state.objective(index, objective)
        }
    }

    /// With Measure Satisfaction If Active false, a measure says nothing
    /// about satisfaction until the attempt has ended.
    fn withholds_satisfaction(&self, index: Index) -> bool {
        let considerations = &self.activity(index).sequencing().rollup_considerations;
        self.at(index).is_active && !considerations.measure_satisfaction_if_active
    }

    fn global<T>(
        &self,
        objective: &Objective,
        reads: impl Fn(&ObjectiveMap) -> bool,
        value: impl Fn(&ObjectiveProgress) -> Option<T>,
    ) -> Option<T> {
        objective
            .maps
            .iter()
            .filter(|map| reads(map))
            .find_map(|map| self.state.shared.objectives.get(&map.target_objective_id))
            .and_then(value)
    }
}

fn write_map(shared: &mut SharedState, map: &ObjectiveMap, known: &ObjectiveProgress) {
    let old = shared
        .objectives
        .get(&map.target_objective_id)
        .copied()
        .unwrap_or_default();
    let new = ObjectiveProgress {
        satisfied: written(map.write_satisfied_status, known.satisfied, old.satisfied),
        measure: written(map.write_normalized_measure, known.measure, old.measure),
        raw_score: written(map.write_raw_score, known.raw_score, old.raw_score),
        min_score: written(map.write_min_score, known.min_score, old.min_score),
        max_score: written(map.write_max_score, known.max_score, old.max_score),
        completed: written(map.write_completion_status, known.completed, old.completed),
        progress_measure: written(
            map.write_progress_measure,
            known.progress_measure,
            old.progress_measure,
        ),
    };
    if new != old {
        shared
            .objectives
            .insert(map.target_objective_id.clone(), new);
    }
}

fn written<T>(writes: bool, known: Option<T>, old: Option<T>) -> Option<T> {
    if writes { known.or(old) } else { old }
}
