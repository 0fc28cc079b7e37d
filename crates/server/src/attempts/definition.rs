//! A checked package's organization as sequencing wants it: plain data into
//! plain data, nothing decided.

use course_runtime::sequencing::definition as to;
use package_import::{package as from, sequencing as seq};

/// The organization that learners get, as the definition of an activity tree.
pub(super) fn course_definition(package: &from::CoursePackage) -> to::CourseDefinition {
    let organization = package.organization();
    to::CourseDefinition {
        standard: if package.kind.is_scorm_2004() {
            to::Standard::Scorm2004
        } else {
            to::Standard::Scorm12
        },
        objectives_global_to_system: organization.objectives_global_to_system,
        shared_data_global_to_system: organization.shared_data_global_to_system,
        root: to::ActivityDefinition {
            identifier: organization.identifier.clone(),
            title: organization.title.clone(),
            completion_threshold: threshold(organization.completion_threshold.as_ref()),
            sequencing: sequencing(&organization.sequencing),
            children: organization.items.iter().map(item).collect(),
            ..to::ActivityDefinition::default()
        },
    }
}

fn item(it: &from::Item) -> to::ActivityDefinition {
    // What cannot be launched has no resource as far as sequencing is concerned.
    let resource = it.launch.as_ref().map(|_| to::Resource {
        identifier: it.resource.clone().unwrap_or_default(),
        is_sco: it.kind == from::ItemKind::Sco,
    });
    to::ActivityDefinition {
        identifier: it.identifier.clone(),
        title: it.title.clone(),
        is_visible: it.is_visible,
        resource,
        parameters: it.parameters.clone(),
        completion_threshold: threshold(it.completion_threshold.as_ref()),
        data_maps: it
            .data_maps
            .iter()
            .map(|map| to::DataMap {
                target_id: map.target_id.clone(),
                read_shared_data: map.read_shared_data,
                write_shared_data: map.write_shared_data,
            })
            .collect(),
        hide_lms_ui: it.hide_lms_ui.iter().map(|it| hidden(*it)).collect(),
        sequencing: sequencing(&it.sequencing),
        children: it.items.iter().map(item).collect(),
    }
}

fn threshold(it: Option<&from::CompletionThreshold>) -> to::CompletionThreshold {
    it.map_or_else(to::CompletionThreshold::default, |it| {
        to::CompletionThreshold {
            completed_by_measure: it.completed_by_measure,
            min_progress_measure: it.min_progress_measure,
            progress_weight: it.progress_weight,
        }
    })
}

fn hidden(control: from::LmsUi) -> to::LmsUi {
    match control {
        from::LmsUi::Previous => to::LmsUi::Previous,
        from::LmsUi::Continue => to::LmsUi::Continue,
        from::LmsUi::Exit => to::LmsUi::Exit,
        from::LmsUi::ExitAll => to::LmsUi::ExitAll,
        from::LmsUi::Abandon => to::LmsUi::Abandon,
        from::LmsUi::AbandonAll => to::LmsUi::AbandonAll,
        from::LmsUi::SuspendAll => to::LmsUi::SuspendAll,
    }
}

fn sequencing(it: &seq::Sequencing) -> to::SequencingDefinition {
    to::SequencingDefinition {
        control_modes: to::ControlModes {
            choice: it.control_modes.choice,
            choice_exit: it.control_modes.choice_exit,
            flow: it.control_modes.flow,
            forward_only: it.control_modes.forward_only,
            use_current_attempt_objective_info: it.control_modes.use_current_attempt_objective_info,
            use_current_attempt_progress_info: it.control_modes.use_current_attempt_progress_info,
        },
        pre_condition_rules: rules(&it.pre_condition_rules, pre_condition),
        exit_condition_rules: rules(&it.exit_condition_rules, exit_condition),
        post_condition_rules: rules(&it.post_condition_rules, post_condition),
        limit_conditions: to::LimitConditions {
            attempt_limit: it.limit_conditions.attempt_limit,
            attempt_absolute_duration_limit: it
                .limit_conditions
                .attempt_absolute_duration_limit
                .clone(),
        },
        rollup: rollup(&it.rollup),
        primary_objective: it.primary_objective.as_ref().map(objective),
        objectives: it.objectives.iter().map(objective).collect(),
        selection: to::Selection {
            timing: timing(it.selection.timing),
            count: it.selection.count,
        },
        randomization: to::Randomization {
            timing: timing(it.randomization.timing),
            reorder_children: it.randomization.reorder_children,
        },
        delivery_controls: to::DeliveryControls {
            tracked: it.delivery_controls.tracked,
            completion_set_by_content: it.delivery_controls.completion_set_by_content,
            objective_set_by_content: it.delivery_controls.objective_set_by_content,
        },
        constrain_choice: to::ConstrainChoice {
            prevent_activation: it.constrain_choice.prevent_activation,
            constrain_choice: it.constrain_choice.constrain_choice,
        },
        rollup_considerations: considerations(&it.rollup_considerations),
    }
}

