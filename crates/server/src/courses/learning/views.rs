//! What the learner's pages show.

use chrono::NaiveDate;
use entity::{
    course_step, step_result,
    values::{CourseStatus, Face, StepKind, StepStatus},
};
use grading::StepRule;
use serde::Serialize;
use uuid::Uuid;

use super::{
    super::rules::StepDraft,
    service::{LearnersCourse, MyCourse},
};
use crate::{
    completions::service::{CertificateLine, Standing},
    page::View,
    rich_text,
    sign_in::Reader,
};

/// `GET /home`
#[derive(Debug, Serialize)]
pub(crate) struct Home {
    given_name: String,
    /// The one to go on with.
    current: Option<HomeCourse>,
    others: Vec<HomeCourse>,
    finished: Vec<HomeCourse>,
    certificates: Vec<CertificateLine>,
}

#[derive(Debug, Clone, Serialize)]
struct HomeCourse {
    id: Uuid,
    title: String,
    percent: i32,
    has_begun: bool,
    minutes_left: i32,
    due_on: Option<String>,
    is_late: bool,
    is_closed: bool,
}

impl Home {
    pub(crate) fn new(
        face: Face,
        reader: &Reader,
        courses: Vec<MyCourse>,
        certificates: Vec<CertificateLine>,
        today: NaiveDate,
    ) -> Self {
        let given_name = reader.name(face).split(' ').next().unwrap_or_default();
        let (finished, open): (Vec<_>, Vec<_>) = courses
            .into_iter()
            .partition(|it| it.enrolment.completed_at.is_some());
        let lines = |courses: Vec<MyCourse>| -> Vec<HomeCourse> {
            courses
                .into_iter()
                .map(|it| HomeCourse::new(&it, today))
                .collect()
        };
        let mut others = lines(open);
        let current = others
            .iter()
            .position(|it| !it.is_closed)
            .map(|at| others.remove(at));
        Self {
            given_name: given_name.to_owned(),
            current,
            others,
            finished: lines(finished),
            certificates,
        }
    }
}

impl HomeCourse {
    fn new(it: &MyCourse, today: NaiveDate) -> Self {
        let due = it.enrolment.due_on.or(it.course.due_on);
        let percent = it.enrolment.progress_percent.clamp(0, 100);
        Self {
            id: it.course.id,
            title: it.course.title.clone(),
            percent,
            has_begun: it.enrolment.last_contact_at.is_some(),
            minutes_left: it.course.duration_minutes * (100 - percent) / 100,
            due_on: due.map(|it| it.to_string()),
            is_late: due.is_some_and(|due| due < today),
            is_closed: it.course.status == CourseStatus::Closed,
        }
    }
}

impl View for Home {
    const TEMPLATE: &'static str = "courses/home.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let course = |has_begun, due: Option<&str>| HomeCourse {
            id: Uuid::nil(),
            title: "Поверљивост <b>".into(),
            percent: 40,
            has_begun,
            minutes_left: 12,
            due_on: due.map(str::to_owned),
            is_late: has_begun,
            is_closed: !has_begun,
        };
        let home = |current, others, finished, certificates| Self {
            given_name: "Ада".into(),
            current,
            others,
            finished,
            certificates,
        };
        vec![
            home(None, vec![], vec![], vec![]),
            home(
                Some(course(true, Some("2026-11-30"))),
                vec![course(false, None)],
                vec![course(true, None)],
                CertificateLine::samples(),
            ),
            home(Some(course(false, None)), vec![], vec![], vec![]),
        ]
    }
}

/// `GET /courses/{course_id}`
#[derive(Debug, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts that the template asks for"
)]
pub(crate) struct CoursePage {
    id: Uuid,
    title: String,
    summary: String,
    language: String,
    duration_minutes: i32,
    hours: Option<i32>,
    programme: Option<String>,
    due_on: Option<String>,
    steps: Vec<StepLine>,
    met: usize,
    next: Option<NextStep>,
    is_enrolled: bool,
    is_draft: bool,
    is_closed: bool,
    may_edit: bool,
    standing: Option<Standing>,
}

