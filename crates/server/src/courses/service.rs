//! The use cases of making a course, one function each; each is one transaction.
//! Those of enrolling are in `enrolling`.

use chrono::{DateTime, Utc};
use entity::{
    course, course_rule_version, course_step,
    values::{CourseStatus, StepKind, VersionState},
};
use grading::{AttemptPolicy, StepRule};
use sea_orm::{DatabaseTransaction, DbErr};
use uuid::Uuid;

pub use super::enrolling::put_on_course;
pub(crate) use super::enrolling::{courses_of_person, enrol, withdraw};
use super::{
    queries,
    rules::{self, CourseRules, NotReady, StepDraft},
};
use crate::{
    db::{Db, WriteError},
    error::{AppError, Message},
    people::service::PersonError,
};

/// A course before it has steps.
#[derive(Debug, Clone)]
pub(crate) struct NewCourse {
    pub(crate) title: String,
    pub(crate) summary: String,
    /// `sr` or `en`: what the content is written in.
    pub(crate) language: String,
    pub(crate) programme_id: Option<Uuid>,
    pub(crate) duration_minutes: i32,
    pub(crate) due_on: Option<chrono::NaiveDate>,
    pub(crate) created_by: Option<Uuid>,
}

/// A step before it has a place.
#[derive(Debug, Clone)]
pub(crate) struct NewStep {
    pub(crate) title: String,
    pub(crate) content: StepContent,
    /// Unset means what is usual for the kind.
    pub(crate) rules: Option<Vec<StepRule>>,
    pub(crate) attempts: AttemptPolicy,
}

