//! *Why no certificate yet*: every rule with tick or cross and its numbers, as
//! data. The words are in the message catalogue under these ids.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    course::{CourseResult, CourseRule},
    documents::{DocumentDecision, DocumentKind, ParticipationRule, Withheld},
    score::Percent,
    step::{Had, RuleOutcome, StepResult, StepRule},
    version::RuleVersion,
};

/// Every message id that a [`Line`] can have, for the test that the catalogue
/// knows them all.
pub const MESSAGE_IDS: &[&str] = &[
    "rule-viewed",
    "rule-completed",
    "rule-passed",
    "rule-score-at-least",
    "rule-score-at-least-none",
    "rule-time-at-least",
    "rule-attempts-left",
    "rule-no-attempt-left",
    "rule-course-all",
    "rule-course-any",
    "rule-course-at-least",
    "rule-potvrda-all-steps-viewed",
    "rule-potvrda-time-at-least",
    "withheld-trial",
    "withheld-trainer",
    "withheld-suspended",
    "withheld-withdrawn",
    "withheld-not-offered",
    "withheld-holds-uverenje",
    "withheld-holds-potvrda",
    "withheld-replace-potvrda",
    "withheld-course-not-completed",
    "withheld-not-taken-part",
    "withheld-can-still-complete",
];

/// One line of the panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// One of [`MESSAGE_IDS`].
    pub id: &'static str,
    /// Tick, cross, or `None` for a remark.
    pub met: Option<bool>,
    /// The step that the line is about; none for the course.
    pub step_id: Option<Uuid>,
    pub arguments: Vec<(&'static str, Argument)>,
}

/// A number for a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum Argument {
    Count(u64),
    Percent(Percent),
    Minutes(u64),
}

impl CourseResult {
    /// The rules with what was needed and what is there: each counting step's
    /// rules, its attempts if they are limited and it is not met, then the course.
    pub fn explain(&self, version: &RuleVersion) -> Vec<Line> {
        let mut lines = Vec::new();
        for step in &self.steps {
            for outcome in &step.outcomes {
                lines.push(rule_line(step.step_id, outcome));
            }
            lines.extend(attempts_line(step));
        }
        lines.push(self.course_line(version.course));
        lines
    }

    /// What a *potvrda* asks for, if the course gives one.
    pub fn explain_potvrda(&self, version: &RuleVersion) -> Vec<Line> {
        let rules = version.documents.potvrda.iter().flat_map(|it| &it.any_of);
        rules
            .map(|rule| {
                let (id, arguments) = match rule {
                    ParticipationRule::AllStepsViewed => {
                        let viewed = self.steps.iter().filter(|step| step.viewed).count();
                        (
                            "rule-potvrda-all-steps-viewed",
                            vec![("needed", count(self.steps.len())), ("had", count(viewed))],
                        )
                    }
                    ParticipationRule::TimeAtLeast { minutes } => (
                        "rule-potvrda-time-at-least",
                        vec![
                            ("needed", Argument::Minutes(u64::from(*minutes))),
                            ("had", Argument::Minutes(self.time_hundredths / 6000)),
                        ],
                    ),
                };
                Line {
                    id,
                    met: Some(rule.is_met(self)),
                    step_id: None,
                    arguments,
                }
            })
            .collect()
    }

    fn course_line(&self, rule: CourseRule) -> Line {
        let id = match rule {
            CourseRule::All => "rule-course-all",
            CourseRule::Any => "rule-course-any",
            CourseRule::AtLeast { .. } => "rule-course-at-least",
        };
        Line {
            id,
            met: Some(self.completed),
            step_id: None,
            arguments: vec![
                ("needed", Argument::Count(u64::from(self.steps_needed))),
                ("had", Argument::Count(u64::from(self.steps_met))),
            ],
        }
    }
}

impl DocumentDecision {
    /// The reasons, if nothing is issued.
    pub fn explain(&self) -> Vec<Line> {
        let reasons = match self {
            Self::Issue { .. } => &[][..],
            Self::Withhold { reasons } => reasons,
        };
        reasons
            .iter()
            .map(|reason| Line {
                id: reason.message_id(),
                met: None,
                step_id: None,
                arguments: Vec::new(),
            })
            .collect()
    }
}

impl Withheld {
    /// One of [`MESSAGE_IDS`].
    pub fn message_id(self) -> &'static str {
        match self {
            Self::Trial => "withheld-trial",
            Self::Trainer => "withheld-trainer",
            Self::Suspended => "withheld-suspended",
            Self::Withdrawn => "withheld-withdrawn",
            Self::NotOffered => "withheld-not-offered",
            Self::AlreadyHolds {
                kind: DocumentKind::Uverenje,
            } => "withheld-holds-uverenje",
            Self::AlreadyHolds {
                kind: DocumentKind::Potvrda,
            } => "withheld-holds-potvrda",
            Self::HoldsPotvrda => "withheld-replace-potvrda",
            Self::CourseNotCompleted => "withheld-course-not-completed",
            Self::NotTakenPart => "withheld-not-taken-part",
            Self::CanStillComplete => "withheld-can-still-complete",
        }
    }
}

fn rule_line(step_id: Uuid, outcome: &RuleOutcome) -> Line {
    let (id, arguments) = match (outcome.rule, outcome.had) {
        (StepRule::Viewed, _) => ("rule-viewed", vec![]),
        (StepRule::Completed, _) => ("rule-completed", vec![]),
        (StepRule::Passed, _) => ("rule-passed", vec![]),
        (
            StepRule::ScoreAtLeast { percent },
            Had::Score {
                percent: Some(reached),
            },
        ) => (
            "rule-score-at-least",
            vec![
                ("needed", Argument::Percent(percent)),
                ("had", Argument::Percent(reached)),
            ],
        ),
        (StepRule::ScoreAtLeast { percent }, _) => (
            "rule-score-at-least-none",
            vec![("needed", Argument::Percent(percent))],
        ),
        (StepRule::TimeAtLeast { minutes }, had) => {
            let had = match had {
                Had::Time { minutes } => minutes,
                _ => 0,
            };
            (
                "rule-time-at-least",
                vec![
                    ("needed", Argument::Minutes(u64::from(minutes))),
                    ("had", Argument::Minutes(had)),
                ],
            )
        }
    };
    Line {
        id,
        met: Some(outcome.met),
        step_id: Some(step_id),
        arguments,
    }
}

fn attempts_line(step: &StepResult) -> Option<Line> {
    if step.met || step.outcomes.is_empty() {
        return None;
    }
    let left = step.attempts_left?;
    let (id, arguments) = match left {
        0 if step.can_continue => return None,
        0 => ("rule-no-attempt-left", vec![]),
        _ => (
            "rule-attempts-left",
            vec![("left", Argument::Count(u64::from(left)))],
        ),
    };
    Some(Line {
        id,
        met: None,
        step_id: Some(step.step_id),
        arguments,
    })
}

fn count(number: usize) -> Argument {
    Argument::Count(u64::try_from(number).unwrap_or(u64::MAX))
}
