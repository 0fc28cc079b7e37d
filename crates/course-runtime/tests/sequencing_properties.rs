//! Whatever a package declares and whatever is asked for in whatever order:
//! sequencing answers, keeps its invariants, and offers what it accepts.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

use course_runtime::sequencing::definition::{
    ActivityDefinition, ChildActivitySet, Combination, Condition, ControlModes, CourseDefinition,
    ExitAction, Objective, ObjectiveMap, PostConditionAction, PreConditionAction, RequiredFor,
    Resource, RollupAction, RollupCondition, RollupRule, RuleCondition, RuleConditions,
    SequencingDefinition, SequencingRule, Standard, Timing,
};
use course_runtime::sequencing::{
    ActivityTree, CompletionStatus, NavigationRequest, Outcome, Score, Session, SessionReport,
    SuccessStatus, TreeState, apply_learner_session, course_status, end_learner_session, launch,
    launch_data, process, toc, ui_controls, validity,
};
use proptest::prelude::*;
use proptest::sample::select;

/// What happens to a course.
#[derive(Debug, Clone)]
enum Event {
    Launch,
    /// A request, its target picked among the items by this number.
    Request(usize, usize),
    /// The SCO on screen reports and ends, maybe with a request.
    End(SessionReport, Option<(usize, usize)>),
}

fn request(kind: usize, item: usize, items: &[String]) -> NavigationRequest {
    let target = items[item % items.len()].clone();
    match kind % 11 {
        0 => NavigationRequest::Start,
        1 => NavigationRequest::ResumeAll,
        2 => NavigationRequest::Continue,
        3 => NavigationRequest::Previous,
        4 => NavigationRequest::Choice { target },
        5 => NavigationRequest::Jump { target },
        6 => NavigationRequest::Exit,
        7 => NavigationRequest::ExitAll,
        8 => NavigationRequest::Abandon,
        9 => NavigationRequest::AbandonAll,
        _ => NavigationRequest::SuspendAll,
    }
}

fn control_modes() -> impl Strategy<Value = ControlModes> {
    proptest::array::uniform6(any::<bool>()).prop_map(
        |[
            choice,
            choice_exit,
            flow,
            forward_only,
            objectives,
            progress,
        ]| ControlModes {
            choice,
            choice_exit,
            // Most clusters flow, or little would ever be delivered.
            flow: flow || objectives,
            forward_only: forward_only && progress,
            use_current_attempt_objective_info: objectives,
            use_current_attempt_progress_info: progress,
        },
    )
}

fn conditions() -> impl Strategy<Value = RuleConditions<RuleCondition>> {
    let condition = (
        select(vec![
            Condition::Satisfied,
            Condition::ObjectiveStatusKnown,
            Condition::ObjectiveMeasureKnown,
            Condition::ObjectiveMeasureGreaterThan,
            Condition::Completed,
            Condition::Attempted,
            Condition::AttemptLimitExceeded,
            Condition::Always,
        ]),
        any::<bool>(),
        select(vec![None, Some("o"), Some("no such objective")]),
    )
        .prop_map(|(condition, negated, objective)| RuleCondition {
            condition,
            negated,
            referenced_objective: objective.map(str::to_owned),
            measure_threshold: 0.5,
        });
    (
        select(vec![Combination::All, Combination::Any]),
        prop::collection::vec(condition, 0..3),
    )
        .prop_map(|(combination, conditions)| RuleConditions {
            combination,
            conditions,
        })
}

fn rules<Action: Clone + std::fmt::Debug + 'static>(
    actions: Vec<Action>,
) -> impl Strategy<Value = Vec<SequencingRule<Action>>> {
    let rule = (conditions(), select(actions))
        .prop_map(|(conditions, action)| SequencingRule { conditions, action });
    prop::collection::vec(rule, 0..2)
}

fn rollup_rules() -> impl Strategy<Value = Vec<RollupRule>> {
    let rule = (
        select(vec![
            ChildActivitySet::All,
            ChildActivitySet::Any,
            ChildActivitySet::None,
            ChildActivitySet::AtLeastCount(2),
            ChildActivitySet::AtLeastPercent(0.5),
        ]),
        select(vec![
            Condition::Satisfied,
            Condition::Completed,
            Condition::Attempted,
            Condition::Never,
        ]),
        any::<bool>(),
        select(vec![
            RollupAction::Satisfied,
            RollupAction::NotSatisfied,
            RollupAction::Completed,
            RollupAction::Incomplete,
        ]),
    )
        .prop_map(
            |(child_activity_set, condition, negated, action)| RollupRule {
                child_activity_set,
                conditions: RuleConditions {
                    combination: Combination::Any,
                    conditions: vec![RollupCondition { condition, negated }],
                },
                action,
            },
        );
    prop::collection::vec(rule, 0..3)
}

