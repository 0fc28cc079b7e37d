//! Courses by hand: completion, documents, and the panel that explains them.

use grading::{
    Argument, AttemptFacts, AttemptPhase, AttemptPolicy, Completion, Counts, CourseResult,
    CourseRule, DocumentDecision, DocumentKind, DocumentRules, Finding, MESSAGE_IDS, Occasion,
    ParticipationRule, Percent, PotvrdaRule, RuleVersion, Score, Standing, StepRule, StepRules,
    Success, UverenjeRule, Withheld,
};
use uuid::Uuid;

fn reading() -> StepRules {
    StepRules {
        step_id: Uuid::from_u128(1),
        rules: vec![StepRule::Viewed],
        attempts: AttemptPolicy::default(),
    }
}

fn test_step() -> StepRules {
    StepRules {
        step_id: Uuid::from_u128(2),
        rules: vec![
            StepRule::Completed,
            StepRule::ScoreAtLeast {
                percent: Percent::whole(70),
            },
        ],
        attempts: AttemptPolicy {
            counts: Counts::Best,
            attempts_allowed: Some(2),
        },
    }
}

fn version() -> RuleVersion {
    RuleVersion {
        format: RuleVersion::FORMAT,
        number: 3,
        steps: vec![reading(), test_step()],
        course: CourseRule::All,
        documents: DocumentRules {
            uverenje: Some(UverenjeRule::CourseCompleted),
            potvrda: Some(PotvrdaRule {
                any_of: vec![
                    ParticipationRule::AllStepsViewed,
                    ParticipationRule::TimeAtLeast { minutes: 90 },
                ],
            }),
        },
    }
}

fn attempt(number: u32, percent: f64) -> AttemptFacts {
    AttemptFacts {
        attempt_id: Uuid::from_u128(u128::from(number)),
        number,
        phase: AttemptPhase::Ended,
        viewed: true,
        completion: Completion::Completed,
        success: Success::Unknown,
        score: Score {
            raw: Some(percent),
            max: Some(100.0),
            ..Score::default()
        },
        time_hundredths: 60_000,
    }
}

/// The course after reading (or not) and these tries at the test.
fn course(has_read: bool, tries: &[f64]) -> CourseResult {
    let version = version();
    let tries: Vec<AttemptFacts> = (1..)
        .zip(tries)
        .map(|(number, percent)| attempt(number, *percent))
        .collect();
    let mut results = vec![version.steps[1].decide(&tries, None)];
    if has_read {
        results.push(version.steps[0].decide(&[attempt(1, 0.0)], None));
    }
    version.complete(&results)
}

fn decide(course: &CourseResult, standing: &Standing, occasion: Occasion) -> DocumentDecision {
    version().documents.decide(course, standing, occasion)
}

fn issue(kind: DocumentKind) -> DocumentDecision {
    DocumentDecision::Issue {
        kind,
        replaces: None,
    }
}

fn withhold(reasons: &[Withheld]) -> DocumentDecision {
    DocumentDecision::Withhold {
        reasons: reasons.to_vec(),
    }
}

#[test]
fn the_course_rule_counts_met_steps() {
    for (rule, has_read, tries, completed) in [
        (CourseRule::All, true, &[80.0][..], true),
        (CourseRule::All, true, &[60.0][..], false),
        (CourseRule::All, false, &[80.0][..], false),
        (CourseRule::Any, true, &[][..], true),
        (CourseRule::Any, false, &[][..], false),
        (CourseRule::AtLeast { count: 1 }, false, &[80.0][..], true),
        (CourseRule::AtLeast { count: 2 }, true, &[60.0][..], false),
        (CourseRule::AtLeast { count: 3 }, true, &[80.0][..], false),
        (CourseRule::AtLeast { count: 0 }, false, &[][..], false),
    ] {
        let results = course(has_read, tries).steps;
        let version = RuleVersion {
            course: rule,
            ..version()
        };
        let result = version.complete(&results);
        assert_eq!(result.completed, completed, "{rule:?} {has_read} {tries:?}");
        assert_eq!(result.rule_version, 3);
    }
}

