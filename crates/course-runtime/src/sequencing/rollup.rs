//! Rollup processes [RB]: from what children have reached to what their
//! parents have.

use std::collections::{BTreeMap, HashSet};

use crate::sequencing::definition::{
    ChildActivitySet, PreConditionAction, RequiredFor, RollupAction, RollupRule,
};
use crate::sequencing::state::{ObjectiveProgress, storable};
use crate::sequencing::tracking::{PRIMARY, Sequencer};
use crate::sequencing::tree::Index;
use crate::sequencing::utility::{combine, negate};

/// All global objectives at one moment.
type Globals = BTreeMap<String, ObjectiveProgress>;

impl Sequencer<'_> {
    /// Overall Rollup Process [RB.1.5], from the activity up to the root, then
    /// for the activities that read a global objective which this, or what was
    /// written since `before`, has changed.
    pub(crate) fn overall_rollup(&mut self, index: Index, before: &Globals) {
        self.roll_up_path(index);
        if self.state.shared.objectives == *before {
            return;
        }
        let readers: Vec<Index> = (0..self.tree.len())
            .filter(|it| *it != index && self.reads_changed_objective(*it, before))
            .collect();
        // Many readers have the same ancestors: a path is not walked again
        // before something has changed.
        let mut settled: HashSet<Index> = HashSet::new();
        for reader in readers {
            let activity = self.activity(reader);
            let from = if activity.is_leaf() {
                activity.parent
            } else {
                Some(reader)
            };
            let Some(from) = from.filter(|it| !settled.contains(it)) else {
                continue;
            };
            if self.roll_up_path(from) {
                settled.clear();
            } else {
                settled.insert(from);
            }
        }
    }

    /// Whether something is other than it was.
    fn roll_up_path(&mut self, index: Index) -> bool {
        let mut has_changed = false;
        let path: Vec<Index> = self.tree.path_up(index).collect();
        let outside = std::mem::replace(&mut self.current_attempt_only, true);
        for activity in path {
            if !self.activity(activity).is_leaf() && self.activity(activity).is_tracked() {
                #[cfg(test)]
                {
                    self.rolled_up += 1;
                }
                let before = self.at(activity).clone();
                let rolled_up = ObjectiveProgress {
                    measure: self.roll_up_measure(activity),
                    progress_measure: self.roll_up_completion_measure(activity),
                    satisfied: self.roll_up_objective(activity),
                    completed: self.roll_up_progress(activity),
                    ..ObjectiveProgress::default()
                };
                let has_written = self.write_objective(activity, PRIMARY, &rolled_up);
                has_changed |= has_written || before != *self.at(activity);
            }
        }
        self.current_attempt_only = outside;
        has_changed
    }

    fn reads_changed_objective(&self, index: Index, before: &Globals) -> bool {
        let now = &self.state.shared.objectives;
        self.activity(index)
            .objectives
            .iter()
            .flat_map(|it| &it.maps)
            .filter(|it| it.reads_anything())
            .any(|it| now.get(&it.target_objective_id) != before.get(&it.target_objective_id))
    }

    fn tracked_children(&self, index: Index) -> Vec<Index> {
        self.available_children(index)
            .iter()
            .copied()
            .filter(|it| self.activity(*it).is_tracked())
            .collect()
    }

    /// Measure Rollup Process [RB.1.1]: the weighted mean of the children's
    /// measures; one without a measure counts as 0 with its weight.
    fn roll_up_measure(&mut self, index: Index) -> Option<f64> {
        let parts = self.tracked_children(index).into_iter().map(|child| {
            let weight = self
                .activity(child)
                .sequencing()
                .rollup
                .objective_measure_weight;
            (weight, self.measure(child, PRIMARY))
        });
        let measure = weighted_mean(parts);
        self.update_objective(index, PRIMARY, |it| it.measure = measure);
        measure
    }

    /// Completion Measure Rollup Process [RB.1.1b].
    fn roll_up_completion_measure(&mut self, index: Index) -> Option<f64> {
        let parts = self.tracked_children(index).into_iter().map(|child| {
            let weight = self
                .activity(child)
                .definition
                .completion_threshold
                .progress_weight;
            (weight, self.progress_measure(child))
        });
        let measure = weighted_mean(parts);
        self.update_progress(index, |it| it.progress_measure = measure);
        measure
    }

    /// Objective Rollup Process [RB.1.2]: by measure [RB.1.2a], which the
    /// reading of the objective does, or by rules [RB.1.2b].
    fn roll_up_objective(&mut self, index: Index) -> Option<bool> {
        if self.activity(index).objectives[PRIMARY].satisfied_by_measure {
            return self.own_progress(index, PRIMARY).satisfied;
        }
        let actions = (RollupAction::NotSatisfied, RollupAction::Satisfied);
        let satisfied =
            self.roll_up_by_rules(index, actions, |child| self.satisfied(child, PRIMARY));
        if satisfied.is_some() {
            self.update_objective(index, PRIMARY, |it| it.satisfied = satisfied);
        }
        satisfied
    }

    /// Activity Progress Rollup Process [RB.1.3]: by measure [RB.1.3a], which
    /// the reading of the completion does, or by rules [RB.1.3b].
    fn roll_up_progress(&mut self, index: Index) -> Option<bool> {
        if self
            .activity(index)
            .definition
            .completion_threshold
            .completed_by_measure
        {
            return self.own_progress(index, PRIMARY).completed;
        }
        let actions = (RollupAction::Incomplete, RollupAction::Completed);
        let completed = self.roll_up_by_rules(index, actions, |child| self.completed(child));
        if completed.is_some() {
            self.update_progress(index, |it| it.completed = completed);
        }
        completed
    }

    /// The negative action is judged first, so that the positive one wins.
    /// Without rules for either action the default rules hold: negative when
    /// the status of all children is known, positive when all have it.
    fn roll_up_by_rules(
        &self,
        index: Index,
        (negative, positive): (RollupAction, RollupAction),
        status: impl Fn(Index) -> Option<bool>,
    ) -> Option<bool> {
        let rules = &self.activity(index).sequencing().rollup.rules;
        let has_rules = rules
            .iter()
            .any(|it| it.action == negative || it.action == positive);
        let applies = |action: RollupAction, wanted: &dyn Fn(Option<bool>) -> bool| {
            if has_rules {
                return rules
                    .iter()
                    .filter(|it| it.action == action)
                    .any(|it| self.does_rollup_rule_apply(index, it));
            }
            let children = self.contributing_children(index, action);
            !children.is_empty() && children.into_iter().all(|it| wanted(status(it)))
        };
        if applies(positive, &|it| it == Some(true)) {
            Some(true)
        } else if applies(negative, &|it| it.is_some()) {
            Some(false)
        } else {
            None
        }
    }

    fn contributing_children(&self, index: Index, action: RollupAction) -> Vec<Index> {
        let mut children = self.tracked_children(index);
        children.retain(|it| self.is_included_in_rollup(*it, action));
        children
    }

    /// Rollup Rule Check Subprocess [RB.1.4], for one rule. `All` and `None`
    /// hold where no child contributes.
    fn does_rollup_rule_apply(&self, index: Index, rule: &RollupRule) -> bool {
        let results: Vec<Option<bool>> = self
            .contributing_children(index, rule.action)
            .into_iter()
            .map(|child| self.rollup_conditions(child, rule))
            .collect();
        let holding = results.iter().filter(|it| **it == Some(true)).count();
        let all_unknown = !results.is_empty() && results.iter().all(Option::is_none);
        match rule.child_activity_set {
            _ if all_unknown => false,
            ChildActivitySet::All => holding == results.len(),
            ChildActivitySet::Any => 0 < holding,
            ChildActivitySet::None => results.iter().all(|it| *it == Some(false)),
            ChildActivitySet::AtLeastCount(count) => {
                usize::try_from(count).is_ok_and(|count| count <= holding)
            }
            ChildActivitySet::AtLeastPercent(share) => {
                !results.is_empty() && share <= ratio(holding, results.len())
            }
        }
    }

    /// Evaluate Rollup Conditions Subprocess [RB.1.4.1].
    fn rollup_conditions(&self, child: Index, rule: &RollupRule) -> Option<bool> {
        let mut results = rule.conditions.conditions.iter().map(|it| {
            let result = self.condition(child, it.condition, Some(PRIMARY), 0.0);
            negate(result, it.negated)
        });
        combine(rule.conditions.combination, &mut results)
    }

    /// Check Child for Rollup Subprocess [RB.1.4.2].
    fn is_included_in_rollup(&self, child: Index, action: RollupAction) -> bool {
        let sequencing = self.activity(child).sequencing();
        let considerations = &sequencing.rollup_considerations;
        let (takes_part, required) = match action {
            RollupAction::Satisfied => (
                sequencing.rollup.objective_satisfied,
                considerations.required_for_satisfied,
            ),
            RollupAction::NotSatisfied => (
                sequencing.rollup.objective_satisfied,
                considerations.required_for_not_satisfied,
            ),
            RollupAction::Completed => (
                sequencing.rollup.progress_completion,
                considerations.required_for_completed,
            ),
            RollupAction::Incomplete => (
                sequencing.rollup.progress_completion,
                considerations.required_for_incomplete,
            ),
        };
        takes_part
            && match required {
                RequiredFor::Always => true,
                RequiredFor::IfNotSuspended => {
                    self.is_attempted(child) && !self.at(child).is_suspended
                }
                RequiredFor::IfAttempted => self.is_attempted(child),
                RequiredFor::IfNotSkipped => {
                    !self.has_pre_condition(child, PreConditionAction::Skip)
                }
            }
    }
}

/// The mean of the known values, weighted by all; `None` when nothing is known
/// or nothing weighs.
fn weighted_mean(parts: impl Iterator<Item = (f64, Option<f64>)>) -> Option<f64> {
    let (mut weights, mut total, mut is_known) = (0.0, 0.0, false);
    for (weight, value) in parts {
        weights += weight;
        if let Some(value) = value {
            total += value * weight;
            is_known = true;
        }
    }
    storable((is_known && 0.0 < weights).then(|| total / weights))
}

fn ratio(part: usize, whole: usize) -> f64 {
    let number = |it: usize| u32::try_from(it).map_or(f64::from(u32::MAX), f64::from);
    number(part) / number(whole)
}
