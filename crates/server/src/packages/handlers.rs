//! The pages about modules: parse the request, call the service, answer.

use axum::{
    Form,
    body::Body,
    extract::{Path, Query, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{service, switches, uploads, views};
use crate::{
    app::AppState,
    error::AppError,
    page::Page,
    routes::{Routes, TRAINERS},
};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/modules", TRAINERS, modules)
        .get("/modules/new", TRAINERS, new_module)
        .get("/modules/{id}", TRAINERS, module)
        .get("/modules/{id}/new-version", TRAINERS, new_version)
        .post("/modules/{id}/title", TRAINERS, rename)
        .get("/modules/{id}/archive", TRAINERS, confirm_archive)
        .post("/modules/{id}/archive", TRAINERS, archive)
        .post("/modules/{id}/restore", TRAINERS, restore)
        .get("/modules/{id}/versions/{number}", TRAINERS, report)
        .get(
            "/modules/{id}/versions/{number}/zip",
            TRAINERS,
            archive_file,
        )
        .post("/modules/{id}/versions/{number}/publish", TRAINERS, publish)
        .merge(switches::routes())
        .merge(uploads::handlers::routes())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ListQuery {
    q: String,
    archived: Option<String>,
    page: u64,
}

async fn modules(
    State(app): State<AppState>,
    page: Page,
    Query(query): Query<ListQuery>,
) -> Result<Response, AppError> {
    let archived = query.archived.is_some();
    let (lines, more) = service::modules(&app, &query.q, archived, query.page).await?;
    page.render(&views::Modules::new(
        lines,
        more,
        views::ListAsked {
            search: query.q,
            archived,
            page: query.page,
        },
    ))
}

async fn new_module(page: Page) -> Result<Response, AppError> {
    page.render(&views::NewModule::new(page.face, None))
}

async fn new_version(
    State(app): State<AppState>,
    page: Page,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    uploads::service::may_come_for(&app, Some(id)).await?;
    let module = service::module(&app, id).await?;
    page.render(&views::NewModule::new(page.face, Some(&module.row)))
}

async fn module(
    State(app): State<AppState>,
    page: Page,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let module = service::module(&app, id).await?;
    page.render(&views::Module::new(
        (page.face, app.config.time_zone),
        module,
    ))
}

#[derive(Debug, Deserialize)]
struct Title {
    title: String,
}

async fn rename(
    State(app): State<AppState>,
    page: Page,
    Path(id): Path<Uuid>,
    Form(form): Form<Title>,
) -> Result<Response, AppError> {
    let by = page.person()?.id;
    let renamed = service::rename(&app, id, &form.title, by, app.clock.now()).await;
    match renamed.map_err(AppError::from) {
        Ok(()) => Ok(Redirect::to(&format!("/modules/{id}")).into_response()),
        Err(AppError::Invalid(message)) => {
            let module = service::module(&app, id).await?;
            let view = views::Module::new((page.face, app.config.time_zone), module)
                .with_wrong_title(form.title, page.translate(&message));
            page.render_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => Err(error),
    }
}

async fn confirm_archive(
    State(app): State<AppState>,
    page: Page,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let module = service::module(&app, id).await?;
    page.render(&views::Archive::new(module))
}

async fn archive(
    State(app): State<AppState>,
    page: Page,
    Path(id): Path<Uuid>,
) -> Result<Redirect, AppError> {
    let by = page.person()?.id;
    service::set_archived(&app, id, true, by, app.clock.now()).await?;
    Ok(Redirect::to("/modules"))
}

async fn restore(
    State(app): State<AppState>,
    page: Page,
    Path(id): Path<Uuid>,
) -> Result<Redirect, AppError> {
    let by = page.person()?.id;
    service::set_archived(&app, id, false, by, app.clock.now()).await?;
    Ok(Redirect::to(&format!("/modules/{id}")))
}

async fn report(
    State(app): State<AppState>,
    page: Page,
    Path((id, number)): Path<(Uuid, i32)>,
) -> Result<Response, AppError> {
    let report = service::report(&app, id, number).await?;
    page.render(&views::Report::new(page.face, report))
}

async fn publish(
    State(app): State<AppState>,
    page: Page,
    Path((id, number)): Path<(Uuid, i32)>,
) -> Result<Redirect, AppError> {
    let by = page.person()?.id;
    service::publish(&app, id, number, Some(by), app.clock.now()).await?;
    Ok(Redirect::to(&format!("/modules/{id}/versions/{number}")))
}

/// The archive of a version, as it came.
async fn archive_file(
    State(app): State<AppState>,
    _: Page,
    Path((id, number)): Path<(Uuid, i32)>,
) -> Result<Response, AppError> {
    let archive = service::archive_of(&app, id, number).await?;
    let name: String =
        percent_encoding::utf8_percent_encode(&archive.name, percent_encoding::NON_ALPHANUMERIC)
            .to_string();
    let mut response = Body::from_stream(archive.content).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/zip"),
    );
    headers.insert(header::CONTENT_LENGTH, archive.size_bytes.into());
    let disposition = format!("attachment; filename*=UTF-8''{name}");
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    Ok(response)
}
