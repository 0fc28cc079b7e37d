//! Courses: make, list, one.

use axum::{Extension, Json as Answer, extract::State, http::StatusCode};
use chrono::{DateTime, NaiveDate, Utc};
use entity::{
    course, course_step,
    values::{CourseStatus, StepKind},
};
use grading::{Counts, StepRule};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    Caller,
    extract::{Id, Json, Query},
    people::{ListQuery, Listed},
    problem::Problem,
    queries,
    steps::{RuleObject, StepToMake, new_steps},
};
use crate::{
    app::AppState,
    audit,
    courses::{
        rules::StepDraft,
        service::{self, CourseError, NewCourse},
    },
    error::{AppError, Message},
};

/// Characters that a title may have.
const LONGEST_TITLE: usize = 200;

/// A course to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CourseToMake {
    title: String,
    /// What the content is written in: `sr` or `en`, whatever follows (`sr-Latn`).
    language: String,
    #[serde(default)]
    summary: String,
    steps: Vec<StepToMake>,
    /// Open it at once; people can be enrolled either way, and play only then.
    #[serde(default)]
    published: bool,
    duration_minutes: Option<i32>,
    due_on: Option<NaiveDate>,
}

/// A course with its steps.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Course {
    id: Uuid,
    title: String,
    language: String,
    summary: String,
    /// `draft`, `published` or `closed`.
    #[schema(value_type = String)]
    status: CourseStatus,
    steps: Vec<Step>,
    created_at: DateTime<Utc>,
}

#[derive(Debug, Serialize, ToSchema)]
struct Step {
    id: Uuid,
    title: String,
    /// `package`, `page` or `document`.
    #[schema(value_type = String)]
    kind: StepKind,
    version_id: Option<Uuid>,
    /// All must hold.
    #[schema(value_type = Vec<RuleObject>)]
    rules: Vec<StepRule>,
    /// How often it may be tried; null: as often as one likes.
    attempts_allowed: Option<u32>,
    /// Which attempt counts: `best`, `last` or `first`.
    #[schema(value_type = String)]
    counts: Counts,
    /// Of a page: its Markdown.
    body: Option<String>,
    /// Of a document: what readers save it as.
    file_name: Option<String>,
    media_type: Option<String>,
}

impl Course {
    fn new(row: course::Model, steps: Vec<course_step::Model>) -> Self {
        Self {
            id: row.id,
            title: row.title,
            language: row.language,
            summary: row.summary,
            status: row.status,
            steps: steps.into_iter().map(Step::new).collect(),
            created_at: row.created_at,
        }
    }
}

impl Step {
    fn new(row: course_step::Model) -> Self {
        let StepDraft { rules, attempts } = StepDraft::of(&row);
        Self {
            id: row.id,
            rules,
            attempts_allowed: attempts.attempts_allowed,
            counts: attempts.counts,
            title: row.title,
            kind: row.kind,
            version_id: row.package_version_id,
            body: row.body,
            file_name: row.document_name,
            media_type: row.document_type,
        }
    }
}

/// Make a course of published package versions, pages and documents. The
/// token's person owns it. The request may have 16 MiB.
#[utoipa::path(post, path = "/api/v1/courses", tag = "courses", operation_id = "create_course",
    request_body = CourseToMake, responses((status = 201, body = Course)))]
pub(super) async fn create(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Json(asked): Json<CourseToMake>,
) -> Result<(StatusCode, Answer<Course>), Problem> {
    let new = NewCourse {
        title: title(&asked.title, "title")?,
        // PostgreSQL holds every character but this one.
        summary: asked.summary.replace('\0', ""),
        language: language(&asked.language)?,
        programme_id: None,
        duration_minutes: duration(asked.duration_minutes)?,
        due_on: asked.due_on,
        created_by: caller.person_id,
    };
    let steps = new_steps(&app, asked.steps).await?;
    let (published, now) = (asked.published, app.clock.now());
    let id = app
        .db
        .write(move |tx| {
            let (new, steps) = (new.clone(), steps.clone());
            Box::pin(async move {
                let id = service::create(tx, new, now).await?;
                for step in steps {
                    service::add_step(tx, id, step, now).await?;
                }
                if published {
                    service::publish(tx, id, now).await?;
                }
                audit::note(tx, caller.person_id, "course.created", id, now).await?;
                Ok::<_, CourseError>(id)
            })
        })
        .await?;
    Ok((StatusCode::CREATED, Answer(load(&app, id).await?.1)))
}

