//! What the editing pages show.

use std::collections::BTreeMap;

use entity::{
    course, programme,
    values::{CourseStatus, StepKind},
};
use serde::Serialize;
use uuid::Uuid;

use super::{
    super::rules::{self, NotReady},
    forms::{CourseForm, FormErrors, RulesForm, StepForm},
    passing_score::{self, ScoreNote},
    service::{EditedCourse, ListedCourse},
};
use crate::page::View;

/// `GET /courses`
#[derive(Debug, Serialize)]
pub(crate) struct Courses {
    search: String,
    courses: Vec<CourseRow>,
}

#[derive(Debug, Serialize)]
struct CourseRow {
    id: Uuid,
    title: String,
    status: CourseStatus,
    people: i64,
    completed: i64,
    percent: i64,
}

impl Courses {
    pub(crate) fn new(courses: Vec<ListedCourse>, search: String) -> Self {
        let rows = courses.into_iter().map(|it| CourseRow {
            id: it.course.id,
            title: it.course.title,
            status: it.course.status,
            people: it.people,
            completed: it.completed,
            percent: (it.completed * 100).checked_div(it.people).unwrap_or(0),
        });
        Self {
            search,
            courses: rows.collect(),
        }
    }
}

impl View for Courses {
    const TEMPLATE: &'static str = "courses/list.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let row = |status| CourseRow {
            id: Uuid::nil(),
            title: "Курс".into(),
            status,
            people: 10,
            completed: 4,
            percent: 40,
        };
        let list = |search: &str, courses| Self {
            search: search.into(),
            courses,
        };
        vec![
            list("", vec![]),
            list("нема", vec![]),
            list(
                "",
                vec![
                    row(CourseStatus::Draft),
                    row(CourseStatus::Published),
                    row(CourseStatus::Closed),
                ],
            ),
        ]
    }
}

#[derive(Debug, Clone, Serialize)]
struct Choice {
    id: Uuid,
    title: String,
}

fn choices(programmes: &[programme::Model]) -> Vec<Choice> {
    programmes
        .iter()
        .map(|it| Choice {
            id: it.id,
            title: format!("{} · {}", it.code, it.title),
        })
        .collect()
}

/// `GET /courses/new`
#[derive(Debug, Serialize)]
pub(crate) struct NewCoursePage {
    form: CourseForm,
    errors: BTreeMap<&'static str, &'static str>,
    programmes: Vec<Choice>,
}

impl NewCoursePage {
    pub(crate) fn new(form: CourseForm, programmes: &[programme::Model]) -> Self {
        Self {
            form,
            errors: FormErrors::new(),
            programmes: choices(programmes),
        }
    }

    pub(crate) fn with(mut self, errors: FormErrors) -> Self {
        self.errors = errors;
        self
    }
}

impl View for NewCoursePage {
    const TEMPLATE: &'static str = "courses/new.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let page = |errors| Self {
            form: CourseForm::empty(),
            errors,
            programmes: vec![Choice {
                id: Uuid::nil(),
                title: "ПП · Програм".into(),
            }],
        };
        let mut errors = FormErrors::new();
        for field in ["title", "duration_minutes", "due_on"] {
            errors.insert(field, "course-form-title-missing");
        }
        vec![page(FormErrors::new()), page(errors)]
    }
}

/// `GET /courses/{course_id}/edit`
#[derive(Debug, Serialize)]
pub(crate) struct EditCourse {
    id: Uuid,
    title: String,
    status: CourseStatus,
    form: CourseForm,
    errors: BTreeMap<&'static str, &'static str>,
    rules: RulesForm,
    programmes: Vec<Choice>,
    versions: Vec<Choice>,
    steps: Vec<StepRow>,
    /// Why it cannot be published yet, as a message id.
    not_ready: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct StepRow {
    id: Uuid,
    title: String,
    kind: StepKind,
    score: Option<ScoreNote>,
    /// The module that it shows.
    module: Option<ModuleShown>,
    is_first: bool,
    is_last: bool,
}

#[derive(Debug, Clone, Copy, Serialize)]
struct ModuleShown {
    id: Uuid,
    number: i32,
}

impl EditCourse {
    pub(crate) fn new(edited: &EditedCourse) -> Self {
        let course = &edited.course;
        let last = edited.steps.len().saturating_sub(1);
        let steps = edited.steps.iter().enumerate().map(|(at, step)| StepRow {
            id: step.id,
            title: step.title.clone(),
            kind: step.kind,
            score: passing_score::note(step, &edited.versions),
            module: edited
                .versions
                .iter()
                .find(|it| Some(it.id) == step.package_version_id)
                .map(|it| ModuleShown {
                    id: it.package_id,
                    number: it.number,
                }),
            is_first: at == 0,
            is_last: at == last,
        });
        let versions = edited.versions.iter().map(|it| Choice {
            id: it.id,
            title: format!("{} ({})", it.title, it.number),
        });
        let not_ready = match rules::may_publish(course, &edited.steps) {
            Ok(()) => None,
            Err(NotReady::NoSteps) => Some("course-not-ready-no-steps"),
            Err(NotReady::Closed) => Some("course-not-ready-closed"),
            Err(NotReady::Rules(_)) => Some("course-not-ready-rules"),
        };
        Self {
            id: course.id,
            title: course.title.clone(),
            status: course.status,
            form: CourseForm::of(course),
            errors: FormErrors::new(),
            rules: RulesForm::of(course),
            programmes: choices(&edited.programmes),
            versions: versions.collect(),
            steps: steps.collect(),
            not_ready,
        }
    }

    pub(crate) fn with_details(mut self, form: CourseForm, errors: FormErrors) -> Self {
        self.form = form;
        self.errors = errors;
        self
    }

