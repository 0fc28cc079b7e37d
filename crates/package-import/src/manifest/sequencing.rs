//! `imsss:sequencing` with the ADL extensions, references into the sequencing
//! collection merged.

use super::read::Context;
use super::tree::{Element, Vocabulary};
use crate::finding::{CheckId, Finding};
use crate::sequencing::{
    ChildActivitySet, ConditionCombination, ConditionOperator, ConstrainedChoiceConsiderations,
    ControlMode, DeliveryControls, LimitConditions, Objective, ObjectiveMap, RandomizationControls,
    RollupAction, RollupCondition, RollupConditionKind, RollupConsideration, RollupConsiderations,
    RollupRule, RollupRules, RuleAction, RuleCondition, RuleConditionKind, Sequencing,
    SequencingRule, Timing,
};

/// The parts of one `sequencing` element: its own, then those that only the
/// one it refers to has.
struct Parts<'a>(Vec<&'a Element>);

impl<'a> Parts<'a> {
    /// `controlMode` and the like; extensions have names of their own.
    fn get(&self, name: &str) -> Option<&'a Element> {
        self.0.iter().copied().find(|part| part.is(name))
    }

    /// `objectives`, of which IMS and ADL have one each.
    fn all<'b>(&'b self, name: &'b str) -> impl Iterator<Item = &'a Element> + 'b {
        self.0.iter().copied().filter(move |part| part.is(name))
    }
}

/// Sequencing of an item or organization.
pub(super) fn of(activity: &Element, identifier: &str, context: &mut Context<'_>) -> Sequencing {
    let Some(element) = activity.child("sequencing") else {
        return Sequencing::default();
    };
    let mut parts = Parts(element.children.iter().collect());
    if let Some(reference) = element.attribute("IDRef") {
        if let Some(referred) = context.collection.get(reference).copied() {
            add_missing_parts(&mut parts, element, referred);
        } else {
            let finding = context
                .finding(CheckId::SequencingReferenceUnknown, element)
                .with_text("identifier", reference)
                .at_item(identifier);
            context.findings.push(finding);
        }
    }
    let sequencing = read(&parts, context);
    check_objectives(&sequencing, element, identifier, context);
    sequencing
}

/// What the activity defines itself overrides the collection, part by part.
fn add_missing_parts<'a>(parts: &mut Parts<'a>, own: &'a Element, referred: &'a Element) {
    let is_extension = |it: &Element| it.vocabulary == Vocabulary::Adlseq;
    for part in &referred.children {
        let is_own = own
            .children
            .iter()
            .any(|it| it.is(&part.name) && is_extension(it) == is_extension(part));
        if !is_own {
            parts.0.push(part);
        }
    }
}

fn read(parts: &Parts<'_>, context: &mut Context<'_>) -> Sequencing {
    let mut sequencing = Sequencing::default();
    if let Some(element) = parts.get("controlMode") {
        sequencing.control_mode = control_mode(element, context);
    }
    if let Some(element) = parts.get("sequencingRules") {
        let mut rules = |name, allowed| rules(element, name, allowed, context);
        sequencing.pre_condition_rules = rules("preConditionRule", PRE_CONDITION);
        sequencing.exit_condition_rules = rules("exitConditionRule", EXIT_CONDITION);
        sequencing.post_condition_rules = rules("postConditionRule", POST_CONDITION);
    }
    if let Some(element) = parts.get("limitConditions") {
        sequencing.limit_conditions = limit_conditions(element, context);
    }
    if let Some(element) = parts.get("rollupRules") {
        sequencing.rollup_rules = rollup_rules(element, context);
    }
    for element in parts.all("objectives") {
        objectives(element, &mut sequencing.objectives, context);
    }
    if let Some(element) = parts.get("randomizationControls") {
        sequencing.randomization_controls = randomization_controls(element, context);
    }
    if let Some(element) = parts.get("deliveryControls") {
        sequencing.delivery_controls = delivery_controls(element, context);
    }
    if let Some(element) = parts.get("constrainedChoiceConsiderations") {
        sequencing.constrained_choice_considerations = ConstrainedChoiceConsiderations {
            prevent_activation: context.boolean(element, "preventActivation", false),
            constrain_choice: context.boolean(element, "constrainChoice", false),
        };
    }
    if let Some(element) = parts.get("rollupConsiderations") {
        sequencing.rollup_considerations = rollup_considerations(element, context);
    }
    sequencing
}

