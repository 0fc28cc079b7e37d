//! Sequencing by control modes: starting, moving, leaving and coming back, and
//! what a course's status then is.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

#[path = "support/items.rs"]
mod items;

use course_runtime::sequencing::definition::{
    ActivityDefinition, Combination, Condition, ControlModes, CourseDefinition, Objective,
    ObjectiveMap, PostConditionAction, RuleCondition, RuleConditions, SequencingRule, Standard,
};
use course_runtime::sequencing::{
    ActivityTree, CompletionStatus, Exception, ExitMode, NavigationRequest, Outcome, Score,
    Session, SessionReport, SuccessStatus, TreeState, apply_learner_session, course_status,
    end_learner_session, launch, launch_data, navigation_on_termination, process, toc, ui_controls,
    validity,
};

use items::item;

/// A course under test: the tree with the state that requests change. Every
/// step also stores the state and reads it back.
struct Course {
    tree: ActivityTree,
    state: TreeState,
}

impl Course {
    fn new(standard: Standard, modes: ControlModes, children: Vec<ActivityDefinition>) -> Self {
        let mut root = ActivityDefinition {
            identifier: "course".into(),
            title: "Course".into(),
            children,
            ..ActivityDefinition::default()
        };
        root.sequencing.control_modes = modes;
        Self::of(standard, root)
    }

    fn of(standard: Standard, root: ActivityDefinition) -> Self {
        let tree = ActivityTree::new(CourseDefinition {
            standard,
            root,
            ..CourseDefinition::default()
        })
        .unwrap();
        let state = TreeState::new(&tree, 1);
        Self { tree, state }
    }

    fn keep(&mut self, (state, outcome): (TreeState, Outcome)) -> Outcome {
        let stored = serde_json::to_vec(&state).unwrap();
        self.state = serde_json::from_slice(&stored).unwrap();
        assert_eq!(self.state, state);
        outcome
    }

    fn launch(&mut self) -> Outcome {
        let next = launch(&self.tree, &self.state);
        self.keep(next)
    }

    fn ask(&mut self, request: &NavigationRequest) -> Outcome {
        let next = process(&self.tree, &self.state, request);
        self.keep(next)
    }

    fn choose(&mut self, target: &str) -> Outcome {
        self.ask(&NavigationRequest::Choice {
            target: target.into(),
        })
    }

    fn report(&mut self, item: &str, report: &SessionReport) {
        self.state = apply_learner_session(&self.tree, &self.state, item, report);
    }
}

fn cluster(
    identifier: &str,
    modes: ControlModes,
    children: Vec<ActivityDefinition>,
) -> ActivityDefinition {
    let mut definition = ActivityDefinition {
        identifier: identifier.into(),
        children,
        ..ActivityDefinition::default()
    };
    definition.sequencing.control_modes = modes;
    definition
}

fn flow() -> ControlModes {
    ControlModes {
        flow: true,
        ..ControlModes::default()
    }
}

fn three_items(modes: ControlModes) -> Course {
    let children = vec![item("a"), item("b"), item("c")];
    Course::new(Standard::Scorm2004, modes, children)
}

fn delivered(outcome: &Outcome) -> &str {
    &outcome.deliver.as_ref().unwrap().item
}

fn completed_and(success: SuccessStatus, scaled: Option<f64>) -> SessionReport {
    SessionReport {
        completion: Some(CompletionStatus::Completed),
        success: Some(success),
        score: Score {
            scaled,
            ..Score::default()
        },
        ..SessionReport::default()
    }
}

#[test]
fn flow_leads_from_the_first_item_past_the_last() {
    let mut course = three_items(flow());
    assert_eq!(delivered(&course.launch()), "a");
    assert_eq!(delivered(&course.ask(&NavigationRequest::Continue)), "b");
    assert_eq!(delivered(&course.ask(&NavigationRequest::Previous)), "a");
    assert!(!validity(&course.tree, &course.state).previous);
    course.ask(&NavigationRequest::Continue);
    assert_eq!(delivered(&course.ask(&NavigationRequest::Continue)), "c");

    let outcome = course.ask(&NavigationRequest::Continue);

    assert_eq!(outcome.session, Session::Ended);
    assert!(outcome.removes_content && !course.state.is_open());
}

