//! What a package says about sequencing is stored by `package-import` and read
//! by `course-runtime`: two definitions that must stay one stored form.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

use course_runtime::sequencing::definition::{CompletionThreshold, SequencingDefinition};
use package_import::{package, sequencing as import};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

/// Every variant of an enum; does not compile while one is missing.
macro_rules! every {
    ($name:ident { $($variant:ident),* $(,)? }) => {{
        let _ = |it: import::$name| match it { $(import::$name::$variant => (),)* };
        [$(import::$name::$variant),*]
    }};
}

fn conditions() -> Vec<import::Condition> {
    every!(Condition {
        Satisfied,
        ObjectiveStatusKnown,
        ObjectiveMeasureKnown,
        ObjectiveMeasureGreaterThan,
        ObjectiveMeasureLessThan,
        Completed,
        ActivityProgressKnown,
        Attempted,
        AttemptLimitExceeded,
        TimeLimitExceeded,
        OutsideAvailableTimeRange,
        Always,
        Never,
    })
    .into()
}

fn rules<Action: Copy>(actions: &[Action]) -> Vec<import::SequencingRule<Action>> {
    let of_action = |action: &Action| {
        every!(Combination { All, Any }).map(|combination| import::SequencingRule {
            conditions: import::RuleConditions {
                combination,
                conditions: conditions()
                    .into_iter()
                    .map(|condition| import::RuleCondition {
                        condition,
                        negated: true,
                        referenced_objective: Some("objective".into()),
                        measure_threshold: -0.25,
                    })
                    .collect(),
            },
            action: *action,
        })
    };
    actions.iter().flat_map(of_action).collect()
}

fn rollup_rules() -> Vec<import::RollupRule> {
    let sets = [
        import::ChildActivitySet::All,
        import::ChildActivitySet::Any,
        import::ChildActivitySet::None,
        import::ChildActivitySet::AtLeastCount(2),
        import::ChildActivitySet::AtLeastPercent(0.75),
    ];
    let actions = every!(RollupAction {
        Satisfied,
        NotSatisfied,
        Completed,
        Incomplete,
    });
    sets.into_iter()
        .flat_map(|child_activity_set| {
            actions.map(|action| import::RollupRule {
                child_activity_set,
                conditions: import::RuleConditions {
                    combination: import::Combination::Any,
                    conditions: conditions()
                        .into_iter()
                        .map(|condition| import::RollupCondition {
                            condition,
                            negated: true,
                        })
                        .collect(),
                },
                action,
            })
        })
        .collect()
}

fn objective(id: Option<&str>) -> import::Objective {
    import::Objective {
        id: id.map(Into::into),
        satisfied_by_measure: true,
        min_normalized_measure: -0.5,
        maps: vec![import::ObjectiveMap {
            target_objective_id: "global".into(),
            read_satisfied_status: true,
            read_normalized_measure: true,
            write_satisfied_status: true,
            write_normalized_measure: true,
            read_raw_score: true,
            read_min_score: true,
            read_max_score: true,
            read_completion_status: true,
            read_progress_measure: true,
            write_raw_score: true,
            write_min_score: true,
            write_max_score: true,
            write_completion_status: true,
            write_progress_measure: true,
        }],
    }
}

/// All that a manifest can say, nothing at its default; written out, so that a
/// new field does not compile until it stands here.
fn everything(timing: import::Timing, required_for: import::RequiredFor) -> import::Sequencing {
    import::Sequencing {
        control_modes: import::ControlModes {
            choice: false,
            choice_exit: false,
            flow: true,
            forward_only: true,
            use_current_attempt_objective_info: false,
            use_current_attempt_progress_info: false,
        },
        pre_condition_rules: rules(&every!(PreConditionAction {
            Skip,
            Disabled,
            HiddenFromChoice,
            StopForwardTraversal,
        })),
        exit_condition_rules: rules(&every!(ExitAction { Exit })),
        post_condition_rules: rules(&every!(PostConditionAction {
            ExitParent,
            ExitAll,
            Retry,
            RetryAll,
            Continue,
            Previous,
        })),
        limit_conditions: import::LimitConditions {
            attempt_limit: Some(3),
            attempt_absolute_duration_limit: Some("PT1H30M".into()),
            attempt_experienced_duration_limit: None,
            activity_absolute_duration_limit: None,
            activity_experienced_duration_limit: None,
            begin_time_limit: None,
            end_time_limit: None,
        },
        rollup: import::Rollup {
            objective_satisfied: false,
            progress_completion: false,
            objective_measure_weight: 0.5,
            rules: rollup_rules(),
        },
        primary_objective: Some(objective(None)),
        objectives: vec![objective(Some("other"))],
        selection: import::Selection {
            timing,
            count: Some(2),
        },
        randomization: import::Randomization {
            timing,
            reorder_children: true,
        },
        delivery_controls: import::DeliveryControls {
            tracked: false,
            completion_set_by_content: true,
            objective_set_by_content: true,
        },
        constrain_choice: import::ConstrainChoice {
            prevent_activation: true,
            constrain_choice: true,
        },
        rollup_considerations: import::RollupConsiderations {
            required_for_satisfied: required_for,
            required_for_not_satisfied: required_for,
            required_for_completed: required_for,
            required_for_incomplete: required_for,
            measure_satisfaction_if_active: false,
        },
    }
}