fn control_mode(element: &Element, context: &mut Context<'_>) -> ControlMode {
    let default = ControlMode::default();
    let mut flag = |name, default| context.boolean(element, name, default);
    ControlMode {
        choice: flag("choice", default.choice),
        choice_exit: flag("choiceExit", default.choice_exit),
        flow: flag("flow", default.flow),
        forward_only: flag("forwardOnly", default.forward_only),
        use_current_attempt_objective_info: flag(
            "useCurrentAttemptObjectiveInfo",
            default.use_current_attempt_objective_info,
        ),
        use_current_attempt_progress_info: flag(
            "useCurrentAttemptProgressInfo",
            default.use_current_attempt_progress_info,
        ),
    }
}

const PRE_CONDITION: &[RuleAction] = &[
    RuleAction::Skip,
    RuleAction::Disabled,
    RuleAction::HiddenFromChoice,
    RuleAction::StopForwardTraversal,
];
const EXIT_CONDITION: &[RuleAction] = &[RuleAction::Exit];
const POST_CONDITION: &[RuleAction] = &[
    RuleAction::ExitParent,
    RuleAction::ExitAll,
    RuleAction::Retry,
    RuleAction::RetryAll,
    RuleAction::Continue,
    RuleAction::Previous,
];

/// Rules of one kind; one without an action of its kind is left out.
fn rules(
    parent: &Element,
    name: &str,
    allowed: &[RuleAction],
    context: &mut Context<'_>,
) -> Vec<SequencingRule> {
    let mut rules = Vec::new();
    for element in parent.children_named(name) {
        let Some(action) = element.child("ruleAction") else {
            context.invalid(element, "");
            continue;
        };
        let parse = |it: &str| RuleAction::parse(it).filter(|action| allowed.contains(action));
        let Some(action) = context.value(action, "action", parse) else {
            continue;
        };
        let conditions = element.child("ruleConditions");
        rules.push(SequencingRule {
            condition_combination: combination(conditions, ConditionCombination::All, context),
            conditions: conditions
                .into_iter()
                .flat_map(|it| it.children_named("ruleCondition"))
                .filter_map(|it| rule_condition(it, context))
                .collect(),
            action,
        });
    }
    rules
}

fn combination(
    conditions: Option<&Element>,
    default: ConditionCombination,
    context: &mut Context<'_>,
) -> ConditionCombination {
    conditions
        .and_then(|it| {
            context.value(it, "conditionCombination", |value| {
                match value.to_ascii_lowercase().as_str() {
                    "all" => Some(ConditionCombination::All),
                    "any" => Some(ConditionCombination::Any),
                    _ => None,
                }
            })
        })
        .unwrap_or(default)
}

fn operator(element: &Element, context: &mut Context<'_>) -> ConditionOperator {
    context
        .value(element, "operator", |value| {
            match value.to_ascii_lowercase().as_str() {
                "noop" => Some(ConditionOperator::NoOp),
                "not" => Some(ConditionOperator::Not),
                _ => None,
            }
        })
        .unwrap_or(ConditionOperator::NoOp)
}

fn rule_condition(element: &Element, context: &mut Context<'_>) -> Option<RuleCondition> {
    Some(RuleCondition {
        condition: context.value(element, "condition", RuleConditionKind::parse)?,
        referenced_objective: element.attribute("referencedObjective").map(str::to_owned),
        measure_threshold: context.decimal(element, "measureThreshold", -1.0),
        operator: operator(element, context),
    })
}