#[test]
fn a_course_in_which_no_step_counts_is_completed_by_nobody() {
    for rule in [
        CourseRule::All,
        CourseRule::Any,
        CourseRule::AtLeast { count: 0 },
    ] {
        let version = RuleVersion {
            course: rule,
            steps: vec![StepRules {
                rules: vec![],
                ..reading()
            }],
            ..version()
        };
        let result = version.complete(&[version.steps[0].decide(&[attempt(1, 100.0)], None)]);
        assert!(!result.completed && !result.no_attempt_left, "{rule:?}");
        assert!(result.all_viewed);
    }
}

#[test]
fn the_score_of_the_course_is_that_of_its_tests() {
    assert_eq!(course(true, &[]).score, None);
    let score = course(true, &[50.0, 72.5]).score.expect("a test was taken");
    assert_eq!(score.percent().to_string(), "72.5");
}

#[test]
fn documents_follow_the_result_and_the_occasion() {
    use Occasion::{Coordinator, CourseClosed, SessionEnded};
    let person = Standing::default();
    for (has_read, tries, occasion, expected) in [
        (
            true,
            &[80.0][..],
            SessionEnded,
            issue(DocumentKind::Uverenje),
        ),
        (
            true,
            &[80.0][..],
            CourseClosed,
            issue(DocumentKind::Uverenje),
        ),
        (
            true,
            &[60.0][..],
            SessionEnded,
            withhold(&[Withheld::CourseNotCompleted, Withheld::CanStillComplete]),
        ),
        (
            true,
            &[60.0, 50.0][..],
            SessionEnded,
            issue(DocumentKind::Potvrda),
        ),
        (
            true,
            &[60.0][..],
            CourseClosed,
            issue(DocumentKind::Potvrda),
        ),
        (true, &[60.0][..], Coordinator, issue(DocumentKind::Potvrda)),
        (
            false,
            &[60.0, 50.0][..],
            SessionEnded,
            withhold(&[Withheld::CourseNotCompleted, Withheld::NotTakenPart]),
        ),
        (
            false,
            &[][..],
            Coordinator,
            withhold(&[Withheld::CourseNotCompleted, Withheld::NotTakenPart]),
        ),
    ] {
        let course = course(has_read, tries);
        assert_eq!(
            decide(&course, &person, occasion),
            expected,
            "{has_read} {tries:?} {occasion:?}"
        );
    }
}

#[test]
fn hours_alone_earn_a_potvrda_too() {
    let mut course = course(false, &[60.0, 50.0]);
    course.time_hundredths = 90 * 6000 - 1;
    let person = Standing::default();
    assert_ne!(
        decide(&course, &person, Occasion::SessionEnded),
        issue(DocumentKind::Potvrda)
    );
    course.time_hundredths += 1;
    assert_eq!(
        decide(&course, &person, Occasion::SessionEnded),
        issue(DocumentKind::Potvrda)
    );
}

#[test]
fn nobody_holds_both_by_surprise() {
    let passed = course(true, &[60.0, 90.0]);
    let failed = course(true, &[60.0, 50.0]);
    let holding = |kind| Standing {
        holds: vec![kind],
        ..Standing::default()
    };
    let potvrda = holding(DocumentKind::Potvrda);
    let uverenje = holding(DocumentKind::Uverenje);
    assert_eq!(
        decide(&passed, &potvrda, Occasion::SessionEnded),
        withhold(&[Withheld::HoldsPotvrda])
    );
    assert_eq!(
        decide(&passed, &potvrda, Occasion::Coordinator),
        DocumentDecision::Issue {
            kind: DocumentKind::Uverenje,
            replaces: Some(DocumentKind::Potvrda)
        }
    );
    for (course, standing, kind) in [
        (&passed, &uverenje, DocumentKind::Uverenje),
        (&failed, &uverenje, DocumentKind::Uverenje),
        (&failed, &potvrda, DocumentKind::Potvrda),
    ] {
        assert_eq!(
            decide(course, standing, Occasion::Coordinator),
            withhold(&[Withheld::AlreadyHolds { kind }])
        );
    }
}

