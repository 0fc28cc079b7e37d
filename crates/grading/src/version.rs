//! The rules of a course as one document that is kept for ever.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    course::CourseRule,
    documents::{DocumentRules, ParticipationRule},
    score::Percent,
    step::{StepRule, StepRules},
};

/// One version of a course's rules. Never changed: a new wish is a new version
/// with the next number. Its JSON is stable; `format` says which shape it has.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleVersion {
    /// The shape of this document; [`RuleVersion::FORMAT`] today.
    pub format: u32,
    /// From 1, per course.
    pub number: u32,
    pub steps: Vec<StepRules>,
    #[serde(default)]
    pub course: CourseRule,
    #[serde(default)]
    pub documents: DocumentRules,
}

/// What is wrong with a set of rules: nobody could complete it, or everybody
/// would. A version with findings must not be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Finding {
    #[error("the rules are written in format {format}, which this version does not read")]
    UnknownFormat { format: u32 },
    #[error("no step has a rule, so that nobody can complete the course")]
    NoStepCounts,
    #[error("step {step_id} stands in the rules twice")]
    StepTwice { step_id: Uuid },
    #[error("{needed} steps are needed, and only {counting} count")]
    TooManyNeeded { needed: u32, counting: u32 },
    #[error("`at least` needs a number of steps from 1")]
    NoneNeeded,
    #[error("step {step_id} asks for a score outside 0 to 100 %")]
    ScoreOutOfRange { step_id: Uuid },
    #[error("step {step_id} allows no attempt")]
    NoAttemptAllowed { step_id: Uuid },
    #[error("a time rule asks for 0 minutes")]
    NoTime,
    #[error("the potvrda has no condition")]
    PotvrdaWithoutCondition,
}

impl RuleVersion {
    pub const FORMAT: u32 = 1;

    /// All that is wrong with the rules.
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        if self.format != Self::FORMAT {
            findings.push(Finding::UnknownFormat {
                format: self.format,
            });
        }
        let mut seen = HashSet::new();
        for step in &self.steps {
            if !seen.insert(step.step_id) {
                findings.push(Finding::StepTwice {
                    step_id: step.step_id,
                });
            }
            step_findings(step, &mut findings);
        }
        self.course_findings(&mut findings);
        if let Some(potvrda) = &self.documents.potvrda {
            if potvrda.any_of.is_empty() {
                findings.push(Finding::PotvrdaWithoutCondition);
            }
            if potvrda
                .any_of
                .contains(&ParticipationRule::TimeAtLeast { minutes: 0 })
            {
                findings.push(Finding::NoTime);
            }
        }
        findings
    }

    fn course_findings(&self, findings: &mut Vec<Finding>) {
        let counting = self.steps.iter().filter(|step| step.counts()).count();
        let counting = u32::try_from(counting).unwrap_or(u32::MAX);
        if counting == 0 {
            findings.push(Finding::NoStepCounts);
        } else if let CourseRule::AtLeast { count: needed } = self.course {
            if needed == 0 {
                findings.push(Finding::NoneNeeded);
            } else if needed > counting {
                findings.push(Finding::TooManyNeeded { needed, counting });
            }
        }
    }
}

fn step_findings(step: &StepRules, findings: &mut Vec<Finding>) {
    let step_id = step.step_id;
    if step.attempts.attempts_allowed == Some(0) {
        findings.push(Finding::NoAttemptAllowed { step_id });
    }
    for rule in &step.rules {
        match rule {
            StepRule::ScoreAtLeast { percent } if *percent < Percent::whole(0) => {
                findings.push(Finding::ScoreOutOfRange { step_id });
            }
            StepRule::TimeAtLeast { minutes: 0 } => findings.push(Finding::NoTime),
            _ => {}
        }
    }
}
