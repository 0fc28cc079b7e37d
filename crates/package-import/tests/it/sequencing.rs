//! Sequencing in manifests: all of it arrives, what is wrong is told.

use std::fmt::Write as _;

use package_import::sequencing::{
    ChildActivitySet, Combination, Condition, PreConditionAction, RequiredFor, Sequencing, Timing,
};

use crate::manifests::{RESOURCE_2004, only_item};
use crate::{ITEM, accepted, faults, import_manifest, manifest_2004};

pub(crate) const SEQUENCING: &str = r#"<imsss:sequencing>
    <imsss:controlMode choice="false" choiceExit="false" flow="true" forwardOnly="true" useCurrentAttemptObjectiveInfo="false" useCurrentAttemptProgressInfo="false"/>
    <imsss:sequencingRules>
      <imsss:preConditionRule><imsss:ruleConditions conditionCombination="any">
        <imsss:ruleCondition referencedObjective="own" measureThreshold="0.5" operator="not" condition="objectiveMeasureGreaterThan"/>
        <imsss:ruleCondition condition="always"/></imsss:ruleConditions><imsss:ruleAction action="hiddenFromChoice"/></imsss:preConditionRule>
      <imsss:exitConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="completed"/></imsss:ruleConditions><imsss:ruleAction action="exit"/></imsss:exitConditionRule>
      <imsss:postConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="satisfied"/></imsss:ruleConditions><imsss:ruleAction action="retryAll"/></imsss:postConditionRule>
    </imsss:sequencingRules>
    <imsss:limitConditions attemptLimit="3" attemptAbsoluteDurationLimit="PT1H"/>
    <imsss:rollupRules rollupObjectiveSatisfied="false" rollupProgressCompletion="false" objectiveMeasureWeight="0.25">
      <imsss:rollupRule childActivitySet="atLeastCount" minimumCount="2"><imsss:rollupConditions conditionCombination="all">
        <imsss:rollupCondition operator="not" condition="attempted"/></imsss:rollupConditions><imsss:rollupAction action="incomplete"/></imsss:rollupRule>
      <imsss:rollupRule childActivitySet="atLeastPercent" minimumPercent="0.5"><imsss:rollupConditions><imsss:rollupCondition condition="never"/></imsss:rollupConditions><imsss:rollupAction action="satisfied"/></imsss:rollupRule>
    </imsss:rollupRules>
    <imsss:objectives>
      <imsss:primaryObjective objectiveID="main" satisfiedByMeasure="true"><imsss:minNormalizedMeasure>0.7</imsss:minNormalizedMeasure>
        <imsss:mapInfo targetObjectiveID="urn:g" readSatisfiedStatus="false" writeNormalizedMeasure="true"/></imsss:primaryObjective>
      <imsss:objective objectiveID="own"/>
    </imsss:objectives>
    <imsss:randomizationControls randomizationTiming="once" selectCount="2" reorderChildren="true" selectionTiming="onEachNewAttempt"/>
    <imsss:deliveryControls tracked="false" completionSetByContent="true" objectiveSetByContent="true"/>
    <adlseq:objectives>
      <adlseq:objective objectiveID="main"><adlseq:mapInfo targetObjectiveID="urn:g" readRawScore="false" writeProgressMeasure="true"/></adlseq:objective>
      <adlseq:objective objectiveID="own"><adlseq:mapInfo targetObjectiveID="urn:h" writeRawScore="true"/></adlseq:objective>
    </adlseq:objectives>
    <adlseq:constrainedChoiceConsiderations preventActivation="true" constrainChoice="true"/>
    <adlseq:rollupConsiderations requiredForSatisfied="ifAttempted" requiredForNotSatisfied="ifNotSkipped" requiredForCompleted="ifNotSuspended" requiredForIncomplete="always" measureSatisfactionIfActive="false"/>
  </imsss:sequencing>"#;

fn sequenced(sequencing: &str) -> Sequencing {
    let item = ITEM.replace("</item>", &format!("{sequencing}</item>"));
    only_item(accepted(import_manifest(manifest_2004(
        &item,
        RESOURCE_2004,
    ))))
    .sequencing
}

