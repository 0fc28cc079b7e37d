//! Large states stay fast. The bounds are far from what is measured, and far
//! below what a quadratic way would take.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use std::time::{Duration, Instant};

use course_runtime::cmi::{
    Call, CmiState, Entry, Fault, LaunchData, Profile, RunTime, Version, replay,
};
use course_runtime::sequencing::definition::{
    ActivityDefinition, CourseDefinition, Objective, ObjectiveMap, Resource, SequencingDefinition,
};
use course_runtime::sequencing::{
    ActivityTree, CompletionStatus, NavigationRequest, Score, SessionReport, SuccessStatus,
    TreeState, end_learner_session, launch,
};

fn running() -> RunTime {
    let launch = LaunchData::default();
    let state = CmiState::begin(Version::Scorm2004, Profile::Strict, &launch);
    let mut run_time = RunTime::new(state);
    run_time.initialize("").unwrap();
    run_time
}

#[test]
fn ten_thousand_interactions_fit_and_one_more_is_refused() {
    let mut run_time = running();
    let start = Instant::now();

    for n in 0..10_000 {
        for (field, value) in [
            ("id", "q"),
            ("type", "choice"),
            ("learner_response", "a[,]b"),
        ] {
            let path = format!("cmi.interactions.{n}.{field}");
            run_time.set_value(&path, Some(value)).unwrap();
        }
    }
    let one_more = run_time.set_value("cmi.interactions.10000.id", Some("q"));
    let stored = run_time.into_state().to_bytes();
    let again = RunTime::new(CmiState::from_bytes(&stored).unwrap());

    assert_eq!(one_more, Err(Fault::SetBeyondCount));
    assert_eq!(again.count("cmi.interactions"), 10_000);
    assert!(
        start.elapsed() < Duration::from_secs(20),
        "{:?}",
        start.elapsed()
    );
}

/// All fifty done, with scores, rules and objectives, in a course with chapters.
#[test]
fn the_state_of_a_course_of_fifty_activities_is_below_8_kib() {
    let item = |number: usize| ActivityDefinition {
        identifier: format!("item-{number}"),
        resource: Some(Resource {
            identifier: "R".into(),
            is_sco: true,
        }),
        sequencing: SequencingDefinition {
            primary_objective: Some(Objective {
                id: Some(format!("objective-{number}")),
                satisfied_by_measure: true,
                min_normalized_measure: 0.7,
                maps: vec![ObjectiveMap {
                    write_satisfied_status: true,
                    write_normalized_measure: true,
                    ..ObjectiveMap::imsss(&format!("global-{}", number % 10))
                }],
            }),
            ..SequencingDefinition::default()
        },
        ..ActivityDefinition::default()
    };
    let cluster = |identifier: String, children: Vec<ActivityDefinition>| {
        let mut cluster = ActivityDefinition {
            identifier,
            children,
            ..ActivityDefinition::default()
        };
        cluster.sequencing.control_modes.flow = true;
        cluster
    };
    let items: Vec<ActivityDefinition> = (0..44).map(item).collect();
    let chapters = items.chunks(9).enumerate();
    let chapters = chapters.map(|(at, part)| cluster(format!("chapter-{at}"), part.to_vec()));
    let course = CourseDefinition {
        root: cluster("course".into(), chapters.collect()),
        ..CourseDefinition::default()
    };
    let tree = ActivityTree::new(course).unwrap();
    let report = SessionReport {
        completion: Some(CompletionStatus::Completed),
        success: Some(SuccessStatus::Passed),
        progress_measure: Some(1.0),
        score: Score {
            scaled: Some(0.875),
            raw: Some(87.5),
            min: Some(0.0),
            max: Some(100.0),
        },
        ..SessionReport::default()
    };
    let (mut state, outcome) = launch(&tree, &TreeState::new(&tree, u64::MAX));
    let mut on_screen = outcome.deliver.map(|it| it.item);
    let mut played = 0;
    let mut largest = 0;
    while let Some(item) = on_screen {
        let request = Some(&NavigationRequest::Continue);
        let (next, outcome) = end_learner_session(&tree, &state, &item, &report, request);
        state = next;
        on_screen = outcome.and_then(|it| it.deliver).map(|it| it.item);
        played += 1;
        largest = largest.max(serde_json::to_vec(&state).unwrap().len());
    }

    assert_eq!(played, 44);
    assert!(largest < 8 * 1024, "{largest} bytes");
    assert!(44 * 20 < largest, "{largest} bytes hold no scores");
}

#[test]
fn a_commit_of_four_elements_and_a_kilobyte_replays_at_once() {
    let mut stored = running().into_state().to_bytes();
    let suspend_data = "a".repeat(1024);
    let values = [
        ("cmi.location", "page-7"),
        ("cmi.score.scaled", "0.75"),
        ("cmi.completion_status", "incomplete"),
        ("cmi.session_time", "PT1M30S"),
        ("cmi.suspend_data", &suspend_data),
    ];
    let commits: Vec<Vec<Entry>> = (0..200_u64)
        .map(|commit| {
            let entries = (1..).zip(values).map(|(n, (element, value))| Entry {
                n: commit * 5 + n,
                at: 0,
                call: Call::SetValue {
                    element: element.to_owned(),
                    value: value.to_owned(),
                },
            });
            entries.collect()
        })
        .collect();
    let start = Instant::now();

    let mut mark = 0;
    for entries in &commits {
        let mut run_time = RunTime::new(CmiState::from_bytes(&stored).unwrap());
        mark = replay(&mut run_time, mark, entries).unwrap().mark;
        stored = run_time.into_state().to_bytes();
    }

    let each = start.elapsed() / 200;
    assert_eq!(mark, 1000);
    assert!(each < Duration::from_millis(20), "{each:?} a commit");
}
