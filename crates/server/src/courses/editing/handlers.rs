//! HTTP: courses and their rules. Parse the request, call the service, answer.

use axum::{
    Form,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    super::{participants, service as courses},
    forms::{CourseForm, RulesForm},
    service, views,
};
use crate::{
    app::AppState,
    completions,
    error::AppError,
    page::Page,
    routes::{Routes, TRAINERS},
};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/courses", TRAINERS, list)
        .get("/courses/new", TRAINERS, new)
        .post("/courses/new", TRAINERS, create)
        .get("/courses/{course_id}/edit", TRAINERS, edit)
        .post("/courses/{course_id}/edit", TRAINERS, change_details)
        .post("/courses/{course_id}/rules", TRAINERS, change_rules)
        .post("/courses/{course_id}/publish", TRAINERS, publish)
        .post("/courses/{course_id}/unpublish", TRAINERS, unpublish)
        .get("/courses/{course_id}/close", TRAINERS, confirm_close)
        .post("/courses/{course_id}/close", TRAINERS, close)
}

#[derive(Deserialize)]
struct Search {
    #[serde(default)]
    q: String,
}

async fn list(
    State(app): State<AppState>,
    page: Page,
    Query(search): Query<Search>,
) -> Result<Response, AppError> {
    let courses = service::courses(&app.db, page.person()?, &search.q).await?;
    page.render(&views::Courses::new(courses, search.q))
}

async fn new(State(app): State<AppState>, page: Page) -> Result<Response, AppError> {
    let programmes = service::programmes(&app.db).await?;
    page.render(&views::NewCoursePage::new(CourseForm::empty(), &programmes))
}

async fn create(
    State(app): State<AppState>,
    page: Page,
    Form(form): Form<CourseForm>,
) -> Result<Response, AppError> {
    let new = match form.check(page.person()?.id) {
        Ok(new) => new,
        Err(errors) => {
            let programmes = service::programmes(&app.db).await?;
            let view = views::NewCoursePage::new(form, &programmes).with(errors);
            return page.render_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
        }
    };
    let now = app.clock.now();
    let id = app
        .db
        .write(move |tx| Box::pin(courses::create(tx, new.clone(), now)))
        .await?;
    Ok(Redirect::to(&format!("/courses/{id}/edit")).into_response())
}

async fn edit(
    State(app): State<AppState>,
    page: Page,
    Path(course_id): Path<Uuid>,
) -> Result<Response, AppError> {
    let edited = service::edited_course(&app.db, page.person()?, course_id).await?;
    page.render(&views::EditCourse::new(&edited))
}

async fn change_details(
    State(app): State<AppState>,
    page: Page,
    Path(course_id): Path<Uuid>,
    Form(form): Form<CourseForm>,
) -> Result<Response, AppError> {
    let reader = page.person()?;
    let edited = service::edited_course(&app.db, reader, course_id).await?;
    match form.check(reader.id) {
        Ok(details) => courses::change_details(&app.db, course_id, details).await?,
        Err(errors) => {
            let view = views::EditCourse::new(&edited).with_details(form, errors);
            return page.render_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
        }
    }
    Ok(Redirect::to(&format!("/courses/{course_id}/edit")).into_response())
}

async fn change_rules(
    State(app): State<AppState>,
    page: Page,
    Path(course_id): Path<Uuid>,
    Form(form): Form<RulesForm>,
) -> Result<Response, AppError> {
    let edited = service::edited_course(&app.db, page.person()?, course_id).await?;
    match form.check() {
        Ok(rules) => courses::set_rules(&app.db, course_id, rules, app.clock.now()).await?,
        Err(errors) => {
            let view = views::EditCourse::new(&edited).with_rules(form, errors);
            return page.render_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
        }
    }
    Ok(Redirect::to(&format!("/courses/{course_id}/edit#rules")).into_response())
}

async fn publish(
    State(app): State<AppState>,
    page: Page,
    Path(course_id): Path<Uuid>,
) -> Result<Redirect, AppError> {
    service::edited_course(&app.db, page.person()?, course_id).await?;
    let now = app.clock.now();
    app.db
        .write(move |tx| Box::pin(courses::publish(tx, course_id, now)))
        .await?;
    Ok(Redirect::to(&format!("/courses/{course_id}/people")))
}

async fn unpublish(
    State(app): State<AppState>,
    page: Page,
    Path(course_id): Path<Uuid>,
) -> Result<Redirect, AppError> {
    service::edited_course(&app.db, page.person()?, course_id).await?;
    courses::unpublish(&app.db, course_id).await?;
    Ok(Redirect::to(&format!("/courses/{course_id}/edit")))
}

async fn confirm_close(
    State(app): State<AppState>,
    page: Page,
    Path(course_id): Path<Uuid>,
) -> Result<Response, AppError> {
    let course = participants::course_of_staff(&app.db, page.person()?, course_id).await?;
    page.render(&views::CloseCourse::new(&course))
}

/// Closes the course; documents that are due at closing are issued.
async fn close(
    State(app): State<AppState>,
    page: Page,
    Path(course_id): Path<Uuid>,
) -> Result<Redirect, AppError> {
    participants::course_of_staff(&app.db, page.person()?, course_id).await?;
    let now = app.clock.now();
    app.db
        .write(move |tx| Box::pin(courses::close(tx, course_id, now)))
        .await?;
    completions::service::course_closed(&app, course_id, now).await?;
    Ok(Redirect::to(&format!("/courses/{course_id}/people")))
}