fn everything_there_is() -> Vec<import::Sequencing> {
    let timings = every!(Timing {
        Never,
        Once,
        OnEachNewAttempt,
    });
    let required = every!(RequiredFor {
        Always,
        IfAttempted,
        IfNotSkipped,
        IfNotSuspended,
    });
    timings
        .into_iter()
        .flat_map(|timing| required.map(|it| everything(timing, it)))
        .collect()
}

/// The limits on time that the run-time does not judge, and so does not keep.
const NOT_JUDGED: [&str; 5] = [
    "attempt_experienced_duration_limit",
    "activity_absolute_duration_limit",
    "activity_experienced_duration_limit",
    "begin_time_limit",
    "end_time_limit",
];

fn without_what_is_not_judged(mut stored: Value) -> Value {
    let limits = stored["limit_conditions"].as_object_mut().unwrap();
    for name in NOT_JUDGED {
        assert!(limits.remove(name).is_some(), "{name}");
    }
    stored
}

/// What `Other` makes of the stored form of `value`, stored again.
fn through<Other: Serialize + DeserializeOwned>(value: &impl Serialize) -> Value {
    let stored = serde_json::to_value(value).unwrap();
    let other: Other = serde_json::from_value(stored).unwrap();
    serde_json::to_value(other).unwrap()
}

#[test]
fn what_the_import_stores_is_what_the_run_time_reads() {
    for said in everything_there_is() {
        let stored = serde_json::to_value(&said).unwrap();
        let expected = without_what_is_not_judged(stored);
        assert_eq!(through::<SequencingDefinition>(&said), expected);

        let read: SequencingDefinition = serde_json::from_value(expected).unwrap();
        let mut back = serde_json::to_value(read).unwrap();
        for name in NOT_JUDGED {
            back["limit_conditions"][name] = Value::Null;
        }
        let back: import::Sequencing = serde_json::from_value(back).unwrap();
        assert_eq!(back, said);
    }
}

#[test]
fn what_a_manifest_leaves_out_means_the_same_to_both() {
    let stored = serde_json::to_value(import::Sequencing::default()).unwrap();
    let run_time = serde_json::to_value(SequencingDefinition::default()).unwrap();
    assert_eq!(without_what_is_not_judged(stored), run_time);
}

#[test]
fn nothing_of_the_sample_is_at_its_default() {
    // A field that the sample left at its default would prove nothing.
    let default = serde_json::to_value(import::Sequencing::default()).unwrap();
    let said = everything(import::Timing::Once, import::RequiredFor::IfAttempted);
    let said = serde_json::to_value(said).unwrap();
    let same = same_leaves("", &without_what_is_not_judged(default), &said);
    assert_eq!(same, Vec::<String>::new());
}

/// Paths at which both values are the same.
fn same_leaves(path: &str, left: &Value, right: &Value) -> Vec<String> {
    match left.as_object() {
        Some(fields) => fields
            .iter()
            .flat_map(|(name, value)| same_leaves(&format!("{path}/{name}"), value, &right[name]))
            .collect(),
        None if left == right => vec![path.to_owned()],
        None => Vec::new(),
    }
}

#[test]
fn a_completion_threshold_has_one_stored_form() {
    let said = package::CompletionThreshold {
        completed_by_measure: true,
        min_progress_measure: 0.5,
        progress_weight: 0.25,
    };
    assert_eq!(
        through::<CompletionThreshold>(&said),
        json!({"completed_by_measure": true, "min_progress_measure": 0.5, "progress_weight": 0.25})
    );
    assert_eq!(
        through::<package::CompletionThreshold>(&said),
        through::<CompletionThreshold>(&said)
    );
}