#[derive(Debug, Serialize)]
struct StepLine {
    id: Uuid,
    title: String,
    kind: StepKind,
    status: StepStatus,
    met: bool,
    score_percent: Option<f64>,
    rules: Vec<RuleWords>,
    attempts: i32,
    attempts_allowed: Option<u32>,
}

#[derive(Debug, Serialize)]
struct NextStep {
    id: Uuid,
    title: String,
    has_begun: bool,
    is_package: bool,
}

/// A rule as a message id with its number.
#[derive(Debug, Serialize)]
pub(super) struct RuleWords {
    id: &'static str,
    number: String,
}

fn rule_words(rules: &[StepRule]) -> Vec<RuleWords> {
    let words = |rule: &StepRule| match rule {
        StepRule::Viewed => ("step-rule-viewed", String::new()),
        StepRule::Completed => ("step-rule-completed", String::new()),
        StepRule::Passed => ("step-rule-passed", String::new()),
        StepRule::ScoreAtLeast { percent } => ("step-rule-score", percent.to_string()),
        StepRule::TimeAtLeast { minutes } => ("step-rule-time", minutes.to_string()),
    };
    rules
        .iter()
        .map(words)
        .map(|(id, number)| RuleWords { id, number })
        .collect()
}

impl StepLine {
    fn new(step: &course_step::Model, result: Option<&step_result::Model>) -> Self {
        let draft = StepDraft::of(step);
        Self {
            id: step.id,
            title: step.title.clone(),
            kind: step.kind,
            status: result.map_or(StepStatus::NotStarted, |it| it.status),
            met: result.is_some_and(|it| it.met),
            score_percent: result
                .and_then(|it| it.score_scaled)
                .map(|score| (score * 1000.0).floor() / 10.0),
            rules: rule_words(&draft.rules),
            attempts: result.map_or(0, |it| it.attempts),
            attempts_allowed: draft.attempts.attempts_allowed,
        }
    }
}

impl CoursePage {
    pub(crate) fn new(_: Face, course: &LearnersCourse, standing: Option<Standing>) -> Self {
        let next = course.next().map(|step| NextStep {
            id: step.id,
            title: step.title.clone(),
            has_begun: course.has_begun(),
            is_package: step.kind == StepKind::Package,
        });
        let due = course
            .enrolment
            .as_ref()
            .and_then(|it| it.due_on)
            .or(course.course.due_on);
        Self {
            id: course.course.id,
            title: course.course.title.clone(),
            summary: course.course.summary.clone(),
            language: course.course.language.clone(),
            duration_minutes: course.course.duration_minutes,
            hours: course.programme.as_ref().map(|it| it.hours),
            programme: course.programme.as_ref().map(|it| it.title.clone()),
            due_on: due.map(|it| it.to_string()),
            steps: course
                .steps
                .iter()
                .map(|(step, result)| StepLine::new(step, result.as_ref()))
                .collect(),
            met: course.met(),
            next,
            is_enrolled: course.enrolment.is_some(),
            is_draft: course.course.status == CourseStatus::Draft,
            is_closed: course.course.status == CourseStatus::Closed,
            may_edit: course.may_edit,
            standing,
        }
    }
}

impl View for CoursePage {
    const TEMPLATE: &'static str = "courses/course.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let line = |kind, status, met| StepLine {
            id: Uuid::nil(),
            title: "Корак".into(),
            kind,
            status,
            met,
            score_percent: met.then_some(85.5),
            rules: rule_words(&[
                StepRule::Viewed,
                StepRule::Passed,
                StepRule::Completed,
                StepRule::TimeAtLeast { minutes: 20 },
            ]),
            attempts: 1,
            attempts_allowed: met.then_some(2),
        };
        let sample = |standing, open: bool| Self {
            id: Uuid::nil(),
            title: "Курс".into(),
            summary: "О чему је реч".into(),
            language: "sr".into(),
            duration_minutes: 45,
            hours: open.then_some(8),
            programme: open.then(|| "Програм".into()),
            due_on: open.then(|| "2026-11-30".into()),
            steps: vec![
                line(StepKind::Package, StepStatus::Passed, true),
                line(StepKind::Page, StepStatus::NotStarted, false),
                line(StepKind::Document, StepStatus::InProgress, false),
                line(StepKind::Package, StepStatus::Failed, false),
                line(StepKind::Package, StepStatus::Completed, true),
            ],
            met: 2,
            next: open.then(|| NextStep {
                id: Uuid::nil(),
                title: "Корак".into(),
                has_begun: true,
                is_package: true,
            }),
            is_enrolled: open,
            is_draft: !open,
            is_closed: !open,
            may_edit: !open,
            standing,
        };
        let mut samples: Vec<Self> = Standing::samples()
            .into_iter()
            .map(|standing| sample(Some(standing), true))
            .collect();
        samples.push(sample(None, false));
        samples
    }
}

