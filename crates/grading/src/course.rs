//! The course: how many of its steps must be met.

use serde::{Deserialize, Serialize};

use crate::{
    score::Share,
    step::{StepResult, StepRule},
    version::RuleVersion,
};

/// How many of the steps that count must be met.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case", deny_unknown_fields)]
pub enum CourseRule {
    #[default]
    All,
    Any,
    AtLeast {
        count: u32,
    },
}

impl CourseRule {
    /// How many of `counting` steps are needed. Never none: a course in which no
    /// step counts is not completed by anybody.
    pub fn needed(self, counting: u32) -> u32 {
        match self {
            Self::All => counting.max(1),
            Self::Any => 1,
            Self::AtLeast { count } => count.max(1),
        }
    }
}

/// What the steps come to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CourseResult {
    /// The number of the rule version that decided.
    pub rule_version: u32,
    pub completed: bool,
    pub steps_needed: u32,
    pub steps_met: u32,
    pub steps_counting: u32,
    /// So many steps can no longer be met that the course cannot be completed.
    pub no_attempt_left: bool,
    /// The mean of the scores of those counting steps whose rules look at success
    /// or score.
    pub score: Option<Share>,
    /// Every step, extras included, was opened.
    pub all_viewed: bool,
    /// Time in all steps, extras included.
    pub time_hundredths: u64,
    /// One per step of the version, in its order.
    pub steps: Vec<StepResult>,
}

impl RuleVersion {
    /// What the results of the steps come to. Steps without a result have not
    /// been begun; results of steps that the version does not have are left out.
    pub fn complete(&self, results: &[StepResult]) -> CourseResult {
        let steps: Vec<StepResult> = self
            .steps
            .iter()
            .map(|rules| {
                results
                    .iter()
                    .find(|result| result.step_id == rules.step_id)
                    .cloned()
                    .unwrap_or_else(|| rules.decide(&[], None))
            })
            .collect();
        let counting: Vec<&StepResult> = self
            .steps
            .iter()
            .zip(&steps)
            .filter(|(rules, _)| rules.counts())
            .map(|(_, result)| result)
            .collect();
        let count = |test: fn(&StepResult) -> bool| {
            u32::try_from(counting.iter().filter(|it| test(it)).count()).unwrap_or(u32::MAX)
        };
        let steps_counting = count(|_| true);
        let steps_met = count(|step| step.met);
        let steps_exhausted = count(StepResult::is_exhausted);
        let steps_needed = self.course.needed(steps_counting);
        let completed = steps_met >= steps_needed;
        CourseResult {
            rule_version: self.number,
            completed,
            steps_needed,
            steps_met,
            steps_counting,
            no_attempt_left: !completed
                && steps_exhausted > 0
                && steps_counting - steps_exhausted < steps_needed,
            score: Share::mean(&scores(&counting)),
            all_viewed: !steps.is_empty() && steps.iter().all(|step| step.viewed),
            time_hundredths: steps
                .iter()
                .fold(0, |sum, step| sum.saturating_add(step.time_hundredths)),
            steps,
        }
    }
}

fn scores(counting: &[&StepResult]) -> Vec<Share> {
    let is_tested = |step: &StepResult| {
        step.outcomes.iter().any(|outcome| {
            matches!(
                outcome.rule,
                StepRule::Passed | StepRule::ScoreAtLeast { .. }
            )
        })
    };
    counting
        .iter()
        .filter(|step| is_tested(step))
        .filter_map(|step| step.score)
        .collect()
}
