//! Reading a course as one of its learners.

use chrono::{DateTime, Utc};
use entity::{
    course, course_step, enrolment, programme, step_result,
    values::{CourseStatus, EnrolmentStatus, StepKind},
};
use uuid::Uuid;

use super::super::{queries, rules};
use crate::{completions::service::Place, db::Db, error::AppError, sign_in::Reader};

/// A course with all that its page shows of one person's way through it.
pub(crate) struct LearnersCourse {
    pub(crate) course: course::Model,
    pub(crate) programme: Option<programme::Model>,
    pub(crate) steps: Vec<(course_step::Model, Option<step_result::Model>)>,
    /// `None`: somebody of the staff looks at it without a place on it.
    pub(crate) enrolment: Option<enrolment::Model>,
    pub(crate) may_edit: bool,
}

impl LearnersCourse {
    /// The step to go on with: the first that is not met.
    pub(crate) fn next(&self) -> Option<&course_step::Model> {
        let open = |result: &Option<step_result::Model>| result.as_ref().is_none_or(|it| !it.met);
        let last = self.enrolment.as_ref().and_then(|it| it.last_step_id);
        let resumable = self
            .steps
            .iter()
            .find(|(step, result)| Some(step.id) == last && open(result));
        resumable
            .or_else(|| self.steps.iter().find(|(_, result)| open(result)))
            .map(|(step, _)| step)
    }

    /// What the learner's standing is read from; none for who only looks.
    pub(crate) fn place(&self) -> Option<Place<'_>> {
        let results = self.steps.iter().filter_map(|(_, result)| result.as_ref());
        let titles = self
            .steps
            .iter()
            .map(|(step, _)| (step.id, step.title.clone()));
        Some(Place {
            enrolment: self.enrolment.as_ref()?,
            rule_version_id: self.course.rule_version_id,
            results: results.collect(),
            step_titles: titles.collect(),
        })
    }

    pub(crate) fn met(&self) -> usize {
        let met = |result: &Option<step_result::Model>| result.as_ref().is_some_and(|it| it.met);
        self.steps.iter().filter(|(_, result)| met(result)).count()
    }

    pub(crate) fn has_begun(&self) -> bool {
        self.steps.iter().any(|(_, result)| result.is_some())
            || self
                .enrolment
                .as_ref()
                .is_some_and(|it| it.last_step_id.is_some())
    }
}

/// The course as `reader` may see it: as one who has a place on it, or as its staff.
pub(crate) async fn course_for_learner(
    db: &Db,
    reader: &Reader,
    course_id: Uuid,
) -> Result<LearnersCourse, AppError> {
    let (course, enrolment, programme) =
        queries::course_of_learner(db.read(), course_id, reader.id)
            .await?
            .ok_or(AppError::NotFound)?;
    let may_edit = rules::may_edit(reader.role, reader.id, &course);
    let enrolment = enrolment.filter(|it| it.status == EnrolmentStatus::Active);
    if !may_edit && (enrolment.is_none() || course.status == CourseStatus::Draft) {
        return Err(AppError::NotFound);
    }
    let steps = if let Some(it) = &enrolment {
        queries::steps_with_results(db.read(), course_id, it.id).await?
    } else {
        let steps = queries::steps(db.read(), course_id).await?;
        steps.into_iter().map(|step| (step, None)).collect()
    };
    Ok(LearnersCourse {
        course,
        programme,
        steps,
        enrolment,
        may_edit,
    })
}

/// One of the reader's courses on their home page.
pub(crate) struct MyCourse {
    pub(crate) enrolment: enrolment::Model,
    pub(crate) course: course::Model,
}

/// The reader's courses: what was touched last comes first.
pub(crate) async fn my_courses(db: &Db, person_id: Uuid) -> Result<Vec<MyCourse>, AppError> {
    let mut rows: Vec<MyCourse> = queries::my_courses(db.read(), person_id)
        .await?
        .into_iter()
        .map(|(enrolment, course)| MyCourse { enrolment, course })
        .collect();
    rows.sort_by_key(|it| {
        let touched = it
            .enrolment
            .last_contact_at
            .unwrap_or(it.enrolment.enrolled_at);
        (
            it.enrolment.completed_at.is_some(),
            std::cmp::Reverse(touched),
        )
    });
    Ok(rows)
}

/// Says that a page or document has been read: a step result, decided like any other.
pub(crate) async fn read_step(
    app: &crate::app::AppState,
    learner: &LearnersCourse,
    step_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let Some(enrolment) = &learner.enrolment else {
        return Ok(());
    };
    let is_text = learner
        .steps
        .iter()
        .any(|(step, _)| step.id == step_id && step.kind != StepKind::Package);
    if !is_text {
        return Err(AppError::NotFound);
    }
    if learner.course.status == CourseStatus::Closed {
        return Err(AppError::refused("course-not-open"));
    }
    crate::completions::service::read_step(app, enrolment.id, step_id, now).await
}