pub(super) fn title(given: &str, field: &str) -> Result<String, Problem> {
    let title: String = given.chars().filter(|it| !it.is_control()).collect();
    let title = title.trim();
    if (1..=LONGEST_TITLE).contains(&title.chars().count()) {
        return Ok(title.to_owned());
    }
    let message = Message::new("api-title")
        .with("field", field)
        .with("longest", LONGEST_TITLE.to_string());
    Err(Problem::invalid(message).with("field", field))
}

fn language(given: &str) -> Result<String, Problem> {
    let primary = given.split('-').next().unwrap_or_default();
    match primary.to_ascii_lowercase().as_str() {
        known @ ("sr" | "en") => Ok(known.to_owned()),
        _ => Err(Problem::invalid(Message::new("api-language")).with("field", "language")),
    }
}

fn duration(given: Option<i32>) -> Result<i32, Problem> {
    let minutes = given.unwrap_or(0);
    if (0..=100_000).contains(&minutes) {
        Ok(minutes)
    } else {
        Err(Problem::invalid(Message::new("api-duration")).with("field", "duration_minutes"))
    }
}

/// Whose the course is, and the course.
async fn load(app: &AppState, id: Uuid) -> Result<(Option<Uuid>, Course), Problem> {
    let row = queries::find::<course::Entity>(app.db.read(), id)
        .await?
        .ok_or(AppError::NotFound)?;
    let owner = row.created_by;
    let steps = queries::steps(app.db.read(), id).await?;
    Ok((owner, Course::new(row, steps)))
}

/// One course; to a trainer, their own.
#[utoipa::path(get, path = "/api/v1/courses/{id}", tag = "courses", operation_id = "read_course",
    params(("id" = Uuid, Path)), responses((status = 200, body = Course)))]
pub(super) async fn read(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Id(id): Id,
) -> Result<Answer<Course>, Problem> {
    let (owner, course) = load(&app, id).await?;
    if caller.manages(owner) {
        Ok(Answer(course))
    } else {
        Err(AppError::Forbidden.into())
    }
}

/// A course in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ListedCourse {
    id: Uuid,
    title: String,
    language: String,
    #[schema(value_type = String)]
    status: CourseStatus,
    created_at: DateTime<Utc>,
}

/// Courses, in the order of their making; to a trainer, their own.
#[utoipa::path(get, path = "/api/v1/courses", tag = "courses", operation_id = "list_courses",
    params(ListQuery), responses((status = 200, body = Listed<ListedCourse>)))]
pub(super) async fn list(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Query(query): Query<ListQuery>,
) -> Result<Answer<Listed<ListedCourse>>, Problem> {
    let part = query.part()?;
    let owner = match (caller.manages(None), caller.person_id) {
        (true, _) => None,
        // A trainer's token of nobody owns nothing.
        (false, person_id) => Some(person_id.unwrap_or_default()),
    };
    let rows = queries::courses(app.db.read(), query.search(), owner, part).await?;
    let items = rows.into_iter().map(|it| ListedCourse {
        id: it.id,
        title: it.title,
        language: it.language,
        status: it.status,
        created_at: it.created_at,
    });
    let id = |it: &ListedCourse| it.id;
    Ok(Answer(Listed::new(items.collect(), part, id)))
}

/// Open a course: whoever is on it can play. Doing it again changes nothing.
#[utoipa::path(post, path = "/api/v1/courses/{id}/publish", tag = "courses",
    operation_id = "publish_course", params(("id" = Uuid, Path)),
    responses((status = 204, description = "Published")))]
pub(super) async fn publish(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Id(id): Id,
) -> Result<StatusCode, Problem> {
    let row = queries::find::<course::Entity>(app.db.read(), id)
        .await?
        .ok_or(AppError::NotFound)?;
    if !caller.manages(row.created_by) {
        return Err(AppError::Forbidden.into());
    }
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                service::publish(tx, id, now).await?;
                audit::note(tx, caller.person_id, "course.published", id, now).await?;
                Ok::<_, CourseError>(())
            })
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
