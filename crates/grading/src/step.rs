//! One step: its rules, the attempts at it, and what they come to.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::score::{Percent, Score, Share};

const HUNDREDTHS_PER_MINUTE: u64 = 6000;

/// One condition on a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case", deny_unknown_fields)]
pub enum StepRule {
    /// Opened at least once, in any attempt.
    Viewed,
    /// The counted attempt says completed.
    Completed,
    /// The counted attempt says passed.
    Passed,
    /// The counted attempt's score is at least this.
    ScoreAtLeast { percent: Percent },
    /// All attempts together took at least this long: the rule asks how long
    /// somebody has worked on the step, not how long one attempt was.
    TimeAtLeast { minutes: u32 },
}

/// Which attempt counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counts {
    /// The one that meets most rules, then the highest score, then the earliest.
    /// What was met once stays met.
    #[default]
    Best,
    Last,
    First,
}

/// How often a step may be tried, and which attempt counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttemptPolicy {
    #[serde(default)]
    pub counts: Counts,
    /// `None`: as often as one likes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempts_allowed: Option<u32>,
}

/// The rules of one step. A step without rules is an extra: it neither counts
/// nor stands in the way.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepRules {
    pub step_id: Uuid,
    /// All must hold.
    pub rules: Vec<StepRule>,
    #[serde(default)]
    pub attempts: AttemptPolicy,
}

/// Whether a package says that its content was worked through. SCORM 1.2 says
/// it with success in one word; there `passed` and `failed` are completed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Completion {
    #[default]
    Unknown,
    NotAttempted,
    Incomplete,
    Completed,
}

/// Whether a package says that it was mastered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Success {
    #[default]
    Unknown,
    Failed,
    Passed,
}

/// Where an attempt stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttemptPhase {
    /// A learner session is going on: what is known is provisional.
    Open,
    /// The session is over, the attempt can be continued.
    Suspended,
    /// Over; trying again makes a new attempt.
    Ended,
}

/// What is known of one attempt. Trials, browsing and reviews are no attempts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AttemptFacts {
    pub attempt_id: Uuid,
    /// From 1, in the order of starting.
    pub number: u32,
    pub phase: AttemptPhase,
    pub viewed: bool,
    pub completion: Completion,
    pub success: Success,
    #[serde(default)]
    pub score: Score,
    /// Time of all sessions, in hundredths of a second.
    pub time_hundredths: u64,
}

/// What somebody has of what a rule asks for, fit to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Had {
    Yes,
    No,
    /// `None`: no score has been reported. Never shows the number needed when
    /// it was not reached.
    Score {
        percent: Option<Percent>,
    },
    /// Whole minutes, rounded down.
    Time {
        minutes: u64,
    },
}

/// A rule and how it turned out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RuleOutcome {
    pub rule: StepRule,
    pub met: bool,
    pub had: Had,
}

/// What the attempts at a step come to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct StepResult {
    pub step_id: Uuid,
    /// The attempt that counts, by id and number.
    pub counted: Option<(Uuid, u32)>,
    /// Attempts begun, open ones included.
    pub attempts_made: u32,
    /// `None`: as many as one likes.
    pub attempts_left: Option<u32>,
    /// An attempt is open or suspended, so that more may come without a new one.
    pub can_continue: bool,
    pub met: bool,
    pub outcomes: Vec<RuleOutcome>,
    /// The counted attempt's score.
    pub score: Option<Share>,
    pub viewed: bool,
    /// Of all attempts.
    pub time_hundredths: u64,
}

impl StepResult {
    /// Neither met nor to be met any more by the learner alone.
    pub fn is_exhausted(&self) -> bool {
        !self.met && !self.can_continue && self.attempts_left == Some(0)
    }
}

impl StepRules {
    /// Whether the step counts for the course.
    pub fn counts(&self) -> bool {
        !self.rules.is_empty()
    }

