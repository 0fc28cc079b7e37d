//! HTTP: parse the request, call the service, answer.

use axum::{
    extract::{Path, Query},
    http::{HeaderValue, header},
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;

use super::{service, views};
use crate::{
    error::AppError,
    i18n,
    page::{FACE_COOKIE, Page, local_path},
    routes::{Access, Routes},
};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/", Access::Public, start)
        .get("/face/{tag}", Access::Public, switch_face)
}

async fn start(page: Page) -> Result<Response, AppError> {
    let today = page.app.config.date_of(page.app.clock.now());
    let figures = service::figures(&page.app.db, &page.app.counted, today)
        .await
        .map_err(|error| AppError::below(&*error))?;
    page.render(&views::Start::new(&figures))
}

#[derive(Deserialize)]
struct Back {
    #[serde(default)]
    back: String,
}

/// Chooses a face and goes back to the page that showed the switch.
async fn switch_face(
    page: Page,
    Path(tag): Path<String>,
    Query(query): Query<Back>,
) -> Result<Response, AppError> {
    let face = i18n::from_tag(&tag).ok_or(AppError::NotFound)?;
    let secure = if page.app.config.app_origin.is_https() {
        "; Secure"
    } else {
        ""
    };
    let cookie = format!(
        "{FACE_COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly{secure}",
        i18n::tag(face)
    );
    let mut response = Redirect::to(local_path(&query.back).unwrap_or("/")).into_response();
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