fn objective() -> impl Strategy<Value = Objective> {
    (any::<bool>(), any::<bool>(), any::<bool>(), 0..3_u8).prop_map(
        |(satisfied_by_measure, reads, writes, target)| Objective {
            id: Some("o".into()),
            satisfied_by_measure,
            min_normalized_measure: 0.5,
            maps: vec![ObjectiveMap {
                target_objective_id: format!("global {target}"),
                read_satisfied_status: reads,
                read_normalized_measure: reads,
                write_satisfied_status: writes,
                write_normalized_measure: writes,
                read_completion_status: reads,
                write_completion_status: writes,
                ..ObjectiveMap::default()
            }],
        },
    )
}

fn timing() -> impl Strategy<Value = Timing> {
    select(vec![Timing::Never, Timing::Once, Timing::OnEachNewAttempt])
}

fn sequencing() -> impl Strategy<Value = SequencingDefinition> {
    let pre = rules(vec![
        PreConditionAction::Skip,
        PreConditionAction::Disabled,
        PreConditionAction::HiddenFromChoice,
        PreConditionAction::StopForwardTraversal,
    ]);
    let post = rules(vec![
        PostConditionAction::ExitParent,
        PostConditionAction::ExitAll,
        PostConditionAction::Retry,
        PostConditionAction::RetryAll,
        PostConditionAction::Continue,
        PostConditionAction::Previous,
    ]);
    let required = select(vec![
        RequiredFor::Always,
        RequiredFor::IfAttempted,
        RequiredFor::IfNotSkipped,
        RequiredFor::IfNotSuspended,
    ]);
    (
        (control_modes(), pre, rules(vec![ExitAction::Exit]), post),
        (rollup_rules(), prop::option::of(objective()), required),
        (
            timing(),
            prop::option::of(0..4_u32),
            timing(),
            any::<bool>(),
        ),
        (prop::option::of(1..3_u32), any::<[bool; 3]>()),
    )
        .prop_map(|(flow, rollup, random, limits)| {
            let mut sequencing = SequencingDefinition {
                control_modes: flow.0,
                pre_condition_rules: flow.1,
                exit_condition_rules: flow.2,
                post_condition_rules: flow.3,
                primary_objective: rollup.1,
                ..SequencingDefinition::default()
            };
            sequencing.rollup.rules = rollup.0;
            sequencing.rollup_considerations.required_for_completed = rollup.2;
            sequencing.rollup_considerations.required_for_satisfied = rollup.2;
            sequencing.selection.timing = random.0;
            sequencing.selection.count = random.1;
            sequencing.randomization.timing = random.2;
            sequencing.randomization.reorder_children = random.3;
            sequencing.limit_conditions.attempt_limit = limits.0;
            let [tracked, constrain, prevent] = limits.1;
            sequencing.delivery_controls.tracked = tracked || constrain;
            sequencing.constrain_choice.constrain_choice = constrain;
            sequencing.constrain_choice.prevent_activation = prevent && tracked;
            sequencing
        })
}

fn activity() -> impl Strategy<Value = ActivityDefinition> {
    // Half of all activities declare nothing.
    let maybe_declared = prop_oneof![Just(SequencingDefinition::default()), sequencing()];
    let leaf =
        (maybe_declared, any::<bool>()).prop_map(|(sequencing, is_sco)| ActivityDefinition {
            identifier: "item".into(),
            resource: Some(Resource {
                identifier: "resource".into(),
                is_sco,
            }),
            sequencing,
            ..ActivityDefinition::default()
        });
    leaf.prop_recursive(3, 14, 4, |inner| {
        (sequencing(), prop::collection::vec(inner, 1..4)).prop_map(|(sequencing, children)| {
            ActivityDefinition {
                identifier: "item".into(),
                sequencing,
                children,
                ..ActivityDefinition::default()
            }
        })
    })
}

fn course() -> impl Strategy<Value = CourseDefinition> {
    (any::<[bool; 3]>(), activity()).prop_map(|([one, two, three], root)| CourseDefinition {
        standard: if one && two {
            Standard::Scorm12
        } else {
            Standard::Scorm2004
        },
        objectives_global_to_system: two,
        shared_data_global_to_system: three,
        root,
    })
}

fn report() -> impl Strategy<Value = SessionReport> {
    (
        select(vec![
            None,
            Some(CompletionStatus::Completed),
            Some(CompletionStatus::Incomplete),
            Some(CompletionStatus::Unknown),
        ]),
        select(vec![
            None,
            Some(SuccessStatus::Passed),
            Some(SuccessStatus::Failed),
            Some(SuccessStatus::Unknown),
        ]),
        select(vec![None, Some(0.2), Some(0.9), Some(f64::NAN)]),
        any::<bool>(),
    )
        .prop_map(|(completion, success, scaled, suspended)| SessionReport {
            completion,
            success,
            score: Score {
                scaled,
                ..Score::default()
            },
            suspended,
            ..SessionReport::default()
        })
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        1 => Just(Event::Launch),
        4 => (0..11_usize, 0..16_usize).prop_map(|(kind, item)| Event::Request(kind, item)),
        4 => (report(), prop::option::of((2..11_usize, 0..16_usize)))
            .prop_map(|(report, request)| Event::End(report, request)),
    ]
}

