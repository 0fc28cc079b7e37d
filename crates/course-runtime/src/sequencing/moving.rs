//! A state moved to another version's tree: what a learner has done is kept
//! where the same identifiers stand, and rolled up anew. No process of the SN
//! book: the book knows one version of a course.

use std::collections::HashMap;

use crate::sequencing::navigation::NavigationRequest;
use crate::sequencing::state::{ActivityState, ObjectiveProgress, TreeState};
use crate::sequencing::tracking::Sequencer;
use crate::sequencing::tree::{Activity, ActivityTree, Index};

/// Why a state cannot be moved. Nothing that a learner has done may be lost.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CannotMove {
    #[error("one version is of SCORM 1.2, the other of SCORM 2004")]
    OtherStandard,
    #[error("the state was stored for another tree")]
    OtherTree,
    /// An item that the learner has worked on is not there any more.
    #[error("the item `{0}` is gone")]
    ItemGone(String),
    /// It is there, but a SCO became an asset, or content a mere heading.
    #[error("the item `{0}` is of another kind")]
    ItemChanged(String),
}

impl TreeState {
    /// The state as it has to be for `to`, so that a launch goes on where one
    /// in `from` would. What was on screen counts as suspended.
    pub fn moved(&self, from: &ActivityTree, to: &ActivityTree) -> Result<Self, CannotMove> {
        if from.standard != to.standard {
            return Err(CannotMove::OtherStandard);
        }
        if !self.fits(from) {
            return Err(CannotMove::OtherTree);
        }
        let mut left = Sequencer::new(from, self);
        left.suspend_what_is_on_screen();
        let map = Map::new(from, to);
        let state = map.state(&left.state)?;
        let mut sequencer = Sequencer::new(to, &state);
        sequencer.roll_up_everything();
        Ok(sequencer.state)
    }
}

impl Sequencer<'_> {
    fn suspend_what_is_on_screen(&mut self) {
        if self.state.current.is_some_and(|it| self.at(it).is_active) {
            self.answer(&NavigationRequest::SuspendAll);
            self.state.current = None;
        }
    }

    /// Clusters know what their children say, and nothing of children that are gone.
    fn roll_up_everything(&mut self) {
        for index in 0..self.tree.len() {
            if !self.activity(index).is_leaf() {
                let state = self.at_mut(index);
                state.completed = None;
                state.progress_measure = None;
                state.objectives = Vec::new();
            }
        }
        let before = self.state.shared.objectives.clone();
        for index in 0..self.tree.len() {
            if self.activity(index).is_leaf() && self.is_attempted(index) {
                self.overall_rollup(index, &before);
            }
        }
    }
}

/// Which activity of the one tree is which of the other.
struct Map<'t> {
    from: &'t ActivityTree,
    to: &'t ActivityTree,
    of: HashMap<Index, Index>,
}

impl<'t> Map<'t> {
    fn new(from: &'t ActivityTree, to: &'t ActivityTree) -> Self {
        // Tools give the organization another identifier each time; it is the
        // root all the same.
        let mut of = HashMap::from([(0, 0)]);
        for index in 1..from.len() {
            if let Some(same) = to.find(from.identifier(index)).filter(|it| *it != 0) {
                of.insert(index, same);
            }
        }
        Self { from, to, of }
    }

    fn state(&self, old: &TreeState) -> Result<TreeState, CannotMove> {
        let mut new = TreeState::new(self.to, old.random);
        new.shared = old.shared.clone();
        for (index, state) in old.activities.iter().enumerate() {
            if self.from.get(index).is_leaf() && (0 < state.attempt_count || state.is_active) {
                self.check(index)?;
            }
            if let Some(same) = self.of.get(&index) {
                new.activities[*same] = self.activity(state, index, *same);
            }
        }
        let place = |index: Option<Index>| {
            let mapped = index.map(|it| self.of.get(&it).copied().ok_or(it));
            let gone = |it| CannotMove::ItemGone(self.from.identifier(it).to_owned());
            mapped.transpose().map_err(gone)
        };
        new.current = place(old.current)?;
        new.suspended = place(old.suspended)?;
        self.close(&mut new);
        Ok(new)
    }

    /// What the learner has worked on must be there, as what it was.
    fn check(&self, index: Index) -> Result<(), CannotMove> {
        let old = self.from.get(index);
        let identifier = || self.from.identifier(index).to_owned();
        let same = self
            .of
            .get(&index)
            .ok_or_else(|| CannotMove::ItemGone(identifier()))?;
        let new = self.to.get(*same);
        let is_sco = |it: &Activity| it.definition.resource.as_ref().map(|it| it.is_sco);
        if new.is_leaf() && is_sco(old) == is_sco(new) {
            Ok(())
        } else {
            Err(CannotMove::ItemChanged(identifier()))
        }
    }

    fn activity(&self, state: &ActivityState, index: Index, same: Index) -> ActivityState {
        let (old, new) = (self.from.get(index), self.to.get(same));
        ActivityState {
            objectives: objectives(state, old, new),
            available: self.available(state, index, same),
            is_active: false,
            ..state.clone()
        }
    }

    /// The children in the order that holds for this attempt, and after them
    /// those that the old version had not.
    fn available(&self, state: &ActivityState, index: Index, same: Index) -> Option<Vec<Index>> {
        let chosen = state.available.as_ref()?;
        let children = &self.to.get(same).children;
        let mapped = |it: &Index| self.of.get(it).filter(|it| children.contains(it)).copied();
        let mut available: Vec<Index> = chosen.iter().filter_map(mapped).collect();
        let old_children = &self.from.get(index).children;
        let known: Vec<Index> = old_children.iter().filter_map(mapped).collect();
        available.extend(children.iter().filter(|it| !known.contains(it)));
        Some(available)
    }

    /// Makes the marks of clusters agree with what stands below them now.
    fn close(&self, state: &mut TreeState) {
        let is_cluster = |index: Index| !self.to.get(index).is_leaf();
        for index in (0..self.to.len()).filter(|it| is_cluster(*it)) {
            state.activities[index].is_suspended = false;
        }
        for index in (0..self.to.len()).rev() {
            let Some(parent) = self.to.get(index).parent else {
                continue;
            };
            let (was_attempted, is_suspended) = {
                let child = &state.activities[index];
                (0 < child.attempt_count, child.is_suspended)
            };
            let parent = &mut state.activities[parent];
            parent.is_suspended |= is_suspended;
            if was_attempted && parent.attempt_count == 0 {
                parent.attempt_count = 1;
            }
        }
        if let Some(suspended) = state.suspended {
            for index in self.to.path_up(suspended) {
                state.activities[index].is_suspended = true;
            }
        }
        if let Some(current) = state.current {
            for index in self.to.path_up(current).filter(|it| *it != current) {
                state.activities[index].is_active = true;
                state.activities[index].is_suspended = false;
            }
        }
    }
}

/// By their ids; the primary objective is the primary one, whatever it is called.
fn objectives(state: &ActivityState, old: &Activity, new: &Activity) -> Vec<ObjectiveProgress> {
    if state.objectives.is_empty() {
        return Vec::new();
    }
    let known = |position: usize, id: Option<&str>| {
        let at = if position == 0 {
            Some(0)
        } else {
            id.and_then(|id| old.objective(id))
        };
        at.and_then(|at| state.objectives.get(at)).copied()
    };
    new.objectives
        .iter()
        .enumerate()
        .map(|(position, it)| known(position, it.id.as_deref()).unwrap_or_default())
        .collect()
}
