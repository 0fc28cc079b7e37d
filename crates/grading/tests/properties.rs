//! What holds for all attempts and rules.

use grading::{
    AttemptFacts, AttemptPhase, AttemptPolicy, Completion, Counts, CourseRule, DocumentDecision,
    DocumentKind, DocumentRules, Had, Occasion, ParticipationRule, Percent, PotvrdaRule,
    RuleVersion, Score, Standing, StepRule, StepRules, Success, UverenjeRule,
};
use proptest::prelude::*;
use uuid::Uuid;

fn rule() -> impl Strategy<Value = StepRule> {
    prop_oneof![
        Just(StepRule::Viewed),
        Just(StepRule::Completed),
        Just(StepRule::Passed),
        (0..=1000_i32).prop_map(|tenths| StepRule::ScoreAtLeast {
            percent: Percent::try_from(f64::from(tenths) / 10.0).expect("a percentage"),
        }),
        (1..60_u32).prop_map(|minutes| StepRule::TimeAtLeast { minutes }),
    ]
}

fn score() -> impl Strategy<Value = Score> {
    let number =
        || proptest::option::of(prop_oneof![-1.2..1.2_f64, -10.0..200.0_f64, any::<f64>()]);
    (number(), number(), number(), number()).prop_map(|(scaled, raw, min, max)| Score {
        scaled,
        raw,
        min,
        max,
    })
}

fn facts() -> impl Strategy<Value = AttemptFacts> {
    (
        prop_oneof![
            Just(AttemptPhase::Open),
            Just(AttemptPhase::Suspended),
            Just(AttemptPhase::Ended)
        ],
        any::<bool>(),
        prop_oneof![Just(Completion::Incomplete), Just(Completion::Completed)],
        prop_oneof![
            Just(Success::Unknown),
            Just(Success::Failed),
            Just(Success::Passed)
        ],
        score(),
        0..400_000_u64,
    )
        .prop_map(
            |(phase, viewed, completion, success, score, time_hundredths)| AttemptFacts {
                attempt_id: Uuid::nil(),
                number: 0,
                phase,
                viewed,
                completion,
                success,
                score,
                time_hundredths,
            },
        )
}

fn attempts() -> impl Strategy<Value = Vec<AttemptFacts>> {
    proptest::collection::vec(facts(), 0..6).prop_map(|mut attempts| {
        for (number, attempt) in (1..).zip(&mut attempts) {
            attempt.number = number;
            attempt.attempt_id = Uuid::from_u128(u128::from(number));
        }
        attempts
    })
}

fn step(id: u128) -> impl Strategy<Value = StepRules> {
    (
        proptest::collection::vec(rule(), 0..4),
        prop_oneof![Just(Counts::Best), Just(Counts::Last), Just(Counts::First)],
        proptest::option::of(1..4_u32),
    )
        .prop_map(move |(rules, counts, attempts_allowed)| StepRules {
            step_id: Uuid::from_u128(id),
            rules,
            attempts: AttemptPolicy {
                counts,
                attempts_allowed,
            },
        })
}