#[test]
fn without_flow_the_learner_chooses() {
    let mut course = three_items(ControlModes::default());

    let outcome = course.launch();
    assert_eq!(outcome.deliver, None);
    assert_eq!(outcome.session, Session::None);
    assert_eq!(outcome.exception, Some(Exception::FlowControlViolation));
    assert_eq!(toc(&course.tree, &course.state).len(), 4);

    assert_eq!(delivered(&course.choose("b")), "b");
    let refused = course.ask(&NavigationRequest::Continue);
    assert_eq!(refused.exception, Some(Exception::FlowNotEnabledHere));
    assert_eq!(refused.session, Session::Delivering);
    assert!(!refused.removes_content);
    assert!(!ui_controls(&course.tree, &course.state).r#continue);
}

#[test]
fn a_course_that_allows_neither_flow_nor_choice_still_starts() {
    let mut course = three_items(ControlModes {
        choice: false,
        ..ControlModes::default()
    });

    assert_eq!(delivered(&course.launch()), "a");
}

#[test]
fn choice_off_empties_the_table_of_contents() {
    let mut course = three_items(ControlModes {
        choice: false,
        ..flow()
    });
    course.launch();

    let refused = course.choose("b");

    assert_eq!(refused.exception, Some(Exception::ChoiceNotEnabledAtTarget));
    let offered = validity(&course.tree, &course.state);
    assert_eq!(offered.choice.get("b"), Some(&false));
    assert_eq!(offered.jump.get("b"), Some(&true));
}

#[test]
fn forward_only_lets_nobody_go_back() {
    let mut course = three_items(ControlModes {
        forward_only: true,
        ..flow()
    });
    course.launch();
    course.ask(&NavigationRequest::Continue);

    let refused = course.ask(&NavigationRequest::Previous);
    assert_eq!(refused.exception, Some(Exception::BackwardNotAllowed));
    let offered = validity(&course.tree, &course.state);
    assert_eq!(offered.choice.get("a"), Some(&false));
    assert_eq!(offered.choice.get("c"), Some(&true));
    assert_eq!(
        course.choose("a").exception,
        Some(Exception::ChoiceForwardOnly)
    );
}

#[test]
fn choice_exit_off_holds_the_learner_inside() {
    let held = ControlModes {
        choice_exit: false,
        ..flow()
    };
    let children = vec![cluster("one", held, vec![item("a"), item("b")]), item("c")];
    let mut course = Course::new(Standard::Scorm2004, flow(), children);
    assert_eq!(delivered(&course.launch()), "a");

    let offered = validity(&course.tree, &course.state);
    assert_eq!(offered.choice.get("b"), Some(&true));
    assert_eq!(offered.choice.get("c"), Some(&false));
    assert_eq!(
        course.choose("c").exception,
        Some(Exception::ChoiceExitNotAllowed)
    );
}

#[test]
fn a_chosen_cluster_delivers_its_first_item() {
    let children = vec![
        item("a"),
        cluster("one", flow(), vec![item("b"), item("c")]),
    ];
    let mut course = Course::new(Standard::Scorm2004, flow(), children);
    course.launch();

    assert_eq!(delivered(&course.choose("one")), "b");
}

#[test]
fn suspended_work_resumes_where_it_was() {
    let mut course = three_items(flow());
    course.launch();
    course.ask(&NavigationRequest::Continue);

    let outcome = course.ask(&NavigationRequest::SuspendAll);
    assert_eq!(outcome.session, Session::Ended);
    assert!(course.state.is_suspended());

    let outcome = course.launch();
    let delivery = outcome.deliver.unwrap();
    assert_eq!(
        (delivery.item.as_str(), delivery.resumes, delivery.attempt),
        ("b", true, 1)
    );
}

#[test]
fn a_lost_page_counts_as_suspended() {
    let mut course = three_items(flow());
    course.launch();
    course.choose("c");

    let delivery = course.launch().deliver.unwrap();

    assert_eq!((delivery.item.as_str(), delivery.resumes), ("c", true));
    assert_eq!(delivery.attempt, 1);
}

#[test]
fn after_exit_the_session_stays_open_and_goes_on() {
    let mut course = three_items(flow());
    course.launch();

    let outcome = course.ask(&NavigationRequest::Exit);
    assert_eq!(outcome.session, Session::None);
    assert!(outcome.removes_content);

    assert_eq!(delivered(&course.launch()), "b");
}

#[test]
fn an_item_left_with_suspend_resumes_when_chosen_again() {
    let mut course = three_items(flow());
    course.launch();
    let report = SessionReport {
        suspended: true,
        ..SessionReport::default()
    };
    course.report("a", &report);
    course.ask(&NavigationRequest::Continue);

    let delivery = course.choose("a").deliver.unwrap();

    assert!(delivery.resumes);
    assert_eq!(delivery.attempt, 1);
}

#[test]
fn abandoned_sessions_end() {
    let mut course = three_items(flow());
    course.launch();
    assert_eq!(
        course.ask(&NavigationRequest::AbandonAll).session,
        Session::Ended
    );
    assert_eq!(delivered(&course.launch()), "a");
}

#[test]
fn results_roll_up_when_all_items_have_them() {
    let mut course = three_items(flow());
    course.launch();
    let done = completed_and(SuccessStatus::Passed, Some(0.5));
    for item in ["a", "b"] {
        course.report(item, &done);
        course.ask(&NavigationRequest::Continue);
        let status = course_status(&course.tree, &course.state);
        assert_eq!(status.completion, CompletionStatus::Incomplete);
        assert_eq!(status.success, SuccessStatus::Unknown);
    }
    course.report("c", &completed_and(SuccessStatus::Passed, Some(0.8)));

    let status = course_status(&course.tree, &course.state);
    assert_eq!(status.completion, CompletionStatus::Completed);
    assert_eq!(status.success, SuccessStatus::Passed);
    assert!((status.score_scaled.unwrap() - 0.6).abs() < 1e-9);
    assert_eq!((status.completed_items, status.items), (3, 3));
}

#[test]
fn one_item_is_enough_for_a_course() {
    let mut course = Course::new(
        Standard::Scorm2004,
        ControlModes::default(),
        vec![item("only")],
    );
    assert_eq!(delivered(&course.launch()), "only");
    assert_eq!(toc(&course.tree, &course.state), []);
    course.report("only", &completed_and(SuccessStatus::Failed, Some(0.4)));

    let status = course_status(&course.tree, &course.state);

    assert_eq!(status.completion, CompletionStatus::Completed);
    assert_eq!(status.success, SuccessStatus::Failed);
    assert_eq!(status.score_scaled, Some(0.4));
}

#[test]
fn scorm_12_counts_over_its_items() {
    let children = vec![item("text"), item("quiz"), item("other quiz")];
    let mut course = Course::new(Standard::Scorm12, ControlModes::default(), children);
    assert_eq!(delivered(&course.launch()), "text");
    course.report(
        "text",
        &SessionReport {
            completion: Some(CompletionStatus::Completed),
            ..SessionReport::default()
        },
    );
    course.choose("quiz");
    course.report("quiz", &completed_and(SuccessStatus::Passed, Some(0.9)));
    course.choose("other quiz");
    let status = course_status(&course.tree, &course.state);
    assert_eq!(status.completion, CompletionStatus::Incomplete);
    assert_eq!(status.success, SuccessStatus::Unknown);
    course.report(
        "other quiz",
        &completed_and(SuccessStatus::Passed, Some(0.7)),
    );

    let status = course_status(&course.tree, &course.state);
    assert_eq!(status.completion, CompletionStatus::Completed);
    assert_eq!(status.success, SuccessStatus::Passed);
    assert!((status.score_scaled.unwrap() - 0.8).abs() < 1e-9);

    course.ask(&NavigationRequest::ExitAll);
    course.launch();
    let status = course_status(&course.tree, &course.state);
    assert_eq!(status.completion, CompletionStatus::Completed);
}

#[test]
fn in_scorm_12_a_sco_that_never_spoke_has_completed_nothing_and_a_page_has() {
    for (is_sco, expected) in [
        (true, CompletionStatus::Incomplete),
        (false, CompletionStatus::Completed),
    ] {
        let mut only = item("only");
        only.resource.as_mut().unwrap().is_sco = is_sco;
        let mut course = Course::new(Standard::Scorm12, ControlModes::default(), vec![only]);
        course.launch();
        course.report("only", &SessionReport::default());

        course.ask(&NavigationRequest::ExitAll);

        let status = course_status(&course.tree, &course.state);
        assert_eq!(status.completion, expected, "{is_sco}");
    }
}

/// Two items under flow; what the first one's map writes, the second one reads.
#[test]
fn a_completion_that_a_map_reads_is_handed_on_whatever_the_threshold_says() {
    let map = |reads: bool| ObjectiveMap {
        target_objective_id: "global".into(),
        write_completion_status: !reads,
        write_progress_measure: !reads,
        read_completion_status: reads,
        read_progress_measure: reads,
        ..ObjectiveMap::default()
    };
    let mapped = |identifier: &str, least: f64, reads: bool| {
        let mut item = item(identifier);
        item.sequencing.primary_objective = Some(Objective {
            id: Some("mine".into()),
            maps: vec![map(reads)],
            ..Objective::default()
        });
        item.completion_threshold.completed_by_measure = true;
        item.completion_threshold.min_progress_measure = least;
        item
    };
    let children = vec![mapped("writes", 0.4, false), mapped("reads", 0.15, true)];
    let mut course = Course::new(Standard::Scorm2004, flow(), children);
    course.launch();
    let report = SessionReport {
        completion: Some(CompletionStatus::Incomplete),
        progress_measure: Some(0.2),
        ..SessionReport::default()
    };
    course.report("writes", &report);

    assert_eq!(
        delivered(&course.ask(&NavigationRequest::Continue)),
        "reads"
    );

    let given = launch_data(&course.tree, &course.state, "reads").unwrap();
    let (id, known) = &given.objectives[0];
    assert_eq!(id, "mine");
    assert_eq!(known.progress_measure, Some(0.2));
    assert_eq!(known.completed, Some(false));
}

#[test]
fn headings_are_listed_but_never_in_the_way() {
    let mut heading = item("heading");
    heading.resource = None;
    let children = vec![heading, item("a")];
    let mut course = Course::new(Standard::Scorm12, ControlModes::default(), children);

    assert_eq!(delivered(&course.launch()), "a");
    let lines = toc(&course.tree, &course.state);
    let heading = lines.iter().find(|it| it.item == "heading").unwrap();
    assert!(!heading.launchable && !heading.selectable);
}

#[test]
fn an_item_with_children_delivers_its_own_content_first() {
    let mut chapter = item("chapter");
    chapter.children = vec![item("a")];
    let mut course = Course::new(Standard::Scorm12, ControlModes::default(), vec![chapter]);

    assert_eq!(delivered(&course.launch()), "chapter~content");
    assert_eq!(delivered(&course.ask(&NavigationRequest::Continue)), "a");
    let lines = toc(&course.tree, &course.state);
    let listed: Vec<&str> = lines.iter().map(|it| it.item.as_str()).collect();
    assert_eq!(listed, ["course", "chapter", "a"]);
}

#[test]
fn state_of_another_version_is_not_mixed_up() {
    let mut course = three_items(flow());
    course.launch();
    let other = Course::new(Standard::Scorm2004, flow(), vec![item("x")]);

    let (state, outcome) = launch(&other.tree, &course.state);

    assert_eq!(delivered(&outcome), "x");
    assert!(state.fits(&other.tree));
}

#[test]
fn an_abandoned_session_leaves_no_trace() {
    let mut course = three_items(flow());
    course.launch();
    let request = NavigationRequest::AbandonAll;

    let (state, outcome) = end_learner_session(
        &course.tree,
        &course.state,
        "a",
        &completed_and(SuccessStatus::Passed, Some(1.0)),
        Some(&request),
    );

    assert_eq!(outcome.unwrap().session, Session::Ended);
    let status = course_status(&course.tree, &state);
    assert_eq!(status.completed_items, 0);
    assert_eq!(status.success, SuccessStatus::Unknown);
}

/// The rule finds no parent to exit [TB.2.3 3.4]; the learner is not held in
/// the item because of it.
#[test]
fn an_item_ends_although_the_root_has_no_parent_to_exit() {
    let leaves = SequencingRule {
        conditions: RuleConditions {
            combination: Combination::Any,
            conditions: vec![RuleCondition {
                condition: Condition::Always,
                negated: false,
                referenced_objective: None,
                measure_threshold: 0.0,
            }],
        },
        action: PostConditionAction::ExitParent,
    };
    let mut a = item("a");
    a.sequencing.post_condition_rules = vec![leaves.clone()];
    let mut root = cluster("course", flow(), vec![a]);
    root.sequencing.post_condition_rules = vec![leaves];
    let mut course = Course::of(Standard::Scorm2004, root);
    course.launch();
    assert!(validity(&course.tree, &course.state).exit);

    let outcome = course.ask(&NavigationRequest::Exit);

    assert_eq!(outcome.exception, Some(Exception::NoParentToExit));
    assert!(outcome.removes_content);
    assert_eq!(delivered(&course.launch()), "a");
}

#[test]
fn a_time_out_overrules_what_the_sco_asked_for() {
    let pending = Some(NavigationRequest::Continue);
    assert_eq!(
        navigation_on_termination(ExitMode::TimeOut, pending.clone()),
        Some(NavigationRequest::ExitAll)
    );
    assert_eq!(
        navigation_on_termination(ExitMode::Suspend, pending.clone()),
        pending
    );
}

#[test]
fn every_exception_has_a_code_of_its_own() {
    let mut codes: Vec<&str> = Exception::ALL.iter().map(|it| it.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), Exception::ALL.len());
}