#[test]
fn all_of_sequencing_arrives() {
    let read = sequenced(SEQUENCING);

    let modes = &read.control_modes;
    assert!(modes.flow && modes.forward_only && !modes.choice && !modes.choice_exit);
    assert!(!modes.use_current_attempt_objective_info);
    assert!(!modes.use_current_attempt_progress_info);
    let rule = &read.pre_condition_rules[0];
    assert_eq!(rule.action, PreConditionAction::HiddenFromChoice);
    assert_eq!(rule.conditions.combination, Combination::Any);
    let condition = &rule.conditions.conditions[0];
    assert_eq!(condition.condition, Condition::ObjectiveMeasureGreaterThan);
    assert_eq!(condition.referenced_objective.as_deref(), Some("own"));
    assert!(condition.negated && (condition.measure_threshold - 0.5).abs() < f64::EPSILON);
    assert_eq!(read.exit_condition_rules.len(), 1);
    assert_eq!(
        read.exit_condition_rules[0].conditions.combination,
        Combination::All
    );
    assert_eq!(read.post_condition_rules.len(), 1);
    assert_eq!(read.limit_conditions.attempt_limit, Some(3));
    let duration = read
        .limit_conditions
        .attempt_absolute_duration_limit
        .as_deref();
    assert_eq!(duration, Some("PT1H"));
    assert!(!read.rollup.objective_satisfied && !read.rollup.progress_completion);
    assert!((read.rollup.objective_measure_weight - 0.25).abs() < f64::EPSILON);
    let sets: Vec<_> = read
        .rollup
        .rules
        .iter()
        .map(|it| it.child_activity_set)
        .collect();
    assert_eq!(
        sets,
        [
            ChildActivitySet::AtLeastCount(2),
            ChildActivitySet::AtLeastPercent(0.5)
        ]
    );
    assert_eq!(
        read.rollup.rules[0].conditions.combination,
        Combination::All
    );
    assert_eq!(
        read.rollup.rules[1].conditions.combination,
        Combination::Any
    );
    assert_eq!(read.selection.timing, Timing::OnEachNewAttempt);
    assert_eq!(read.selection.count, Some(2));
    assert_eq!(read.randomization.timing, Timing::Once);
    assert!(read.randomization.reorder_children);
    let delivery = &read.delivery_controls;
    assert!(!delivery.tracked && delivery.completion_set_by_content);
    assert!(delivery.objective_set_by_content);
    assert!(read.constrain_choice.prevent_activation && read.constrain_choice.constrain_choice);
    let considerations = &read.rollup_considerations;
    assert_eq!(
        considerations.required_for_satisfied,
        RequiredFor::IfAttempted
    );
    assert_eq!(
        considerations.required_for_not_satisfied,
        RequiredFor::IfNotSkipped
    );
    assert_eq!(
        considerations.required_for_completed,
        RequiredFor::IfNotSuspended
    );
    assert_eq!(considerations.required_for_incomplete, RequiredFor::Always);
    assert!(!considerations.measure_satisfaction_if_active);
}

#[test]
fn both_kinds_of_objective_maps_come_together() {
    let read = sequenced(SEQUENCING);

    let primary = read.primary_objective.unwrap();
    assert_eq!(primary.id.as_deref(), Some("main"));
    assert!(primary.satisfied_by_measure);
    assert!((primary.min_normalized_measure - 0.7).abs() < f64::EPSILON);
    assert_eq!(primary.maps.len(), 1);
    let map = &primary.maps[0];
    assert_eq!(map.target_objective_id, "urn:g");
    assert!(!map.read_satisfied_status && map.read_normalized_measure);
    assert!(map.write_normalized_measure && !map.write_satisfied_status);
    assert!(!map.read_raw_score && map.read_min_score && map.write_progress_measure);
    assert_eq!(read.objectives.len(), 1);
    let map = &read.objectives[0].maps[0];
    assert!(
        !map.read_satisfied_status,
        "only an `imsss:mapInfo` reads the status"
    );
    assert!(map.read_raw_score && map.write_raw_score);
}

