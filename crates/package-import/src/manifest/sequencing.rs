//! `imsss:sequencing` with the ADL extensions, references into the sequencing
//! collection merged.

use std::collections::HashSet;

use super::objectives::Objectives;
use super::read::Context;
use super::tree::{Element, Vocabulary};
use crate::finding::{CheckId, Finding};
use crate::sequencing::{
    ChildActivitySet, Combination, Condition, ConstrainChoice, ControlModes, DeliveryControls,
    ExitAction, LimitConditions, PostConditionAction, PreConditionAction, Randomization,
    RequiredFor, Rollup, RollupAction, RollupCondition, RollupConsiderations, RollupRule,
    RuleCondition, RuleConditions, Selection, Sequencing, SequencingRule, Timing,
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
    if let Some(reference) = element.attribute("IDRef")
        && let Some(referred) = refer(reference, element, identifier, context)
    {
        add_missing_parts(&mut parts, element, referred);
    }
    let sequencing = read(&parts, context);
    check_objectives(&sequencing, element, identifier, context);
    sequencing
}

/// The element of the collection that a reference means.
fn refer<'a>(
    reference: &str,
    element: &Element,
    identifier: &str,
    context: &mut Context<'a>,
) -> Option<&'a Element> {
    let Some(referred) = context.collection.get(reference).copied() else {
        let finding = context
            .finding(CheckId::SequencingReferenceUnknown, element)
            .with_text("identifier", reference)
            .at_item(identifier);
        context.findings.push(finding);
        return None;
    };
    let limit = context.limits.xml_elements;
    context.referred_elements += referred.size();
    if context.referred_elements <= limit {
        return Some(referred);
    }
    if !context.findings.has(CheckId::ManifestTooManyElements) {
        let finding = context
            .finding(CheckId::ManifestTooManyElements, element)
            .with_count("limit", limit as u64);
        context.findings.push(finding);
    }
    None
}

/// What the activity defines itself overrides the collection, part by part.
fn add_missing_parts<'a>(parts: &mut Parts<'a>, own: &Element, referred: &'a Element) {
    let key = |it: &Element| {
        let is_extension = it.vocabulary == Vocabulary::Adlseq;
        (it.name.to_ascii_lowercase(), is_extension)
    };
    let defined: HashSet<_> = own.children.iter().map(key).collect();
    let missing = referred.children.iter();
    parts
        .0
        .extend(missing.filter(|part| !defined.contains(&key(part))));
}

fn read(parts: &Parts<'_>, context: &mut Context<'_>) -> Sequencing {
    let mut read = Sequencing::default();
    if let Some(element) = parts.get("controlMode") {
        read.control_modes = control_modes(element, context);
    }
    if let Some(element) = parts.get("sequencingRules") {
        read.pre_condition_rules = rules(
            element,
            "preConditionRule",
            PreConditionAction::parse,
            context,
        );
        read.exit_condition_rules = rules(element, "exitConditionRule", ExitAction::parse, context);
        read.post_condition_rules = rules(
            element,
            "postConditionRule",
            PostConditionAction::parse,
            context,
        );
    }
    if let Some(element) = parts.get("limitConditions") {
        read.limit_conditions = limit_conditions(element, context);
    }
    if let Some(element) = parts.get("rollupRules") {
        read.rollup = rollup(element, context);
    }
    let mut objectives = Objectives::default();
    for element in parts.all("objectives") {
        objectives.add(element, context);
    }
    read.primary_objective = objectives.primary;
    read.objectives = objectives.others;
    if let Some(element) = parts.get("randomizationControls") {
        (read.selection, read.randomization) = randomization_controls(element, context);
    }
    if let Some(element) = parts.get("deliveryControls") {
        read.delivery_controls = delivery_controls(element, context);
    }
    if let Some(element) = parts.get("constrainedChoiceConsiderations") {
        read.constrain_choice = ConstrainChoice {
            prevent_activation: context.boolean(element, "preventActivation", false),
            constrain_choice: context.boolean(element, "constrainChoice", false),
        };
    }
    if let Some(element) = parts.get("rollupConsiderations") {
        read.rollup_considerations = rollup_considerations(element, context);
    }
    read
}

