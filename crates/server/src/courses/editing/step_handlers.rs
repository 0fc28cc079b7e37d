//! HTTP: the steps of a course. Parse the request, call the service, answer.

use axum::{
    Form,
    extract::{DefaultBodyLimit, Multipart, Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use grading::AttemptPolicy;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    super::{
        documents,
        service::{self as courses, NewStep, Reorder, StepChange, StepContent},
    },
    forms::StepForm,
    service, views,
};
use crate::{
    app::AppState,
    error::{AppError, Message},
    page::Page,
    routes::{Routes, TRAINERS},
};

/// The largest document that a step may hold.
const DOCUMENT_BYTES: usize = 50 * 1024 * 1024;

pub(super) fn routes() -> Routes {
    Routes::new()
        .post("/courses/{course_id}/steps/package", TRAINERS, add_package)
        .post("/courses/{course_id}/steps/page", TRAINERS, add_page)
        .post(
            "/courses/{course_id}/steps/document",
            TRAINERS,
            add_document,
        )
        .post("/courses/{course_id}/order", TRAINERS, reorder)
        .get("/courses/{course_id}/steps/{step_id}/edit", TRAINERS, edit)
        .post(
            "/courses/{course_id}/steps/{step_id}/edit",
            TRAINERS,
            change,
        )
        .post(
            "/courses/{course_id}/steps/{step_id}/move",
            TRAINERS,
            move_step,
        )
        .get(
            "/courses/{course_id}/steps/{step_id}/remove",
            TRAINERS,
            confirm_removal,
        )
        .post(
            "/courses/{course_id}/steps/{step_id}/remove",
            TRAINERS,
            remove,
        )
        .layer(DefaultBodyLimit::max(DOCUMENT_BYTES + 64 * 1024))
}

#[derive(Deserialize)]
struct PackageStep {
    version_id: Uuid,
}

async fn add_package(
    State(app): State<AppState>,
    page: Page,
    Path(course_id): Path<Uuid>,
    Form(form): Form<PackageStep>,
) -> Result<Redirect, AppError> {
    let edited = service::edited_course(&app.db, page.person()?, course_id).await?;
    let title = edited
        .versions
        .iter()
        .find(|it| it.id == form.version_id)
        .map(|it| it.title.clone())
        .ok_or(AppError::refused("course-module-not-published"))?;
    let content = StepContent::Package {
        version_id: form.version_id,
    };
    add(&app, course_id, title, content).await?;
    Ok(Redirect::to(&format!("/courses/{course_id}/edit#steps")))
}

#[derive(Deserialize)]
struct PageStep {
    #[serde(default)]
    title: String,
}

async fn add_page(
    State(app): State<AppState>,
    page: Page,
    Path(course_id): Path<Uuid>,
    Form(form): Form<PageStep>,
) -> Result<Redirect, AppError> {
    service::edited_course(&app.db, page.person()?, course_id).await?;
    let title = form.title.trim();
    if title.is_empty() {
        return Err(AppError::Invalid(Message::new("course-form-title-missing")));
    }
    let content = StepContent::Page {
        body: String::new(),
    };
    let id = add(&app, course_id, title.to_owned(), content).await?;
    Ok(Redirect::to(&format!(
        "/courses/{course_id}/steps/{id}/edit"
    )))
}

async fn add_document(
    State(app): State<AppState>,
    page: Page,
    Path(course_id): Path<Uuid>,
    mut form: Multipart,
) -> Result<Redirect, AppError> {
    service::edited_course(&app.db, page.person()?, course_id).await?;
    let too_large = |_| AppError::TooLarge(Message::new("course-document-too-large"));
    while let Some(field) = form.next_field().await.map_err(too_large)? {
        let Some(name) = field.file_name().map(documents::plain_name) else {
            continue;
        };
        let content = field.bytes().await.map_err(too_large)?;
        if name.is_empty() || content.is_empty() {
            continue;
        }
        let document = documents::keep(&app, name.clone(), content).await?;
        add(&app, course_id, name, document).await?;
        return Ok(Redirect::to(&format!("/courses/{course_id}/edit#steps")));
    }
    Err(AppError::Invalid(Message::new("course-document-missing")))
}

async fn add(
    app: &AppState,
    course_id: Uuid,
    title: String,
    content: StepContent,
) -> Result<Uuid, AppError> {
    let now = app.clock.now();
    let new = NewStep {
        title,
        content,
        rules: None,
        attempts: AttemptPolicy::default(),
    };
    let id = app
        .db
        .write(move |tx| Box::pin(courses::add_step(tx, course_id, new.clone(), now)))
        .await?;
    Ok(id)
}

#[derive(Deserialize)]
struct Order {
    /// The ids of all steps, parted by commas.
    ids: String,
}

async fn reorder(
    State(app): State<AppState>,
    page: Page,
    Path(course_id): Path<Uuid>,
    Form(form): Form<Order>,
) -> Result<Redirect, AppError> {
    service::edited_course(&app.db, page.person()?, course_id).await?;
    let ids: Result<Vec<Uuid>, _> = form.ids.split(',').map(Uuid::parse_str).collect();
    let ids = ids.map_err(|_| AppError::refused("course-order-changed"))?;
    courses::reorder(&app.db, course_id, Reorder::All(ids), app.clock.now()).await?;
    Ok(Redirect::to(&format!("/courses/{course_id}/edit#steps")))
}

#[derive(Deserialize)]
struct Direction {
    down: bool,
}

async fn move_step(
    State(app): State<AppState>,
    page: Page,
    Path((course_id, step_id)): Path<(Uuid, Uuid)>,
    Form(Direction { down }): Form<Direction>,
) -> Result<Redirect, AppError> {
    service::edited_course(&app.db, page.person()?, course_id).await?;
    let order = Reorder::Move { step_id, down };
    courses::reorder(&app.db, course_id, order, app.clock.now()).await?;
    Ok(Redirect::to(&format!("/courses/{course_id}/edit#steps")))
}

async fn edit(
    State(app): State<AppState>,
    page: Page,
    Path((course_id, step_id)): Path<(Uuid, Uuid)>,
) -> Result<Response, AppError> {
    let edited = service::edited_course(&app.db, page.person()?, course_id).await?;
    let view = views::EditStep::new(&edited, step_id).ok_or(AppError::NotFound)?;
    page.render(&view)
}

async fn change(
    State(app): State<AppState>,
    page: Page,
    Path((course_id, step_id)): Path<(Uuid, Uuid)>,
    Form(form): Form<StepForm>,
) -> Result<Response, AppError> {
    let edited = service::edited_course(&app.db, page.person()?, course_id).await?;
    let view = views::EditStep::new(&edited, step_id).ok_or(AppError::NotFound)?;
    let draft = match form.check(view.kind()) {
        Ok(draft) => draft,
        Err(errors) => {
            return page.render_with(StatusCode::UNPROCESSABLE_ENTITY, &view.with(form, errors));
        }
    };
    let change = StepChange {
        title: form.title.trim().to_owned(),
        body: view.has_body().then_some(form.body),
        draft,
    };
    courses::change_step(&app.db, course_id, step_id, change, app.clock.now()).await?;
    Ok(Redirect::to(&format!("/courses/{course_id}/edit#steps")).into_response())
}

async fn confirm_removal(
    State(app): State<AppState>,
    page: Page,
    Path((course_id, step_id)): Path<(Uuid, Uuid)>,
) -> Result<Response, AppError> {
    let edited = service::edited_course(&app.db, page.person()?, course_id).await?;
    let attempts = service::attempts_at(&app.db, step_id).await?;
    let view = views::RemoveStep::new(&edited, step_id, attempts).ok_or(AppError::NotFound)?;
    page.render(&view)
}

async fn remove(
    State(app): State<AppState>,
    page: Page,
    Path((course_id, step_id)): Path<(Uuid, Uuid)>,
) -> Result<Redirect, AppError> {
    service::edited_course(&app.db, page.person()?, course_id).await?;
    courses::remove_step(&app.db, course_id, step_id, app.clock.now()).await?;
    Ok(Redirect::to(&format!("/courses/{course_id}/edit#steps")))
}
