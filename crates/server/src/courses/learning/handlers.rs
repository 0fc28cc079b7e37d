//! HTTP: parse the request, call the service, answer.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse as _, Redirect, Response},
};
use entity::values::StepKind;
use uuid::Uuid;

use super::{service, views};
use crate::{
    app::AppState,
    assets, completions,
    error::AppError,
    page::Page,
    routes::{Access, Routes},
};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/home", Access::SignedIn, home)
        .get("/courses/{course_id}", Access::SignedIn, course)
        .get(
            "/courses/{course_id}/steps/{step_id}",
            Access::SignedIn,
            step,
        )
        .post(
            "/courses/{course_id}/steps/{step_id}/read",
            Access::SignedIn,
            read,
        )
        .get(
            "/courses/{course_id}/steps/{step_id}/document",
            Access::SignedIn,
            document,
        )
}

async fn home(State(app): State<AppState>, page: Page) -> Result<Response, AppError> {
    let reader = page.person()?;
    let courses = service::my_courses(&app.db, reader.id).await?;
    let certificates = completions::service::certificates_of_person(&app.db, reader.id).await?;
    let today = app.config.date_of(app.clock.now());
    page.render(&views::Home::new(
        page.face,
        reader,
        courses,
        certificates,
        today,
    ))
}

async fn course(
    State(app): State<AppState>,
    page: Page,
    Path(course_id): Path<Uuid>,
) -> Result<Response, AppError> {
    let course = service::course_for_learner(&app.db, page.person()?, course_id).await?;
    let standing = match course.place() {
        Some(place) => Some(completions::service::standing(&app, place).await?),
        None => None,
    };
    page.render(&views::CoursePage::new(page.face, &course, standing))
}

async fn step(
    State(app): State<AppState>,
    page: Page,
    Path((course_id, step_id)): Path<(Uuid, Uuid)>,
) -> Result<Response, AppError> {
    let course = service::course_for_learner(&app.db, page.person()?, course_id).await?;
    let view = views::StepPage::new(page.face, &course, step_id).ok_or(AppError::NotFound)?;
    page.render(&view)
}

/// The learner says that they have read it, and goes on.
async fn read(
    State(app): State<AppState>,
    page: Page,
    Path((course_id, step_id)): Path<(Uuid, Uuid)>,
) -> Result<Redirect, AppError> {
    let course = service::course_for_learner(&app.db, page.person()?, course_id).await?;
    service::read_step(&app, &course, step_id, app.clock.now()).await?;
    Ok(Redirect::to(&format!("/courses/{course_id}")))
}

/// The document itself. What is no PDF or picture is only ever downloaded (A17).
async fn document(
    State(app): State<AppState>,
    page: Page,
    Path((course_id, step_id)): Path<(Uuid, Uuid)>,
) -> Result<Response, AppError> {
    let course = service::course_for_learner(&app.db, page.person()?, course_id).await?;
    let (step, _) = course
        .steps
        .iter()
        .find(|(step, _)| step.id == step_id && step.kind == StepKind::Document)
        .ok_or(AppError::NotFound)?;
    let (Some(hash), Some(name)) = (&step.document_hash, &step.document_name) else {
        return Err(AppError::NotFound);
    };
    let content = app.store.get(hash).await?;
    let media_type = assets::media_type(name);
    let shown = matches!(media_type, "application/pdf" | "image/png" | "image/jpeg");
    let encoded = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
    let disposition = format!(
        "{}; filename*=UTF-8''{encoded}",
        if shown { "inline" } else { "attachment" }
    );
    let mut response = content.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("sandbox; default-src 'none'"),
    );
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    Ok(response)
}