#[test]
fn the_collection_fills_what_an_activity_leaves_open() {
    let collection = r#"<imsss:sequencingCollection><imsss:sequencing ID="S">
        <imsss:controlMode flow="true"/><imsss:limitConditions attemptLimit="2"/>
        <adlseq:constrainedChoiceConsiderations preventActivation="true"/></imsss:sequencing></imsss:sequencingCollection>"#;
    let with = |sequencing: &str| {
        let item = ITEM.replace("</item>", &format!("{sequencing}</item>"));
        let manifest = manifest_2004(&item, RESOURCE_2004)
            .replace("</manifest>", &format!("{collection}</manifest>"));
        import_manifest(manifest)
    };

    let own =
        r#"<imsss:sequencing IDRef="S"><imsss:controlMode choice="false"/></imsss:sequencing>"#;
    let read = only_item(accepted(with(own))).sequencing;
    assert!(!read.control_modes.choice && !read.control_modes.flow);
    assert_eq!(read.limit_conditions.attempt_limit, Some(2));
    assert!(read.constrain_choice.prevent_activation);

    let report = with(r#"<imsss:sequencing IDRef="nowhere"/>"#);
    assert_eq!(faults(&report), ["sequencing-reference-unknown"]);
    accepted(report);
}

#[test]
fn sequencing_that_means_nothing_is_told_and_left_out() {
    let cases = [
        (r#"<imsss:controlMode flow="maybe"/>"#, "value-invalid"),
        (
            r#"<imsss:limitConditions attemptLimit="-1"/>"#,
            "value-invalid",
        ),
        (
            r#"<imsss:rollupRules objectiveMeasureWeight="7"/>"#,
            "value-invalid",
        ),
        (
            r#"<imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="satisfied"/></imsss:ruleConditions><imsss:ruleAction action="exit"/></imsss:preConditionRule></imsss:sequencingRules>"#,
            "value-invalid",
        ),
        (
            r#"<imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions><imsss:ruleCondition referencedObjective="gone" condition="satisfied"/></imsss:ruleConditions><imsss:ruleAction action="skip"/></imsss:preConditionRule></imsss:sequencingRules>"#,
            "objective-unknown",
        ),
    ];
    for (part, expected) in cases {
        let item = ITEM.replace(
            "</item>",
            &format!("<imsss:sequencing>{part}</imsss:sequencing></item>"),
        );
        let report = import_manifest(manifest_2004(&item, RESOURCE_2004));
        assert_eq!(faults(&report), [expected], "{part}");
        accepted(report);
    }
}

#[test]
fn a8_a_collection_referred_to_endlessly_is_refused() {
    let rule = r#"<imsss:rollupRule><imsss:rollupConditions><imsss:rollupCondition condition="completed"/></imsss:rollupConditions><imsss:rollupAction action="completed"/></imsss:rollupRule>"#;
    let rules = rule.repeat(5_000);
    let collection = format!(
        r#"<imsss:sequencingCollection><imsss:sequencing ID="S"><imsss:rollupRules>{rules}</imsss:rollupRules></imsss:sequencing></imsss:sequencingCollection></manifest>"#
    );
    let mut items = String::new();
    for index in 0..5_000 {
        write!(items, r#"<item identifier="I{index}" identifierref="R"><title>T</title><imsss:sequencing IDRef="S"/></item>"#).unwrap();
    }
    let manifest = manifest_2004(&items, RESOURCE_2004).replace("</manifest>", &collection);

    let report = import_manifest(manifest);

    assert_eq!(faults(&report), ["manifest-too-many-elements"]);
}

#[test]
fn a8_endless_objectives_of_one_activity_end_quickly() {
    let mut objectives = String::new();
    for index in 0..40_000 {
        write!(objectives, r#"<imsss:objective objectiveID="o{index}"><imsss:mapInfo targetObjectiveID="g{index}"/></imsss:objective>"#).unwrap();
    }
    let started = std::time::Instant::now();

    let read = sequenced(&format!(
        "<imsss:sequencing><imsss:objectives>{objectives}</imsss:objectives></imsss:sequencing>"
    ));

    assert_eq!(read.objectives.len(), 40_000);
    // Unoptimised, on a busy machine; comparing each with each takes minutes.
    assert!(started.elapsed() < std::time::Duration::from_secs(20));
}
