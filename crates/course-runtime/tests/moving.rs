//! What a learner has done, moved to another version of the course.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

#[path = "support/items.rs"]
mod items;

use course_runtime::sequencing::definition::{
    ActivityDefinition, CourseDefinition, Objective, Standard,
};
use course_runtime::sequencing::{
    ActivityTree, CannotMove, CompletionStatus, NavigationRequest, ObjectiveProgress,
    ObjectiveReport, SessionReport, SuccessStatus, TreeState, apply_learner_session, course_status,
    launch, launch_data, process,
};

use items::item;

fn part(identifier: &str, children: Vec<ActivityDefinition>) -> ActivityDefinition {
    let mut definition = ActivityDefinition {
        identifier: identifier.into(),
        children,
        ..ActivityDefinition::default()
    };
    definition.sequencing.control_modes.flow = true;
    definition
}

/// The root has another identifier in each version, as tools give it.
fn version(standard: Standard, root: &str, children: Vec<ActivityDefinition>) -> ActivityTree {
    let root = part(root, children);
    ActivityTree::new(CourseDefinition {
        standard,
        root,
        ..CourseDefinition::default()
    })
    .unwrap()
}

fn done() -> SessionReport {
    SessionReport {
        completion: Some(CompletionStatus::Completed),
        ..SessionReport::default()
    }
}

/// `a` is completed, `b` is on screen and says that it is suspended.
fn half_way(tree: &ActivityTree) -> TreeState {
    let (state, _) = launch(tree, &TreeState::new(tree, 7));
    let state = apply_learner_session(tree, &state, "a", &done());
    let (state, outcome) = process(tree, &state, &NavigationRequest::Continue);
    assert_eq!(outcome.deliver.unwrap().item, "b");
    let left = SessionReport {
        suspended: true,
        ..SessionReport::default()
    };
    apply_learner_session(tree, &state, "b", &left)
}

#[test]
fn a_launch_goes_on_at_the_same_item_and_what_was_completed_stays() {
    for standard in [Standard::Scorm12, Standard::Scorm2004] {
        let old = version(standard, "one", vec![item("a"), item("b"), item("c")]);
        let new = version(
            standard,
            "two",
            vec![
                item("before"),
                part("p", vec![item("b"), item("a")]),
                item("d"),
            ],
        );

        let moved = half_way(&old).moved(&old, &new).unwrap();

        assert!(moved.fits(&new));
        let status = course_status(&new, &moved);
        assert_eq!((status.items, status.completed_items), (4, 1));
        let (_, outcome) = launch(&new, &moved);
        let delivered = outcome.deliver.unwrap();
        assert_eq!(delivered.item, "b", "{standard:?}");
        assert!(delivered.resumes);
    }
}

#[test]
fn a_course_is_judged_anew_by_the_items_it_has() {
    let standard = Standard::Scorm2004;
    let old = version(standard, "one", vec![item("a"), item("b")]);
    let more = version(standard, "one", vec![item("a"), item("b"), item("c")]);
    let state = apply_learner_session(&old, &half_way(&old), "b", &done());
    assert_eq!(
        course_status(&old, &state).completion,
        CompletionStatus::Completed
    );

    let moved = state.moved(&old, &more).unwrap();
    let back = moved.moved(&more, &old).unwrap();

    assert_ne!(
        course_status(&more, &moved).completion,
        CompletionStatus::Completed,
        "`c` is still to be done"
    );
    assert_eq!(
        course_status(&old, &back).completion,
        CompletionStatus::Completed
    );
}

#[test]
fn what_the_learner_worked_on_must_be_there_and_what_not_may_go() {
    let standard = Standard::Scorm2004;
    let old = version(standard, "one", vec![item("a"), item("b"), item("c")]);
    let without = |gone: &str| {
        let mut children = vec![item("a"), item("b"), item("c")];
        children.retain(|it| it.identifier != gone);
        version(standard, "one", children)
    };
    let state = half_way(&old);

    assert!(state.moved(&old, &without("c")).is_ok());
    for gone in ["a", "b"] {
        let refused = state.moved(&old, &without(gone));
        assert_eq!(refused, Err(CannotMove::ItemGone(gone.into())));
    }
}

#[test]
fn another_standard_or_kind_of_item_keeps_no_place() {
    let old = version(Standard::Scorm2004, "one", vec![item("a"), item("b")]);
    let earlier = version(Standard::Scorm12, "one", vec![item("a"), item("b")]);
    let mut shown = item("a");
    shown.resource.as_mut().unwrap().is_sco = false;
    let asset = version(Standard::Scorm2004, "one", vec![shown, item("b")]);
    let heading = version(
        Standard::Scorm2004,
        "one",
        vec![part("a", vec![item("x")]), item("b")],
    );
    let state = half_way(&old);

    assert_eq!(state.moved(&old, &earlier), Err(CannotMove::OtherStandard));
    for changed in [asset, heading] {
        assert_eq!(
            state.moved(&old, &changed),
            Err(CannotMove::ItemChanged("a".into()))
        );
    }
}

#[test]
fn objectives_go_by_their_ids_not_by_their_places() {
    let with = |ids: &[&str]| {
        let mut a = item("a");
        let objective = |id: &&str| Objective {
            id: Some((*id).to_owned()),
            ..Objective::default()
        };
        a.sequencing.objectives = ids.iter().map(objective).collect();
        version(Standard::Scorm2004, "one", vec![a, item("b")])
    };
    let (old, new) = (with(&["x", "y"]), with(&["y", "z", "x"]));
    let (state, _) = launch(&old, &TreeState::new(&old, 7));
    let report = SessionReport {
        objectives: vec![ObjectiveReport {
            id: "x".into(),
            success: Some(SuccessStatus::Passed),
            ..ObjectiveReport::default()
        }],
        suspended: true,
        ..SessionReport::default()
    };
    let state = apply_learner_session(&old, &state, "a", &report);

    let moved = state.moved(&old, &new).unwrap();
    let back = moved.moved(&new, &old).unwrap();

    let data = |tree, state: &TreeState| launch_data(tree, state, "a").unwrap().objectives;
    let known = |list: Vec<(String, ObjectiveProgress)>| -> Vec<String> {
        let known = list
            .into_iter()
            .filter(|(_, it)| it.satisfied == Some(true));
        known.map(|(id, _)| id).collect()
    };
    assert_eq!(known(data(&old, &state)), ["x"]);
    assert_eq!(known(data(&new, &moved)), ["x"]);
    assert_eq!(data(&old, &state), data(&old, &back));
}