#[derive(Debug, Clone)]
pub(crate) enum StepContent {
    Package {
        version_id: Uuid,
    },
    /// Markdown.
    Page {
        body: String,
    },
    /// An object in the store, with the name and type that readers see.
    Document {
        hash: String,
        name: String,
        media_type: String,
        size_bytes: i64,
    },
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum CourseError {
    #[error("no such course, step or module version")]
    NotFound,
    #[error("the course cannot be published: {0:?}")]
    NotReady(NotReady),
    #[error("the module version is not published")]
    VersionNotPublished,
    #[error("the order names other steps than the course has")]
    OtherSteps,
    #[error("nobody can be put on a course that is {0:?}")]
    NotOpen(CourseStatus),
    #[error(transparent)]
    Person(#[from] PersonError),
    #[error("the invitation could not be made: {0:?}")]
    Invitation(AppError),
    #[error(transparent)]
    Db(#[from] DbErr),
}

impl WriteError for CourseError {
    fn database(&self) -> Option<&DbErr> {
        match self {
            Self::Db(error) | Self::Person(PersonError::Db(error)) => Some(error),
            Self::Invitation(error) => error.database(),
            _ => None,
        }
    }
}

impl From<CourseError> for AppError {
    fn from(error: CourseError) -> Self {
        let words = |id| Self::Refused(Message::new(id));
        match error {
            CourseError::NotFound => Self::NotFound,
            CourseError::NotReady(NotReady::NoSteps) => words("course-not-ready-no-steps"),
            CourseError::NotReady(NotReady::Closed) => words("course-not-ready-closed"),
            CourseError::NotReady(NotReady::Rules(finding)) => words(rule_words(finding)),
            CourseError::VersionNotPublished => words("course-module-not-published"),
            CourseError::OtherSteps => words("course-order-changed"),
            CourseError::NotOpen(_) => words("course-not-open"),
            CourseError::Person(error) => error.into(),
            CourseError::Invitation(error) => error,
            CourseError::Db(error) => error.into(),
        }
    }
}

fn rule_words(finding: grading::Finding) -> &'static str {
    use grading::Finding as F;
    match finding {
        F::NoStepCounts => "course-rules-no-step-counts",
        F::TooManyNeeded { .. } | F::NoneNeeded => "course-rules-count",
        F::ScoreOutOfRange { .. } => "course-rules-score",
        F::NoAttemptAllowed { .. } => "course-rules-no-attempt",
        F::NoTime => "course-rules-no-time",
        F::PotvrdaWithoutCondition => "course-rules-potvrda",
        F::UnknownFormat { .. } | F::StepTwice { .. } => "course-rules-unreadable",
    }
}

/// Makes a course, as a draft.
pub(crate) async fn create(
    tx: &DatabaseTransaction,
    new: NewCourse,
    now: DateTime<Utc>,
) -> Result<Uuid, CourseError> {
    let id = Uuid::now_v7();
    let rules = serde_json::to_vec(&CourseRules::default()).unwrap_or_default();
    let course = course::Model {
        id,
        search_key: serbian_text::search_key(&new.title),
        title: new.title,
        summary: new.summary,
        language: new.language,
        programme_id: new.programme_id,
        duration_minutes: new.duration_minutes,
        due_on: new.due_on,
        status: CourseStatus::Draft,
        rules,
        rule_version_id: None,
        created_by: new.created_by,
        created_at: now,
        published_at: None,
        closed_at: None,
    };
    queries::insert(tx, course).await?;
    Ok(id)
}

/// Puts a step at the end of the course.
pub(crate) async fn add_step(
    tx: &DatabaseTransaction,
    course_id: Uuid,
    new: NewStep,
    now: DateTime<Utc>,
) -> Result<Uuid, CourseError> {
    let course = locked(tx, course_id).await?;
    let steps = queries::steps(tx, course_id).await?;
    let step = step_row(tx, course_id, new, steps.last(), now).await?;
    let id = step.id;
    queries::insert(tx, step).await?;
    renew_rules(tx, course, now).await?;
    Ok(id)
}

async fn step_row(
    tx: &DatabaseTransaction,
    course_id: Uuid,
    new: NewStep,
    last: Option<&course_step::Model>,
    now: DateTime<Utc>,
) -> Result<course_step::Model, CourseError> {
    let kind = match &new.content {
        StepContent::Package { .. } => StepKind::Package,
        StepContent::Page { .. } => StepKind::Page,
        StepContent::Document { .. } => StepKind::Document,
    };
    let draft = StepDraft {
        rules: new.rules.unwrap_or_else(|| StepDraft::usual(kind).rules),
        attempts: new.attempts,
    };
    let mut step = course_step::Model {
        id: Uuid::now_v7(),
        course_id,
        position: last.map_or(1, |step| step.position + 1),
        kind,
        title: new.title,
        package_version_id: None,
        body: None,
        document_hash: None,
        document_name: None,
        document_type: None,
        rules: serde_json::to_vec(&draft).unwrap_or_default(),
        created_at: now,
        removed_at: None,
    };
    match new.content {
        StepContent::Package { version_id } => {
            let version = queries::find::<entity::package_version::Entity>(tx, version_id)
                .await?
                .ok_or(CourseError::NotFound)?;
            if version.state != VersionState::Published {
                return Err(CourseError::VersionNotPublished);
            }
            step.package_version_id = Some(version_id);
        }
        StepContent::Page { body } => step.body = Some(body),
        StepContent::Document {
            hash,
            name,
            media_type,
            size_bytes,
        } => {
            queries::remember_object(tx, &hash, size_bytes, now).await?;
            step.document_hash = Some(hash);
            step.document_name = Some(name);
            step.document_type = Some(media_type);
        }
    }
    Ok(step)
}

/// Says who trains on the course, for its documents.
pub(crate) async fn add_trainer(
    tx: &DatabaseTransaction,
    course_id: Uuid,
    trainer_id: Uuid,
) -> Result<(), CourseError> {
    let row = entity::course_trainer::Model {
        course_id,
        trainer_id,
    };
    queries::insert(tx, row).await?;
    Ok(())
}

/// Changes a step's title, text and rules.
pub(crate) async fn change_step(
    db: &Db,
    course_id: Uuid,
    step_id: Uuid,
    change: StepChange,
    now: DateTime<Utc>,
) -> Result<(), CourseError> {
    db.write(move |tx| {
        let change = change.clone();
        Box::pin(async move {
            let course = locked(tx, course_id).await?;
            let mut step = queries::step(tx, course_id, step_id)
                .await?
                .ok_or(CourseError::NotFound)?;
            step.title = change.title;
            step.body = change.body.or(step.body);
            step.rules = serde_json::to_vec(&change.draft).unwrap_or_default();
            queries::update(tx, step).await?;
            renew_rules(tx, course, now).await
        })
    })
    .await
}

#[derive(Debug, Clone)]
pub(crate) struct StepChange {
    pub(crate) title: String,
    pub(crate) body: Option<String>,
    pub(crate) draft: StepDraft,
}

/// Takes a step out of the course; its attempts stay.
pub(crate) async fn remove_step(
    db: &Db,
    course_id: Uuid,
    step_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), CourseError> {
    db.write(move |tx| {
        Box::pin(async move {
            let course = locked(tx, course_id).await?;
            let mut step = queries::step(tx, course_id, step_id)
                .await?
                .ok_or(CourseError::NotFound)?;
            step.removed_at = Some(now);
            queries::update(tx, step).await?;
            renew_rules(tx, course, now).await
        })
    })
    .await
}

/// How the steps are to stand.
#[derive(Debug, Clone)]
pub(crate) enum Reorder {
    Move { step_id: Uuid, down: bool },
    All(Vec<Uuid>),
}

/// Puts the steps into another order.
pub(crate) async fn reorder(
    db: &Db,
    course_id: Uuid,
    order: Reorder,
    now: DateTime<Utc>,
) -> Result<(), CourseError> {
    db.write(move |tx| {
        let order = order.clone();
        Box::pin(async move {
            let course = locked(tx, course_id).await?;
            let steps = queries::steps(tx, course_id).await?;
            let ids = match order {
                Reorder::Move { step_id, down } => rules::moved(&steps, step_id, down),
                Reorder::All(ids) => {
                    rules::reordered(&steps, &ids).ok_or(CourseError::OtherSteps)?
                }
            };
            for (position, id) in (1..).zip(ids) {
                queries::set_position(tx, id, position).await?;
            }
            renew_rules(tx, course, now).await
        })
    })
    .await
}

/// Changes what a course says of itself.
pub(crate) async fn change_details(
    db: &Db,
    course_id: Uuid,
    details: NewCourse,
) -> Result<(), CourseError> {
    db.write(move |tx| {
        let details = details.clone();
        Box::pin(async move {
            let mut course = locked(tx, course_id).await?;
            course.search_key = serbian_text::search_key(&details.title);
            course.title = details.title;
            course.summary = details.summary;
            course.language = details.language;
            course.programme_id = details.programme_id;
            course.duration_minutes = details.duration_minutes;
            course.due_on = details.due_on;
            queries::update(tx, course).await?;
            Ok(())
        })
    })
    .await
}

/// Sets the rules of the course beside those of its steps.
pub(crate) async fn set_rules(
    db: &Db,
    course_id: Uuid,
    rules: CourseRules,
    now: DateTime<Utc>,
) -> Result<(), CourseError> {
    db.write(move |tx| {
        let rules = rules.clone();
        Box::pin(async move {
            let mut course = locked(tx, course_id).await?;
            course.rules = serde_json::to_vec(&rules).unwrap_or_default();
            queries::update(tx, course.clone()).await?;
            renew_rules(tx, course, now).await
        })
    })
    .await
}

/// The course, locked until the transaction ends.
pub(crate) async fn locked(
    tx: &DatabaseTransaction,
    course_id: Uuid,
) -> Result<course::Model, CourseError> {
    queries::lock_course(tx, course_id)
        .await?
        .ok_or(CourseError::NotFound)
}

/// Opens the course: whoever is on it sees it, and its rules get their first version.
pub(crate) async fn publish(
    tx: &DatabaseTransaction,
    course_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), CourseError> {
    let mut course = locked(tx, course_id).await?;
    let steps = queries::steps(tx, course_id).await?;
    rules::may_publish(&course, &steps).map_err(CourseError::NotReady)?;
    course.status = CourseStatus::Published;
    course.published_at = course.published_at.or(Some(now));
    queries::update(tx, course.clone()).await?;
    renew_rules(tx, course, now).await
}

/// The course's steps in their order, without removed ones.
pub(crate) async fn steps(db: &Db, course_id: Uuid) -> Result<Vec<course_step::Model>, DbErr> {
    queries::steps(db.read(), course_id).await
}

/// Takes a published course out of sight again; nothing is lost.
pub(crate) async fn unpublish(db: &Db, course_id: Uuid) -> Result<(), CourseError> {
    db.write(move |tx| {
        Box::pin(async move {
            let mut course = locked(tx, course_id).await?;
            if course.status == CourseStatus::Published {
                course.status = CourseStatus::Draft;
                queries::update(tx, course).await?;
            }
            Ok(())
        })
    })
    .await
}

/// Closes the course for good: nobody can go on, and what is due is issued.
pub(crate) async fn close(
    tx: &DatabaseTransaction,
    course_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), CourseError> {
    let mut course = locked(tx, course_id).await?;
    course.status = CourseStatus::Closed;
    course.closed_at = Some(now);
    queries::update(tx, course).await?;
    Ok(())
}

/// A published course whose rules now amount to something else gets a new
/// version of them; the old ones stay for what they have decided.
async fn renew_rules(
    tx: &DatabaseTransaction,
    mut course: course::Model,
    now: DateTime<Utc>,
) -> Result<(), CourseError> {
    if course.status != CourseStatus::Published {
        return Ok(());
    }
    let steps = queries::steps(tx, course.id).await?;
    rules::may_publish(&course, &steps).map_err(CourseError::NotReady)?;
    let current = match course.rule_version_id {
        Some(id) => queries::find::<course_rule_version::Entity>(tx, id).await?,
        None => None,
    };
    let number = current.as_ref().map_or(0, |it| it.number);
    if let Some(current) = &current {
        let same = rules::version(u32::try_from(number).unwrap_or(1), &course, &steps);
        if serde_json::to_vec(&same).is_ok_and(|same| same == current.document) {
            return Ok(());
        }
    }
    let next = rules::version(u32::try_from(number + 1).unwrap_or(1), &course, &steps);
    let version = course_rule_version::Model {
        id: Uuid::now_v7(),
        course_id: course.id,
        number: number + 1,
        document: serde_json::to_vec(&next).unwrap_or_default(),
        created_by: course.created_by,
        created_at: now,
    };
    course.rule_version_id = Some(version.id);
    queries::insert(tx, version).await?;
    queries::update(tx, course).await?;
    Ok(())
}