fn version() -> impl Strategy<Value = RuleVersion> {
    (
        (step(1), step(2), step(3)),
        prop_oneof![
            Just(CourseRule::All),
            Just(CourseRule::Any),
            (0..5_u32).prop_map(|count| CourseRule::AtLeast { count })
        ],
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(
            |((one, two, three), course, uverenje, potvrda)| RuleVersion {
                format: RuleVersion::FORMAT,
                number: 1,
                steps: vec![one, two, three],
                course,
                documents: DocumentRules {
                    uverenje: uverenje.then_some(UverenjeRule::CourseCompleted),
                    potvrda: potvrda.then(|| PotvrdaRule {
                        any_of: vec![
                            ParticipationRule::AllStepsViewed,
                            ParticipationRule::TimeAtLeast { minutes: 60 },
                        ],
                    }),
                },
            },
        )
}

proptest! {
    #[test]
    fn another_attempt_never_takes_a_step_back_under_best(
        step in step(1), attempts in attempts(), next in facts(),
    ) {
        let step = StepRules { attempts: AttemptPolicy { counts: Counts::Best, ..step.attempts }, ..step };
        let before = step.decide(&attempts, None);
        let mut more = attempts;
        more.push(AttemptFacts { number: 99, ..next });
        let after = step.decide(&more, None);
        prop_assert!(after.met || !before.met);
        prop_assert!(after.time_hundredths >= before.time_hundredths);
    }

    #[test]
    fn a_step_once_met_stays_met_under_best_whatever_happens(
        step in step(1), before in attempts(), after in attempts(),
    ) {
        let step = StepRules { attempts: AttemptPolicy { counts: Counts::Best, ..step.attempts }, ..step };
        let earlier = step.decide(&before, None);
        let later = step.decide(&after, Some(&earlier));
        prop_assert!(later.met || !earlier.met);
    }

    #[test]
    fn the_order_in_which_attempts_are_given_does_not_matter(step in step(1), attempts in attempts()) {
        let mut turned = attempts.clone();
        turned.reverse();
        prop_assert_eq!(step.decide(&attempts, None), step.decide(&turned, None));
    }

    #[test]
    fn met_means_every_rule_is_met(step in step(1), attempts in attempts()) {
        let result = step.decide(&attempts, None);
        let all = !result.outcomes.is_empty() && result.outcomes.iter().all(|it| it.met);
        prop_assert_eq!(result.met, all);
        prop_assert_eq!(result.outcomes.len(), step.rules.len());
    }

    #[test]
    fn the_number_shown_never_contradicts_the_mark(step in step(1), attempts in attempts()) {
        for outcome in step.decide(&attempts, None).outcomes {
            let shown_enough = match (outcome.rule, outcome.had) {
                (StepRule::ScoreAtLeast { percent }, Had::Score { percent: had }) => {
                    had.is_some_and(|had| had >= percent)
                }
                (StepRule::TimeAtLeast { minutes: needed }, Had::Time { minutes }) => {
                    minutes >= u64::from(needed)
                }
                (_, had) => had == Had::Yes,
            };
            prop_assert_eq!(shown_enough, outcome.met, "{:?}", outcome);
        }
    }

    #[test]
    fn a_share_lies_between_minus_one_and_one(score in score()) {
        if let Some(share) = score.share() {
            let tenths = share.percent().tenths();
            prop_assert!((-1000..=1000).contains(&tenths));
        }
    }

    #[test]
    fn every_version_reads_back_as_it_was_written(version in version()) {
        let json = serde_json::to_string(&version).expect("it serialises");
        let again: RuleVersion = serde_json::from_str(&json).expect("it reads back");
        prop_assert_eq!(serde_json::to_string(&again).expect("it serialises"), json);
        prop_assert_eq!(again, version);
    }

    #[test]
    fn a_completed_course_never_gets_a_potvrda_nor_an_unfinished_one_an_uverenje(
        version in version(), one in attempts(), two in attempts(), three in attempts(),
    ) {
        let results: Vec<_> = version.steps.iter().zip([one, two, three])
            .map(|(step, attempts)| step.decide(&attempts, None)).collect();
        let course = version.complete(&results);
        prop_assert!(!(course.completed && course.no_attempt_left));
        for occasion in [Occasion::SessionEnded, Occasion::CourseClosed, Occasion::Coordinator] {
            let mut standing = Standing::default();
            let decision = version.documents.decide(&course, &standing, occasion);
            let DocumentDecision::Issue { kind, replaces } = decision else { continue };
            prop_assert_eq!(kind == DocumentKind::Uverenje, course.completed);
            prop_assert_eq!(replaces, None);
            // Once issued, the same event again issues nothing.
            standing.holds.push(kind);
            let again = matches!(version.documents.decide(&course, &standing, occasion), DocumentDecision::Issue { .. });
            prop_assert!(!again);
        }
    }
}
