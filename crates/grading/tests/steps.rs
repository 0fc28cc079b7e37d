//! Steps by hand: which attempt counts, and what it comes to.

use grading::{
    AttemptFacts, AttemptPhase, AttemptPolicy, Completion, Counts, Had, Percent, Score, StepRule,
    StepRules, Success,
};
use uuid::Uuid;

fn attempt(number: u32, percent: Option<f64>, success: Success) -> AttemptFacts {
    AttemptFacts {
        attempt_id: Uuid::from_u128(u128::from(number)),
        number,
        phase: AttemptPhase::Ended,
        viewed: true,
        completion: Completion::Completed,
        success,
        score: Score {
            scaled: percent.map(|percent| percent / 100.0),
            ..Score::default()
        },
        time_hundredths: 60_000,
    }
}

fn step(rules: &[StepRule], counts: Counts, attempts_allowed: Option<u32>) -> StepRules {
    StepRules {
        step_id: Uuid::from_u128(9),
        rules: rules.to_vec(),
        attempts: AttemptPolicy {
            counts,
            attempts_allowed,
        },
    }
}

const SEVENTY: StepRule = StepRule::ScoreAtLeast {
    percent: Percent::whole(70),
};

#[test]
fn best_last_and_first_differ() {
    let attempts = [
        attempt(1, Some(60.0), Success::Failed),
        attempt(2, Some(80.0), Success::Passed),
        attempt(3, Some(65.0), Success::Failed),
    ];
    for (counts, counted, met) in [
        (Counts::Best, 2, true),
        (Counts::Last, 3, false),
        (Counts::First, 1, false),
    ] {
        let result = step(&[SEVENTY, StepRule::Passed], counts, None).decide(&attempts, None);
        assert_eq!(result.counted.map(|it| it.1), Some(counted), "{counts:?}");
        assert_eq!(result.met, met, "{counts:?}");
        assert_eq!(result.attempts_made, 3);
        assert_eq!(result.attempts_left, None);
    }
}

#[test]
fn of_equal_attempts_the_earliest_counts_in_whatever_order_they_come() {
    let rules = step(&[SEVENTY], Counts::Best, None);
    let one = attempt(1, Some(90.0), Success::Unknown);
    let two = attempt(2, Some(90.0), Success::Unknown);
    for attempts in [[one.clone(), two.clone()], [two, one]] {
        assert_eq!(
            rules.decide(&attempts, None).counted.map(|it| it.1),
            Some(1)
        );
    }
}

#[test]
fn meeting_more_rules_goes_before_a_higher_score() {
    let rules = step(&[SEVENTY, StepRule::Passed], Counts::Best, None);
    let attempts = [
        attempt(1, Some(99.0), Success::Failed),
        attempt(2, Some(71.0), Success::Passed),
    ];
    let result = rules.decide(&attempts, None);
    assert!(result.met);
    assert_eq!(result.counted.map(|it| it.1), Some(2));
}

#[test]
fn two_halves_of_two_attempts_make_no_whole() {
    let rules = step(&[SEVENTY, StepRule::Passed], Counts::Best, None);
    let attempts = [
        attempt(1, Some(99.0), Success::Failed),
        attempt(2, Some(60.0), Success::Passed),
    ];
    assert!(!rules.decide(&attempts, None).met);
}

#[test]
fn time_and_viewing_add_up_over_attempts() {
    let rules = step(
        &[StepRule::Viewed, StepRule::TimeAtLeast { minutes: 20 }],
        Counts::Last,
        None,
    );
    let mut second = attempt(2, None, Success::Unknown);
    second.viewed = false;
    second.time_hundredths = 59_999;
    let first = attempt(1, None, Success::Unknown);
    let short = rules.decide(&[first.clone(), second.clone()], None);
    assert!(!short.met);
    // 19 min 59.99 s is not shown as 20.
    assert_eq!(short.outcomes[1].had, Had::Time { minutes: 19 });
    second.time_hundredths += 1;
    assert!(rules.decide(&[first, second], None).met);
}

#[test]
fn an_open_attempt_decides_nothing_but_uses_up_a_try() {
    let rules = step(&[StepRule::Passed], Counts::Best, Some(2));
    let mut open = attempt(2, Some(90.0), Success::Passed);
    open.phase = AttemptPhase::Open;
    let attempts = [attempt(1, Some(10.0), Success::Failed), open];
    let decided = rules.decide(&attempts, None);
    assert!(!decided.met);
    assert_eq!(decided.attempts_left, Some(0));
    assert!(!decided.is_exhausted(), "the open attempt may still pass");
    assert!(rules.preview(&attempts).met);
}

#[test]
fn attempts_run_out_only_when_none_can_be_continued() {
    let rules = step(&[StepRule::Passed], Counts::Best, Some(1));
    let mut only = attempt(1, Some(10.0), Success::Failed);
    only.phase = AttemptPhase::Suspended;
    assert!(!rules.decide(&[only.clone()], None).is_exhausted());
    only.phase = AttemptPhase::Ended;
    assert!(rules.decide(&[only.clone()], None).is_exhausted());
    only.success = Success::Passed;
    assert!(!rules.decide(&[only], None).is_exhausted());
    assert!(!rules.decide(&[], None).is_exhausted());
}

#[test]
fn a_resumed_attempt_that_spoils_itself_takes_nothing_back_under_best() {
    let good = [attempt(1, Some(90.0), Success::Passed)];
    let spoilt = [attempt(1, Some(20.0), Success::Failed)];
    for (counts, still_met) in [(Counts::Best, true), (Counts::Last, false)] {
        let rules = step(&[StepRule::Passed], counts, None);
        let earlier = rules.decide(&good, None);
        let later = rules.decide(&spoilt, Some(&earlier));
        assert_eq!(later.met, still_met, "{counts:?}");
        assert_eq!(later.outcomes.iter().all(|it| it.met), still_met);
    }
}

#[test]
fn what_is_missing_is_shown_as_it_is() {
    let rules = step(
        &[
            StepRule::Viewed,
            StepRule::Completed,
            StepRule::Passed,
            SEVENTY,
        ],
        Counts::Best,
        Some(3),
    );
    let nothing = rules.decide(&[], None);
    assert_eq!(
        nothing.outcomes.iter().map(|it| it.had).collect::<Vec<_>>(),
        [Had::No, Had::No, Had::No, Had::Score { percent: None }]
    );
    assert_eq!(nothing.counted, None);
    assert_eq!(nothing.attempts_left, Some(3));

    let close = rules.decide(&[attempt(1, Some(69.96), Success::Failed)], None);
    let Had::Score {
        percent: Some(shown),
    } = close.outcomes[3].had
    else {
        panic!("a score was reported");
    };
    assert_eq!(shown.to_string(), "69.9");
    assert!(!close.met);
}

#[test]
fn a_step_without_rules_is_never_met() {
    let rules = step(&[], Counts::Best, None);
    let result = rules.decide(&[attempt(1, Some(100.0), Success::Passed)], None);
    assert!(!result.met && !rules.counts());
}
