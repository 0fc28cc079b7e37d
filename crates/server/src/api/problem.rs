//! Errors as problem documents (RFC 9457).

use axum::{
    Json,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use entity::values::Face;
use serde_json::json;

use crate::{app::AppState, error::AppError, i18n};

/// Gives responses made from an [`AppError`] their problem document.
pub(crate) async fn problems(State(_): State<AppState>, request: Request, next: Next) -> Response {
    let face = request
        .headers()
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|it| it.to_str().ok())
        .map_or(Face::En, i18n::from_accept_language);
    let response = next.run(request).await;
    let Some(error) = response.extensions().get::<AppError>().cloned() else {
        return response;
    };
    let status = response.status();
    let message = error.message();
    let mut body = Json(json!({
        "type": format!("urn:obuka:problem:{}", message.id),
        "title": status.canonical_reason().unwrap_or("error"),
        "status": status.as_u16(),
        "detail": i18n::translate(face, &message),
    }))
    .into_response();
    *body.status_mut() = status;
    body.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    if status == StatusCode::UNAUTHORIZED {
        body.headers_mut().insert(
            header::WWW_AUTHENTICATE,
            HeaderValue::from_static("Bearer realm=\"obuka\""),
        );
    }
    if let Some(after) = response.headers().get(header::RETRY_AFTER) {
        body.headers_mut()
            .insert(header::RETRY_AFTER, after.clone());
    }
    body
}