#[test]
fn trials_trainers_and_the_suspended_get_none() {
    let passed = course(true, &[90.0]);
    let nobody = Standing::default();
    for (standing, reason) in [
        (
            Standing {
                is_trial: true,
                ..nobody.clone()
            },
            Withheld::Trial,
        ),
        (
            Standing {
                is_trainer: true,
                ..nobody.clone()
            },
            Withheld::Trainer,
        ),
        (
            Standing {
                is_suspended: true,
                ..nobody.clone()
            },
            Withheld::Suspended,
        ),
        (
            Standing {
                is_withdrawn: true,
                ..nobody
            },
            Withheld::Withdrawn,
        ),
    ] {
        for occasion in [
            Occasion::SessionEnded,
            Occasion::CourseClosed,
            Occasion::Coordinator,
        ] {
            assert_eq!(decide(&passed, &standing, occasion), withhold(&[reason]));
        }
    }
}

#[test]
fn either_document_may_be_off() {
    let person = Standing::default();
    let none = DocumentRules::default();
    let only_potvrda = DocumentRules {
        uverenje: None,
        ..version().documents
    };
    let only_uverenje = DocumentRules {
        potvrda: None,
        ..version().documents
    };
    let (passed, failed) = (course(true, &[90.0]), course(true, &[1.0, 2.0]));
    for (rules, course, expected) in [
        (&none, &passed, withhold(&[Withheld::NotOffered])),
        (&none, &failed, withhold(&[Withheld::NotOffered])),
        (&only_potvrda, &passed, withhold(&[Withheld::NotOffered])),
        (&only_potvrda, &failed, issue(DocumentKind::Potvrda)),
        (&only_uverenje, &passed, issue(DocumentKind::Uverenje)),
        (
            &only_uverenje,
            &failed,
            withhold(&[Withheld::CourseNotCompleted]),
        ),
    ] {
        assert_eq!(
            rules.decide(course, &person, Occasion::SessionEnded),
            expected
        );
    }
}

#[test]
fn the_panel_shows_each_rule_with_its_numbers() {
    let lines = course(true, &[60.0]).explain(&version());
    let shown: Vec<_> = lines
        .iter()
        .map(|line| (line.id, line.met, line.arguments.as_slice()))
        .collect();
    let percent = |name, whole| (name, Argument::Percent(Percent::whole(whole)));
    assert_eq!(
        shown,
        [
            ("rule-viewed", Some(true), &[][..]),
            ("rule-completed", Some(true), &[][..]),
            (
                "rule-score-at-least",
                Some(false),
                &[percent("needed", 70), percent("had", 60)][..]
            ),
            (
                "rule-attempts-left",
                None,
                &[("left", Argument::Count(1))][..]
            ),
            (
                "rule-course-all",
                Some(false),
                &[("needed", Argument::Count(2)), ("had", Argument::Count(1))][..]
            ),
        ]
    );
    let exhausted = course(true, &[60.0, 10.0]);
    assert!(
        exhausted
            .explain(&version())
            .iter()
            .any(|line| line.id == "rule-no-attempt-left")
    );
    let potvrda = exhausted.explain_potvrda(&version());
    assert_eq!(
        potvrda.iter().map(|line| line.met).collect::<Vec<_>>(),
        [Some(true), Some(false)]
    );
    let untried = course(false, &[]).explain(&version());
    assert!(
        untried
            .iter()
            .any(|line| line.id == "rule-score-at-least-none")
    );
    for line in lines.iter().chain(&potvrda).chain(&untried) {
        assert!(MESSAGE_IDS.contains(&line.id), "{}", line.id);
    }
}

#[test]
fn every_reason_has_a_message() {
    for reason in [
        Withheld::Trial,
        Withheld::Trainer,
        Withheld::Suspended,
        Withheld::Withdrawn,
        Withheld::NotOffered,
        Withheld::AlreadyHolds {
            kind: DocumentKind::Uverenje,
        },
        Withheld::AlreadyHolds {
            kind: DocumentKind::Potvrda,
        },
        Withheld::HoldsPotvrda,
        Withheld::CourseNotCompleted,
        Withheld::NotTakenPart,
        Withheld::CanStillComplete,
    ] {
        let lines = withhold(&[reason]).explain();
        assert!(MESSAGE_IDS.contains(&lines[0].id), "{reason:?}");
    }
}