fn limit_conditions(element: &Element, context: &mut Context<'_>) -> LimitConditions {
    let text = |name| element.attribute(name).map(str::to_owned);
    LimitConditions {
        attempt_limit: context.count(element, "attemptLimit"),
        attempt_absolute_duration_limit: text("attemptAbsoluteDurationLimit"),
        attempt_experienced_duration_limit: text("attemptExperiencedDurationLimit"),
        activity_absolute_duration_limit: text("activityAbsoluteDurationLimit"),
        activity_experienced_duration_limit: text("activityExperiencedDurationLimit"),
        begin_time_limit: text("beginTimeLimit"),
        end_time_limit: text("endTimeLimit"),
    }
}

fn rollup_rules(element: &Element, context: &mut Context<'_>) -> RollupRules {
    let rules = element
        .children_named("rollupRule")
        .filter_map(|it| rollup_rule(it, context))
        .collect();
    let default = RollupRules::default();
    RollupRules {
        rollup_objective_satisfied: context.boolean(
            element,
            "rollupObjectiveSatisfied",
            default.rollup_objective_satisfied,
        ),
        rollup_progress_completion: context.boolean(
            element,
            "rollupProgressCompletion",
            default.rollup_progress_completion,
        ),
        objective_measure_weight: context
            .decimal(element, "objectiveMeasureWeight", 0.0)
            .unwrap_or(default.objective_measure_weight),
        rules,
    }
}

fn rollup_rule(element: &Element, context: &mut Context<'_>) -> Option<RollupRule> {
    let Some(action) = element.child("rollupAction") else {
        context.invalid(element, "");
        return None;
    };
    let action = context.value(action, "action", RollupAction::parse)?;
    let conditions = element.child("rollupConditions");
    let read = conditions
        .into_iter()
        .flat_map(|it| it.children_named("rollupCondition"))
        .filter_map(|it| {
            Some(RollupCondition {
                condition: context.value(it, "condition", RollupConditionKind::parse)?,
                operator: operator(it, context),
            })
        })
        .collect();
    Some(RollupRule {
        child_activity_set: context
            .value(element, "childActivitySet", ChildActivitySet::parse)
            .unwrap_or(ChildActivitySet::All),
        minimum_count: context.count(element, "minimumCount").unwrap_or(0),
        minimum_percent: context
            .decimal(element, "minimumPercent", 0.0)
            .unwrap_or(0.0),
        condition_combination: combination(conditions, ConditionCombination::Any, context),
        conditions: read,
        action,
    })
}

/// Adds the objectives of one `objectives` element. The second of an id, in the
/// ADL element or the other way round, adds its maps to the first.
fn objectives(element: &Element, read: &mut Vec<Objective>, context: &mut Context<'_>) {
    for element in &element.children {
        let is_primary = element.is("primaryObjective");
        if !is_primary && !element.is("objective") {
            continue;
        }
        let id = element.attribute("objectiveID");
        let known = read
            .iter()
            .position(|it| it.id.as_deref() == id && (id.is_some() || it.is_primary));
        let index = known.unwrap_or_else(|| {
            read.push(Objective {
                id: id.map(str::to_owned),
                is_primary,
                satisfied_by_measure: context.boolean(element, "satisfiedByMeasure", false),
                min_normalized_measure: minimum(element, context),
                maps: Vec::new(),
            });
            read.len() - 1
        });
        for map in element.children_named("mapInfo") {
            add_map(map, &mut read[index].maps, context);
        }
    }
}

fn minimum(element: &Element, context: &mut Context<'_>) -> f64 {
    const DEFAULT: f64 = 1.0;
    let Some(child) = element.child("minNormalizedMeasure") else {
        return DEFAULT;
    };
    let Some(text) = child.text() else {
        return DEFAULT;
    };
    super::read::decimal(text, -1.0, 1.0).unwrap_or_else(|| {
        context.invalid(child, text);
        DEFAULT
    })
}

