//! Utility processes [UP]: limit conditions, sequencing rules, ending attempts.
//!
//! Limits in time (`timeLimitExceeded`, `outsideAvailableTimeRange`) are never
//! exceeded here: SCORM leaves them optional, and no clock comes in.

use crate::sequencing::definition::{
    Combination, Condition, PreConditionAction, RuleCondition, RuleConditions, SequencingRule,
};
use crate::sequencing::tracking::{PRIMARY, Sequencer};
use crate::sequencing::tree::Index;

impl Sequencer<'_> {
    /// Limit Conditions Check Process [UP.1]: whether a limit is violated.
    pub(crate) fn is_limit_exceeded(&self, index: Index) -> bool {
        let state = self.at(index);
        if !self.activity(index).is_tracked() || state.is_active || state.is_suspended {
            return false;
        }
        self.is_attempt_limit_reached(index)
    }

    fn is_attempt_limit_reached(&self, index: Index) -> bool {
        let limits = &self.activity(index).sequencing().limit_conditions;
        limits
            .attempt_limit
            .is_some_and(|limit| limit <= self.at(index).attempt_count)
    }

    /// Sequencing Rules Check Process [UP.2]: the action of the first rule
    /// whose conditions hold.
    pub(crate) fn rule_action<Action: Copy>(
        &self,
        index: Index,
        rules: &[SequencingRule<Action>],
        wanted: impl Fn(Action) -> bool,
    ) -> Option<Action> {
        rules
            .iter()
            .filter(|rule| wanted(rule.action))
            .find(|rule| self.do_conditions_hold(index, &rule.conditions))
            .map(|rule| rule.action)
    }

    /// Whether a pre-condition rule with this action applies.
    pub(crate) fn has_pre_condition(&self, index: Index, action: PreConditionAction) -> bool {
        let rules = &self.activity(index).sequencing().pre_condition_rules;
        self.rule_action(index, rules, |it| it == action).is_some()
    }

    /// Sequencing Rule Check Subprocess [UP.2.1]. Unknown is not true.
    fn do_conditions_hold(&self, index: Index, rule: &RuleConditions<RuleCondition>) -> bool {
        let mut results = rule
            .conditions
            .iter()
            .map(|it| negate(self.rule_condition(index, it), it.negated));
        combine(rule.combination, &mut results) == Some(true)
    }

    fn rule_condition(&self, index: Index, condition: &RuleCondition) -> Option<bool> {
        let objective = match &condition.referenced_objective {
            None => Some(PRIMARY),
            Some(id) => self.activity(index).objective(id),
        };
        self.condition(
            index,
            condition.condition,
            objective,
            condition.measure_threshold,
        )
    }

    /// One condition of a sequencing or rollup rule; `None` is unknown.
    pub(crate) fn condition(
        &self,
        index: Index,
        condition: Condition,
        objective: Option<usize>,
        threshold: f64,
    ) -> Option<bool> {
        let is_of_tracking = !matches!(condition, Condition::Always | Condition::Never);
        if is_of_tracking && !self.activity(index).is_tracked() {
            return None;
        }
        let satisfied = || objective.and_then(|it| self.satisfied(index, it));
        let measure = || objective.and_then(|it| self.measure(index, it));
        match condition {
            Condition::Satisfied => satisfied(),
            Condition::ObjectiveStatusKnown => Some(satisfied().is_some()),
            Condition::ObjectiveMeasureKnown => Some(measure().is_some()),
            Condition::ObjectiveMeasureGreaterThan => measure().map(|it| threshold < it),
            Condition::ObjectiveMeasureLessThan => measure().map(|it| it < threshold),
            Condition::Completed => self.completed(index),
            Condition::ActivityProgressKnown => Some(self.completed(index).is_some()),
            Condition::Attempted => Some(self.is_attempted(index)),
            Condition::AttemptLimitExceeded => Some(self.is_attempt_limit_reached(index)),
            Condition::Always => Some(true),
            Condition::TimeLimitExceeded
            | Condition::OutsideAvailableTimeRange
            | Condition::Never => Some(false),
        }
    }

    /// Terminate Descendent Attempts Process [UP.3]: ends the attempts between
    /// the current activity and `index`, both left out.
    pub(crate) fn terminate_descendent_attempts(&mut self, index: Index) {
        let Some(current) = self.state.current else {
            return;
        };
        let ancestor = self.tree.common_ancestor(current, index);
        let path: Vec<Index> = self
            .tree
            .path_up(current)
            .take_while(|it| *it != ancestor)
            .skip(1)
            .collect();
        for activity in path {
            self.end_attempt(activity);
        }
    }

    /// End Attempt Process [UP.4].
    pub(crate) fn end_attempt(&mut self, index: Index) {
        let before = self.state.shared.objectives.clone();
        let activity = self.activity(index);
        if activity.is_leaf() {
            if activity.is_tracked() && !self.at(index).is_suspended {
                self.assume_results(index);
            }
        } else {
            let suspended = self
                .available_children(index)
                .iter()
                .any(|it| self.at(*it).is_suspended);
            self.at_mut(index).is_suspended = suspended;
            if !suspended {
                self.arrange_children_again(index);
            }
        }
        self.at_mut(index).is_active = false;
        self.overall_rollup(index, &before);
    }

    /// What content did not say is assumed: completed, and satisfied, unless
    /// the delivery controls leave it to the content.
    fn assume_results(&mut self, index: Index) {
        let controls = &self.activity(index).sequencing().delivery_controls;
        let state = self.at(index);
        let complete = !controls.completion_set_by_content
            && !state.completion_reported
            && self.completed(index).is_none()
            && state.completed.is_none();
        let satisfy = !controls.objective_set_by_content
            && !state.success_reported
            && self.satisfied(index, PRIMARY).is_none()
            && self.state.objective(index, PRIMARY).satisfied.is_none();
        if complete {
            self.update_progress(index, |it| it.completed = Some(true));
        }
        if satisfy {
            self.update_objective(index, PRIMARY, |it| it.satisfied = Some(true));
        }
        let known = self.own_progress(index, PRIMARY);
        self.write_objective(index, PRIMARY, &known);
    }

    /// Check Activity Process [UP.5]: whether the activity may not be
    /// delivered, being disabled or at its limit.
    pub(crate) fn is_not_allowed(&self, index: Index) -> bool {
        self.has_pre_condition(index, PreConditionAction::Disabled) || self.is_limit_exceeded(index)
    }
}

/// A condition's result, turned round where the rule says `not`.
pub(crate) fn negate(result: Option<bool>, negated: bool) -> Option<bool> {
    result.map(|it| it != negated)
}

/// Three-valued All and Any; without conditions the result is unknown.
pub(crate) fn combine(
    combination: Combination,
    results: &mut dyn Iterator<Item = Option<bool>>,
) -> Option<bool> {
    let decisive = combination == Combination::Any;
    let mut outcome = None;
    let mut is_unknown = false;
    for result in results {
        match result {
            Some(it) if it == decisive => return Some(decisive),
            Some(it) => outcome = Some(it),
            None => is_unknown = true,
        }
    }
    outcome.filter(|_| !is_unknown)
}
