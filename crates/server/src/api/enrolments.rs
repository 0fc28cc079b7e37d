//! Enrolments: enrol, withdraw, launch, list, one.

use axum::{Extension, Json as Answer, extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use entity::{
    enrolment,
    values::{Completion, DocumentKind, EnrolmentStatus, Face, LaunchMode, SessionState, Success},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    Caller,
    extract::{Id, Json, Query},
    people::{Listed, Made, part},
    problem::Problem,
    queries::{self, Places},
};
use crate::{
    app::AppState,
    attempts::service::{self as attempts, AttemptLine, Launch, LaunchError},
    audit,
    completions::{self, service::CertificateLine},
    courses::service::{self as courses, CourseError},
    error::{AppError, Message},
    people,
};

/// Who is to be put on which course.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EnrolmentToMake {
    person_id: Uuid,
    course_id: Uuid,
}

/// Put a person on a course. Who is on it already stays on it: 200 with the
/// `id` of the same place. After a withdrawal the old place is taken up again.
#[utoipa::path(post, path = "/api/v1/enrolments", tag = "enrolments", operation_id = "create_enrolment",
    request_body = EnrolmentToMake,
    responses((status = 201, body = Made), (status = 200, description = "Was on the course", body = Made)))]
pub(super) async fn create(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Json(asked): Json<EnrolmentToMake>,
) -> Result<(StatusCode, Answer<Made>), Problem> {
    named(&app, &asked).await?;
    let now = app.clock.now();
    let (id, is_new) = app
        .db
        .write(move |tx| {
            let EnrolmentToMake {
                person_id,
                course_id,
            } = asked;
            Box::pin(async move {
                let before = queries::place(tx, person_id, course_id).await?;
                let id = courses::enrol(tx, person_id, course_id, now).await?;
                let is_new = before.is_none_or(|it| it.status == EnrolmentStatus::Withdrawn);
                if is_new {
                    audit::note(tx, caller.person_id, "enrolment.made", id, now).await?;
                }
                Ok::<_, CourseError>((id, is_new))
            })
        })
        .await?;
    let status = if is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((status, Made::new(id)))
}

/// Whether the ids name a person and a course.
async fn named(app: &AppState, asked: &EnrolmentToMake) -> Result<(), Problem> {
    let person = people::service::find(&app.db, asked.person_id).await?;
    let course = queries::find::<entity::course::Entity>(app.db.read(), asked.course_id).await?;
    let missing = [
        ("person_id", person.is_none(), "api-no-such-person"),
        ("course_id", course.is_none(), "api-no-such-course"),
    ];
    match missing.into_iter().find(|(_, is_missing, _)| *is_missing) {
        None => Ok(()),
        Some((field, _, id)) => Err(Problem::invalid(Message::new(id)).with("field", field)),
    }
}

/// Take a person off a course. What they have done stays on record.
#[utoipa::path(post, path = "/api/v1/enrolments/{id}/withdraw", tag = "enrolments",
    operation_id = "withdraw_enrolment", params(("id" = Uuid, Path)),
    responses((status = 204, description = "Withdrawn")))]
pub(super) async fn withdraw(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Id(id): Id,
) -> Result<StatusCode, Problem> {
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                courses::withdraw(tx, id, now).await?;
                audit::note(tx, caller.person_id, "enrolment.withdrawn", id, now).await?;
                Ok::<_, CourseError>(())
            })
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The same as `withdraw`: the enrolment stays on record as withdrawn.
#[utoipa::path(delete, path = "/api/v1/enrolments/{id}", tag = "enrolments",
    operation_id = "delete_enrolment", params(("id" = Uuid, Path)),
    responses((status = 204, description = "Withdrawn")))]
pub(super) async fn delete(
    state: State<AppState>,
    caller: Extension<Caller>,
    id: Id,
) -> Result<StatusCode, Problem> {
    withdraw(state, caller, id).await
}

/// How a step is to be opened.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StepToLaunch {
    step_id: Uuid,
    #[serde(default)]
    mode: Mode,
    /// The player has its window to itself. Say `false` only if a page of the
    /// app frames it.
    own_window: Option<bool>,
    /// Begin another attempt that counts, also while the last one is not over:
    /// that one is then ended as it stands. Goes only with the mode `normal`.
    #[serde(default)]
    new_attempt: bool,
    /// In which the player speaks; the person's own when it is left out.
    #[schema(value_type = Option<String>)]
    language: Option<Face>,
}

