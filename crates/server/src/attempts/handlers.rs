//! HTTP on the app origin: the pages around the player.

use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use entity::values::LaunchMode;
use uuid::Uuid;

use super::{
    launch::{Launch, launch},
    queries, views,
};
use crate::{
    app::AppState,
    error::AppError,
    page::Page,
    routes::{Access, Routes},
};

pub(crate) fn routes() -> Routes {
    Routes::new().get(
        "/courses/{course_id}/steps/{step_id}/play",
        Access::SignedIn,
        play,
    )
}

/// Only a page that is opened plays; nothing that a picture or a script fetches.
fn opened_as_page(headers: &HeaderMap) -> Result<(), AppError> {
    let destination = headers.get("sec-fetch-dest");
    if destination.is_none_or(|it| it == "document") {
        Ok(())
    } else {
        Err(AppError::Forbidden)
    }
}

async fn play(
    State(app): State<AppState>,
    page: Page,
    Path((course_id, step_id)): Path<(Uuid, Uuid)>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    opened_as_page(&headers)?;
    let person = page.person()?;
    let enrolment = queries::enrolment_of(app.db.read(), person.id, course_id)
        .await?
        .ok_or(AppError::NotFound)?;
    let asked = Launch {
        enrolment_id: enrolment.id,
        step_id,
        mode: LaunchMode::Normal,
        face: page.face,
        own_window: false,
    };
    let launched = launch(&app, asked, app.clock.now()).await?;
    let place = queries::place(app.db.read(), enrolment.id, step_id).await?;
    let title = place.map_or_else(String::new, |it| it.step.title);
    page.render(&views::Play {
        title,
        url: launched.url,
        content_origin: app.config.content_origin.to_string(),
        person_id: person.id.to_string(),
        attempt_id: launched.attempt_id.to_string(),
        back: format!("/courses/{course_id}"),
        result: Some(format!("/courses/{course_id}/steps/{step_id}/result")),
        trial: None,
    })
}