#[test]
fn the_json_of_a_version_is_stable() {
    let json = serde_json::to_string(&version()).expect("it serialises");
    assert_eq!(
        json,
        concat!(
            r#"{"format":1,"number":3,"steps":["#,
            r#"{"step_id":"00000000-0000-0000-0000-000000000001","rules":[{"rule":"viewed"}],"attempts":{"counts":"best"}},"#,
            r#"{"step_id":"00000000-0000-0000-0000-000000000002","rules":[{"rule":"completed"},{"rule":"score_at_least","percent":70}],"attempts":{"counts":"best","attempts_allowed":2}}],"#,
            r#""course":{"rule":"all"},"#,
            r#""documents":{"uverenje":{"rule":"course_completed"},"potvrda":{"any_of":[{"rule":"all_steps_viewed"},{"rule":"time_at_least","minutes":90}]}}}"#,
        )
    );
    let again: RuleVersion = serde_json::from_str(&json).expect("it reads back");
    assert_eq!(again, version());
}

#[test]
fn what_was_left_out_has_its_default_and_what_is_unknown_is_refused() {
    let short = r#"{"format":1,"number":1,"steps":[{"step_id":"00000000-0000-0000-0000-000000000001","rules":[{"rule":"score_at_least","percent":72.5}]}]}"#;
    let version: RuleVersion = serde_json::from_str(short).expect("defaults");
    assert_eq!(version.course, CourseRule::All);
    assert_eq!(version.steps[0].attempts, AttemptPolicy::default());
    for wrong in [
        short.replace("score_at_least", "score_at_last"),
        short.replace("percent", "procent"),
        short.replace("72.5", "72.55"),
        short.replace("\"number\":1", "\"number\":1,\"nummer\":2"),
    ] {
        assert!(
            serde_json::from_str::<RuleVersion>(&wrong).is_err(),
            "{wrong}"
        );
    }
}

#[test]
fn rules_that_nobody_could_meet_are_found() {
    assert_eq!(version().findings(), []);
    let twice = RuleVersion {
        format: 2,
        steps: vec![reading(), reading()],
        course: CourseRule::AtLeast { count: 3 },
        documents: DocumentRules {
            uverenje: None,
            potvrda: Some(PotvrdaRule { any_of: vec![] }),
        },
        ..version()
    };
    assert_eq!(
        twice.findings(),
        [
            Finding::UnknownFormat { format: 2 },
            Finding::StepTwice {
                step_id: Uuid::from_u128(1)
            },
            Finding::TooManyNeeded {
                needed: 3,
                counting: 2
            },
            Finding::PotvrdaWithoutCondition,
        ]
    );
    let odd = RuleVersion {
        steps: vec![StepRules {
            rules: vec![
                StepRule::TimeAtLeast { minutes: 0 },
                StepRule::ScoreAtLeast {
                    percent: Percent::whole(-1),
                },
            ],
            attempts: AttemptPolicy {
                attempts_allowed: Some(0),
                ..AttemptPolicy::default()
            },
            ..reading()
        }],
        course: CourseRule::AtLeast { count: 0 },
        ..version()
    };
    let step_id = Uuid::from_u128(1);
    assert_eq!(
        odd.findings(),
        [
            Finding::NoAttemptAllowed { step_id },
            Finding::NoTime,
            Finding::ScoreOutOfRange { step_id },
            Finding::NoneNeeded,
        ]
    );
    let empty = RuleVersion {
        steps: vec![],
        ..version()
    };
    assert_eq!(empty.findings(), [Finding::NoStepCounts]);
}

#[test]
fn results_read_back_as_they_were_written() {
    let course = course(true, &[69.96]);
    let json = serde_json::to_string(&course).expect("it serialises");
    assert_eq!(
        serde_json::from_str::<CourseResult>(&json).expect("it reads back"),
        course
    );
}