/// Why a step is opened; only `normal` counts.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Mode {
    /// Goes on with the attempt that is not over, or begins a new one.
    #[default]
    Normal,
    /// To look around.
    Browse,
    /// A copy of the last finished attempt.
    Review,
    /// To try the package.
    Trial,
}

impl From<Mode> for LaunchMode {
    fn from(mode: Mode) -> Self {
        match mode {
            Mode::Normal => Self::Normal,
            Mode::Browse => Self::Browse,
            Mode::Review => Self::Review,
            Mode::Trial => Self::Trial,
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LaunchedStep {
    /// The player page, as the learner: whoever has the address plays. Good for
    /// twelve hours, also after a reload.
    url: String,
    attempt_id: Uuid,
}

/// Open a step as the learner.
#[utoipa::path(post, path = "/api/v1/enrolments/{id}/launch", tag = "enrolments",
    operation_id = "launch", params(("id" = Uuid, Path)), request_body = StepToLaunch,
    responses((status = 201, body = LaunchedStep)))]
pub(super) async fn launch(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Id(id): Id,
    Json(asked): Json<StepToLaunch>,
) -> Result<(StatusCode, Answer<LaunchedStep>), Problem> {
    if asked.new_attempt && !matches!(asked.mode, Mode::Normal) {
        let message = Message::new("api-new-attempt-mode");
        return Err(Problem::invalid(message).with("field", "new_attempt"));
    }
    let enrolment = found(&app, id).await?;
    let person = people::service::find(&app.db, enrolment.person_id)
        .await?
        .ok_or(AppError::NotFound)?;
    let launch = Launch {
        enrolment_id: id,
        step_id: asked.step_id,
        mode: asked.mode.into(),
        face: asked.language.unwrap_or(person.face),
        own_window: asked.own_window.unwrap_or(true),
        new_attempt: asked.new_attempt,
    };
    let launched = attempts::launch(&app, launch, app.clock.now()).await;
    let launched = launched.map_err(|error| match error {
        LaunchError::NotFound => {
            Problem::invalid(Message::new("api-no-such-step")).with("field", "step_id")
        }
        other => other.into(),
    })?;
    tracing::info!(token_id = %caller.token_id, attempt_id = %launched.attempt_id, "launched by a token");
    let answer = LaunchedStep {
        url: launched.url,
        attempt_id: launched.attempt_id,
    };
    Ok((StatusCode::CREATED, Answer(answer)))
}

async fn found(app: &AppState, id: Uuid) -> Result<enrolment::Model, Problem> {
    let row = queries::find::<enrolment::Entity>(app.db.read(), id).await?;
    Ok(row.ok_or(AppError::NotFound)?)
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Enrolment {
    id: Uuid,
    person_id: Uuid,
    course_id: Uuid,
    /// The xAPI registration of everything that is done on this course.
    registration: Uuid,
    /// `active` or `withdrawn`.
    #[schema(value_type = String)]
    status: EnrolmentStatus,
    /// Whole percent of the counting steps.
    progress_percent: i32,
    enrolled_at: DateTime<Utc>,
    withdrawn_at: Option<DateTime<Utc>>,
    completed_at: Option<DateTime<Utc>>,
}

impl From<enrolment::Model> for Enrolment {
    fn from(row: enrolment::Model) -> Self {
        Self {
            id: row.id,
            person_id: row.person_id,
            course_id: row.course_id,
            registration: row.registration,
            status: row.status,
            progress_percent: row.progress_percent,
            enrolled_at: row.enrolled_at,
            withdrawn_at: row.withdrawn_at,
            completed_at: row.completed_at,
        }
    }
}

/// An enrolment with what was done at each step.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct EnrolmentWithSteps {
    #[serde(flatten)]
    enrolment: Enrolment,
    steps: Vec<StepOfEnrolment>,
    /// What was issued, also if it was revoked since.
    certificates: Vec<Certificate>,
}

#[derive(Debug, Serialize, ToSchema)]
struct Certificate {
    id: Uuid,
    /// Such as `U-2026-000123`.
    serial: String,
    /// `uverenje` (the course is passed) or `potvrda` (it was attended).
    #[schema(value_type = String)]
    kind: DocumentKind,
    issued_on: String,
    revoked: bool,
    /// Where anybody can check it.
    check_url: String,
}

impl From<CertificateLine> for Certificate {
    fn from(it: CertificateLine) -> Self {
        Self {
            id: it.id,
            serial: it.serial,
            kind: it.kind,
            issued_on: it.issued_on,
            revoked: it.is_revoked,
            check_url: it.check_url,
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
struct StepOfEnrolment {
    id: Uuid,
    title: String,
    /// Those that count, in their order.
    attempts: Vec<AttemptOfStep>,
}

#[derive(Debug, Serialize, ToSchema)]
struct AttemptOfStep {
    id: Uuid,
    /// From 1.
    number: i32,
    /// `none`, `open`, `suspended` or `ended`.
    #[schema(value_type = String)]
    session: SessionState,
    /// `unknown`, `not_attempted`, `incomplete` or `completed`.
    #[schema(value_type = String)]
    completion: Completion,
    /// `unknown`, `passed` or `failed`.
    #[schema(value_type = String)]
    success: Success,
    /// From -1 to 1.
    score_scaled: Option<f64>,
    /// From 0 to 1.
    progress: Option<f64>,
    started_at: DateTime<Utc>,
}

impl From<AttemptLine> for AttemptOfStep {
    fn from(it: AttemptLine) -> Self {
        Self {
            id: it.id,
            number: it.number,
            session: it.session,
            completion: it.completion,
            success: it.success,
            score_scaled: it.score_scaled,
            progress: it.progress,
            started_at: it.started_at,
        }
    }
}

/// An enrolment with the attempts at each step and its certificates; to a trainer, on their own courses.
#[utoipa::path(get, path = "/api/v1/enrolments/{id}", tag = "enrolments",
    operation_id = "read_enrolment", params(("id" = Uuid, Path)),
    responses((status = 200, body = EnrolmentWithSteps)))]
pub(super) async fn read(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Id(id): Id,
) -> Result<Answer<EnrolmentWithSteps>, Problem> {
    let enrolment = found(&app, id).await?;
    let db = app.db.read();
    let course = queries::find::<entity::course::Entity>(db, enrolment.course_id)
        .await?
        .ok_or(AppError::NotFound)?;
    if !caller.manages(course.created_by) {
        return Err(AppError::Forbidden.into());
    }
    let mut steps = Vec::new();
    for step in queries::steps(db, course.id).await? {
        let lines = attempts::attempts_of(db, id, step.id).await?;
        steps.push(StepOfEnrolment {
            id: step.id,
            title: step.title,
            attempts: lines.into_iter().map(AttemptOfStep::from).collect(),
        });
    }
    let certificates = completions::service::certificates_of(&app.db, id).await?;
    Ok(Answer(EnrolmentWithSteps {
        enrolment: enrolment.into(),
        steps,
        certificates: certificates.into_iter().map(Into::into).collect(),
    }))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct EnrolmentsQuery {
    person_id: Option<Uuid>,
    course_id: Option<Uuid>,
    /// `next` of the answer before.
    after: Option<Uuid>,
    /// From 1 to 200; 50 when it is left out.
    limit: Option<u64>,
}

/// Enrolments, in the order of their making.
#[utoipa::path(get, path = "/api/v1/enrolments", tag = "enrolments",
    operation_id = "list_enrolments", params(EnrolmentsQuery),
    responses((status = 200, body = Listed<Enrolment>)))]
pub(super) async fn list(
    State(app): State<AppState>,
    Query(query): Query<EnrolmentsQuery>,
) -> Result<Answer<Listed<Enrolment>>, Problem> {
    let part = part(query.after, query.limit)?;
    let places = Places {
        person_id: query.person_id,
        course_id: query.course_id,
    };
    let rows = queries::enrolments(app.db.read(), places, part).await?;
    let items = rows.into_iter().map(Enrolment::from).collect();
    Ok(Answer(Listed::new(items, part, |it: &Enrolment| it.id)))
}