fn considerations(it: &seq::RollupConsiderations) -> to::RollupConsiderations {
    to::RollupConsiderations {
        required_for_satisfied: required(it.required_for_satisfied),
        required_for_not_satisfied: required(it.required_for_not_satisfied),
        required_for_completed: required(it.required_for_completed),
        required_for_incomplete: required(it.required_for_incomplete),
        measure_satisfaction_if_active: it.measure_satisfaction_if_active,
    }
}

fn required(it: seq::RequiredFor) -> to::RequiredFor {
    match it {
        seq::RequiredFor::Always => to::RequiredFor::Always,
        seq::RequiredFor::IfAttempted => to::RequiredFor::IfAttempted,
        seq::RequiredFor::IfNotSkipped => to::RequiredFor::IfNotSkipped,
        seq::RequiredFor::IfNotSuspended => to::RequiredFor::IfNotSuspended,
    }
}

fn timing(it: seq::Timing) -> to::Timing {
    match it {
        seq::Timing::Never => to::Timing::Never,
        seq::Timing::Once => to::Timing::Once,
        seq::Timing::OnEachNewAttempt => to::Timing::OnEachNewAttempt,
    }
}

fn rules<From: Copy, To>(
    rules: &[seq::SequencingRule<From>],
    action: fn(From) -> To,
) -> Vec<to::SequencingRule<To>> {
    let converted = rules.iter().map(|rule| to::SequencingRule {
        conditions: to::RuleConditions {
            combination: combination(rule.conditions.combination),
            conditions: rule
                .conditions
                .conditions
                .iter()
                .map(rule_condition)
                .collect(),
        },
        action: action(rule.action),
    });
    converted.collect()
}

fn pre_condition(action: seq::PreConditionAction) -> to::PreConditionAction {
    match action {
        seq::PreConditionAction::Skip => to::PreConditionAction::Skip,
        seq::PreConditionAction::Disabled => to::PreConditionAction::Disabled,
        seq::PreConditionAction::HiddenFromChoice => to::PreConditionAction::HiddenFromChoice,
        seq::PreConditionAction::StopForwardTraversal => {
            to::PreConditionAction::StopForwardTraversal
        }
    }
}

fn exit_condition(action: seq::ExitAction) -> to::ExitAction {
    match action {
        seq::ExitAction::Exit => to::ExitAction::Exit,
    }
}

fn post_condition(action: seq::PostConditionAction) -> to::PostConditionAction {
    match action {
        seq::PostConditionAction::ExitParent => to::PostConditionAction::ExitParent,
        seq::PostConditionAction::ExitAll => to::PostConditionAction::ExitAll,
        seq::PostConditionAction::Retry => to::PostConditionAction::Retry,
        seq::PostConditionAction::RetryAll => to::PostConditionAction::RetryAll,
        seq::PostConditionAction::Continue => to::PostConditionAction::Continue,
        seq::PostConditionAction::Previous => to::PostConditionAction::Previous,
    }
}

fn combination(it: seq::Combination) -> to::Combination {
    match it {
        seq::Combination::All => to::Combination::All,
        seq::Combination::Any => to::Combination::Any,
    }
}

