//! `imsss:sequencing` with the ADL extensions, references into the sequencing
//! collection merged.

use super::read::Context;
use super::tree::{Element, Vocabulary};
use crate::finding::{CheckId, Finding};
use crate::sequencing::{
    ChildActivitySet, Combination, Condition, ConstrainChoice, ControlModes, DeliveryControls,
    ExitAction, LimitConditions, Objective, ObjectiveMap, PostConditionAction, PreConditionAction,
    Randomization, RequiredFor, Rollup, RollupAction, RollupCondition, RollupConsiderations,
    RollupRule, RuleCondition, RuleConditions, Selection, Sequencing, SequencingRule, Timing,
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
    for element in parts.all("objectives") {
        objectives(element, &mut read, context);
    }
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

/// Adds the objectives of one `objectives` element. The second of an id, in the
/// ADL element or the other way round, adds its maps to the first.
fn objectives(element: &Element, read: &mut Sequencing, context: &mut Context<'_>) {
    for element in &element.children {
        if element.is("primaryObjective") {
            if read.primary_objective.is_none() {
                read.primary_objective = Some(objective(element, context));
            }
            if let Some(primary) = &mut read.primary_objective {
                add_maps(element, primary, context);
            }
        } else if element.is("objective") {
            let id = element.attribute("objectiveID");
            let is_same = |it: &&mut Objective| it.id.is_some() && it.id.as_deref() == id;
            let primary = read.primary_objective.as_mut().filter(is_same);
            if let Some(known) = primary.or_else(|| read.objectives.iter_mut().find(is_same)) {
                add_maps(element, known, context);
            } else {
                let mut added = objective(element, context);
                add_maps(element, &mut added, context);
                read.objectives.push(added);
            }
        }
    }
}

fn objective(element: &Element, context: &mut Context<'_>) -> Objective {
    Objective {
        id: element.attribute("objectiveID").map(str::to_owned),
        satisfied_by_measure: context.boolean(element, "satisfiedByMeasure", false),
        min_normalized_measure: minimum(element, context),
        maps: Vec::new(),
    }
}

fn add_maps(element: &Element, objective: &mut Objective, context: &mut Context<'_>) {
    for map in element.children_named("mapInfo") {
        add_map(map, &mut objective.maps, context);
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
            maps.push(ObjectiveMap {
                target_objective_id: target.to_owned(),
                ..ObjectiveMap::default()
            });
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
    let conditions = (sequencing
        .pre_condition_rules
        .iter()
        .map(|it| &it.conditions))
    .chain(
        sequencing
            .exit_condition_rules
            .iter()
            .map(|it| &it.conditions),
    )
    .chain(
        sequencing
            .post_condition_rules
            .iter()
            .map(|it| &it.conditions),
    );
    for condition in conditions.flat_map(|it| &it.conditions) {
        let Some(referenced) = &condition.referenced_objective else {
            continue;
        };
        let exists = sequencing
            .primary_objective
            .iter()
            .chain(&sequencing.objectives)
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