    /// What the attempts come to at the end of a learner session. Open attempts
    /// use up a try but decide nothing. `earlier` is what was decided before
    /// under the same rules: under [`Counts::Best`] a step once met stays so,
    /// even if the very attempt that met it was resumed and spoilt.
    pub fn decide(&self, attempts: &[AttemptFacts], earlier: Option<&StepResult>) -> StepResult {
        let result = self.evaluate(attempts, |attempt| attempt.phase != AttemptPhase::Open);
        match earlier {
            Some(earlier) if earlier.met && !result.met && self.attempts.counts == Counts::Best => {
                StepResult {
                    met: true,
                    counted: earlier.counted,
                    outcomes: earlier.outcomes.clone(),
                    score: earlier.score,
                    ..result
                }
            }
            _ => result,
        }
    }

    /// What it would come to if all open attempts ended as they are now: for
    /// showing progress, never for deciding.
    pub fn preview(&self, attempts: &[AttemptFacts]) -> StepResult {
        self.evaluate(attempts, |_| true)
    }

    fn evaluate(
        &self,
        attempts: &[AttemptFacts],
        may_count: impl Fn(&AttemptFacts) -> bool,
    ) -> StepResult {
        let mut countable: Vec<&AttemptFacts> =
            attempts.iter().filter(|it| may_count(it)).collect();
        countable.sort_by_key(|attempt| attempt.number);
        let whole = WholeStep {
            viewed: countable.iter().any(|attempt| attempt.viewed),
            time_hundredths: countable.iter().fold(0, |sum, attempt| {
                sum.saturating_add(attempt.time_hundredths)
            }),
        };
        let counted = self.counted(&countable, &whole);
        let outcomes: Vec<RuleOutcome> = self
            .rules
            .iter()
            .map(|rule| outcome(*rule, counted, &whole))
            .collect();
        let made = u32::try_from(attempts.len()).unwrap_or(u32::MAX);
        StepResult {
            step_id: self.step_id,
            counted: counted.map(|attempt| (attempt.attempt_id, attempt.number)),
            attempts_made: made,
            attempts_left: self
                .attempts
                .attempts_allowed
                .map(|allowed| allowed.saturating_sub(made)),
            can_continue: attempts
                .iter()
                .any(|attempt| attempt.phase != AttemptPhase::Ended),
            met: self.counts() && outcomes.iter().all(|outcome| outcome.met),
            outcomes,
            score: counted.and_then(|attempt| attempt.score.share()),
            viewed: whole.viewed,
            time_hundredths: whole.time_hundredths,
        }
    }

    fn counted<'a>(
        &self,
        by_number: &[&'a AttemptFacts],
        whole: &WholeStep,
    ) -> Option<&'a AttemptFacts> {
        match self.attempts.counts {
            Counts::First => by_number.first().copied(),
            Counts::Last => by_number.last().copied(),
            // `max_by_key` takes the last of equals; from behind that is the first.
            Counts::Best => by_number.iter().rev().copied().max_by_key(|attempt| {
                let met = self
                    .rules
                    .iter()
                    .filter(|rule| outcome(**rule, Some(attempt), whole).met)
                    .count();
                (met, attempt.score.share())
            }),
        }
    }
}

/// What attempts add up to, whichever of them counts.
struct WholeStep {
    viewed: bool,
    time_hundredths: u64,
}

fn outcome(rule: StepRule, counted: Option<&AttemptFacts>, whole: &WholeStep) -> RuleOutcome {
    let yes_no = |met: bool| (met, if met { Had::Yes } else { Had::No });
    let (met, had) = match rule {
        StepRule::Viewed => yes_no(whole.viewed),
        StepRule::Completed => {
            yes_no(counted.is_some_and(|it| it.completion == Completion::Completed))
        }
        StepRule::Passed => yes_no(counted.is_some_and(|it| it.success == Success::Passed)),
        StepRule::ScoreAtLeast { percent } => {
            let share = counted.and_then(|it| it.score.share());
            let shown = share.map(|share| share.percent_against(percent));
            (
                share.is_some_and(|share| share.reaches(percent)),
                Had::Score { percent: shown },
            )
        }
        StepRule::TimeAtLeast { minutes } => (
            whole.time_hundredths >= u64::from(minutes) * HUNDREDTHS_PER_MINUTE,
            Had::Time {
                minutes: whole.time_hundredths / HUNDREDTHS_PER_MINUTE,
            },
        ),
    };
    RuleOutcome { rule, met, had }
}