fn control_modes(element: &Element, context: &mut Context<'_>) -> ControlModes {
    let default = ControlModes::default();
    let mut flag = |name, default| context.boolean(element, name, default);
    ControlModes {
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

/// Rules of one kind; one without an action of its kind is left out.
fn rules<Action>(
    parent: &Element,
    name: &str,
    parse: impl Fn(&str) -> Option<Action>,
    context: &mut Context<'_>,
) -> Vec<SequencingRule<Action>> {
    let mut rules = Vec::new();
    for element in parent.children_named(name) {
        let Some(action) = element.child("ruleAction") else {
            context.invalid(element, "");
            continue;
        };
        let Some(action) = context.value(action, "action", &parse) else {
            continue;
        };
        let conditions = element.child("ruleConditions");
        rules.push(SequencingRule {
            conditions: RuleConditions {
                combination: combination(conditions, Combination::All, context),
                conditions: conditions
                    .into_iter()
                    .flat_map(|it| it.children_named("ruleCondition"))
                    .filter_map(|it| rule_condition(it, context))
                    .collect(),
            },
            action,
        });
    }
    rules
}

fn combination(
    conditions: Option<&Element>,
    default: Combination,
    context: &mut Context<'_>,
) -> Combination {
    conditions
        .and_then(|it| context.value(it, "conditionCombination", Combination::parse))
        .unwrap_or(default)
}

fn is_negated(element: &Element, context: &mut Context<'_>) -> bool {
    let parse = |value: &str| match value.to_ascii_lowercase().as_str() {
        "noop" => Some(false),
        "not" => Some(true),
        _ => None,
    };
    context.value(element, "operator", parse).unwrap_or(false)
}

fn rule_condition(element: &Element, context: &mut Context<'_>) -> Option<RuleCondition> {
    let parse = |it: &str| Condition::parse(it).filter(|it| it.is_for_sequencing_rules());
    Some(RuleCondition {
        condition: context.value(element, "condition", parse)?,
        negated: is_negated(element, context),
        referenced_objective: element.attribute("referencedObjective").map(str::to_owned),
        measure_threshold: context
            .decimal(element, "measureThreshold", -1.0)
            .unwrap_or(0.0),
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

fn rollup(element: &Element, context: &mut Context<'_>) -> Rollup {
    let rules = element
        .children_named("rollupRule")
        .filter_map(|it| rollup_rule(it, context))
        .collect();
    Rollup {
        objective_satisfied: context.boolean(element, "rollupObjectiveSatisfied", true),
        progress_completion: context.boolean(element, "rollupProgressCompletion", true),
        objective_measure_weight: context
            .decimal(element, "objectiveMeasureWeight", 0.0)
            .unwrap_or(1.0),
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
    let parse = |it: &str| Condition::parse(it).filter(|it| it.is_for_rollup_rules());
    let read = conditions
        .into_iter()
        .flat_map(|it| it.children_named("rollupCondition"))
        .filter_map(|it| {
            Some(RollupCondition {
                condition: context.value(it, "condition", parse)?,
                negated: is_negated(it, context),
            })
        })
        .collect();
    Some(RollupRule {
        child_activity_set: child_activity_set(element, context),
        conditions: RuleConditions {
            combination: combination(conditions, Combination::Any, context),
            conditions: read,
        },
        action,
    })
}

fn child_activity_set(element: &Element, context: &mut Context<'_>) -> ChildActivitySet {
    let count = context.count(element, "minimumCount").unwrap_or(0);
    let percent = context
        .decimal(element, "minimumPercent", 0.0)
        .unwrap_or(0.0);
    let parse = |value: &str| {
        Some(match value.to_ascii_lowercase().as_str() {
            "all" => ChildActivitySet::All,
            "any" => ChildActivitySet::Any,
            "none" => ChildActivitySet::None,
            "atleastcount" => ChildActivitySet::AtLeastCount(count),
            "atleastpercent" => ChildActivitySet::AtLeastPercent(percent),
            _ => return None,
        })
    };
    context
        .value(element, "childActivitySet", parse)
        .unwrap_or(ChildActivitySet::All)
}

fn randomization_controls(
    element: &Element,
    context: &mut Context<'_>,
) -> (Selection, Randomization) {
    let mut timing = |name| {
        context
            .value(element, name, Timing::parse)
            .unwrap_or_default()
    };
    let (selection, randomization) = (timing("selectionTiming"), timing("randomizationTiming"));
    (
        Selection {
            timing: selection,
            count: context.count(element, "selectCount"),
        },
        Randomization {
            timing: randomization,
            reorder_children: context.boolean(element, "reorderChildren", false),
        },
    )
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
            .value(element, name, RequiredFor::parse)
            .unwrap_or_default()
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
    let objectives = sequencing
        .primary_objective
        .iter()
        .chain(&sequencing.objectives);
    let ids: HashSet<&String> = objectives.filter_map(|it| it.id.as_ref()).collect();
    let pre = sequencing
        .pre_condition_rules
        .iter()
        .map(|it| &it.conditions);
    let exit = sequencing
        .exit_condition_rules
        .iter()
        .map(|it| &it.conditions);
    let post = sequencing
        .post_condition_rules
        .iter()
        .map(|it| &it.conditions);
    let conditions = pre.chain(exit).chain(post).flat_map(|it| &it.conditions);
    for referenced in conditions.filter_map(|it| it.referenced_objective.as_ref()) {
        if !ids.contains(referenced) {
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
