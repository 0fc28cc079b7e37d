//! Courses: make, list, one.

use axum::{Extension, Json as Answer, extract::State, http::StatusCode};
use chrono::{DateTime, NaiveDate, Utc};
use entity::{
    course, course_step,
    values::{CourseStatus, StepKind},
};
use grading::StepRule;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    Caller,
    extract::{Id, Json, Query},
    people::{ListQuery, Listed},
    problem::Problem,
    queries,
};
use crate::{
    app::AppState,
    audit,
    courses::{
        rules::StepDraft,
        service::{self, CourseError, NewCourse, NewStep, StepContent},
    },
    error::{AppError, Message},
    packages,
};

/// Steps that a course may have.
const MOST_STEPS: usize = 200;
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

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct StepToMake {
    /// A published version of a package.
    version_id: Uuid,
    /// The version's own when it is left out.
    title: Option<String>,
    /// When the step is done; `completed` when it is left out. Of a list all
    /// must hold; of an empty list the step is an extra that does not count.
    #[schema(value_type = Option<RuleShape>)]
    rule: Option<Value>,
}

/// A rule by its name, as an object, or several of them.
#[derive(ToSchema)]
#[serde(untagged)]
#[expect(
    dead_code,
    reason = "a shape for the document; rules are read by `read_rules`"
)]
enum RuleShape {
    Name(RuleName),
    Object(RuleObject),
    Several(Vec<RuleObject>),
}

#[derive(ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "a shape for the document")]
enum RuleName {
    Viewed,
    Completed,
    Passed,
}

#[derive(ToSchema)]
#[serde(tag = "rule", rename_all = "snake_case")]
#[expect(dead_code, reason = "a shape for the document")]
enum RuleObject {
    Viewed,
    Completed,
    Passed,
    ScoreAtLeast {
        /// From 0 to 100, with one decimal at most.
        percent: f64,
    },
    TimeAtLeast {
        minutes: u32,
    },
}

/// The rules that the value says: a name, an object, or a list of either.
fn read_rules(value: &Value) -> Result<Vec<StepRule>, String> {
    match value {
        Value::Array(several) => several.iter().map(read_rule).collect(),
        one => Ok(vec![read_rule(one)?]),
    }
}

fn read_rule(value: &Value) -> Result<StepRule, String> {
    let object = match value {
        Value::String(name) => serde_json::json!({ "rule": name }),
        other => other.clone(),
    };
    serde_json::from_value(object).map_err(|it| it.to_string())
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
        Self {
            id: row.id,
            rules: StepDraft::of(&row).rules,
            title: row.title,
            kind: row.kind,
            version_id: row.package_version_id,
        }
    }
}

/// Make a course of published package versions. The token's person owns it.
#[utoipa::path(post, path = "/api/v1/courses", tag = "courses", operation_id = "create_course",
    request_body = CourseToMake, responses((status = 201, body = Course)))]
pub(super) async fn create(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Json(asked): Json<CourseToMake>,
) -> Result<(StatusCode, Answer<Course>), Problem> {
    let mut steps = Vec::with_capacity(asked.steps.len());
    if MOST_STEPS < asked.steps.len() {
        return Err(Problem::invalid(
            Message::new("api-steps-many").with("most", MOST_STEPS.to_string()),
        ));
    }
    for (at, step) in asked.steps.iter().enumerate() {
        steps.push(new_step(&app, at, step).await?);
    }
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

async fn new_step(app: &AppState, at: usize, step: &StepToMake) -> Result<NewStep, Problem> {
    let version = packages::service::version(app, step.version_id).await;
    let version = version.map_err(|error| match error {
        AppError::NotFound => Problem::invalid(
            Message::new("api-step-version").with("field", format!("steps[{at}].version_id")),
        )
        .with("field", format!("steps[{at}].version_id")),
        other => other.into(),
    })?;
    let rules = step.rule.as_ref().map(read_rules).transpose();
    let rules = rules.map_err(|reason| {
        let field = format!("steps[{at}].rule");
        let message = Message::new("api-step-rule").with("field", field.clone());
        Problem::invalid(message.with("reason", reason)).with("field", field)
    })?;
    let title = match &step.title {
        Some(given) => title(given, &format!("steps[{at}].title"))?,
        None => version.row.title.clone(),
    };
    Ok(NewStep {
        title,
        content: StepContent::Package {
            version_id: step.version_id,
        },
        rules,
    })
}

fn title(given: &str, field: &str) -> Result<String, Problem> {
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
