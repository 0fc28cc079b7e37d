//! A course made of the input's first bytes, then whatever is asked for in
//! whatever order: sequencing answers, its state keeps its shape, survives
//! being stored, and what is offered is what is accepted.

#![no_main]

use arbitrary::{Result, Unstructured};
use course_runtime::sequencing::{
    ActivityTree, CompletionStatus, NavigationRequest, Outcome, Score, Session, SessionReport,
    SuccessStatus, TreeState, activities, apply_learner_session, course_status,
    definition::{
        ActivityDefinition, ChildActivitySet, Combination, Condition, ControlModes,
        CourseDefinition, ExitAction, Objective, ObjectiveMap, PostConditionAction,
        PreConditionAction, RequiredFor, Resource, RollupAction, RollupCondition, RollupRule,
        RuleCondition, RuleConditions, SequencingDefinition, SequencingRule, Standard, Timing,
    },
    end_learner_session, launch, launch_data, process, toc, ui_controls, validity,
};
use libfuzzer_sys::fuzz_target;

const MOST_ACTIVITIES: usize = 24;
const DEEPEST: usize = 5;
const MOST_EVENTS: usize = 40;

fuzz_target!(|bytes: &[u8]| {
    // Too few bytes for a course are no course.
    let _ = play(&mut Unstructured::new(bytes));
});

fn play(input: &mut Unstructured<'_>) -> Result<()> {
    let course = course(input)?;
    let Ok(tree) = ActivityTree::new(course) else {
        return Ok(());
    };
    let state = TreeState::new(&tree, input.arbitrary()?);
    let items = validity(&tree, &state).choice.into_keys().collect();
    let mut play = Play {
        tree,
        state,
        items,
        on_screen: None,
    };
    play.launch();
    for _ in 0..MOST_EVENTS {
        if input.is_empty() {
            break;
        }
        play.happen(input)?;
    }
    Ok(())
}

struct Play {
    tree: ActivityTree,
    state: TreeState,
    items: Vec<String>,
    on_screen: Option<String>,
}

impl Play {
    fn launch(&mut self) {
        let (state, outcome) = launch(&self.tree, &self.state);
        self.state = state;
        self.follow(&outcome);
        self.check();
    }

    fn happen(&mut self, input: &mut Unstructured<'_>) -> Result<()> {
        match input.int_in_range(0..=8)? {
            0 => self.launch(),
            1..=4 => {
                let request = self.request(input)?;
                self.ask(&request);
            }
            _ => {
                let report = report(input)?;
                let pending = if input.arbitrary()? {
                    Some(self.request(input)?)
                } else {
                    None
                };
                self.end(&report, pending.as_ref());
            }
        }
        self.check();
        Ok(())
    }

    fn request(&self, input: &mut Unstructured<'_>) -> Result<NavigationRequest> {
        let kind = input.int_in_range(0..=10)?;
        let target = if matches!(kind, 4 | 5) {
            input.choose(&self.items)?.clone()
        } else {
            String::new()
        };
        Ok(match kind {
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
        })
    }

