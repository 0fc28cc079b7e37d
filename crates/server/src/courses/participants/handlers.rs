//! HTTP: parse the request, call the service, answer.

use axum::{
    Form,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{super::enrolling, service, views};
use crate::{
    app::AppState,
    error::AppError,
    page::Page,
    routes::{Routes, TRAINERS},
};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/courses/{course_id}/people", TRAINERS, people)
        .post("/courses/{course_id}/people", TRAINERS, invite)
        .get(
            "/courses/{course_id}/people/{enrolment_id}/withdraw",
            TRAINERS,
            confirm_withdrawal,
        )
        .post(
            "/courses/{course_id}/people/{enrolment_id}/withdraw",
            TRAINERS,
            withdraw,
        )
        .post(
            "/courses/{course_id}/people/{enrolment_id}/invite-again",
            TRAINERS,
            invite_again,
        )
}

async fn people(
    State(app): State<AppState>,
    page: Page,
    Path(course_id): Path<Uuid>,
) -> Result<Response, AppError> {
    let course = service::course_of_staff(&app.db, page.person()?, course_id).await?;
    let list = service::participants(&app.db, course_id, page.face, app.clock.now()).await?;
    page.render(&views::ParticipantsPage::new(
        page.face, &course, list, None,
    ))
}

#[derive(Deserialize)]
struct PastedList {
    #[serde(default)]
    list: String,
}

/// Invites everybody on the list, or shows it again with what is wrong in which line.
async fn invite(
    State(app): State<AppState>,
    page: Page,
    Path(course_id): Path<Uuid>,
    Form(form): Form<PastedList>,
) -> Result<Response, AppError> {
    let reader = page.person()?;
    let course = service::course_of_staff(&app.db, reader, course_id).await?;
    let lines = enrolling::read_pasted(&form.list);
    let now = app.clock.now();
    if lines.is_empty() || lines.iter().any(|(_, _, line)| line.is_err()) {
        let list = service::participants(&app.db, course_id, page.face, now).await?;
        let pasted = views::Pasted::new(page.face, &form.list, &lines);
        let view = views::ParticipantsPage::new(page.face, &course, list, Some(pasted));
        return page.render_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
    }
    let invitees = lines
        .into_iter()
        .filter_map(|(_, _, line)| line.ok())
        .collect();
    service::invite_all(&app, course_id, invitees, reader.id, now).await?;
    Ok(Redirect::to(&format!("/courses/{course_id}/people")).into_response())
}

async fn confirm_withdrawal(
    State(app): State<AppState>,
    page: Page,
    Path((course_id, enrolment_id)): Path<(Uuid, Uuid)>,
) -> Result<Response, AppError> {
    let course = service::course_of_staff(&app.db, page.person()?, course_id).await?;
    let list = service::participants(&app.db, course_id, page.face, app.clock.now()).await?;
    let view =
        views::Withdraw::new(page.face, &course, &list, enrolment_id).ok_or(AppError::NotFound)?;
    page.render(&view)
}

async fn withdraw(
    State(app): State<AppState>,
    page: Page,
    Path((course_id, enrolment_id)): Path<(Uuid, Uuid)>,
) -> Result<Redirect, AppError> {
    service::course_of_staff(&app.db, page.person()?, course_id).await?;
    service::withdraw(&app, course_id, enrolment_id, app.clock.now()).await?;
    Ok(Redirect::to(&format!("/courses/{course_id}/people")))
}

async fn invite_again(
    State(app): State<AppState>,
    page: Page,
    Path((course_id, enrolment_id)): Path<(Uuid, Uuid)>,
) -> Result<Redirect, AppError> {
    let reader = page.person()?;
    service::course_of_staff(&app.db, reader, course_id).await?;
    service::invite_again(&app, course_id, enrolment_id, reader.id, app.clock.now()).await?;
    Ok(Redirect::to(&format!("/courses/{course_id}/people")))
}
