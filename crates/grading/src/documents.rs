//! Which document an enrolment has earned: *uverenje* for a course that was
//! completed, *potvrda* for taking part without passing. Never both by surprise.

use serde::{Deserialize, Serialize};

use crate::course::CourseResult;

const HUNDREDTHS_PER_MINUTE: u64 = 6000;

/// The two documents. The names are Serbian because the documents are: an
/// *uverenje* certifies a result, a *potvrda* confirms participation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    Uverenje,
    Potvrda,
}

/// What a course issues. Either may be off.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentRules {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uverenje: Option<UverenjeRule>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub potvrda: Option<PotvrdaRule>,
}

/// When an *uverenje* is earned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case", deny_unknown_fields)]
pub enum UverenjeRule {
    /// The course is completed by its rule; issued at once.
    #[default]
    CourseCompleted,
}

/// When a *potvrda* is earned: any one of these holds and the course is not
/// completed. Issued when no attempt is left, when the course closes, or by a
/// coordinator.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PotvrdaRule {
    pub any_of: Vec<ParticipationRule>,
}

/// One way of having taken part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case", deny_unknown_fields)]
pub enum ParticipationRule {
    AllStepsViewed,
    /// In all steps together.
    TimeAtLeast {
        minutes: u32,
    },
}

impl ParticipationRule {
    pub(crate) fn is_met(self, course: &CourseResult) -> bool {
        match self {
            Self::AllStepsViewed => course.all_viewed,
            Self::TimeAtLeast { minutes } => {
                course.time_hundredths >= u64::from(minutes) * HUNDREDTHS_PER_MINUTE
            }
        }
    }
}

/// Why a decision is being made now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// A learner session has ended.
    SessionEnded,
    /// The course closes for everybody.
    CourseClosed,
    /// A coordinator asks for it, knowing what the person holds already.
    Coordinator,
}

/// Who it is and what they hold from this enrolment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four independent facts, named at every use"
)]
pub struct Standing {
    /// The attempt is a trial of the package, not learning.
    pub is_trial: bool,
    /// The person teaches this course.
    pub is_trainer: bool,
    pub is_suspended: bool,
    pub is_withdrawn: bool,
    /// Valid documents already issued from this enrolment.
    pub holds: Vec<DocumentKind>,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum DocumentDecision {
    /// Issue one; `replaces` is to be withdrawn in the same transaction.
    Issue {
        kind: DocumentKind,
        replaces: Option<DocumentKind>,
    },
    Withhold {
        reasons: Vec<Withheld>,
    },
}

/// Why there is no (new) document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Withheld {
    Trial,
    Trainer,
    Suspended,
    Withdrawn,
    /// The course issues no document, or none for this result.
    NotOffered,
    AlreadyHolds {
        kind: DocumentKind,
    },
    /// A *potvrda* is out; a coordinator can replace it by the *uverenje*.
    HoldsPotvrda,
    CourseNotCompleted,
    /// Nothing that a *potvrda* asks for has been met either.
    NotTakenPart,
    /// A *potvrda* would be due, but the course can still be completed.
    CanStillComplete,
}

impl DocumentRules {
    /// Decides for one enrolment.
    pub fn decide(
        &self,
        course: &CourseResult,
        standing: &Standing,
        occasion: Occasion,
    ) -> DocumentDecision {
        let barred = standing.bars();
        if !barred.is_empty() {
            return DocumentDecision::Withhold { reasons: barred };
        }
        if course.completed {
            return self.for_completed(standing, occasion);
        }
        self.for_not_completed(course, standing, occasion)
    }

    fn for_completed(&self, standing: &Standing, occasion: Occasion) -> DocumentDecision {
        if self.uverenje.is_none() {
            return withhold(Withheld::NotOffered);
        }
        if standing.holds.contains(&DocumentKind::Uverenje) {
            return withhold(Withheld::AlreadyHolds {
                kind: DocumentKind::Uverenje,
            });
        }
        match (standing.holds.contains(&DocumentKind::Potvrda), occasion) {
            (false, _) => issue(DocumentKind::Uverenje, None),
            (true, Occasion::Coordinator) => {
                issue(DocumentKind::Uverenje, Some(DocumentKind::Potvrda))
            }
            (true, _) => withhold(Withheld::HoldsPotvrda),
        }
    }

    fn for_not_completed(
        &self,
        course: &CourseResult,
        standing: &Standing,
        occasion: Occasion,
    ) -> DocumentDecision {
        if let Some(kind) = standing.holds.first() {
            return withhold(Withheld::AlreadyHolds { kind: *kind });
        }
        let Some(potvrda) = &self.potvrda else {
            return withhold(if self.uverenje.is_some() {
                Withheld::CourseNotCompleted
            } else {
                Withheld::NotOffered
            });
        };
        if !potvrda.any_of.iter().any(|rule| rule.is_met(course)) {
            return DocumentDecision::Withhold {
                reasons: vec![Withheld::CourseNotCompleted, Withheld::NotTakenPart],
            };
        }
        if occasion == Occasion::SessionEnded && !course.no_attempt_left {
            return DocumentDecision::Withhold {
                reasons: vec![Withheld::CourseNotCompleted, Withheld::CanStillComplete],
            };
        }
        issue(DocumentKind::Potvrda, None)
    }
}

impl Standing {
    fn bars(&self) -> Vec<Withheld> {
        [
            (self.is_trial, Withheld::Trial),
            (self.is_trainer, Withheld::Trainer),
            (self.is_suspended, Withheld::Suspended),
            (self.is_withdrawn, Withheld::Withdrawn),
        ]
        .into_iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, reason)| reason)
        .collect()
    }
}

fn withhold(reason: Withheld) -> DocumentDecision {
    DocumentDecision::Withhold {
        reasons: vec![reason],
    }
}

fn issue(kind: DocumentKind, replaces: Option<DocumentKind>) -> DocumentDecision {
    DocumentDecision::Issue { kind, replaces }
}