    fn ask(&mut self, request: &NavigationRequest) {
        let valid = validity(&self.tree, &self.state);
        let offered = match request {
            NavigationRequest::Continue => Some(valid.r#continue),
            NavigationRequest::Previous => Some(valid.previous),
            NavigationRequest::Choice { target } => Some(valid.choice[target]),
            NavigationRequest::Jump { target } => Some(valid.jump[target]),
            _ => None,
        };
        let (state, outcome) = process(&self.tree, &self.state, request);
        if let Some(offered) = offered {
            assert_eq!(
                offered,
                outcome.exception.is_none(),
                "{request:?}: {outcome:?}"
            );
        }
        self.state = state;
        self.follow(&outcome);
    }

    fn end(&mut self, report: &SessionReport, pending: Option<&NavigationRequest>) {
        let Some(item) = self.on_screen.clone() else {
            return;
        };
        let ahead = apply_learner_session(&self.tree, &self.state, &item, report);
        assert!(ahead.fits(&self.tree));
        // The same of the same state gives the same.
        let again = apply_learner_session(&self.tree, &self.state, &item, report);
        assert_eq!(again, ahead);
        let (state, outcome) =
            end_learner_session(&self.tree, &self.state, &item, report, pending);
        self.state = state;
        if let Some(outcome) = outcome {
            self.follow(&outcome);
        }
    }

    fn follow(&mut self, outcome: &Outcome) {
        if let Some(delivery) = &outcome.deliver {
            assert_eq!(outcome.session, Session::Delivering);
            assert!(launch_data(&self.tree, &self.state, &delivery.item).is_some());
            self.on_screen = Some(delivery.item.clone());
        } else if outcome.removes_content || outcome.session != Session::Delivering {
            self.on_screen = None;
        }
    }

    fn check(&mut self) {
        assert!(self.state.fits(&self.tree));
        let stored = serde_json::to_vec(&self.state).expect("a state is data");
        let read: TreeState = serde_json::from_slice(&stored).expect("it was written here");
        assert_eq!(read, self.state);
        let valid = validity(&self.tree, &self.state);
        let controls = ui_controls(&self.tree, &self.state);
        assert!(controls.previous <= valid.previous);
        for line in toc(&self.tree, &self.state) {
            assert_eq!(valid.choice[&line.item], line.selectable, "{line:?}");
        }
        let status = course_status(&self.tree, &self.state);
        assert!(status.completed_items <= status.items);
        assert!(status.score_scaled.is_none_or(f64::is_finite));
        assert!(!activities(&self.tree, &self.state).is_empty());
    }
}

fn course(input: &mut Unstructured<'_>) -> Result<CourseDefinition> {
    let is_scorm_12 = input.ratio(1, 8)?;
    let mut left = MOST_ACTIVITIES;
    Ok(CourseDefinition {
        standard: if is_scorm_12 {
            Standard::Scorm12
        } else {
            Standard::Scorm2004
        },
        objectives_global_to_system: input.arbitrary()?,
        shared_data_global_to_system: input.arbitrary()?,
        root: activity(input, 0, &mut left)?,
    })
}

fn activity(
    input: &mut Unstructured<'_>,
    depth: usize,
    left: &mut usize,
) -> Result<ActivityDefinition> {
    let mut children = Vec::new();
    if depth < DEEPEST {
        let wanted = input.int_in_range(0..=if depth == 0 { 5 } else { 3 })?;
        for _ in 0..wanted {
            if *left == 0 {
                break;
            }
            *left -= 1;
            children.push(activity(input, depth + 1, left)?);
        }
    }
    let has_resource = children.is_empty() || input.ratio(1, 8)?;
    let resource = if has_resource && !input.ratio(1, 12)? {
        Some(Resource {
            identifier: "resource".to_owned(),
            is_sco: input.arbitrary()?,
        })
    } else {
        None
    };
    Ok(ActivityDefinition {
        identifier: "item".to_owned(),
        is_visible: !input.ratio(1, 8)?,
        resource,
        sequencing: sequencing(input)?,
        children,
        ..ActivityDefinition::default()
    })
}

fn sequencing(input: &mut Unstructured<'_>) -> Result<SequencingDefinition> {
    let mut sequencing = SequencingDefinition::default();
    if input.ratio(1, 3)? {
        sequencing.control_modes.flow = true;
        return Ok(sequencing);
    }
    sequencing.control_modes = ControlModes {
        choice: input.ratio(3, 4)?,
        choice_exit: input.ratio(3, 4)?,
        flow: input.ratio(3, 4)?,
        forward_only: input.ratio(1, 4)?,
        use_current_attempt_objective_info: input.arbitrary()?,
        use_current_attempt_progress_info: input.arbitrary()?,
    };
    for _ in 0..input.int_in_range(0..=2)? {
        let action = *input.choose(&[
            PreConditionAction::Skip,
            PreConditionAction::Disabled,
            PreConditionAction::HiddenFromChoice,
            PreConditionAction::StopForwardTraversal,
        ])?;
        sequencing.pre_condition_rules.push(SequencingRule {
            conditions: conditions(input)?,
            action,
        });
    }
    if input.ratio(1, 4)? {
        sequencing.exit_condition_rules.push(SequencingRule {
            conditions: conditions(input)?,
            action: ExitAction::Exit,
        });
    }
    for _ in 0..input.int_in_range(0..=2)? {
        let action = *input.choose(&[
            PostConditionAction::ExitParent,
            PostConditionAction::ExitAll,
            PostConditionAction::Retry,
            PostConditionAction::RetryAll,
            PostConditionAction::Continue,
            PostConditionAction::Previous,
        ])?;
        sequencing.post_condition_rules.push(SequencingRule {
            conditions: conditions(input)?,
            action,
        });
    }
    for _ in 0..input.int_in_range(0..=2)? {
        sequencing.rollup.rules.push(rollup_rule(input)?);
    }
    if input.arbitrary()? {
        sequencing.primary_objective = Some(objective(input, "o")?);
    }
    if input.ratio(1, 4)? {
        sequencing.objectives.push(objective(input, "p")?);
    }
    considerations(input, &mut sequencing)?;
    Ok(sequencing)
}

fn considerations(
    input: &mut Unstructured<'_>,
    sequencing: &mut SequencingDefinition,
) -> Result<()> {
    let timings = [Timing::Never, Timing::Once, Timing::OnEachNewAttempt];
    sequencing.selection.timing = *input.choose(&timings)?;
    sequencing.selection.count = if input.arbitrary()? {
        Some(input.int_in_range(0..=4)?)
    } else {
        None
    };
    sequencing.randomization.timing = *input.choose(&timings)?;
    sequencing.randomization.reorder_children = input.arbitrary()?;
    if input.ratio(1, 4)? {
        sequencing.limit_conditions.attempt_limit = Some(input.int_in_range(0..=3)?);
    }
    let required = [
        RequiredFor::Always,
        RequiredFor::IfAttempted,
        RequiredFor::IfNotSkipped,
        RequiredFor::IfNotSuspended,
    ];
    let considerations = &mut sequencing.rollup_considerations;
    considerations.required_for_satisfied = *input.choose(&required)?;
    considerations.required_for_not_satisfied = *input.choose(&required)?;
    considerations.required_for_completed = *input.choose(&required)?;
    considerations.required_for_incomplete = *input.choose(&required)?;
    considerations.measure_satisfaction_if_active = input.arbitrary()?;
    sequencing.rollup.objective_satisfied = !input.ratio(1, 4)?;
    sequencing.rollup.progress_completion = !input.ratio(1, 4)?;
    sequencing.delivery_controls.tracked = !input.ratio(1, 5)?;
    sequencing.delivery_controls.completion_set_by_content = input.arbitrary()?;
    sequencing.delivery_controls.objective_set_by_content = input.arbitrary()?;
    sequencing.constrain_choice.constrain_choice = input.ratio(1, 4)?;
    sequencing.constrain_choice.prevent_activation = input.ratio(1, 4)?;
    Ok(())
}

const CONDITIONS: [Condition; 12] = [
    Condition::Satisfied,
    Condition::ObjectiveStatusKnown,
    Condition::ObjectiveMeasureKnown,
    Condition::ObjectiveMeasureGreaterThan,
    Condition::ObjectiveMeasureLessThan,
    Condition::Completed,
    Condition::ActivityProgressKnown,
    Condition::Attempted,
    Condition::AttemptLimitExceeded,
    Condition::TimeLimitExceeded,
    Condition::Always,
    Condition::Never,
];

fn combination(input: &mut Unstructured<'_>) -> Result<Combination> {
    Ok(*input.choose(&[Combination::All, Combination::Any])?)
}

fn conditions(input: &mut Unstructured<'_>) -> Result<RuleConditions<RuleCondition>> {
    let mut conditions = Vec::new();
    for _ in 0..input.int_in_range(0..=2)? {
        let objective = *input.choose(&[None, Some("o"), Some("p"), Some("none such")])?;
        conditions.push(RuleCondition {
            condition: *input.choose(&CONDITIONS)?,
            negated: input.arbitrary()?,
            referenced_objective: objective.map(str::to_owned),
            measure_threshold: 0.5,
        });
    }
    Ok(RuleConditions {
        combination: combination(input)?,
        conditions,
    })
}

fn rollup_rule(input: &mut Unstructured<'_>) -> Result<RollupRule> {
    let child_activity_set = *input.choose(&[
        ChildActivitySet::All,
        ChildActivitySet::Any,
        ChildActivitySet::None,
        ChildActivitySet::AtLeastCount(2),
        ChildActivitySet::AtLeastPercent(0.5),
    ])?;
    let action = *input.choose(&[
        RollupAction::Satisfied,
        RollupAction::NotSatisfied,
        RollupAction::Completed,
        RollupAction::Incomplete,
    ])?;
    let condition = RollupCondition {
        condition: *input.choose(&CONDITIONS)?,
        negated: input.arbitrary()?,
    };
    Ok(RollupRule {
        child_activity_set,
        conditions: RuleConditions {
            combination: combination(input)?,
            conditions: vec![condition],
        },
        action,
    })
}

fn objective(input: &mut Unstructured<'_>, id: &str) -> Result<Objective> {
    let mut maps = Vec::new();
    for _ in 0..input.int_in_range(0..=2)? {
        let [reads, writes, reads_more, writes_more]: [bool; 4] = input.arbitrary()?;
        maps.push(ObjectiveMap {
            target_objective_id: format!("global {}", input.int_in_range(0..=2)?),
            read_satisfied_status: reads,
            read_normalized_measure: reads,
            write_satisfied_status: writes,
            write_normalized_measure: writes,
            read_completion_status: reads_more,
            read_progress_measure: reads_more,
            read_raw_score: reads_more,
            write_completion_status: writes_more,
            write_progress_measure: writes_more,
            write_raw_score: writes_more,
            ..ObjectiveMap::default()
        });
    }
    Ok(Objective {
        id: Some(id.to_owned()),
        satisfied_by_measure: input.arbitrary()?,
        min_normalized_measure: 0.5,
        maps,
    })
}

fn report(input: &mut Unstructured<'_>) -> Result<SessionReport> {
    let completions = [
        None,
        Some(CompletionStatus::Completed),
        Some(CompletionStatus::Incomplete),
        Some(CompletionStatus::Unknown),
    ];
    let successes = [
        None,
        Some(SuccessStatus::Passed),
        Some(SuccessStatus::Failed),
        Some(SuccessStatus::Unknown),
    ];
    let measures = [None, Some(0.2), Some(0.9), Some(f64::NAN), Some(-1.0)];
    Ok(SessionReport {
        completion: *input.choose(&completions)?,
        success: *input.choose(&successes)?,
        score: Score {
            scaled: *input.choose(&measures)?,
            ..Score::default()
        },
        progress_measure: *input.choose(&measures)?,
        suspended: input.arbitrary()?,
        ..SessionReport::default()
    })
}
