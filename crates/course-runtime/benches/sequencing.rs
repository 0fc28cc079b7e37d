//! What navigation costs on large trees with rules on every activity: chapters
//! of fifty items, and all items in one row. Beside each the stored state is
//! read and written, which every request needs anyway.

use std::hint::black_box;

use course_runtime::sequencing::definition::{
    ActivityDefinition, Combination, Condition, CourseDefinition, Objective, ObjectiveMap,
    PreConditionAction, Resource, RuleCondition, RuleConditions, SequencingRule,
};
use course_runtime::sequencing::{
    ActivityTree, CompletionStatus, NavigationRequest, Score, SessionReport, SuccessStatus,
    TreeState, end_learner_session, launch, process, toc, validity,
};
use criterion::{Criterion, criterion_group, criterion_main};

const CHAPTER: usize = 50;

fn rule(condition: Condition, action: PreConditionAction) -> SequencingRule<PreConditionAction> {
    SequencingRule {
        conditions: RuleConditions {
            combination: Combination::All,
            conditions: vec![RuleCondition {
                condition,
                ..RuleCondition::default()
            }],
        },
        action,
    }
}

fn item(number: usize) -> ActivityDefinition {
    let mut item = ActivityDefinition {
        identifier: format!("I{number}"),
        title: format!("Lesson {number}"),
        resource: Some(Resource {
            identifier: "R".into(),
            is_sco: true,
        }),
        ..ActivityDefinition::default()
    };
    let sequencing = &mut item.sequencing;
    sequencing.pre_condition_rules = vec![
        rule(Condition::AttemptLimitExceeded, PreConditionAction::Skip),
        rule(
            Condition::ObjectiveMeasureGreaterThan,
            PreConditionAction::StopForwardTraversal,
        ),
        rule(Condition::TimeLimitExceeded, PreConditionAction::Disabled),
    ];
    // A thousand of them read what one writes.
    sequencing.primary_objective = Some(Objective {
        id: Some("o".into()),
        maps: vec![ObjectiveMap {
            write_satisfied_status: number == 0,
            ..ObjectiveMap::imsss(if number.is_multiple_of(10) {
                "all"
            } else {
                "none"
            })
        }],
        ..Objective::default()
    });
    item
}

fn tree(items: usize, in_chapters: bool) -> ActivityTree {
    let cluster = |identifier: String, children| {
        let mut cluster = ActivityDefinition {
            identifier,
            children,
            ..ActivityDefinition::default()
        };
        cluster.sequencing.control_modes.flow = true;
        cluster
    };
    let items: Vec<ActivityDefinition> = (0..items).map(item).collect();
    let children = if in_chapters {
        let chapters = items.chunks(CHAPTER).enumerate();
        chapters
            .map(|(at, part)| cluster(format!("C{at}"), part.to_vec()))
            .collect()
    } else {
        items
    };
    let course = CourseDefinition {
        root: cluster("course".into(), children),
        ..CourseDefinition::default()
    };
    ActivityTree::new(course).expect("it has items")
}

/// A third of the items are done.
fn begun(tree: &ActivityTree, items: usize) -> TreeState {
    let report = SessionReport {
        completion: Some(CompletionStatus::Completed),
        success: Some(SuccessStatus::Passed),
        score: Score {
            scaled: Some(0.0),
            ..Score::default()
        },
        ..SessionReport::default()
    };
    let (mut state, outcome) = launch(tree, &TreeState::new(tree, 7));
    let mut on_screen = outcome.deliver.map(|it| it.item);
    for _ in 0..(items / 3).min(50) {
        let Some(item) = on_screen else { break };
        let request = Some(&NavigationRequest::Continue);
        let (next, outcome) = end_learner_session(tree, &state, &item, &report, request);
        state = next;
        on_screen = outcome.and_then(|it| it.deliver).map(|it| it.item);
    }
    assert!(on_screen.is_some(), "the course goes on");
    state
}

fn requests(criterion: &mut Criterion) {
    for (items, in_chapters) in [(1000, true), (1000, false), (10_000, true), (10_000, false)] {
        let tree = tree(items, in_chapters);
        let state = begun(&tree, items);
        let stored = serde_json::to_vec(&state).expect("a state is data");
        let shape = if in_chapters { "chapters" } else { "one row" };
        let mut group = criterion.benchmark_group(format!("{items} items, {shape}"));
        group.sample_size(10);
        let far = NavigationRequest::Choice {
            target: format!("I{}", items - 1),
        };
        for (name, request) in [
            ("continue", NavigationRequest::Continue),
            ("choice of the last item", far),
        ] {
            let (_, outcome) = process(&tree, &state, &request);
            assert!(outcome.deliver.is_some(), "{name}: {outcome:?}");
            group.bench_function(name, |bencher| {
                bencher.iter(|| process(&tree, black_box(&state), &request));
            });
        }
        group.bench_function("what may be asked for, and the contents", |bencher| {
            bencher.iter(|| {
                (
                    validity(&tree, black_box(&state)),
                    toc(&tree, black_box(&state)),
                )
            });
        });
        group.bench_function("state read and written", |bencher| {
            bencher.iter(|| {
                let state: TreeState =
                    serde_json::from_slice(black_box(&stored)).expect("it was written here");
                serde_json::to_vec(&state)
            });
        });
        group.finish();
    }
}

criterion_group!(benches, requests);
criterion_main!(benches);