fn condition(it: seq::Condition) -> to::Condition {
    use seq::Condition as From;
    match it {
        From::Satisfied => to::Condition::Satisfied,
        From::ObjectiveStatusKnown => to::Condition::ObjectiveStatusKnown,
        From::ObjectiveMeasureKnown => to::Condition::ObjectiveMeasureKnown,
        From::ObjectiveMeasureGreaterThan => to::Condition::ObjectiveMeasureGreaterThan,
        From::ObjectiveMeasureLessThan => to::Condition::ObjectiveMeasureLessThan,
        From::Completed => to::Condition::Completed,
        From::ActivityProgressKnown => to::Condition::ActivityProgressKnown,
        From::Attempted => to::Condition::Attempted,
        From::AttemptLimitExceeded => to::Condition::AttemptLimitExceeded,
        From::TimeLimitExceeded => to::Condition::TimeLimitExceeded,
        From::OutsideAvailableTimeRange => to::Condition::OutsideAvailableTimeRange,
        From::Always => to::Condition::Always,
        From::Never => to::Condition::Never,
    }
}

fn rule_condition(it: &seq::RuleCondition) -> to::RuleCondition {
    to::RuleCondition {
        condition: condition(it.condition),
        negated: it.negated,
        referenced_objective: it.referenced_objective.clone(),
        measure_threshold: it.measure_threshold,
    }
}

fn rollup(it: &seq::Rollup) -> to::Rollup {
    to::Rollup {
        objective_satisfied: it.objective_satisfied,
        progress_completion: it.progress_completion,
        objective_measure_weight: it.objective_measure_weight,
        rules: it.rules.iter().map(rollup_rule).collect(),
    }
}

fn rollup_rule(it: &seq::RollupRule) -> to::RollupRule {
    to::RollupRule {
        child_activity_set: match it.child_activity_set {
            seq::ChildActivitySet::All => to::ChildActivitySet::All,
            seq::ChildActivitySet::Any => to::ChildActivitySet::Any,
            seq::ChildActivitySet::None => to::ChildActivitySet::None,
            seq::ChildActivitySet::AtLeastCount(count) => to::ChildActivitySet::AtLeastCount(count),
            seq::ChildActivitySet::AtLeastPercent(percent) => {
                to::ChildActivitySet::AtLeastPercent(percent)
            }
        },
        conditions: to::RuleConditions {
            combination: combination(it.conditions.combination),
            conditions: it
                .conditions
                .conditions
                .iter()
                .map(rollup_condition)
                .collect(),
        },
        action: match it.action {
            seq::RollupAction::Satisfied => to::RollupAction::Satisfied,
            seq::RollupAction::NotSatisfied => to::RollupAction::NotSatisfied,
            seq::RollupAction::Completed => to::RollupAction::Completed,
            seq::RollupAction::Incomplete => to::RollupAction::Incomplete,
        },
    }
}

fn rollup_condition(it: &seq::RollupCondition) -> to::RollupCondition {
    to::RollupCondition {
        condition: condition(it.condition),
        negated: it.negated,
    }
}

fn objective(it: &seq::Objective) -> to::Objective {
    to::Objective {
        id: it.id.clone(),
        satisfied_by_measure: it.satisfied_by_measure,
        min_normalized_measure: it.min_normalized_measure,
        maps: it.maps.iter().map(objective_map).collect(),
    }
}

fn objective_map(it: &seq::ObjectiveMap) -> to::ObjectiveMap {
    to::ObjectiveMap {
        target_objective_id: it.target_objective_id.clone(),
        read_satisfied_status: it.read_satisfied_status,
        read_normalized_measure: it.read_normalized_measure,
        write_satisfied_status: it.write_satisfied_status,
        write_normalized_measure: it.write_normalized_measure,
        read_raw_score: it.read_raw_score,
        read_min_score: it.read_min_score,
        read_max_score: it.read_max_score,
        read_completion_status: it.read_completion_status,
        read_progress_measure: it.read_progress_measure,
        write_raw_score: it.write_raw_score,
        write_min_score: it.write_min_score,
        write_max_score: it.write_max_score,
        write_completion_status: it.write_completion_status,
        write_progress_measure: it.write_progress_measure,
    }
}