#[test]
fn requests_are_read_as_a_sco_writes_them() {
    let read = NavigationRequest::from_nav_request;
    assert_eq!(
        read("{target=a}b}choice"),
        Some(NavigationRequest::Choice {
            target: "a}b".into()
        })
    );
    assert_eq!(read("suspendAll"), Some(NavigationRequest::SuspendAll));
    for nothing in ["_none_", "", "start", "{target=a}", "{target=a}continue"] {
        assert_eq!(read(nothing), None, "{nothing}");
    }
}

#[test]
fn abandoning_takes_back_what_commits_have_shown() {
    let mut course = Course::new(Standard::Scorm2004, flow(), vec![item("a"), item("b")]);
    course.launch();
    let done = completed_and(SuccessStatus::Passed, Some(1.0));
    course.report("a", &done);
    course.ask(&NavigationRequest::Continue);
    course.report("b", &done);
    let status = course_status(&course.tree, &course.state);
    assert_eq!(status.completion, CompletionStatus::Completed);

    course.ask(&NavigationRequest::AbandonAll);

    let status = course_status(&course.tree, &course.state);
    assert_eq!(status.completion, CompletionStatus::Incomplete);
    assert_eq!(status.success, SuccessStatus::Unknown);
    assert_eq!(status.completed_items, 1);
}
