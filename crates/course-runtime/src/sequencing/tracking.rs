//! Reading and writing what is tracked: local information, the global
//! objectives that maps lead to, and what a new attempt leaves behind.

use std::rc::Rc;

use crate::sequencing::definition::{Objective, ObjectiveMap, PreConditionAction, Standard};
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
    /// Rollup, and the flow of a retry, leave out what children have kept from
    /// earlier attempts on their parent, where its control modes say so.
    pub(crate) current_attempt_only: bool,
    /// Where activities stand among their siblings, for many questions about a
    /// state that changes no more.
    pub(crate) rows: Option<Rc<Rows>>,
    /// How many clusters were rolled up.
    #[cfg(test)]
    pub(crate) rolled_up: usize,
}

/// Each activity's place among the available children of its parent, and how
/// many before it stop a walk forward.
#[derive(Debug)]
pub(crate) struct Rows {
    pub(crate) place: Vec<Option<usize>>,
    pub(crate) stops_before: Vec<usize>,
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
        Self::of(tree, state)
    }

    pub(crate) fn of(tree: &'tree ActivityTree, state: TreeState) -> Self {
        Self {
            tree,
            state,
            current_attempt_only: false,
            rows: None,
            #[cfg(test)]
            rolled_up: 0,
        }
    }

    /// To be called when the state changes no more.
    pub(crate) fn remember_rows(&mut self) {
        let mut rows = Rows {
            place: vec![None; self.tree.len()],
            stops_before: vec![0; self.tree.len()],
        };
        for parent in 0..self.tree.len() {
            let mut stops = 0;
            for (place, &child) in self.available_children(parent).iter().enumerate() {
                rows.place[child] = Some(place);
                rows.stops_before[child] = stops;
                let stop = PreConditionAction::StopForwardTraversal;
                stops += usize::from(self.has_pre_condition(child, stop));
            }
        }
        self.rows = Some(Rc::new(rows));
    }

    /// The activity's place among the available children of its parent.
    pub(crate) fn place(&self, index: Index) -> Option<usize> {
        if let Some(rows) = &self.rows {
            return rows.place[index];
        }
        let siblings = self.available_children(self.activity(index).parent?);
        siblings.iter().position(|it| *it == index)
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
    /// and rollup see it. An objective that reads a global one has its value,
    /// known or unknown, in the place of its own.
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
        self.mapped(definition, |it| it.read_satisfied_status)
            .unwrap_or_else(|| self.local(index, objective))
            .satisfied
    }

    /// Objective Measure Status and Normalized Measure.
    pub(crate) fn measure(&self, index: Index, objective: usize) -> Option<f64> {
        let definition = self.activity(index).objectives.get(objective)?;
        self.mapped(definition, |it| it.read_normalized_measure)
            .unwrap_or_else(|| self.local(index, objective))
            .measure
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
        self.mapped(primary, |it| it.read_completion_status)
            .and_then(|it| it.completed)
            .or_else(|| self.local_completed(index))
    }

    /// Attempt Completion Amount Status and Amount.
    pub(crate) fn progress_measure(&self, index: Index) -> Option<f64> {
        let primary = &self.activity(index).objectives[PRIMARY];
        self.mapped(primary, |it| it.read_progress_measure)
            .and_then(|it| it.progress_measure)
            .or_else(|| {
                let state = self.at(index);
                let counts = !(self.current_attempt_only && state.stale_progress);
                state.progress_measure.filter(|_| counts)
            })
    }

    /// Everything about an objective as a SCO would find it: read maps and
    /// thresholds applied. A completion that a map reads is handed on as it is,
    /// whatever the activity's own threshold makes of the measure.
    pub(crate) fn objective_progress(&self, index: Index, objective: usize) -> ObjectiveProgress {
        let definition = &self.activity(index).objectives[objective];
        let local = self.local(index, objective);
        let read = |reads: fn(&ObjectiveMap) -> bool,
                    value: fn(&ObjectiveProgress) -> Option<f64>| {
            self.mapped(definition, reads)
                .and_then(|it| value(&it))
                .or_else(|| value(&local))
        };
        let is_primary = objective == PRIMARY;
        ObjectiveProgress {
            satisfied: self.satisfied(index, objective),
            measure: self.measure(index, objective),
            raw_score: read(|it| it.read_raw_score, |it| it.raw_score),
            min_score: read(|it| it.read_min_score, |it| it.min_score),
            max_score: read(|it| it.read_max_score, |it| it.max_score),
            completed: self
                .mapped(definition, |it| it.read_completion_status)
                .and_then(|it| it.completed)
                .or_else(|| {
                    if is_primary {
                        self.completed(index)
                    } else {
                        local.completed
                    }
                }),
            progress_measure: if is_primary {
                self.progress_measure(index)
            } else {
                read(|it| it.read_progress_measure, |it| it.progress_measure)
            },
        }
    }

    /// Sets what the activity's attempt knows of completion.
    pub(crate) fn update_progress(
        &mut self,
        index: Index,
        change: impl FnOnce(&mut ActivityState),
    ) {
        let state = self.at_mut(index);
        state.stale_progress = false;
        change(state);
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
        state.stale_objectives = false;
        if state.objectives.is_empty() {
            state.objectives = vec![ObjectiveProgress::default(); count];
        }
        change(&mut state.objectives[objective]);
        let unknown = ObjectiveProgress::default();
        if state.objectives.iter().all(|it| *it == unknown) {
            state.objectives = Vec::new();
        }
    }

    /// Writes everything known of an activity's objectives to the global
    /// objectives of their write maps. What is unknown overwrites nothing.
    pub(crate) fn write_all_objectives(&mut self, index: Index) {
        for objective in 0..self.activity(index).objectives.len() {
            let known = self.own_progress(index, objective);
            self.write_objective(index, objective, &known);
        }
    }

    /// Writes what is `known` of one objective; says whether that was news.
    pub(crate) fn write_objective(
        &mut self,
        index: Index,
        objective: usize,
        known: &ObjectiveProgress,
    ) -> bool {
        let mut is_news = false;
        for map in &self.activity(index).objectives[objective].maps {
            is_news |= write_map(&mut self.state.shared, map, known);
        }
        is_news
    }

    /// Takes back what an objective has written, because the SCO now says that
    /// it is unknown.
    pub(crate) fn unwrite_objective(
        &mut self,
        index: Index,
        objective: usize,
        (satisfied, completed): (bool, bool),
    ) {
        let definition = &self.activity(index).objectives[objective];
        for map in &definition.maps {
            let target = self
                .state
                .shared
                .objectives
                .get_mut(&map.target_objective_id);
            let Some(target) = target else {
                continue;
            };
            if satisfied && map.write_satisfied_status && !definition.satisfied_by_measure {
                target.satisfied = None;
            }
            if completed && map.write_completion_status {
                target.completed = None;
            }
        }
    }

    /// What an objective knows by itself, thresholds applied, maps not.
    pub(crate) fn own_progress(&self, index: Index, objective: usize) -> ObjectiveProgress {
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
        if index == 0 {
            self.state.forget_attempt_scope(self.tree);
        }
    }

    /// An abandoned attempt has no results: what commits have put into tracking
    /// goes, from the activity, its global objectives and its ancestors.
    pub(crate) fn forget_reports(&mut self, index: Index) {
        if self.tree.standard == Standard::Scorm12 {
            return;
        }
        let before = self.state.shared.objectives.clone();
        for objective in 0..self.activity(index).objectives.len() {
            self.unwrite_objective(index, objective, (true, true));
        }
        let path: Vec<Index> = self.tree.path_up(index).collect();
        for activity in path {
            let state = self.at_mut(activity);
            state.completed = None;
            state.progress_measure = None;
            state.objectives = Vec::new();
        }
        self.overall_rollup(index, &before);
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

    fn local_completed(&self, index: Index) -> Option<bool> {
        let state = self.at(index);
        let counts = !(self.current_attempt_only && state.stale_progress);
        state.completed.filter(|_| counts)
    }

    fn local(&self, index: Index, objective: usize) -> ObjectiveProgress {
        if self.current_attempt_only && self.at(index).stale_objectives {
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

    /// The global objective that a map reads this from, as far as it is known;
    /// `None` when no map does.
    fn mapped(
        &self,
        objective: &Objective,
        reads: impl Fn(&ObjectiveMap) -> bool,
    ) -> Option<ObjectiveProgress> {
        let map = objective.maps.iter().find(|map| reads(map))?;
        let global = self.state.shared.objectives.get(&map.target_objective_id);
        Some(global.copied().unwrap_or_default())
    }
}

fn write_map(shared: &mut SharedState, map: &ObjectiveMap, known: &ObjectiveProgress) -> bool {
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
    let is_news = new != old;
    if is_news {
        shared
            .objectives
            .insert(map.target_objective_id.clone(), new);
    }
    is_news
}

fn written<T>(writes: bool, known: Option<T>, old: Option<T>) -> Option<T> {
    if writes { known.or(old) } else { old }
}