/// A course while its events happen.
struct Play {
    tree: ActivityTree,
    state: TreeState,
    items: Vec<String>,
    on_screen: Option<String>,
}

impl Play {
    fn happen(&mut self, event: &Event) {
        match event {
            Event::Launch => {
                let (state, outcome) = launch(&self.tree, &self.state);
                self.state = state;
                self.follow(&outcome);
            }
            Event::Request(kind, item) => {
                let request = request(*kind, *item, &self.items);
                self.check_offer(&request);
                let (state, outcome) = process(&self.tree, &self.state, &request);
                self.state = state;
                self.follow(&outcome);
            }
            Event::End(report, pending) => {
                let Some(item) = self.on_screen.clone() else {
                    return;
                };
                // A commit on the way is a look ahead only.
                let ahead = apply_learner_session(&self.tree, &self.state, &item, report);
                assert!(ahead.fits(&self.tree));
                let pending = pending.map(|(kind, item)| request(kind, item, &self.items));
                let (state, outcome) =
                    end_learner_session(&self.tree, &self.state, &item, report, pending.as_ref());
                self.state = state;
                if let Some(outcome) = outcome {
                    self.follow(&outcome);
                }
            }
        }
        self.check_state();
    }

    fn follow(&mut self, outcome: &Outcome) {
        if let Some(delivery) = &outcome.deliver {
            assert_eq!(outcome.session, Session::Delivering);
            assert_eq!(outcome.exception, None);
            let data = launch_data(&self.tree, &self.state, &delivery.item);
            assert!(data.is_some(), "{delivery:?}");
            self.on_screen = Some(delivery.item.clone());
        } else if outcome.removes_content || outcome.session != Session::Delivering {
            self.on_screen = None;
        }
        assert_eq!(
            outcome.session == Session::Ended,
            !self.state.is_open() && outcome.exception.is_none() && outcome.deliver.is_none()
        );
    }

    /// What is said to be valid is accepted, and nothing else.
    fn check_offer(&self, request: &NavigationRequest) {
        let valid = validity(&self.tree, &self.state);
        let offered = match request {
            NavigationRequest::Continue => valid.r#continue,
            NavigationRequest::Previous => valid.previous,
            NavigationRequest::Choice { target } => valid.choice[target],
            NavigationRequest::Jump { target } => valid.jump[target],
            NavigationRequest::Exit => valid.exit,
            NavigationRequest::ExitAll => valid.exit_all,
            NavigationRequest::Abandon => valid.abandon,
            NavigationRequest::AbandonAll => valid.abandon_all,
            NavigationRequest::SuspendAll => valid.suspend_all,
            NavigationRequest::Start | NavigationRequest::ResumeAll => return,
        };
        let (_, outcome) = process(&self.tree, &self.state, request);
        // Leaving is always offered: it ends the item, whatever a rule of the
        // package then fails to find.
        let leaves = matches!(
            request,
            NavigationRequest::Exit | NavigationRequest::Abandon
        );
        let accepted = outcome.exception.is_none() || (leaves && outcome.removes_content);
        assert_eq!(offered, accepted, "{request:?}: {outcome:?}");
    }

    fn check_state(&mut self) {
        assert!(self.state.fits(&self.tree));
        let stored = serde_json::to_vec(&self.state).unwrap();
        let read: TreeState = serde_json::from_slice(&stored).unwrap();
        assert_eq!(read, self.state);
        self.state = read;

        let controls = ui_controls(&self.tree, &self.state);
        let valid = validity(&self.tree, &self.state);
        assert!(controls.previous <= valid.previous && controls.exit <= valid.exit);
        let lines = toc(&self.tree, &self.state);
        assert!(lines.iter().filter(|it| it.current).count() <= 1);
        for line in lines {
            assert_eq!(valid.choice[&line.item], line.selectable, "{line:?}");
        }
        let status = course_status(&self.tree, &self.state);
        assert!(status.completed_items <= status.items);
        assert!(status.score_scaled.is_none_or(f64::is_finite));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_course_survives_any_events(
        course in course(),
        seed in any::<u64>(),
        events in prop::collection::vec(event(), 0..24),
    ) {
        let tree = ActivityTree::new(course).unwrap();
        let state = TreeState::new(&tree, seed);
        let items = validity(&tree, &state).choice.into_keys().collect();
        let mut play = Play { tree, state, items, on_screen: None };
        play.happen(&Event::Launch);
        for event in &events {
            play.happen(event);
        }
    }
}
