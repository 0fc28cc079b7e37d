//! HTTP: parse the request, call the service, answer.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use uuid::Uuid;

use super::{
    forms::SwitchForm,
    service::{self, Editor, Order},
    views,
};
use crate::{
    app::AppState,
    attempts::service::Choices,
    error::{AppError, Message},
    packages::service::compared,
    page::Page,
    routes::{Routes, TRAINERS},
};

/// Versions in use that the new one is compared with.
const COMPARED: usize = 3;

pub(in crate::packages) fn routes() -> Routes {
    Routes::new()
        .get("/modules/{id}/versions/{number}/switch", TRAINERS, show)
        .post("/modules/{id}/versions/{number}/switch", TRAINERS, order)
        .get(
            "/modules/{id}/versions/{number}/switch/{course_id}",
            TRAINERS,
            people,
        )
        .get(
            "/courses/{course_id}/modules/{package_id}",
            TRAINERS,
            in_course,
        )
        .post(
            "/courses/{course_id}/modules/{package_id}/back",
            TRAINERS,
            back,
        )
        .post(
            "/courses/{course_id}/modules/{package_id}/call-off/{switch_id}",
            TRAINERS,
            call_off,
        )
}

async fn show(
    State(app): State<AppState>,
    page: Page,
    Path((id, number)): Path<(Uuid, i32)>,
) -> Result<Response, AppError> {
    let view = switch_page(&app, &page, (id, number)).await?;
    page.render(&view)
}

async fn switch_page(
    app: &AppState,
    page: &Page,
    (id, number): (Uuid, i32),
) -> Result<views::SwitchPage, AppError> {
    let target = service::target(app, id, number).await?;
    let by = Editor::from(page.person()?);
    let affected = service::affected(app, by, &target, None).await?;
    let mut before: Vec<i32> = affected
        .iter()
        .flat_map(|it| &it.steps)
        .map(|it| it.number)
        .filter(|it| *it != number)
        .collect();
    before.sort_unstable_by_key(|it| std::cmp::Reverse(*it));
    before.dedup();
    let mut differences = Vec::new();
    for before in before.into_iter().take(COMPARED) {
        differences.push(compared(app, id, (before, number)).await?);
    }
    let zone = app.config.time_zone;
    Ok(views::SwitchPage::new(
        (page.face, zone),
        &target,
        &affected,
        &differences,
    ))
}

/// First what would happen, once more and in one sentence each; then it happens.
async fn order(
    State(app): State<AppState>,
    page: Page,
    Path((id, number)): Path<(Uuid, i32)>,
    body: Bytes,
) -> Result<Response, AppError> {
    let form = SwitchForm::parse(&body);
    let (now, zone) = (app.clock.now(), app.config.time_zone);
    let time = form.time(zone, now);
    let problem = match time {
        Err(id) => Some(id),
        Ok(_) if form.chosen.is_empty() => Some("switch-no-course"),
        Ok(_) => None,
    };
    if let Some(problem) = problem {
        let view = switch_page(&app, &page, (id, number)).await?;
        let view = view.with(&form, page.translate(&Message::new(problem)));
        return page.render_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
    }
    let by = Editor::from(page.person()?);
    let at = time.ok().flatten();
    if form.is_confirmed {
        let order = Order {
            package_id: id,
            number,
            courses: form.courses(),
            at,
        };
        service::order(&app, by, order, now).await?;
        return Ok(Redirect::to(&format!("/modules/{id}#switches")).into_response());
    }
    let target = service::target(&app, id, number).await?;
    let affected = service::affected(&app, by, &target, None).await?;
    page.render(&views::Confirm::new(
        (page.face, zone),
        &target,
        &affected,
        &form,
        at,
    ))
}

async fn people(
    State(app): State<AppState>,
    page: Page,
    Path((id, number, course_id)): Path<(Uuid, i32, Uuid)>,
) -> Result<Response, AppError> {
    let target = service::target(&app, id, number).await?;
    let by = Editor::from(page.person()?);
    let affected = service::affected(&app, by, &target, Some(course_id)).await?;
    let affected = affected.first().ok_or(AppError::NotFound)?;
    if !affected.may_change {
        return Err(AppError::Forbidden);
    }
    let numbers = service::numbers(&app, id).await?;
    page.render(&views::People::new(page.face, &target, affected, &numbers))
}

async fn in_course(
    State(app): State<AppState>,
    page: Page,
    Path(place): Path<(Uuid, Uuid)>,
) -> Result<Response, AppError> {
    let by = Editor::from(page.person()?);
    let shown = service::module_in_course(&app, by, place).await?;
    let zone = app.config.time_zone;
    page.render(&views::InCourse::new((page.face, zone), &shown))
}

/// One click: whoever works on the version that the course leaves finishes on it.
async fn back(
    State(app): State<AppState>,
    page: Page,
    Path((course_id, package_id)): Path<(Uuid, Uuid)>,
) -> Result<Redirect, AppError> {
    let by = Editor::from(page.person()?);
    let (place, now) = ((course_id, package_id), app.clock.now());
    service::back(&app, by, place, Choices::default(), now).await?;
    Ok(Redirect::to(&format!(
        "/courses/{course_id}/modules/{package_id}"
    )))
}

async fn call_off(
    State(app): State<AppState>,
    page: Page,
    Path((course_id, package_id, switch_id)): Path<(Uuid, Uuid, Uuid)>,
) -> Result<Redirect, AppError> {
    let by = Editor::from(page.person()?);
    service::call_off(&app, by, switch_id, app.clock.now()).await?;
    Ok(Redirect::to(&format!(
        "/courses/{course_id}/modules/{package_id}"
    )))
}
