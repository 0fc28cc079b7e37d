//! What may be done with a course, and the rules that its editing amounts to.

use entity::{
    course, course_step,
    values::{CourseStatus, Role, StepKind},
};
use grading::{
    AttemptPolicy, CourseRule, DocumentRules, RuleVersion, StepRule, StepRules, UverenjeRule,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The rules of a course beside those of its steps, as they are edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CourseRules {
    #[serde(default)]
    pub(crate) course: CourseRule,
    #[serde(default)]
    pub(crate) documents: DocumentRules,
}

impl Default for CourseRules {
    /// All steps, and an *uverenje* for whoever completes them.
    fn default() -> Self {
        Self {
            course: CourseRule::All,
            documents: DocumentRules {
                uverenje: Some(UverenjeRule::CourseCompleted),
                potvrda: None,
            },
        }
    }
}

/// The rules of a step as they are edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StepDraft {
    pub(crate) rules: Vec<StepRule>,
    #[serde(default)]
    pub(crate) attempts: AttemptPolicy,
}

impl StepDraft {
    /// What most trainers mean: content is to be completed, a text to be read.
    pub(crate) fn usual(kind: StepKind) -> Self {
        let rule = match kind {
            StepKind::Package => StepRule::Completed,
            StepKind::Page | StepKind::Document => StepRule::Viewed,
        };
        Self {
            rules: vec![rule],
            attempts: AttemptPolicy::default(),
        }
    }

    pub(crate) fn of(step: &course_step::Model) -> Self {
        serde_json::from_slice(&step.rules).unwrap_or_else(|_| Self::usual(step.kind))
    }
}

pub(crate) fn course_rules(course: &course::Model) -> CourseRules {
    serde_json::from_slice(&course.rules).unwrap_or_default()
}

/// The version that the course's present steps and rules amount to.
pub(crate) fn version(
    number: u32,
    course: &course::Model,
    steps: &[course_step::Model],
) -> RuleVersion {
    let CourseRules {
        course: rule,
        documents,
    } = course_rules(course);
    let steps = steps.iter().map(|step| {
        let StepDraft { rules, attempts } = StepDraft::of(step);
        StepRules {
            step_id: step.id,
            rules,
            attempts,
        }
    });
    RuleVersion {
        format: RuleVersion::FORMAT,
        number,
        steps: steps.collect(),
        course: rule,
        documents,
    }
}

/// Whether this person may change the course: coordinators every one, trainers their own.
pub(crate) fn may_edit(role: Role, person_id: Uuid, course: &course::Model) -> bool {
    match role {
        Role::Administrator | Role::Coordinator => true,
        Role::Trainer => course.created_by == Some(person_id),
        Role::Trainee => false,
    }
}

/// Why a course cannot be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotReady {
    NoSteps,
    Rules(grading::Finding),
    Closed,
}

pub(crate) fn may_publish(
    course: &course::Model,
    steps: &[course_step::Model],
) -> Result<(), NotReady> {
    if course.status == CourseStatus::Closed {
        return Err(NotReady::Closed);
    }
    if steps.is_empty() {
        return Err(NotReady::NoSteps);
    }
    match version(1, course, steps).findings().first() {
        Some(finding) => Err(NotReady::Rules(*finding)),
        None => Ok(()),
    }
}

/// `ids` in the order wanted; `None` unless they are exactly the course's steps.
pub(crate) fn reordered(steps: &[course_step::Model], ids: &[Uuid]) -> Option<Vec<Uuid>> {
    let mut present: Vec<Uuid> = steps.iter().map(|step| step.id).collect();
    let mut wanted = ids.to_vec();
    present.sort_unstable();
    wanted.sort_unstable();
    (present == wanted).then(|| ids.to_vec())
}

/// The steps with the one at `step_id` moved by one place; unchanged at the ends.
pub(crate) fn moved(steps: &[course_step::Model], step_id: Uuid, down: bool) -> Vec<Uuid> {
    let mut ids: Vec<Uuid> = steps.iter().map(|step| step.id).collect();
    let at = ids.iter().position(|id| *id == step_id);
    match at {
        Some(at) if down && at + 1 < ids.len() => ids.swap(at, at + 1),
        Some(at) if !down && 0 < at => ids.swap(at, at - 1),
        _ => {}
    }
    ids
}