/// `GET /courses/{course_id}/steps/{step_id}`
#[derive(Debug, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts that the template asks for"
)]
pub(crate) struct StepPage {
    course_id: Uuid,
    course_title: String,
    number: usize,
    of: usize,
    step: StepLine,
    duration_minutes: i32,
    html: Option<String>,
    document: Option<Document>,
    is_enrolled: bool,
    is_closed: bool,
    may_try_again: bool,
    is_open: bool,
}

#[derive(Debug, Serialize)]
struct Document {
    name: String,
    is_shown: bool,
}

impl StepPage {
    pub(crate) fn new(_: Face, course: &LearnersCourse, step_id: Uuid) -> Option<Self> {
        let at = course
            .steps
            .iter()
            .position(|(step, _)| step.id == step_id)?;
        let (step, result) = &course.steps[at];
        let line = StepLine::new(step, result.as_ref());
        let used = u32::try_from(line.attempts).unwrap_or(0);
        Some(Self {
            course_id: course.course.id,
            course_title: course.course.title.clone(),
            number: at + 1,
            of: course.steps.len(),
            may_try_again: line.attempts_allowed.is_none_or(|allowed| used < allowed),
            is_open: line.status == StepStatus::InProgress,
            step: line,
            duration_minutes: course.course.duration_minutes,
            html: step.body.as_deref().map(rich_text::to_html),
            document: step.document_name.as_ref().map(|name| Document {
                name: name.clone(),
                is_shown: name.to_ascii_lowercase().ends_with(".pdf"),
            }),
            is_enrolled: course.enrolment.is_some(),
            is_closed: course.course.status == CourseStatus::Closed,
        })
    }
}

impl View for StepPage {
    const TEMPLATE: &'static str = "courses/step.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let sample = |kind, status, met: bool| Self {
            course_id: Uuid::nil(),
            course_title: "Курс".into(),
            number: 1,
            of: 3,
            step: StepLine {
                id: Uuid::nil(),
                title: "Корак".into(),
                kind,
                status,
                met,
                score_percent: met.then_some(70.0),
                rules: rule_words(&[StepRule::Viewed]),
                attempts: 2,
                attempts_allowed: Some(2),
            },
            duration_minutes: 45,
            html: (kind == StepKind::Page).then(|| "<p>Текст</p>".into()),
            document: (kind == StepKind::Document).then(|| Document {
                name: "a.pdf".into(),
                is_shown: met,
            }),
            is_enrolled: met,
            is_closed: !met,
            may_try_again: met,
            is_open: status == StepStatus::InProgress,
        };
        vec![
            sample(StepKind::Package, StepStatus::NotStarted, true),
            sample(StepKind::Package, StepStatus::InProgress, true),
            sample(StepKind::Package, StepStatus::Failed, false),
            sample(StepKind::Package, StepStatus::Passed, true),
            sample(StepKind::Page, StepStatus::NotStarted, true),
            sample(StepKind::Document, StepStatus::Completed, true),
            sample(StepKind::Document, StepStatus::NotStarted, false),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_renders() {
        crate::page::tests::renders::<Home>();
        crate::page::tests::renders::<CoursePage>();
        crate::page::tests::renders::<StepPage>();
    }
}