fn add_map(element: &Element, maps: &mut Vec<ObjectiveMap>, context: &mut Context<'_>) {
    let Some(target) = element.attribute("targetObjectiveID") else {
        context.invalid(element, "");
        return;
    };
    let index = maps
        .iter()
        .position(|it| it.target_objective_id == target)
        .unwrap_or_else(|| {
            maps.push(ObjectiveMap::to(target));
            maps.len() - 1
        });
    let map = &mut maps[index];
    let mut flag = |name, default| context.boolean(element, name, default);
    if element.vocabulary != Vocabulary::Adlseq {
        map.read_satisfied_status = flag("readSatisfiedStatus", true);
        map.read_normalized_measure = flag("readNormalizedMeasure", true);
        map.write_satisfied_status = flag("writeSatisfiedStatus", false);
        map.write_normalized_measure = flag("writeNormalizedMeasure", false);
    }
    if element.vocabulary != Vocabulary::Imsss {
        map.read_raw_score = flag("readRawScore", true);
        map.read_min_score = flag("readMinScore", true);
        map.read_max_score = flag("readMaxScore", true);
        map.read_completion_status = flag("readCompletionStatus", true);
        map.read_progress_measure = flag("readProgressMeasure", true);
        map.write_raw_score = flag("writeRawScore", false);
        map.write_min_score = flag("writeMinScore", false);
        map.write_max_score = flag("writeMaxScore", false);
        map.write_completion_status = flag("writeCompletionStatus", false);
        map.write_progress_measure = flag("writeProgressMeasure", false);
    }
}

fn randomization_controls(element: &Element, context: &mut Context<'_>) -> RandomizationControls {
    let mut timing = |name| {
        context
            .value(element, name, Timing::parse)
            .unwrap_or(Timing::Never)
    };
    RandomizationControls {
        randomization_timing: timing("randomizationTiming"),
        selection_timing: timing("selectionTiming"),
        select_count: context.count(element, "selectCount"),
        reorder_children: context.boolean(element, "reorderChildren", false),
    }
}

fn delivery_controls(element: &Element, context: &mut Context<'_>) -> DeliveryControls {
    DeliveryControls {
        tracked: context.boolean(element, "tracked", true),
        completion_set_by_content: context.boolean(element, "completionSetByContent", false),
        objective_set_by_content: context.boolean(element, "objectiveSetByContent", false),
    }
}

fn rollup_considerations(element: &Element, context: &mut Context<'_>) -> RollupConsiderations {
    let mut consideration = |name| {
        context
            .value(element, name, RollupConsideration::parse)
            .unwrap_or(RollupConsideration::Always)
    };
    RollupConsiderations {
        required_for_satisfied: consideration("requiredForSatisfied"),
        required_for_not_satisfied: consideration("requiredForNotSatisfied"),
        required_for_completed: consideration("requiredForCompleted"),
        required_for_incomplete: consideration("requiredForIncomplete"),
        measure_satisfaction_if_active: context.boolean(
            element,
            "measureSatisfactionIfActive",
            true,
        ),
    }
}

/// Rules may only look at objectives that the activity has.
fn check_objectives(
    sequencing: &Sequencing,
    element: &Element,
    identifier: &str,
    context: &mut Context<'_>,
) {
    let rules = sequencing
        .pre_condition_rules
        .iter()
        .chain(&sequencing.exit_condition_rules)
        .chain(&sequencing.post_condition_rules);
    for condition in rules.flat_map(|rule| &rule.conditions) {
        let Some(referenced) = &condition.referenced_objective else {
            continue;
        };
        let exists = sequencing
            .objectives
            .iter()
            .any(|it| it.id.as_ref() == Some(referenced));
        if !exists {
            context.findings.push(
                Finding::new(CheckId::ObjectiveUnknown)
                    .with_text("identifier", referenced)
                    .in_file(context.file)
                    .at_line(element.line)
                    .at_item(identifier),
            );
        }
    }
}
