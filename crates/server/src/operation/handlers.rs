//! HTTP: `/health` for people and machines, `/metrics` for this machine.

use std::net::SocketAddr;

use axum::{
    Json,
    extract::{ConnectInfo, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use entity::values::Role;
use serde_json::json;

use super::{health::Status, service, views};
use crate::{
    app::AppState,
    error::AppError,
    page::Page,
    routes::{Access, Routes},
};

/// What a proxy adds: with one of these, the request comes from elsewhere.
const FORWARDED: [&str; 5] = [
    "forwarded",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-real-ip",
    "via",
];

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/health", Access::Public, health)
        .get("/metrics", Access::Public, metrics)
}

/// 200 when ready, else 503; details are for administrators.
async fn health(page: Page, headers: HeaderMap) -> Result<Response, AppError> {
    let health = service::health(&page.app).await;
    let status = match health.status {
        Status::Ready => StatusCode::OK,
        Status::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    };
    let reader = page.reader.as_ref();
    let sees_all = reader.is_some_and(|it| it.role == Role::Administrator);
    let mut response = if wants_page(&headers) {
        page.render_with(status, &views::Shown::new(&health, sees_all, page.face))?
    } else if sees_all {
        (status, Json(&*health)).into_response()
    } else {
        (status, Json(json!({ "status": health.status }))).into_response()
    };
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(header::RETRY_AFTER, 5.into());
    }
    Ok(response)
}

fn wants_page(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|it| it.to_str().ok())
        .is_some_and(|it| it.contains("text/html"))
}

/// Only for programs on this machine: to all others there is no such page.
async fn metrics(
    State(app): State<AppState>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let is_near = peer.ip().to_canonical().is_loopback()
        && !FORWARDED.iter().any(|it| headers.contains_key(*it));
    if !app.config.shows_metrics || !is_near {
        return Err(AppError::NotFound);
    }
    let kind = [(
        header::CONTENT_TYPE,
        "text/plain; version=0.0.4; charset=utf-8",
    )];
    Ok((kind, service::figures(&app).await).into_response())
}