    pub(crate) fn with_rules(mut self, rules: RulesForm, errors: FormErrors) -> Self {
        self.rules = rules;
        self.errors = errors;
        self
    }
}

impl View for EditCourse {
    const TEMPLATE: &'static str = "courses/edit.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let step = |kind, is_first, is_last| StepRow {
            id: Uuid::nil(),
            title: "Корак".into(),
            kind,
            score: (kind == StepKind::Package).then(ScoreNote::sample),
            module: (kind == StepKind::Package).then_some(ModuleShown {
                id: Uuid::nil(),
                number: 2,
            }),
            is_first,
            is_last,
        };
        let choice = Choice {
            id: Uuid::nil(),
            title: "Модул".into(),
        };
        let sample = |status, steps, versions, not_ready| Self {
            id: Uuid::nil(),
            title: "Курс".into(),
            status,
            form: CourseForm::empty(),
            errors: if not_ready {
                BTreeMap::from([
                    ("title", "course-form-title-missing"),
                    ("count", "course-rules-count"),
                    ("potvrda_viewed", "course-rules-potvrda"),
                    ("potvrda_minutes", "step-form-minutes"),
                ])
            } else {
                FormErrors::new()
            },
            rules: RulesForm {
                needed: "count".into(),
                potvrda: not_ready.then(|| "on".into()),
                ..RulesForm::default()
            },
            programmes: vec![],
            versions,
            steps,
            not_ready: not_ready.then_some("course-not-ready-no-steps"),
        };
        vec![
            sample(CourseStatus::Draft, vec![], vec![], true),
            sample(
                CourseStatus::Published,
                vec![
                    step(StepKind::Package, true, false),
                    step(StepKind::Page, false, false),
                    step(StepKind::Document, false, true),
                ],
                vec![choice],
                false,
            ),
            sample(
                CourseStatus::Draft,
                vec![step(StepKind::Page, true, true)],
                vec![],
                false,
            ),
            sample(CourseStatus::Closed, vec![], vec![], true),
        ]
    }
}

/// `GET /courses/{course_id}/steps/{step_id}/edit`
#[derive(Debug, Serialize)]
pub(crate) struct EditStep {
    course_id: Uuid,
    course_title: String,
    step_id: Uuid,
    kind: StepKind,
    score: Option<ScoreNote>,
    form: StepForm,
    errors: BTreeMap<&'static str, &'static str>,
}

impl EditStep {
    pub(crate) fn new(edited: &EditedCourse, step_id: Uuid) -> Option<Self> {
        let step = edited.steps.iter().find(|it| it.id == step_id)?;
        Some(Self {
            course_id: edited.course.id,
            course_title: edited.course.title.clone(),
            step_id,
            kind: step.kind,
            score: passing_score::note(step, &edited.versions),
            form: StepForm::of(step),
            errors: FormErrors::new(),
        })
    }

    pub(crate) fn kind(&self) -> StepKind {
        self.kind
    }

    pub(crate) fn has_body(&self) -> bool {
        self.kind == StepKind::Page
    }

    pub(crate) fn with(mut self, form: StepForm, errors: FormErrors) -> Self {
        self.form = form;
        self.errors = errors;
        self
    }
}

impl View for EditStep {
    const TEMPLATE: &'static str = "courses/edit_step.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let sample = |kind, errors| Self {
            course_id: Uuid::nil(),
            course_title: "Курс".into(),
            step_id: Uuid::nil(),
            kind,
            score: (kind == StepKind::Package).then(ScoreNote::sample),
            form: StepForm {
                viewed: Some("on".into()),
                counts: "best".into(),
                ..StepForm::default()
            },
            errors,
        };
        let mut errors = FormErrors::new();
        for field in ["title", "score", "minutes", "attempts"] {
            errors.insert(field, "step-form-score");
        }
        vec![
            sample(StepKind::Package, errors),
            sample(StepKind::Page, FormErrors::new()),
            sample(StepKind::Document, FormErrors::new()),
        ]
    }
}

/// `GET /courses/{course_id}/steps/{step_id}/remove`
#[derive(Debug, Serialize)]
pub(crate) struct RemoveStep {
    course_id: Uuid,
    step_id: Uuid,
    title: String,
    attempts: u64,
}

impl RemoveStep {
    pub(crate) fn new(edited: &EditedCourse, step_id: Uuid, attempts: u64) -> Option<Self> {
        let step = edited.steps.iter().find(|it| it.id == step_id)?;
        Some(Self {
            course_id: edited.course.id,
            step_id,
            title: step.title.clone(),
            attempts,
        })
    }
}

impl View for RemoveStep {
    const TEMPLATE: &'static str = "courses/remove_step.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let sample = |attempts| Self {
            course_id: Uuid::nil(),
            step_id: Uuid::nil(),
            title: "Корак".into(),
            attempts,
        };
        vec![sample(0), sample(3)]
    }
}

/// `GET /courses/{course_id}/close`
#[derive(Debug, Serialize)]
pub(crate) struct CloseCourse {
    id: Uuid,
    title: String,
}

impl CloseCourse {
    pub(crate) fn new(course: &course::Model) -> Self {
        Self {
            id: course.id,
            title: course.title.clone(),
        }
    }
}

impl View for CloseCourse {
    const TEMPLATE: &'static str = "courses/close.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec![Self {
            id: Uuid::nil(),
            title: "Курс".into(),
        }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_renders() {
        crate::page::tests::renders::<Courses>();
        crate::page::tests::renders::<NewCoursePage>();
        crate::page::tests::renders::<EditCourse>();
        crate::page::tests::renders::<EditStep>();
        crate::page::tests::renders::<RemoveStep>();
        crate::page::tests::renders::<CloseCourse>();
    }
}
